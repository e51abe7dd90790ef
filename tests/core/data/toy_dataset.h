// SPDX-License-Identifier: Apache-2.0
//
// Samples from a function, with what may go wrong while one is read.
#pragma once

#include "core/data/dataset.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace emascope {

class ToyDataset : public Dataset {
 public:
  using Read = std::function<Status(std::uint64_t, std::span<float>)>;

  ToyDataset(DatasetHead head, std::uint64_t samples, Read read)
      : Dataset(std::move(head), samples), read_(std::move(read)) {}

 private:
  [[nodiscard]] Status readStored(std::uint64_t stored, std::span<float> sample) const override {
    return read_(stored, sample);
  }
  [[nodiscard]] std::string storedPlace(std::uint64_t stored) const override {
    return "toy " + std::to_string(stored);
  }

  Read read_;
};

/// `counts[i]` samples of class i, in turns; number j of sample i is 100 i + j.
inline ToyDataset toyClasses(const std::vector<std::uint64_t>& counts,
                             std::vector<std::uint64_t> shape = {2}) {
  DatasetHead head;
  head.path = "toy";
  head.shape = std::move(shape);
  std::vector<std::uint64_t> left = counts;
  bool more = true;
  while (more) {
    more = false;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (left[i] == 0) continue;
      --left[i];
      head.targets.labels.push_back(static_cast<std::int64_t>(i));
      more = true;
    }
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    head.targets.classes.push_back(std::to_string(i));
  }
  const std::uint64_t samples = head.targets.labels.size();
  return {std::move(head), samples, [](std::uint64_t index, std::span<float> sample) -> Status {
            for (std::size_t i = 0; i < sample.size(); ++i) {
              sample[i] = static_cast<float>(100 * index + i);
            }
            return Ok{};
          }};
}

}  // namespace emascope
