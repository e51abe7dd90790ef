// SPDX-License-Identifier: Apache-2.0
#include "core/store/checkpoint_index.h"

#include "core/base/output_file.h"
#include "core/store/checkpoint_pins.h"
#include "core/store/sealed_file.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

bool isGone(const std::string& path) {
  std::error_code error;
  return std::filesystem::symlink_status(path, error).type() ==
         std::filesystem::file_type::not_found;
}

/// The facts of a checkpoint that can be used; empty, with the reason in `error`, for another one.
std::optional<CheckpointFacts> factsIn(const std::string& path,
                                       const CheckpointIndex::ReadFacts& read_facts, Error& error) {
  const auto content = verifySealedFile(path);
  if (!content) {
    error = content.error();
    return std::nullopt;
  }
  auto facts = read_facts(content->text, path);
  if (facts) return std::move(facts).value();
  error = facts.error();
  return std::nullopt;
}

}  // namespace

Result<std::vector<RefusedCheckpoint>> CheckpointIndex::fill(const ReadFacts& read_facts) {
  facts_.clear();
  const auto files = listCheckpoints(folder_);
  if (!files) return files.error();
  const auto pins = pinnedCheckpoints(folder_);  // first: verifying files takes longer
  if (!pins) return pins.error();
  removeUnfinished(folder_);
  std::vector<RefusedCheckpoint> refused;
  for (const CheckpointFile& file : *files) {
    Error error;
    auto facts = factsIn(checkpointPath(folder_, file.name), read_facts, error);
    if (!facts) refused.push_back({file.name, error});
    CheckpointFacts& known = facts_.emplace_back(facts.value_or(CheckpointFacts{}));
    known.step = file.step;
    known.name = file.name;
    known.good = facts.has_value();
    known.pinned = pins->contains(file.name);
  }
  return refused;
}

void CheckpointIndex::add(CheckpointFacts facts) {
  std::erase_if(facts_, [&facts](const auto& known) { return known.name == facts.name; });
  const auto place = std::ranges::upper_bound(facts_, facts.step, {}, &CheckpointFacts::step);
  facts_.insert(place, std::move(facts));
}

Status CheckpointIndex::readPins() {
  const auto pins = pinnedCheckpoints(folder_);
  if (!pins) return pins.error();
  for (CheckpointFacts& known : facts_) known.pinned = pins->contains(known.name);
  return Ok{};
}

/// Verifies two of those that stay, the newest first. True if one of them no longer verifies, or is
/// gone: then others may have to stay.
bool CheckpointIndex::findDamaged(const std::vector<std::string>& leaving,
                                  std::vector<RefusedCheckpoint>& damaged) {
  std::size_t verified = 0;
  for (std::size_t i = facts_.size(); i-- > 0 && verified < kFewestCheckpoints;) {
    CheckpointFacts& known = facts_[i];
    if (!known.good || std::ranges::find(leaving, known.name) != leaving.end()) continue;
    const std::string path = checkpointPath(folder_, known.name);
    const auto content = verifySealedFile(path);
    if (content) {
      ++verified;
      continue;
    }
    if (isGone(path)) {
      facts_.erase(facts_.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      known.good = false;
      damaged.push_back({known.name, content.error()});
    }
    return true;
  }
  return false;
}

Result<PrunedCheckpoints> CheckpointIndex::prune(std::size_t last) {
  if (auto status = readPins(); !status) return status.error();
  PrunedCheckpoints pruned;
  std::vector<std::string> leaving = prunedCheckpoints(facts_, last);
  while (!leaving.empty() && findDamaged(leaving, pruned.damaged)) {
    leaving = prunedCheckpoints(facts_, last);
  }
  if (leaving.empty()) return pruned;
  static_cast<RemovedCheckpoints&>(pruned) = removeCheckpoints(folder_, leaving);
  std::erase_if(facts_, [&pruned](const CheckpointFacts& known) {
    return std::ranges::find(pruned.removed, known.name) != pruned.removed.end();
  });
  return pruned;
}

}  // namespace emascope
