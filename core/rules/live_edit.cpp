// SPDX-License-Identifier: Apache-2.0
#include "core/rules/live_edit.h"

#include "core/base/numbers.h"

namespace emascope {

Result<std::vector<double>> editedValues(const ScheduleEntry& entry,
                                         const std::vector<double>& current,
                                         const ParamValues& changes, std::int64_t calls_done,
                                         std::string_view where) {
  std::vector<double> edited = current;
  if (auto status = changeValues(entry, edited, changes, where); !status) return status.error();
  if (!entry.library.empty()) return edited;  // behaves as in the library
  const auto warmup = paramIndex(entry, "update_after_step");
  if (warmup && calls_done > 0) {
    const double age = static_cast<double>(calls_done);  // 0-based step of the next call
    const bool warm = age - 1.0 > current[*warmup];      // the last call was past the warm-up
    if (warm && edited[*warmup] >= age) {
      return Error{std::string(where) + ": update_after_step",
                   formatNumber(edited[*warmup]) + " at step " + std::to_string(calls_done) +
                       " would erase the average; to restart it, reset it to the raw weights",
                   "below " + std::to_string(calls_done)};
    }
  }
  return edited;
}

}  // namespace emascope
