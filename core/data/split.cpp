// SPDX-License-Identifier: Apache-2.0
#include "core/data/split.h"

#include "core/base/counted.h"
#include "core/base/numbers.h"
#include "core/random/counter_random.h"
#include "core/random/streams.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

namespace emascope {
namespace {

using Indices = std::vector<std::uint64_t>;

/// The fractions to draw.
struct Fractions {
  double validation = kDrawnFraction;
  double test = kDrawnFraction;
};

Result<Fractions> fractionsOf(const SplitOptions& options) {
  const Fractions wanted = {options.validation.value_or(kDrawnFraction),
                            options.test.value_or(kDrawnFraction)};
  const auto inRange = [](double value) { return value >= 0.0 && value < 1.0; };
  if (!(wanted.validation > 0.0) || !inRange(wanted.validation)) {
    return Error{"validation", formatNumber(wanted.validation) + " is out of range",
                 "above 0 and below 1 (the curves show the validation loss)"};
  }
  if (inRange(wanted.test) && !options.test && wanted.validation + wanted.test >= 1.0) {
    const std::string test = formatNumber(wanted.test);
    return Error{"validation",
                 formatNumber(wanted.validation) + " leaves nothing to train on: " + test +
                     " is for the test set",
                 "below " + formatShort(1.0 - wanted.test, 3) + ", or another --test"};
  }
  if (!inRange(wanted.test) || wanted.validation + wanted.test >= 1.0) {
    return Error{"test", formatNumber(wanted.test) + " is out of range",
                 "from 0, and below 1 together with --validation"};
  }
  return wanted;
}

/// Refuses fractions of splits that the files define.
Status checkUse(const Dataset& dataset, const SplitOptions& options, const SplitIndices& given) {
  const std::string& path = dataset.head().path;
  if (options.validation && !given.validation.empty()) {
    return Error{"--validation",
                 "would have no effect: " + path + " has its own validation set of " +
                     counted(given.validation.size(), "sample", "samples"),
                 "without this option"};
  }
  if (options.test && !dataset.head().splits.empty()) {
    return Error{"--test",
                 "would have no effect: " + path + " has its own splits, " +
                     (given.test.empty() ? std::string("none of them a test set")
                                         : "with a test set of " +
                                               counted(given.test.size(), "sample", "samples")),
                 "without this option"};
  }
  return Ok{};
}

void shuffle(Indices& indices, CounterRandom& random) {
  for (std::uint64_t i = indices.size(); i > 1; --i) {
    std::swap(indices[i - 1], indices[random.below(i)]);
  }
}

/// The samples of each class in random order; a single group without classes.
std::vector<Indices> drawnGroups(const Dataset& dataset, const Indices& samples,
                                 const SplitOptions& options) {
  const Targets& targets = dataset.head().targets;
  const bool by_class = options.stratify && targets.task == TaskKind::kClassification;
  std::vector<Indices> groups(by_class ? targets.classes.size() : 1);
  for (const std::uint64_t i : samples) {
    groups[by_class ? static_cast<std::size_t>(targets.labels[i]) : 0].push_back(i);
  }
  CounterRandom random(options.seed, stream::kSplit);
  for (Indices& group : groups) shuffle(group, random);
  return groups;
}

/// Distributes `wanted` samples over the groups by largest remainders; leaves at least one sample
/// in each group.
std::vector<std::uint64_t> shares(const std::vector<Indices>& groups, std::uint64_t wanted) {
  std::uint64_t samples = 0;
  for (const Indices& group : groups) samples += group.size();
  std::vector<std::uint64_t> counts(groups.size(), 0);
  std::vector<double> remainders(groups.size(), 0.0);
  std::uint64_t given = 0;
  const double scale = static_cast<double>(wanted) / static_cast<double>(samples);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const double exact = scale * static_cast<double>(groups[i].size());
    const std::uint64_t most = groups[i].empty() ? 0 : groups[i].size() - 1;
    counts[i] = std::min(most, static_cast<std::uint64_t>(exact));
    remainders[i] = counts[i] < most ? exact - static_cast<double>(counts[i]) : -1.0;
    given += counts[i];
  }
  std::vector<std::size_t> order(groups.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(
      order, [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
  for (const std::size_t i : order) {
    if (given >= wanted || remainders[i] < 0.0) break;
    ++counts[i];
    ++given;
  }
  return counts;
}

/// Removes the shares from the ends of the groups.
Indices takeOff(std::vector<Indices>& groups, long long wanted) {
  const auto counts = shares(groups, static_cast<std::uint64_t>(wanted));
  Indices taken;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto first = groups[i].end() - static_cast<std::ptrdiff_t>(counts[i]);
    taken.insert(taken.end(), first, groups[i].end());
    groups[i].erase(first, groups[i].end());
  }
  std::ranges::sort(taken);
  return taken;
}

Indices allOf(const std::vector<Indices>& groups) {
  Indices all;
  for (const Indices& group : groups) all.insert(all.end(), group.begin(), group.end());
  std::ranges::sort(all);
  return all;
}

Error nothingDrawn(const Dataset& dataset, const Fractions& wanted, std::uint64_t samples,
                   bool tests) {
  const std::string& path = dataset.head().path;
  const std::string more = "more samples, or --validation-data FILE";
  if (std::llround(wanted.validation * static_cast<double>(samples)) > 0) {
    return {path,
            "no sample is left to validate: one of each class trains" +
                std::string(tests ? ", and --test takes the others" : ""),
            (tests ? "--test 0, " : "") + more};
  }
  constexpr double kDigits = 1000.0;
  const double least = std::ceil(kDigits / 2.0 / static_cast<double>(samples)) / kDigits;
  return {path,
          "the validation set is empty: " + formatNumber(wanted.validation) + " of " +
              counted(samples, "sample", "samples") + " is less than half a sample",
          "--validation " + formatNumber(least) + " or above, " + more};
}

}  // namespace

Result<SplitIndices> splitSamples(const Dataset& dataset, const SplitOptions& options) {
  const auto wanted = fractionsOf(options);
  if (!wanted) return wanted.error();
  SplitIndices indices;
  const std::vector<Split>& splits = dataset.head().splits;
  indices.train.reserve(dataset.size());
  for (std::uint64_t i = 0; i < dataset.size(); ++i) {
    const Split split = splits.empty() ? Split::kTrain : splits[i];
    (split == Split::kTrain        ? indices.train
     : split == Split::kValidation ? indices.validation
                                   : indices.test)
        .push_back(i);
  }
  if (indices.train.empty()) {
    return Error{
        dataset.head().path,
        "none of its " + std::to_string(dataset.size()) + " samples is in the training set",
        "at least one training sample"};
  }
  if (auto status = checkUse(dataset, options, indices); !status) return status.error();
  if (!indices.validation.empty()) return indices;
  auto groups = drawnGroups(dataset, indices.train, options);
  const std::uint64_t samples = indices.train.size();
  const auto share = [samples](double of) {
    return std::llround(of * static_cast<double>(samples));
  };
  if (splits.empty()) {
    indices.test = takeOff(groups, share(wanted->test));
    indices.drawn = {Split::kValidation, Split::kTest};
  } else {
    indices.drawn = {Split::kValidation};
  }
  indices.validation = takeOff(groups, share(wanted->validation));
  indices.train = allOf(groups);
  if (!indices.validation.empty()) return indices;
  return nothingDrawn(dataset, *wanted, samples, splits.empty() && !indices.test.empty());
}

}  // namespace emascope
