// SPDX-License-Identifier: Apache-2.0
//
// One model for each track, whose tensors are the track's arrays: what is evaluated. A track that
// wants its buffers estimated has buffers of its own here, made anew from training batches before
// each evaluation; its average keeps the others.
#pragma once

#include "core/ema/averager.h"
#include "core/models/model.h"
#include "core/train/model_state.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace emascope {

/// [trainer-thread] only. In the order of the averager's tracks, whose changes are told here too.
class TrackModels {
 public:
  /// `entry`, `state` and `averager` outlive this. `batches`: for estimates; their numbers 1, 2, …
  /// are the same for every track and every evaluation.
  TrackModels(const ModelEntry& entry, std::uint64_t seed, const ModelState& state,
              const Averager& averager, std::unique_ptr<BatchSource> batches);

  /// The averager has a track more, at its end.
  void add();
  void remove(std::size_t track);
  void promote(std::size_t track);

  /// Every track's model as it is to be evaluated now.
  [[nodiscard]] std::vector<const Model*> prepared();

 private:
  struct View {
    std::unique_ptr<Model> model = {};
    BufferArrays own = {};   ///< undefined until they are wanted
    bool estimated = false;  ///< its buffers are `own`
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
