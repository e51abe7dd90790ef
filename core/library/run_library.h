// SPDX-License-Identifier: Apache-2.0
//
// The library of runs: a folder with `runs/`, `trash/` and `library.sqlite`, an index of them. The
// folders are authoritative: the index can be rebuilt from them at any time, and a damaged one is
// renamed and rebuilt at once. Several programs share a library. If the index cannot be written
// (read-only or full disk), it is kept in memory, which is reported once.
#pragma once

#include "core/base/result.h"
#include "core/library/quota.h"
#include "core/library/run_row.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// The folder of the person's library: `emascope` in XDG_DATA_HOME if that is an absolute path,
/// else in ~/.local/share. Empty if there is no home.
[[nodiscard]] std::string defaultLibrary();

/// What rebuild() did.
struct Rebuilt {
  std::size_t runs = 0;
  std::vector<Error> unreadable = {};  ///< folders that are no run, or a damaged one
};

/// Runs in the trash.
struct TrashContent {
  std::size_t runs = 0;
  std::uint64_t bytes = 0;         ///< of all files in their folders
  std::vector<Error> failed = {};  ///< what could not be deleted
  friend bool operator==(const TrashContent&, const TrashContent&) = default;
};

/// [any-thread], by one thread at a time. Functions that wait for another program fail after a few
/// seconds.
class RunLibrary {
 public:
  /// Opens the library in `folder` and creates what it lacks. Fails if `folder` cannot be read or
  /// made.
  [[nodiscard]] static Result<RunLibrary> open(const std::string& folder);

  RunLibrary(RunLibrary&&) noexcept;
  RunLibrary& operator=(RunLibrary&&) noexcept;
  RunLibrary(const RunLibrary&) = delete;
  RunLibrary& operator=(const RunLibrary&) = delete;
  ~RunLibrary();

  [[nodiscard]] const std::string& folder() const;
  /// Path of the run's folder.
  [[nodiscard]] std::string pathOf(const RunRow& row) const;

  /// The runs, latest first; `trashed`: those in the trash instead. Folders that came, went or were
  /// renamed are noticed, and so is a run whose program was killed: it is interrupted.
  [[nodiscard]] Result<std::vector<RunRow>> list(bool trashed = false);
  /// The run with this id, folder, path of a folder, or a unique beginning of the first two. Also
  /// looks in the trash.
  [[nodiscard]] Result<RunRow> find(std::string_view run);

  /// Adds or replaces the row of the run in this folder.
  [[nodiscard]] Status enter(const RunRow& row);

  // `run` is, here and below, what find() takes; of a row, its id.

  /// Replaces the title, tags and notes of the run, in its folder and in the index.
  [[nodiscard]] Status setNotes(const std::string& run, const RunNotes& notes);
  [[nodiscard]] Status rename(const std::string& run, const std::string& title);
  [[nodiscard]] Status setTags(const std::string& run, const std::vector<std::string>& tags);
  [[nodiscard]] Status setText(const std::string& run, const std::string& text);
  [[nodiscard]] Status setPinned(const std::string& run, bool pinned);

  /// Moves the run to the trash, or back. Refused while a program writes the run. What is in the
  /// trash cannot be changed otherwise.
  [[nodiscard]] Status trash(const std::string& run);
  [[nodiscard]] Status restore(const std::string& run);
  /// What emptyTrash() would delete.
  [[nodiscard]] TrashContent trashContent() const;
  /// Deletes the runs in the trash for good and says what they were. Leaves folders that are no
  /// run, and a run that a program writes. Fails, and deletes nothing, if the index cannot be read.
  [[nodiscard]] Result<TrashContent> emptyTrash();

  /// Checkpoints that would be deleted so that all of them together take at most `bytes`: the
  /// oldest first; never a pinned one, one of a run that is pinned or being written, nor a run's
  /// newest two. Those in the trash are left out.
  [[nodiscard]] Result<PrunePlan> planPrune(std::uint64_t bytes);
  /// Deletes them. Stops at the first that cannot be deleted.
  [[nodiscard]] Status prune(const PrunePlan& plan);

  /// Rebuilds the index from the folders. Text, tags and titles are in the folders too.
  [[nodiscard]] Result<Rebuilt> rebuild();

  /// Sentences about the index, each reported once: "library.sqlite was damaged; …".
  [[nodiscard]] std::vector<std::string> takeNotices();

 private:
  struct Parts;
  explicit RunLibrary(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace emascope
