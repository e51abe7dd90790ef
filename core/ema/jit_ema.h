// SPDX-License-Identifier: Apache-2.0
//
// Ema for a TorchScript module, as returned by torch::jit::load(). Copies are made by deepcopy():
// clone() would share the parameters with the online model.
#pragma once

#include "core/ema/ema.h"

#include <torch/csrc/jit/api/module.h>

namespace emascope {

template <>
struct ModuleHandle<torch::jit::Module> {
  using Type = torch::jit::Module;
  static std::vector<LiveTensor> tensors(const Type& module) { return tensorsOf(module); }
  static Type copy(const Type& module) { return module.deepcopy(); }
  static void evaluate(Type module) { module.eval(); }
  static bool present(const Type& /*module*/) { return true; }
};

using JitEma = Ema<torch::jit::Module>;

}  // namespace emascope
