// SPDX-License-Identifier: Apache-2.0
//
// emascope-engine: trains, averages and evaluates, as a child process of the window or by itself.
#include "app/common/exit_code.h"
#include "app/common/standard_output.h"
#include "app/common/standard_streams.h"
#include "app/common/usage_error.h"
#include "app/engine/command.h"
#include "app/engine/serve/protocol_output.h"
#include "core/base/result.h"
#include "core/cuda/devices.h"
#include "core/session/engine.h"

#include <algorithm>
#include <exception>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

std::string footer() {
  return std::string("\n'emascope-engine COMMAND --help' lists a command's options.\n") +
         kExitCodesText;
}

/// CLI11 would only report a missing command, without naming the unknown one.
Status checkCommand(int argc, char** argv) {
  const std::string_view typed = argc > 1 ? argv[1] : "";
  if (typed.starts_with('-')) return Ok{};
  std::string known;
  for (const CommandEntry& entry : commands()) {
    if (entry.name == typed) return Ok{};
    if (!entry.hidden) known += (known.empty() ? "" : ", ") + entry.name;
  }
  return Error{"command",
               typed.empty() ? "none is given" : "'" + std::string(typed) + "' is not known",
               known};
}

int complain(const std::string& what) {
  std::cerr << "emascope-engine: " << what << "; see --help\n";
  return kExitUsage;
}

/// Whether standard output is for the protocol, and not for help.
bool servesProtocol(int argc, char** argv) {
  if (argc < 2 || std::string_view(argv[1]) != "serve") return false;
  return std::none_of(argv + 2, argv + argc, [](const char* word) {
    return std::string_view(word) == "--help" || std::string_view(word) == "-h";
  });
}

int runCommandLine(int argc, char** argv) {
  if (const Status status = checkCommand(argc, argv); !status) {
    return complain(status.error().message());
  }
  CLI::App app("Train models and keep averages of their weights.", "emascope-engine");
  app.set_version_flag("--version", engineName(),
                       "Print the versions of this program and LibTorch");
  app.set_help_flag("-h,--help", "Print this help");
  app.footer(footer());
  app.require_subcommand(0, 1);
  std::function<int()> work;
  bool cuda = true;
  for (const CommandEntry& entry : commands()) {
    CLI::App* command = app.add_subcommand(entry.name, entry.summary);
    if (entry.hidden) command->group("");
    command->callback([&work, &cuda, &entry, run = entry.prepare(*command)] {
      work = run;
      cuda = entry.cuda;
    });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    std::ostringstream text;
    const int code = app.exit(asked, text, std::cerr);
    return print("emascope-engine", text.str()) ? code : kExitFailure;
  } catch (const CLI::ParseError& error) {
    return complain(usageError(app, error));
  }
  if (!work) return complain("command: none is given");
  if (cuda) loadCuda();
  return work();
}

}  // namespace
}  // namespace emascope

int main(int argc, char** argv) {
  using emascope::kExitFailure;
  emascope::openStandardStreams();
  emascope::takeSizeLimitAsError();
  try {
    if (emascope::servesProtocol(argc, argv)) {
      emascope::reserveProtocolOutput();
      emascope::leaveTerminal();
    }
    return emascope::runCommandLine(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "emascope-engine: " << error.what() << '\n';
  } catch (...) {
    std::cerr << "emascope-engine: unknown error\n";
  }
  return kExitFailure;
}
