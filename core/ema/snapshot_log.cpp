// SPDX-License-Identifier: Apache-2.0
#include "core/ema/snapshot_log.h"

#include "core/rules/posthoc/thin_snapshots.h"

#include <string>
#include <utility>
#include <vector>

namespace emascope {
namespace {

constexpr std::string_view kRun = "this run";
constexpr double kRoundingOfFloat32 = 1e-7;
constexpr double kRoundingOfFloat16 = 5e-4;

bool isRecursive(const Averager& averager, std::size_t track) {
  return averager.clock(track).traits().kind == AverageKind::kRecursive;
}

}  // namespace

void SnapshotLog::observe(const Averager& averager) {
  calls_ = averager.calls();
  if (calls_ % every_ == 0) makeRoom(averager.size());
  for (std::size_t k = 0; k < averager.size(); ++k) {
    if (!isRecursive(averager, k)) continue;
    const auto [found, is_new] = histories_.try_emplace(averager.id(k));
    History& history = found->second;
    if (is_new) history.began = calls_ - 1;
    history.profile.append(averager.clock(k).latest());
  }
  if (calls_ % every_ != 0) return;
  // Last, because it may run out of memory: the histories are complete by then, and losing a
  // snapshot does no harm.
  for (std::size_t k = 0; k < averager.size(); ++k) {
    if (!isRecursive(averager, k)) continue;
    store_.take({averager.id(k), histories_.at(averager.id(k)).profile.calls()}, averager.floats(k),
                averager.counters(k));
  }
}

void SnapshotLog::makeRoom(std::size_t tracks) {
  const std::int64_t needed = store_.bytesEach() * static_cast<std::int64_t>(tracks);
  while (store_.bytes() + needed > budget_ && !store_.keys().empty()) {
    every_ *= 2;
    ++drops_;
    store_.keepIf([this](const SnapshotStore::Key& key) {
      return (histories_.at(key.source).began + key.call) % every_ == 0;
    });
  }
}

void SnapshotLog::forked(const Averager& averager, std::size_t from, std::size_t to) {
  const auto source = histories_.find(averager.id(from));
  if (source != histories_.end()) histories_.emplace(averager.id(to), source->second);
}

void SnapshotLog::reseeded(const Averager& averager, std::size_t track) {
  const auto found = histories_.find(averager.id(track));
  if (found != histories_.end()) found->second.profile.restart();
}

Result<SynthesisBasis> SnapshotLog::basis(std::int64_t at, std::string_view where) const {
  if (at < 1 || at > calls_) {
    return Error{std::string(where), "step " + std::to_string(at) + " has not been averaged",
                 "1 to " + std::to_string(calls_)};
  }
  if (store_.keys().empty()) {
    return Error{std::string(where), "no snapshot has been taken yet",
                 "from step " + std::to_string(every_) + " on"};
  }
  std::vector<std::int64_t> calls;
  for (const SnapshotStore::Key& key : store_.keys()) {
    calls.push_back(histories_.at(key.source).began + key.call);
  }
  std::vector<SnapshotStore::Key> keys;
  std::vector<ResponseSnapshot> snapshots;
  for (const std::size_t i : thinnedSnapshots(calls, every_, at)) {
    const SnapshotStore::Key key = store_.keys()[i];
    const History& history = histories_.at(key.source);
    keys.push_back(key);
    snapshots.push_back({std::string(kRun), history.began, key.call, &history.profile});
  }
  if (snapshots.empty()) {
    return Error{std::string(where), "there is no snapshot at or before step " + std::to_string(at),
                 "step " + std::to_string(calls.front()) + " or later"};
  }
  auto projection = Projection::begin(std::move(snapshots), kRun, at, where);
  if (!projection) return projection.error();
  return SynthesisBasis(std::move(projection).value(), std::move(keys), at, drops_);
}

Result<SynthesizedAverage> SnapshotLog::synthesize(const TargetProfile& target,
                                                   const SynthesisBasis& basis,
                                                   const SynthesisOptions& options,
                                                   std::string_view where) const {
  SynthesisOptions with_rounding = options;
  with_rounding.rounding =
      store_.precision() == SnapshotPrecision::kFloat32 ? kRoundingOfFloat32 : kRoundingOfFloat16;
  auto synthesis = basis.projection_.of(target, with_rounding, where);
  if (!synthesis) return synthesis.error();
  SynthesizedAverage made;
  std::vector<std::size_t> which;
  std::size_t later = 0;
  for (std::size_t i = 0; i < store_.keys().size(); ++i) {
    const SnapshotStore::Key& key = store_.keys()[i];
    if (histories_.at(key.source).began + key.call > basis.call_) ++later;
    // Both lists are in the order in which the snapshots were taken.
    const std::size_t next = which.size();
    if (next < basis.keys_.size() && key == basis.keys_[next]) which.push_back(i);
  }
  made.call = basis.call_;
  made.floats = store_.combine(which, synthesis->coefficients);
  made.counters = store_.counters(which.back());
  made.synthesis = std::move(synthesis).value();
  made.synthesis.later = later;
  return made;
}

Result<SynthesizedAverage> SnapshotLog::synthesize(const TargetProfile& target, std::int64_t at,
                                                   const SynthesisOptions& options,
                                                   std::string_view where) const {
  auto begun = basis(at, where);
  if (!begun) return begun.error();
  while (!begun.value().advance()) continue;
  return synthesize(target, *begun, options, where);
}

std::int64_t snapshotCount(std::int64_t calls, std::int64_t every, std::int64_t tracks) {
  return calls / every * tracks;
}

}  // namespace emascope
