// SPDX-License-Identifier: Apache-2.0
//
// Applies scheduled edits to the list of tracks, step by step, without running anything. This way
// an edit that would be refused at its step is refused before the run starts. Plain values.
#pragma once

#include "core/protocol/spec/catalog.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// Refuses an unknown track, and ids that are not parameters of its rule, or of the run if `edit`
/// names no track. Does not check the values.
[[nodiscard]] Status checkNames(const ScheduledEdit& edit, const std::vector<TrackSpec>& tracks,
                                const Catalog& catalog, const std::string& where);

class ScheduledEdits {
 public:
  /// `tracks` are the tracks before the update of `step`, each known to be valid; `calls` is the
  /// number of averaging calls of each so far; `fed_back`: an average has been written into the raw
  /// weights. `catalog` must outlive this.
  ScheduledEdits(std::vector<TrackSpec> tracks, const std::vector<std::int64_t>& calls,
                 std::int64_t step, const Catalog& catalog, bool fed_back = false);

  /// Applies the next edit; edits must come in the order in which they happen. A refused edit
  /// changes nothing. Assumes that no step is skipped. Edits of a rule that this program does not
  /// know are left to the engine.
  [[nodiscard]] Status apply(const ScheduledEdit& edit);

  [[nodiscard]] const std::vector<TrackSpec>& tracks() const { return tracks_; }

 private:
  struct Life {
    std::int64_t before_first = 0;                   ///< calls at a step = step - this
    std::optional<std::vector<double>> values = {};  ///< none if the rule is unknown
  };
  [[nodiscard]] Life newLife(const TrackSpec& track, std::int64_t before_first) const;
  [[nodiscard]] Status applyAction(const TrackAction& action, std::int64_t step);
  [[nodiscard]] Status setValues(const ScheduledEdit& edit, const std::string& where);
  void noteFeedBack();

  const Catalog& catalog_;
  std::vector<TrackSpec> tracks_;
  std::map<std::string, Life> lives_;  ///< by label
  bool fed_back_ = false;              ///< by an action that was not undone
  bool rules_feed_ = false;            ///< a rule has written its average back by itself, or will
};

}  // namespace emascope
