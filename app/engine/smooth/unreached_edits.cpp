// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth/unreached_edits.h"

#include "core/base/counted.h"

namespace emascope {

std::string unreachedEdits(const std::vector<BankEdit>& edits, const std::vector<BankTrack>& tracks,
                           std::int64_t calls) {
  std::string text;
  for (const BankEdit& edit : edits) {
    if (edit.call <= calls) continue;
    text += "emascope-engine: --set " + std::to_string(edit.call) + ":" + tracks[edit.track].label +
            "... had no effect: the input has " +
            counted(static_cast<std::uint64_t>(calls), "update", "updates") + "\n";
  }
  return text;
}

}  // namespace emascope
