// SPDX-License-Identifier: Apache-2.0
//
// Several tracks over one series of states, and the edits that come into force along it. A state
// has named parts (a table's columns, a file's tensors) and comes in part by part. For each state,
// in this order: edit(), reseed() where that asks for it, then next() and apply(), or gate(). Parts
// that are to be gated apart from the others go on in a bank of their own: only().
#pragma once

#include "core/series/track_average.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct BankTrack {
  std::string label = {};
  const ScheduleEntry* rule = nullptr;
  std::vector<double> values = {};  ///< as orderedValues() gives them
  std::vector<NameSelection> selections = {};
};

/// In force from the update of state number `call` on.
struct BankEdit {
  std::int64_t call = 1;  ///< 1-based
  std::size_t track = 0;
  ParamValues values = {};  ///< kReseed among them, if at all
};

struct BankPart {
  std::string name = {};
  std::size_t count = 1;  ///< numbers, behind those of the parts before it
  PartKind kind = PartKind::kTrainable;
};

/// "skip", "copy" or "blend".
[[nodiscard]] std::string_view actionText(ActionKind kind);

class TrackBank {
 public:
  TrackBank(std::vector<BankTrack> tracks, std::vector<BankEdit> edits, const RunLength& run,
            std::vector<BankPart> parts, DecayPer per = DecayPer::kUpdate);

  /// The same, of these parts alone: what they have been through goes on.
  [[nodiscard]] TrackBank only(const std::vector<std::size_t>& parts) const;

  [[nodiscard]] std::size_t size() const { return plan_->tracks.size(); }
  [[nodiscard]] const std::string& label(std::size_t track) const {
    return plan_->tracks[track].label;
  }
  [[nodiscard]] const std::vector<BankPart>& parts() const { return parts_; }

  /// The state at construction: numbers `first`, … of `part`.
  void start(std::size_t part, std::size_t first, std::span<const double> state);

  /// Brings the edits of the next state, `time` after the one before, into force. True if a track
  /// is to begin anew: the state before this one, or the one at construction, is then brought in by
  /// reseed(), all parts of it, those left out by name too.
  [[nodiscard]] Result<bool> edit(double time = 1.0);
  void reseed(std::size_t part, std::size_t first, std::span<const double> state);

  /// Time since the last state that was averaged.
  [[nodiscard]] double elapsed() const { return elapsed_; }

  /// Refuses an action that would write the average into a model.
  [[nodiscard]] Status next();
  void apply(std::size_t part, std::size_t first, std::span<const double> state);
  /// The state is not finite: nothing is averaged, and no rule counts it, though time goes by.
  void gate();

  /// Of the last state; a skip if it was gated.
  [[nodiscard]] const EmaAction& action(std::size_t track) const { return actions_[track]; }
  /// Whether a track averages the part, rather than copying it or leaving it.
  [[nodiscard]] bool averages(std::size_t part) const;
  [[nodiscard]] PartUse use(std::size_t track, std::size_t part) const {
    return uses_[track][part];
  }
  /// The tracks that the last edit() lets begin anew.
  [[nodiscard]] const std::vector<std::size_t>& reseeding() const { return reseeding_; }
  /// Whether what a blend copies is copied at a skip too.
  [[nodiscard]] bool copiesAtSkip(std::size_t track) const {
    return averages_[track].clock().traits().copies_at_skip;
  }
  /// False while a track that begins at zero has taken nothing up: there is no average yet.
  [[nodiscard]] bool hasTaken(std::size_t track) const { return averages_[track].hasTaken(); }
  void show(std::size_t track, std::size_t part, std::size_t first, std::span<double> out) const;

 private:
  struct Plan {
    std::vector<BankTrack> tracks = {};
    std::vector<BankEdit> edits = {};  ///< by call
  };

  TrackBank() = default;
  void findUses(std::size_t track);

  std::shared_ptr<const Plan> plan_;
  std::size_t edits_done_ = 0;
  std::vector<BankPart> parts_;
  std::vector<std::size_t> offsets_;  ///< of the parts
  std::vector<TrackAverage> averages_;
  std::vector<std::vector<PartUse>> uses_;  ///< by track and part
  std::vector<EmaAction> actions_;
  std::vector<std::size_t> reseeding_ = {};
  std::int64_t call_ = 0;  ///< of the last state
  double elapsed_ = 0.0;
};

}  // namespace emascope
