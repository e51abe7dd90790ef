// SPDX-License-Identifier: Apache-2.0
#include "core/script/probe_child.h"

#include "core/sandbox/limited_child.h"

#include <cstdio>
#include <unistd.h>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {

std::string toText(const ProbeWishes& wishes) {
  return nlohmann::json{{"shape", wishes.input_shape},
                        {"trust", wishes.trust},
                        {"memory", wishes.limits.memory},
                        {"seconds", wishes.limits.cpu_seconds}}
      .dump();
}

ProbeWishes wishesOf(const std::string& text) {
  const auto json = nlohmann::json::parse(text);
  return {json.at("shape").get<std::vector<std::int64_t>>(),
          json.at("trust").get<bool>(),
          {json.at("memory").get<std::uint64_t>(), json.at("seconds").get<std::uint64_t>()}};
}

void probeAsChild(const ProbeWishes& wishes, const Inspect& inspect) {
  becomeLimitedChild();
  std::string bytes = readChildInput();
  ScriptReport report;
  report.held = restrictThisProcess(wishes.limits);
  writeChildReport(toJsonLine(report) + "\n");
  if (report.held.contain() || wishes.trust) {
    inspect(std::move(bytes), wishes.input_shape, report, [](const ScriptReport& known) {
      std::fflush(nullptr);
      ScriptReport told = known;
      told.denied = deniedCalls();
      writeChildReport(toJsonLine(told) + "\n");
    });
  }
  ::_exit(0);
}

}  // namespace emascope
