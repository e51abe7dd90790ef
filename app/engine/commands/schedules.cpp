// SPDX-License-Identifier: Apache-2.0
//
// Lists the averaging rules. With --convert, prints a decay in other units instead; with --python,
// a track as lines of Python.
#include "app/common/exit_code.h"
#include "app/common/standard_output.h"
#include "app/engine/command.h"
#include "app/engine/decay_text.h"
#include "app/engine/list_format.h"
#include "core/protocol/options/track_options.h"
#include "core/rules/python_text.h"
#include "core/session/engine.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

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

/// A track and its edits as they were typed.
struct PythonQuestion {
  std::string track = {};
  std::vector<std::string> sets = {};
};

Result<std::string> pythonLines(const PythonQuestion& question) {
  if (question.track.empty()) {
    return Error{"--set", "belongs to --python", "--python [LABEL:]KEY=VALUE,…"};
  }
  const Catalog catalog = engineCatalog();
  const auto tracks = readTracks({question.track}, catalog);
  if (!tracks) return tracks.error();
  const TrackSpec& track = tracks->front();
  PythonTrack python{.label = track.label,
                     .rule = findRule(track.schedule),
                     .values = track.params,
                     .selections = track.selections};
  for (const std::string& typed : question.sets) {
    const auto edit = readEdit(typed, *tracks, catalog);
    if (!edit) return edit.error();
    if (edit->track != track.label) {
      return Error{"--set " + typed, "does not change the track " + track.label,
                   "STEP:" + track.label + ".PARAM=VALUE"};
    }
    python.edits.push_back({.step = edit->step, .values = edit->values});
  }
  std::ranges::stable_sort(python.edits, {}, &PythonEdit::step);
  return pythonText(python);
}

int printPython(const PythonQuestion& question) {
  const auto text = pythonLines(question);
  if (!text) {
    std::cerr << "emascope-engine: " << text.error().message() << '\n';
    return kExitUsage;
  }
  return print("emascope-engine", *text) ? kExitOk : kExitFailure;
}

int refuseBesidePython(const std::string& option) {
  const Error error{option, "has no effect on the lines of --python", "--python and --set alone"};
  std::cerr << "emascope-engine: " << error.message() << '\n';
  return kExitUsage;
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
         const auto python = std::make_shared<PythonQuestion>();
         app.add_option(
                "--python", python->track,
                "Instead of the list, print this track as lines of Python, as the window's\n"
                "Copy as Python does")
             ->type_name("[LABEL:]KEY=VALUE,...");
         app.add_option("--set", python->sets,
                        "With --python: an edit of the track, as for train; repeat for more")
             ->type_name("STEP:TRACK.PARAM=VALUE")
             ->expected(1)
             ->allow_extra_args(false)
             ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
         return [question, python, list, &app] {
           if (app.count("--python") + app.count("--set") > 0) {
             for (const char* other : {"--convert", "--steps", "--update-every", "--json"}) {
               if (app.count(other) > 0) return refuseBesidePython(other);
             }
             return printPython(*python);
           }
           const bool asked =
               app.count("--convert") + app.count("--steps") + app.count("--update-every") > 0;
           return asked ? convert(*question, app.count("--json") > 0) : list();
         };
       }});
}

}  // namespace emascope
