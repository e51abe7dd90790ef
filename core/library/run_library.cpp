// SPDX-License-Identifier: Apache-2.0
#include "core/library/run_library.h"

#include "core/base/output_file.h"
#include "core/base/output_path.h"
#include "core/base/output_system.h"
#include "core/library/guarded_index.h"
#include "core/library/journal.h"
#include "core/library/library_folders.h"
#include "core/library/run_folder.h"
#include "core/library/run_lock.h"
#include "core/library/run_search.h"
#include "core/library/stored_run.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

namespace emascope {

struct RunLibrary::Parts {
  explicit Parts(std::string library) : folder(std::move(library)) {}

  /// The files of a folder that could not be read as a run.
  struct FolderFiles {
    std::optional<FileState> card = {};
    std::optional<FileState> journal = {};
    friend bool operator==(const FolderFiles&, const FolderFiles&) = default;
  };
  [[nodiscard]] static FolderFiles filesIn(const std::string& path) {
    return {stateOf(path + "/" + std::string(kCardName)),
            stateOf(path + "/" + std::string(kJournalName))};
  }

  std::string folder;
  GuardedIndex index{folder};
  /// By path: folders that are not read again while their files are these.
  std::map<std::string, FolderFiles> unreadable = {};

  [[nodiscard]] std::string placeOf(bool trashed) const {
    return folder + "/" + std::string(trashed ? kTrashFolder : kRunsFolder);
  }
  [[nodiscard]] std::string pathOf(const RunRow& row) const {
    return placeOf(row.trashed) + "/" + row.folder;
  }

  /// The rows, after the folders were looked at.
  Result<std::vector<RunRow>> freshRows();
  void refresh(LibraryIndex& known);
  void addUnknown(LibraryIndex& known, bool trashed, const std::set<std::string>& names,
                  const std::set<std::string>& rows);
  std::vector<RunRow> readAll(std::vector<Error>& wrong) const;

  Status edit(const std::string& run, RunLibrary& library,
              const std::function<void(RunNotes&)>& change);
  Status move(const RunRow& row);
};

Result<std::vector<RunRow>> RunLibrary::Parts::freshRows() {
  std::vector<RunRow> rows;
  const Status status = index.with([&](LibraryIndex& known) {
    refresh(known);
    rows = known.rows();
  });
  if (!status) return status.error();
  return rows;
}

void RunLibrary::Parts::refresh(LibraryIndex& known) {
  std::map<bool, std::set<std::string>> there;
  std::map<bool, std::set<std::string>> entered;
  for (const bool trashed : {false, true}) there[trashed] = foldersIn(placeOf(trashed));
  for (const RunRow& row : known.rows()) {
    if (!there[row.trashed].contains(row.folder)) {
      known.remove(row);
      continue;
    }
    entered[row.trashed].insert(row.folder);
    if (row.state != StoredState::kRunning || isBeingWritten(pathOf(row))) continue;
    removeUnfinished(pathOf(row));  // its program was killed
    if (const auto run = readStoredRun(pathOf(row))) known.put(rowOf(*run, row.trashed));
  }
  for (const bool trashed : {false, true}) {
    addUnknown(known, trashed, there[trashed], entered[trashed]);
  }
}

void RunLibrary::Parts::addUnknown(LibraryIndex& known, bool trashed,
                                   const std::set<std::string>& names,
                                   const std::set<std::string>& rows) {
  for (const std::string& name : names) {
    const std::string path = placeOf(trashed) + "/" + name;
    if (rows.contains(name)) continue;
    FolderFiles now = filesIn(path);
    if (const auto known_bad = unreadable.find(path);
        known_bad != unreadable.end() && known_bad->second == now) {
      continue;
    }
    if (const auto run = readStoredRun(path)) {
      if (run->state == StoredState::kInterrupted) removeUnfinished(path);
      known.put(rowOf(*run, trashed));
    } else {
      unreadable[path] = std::move(now);
    }
  }
}

std::vector<RunRow> RunLibrary::Parts::readAll(std::vector<Error>& wrong) const {
  std::vector<RunRow> rows;
  for (const bool trashed : {false, true}) {
    for (const std::string& name : foldersIn(placeOf(trashed))) {
      const auto run = readStoredRun(placeOf(trashed) + "/" + name);
      if (run) {
        rows.push_back(rowOf(*run, trashed));
      } else {
        wrong.push_back(run.error());
      }
    }
  }
  return rows;
}

Status RunLibrary::Parts::edit(const std::string& run, RunLibrary& library,
                               const std::function<void(RunNotes&)>& change) {
  auto row = library.find(run);
  if (!row) return row.error();
  if (row->trashed) return inTrash("run", row->folder);
  const auto card = changeCard(pathOf(*row), [&](RunCard& old) { change(old.notes); });
  if (!card) return card.error();
  row.value().notes = card->notes;
  return index.with([&](LibraryIndex& known) { known.put(*row); });
}

Status RunLibrary::Parts::move(const RunRow& row) {
  const std::string from = pathOf(row);
  if (isBeingWritten(from)) return Error{from, "a program writes this run", "once it has ended"};
  RunRow moved = row;
  moved.trashed = !row.trashed;
  if (Status status = makeFolders(placeOf(moved.trashed)); !status) return status;
  constexpr int kMost = 1000;
  for (int number = 2; !renameToNew(from, pathOf(moved)); ++number) {
    if ((errno != EEXIST && errno != ENOTEMPTY) || number > kMost) {
      return systemError(from, "cannot be moved");
    }
    moved.folder = row.folder + "-" + std::to_string(number);
  }
  syncFolderOf(pathOf(moved));
  syncFolderOf(from);
  return index.with([&](LibraryIndex& known) {
    known.remove(row);
    known.put(moved);
  });
}

Result<RunLibrary> RunLibrary::open(const std::string& folder) {
  if (folder.empty()) {
    return Error{"library", "there is no home folder for it", "--library DIR"};
  }
  std::string path = folder;
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  auto parts = std::make_unique<Parts>(std::move(path));
  const Status made = makeFolders(parts->folder);
  std::error_code error;
  if (!std::filesystem::is_directory(parts->folder, error)) {
    return made ? Error{folder, "is not a folder", "a folder"} : made.error();
  }
  if (const Status status = parts->index.open(); !status) return status.error();
  return RunLibrary(std::move(parts));
}

RunLibrary::RunLibrary(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
RunLibrary::RunLibrary(RunLibrary&&) noexcept = default;
RunLibrary& RunLibrary::operator=(RunLibrary&&) noexcept = default;
RunLibrary::~RunLibrary() = default;

const std::string& RunLibrary::folder() const { return parts_->folder; }

std::string RunLibrary::pathOf(const RunRow& row) const { return parts_->pathOf(row); }

Result<std::vector<RunRow>> RunLibrary::list(bool trashed) {
  auto rows = parts_->freshRows();
  if (!rows) return rows.error();
  std::erase_if(rows.value(), [&](const RunRow& row) { return row.trashed != trashed; });
  return rows;
}

Result<RunRow> RunLibrary::find(std::string_view run) {
  const auto rows = parts_->freshRows();
  if (!rows) return rows.error();
  return runNamed(run, *rows, folder(), [this](const RunRow& row) { return pathOf(row); });
}

Status RunLibrary::enter(const RunRow& row) {
  return parts_->index.with([&](LibraryIndex& known) { known.put(row); });
}

Status RunLibrary::setNotes(const std::string& run, const RunNotes& notes) {
  return parts_->edit(run, *this, [&](RunNotes& old) { old = notes; });
}

Status RunLibrary::rename(const std::string& run, const std::string& title) {
  return parts_->edit(run, *this, [&](RunNotes& notes) { notes.title = title; });
}

Status RunLibrary::setTags(const std::string& run, const std::vector<std::string>& tags) {
  return parts_->edit(run, *this, [&](RunNotes& notes) { notes.tags = tags; });
}

Status RunLibrary::setText(const std::string& run, const std::string& text) {
  return parts_->edit(run, *this, [&](RunNotes& notes) { notes.text = text; });
}

Status RunLibrary::setPinned(const std::string& run, bool pinned) {
  return parts_->edit(run, *this, [&](RunNotes& notes) { notes.pinned = pinned; });
}

Status RunLibrary::trash(const std::string& run) {
  const auto row = find(run);
  if (!row) return row.error();
  if (row->trashed) return inTrash("run", row->folder);
  return parts_->move(*row);
}

Status RunLibrary::restore(const std::string& run) {
  const auto row = find(run);
  if (!row) return row.error();
  if (!row->trashed) {
    return Error{"run", "'" + row->folder + "' is not in the trash", "a run in the trash"};
  }
  return parts_->move(*row);
}

TrashContent RunLibrary::trashContent() const {
  TrashContent content;
  for (const std::string& path : runFoldersIn(parts_->placeOf(true))) {
    ++content.runs;
    content.bytes += bytesIn(path);
  }
  return content;
}

Result<TrashContent> RunLibrary::emptyTrash() {
  if (const auto before = parts_->freshRows(); !before) return before.error();
  const std::string trash = parts_->placeOf(true);
  TrashContent gone;
  // Of a program that was killed meanwhile.
  if (const Status status = removeDoomed(trash); !status) gone.failed.push_back(status.error());
  for (const std::string& path : runFoldersIn(trash)) {
    const std::uint64_t bytes = bytesIn(path);
    if (const Status status = removeRunFolder(path); !status) {
      gone.failed.push_back(status.error());
      continue;
    }
    ++gone.runs;
    gone.bytes += bytes;
  }
  // What was deleted is said, even if the index is not told of it until the next list.
  if (const auto after = parts_->freshRows(); !after) gone.failed.push_back(after.error());
  return gone;
}

Result<PrunePlan> RunLibrary::planPrune(std::uint64_t bytes) {
  const auto rows = parts_->freshRows();
  if (!rows) return rows.error();
  std::vector<KeptCheckpoint> all;
  for (const RunRow& row : *rows) {
    if (row.trashed) continue;  // a run that is restored has all that it had
    const std::string path = pathOf(row);
    addCheckpoints(all, path, row.notes.pinned || isBeingWritten(path));
  }
  return emascope::planPrune(std::move(all), bytes);
}

Status RunLibrary::prune(const PrunePlan& plan) {
  for (const KeptCheckpoint& one : plan.gone) {
    std::error_code error;
    std::filesystem::remove(one.path, error);
    if (error) return Error{one.path, "cannot be deleted: " + error.message(), ""};
  }
  return Ok{};
}

Result<Rebuilt> RunLibrary::rebuild() {
  Rebuilt result;
  parts_->unreadable.clear();
  const std::vector<RunRow> rows = parts_->readAll(result.unreadable);
  const Status status = parts_->index.with([&](LibraryIndex& known) { known.replaceAll(rows); });
  if (!status) return status.error();
  result.runs = rows.size();
  return result;
}

std::vector<std::string> RunLibrary::takeNotices() { return parts_->index.takeNotices(); }

}  // namespace emascope
