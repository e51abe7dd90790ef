// SPDX-License-Identifier: Apache-2.0
//
// The texts of a lesson, each in several languages, and the limits that keep them readable on a
// projector: at most two sentences of at most 30 words. A text may contain the name of a value in
// braces, "{m}", in whose place the number is printed.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace emascope {

/// By language, as "en", "de", "zh"; from readLesson() it has "en".
using LessonText = std::map<std::string, std::string, std::less<>>;

inline constexpr std::size_t kMostSentences = 2;
inline constexpr std::size_t kMostWords = 30;  ///< of a sentence

/// The text in `language`, or else in English; empty if there is neither.
[[nodiscard]] std::string inLanguage(const LessonText& text, std::string_view language);

/// The names in braces; none for a text with a brace that has no partner or no name.
[[nodiscard]] std::optional<std::set<std::string>> placeholders(std::string_view text);

/// `text` with `number(name)` in the place of each name in braces.
[[nodiscard]] std::string filled(std::string_view text,
                                 const std::function<std::string(const std::string& name)>& number);

/// What is wrong with a text in one language: why, and what is allowed, without a place. A period
/// ends a sentence if a blank or the end follows, so that of "0.1" does not; two Chinese characters
/// count as one word.
[[nodiscard]] Status checkLimits(std::string_view text);

}  // namespace emascope
