// SPDX-License-Identifier: Apache-2.0
//
// A data set that was opened and read through, or the message of what was wrong.
#pragma once

#include "core/data/source.h"
#include "core/data/summary.h"

#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {

struct OpenedData {
  std::unique_ptr<Dataset> dataset = {};
  DataSummary summary = {};
  std::string error = {};

  [[nodiscard]] std::vector<float> sample(std::uint64_t index) const {
    std::vector<float> numbers(dataset->sampleFloats());
    const Status status = dataset->read(index, numbers);
    EXPECT_TRUE(status) << status.error().message();
    return numbers;
  }
  [[nodiscard]] const Targets& targets() const { return dataset->head().targets; }
};

inline OpenedData openData(const DataOptions& options) {
  OpenedData opened;
  auto dataset = openDataset(options);
  if (!dataset) {
    opened.error = dataset.error().message();
    return opened;
  }
  auto summary = summarize(
      **dataset,
      {.skip_corrupt = options.skip_corrupt, .threads = 2, .duplicates = options.duplicates});
  if (!summary) {
    opened.error = summary.error().message();
    return opened;
  }
  opened.dataset = std::move(dataset).value();
  opened.summary = std::move(summary).value();
  return opened;
}

inline std::string goldenData(const std::string& name) {
  return std::string(EMASCOPE_SOURCE_DIR "/tests/golden/data/") + name;
}

}  // namespace emascope
