// SPDX-License-Identifier: Apache-2.0
//
// Small parts that the readers of several logs share.
#pragma once

#include "core/json/fields.h"

#include <optional>
#include <string>
#include <string_view>

namespace emascope {

/// The last name of a path: "run" of "logs/run/"; the path itself if it has none. As UTF-8.
[[nodiscard]] std::string nameOfPath(const std::string& path);

/// The number in field `key`, or what stands for one that JSON cannot say: "NaN", "Infinity",
/// "-Infinity". None for other texts, for true and false, null, lists and objects.
[[nodiscard]] std::optional<double> loggedNumber(const Fields& fields, std::string_view key);

/// JSON as Python's json module writes it, made valid: its NaN, Infinity and -Infinity become texts
/// that loggedNumber() knows. Lines stay where they are.
[[nodiscard]] std::string withoutPythonNumbers(std::string_view json);

/// Unix time of "2026-11-30T14:05:01.25+00:00" (ISO 8601; Z or no offset: UTC); NaN for anything
/// else.
[[nodiscard]] double unixTime(std::string_view stamp);

}  // namespace emascope
