// SPDX-License-Identifier: GPL-3.0-or-later
//
// A parameter of the rule inverse-power by its id; an empty one for an id that the rule does not
// have.
#pragma once

#include "core/protocol/spec/catalog.h"
#include "core/rules/param_spec.h"

#include <string>

namespace emascope::ui {

[[nodiscard]] inline ParamSpec parameter(const std::string& id) {
  for (const ScheduleInfo& schedule : scheduleInfos()) {
    for (const ParamSpec& spec : schedule.params) {
      if (spec.id == id && schedule.id == "inverse-power") return spec;
    }
  }
  return {};
}

}  // namespace emascope::ui
