// SPDX-License-Identifier: Apache-2.0
//
// What the numbers of a data set are like: every sample is read once, by several threads, and
// ranges, means and missing numbers are counted. The result does not depend on the number of
// threads. Samples that cannot be read, or hold numbers that are not finite, are refused all
// together with their places, or left out where that was asked for; so are samples that are the
// same as others. Numbers that training could not scale are refused, and those that are the same in
// all samples noted in the data set's head.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/duplicates.h"

#include <cstdint>
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

struct DataSummary {
  /// One each named feature; else one each channel of a picture; else one of all numbers.
  std::vector<FeatureSummary> features = {};
  FeatureSummary target = {};                    ///< regression
  std::vector<std::uint64_t> class_counts = {};  ///< classification, by label
  std::vector<std::uint64_t> part_counts = {};   ///< by Part, if the files give parts
  std::vector<std::string> left_out = {};        ///< why, sentences that name the file
  std::vector<SampleHash> hashes = {};           ///< of the samples that are left, for noteCopies()
};

struct SummaryOptions {
  bool skip_corrupt = false;  ///< leave out what cannot be read
  std::uint32_t threads = 1;
  Duplicates duplicates = Duplicates::kKeep;
};

/// One refusal for all samples that cannot be used, the first of them by name.
/// @pre `errors` is not empty
[[nodiscard]] Error unusableSamples(const std::string& path, const std::vector<Error>& errors,
                                    std::uint64_t samples);

[[nodiscard]] Result<DataSummary> summarise(Dataset& dataset, const SummaryOptions& options);

}  // namespace emascope
