// SPDX-License-Identifier: Apache-2.0
//
// Several tracks over one series of states, and the edits that take effect along it. A state has
// named parts (a table's columns, a file's tensors) and is passed part by part. For each state
// call, in this order: edit(), reseed() if edit() returned true, then next() and apply(), or
// gate(). Parts to be gated separately continue in a bank of their own: only().
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
  std::vector<double> values = {};  ///< as returned by orderedValues()
  std::vector<NameSelection> selections = {};
};

/// Takes effect at the update of state number `call`.
struct BankEdit {
  std::int64_t call = 1;  ///< 1-based
  std::size_t track = 0;
  ParamValues values = {};  ///< may include kReseed
};

struct BankPart {
  std::string name = {};
  std::size_t count = 1;  ///< numbers, following those of the previous parts
  PartKind kind = PartKind::kTrainable;
};

/// "skip", "copy" or "blend".
[[nodiscard]] std::string_view actionText(ActionKind kind);

class TrackBank {
 public:
  TrackBank(std::vector<BankTrack> tracks, std::vector<BankEdit> edits, const RunLength& run,
            std::vector<BankPart> parts, DecayPer per = DecayPer::kUpdate);

  /// A copy restricted to these parts; their history continues.
  [[nodiscard]] TrackBank only(const std::vector<std::size_t>& parts) const;

  [[nodiscard]] std::size_t size() const { return plan_->tracks.size(); }
  [[nodiscard]] const std::string& label(std::size_t track) const {
    return plan_->tracks[track].label;
  }
  [[nodiscard]] const std::vector<BankPart>& parts() const { return parts_; }

  /// Sets the initial state of `part`, from number `first` on.
  void start(std::size_t part, std::size_t first, std::span<const double> state);

  /// Applies the edits of the next state, `time` after the previous one. True if a track restarts:
  /// then pass the previous (or initial) state to reseed(), with all parts, including those
  /// excluded by name.
  [[nodiscard]] Result<bool> edit(double time = 1.0);
  void reseed(std::size_t part, std::size_t first, std::span<const double> state);

  /// Time since the last averaged state.
  [[nodiscard]] double elapsed() const { return elapsed_; }

  /// Fails for an action that would write the average into a model.
  [[nodiscard]] Status next();
  void apply(std::size_t part, std::size_t first, std::span<const double> state);
  /// For a state that is not finite: time passes, but nothing is averaged and no rule counts it.
  void gate();

  /// The action at the last state; a skip if it was gated.
  [[nodiscard]] const EmaAction& action(std::size_t track) const { return actions_[track]; }
  /// Whether any track averages the part, rather than copying or ignoring it.
  [[nodiscard]] bool averages(std::size_t part) const;
  [[nodiscard]] PartUse use(std::size_t track, std::size_t part) const {
    return uses_[track][part];
  }
  /// The tracks that the last edit() restarts.
  [[nodiscard]] const std::vector<std::size_t>& reseeding() const { return reseeding_; }
  /// Whether tensors that a blend copies are copied at a skip, too.
  [[nodiscard]] bool copiesAtSkip(std::size_t track) const {
    return averages_[track].clock().traits().copies_at_skip;
  }
  /// False while a track that starts at zero has averaged nothing: there is no average yet.
  [[nodiscard]] bool hasTaken(std::size_t track) const { return averages_[track].hasTaken(); }
  void show(std::size_t track, std::size_t part, std::size_t first, std::span<double> out) const;

 private:
  struct Plan {
    std::vector<BankTrack> tracks = {};
    std::vector<BankEdit> edits = {};  ///< in order of call
  };

  TrackBank() = default;
  void findUses(std::size_t track);

  std::shared_ptr<const Plan> plan_;
  std::size_t edits_done_ = 0;
  std::vector<BankPart> parts_;
  std::vector<std::size_t> offsets_;  ///< start offsets of the parts
  std::vector<TrackAverage> averages_;
  std::vector<std::vector<PartUse>> uses_;  ///< by track and part
  std::vector<EmaAction> actions_;
  std::vector<std::size_t> reseeding_ = {};
  std::int64_t call_ = 0;  ///< number of the last state
  double elapsed_ = 0.0;
};

}  // namespace emascope
