// SPDX-License-Identifier: Apache-2.0
//
// Reads a tensor of a file as doubles, piece by piece, so that memory does not grow with the size
// of the tensor.
#pragma once

#include "core/store/tensor_source.h"

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace emascope {

class TensorPieces {
 public:
  /// `first` is the index of the piece's first element.
  using Take = std::function<Status(std::size_t first, std::span<const double> numbers)>;

  /// Stops at the first error, of reading or of `take`.
  [[nodiscard]] Status forEach(const TensorSource& source, std::size_t tensor, const Take& take);

  static constexpr std::size_t kPiece = std::size_t{1} << 18U;  ///< elements

 private:
  std::vector<std::byte> bytes_ = {};
  std::vector<double> numbers_ = {};
};

/// Refuses averages beyond the range of the tensor's type: a rule may leave the range of its
/// inputs. `bytes` are the numbers in that type.
[[nodiscard]] Status checkHeld(const TensorInfo& tensor, std::span<const double> numbers,
                               std::span<const std::byte> bytes);

/// Appends the bytes of a tensor of `source` to what `writer` has, piece by piece.
[[nodiscard]] Status copyTensor(const TensorSource& source, std::size_t tensor,
                                SafetensorsWriter& writer);

/// Maps names of tensors to their index in a header.
using TensorIndex = std::map<std::string, std::size_t, std::less<>>;
[[nodiscard]] TensorIndex indexOf(const SafetensorsHeader& header);

}  // namespace emascope
