// SPDX-License-Identifier: Apache-2.0
//
// Averages of a torch::nn::Module's weights, in the manner of ema_pytorch's EMA: created from a
// module and one or more rules, updated after each optimizer step, and evaluated through a copy of
// the module whose tensors follow the average. Averages can be saved and loaded, and their settings
// changed during training. Handles parameters and buffers of any type, frozen parameters and tied
// parameters. The module is only read, except by feedback. For TorchScript modules see jit_ema.h.
//
//     Net net;  // TORCH_MODULE
//     const emascope::EmaRule rule{"ema-pytorch", {{"beta", 0.999}}};
//     auto ema = emascope::orThrow(emascope::makeEma(net, {.rules = {rule}}));
//     …
//     optimizer.step();
//     emascope::orThrow(ema.update());
//     ema.averaged()->forward(x);
//
// A mistake of the program is reported as an Error and leaves everything unchanged.
//
// Data parallelism (DistributedDataParallel and others): after an optimizer step every rank has the
// same weights, so either every rank keeps an average (all are equal), or a single rank keeps,
// evaluates and saves it. Unsynchronized buffers differ between ranks: keep the average on the rank
// whose buffers you want. Pass Ema the module inside the wrapper; do not wrap the average.
#pragma once

#include "core/ema/module_tensors.h"
#include "core/ema/post_step.h"
#include "core/ema/tensor_ema.h"

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <c10/util/Exception.h>
#include <torch/nn/module.h>

namespace emascope {

/// How Ema holds and copies a module of type `M`. Specialized for TorchScript in jit_ema.h.
template <typename M>
struct ModuleHandle {
  using Type = std::shared_ptr<M>;  ///< shares the module with the program
  /// Its parameters and buffers.
  static std::vector<LiveTensor> tensors(const Type& module) { return tensorsOf(*module); }
  /// A copy of `module`; null if clone() returns another class. Throws c10::Error if M has no
  /// clone().
  static Type copy(const Type& module) { return std::dynamic_pointer_cast<M>(module->clone()); }
  /// Switches `module` to eval mode.
  static void evaluate(const Type& module) { module->eval(); }
  /// Whether `module` is a module, not null.
  static bool present(const Type& module) { return module != nullptr; }
};

/// Averages of a module of class `M`. Not thread-safe. Movable. `M` is the module's class; for a
/// ModuleHolder, its Impl class.
template <typename M>
class Ema {
 public:
  /// std::shared_ptr<M>, or torch::jit::Module.
  using Handle = typename ModuleHandle<M>::Type;
  /// Returns a new module with the structure of the online one.
  using MakeCopy = std::function<Handle()>;

  /// Each average starts as a copy of the module's current values. `make_copy` returns a new module
  /// of the same structure (its values are ignored); pass it for modules without clone(), that is,
  /// not derived from torch::nn::Cloneable, or where clone() is expensive. Fails like
  /// TensorEma::make(), and if the module cannot be copied.
  [[nodiscard]] static Result<Ema> make(Handle online, const EmaOptions& options = {},
                                        MakeCopy make_copy = {}) {
    if (!ModuleHandle<M>::present(online)) return Error{"model", "is null", ""};
    auto averages = TensorEma::make([online] { return ModuleHandle<M>::tensors(online); }, options);
    if (!averages) return averages.error();
    if (!make_copy) make_copy = [online] { return ModuleHandle<M>::copy(online); };
    Ema ema(std::move(averages).value(), std::move(make_copy));
    if (Status copied = ema.makeCopyOf(0); !copied) return copied.error();
    return ema;
  }

  /// See TensorEma::update(). The modules returned by averaged() show the new values.
  [[nodiscard]] Result<Updated> update(double elapsed = 1.0) { return averages_->update(elapsed); }
  /// See TensorEma::set().
  [[nodiscard]] Status set(const ParamSettings& changes, std::size_t track = 0) {
    return averages_->set(changes, track);
  }
  /// See TensorEma::add().
  [[nodiscard]] Result<std::size_t> add(const EmaRule& rule) { return averages_->add(rule); }
  /// See TensorEma::fork().
  [[nodiscard]] Result<std::size_t> fork(std::size_t track = 0) { return averages_->fork(track); }
  /// See TensorEma::remove(). The removed track's averaged() module is no longer updated. Later
  /// tracks keep their modules.
  [[nodiscard]] Status remove(std::size_t track) {
    const Status removed = averages_->remove(track);
    if (removed.ok() && track < copies_.size())
      copies_.erase(copies_.begin() + static_cast<std::ptrdiff_t>(track));
    return removed;
  }
  /// See TensorEma::reseed().
  [[nodiscard]] Status reseed(std::size_t track = 0) { return averages_->reseed(track); }
  /// See TensorEma::updateOnline().
  [[nodiscard]] Status updateOnline(double keep, std::size_t track = 0) {
    return averages_->updateOnline(keep, track);
  }
  /// Replaces the online weights with the average; buffers are handled as the rule specifies.
  [[nodiscard]] Status copyToOnline(std::size_t track = 0) {
    return averages_->updateOnline(0.0, track);
  }
  /// See TensorEma::save().
  [[nodiscard]] Status save(const std::string& path) const { return averages_->save(path); }
  /// See TensorEma::load(). The modules returned by averaged() follow the loaded averages.
  [[nodiscard]] Result<Loaded> load(const std::string& path, Prefer prefer) {
    auto loaded = averages_->load(path, prefer);
    if (!loaded) return loaded;
    copies_.resize(averages_->size());
    for (std::size_t k = 0; k < copies_.size(); ++k) bind(k);
    return loaded;
  }

  /// Moves the online module, the averages and the modules returned by averaged() to a device, to
  /// another floating-point type, or both. The module objects stay the same. Call this instead of
  /// the module's own to(), which does not move the averages (and in LibTorch also converts integer
  /// buffers). Optimizer state is not moved: create the optimizer afterwards.
  [[nodiscard]] Status to(std::optional<at::Device> device,
                          std::optional<at::ScalarType> type = std::nullopt) {
    const Status moved = averages_->to(device, type);
    if (!moved) return moved;
    for (std::size_t k = 0; k < copies_.size(); ++k) {
      if (!copies_[k].made) continue;
      averages_->moveCopy(ModuleHandle<M>::tensors(copies_[k].module), device, type);
      bind(k);
    }
    return moved;
  }
  /// The same, on the same device.
  [[nodiscard]] Status to(at::ScalarType type) { return to(std::nullopt, type); }

  /// Puts the averages into the online module while the returned guard lives; its destructor
  /// restores the module's own values bit for bit, also when an exception is thrown. Until then
  /// update() and everything that writes to the module fail. Train and eval mode are not changed:
  /// call net->eval() yourself.
  ///
  ///     {
  ///       const auto averaged = emascope::orThrow(ema.apply());
  ///       evaluate(net->weight);
  ///     }  // raw again
  [[nodiscard]] Result<TensorEma::Applied> apply(std::size_t track = 0) {
    return averages_->apply(track);
  }
  /// The same for `net`: the online module, or another module of the same structure.
  [[nodiscard]] Result<TensorEma::Applied> apply(const Handle& net, std::size_t track = 0) {
    if (!ModuleHandle<M>::present(net)) return Error{"model", "is null", ""};
    return averages_->apply(ModuleHandle<M>::tensors(net), track);
  }
  /// The same for a ModuleHolder.
  template <typename Holder>
  requires requires(const Holder& holder) {
    { holder.ptr() } -> std::convertible_to<Handle>;
  }
  [[nodiscard]] Result<TensorEma::Applied> apply(const Holder& net, std::size_t track = 0) {
    return apply(Handle(net.ptr()), track);
  }

  /// A module with the average's values. It is created at the first call, in eval mode and without
  /// gradients; later calls return the same module, refreshed from the average. Float32 tensors on
  /// the online model's device are views of the average: writing to them changes it. Throws
  /// std::runtime_error if make_copy fails for an added track. @pre track < size()
  [[nodiscard]] const Handle& averaged(std::size_t track = 0) {
    if (copies_.size() <= track) copies_.resize(averages_->size());
    if (!copies_[track].made) orThrow(makeCopyOf(track));
    Copy& copy = copies_[track];
    if (copy.generation != averages_->generation()) {
      refresh(copy.refreshes);
      copy.generation = averages_->generation();
    }
    return copy.module;
  }

  /// Calls update() after each step of `optimizer`; an error is thrown from step() as
  /// std::runtime_error. This object must outlive the last step of `optimizer`.
  template <typename Optimizer>
  void attach(PostStep<Optimizer>& optimizer) {
    optimizer.afterStep([averages = averages_.get()] { orThrow(averages->update()); });
  }

  /// Number of averages.
  [[nodiscard]] std::size_t size() const { return averages_->size(); }
  /// Settings, counters, edit history and averages by name.
  [[nodiscard]] const TensorEma& averages() const { return *averages_; }

 private:
  struct Copy {
    bool made = false;
    Handle module = {};
    LiveTensors::Refreshes refreshes = {};
    std::int64_t generation = -1;
  };

  Ema(TensorEma averages, MakeCopy make_copy)
      : averages_(std::make_unique<TensorEma>(std::move(averages))),
        make_copy_(std::move(make_copy)),
        copies_(averages_->size()) {}

  Status makeCopyOf(std::size_t track) {
    Copy& copy = copies_[track];
    try {
      copy.module = make_copy_();
    } catch (const c10::Error& error) {
      return Error{"copy of the model", error.what_without_backtrace(),
                   "a module whose clone() works, or a make_copy argument"};
    }
    if (!ModuleHandle<M>::present(copy.module))
      return Error{"copy of the model", "has a different class", ""};
    if (Status alike = averages_->checkCopy(ModuleHandle<M>::tensors(copy.module)); !alike)
      return alike;
    ModuleHandle<M>::evaluate(copy.module);
    copy.made = true;
    bind(track);
    return Ok{};
  }

  void bind(std::size_t track) {
    Copy& copy = copies_[track];
    if (!copy.made) return;
    copy.refreshes = averages_->bind(ModuleHandle<M>::tensors(copy.module), track);
    copy.generation = -1;
  }

  std::unique_ptr<TensorEma> averages_;
  MakeCopy make_copy_;
  std::vector<Copy> copies_;
};

/// Ema<M>::MakeCopy.
template <typename M>
using MakeModule = typename Ema<M>::MakeCopy;

/// Ema<M>::make() for a module.
template <typename M>
requires std::derived_from<M, torch::nn::Module>
[[nodiscard]] Result<Ema<M>> makeEma(std::shared_ptr<M> online, const EmaOptions& options = {},
                                     std::type_identity_t<MakeModule<M>> make_copy = {}) {
  return Ema<M>::make(std::move(online), options, std::move(make_copy));
}
/// Ema<M>::make() for a ModuleHolder: what TORCH_MODULE defines.
template <typename M>
[[nodiscard]] Result<Ema<M>> makeEma(const torch::nn::ModuleHolder<M>& online,
                                     const EmaOptions& options = {},
                                     std::type_identity_t<MakeModule<M>> make_copy = {}) {
  return Ema<M>::make(online.ptr(), options, std::move(make_copy));
}

}  // namespace emascope
