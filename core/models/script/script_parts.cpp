// SPDX-License-Identifier: Apache-2.0
//
// Which parameters of a TorchScript module train: by the file's requires_grad and by name patterns.
#include "core/models/script/script_network.h"
#include "core/script/script_report.h"

#include <cstdint>
#include <fnmatch.h>
#include <map>
#include <optional>
#include <utility>

namespace emascope {
namespace {

bool matches(const std::vector<std::string>& patterns, const std::string& name) {
  for (const std::string& pattern : patterns) {
    if (::fnmatch(pattern.c_str(), name.c_str(), 0) == 0) return true;
  }
  return false;
}

std::optional<Error> unmatched(const std::vector<std::string>& patterns,
                               const std::vector<NamedTensor>& parameters) {
  for (const std::string& pattern : patterns) {
    bool found = false;
    for (const NamedTensor& parameter : parameters) {
      found = found || ::fnmatch(pattern.c_str(), parameter.name.c_str(), 0) == 0;
    }
    if (!found) {
      return Error{"", "'" + printable(pattern) + "' matches none of its parameters",
                   "names like " + printable(parameters.front().name)};
    }
  }
  return std::nullopt;
}

/// Parameters may share all of their memory or none of it.
std::optional<Error> overlap(const std::vector<NamedTensor>& parameters) {
  std::map<const void*, const NamedTensor*> storages;
  for (const NamedTensor& parameter : parameters) {
    const auto [other, is_new] =
        storages.try_emplace(parameter.tensor.storage().data(), &parameter);
    const at::Tensor& first = other->second->tensor;
    if (is_new || parameter.tensor.numel() == 0) continue;
    if (first.sizes() == parameter.tensor.sizes() &&
        first.strides() == parameter.tensor.strides() &&
        first.storage_offset() == parameter.tensor.storage_offset()) {
      continue;
    }
    return Error{"",
                 "parameters " + printable(other->second->name) + " and " +
                     printable(parameter.name) + " partially overlap in memory",
                 "parameters that share all of their memory or none"};
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<std::string>> trainedParameters(const LoadedScript& script,
                                                   const ScriptParts& parts) {
  const auto ofTheFile = [&script](Error error) {
    error.where = script.path();
    return error;
  };
  auto parameters = script.parameters();
  std::erase_if(parameters, [&](const NamedTensor& each) { return !parts.prefix.uses(each.name); });
  if (parameters.empty() && parts.may_be_still) return std::vector<std::string>{};
  if (parameters.empty()) {
    return ofTheFile({"", "has no parameters to train",
                      "a module with parameters; torch.jit.freeze turns them into constants"});
  }
  if (auto why = unmatched(parts.frozen, parameters)) return ofTheFile(*std::move(why));
  if (auto why = unmatched(parts.trained, parameters)) return ofTheFile(*std::move(why));
  if (auto why = overlap(parameters)) return ofTheFile(*std::move(why));
  std::vector<std::string> names;
  for (const auto& [name, tensor] : parameters) {
    if (tensor.scalar_type() != at::kFloat) {
      return ofTheFile({"", "parameter " + printable(name) + " is not float32",
                        "float32: call .float() on the module before it is scripted"});
    }
    const bool by_file = tensor.requires_grad() && !matches(parts.frozen, name);
    if (by_file || matches(parts.trained, name)) names.push_back(name);
  }
  if (names.empty() && !parts.may_be_still) {
    return ofTheFile(
        {"", "none of its " + std::to_string(parameters.size()) + " parameters is trainable",
         "at least one parameter that has requires_grad and that --freeze does not match, or that "
         "--unfreeze matches"});
  }
  return names;
}

}  // namespace emascope
