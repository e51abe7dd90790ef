// SPDX-License-Identifier: Apache-2.0
#include "core/library/keeper_thread.h"

#include "core/base/mailbox.h"

#include <atomic>
#include <future>
#include <utility>

namespace emascope {
namespace {

/// Events that may wait for a disk that does not answer.
constexpr std::size_t kMostEventsWaiting = 100'000;
constexpr std::chrono::milliseconds kBetweenTicks{500};

}  // namespace

struct KeeperThread::Shared {
  explicit Shared(KeeperOptions options)
      : keeper(std::move(options), [this](const std::string& text) { news.put(text); }) {}

  void run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      takeIn(events.waitAllFor(stop, kBetweenTicks));
      keeper.tick();
    }
    takeIn(events.takeAll());
    keeper.finish();
    done.set_value(!keeper.failed() && !lost);
  }

  void takeIn(const std::vector<Event>& taken) {
    for (const Event& event : taken) keeper.take(event);
    waiting -= taken.size();
  }

  RunKeeper keeper;
  Mailbox<Event> events;
  Mailbox<std::string> news;
  std::atomic<std::size_t> waiting = 0;
  std::atomic<bool> overrun = false;  ///< the rest of the present run is not kept
  std::atomic<bool> lost = false;     ///< a part of some run is not kept
  std::promise<bool> done;
};

KeeperThread::KeeperThread(KeeperOptions options)
    : shared_(std::make_shared<Shared>(std::move(options))),
      thread_([shared = shared_](const std::stop_token& stop) { shared->run(stop); }) {}

KeeperThread::~KeeperThread() {
  constexpr std::chrono::milliseconds kPatience{2000};
  if (thread_.joinable()) (void)close(kPatience);
}

void KeeperThread::take(const Event& event) {
  const bool counts = belongsToJournal(event) || std::holds_alternative<event::Progress>(event);
  const bool starts = std::holds_alternative<event::Started>(event);
  if (!counts || (shared_->overrun && !starts)) return;  // the next run is tried again
  shared_->overrun = shared_->waiting >= kMostEventsWaiting;
  if (shared_->overrun) {
    shared_->lost = true;
    shared_->news.put(std::string("the disk of the library does not answer; ") +
                      (starts ? "the run" : "the rest of the run") + " is not kept");
    return;
  }
  ++shared_->waiting;
  shared_->events.put(event);
}

std::vector<std::string> KeeperThread::takeNews() { return shared_->news.takeAll(); }

bool KeeperThread::close(std::chrono::milliseconds patience) {
  if (!thread_.joinable()) return true;
  auto done = shared_->done.get_future();
  thread_.request_stop();
  if (done.wait_for(patience) != std::future_status::ready) {
    shared_->news.put("the disk of the library does not answer; the run's end is not kept");
    thread_.detach();
    return false;
  }
  thread_.join();
  return done.get();
}

}  // namespace emascope
