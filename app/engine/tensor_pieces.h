// SPDX-License-Identifier: Apache-2.0
//
// A tensor of a file as doubles, a piece at a time: so that what is in memory does not grow with
// the tensors.
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
  /// `first` is the number of the piece's first element.
  using Take = std::function<Status(std::size_t first, std::span<const double> numbers)>;

  /// Ends at the first error, its own or take()'s.
  [[nodiscard]] Status forEach(const TensorSource& source, std::size_t tensor, const Take& take);

  static constexpr std::size_t kPiece = std::size_t{1} << 18U;  ///< elements

 private:
  std::vector<std::byte> bytes_ = {};
  std::vector<double> numbers_ = {};
};

/// Where each tensor lies in a header.
using TensorIndex = std::map<std::string, std::size_t, std::less<>>;
[[nodiscard]] TensorIndex indexOf(const SafetensorsHeader& header);

}  // namespace emascope
