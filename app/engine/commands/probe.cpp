// SPDX-License-Identifier: Apache-2.0
//
// Inspects a TorchScript file in a sandboxed process and prints the report.
#include "app/common/exit_code.h"
#include "app/common/standard_output.h"
#include "app/engine/command.h"
#include "core/script/script_probe.h"

#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

struct ProbeArguments {
  std::string file = {};
  bool json = false;
  ProbeOptions options = {};
};

constexpr std::uint64_t kMebibyte = std::uint64_t{1} << 20U;

void addOptions(CLI::App& app, ProbeArguments& asked) {
  app.add_option("file", asked.file, "TorchScript file, written by torch.jit.save or Module.save")
      ->type_name("FILE")
      ->required();
  app.add_option("--input", asked.options.input_shape,
                 "Shape of one sample: 1,28,28; default: deduced from the weights")
      ->type_name("SIZE,...")
      ->delimiter(',')
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 40U));
  app.add_option("--seconds", asked.options.seconds, "Time limit in seconds")
      ->type_name("N")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  app.add_option_function<std::uint64_t>(
         "--memory",
         [&asked](const std::uint64_t& mebibytes) { asked.options.memory = mebibytes * kMebibyte; },
         "Memory limit in MiB (2048)")
      ->type_name("MIB")
      ->check(CLI::Range(std::uint64_t{16}, std::uint64_t{1} << 24U));
  app.add_flag("--trust", asked.options.trust,
               "Probe even if this system cannot contain the file's program");
  app.add_flag("--json", asked.json, "Print JSON");
}

int probe(const ProbeArguments& asked) {
  const auto probed = probeScript(asked.file, asked.options);
  if (!probed) {
    std::cerr << "emascope-engine: " << probed.error().message() << '\n';
    return kExitUsage;
  }
  if (!print("emascope-engine", asked.json ? probeJson(*probed) : probeText(*probed))) {
    return kExitFailure;
  }
  return probed->usable() ? kExitOk : kExitUsage;
}

}  // namespace

void registerCommandProbe(CommandRegistry& registry) {
  registry.push_back({.name = "probe",
                      .summary = "Inspect a TorchScript file in a sandboxed process",
                      .prepare = [](CLI::App& app) -> std::function<int()> {
                        const auto asked = std::make_shared<ProbeArguments>();
                        addOptions(app, *asked);
                        return [asked] { return probe(*asked); };
                      },
                      .cuda = false});
}

}  // namespace emascope
