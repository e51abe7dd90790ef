// SPDX-License-Identifier: Apache-2.0
#include "core/data/batches/training_set.h"

#include "core/base/numbers.h"
#include "core/data/split_labels.h"
#include "core/data/spread.h"

#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace emascope {
namespace {

Error tooFar(const DatasetHead& head, const std::string& name, double number) {
  constexpr int kShownDigits = 3;
  return {head.path,
          name + ": " + formatShort(number, kShownDigits) +
              " is too far from the numbers of the training set to be scaled in float32",
          "numbers closer to those of the training set; --ignore leaves a column out"};
}

Status checkReach(const DatasetHead& head, const DataSummary& summary, const Scaling& scaling) {
  for (std::size_t i = 0; i < summary.groups.size(); ++i) {
    const GroupNumbers& group = summary.groups[i];
    const FeatureSummary& shown = summary.features[i];
    for (const auto& [number, as_in_file] :
         {std::pair(group.least, shown.least), {group.most, shown.most}}) {
      if (std::isfinite(scaling.scaled(number, i))) continue;
      return tooFar(head, featureGroupName(head, i), as_in_file);
    }
  }
  return Ok{};
}

Status checkTargetReach(const DatasetHead& head, const TargetScaling& scaling) {
  const Targets& targets = head.targets;
  for (std::size_t i = 0; i < targets.values.size(); ++i) {
    if (std::isfinite(scaling.scaled(targets.values[i], i % targets.width))) continue;
    return tooFar(head, "'" + targets.name + "'", targets.value(i));
  }
  return Ok{};
}

/// Notes about what is constant in the training set but not over all samples, which summarize()
/// notes.
std::vector<std::string> constantThere(const DatasetHead& head, const DataSummary& summary,
                                       std::vector<Moments> inputs,
                                       const std::vector<Moments>& targets) {
  const std::string of = "training samples";
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (summary.groups[i].moments.constant()) inputs[i] = {};
  }
  std::vector<std::string> notes = {constantNote(head, inputs, of)};
  if (constantTargetNote(head, targetMoments(head.targets, {}), of).empty()) {
    notes.push_back(constantTargetNote(head, targets, of));
  }
  std::erase(notes, "");
  return notes;
}

}  // namespace

Result<TrainingScalings> fitToTraining(Dataset& dataset, const DataSummary& summary,
                                       const SplitIndices& indices, std::uint32_t threads) {
  noteUnmeasured(dataset, indices);
  const DatasetHead& head = dataset.head();
  auto fitted = fitScaling(dataset, indices.train, threads);
  if (!fitted) return fitted.error();
  TrainingScalings scalings{.inputs = std::move(fitted.value().scaling)};
  if (const Status fits = checkReach(head, summary, scalings.inputs); !fits) return fits.error();
  const auto targets = targetMoments(head.targets, indices.train);
  if (const Status fits = checkTargetSpread(head, targets); !fits) return fits.error();
  if (head.targets.task == TaskKind::kRegression) {
    scalings.targets = fitTargetScaling(head.targets, indices.train);
    const Status fits = checkTargetReach(head, *scalings.targets);
    if (!fits) return fits.error();
  }
  // Of many pictures only some were read.
  const bool all_read = head.shape.size() != 3 || indices.train.size() <= kMostFittedPictures;
  std::vector<Moments> inputs =
      all_read ? std::move(fitted.value().moments) : std::vector<Moments>(summary.groups.size());
  for (std::string& note : constantThere(head, summary, std::move(inputs), targets)) {
    dataset.note(std::move(note));
  }
  return scalings;
}

}  // namespace emascope
