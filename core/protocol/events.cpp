// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/events.h"

namespace emascope {

std::string_view failureKindText(event::FailureKind kind) {
  switch (kind) {
    case event::FailureKind::kInput:
      return "input";
    case event::FailureKind::kOutOfMemory:
      return "out of memory";
    case event::FailureKind::kDevice:
      return "device";
    case event::FailureKind::kDiverged:
      return "diverged";
    case event::FailureKind::kTimeLimit:
      return "time limit";
    case event::FailureKind::kInternal:
      return "internal error";
  }
  return "";
}

}  // namespace emascope
