// SPDX-License-Identifier: Apache-2.0
#include "core/data/split_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

namespace emascope {
namespace {

using Words = std::vector<std::string>;

struct SplitWord {
  std::string_view word;
  Split split;
};
/// If one is a prefix of another, the longer comes first.
constexpr std::array kSplitWords = {SplitWord{"training", Split::kTrain},
                                    SplitWord{"train", Split::kTrain},
                                    SplitWord{"trn", Split::kTrain},
                                    SplitWord{"validation", Split::kValidation},
                                    SplitWord{"valid", Split::kValidation},
                                    SplitWord{"val", Split::kValidation},
                                    SplitWord{"development", Split::kValidation},
                                    SplitWord{"dev", Split::kValidation},
                                    SplitWord{"testing", Split::kTest},
                                    SplitWord{"test", Split::kTest},
                                    SplitWord{"tst", Split::kTest}};
/// Words without meaning for the content of a split.
constexpr std::array<std::string_view, 24> kPlainWords = {
    "set",  "data",  "dataset", "split",  "subset",  "part",    "partition", "folder",
    "dir",  "image", "images",  "img",    "imgs",    "picture", "pictures",  "pic",
    "pics", "photo", "photos",  "sample", "samples", "file",    "files",     "examples"};
/// Roles of arrays. These and the plain words may form one word with a split's word.
constexpr std::array<std::string_view, 12> kRoleWords = {
    "x",     "y",      "label",  "labels",  "target",  "targets",
    "input", "inputs", "output", "outputs", "feature", "features"};

enum class Kind { kSmall, kCapital, kDigit, kOther };

Kind kindOf(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  if (std::isdigit(byte) != 0) return Kind::kDigit;
  if (std::isupper(byte) != 0) return Kind::kCapital;
  constexpr unsigned char kAscii = 0x80;
  return std::islower(byte) != 0 || byte >= kAscii ? Kind::kSmall : Kind::kOther;
}

/// Whether a word ends before `name[i]`. "XTrain" is "X" and "Train".
bool wordEndsBefore(std::string_view name, std::size_t i) {
  const Kind before = kindOf(name[i - 1]);
  const Kind here = kindOf(name[i]);
  if ((before == Kind::kDigit) != (here == Kind::kDigit)) return true;
  if (here != Kind::kCapital) return false;
  return before == Kind::kSmall || (i + 1 < name.size() && kindOf(name[i + 1]) == Kind::kSmall);
}

Words wordsOf(std::string_view name) {
  Words words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(std::exchange(word, {}));
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (i > 0 && wordEndsBefore(name, i)) finish();
    if (kindOf(name[i]) == Kind::kOther) {
      finish();
    } else {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(name[i])));
    }
  }
  finish();
  return words;
}

bool isPlain(std::string_view word) {
  const bool number =
      std::ranges::all_of(word, [](unsigned char letter) { return std::isdigit(letter) != 0; });
  return number || std::ranges::find(kPlainWords, word) != kPlainWords.end();
}

struct FoundWord {
  Split split;
  std::string rest;  ///< the rest of the same word
};

/// "train", "trainset", "xtrain"
std::optional<FoundWord> findSplit(std::string_view word) {
  const auto joins = [](std::string_view rest) {
    return rest.empty() || isPlain(rest) || std::ranges::find(kRoleWords, rest) != kRoleWords.end();
  };
  for (const SplitWord& known : kSplitWords) {
    if (word.starts_with(known.word) && joins(word.substr(known.word.size()))) {
      return FoundWord{known.split, std::string(word.substr(known.word.size()))};
    }
    if (word.ends_with(known.word) && joins(word.substr(0, word.size() - known.word.size()))) {
      return FoundWord{known.split, std::string(word.substr(0, word.size() - known.word.size()))};
    }
  }
  return std::nullopt;
}

struct ReadName {
  Split split;
  Words rest = {};
};

std::optional<ReadName> readName(std::string_view name) {
  std::optional<Split> split;
  Words rest;
  for (std::string& word : wordsOf(name)) {
    auto found = findSplit(word);
    if (found && split && *split != found->split) return std::nullopt;
    if (found) split = found->split;
    std::string other = found ? std::move(found->rest) : std::move(word);
    if (!other.empty()) rest.push_back(std::move(other));
  }
  if (!split) return std::nullopt;
  return ReadName{*split, std::move(rest)};
}

}  // namespace

std::optional<SplitName> readSplitName(std::string_view name) {
  const auto read = readName(name);
  if (!read) return std::nullopt;
  SplitName found{read->split, {}};
  for (const std::string& word : read->rest) found.rest += (found.rest.empty() ? "" : " ") + word;
  return found;
}

std::optional<Split> splitOfName(std::string_view name) {
  const auto read = readName(name);
  if (!read || !std::ranges::all_of(read->rest, isPlain)) return std::nullopt;
  return read->split;
}

const char* splitWord(Split split) {
  switch (split) {
    case Split::kTrain:
      return "train";
    case Split::kValidation:
      return "validation";
    case Split::kTest:
      return "test";
  }
  return "";
}

}  // namespace emascope
