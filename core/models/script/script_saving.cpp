// SPDX-License-Identifier: Apache-2.0
//
// Saves a TorchScript module with other weights.
#include "core/base/output_file.h"
#include "core/models/script/script_network.h"
#include "core/sandbox/hosted_thread.h"
#include "core/script/script_report.h"

#include <map>
#include <sstream>
#include <string_view>
#include <utility>

#include <ATen/core/grad_mode.h>

namespace emascope {

namespace {

Status writeWhole(const std::string& path, std::string_view bytes) {
  auto file = ReplacingFile::open(path);
  if (!file) return file.error();
  if (auto status = file.value().append(bytes); !status) return status;
  return file.value().commit();
}

}  // namespace

Status saveScript(const LoadedScript& script, const std::vector<NamedTensor>& tensors,
                  const std::string& path) {
  const at::NoGradGuard no_gradients;
  torch::jit::Module module = script.copy();
  std::map<std::string, at::Tensor> places;
  for (auto& [name, tensor] : parametersOf(module)) places.emplace(name, tensor);
  for (auto& [name, tensor] : buffersOf(module)) places.emplace(name, tensor);
  for (const auto& [name, tensor] : tensors) {
    const auto place = places.find(name);
    if (place == places.end()) {
      return Error{script.path(), "has no parameter or buffer " + printable(name), ""};
    }
    if (place->second.sizes() != tensor.sizes()) {
      return Error{script.path(),
                   printable(name) + " is " + sizesText(place->second.sizes().vec()) + ", not " +
                       sizesText(tensor.sizes().vec()),
                   ""};
    }
    place->second.copy_(tensor);
  }
  // LibTorch ends the process if its own file writing fails, so it writes to memory.
  std::ostringstream bytes;
  module.save(bytes);
  Status written = Ok{};
  asUnconfined([&] { written = writeWhole(path, bytes.view()); });
  return written;
}

}  // namespace emascope
