// SPDX-License-Identifier: Apache-2.0
//
// Lists the kept runs, shows one, changes what a person says of it, and cares for the library.
#include "app/common/exit_code.h"
#include "app/common/kept_run.h"
#include "app/common/standard_output.h"
#include "app/engine/command.h"
#include "app/engine/refusal.h"
#include "app/engine/runs/run_lists.h"
#include "core/base/counted.h"
#include "core/library/quota.h"
#include "core/library/run_library.h"

#include <algorithm>
#include <csignal>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

struct RunsOptions {
  std::string run = {};
  std::string library = {};
  std::optional<std::string> title = {};
  std::optional<std::string> note = {};
  std::vector<std::string> tags = {};
  std::vector<std::string> untags = {};
  bool pin = false;
  bool unpin = false;
  bool trash_it = false;
  bool restore = false;
  bool of_trash = false;
  bool empty_trash = false;
  bool rebuild = false;
  bool prune = false;
  bool dry_run = false;
  std::optional<std::string> size = {};
  bool as_json = false;

  [[nodiscard]] bool changesNotes() const {
    return title || note || !tags.empty() || !untags.empty() || pin || unpin;
  }
  [[nodiscard]] int changes() const {
    return static_cast<int>(changesNotes()) + static_cast<int>(trash_it) +
           static_cast<int>(restore);
  }
  [[nodiscard]] bool lists() const {
    return run.empty() && changes() == 0 && !rebuild && !prune && !empty_trash;
  }
};

void tellNotices(RunLibrary& library) {
  for (const std::string& notice : library.takeNotices()) {
    std::cerr << "emascope-engine: " << notice << '\n';
  }
}

Status checkRunsOptions(const RunsOptions& options) {
  const int of_all = static_cast<int>(options.rebuild) + static_cast<int>(options.prune) +
                     static_cast<int>(options.of_trash) + static_cast<int>(options.empty_trash);
  if (options.run.empty() && options.changes() > 0) {
    return Error{"run", "none is given", "a folder, an id, or a unique beginning of one"};
  }
  if (!options.run.empty() && of_all > 0) {
    return Error{"run", "--rebuild, --prune, --trash and --empty-trash are about all runs",
                 "one of these options, or a run"};
  }
  if (options.changes() > 1) {
    return Error{"runs", "--delete, --restore and changes of titles, tags and notes are combined",
                 "one of these at a time"};
  }
  if (of_all > 1) {
    return Error{"runs", "--rebuild, --prune, --trash and --empty-trash are combined",
                 "one of these options at a time"};
  }
  if (options.title && options.title->find_first_not_of(' ') == std::string::npos) {
    return Error{"--rename", "the title is empty", "text on one line"};
  }
  if (options.pin && options.unpin)
    return Error{"--unpin", "cannot be combined with --pin", "one of the two"};
  if ((options.size || options.dry_run) && !options.prune) {
    return Error{options.size ? "--to" : "--dry-run", "belongs to --prune", "with --prune"};
  }
  return Ok{};
}

int printed(const std::string& text) {
  return print("emascope-engine", text) ? kExitOk : kExitFailure;
}

int listRuns(RunLibrary& library, const RunsOptions& options) {
  const auto rows = library.list(options.of_trash);
  tellNotices(library);
  if (!rows) return refuse(rows.error(), kExitFailure);
  std::vector<std::string> folders;
  for (const RunRow& row : *rows) folders.push_back(library.pathOf(row));
  return printed(options.as_json ? runsJson(*rows, folders) : runsText(*rows));
}

int showRun(const RunsOptions& options) {
  const auto place = placeOfRun(options.run, options.library);
  if (!place) return refuse(place.error());
  const auto run = readStoredRun(place->folder);
  if (!run) return refuse(run.error());
  return printed(options.as_json ? runJson(*run, place->trashed) : runText(*run, place->trashed));
}

RunNotes changedNotes(RunNotes notes, const RunsOptions& options) {
  if (options.title) notes.title = *options.title;
  if (options.note) notes.text = *options.note;
  for (const std::string& tag : options.tags) {
    if (std::find(notes.tags.begin(), notes.tags.end(), tag) == notes.tags.end()) {
      notes.tags.push_back(tag);
    }
  }
  for (const std::string& tag : options.untags) std::erase(notes.tags, tag);
  notes.pinned = options.pin || (notes.pinned && !options.unpin);
  return notes;
}

int changeRun(RunLibrary& library, const RunsOptions& options) {
  const auto row = library.find(options.run);
  tellNotices(library);
  if (!row) return refuse(row.error());
  Status status = Ok{};
  if (options.trash_it) {
    status = library.trash(options.run);
  } else if (options.restore) {
    status = library.restore(options.run);
  } else {
    const RunNotes notes = changedNotes(row->notes, options);
    if (const Status valid = checkNotes(notes); !valid) return refuse(valid.error());
    status = library.setNotes(options.run, notes);
  }
  // To change what is in the trash, or to restore what is not, is wrong usage.
  const bool misplaced = row->trashed != options.restore;
  return status ? kExitOk : refuse(status.error(), misplaced ? kExitUsage : kExitFailure);
}

int rebuildIndex(RunLibrary& library) {
  const auto rebuilt = library.rebuild();
  tellNotices(library);
  if (!rebuilt) return refuse(rebuilt.error(), kExitFailure);
  for (const Error& error : rebuilt->unreadable) {
    std::cerr << "emascope-engine: " << error.message() << '\n';
  }
  return printed(std::to_string(rebuilt->runs) + (rebuilt->runs == 1 ? " run\n" : " runs\n"));
}

int pruneCheckpoints(RunLibrary& library, const RunsOptions& options) {
  std::uint64_t most = kDefaultQuota;
  if (options.size) {
    const auto size = parseSize(*options.size, "--to");
    if (!size) return refuse(size.error());
    most = *size;
  }
  const auto plan = library.planPrune(most);
  tellNotices(library);
  if (!plan) return refuse(plan.error(), kExitFailure);
  std::string text = pruneText(*plan) + "\n";
  for (const KeptCheckpoint& one : plan->gone) text += "  " + one.path + "\n";
  if (!print("emascope-engine", text)) return kExitFailure;
  if (options.dry_run) return kExitOk;
  const Status status = library.prune(*plan);
  return status ? kExitOk : refuse(status.error(), kExitFailure);
}

int emptyTrash(RunLibrary& library) {
  const auto emptied = library.emptyTrash();
  tellNotices(library);
  if (!emptied) return refuse(emptied.error(), kExitFailure);
  for (const Error& error : emptied->failed) {
    std::cerr << "emascope-engine: " << error.message() << '\n';
  }
  const int code = printed(counted(emptied->runs, "run was", "runs were") +
                           " deleted for good, which frees " + sizeText(emptied->bytes) + "\n");
  return emptied->failed.empty() ? code : kExitFailure;
}

int runRuns(const RunsOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);
  if (const Status status = checkRunsOptions(options); !status) return refuse(status.error());
  if (!options.run.empty() && options.changes() == 0) return showRun(options);
  const std::string own = defaultLibrary();
  if (options.lists() && options.library.empty() && !own.empty() && !libraryIsThere(own)) {
    return printed(options.as_json ? runsJson({}, {}) : runsText({}));
  }
  auto library = openLibrary(options.library);
  if (!library) return refuse(library.error());
  if (options.changes() > 0) return changeRun(library.value(), options);
  if (options.rebuild) return rebuildIndex(library.value());
  if (options.prune) return pruneCheckpoints(library.value(), options);
  if (options.empty_trash) return emptyTrash(library.value());
  return listRuns(library.value(), options);
}

void addTextOption(CLI::App& app, const char* name, std::optional<std::string>& value,
                   const char* form, const char* help) {
  app.add_option_function<std::string>(
         name, [&value](const std::string& typed) { value = typed; }, help)
      ->type_name(form);
}

void addTags(CLI::App& app, const char* name, std::vector<std::string>& tags, const char* help) {
  app.add_option(name, tags, help)
      ->type_name("TAG")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void addRunsOptions(CLI::App& app, RunsOptions& options) {
  app.add_option("run", options.run,
                 "Show this run: its folder, its id, or a unique beginning of one");
  app.add_option("--library", options.library,
                 "Folder of the library, instead of $XDG_DATA_HOME/emascope")
      ->type_name("DIR");
  app.add_flag("--json", options.as_json, "Print JSON");
  addTextOption(app, "--rename", options.title, "TITLE", "Give the run this title");
  addTags(app, "--tag", options.tags, "Add a tag to the run; repeat for more");
  addTags(app, "--untag", options.untags, "Remove a tag from the run; repeat for more");
  addTextOption(app, "--note", options.note, "TEXT", "Replace the run's note");
  app.add_flag("--pin", options.pin, "Never delete the run's checkpoints to make room");
  app.add_flag("--unpin", options.unpin, "Undo --pin");
  app.add_flag("--delete", options.trash_it, "Move the run to the trash");
  app.add_flag("--restore", options.restore, "Move the run back from the trash");
  app.add_flag("--trash", options.of_trash, "List the runs in the trash");
  app.add_flag("--empty-trash", options.empty_trash,
               "Delete the runs in the trash permanently, and report their number and size");
  app.add_flag("--rebuild", options.rebuild, "Rebuild the index from the folders");
  app.add_flag("--prune", options.prune,
               "Delete the oldest checkpoints until all of them fit, after listing them");
  addTextOption(app, "--to", options.size, "SIZE", "For --prune: total size to keep; default: 5GB");
  app.add_flag("--dry-run", options.dry_run, "For --prune: only list what would be deleted");
}

}  // namespace

void registerCommandRuns(CommandRegistry& registry) {
  registry.push_back({.name = "runs",
                      .summary = "List the kept runs, show one, or maintain the library",
                      .prepare = [](CLI::App& app) -> std::function<int()> {
                        const auto options = std::make_shared<RunsOptions>();
                        addRunsOptions(app, *options);
                        return [options] { return runRuns(*options); };
                      },
                      .cuda = false});
}

}  // namespace emascope
