// SPDX-License-Identifier: Apache-2.0
//
// The effects of a run's edits (change_effect.h), each computed once and kept while the record
// grows. For a window, which asks for them at every evaluation: to compute one takes as long as to
// read all earlier edits.
#pragma once

#include "core/protocol/record/change_effect.h"
#include "core/protocol/record/run_record.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace emascope {

/// An edit that has altered the decay in use, or more than that.
struct ActedEdit {
  std::int64_t from = 0;  ///< first step with another update
  double settled = 0.0;   ///< as ChangeEffect::settled
};

class EditEffects {
 public:
  /// To be called when the record holds another run that begins with edits of the same steps. Other
  /// changes are noticed.
  void forget() { *this = {}; }
  /// As effectOf(). The reference is valid until the record changes.
  [[nodiscard]] const ChangeEffect& of(const RunRecord& record, std::size_t first,
                                       std::size_t last);
  /// The last edit of that track that has acted by the update of step `now`. One that was taken
  /// back, or replaced, before it acted never does.
  [[nodiscard]] std::optional<ActedEdit> lastActed(const RunRecord& record,
                                                   const std::string& label, std::int64_t now);
  /// The effect of the edits record.changes[first] to record.changes[last] of one track, together
  /// with the earlier ones of that track that had not acted when `first` came: an undo of these has
  /// none.
  [[nodiscard]] const ChangeEffect& withPending(const RunRecord& record, std::size_t first,
                                                std::size_t last);
  /// Index in record.changes of the edit of the same track that follows record.changes[last].
  [[nodiscard]] std::optional<std::size_t> nextEdit(const RunRecord& record, std::size_t last);

 private:
  /// The edits of one track, and which of them have acted.
  struct History {
    std::vector<std::size_t> edits = {};   ///< in record.changes
    std::vector<std::size_t> begins = {};  ///< for each edit the place, in `edits`, of the first
                                           ///< one that had not acted when it came, or its own
    std::vector<ActedEdit> acted = {};     ///< before the last edit came
  };
  /// What the effect of an edit depends on besides this and earlier edits.
  struct Basis {
    const RunRecord* record = nullptr;
    std::size_t track_changes = 0;
    std::int64_t steps = 0;
    friend bool operator==(const Basis&, const Basis&) = default;
  };
  void follow(const RunRecord& record);
  /// With `begins` and `acted` up to date.
  [[nodiscard]] History& historyOf(const RunRecord& record, const std::string& label);

  Basis basis_;
  std::size_t read_ = 0;            // of record.changes
  std::uint64_t last_request_ = 0;  // of the last one read; others at its index mean other edits
  std::int64_t last_step_ = 0;
  std::map<std::pair<std::size_t, std::size_t>, ChangeEffect> known_;  // by first and last edit
  std::map<std::string, History> tracks_;                              // by label
};

}  // namespace emascope
