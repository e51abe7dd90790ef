// SPDX-License-Identifier: Apache-2.0
#include "core/store/checkpoint_pruning.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

namespace emascope {
namespace {

using Loss = std::function<std::optional<double>(const CheckpointFacts&)>;

/// The newest of those with the smallest finite loss; null if none has one. `facts` are by step.
const CheckpointFacts* bestOf(const std::vector<const CheckpointFacts*>& facts, const Loss& loss) {
  const CheckpointFacts* best = nullptr;
  double smallest = 0.0;
  for (const CheckpointFacts* checkpoint : facts) {
    const auto value = loss(*checkpoint);
    if (!value || !std::isfinite(*value)) continue;
    if (best != nullptr && *value > smallest) continue;
    best = checkpoint;
    smallest = *value;
  }
  return best;
}

/// The best raw one, and the best of each track.
std::set<const CheckpointFacts*> bestOfAll(const std::vector<const CheckpointFacts*>& facts) {
  std::set<std::string> tracks;
  for (const CheckpointFacts* checkpoint : facts) {
    for (const auto& [track, loss] : checkpoint->track_losses) tracks.insert(track);
  }
  std::set<const CheckpointFacts*> best = {
      bestOf(facts, [](const CheckpointFacts& checkpoint) { return checkpoint.raw_loss; })};
  for (const std::string& track : tracks) {
    best.insert(bestOf(facts, [&track](const CheckpointFacts& of) -> std::optional<double> {
      const auto found = of.track_losses.find(track);
      if (found == of.track_losses.end()) return std::nullopt;
      return found->second;
    }));
  }
  return best;
}

}  // namespace

std::vector<std::string> prunedCheckpoints(const std::vector<CheckpointFacts>& facts,
                                           std::size_t last) {
  std::vector<const CheckpointFacts*> good;
  for (const CheckpointFacts& checkpoint : facts) {
    if (checkpoint.good) good.push_back(&checkpoint);
  }
  std::ranges::stable_sort(good, {}, [](const CheckpointFacts* one) { return one->step; });
  const std::set<const CheckpointFacts*> best = bestOfAll(good);
  const auto stays = [&](std::size_t i) {
    return i + last >= good.size() || best.contains(good[i]) || good[i]->pinned;
  };
  std::vector<const CheckpointFacts*> pruned;
  for (std::size_t i = 0; i < good.size(); ++i) {
    if (!stays(i)) pruned.push_back(good[i]);
  }
  const std::size_t kept = good.size() - pruned.size();
  const std::size_t lacking = kept < kFewestCheckpoints ? kFewestCheckpoints - kept : 0;
  pruned.resize(pruned.size() - std::min(lacking, pruned.size()));  // the newest of them stay
  std::vector<std::string> names;
  for (const CheckpointFacts* checkpoint : pruned) names.push_back(checkpoint->name);
  return names;
}

}  // namespace emascope
