// SPDX-License-Identifier: Apache-2.0
//
// TensorEma's add(), fork() and remove().
#include "core/ema/tensor_ema.h"
#include "core/ema/tensor_ema_rules.h"

#include <utility>

namespace emascope {

Result<std::size_t> TensorEma::add(const EmaRule& rule) {
  const std::size_t number = size();
  const auto resolved = ruleFor(rule, options_.run, number);
  if (!resolved) return resolved.error();
  if (Status raw = checkNotApplied("add"); !raw) return raw.error();
  const auto now = listed();
  if (!now) return now.error();
  if (Status fits = roomFor(*resolved, live_.online(), number); !fits) return fits.error();
  live_.gather(*now);
  if (const std::string refused = firstRefused(); !refused.empty())
    return Error{trackName(number), refused, "finite weights of at most 8.5e37"};
  averager_->add({resolved->entry, resolved->values, rule.selections});
  ++generation_;
  note(EmaEdit::Kind::kAdd, number, {});
  return number;
}

Result<std::size_t> TensorEma::fork(std::size_t track) {
  if (Status there = checkTrack(track); !there) return there.error();
  const std::size_t number = size();
  const TrackRule& rule = averager_->rule(track);
  const Status fits = roomFor({rule.schedule, rule.values}, live_.online(), number);
  if (!fits) return fits.error();
  averager_->fork(track);
  ++generation_;
  note(EmaEdit::Kind::kFork, number, {{"from", static_cast<double>(track)}});
  return number;
}

Status TensorEma::remove(std::size_t track) {
  if (Status there = checkTrack(track); !there) return there;
  if (size() == 1) return Error{trackName(track), "is the only track", "add another track first"};
  averager_->remove(track);
  ++generation_;
  note(EmaEdit::Kind::kRemove, track, {});
  return Ok{};
}

}  // namespace emascope
