// SPDX-License-Identifier: Apache-2.0
#include "core/train/picture_queue.h"

#include <utility>

#include <c10/core/InferenceMode.h>

namespace emascope {

void PictureQueue::add(event::Rendered begun, std::unique_ptr<Model> weights, PictureWork work) {
  waiting_.push_back({std::move(begun), std::move(weights), std::move(work)});
}

std::vector<std::uint64_t> PictureQueue::requests() const {
  std::vector<std::uint64_t> requests;
  for (const Waiting& each : waiting_) requests.push_back(each.answer.request);
  return requests;
}

std::vector<event::Rendered> PictureQueue::advance(std::chrono::nanoseconds budget) {
  const c10::InferenceMode guard;
  std::vector<event::Rendered> whole;
  const auto begin = std::chrono::steady_clock::now();
  do {
    if (waiting_.empty()) break;
    if (auto picture = waiting_.front().work()) {
      waiting_.front().answer.picture = std::move(*picture);
      whole.push_back(std::move(waiting_.front().answer));
      waiting_.pop_front();
    }
  } while (std::chrono::steady_clock::now() - begin < budget);
  return whole;
}

}  // namespace emascope
