// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window's own texts in a lesson, around the lesson's: whether an answer was right, where to
// look, what the user has changed; and the languages in which lessons can be shown.
#pragma once

#include "core/lessons/evaluate.h"
#include "core/lessons/lesson.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <QString>
#include <QStringList>

namespace emascope::ui {

class LessonSession;

/// The languages of the lesson's title, by code, with their own names: ("de", "Deutsch").
[[nodiscard]] std::vector<std::pair<std::string, QString>> languagesOf(
    const std::vector<Lesson>& lessons);

/// "Right", or that the run has decided otherwise, or that it does not decide. Empty if nobody
/// has answered and the run decides.
[[nodiscard]] QString outcomeHeading(const LessonQuestion& question, const LessonOutcome& outcome,
                                     std::optional<std::size_t> answered);

/// "Look at the bracket over the steps 300 to 500."; empty for a question without a window.
[[nodiscard]] QString whereToLook(const LessonStep& step);

/// That the result is about a run that was changed, and what was changed: "Warm-up 0,
/// Warm-up 100: half-life 50 from step 101"; empty without changes. @pre session.isOpen()
[[nodiscard]] QString changesText(const LessonSession& session, std::string_view language);

/// What was changed at which step of the run, each gesture once: (101, "3 averages: half-life 50").
/// Edits of the lesson that are still to come are left out. @pre session.record()
[[nodiscard]] std::vector<std::pair<std::int64_t, QString>> editTexts(const LessonSession& session,
                                                                      std::string_view language);

/// "4 steps, 3 questions".
[[nodiscard]] QString lengthText(const Lesson& lesson);
/// The first question, or else the first text without numbers: what the lesson is about.
[[nodiscard]] QString teaserText(const Lesson& lesson, std::string_view language);

}  // namespace emascope::ui
