// SPDX-License-Identifier: Apache-2.0
//
// The folder of one run: `run.json`, `events.emaj`, `checkpoints/`, and `lock`. A folder appears in
// the library when it is complete: a program that is killed meanwhile leaves only a hidden one,
// which the next run that begins there removes. The folder may be renamed while a run writes it;
// then the run goes on in the new place.
#pragma once

#include "core/base/result.h"
#include "core/library/journal_writer.h"
#include "core/library/run_card.h"
#include "core/library/run_lock.h"
#include "core/protocol/spec/run_config.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace emascope {

inline constexpr std::string_view kCardName = "run.json";
inline constexpr std::string_view kCheckpointFolder = "checkpoints";
inline constexpr std::string_view kThumbnailName = "thumbnail.svg";
inline constexpr std::string_view kRunsFolder = "runs";
inline constexpr std::string_view kTrashFolder = "trash";
/// Folders that are being made; they begin with a dot, so that they are no runs yet.
inline constexpr std::string_view kUnfinishedPrefix = ".new-";

/// 16 hexadecimal digits that no other run has.
[[nodiscard]] std::string newRunId();
/// The same for a run whose checkpoints are in `checkpoints`: if that is in a folder which create()
/// makes a run of, the id begins with the digits at the end of its name.
[[nodiscard]] std::string newRunId(const std::string& library, const std::string& checkpoints);
/// "2026-11-30-1405-two-spirals-7f3a": local time, the task in letters, digits and hyphens, and the
/// first `digits` digits of the id.
[[nodiscard]] std::string runFolderName(const RunCard& card, std::size_t digits = 4);
/// Renames a folder; false, with errno, if that fails or `to` exists.
[[nodiscard]] bool renameToNew(const std::string& from, const std::string& to);
/// Creates the folder and those above it.
[[nodiscard]] Status makeFolders(const std::string& path);
/// Whether it has a `run.json`, readable or not.
[[nodiscard]] bool isRunFolder(const std::string& path);
/// Reads `run.json` in `folder`.
[[nodiscard]] Result<RunCard> readCardIn(const std::string& folder);
/// Changes it, after what other programs have changed meanwhile, and returns it.
[[nodiscard]] Result<RunCard> changeCard(const std::string& folder,
                                         const std::function<void(RunCard&)>& change);

/// [any-thread], by one thread at a time.
class RunFolder {
 public:
  /// Makes the folder of a new run in `library`, with its journal's first events; on disk when this
  /// returns. If the run's checkpoints are to be in runs/NAME/checkpoints of this library and NAME
  /// is no run yet, that is the folder; its first checkpoint may be there already. `encoded`: what
  /// encode() of the codec returned.
  [[nodiscard]] static Result<RunFolder> create(const std::string& library, const RunCard& card,
                                                const RunConfig& settings,
                                                std::string_view encoded);

  RunFolder(RunFolder&& other) noexcept;
  RunFolder& operator=(RunFolder&& other) noexcept;
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;
  ~RunFolder();

  [[nodiscard]] JournalWriter& journal() { return journal_; }
  /// Where the folder is now; empty once it has been deleted.
  [[nodiscard]] std::string path() const;

 private:
  RunFolder(int descriptor, RunLock lock, JournalWriter journal)
      : descriptor_(descriptor), lock_(std::move(lock)), journal_(std::move(journal)) {}
  /// Makes a run of the folder, which `lock` holds.
  [[nodiscard]] static Result<RunFolder> fill(const std::string& path, RunLock lock,
                                              const RunCard& card, const RunConfig& settings,
                                              std::string_view encoded);
  int descriptor_;  ///< of the folder
  RunLock lock_;
  JournalWriter journal_;
};

}  // namespace emascope
