// SPDX-License-Identifier: GPL-3.0-or-later
//
// A thin bar of the shares of the engine's time: training, averaging, evaluation.
#pragma once

#include <QWidget>

namespace emascope::ui {

class ShareBar final : public QWidget {
  Q_OBJECT
 public:
  explicit ShareBar(QWidget* parent = nullptr);
  /// Shares in [0, 1] whose sum is at most 1.
  void setShares(double train, double ema, double evaluation);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  double train_ = 0.0;
  double ema_ = 0.0;
  double evaluation_ = 0.0;
};

}  // namespace emascope::ui
