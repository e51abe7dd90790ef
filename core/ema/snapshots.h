// SPDX-License-Identifier: Apache-2.0
//
// Copies of averages taken along a run, kept in memory on the CPU, and weighted sums of them in
// double: what post-hoc synthesis (core/rules/posthoc) is made of. Float32 while all that the run
// will take fits a budget, else float16 with a power of two per snapshot, so that neither large nor
// small weights leave its range. Knows no profiles and no run.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

enum class SnapshotPrecision { kFloat32, kFloat16 };

/// "float32", "float16"
[[nodiscard]] std::string_view snapshotPrecisionText(SnapshotPrecision precision);

/// How `count` snapshots of `floats` values each are kept within `budget` bytes. Refuses, with the
/// most that fit, where not even float16 is small enough.
[[nodiscard]] Result<SnapshotPrecision> snapshotPrecision(std::int64_t count, std::int64_t floats,
                                                          std::int64_t budget);

/// [trainer-thread]
class SnapshotStore {
 public:
  SnapshotStore(SnapshotPrecision precision, std::int64_t floats)
      : precision_(precision), floats_(floats) {}

  /// Where a snapshot comes from.
  struct Key {
    std::uint64_t source = 0;  ///< which average
    std::int64_t call = 0;     ///< its update calls so far
    friend bool operator==(const Key&, const Key&) = default;
  };

  /// `floats` flat float32, `counters` int64 or undefined; on any device, copied.
  void take(Key key, const at::Tensor& floats, const at::Tensor& counters);

  [[nodiscard]] const std::vector<Key>& keys() const { return keys_; }
  [[nodiscard]] SnapshotPrecision precision() const { return precision_; }
  [[nodiscard]] std::int64_t bytes() const;
  [[nodiscard]] std::int64_t bytesEach() const;
  /// Gives up the others.
  void keepIf(const std::function<bool(const Key&)>& wanted);

  /// sum_i coefficients[i] * snapshot[which[i]], summed in double, as flat float32 on the CPU.
  /// @pre which.size() == coefficients.size(), indices within keys()
  [[nodiscard]] at::Tensor combine(std::span<const std::size_t> which,
                                   std::span<const double> coefficients) const;
  /// The integer buffers of one snapshot; may be undefined.
  [[nodiscard]] const at::Tensor& counters(std::size_t index) const { return counters_[index]; }

 private:
  SnapshotPrecision precision_;
  std::int64_t floats_;
  std::vector<Key> keys_;
  std::vector<at::Tensor> values_;  ///< float32 or float16
  std::vector<double> scales_;      ///< what the values are to be multiplied by: a power of two
  std::vector<at::Tensor> counters_;
};

}  // namespace emascope
