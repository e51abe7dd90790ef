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
#include <string>
#include <utility>
#include <vector>

namespace emascope {

class EditEffects {
 public:
  /// To be called when the record holds another run that begins with edits of the same steps. Other
  /// changes are noticed.
  void forget() { *this = {}; }
  /// As effectOf(). The reference is valid until the record changes.
  [[nodiscard]] const ChangeEffect& of(const RunRecord& record, std::size_t first,
                                       std::size_t last);
  /// Indices in record.changes of the edits of the track that now has this label, ascending: also
  /// of those under its former labels, and of those of the track that it was forked from. The
  /// reference is valid until the record changes.
  [[nodiscard]] const std::vector<std::size_t>& editsOf(const RunRecord& record,
                                                        const std::string& label);

 private:
  /// What the effect of an edit depends on besides this and earlier edits.
  struct Basis {
    const RunRecord* record = nullptr;
    std::size_t track_changes = 0;
    std::int64_t steps = 0;
    friend bool operator==(const Basis&, const Basis&) = default;
  };
  void follow(const RunRecord& record);

  Basis basis_;
  std::size_t read_ = 0;            // of record.changes
  std::uint64_t last_request_ = 0;  // of the last one read; others at its index mean other edits
  std::int64_t last_step_ = 0;
  std::map<std::pair<std::size_t, std::size_t>, ChangeEffect> known_;  // by first and last edit
  std::map<std::string, std::vector<std::size_t>> edits_;              // by label
};

}  // namespace emascope
