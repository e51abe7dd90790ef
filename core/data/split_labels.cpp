// SPDX-License-Identifier: Apache-2.0
#include "core/data/split_labels.h"

#include "core/base/quoted.h"
#include "core/data/split_names.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace emascope {
namespace {

std::string ofClasses(std::size_t count) { return count == 1 ? "the class " : "the classes "; }

std::vector<bool> seenIn(const Targets& targets, std::span<const std::uint64_t> samples) {
  std::vector<bool> seen(targets.classes.size(), false);
  for (const std::uint64_t i : samples) seen[static_cast<std::size_t>(targets.labels[i])] = true;
  return seen;
}

/// Names of the classes in `there` but not in `missing`.
std::vector<std::string> onlyIn(const Targets& targets, const std::vector<bool>& there,
                                const std::vector<bool>& missing) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < there.size(); ++i) {
    if (there[i] && !missing[i]) names.push_back(targets.classes[i]);
  }
  return names;
}

}  // namespace

Status checkSplitLabels(Dataset& dataset) {
  const DatasetHead& head = dataset.head();
  const Targets& targets = head.targets;
  if (head.splits.empty() || targets.task != TaskKind::kClassification) return Ok{};
  std::array<std::vector<std::uint64_t>, 3> samples;
  for (std::uint64_t i = 0; i < dataset.size(); ++i) {
    samples[static_cast<std::size_t>(head.splits[i])].push_back(i);
  }
  const auto trained = seenIn(targets, samples[0]);
  for (const Split split : {Split::kValidation, Split::kTest}) {
    const auto names =
        onlyIn(targets, seenIn(targets, samples[static_cast<std::size_t>(split)]), trained);
    if (names.empty()) continue;
    const std::string why = std::string("the ") + splitWord(split) + " set has " +
                            ofClasses(names.size()) + quotedList(names) +
                            ", which no training sample has";
    if (!targets.classes_said) {
      return Error{head.path, why, "in every split, only classes of training samples"};
    }
    if (std::ranges::find(head.notes, why) == head.notes.end()) dataset.note(why);
  }
  return Ok{};
}

void noteUnmeasured(Dataset& dataset, const SplitIndices& indices) {
  const Targets& targets = dataset.head().targets;
  if (targets.task != TaskKind::kClassification) return;
  const auto names =
      onlyIn(targets, seenIn(targets, indices.train), seenIn(targets, indices.validation));
  if (names.empty()) return;
  dataset.note("no validation sample has " + ofClasses(names.size()) + quotedList(names));
}

}  // namespace emascope
