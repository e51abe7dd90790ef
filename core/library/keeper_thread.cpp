// SPDX-License-Identifier: Apache-2.0
#include "core/library/keeper_thread.h"

#include "core/base/mailbox.h"
#include "core/base/thread_safety.h"

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
      std::string now = keeper.folder();  // may wait for the disk
      const MutexLock lock(mutex);
      if (!now.empty()) folder = std::move(now);  // else its rest is not kept
      on_disk = keeper.evaluationsOnDisk();
    }
    takeIn(events.takeAll());
    keeper.finish();
    done.set_value(!keeper.failed() && !lost);
  }

  void takeIn(const std::vector<Event>& taken) {
    for (const Event& event : taken) {
      if (std::holds_alternative<event::Started>(event)) {
        const MutexLock lock(mutex);
        ++begun;
        folder.clear();
        on_disk = 0;
      }
      keeper.take(event);
    }
    waiting -= taken.size();
  }

  RunKeeper keeper;
  Mailbox<Event> events;
  Mailbox<std::string> news;
  std::atomic<std::size_t> waiting = 0;
  std::atomic<bool> overrun = false;  ///< the rest of the present run is not kept
  std::atomic<bool> lost = false;     ///< a part of some run is not kept
  std::promise<bool> done;
  Mutex mutex;
  int started EMASCOPE_GUARDED_BY(mutex) = 0;  ///< runs whose beginning waits or was taken in
  int begun EMASCOPE_GUARDED_BY(mutex) = 0;    ///< of these, taken in; the rest is of the last one
  std::string folder EMASCOPE_GUARDED_BY(mutex);
  std::size_t on_disk EMASCOPE_GUARDED_BY(mutex) = 0;  ///< evaluations
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
  if (starts) {
    const MutexLock lock(shared_->mutex);
    ++shared_->started;
  }
  ++shared_->waiting;
  shared_->events.put(event);
}

std::size_t KeeperThread::evaluationsOnDisk() const {
  const MutexLock lock(shared_->mutex);
  return shared_->overrun || shared_->begun != shared_->started ? 0 : shared_->on_disk;
}

std::string KeeperThread::folder() const {
  const MutexLock lock(shared_->mutex);
  return shared_->begun != shared_->started ? std::string() : shared_->folder;
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
