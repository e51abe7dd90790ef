// SPDX-License-Identifier: Apache-2.0
#include "core/ema/tensor_ema_rules.h"

#include "core/ema/online_state.h"
#include "core/ema/track_memory.h"
#include "core/rules/float32_limits.h"

namespace emascope {

std::string trackName(std::size_t track) { return "track " + std::to_string(track); }

Status checkValues(const ResolvedRule& rule, const RunLength& run, std::size_t track) {
  const std::string where = trackName(track);
  const auto& [entry, values] = rule;
  if (Status known = checkRunLength(*entry, values, run, where); !known) return known;
  if (Status follows = checkForFloat32(*entry, values, where, run); !follows) return follows;
  if (entry->traits(values).estimate_batches == 0) return Ok{};
  return Error{where + ": buffers", "estimate needs training batches, which are not available here",
               "average or copy"};
}

Result<ResolvedRule> ruleFor(const EmaRule& rule, const RunLength& run, std::size_t track) {
  auto resolved = resolveRule(rule, run, trackName(track));
  if (!resolved) return resolved;
  if (const Status fine = checkValues(*resolved, run, track); !fine) return fine.error();
  return resolved;
}

Status roomFor(const ResolvedRule& rule, const OnlineState& online, std::size_t track) {
  if (!online.floats.is_cpu()) return Ok{};
  return checkTrackMemory(rule.entry->traits(rule.values), online.floats.numel(), availableBytes(),
                          trackName(track));
}

}  // namespace emascope
