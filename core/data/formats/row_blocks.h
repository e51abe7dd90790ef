// SPDX-License-Identifier: Apache-2.0
//
// Rows of equal length in blocks, so that growing copies nothing and the memory of the first rows
// can be released while later ones are in use.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace emascope {

template <typename Number>
class RowBlocks {
 public:
  explicit RowBlocks(std::size_t width)
      : width_(width),
        rows_a_block_(std::max<std::size_t>(1, kBlockNumbers / std::max<std::size_t>(width, 1))) {}

  [[nodiscard]] std::uint64_t rows() const { return rows_; }
  [[nodiscard]] std::uint64_t bytesWithOneMore() const {
    const std::uint64_t blocks = blocks_.size() + (rows_ % rows_a_block_ == 0 ? 1 : 0);
    return blocks * rows_a_block_ * width_ * sizeof(Number);
  }
  [[nodiscard]] std::span<Number> addRow() {
    if (rows_ % rows_a_block_ == 0) blocks_.emplace_back(rows_a_block_ * width_);
    return std::span(blocks_.back()).subspan(rows_++ % rows_a_block_ * width_, width_);
  }
  /// @pre index < rows(), and the row was not released
  [[nodiscard]] std::span<const Number> row(std::uint64_t index) const {
    return std::span(blocks_[index / rows_a_block_])
        .subspan(index % rows_a_block_ * width_, width_);
  }
  /// Releases the memory of complete blocks before row `index`.
  void giveBackBefore(std::uint64_t index) {
    const std::uint64_t until = std::min<std::uint64_t>(index / rows_a_block_, blocks_.size());
    while (given_back_ < until) blocks_[given_back_++] = {};
  }

 private:
  static constexpr std::size_t kBlockNumbers = std::size_t{1} << 16U;
  std::size_t width_;
  std::size_t rows_a_block_;
  std::uint64_t rows_ = 0;
  std::uint64_t given_back_ = 0;  ///< number of released blocks
  std::vector<std::vector<Number>> blocks_ = {};
};

}  // namespace emascope
