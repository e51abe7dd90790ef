// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/failure_text.h"

namespace emascope {

std::string failureText(const event::Failed& failed) {
  std::string text(failureKindText(failed.kind));
  if (failed.kind == event::FailureKind::kDiverged)
    text += " at step " + std::to_string(failed.step);
  return text + ": " + failed.what;
}

}  // namespace emascope
