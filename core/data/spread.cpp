// SPDX-License-Identifier: Apache-2.0
#include "core/data/spread.h"

#include "core/base/numbers.h"

#include <algorithm>

namespace emascope {
namespace {

constexpr int kDigits = 3;

Error tooClose(const DatasetHead& head, const std::string& name, const Moments& moments) {
  return {head.path,
          name + ": the numbers differ by about " + formatShort(moments.deviation(), kDigits) +
              ", too little to be scaled in float32",
          "numbers that differ by 1e-38 or more, such as in a smaller unit; --ignore leaves a "
          "column out"};
}

}  // namespace

std::string featureGroupName(const DatasetHead& head, std::size_t group) {
  if (group < head.features.size()) return "'" + head.features[group] + "'";
  if (head.shape.size() != 1 && featureGroups(head.shape) == 1) return "each number";
  return (head.shape.size() == 1 ? "number " : "channel ") + std::to_string(group + 1);
}

Status checkSpread(const DatasetHead& head, std::span<const Moments> groups) {
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].beyondScaling()) return tooClose(head, featureGroupName(head, i), groups[i]);
  }
  return Ok{};
}

std::vector<Moments> targetMoments(const Targets& targets, std::span<const std::uint64_t> samples) {
  if (targets.task == TaskKind::kClassification) return {};
  std::vector<Moments> moments(targets.width);
  const auto add = [&](std::uint64_t sample) {
    for (std::size_t k = 0; k < targets.width; ++k) {
      moments[k].add(double{targets.values[sample * targets.width + k]});
    }
  };
  for (const std::uint64_t sample : samples) add(sample);
  if (!samples.empty()) return moments;
  for (std::uint64_t i = 0; i < targets.values.size() / targets.width; ++i) add(i);
  return moments;
}

Status checkTargetSpread(const DatasetHead& head, std::span<const Moments> targets) {
  for (const Moments& each : targets) {
    if (each.beyondScaling()) return tooClose(head, "'" + head.targets.name + "'", each);
  }
  return Ok{};
}

std::string constantNote(const DatasetHead& head, std::span<const Moments> groups,
                         const std::string& of) {
  constexpr std::size_t kNamed = 5;
  std::size_t constant = 0;
  std::string names;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].count == 0.0 || !groups[i].constant()) continue;
    if (++constant <= kNamed) names += (constant > 1 ? ", " : "") + featureGroupName(head, i);
  }
  if (constant == 0) return "";
  if (constant > kNamed) names += " and " + std::to_string(constant - kNamed) + " more";
  return names + (constant == 1 ? " is" : " are") + " the same in all " + of +
         (constant == 1 ? " and carries no information" : " and carry no information");
}

std::string constantTargetNote(const DatasetHead& head, std::span<const Moments> targets,
                               const std::string& of) {
  if (targets.empty() || !std::ranges::all_of(targets, &Moments::constant)) return "";
  return "the target '" + head.targets.name + "' is the same in all " + of +
         ": there is nothing to learn";
}

}  // namespace emascope
