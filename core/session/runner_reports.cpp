// SPDX-License-Identifier: Apache-2.0
//
// What a session tells of the weights of its run: on request, and at the end.
#include "core/session/runner.h"

#include <chrono>
#include <string>
#include <utility>

namespace emascope {
namespace {

/// Between two steps, and while paused between two looks at what is wanted next.
constexpr std::chrono::milliseconds kViewBudget(5);

}  // namespace

void Runner::synthesize(std::uint64_t request, const SynthesisSpec& spec) {
  const auto made = trainer_->synthesize(spec);
  if (!made) {
    events_.put(event::Rejected{request, made.error()});
    return;
  }
  event::Synthesized answer = *made;
  answer.request = request;
  events_.put(std::move(answer));
}

void Runner::scan(std::uint64_t request, const ScanSpec& spec) {
  auto scanned = trainer_->scan(spec);
  if (!scanned) {
    events_.put(event::Rejected{request, scanned.error()});
    return;
  }
  scanned.value().request = request;
  events_.put(std::move(scanned).value());
}

void Runner::view(const command::View& wanted) {
  if (const Status begun = trainer_->beginView(wanted); !begun) {
    events_.put(event::Rejected{wanted.request, begun.error()});
  }
}

void Runner::advanceViews() {
  if (!trainer_ || trainer_->viewsWanted().empty()) return;
  for (auto& viewed : trainer_->advanceViews(kViewBudget)) events_.put(std::move(viewed));
}

void Runner::save(std::uint64_t request, const SaveSpec& spec) {
  auto saved = trainer_->save(spec);
  if (!saved) {
    events_.put(event::Rejected{request, saved.error()});
    return;
  }
  saved.value().request = request;
  events_.put(std::move(saved).value());
}

void Runner::reportWeights() {
  for (const SynthesisSpec& spec : plan_.config.syntheses) synthesize(0, spec);
  for (const ScanSpec& spec : plan_.config.scans) scan(0, spec);
  for (const SaveSpec& spec : plan_.config.saves) save(0, spec);
  if (auto tested = trainer_->test(); !tested.empty()) {
    events_.put(event::Tested{std::move(tested)});
  }
}

void Runner::finishViews(RunState state) {
  if (!trainer_) return;
  if (state == RunState::kFailed) {
    for (const std::uint64_t request : trainer_->viewsWanted()) {
      events_.put(event::Rejected{
          request, Error{"view", "the run ended at step " + std::to_string(step()), ""}});
    }
    return;
  }
  while (!trainer_->viewsWanted().empty()) advanceViews();
}

}  // namespace emascope
