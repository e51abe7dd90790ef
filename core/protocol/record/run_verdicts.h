// SPDX-License-Identifier: Apache-2.0
//
// The verdicts on the tracks of one run and their best means, for a window that shows them in
// several places at each evaluation: each is computed when it is first asked for, and kept until
// the record has something new. In: a record that grows. A verdict reads up to 40 % of the run;
// while the run goes on, it is therefore renewed only when its window has moved by 1/kVerdictSteps
// of its length, which is at every evaluation for windows of up to kVerdictSteps.
#pragma once

#include "core/protocol/record/best_mean.h"
#include "core/protocol/record/edit_effects.h"
#include "core/protocol/record/verdict.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace emascope {

inline constexpr std::size_t kVerdictSteps = 256;

class RunVerdicts {
 public:
  /// As EditEffects::forget().
  void forget() { *this = {}; }
  /// The verdict on track number `track`, as verdictOf() gave it at one of the last evaluations; at
  /// the last one unless the run is going on. The reference is valid until the next call.
  [[nodiscard]] const Verdict& of(const RunRecord& record, std::size_t track,
                                  VerdictSpan span = VerdictSpan::kTenth);
  /// As bestMean(); reads each evaluation once.
  [[nodiscard]] std::optional<Best> best(const RunRecord& record, std::optional<std::size_t> track);
  /// The effects of the edits, which the verdicts need.
  [[nodiscard]] EditEffects& effects() { return effects_; }

 private:
  /// An evaluation that was read; another one at its index means another run.
  struct Seen {
    std::size_t count = 0;
    std::int64_t step = 0;
    double seconds = 0.0;
    [[nodiscard]] bool isIn(const RunRecord& record) const;
    void take(const RunRecord& record);
  };
  struct Curves {
    const RunRecord* record = nullptr;
    std::size_t tracks = 0, track_changes = 0;
    friend bool operator==(const Curves&, const Curves&) = default;
  };
  /// What a verdict depends on besides the evaluations.
  struct Basis {
    Curves curves = {};
    std::size_t changes = 0;
    std::int64_t steps = 0, eval_every = 0;
    RunState state = RunState::kIdle;
    VerdictSpan span = VerdictSpan::kTenth;
    friend bool operator==(const Basis&, const Basis&) = default;
  };
  struct Mean {
    BestMean mean = {};
    Seen seen = {};
  };
  [[nodiscard]] static Curves curvesOf(const RunRecord& record);
  [[nodiscard]] bool due(const RunRecord& record, const Basis& now) const;

  EditEffects effects_;
  Basis basis_;
  Seen seen_;                                     // when the first of verdicts_ was computed
  std::vector<std::optional<Verdict>> verdicts_;  // by track
  Curves curves_;                                 // of means_
  std::vector<Mean> means_;                       // raw, then by track
};

}  // namespace emascope
