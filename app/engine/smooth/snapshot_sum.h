// SPDX-License-Identifier: Apache-2.0
//
// Adds files of tensors, each multiplied by a coefficient. One file is open at a time and read in
// pieces; memory holds a double for each float. Integers, and tensors that are to be copied, come
// from the newest file. 16-bit floats are written as F32, because a sum of them has more digits.
#pragma once

#include "app/engine/smooth/fixed_elements.h"
#include "app/engine/smooth/tensor_pieces.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

class SnapshotSum {
 public:
  /// `checkpoints` are oldest first and have the tensors of `header`, which is that of the last,
  /// see commonHeader(). `copied` are globs of names; num_batches_tracked is copied always. Fails
  /// for a glob that matches no tensor.
  [[nodiscard]] static Result<SnapshotSum> begin(std::vector<WeightsCheckpoint> checkpoints,
                                                 TensorOptions options, SafetensorsHeader header,
                                                 const std::vector<std::string>& copied);

  /// Adds the next checkpoint, multiplied by `coefficient`. Fails for a number that is not finite,
  /// unless it is in all files.
  [[nodiscard]] Status add(double coefficient);
  /// @pre all checkpoints have been added
  [[nodiscard]] Result<SafetensorsWriter> write(const std::string& path) const;

 private:
  SnapshotSum(std::vector<WeightsCheckpoint> checkpoints, TensorOptions options,
              SafetensorsHeader header)
      : checkpoints_(std::move(checkpoints)),
        options_(std::move(options)),
        header_(std::move(header)) {}
  [[nodiscard]] Status addNotFinite(std::size_t tensor, std::size_t element, double number);
  [[nodiscard]] static Status writeSum(const TensorInfo& tensor, const std::vector<double>& sum,
                                       SafetensorsWriter& writer);

  std::vector<WeightsCheckpoint> checkpoints_;
  TensorOptions options_;
  SafetensorsHeader header_;
  std::size_t next_ = 0;                        ///< checkpoint
  std::vector<std::vector<double>> sums_ = {};  ///< by tensor; empty: copied
  std::vector<bool> copies_ = {};               ///< by tensor
  std::optional<FixedElements> fixed_ = {};     ///< computed when first needed
};

}  // namespace emascope
