// SPDX-License-Identifier: Apache-2.0
#include "core/ema/averager.h"

#include "core/base/worker_pool.h"
#include "core/ema/device_blender.h"
#include "core/ema/flat_part.h"
#include "core/ema/kernels.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include <ATen/ops/empty_like.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

void copyRange(const at::Tensor& to, const at::Tensor& from, const FlatRange& range) {
  if (from.is_cpu()) {
    const std::size_t size = from.element_size();
    const std::size_t begin = static_cast<std::size_t>(range.begin) * size;
    std::memcpy(static_cast<char*>(to.data_ptr()) + begin,
                static_cast<const char*>(from.const_data_ptr()) + begin,
                static_cast<std::size_t>(range.count) * size);
  } else {
    part(to, range).copy_(part(from, range));
  }
}

}  // namespace

/// Ranges blended by one or more tracks, in the kernel's format.
struct Averager::Layout {
  std::vector<FlatRange> ranges = {};
  std::vector<OnlinePiece> online = {};
  std::vector<BlendTrack> due = {};  ///< tracks to blend in this update
};

Averager::Averager(OnlineState online, std::vector<TrackRule> rules, RunLength run)
    : online_(std::move(online)),
      slots_(slotsOf(online_)),
      float_slots_(static_cast<std::size_t>(std::ranges::count_if(
          slots_, [](const TensorSlot& slot) { return !isInteger(slot.kind); }))),
      constants_(slots_, online_.floats),
      run_(run),
      on_cpu_(online_.floats.is_cpu()) {
  tracks_.reserve(rules.size());
  for (TrackRule& rule : rules) add(std::move(rule));
}

Averager::~Averager() = default;
Averager::Averager(Averager&&) noexcept = default;
Averager& Averager::operator=(Averager&&) noexcept = default;

bool Averager::readsInPlace() const {
  return on_cpu_ && device_ == nullptr && constants_.empty() &&
         std::ranges::none_of(tracks_, [](const Track& track) { return track.hidden != nullptr; });
}

bool Averager::update(double elapsed, Gate gate, std::span<const float* const> values) {
  const c10::InferenceMode guard;
  in_place_ = values;
  // A trusted update starts with what the last one has left in the cache, a checked one with what
  // was checked last: the check goes the other way, and starts where the last blend ended.
  backwards_ = gate == Gate::kTrusted && !backwards_;
  if (!constants_.empty() && constants_.dropChanged(online_.floats)) {
    for (Track& track : tracks_) plan(track);
  }
  if (!passes(gate)) {
    ++gated_;
    return false;
  }
  ++calls_;
  for (Track& track : tracks_) act(track, track.clock.next(elapsed));
  if (device_) {
    blendByUpdater();
  } else if (on_cpu_) {
    blendCollected();
  }
  for (Track& track : tracks_) {
    const EmaAction& action = track.clock.latest();
    if (track.hidden && action.kind == ActionKind::kBlend)
      track.hidden->show(online_.floats, track.floats, track.blend, action);
  }
  feedBackByRules();
  return true;
}

void Averager::feedBackByRules() {
  bool remembered = false;
  for (const Track& track : tracks_) {
    const double keep_online = track.clock.latest().keep_online;
    if (keep_online >= 1.0) continue;
    if (!remembered && skippedNow()) return;
    if (!std::exchange(remembered, true)) rememberOnline();
    writeBack(track, keep_online);
  }
}

bool Averager::passes(Gate gate) {
  if (device_) beginOnDevice(gate);
  if (gate == Gate::kTrusted || (device_ && device_->checks())) return true;
  if (online_.floats.numel() == 0) return true;
  const std::vector<FlatRange> ranges = constants_.others(online_.floats.numel());
  if (!on_cpu_) {
    return std::ranges::all_of(ranges, [this](const FlatRange& range) {
      const at::Tensor largest = at::linalg_vector_norm(part(online_.floats, range),
                                                        std::numeric_limits<double>::infinity());
      return largest.item().toFloat() < kLargestAveraged;
    });
  }
  std::vector<OnlinePiece> pieces;
  for (const FlatRange& range : ranges) addPieces(range, pieces);
  return !firstNotBelow(pieces, {.backwards = !backwards_, .pool = pool_.get()});
}

void Averager::addPieces(const FlatRange& range, std::vector<OnlinePiece>& pieces) const {
  if (in_place_.empty()) {
    pieces.push_back({online_.floats.const_data_ptr<float>() + range.begin,
                      static_cast<std::size_t>(range.count)});
    return;
  }
  for (const TensorSlot& slot : floatSlotsIn(range))
    pieces.push_back({startOf(slot), static_cast<std::size_t>(slot.count)});
}

std::span<const TensorSlot> Averager::floatSlotsIn(const FlatRange& range) const {
  const auto end = slots_.begin() + static_cast<std::ptrdiff_t>(float_slots_);
  const auto before = [](const TensorSlot& slot, std::int64_t offset) {
    return slot.offset < offset;
  };
  const auto first = std::lower_bound(slots_.begin(), end, range.begin, before);
  return {first, std::lower_bound(first, end, range.begin + range.count, before)};
}

const float* Averager::startOf(const TensorSlot& slot) const {
  return in_place_[static_cast<std::size_t>(&slot - slots_.data())];
}

void Averager::copy(const at::Tensor& to, const at::Tensor& from, const FlatRange& range) const {
  if (device_ == nullptr || !device_->checks()) return copyRange(to, from, range);
  const std::size_t size = from.element_size();
  const std::size_t begin = static_cast<std::size_t>(range.begin) * size;
  device_->copy(static_cast<char*>(to.mutable_data_ptr()) + begin,
                static_cast<const char*>(from.const_data_ptr()) + begin,
                static_cast<std::size_t>(range.count) * size);
}

void Averager::copyOnline(const at::Tensor& to, const FlatRange& range) const {
  if (in_place_.empty()) return copy(to, online_.floats, range);
  for (const TensorSlot& slot : floatSlotsIn(range)) {
    if (slot.count == 0) continue;
    std::memcpy(to.mutable_data_ptr<float>() + slot.offset, startOf(slot),
                static_cast<std::size_t>(slot.count) * sizeof(float));
  }
}

void Averager::act(Track& track, const EmaAction& action) {
  if (action.kind == ActionKind::kCopy) {
    copyRanges(track, track.copy, action.copied);
    if (track.hidden) track.hidden->copied(online_.floats);
    if (action.again < 1.0) truncateCounters(track, {.beta = action.again});
    return;
  }
  if (action.kind == ActionKind::kBlend) {
    copyRanges(track, track.blend);
    truncateCounters(track, action);
    blendLater(track, action.beta);
  } else if (track.clock.traits().copies_at_skip) {
    copyRanges(track, track.blend, action.copied);
  }
}

void Averager::copyRanges(Track& track, const TensorRanges& plan, Copied copied) {
  if (copied == Copied::kNone) return;
  if (copied == Copied::kPersistent) return copyRanges(track, withoutTransient(plan, slots_));
  for (const FlatRange& range : plan.copy) copyOnline(track.floats, range);
  for (const FlatRange& range : plan.copied_counters) copy(track.counters, online_.counters, range);
}

void Averager::blendLater(Track& track, double beta) {
  const at::Tensor target = track.hidden ? track.hidden->blended() : track.floats;
  if (!target.defined()) return;
  const double rate = 1.0 - beta;
  if (!on_cpu_ && device_ == nullptr) {
    blendOnDevice(track, rate);
  } else if (rate == 1.0) {  // e + 1 * (w - e) is not w in float32
    for (const FlatRange& range : track.blend.average) copyOnline(target, range);
  } else {
    layouts_[track.layout].due.push_back({track.pieces.data(), static_cast<float>(rate)});
  }
}

void Averager::blendOnDevice(const Track& track, double rate) const {
  const at::Tensor target = track.hidden ? track.hidden->blended() : track.floats;
  for (const FlatRange& range : track.blend.average)
    part(target, range).lerp_(part(online_.floats, range), rate);
}

void Averager::blendCollected() {
  for (Layout& layout : layouts_) {
    if (layout.due.empty()) continue;
    if (in_place_.empty()) {
      blend(layout.online, layout.due, {.backwards = backwards_, .pool = pool_.get()});
    } else {
      blendInPlace(layout);
    }
    layout.due.clear();
  }
}

void Averager::blendByUpdater() {
  std::vector<DeviceBlender::Group> groups;
  for (const Layout& layout : layouts_) {
    if (!layout.due.empty()) groups.push_back({layout.online, layout.due});
  }
  const auto clear = [this] {
    for (Layout& layout : layouts_) layout.due.clear();
  };
  try {
    device_->blend(groups);
  } catch (...) {
    clear();
    throw;
  }
  clear();
}

void Averager::blendInPlace(Layout& layout) const {
  if (layout.ranges.empty()) return;
  std::vector<OnlinePiece> online;
  std::vector<std::int64_t> offsets;
  for (const FlatRange& range : layout.ranges) {
    addPieces(range, online);
    for (const TensorSlot& slot : floatSlotsIn(range)) offsets.push_back(slot.offset);
  }
  std::vector<float*> starts;
  starts.reserve(offsets.size() * layout.due.size());
  for (BlendTrack& track : layout.due) {
    float* const flat = track.averages[0] - layout.ranges.front().begin;
    for (const std::int64_t offset : offsets) starts.push_back(flat + offset);
    track.averages = &starts[starts.size() - offsets.size()];
  }
  blend(online, layout.due, {.backwards = backwards_, .pool = pool_.get()});
}

// As torch.optim.swa_utils, timm and Composer do with num_batches_tracked: both products and their
// sum are rounded to float32, then truncated. So 3 and 3 at 0.9 make 2.
void Averager::truncateCounters(Track& track, const EmaAction& action) const {
  const TensorRanges& plan = track.blend;
  if (plan.truncated_counters.empty() && plan.truncated_means.empty()) return;
  const at::Tensor online = online_.counters.cpu();
  at::Tensor averages = track.counters.cpu();
  const auto* from = online.const_data_ptr<std::int64_t>();
  auto* to = averages.mutable_data_ptr<std::int64_t>();
  const double each =
      action.updates == 1 ? action.beta : std::pow(action.beta, 1.0 / action.updates);
  const auto keep = static_cast<float>(each);
  const auto take = static_cast<float>(1.0 - each);
  for (int update = 0; update < action.updates; ++update) {
    for (const FlatRange& range : plan.truncated_counters) {
      for (std::int64_t i = range.begin; i < range.begin + range.count; ++i) {
        const float kept = keep * static_cast<float>(to[i]);
        const float taken = take * static_cast<float>(from[i]);
        to[i] = static_cast<std::int64_t>(kept + taken);
      }
    }
  }
  const auto states = static_cast<float>(std::round(1.0 / (1.0 - action.beta)));
  for (const FlatRange& range : plan.truncated_means) {
    for (std::int64_t i = range.begin; i < range.begin + range.count; ++i) {
      const float change = static_cast<float>(from[i] - to[i]) / states;
      to[i] = static_cast<std::int64_t>(static_cast<float>(to[i]) + change);
    }
  }
  if (!track.counters.is_cpu()) track.counters.copy_(averages);
}

std::size_t Averager::add(TrackRule rule) {
  const c10::InferenceMode guard;
  Track track = newTrack(std::move(rule));
  plan(track);
  tracks_.push_back(std::move(track));
  return tracks_.size() - 1;
}

Averager::Track Averager::newTrack(TrackRule rule) {
  RuleClock clock(*rule.schedule, rule.values, run_);
  const TrackTraits traits = clock.traits();
  Track track{.id = ++last_id_,
              .rule = std::move(rule),
              .clock = std::move(clock),
              .floats = flatFloats(online_.floats.numel(), online_.floats.device())};
  if (!traits.starts_at_zero) copyFlat(track.floats, online_.floats);
  if (online_.counters.defined()) {
    const c10::InferenceMode normal(false);
    track.counters = at::empty_like(online_.counters);
    copyFlat(track.counters, online_.counters);
  }
  track.hidden = makeHiddenState(traits, online_);
  return track;
}

void Averager::plan(Track& track) {
  const TrackTraits traits = track.clock.traits();
  const NameFilter names{track.rule.schedule->name_keys, track.rule.selections};
  track.copy = rangesToCopy(slots_, traits, names);
  track.blend = constants_.copied(rangesToBlend(slots_, traits, names));
  const auto& ranges = track.blend.average;
  const auto known = std::find_if(layouts_.begin(), layouts_.end(),
                                  [&](const Layout& layout) { return layout.ranges == ranges; });
  track.layout = static_cast<std::size_t>(known - layouts_.begin());
  if (known == layouts_.end()) layouts_.push_back({.ranges = ranges});
  track.pieces.clear();
  const at::Tensor target = track.hidden ? track.hidden->blended() : track.floats;
  if ((!on_cpu_ && device_ == nullptr) || !target.defined()) return;
  Layout& layout = layouts_[track.layout];
  layout.online.clear();
  for (const FlatRange& range : ranges) {
    layout.online.push_back({online_.floats.const_data_ptr<float>() + range.begin,
                             static_cast<std::size_t>(range.count)});
    track.pieces.push_back(target.mutable_data_ptr<float>() + range.begin);
  }
}

std::size_t Averager::fork(std::size_t from) {
  const c10::InferenceMode guard;
  const Track& source = tracks_[from];
  Track track = newTrack(source.rule);
  track.clock = source.clock;
  copyFlat(track.floats, source.floats);
  copyFlat(track.counters, source.counters);
  if (track.hidden) track.hidden->restore(source.hidden->tensors());
  plan(track);
  tracks_.push_back(std::move(track));
  return tracks_.size() - 1;
}

void Averager::remove(std::size_t track) {
  tracks_.erase(tracks_.begin() + static_cast<std::ptrdiff_t>(track));
}

void Averager::promote(std::size_t track) {
  const auto at = tracks_.begin() + static_cast<std::ptrdiff_t>(track);
  std::rotate(tracks_.begin(), at, at + 1);
}

void Averager::reseed(std::size_t track) {
  const c10::InferenceMode guard;
  Track& seeded = tracks_[track];
  copyFlat(seeded.floats, online_.floats);
  copyFlat(seeded.counters, online_.counters);
  if (seeded.hidden) seeded.hidden->copied(online_.floats);
  seeded.clock.reseed();
}

void Averager::setValues(std::size_t track, std::vector<double> values) {
  Track& changed = tracks_[track];
  // First, because it may run out of memory.
  if (changed.hidden) changed.hidden->setTraits(changed.rule.schedule->traits(values));
  changed.rule.values = values;
  changed.clock.setValues(std::move(values));
  plan(changed);
}

void Averager::feedBack(std::size_t track, double keep_online) {
  const c10::InferenceMode guard;
  rememberOnline();
  writeBack(tracks_[track], keep_online);
}

void Averager::rememberOnline() {
  if (!before_feed_back_.defined())
    before_feed_back_ = flatFloats(online_.floats.numel(), online_.floats.device());
  copyFlat(before_feed_back_, online_.floats);
  can_undo_ = true;
}

void Averager::writeBack(const Track& track, double keep_online) {
  ++feed_backs_;
  const NameFilter names{track.rule.schedule->name_keys, track.rule.selections};
  const bool hard = keep_online == 0.0;
  const TensorRanges back =
      constants_.copied(rangesOfFeedback(slots_, track.clock.traits(), names, hard));
  for (const FlatRange& range : back.copy) copyRange(online_.floats, track.floats, range);
  for (const FlatRange& range : back.average)
    part(online_.floats, range).lerp_(part(track.floats, range), 1.0 - keep_online);
}

bool Averager::undoFeedBack() {
  const c10::InferenceMode guard;
  if (!std::exchange(can_undo_, false)) return false;
  copyFlat(online_.floats, before_feed_back_);
  return true;
}

void Averager::setThreads(int threads) {
  pool_ = threads > 1 ? std::make_unique<WorkerPool>(threads) : nullptr;
}

}  // namespace emascope
