// SPDX-License-Identifier: Apache-2.0
#include "core/data/raw_array.h"

#include "core/base/numbers.h"
#include "core/data/dataset.h"
#include "core/series/npy_header.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

/// The layout of an NPY array. `begin`: its first kNpyPrefix + kLongestNpyHeader bytes, or all;
/// `bytes`: its size.
Result<ArrayLayout> npyLayout(std::string_view begin, std::uint64_t bytes,
                              const std::string& name) {
  if (!begin.starts_with(kNpyMagic)) {
    return Error{name, "is not a NumPy array", "a file that starts with \\x93NUMPY"};
  }
  const auto extent = readNpyExtent(begin.substr(0, kNpyPrefix), name);
  if (!extent) return extent.error();
  if (begin.size() < extent->data) return Error{name, "ends within its header", "a NumPy array"};
  auto header = parseNpyHeader(begin.substr(extent->literal, extent->data - extent->literal), name);
  if (!header) return header.error();
  if (header->shape.empty()) {
    return Error{name, "is a single number", "an array whose first axis is the samples"};
  }
  const std::uint64_t there = bytes - extent->data;
  if (header->bytes != there) {
    return Error{name,
                 "announces " + npyShapeText(header->shape) + " numbers, " +
                     bytesWords(header->bytes) + ", but has " + bytesWords(there),
                 "a complete array without trailing data"};
  }
  ArrayLayout layout;
  layout.type = header->type;
  layout.big_endian = header->big_endian;
  layout.rows = header->shape.front();
  layout.shape.assign(header->shape.begin() + 1, header->shape.end());
  layout.fortran = header->fortran && !layout.shape.empty();
  layout.offset = extent->data;
  if (const auto count = countSampleFloats(layout.shape, name); !count) return count.error();
  layout.row_stride = layout.rowNumbers() * bytesOf(layout.type);
  return layout;
}

std::vector<std::uint64_t> storedShape(const ArrayLayout& layout) {
  std::vector<std::uint64_t> shape = layout.shape;
  if (layout.channels_last) std::rotate(shape.begin(), shape.begin() + 1, shape.end());
  return shape;
}

void putChannelsFirst(std::span<double> numbers, std::uint64_t channels) {
  const std::vector<double> last(numbers.begin(), numbers.end());
  const std::size_t pixels = numbers.size() / channels;
  for (std::size_t c = 0; c < channels; ++c) {
    for (std::size_t p = 0; p < pixels; ++p) numbers[c * pixels + p] = last[p * channels + c];
  }
}

}  // namespace

std::string bytesWords(std::uint64_t bytes) {
  constexpr double kMebibyte = 1048576.0;
  if (bytes < (1U << 20U)) return std::to_string(bytes) + " bytes";
  return formatShort(static_cast<double>(bytes) / kMebibyte, 4) + " MiB";
}

std::uint64_t ArrayLayout::rowNumbers() const {
  std::uint64_t count = 1;
  for (const std::uint64_t length : shape) count *= length;
  return count;
}

RawArray RawArray::inFile(InputStream file, ArrayLayout layout) {
  RawArray array(file.name(), std::move(layout));
  array.file_ = std::make_unique<InputStream>(std::move(file));
  return array;
}

RawArray RawArray::inMemory(std::string name, std::vector<std::byte> bytes, ArrayLayout layout) {
  RawArray array(std::move(name), std::move(layout));
  array.bytes_ = std::move(bytes);
  return array;
}

void RawArray::reorder(const AxisOrder& order) {
  std::vector<std::uint64_t>& shape = layout_.shape;
  layout_.channels_last = order.channels_last;
  if (order.channels_last) std::rotate(shape.begin(), shape.end() - 1, shape.end());
  if (order.adds_channel) shape.insert(shape.begin(), 1);
}

Status RawArray::readBytes(std::uint64_t offset, std::span<std::byte> bytes) const {
  if (file_) return file_->readAt(offset, bytes);
  std::ranges::copy(std::span(bytes_).subspan(offset, bytes.size()), bytes.begin());
  return Ok{};
}

Status RawArray::readRow(std::uint64_t row, std::span<double> numbers) const {
  const std::size_t width = bytesOf(layout_.type);
  const std::vector<std::uint64_t> shape = storedShape(layout_);
  std::vector<std::byte> bytes(numbers.size() * width);
  if (!layout_.fortran) {
    const std::uint64_t at = layout_.offset + row * layout_.row_stride;
    if (auto status = readBytes(at, bytes); !status) return status;
  }
  // Element i of the row in C order is element j of the row in Fortran order.
  for (std::size_t i = 0; layout_.fortran && i < numbers.size(); ++i) {
    std::uint64_t rest = i;
    std::uint64_t j = 0;
    std::uint64_t slower = numbers.size();
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      slower /= shape[axis];
      j += rest % shape[axis] * slower;
      rest /= shape[axis];
    }
    const std::uint64_t at = layout_.offset + (j * layout_.rows + row) * width;
    if (auto status = readBytes(at, std::span(bytes).subspan(i * width, width)); !status) {
      return status;
    }
  }
  if (layout_.big_endian) {
    for (std::size_t i = 0; i < bytes.size(); i += width) {
      std::reverse(bytes.begin() + static_cast<std::ptrdiff_t>(i),
                   bytes.begin() + static_cast<std::ptrdiff_t>(i + width));
    }
  }
  toDoubles(layout_.type, bytes, numbers);
  if (layout_.channels_last) putChannelsFirst(numbers, layout_.shape.front());
  if (layout_.divisor != 1.0) {
    for (double& number : numbers) number /= layout_.divisor;
  }
  return Ok{};
}

Result<RawArray> openNpyArray(InputStream file) {
  const std::uint64_t bytes = file.size().value_or(0);
  std::string begin(std::min<std::uint64_t>(bytes, kNpyPrefix + kLongestNpyHeader), '\0');
  if (auto status = file.readAt(0, std::as_writable_bytes(std::span(begin))); !status) {
    return status.error();
  }
  auto layout = npyLayout(begin, bytes, file.name());
  if (!layout) return layout.error();
  return RawArray::inFile(std::move(file), std::move(layout).value());
}

Result<RawArray> npyArrayOf(const std::string& name, std::vector<std::byte> bytes) {
  const std::size_t most = std::min(bytes.size(), kNpyPrefix + kLongestNpyHeader);
  const std::string_view begin(reinterpret_cast<const char*>(bytes.data()), most);
  auto layout = npyLayout(begin, bytes.size(), name);
  if (!layout) return layout.error();
  return RawArray::inMemory(name, std::move(bytes), std::move(layout).value());
}

}  // namespace emascope
