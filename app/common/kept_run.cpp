// SPDX-License-Identifier: Apache-2.0
#include "app/common/kept_run.h"

#include "core/library/run_folder.h"
#include "core/library/stored_run.h"
#include "core/protocol/options/run_options.h"

#include <filesystem>
#include <system_error>

namespace emascope {

bool libraryIsThere(const std::string& library) {
  std::error_code error;
  return std::filesystem::exists(library, error) || error;
}

Result<RunLibrary> openLibrary(const std::string& library) {
  const std::string folder = library.empty() ? defaultLibrary() : library;
  if (!folder.empty() && !libraryIsThere(folder)) {
    return Error{folder, "does not exist", "the folder of a library of runs"};
  }
  return RunLibrary::open(folder);
}

namespace {

/// Whether the folder is in the trash of a library.
bool isInTrash(const std::string& folder) {
  std::error_code error;
  const auto above = std::filesystem::weakly_canonical(folder, error).parent_path();
  return above.filename() == kTrashFolder &&
         std::filesystem::is_directory(above.parent_path() / kRunsFolder, error);
}

/// The library of the run in `folder`; empty if the folder is in none.
std::string libraryOf(const std::string& folder) {
  std::error_code error;
  const auto above = std::filesystem::weakly_canonical(folder, error).parent_path();
  return above.filename() == kRunsFolder ? above.parent_path().string() : std::string();
}

/// The folder of the kept run that has this checkpoint, or these, in it: "RUN/checkpoints",
/// "RUN/checkpoints/FILE". Empty if there is none.
std::string runFolderAbove(const std::string& path) {
  std::error_code ignored;
  const auto whole = std::filesystem::absolute(path, ignored).lexically_normal();
  const auto folder = whole.parent_path();  // of a checkpoint, or of "RUN/checkpoints/"
  for (const auto& run : {folder, folder.parent_path()}) {
    if (isRunFolder(run.string())) return run.string();
  }
  return {};
}

Error noCheckpoint(const StoredRun& run) {
  if (isImported(run.record)) {
    return Error{"resume", run.folder + " is the log of another tool, without weights",
                 "a run of EMAscope"};
  }
  if (run.state == StoredState::kRunning) {
    return Error{"resume", run.folder + " is going on and has no checkpoint yet",
                 "the run once it has a checkpoint"};
  }
  return Error{"resume", run.folder + " was ended before its first checkpoint",
               "emascope-engine replay " + shellLine({run.folder}) +
                   ", or emascope-engine train with the options that are the command in its " +
                   std::string(kCardName) + "; both make the run again from its beginning"};
}

/// Of a checkpoint, or of a folder with checkpoints, whatever they belong to.
Result<ResumedPath> resumedFiles(const std::string& typed) {
  const std::string run = runFolderAbove(typed);
  if (run.empty()) return ResumedPath{.path = typed};
  if (isInTrash(run)) return inTrash("resume", run);
  ResumedPath found{.path = typed, .of_kept_run = true, .library = libraryOf(run)};
  std::error_code ignored;
  if (std::filesystem::is_directory(typed, ignored)) {
    const auto stored = readStoredRun(run);
    if (!stored) return stored.error();
    if (stored->checkpoints.empty()) return noCheckpoint(*stored);
    if (std::filesystem::is_empty(typed, ignored)) found.path = stored->checkpoint_folder;
  }
  return found;
}

}  // namespace

Result<KeptRunPlace> placeOfRun(const std::string& run, const std::string& library) {
  std::error_code error;
  const std::filesystem::path card = std::filesystem::path(run) / kCardName;
  if (!run.empty() && std::filesystem::exists(card, error)) {
    return KeptRunPlace{run, isInTrash(run)};
  }
  auto opened = openLibrary(library);
  if (!opened) return opened.error();
  const auto row = opened.value().find(run);
  if (!row) return row.error();
  return KeptRunPlace{opened->pathOf(*row), row->trashed};
}

Result<ResumedPath> resumedPath(const std::string& typed, const std::string& library) {
  std::error_code ignored;
  const bool there = std::filesystem::exists(typed, ignored);
  if (there && !isRunFolder(typed)) return resumedFiles(typed);
  const auto place = placeOfRun(typed, library);
  if (!place) {
    return Error{"resume",
                 typed + ": no file, no folder and no kept run (" + place.error().message() + ")",
                 "a checkpoint, a folder of checkpoints, or a run that emascope-engine runs lists"};
  }
  if (place->trashed) return inTrash("resume", place->folder);
  const auto run = readStoredRun(place->folder);
  if (!run) return run.error();
  if (run->checkpoints.empty()) return noCheckpoint(*run);
  return ResumedPath{.path = run->checkpoint_folder,
                     .of_kept_run = true,
                     .started_in = run->card.started_in,
                     .library = libraryOf(place->folder)};
}

void keepWhatGoesOn(KeepOptions& keep, const std::string& resumed) {
  if (keep.library) return;
  const auto path = resumedPath(resumed, "");
  if (!path || !path->of_kept_run) return;
  keep.keep = true;
  if (!path->library.empty()) keep.library = path->library;
}

std::string originOf(const std::string& resume_from) {
  const std::string run = runFolderAbove(resume_from);
  return run.empty() ? resume_from : std::filesystem::path(run).filename().string();
}

std::string goesOnText(std::int64_t from_step, const std::string& origin,
                       const std::string& library) {
  return "goes on from step " + std::to_string(from_step) + " of " + origin +
         (library.empty() ? "; not kept in a library" : "; kept in the library " + library);
}

}  // namespace emascope
