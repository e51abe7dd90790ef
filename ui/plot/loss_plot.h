// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plot of a run: validation loss (or the metric of the task), difference raw - EMA of the
// losses with its verdict, and the decay used, on one horizontal axis of steps, epochs or time.
// Draws a RunRecord that the caller keeps, and under it the main track of the last run. Hides
// QCustomPlot from its users.
//
// While following, the horizontal axis runs from 0 to the planned end, and the value axes fit the
// data. The wheel (with Ctrl: value axis), dragging, Shift and dragging a box, and a double click
// (show everything) end following; F and Home resume it; Backspace returns to the previous view. A
// view chosen by the user stays until the user changes it or a run of another problem starts
// (another preset or data set, see sameProblem()), which is then followed.
#pragma once

#include "core/base/result.h"
#include "core/protocol/record/run_record.h"
#include "core/protocol/record/run_verdicts.h"
#include "core/protocol/record/verdict.h"
#include "ui/plot/remarks.h"
#include "ui/plot/x_axis.h"
#include "ui/run/gestures.h"
#include "ui/run/last_run.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <QImage>
#include <QPoint>
#include <QString>
#include <QWidget>

namespace emascope::ui {

/// The decay curve of pending settings: points (step, decay), and a caption for the strip
/// ("pending: β cap 0.998").
struct DecayGhost {
  std::vector<std::pair<double, double>> points;
  QString caption;
};

/// What is at a point of the chart.
struct ChartSpot {
  QPoint at;  ///< in the plot's pixels
  std::int64_t step = 0;
  double value = 0.0;                      ///< on the upper value axis
  std::optional<std::size_t> note, line;   ///< a remark near the point: its index in Remarks
  std::optional<std::int64_t> checkpoint;  ///< step of a checkpoint near the point
  std::optional<std::int64_t> edit;        ///< near the mark of an edit: in force from this step on
};

class LossPlot final : public QWidget {
  Q_OBJECT
 public:
  explicit LossPlot(QWidget* parent = nullptr);
  ~LossPlot() override;

  /// `record` must stay valid until it is replaced or the plot is destroyed; null: an empty plot.
  /// So must `verdicts`, which the plot shares with others that show this record; null: its own.
  void setRecord(const RunRecord* record, RunVerdicts* verdicts = nullptr);
  /// Reads new data from the record and queues one redraw (none while hidden).
  void refresh();
  /// The track that the lower strips compare with raw; 0 = main.
  void setSelectedTrack(std::size_t index);
  /// The evaluations that the verdict compares.
  void setVerdictSpan(VerdictSpan span);
  void setGhost(std::optional<DecayGhost> ghost);
  /// Null: none. Drawn only while the record has the same problem; the value axis ignores it.
  void setLastRun(std::shared_ptr<const PastRun> run);
  /// Steps at which the engine was started again.
  void setRevivals(const std::vector<std::int64_t>& steps);
  /// The step after which this run went on from another one; none: it began at step 0.
  void setContinuedAfter(std::optional<std::int64_t> step);
  void setRemarks(const Remarks& remarks);
  [[nodiscard]] const Remarks& remarks() const;
  /// Of the edits of the record; must stay valid as the record does. Null: unknown.
  void setGestures(const Gestures* gestures);
  /// What the horizontal axis counts. Epochs are shown as steps in a run where they are unknown.
  void setXQuantity(XQuantity quantity);
  [[nodiscard]] XQuantity xQuantity() const;
  /// Labels of curves that are not drawn; "raw" is the raw one.
  void setHidden(const std::set<std::string>& labels);
  /// Whether the upper strip shows the metric of the task, with a log or linear axis of its own.
  void setShowsMetric(bool metric);
  [[nodiscard]] bool showsMetric() const;
  [[nodiscard]] QString title() const;  ///< "Validation loss", "Validation accuracy"

  [[nodiscard]] bool following() const;
  void setFollowing(bool following);
  [[nodiscard]] bool logY() const;
  void setLogY(bool log);
  void fitAll();
  void previousView();
  /// Moves the cursor to the evaluation nearest to `step`, and the view if that is outside.
  void showStep(std::int64_t step);
  /// Strips that are not drawn, because there is no room.
  enum class Folding { kNone, kDecay, kDecayAndDifference };
  void setFolding(Folding folding);
  [[nodiscard]] Folding folding() const;
  /// Whether the caller shows the verdict while its strip is folded; else it is above the loss.
  void setVerdictElsewhere(bool elsewhere);

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
  void showsMetricChanged(bool metric);
  void xQuantityChanged(emascope::ui::XQuantity quantity);
  void menuWanted(const emascope::ui::ChartSpot& spot, const QPoint& global);
  /// Labels of the tracks that are drawn solid instead of dashed, see solidInstead().
  void solidLinesChanged(const std::set<std::string>& labels);
  void markClicked(qsizetype change);  ///< index in RunRecord::changes
  void redrawn(double milliseconds);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
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
