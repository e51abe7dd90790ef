// SPDX-License-Identifier: Apache-2.0
#include "core/models/user_task/script_choice.h"

#include "core/models/architecture/architecture.h"
#include "core/models/architecture/json_network.h"
#include "core/models/architecture/transfer.h"
#include "core/models/headed_network.h"
#include "core/models/script/script_constants.h"
#include "core/models/script/script_network.h"
#include "core/protocol/spec/script_trust.h"
#include "core/sandbox/confinement.h"
#include "core/sandbox/hosted_thread.h"
#include "core/script/script_probe.h"

#include <filesystem>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

std::string textOf(const UserTaskOptions& user_task, std::string_view id) {
  const auto found = user_task.find(id);
  return found == user_task.end() ? "" : found->second;
}

/// Checks that the user trusts these bytes and that the probe found a trainable module.
Status checkProbed(const UserTaskOptions& user_task, const ProbedScript& probed) {
  const std::string wanted = textOf(user_task, "sha256");
  if (!wanted.empty() && wanted != probed.sha256) {
    return Error{"sha256", probed.path + " has the SHA-256 " + probed.sha256, wanted};
  }
  if (!probed.usable()) return probed.error();
  if (user_task.contains("trust")) return Ok{};
  return Error{probed.path, "a TorchScript file is a program, and this one is not trusted",
               "--trust, if you know where it comes from ('emascope-engine probe' describes it); "
               "its SHA-256 is " +
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

/// The used part of a script and its trained parameters.
Result<ScriptParts> partsOf(const UserTaskOptions& user_task, const LoadedScript& script) {
  ScriptParts parts{.frozen = repeatedValues(textOf(user_task, "freeze")),
                    .trained = repeatedValues(textOf(user_task, "unfreeze")),
                    .may_be_still = user_task.contains("head")};
  const auto cut = user_task.find("cut");
  if (cut == user_task.end()) return parts;
  if (!parts.may_be_still) return Error{"cut", "needs --head", ""};
  auto prefix = prefixBefore(script, cut->second);
  if (!prefix) return prefix.error();
  parts.prefix = std::move(prefix).value();
  return parts;
}

/// Vocabulary size of a script that takes tokens: the number of rows of its first 2-D parameter,
/// which is its embedding; -1 if it has none.
std::int64_t vocabularyOf(const LoadedScript& script) {
  for (const NamedTensor& parameter : script.parameters()) {
    if (parameter.tensor.dim() >= 2) return parameter.tensor.size(0);
  }
  return -1;
}

NetworkChoice wholeScript(const LoadedScript& script, const std::vector<std::string>& trained) {
  const std::set<std::string> names(trained.begin(), trained.end());
  return {
      .parameters = valuesOf(script.parameters(), &names),
      .buffers = valuesOf(makeScriptNetwork(script, trained)->buffers(), nullptr),
      .make = [script,
               trained](std::uint64_t /*seed*/) { return makeScriptNetwork(script, trained); },
      .save_script = [script](const std::vector<NamedTensor>& tensors,
                              const std::string& to) { return saveScript(script, tensors, to); }};
}

/// A script with a described network on top, whose samples have the shape `features`.
Result<NetworkChoice> headedScript(const LoadedScript& script, const ScriptParts& parts,
                                   const std::vector<std::string>& trained,
                                   const std::string& head_path,
                                   const std::vector<std::int64_t>& features) {
  std::optional<Result<Architecture>> head;
  asUnconfined([&] { head = readArchitecture(head_path); });
  if (!*head) return head->error();
  const auto shaped = checkArchitecture(headAlone(head->value()), features);
  if (!shaped) return shaped.error();
  const auto make = [script, trained, prefix = parts.prefix, head = *shaped](std::uint64_t seed) {
    return makeHeadedNetwork(makeScriptNetwork(script, trained, prefix),
                             makeJsonNetwork(head, seed));
  };
  const auto backbone = makeScriptNetwork(script, trained, parts.prefix);
  for (const auto& tensors : {backbone->parameters(), backbone->buffers(), backbone->constants()}) {
    for (const NamedTensor& tensor : tensors) {
      if (!tensor.name.starts_with("head.")) continue;
      return Error{"head",
                   "a remaining part of " + script.path() + " is named 'head', like the new head",
                   "--cut head, or another name in the file"};
    }
  }
  return NetworkChoice{.title = " + " + std::filesystem::path(head_path).stem().string() + " → " +
                                sizesText(shaped->output),
                       .parameters = valuesOf(backbone->parameters(), nullptr) + shaped->parameters,
                       .buffers = valuesOf(backbone->buffers(), nullptr) + shaped->buffers,
                       .make = make};
}

}  // namespace

bool isScriptName(const std::string& name) {
  const std::string ending = std::filesystem::path(name).extension().string();
  for (const char* known : {".pt", ".pth", ".ts", ".torchscript"}) {
    if (ending == known) return true;
  }
  std::error_code ignored;
  return !ending.empty() && ending != ".json" && std::filesystem::is_regular_file(name, ignored);
}

Result<NetworkChoice> chooseScript(const UserTaskOptions& user_task, const std::string& path,
                                   const std::vector<std::int64_t>& input) {
  if (auto status = checkScriptTrust(user_task); !status) return status.error();
  const auto probed =
      probeScript(path, {.input_shape = input, .trust = user_task.contains("trust")});
  if (!probed) return probed.error();
  if (auto status = checkProbed(user_task, *probed); !status) return status.error();
  std::vector<std::string> notes;
  if (wantsConfinement(user_task) && isHostedThread()) {
    const auto limit = stepLimitOf(user_task).count();
    notes = {"the program in " + path + " trains with these limits: " + confineThisThread().text() +
             (limit > 0 ? "; a step may take " + std::to_string(limit) + " s" : "")};
  }
  auto script = LoadedScript::load(path, probed->sha256);
  if (!script) return script.error();
  const bool tokens = probed->report.input_type == "int64";
  if (tokens) script.value().takeTokens();
  const auto parts = partsOf(user_task, *script);
  if (!parts) return parts.error();
  const auto trained = trainedParameters(*script, *parts);
  if (!trained) return trained.error();
  const auto output = outputShape(*script, input, tokens, parts->prefix);
  if (!output) return output.error();
  script.value().keep(constantBuffers(*script, *trained, input, parts->prefix));
  const std::string title = std::filesystem::path(path).filename().string() + " " +
                            sizesText(input) + " → " + sizesText(*output);
  const auto head = user_task.find("head");
  auto choice = head == user_task.end()
                    ? Result<NetworkChoice>(wholeScript(*script, *trained))
                    : headedScript(*script, *parts, *trained, head->second, *output);
  if (!choice) return choice;
  choice.value().title = title + choice.value().title;
  choice.value().source = head == user_task.end() ? path : path + " with " + head->second;
  choice.value().notes = std::move(notes);
  if (tokens) choice.value().tokens = vocabularyOf(*script);
  return choice;
}

}  // namespace emascope
