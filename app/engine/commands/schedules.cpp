// SPDX-License-Identifier: Apache-2.0
//
// Lists the averaging rules. With --convert, prints a decay in other units instead.
#include "app/common/exit_code.h"
#include "app/common/standard_output.h"
#include "app/engine/command.h"
#include "app/engine/decay_text.h"
#include "app/engine/list_format.h"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

int convert(const DecayQuestion& question, bool as_json) {
  Result<std::string> text = decayText(question);
  if (question.quantity.empty()) {
    text = Error{"--steps and --update-every", "belong to --convert",
                 "--convert UNIT=VALUE with one of the units " + decayUnits()};
  } else if (as_json) {
    text = Error{"--json", "lists the rules and cannot be combined with --convert", ""};
  }
  if (!text) {
    std::cerr << "emascope-engine: " << text.error().message() << '\n';
    return kExitUsage;
  }
  return print("emascope-engine", *text) ? kExitOk : kExitFailure;
}

}  // namespace

void registerCommandSchedules(CommandRegistry& registry) {
  registry.push_back(
      {"schedules", "List the averaging rules and their parameters for --track; convert a decay",
       [](CLI::App& app) -> std::function<int()> {
         const auto question = std::make_shared<DecayQuestion>();
         const std::function<int()> list = listingCommand(app, schedulesText, schedulesJson);
         app.add_option(
                "--convert", question->quantity,
                "Instead of the list, print this decay in all units. Units: " + decayUnits())
             ->type_name("UNIT=VALUE");
         app.add_option("--steps", question->steps,
                        "Planned steps of the run: converts what depends on them, and says whether "
                        "the average is too slow for it")
             ->type_name("N");
         app.add_option("--update-every", question->update_every,
                        "Steps between two updates of the average; default 1")
             ->type_name("N");
         return [question, list, &app] {
           const bool asked =
               app.count("--convert") + app.count("--steps") + app.count("--update-every") > 0;
           return asked ? convert(*question, app.count("--json") > 0) : list();
         };
       }});
}

}  // namespace emascope
