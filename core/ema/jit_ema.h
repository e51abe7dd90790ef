// SPDX-License-Identifier: Apache-2.0
//
// Ema for a TorchScript module, as returned by torch::jit::load(). Copies are made by deepcopy():
// clone() would share the parameters with the online model.
#pragma once

#include "core/ema/ema.h"

#include <torch/csrc/jit/api/module.h>

namespace emascope {

/// How Ema holds and copies a TorchScript module: by value, as LibTorch does.
template <>
struct ModuleHandle<torch::jit::Module> {
  using Type = torch::jit::Module;  ///< a handle; copies of it share the module
  /// Its parameters and buffers.
  static std::vector<LiveTensor> tensors(const Type& module) { return tensorsOf(module); }
  /// A copy that shares no tensor with `module`. Throws c10::Error if it has state that cannot be
  /// copied.
  static Type copy(const Type& module) { return module.deepcopy(); }
  /// Switches `module` to eval mode.
  static void evaluate(Type module) { module.eval(); }
  /// Always true: a torch::jit::Module is never null.
  static bool present(const Type& /*module*/) { return true; }
};

/// Ema of a TorchScript module: `JitEma::make(torch::jit::load("net.pt"))`.
using JitEma = Ema<torch::jit::Module>;

}  // namespace emascope
