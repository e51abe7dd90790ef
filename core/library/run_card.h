// SPDX-License-Identifier: Apache-2.0
//
// The contents of `run.json` in a run's folder: which run this is, where it comes from, its state,
// and the notes on it. The curves are in the journal beside it.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// kRunning: a program is writing it now. kStopped: ended before its last step, by a person or a
/// program that was closed. kInterrupted: the program that wrote it was killed.
enum class StoredState { kRunning, kFinished, kStopped, kFailed, kInterrupted };
inline constexpr int kStoredStateCount = static_cast<int>(StoredState::kInterrupted) + 1;

[[nodiscard]] std::string_view storedStateText(StoredState state);  ///< "running", "finished", …

/// A person's notes on a run. Texts are UTF-8.
struct RunNotes {
  std::string title = {};  ///< at first the name of the demo, or the title of the data
  std::vector<std::string> tags = {};
  std::string text = {};  ///< of any length up to kLongestNote, may have lines
  bool pinned = false;    ///< its checkpoints are not deleted to make room
  friend bool operator==(const RunNotes&, const RunNotes&) = default;
};
inline constexpr std::size_t kLongestTitle = 200;    ///< bytes
inline constexpr std::size_t kLongestTag = 50;       ///< bytes
inline constexpr std::size_t kMostTags = 20;         ///< per run
inline constexpr std::size_t kLongestNote = 20'000;  ///< bytes

struct RunCard {
  std::string id = {};      ///< 16 hexadecimal digits; stays when the folder is renamed
  std::string task = {};    ///< the preset's id, or the title of the person's own data
  std::int64_t begun = 0;   ///< when, in ms since 1970, by this machine's clock
  std::string engine = {};  ///< RunFacts::engine: the versions of the program and LibTorch
  std::string parent = {};  ///< id of the run that this one was forked from or continues, or empty
  std::int64_t parent_step = 0;  ///< at this step of the parent
  StoredState state = StoredState::kRunning;
  std::int64_t step = 0;        ///< steps taken, at the last change of the state
  std::int64_t steps = 0;       ///< planned
  std::string command = {};     ///< what repeats the run, without later edits: "--preset …"
  std::string started_in = {};  ///< working folder of that command, for names of files in it
  RunNotes notes = {};
  friend bool operator==(const RunCard&, const RunCard&) = default;
};

/// Refuses notes that are too long or not UTF-8, and empty, repeated or several-line tags.
[[nodiscard]] Status checkNotes(const RunNotes& notes);

/// The text of `run.json`.
[[nodiscard]] std::string writeCard(const RunCard& card);
/// Reads it back; `source` names the file in errors.
[[nodiscard]] Result<RunCard> readCard(std::string_view text, const std::string& source);

}  // namespace emascope
