// SPDX-License-Identifier: Apache-2.0
#include "core/data/joined_dataset.h"

#include "core/base/counted.h"
#include "core/base/quoted.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

constexpr std::size_t kMostNamed = 20;

class JoinedDataset final : public Dataset {
 public:
  JoinedDataset(DatasetHead head, std::uint64_t samples,
                std::vector<std::unique_ptr<Dataset>> files)
      : Dataset(std::move(head), samples), files_(std::move(files)) {}

  void forgetTexts(const KnownTexts& known, std::vector<std::uint64_t>& counts) override {
    for (const auto& file : files_) file->forgetTexts(known, counts);
  }

 private:
  struct Stored {
    const Dataset& file;
    std::uint64_t index;
  };
  [[nodiscard]] Stored find(std::uint64_t stored) const {
    std::size_t file = 0;
    while (stored >= files_[file]->size()) stored -= files_[file++]->size();
    return {*files_[file], stored};
  }

  [[nodiscard]] Status readStored(std::uint64_t stored, std::span<float> sample) const override {
    const Stored found = find(stored);
    return found.file.read(found.index, sample);
  }
  [[nodiscard]] std::string storedPlace(std::uint64_t stored) const override {
    const Stored found = find(stored);
    const std::string place = found.file.place(found.index);
    return &found.file == files_.front().get() ? place : found.file.head().path + ", " + place;
  }

  void markStored(std::uint64_t stored, KnownTexts& known) const override {
    const Stored found = find(stored);
    found.file.markTexts(found.index, known);
  }

  std::vector<std::unique_ptr<Dataset>> files_;  ///< the first has the training samples
};

/// "the column 'x'", "the columns 'x', 'y'"
std::string columnWords(const std::vector<std::string>& names) {
  return (names.size() == 1 ? "the column " : "the columns ") + quotedList(names, kMostNamed);
}

std::vector<std::string> onlyIn(const DatasetHead& head, const DatasetHead& other) {
  std::set<std::string_view> there;
  for (const TableColumn& column : other.columns) there.insert(column.name);
  std::vector<std::string> names;
  for (const TableColumn& column : head.columns) {
    if (!there.contains(column.name)) names.push_back(column.name);
  }
  return names;
}

/// Of tables: by the columns' names, whatever numbers they become.
Status checkColumns(const DatasetHead& head, const DatasetHead& other) {
  if (head.columns.empty() || other.columns.empty()) return Ok{};
  const auto missing = onlyIn(head, other);
  const auto added = onlyIn(other, head);
  if (!missing.empty()) {
    return Error{other.path,
                 "lacks " + columnWords(missing) + ", which " + head.path + " has" +
                     (added.empty() ? "" : "; it has " + columnWords(added) + " instead"),
                 "all columns of " + head.path + ", or --ignore for those that not all files have"};
  }
  if (added.empty()) return Ok{};
  return Error{
      other.path, "has " + columnWords(added) + ", which " + head.path + " has not",
      "the columns of " + head.path + "; --ignore leaves out those that not all files have"};
}

Status checkShape(const DatasetHead& head, const DatasetHead& other) {
  if (auto status = checkColumns(head, other); !status) return status;
  if (other.shape != head.shape) {
    return Error{other.path,
                 "its samples are of the shape " + shapeWords(other.shape) + ", and those of " +
                     head.path + " of " + shapeWords(head.shape),
                 "samples of the same shape"};
  }
  if (other.features != head.features) {
    return Error{other.path,
                 "has the features " + quotedList(other.features, kMostNamed) + ", but " +
                     head.path + " has " + quotedList(head.features, kMostNamed),
                 "the same features in the same order"};
  }
  if (other.targets.width != head.targets.width) {
    return Error{other.path,
                 "has " + counted(other.targets.width, "number", "numbers") + " per target, but " +
                     head.path + " has " + std::to_string(head.targets.width),
                 "equally many"};
  }
  return Ok{};
}

/// Adds the notes of another file, with its name, except those that the training file already has.
void addNotes(DatasetHead& head, const DatasetHead& other) {
  for (const std::string& note : other.notes) {
    if (std::ranges::find(head.notes, note) != head.notes.end()) continue;
    head.notes.push_back(other.path + ": " + note);
  }
}

/// Adds the targets of `other`, with the training file's labels for its classes.
Status addTargets(const Dataset& other, DatasetHead& head) {
  const Targets& added = other.head().targets;
  Targets& targets = head.targets;
  targets.values.insert(targets.values.end(), added.values.begin(), added.values.end());
  std::map<std::string, std::int64_t> label_of;
  for (const std::string& name : targets.classes) {
    label_of.emplace(name, static_cast<std::int64_t>(label_of.size()));
  }
  for (std::uint64_t i = 0; i < added.labels.size(); ++i) {
    const std::string& name = added.classes[static_cast<std::size_t>(added.labels[i])];
    const auto known = label_of.find(name);
    if (known == label_of.end()) {
      return Error{
          other.head().path,
          other.place(i) + " has the class '" + name + "', which " + head.path + " does not have",
          quotedList(targets.classes, kMostNamed)};
    }
    targets.labels.push_back(known->second);
  }
  return Ok{};
}

}  // namespace

Result<std::unique_ptr<Dataset>> joinDatasets(std::unique_ptr<Dataset> training,
                                              std::vector<DatasetSplit> others) {
  DatasetHead head = training->head();
  if (!head.splits.empty()) {
    return Error{head.path, "already defines validation and test samples",
                 "either that, or separate files for them"};
  }
  head.splits.assign(training->size(), Split::kTrain);
  std::uint64_t samples = training->size();
  std::vector<std::unique_ptr<Dataset>> files;
  files.push_back(std::move(training));
  for (DatasetSplit& added : others) {
    const Dataset& dataset = *added.dataset;
    const DatasetHead& other = dataset.head();
    if (const Status fits = checkShape(head, other); !fits) return fits.error();
    if (const Status fits = addTargets(dataset, head); !fits) return fits.error();
    head.splits.insert(head.splits.end(), dataset.size(), added.split);
    head.left_out.insert(head.left_out.end(), other.left_out.begin(), other.left_out.end());
    addNotes(head, other);
    samples += dataset.size();
    files.push_back(std::move(added.dataset));
  }
  return std::unique_ptr<Dataset>(
      std::make_unique<JoinedDataset>(std::move(head), samples, std::move(files)));
}

}  // namespace emascope
