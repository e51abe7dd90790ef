// SPDX-License-Identifier: Apache-2.0
//
// Online weights for tests of the averager: they move from step to step as noisy weights do.
#pragma once

#include "core/ema/averager.h"

#include <cmath>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <ATen/ops/zeros.h>

namespace emascope {

inline TrackRule rule(const std::string& id, const ParamValues& values,
                      std::vector<NameSelection> selections = {}) {
  const ScheduleEntry& entry = *findRule(id);
  return {&entry, orderedValues(entry, values, "").value(), std::move(selections)};
}

/// Floats that move like noisy weights, with `buffers` of them at the end, and one counter.
class Online {
 public:
  explicit Online(std::int64_t weights, std::int64_t buffers = 0)
      : state_{flatFloats(weights + buffers, at::kCPU), weights,
               at::zeros({1}, at::TensorOptions().dtype(at::kLong))} {
    moveTo(0);
  }
  void moveTo(int step) {
    float* values = state_.floats.mutable_data_ptr<float>();
    for (std::int64_t i = 0; i < state_.floats.numel(); ++i) values[i] = at(step, i);
    *state_.counters.mutable_data_ptr<std::int64_t>() = step;
  }
  static float at(int step, std::int64_t i) {
    return static_cast<float>(std::sin(0.9 * step + 0.2 * static_cast<double>(i)) + 0.01 * step);
  }
  [[nodiscard]] const OnlineState& state() const { return state_; }
  [[nodiscard]] float value(std::int64_t i) const {
    return state_.floats.const_data_ptr<float>()[i];
  }

 private:
  OnlineState state_;
};

inline float average(const Averager& averager, std::size_t track, std::int64_t i) {
  return averager.floats(track).const_data_ptr<float>()[i];
}

inline bool sameBits(const at::Tensor& a, const at::Tensor& b) {
  return a.nbytes() == b.nbytes() && std::memcmp(a.data_ptr(), b.data_ptr(), a.nbytes()) == 0;
}

}  // namespace emascope
