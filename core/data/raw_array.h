// SPDX-License-Identifier: Apache-2.0
//
// Numbers of one type in a file or in memory, read as floats row by row; used for NPY, NPZ, IDX and
// CIFAR. A RawArray is made only after checking that all its bytes exist.
#pragma once

#include "core/base/result.h"
#include "core/base/scalar_type.h"
#include "core/data/axis_order.h"
#include "core/series/input_stream.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace emascope {

struct ArrayLayout {
  ScalarType type = ScalarType::kF32;
  bool big_endian = false;
  bool fortran = false;  ///< the first axis varies fastest; row_stride is unused
  std::uint64_t rows = 0;
  std::vector<std::uint64_t> shape = {};  ///< shape of a row as read
  /// Rows in the file are [rows, columns, channels] and are read as [channels, rows, columns].
  bool channels_last = false;
  std::uint64_t offset = 0;      ///< position of the first row, in bytes
  std::uint64_t row_stride = 0;  ///< bytes from one row to the next
  double divisor = 1.0;          ///< numbers are divided by it

  [[nodiscard]] std::uint64_t rowNumbers() const;  ///< @pre the product of shape does not overflow
};

class RawArray {
 public:
  /// @pre the file contains all rows
  [[nodiscard]] static RawArray inFile(InputStream file, ArrayLayout layout);
  /// @pre `bytes` contains all rows
  [[nodiscard]] static RawArray inMemory(std::string name, std::vector<std::byte> bytes,
                                         ArrayLayout layout);

  /// Divides each number by `divisor`.
  void divideBy(double divisor) { layout_.divisor = divisor; }
  /// Reads rows as [channels, rows, columns] from now on. @pre `order` was made for the layout's
  /// shape
  void reorder(const AxisOrder& order);

  [[nodiscard]] const ArrayLayout& layout() const { return layout_; }
  [[nodiscard]] const std::string& name() const { return name_; }

  /// [any-thread], also concurrently.
  /// @pre row < layout().rows, numbers.size() == layout().rowNumbers()
  [[nodiscard]] Status readRow(std::uint64_t row, std::span<double> numbers) const;

 private:
  RawArray(std::string name, ArrayLayout layout)
      : name_(std::move(name)), layout_(std::move(layout)) {}
  [[nodiscard]] Status readBytes(std::uint64_t offset, std::span<std::byte> bytes) const;

  std::string name_;
  ArrayLayout layout_;
  std::unique_ptr<InputStream> file_ = {};
  std::vector<std::byte> bytes_ = {};
};

/// The array of an NPY file. Refuses a header with a wrong size, and arrays without axes.
[[nodiscard]] Result<RawArray> openNpyArray(InputStream file);
/// Likewise from bytes in memory.
[[nodiscard]] Result<RawArray> npyArrayOf(const std::string& name, std::vector<std::byte> bytes);

/// "1.5 MiB", "12 bytes"
[[nodiscard]] std::string bytesWords(std::uint64_t bytes);

}  // namespace emascope
