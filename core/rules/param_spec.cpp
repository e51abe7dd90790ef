// SPDX-License-Identifier: Apache-2.0
#include "core/rules/param_spec.h"

#include "core/base/numbers.h"

#include <cmath>
#include <cstdint>

namespace emascope {

std::string allowedText(const ParamSpec& spec) {
  const auto limit = [&spec](double value) {
    return spec.whole ? std::to_string(static_cast<std::int64_t>(value)) : formatNumber(value);
  };
  return std::string(spec.whole ? "a whole number, " : "") +
         (spec.min_open ? "above " : "at least ") + limit(spec.min) + " and at most " +
         limit(spec.max);
}

Status checkValue(const ParamSpec& spec, double value, std::string_view where) {
  const bool above = spec.min_open ? value > spec.min : value >= spec.min;
  if (above && value <= spec.max && (!spec.whole || value == std::trunc(value))) return Ok{};
  const std::string prefix = where.empty() ? std::string() : std::string(where) + ": ";
  return Error{prefix + spec.id, formatNumber(value) + " is not allowed", allowedText(spec)};
}

}  // namespace emascope
