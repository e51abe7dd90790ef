// SPDX-License-Identifier: GPL-3.0-or-later
//
// Draws the validation loss between raw and an average, with raw, the average, the lowest loss and
// the chosen mix marked. The horizontal scale is that of the slider below (mix_scale.h). A loss
// that is not finite is a mark at the upper edge; losses far above those of raw and the average
// leave the picture, so that the rest stays readable. A click chooses the mix there.
#pragma once

#include "ui/compare/scan_line.h"
#include "ui/theme/interface_scale.h"

#include <vector>

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QWidget>

namespace emascope::ui {

class ScanChart final : public QWidget {
  Q_OBJECT
 public:
  explicit ScanChart(QWidget* parent);

  void setLine(const ScanLine& line);
  void setShare(double share);
  /// The name and the colors of the average, and the text at the lowest loss; plain text.
  void setAverage(const QString& name, const QColor& line, const QColor& text);
  void setLowestText(const QString& text);

  /// The range of losses that is drawn; `top` is above `bottom`.
  struct Range {
    double bottom = 0.0;
    double top = 1.0;
  };
  [[nodiscard]] static Range rangeOf(const ScanLine& line);

  /// A text of the chart, and where it is in the present size.
  struct Text {
    QString text = {};
    QColor color = {};
    QRectF place = {};
    QFont font = {};
  };
  [[nodiscard]] std::vector<Text> texts() const;
  /// The marks that no text covers: raw, the average, the lowest loss.
  [[nodiscard]] std::vector<QRectF> marks() const;

  [[nodiscard]] QSize sizeHint() const override { return {scaled(400), scaled(170)}; }
  [[nodiscard]] QSize minimumSizeHint() const override { return {scaled(160), scaled(64)}; }

 Q_SIGNALS:
  void shareChosen(double share);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  struct Canvas;
  struct Mark;
  [[nodiscard]] Canvas canvas() const;
  [[nodiscard]] std::vector<Mark> marksOn(const Canvas& canvas) const;
  void paintGrid(QPainter& painter, const Canvas& canvas) const;
  void paintLine(QPainter& painter, const Canvas& canvas) const;
  void paintMarks(QPainter& painter, const Canvas& canvas) const;
  void paintTexts(QPainter& painter) const;
  void describe();

  ScanLine line_;
  double share_ = 1.0;
  QString average_;
  QString lowest_;
  QColor color_;
  QColor text_color_;
};

}  // namespace emascope::ui
