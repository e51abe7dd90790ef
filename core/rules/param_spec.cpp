// SPDX-License-Identifier: Apache-2.0
#include "core/rules/param_spec.h"

#include "core/base/numbers.h"

#include <cmath>

namespace emascope {

std::string allowedText(const ParamSpec& spec) {
  return std::string(spec.whole ? "a whole number, " : "") +
         (spec.min_open ? "above " : "at least ") + formatNumber(spec.min) + " and at most " +
         formatNumber(spec.max);
}

Status checkValue(const ParamSpec& spec, double value, std::string_view where) {
  const bool above = spec.min_open ? value > spec.min : value >= spec.min;
  if (above && value <= spec.max && (!spec.whole || value == std::trunc(value))) return Ok{};
  const std::string prefix = where.empty() ? std::string() : std::string(where) + ": ";
  return Error{prefix + spec.id, formatNumber(value) + " is not allowed", allowedText(spec)};
}

}  // namespace emascope
