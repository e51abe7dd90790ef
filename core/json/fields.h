// SPDX-License-Identifier: Apache-2.0
//
// Reads the fields of one object that was decoded from JSON or CBOR. The first field that is
// missing, of the wrong type or out of range is an Error with its path and the value that was
// found: "net.json: layers[2].kernel_size: is 0; allowed: a whole number, 1 to 9". After an error
// every read returns a harmless value, so that a reader lists its fields and checks for an error
// once, at the end. Unknown fields are ignored unless the reader calls only().
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace emascope {

class Fields {
 public:
  using TextByKey = std::map<std::string, std::string, std::less<>>;
  using NumberByKey = std::map<std::string, double, std::less<>>;
  static constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  static constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

  /// `value` should be an object; `path` is its path within `source`, a file or empty. `value` and
  /// `error` must outlive this; only the first error is stored.
  Fields(const nlohmann::json& value, std::string path, std::optional<Error>& error,
         std::string source = "");

  [[nodiscard]] std::string text(std::string_view key) const;
  [[nodiscard]] bool flag(std::string_view key) const;
  /// Any number; from CBOR it may be NaN or infinite.
  [[nodiscard]] double number(std::string_view key) const;
  /// A number from `least` to `most`, both included; the latter may be infinite.
  [[nodiscard]] double number(std::string_view key, double least, double most) const;
  /// A number, or null for `null_value`, which cannot be written as a number.
  [[nodiscard]] double numberOrNull(std::string_view key, double null_value) const;
  /// 2.0 is not a whole number, and neither is true.
  [[nodiscard]] std::int64_t integer(std::string_view key, std::int64_t least = kLeast,
                                     std::int64_t most = kMost) const;
  [[nodiscard]] std::uint64_t natural(std::string_view key) const;
  /// The index of a text among the `count` texts that are allowed.
  [[nodiscard]] int choice(std::string_view key, int count, std::string_view (*name)(int)) const;

  /// Arrays. An element of the wrong type is named by its index: "shape[1]".
  [[nodiscard]] std::vector<double> numbers(std::string_view key) const;
  [[nodiscard]] std::vector<double> numbersOrNull(std::string_view key, double null_value) const;
  [[nodiscard]] std::vector<std::int64_t> integers(std::string_view key,
                                                   std::int64_t least = kLeast,
                                                   std::int64_t most = kMost) const;
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
  /// Calls `each` for every element of an array of objects, until there is an error.
  void list(std::string_view key, const std::function<void(const Fields&)>& each) const;

  /// Objects. Those with keys of any name are read as a whole.
  [[nodiscard]] Fields map(std::string_view key) const;
  [[nodiscard]] NumberByKey numbersByKey(std::string_view key, double null_value) const;
  [[nodiscard]] TextByKey textsByKey(std::string_view key) const;

  /// What may be asked before a read. All are false, and there are no keys, after an error.
  [[nodiscard]] bool has(std::string_view key) const;
  [[nodiscard]] bool isNull(std::string_view key) const;
  [[nodiscard]] bool isText(std::string_view key) const;
  [[nodiscard]] bool isArray(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> keys() const;

  /// Refuses fields whose key is not among `known`.
  void only(const std::vector<std::string_view>& known) const;
  /// Stores an error of the field `key`, if it is the first.
  void fail(std::string_view key, std::string why, std::string allowed) const;
  /// Stores an error that another function returned, if it is the first.
  void fail(Error error) const;
  /// Stores the error that the value of `key` is something other than `allowed`.
  void refuse(std::string_view key, std::string allowed) const;
  /// `key` with its source and path, as in errors; with an empty key, the object itself.
  [[nodiscard]] std::string where(std::string_view key) const;
  /// Null after an error, which includes that the field is missing.
  [[nodiscard]] const nlohmann::json* find(std::string_view key) const;

 private:
  [[nodiscard]] std::string pathOf(std::string_view key) const;
  [[nodiscard]] const nlohmann::json* peek(std::string_view key) const;

  const nlohmann::json* value_;  ///< an object
  std::string path_;
  std::optional<Error>* error_;
  std::string source_;
};

/// `text` from a document, for errors: shortened, with control characters escaped as in JSON.
[[nodiscard]] std::string shownText(std::string_view text);
/// The same in single quotes.
[[nodiscard]] std::string quotedText(std::string_view text);

}  // namespace emascope
