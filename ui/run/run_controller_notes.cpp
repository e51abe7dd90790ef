// SPDX-License-Identifier: GPL-3.0-or-later
//
// RunController's notes on the chart: the engine keeps them with the run.
#include "ui/run/run_controller.h"

#include <algorithm>
#include <utility>

namespace emascope::ui {

std::uint64_t RunController::setNote(const ChartNote& note) {
  const command::SetNote wanted{last_request_ + 1, note};
  if (!accepts(wanted)) return 0;
  post(wanted);
  asked_notes_[++last_request_] = note.id;
  return last_request_;
}

std::uint64_t RunController::removeNote(std::int64_t id) {
  const bool on_its_way =
      std::ranges::any_of(asked_notes_, [id](const auto& asked) { return asked.second == id; });
  if (!on_its_way && findNote(record_.notes, id) == nullptr) return 0;
  const command::SetNote wanted{last_request_ + 1, {.id = id}, true};
  if (!accepts(wanted)) return 0;
  post(wanted);
  asked_notes_[++last_request_] = id;
  return last_request_;
}

void RunController::bequeathNotes(const std::string& folder, std::vector<ChartNote> notes) {
  bequeathed_ = {folder, std::move(notes)};
}

std::vector<ChartNote> RunController::takeBequeathedNotes() {
  const auto [folder, notes] = std::exchange(bequeathed_, {});
  const std::string& from = record_.config.resume_from;
  const bool ours = !folder.empty() && (from == folder || from.starts_with(folder + "/"));
  return ours ? notes : std::vector<ChartNote>();
}

}  // namespace emascope::ui
