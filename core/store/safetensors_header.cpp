// SPDX-License-Identifier: Apache-2.0
//
// Parses the header of a safetensors file and checks that its tensors fill the file exactly.
#include "core/base/utf8.h"
#include "core/store/safetensors.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

constexpr const char* kMetadataKey = "__metadata__";

/// The expected position of the next token. The header has exactly this form, so deeper nesting is
/// impossible: {"name": {"dtype": text, "shape": [n…], "data_offsets": [n, n]}, …,
/// "__metadata__": {text: text, …}}.
enum class Place {
  kStart,
  kTop,
  kTensor,
  kFields,
  kType,
  kShape,
  kDimensions,
  kOffsets,
  kBounds,
  kMetadata,
  kTexts,
  kText,
  kEnd
};

constexpr const char* expectedAt(Place place) {
  switch (place) {
    case Place::kStart:
      return "a JSON object";
    case Place::kTop:
      return "the name of a tensor";
    case Place::kTensor:
      return "an object with dtype, shape and data_offsets";
    case Place::kFields:
      return "dtype, shape or data_offsets";
    case Place::kType:
      return "the name of a type";
    case Place::kShape:
    case Place::kOffsets:
      return "a list of whole numbers";
    case Place::kDimensions:
    case Place::kBounds:
      return "whole numbers from 0 to 2^64-1";
    case Place::kMetadata:
      return "an object of strings";
    case Place::kTexts:
      return "a metadata key";
    case Place::kText:
      return "a string";
    case Place::kEnd:
      return "end of header";
  }
  return "";
}

struct Entry {
  TensorInfo tensor = {};
  std::vector<std::uint64_t> bounds = {};
  bool has_type = false;
  bool has_shape = false;
  bool has_bounds = false;
};

/// Consumes the tokens of nlohmann's parser one by one; keeps only the expected values.
class HeaderTokens : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::vector<Entry> entries = {};
  TextByName metadata = {};
  std::optional<Error> problem = {};

  bool null() override { return refuse("null"); }
  bool boolean(bool value) override { return refuse(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return refuse(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return refuse(text); }
  bool binary(binary_t&) override { return refuse("bytes"); }

  bool number_unsigned(number_unsigned_t value) override {
    if (place_ == Place::kDimensions) {
      entries.back().tensor.shape.push_back(value);
      return true;
    }
    if (place_ == Place::kBounds) {
      entries.back().bounds.push_back(value);
      return true;
    }
    return refuse(std::to_string(value));
  }

  bool string(string_t& text) override {
    if (place_ == Place::kText) {
      metadata.insert_or_assign(std::move(name_), std::move(text));
      return at(Place::kTexts);
    }
    if (place_ != Place::kType) return refuse("'" + text + "'");
    const auto type = scalarTypeOf(text);
    if (!type) {
      return fail("tensor '" + entries.back().tensor.name + "' has the type '" + text + "'",
                  scalarTypeTexts());
    }
    entries.back().tensor.type = *type;
    return at(Place::kFields);
  }

  bool start_object(std::size_t) override {
    if (place_ == Place::kStart) return at(Place::kTop);
    if (place_ == Place::kTensor) return at(Place::kFields);
    if (place_ == Place::kMetadata) return at(Place::kTexts);
    return refuse("an object");
  }

  bool key(string_t& text) override {
    if (place_ == Place::kTop) return enter(text);
    if (place_ == Place::kFields) return enterField(text);
    if (metadata.contains(text))
      return fail("metadata '" + text + "' appears twice", "unique keys");
    name_ = std::move(text);
    return at(Place::kText);
  }

  bool end_object() override {
    if (place_ == Place::kTop) return at(Place::kEnd);
    if (place_ == Place::kFields) {
      const Entry& entry = entries.back();
      if (!entry.has_type || !entry.has_shape || !entry.has_bounds) {
        return fail("tensor '" + entry.tensor.name + "' is incomplete",
                    "dtype, shape and data_offsets");
      }
    }
    return at(Place::kTop);
  }

  bool start_array(std::size_t) override {
    if (place_ == Place::kShape) return at(Place::kDimensions);
    if (place_ == Place::kOffsets) return at(Place::kBounds);
    return refuse("a list");
  }

  bool end_array() override { return at(Place::kFields); }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    return fail("header is not JSON (byte " + std::to_string(position) + ")", "one JSON object");
  }

 private:
  bool at(Place place) {
    place_ = place;
    return true;
  }
  bool fail(std::string why, std::string allowed) {
    if (!problem) problem = Error{"", std::move(why), std::move(allowed)};
    return false;
  }
  bool refuse(const std::string& found) {
    const bool in_tensor = place_ >= Place::kTensor && place_ <= Place::kBounds;
    return fail(
        (in_tensor ? "tensor '" + entries.back().tensor.name + "'" : "header") + " holds " + found,
        expectedAt(place_));
  }

  bool enter(const std::string& name) {
    if (!names_.insert(name).second) return fail("'" + name + "' appears twice", "unique names");
    if (name == kMetadataKey) return at(Place::kMetadata);
    entries.emplace_back().tensor.name = name;
    return at(Place::kTensor);
  }

  bool enterField(const std::string& field) {
    Entry& entry = entries.back();
    const std::array<std::tuple<const char*, bool*, Place>, 3> fields{
        {{"dtype", &entry.has_type, Place::kType},
         {"shape", &entry.has_shape, Place::kShape},
         {"data_offsets", &entry.has_bounds, Place::kOffsets}}};
    for (const auto& [known, seen, place] : fields) {
      if (field != known) continue;
      if (std::exchange(*seen, true)) {
        return fail("tensor '" + entry.tensor.name + "' has two " + field, "one");
      }
      return at(place);
    }
    return fail("tensor '" + entry.tensor.name + "' has '" + field + "'",
                expectedAt(Place::kFields));
  }

  Place place_ = Place::kStart;
  std::string name_ = {};  ///< key of the next text
  std::set<std::string, std::less<>> names_ = {};
};

bool multiply(std::uint64_t factor, std::uint64_t& product) {
  return !__builtin_mul_overflow(factor, product, &product);
}

/// Number of elements and size of one tensor, computed with overflow checks.
Status checkSize(Entry& entry) {
  TensorInfo& tensor = entry.tensor;
  const std::string name = "tensor '" + tensor.name + "'";
  if (entry.bounds.size() != 2) {
    return Error{"", name + " has " + std::to_string(entry.bounds.size()) + " data_offsets",
                 "begin and end"};
  }
  const auto [begin, end] = std::pair(entry.bounds[0], entry.bounds[1]);
  if (end < begin) return Error{"", name + " ends before it begins", "begin at most end"};
  const bool empty = std::ranges::find(tensor.shape, 0U) != tensor.shape.end();
  std::uint64_t bytes = bytesOf(tensor.type);
  tensor.elements = 1;
  for (const std::uint64_t length : tensor.shape) {
    if (empty) break;
    if (!multiply(length, tensor.elements) || !multiply(length, bytes)) {
      return Error{"", name + " has a shape beyond 2^64 bytes", "at most the size of the file"};
    }
  }
  if (empty) tensor.elements = bytes = 0;
  if (end - begin != bytes) {
    return Error{"",
                 name + " has " + std::to_string(end - begin) + " bytes, but its type and shape, " +
                     typeAndShape(tensor) + ", need " + std::to_string(bytes),
                 ""};
  }
  tensor.begin = begin;
  return Ok{};
}

/// Checks that the tensors fill all bytes without gap or overlap.
Status checkTiling(const std::vector<TensorInfo>& tensors, std::uint64_t data_bytes) {
  std::uint64_t at = 0;
  for (const TensorInfo& tensor : tensors) {
    if (tensor.begin != at) {
      return Error{"",
                   "tensor '" + tensor.name + "' begins at byte " + std::to_string(tensor.begin) +
                       (tensor.begin < at ? ", inside another" : ", after a gap"),
                   "byte " + std::to_string(at)};
    }
    at += tensor.bytes();  // cannot overflow: begin + bytes() was an offset
    if (at > data_bytes) {
      return Error{"",
                   "tensor '" + tensor.name + "' ends at byte " + std::to_string(at) + " of " +
                       std::to_string(data_bytes) + "; the file is truncated",
                   ""};
    }
  }
  if (at != data_bytes) {
    return Error{"", "has " + std::to_string(data_bytes - at) + " bytes after its last tensor",
                 "none"};
  }
  return Ok{};
}

Result<SafetensorsHeader> checked(std::vector<Entry> entries, std::uint64_t data_bytes) {
  SafetensorsHeader header;
  for (Entry& entry : entries) {
    if (const Status status = checkSize(entry); !status) return status.error();
    header.tensors.push_back(std::move(entry.tensor));
  }
  // An empty tensor precedes the one that begins at the same byte.
  std::ranges::stable_sort(header.tensors, {}, [](const TensorInfo& tensor) {
    return std::pair(tensor.begin, tensor.begin + tensor.bytes());
  });
  if (const Status status = checkTiling(header.tensors, data_bytes); !status) return status.error();
  return header;
}

}  // namespace

std::string typeAndShape(const TensorInfo& tensor) {
  std::string text(scalarTypeText(tensor.type));
  text += '[';
  for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
    text += (i == 0 ? "" : ",") + std::to_string(tensor.shape[i]);
  }
  return text + ']';
}

Result<SafetensorsHeader> parseSafetensorsHeader(std::string_view json, std::uint64_t data_bytes,
                                                 const std::string& where) {
  const auto refused = [&where](const Error& error) {
    return Error{where, asUtf8(error.why), error.allowed};
  };
  if (!json.starts_with('{'))
    return Error{where, "header does not begin with '{'", "one JSON object"};
  if (!isUtf8(json)) return Error{where, "header is not UTF-8", "one JSON object in UTF-8"};
  HeaderTokens tokens;
  if (!nlohmann::json::sax_parse(json, &tokens)) return refused(*tokens.problem);
  auto header = checked(std::move(tokens.entries), data_bytes);
  if (!header) return refused(header.error());
  header.value().metadata = std::move(tokens.metadata);
  return header;
}

}  // namespace emascope
