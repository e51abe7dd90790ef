// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/shown_tracks.h"

#include <utility>
#include <variant>

namespace emascope::ui {
namespace {

/// Raw and the current tracks.
std::set<std::string> labelsOf(const RunRecord& record) {
  std::set<std::string> labels = {kRawLabel};
  for (std::size_t i = 0; i < record.alive; ++i) labels.insert(record.tracks[i].label);
  return labels;
}

}  // namespace

void ShownTracks::set(std::set<std::string> hidden) {
  if (hidden == hidden_) return;
  hidden_ = std::move(hidden);
  Q_EMIT changed();
}

void ShownTracks::setSolid(const std::set<std::string>& labels) {
  if (labels == solid_) return;
  solid_ = labels;
  Q_EMIT linesChanged();
}

void ShownTracks::toggle(const std::string& label) {
  std::set<std::string> hidden = hidden_;
  if (hidden.erase(label) == 0) hidden.insert(label);
  set(std::move(hidden));
}

bool ShownTracks::isOnlyOne(const std::string& label, const RunRecord& record) const {
  const std::set<std::string> labels = labelsOf(record);
  for (const std::string& other : labels) {
    if (shows(other) != (other == label)) return false;
  }
  return labels.size() > 1;
}

void ShownTracks::showOnly(const std::string& label, const RunRecord& record) {
  if (isOnlyOne(label, record)) return showAll();
  std::set<std::string> others = labelsOf(record);
  others.erase(label);
  set(std::move(others));
}

void ShownTracks::showAll() { set({}); }

void ShownTracks::follow(const TrackAction& action) {
  std::set<std::string> hidden = hidden_;
  if (const auto* rename = std::get_if<track_action::Rename>(&action)) {
    if (hidden.erase(rename->label) > 0) hidden.insert(rename->to);
  } else if (const auto* remove = std::get_if<track_action::Remove>(&action)) {
    hidden.erase(remove->label);
  }
  set(std::move(hidden));
}

void ShownTracks::forgetOthers(const RunRecord& record) {
  const std::set<std::string> labels = labelsOf(record);
  std::set<std::string> hidden;
  for (const std::string& label : hidden_) {
    if (labels.contains(label)) hidden.insert(label);
  }
  set(std::move(hidden));
}

}  // namespace emascope::ui
