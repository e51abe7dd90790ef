// SPDX-License-Identifier: Apache-2.0
//
// The tracks of a run as its edits will leave them, step after step, without a run: what refuses an
// edit beforehand that would be refused when its step comes. Plain values.
#pragma once

#include "core/protocol/catalog.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// Refuses values of a track that is not among `tracks`, and ids that are no parameter of its rule,
/// or of the run if `edit` names no track. Looks at no value.
[[nodiscard]] Status checkNames(const ScheduledEdit& edit, const std::vector<TrackSpec>& tracks,
                                const Catalog& catalog, const std::string& where);

class ScheduledEdits {
 public:
  /// `tracks` as they are before the update of `step`, each known to be allowed; `calls`: how many
  /// averaging calls each has had; `fed_back`: one was written into the raw weights. `catalog`
  /// outlives this.
  ScheduledEdits(std::vector<TrackSpec> tracks, const std::vector<std::int64_t>& calls,
                 std::int64_t step, const Catalog& catalog, bool fed_back = false);

  /// The next edit, in the order in which they happen. One that is refused changes nothing. Assumes
  /// that no step is skipped; a rule that this program does not know is left to the engine.
  [[nodiscard]] Status apply(const ScheduledEdit& edit);

  [[nodiscard]] const std::vector<TrackSpec>& tracks() const { return tracks_; }

 private:
  struct Life {
    std::int64_t before_first = 0;                   ///< calls at a step = the step - this
    std::optional<std::vector<double>> values = {};  ///< none: an unknown rule
  };
  [[nodiscard]] Life newLife(const TrackSpec& track, std::int64_t before_first) const;
  [[nodiscard]] Status applyAction(const TrackAction& action, std::int64_t step);
  [[nodiscard]] Status setValues(const ScheduledEdit& edit, const std::string& where);
  void noteFeedBack();

  const Catalog& catalog_;
  std::vector<TrackSpec> tracks_;
  std::map<std::string, Life> lives_;  ///< by label
  bool fed_back_ = false;              ///< by an action that is not undone
  bool rules_feed_ = false;            ///< some rule has written back by itself, or will
};

}  // namespace emascope
