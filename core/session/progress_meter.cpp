// SPDX-License-Identifier: Apache-2.0
#include "core/session/progress_meter.h"

namespace emascope {
namespace {

constexpr auto kBetweenReports = std::chrono::milliseconds(34);
constexpr auto kWindow = std::chrono::seconds(1);

double seconds(std::chrono::nanoseconds span) {
  return std::chrono::duration<double>(span).count();
}

}  // namespace

void ProgressMeter::restart(SteadyTime now, std::int64_t step, const Trainer::Busy& busy) {
  samples_ = {{now, step, busy}};
  next_ = now + kBetweenReports;
}

event::Progress ProgressMeter::report(SteadyTime now, std::int64_t step, double run_seconds,
                                      const Trainer::Busy& busy) {
  next_ = now + kBetweenReports;
  while (samples_.size() > 1 && now - samples_[1].time >= kWindow) samples_.pop_front();
  const Sample& old = samples_.front();
  event::Progress progress{.step = step, .seconds = run_seconds};
  const double passed = seconds(now - old.time);
  if (passed > 0.0) progress.steps_per_second = static_cast<double>(step - old.step) / passed;
  const double train = seconds(busy.train - old.busy.train);
  const double average = seconds(busy.average - old.busy.average);
  const double evaluate = seconds(busy.evaluate - old.busy.evaluate);
  const double data = seconds(busy.data - old.busy.data);
  const double all = train + average + evaluate + data;
  if (all > 0.0) {
    progress.data_share = data / all;
    progress.train_share = train / all;
    progress.ema_share = average / all;
    progress.eval_share = evaluate / all;
  }
  samples_.push_back({now, step, busy});
  return progress;
}

}  // namespace emascope
