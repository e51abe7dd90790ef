// SPDX-License-Identifier: Apache-2.0
#include "core/json/fields.h"

#include <bit>

namespace emascope {
namespace {

constexpr const char* kMapOfNumbers = "a map of numbers, null for none";

const nlohmann::json& nothing() {
  static const nlohmann::json empty = nlohmann::json::object();
  return empty;
}

}  // namespace

Fields::Fields(const nlohmann::json& value, std::string path, std::optional<Error>& error)
    : value_(value.is_object() ? &value : &nothing()), path_(std::move(path)), error_(&error) {
  if (!value.is_object() && !error) error = Error{path_, "is not a map", "a map"};
}

void Fields::fail(const char* key, const std::string& why, const std::string& allowed) const {
  if (!*error_) *error_ = Error{path_ + "." + key, why, allowed};
}

const nlohmann::json* Fields::find(const char* key) const {
  if (*error_) return nullptr;
  const auto found = value_->find(key);
  if (found == value_->end()) {
    fail(key, "is missing", "");
    return nullptr;
  }
  return &*found;
}

bool Fields::has(const char* key) const { return !*error_ && value_->contains(key); }

std::string Fields::text(const char* key) const {
  const auto* value = find(key);
  if (!value) return {};
  if (!value->is_string()) {
    fail(key, std::string("is ") + value->type_name(), "a text");
    return {};
  }
  return value->get<std::string>();
}

bool Fields::flag(const char* key) const {
  const auto* value = find(key);
  if (!value) return false;
  if (!value->is_boolean()) {
    fail(key, std::string("is ") + value->type_name(), "true or false");
    return false;
  }
  return value->get<bool>();
}

double Fields::number(const char* key) const {
  const auto* value = find(key);
  if (!value) return 0.0;
  if (!value->is_number()) {
    fail(key, std::string("is ") + value->type_name(), "a number");
    return 0.0;
  }
  return value->get<double>();
}

double Fields::numberOrNone(const char* key) const {
  const auto* value = find(key);
  return value && value->is_null() ? kNoneValue : number(key);
}

std::int64_t Fields::integer(const char* key, std::int64_t least, std::int64_t most) const {
  const auto* value = find(key);
  if (!value) return least > 0 ? least : 0;
  const bool fits =
      value->is_number_integer() &&
      (!value->is_number_unsigned() ||
       value->get<std::uint64_t>() <= static_cast<std::uint64_t>(most > 0 ? most : 0));
  const std::int64_t number = fits ? value->get<std::int64_t>() : least;
  if (!fits || number < least || number > most) {
    fail(key, "is " + (value->is_number() ? value->dump() : std::string(value->type_name())),
         "a whole number, " + std::to_string(least) + " to " + std::to_string(most));
    return least > 0 ? least : 0;
  }
  return number;
}

std::uint64_t Fields::natural(const char* key) const {
  const auto* value = find(key);
  if (!value) return 0;
  if (!value->is_number_unsigned()) {
    fail(key, "is " + (value->is_number() ? value->dump() : std::string(value->type_name())),
         "a whole number of at least 0");
    return 0;
  }
  return value->get<std::uint64_t>();
}

ParamValues Fields::values(const char* key) const {
  const auto* value = find(key);
  if (!value) return {};
  ParamValues result;
  if (!value->is_object()) {
    fail(key, std::string("is ") + value->type_name(), kMapOfNumbers);
    return result;
  }
  for (const auto& [id, number] : value->items()) {
    if (number.is_null()) {
      result[id] = kNoneValue;
      continue;
    }
    if (!number.is_number()) {
      fail(key, "'" + id + "' is " + number.type_name(), kMapOfNumbers);
      return {};
    }
    result[id] = number.get<double>();
    if (!isNone(result[id])) continue;  // no parameter can be -inf
    fail(key, "'" + id + "' is -inf", kMapOfNumbers);
    return {};
  }
  return result;
}

int Fields::choice(const char* key, int count, std::string_view (*name)(int)) const {
  const std::string word = text(key);
  if (*error_) return 0;
  std::string known;
  for (int i = 0; i < count; ++i) {
    if (word == name(i)) return i;
    known += (known.empty() ? "" : ", ") + std::string(name(i));
  }
  fail(key, "'" + word + "' is not known", known);
  return 0;
}

std::vector<double> Fields::column(const char* key, std::size_t count) const {
  constexpr std::uint64_t kFloat64Array = 86;
  std::vector<double> numbers(count, 0.0);
  const auto* value = find(key);
  if (!value) return numbers;
  if (!value->is_binary() || !value->get_binary().has_subtype() ||
      value->get_binary().subtype() != kFloat64Array || value->get_binary().size() != count * 8) {
    fail(key, "is not a column of the block",
         std::to_string(count) + " little-endian float64 with tag 86");
    return numbers;
  }
  const auto& bytes = value->get_binary();
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t bits = 0;
    for (std::size_t b = 8; b-- > 0;) bits = bits << 8U | bytes[i * 8 + b];
    numbers[i] = std::bit_cast<double>(bits);
  }
  return numbers;
}

std::map<std::string, std::string, std::less<>> Fields::named(const char* key) const {
  std::map<std::string, std::string, std::less<>> words;
  const auto* value = find(key);
  if (!value) return words;
  if (!value->is_object()) {
    fail(key, std::string("is ") + value->type_name(), "a map of texts");
    return words;
  }
  for (const auto& [name, item] : value->items()) {
    if (!item.is_string()) {
      fail(key, std::string("holds ") + item.type_name(), "a map of texts");
      return {};
    }
    words[name] = item.get<std::string>();
  }
  return words;
}

std::vector<double> Fields::numbers(const char* key) const {
  std::vector<double> values;
  const auto* value = find(key);
  if (!value) return values;
  if (!value->is_array()) {
    fail(key, std::string("is ") + value->type_name(), "an array of numbers");
    return values;
  }
  for (const auto& item : *value) {
    if (!item.is_number()) {
      fail(key, std::string("holds ") + item.type_name(), "an array of numbers");
      return {};
    }
    values.push_back(item.get<double>());
  }
  return values;
}

std::vector<std::string> Fields::texts(const char* key) const {
  std::vector<std::string> words;
  const auto* value = find(key);
  if (!value) return words;
  if (!value->is_array()) {
    fail(key, std::string("is ") + value->type_name(), "an array of texts");
    return words;
  }
  for (const auto& item : *value) {
    if (!item.is_string()) {
      fail(key, std::string("holds ") + item.type_name(), "an array of texts");
      return {};
    }
    words.push_back(item.get<std::string>());
  }
  return words;
}

Fields Fields::map(const char* key) const {
  const auto* value = find(key);
  return {value ? *value : nothing(), path_ + "." + key, *error_};
}

void Fields::list(const char* key, const std::function<void(const Fields&)>& each) const {
  const auto* value = find(key);
  if (!value) return;
  if (!value->is_array()) {
    fail(key, std::string("is ") + value->type_name(), "an array of maps");
    return;
  }
  std::size_t number = 0;
  for (const auto& item : *value) {
    each(Fields(item, path_ + "." + key + "[" + std::to_string(number) + "]", *error_));
    if (*error_) return;
    ++number;
  }
}

}  // namespace emascope
