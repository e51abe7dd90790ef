// SPDX-License-Identifier: Apache-2.0
#include "core/data/part_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>
#include <vector>

namespace emascope {
namespace {

using Words = std::vector<std::string>;

struct PartWord {
  std::string_view word;
  Part part;
};
/// If one is a prefix of another, the longer comes first.
constexpr std::array kPartWords = {PartWord{"training", Part::kTrain},
                                   PartWord{"train", Part::kTrain},
                                   PartWord{"trn", Part::kTrain},
                                   PartWord{"validation", Part::kValidation},
                                   PartWord{"valid", Part::kValidation},
                                   PartWord{"val", Part::kValidation},
                                   PartWord{"development", Part::kValidation},
                                   PartWord{"dev", Part::kValidation},
                                   PartWord{"testing", Part::kTest},
                                   PartWord{"test", Part::kTest},
                                   PartWord{"tst", Part::kTest}};
/// Words without meaning for the content of a part.
constexpr std::array<std::string_view, 24> kPlainWords = {
    "set",  "data",  "dataset", "split",  "subset",  "part",    "partition", "folder",
    "dir",  "image", "images",  "img",    "imgs",    "picture", "pictures",  "pic",
    "pics", "photo", "photos",  "sample", "samples", "file",    "files",     "examples"};
/// Roles of arrays. These and the plain words may form one word with a part's word.
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
  Part part;
  std::string rest;  ///< the rest of the same word
};

/// "train", "trainset", "xtrain"
std::optional<FoundWord> findPart(std::string_view word) {
  const auto joins = [](std::string_view rest) {
    return rest.empty() || isPlain(rest) || std::ranges::find(kRoleWords, rest) != kRoleWords.end();
  };
  for (const PartWord& known : kPartWords) {
    if (word.starts_with(known.word) && joins(word.substr(known.word.size()))) {
      return FoundWord{known.part, std::string(word.substr(known.word.size()))};
    }
    if (word.ends_with(known.word) && joins(word.substr(0, word.size() - known.word.size()))) {
      return FoundWord{known.part, std::string(word.substr(0, word.size() - known.word.size()))};
    }
  }
  return std::nullopt;
}

struct ReadName {
  Part part;
  Words rest = {};
};

std::optional<ReadName> readName(std::string_view name) {
  std::optional<Part> part;
  Words rest;
  for (std::string& word : wordsOf(name)) {
    auto found = findPart(word);
    if (found && part && *part != found->part) return std::nullopt;
    if (found) part = found->part;
    std::string other = found ? std::move(found->rest) : std::move(word);
    if (!other.empty()) rest.push_back(std::move(other));
  }
  if (!part) return std::nullopt;
  return ReadName{*part, std::move(rest)};
}

}  // namespace

std::optional<PartName> readPartName(std::string_view name) {
  const auto read = readName(name);
  if (!read) return std::nullopt;
  PartName found{read->part, {}};
  for (const std::string& word : read->rest) found.rest += (found.rest.empty() ? "" : " ") + word;
  return found;
}

std::optional<Part> partOfName(std::string_view name) {
  const auto read = readName(name);
  if (!read || !std::ranges::all_of(read->rest, isPlain)) return std::nullopt;
  return read->part;
}

const char* partWord(Part part) {
  switch (part) {
    case Part::kTrain:
      return "train";
    case Part::kValidation:
      return "validation";
    case Part::kTest:
      return "test";
  }
  return "";
}

}  // namespace emascope
