// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/log_pairs.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

namespace emascope {
namespace {

bool isNumberWord(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

bool namesAverage(std::string_view word) {
  constexpr std::array<std::string_view, 4> kOthers = {"swa", "polyak", "shadow", "averaged"};
  if (std::ranges::find(kOthers, word) != kOthers.end() || word == "ema") return true;
  return word.starts_with("ema") && isNumberWord(word.substr(3));
}

std::vector<std::string> lowerCaseWords(std::string_view tag) {
  std::vector<std::string> words;
  std::string word;
  for (const char sign : tag) {
    const auto byte = static_cast<unsigned char>(sign);
    const bool upper = sign >= 'A' && sign <= 'Z';
    // Bytes above ASCII are parts of letters.
    if (upper || (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9') || byte >= 0x80U) {
      word += upper ? static_cast<char>(sign - 'A' + 'a') : sign;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

constexpr std::string_view kOwnRaw = "raw.";
constexpr std::string_view kOwnDecay = ".decay";

/// The pairs of a CSV of EMAscope: each "LABEL.val_…" of a track with "raw.val_…".
void addOwnPairs(const std::vector<LogSeries>& series, std::vector<LogPair>& pairs) {
  for (const LogSeries& one : series) {
    if (!std::string_view(one.tag).ends_with(kOwnDecay)) continue;
    const std::string label = one.tag.substr(0, one.tag.size() - kOwnDecay.size());
    for (std::size_t raw = 0; raw < series.size(); ++raw) {
      const std::string_view tag = series[raw].tag;
      if (!tag.starts_with(kOwnRaw)) continue;
      const std::size_t own =
          indexOfTag(series, label + "." + std::string(tag.substr(kOwnRaw.size())));
      if (own < series.size() && own != raw) pairs.push_back({raw, own});
    }
  }
}

}  // namespace

std::size_t indexOfTag(const std::vector<LogSeries>& series, std::string_view tag) {
  const auto found = std::ranges::find(series, tag, &LogSeries::tag);
  return static_cast<std::size_t>(found - series.begin());
}

std::string ownTrackOf(const std::vector<LogSeries>& series, std::string_view tag) {
  const auto dot = tag.rfind(".val_");
  if (dot == std::string_view::npos || tag.starts_with(kOwnRaw)) return {};
  std::string label(tag.substr(0, dot));
  return indexOfTag(series, label + std::string(kOwnDecay)) < series.size() ? label : "";
}

TagWords wordsOfTag(std::string_view tag) {
  TagWords result;
  bool after_average = false;
  for (std::string& word : lowerCaseWords(tag)) {
    const bool average = namesAverage(word);
    if (average || (after_average && isNumberWord(word))) {
      result.average += (result.average.empty() ? "" : "-") + word;
      after_average = true;
    } else {
      after_average = false;
      result.words.push_back(std::move(word));
    }
  }
  if (result.average.empty()) {
    std::erase_if(result.words,
                  [](const std::string& word) { return word == "raw" || word == "online"; });
  }
  return result;
}

std::size_t commonSteps(const LogSeries& a, const LogSeries& b) {
  std::size_t count = 0;
  for (std::size_t i = 0, j = 0; i < a.steps.size() && j < b.steps.size();) {
    if (a.steps[i] == b.steps[j]) ++count;
    const bool first = a.steps[i] <= b.steps[j];
    if (b.steps[j] <= a.steps[i]) ++j;
    if (first) ++i;
  }
  return count;
}

std::vector<LogPair> pairsOf(const std::vector<LogSeries>& series) {
  std::vector<LogPair> pairs;
  std::map<std::vector<std::string>, std::vector<std::size_t>> raws;
  std::vector<TagWords> words;
  for (std::size_t i = 0; i < series.size(); ++i) {
    words.push_back(wordsOfTag(series[i].tag));
    if (words[i].average.empty()) raws[words[i].words].push_back(i);
  }
  for (std::size_t i = 0; i < series.size(); ++i) {
    if (words[i].average.empty() || words[i].words.empty()) continue;
    const auto found = raws.find(words[i].words);
    if (found == raws.end()) continue;
    std::size_t best = found->second.front();
    std::size_t most = 0;
    for (const std::size_t raw : found->second) {
      const std::size_t count = commonSteps(series[raw], series[i]);
      if (count > most) std::tie(best, most) = std::pair(raw, count);
    }
    pairs.push_back({best, i});
  }
  addOwnPairs(series, pairs);
  const auto place = [](const LogPair& pair) { return std::pair(pair.raw, pair.average); };
  std::ranges::sort(pairs, {}, place);
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

std::vector<std::string> unpairedTags(const ImportedRun& run) {
  std::vector<bool> paired(run.series.size());
  for (const LogPair& pair : run.pairs) paired[pair.raw] = paired[pair.average] = true;
  std::vector<std::string> tags;
  for (std::size_t i = 0; i < run.series.size(); ++i) {
    if (!paired[i]) tags.push_back(run.series[i].tag);
  }
  return tags;
}

}  // namespace emascope
