// SPDX-License-Identifier: Apache-2.0
//
// Processor time of something small, and what is made of several rounds of it.
#pragma once

#include <algorithm>
#include <ctime>
#include <functional>
#include <vector>

namespace emascope {

/// Of this process, all threads.
[[nodiscard]] inline double processorSeconds() {
  timespec now = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Per call, over about 50 ms; the first call is not counted.
[[nodiscard]] inline double secondsOf(const std::function<void()>& call) {
  constexpr double kEnough = 0.05;
  call();
  const double begin = processorSeconds();
  double end = begin;
  int calls = 0;
  while (end - begin < kEnough) {
    call();
    ++calls;
    end = processorSeconds();
  }
  return (end - begin) / calls;
}

[[nodiscard]] inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace emascope
