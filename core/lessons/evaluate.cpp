// SPDX-License-Identifier: Apache-2.0
#include "core/lessons/evaluate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace emascope {
namespace {

using ConditionKind = LessonCondition::Kind;

/// True, false, or none if the run lacks a number that decides it.
using Truth = std::optional<bool>;

class Conditions {
 public:
  Conditions(const RunRecord* record, const LessonNumbers& numbers)
      : record_(record), numbers_(numbers) {}

  [[nodiscard]] Truth holds(const LessonCondition& condition) const {
    switch (condition.kind) {
      case ConditionKind::kLower:
        return isLower(condition);
      case ConditionKind::kEqual:
        return isEqual(condition);
      case ConditionKind::kLess:
      case ConditionKind::kEquals:
        return compares(condition);
      case ConditionKind::kNot: {
        const Truth part = holds(condition.parts.front());
        return part ? Truth(!*part) : std::nullopt;
      }
      case ConditionKind::kAll:
        return holdAll(condition);
    }
    return std::nullopt;
  }

 private:
  /// One that is false decides, whatever the others are.
  [[nodiscard]] Truth holdAll(const LessonCondition& condition) const {
    Truth all = true;
    for (const LessonCondition& part : condition.parts) {
      const Truth one = holds(part);
      if (one == Truth(false)) return false;
      if (!one) all = std::nullopt;
    }
    return all;
  }

  /// Empty if one is lacking, or not above 0, where a margin in percent means nothing.
  [[nodiscard]] std::vector<double> means(const LessonCondition& condition) const {
    std::vector<double> means;
    for (const std::string& label : condition.tracks) {
      const LessonNumber mean =
          record_ == nullptr ? LessonNumber{} : meanOf(*record_, label, condition.over);
      if (!mean.value || !(*mean.value > 0.0)) return {};
      means.push_back(*mean.value);
    }
    return means;
  }

  [[nodiscard]] Truth isLower(const LessonCondition& condition) const {
    const auto all = means(condition);
    if (all.empty()) return std::nullopt;
    return std::all_of(all.begin() + 1, all.end(), [&](double other) {
      return all.front() <= (1.0 - condition.margin) * other;
    });
  }

  [[nodiscard]] Truth isEqual(const LessonCondition& condition) const {
    const auto all = means(condition);
    if (all.empty()) return std::nullopt;
    const auto [low, high] = std::ranges::minmax_element(all);
    return *high <= (1.0 + condition.margin) * *low;
  }

  [[nodiscard]] Truth compares(const LessonCondition& condition) const {
    const auto left = term(condition.terms[0]);
    const auto right = term(condition.terms[1]);
    if (!left || !right) return std::nullopt;
    return condition.kind == ConditionKind::kLess ? *left < *right : *left == *right;
  }

  [[nodiscard]] std::optional<double> term(const LessonTerm& term) const {
    if (term.name.empty()) return term.number;
    const auto found = numbers_.find(term.name);
    return found == numbers_.end() ? std::nullopt : found->second.value;
  }

  const RunRecord* record_;
  const LessonNumbers& numbers_;
};

std::string withNumbers(std::string_view text, const LessonNumbers& numbers,
                        std::string_view language) {
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  return filled(text, [&](const std::string& name) {
    const auto found = numbers.find(name);
    const bool known = found != numbers.end() && found->second.value;
    return numberText(known ? *found->second.value : kUnknown,
                      known ? found->second.unit : LessonUnit::kLoss, language);
  });
}

/// Whether every number that the text names is there and finite.
bool canSay(std::string_view text, const LessonNumbers& numbers) {
  const auto names = placeholders(text);
  return names && std::ranges::all_of(*names, [&](const std::string& name) {
           const auto found = numbers.find(name);
           return found != numbers.end() && found->second.value &&
                  std::isfinite(*found->second.value);
         });
}

std::string undecidedText(std::string_view language) {
  if (language == "de") return "Dieser Lauf entscheidet die Frage nicht.";
  if (language == "zh") return "本次训练不能判定这个问题。";
  return "This run does not decide the question.";
}

std::string rightText(std::string_view answer, std::string_view language) {
  const std::string text(answer);
  if (language == "de") return "In diesem Lauf: " + text + ".";
  if (language == "zh") return "本次训练的结果：" + text + "。";
  return "In this run: " + text + ".";
}

}  // namespace

LessonOutcome decide(const LessonStep& step, const LessonEvidences& evidences) {
  const LessonQuestion& question = *step.ask;
  LessonOutcome outcome{.held = question.cases.size() - 1,
                        .numbers = numbersOf(question.values, step.run, evidences)};
  const auto evidence = evidences.find(step.run);
  const RunRecord* record = evidence == evidences.end() ? nullptr : evidence->second.record;
  const Conditions conditions(record, outcome.numbers);
  for (std::size_t i = 0; i + 1 < question.cases.size(); ++i) {
    const Truth truth = conditions.holds(*question.cases[i].when);
    if (!truth) {
      outcome.lacking = true;
      break;
    }
    if (!*truth) continue;
    outcome.held = i;
    outcome.right = question.cases[i].right;
    break;
  }
  return outcome;
}

std::string stepText(const LessonStep& step, const LessonEvidences& evidences,
                     std::string_view language) {
  return withNumbers(inLanguage(step.text, language), numbersOf(step.values, step.run, evidences),
                     language);
}

std::string outcomeText(const LessonQuestion& question, const LessonOutcome& outcome,
                        std::string_view language) {
  if (outcome.lacking) return undecidedText(language);
  const std::string text = inLanguage(question.cases[outcome.held].say, language);
  if (canSay(text, outcome.numbers)) return withNumbers(text, outcome.numbers, language);
  const auto answer = std::ranges::find(question.answers, outcome.right, &LessonAnswer::id);
  if (answer == question.answers.end()) return undecidedText(language);
  return rightText(inLanguage(answer->text, language), language);
}

}  // namespace emascope
