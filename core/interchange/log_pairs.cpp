// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/log_pairs.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
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

// In a CSV of EMAscope: "raw.val_loss", "main.val_loss", "main.decay".
constexpr std::string_view kOwnRaw = "raw.";
constexpr std::string_view kOwnDecay = ".decay";
// In its event files: "loss/val/raw", "loss/val/main", "decay/main".
constexpr std::string_view kOwnFolder = "/val/";
constexpr std::string_view kOwnFolderRaw = "/val/raw";
constexpr std::string_view kOwnDecayFolder = "decay/";

/// The label of the track whose decay the tag is; empty if it is none.
std::string trackOfDecay(std::string_view tag) {
  if (tag.ends_with(kOwnDecay)) return std::string(tag.substr(0, tag.size() - kOwnDecay.size()));
  if (tag.starts_with(kOwnDecayFolder)) return std::string(tag.substr(kOwnDecayFolder.size()));
  return {};
}

/// Finds the pairs of a CSV or of event files of EMAscope: each curve of a track with that of raw.
class OwnPairs {
 public:
  explicit OwnPairs(const std::vector<LogSeries>& series) : series_(series) {
    for (std::size_t i = 0; i < series.size(); ++i) {
      by_tag_.emplace(series[i].tag, i);
      if (std::string label = trackOfDecay(series[i].tag); !label.empty()) {
        labels_.insert(std::move(label));
      }
    }
  }

  void addTo(std::vector<LogPair>& pairs) const {
    if (labels_.empty()) return;
    for (std::size_t i = 0; i < series_.size(); ++i) {
      const std::string_view tag = series_[i].tag;
      if (by_tag_.find(tag)->second != i) continue;
      for (std::size_t at = tag.find('.'); at != std::string_view::npos;
           at = tag.find('.', at + 1)) {
        if (!labels_.contains(tag.substr(0, at))) continue;
        add(std::string(kOwnRaw) + std::string(tag.substr(at + 1)), i, pairs);
      }
      for (std::size_t at = tag.find(kOwnFolder); at != std::string_view::npos;
           at = tag.find(kOwnFolder, at + 1)) {
        const std::string_view quantity = tag.substr(0, at);
        if (!labels_.contains(tag.substr(at + kOwnFolder.size()))) continue;
        if (quantity.starts_with(kOwnRaw)) continue;
        add(std::string(quantity) + std::string(kOwnFolderRaw), i, pairs);
      }
    }
  }

 private:
  void add(const std::string& raw_tag, std::size_t average, std::vector<LogPair>& pairs) const {
    const auto raw = by_tag_.find(raw_tag);
    if (raw != by_tag_.end() && raw->second != average) pairs.push_back({raw->second, average});
  }

  const std::vector<LogSeries>& series_;
  std::map<std::string_view, std::size_t> by_tag_ = {};  ///< the first of equal tags
  std::set<std::string, std::less<>> labels_ = {};       ///< of the tracks, known by their decay
};

}  // namespace

std::size_t indexOfTag(const std::vector<LogSeries>& series, std::string_view tag) {
  const auto found = std::ranges::find(series, tag, &LogSeries::tag);
  return static_cast<std::size_t>(found - series.begin());
}

std::size_t ownDecayOf(const std::vector<LogSeries>& series, const std::string& label) {
  const std::size_t of_csv = indexOfTag(series, label + std::string(kOwnDecay));
  return of_csv < series.size() ? of_csv : indexOfTag(series, std::string(kOwnDecayFolder) + label);
}

std::string ownTrackOf(const std::vector<LogSeries>& series, std::string_view tag) {
  if (tag.starts_with(kOwnRaw) || tag.ends_with(kOwnFolderRaw)) return {};
  std::string label;
  if (const auto dot = tag.rfind(".val_"); dot != std::string_view::npos) {
    label = tag.substr(0, dot);
  } else if (const auto folder = tag.rfind(kOwnFolder); folder != std::string_view::npos) {
    label = tag.substr(folder + kOwnFolder.size());
  }
  return !label.empty() && ownDecayOf(series, label) < series.size() ? label : "";
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
    const bool several = found->second.size() > 1;  // else there is nothing to count
    for (const std::size_t raw : found->second) {
      if (!several) break;
      const std::size_t count = commonSteps(series[raw], series[i]);
      if (count > most) std::tie(best, most) = std::pair(raw, count);
    }
    pairs.push_back({best, i});
  }
  OwnPairs(series).addTo(pairs);
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
