// SPDX-License-Identifier: Apache-2.0
#include "core/script/probe_child.h"

#include "core/json/read_json.h"
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

Result<ProbeWishes> wishesOf(const std::string& text) {
  ProbeWishes wishes;
  const Status status = readJson(text, "wishes", {}, [&](const Fields& in) {
    wishes = {in.integers("shape"),
              in.flag("trust"),
              {.memory = in.natural("memory"), .cpu_seconds = in.natural("seconds")}};
  });
  if (!status) return status.error();
  return wishes;
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
