// SPDX-License-Identifier: Apache-2.0
//
// One model per track whose tensors are the track's arrays, for evaluation. A track with
// re-estimated buffers has separate buffers here, computed from training batches before each
// evaluation; its average keeps its own.
#pragma once

#include "core/ema/averager.h"
#include "core/models/model.h"
#include "core/train/model_state.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace emascope {

/// [trainer-thread] only. In the order of the averager's tracks; changes to them must be mirrored
/// here.
class TrackModels {
 public:
  /// `entry`, `state` and `averager` outlive this. `batches`: source of the batches for
  /// re-estimation; every track and evaluation uses the same batches 1, 2, ….
  TrackModels(const ModelEntry& entry, std::uint64_t seed, const ModelState& state,
              const Averager& averager, std::unique_ptr<BatchSource> batches);

  /// Makes the models anew, after the averager's tracks were replaced.
  void renew();
  /// Adds a model for the averager's new last track.
  void add();
  void remove(std::size_t track);
  void promote(std::size_t track);

  /// Prepares and returns every track's model for evaluation.
  [[nodiscard]] std::vector<const Model*> prepared();

 private:
  struct View {
    std::unique_ptr<Model> model = {};
    BufferArrays own = {};   ///< undefined until needed
    bool estimated = false;  ///< the model uses the buffers in `own`
  };

  [[nodiscard]] std::int64_t wanted(std::size_t track) const;
  void bind(std::size_t track, bool estimated);

  const ModelEntry& entry_;
  std::uint64_t seed_;
  const ModelState& state_;
  const Averager& averager_;
  std::unique_ptr<BatchSource> batches_;
  std::vector<View> views_;
};

}  // namespace emascope
