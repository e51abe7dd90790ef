// SPDX-License-Identifier: Apache-2.0
#include "core/data/duplicates.h"

#include <algorithm>
#include <numeric>
#include <utility>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace emascope {
namespace {

bool sameTarget(const Targets& targets, std::uint64_t one, std::uint64_t other) {
  if (targets.task == TaskKind::kClassification)
    return targets.labels[one] == targets.labels[other];
  const auto values = [&targets](std::uint64_t i) {
    return std::span(targets.values).subspan(i * targets.width, targets.width);
  };
  return std::ranges::equal(values(one), values(other));
}

std::string countWords(std::uint64_t count, const char* one, const char* several) {
  return std::to_string(count) + " " + (count == 1 ? one : several);
}

/// ": 1 with a different class, 2 in both training and validation"
std::string kindsOf(const Dataset& dataset, const CopiedSamples& copied) {
  std::string words;
  const auto add = [&words](std::uint64_t count, const std::string& what) {
    if (count > 0) words += (words.empty() ? ": " : ", ") + std::to_string(count) + " " + what;
  };
  const bool classes = dataset.head().targets.task == TaskKind::kClassification;
  add(copied.other_target, classes ? "with a different class" : "with a different target");
  add(copied.in_validation, "in both training and validation");
  add(copied.in_test, "in test and also in training or validation");
  return words;
}

/// " (line 7 equals line 3)"
std::string exampleOf(const Dataset& dataset, const CopiedSamples& copied) {
  return " (" + dataset.place(copied.first_copy) + " equals " +
         dataset.place(copied.original[copied.first_copy]) + ")";
}

std::vector<Split> splitsOf(const SplitIndices& indices, std::uint64_t samples) {
  std::vector<Split> splits(samples, Split::kTrain);
  for (const std::uint64_t i : indices.validation) splits[i] = Split::kValidation;
  for (const std::uint64_t i : indices.test) splits[i] = Split::kTest;
  return splits;
}

}  // namespace

SampleHash hashSample(std::span<const float> numbers) {
  const XXH128_hash_t hash = XXH3_128bits(numbers.data(), numbers.size_bytes());
  return {hash.high64, hash.low64};
}

CopiedSamples findCopies(const Dataset& dataset, std::span<const SampleHash> hashes,
                         std::span<const Split> splits) {
  const auto splitOf = [splits](std::uint64_t i) {
    return splits.empty() ? Split::kTrain : splits[i];
  };
  std::vector<std::uint64_t> order(hashes.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, [&](std::uint64_t a, std::uint64_t b) {
    if (hashes[a] != hashes[b]) return hashes[a] < hashes[b];
    return std::pair(splitOf(a), a) < std::pair(splitOf(b), b);
  });
  CopiedSamples copied;
  copied.original.resize(hashes.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool copy = i > 0 && hashes[order[i]] == hashes[order[i - 1]];
    copied.original[order[i]] = copy ? copied.original[order[i - 1]] : order[i];
  }
  for (std::uint64_t i = 0; i < hashes.size(); ++i) {
    const std::uint64_t original = copied.original[i];
    if (original == i) continue;
    const bool other = !sameTarget(dataset.head().targets, i, original);
    if (copied.copies == 0 || (other && copied.other_target == 0)) copied.first_copy = i;
    ++copied.copies;
    if (other) ++copied.other_target;
    if (splitOf(i) == splitOf(original)) continue;
    ++(splitOf(i) == Split::kValidation ? copied.in_validation : copied.in_test);
  }
  return copied;
}

Result<std::uint64_t> settleDuplicates(Dataset& dataset, std::vector<SampleHash>& hashes,
                                       Duplicates duplicates) {
  if (duplicates == Duplicates::kKeep) return std::uint64_t{0};
  const CopiedSamples copied = findCopies(dataset, hashes, dataset.head().splits);
  if (copied.copies == 0) return std::uint64_t{0};
  const std::string what = kindsOf(dataset, copied) + exampleOf(dataset, copied);
  if (duplicates == Duplicates::kRefuse) {
    return Error{
        dataset.head().path,
        "has " + countWords(copied.copies, "sample", "samples") +
            " with the same numbers as another" + what,
        "distinct samples; --duplicates drop keeps only the first, --duplicates keep keeps all"};
  }
  std::vector<std::uint64_t> indices;
  std::vector<SampleHash> kept;
  for (std::uint64_t i = 0; i < hashes.size(); ++i) {
    if (copied.original[i] == i) {
      kept.push_back(hashes[i]);
    } else {
      indices.push_back(i);
    }
  }
  dataset.note(countWords(copied.copies, "sample", "samples") +
               " with the same numbers as another left out" + what);
  dataset.leaveOut(indices);
  hashes = std::move(kept);
  return copied.copies;
}

void noteCopies(Dataset& dataset, std::span<const SampleHash> hashes, const SplitIndices* indices) {
  const auto drawn =
      indices == nullptr ? dataset.head().splits : splitsOf(*indices, dataset.size());
  const CopiedSamples copied = findCopies(dataset, hashes, drawn);
  if (copied.copies == 0) return;
  dataset.note(std::to_string(copied.copies) + " of " +
               countWords(dataset.size(), "sample", "samples") +
               (copied.copies == 1 ? " has" : " have") + " the same numbers as another" +
               kindsOf(dataset, copied) + exampleOf(dataset, copied) +
               (drawn.empty() ? "; a random split may put them into different splits" : "") +
               "; --duplicates drop keeps only the first");
}

}  // namespace emascope
