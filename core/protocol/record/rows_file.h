// SPDX-License-Identifier: Apache-2.0
//
// Writes a run's CSV during the run and copes with disk errors: the record keeps all rows, and rows
// that the file lacks are written as soon as that is possible. Of a record that was thinned, rows
// that the file once had are read again from elsewhere.
#pragma once

#include "core/base/output_file.h"
#include "core/base/output_keeper.h"
#include "core/base/output_path.h"
#include "core/protocol/record/run_record.h"
#include "core/protocol/record/run_writer.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace emascope {

/// Serves one run after the other. `keeper` must outlive it.
class RowsFile {
 public:
  explicit RowsFile(OutputKeeper& keeper) : keeper_(keeper) {}
  RowsFile(const RowsFile&) = delete;
  RowsFile& operator=(const RowsFile&) = delete;
  ~RowsFile() { keeper_.abandon(); }

  /// Refuses a path that cannot be written, without touching anything.
  [[nodiscard]] Status open(const std::string& path);
  /// Closes the file; false if its name now leads to another program's file.
  [[nodiscard]] bool leave();
  /// Opens the file of a further run. If that fails, it is tried again later.
  void openAgain(const std::string& path);

  void readThinnedFrom(PointsReader reader) { thinned_ = std::move(reader); }
  /// As RunWriter::needsAll(), for this file.
  [[nodiscard]] bool needsAll(const RunRecord& record) const;

  /// A run has started. Header and rows come from `record` from now on.
  void begin(const RunRecord& record);
  /// The finished run goes on: opens its file again, which is rewritten with the next row, unless
  /// it now belongs to another program. A pipe is continued.
  void goOn(const RunRecord& record);
  /// Writes the rows that the file lacks. After a failure, waits until the next attempt is due.
  void append(const RunRecord& record);
  /// Writes all rows that the file lacks and closes it. If that fails, writes all rows to another
  /// place and returns false.
  [[nodiscard]] bool finish(const RunRecord& record);

  [[nodiscard]] std::vector<OutputNews> takeNews();

 private:
  using Clock = std::chrono::steady_clock;
  [[nodiscard]] Status openFile();
  void close();
  /// For a disk that does not answer: the keeper closes the file when it does.
  void leaveToKeeper();
  void writeAnew();
  [[nodiscard]] bool isMissing() const;
  /// Whether the name of the file that was closed last now leads to another one, or the file was
  /// written to.
  [[nodiscard]] bool isReplaced() const;
  [[nodiscard]] Status replacement() const;
  /// Creates the file again if it is missing; never overwrites another program's.
  [[nodiscard]] Status reopen();
  [[nodiscard]] bool lacks(const RunRecord& record) const;
  [[nodiscard]] Status bringUpToDate(const RunRecord& record);
  /// Writes everything and syncs it. Nothing is postponed, since the keeper does not monitor the
  /// file meanwhile.
  [[nodiscard]] Status complete(const RunRecord& record);
  [[nodiscard]] Status write(const RunRecord& record);
  /// Passes each thinned evaluation to `take`, as the evaluation of that index of a record. Fails
  /// if some of them are not there.
  [[nodiscard]] Status readThinned(
      const RunRecord& record,
      const std::function<Status(const RunRecord&, std::size_t)>& take) const;
  /// Passes `text`, and the rows of the thinned evaluations after it, to `sink`, but for a rest
  /// that is left in `text`.
  [[nodiscard]] Status passThinned(const RunRecord& record, const std::vector<std::string>& labels,
                                   std::string& text, const TextSink& sink) const;
  /// Writes the CSV of the record, thinned or not, to `sink`.
  [[nodiscard]] Status passAll(const RunRecord& record, const TextSink& sink) const;
  void noteTrouble(const Error& error);
  [[nodiscard]] bool saveElsewhere(const RunRecord& record, const Status& status);

  OutputKeeper& keeper_;
  PointsReader thinned_;
  std::string path_;
  std::string target_;  ///< of path_, with links resolved
  std::shared_ptr<const NameLock> lock_;
  std::shared_ptr<GrowingFile> file_;
  std::optional<FileState> closed_;  ///< of the file that was open last
  std::vector<std::string> labels_;  ///< of the columns
  std::size_t written_ = 0;          ///< evaluations
  std::size_t track_changes_ = 0;    ///< seen
  bool begun_ = false;
  bool anew_ = true;    ///< header and all rows must be written
  bool spare_ = false;  ///< keep the old contents until the first row
  bool in_trouble_ = false;
  bool given_up_ = false;  ///< a pipe without a reader
  Clock::time_point next_try_ = {};
  std::vector<OutputNews> news_;
};

}  // namespace emascope
