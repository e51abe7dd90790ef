// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/lesson_words.h"

#include "ui/plot/marks.h"
#include "ui/run/said.h"
#include "ui/run/words.h"
#include "ui/teach/lesson_chart_content.h"
#include "ui/teach/lesson_lines.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/track_half_life.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <QLocale>

namespace emascope::ui {
namespace {

constexpr qsizetype kMostChanges = 3;  // that are listed

QString nameOf(const std::string& code) {
  if (code == "en") return QStringLiteral("English");
  const QString name = QLocale(QString::fromStdString(code)).nativeLanguageName();
  return name.isEmpty() ? QString::fromStdString(code) : name;
}

/// Whether they do the same to two tracks.
bool alike(const OwnChange& a, const OwnChange& b) {
  return !a.track.empty() && !b.track.empty() && a.step == b.step && a.values == b.values;
}

/// "half-life 50", "learning rate 0.005, weight decay 0".
QString valuesText(const LessonSession& session, const OwnChange& change) {
  const RunRecord& record = *session.record();
  event::Applied rest{.track = change.track, .new_values = change.values};
  QStringList texts;
  const auto beta = change.values.find("beta");
  if (beta != change.values.end() && hasHalfLife(record, change.track)) {
    const double steps = halfLifeInSteps(record, change.track, beta->second);
    texts << (std::isfinite(steps) ? tr("half-life %1").arg(plainNumber(steps))
                                   : tr("infinite half-life"));
    rest.new_values.erase("beta");
  }
  if (!rest.new_values.empty()) {
    const int index = record.trackIndex(change.track);
    // As the only track it is not named.
    const std::vector<TrackSpec> only =
        index < 0 ? std::vector<TrackSpec>()
                  : std::vector{record.tracks[static_cast<std::size_t>(index)]};
    texts << changeText(session.catalog(), only, rest);
  }
  return texts.join(tr(", "));
}

}  // namespace

std::vector<std::pair<std::string, QString>> languagesOf(const std::vector<Lesson>& lessons) {
  std::set<std::string> codes = {"en"};
  for (const Lesson& lesson : lessons) {
    for (const auto& [code, title] : lesson.title) codes.insert(code);
  }
  std::vector<std::pair<std::string, QString>> languages;
  for (const std::string& code : codes) languages.emplace_back(code, nameOf(code));
  std::ranges::sort(languages, {}, [](const auto& language) { return language.second; });
  return languages;
}

QString outcomeHeading(const LessonQuestion& question, const LessonOutcome& outcome,
                       std::optional<std::size_t> answered) {
  if (outcome.right.empty()) {
    return answered ? tr("This run does not decide the question: no answer is wrong.")
                    : tr("This run does not decide the question.");
  }
  if (!answered || *answered >= question.answers.size()) return {};
  return question.answers[*answered].id == outcome.right ? tr("Right.") : tr("Not in this run.");
}

QString whereToLook(const LessonStep& step) {
  if (!step.ask) return {};
  const std::vector<LessonWindow> windows = windowsOf(*step.ask);
  if (windows.empty()) return {};
  const LessonWindow& window = windows.back();
  const QString steps = tr("steps %1 to %2").arg(grouped(window.from), grouped(window.to));
  if (step.half_life_chart) return tr("Look at the lowest points: means over the %1.").arg(steps);
  return tr("Look at the bracket in the chart: %1.").arg(steps);
}

QString changesText(const LessonSession& session, std::string_view language) {
  const std::vector<OwnChange> changes = session.changes();
  if (changes.empty()) return {};
  QStringList listed;
  for (std::size_t i = 0; i < changes.size();) {
    const OwnChange& change = changes[i];
    QStringList names;
    // What was done to several tracks at once is one change.
    do {
      if (!changes[i].track.empty()) {
        names << lineName(session.lesson(), changes[i].track, language);
      }
      ++i;
    } while (i < changes.size() && alike(changes[i], change));
    QString text =
        change.values.empty() ? QString::fromStdString(change.other) : valuesText(session, change);
    if (change.step > 0) text = tr("%1 from step %2").arg(text, grouped(change.step));
    listed << (names.isEmpty() ? text : tr("%1: %2").arg(names.join(tr(", ")), text));
  }
  const qsizetype more = listed.size() - kMostChanges;
  QString text = listed.mid(0, kMostChanges).join(tr("; "));
  if (more > 0) text += tr(" and %1 more").arg(more);
  return tr("This result is about this run, which was changed: %1.").arg(text);
}

std::vector<std::pair<std::int64_t, QString>> editTexts(const LessonSession& session,
                                                        std::string_view language) {
  const RunRecord& record = *session.record();
  std::vector<OwnChange> edits;
  for (const Mark& mark : mergedMarks(record)) {
    if (mark.change < 0) {
      edits.push_back({.step = mark.step, .other = mark.text.toStdString()});
      continue;
    }
    const event::Applied& change = record.changes[static_cast<std::size_t>(mark.change)];
    if (isToCome(record, change)) continue;
    edits.push_back({change.track, change.step, change.new_values, {}});
  }
  std::vector<std::pair<std::int64_t, QString>> texts;
  for (std::size_t i = 0; i < edits.size();) {
    const OwnChange& edit = edits[i];
    const std::size_t first = i;
    do {
      ++i;
    } while (i < edits.size() && alike(edits[i], edit));
    const QString text =
        edit.values.empty() ? QString::fromStdString(edit.other) : valuesText(session, edit);
    const QString of = i - first > 1        ? tr("%1 averages").arg(i - first)
                       : edit.track.empty() ? QString()
                                            : lineName(session.lesson(), edit.track, language);
    texts.emplace_back(edit.step, of.isEmpty() ? text : tr("%1: %2").arg(of, text));
  }
  return texts;
}

QString lengthText(const Lesson& lesson) {
  const auto steps = static_cast<qint64>(lesson.steps.size());
  const auto questions = static_cast<qint64>(questionCount(lesson));
  return counted(steps, tr("1 step"), tr("%1 steps")) + QStringLiteral(", ") +
         counted(questions, tr("1 question"), tr("%1 questions"));
}

QString teaserText(const Lesson& lesson, std::string_view language) {
  for (const LessonStep& step : lesson.steps) {
    if (step.ask) return QString::fromStdString(inLanguage(step.ask->question, language));
  }
  for (const LessonStep& step : lesson.steps) {
    if (step.values.empty()) return QString::fromStdString(inLanguage(step.text, language));
  }
  return {};
}

}  // namespace emascope::ui
