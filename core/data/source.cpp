// SPDX-License-Identifier: Apache-2.0
#include "core/data/source.h"

#include "core/base/quoted.h"
#include "core/data/guess_notes.h"
#include "core/data/joined_dataset.h"
#include "core/data/option_use.h"
#include "core/data/split_labels.h"
#include "core/data/text_input.h"
#include "core/series/input_stream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <span>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace emascope {
namespace {

const SourceEntry* sourceFor(const PathHead& head) {
  for (const bool last_resort : {false, true}) {
    for (const SourceEntry& entry : sources()) {
      if (entry.last_resort == last_resort && entry.recognizes(head)) return &entry;
    }
  }
  return nullptr;
}

std::string acceptedFormats() {
  std::string text;
  for (const SourceEntry& entry : sources()) text += (text.empty() ? "" : "; ") + entry.accepts;
  return text;
}

Result<std::unique_ptr<Dataset>> openFile(const DataOptions& options) {
  const auto head = probePath(options.path);
  if (!head) return head.error();
  const SourceEntry* const source = sourceFor(*head);
  if (source == nullptr) {
    if (auto error = nulByteIn(*head)) return *std::move(error);
    return Error{options.path, "is of no known format", acceptedFormats()};
  }
  if (options.splits && !head->folder) {
    return Error{"--parts", "applies to a folder of pictures, but " + options.path + " is a file",
                 "--split-column, or --validation-data and --test-data"};
  }
  if (const Status fits = checkOptionUse(*source, options); !fits) return fits.error();
  auto dataset = source->open(*head, options);
  if (dataset) (*dataset)->allowMissing(options.impute);
  return dataset;
}

/// Refuses a name in --ignore that none of the files has.
Status checkIgnored(const DatasetHead& training, const std::vector<DatasetSplit>& others) {
  for (const std::string& name : training.not_ignored) {
    const bool nowhere = std::ranges::all_of(others, [&name](const DatasetSplit& other) {
      const auto& missing = other.dataset->head().not_ignored;
      return std::ranges::find(missing, name) != missing.end();
    });
    if (!nowhere) continue;
    return Error{"--ignore",
                 "neither " + training.path + " nor the other files have " + inQuotes(name),
                 "a column or array of one of them"};
  }
  return Ok{};
}

}  // namespace

Result<PathHead> probePath(const std::string& path) {
  struct stat info {};
  if (path.empty()) return Error{"data", "no file is given", "a file or a folder"};
  if (::stat(path.c_str(), &info) != 0) {
    return Error{path, std::string("cannot be read: ") + std::strerror(errno),
                 "an existing file or folder"};
  }
  if (S_ISDIR(info.st_mode)) {
    if (::access(path.c_str(), R_OK | X_OK) != 0) {
      return Error{path, std::string("cannot be read: ") + std::strerror(errno), ""};
    }
    return PathHead{path, true, 0, {}};
  }
  const auto file = InputStream::openFile(path);
  if (!file) return file.error();
  const std::uint64_t bytes = file->size().value_or(0);
  if (bytes == 0) return Error{path, "is empty", acceptedFormats()};
  PathHead head{path, false, bytes,
                std::string(std::min<std::uint64_t>(bytes, kPathHeadBytes), '\0')};
  if (auto status = file->readAt(0, std::as_writable_bytes(std::span(head.begin))); !status) {
    return status.error();
  }
  return head;
}

Status checkTrainable(const Dataset& dataset) {
  const Targets& targets = dataset.head().targets;
  if (dataset.size() < 2) {
    return Error{dataset.head().path, dataset.size() == 0 ? "has no samples" : "has one sample",
                 "at least 2: one for training and one for validation"};
  }
  if (targets.task != TaskKind::kClassification) return Ok{};
  const std::set<std::int64_t> seen(targets.labels.begin(), targets.labels.end());
  if (seen.size() > 1) return Ok{};
  return Error{dataset.head().path,
               "has one class in " + targets.name + ": '" +
                   targets.classes[static_cast<std::size_t>(*seen.begin())] + "'",
               "at least two classes, or --task regression for numbers"};
}

Result<std::unique_ptr<Dataset>> openDataset(const DataOptions& options) {
  auto training = openFile(options);
  if (!training) return training;
  if (const Status status = checkTrainable(**training); !status) return status.error();
  noteGuesses(**training, options);
  std::vector<DatasetSplit> others;
  for (const auto& [split, files] :
       {std::pair(Split::kValidation, &options.validation), {Split::kTest, &options.test}}) {
    if (files->path.empty()) continue;
    DataOptions read_alike = options;
    read_alike.path = files->path;
    read_alike.labels = files->labels;
    const Targets& targets = (*training)->head().targets;
    read_alike.task = targets.task;
    // The last column of a file that lacks the target would be another.
    if (!(*training)->head().columns.empty()) read_alike.target = targets.name;
    read_alike.alike = &(*training)->head();
    auto opened = openFile(read_alike);
    if (!opened) return opened;
    others.push_back({split, std::move(opened).value()});
  }
  if (!others.empty()) {
    if (const Status fits = checkIgnored((*training)->head(), others); !fits) return fits.error();
    training = joinDatasets(std::move(training).value(), std::move(others));
    if (!training) return training;
    (*training)->allowMissing(options.impute);
  }
  if (const Status fits = checkSplitLabels(**training); !fits) return fits.error();
  return training;
}

}  // namespace emascope
