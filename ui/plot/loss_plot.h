// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plot of a run: validation loss, difference raw - EMA with its verdict, and the decay used, on
// one step axis. Draws a RunRecord that the caller keeps. Hides QCustomPlot from its users.
//
// While following, the step axis runs from 0 to the planned end, and the value axes fit the data.
// The wheel (with Ctrl: value axis), dragging, Shift and dragging a box, and a double click (show
// everything) end following; F and Home resume it; Backspace returns to the previous view. A view
// chosen by the user stays until the user changes it or a run of another problem starts (another
// preset or data set, see sameProblem()), which is then followed.
#pragma once

#include "core/base/result.h"
#include "core/protocol/record/run_record.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <QImage>
#include <QString>
#include <QWidget>

namespace emascope::ui {

/// The decay curve of pending settings: points (step, decay), and a caption for the strip ("pending
/// cap 0.998").
struct DecayGhost {
  std::vector<std::pair<double, double>> points;
  QString caption;
};

class LossPlot final : public QWidget {
  Q_OBJECT
 public:
  explicit LossPlot(QWidget* parent = nullptr);
  ~LossPlot() override;

  /// `record` must stay valid until it is replaced or the plot is destroyed; null: an empty plot.
  void setRecord(const RunRecord* record);
  /// Reads new data from the record and queues one redraw (none while hidden).
  void refresh();
  /// The track that the lower strips compare with raw; 0 = main.
  void setSelectedTrack(std::size_t index);
  void setGhost(std::optional<DecayGhost> ghost);

  [[nodiscard]] bool following() const;
  void setFollowing(bool following);
  [[nodiscard]] bool logY() const;
  void setLogY(bool log);
  void fitAll();
  void previousView();
  /// Moves the cursor to the evaluation nearest to `step`, and the view if that is outside.
  void showStep(std::int64_t step);
  /// The window folds the lower strips if it is less than 700 px high.
  void setStripsFolded(bool folded);

  /// The plot as shown, with legend and marks. `scale`: 1 to 4. Works without a visible window.
  [[nodiscard]] QImage picture(QSize size, double scale);
  /// The extension selects the format: .png, .pdf or .svg. Writes to a temporary file and renames
  /// it; the error names the file.
  [[nodiscard]] Status exportPicture(const QString& path, QSize size = {1280, 720},
                                     double scale = 2.0);

  /// A summary of the run in one paragraph, for screen readers.
  [[nodiscard]] QString summaryText() const;
  /// The text of the hover card or keyboard cursor, one line per value; empty without either.
  [[nodiscard]] QString cursorText() const;
  /// Numbers of points of one curve that are drawn, merged, above the axis, or not finite.
  struct DrawnCounts {
    std::int64_t drawn = 0, merged = 0, above = 0, non_finite = 0;
  };
  [[nodiscard]] DrawnCounts drawnCounts() const;

 Q_SIGNALS:
  void followingChanged(bool following);
  void logYChanged(bool log);
  void markClicked(qsizetype change);  ///< index in RunRecord::changes
  void redrawn(double milliseconds);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void changeEvent(QEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  class Private;
  std::unique_ptr<Private> d_;
};

}  // namespace emascope::ui
