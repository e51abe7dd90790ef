// SPDX-License-Identifier: Apache-2.0
//
// A run's CSV while the run goes on, whatever becomes of the disk: the rows are in the record, and
// what the file lacks of them is written when it can be.
#pragma once

#include "core/base/output_file.h"
#include "core/base/output_keeper.h"
#include "core/protocol/run_record.h"
#include "core/protocol/run_writer.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// One run after the other. `keeper` outlives it.
class RowsFile {
 public:
  explicit RowsFile(OutputKeeper& keeper) : keeper_(keeper) {}
  RowsFile(const RowsFile&) = delete;
  RowsFile& operator=(const RowsFile&) = delete;
  ~RowsFile() { keeper_.release(); }

  /// Refuses what cannot be written, and touches nothing else.
  [[nodiscard]] Status open(const std::string& path);
  /// For a further run. What cannot be opened now is tried again.
  void openAgain(const std::string& path);

  /// A run has started: header and rows are those of `record` from now on.
  void begin(const RunRecord& record);
  /// What the file lacks. After a failure not before its next turn.
  void append(const RunRecord& record);
  /// All of it, or all of it to another place: false then. The file is closed.
  [[nodiscard]] bool finish(const RunRecord& record);

  [[nodiscard]] std::vector<OutputNews> takeNews();

 private:
  using Clock = std::chrono::steady_clock;
  [[nodiscard]] Status openFile();
  void close();
  void writeAnew();
  /// Makes the file anew where it is missing; never writes over one that somebody else has put
  /// there.
  [[nodiscard]] Status reopen();
  [[nodiscard]] bool lacks(const RunRecord& record) const;
  [[nodiscard]] Status bringUpToDate(const RunRecord& record);
  [[nodiscard]] Status write(const RunRecord& record);
  void noteTrouble(const Error& error);
  [[nodiscard]] bool saveElsewhere(const RunRecord& record, const Status& status);

  OutputKeeper& keeper_;
  std::string path_;
  std::string target_;  ///< that it leads to
  std::shared_ptr<const NameLock> lock_;
  std::unique_ptr<GrowingFile> file_;  ///< stays where it is while the keeper follows it
  std::vector<std::string> labels_;    ///< with columns
  std::size_t written_ = 0;            ///< points
  std::size_t track_changes_ = 0;      ///< seen
  bool begun_ = false;
  bool anew_ = true;    ///< header and all rows are to be written
  bool spare_ = false;  ///< what was in the file stays until there is a row
  bool in_trouble_ = false;
  bool given_up_ = false;  ///< a pipe whose reader has gone
  Clock::time_point next_try_ = {};
  std::vector<OutputNews> news_;
};

}  // namespace emascope
