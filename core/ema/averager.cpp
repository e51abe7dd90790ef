// SPDX-License-Identifier: Apache-2.0
#include "core/ema/averager.h"

#include "core/ema/kernels.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

#include <ATen/ops/empty_like.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

constexpr std::size_t kAlignment = 256;

void copyCounters(const at::Tensor& from, const at::Tensor& to) {
  if (from.numel() == 0) return;
  if (from.is_cpu()) {
    std::memcpy(to.data_ptr(), from.data_ptr(), from.nbytes());
  } else {
    to.copy_(from);
  }
}

}  // namespace

at::Tensor flatFloats(std::int64_t count, const at::Device& device) {
  const auto options = at::TensorOptions().dtype(at::kFloat);
  if (!device.is_cpu()) return at::zeros({count}, options.device(device));
  const std::size_t bytes = static_cast<std::size_t>(count) * sizeof(float);
  const std::size_t rounded = (bytes + kAlignment) / kAlignment * kAlignment;
  void* memory = std::aligned_alloc(kAlignment, rounded);
  if (memory == nullptr) throw std::bad_alloc();
  std::memset(memory, 0, rounded);
  return at::from_blob(
      memory, {count}, [](void* owned) { std::free(owned); }, options);
}

Averager::Averager(OnlineState online, std::vector<TrackRule> rules)
    : online_(std::move(online)), on_cpu_(online_.floats.is_cpu()) {
  tracks_.reserve(rules.size());
  for (TrackRule& rule : rules) {
    Track track{.rule = std::move(rule),
                .floats = flatFloats(online_.floats.numel(), online_.floats.device())};
    if (online_.counters.defined()) track.counters = at::empty_like(online_.counters);
    copy(track);
    tracks_.push_back(std::move(track));
  }
}

void Averager::update() {
  const c10::InferenceMode guard;
  const Call call{++calls_};
  weights_only_.clear();
  everything_.clear();
  for (Track& track : tracks_) {
    const EmaAction action = track.rule.schedule->action(track.rule.values, call);
    if (action.reason != Reason::kStride) track.last = action;
    if (action.kind == ActionKind::kSkip) continue;
    if (action.kind == ActionKind::kCopy) {
      copy(track);
      continue;
    }
    const double rate = 1.0 - action.beta;
    if (!on_cpu_) {
      blendOnDevice(track, rate);
    } else if (rate == 1.0) {  // e + 1 * (w - e) is not w in float32
      copy(track);
    } else {
      Blend& blend = track.rule.average_buffers ? everything_ : weights_only_;
      blend.averages.push_back(track.floats.mutable_data_ptr<float>());
      blend.rates.push_back(static_cast<float>(rate));
      if (!track.rule.average_buffers) copyBuffers(track);
    }
    if (online_.counters.defined()) copyCounters(online_.counters, track.counters);
  }
  if (on_cpu_) blendCollected();
}

void Averager::reseed(std::size_t track) {
  const c10::InferenceMode guard;
  copy(tracks_[track]);
}

void Averager::setValues(std::size_t track, std::vector<double> values) {
  tracks_[track].rule.values = std::move(values);
}

void Averager::copy(Track& track) const {
  if (on_cpu_) {
    std::memcpy(track.floats.data_ptr(), online_.floats.data_ptr(), online_.floats.nbytes());
  } else {
    track.floats.copy_(online_.floats);
  }
  if (online_.counters.defined()) copyCounters(online_.counters, track.counters);
}

void Averager::copyBuffers(Track& track) const {
  const std::int64_t buffers = online_.floats.numel() - online_.weights;
  if (buffers == 0) return;
  if (on_cpu_) {
    std::memcpy(track.floats.mutable_data_ptr<float>() + online_.weights,
                online_.floats.const_data_ptr<float>() + online_.weights,
                static_cast<std::size_t>(buffers) * sizeof(float));
  } else {
    track.floats.narrow(0, online_.weights, buffers)
        .copy_(online_.floats.narrow(0, online_.weights, buffers));
  }
}

void Averager::blendOnDevice(Track& track, double rate) const {
  if (track.rule.average_buffers) {
    track.floats.lerp_(online_.floats, rate);
    return;
  }
  track.floats.narrow(0, 0, online_.weights)
      .lerp_(online_.floats.narrow(0, 0, online_.weights), rate);
  copyBuffers(track);
}

void Averager::blendCollected() {
  const float* online = online_.floats.const_data_ptr<float>();
  blendAverages(weights_only_.averages, weights_only_.rates, online,
                static_cast<std::size_t>(online_.weights));
  blendAverages(everything_.averages, everything_.rates, online,
                static_cast<std::size_t>(online_.floats.numel()));
}

}  // namespace emascope
