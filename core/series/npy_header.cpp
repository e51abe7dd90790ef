// SPDX-License-Identifier: Apache-2.0
#include "core/series/npy_header.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace emascope {
namespace {

constexpr const char* kForm = "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }";

struct Typed {
  std::string_view text;
  ScalarType type;
};

constexpr std::array<Typed, 12> kTypes{{{"f8", ScalarType::kF64},
                                        {"f4", ScalarType::kF32},
                                        {"f2", ScalarType::kF16},
                                        {"i8", ScalarType::kI64},
                                        {"i4", ScalarType::kI32},
                                        {"i2", ScalarType::kI16},
                                        {"i1", ScalarType::kI8},
                                        {"u8", ScalarType::kU64},
                                        {"u4", ScalarType::kU32},
                                        {"u2", ScalarType::kU16},
                                        {"u1", ScalarType::kU8},
                                        {"b1", ScalarType::kBool}}};

/// Parses the literal from left to right; each step reports what is wrong.
class Literal {
 public:
  Literal(std::string_view text, const std::string& where) : rest_(text), where_(where) {}

  Result<NpyHeader> read() {
    if (!take('{')) return wrong("is not a dictionary");
    while (!take('}')) {
      if (auto status = readEntry(); !status) return status.error();
      if (take(',')) continue;
      if (take('}')) break;
      return wrong("is not a dictionary");
    }
    skipBlank();
    if (!rest_.empty()) return wrong("has trailing data after its dictionary");
    if (!descr_ || !order_ || !shape_) return wrong("lacks descr, fortran_order or shape");
    return finished();
  }

 private:
  [[nodiscard]] Error wrong(const std::string& why) const {
    return {where_, "header " + why, kForm};
  }

  void skipBlank() {
    const auto first = rest_.find_first_not_of(" \t\r\n");
    rest_.remove_prefix(first == std::string_view::npos ? rest_.size() : first);
  }
  bool take(char wanted) {
    skipBlank();
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take(std::string_view word) {
    skipBlank();
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  std::optional<std::string_view> takeText() {
    skipBlank();
    if (rest_.empty() || (rest_.front() != '\'' && rest_.front() != '"')) return std::nullopt;
    const auto end = rest_.find(rest_.front(), 1);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view text = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    return text;
  }

  Status readEntry() {
    const auto key = takeText();
    if (!key || !take(':')) return wrong("is not a dictionary with string keys");
    if (*key == "descr") return readType();
    if (*key == "fortran_order") return readOrder();
    if (*key == "shape") return readShape();
    return wrong("has the key '" + asUtf8(*key) + "'");
  }

  Status readType() {
    if (descr_) return wrong("has descr twice");
    const auto text = takeText();
    if (!text) return wrong("has a type that is not a string (a record array?)");
    const Error unknown{where_, "has the type '" + asUtf8(*text) + "'",
                        "f8, f4, f2, i8 to i1, u8 to u1, b1, with <, >, = or | before them"};
    if (text->size() != 3 ||
        std::string_view("<>=|").find(text->front()) == std::string_view::npos) {
      return unknown;
    }
    const auto known = std::ranges::find(kTypes, text->substr(1), &Typed::text);
    if (known == kTypes.end()) return unknown;
    header_.type = known->type;
    header_.big_endian = text->front() == '>';
    descr_ = true;
    return Ok{};
  }

  Status readOrder() {
    if (order_) return wrong("has fortran_order twice");
    header_.fortran = take("True");
    if (!header_.fortran && !take("False"))
      return wrong("has a fortran_order that is neither True nor False");
    order_ = true;
    return Ok{};
  }

  Status readShape() {
    if (shape_) return wrong("has shape twice");
    const char* const form = "has a shape that is not a tuple of whole numbers below 2^64";
    if (!take('(')) return wrong(form);
    while (!take(')')) {
      skipBlank();
      std::uint64_t length = 0;
      const auto [end, failure] =
          std::from_chars(rest_.data(), rest_.data() + rest_.size(), length);
      if (failure != std::errc()) return wrong(form);
      rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
      take('L');  // as written by Python 2
      header_.shape.push_back(length);
      if (take(',')) continue;
      if (!take(')')) return wrong(form);
      break;
    }
    shape_ = true;
    return Ok{};
  }

  Result<NpyHeader> finished() {
    header_.bytes = bytesOf(header_.type);
    const bool empty = std::ranges::find(header_.shape, 0U) != header_.shape.end();
    for (const std::uint64_t length : header_.shape) {
      if (!empty && __builtin_mul_overflow(header_.bytes, length, &header_.bytes)) {
        return Error{where_, "header has a shape beyond 2^64 bytes", ""};
      }
    }
    if (empty) header_.bytes = 0;
    return header_;
  }

  std::string_view rest_;
  const std::string& where_;
  NpyHeader header_ = {};
  bool descr_ = false;
  bool order_ = false;
  bool shape_ = false;
};

}  // namespace

Result<NpyExtent> readNpyExtent(std::string_view begin, const std::string& where) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(begin[i]); };
  const Error cut{where, "ends within its header", "a NumPy array"};
  const std::size_t prefix = kNpyMagic.size() + 2;
  if (begin.size() < prefix) return cut;
  const auto major = byte(kNpyMagic.size());
  const auto minor = byte(kNpyMagic.size() + 1);
  if (major < 1 || major > 3 || minor != 0) {
    return Error{where, "is NPY version " + std::to_string(major) + "." + std::to_string(minor),
                 "1.0, 2.0, 3.0"};
  }
  if (begin.size() < kNpyPrefix) return cut;
  const std::size_t length_bytes = major == 1 ? 2 : 4;
  std::size_t length = 0;
  for (std::size_t i = length_bytes; i-- > 0;) length = length << 8U | byte(prefix + i);
  if (length > kLongestNpyHeader) {
    return Error{where, "announces a header of " + std::to_string(length) + " bytes",
                 "at most " + std::to_string(kLongestNpyHeader)};
  }
  return NpyExtent{prefix + length_bytes, prefix + length_bytes + length};
}

std::string npyShapeText(const std::vector<std::uint64_t>& shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  }
  return text + ")";
}

Result<NpyHeader> parseNpyHeader(std::string_view literal, const std::string& where) {
  return Literal(literal, where).read();
}

}  // namespace emascope
