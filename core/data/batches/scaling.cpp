// SPDX-License-Identifier: Apache-2.0
#include "core/data/batches/scaling.h"

#include "core/data/scan_in_order.h"
#include "core/data/spread.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

namespace emascope {
namespace {

struct FittedChunk {
  std::vector<Moments> moments = {};
  std::optional<Error> error = {};
};

FittedChunk fitChunk(const Dataset& dataset, std::span<const std::uint64_t> samples,
                     std::size_t groups) {
  FittedChunk chunk{std::vector<Moments>(groups), {}};
  std::vector<float> numbers(dataset.sampleFloats());
  const std::size_t group_floats = numbers.size() / groups;
  for (const std::uint64_t index : samples) {
    if (const Status status = dataset.read(index, numbers); !status) {
      chunk.error = status.error();
      return chunk;
    }
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (!std::isnan(numbers[i])) chunk.moments[i / group_floats].add(numbers[i]);
    }
  }
  return chunk;
}

}  // namespace

void Scaling::apply(std::span<float> sample) const {
  const std::size_t group_floats = sample.size() / mean.size();
  for (std::size_t group = 0; group < mean.size(); ++group) {
    for (float& number : sample.subspan(group * group_floats, group_floats)) {
      number = std::isnan(number) ? 0.0F : scaled(number, group);
    }
  }
}

Result<FittedScaling> fitScaling(const Dataset& dataset, std::span<const std::uint64_t> training,
                                 std::uint32_t threads) {
  constexpr std::uint64_t kChunk = 256;
  const DatasetHead& head = dataset.head();
  const std::size_t groups = featureGroups(head.shape);
  std::vector<std::uint64_t> samples(training.begin(), training.end());
  if (head.shape.size() == 3 && samples.size() > kMostFittedPictures) {
    for (std::uint64_t i = 0; i < kMostFittedPictures; ++i) {
      samples[i] = training[i * training.size() / kMostFittedPictures];
    }
    samples.resize(kMostFittedPictures);
  }
  std::vector<Moments> moments(groups);
  std::optional<Error> error;
  scanInOrder(
      samples.size(), kChunk, threads,
      [&](std::uint64_t begin, std::uint64_t end) {
        return fitChunk(dataset, std::span(samples).subspan(begin, end - begin), groups);
      },
      [&](const FittedChunk& chunk) {
        if (!error) error = chunk.error;
        for (std::size_t i = 0; i < groups; ++i) moments[i].add(chunk.moments[i]);
      });
  if (error) return *error;
  Scaling scaling;
  for (std::size_t i = 0; i < groups; ++i) {
    if (moments[i].count == 0.0) {
      return Error{head.path, featureGroupName(head, i) + " has no value in the training set",
                   "at least one number; --ignore leaves a column out"};
    }
    scaling.mean.push_back(static_cast<float>(moments[i].mean));
    scaling.inverse.push_back(
        moments[i].constant() ? 1.0F : static_cast<float>(1.0 / moments[i].deviation()));
  }
  if (const Status status = checkSpread(head, moments); !status) return status.error();
  return FittedScaling{std::move(scaling), std::move(moments)};
}

}  // namespace emascope
