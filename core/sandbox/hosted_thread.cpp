// SPDX-License-Identifier: Apache-2.0
#include "core/sandbox/hosted_thread.h"

#include "core/base/thread_safety.h"
#include "core/sandbox/confinement.h"

#include <condition_variable>
#include <exception>
#include <utility>

namespace emascope {

/// State shared by both threads. Only the hosted thread requests errands and it waits for each, so
/// there is at most one.
struct HostedThread::Errands {
  Mutex mutex;
  std::condition_variable news;
  const std::function<void()>* wanted EMASCOPE_GUARDED_BY(mutex) = nullptr;
  std::exception_ptr failure EMASCOPE_GUARDED_BY(mutex) = nullptr;
  bool ended EMASCOPE_GUARDED_BY(mutex) = false;
};

namespace {

thread_local HostedThread::Errands* own_errands = nullptr;

}  // namespace

HostedThread::HostedThread(std::function<void()> work)
    : errands_(std::make_shared<Errands>()), thread_([errands = errands_, work = std::move(work)] {
        own_errands = errands.get();
        work();
        const MutexLock lock(errands->mutex);
        errands->ended = true;
        errands->news.notify_all();
      }) {}

HostedThread::~HostedThread() {
  if (thread_.joinable()) thread_.join();
}

bool HostedThread::host(std::chrono::milliseconds tick, const std::function<bool()>& give_up) {
  for (;;) {
    if (doNextErrand(tick)) continue;
    {
      const MutexLock lock(errands_->mutex);
      if (errands_->ended) break;
    }
    if (give_up()) {
      thread_.detach();
      return false;
    }
  }
  thread_.join();
  return true;
}

void HostedThread::hostUntil(const bool& over) {
  constexpr std::chrono::hours kAlways(24);
  for (;;) {
    static_cast<void>(doNextErrand(kAlways));
    const MutexLock lock(errands_->mutex);
    if (over || errands_->ended) return;
  }
}

bool HostedThread::doNextErrand(std::chrono::milliseconds tick) {
  Errands& errands = *errands_;
  MutexLock lock(errands.mutex);
  errands.news.wait_for(lock.native(), tick, [&errands]() EMASCOPE_REQUIRES(errands.mutex) {
    return errands.ended || errands.wanted != nullptr;
  });
  if (errands.wanted == nullptr) return false;
  const std::function<void()>* wanted = errands.wanted;
  std::exception_ptr failure;
  {
    const MutexUnlock working(errands.mutex);
    try {
      (*wanted)();
    } catch (...) {
      failure = std::current_exception();
    }
  }
  errands.failure = failure;
  errands.wanted = nullptr;
  errands.news.notify_all();
  return true;
}

bool isHostedThread() { return own_errands != nullptr; }

void asUnconfined(const std::function<void()>& errand) {
  if (!isHostedThread() || !thisThreadIsConfined()) return errand();
  askHost(errand);
}

void askHost(const std::function<void()>& errand) {
  HostedThread::Errands* errands = own_errands;
  MutexLock lock(errands->mutex);
  errands->wanted = &errand;
  errands->news.notify_all();
  errands->news.wait(lock.native(), [errands]() EMASCOPE_REQUIRES(errands->mutex) {
    return errands->wanted == nullptr;
  });
  if (const std::exception_ptr failure = std::exchange(errands->failure, nullptr)) {
    std::rethrow_exception(failure);
  }
}

}  // namespace emascope
