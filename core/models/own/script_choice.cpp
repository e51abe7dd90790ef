// SPDX-License-Identifier: Apache-2.0
#include "core/models/own/script_choice.h"

#include "core/models/script/script_network.h"
#include "core/script/script_probe.h"

#include <filesystem>
#include <set>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

std::string textOf(const Brought& brought, std::string_view id) {
  const auto found = brought.find(id);
  return found == brought.end() ? "" : found->second;
}

/// The bytes are what the person trusts, and can be trained as far as can be seen from outside.
Status checkProbed(const Brought& brought, const ProbedScript& probed) {
  const std::string wanted = textOf(brought, "sha256");
  if (!wanted.empty() && wanted != probed.sha256) {
    return Error{"sha256", probed.path + " has the SHA-256 " + probed.sha256, wanted};
  }
  if (!probed.usable()) return probed.error();
  if (brought.contains("trust")) return Ok{};
  return Error{probed.path, "TorchScript is a program, and this one has not been trusted",
               "--trust, if you know where it comes from ('emascope-engine probe' says what it "
               "is); its SHA-256 is " +
                   probed.sha256};
}

std::int64_t valuesOf(const std::vector<NamedTensor>& tensors, const std::set<std::string>* names) {
  std::int64_t values = 0;
  for (const auto& [name, tensor] : tensors) {
    if (names != nullptr && !names->contains(name)) continue;
    if (tensor.scalar_type() == at::kFloat) values += tensor.numel();
  }
  return values;
}

}  // namespace

bool isScriptName(const std::string& name) {
  const std::string ending = std::filesystem::path(name).extension().string();
  for (const char* known : {".pt", ".pth", ".ts", ".torchscript"}) {
    if (ending == known) return true;
  }
  return false;
}

Result<NetworkChoice> chooseScript(const Brought& brought, const std::string& path,
                                   const std::vector<std::int64_t>& input) {
  const auto probed = probeScript(path, {.input_shape = input, .trust = brought.contains("trust")});
  if (!probed) return probed.error();
  if (auto status = checkProbed(brought, *probed); !status) return status.error();
  const auto script = LoadedScript::load(path, probed->sha256);
  if (!script) return script.error();
  const auto trained =
      trainedParameters(*script, {.frozen = repeatedValues(textOf(brought, "freeze")),
                                  .trained = repeatedValues(textOf(brought, "unfreeze"))});
  if (!trained) return trained.error();
  const auto output = outputShape(*script, input, /*tokens=*/false);
  if (!output) return output.error();
  const std::set<std::string> names(trained->begin(), trained->end());
  const std::string title = std::filesystem::path(path).filename().string() + " " +
                            sizesText(input) + " → " + sizesText(*output);
  return NetworkChoice{
      title, valuesOf(script->parameters(), &names), valuesOf(script->buffers(), nullptr),
      [script = *script, trained = *trained](std::uint64_t /*seed*/) {
        return makeScriptNetwork(script, trained);
      },
      [script = *script](const std::vector<NamedTensor>& tensors, const std::string& to) {
        return saveScript(script, tensors, to);
      }};
}

}  // namespace emascope
