// SPDX-License-Identifier: Apache-2.0
//
// A value, or the reason why there is none. Everything a user can get wrong (an option, a file, a
// field of a message) is reported this way; exceptions are for system failures. An error names
// where, what is wrong, and what is allowed, in words that read the same on the command line, in
// the protocol and in the window.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace emascope {

/// Why there is no value. Texts are UTF-8.
struct Error {
  std::string where = {};    ///< option, field or file: "track main: power"
  std::string why = {};      ///< "0 is not allowed"
  std::string allowed = {};  ///< "above 0 and at most 10"; may be empty

  /// One sentence without a period: "where: why; allowed: …".
  [[nodiscard]] std::string message() const {
    std::string text = where.empty() ? why : where + ": " + why;
    return allowed.empty() ? text : text + "; allowed: " + allowed;
  }
  friend bool operator==(const Error&, const Error&) = default;
};

/// A value of type `T`, or an Error. Test ok() before reading either.
template <typename T>
class [[nodiscard]] Result {
 public:
  /// Success; implicit, so that a function can `return value;`.
  Result(T value) : content_(std::move(value)) {}  // NOLINT(google-explicit-constructor)
  /// Failure; implicit, so that a function can `return Error{…};`.
  Result(Error error) : content_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  /// True if there is a value.
  [[nodiscard]] bool ok() const { return content_.index() == 0; }
  /// The same as ok().
  explicit operator bool() const { return ok(); }

  /// The value; std::bad_variant_access is thrown if there is none. @pre ok()
  [[nodiscard]] const T& value() const& { return std::get<0>(content_); }
  /// The value, which may be changed. @pre ok()
  [[nodiscard]] T& value() & { return std::get<0>(content_); }
  /// The value, to move from. @pre ok()
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(content_)); }
  /// The value. @pre ok()
  const T& operator*() const { return value(); }
  /// A member of the value. @pre ok()
  const T* operator->() const { return &value(); }

  /// Why there is no value; std::bad_variant_access is thrown if there is one. @pre !ok()
  [[nodiscard]] const Error& error() const { return std::get<1>(content_); }

 private:
  std::variant<T, Error> content_;
};

/// Success without a value: `return Ok{};`.
struct Ok {
  friend bool operator==(const Ok&, const Ok&) = default;
};
/// The result of an operation that has no value: Ok or an Error.
using Status = Result<Ok>;

}  // namespace emascope
