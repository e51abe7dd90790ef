// SPDX-License-Identifier: Apache-2.0
#include "core/session/event_log.h"

#include "core/base/overloaded.h"
#include "core/protocol/wire/codec.h"

namespace emascope {
namespace {

/// Points of one frame: one by one they would take several times the memory.
constexpr std::size_t kPointsAtOnce = 256;

}  // namespace

void RunEventLog::add(const Event& event) {
  const auto put = [this](auto known) {
    flush();
    if constexpr (requires { known.request; }) known.request = 0;
    frames_ += encode(Event(std::move(known)));
  };
  std::visit(Overloaded{[&](const event::Applied& applied) { put(applied); },
                        [&](const event::TracksChanged& changed) { put(changed); },
                        [&](const event::SkippedStep& skipped) { put(skipped); },
                        [&](const event::Evaluated& evaluated) {
                          points_.insert(points_.end(), evaluated.points.begin(),
                                         evaluated.points.end());
                          if (points_.size() >= kPointsAtOnce) flush();
                        },
                        [](const auto&) {}},
             event);
}

void RunEventLog::flush() {
  if (points_.empty()) return;
  frames_ += encode(Event(event::Evaluated{points_}));
  points_.clear();
}

std::string RunEventLog::frames() const {
  return points_.empty() ? frames_ : frames_ + encode(Event(event::Evaluated{points_}));
}

}  // namespace emascope
