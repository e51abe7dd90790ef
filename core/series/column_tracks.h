// SPDX-License-Identifier: Apache-2.0
//
// Tracks over the columns of a table, where a column's clock counts only the rows in which it has a
// value. Columns that have had values in the same rows share a bank; a row in which some of them
// are missing splits it. A table without gaps therefore costs as much as a single bank.
#pragma once

#include "core/series/track_bank.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace emascope {

class ColumnTracks {
 public:
  ColumnTracks(std::vector<BankTrack> tracks, std::vector<BankEdit> edits, const RunLength& run,
               const std::vector<std::string>& columns, DecayPer per);

  [[nodiscard]] std::size_t size() const { return groups_.front().bank.size(); }
  [[nodiscard]] const std::string& label(std::size_t track) const {
    return groups_.front().bank.label(track);
  }

  /// `row` is the initial state of all columns; not an update.
  void construct(std::span<const double> row);
  /// An update, `time` after the previous row, of the columns that are `there`; the others are
  /// gated, see TrackBank::gate(). @pre row[i] is finite where there[i]
  [[nodiscard]] Status take(std::span<const double> row, const std::vector<bool>& there,
                            double time);

  /// Time since the column's last value. Before take(): without the time that it will add.
  [[nodiscard]] double elapsed(std::size_t column) const {
    return groups_[places_[column].group].bank.elapsed();
  }
  /// The column's action at the last row; a skip if it had no value there.
  [[nodiscard]] const EmaAction& action(std::size_t column, std::size_t track) const {
    return groups_[places_[column].group].bank.action(track);
  }
  /// NaN while there is no average.
  [[nodiscard]] double average(std::size_t column, std::size_t track) const;
  /// The plain mean of the column's values; NaN before the first.
  [[nodiscard]] double mean(std::size_t column) const { return means_[column]; }
  /// Number of updates for which the column had a value.
  [[nodiscard]] std::int64_t updates(std::size_t column) const { return means_.states(column); }

 private:
  struct Group {
    TrackBank bank;
    std::vector<std::size_t> columns;  ///< the columns of its parts
    bool started = false;
  };
  struct Place {
    std::size_t group = 0;
    std::size_t part = 0;
  };

  void divide(const std::vector<bool>& there);
  void place(std::size_t group);
  [[nodiscard]] Status take(Group& group, std::span<const double> row, bool there, double time);

  std::vector<Group> groups_ = {};  ///< never empty
  std::vector<Place> places_;       ///< by column
  RunningMean means_;
  std::vector<double> last_;  ///< last values, initially those at construction
};

}  // namespace emascope
