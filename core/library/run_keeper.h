// SPDX-License-Identifier: Apache-2.0
//
// Keeps runs in a library: takes the events of an engine and writes a folder for each run that
// starts, and its row in the index. Errors are reported once and never stop a run: data that do not
// fit on a full disk are kept in memory and written later.
#pragma once

#include "core/library/quota.h"
#include "core/library/run_folder.h"
#include "core/library/run_library.h"
#include "core/protocol/events.h"
#include "core/protocol/record/best_mean.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// A program or a machine that dies loses at most what was taken in this time.
inline constexpr std::chrono::milliseconds kJournalSyncEvery{2000};

struct KeeperOptions {
  std::string library = {};  ///< folder of the library
  bool say_where = false;    ///< report where each run is kept
  /// Bytes that all checkpoints of the library may take; where a run begins and ends, the oldest
  /// are deleted, as RunLibrary::planPrune() says. 0: any.
  std::uint64_t quota = kDefaultQuota;
  RunNotes notes = {};  ///< of each run at first; an empty title: that of its problem
  std::function<std::chrono::steady_clock::time_point()> clock = std::chrono::steady_clock::now;
  /// ms since 1970; may go backward.
  std::function<std::int64_t()> wall_clock = {};  ///< none: the system's
};

/// What a run is called until a person names it, by the window, too: like its demo or its data.
[[nodiscard]] std::string firstTitle(const RunConfig& config, const RunFacts& facts);

/// True for events that are a part of a run's record; the others are answers of the moment.
[[nodiscard]] bool belongsToJournal(const Event& event);

/// [any-thread], by one thread at a time. It waits for the disk; see keeper_thread.h.
class RunKeeper {
 public:
  /// `say` gets sentences for people, each once.
  RunKeeper(KeeperOptions options, std::function<void(const std::string&)> say);
  ~RunKeeper();
  RunKeeper(const RunKeeper&) = delete;
  RunKeeper& operator=(const RunKeeper&) = delete;

  /// Takes the next event of the engine.
  void take(const Event& event);
  /// To be called at least every kJournalSyncEvery: syncs the journal if that is due.
  void tick();
  /// The program ends; a run that goes on is entered as stopped.
  void finish();

  /// Folder of the present run; empty if none is kept.
  [[nodiscard]] std::string folder() const;
  /// Number of evaluations of the present run that are synced to the disk; 0 if none is kept.
  [[nodiscard]] std::size_t evaluationsOnDisk() const;
  /// True if a part of some run could not be kept.
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  struct Kept;
  void begin(const event::Started& started);
  void end(std::string_view reason);
  void note(const Event& event);
  void noteTracks(const std::vector<TrackSpec>& tracks);
  void notePoint(const EvalPoint& point);
  void write(bool now);
  void sync();
  void syncJournal();
  /// Writes run.json and the row.
  void enter(bool card_too);
  /// Deletes checkpoints beyond the quota; reports before which are deleted, and afterwards the
  /// size that remains.
  void keepWithinQuota();
  /// Draws the ended run; a picture that cannot be written is left out.
  void draw() const;
  void lose(const std::string& why);
  void trouble(const std::string& what);

  KeeperOptions options_;
  std::function<void(const std::string&)> say_;
  std::unique_ptr<Kept> kept_;  ///< the present run; null if none is kept
  std::optional<RunLibrary> library_;
  bool index_trouble_said_ = false;
  bool failed_ = false;
};

}  // namespace emascope
