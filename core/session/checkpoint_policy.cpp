// SPDX-License-Identifier: Apache-2.0
#include "core/session/checkpoint_policy.h"

#include <algorithm>
#include <chrono>
#include <variant>

namespace emascope {

void CheckpointPolicy::begin(const CheckpointSettings& settings, std::int64_t step,
                             SteadyTime now) {
  *this = {};
  settings_ = settings;
  counted_from_ = step;
  last_ = step;  // the weights of step 0 are made again by the seed
  begin_ = time_ = now;
  allowed_ = put_off_ = now;
}

void CheckpointPolicy::copied(std::int64_t step, SteadySpan took, SteadyTime now) {
  last_ = step;
  exact_ = true;
  counted_from_ = step;
  counted_evaluations_ = evaluations_;
  time_ = now;
  constexpr double kRest = (1.0 - kShare) / kShare;
  const auto rest = std::chrono::duration_cast<SteadySpan>(kRest * std::max(took, SteadySpan{}));
  allowed_ = std::max(allowed_, now) + rest;
}

void CheckpointPolicy::lost(std::int64_t step) {
  if (last_ == step) last_.reset();
}

std::optional<CheckpointReason> CheckpointPolicy::due(std::int64_t step, SteadyTime now) const {
  if (settings_.folder.empty() || has(step) || now < put_off_) return std::nullopt;
  const auto passed = [](std::int64_t every, std::int64_t from, std::int64_t to) {
    return every > 0 && to / every > from / every;  // a multiple of `every`
  };
  if (passed(settings_.steps, counted_from_, step)) return CheckpointReason::kSteps;
  if (passed(settings_.evaluations, counted_evaluations_, evaluations_)) {
    return CheckpointReason::kEvaluations;
  }
  if (allows(now) && isTime(now)) return CheckpointReason::kMinutes;
  return std::nullopt;
}

bool CheckpointPolicy::isTime(SteadyTime now) const {
  if (settings_.minutes <= 0.0) return false;
  using Minutes = std::chrono::duration<double, std::ratio<60>>;
  const Minutes between(settings_.minutes);
  if (Minutes(now - time_) >= between) return true;
  return std::ranges::any_of(kEarly, [&](std::chrono::seconds early) {
    const SteadyTime at = begin_ + early;
    return early < between && time_ < at && now >= at;
  });
}

bool CheckpointPolicy::wants(CheckpointReason occasion, std::int64_t step, SteadyTime now) const {
  if (settings_.folder.empty() || has(step)) return false;
  return occasion != CheckpointReason::kPause || allows(now);
}

bool isRisky(const command::SetParams& edit, double rate) {
  if (!edit.track.empty()) return false;
  const auto found = edit.values.find("lr");
  return found != edit.values.end() && found->second >= CheckpointPolicy::kRiskyFactor * rate;
}

bool isRisky(const command::EditTracks& edit) {
  return std::holds_alternative<track_action::FeedBack>(edit.action) ||
         std::holds_alternative<track_action::Remove>(edit.action);
}

}  // namespace emascope
