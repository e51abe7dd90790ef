// SPDX-License-Identifier: Apache-2.0
//
// Summary statistics of a data set: reads every sample once, with several threads, and computes
// ranges, means and counts of missing numbers. The result does not depend on the number of threads.
// Samples that cannot be read or are not finite are refused together, with their places, or left
// out on request; so are duplicates. Refuses numbers that training could not scale, however they
// are split; adds notes about features that are constant over all samples. What the split decides
// is checked by batches/training_set.h.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/duplicates.h"
#include "core/data/moments.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace emascope {

struct FeatureSummary {
  std::string name = {};
  double least = 0.0;
  double most = 0.0;
  double mean = 0.0;
  std::uint64_t missing = 0;
};

/// The numbers of a feature group, as Dataset::read() returns them.
struct GroupNumbers {
  double least = std::numeric_limits<double>::infinity();  ///< above `most` if there are none
  double most = -std::numeric_limits<double>::infinity();
  Moments moments = {};

  void add(double number) {
    least = std::min(least, number);
    most = std::max(most, number);
    moments.add(number);
  }
  void add(const GroupNumbers& other) {
    least = std::min(least, other.least);
    most = std::max(most, other.most);
    moments.add(other.moments);
  }
};

struct DataSummary {
  /// One per named feature, or per channel of a picture, or one for all numbers.
  std::vector<FeatureSummary> features = {};
  std::vector<GroupNumbers> groups = {};         ///< by feature group
  FeatureSummary target = {};                    ///< regression
  std::vector<std::uint64_t> class_counts = {};  ///< classification, by label
  std::vector<std::uint64_t> split_counts = {};  ///< by Split, if the files define splits
  std::vector<std::string> left_out = {};        ///< reasons, as sentences that name the file
  std::vector<SampleHash> hashes = {};           ///< of the remaining samples, for noteCopies()
};

struct SummaryOptions {
  bool skip_corrupt = false;  ///< leave out unreadable samples
  std::uint32_t threads = 1;
  Duplicates duplicates = Duplicates::kKeep;
};

/// One error for all unusable samples, with details of the first ones.
/// @pre `errors` is not empty
[[nodiscard]] Error unusableSamples(const std::string& path, const std::vector<Error>& errors,
                                    std::uint64_t samples);

[[nodiscard]] Result<DataSummary> summarize(Dataset& dataset, const SummaryOptions& options);

}  // namespace emascope
