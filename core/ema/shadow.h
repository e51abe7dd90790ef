// SPDX-License-Identifier: Apache-2.0
//
// Averages of tensors by name, for programs whose weights are not in a module. The tensors are
// registered, updated after each step, and for an evaluation the averages can be put in their
// place: the raw values come back, bit by bit, whatever happens meanwhile. One rule; several
// Shadows may hold the same tensors, but not two be applied to one at a time.
//
//   auto shadow = orThrow(Shadow::make({"constant", {{"beta", 0.99}}}));
//   orThrow(shadow.registerTensor("w", w));
//   …  orThrow(shadow.update());
//   { const auto averaged = orThrow(shadow.apply());  evaluate(); }  // raw again
#pragma once

#include "core/ema/tensor_ema.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// One thread at a time. May be moved; guards follow.
class Shadow {
  struct Core;

 public:
  /// Ends an apply() when it goes, at the latest. May outlive its Shadow, which restores before it
  /// goes itself.
  class Applied {
   public:
    Applied(Applied&& other) noexcept;
    Applied& operator=(Applied&&) = delete;
    Applied(const Applied&) = delete;
    Applied& operator=(const Applied&) = delete;
    ~Applied();

   private:
    friend class Shadow;
    explicit Applied(Core& core);
    Core* core_;
  };

  /// Refuses what resolveRule() does. `run`: for rules in epochs or shares of the run.
  [[nodiscard]] static Result<Shadow> make(const EmaRule& rule = {}, const RunLength& run = {});
  Shadow(Shadow&&) noexcept;
  Shadow& operator=(Shadow&&) = delete;
  Shadow(const Shadow&) = delete;
  Shadow& operator=(const Shadow&) = delete;
  ~Shadow();

  /// `tensor` is held, not copied; its average begins as it is now. Floating point is averaged, as
  /// the rule treats trainable parameters; integers are treated as it treats integer buffers.
  /// Refuses a name that is taken, a tensor that cannot be averaged, and any after the first
  /// update(), get(), apply(), save() or load().
  [[nodiscard]] Status registerTensor(std::string name, at::Tensor tensor);

  /// See TensorEma::update(). Refused while the averages are applied.
  [[nodiscard]] Result<Updated> update(double elapsed = 1.0);
  /// See TensorEma.
  [[nodiscard]] Status set(const ParamSettings& changes);
  /// The average, float32 (int64 of an integer tensor) in the tensor's shape: a view that shows
  /// later updates. Refuses a name that was not registered.
  [[nodiscard]] Result<at::Tensor> get(std::string_view name);

  /// Writes the averages into the tensors, in their types. Refused while they are applied.
  [[nodiscard]] Result<Applied> apply();
  /// The raw values, before the guard goes. Refused if nothing is applied.
  [[nodiscard]] Status restore();
  [[nodiscard]] bool applied() const;

  /// See TensorEma. Refused while the averages are applied.
  [[nodiscard]] Status save(const std::string& path);
  [[nodiscard]] Result<Loaded> load(const std::string& path, Prefer prefer);

 private:
  explicit Shadow(std::unique_ptr<Core> core);

  std::unique_ptr<Core> core_;
};

}  // namespace emascope
