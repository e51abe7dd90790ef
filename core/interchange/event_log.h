// SPDX-License-Identifier: Apache-2.0
//
// The TensorBoard event files of one run, also while it is going on: a file, or a folder with the
// files of the run's sessions, which are read in the order of their names; those begin with the
// time at which they were made. Files in subfolders, where add_scalars of PyTorch and tensorboardX
// and Keras write one curve or one split each, belong to the run: their tags begin with the
// subfolder, "loss/ema/loss".
#pragma once

#include "core/base/result.h"
#include "core/interchange/event_file.h"
#include "core/interchange/imported_run.h"
#include "core/interchange/series_collector.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

inline constexpr std::size_t kMostEventFiles = 1'000;
inline constexpr int kDeepestEventFolder = 4;  ///< subfolders below the run's folder

/// True if `path` is a folder with event files, or has them in subfolders.
[[nodiscard]] bool hasEventFiles(const std::string& path);

class EventLog {
 public:
  /// Reads nothing yet. Fails for a folder without event files, or with more than kMostEventFiles.
  [[nodiscard]] static Result<EventLog> open(const std::string& path);

  /// Reads what was added to the files since the last call, and new files. Damage in one file ends
  /// the reading of that file and is reported in ImportedRun::damage; the others are read. Returns
  /// the number of scalars that were read, including those made void by a restart. Fails if a limit
  /// of imported_run.h is exceeded.
  [[nodiscard]] Result<std::size_t> readMore();

  /// Everything so far, with pairs.
  [[nodiscard]] ImportedRun run() const;

 private:
  struct Source {
    EventFile file;
    std::string prefix = {};  ///< of its tags: "", or "loss/ema/"
    bool damaged = false;
  };
  explicit EventLog(std::string path) : path_(std::move(path)) {}
  [[nodiscard]] Status find();
  [[nodiscard]] Status take(const Source& source, const EventMessage& event);

  std::string path_;
  std::vector<Source> sources_ = {};  ///< by folder, then by name
  SeriesCollector points_ = {};
  std::map<std::string, std::string, std::less<>> plugins_ = {};  ///< by tag, as first said
  std::uint64_t others_ = 0;                                      ///< values that are not scalars
  std::size_t read_ = 0;                                          ///< scalars, in all calls
  std::vector<std::string> damage_ = {};
  bool full_ = false;
};

}  // namespace emascope
