// SPDX-License-Identifier: Apache-2.0
#include "core/series/npy_reader.h"

#include "core/base/numbers.h"
#include "core/series/npy_header.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace emascope {
namespace {

constexpr std::uint64_t kBlockBytes = std::uint64_t{1} << 20U;

/// Name of column `index` in the array's order: "x", "x[3]", "x[1][2]".
std::string elementName(const std::vector<std::uint64_t>& shape, bool fortran,
                        std::uint64_t index) {
  std::string name;
  for (std::size_t axis = 1; axis < shape.size(); ++axis) {
    const std::size_t fastest = fortran ? axis : shape.size() - axis;
    const std::string part = "[" + std::to_string(index % shape[fastest]) + "]";
    name = fortran ? name + part : part + name;
    index /= shape[fastest];
  }
  return "x" + name;
}

class NpyReader : public SeriesReader {
 public:
  NpyReader(InputStream stream, NpyHeader header, std::uint64_t data_offset)
      : stream_(std::move(stream)), header_(std::move(header)), data_offset_(data_offset) {}

  Status begin(const SeriesOptions& options) {
    allow_non_finite_ = options.allow_non_finite;
    if (auto status = checkShape(); !status) return status;
    width_ = bytesOf(header_.type);
    std::vector<std::string> names;
    for (std::uint64_t i = 0; i < count_; ++i) {
      names.push_back(elementName(header_.shape, header_.fortran, i));
    }
    if (auto status = choose(names, options); !status) return status;
    read_ = chosen_;
    if (x_index_) read_.push_back(*x_index_);
    numbers_.resize(read_.size());
    // With one column or one row both orders are the same.
    scattered_ = header_.fortran && count_ > 1 && rows_ > 1;
    if (scattered_ && !stream_.size()) {
      return Error{stream_.name(), "is in Fortran order, which cannot be streamed",
                   "a file, or an array in C order"};
    }
    return Ok{};
  }

  Result<bool> next(std::span<double> row) override {
    if (row_ == rows_) return atEnd();
    const Status read = scattered_ ? readScattered(numbers_) : readStreamed(numbers_);
    if (!read) return read.error();
    std::copy_n(numbers_.begin(), row.size(), row.begin());
    ++row_;
    if (!allow_non_finite_) {
      if (auto status = checkFinite(row, columns_, name(), place()); !status) {
        return status.error();
      }
    }
    return true;
  }

  [[nodiscard]] std::string place() const override { return "row " + std::to_string(row_); }
  [[nodiscard]] const std::string& name() const override { return stream_.name(); }
  [[nodiscard]] std::string xText() const override { return formatNumber(numbers_.back()); }
  [[nodiscard]] Result<double> x() const override {
    if (std::isfinite(numbers_.back())) return numbers_.back();
    return Error{name(), place() + ", element " + x_name_ + ": " + xText() + " is not finite",
                 "a number in every row, with --weight-by x"};
  }

  [[nodiscard]] bool waits() const override {
    return scattered_ ? row_ == block_end_ : stream_.ahead().size() < count_ * width_;
  }

 private:
  Status checkShape() {
    if (header_.shape.empty()) {
      return Error{stream_.name(), "holds a single number", "an array whose first axis is time"};
    }
    rows_ = header_.shape.front();
    if (rows_ == 0 || header_.bytes == 0) {
      return Error{stream_.name(),
                   "has the shape " + npyShapeText(header_.shape) + ", which has no elements",
                   "at least one row and column"};
    }
    count_ = 1;
    for (std::size_t axis = 1; axis < header_.shape.size(); ++axis) count_ *= header_.shape[axis];
    if (count_ > kMostNpyColumns) {
      return Error{stream_.name(), "has " + std::to_string(count_) + " elements in a row",
                   "at most " + std::to_string(kMostNpyColumns)};
    }
    if (!stream_.size() || *stream_.size() - data_offset_ == header_.bytes) return Ok{};
    return Error{stream_.name(),
                 "has " + std::to_string(*stream_.size() - data_offset_) +
                     " bytes of data, but its header announces " + std::to_string(header_.bytes),
                 "one array"};
  }

  Result<bool> atEnd() {
    if (scattered_) return false;
    if (auto status = stream_.fill(1); !status) return status.error();
    if (stream_.ahead().empty()) return false;
    return Error{stream_.name(), "has data after its last row", "one array"};
  }

  Status readStreamed(std::span<double> row) {
    const std::size_t bytes = count_ * width_;
    if (auto status = stream_.fill(bytes); !status) return status;
    if (stream_.ahead().size() < bytes) {
      return Error{stream_.name(),
                   "ends in row " + std::to_string(row_ + 1) + " of " + std::to_string(rows_), ""};
    }
    const char* const first = stream_.ahead().data();
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = number(std::as_bytes(std::span(first + read_[i] * width_, width_)));
    }
    stream_.consume(bytes);
    return Ok{};
  }

  /// Reads one block of rows at a time, column by column.
  Status readScattered(std::span<double> row) {
    if (row_ == block_end_) {
      const std::uint64_t fitting = kBlockBytes / (width_ * read_.size());
      block_rows_ = std::min(rows_ - row_, std::max(fitting, std::uint64_t{1}));
      block_.resize(block_rows_ * width_ * read_.size());
      block_end_ = row_ + block_rows_;
      for (std::size_t i = 0; i < read_.size(); ++i) {
        const std::uint64_t first = (read_[i] * rows_ + row_) * width_;
        const auto part = std::span(block_).subspan(i * block_rows_ * width_, block_rows_ * width_);
        if (auto status = stream_.readAt(data_offset_ + first, part); !status) return status;
      }
    }
    const std::uint64_t within = row_ + block_rows_ - block_end_;
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = number(std::span(block_).subspan((i * block_rows_ + within) * width_, width_));
    }
    return Ok{};
  }

  [[nodiscard]] double number(std::span<const std::byte> stored) const {
    std::array<std::byte, 8> bytes{};
    std::ranges::copy(stored, bytes.begin());
    if (header_.big_endian) std::reverse(bytes.begin(), bytes.begin() + stored.size());
    double value = 0.0;
    toDoubles(header_.type, std::span(bytes).first(stored.size()), std::span(&value, 1));
    return value;
  }

  InputStream stream_;
  NpyHeader header_;
  std::uint64_t data_offset_;
  std::uint64_t rows_ = 0;
  std::uint64_t count_ = 0;             ///< elements in a row
  std::size_t width_ = 0;               ///< bytes per element
  std::vector<std::size_t> read_ = {};  ///< the chosen elements, then x
  std::vector<double> numbers_ = {};    ///< of the last row, in the order of read_
  bool allow_non_finite_ = false;
  bool scattered_ = false;  ///< Fortran order: the numbers of a row are not contiguous
  std::uint64_t row_ = 0;   ///< the next row
  std::vector<std::byte> block_ = {};
  std::uint64_t block_rows_ = 0;
  std::uint64_t block_end_ = 0;
};

}  // namespace

Result<std::unique_ptr<SeriesReader>> openNpy(InputStream stream, const SeriesOptions& options) {
  const std::string name = stream.name();
  if (auto status = stream.fill(kNpyPrefix); !status) return status.error();
  const auto extent = readNpyExtent(stream.ahead().substr(0, kNpyPrefix), name);
  if (!extent) return extent.error();
  const auto [literal, data_offset] = *extent;
  if (auto status = stream.fill(data_offset); !status) return status.error();
  if (stream.ahead().size() < data_offset) {
    return Error{name, "ends within its header", "a NumPy array"};
  }
  auto header = parseNpyHeader(stream.ahead().substr(literal, data_offset - literal), name);
  if (!header) return header.error();
  stream.consume(data_offset);
  auto reader =
      std::make_unique<NpyReader>(std::move(stream), std::move(header).value(), data_offset);
  if (const Status status = reader->begin(options); !status) return status.error();
  return std::unique_ptr<SeriesReader>(std::move(reader));
}

}  // namespace emascope
