// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of two pictures that is visible, which is the same for both: the magnification, and the
// point in the middle. Positions are shares of the whole picture, from its upper left corner.
#pragma once

#include <algorithm>
#include <cmath>

#include <QObject>
#include <QPointF>
#include <QRectF>

namespace emascope::ui {

class PictureZoom final : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

  static constexpr double kMost = 32.0;

  [[nodiscard]] double factor() const { return factor_; }
  [[nodiscard]] QPointF center() const { return center_; }

  /// Where the whole picture lies when `view` shows a part of it.
  [[nodiscard]] QRectF whole(const QRectF& view) const {
    const QSizeF size = view.size() * factor_;
    const QPointF shift(center_.x() * size.width(), center_.y() * size.height());
    return {view.center() - shift, size};
  }
  /// The share of the whole at `at` in `view`.
  [[nodiscard]] QPointF shareAt(const QRectF& view, const QPointF& at) const {
    const QRectF all = whole(view);
    return {(at.x() - all.left()) / all.width(), (at.y() - all.top()) / all.height()};
  }

  /// Magnifies by `by`; what is at `at` stays there.
  void zoomAt(const QRectF& view, const QPointF& at, double by) {
    if (view.isEmpty()) return;
    const QPointF kept = shareAt(view, at);
    const double factor = std::clamp(factor_ * by, 1.0, kMost);
    const QPointF from_middle((at.x() - view.center().x()) / (view.width() * factor),
                              (at.y() - view.center().y()) / (view.height() * factor));
    set(factor, kept - from_middle);
  }
  /// Moves the picture by `by` pixels.
  void pan(const QRectF& view, const QPointF& by) {
    if (view.isEmpty()) return;
    set(factor_,
        center_ - QPointF(by.x() / (view.width() * factor_), by.y() / (view.height() * factor_)));
  }
  /// Shows `factor` times magnified what is at `center`.
  void show(const QPointF& center, double factor) { set(std::clamp(factor, 1.0, kMost), center); }
  void fit() { set(1.0, {0.5, 0.5}); }

 Q_SIGNALS:
  void changed();

 private:
  void set(double factor, const QPointF& center) {
    const double margin = 0.5 / factor;  // the picture always covers the view
    const QPointF limited(std::clamp(center.x(), margin, 1.0 - margin),
                          std::clamp(center.y(), margin, 1.0 - margin));
    if (factor == factor_ && limited == center_) return;
    factor_ = factor;
    center_ = limited;
    Q_EMIT changed();
  }

  double factor_ = 1.0;
  QPointF center_{0.5, 0.5};
};

}  // namespace emascope::ui
