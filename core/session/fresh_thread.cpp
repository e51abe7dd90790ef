// SPDX-License-Identifier: Apache-2.0
#include "core/session/fresh_thread.h"

#include <exception>
#include <utility>

namespace emascope {

void FreshThread::run(const std::function<void()>& work) {
  go_on_ = {};
  std::exception_ptr failure;
  asUnconfined([&] {
    bool done = false;
    thread_ = std::make_unique<HostedThread>(
        [&work, &failure, &done,
         go_on = std::make_shared<std::future<std::function<void()>>>(go_on_.get_future())] {
          try {
            work();
          } catch (...) {
            failure = std::current_exception();
          }
          askHost([&done] { done = true; });  // references may be invalid afterward
          if (const auto more = go_on->get()) more();
        });
    thread_->hostUntil(done);
  });
  if (!failure) return;
  dismiss();
  std::rethrow_exception(failure);
}

void FreshThread::dismiss() {
  go_on_.set_value({});
  thread_.reset();
}

std::unique_ptr<HostedThread> FreshThread::release(std::function<void()> work) {
  auto released = std::move(thread_);  // first, because the thread checks waits() when it continues
  go_on_.set_value(std::move(work));
  return released;
}

}  // namespace emascope
