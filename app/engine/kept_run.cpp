// SPDX-License-Identifier: Apache-2.0
#include "app/engine/kept_run.h"

#include "core/library/run_folder.h"
#include "core/library/stored_run.h"
#include "core/models/user_task/task_files.h"

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
    return Error{folder, "there is no such library", "one in which a run is kept"};
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
  if (there && !isRunFolder(typed)) {
    const auto whole = std::filesystem::absolute(typed, ignored).lexically_normal();
    const auto folder = whole.parent_path();  // of a checkpoint, or of "RUN/checkpoints/"
    const auto above = folder.parent_path();
    const bool of_kept_run = isRunFolder(folder.string()) || isRunFolder(above.string());
    for (const auto& run : {folder, above}) {
      if (isInTrash(run.string())) return inTrash("resume", run.string());
    }
    return ResumedPath{typed, of_kept_run};
  }
  const auto place = placeOfRun(typed, library);
  if (!place) {
    return Error{"resume",
                 typed + ": no file, no folder and no kept run (" + place.error().message() + ")",
                 "a checkpoint, a folder of checkpoints, or a run that emascope-engine runs lists"};
  }
  if (place->trashed) return inTrash("resume", place->folder);
  const auto run = readStoredRun(place->folder);
  if (!run) return run.error();
  // A run that was kept with --checkpoints DIR has them there.
  const std::string& chosen = run->config.checkpoints.folder;
  const std::string elsewhere =
      chosen.empty() ? chosen : (std::filesystem::path(run->card.started_in) / chosen).string();
  if (run->checkpoints.empty() && std::filesystem::is_directory(elsewhere, ignored)) {
    return ResumedPath{elsewhere, true, run->card.started_in};
  }
  return ResumedPath{place->folder + "/" + std::string(kCheckpointFolder), true,
                     run->card.started_in};
}

Status checkOldNames(const RunConfig& config, const std::string& started_in) {
  const UserTaskOptions whole = withAbsoluteFiles(config.user_task);
  for (const auto& [option, name] : config.user_task) {
    std::error_code ignored;
    if (whole.at(option) == name || std::filesystem::exists(name, ignored)) continue;
    const std::string then = started_in.empty()
                                 ? "the working directory of the run, which it has not recorded"
                                 : started_in + ", in which the run was started";
    return Error{"--" + option, name + " is not there; the name is relative to " + then,
                 "the path of the file by --" + option + ", or that working directory"};
  }
  return Ok{};
}

}  // namespace emascope
