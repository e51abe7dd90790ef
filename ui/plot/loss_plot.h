// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plot of a run: validation loss, difference raw - EMA with its verdict, and the decay used, on
// one step axis. Draws a RunRecord that somebody else keeps; asks nobody for data. QCustomPlot
// stays behind this header.
//
// Following means: steps from 0 to the planned end, and value axes that suit what is drawn. The
// wheel (with Ctrl: up and down), dragging, a box with Shift, and a double click (everything) leave
// it; F and Home return to it, Backspace goes back one view. Nothing but the user changes another
// view, as long as the runs are of one problem: on another one's axes there is nothing to see, so
// another preset or data set is followed.
#pragma once

#include "core/base/result.h"
#include "core/protocol/run_record.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include <QImage>
#include <QString>
#include <QWidget>

namespace emascope::ui {

/// The decay that pending settings would give: points of (step, decay), and their name for the
/// strip's caption ("pending cap 0.998").
struct DecayGhost {
  std::vector<std::pair<double, double>> points;
  QString caption;
};

class LossPlot final : public QWidget {
  Q_OBJECT
 public:
  explicit LossPlot(QWidget* parent = nullptr);
  ~LossPlot() override;

  /// `record` must outlive the plot or be replaced; null shows an empty plot.
  void setRecord(const RunRecord* record);
  /// The record has changed: takes in what is new and queues one redraw (none while hidden).
  void refresh();
  /// Which track the lower strips compare with raw; 0 = main.
  void setSelectedTrack(std::size_t index);
  void setGhost(std::optional<DecayGhost> ghost);

  [[nodiscard]] bool following() const;
  void setFollowing(bool following);
  [[nodiscard]] bool logY() const;
  void setLogY(bool log);
  void fitAll();
  void previousView();
  /// Under 700 px of window height the lower strips fold.
  void setStripsFolded(bool folded);

  /// The picture as shown, with legend and marks. `scale` 1 to 4. Works without a visible window.
  [[nodiscard]] QImage picture(QSize size, double scale);
  /// By the ending: .png, .pdf, .svg. Written to a temporary file and renamed; the error names the
  /// file.
  [[nodiscard]] Status exportPicture(const QString& path, QSize size = {1280, 720},
                                     double scale = 2.0);

  /// The run in one paragraph, for screen readers.
  [[nodiscard]] QString summaryText() const;
  /// What the hover card or the keyboard cursor says, a line per value; empty without either.
  [[nodiscard]] QString cursorText() const;
  /// Points drawn for one curve, and how many were merged, above the axis, or not finite.
  struct DrawnCounts {
    std::int64_t drawn = 0, merged = 0, above = 0, non_finite = 0;
  };
  [[nodiscard]] DrawnCounts drawn_counts() const;

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
