// SPDX-License-Identifier: Apache-2.0
//
// What the average of a track is made of at the last evaluation of a run: the weight of each past
// step. Replays the track's rule with the engine's own arithmetic, through its edits, renames and
// forks, and leaves out skipped steps. Continues from the last call where it can, as the record
// grows. Refuses rules that this program does not know or that are not a weighted sum, and runs of
// more than kMostReplayed steps.
#pragma once

#include "core/protocol/record/run_record.h"
#include "core/rules/rule_clock.h"
#include "core/rules/weight_profile.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace emascope {

/// Takes about a tenth of a second, and 16 bytes per step.
inline constexpr std::int64_t kMostReplayed = 2'000'000;

class AverageContent {
 public:
  /// Replays up to the last evaluation of the track. @pre track < record.alive
  void follow(const RunRecord& record, std::size_t track);

  /// Null if there is nothing to show; why() says why.
  [[nodiscard]] const WeightProfile* profile() const { return profile_ ? &*profile_ : nullptr; }
  /// For people: "no evaluation yet"; empty if there is a profile.
  [[nodiscard]] const std::string& why() const { return why_; }
  /// The step of an update call, not counting skipped steps. Call 0 is the state before the first.
  [[nodiscard]] std::int64_t stepOf(std::int64_t call) const;

 private:
  /// What the replayed calls depend on; if it has changed, they are replayed again.
  struct Known {
    std::string label = {};
    std::string rule = {};
    std::size_t changes = 0, track_changes = 0;
    friend bool operator==(const Known&, const Known&) = default;
  };
  void refuse(const std::string& why);
  [[nodiscard]] bool begin(const RunRecord& record, std::size_t track);
  void replay(const RunRecord& record, std::size_t track, std::int64_t last);

  std::optional<WeightProfile> profile_;
  std::optional<RuleClock> clock_;
  Known known_;
  std::int64_t began_ = 1;
  std::int64_t done_ = 0;       ///< the last step that was replayed
  std::size_t edits_done_ = 0;  ///< of the track's edits
  std::string why_ = "no evaluation yet";
};

}  // namespace emascope
