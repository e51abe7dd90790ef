// SPDX-License-Identifier: Apache-2.0
//
// Reads the fields of one decoded map. Records the first field that is missing or of the wrong
// type, by its path: "started.config.steps". After an error every read returns a harmless value, so
// that a reader can list its fields and check for an error once, at the end. Unknown fields are
// ignored: a later minor version may add some.
#pragma once

#include "core/base/result.h"
#include "core/rules/param_spec.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace emascope {

class Fields {
 public:
  /// `value` should be a map; `path` names it in errors. `error` must outlive this; only the first
  /// error is stored in it.
  Fields(const nlohmann::json& value, std::string path, std::optional<Error>& error);

  [[nodiscard]] std::string text(const char* key) const;
  [[nodiscard]] bool flag(const char* key) const;
  /// Any number, NaN and infinities included.
  [[nodiscard]] double number(const char* key) const;
  /// Any number, or null for kNoneValue.
  [[nodiscard]] double numberOrNone(const char* key) const;
  [[nodiscard]] std::int64_t integer(
      const char* key, std::int64_t least = std::numeric_limits<std::int64_t>::min(),
      std::int64_t most = std::numeric_limits<std::int64_t>::max()) const;
  [[nodiscard]] std::uint64_t natural(const char* key) const;
  /// A map of numbers, or of null for kNoneValue.
  [[nodiscard]] ParamValues values(const char* key) const;
  /// The index of a text among the `count` texts that are allowed.
  [[nodiscard]] int choice(const char* key, int count, std::string_view (*name)(int)) const;
  /// `count` float64 of a typed array (RFC 8746, tag 86).
  [[nodiscard]] std::vector<double> column(const char* key, std::size_t count) const;
  /// An array of numbers.
  [[nodiscard]] std::vector<double> numbers(const char* key) const;
  [[nodiscard]] std::vector<std::string> texts(const char* key) const;
  /// A map of texts.
  [[nodiscard]] std::map<std::string, std::string, std::less<>> named(const char* key) const;
  [[nodiscard]] bool has(const char* key) const;

  [[nodiscard]] Fields map(const char* key) const;
  /// Calls `each` for every map of an array.
  void list(const char* key, const std::function<void(const Fields&)>& each) const;

  void fail(const char* key, const std::string& why, const std::string& allowed) const;

 private:
  [[nodiscard]] const nlohmann::json* find(const char* key) const;

  const nlohmann::json* value_;
  std::string path_;
  std::optional<Error>* error_;
};

}  // namespace emascope
