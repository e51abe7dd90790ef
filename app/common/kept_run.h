// SPDX-License-Identifier: Apache-2.0
//
// Finds the kept run that a command line names: by the path of its folder, wherever that is, or by
// what RunLibrary::find() takes. Also for --resume.
#pragma once

#include "app/common/run_options_cli.h"
#include "core/base/result.h"
#include "core/library/run_library.h"

#include <cstdint>
#include <optional>
#include <string>

namespace emascope {

/// Whether there is something at the path of a library; also true if that cannot be found out.
[[nodiscard]] bool libraryIsThere(const std::string& library);

/// Opens a library without making its folder: one that is not there is refused. `library`: empty
/// for the person's own.
[[nodiscard]] Result<RunLibrary> openLibrary(const std::string& library);

struct KeptRunPlace {
  std::string folder = {};  ///< path
  bool trashed = false;
};

/// `library`: empty for the person's own.
[[nodiscard]] Result<KeptRunPlace> placeOfRun(const std::string& run, const std::string& library);

struct ResumedPath {
  std::string path = {};  ///< a checkpoint, or a folder of checkpoints
  bool of_kept_run = false;
  std::string started_in = {};  ///< working directory of then; empty if it is not known
  std::string library = {};     ///< that has the kept run; empty if its folder is in none
};

/// What `--resume` names: a checkpoint, a folder of checkpoints, or a kept run, which stands for
/// its checkpoints. Fails if it is none of them, and for a kept run that has no checkpoint.
[[nodiscard]] Result<ResumedPath> resumedPath(const std::string& typed, const std::string& library);

/// What goes on from a kept run is kept in the same library, unless another one is named; if its
/// folder is in none, in the person's own. `resumed`: as of resumedPath(), which says what is wrong
/// with it.
void keepWhatGoesOn(KeepOptions& keep, const std::string& resumed);

/// What a run goes on from, in words: the name of the kept run to which the checkpoint or the
/// folder of checkpoints belongs, else the path.
[[nodiscard]] std::string originOf(const std::string& resume_from);

/// "goes on from step 20 of RUN; kept in the library DIR". `library`: empty if the run is not kept.
[[nodiscard]] std::string goesOnText(std::int64_t from_step, const std::string& origin,
                                     const std::string& library);

}  // namespace emascope
