// SPDX-License-Identifier: Apache-2.0
//
// K averages of one set of weights, kept side by side. Weights and float buffers are one flat
// array, [weights | buffers]; so is each track, and a model whose tensors are views of a track's
// arrays is that average. What each update does is decided by the track's rule (core/rules); how
// the numbers move is decided here. Knows nothing of runs, messages or files.
#pragma once

#include "core/rules/schedule.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

/// What a track averages by. `values` are in the order of `schedule->params` and within range.
struct TrackRule {
  const ScheduleEntry* schedule = nullptr;
  std::vector<double> values = {};
  bool average_buffers = true;  ///< false: float buffers are copied at each copy or blend
};

/// Flat and contiguous; the averager keeps handles, not copies.
struct OnlineState {
  at::Tensor floats = {};    ///< float32: weights, then float buffers
  std::int64_t weights = 0;  ///< how many of `floats` are weights
  at::Tensor counters = {};  ///< int64 buffers, on the CPU or the device; may be empty
};

/// [trainer-thread] only.
class Averager {
 public:
  /// Every track begins as a copy of `online`. Arrays of the CPU are aligned to 256 bytes.
  Averager(OnlineState online, std::vector<TrackRule> rules);

  /// One update call for every track, after an optimiser step.
  void update();

  /// The online state becomes the track's, now. The rule's clock goes on.
  void reseed(std::size_t track);

  [[nodiscard]] std::size_t size() const { return tracks_.size(); }
  [[nodiscard]] const TrackRule& rule(std::size_t track) const { return tracks_[track].rule; }
  /// In force from the next update on. @pre checked by editedValues()
  void setValues(std::size_t track, std::vector<double> values);

  /// Update calls so far; steps that were skipped as non-finite are none.
  [[nodiscard]] std::int64_t calls() const { return calls_; }
  /// What the last call did that was not left out by update_every.
  [[nodiscard]] const EmaAction& lastAction(std::size_t track) const { return tracks_[track].last; }

  /// The average itself, laid out as OnlineState::floats and ::counters.
  [[nodiscard]] const at::Tensor& floats(std::size_t track) const { return tracks_[track].floats; }
  [[nodiscard]] const at::Tensor& counters(std::size_t track) const {
    return tracks_[track].counters;
  }

 private:
  struct Track {
    TrackRule rule = {};
    EmaAction last = {};
    at::Tensor floats = {};
    at::Tensor counters = {};
  };

  void copy(Track& track) const;
  void copyBuffers(Track& track) const;
  void blendOnDevice(Track& track, double rate) const;
  void blendCollected();

  OnlineState online_;
  bool on_cpu_ = true;
  std::int64_t calls_ = 0;
  std::vector<Track> tracks_;
  /// Tracks to blend in this update; the first list takes weights alone, the second all floats.
  struct Blend {
    std::vector<float*> averages = {};
    std::vector<float> rates = {};
    void clear() {
      averages.clear();
      rates.clear();
    }
  };
  Blend weights_only_;
  Blend everything_;
};

/// A zeroed flat float32 tensor on `device`; on the CPU aligned to 256 bytes.
[[nodiscard]] at::Tensor flatFloats(std::int64_t count, const at::Device& device);

}  // namespace emascope
