// SPDX-License-Identifier: Apache-2.0
//
// The corners of a rule's parameters, and what must hold at each of them.
#pragma once

#include "core/rules/rule_clock.h"
#include "core/rules/schedule.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {

/// The initial values, and these with one parameter at either end of its range, or none.
inline std::vector<ParamValues> corners(const ScheduleEntry& entry) {
  std::vector<ParamValues> all = {{}};
  for (const ParamSpec& spec : entry.params) {
    all.push_back({{spec.id, spec.min_open ? std::nextafter(spec.min, spec.max) : spec.min}});
    all.push_back({{spec.id, spec.max}});
    if (spec.optional) all.push_back({{spec.id, kNoneValue}});
  }
  return all;
}

inline std::string textOf(const ParamValues& values) {
  return values.empty() ? "initial"
                        : values.begin()->first + " " + std::to_string(values.begin()->second);
}

/// The bounds and the initial value of each parameter are values of it, none only where it is
/// optional.
inline void expectBoundsAccepted(const ScheduleEntry& entry) {
  for (const ParamSpec& spec : entry.params) {
    EXPECT_TRUE(checkValue(spec, spec.initial, "").ok()) << spec.id;
    EXPECT_TRUE(checkValue(spec, spec.max, "").ok()) << spec.id;
    EXPECT_EQ(checkValue(spec, spec.min, "").ok(), !spec.min_open) << spec.id;
    EXPECT_FALSE(checkValue(spec, std::nan(""), "").ok()) << spec.id;
    EXPECT_FALSE(checkValue(spec, std::numeric_limits<double>::infinity(), "").ok()) << spec.id;
    EXPECT_EQ(checkValue(spec, kNoneValue, "").ok(), spec.optional) << spec.id;
  }
}

/// Decays and kept shares are within [0, 1] at each corner, in a run of 2000 calls and far beyond.
inline void expectDecaysInRange(const ScheduleEntry& entry) {
  for (const ParamValues& corner : corners(entry)) {
    const auto values = orderedValues(entry, corner, "").value();
    RuleClock clock(entry, values, {.steps = 2000.0, .steps_per_epoch = 100.0});
    for (int call = 1; call <= 2000; ++call) {
      const EmaAction action = clock.next();
      ASSERT_TRUE(action.beta >= 0.0 && action.beta <= 1.0) << textOf(corner) << ", " << call;
      ASSERT_TRUE(action.keep_online >= 0.0 && action.keep_online <= 1.0) << textOf(corner);
    }
    for (std::int64_t call = 3000; call < 1'000'000'000; call *= 3) {
      const EmaAction action = entry.action(values, {call});
      ASSERT_TRUE(action.beta >= 0.0 && action.beta <= 1.0) << textOf(corner) << ", " << call;
    }
  }
}

}  // namespace emascope
