// SPDX-License-Identifier: Apache-2.0
#include "core/data/dataset.h"

#include "core/data/axis_order.h"
#include "core/data/number_words.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace emascope {
namespace {

/// `values` without the groups of `width` at `indices`.
template <typename T>
void eraseGroups(std::vector<T>& values, std::span<const std::uint64_t> indices,
                 std::size_t width) {
  if (values.empty()) return;
  std::size_t kept = 0;
  std::size_t next = 0;
  for (std::size_t i = 0; i * width < values.size(); ++i) {
    if (next < indices.size() && indices[next] == i) {
      ++next;
      continue;
    }
    for (std::size_t j = 0; j < width; ++j) values[kept * width + j] = values[i * width + j];
    ++kept;
  }
  values.resize(kept * width);
}

}  // namespace

Dataset::Dataset(DatasetHead head, std::uint64_t samples)
    : head_(std::move(head)), stored_(samples) {
  for (const std::uint64_t length : head_.shape) sample_floats_ *= length;
  std::iota(stored_.begin(), stored_.end(), 0);
}

Status Dataset::read(std::uint64_t index, std::span<float> sample) const {
  if (auto status = readStored(stored_[index], sample); !status) return status;
  return checkNumbers(index, sample);
}

Status Dataset::checkNumbers(std::uint64_t index, std::span<const float> sample) const {
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (std::isfinite(sample[i])) continue;
    const bool missing = std::isnan(sample[i]);
    if (missing && missing_allowed_) continue;
    return Error{head_.path,
                 place(index) + ": number " + std::to_string(i + 1) +
                     (missing ? " is NaN" : " is infinite in float32"),
                 missing ? "finite numbers; --impute fills in the training set's mean"
                         : "finite numbers up to 3.4e38"};
  }
  return Ok{};
}

std::string Dataset::place(std::uint64_t index) const { return storedPlace(stored_[index]); }

void Dataset::leaveOut(std::span<const std::uint64_t> indices) {
  eraseGroups(stored_, indices, 1);
  eraseGroups(head_.splits, indices, 1);
  eraseGroups(head_.targets.labels, indices, 1);
  eraseGroups(head_.targets.values, indices, head_.targets.width);
}

void Dataset::dropChannel() {
  head_.channel_guessed = false;
  head_.shape.erase(head_.shape.begin());
  const std::string guess = oneChannelNote(head_.shape);
  std::erase(head_.notes, guess);
  note("samples are used as " + shapeWords(head_.shape) +
       " without a channel axis, since the network expects that");
}

void Dataset::note(std::string sentence) { head_.notes.push_back(std::move(sentence)); }

void Dataset::knowTextsOf(std::span<const std::uint64_t> training) {
  if (std::ranges::none_of(head_.columns, &TableColumn::isOfTexts)) return;
  KnownTexts known;
  for (const TableColumn& column : head_.columns) known.emplace_back(column.texts.size(), false);
  for (const std::uint64_t index : training) markTexts(index, known);
  std::vector<std::uint64_t> counts(head_.columns.size(), 0);
  forgetTexts(known, counts);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    head_.notes.push_back(
        "column '" + head_.columns[i].name + "': " +
        (counts[i] == 1 ? "1 validation or test sample has a text"
                        : std::to_string(counts[i]) + " validation or test samples have texts") +
        " that no training sample has, encoded as unknown");
  }
}

std::string shapeWords(std::span<const std::uint64_t> shape) {
  std::string text;
  for (const std::uint64_t length : shape) {
    text += (text.empty() ? "" : " x ") + std::to_string(length);
  }
  return text.empty() ? "one number" : text;
}

std::size_t featureGroups(std::span<const std::uint64_t> shape) {
  constexpr std::uint64_t kMostGroups = 100'000;
  const bool grouped = (shape.size() == 1 || shape.size() == 3) && shape.front() <= kMostGroups;
  return grouped ? shape.front() : 1;
}

Result<std::size_t> countSampleFloats(std::span<const std::uint64_t> shape,
                                      const std::string& where) {
  std::uint64_t count = 1;
  for (const std::uint64_t length : shape) {
    if (__builtin_mul_overflow(count, length, &count)) count = kMostSampleFloats + 1;
    if (length == 0) break;
    count = std::min(count, kMostSampleFloats + 1);
  }
  if (count == 0 || count > kMostSampleFloats) {
    return Error{where, "has samples of " + numberWords(shape),
                 "1 to " + std::to_string(kMostSampleFloats) + " numbers per sample"};
  }
  return count;
}

}  // namespace emascope
