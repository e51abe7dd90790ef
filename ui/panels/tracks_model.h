// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows of the table of tracks: raw and the current tracks, in the order of the run or sorted by
// a column. Reads all values from the record on request. Labels are shown as plain text.
#pragma once

#include "core/protocol/record/run_summary.h"
#include "core/protocol/record/verdict.h"
#include "ui/run/track_looks.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QIcon>

namespace emascope::ui {

class EditSender;
class RunController;
class Selection;
class ShownTracks;

class TracksModel final : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column {
    kEye,
    kLine,
    kName,
    kRule,
    kLoss,
    kMetric,
    kBest,
    kDelta,
    kInterval,
    kWins,
    kHalfLife,
    kColumns
  };

  TracksModel(const RunController& controller, EditSender& sender, const ShownTracks& shown,
              const Selection& selection, QObject* parent);

  /// Reads the list of tracks again.
  void renew();
  /// Reads the values again, and sorts again if the last time was a second ago.
  void refresh();

  /// None for raw. @pre 0 <= row < rowCount()
  [[nodiscard]] std::optional<std::size_t> trackOf(int row) const;
  /// -1 if there is no such track.
  [[nodiscard]] int rowOf(std::optional<std::size_t> track) const;
  /// "raw" or the track's label.
  [[nodiscard]] std::string labelOf(int row) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                    int role) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
  /// Requests another label; the name changes when the engine has answered.
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  /// By a column, or in the order of the run for column -1.
  void sort(int column, Qt::SortOrder order) override;

 private:
  using Row = std::optional<std::size_t>;  // raw or a track
  [[nodiscard]] QVariant text(Row row, int column) const;
  [[nodiscard]] QString valueText(Row row, int column) const;
  /// A piece of the line of its curve.
  [[nodiscard]] QIcon lineSample(Row row) const;
  [[nodiscard]] QVariant color(Row row, int column) const;
  [[nodiscard]] QString halfLifeText(std::size_t track) const;
  /// For sorting; none without a value, which sorts last.
  [[nodiscard]] std::optional<double> number(Row row, int column) const;
  [[nodiscard]] const Verdict& verdict(std::size_t track) const;
  [[nodiscard]] std::optional<Best> best(Row row) const;
  /// Number of evaluations that the verdicts compare, at most that of the window; none if it is not
  /// the same for all tracks.
  [[nodiscard]] std::optional<std::size_t> compared() const;
  [[nodiscard]] int decimals(bool metric) const;
  void arrange();

  const RunController& controller_;
  EditSender& sender_;
  const ShownTracks& shown_;
  const Selection& selection_;  // for the evaluations that the verdicts compare
  std::vector<Row> rows_;
  std::vector<TrackLook> looks_;
  int sorted_by_ = -1;
  Qt::SortOrder order_ = Qt::AscendingOrder;
  QElapsedTimer since_sorted_;
};

}  // namespace emascope::ui
