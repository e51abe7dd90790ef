// SPDX-License-Identifier: Apache-2.0
#include "core/session/training_session.h"

#include "core/base/mailbox.h"
#include "core/base/thread_safety.h"
#include "core/sandbox/confinement.h"
#include "core/sandbox/hosted_thread.h"
#include "core/session/event_queue.h"
#include "core/session/fresh_thread.h"
#include "core/session/runner.h"
#include "core/train/supervision.h"

#include <memory>
#include <utility>
#include <vector>

namespace emascope {
namespace {

/// Interval between checks of a step's duration.
constexpr std::chrono::milliseconds kTick(250);

/// Never destroys `used`: a thread that was given up goes on in it until the process ends.
void keepForEver(std::shared_ptr<void> used) {
  static Mutex mutex;
  static auto* const kept = new std::vector<std::shared_ptr<void>>();
  const MutexLock lock(mutex);
  kept->push_back(std::move(used));
}

}  // namespace

struct TrainingSession::Core : std::enable_shared_from_this<TrainingSession::Core> {
  explicit Core(RunFactory the_run_factory)
      : run_factory(std::move(the_run_factory)),
        runner(run_factory, commands, events, supervision, fresh) {}

  void keep(const std::stop_token& stop);
  /// `limit`: the exceeded time limit; zero: the user wants to quit.
  [[nodiscard]] bool giveUp(std::chrono::seconds limit);
  [[nodiscard]] bool isOverLimit();

  RunFactory run_factory;
  Mailbox<Command> commands;
  EventQueue events;
  Supervision supervision;
  FreshThread fresh;
  Runner runner;
  Mutex giving_up;  ///< one thread at a time gives up the step
};

void TrainingSession::Core::keep(const std::stop_token& stop) {
  const auto serve = [this, stop] { runner.serve(stop); };
  auto thread = std::make_unique<HostedThread>(serve);
  while (thread) {
    if (!thread->host(kTick, [this] { return supervision.givenUp() || isOverLimit(); })) return;
    if (!runner.nextIsConfined()) liftMemoryLimit();
    thread = fresh.waits() ? fresh.release(serve) : nullptr;
  }
}

bool TrainingSession::Core::isOverLimit() {
  const std::chrono::seconds limit = runner.stepLimit();
  if (limit.count() == 0 || supervision.work() == Supervision::Work::kPreparing) return false;
  return supervision.busyFor() >= limit && giveUp(limit);
}

bool TrainingSession::Core::giveUp(std::chrono::seconds limit) {
  const MutexLock lock(giving_up);
  if (!supervision.giveUp(limit)) return false;
  keepForEver(shared_from_this());
  runner.endWithoutThread(limit);
  return true;
}

TrainingSession::TrainingSession(RunFactory run_factory)
    : core_(std::make_shared<Core>(std::move(run_factory))),
      keeper_([core = core_](const std::stop_token& stop) { core->keep(stop); }) {}

TrainingSession::~TrainingSession() { core_->supervision.interrupt(); }

void TrainingSession::post(Command command) {
  // In this order, since handling the command clears the interruption.
  if (std::holds_alternative<command::Stop>(command)) core_->supervision.interrupt();
  core_->commands.put(std::move(command));
}

std::vector<Event> TrainingSession::drain() { return core_->events.drain(); }

void TrainingSession::setWakeup(std::function<void()> wakeup) {
  core_->events.setWakeup(std::move(wakeup));
}

std::chrono::nanoseconds TrainingSession::busyFor() const { return core_->supervision.busyFor(); }

bool TrainingSession::giveUp() { return core_->giveUp(std::chrono::seconds(0)); }

bool TrainingSession::gaveUp() const { return core_->supervision.givenUp(); }

}  // namespace emascope
