// SPDX-License-Identifier: Apache-2.0
#include "core/lessons/lesson_text.h"

#include <algorithm>
#include <cctype>

namespace emascope {
namespace {

/// Parts of a text in UTF-8.
enum class Sign { kBlank, kLetter, kWide, kStop, kWideStop, kOther };

struct Taken {
  Sign sign = Sign::kOther;
  std::size_t bytes = 1;
};

/// The character at the start of `text`, which is not empty.
Taken take(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  constexpr unsigned char kTwoBytes = 0xC0;
  constexpr unsigned char kThreeBytes = 0xE0;
  constexpr unsigned char kFourBytes = 0xF0;
  if (first < kTwoBytes) {
    if (first == ' ') return {Sign::kBlank};
    if (first == '.' || first == '!' || first == '?') return {Sign::kStop};
    return {std::isalnum(first) != 0 ? Sign::kLetter : Sign::kOther};
  }
  if (first < kThreeBytes) return {Sign::kLetter, 2};
  if (first >= kFourBytes) return {Sign::kWide, 4};
  const std::string_view whole = text.substr(0, 3);
  for (const std::string_view stop : {"。", "！", "？"}) {
    if (whole == stop) return {Sign::kWideStop, 3};
  }
  // CJK ideographs begin with E3 90 (U+3400); before them are punctuation and kana.
  return {whole >= "\xE3\x90\x80" && whole < "\xEF\x80\x80" ? Sign::kWide : Sign::kOther, 3};
}

struct Counts {
  std::size_t sentences = 0;
  std::size_t most_words = 0;
};

Counts countsOf(std::string_view text) {
  Counts counts;
  std::size_t words = 0;
  std::size_t wide = 0;
  bool in_word = false;
  bool in_sentence = false;
  const auto endSentence = [&] {
    if (!in_sentence) return;
    ++counts.sentences;
    counts.most_words = std::max(counts.most_words, words + (wide + 1) / 2);
    words = wide = 0;
    in_sentence = false;
  };
  while (!text.empty()) {
    const Taken taken = take(text);
    text.remove_prefix(std::min(taken.bytes, text.size()));
    if (taken.sign == Sign::kLetter && !in_word) ++words;
    if (taken.sign == Sign::kWide) ++wide;
    if (taken.sign == Sign::kLetter) in_word = true;
    if (taken.sign != Sign::kLetter && taken.sign != Sign::kOther && taken.sign != Sign::kStop) {
      in_word = false;
    }
    if (taken.sign == Sign::kLetter || taken.sign == Sign::kWide) in_sentence = true;
    const bool stops = taken.sign == Sign::kStop && (text.empty() || text.front() == ' ');
    if (stops || taken.sign == Sign::kWideStop) endSentence();
  }
  endSentence();
  return counts;
}

}  // namespace

std::string inLanguage(const LessonText& text, std::string_view language) {
  for (const std::string_view wanted : {language, std::string_view("en")}) {
    if (const auto found = text.find(wanted); found != text.end()) return found->second;
  }
  return "";
}

std::optional<std::set<std::string>> placeholders(std::string_view text) {
  std::set<std::string> names;
  while (true) {
    const auto open = text.find_first_of("{}");
    if (open == std::string_view::npos) return names;
    const auto close = text.find_first_of("{}", open + 1);
    if (text[open] != '{' || close == std::string_view::npos || text[close] != '}' ||
        close == open + 1) {
      return std::nullopt;
    }
    names.emplace(text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

std::string filled(std::string_view text,
                   const std::function<std::string(const std::string& name)>& number) {
  std::string whole;
  while (true) {
    const auto open = text.find('{');
    const auto close = text.find('}', open);
    whole += text.substr(0, open);
    if (open == std::string_view::npos || close == std::string_view::npos) return whole;
    whole += number(std::string(text.substr(open + 1, close - open - 1)));
    text.remove_prefix(close + 1);
  }
}

Status checkLimits(std::string_view text) {
  const Counts counts = countsOf(text);
  if (counts.sentences == 0) return Error{"", "has no words", "a text"};
  if (counts.sentences > kMostSentences) {
    return Error{"", "has " + std::to_string(counts.sentences) + " sentences",
                 "at most " + std::to_string(kMostSentences)};
  }
  if (counts.most_words > kMostWords) {
    return Error{"", "has a sentence of " + std::to_string(counts.most_words) + " words",
                 "at most " + std::to_string(kMostWords)};
  }
  return Ok{};
}

}  // namespace emascope
