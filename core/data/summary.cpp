// SPDX-License-Identifier: Apache-2.0
#include "core/data/summary.h"

#include "core/data/scan_in_order.h"
#include "core/data/source.h"
#include "core/data/split_labels.h"
#include "core/data/spread.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

constexpr std::uint64_t kChunk = 256;  ///< samples that a thread reads at a time

struct Tally {
  double least = std::numeric_limits<double>::infinity();  ///< as in the file, like most and sum
  double most = -std::numeric_limits<double>::infinity();
  double sum = 0.0;
  std::uint64_t count = 0;
  std::uint64_t missing = 0;
  GroupNumbers read = {};

  /// `offset` was subtracted from `value`.
  void add(double value, double offset) {
    if (std::isnan(value)) {
      ++missing;
      return;
    }
    const double whole = value + offset;
    least = std::min(least, whole);
    most = std::max(most, whole);
    sum += whole;
    ++count;
    read.add(value);
  }
  void add(const Tally& other) {
    least = std::min(least, other.least);
    most = std::max(most, other.most);
    sum += other.sum;
    count += other.count;
    missing += other.missing;
    read.add(other.read);
  }
  [[nodiscard]] FeatureSummary summary(std::string name) const {
    if (count == 0) return {std::move(name), 0.0, 0.0, 0.0, missing};
    return {std::move(name), least, most, sum / static_cast<double>(count), missing};
  }
};

struct Unreadable {
  std::uint64_t index = 0;
  Error error = {};
};

struct ChunkResult {
  std::vector<Tally> tallies = {};
  std::vector<Unreadable> unreadable = {};
  std::vector<SampleHash> hashes = {};  ///< of the usable samples
};

/// Adds sums chunk by chunk in sample order, whichever thread read them.
class Scan {
 public:
  Scan(const Dataset& dataset, const SummaryOptions& options)
      : dataset_(dataset), options_(options), tallies_(featureGroups(dataset.head().shape)) {}

  void run() {
    scanInOrder(
        dataset_.size(), kChunk, options_.threads,
        [this](std::uint64_t begin, std::uint64_t end) { return readChunk(begin, end); },
        [this](ChunkResult result) {
          for (std::size_t i = 0; i < tallies_.size(); ++i) tallies_[i].add(result.tallies[i]);
          std::ranges::move(result.unreadable, std::back_inserter(unreadable_));
          std::ranges::move(result.hashes, std::back_inserter(hashes_));
        });
  }
  [[nodiscard]] const std::vector<Tally>& tallies() const { return tallies_; }
  [[nodiscard]] const std::vector<Unreadable>& unreadable() const { return unreadable_; }
  [[nodiscard]] std::vector<SampleHash> takeHashes() { return std::move(hashes_); }

 private:
  [[nodiscard]] ChunkResult readChunk(std::uint64_t begin, std::uint64_t end) const {
    ChunkResult result{std::vector<Tally>(tallies_.size()), {}, {}};
    std::vector<float> sample(dataset_.sampleFloats());
    const std::size_t group_floats = sample.size() / tallies_.size();
    for (std::uint64_t index = begin; index < end; ++index) {
      const Status status = dataset_.read(index, sample);
      if (!status) {
        result.unreadable.push_back({index, status.error()});
        continue;
      }
      result.hashes.push_back(hashSample(sample));
      for (std::size_t i = 0; i < sample.size(); ++i) {
        result.tallies[i / group_floats].add(sample[i], dataset_.head().offsetOf(i, sample.size()));
      }
    }
    return result;
  }

  const Dataset& dataset_;
  SummaryOptions options_;
  std::vector<Tally> tallies_;
  std::vector<Unreadable> unreadable_ = {};
  std::vector<SampleHash> hashes_ = {};
};

Error refusal(const Dataset& dataset, const std::vector<Unreadable>& unreadable) {
  std::vector<Error> errors;
  for (const Unreadable& one : unreadable) errors.push_back(one.error);
  return unusableSamples(dataset.head().path, errors, dataset.size());
}

void describeNumbers(const DatasetHead& head, const std::vector<Tally>& tallies,
                     DataSummary& summary) {
  for (std::size_t i = 0; i < tallies.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    const std::string name = !head.features.empty()   ? head.features[i]
                             : tallies.size() == 1    ? "all numbers"
                             : head.shape.size() == 3 ? "channel " + number
                                                      : "number " + number;
    summary.features.push_back(tallies[i].summary(name));
    summary.groups.push_back(tallies[i].read);
  }
}

/// The checks of openDataset(), for the samples that were not left out.
Status checkRemaining(Dataset& dataset) {
  if (auto status = checkTrainable(dataset); !status) return status;
  return checkSplitLabels(dataset);
}

/// Refuses what training would refuse, and adds notes.
Status judgeSpread(Dataset& dataset, const std::vector<Tally>& tallies) {
  std::vector<Moments> groups;
  for (const Tally& tally : tallies) groups.push_back(tally.read.moments);
  const auto targets = targetMoments(dataset.head().targets, {});
  if (auto status = checkSpread(dataset.head(), groups); !status) return status;
  if (auto status = checkTargetSpread(dataset.head(), targets); !status) return status;
  for (std::string note : {constantNote(dataset.head(), groups, "samples"),
                           constantTargetNote(dataset.head(), targets, "samples")}) {
    if (!note.empty()) dataset.note(std::move(note));
  }
  return Ok{};
}

void describeTargets(const Dataset& dataset, DataSummary& summary) {
  const Targets& targets = dataset.head().targets;
  summary.class_counts.resize(targets.classes.size());
  for (const std::int64_t label : targets.labels) {
    ++summary.class_counts[static_cast<std::size_t>(label)];
  }
  Tally tally;
  for (std::uint64_t i = 0; i < targets.values.size(); ++i) tally.add(targets.value(i), 0.0);
  summary.target = tally.summary(targets.name);
  if (dataset.head().splits.empty()) return;
  summary.split_counts.resize(3);
  for (const Split split : dataset.head().splits) {
    ++summary.split_counts[static_cast<std::size_t>(split)];
  }
}

}  // namespace

Error unusableSamples(const std::string& path, const std::vector<Error>& errors,
                      std::uint64_t samples) {
  constexpr std::size_t kMostListed = 20;
  const char* const skip = "--skip-corrupt leaves such samples out";
  if (errors.size() == 1) {
    Error error = errors.front();
    error.allowed += (error.allowed.empty() ? "" : "; ") + std::string(skip);
    return error;
  }
  std::string why =
      std::to_string(errors.size()) + " of " + std::to_string(samples) + " samples cannot be used:";
  for (std::size_t i = 0; i < std::min(errors.size(), kMostListed); ++i) {
    std::string_view where = errors[i].where;
    const std::string folder = path.ends_with('/') ? path : path + "/";
    if (where.starts_with(folder)) where.remove_prefix(folder.size());
    why += "\n  " + std::string(where) + ": " + errors[i].why;
  }
  if (errors.size() > kMostListed) {
    why += "\n  and " + std::to_string(errors.size() - kMostListed) + " more";
  }
  why += "\n";
  if (!errors.front().allowed.empty()) why += "Allowed: " + errors.front().allowed + ". ";
  return {path, why + skip + ".", ""};
}

Result<DataSummary> summarize(Dataset& dataset, const SummaryOptions& options) {
  DataSummary summary;
  summary.left_out = dataset.head().left_out;
  auto scan = std::make_optional<Scan>(dataset, options);
  scan->run();
  if (!scan->unreadable().empty()) {
    if (!options.skip_corrupt) return refusal(dataset, scan->unreadable());
    std::vector<std::uint64_t> indices;
    for (const Unreadable& one : scan->unreadable()) {
      indices.push_back(one.index);
      summary.left_out.push_back(one.error.where + ": " + one.error.why);
    }
    dataset.leaveOut(indices);
    if (const Status status = checkRemaining(dataset); !status) return status.error();
  }
  summary.hashes = scan->takeHashes();
  const auto dropped = settleDuplicates(dataset, summary.hashes, options.duplicates);
  if (!dropped) return dropped.error();
  if (*dropped > 0) {
    if (const Status status = checkRemaining(dataset); !status) return status.error();
    scan.emplace(dataset, options);
    scan->run();
  }
  if (const Status status = judgeSpread(dataset, scan->tallies()); !status) return status.error();
  describeNumbers(dataset.head(), scan->tallies(), summary);
  describeTargets(dataset, summary);
  return summary;
}

}  // namespace emascope
