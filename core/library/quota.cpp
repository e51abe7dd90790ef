// SPDX-License-Identifier: Apache-2.0
#include "core/library/quota.h"

#include "core/base/numbers.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace emascope {
namespace {

/// ": 4 are among the newest 2 of a run, 1 is pinned or of a run that is pinned or being written".
std::string whyOthersStay(const PrunePlan& plan) {
  if (plan.after <= plan.most) return {};
  const auto verb = [](std::size_t count) {
    return std::to_string(count) + (count == 1 ? " is" : " are");
  };
  std::string why = ": ";
  if (plan.newest > 0) {
    why += verb(plan.newest) + " among the newest " + std::to_string(kAlwaysKept) + " of a run";
  }
  if (plan.spared > 0) {
    why += std::string(plan.newest > 0 ? ", " : "") + verb(plan.spared) +
           " pinned or of a run that is pinned or being written";
  }
  return why;
}

}  // namespace

std::string sizeText(std::uint64_t bytes) {
  constexpr double kStep = 1000.0;
  constexpr int kDigits = 3;
  auto value = static_cast<double>(bytes);
  const char* unit = "B";
  for (const char* next : {"kB", "MB", "GB", "TB"}) {
    if (value < kStep) break;
    value /= kStep;
    unit = next;
  }
  return formatShort(value, kDigits) + " " + unit;
}

PrunePlan planPrune(std::vector<KeptCheckpoint> checkpoints, std::uint64_t most) {
  std::stable_sort(checkpoints.begin(), checkpoints.end(),
                   [](const KeptCheckpoint& a, const KeptCheckpoint& b) {
                     return std::tie(a.written, a.path) < std::tie(b.written, b.path);
                   });
  PrunePlan plan{.most = most};
  std::map<std::string, std::size_t> newer;  // checkpoints of each run
  for (const KeptCheckpoint& one : checkpoints) {
    plan.before += one.bytes;
    ++newer[one.run];
  }
  plan.after = plan.before;
  for (KeptCheckpoint& one : checkpoints) {
    if (plan.after <= most) break;
    const bool newest = --newer[one.run] < kAlwaysKept;
    if (newest || one.spared) {
      ++(newest ? plan.newest : plan.spared);
      continue;
    }
    plan.after -= one.bytes;
    plan.gone.push_back(std::move(one));
  }
  return plan;
}

std::string pruneText(const PrunePlan& plan) {
  const std::string before = "checkpoints take " + sizeText(plan.before);
  if (plan.gone.empty()) return before + "; none is deleted" + whyOthersStay(plan);
  const std::size_t count = plan.gone.size();
  return before + "; " + std::to_string(count) + " of them (" + sizeText(plan.before - plan.after) +
         ") " + (count == 1 ? "is" : "are") + " deleted, which leaves " + sizeText(plan.after) +
         whyOthersStay(plan);
}

std::string prunedText(const PrunePlan& plan) {
  const std::size_t count = plan.gone.size();
  return std::to_string(count) + (count == 1 ? " checkpoint was" : " checkpoints were") +
         " deleted; the others take " + sizeText(plan.after);
}

}  // namespace emascope
