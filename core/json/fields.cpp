// SPDX-License-Identifier: Apache-2.0
#include "core/json/fields.h"

#include "core/base/numbers.h"
#include "core/base/short_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using nlohmann::json;

constexpr std::size_t kShownBytes = 40;
constexpr const char* kNumberOrNull = "a number, or null";

std::string escaped(const std::string& text) {
  const std::string quoted = json(text).dump(-1, ' ', false, json::error_handler_t::replace);
  return quoted.substr(1, quoted.size() - 2);
}

const json& nothing() {
  static const json empty = json::object();
  return empty;
}

/// Describes a value of the wrong type or range, whatever its size.
std::string shown(const json& value) {
  if (value.is_string()) return quotedText(value.get_ref<const std::string&>());
  if (value.is_object()) return "an object";
  if (value.is_array()) return "an array";
  if (value.is_binary()) return "a byte string";
  if (value.is_number_float() && !std::isfinite(value.get<double>())) {
    return formatNumber(value.get<double>());
  }
  return value.dump();
}

std::string wholeText(std::int64_t least, std::int64_t most) {
  const std::string whole = "a whole number";
  if (most != Fields::kMost) {
    return whole + ", " + std::to_string(least) + " to " + std::to_string(most);
  }
  return least == Fields::kLeast ? whole : whole + " of at least " + std::to_string(least);
}

std::optional<double> numberIn(const json& value) {
  return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

std::optional<double> numberOrNullIn(const json& value, double null_value) {
  if (value.is_null()) return null_value;
  const auto number = numberIn(value);
  return number == null_value ? std::nullopt : number;
}

std::optional<std::int64_t> integerIn(const json& value, std::int64_t least, std::int64_t most) {
  if (!value.is_number_integer()) return std::nullopt;
  if (value.is_number_unsigned() &&
      value.get<std::uint64_t>() >
          static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    return std::nullopt;
  }
  const auto number = value.get<std::int64_t>();
  return number >= least && number <= most ? std::optional(number) : std::nullopt;
}

std::optional<std::string> textIn(const json& value) {
  return value.is_string() ? std::optional(value.get<std::string>()) : std::nullopt;
}

/// The value of `key` by `read`, which returns nothing for a value other than `allowed`.
template <typename Read>
auto one(const Fields& in, std::string_view key, const std::string& allowed, const Read& read)
    -> decltype(read(nothing())) {
  const json* value = in.find(key);
  if (value == nullptr) return std::nullopt;
  auto result = read(*value);
  if (!result) in.refuse(key, allowed);
  return result;
}

/// The elements of an array, each by `read`.
template <typename Read>
auto all(const Fields& in, std::string_view key, const std::string& allowed, const Read& read) {
  std::vector<typename decltype(read(nothing()))::value_type> items;
  const json* value = in.find(key);
  if (value == nullptr) return items;
  if (!value->is_array()) {
    in.refuse(key, "an array");
    return items;
  }
  for (const json& element : *value) {
    auto item = read(element);
    if (!item) {
      in.fail(std::string(key) + "[" + std::to_string(items.size()) + "]", "is " + shown(element),
              allowed);
      return decltype(items)();
    }
    items.push_back(*std::move(item));
  }
  return items;
}

/// The values of an object with keys of any name, each by `read`.
template <typename Read>
auto byKey(const Fields& in, std::string_view key, const std::string& allowed, const Read& read) {
  std::map<std::string, typename decltype(read(nothing()))::value_type, std::less<>> items;
  const json* value = in.find(key);
  if (value == nullptr) return items;
  if (!value->is_object()) {
    in.refuse(key, "an object");
    return items;
  }
  for (const auto& [name, held] : value->items()) {
    auto item = read(held);
    if (!item) {
      in.fail(std::string(key) + "." + shortText(name, kShownBytes), "is " + shown(held), allowed);
      return decltype(items)();
    }
    items[name] = *std::move(item);
  }
  return items;
}

}  // namespace

std::string shownText(std::string_view text) { return escaped(shortText(text, kShownBytes)); }

std::string quotedText(std::string_view text) { return "'" + shownText(text) + "'"; }

Fields::Fields(const json& value, std::string path, std::optional<Error>& error, std::string source)
    : value_(value.is_object() ? &value : &nothing()),
      path_(std::move(path)),
      error_(&error),
      source_(std::move(source)) {
  if (!value.is_object()) fail(Error{where(""), "is " + shown(value), "an object"});
}

std::string Fields::pathOf(std::string_view key) const {
  return path_ + (path_.empty() || key.empty() ? "" : ".") + std::string(key);
}

std::string Fields::where(std::string_view key) const {
  const std::string path = escaped(pathOf(key));
  return source_ + (source_.empty() || path.empty() ? "" : ": ") + path;
}

void Fields::fail(Error error) const {
  if (!*error_) *error_ = std::move(error);
}

void Fields::fail(std::string_view key, std::string why, std::string allowed) const {
  if (!*error_) *error_ = Error{where(key), std::move(why), std::move(allowed)};
}

void Fields::refuse(std::string_view key, std::string allowed) const {
  if (const json* value = find(key)) fail(key, "is " + shown(*value), std::move(allowed));
}

/// Null after an error, or if the field is missing.
const json* Fields::peek(std::string_view key) const {
  if (*error_) return nullptr;
  const auto found = value_->find(key);
  return found == value_->end() ? nullptr : &*found;
}

const json* Fields::find(std::string_view key) const {
  const json* found = peek(key);
  if (found == nullptr) fail(key, "is missing", "");
  return found;
}

bool Fields::has(std::string_view key) const { return peek(key) != nullptr; }

bool Fields::isNull(std::string_view key) const {
  const json* value = peek(key);
  return value != nullptr && value->is_null();
}

bool Fields::isText(std::string_view key) const {
  const json* value = peek(key);
  return value != nullptr && value->is_string();
}

bool Fields::isArray(std::string_view key) const {
  const json* value = peek(key);
  return value != nullptr && value->is_array();
}

std::vector<std::string> Fields::keys() const {
  std::vector<std::string> keys;
  if (*error_) return keys;
  for (const auto& [key, value] : value_->items()) keys.push_back(key);
  return keys;
}

void Fields::only(const std::vector<std::string_view>& known) const {
  for (const std::string& key : keys()) {
    if (std::ranges::find(known, key) != known.end()) continue;
    std::string allowed;
    for (const std::string_view one : known) {
      allowed += (allowed.empty() ? "" : ", ") + std::string(one);
    }
    return fail(Error{where(""), quotedText(key) + " is not known", allowed});
  }
}

std::string Fields::text(std::string_view key) const {
  return one(*this, key, "a string", textIn).value_or("");
}

bool Fields::flag(std::string_view key) const {
  const json* value = find(key);
  if (value != nullptr && !value->is_boolean()) refuse(key, "true or false");
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

double Fields::number(std::string_view key) const {
  return one(*this, key, "a number", numberIn).value_or(0.0);
}

double Fields::number(std::string_view key, double least, double most) const {
  const std::string allowed =
      "a number" + (std::isfinite(most) ? ", " + formatNumber(least) + " to " + formatNumber(most)
                                        : " of at least " + formatNumber(least));
  const auto read = [&](const json& value) {
    const auto number = numberIn(value);
    return number && *number >= least && *number <= most ? number : std::nullopt;
  };
  return one(*this, key, allowed, read).value_or(least);
}

double Fields::numberOrNull(std::string_view key, double null_value) const {
  const auto read = [&](const json& value) { return numberOrNullIn(value, null_value); };
  return one(*this, key, kNumberOrNull, read).value_or(0.0);
}

std::int64_t Fields::integer(std::string_view key, std::int64_t least, std::int64_t most) const {
  const auto read = [&](const json& value) { return integerIn(value, least, most); };
  return one(*this, key, wholeText(least, most), read).value_or(least > 0 ? least : 0);
}

std::uint64_t Fields::natural(std::string_view key) const {
  const auto read = [](const json& value) {
    return value.is_number_unsigned() ? std::optional(value.get<std::uint64_t>()) : std::nullopt;
  };
  return one(*this, key, wholeText(0, kMost), read).value_or(0);
}

int Fields::choice(std::string_view key, int count, std::string_view (*name)(int)) const {
  std::string known;
  for (int i = 0; i < count; ++i) known += (i == 0 ? "" : ", ") + std::string(name(i));
  const json* value = peek(key);
  if (value == nullptr) {
    fail(key, "is missing", known);
  } else if (!value->is_string()) {
    refuse(key, known);
  } else {
    const auto& word = value->get_ref<const std::string&>();
    for (int i = 0; i < count; ++i) {
      if (word == name(i)) return i;
    }
    fail(key, quotedText(word) + " is not known", known);
  }
  return 0;
}

std::vector<double> Fields::numbers(std::string_view key) const {
  return all(*this, key, "a number", numberIn);
}

std::vector<double> Fields::numbersOrNull(std::string_view key, double null_value) const {
  return all(*this, key, kNumberOrNull,
             [&](const json& value) { return numberOrNullIn(value, null_value); });
}

std::vector<std::int64_t> Fields::integers(std::string_view key, std::int64_t least,
                                           std::int64_t most) const {
  return all(*this, key, wholeText(least, most),
             [&](const json& value) { return integerIn(value, least, most); });
}

std::vector<std::string> Fields::texts(std::string_view key) const {
  return all(*this, key, "a string", textIn);
}

void Fields::list(std::string_view key, const std::function<void(const Fields&)>& each) const {
  const json* value = find(key);
  if (value == nullptr) return;
  if (!value->is_array()) return refuse(key, "an array of objects");
  std::size_t index = 0;
  for (const json& item : *value) {
    each({item, pathOf(key) + "[" + std::to_string(index) + "]", *error_, source_});
    if (*error_) return;
    ++index;
  }
}

Fields Fields::map(std::string_view key) const {
  const json* value = find(key);
  return {value != nullptr ? *value : nothing(), pathOf(key), *error_, source_};
}

Fields::NumberByKey Fields::numbersByKey(std::string_view key, double null_value) const {
  return byKey(*this, key, kNumberOrNull,
               [&](const json& value) { return numberOrNullIn(value, null_value); });
}

Fields::TextByKey Fields::textsByKey(std::string_view key) const {
  return byKey(*this, key, "a string", textIn);
}

}  // namespace emascope
