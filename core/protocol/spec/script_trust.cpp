// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/script_trust.h"

#include "core/base/numbers.h"

namespace emascope {
namespace {

constexpr std::chrono::minutes kUsualLimit(10);
constexpr std::int64_t kLongestLimit = 1'000'000;  // s, eleven days

}  // namespace

Status checkScriptTrust(const UserTaskOptions& user_task) {
  const auto trust = user_task.find("trust");
  if (trust != user_task.end() && trust->second != "1" && trust->second != "full") {
    return Error{"trust", "'" + trust->second + "' is not known", "--trust or --trust=full"};
  }
  const auto limit = user_task.find("step-limit");
  if (limit == user_task.end()) return Ok{};
  const auto seconds = parseInteger(limit->second, "step-limit");
  if (!seconds) return seconds.error();
  if (*seconds >= 0 && *seconds <= kLongestLimit) return Ok{};
  return Error{"step-limit", limit->second + " is not allowed",
               "0 to " + std::to_string(kLongestLimit) + " seconds; 0: no limit"};
}

bool wantsConfinement(const UserTaskOptions& user_task) {
  const auto trust = user_task.find("trust");
  return trust != user_task.end() && trust->second != "full";
}

std::chrono::seconds stepLimitOf(const UserTaskOptions& user_task) {
  const auto limit = user_task.find("step-limit");
  if (limit == user_task.end()) {
    return wantsConfinement(user_task) ? kUsualLimit : std::chrono::seconds(0);
  }
  return std::chrono::seconds(parseInteger(limit->second, "step-limit").value());
}

}  // namespace emascope
