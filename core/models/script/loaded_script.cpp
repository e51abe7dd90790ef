// SPDX-License-Identifier: Apache-2.0
#include "core/models/script/loaded_script.h"

#include "core/base/input_file.h"
#include "core/base/sha256.h"
#include "core/sandbox/hosted_thread.h"
#include "core/script/script_probe.h"
#include "core/script/script_reasons.h"

#include <cstddef>
#include <exception>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include <ATen/core/grad_mode.h>
#include <torch/csrc/jit/runtime/print_handler.h>
#include <torch/csrc/jit/serialization/import.h>

namespace emascope {
namespace {

Error loadingError(const std::string& path, std::string_view what) {
  Error error = loadingReason(what);
  error.where = path;
  return error;
}

/// Restores sharing in `copies`: tensors shared in `originals` are shared again.
void tie(const std::vector<NamedTensor>& originals, const std::vector<NamedTensor>& copies) {
  std::map<const void*, at::Tensor> first;
  for (std::size_t i = 0; i < originals.size(); ++i) {
    at::Tensor copy = copies[i].tensor;
    const auto [known, is_new] =
        first.try_emplace(originals[i].tensor.const_data_ptr(), copies[i].tensor);
    if (!is_new && known->second.sizes() == copy.sizes()) copy.set_data(known->second);
  }
}

}  // namespace

std::vector<NamedTensor> parametersOf(const torch::jit::Module& module) {
  std::vector<NamedTensor> tensors;
  std::set<const c10::TensorImpl*> known;
  for (const auto& entry : module.named_parameters()) {
    if (known.insert(entry.value.unsafeGetTensorImpl()).second) {
      tensors.push_back({entry.name, entry.value});
    }
  }
  return tensors;
}

std::vector<NamedTensor> buffersOf(const torch::jit::Module& module) {
  std::vector<NamedTensor> tensors;
  for (const auto& entry : module.named_buffers()) {
    if (!entry.value.defined()) continue;
    const at::ScalarType type = entry.value.scalar_type();
    if (type == at::kFloat || type == at::kLong) tensors.push_back({entry.name, entry.value});
  }
  return tensors;
}

Result<LoadedScript> LoadedScript::load(const std::string& path, const std::string& trusted) {
  std::optional<Result<std::string>> bytes;
  asUnconfined([&] { bytes = readWholeFile(path, kLargestScript); });
  if (!*bytes) return bytes->error();
  if (sha256(bytes->value()) != trusted) {
    return Error{path, "has changed since it was probed, or is not the trusted file",
                 "a file with the SHA-256 " + trusted};
  }
  torch::jit::setPrintHandler([](const std::string& text) { std::cerr << text; });
  try {
    std::istringstream stream(std::move(*bytes).value());
    return LoadedScript(path, torch::jit::load(stream, at::kCPU));
  } catch (const c10::Error& error) {
    return loadingError(path, error.what_without_backtrace());
  } catch (const std::exception& error) {
    return loadingError(path, error.what());
  }
}

std::vector<NamedTensor> LoadedScript::parameters() const { return parametersOf(module_); }
std::vector<NamedTensor> LoadedScript::buffers() const { return buffersOf(module_); }

torch::jit::Module LoadedScript::copy() const {
  const at::NoGradGuard no_gradients;
  torch::jit::Module copied = module_.deepcopy();
  const auto originals = parameters();
  const auto copies = parametersOf(copied);
  for (std::size_t i = 0; i < originals.size(); ++i) {
    copies[i].tensor.set_requires_grad(originals[i].tensor.requires_grad());
  }
  tie(originals, copies);
  tie(buffers(), buffersOf(copied));
  return copied;
}

}  // namespace emascope
