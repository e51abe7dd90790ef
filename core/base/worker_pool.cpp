// SPDX-License-Identifier: Apache-2.0
#include "core/base/worker_pool.h"

namespace emascope {

WorkerPool::WorkerPool(int threads)
    : shares_count_(static_cast<std::size_t>(threads)),
      shares_(std::make_unique<Share[]>(shares_count_)) {
  workers_.reserve(shares_count_ - 1);
  try {
    for (std::size_t self = 1; self < shares_count_; ++self) {
      workers_.emplace_back([this, self] { serve(self); });
    }
  } catch (...) {
    end();
    throw;
  }
}

WorkerPool::~WorkerPool() { end(); }

void WorkerPool::end() {
  {
    const MutexLock lock(mutex_);
    ending_ = true;
  }
  begun_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void WorkerPool::run(std::size_t pieces, bool backwards,
                     const std::function<void(std::size_t)>& work) {
  const MutexLock caller(one_caller_);
  Job job{.work = &work, .backwards = backwards};
  std::fegetenv(&job.environment);
  for (std::size_t i = 0; i < shares_count_; ++i) {
    shares_[i].taken.store(0, std::memory_order_relaxed);
    shares_[i].begin = pieces * i / shares_count_;
    shares_[i].end = pieces * (i + 1) / shares_count_;
  }
  if (!workers_.empty() && pieces > 1) {
    {
      const MutexLock lock(mutex_);
      job_ = &job;
      ++jobs_;
    }
    begun_.notify_all();
  }
  drain(0, job);
  MutexLock lock(mutex_);
  job_ = nullptr;
  idle_.wait(lock.native(), [this]() EMASCOPE_REQUIRES(mutex_) { return busy_ == 0; });
}

void WorkerPool::serve(std::size_t self) {
  std::size_t seen = 0;
  MutexLock lock(mutex_);
  for (;;) {
    begun_.wait(lock.native(), [&]() EMASCOPE_REQUIRES(mutex_) {
      return ending_ || (job_ != nullptr && jobs_ != seen);
    });
    if (ending_) return;
    seen = jobs_;
    const Job& job = *job_;
    ++busy_;
    {
      const MutexUnlock working(mutex_);
      std::fesetenv(&job.environment);
      drain(self, job);
    }
    if (--busy_ == 0) idle_.notify_one();
  }
}

void WorkerPool::drain(std::size_t self, const Job& job) {
  for (std::size_t turn = 0; turn < shares_count_; ++turn) {
    Share& share = shares_[(self + turn) % shares_count_];
    const std::size_t count = share.end - share.begin;
    for (;;) {
      const std::size_t i = share.taken.fetch_add(1, std::memory_order_relaxed);
      if (i >= count) break;
      (*job.work)(job.backwards ? share.end - 1 - i : share.begin + i);
    }
  }
}

}  // namespace emascope
