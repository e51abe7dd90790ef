// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words of the Open page: the title of each field, what may be chosen in it, what is in force
// while it is empty, and errors of the engine with titles instead of option names.
#pragma once

#include "core/protocol/spec/user_task_options.h"

#include <span>

#include <QString>
#include <QStringList>

namespace emascope::ui {

/// The fields of the Open page that every run has: steps, batch, optimizer, learning rate, …
/// They are described as the options of the user's data are.
[[nodiscard]] std::span<const UserTaskOption> trainingFields();

/// "Image size" for "image-size".
[[nodiscard]] QString optionTitle(const char* id);

/// Whether the field is a list that also takes typed text.
[[nodiscard]] bool hasChoices(const char* id);
/// What its list has at first; what was read from the data is added later.
[[nodiscard]] QStringList choicesOf(const char* id);

/// What is in force while the field is empty: "0.15", "the last column", "none".
[[nodiscard]] QString inForce(const UserTaskOption& option);

/// `text` of the engine with the titles of the fields: "Labels: cannot be read" for "--labels:
/// cannot be read", “Image size” for "--image-size N".
[[nodiscard]] QString inFieldNames(const QString& text);

}  // namespace emascope::ui
