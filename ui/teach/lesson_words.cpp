// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/lesson_words.h"

#include "ui/run/said.h"
#include "ui/run/words.h"
#include "ui/teach/lesson_chart_content.h"

#include <algorithm>
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
    return answered ? tr("This run does not decide it: no answer is wrong.")
                    : tr("This run does not decide it.");
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

QString changesText(const std::vector<std::string>& changes) {
  if (changes.empty()) return {};
  QStringList listed;
  for (const std::string& change : changes) {
    if (listed.size() == kMostChanges) break;
    listed << QString::fromStdString(change);
  }
  const auto more = static_cast<qsizetype>(changes.size()) - listed.size();
  QString text = listed.join(QStringLiteral(", "));
  if (more > 0) text += tr(" and %1 more").arg(more);
  return tr("The lesson speaks of this run, which was changed: %1.").arg(text);
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
