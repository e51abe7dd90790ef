// SPDX-License-Identifier: Apache-2.0
#include "core/ema/tensor_ema.h"

#include "core/ema/kernels.h"
#include "core/ema/tensor_ema_rules.h"
#include "core/rules/live_edit.h"

#include <cmath>
#include <utility>

namespace emascope {
namespace {

/// Whether the rule treats frozen parameters differently.
bool minds(const TrackTraits& traits) {
  return traits.at_blend.frozen != traits.at_blend.trainable;
}

}  // namespace

Result<TensorEma> TensorEma::make(ListTensors list, EmaOptions options,
                                  const std::vector<at::Tensor>& initial) {
  std::vector<ResolvedRule> rules;
  for (std::size_t k = 0; k < options.rules.size(); ++k) {
    auto rule = ruleFor(options.rules[k], options.run, k);
    if (!rule) return rule.error();
    rules.push_back(std::move(rule).value());
  }
  if (rules.empty()) return Error{"rules", "the list is empty", "at least one rule"};
  if (options.threads < 1) return Error{"threads", "is below 1", "at least 1"};
  std::vector<LiveTensor> tensors = list();
  auto live = LiveTensors::layOut(tensors);
  if (!live) return live.error();
  for (std::size_t k = 0; k < rules.size(); ++k) {
    if (const Status fits = roomFor(rules[k], live->online(), k); !fits) return fits.error();
  }
  for (std::size_t i = 0; i < initial.size(); ++i) tensors[i].tensor = initial[i];
  if (!initial.empty()) live.value().gather(tensors);
  return TensorEma(std::move(list), std::move(options), std::move(live).value(), rules);
}

TensorEma::TensorEma(ListTensors list, EmaOptions options, LiveTensors live,
                     const std::vector<ResolvedRule>& rules)
    : list_(std::move(list)), options_(std::move(options)), live_(std::move(live)) {
  std::vector<TrackRule> track_rules;
  for (std::size_t k = 0; k < rules.size(); ++k)
    track_rules.push_back({rules[k].entry, rules[k].values, options_.rules[k].selections});
  averager_ = std::make_unique<Averager>(live_.online(), std::move(track_rules), options_.run);
  averager_->setThreads(options_.threads);
}

Status TensorEma::checkTrack(std::size_t track) const {
  if (track < size()) return Ok{};
  return Error{trackName(track), "does not exist", "track 0 to " + std::to_string(size() - 1)};
}

Status TensorEma::checkNotApplied(const char* what) const {
  if (applied_.expired()) return Ok{};
  return Error{what, "the averages are applied", "end apply() first"};
}

Result<std::vector<LiveTensor>> TensorEma::listed() const {
  std::vector<LiveTensor> now = list_();
  if (Status same = live_.check(now); !same) return same.error();
  return now;
}

Status TensorEma::checkUnfrozen(const std::vector<LiveTensor>& now) const {
  for (std::size_t k = 0; k < size(); ++k) {
    if (!minds(averager_->clock(k).traits())) continue;
    const std::string name = live_.unfrozen(now);
    if (name.empty()) return Ok{};
    return Error{trackName(k),
                 name + " is trained now but was frozen when the average started: " +
                     averager_->rule(k).schedule->id + " would only copy it",
                 "a new average, or requires_grad set from the start"};
  }
  return Ok{};
}

// Checking all values when no track acts would cost as much as an update.
TensorEma::Next TensorEma::next(double elapsed) const {
  Next next;
  for (std::size_t k = 0; k < size(); ++k) {
    RuleClock ahead = averager_->clock(k);
    const EmaAction action = ahead.next(elapsed);
    next.feeds_back = next.feeds_back || action.keep_online < 1.0;
    next.acts = next.acts || next.feeds_back || action.kind != ActionKind::kSkip ||
                ahead.traits().copies_at_skip;
  }
  return next;
}

std::string TensorEma::firstRefused() const {
  const at::Tensor floats = live_.online().floats.cpu();
  for (const TensorSlot& slot : live_.online().slots) {
    const float* values = floats.const_data_ptr<float>() + slot.offset;
    if (!isInteger(slot.kind) && !averager_->constants().has(slot.offset) &&
        !allBelow(values, static_cast<std::size_t>(slot.count), kLargestAveraged)) {
      return slot.name + " has a value that is not finite or exceeds 8.5e37";
    }
  }
  return "";
}

Result<Updated> TensorEma::update(double elapsed) {
  if (!(elapsed > 0.0) || !std::isfinite(elapsed))
    return Error{"elapsed", "is not positive", "above 0"};
  if (Status raw = checkNotApplied("update"); !raw) return raw.error();
  const auto now = listed();
  if (!now) return now.error();
  if (Status thawed = checkUnfrozen(*now); !thawed) return thawed.error();
  const auto [acts, feeds_back] = next(elapsed);
  std::vector<const float*> values;
  if (acts && !feeds_back && averager_->readsInPlace()) {
    values = live_.gatherOthers(*now);
  } else if (acts) {
    live_.gather(*now);
  }
  const std::int64_t fed_back = averager_->feedBacks();
  if (!averager_->update(elapsed, acts ? options_.gate : Gate::kTrusted, values)) {
    ++gated_;
    live_.gather(*now);
    return Updated{false, firstRefused()};
  }
  ++generation_;
  if (averager_->feedBacks() != fed_back)
    live_.scatter(live_.online().floats, live_.online().counters, *now);
  return Updated{};
}

void TensorEma::note(EmaEdit::Kind kind, std::size_t track, ParamValues values) {
  history_.push_back({calls() + 1, track, kind, std::move(values)});
}

Status TensorEma::set(const ParamSettings& changes, std::size_t track) {
  if (Status there = checkTrack(track); !there) return there;
  const TrackRule& rule = averager_->rule(track);
  auto numbers = numbersOf(changes, *rule.schedule, trackName(track));
  if (!numbers) return numbers.error();
  auto values = editedValues(*rule.schedule, rule.values, *numbers, averager_->clock(track).calls(),
                             trackName(track));
  if (!values) return values.error();
  const Status fine = checkValues({rule.schedule, *values}, options_.run, track);
  if (!fine) return fine;
  averager_->setValues(track, std::move(values).value());
  note(EmaEdit::Kind::kSet, track, std::move(numbers).value());
  return Ok{};
}

Status TensorEma::reseed(std::size_t track) {
  if (Status there = checkTrack(track); !there) return there;
  if (Status raw = checkNotApplied("reseed"); !raw) return raw;
  const auto now = listed();
  if (!now) return now.error();
  live_.gather(*now);
  if (const std::string refused = firstRefused(); !refused.empty()) {
    return Error{trackName(track), refused, "finite weights of at most 8.5e37"};
  }
  averager_->reseed(track);
  ++generation_;
  note(EmaEdit::Kind::kReseed, track, {});
  return Ok{};
}

Status TensorEma::updateOnline(double keep, std::size_t track) {
  if (Status there = checkTrack(track); !there) return there;
  if (Status raw = checkNotApplied("updateOnline"); !raw) return raw;
  if (!(keep >= 0.0 && keep < 1.0))
    return Error{"keep", "is out of range", "at least 0 and below 1"};
  const auto now = listed();
  if (!now) return now.error();
  live_.gather(*now);
  averager_->feedBack(track, keep);
  live_.scatter(live_.online().floats, live_.online().counters, *now);
  note(EmaEdit::Kind::kFeedBack, track, {{"keep_online", keep}});
  return Ok{};
}

EmaRule TensorEma::rule(std::size_t track) const {
  const TrackRule& rule = averager_->rule(track);
  return {rule.schedule->id, valuesById(*rule.schedule, rule.values), rule.selections};
}

EmaSettings TensorEma::settings() const {
  EmaSettings settings{.run = options_.run};
  for (std::size_t k = 0; k < size(); ++k) settings.rules.push_back(rule(k));
  return settings;
}

std::optional<at::Tensor> TensorEma::average(std::string_view name, std::size_t track) const {
  const auto index = live_.indexOf(name);
  if (!index) return std::nullopt;
  return live_.averageOf(*index, averager_->floats(track), averager_->counters(track));
}

Status TensorEma::checkTensors() const {
  if (const auto now = listed(); !now) return now.error();
  return Ok{};
}

void TensorEma::writeTo(const std::vector<LiveTensor>& tensors, std::size_t track) const {
  live_.scatter(averager_->floats(track), averager_->counters(track), tensors);
}

LiveTensors::Refreshes TensorEma::bind(const std::vector<LiveTensor>& copy,
                                       std::size_t track) const {
  return live_.bind(copy, averager_->floats(track), averager_->counters(track), options_.copies);
}

}  // namespace emascope
