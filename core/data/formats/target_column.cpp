// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/target_column.h"

#include "core/base/numbers.h"
#include "core/base/utf8.h"
#include "core/data/formats/offsets.h"
#include "core/data/formats/text_kind.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

namespace emascope {
namespace {

constexpr std::size_t kMostGuessedClasses = 100;

bool isWhole(double value) { return std::isfinite(value) && value == std::trunc(value); }

/// The distinct numbers in order; none if there are more than `most` or one is not an integer.
std::optional<std::set<double>> wholeNumbers(const std::vector<double>& numbers, std::size_t most) {
  std::set<double> found;
  for (const double number : numbers) {
    if (!isWhole(number)) return std::nullopt;
    found.insert(number);
    if (found.size() > most) return std::nullopt;
  }
  return found;
}

}  // namespace

void TargetColumn::addText(std::string_view text, const CsvLayout& layout) {
  layout_ = layout;
  double value = std::numeric_limits<double>::quiet_NaN();
  if (readCsvNumber(text, value, layout) != CsvNumber::kNumber) {
    numeric_ = false;
    value = std::numeric_limits<double>::quiet_NaN();
  }
  numbers_.push_back(value);
  if (too_many_texts_) return;
  auto known = texts_.find(text);
  if (known == texts_.end()) {
    if (texts_.size() == kMostClasses) {
      too_many_texts_ = true;
      return;
    }
    known = texts_.emplace(text, static_cast<std::int32_t>(texts_.size())).first;
  }
  text_of_.push_back(known->second);
}

bool TargetColumn::looksLikeClasses() const {
  const auto found = wholeNumbers(numbers_, kMostGuessedClasses);
  return found && found->size() * 2 <= numbers_.size();
}

Status TargetColumn::checkNames(const std::string& name, const Origin& origin) const {
  std::size_t numbers = 0;
  std::size_t quantities = 0;
  std::size_t bounds = 0;
  std::optional<std::size_t> first;  // sample
  std::optional<std::size_t> first_bound;
  std::vector<bool> seen(texts_.size(), false);
  std::vector<std::string_view> text(texts_.size());
  for (const auto& [one, index] : texts_) text[static_cast<std::size_t>(index)] = one;
  for (std::size_t i = 0; i < text_of_.size(); ++i) {
    const auto index = static_cast<std::size_t>(text_of_[i]);
    if (seen[index]) continue;
    seen[index] = true;
    const TextKind kind = textKind(text[index]);
    if (!std::isnan(numbers_[i])) {
      ++numbers;
    } else if (kind != TextKind::kName) {
      const bool bound = kind == TextKind::kBound;
      ++(bound ? bounds : quantities);
      auto& example = bound ? first_bound : first;
      if (!example) example = i;
    }
  }
  // A limit among numbers is one of them, and among other limits a class.
  if (!first && numbers > 0) first = first_bound;
  if (!first || 2 * (numbers + quantities + (numbers > 0 ? bounds : 0)) <= texts_.size()) {
    return Ok{};
  }
  const std::string example(text[static_cast<std::size_t>(text_of_[*first])]);
  const std::string option = decimalOptionFor(example, layout_);
  return Error{
      origin.where,
      origin.place(*first) + ": '" + asUtf8(name) + "' has " +
          (textKind(example) == TextKind::kDate ? "dates or times" : "numbers that are not plain") +
          ", as '" + asUtf8(example) + "'",
      "plain numbers such as 1234.5, or --task classification to learn them as names" +
          (option.empty() ? "" : "; " + option + " reads it as a number")};
}

Result<Targets> TargetColumn::finish(const std::string& name, const DataOptions& options,
                                     const std::string& where,
                                     const std::function<std::string(std::uint64_t)>& place) const {
  Targets targets;
  targets.name = asUtf8(name);
  const bool guessed = !numeric_ || options.classes || looksLikeClasses();
  targets.task = options.task.value_or(guessed ? TaskKind::kClassification : TaskKind::kRegression);
  targets.classes_guessed =
      numeric_ && !options.task && !options.classes && targets.task == TaskKind::kClassification;
  const Origin origin{where, place};
  if (!numeric_ && !options.task && !options.classes && !too_many_texts_) {
    if (auto status = checkNames(name, origin); !status) return status.error();
  }
  Status status = targets.task == TaskKind::kRegression ? readValues(targets, options.alike, origin)
                  : options.classes ? readGivenClasses(targets, *options.classes, origin)
                  : numeric_        ? readNumberedClasses(targets, origin)
                                    : readTextClasses(targets, origin);
  if (!status) return status.error();
  return targets;
}

Status TargetColumn::readValues(Targets& targets, const DatasetHead* alike,
                                const Origin& origin) const {
  NumberRange range;
  for (const double number : numbers_) range.add(number);
  if (alike != nullptr) {
    targets.offsets = alike->targets.offsets;
  } else if (range.offset() != 0.0) {
    targets.offsets = {range.offset()};
  }
  const double offset = targets.offsets.empty() ? 0.0 : targets.offsets.front();
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    const auto value = static_cast<float>(numbers_[i] - offset);
    if (!std::isfinite(value)) {
      return Error{
          origin.where,
          origin.place(i) + ": '" + targets.name + "' has " +
              (!numeric_ && std::isnan(numbers_[i]) ? "text"
                                                    : "a number that is not a finite float32"),
          numeric_ ? "finite numbers up to 3.4e38; --skip-corrupt leaves such rows out"
                   : "numbers, or --task classification"};
    }
    targets.values.push_back(value);
  }
  return Ok{};
}

Status TargetColumn::readGivenClasses(Targets& targets, std::int64_t classes,
                                      const Origin& origin) const {
  if (classes < 2 || classes > static_cast<std::int64_t>(kMostClasses)) {
    return Error{"--classes", std::to_string(classes) + " is out of range",
                 "2 to " + std::to_string(kMostClasses)};
  }
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    if (!isWhole(numbers_[i]) || numbers_[i] < 0.0 || numbers_[i] >= static_cast<double>(classes)) {
      const bool text = !numeric_ && std::isnan(numbers_[i]);
      return Error{
          origin.where,
          origin.place(i) + (text ? ": the label is text"
                                  : ": label " + formatNumber(numbers_[i]) + " is out of range"),
          "0 to " + std::to_string(classes - 1) +
              (text ? "; without --classes, names are classes" : "")};
    }
    targets.labels.push_back(static_cast<std::int64_t>(numbers_[i]));
  }
  for (std::int64_t i = 0; i < classes; ++i) targets.classes.push_back(std::to_string(i));
  targets.classes_said = true;
  return Ok{};
}

Status TargetColumn::readNumberedClasses(Targets& targets, const Origin& origin) const {
  const auto found = wholeNumbers(numbers_, kMostClasses);
  if (!found) {
    return Error{origin.where,
                 "'" + targets.name + "' has numbers that are not whole, or more than " +
                     std::to_string(kMostClasses) + " distinct ones",
                 "whole numbers as classes, or --task regression"};
  }
  const std::vector<double> sorted(found->begin(), found->end());
  for (const double number : sorted) targets.classes.push_back(formatNumber(number));
  for (const double number : numbers_) {
    targets.labels.push_back(std::ranges::lower_bound(sorted, number) - sorted.begin());
  }
  return Ok{};
}

Status TargetColumn::readTextClasses(Targets& targets, const Origin& origin) const {
  if (too_many_texts_) {
    return Error{
        origin.where,
        "'" + targets.name + "' has more than " + std::to_string(kMostClasses) + " different texts",
        "at most that many classes; --target selects another column"};
  }
  std::vector<std::int64_t> label_of(texts_.size());
  for (const auto& [text, index] : texts_) {
    label_of[static_cast<std::size_t>(index)] = static_cast<std::int64_t>(targets.classes.size());
    targets.classes.push_back(asUtf8(text));
  }
  for (const std::int32_t index : text_of_) {
    targets.labels.push_back(label_of[static_cast<std::size_t>(index)]);
  }
  return Ok{};
}

}  // namespace emascope
