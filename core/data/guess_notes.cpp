// SPDX-License-Identifier: Apache-2.0
#include "core/data/guess_notes.h"

#include "core/base/quoted.h"
#include "core/data/split_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

namespace emascope {
namespace {

/// Whether there are at least two texts and each is the name of a split.
bool areSplitNames(const std::vector<std::string>& texts) {
  const auto isSplitName = [](const std::string& text) {
    return text.empty() || splitOfName(text).has_value();
  };
  return texts.size() > 1 && std::ranges::all_of(texts, isSplitName);
}

std::string splitNote(const std::string& column, const std::vector<std::string>& texts,
                      const char* use) {
  const std::string says = areSplitNames(texts) ? "contains " + quotedList(texts) + " and is "
                                                : "has a name used for splits and is ";
  return "column '" + column + "' " + says + use + "; --split-column '" + column +
         "' takes the splits from it, --ignore '" + column + "' leaves it out";
}

}  // namespace

bool isCalledLikeSplit(std::string_view column) {
  constexpr std::array<std::string_view, 12> kNames = {
      "split", "splits", "fold",      "folds", "set",      "subset",
      "part",  "parts",  "partition", "usage", "is_train", "train_test"};
  std::string name(column);
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::ranges::find(kNames, name) != kNames.end();
}

void noteGuesses(Dataset& dataset, const DataOptions& options) {
  const DatasetHead& head = dataset.head();
  const Targets& targets = head.targets;
  std::vector<std::string> notes;
  if (targets.classes_guessed && targets.classes.size() > 2) {
    notes.push_back("'" + targets.name + "' has " + std::to_string(targets.classes.size()) +
                    " different whole numbers and is learned as classes; --task regression learns "
                    "it as numbers");
  }
  const bool splits_are_given = !options.split_column.empty() || !options.validation.path.empty();
  if (!splits_are_given && !head.columns.empty()) {
    for (const TableColumn& column : head.columns) {
      if (column.coding == TableColumn::Coding::kLeftOut) continue;
      if (!isCalledLikeSplit(column.name) && !areSplitNames(column.texts)) continue;
      notes.push_back(splitNote(column.name, column.texts, "used as an input"));
    }
    if (isCalledLikeSplit(targets.name) || areSplitNames(targets.classes)) {
      notes.push_back(splitNote(targets.name, targets.classes, "used as the target"));
    }
  }
  for (std::string& note : notes) dataset.note(std::move(note));
}

}  // namespace emascope
