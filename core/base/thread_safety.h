// SPDX-License-Identifier: Apache-2.0
//
// Mutexes that the compiler checks. A member declared with EMASCOPE_GUARDED_BY(mutex_) may only be
// used while that mutex is locked; Clang's -Wthread-safety, which clang-tidy runs with, reports
// every other use. The standard library's mutexes are not annotated, so that the analysis would not
// see them being locked. Other compilers ignore the annotations.
//
//     Mutex mutex_;
//     std::condition_variable changed_;
//     std::vector<int> items_ EMASCOPE_GUARDED_BY(mutex_);
//     …
//     MutexLock lock(mutex_);
//     changed_.wait(lock.native(),
//                   [this]() EMASCOPE_REQUIRES(mutex_) { return !items_.empty(); });
#pragma once

#include <mutex>

#if defined(__clang__)
#define EMASCOPE_THREAD_SAFETY(attribute) __attribute__((attribute))
#else
#define EMASCOPE_THREAD_SAFETY(attribute)
#endif

/// The member or static variable may be used only while `mutex` is locked.
#define EMASCOPE_GUARDED_BY(mutex) EMASCOPE_THREAD_SAFETY(guarded_by(mutex))
/// The function, or the lambda, may be called only while the mutex is locked.
#define EMASCOPE_REQUIRES(...) EMASCOPE_THREAD_SAFETY(requires_capability(__VA_ARGS__))
/// The function locks, or unlocks, the mutex; without an argument, the object's own.
#define EMASCOPE_ACQUIRE(...) EMASCOPE_THREAD_SAFETY(acquire_capability(__VA_ARGS__))
#define EMASCOPE_RELEASE(...) EMASCOPE_THREAD_SAFETY(release_capability(__VA_ARGS__))
#define EMASCOPE_CAPABILITY(name) EMASCOPE_THREAD_SAFETY(capability(name))
#define EMASCOPE_SCOPED_CAPABILITY EMASCOPE_THREAD_SAFETY(scoped_lockable)

namespace emascope {

/// std::mutex. [any-thread]
class EMASCOPE_CAPABILITY("mutex") Mutex {
 public:
  void lock() EMASCOPE_ACQUIRE() { mutex_.lock(); }
  void unlock() EMASCOPE_RELEASE() { mutex_.unlock(); }

 private:
  friend class MutexLock;
  std::mutex mutex_;
};

/// Locks a mutex for a scope.
class EMASCOPE_SCOPED_CAPABILITY MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) EMASCOPE_ACQUIRE(mutex) : lock_(mutex.mutex_) {}
  ~MutexLock() EMASCOPE_RELEASE() = default;
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

  /// For condition variables: wait(lock.native(), …).
  [[nodiscard]] std::unique_lock<std::mutex>& native() { return lock_; }

 private:
  std::unique_lock<std::mutex> lock_;
};

/// Unlocks a locked mutex for a scope, within the scope of its MutexLock.
class EMASCOPE_SCOPED_CAPABILITY MutexUnlock {
 public:
  explicit MutexUnlock(Mutex& mutex) EMASCOPE_RELEASE(mutex) : mutex_(mutex) { mutex_.unlock(); }
  ~MutexUnlock() EMASCOPE_RELEASE() { mutex_.lock(); }
  MutexUnlock(const MutexUnlock&) = delete;
  MutexUnlock& operator=(const MutexUnlock&) = delete;

 private:
  Mutex& mutex_;
};

}  // namespace emascope
