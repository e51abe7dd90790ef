// SPDX-License-Identifier: Apache-2.0
//
// Averages of named tensors, for programs whose weights are not in a module. Register the tensors,
// call update() after each step, and use apply() to evaluate with the averages in place of the raw
// values, which are restored bit for bit afterwards. One rule per Shadow. Several Shadows may hold
// the same tensors, but only one of them may be applied to a tensor at a time.
//
//     auto shadow = emascope::orThrow(emascope::Shadow::make({"constant", {{"beta", 0.99}}}));
//     emascope::orThrow(shadow.registerTensor("w", w));
//     …
//     emascope::orThrow(shadow.update());
//     {
//       const auto averaged = emascope::orThrow(shadow.apply());
//       evaluate(w);
//     }  // raw again
#pragma once

#include "core/ema/tensor_ema.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Averages of tensors by name. Not thread-safe. Movable.
class Shadow {
  struct Core;

 public:
  /// Guard returned by apply(). Its destructor restores the raw values, if restore() has not. May
  /// outlive the Shadow, whose own destructor restores them first.
  class Applied {
   public:
    Applied(Applied&& other) noexcept;  ///< leaves a guard that restores nothing
    Applied& operator=(Applied&&) = delete;
    Applied(const Applied&) = delete;
    Applied& operator=(const Applied&) = delete;
    ~Applied();

   private:
    friend class Shadow;
    explicit Applied(Core& core);
    Core* core_;
  };

  /// Fails like resolveRule(). `run` is needed by rules in epochs or shares of the run.
  [[nodiscard]] static Result<Shadow> make(const EmaRule& rule = {}, const RunLength& run = {});
  Shadow(Shadow&&) noexcept;  ///< guards stay valid
  Shadow& operator=(Shadow&&) = delete;
  Shadow(const Shadow&) = delete;
  Shadow& operator=(const Shadow&) = delete;
  ~Shadow();

  /// Holds `tensor` without copying it; its average starts at the tensor's current values.
  /// Floating-point tensors are averaged as the rule treats trainable parameters, integer tensors
  /// as it treats integer buffers. Fails for a name already registered, for a tensor that cannot be
  /// averaged, and after the first update(), get(), apply(), save() or load().
  [[nodiscard]] Status registerTensor(std::string name, at::Tensor tensor);

  /// See TensorEma::update(). Fails while the averages are applied.
  [[nodiscard]] Result<Updated> update(double elapsed = 1.0);
  /// See TensorEma::set().
  [[nodiscard]] Status set(const ParamSettings& changes);
  /// The average in the tensor's shape: float32, or int64 for an integer tensor. A view: later
  /// updates show in it. Fails for a name that is not registered.
  [[nodiscard]] Result<at::Tensor> get(std::string_view name);

  /// Writes the averages into the tensors, converted to their types. Fails while they are applied.
  [[nodiscard]] Result<Applied> apply();
  /// Restores the raw values before the guard is destroyed. Fails if nothing is applied.
  [[nodiscard]] Status restore();
  /// Whether the averages are in the tensors.
  [[nodiscard]] bool applied() const;

  /// See TensorEma::save(). Fails while the averages are applied.
  [[nodiscard]] Status save(const std::string& path);
  /// See TensorEma::load(). Fails while the averages are applied.
  [[nodiscard]] Result<Loaded> load(const std::string& path, Prefer prefer);

 private:
  explicit Shadow(std::unique_ptr<Core> core);

  std::unique_ptr<Core> core_;
};

}  // namespace emascope
