// SPDX-License-Identifier: GPL-3.0-or-later
//
// The slider that mixes raw and averaged weights. Its value is the share of the average in
// hundredths, -50 to 150. A drag snaps to raw, to the average and to the lowest loss; an arrow key
// moves it by 0.01, with Shift by 0.1. Its scale is that of the chart above it (mix_scale.h).
#pragma once

#include "ui/compare/mix_scale.h"

#include <vector>

#include <QAbstractSlider>

namespace emascope::ui {

class MixSlider final : public QAbstractSlider {
  Q_OBJECT
 public:
  explicit MixSlider(QWidget* parent);

  [[nodiscard]] double share() const { return value() / kSharesOfOne; }
  void setShare(double share);
  /// Shares at which a drag snaps.
  void setRemarkable(std::vector<double> shares) { remarkable_ = std::move(shares); }
  /// The name below share 1; plain text.
  void setAverageName(const QString& name);

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  void drag(const QPointF& to);
  void paintTicks(QPainter& painter, const MixScale& scale) const;

  std::vector<double> remarkable_ = {0.0, 1.0};
  QString average_;
};

}  // namespace emascope::ui
