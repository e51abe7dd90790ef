// SPDX-License-Identifier: Apache-2.0
//
// Snapshots of averages, kept in memory on the CPU, and weighted sums of them in double: the data
// of post-hoc synthesis (core/rules/posthoc). Stored as float32 if all snapshots of the run fit the
// budget, else as float16 with one power-of-two scale per snapshot, which keeps large and small
// weights in range. Independent of profiles and runs.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

enum class SnapshotPrecision { kFloat32, kFloat16 };

/// "float32", "float16"
[[nodiscard]] std::string_view snapshotPrecisionText(SnapshotPrecision precision);

/// The precision at which `count` snapshots of `floats` values each fit into `budget` bytes. Fails,
/// with the largest count that fits, if even float16 is too large.
[[nodiscard]] Result<SnapshotPrecision> snapshotPrecision(std::int64_t count, std::int64_t floats,
                                                          std::int64_t budget);

/// [trainer-thread]
class SnapshotStore {
 public:
  SnapshotStore(SnapshotPrecision precision, std::int64_t floats)
      : precision_(precision), floats_(floats) {}

  /// Identifies a snapshot.
  struct Key {
    std::uint64_t source = 0;  ///< the average's id
    std::int64_t call = 0;     ///< its update calls up to the snapshot
    friend bool operator==(const Key&, const Key&) = default;
  };

  /// Copies `floats` (flat float32) and `counters` (int64 or undefined) from any device.
  void take(Key key, const at::Tensor& floats, const at::Tensor& counters);

  [[nodiscard]] const std::vector<Key>& keys() const { return keys_; }
  [[nodiscard]] SnapshotPrecision precision() const { return precision_; }
  [[nodiscard]] std::int64_t bytes() const;
  [[nodiscard]] std::int64_t bytesEach() const;
  /// Drops all snapshots for which `wanted` is false.
  void keepIf(const std::function<bool(const Key&)>& wanted);

  /// sum_i coefficients[i] * snapshot[which[i]], summed in double, as flat float32 on the CPU.
  /// @pre which.size() == coefficients.size(), indices within keys()
  [[nodiscard]] at::Tensor combine(std::span<const std::size_t> which,
                                   std::span<const double> coefficients) const;
  /// The stored values of one snapshot, float32 or float16, and their factor.
  [[nodiscard]] const at::Tensor& values(std::size_t index) const { return values_[index]; }
  [[nodiscard]] double scale(std::size_t index) const { return scales_[index]; }
  /// Adds a snapshot as another store of this precision has it.
  void put(Key key, at::Tensor values, double scale, at::Tensor counters) {
    keys_.push_back(key);
    values_.push_back(std::move(values));
    scales_.push_back(scale);
    counters_.push_back(std::move(counters));
  }
  /// The integer buffers of one snapshot; may be undefined.
  [[nodiscard]] const at::Tensor& counters(std::size_t index) const { return counters_[index]; }

 private:
  SnapshotPrecision precision_;
  std::int64_t floats_;
  std::vector<Key> keys_;
  std::vector<at::Tensor> values_;  ///< float32 or float16
  std::vector<double> scales_;      ///< factors for the values: powers of two
  std::vector<at::Tensor> counters_;
};

}  // namespace emascope
