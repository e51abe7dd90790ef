// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/edit_effects.h"

namespace emascope {

void EditEffects::follow(const RunRecord& record) {
  const Basis now{&record, record.track_changes.size(), record.config.steps};
  const auto same = [&] {
    const event::Applied& last = record.changes[read_ - 1];
    return last.request == last_request_ && last.step == last_step_;
  };
  const bool grown = now == basis_ && read_ <= record.changes.size() && (read_ == 0 || same());
  if (!grown) {
    basis_ = now;
    read_ = 0;
    known_.clear();
    edits_.clear();
  }
  if (read_ == record.changes.size()) return;
  for (; read_ < record.changes.size(); ++read_) {
    const std::string& label = record.changes[read_].track;
    const auto begun = record.first_change.find(label);
    // Earlier ones are of a former track of that label.
    if (begun == record.first_change.end() || begun->second <= read_) {
      edits_[label].push_back(read_);
    }
  }
  last_request_ = record.changes.back().request;
  last_step_ = record.changes.back().step;
}

const ChangeEffect& EditEffects::of(const RunRecord& record, std::size_t first, std::size_t last) {
  follow(record);
  const auto [known, fresh] = known_.try_emplace({first, last});
  if (fresh) known->second = effectOf(record, first, last);
  return known->second;
}

const std::vector<std::size_t>& EditEffects::editsOf(const RunRecord& record,
                                                     const std::string& label) {
  follow(record);
  return edits_[label];
}

}  // namespace emascope
