// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/log_values.h"

#include "core/base/utf8.h"

#include <array>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinite = std::numeric_limits<double>::infinity();

constexpr std::array<std::pair<std::string_view, double>, 3> kPythonNumbers = {
    {{"NaN", kNoNumber}, {"-Infinity", -kInfinite}, {"Infinity", kInfinite}}};

/// Takes `count` digits from the beginning of `text`.
std::optional<int> takeDigits(std::string_view& text, std::size_t count) {
  int value = 0;
  if (text.size() < count || text.starts_with('-')) return std::nullopt;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + count, value);
  if (failure != std::errc() || end != text.data() + count) return std::nullopt;
  text.remove_prefix(count);
  return value;
}

bool takeSign(std::string_view& text, char sign) {
  if (!text.starts_with(sign)) return false;
  text.remove_prefix(1);
  return true;
}

/// Takes "14:05:01" or, without seconds, "14:05"; seconds since midnight.
std::optional<double> takeClock(std::string_view& text, bool with_seconds) {
  const auto hours = takeDigits(text, 2);
  if (!hours || *hours > 23 || !takeSign(text, ':')) return std::nullopt;
  const auto minutes = takeDigits(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  const double whole = 3600.0 * *hours + 60.0 * *minutes;
  if (!with_seconds) return whole;
  if (!takeSign(text, ':')) return std::nullopt;
  const auto seconds = takeDigits(text, 2);
  if (!seconds || *seconds > 60) return std::nullopt;
  return whole + *seconds;
}

/// Takes ".25".
double takeFraction(std::string_view& text) {
  if (!takeSign(text, '.')) return 0.0;
  double value = 0.0;
  double place = 0.1;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    value += place * (text.front() - '0');
    place /= 10.0;
    text.remove_prefix(1);
  }
  return value;
}

/// The offset from UTC in the rest of a time: "Z", "", "+02:00".
std::optional<double> utcOffset(std::string_view text) {
  if (text.empty() || text == "Z" || text == "z") return 0.0;
  const double sign = text.front() == '-' ? -1.0 : 1.0;
  if (!takeSign(text, '+') && !takeSign(text, '-')) return std::nullopt;
  const auto offset = takeClock(text, /*with_seconds=*/false);
  if (!offset || !text.empty()) return std::nullopt;
  return sign * *offset;
}

}  // namespace

std::string nameOfPath(const std::string& path) {
  const std::filesystem::path whole(path);
  const auto last = whole.has_filename() ? whole.filename() : whole.parent_path().filename();
  return asUtf8(last.empty() ? path : last.string());
}

std::optional<double> loggedNumber(const Fields& fields, std::string_view key) {
  const nlohmann::json* const value = fields.find(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_number()) return value->get<double>();
  if (!value->is_string()) return std::nullopt;
  for (const auto& [text, number] : kPythonNumbers) {
    if (value->get_ref<const std::string&>() == text) return number;
  }
  return std::nullopt;
}

std::string withoutPythonNumbers(std::string_view json) {
  std::string text;
  text.reserve(json.size() + 64);
  bool inside = false;  // of a text
  for (std::size_t i = 0; i < json.size();) {
    const char sign = json[i];
    if (inside && sign == '\\' && i + 1 < json.size()) {
      text += json.substr(i, 2);
      i += 2;
      continue;
    }
    if (sign == '"') inside = !inside;
    std::string_view found;
    for (const auto& [word, number] : kPythonNumbers) {
      if (!inside && found.empty() && json.substr(i).starts_with(word)) found = word;
    }
    if (found.empty()) {
      text += sign;
      ++i;
    } else {
      text.append("\"").append(found).append("\"");
      i += found.size();
    }
  }
  return text;
}

double unixTime(std::string_view stamp) {
  const auto year = takeDigits(stamp, 4);
  if (!year || !takeSign(stamp, '-')) return kNoNumber;
  const auto month = takeDigits(stamp, 2);
  if (!month || !takeSign(stamp, '-')) return kNoNumber;
  const auto day = takeDigits(stamp, 2);
  if (!day || (!takeSign(stamp, 'T') && !takeSign(stamp, ' '))) return kNoNumber;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  const auto clock = takeClock(stamp, /*with_seconds=*/true);
  if (!date.ok() || !clock) return kNoNumber;
  const double fraction = takeFraction(stamp);
  const auto offset = utcOffset(stamp);
  if (!offset) return kNoNumber;
  const auto days = std::chrono::sys_days(date).time_since_epoch().count();
  return 86400.0 * static_cast<double>(days) + *clock + fraction - *offset;
}

}  // namespace emascope
