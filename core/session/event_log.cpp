// SPDX-License-Identifier: Apache-2.0
#include "core/session/event_log.h"

#include "core/base/overloaded.h"
#include "core/protocol/wire/codec.h"

#include <utility>

namespace emascope {

void RunEventLog::add(const Event& event) {
  const auto put = [this](auto known) {
    flush();
    if constexpr (requires { known.request; }) known.request = 0;
    std::string& frames = blocks_.empty() ? others_ : blocks_.back().others;
    frames += encode(Event(std::move(known)));
  };
  std::visit(Overloaded{[&](const event::Applied& applied) { put(applied); },
                        [&](const event::TracksChanged& changed) { put(changed); },
                        [&](const event::SkippedStep& skipped) { put(skipped); },
                        [&](const event::Evaluated& evaluated) {
                          for (const EvalPoint& point : evaluated.points) {
                            points_.push_back(point);
                            ++evaluations_;
                            if (points_.size() >= limit_.at_once) flush();
                          }
                        },
                        [](const auto&) {}},
             event);
}

void RunEventLog::flush() {
  if (points_.empty()) return;
  const std::size_t count = points_.size();
  const std::int64_t first_step = points_.front().step;
  blocks_.push_back({encode(Event(event::Evaluated{points_})), count, first_step, {}});
  points_.clear();
}

std::string RunEventLog::frames() const {
  const std::string last =
      points_.empty() ? std::string() : encode(Event(event::Evaluated{points_}));
  std::size_t bytes = others_.size() + last.size();
  for (const Block& block : blocks_) bytes += block.frame.size() + block.others.size();
  std::string frames;
  frames.reserve(bytes);
  frames += others_;
  for (const Block& block : blocks_) (frames += block.frame) += block.others;
  return frames += last;
}

void RunEventLog::restart() { *this = RunEventLog(limit_); }

bool RunEventLog::isBeyondLimit() const {
  return !blocks_.empty() && evaluations_ >= limit_.most + blocks_.front().count;
}

bool RunEventLog::isLong() const { return points_.empty() && isBeyondLimit(); }

void RunEventLog::dropBeyondLimit(std::size_t kept) {
  while (isBeyondLimit() && dropped_ + blocks_.front().count <= kept) {
    const Block& oldest = blocks_.front();
    others_ += oldest.others;
    evaluations_ -= oldest.count;
    dropped_ += oldest.count;
    blocks_.pop_front();
  }
}

std::int64_t RunEventLog::curveFrom() const {
  if (dropped_ == 0) return 0;
  return blocks_.empty() ? points_.front().step : blocks_.front().first_step;
}

}  // namespace emascope
