// SPDX-License-Identifier: Apache-2.0
#include "core/session/training_session.h"

#include "core/session/runner.h"

#include <utility>

namespace emascope {

TrainingSession::TrainingSession(Workshop workshop)
    : workshop_(std::move(workshop)), thread_([this](const std::stop_token& stop) {
        Runner(workshop_, commands_, events_).serve(stop);
      }) {}

void TrainingSession::post(Command command) { commands_.put(std::move(command)); }

std::vector<Event> TrainingSession::drain() { return events_.drain(); }

void TrainingSession::setWakeup(std::function<void()> wakeup) {
  events_.setWakeup(std::move(wakeup));
}

}  // namespace emascope
