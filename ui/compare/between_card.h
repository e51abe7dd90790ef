// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card "Between raw and EMA": the validation loss along the line, and below it, on the same
// scale, the slider that chooses the mix; in words where the loss is lowest, and whether that is
// clearly lower than the average's.
#pragma once

#include "ui/panels/panel.h"

#include <QFrame>
#include <QString>

class QPushButton;

namespace emascope::ui {

class CompareFeed;
class FittingLabel;
class MixSlider;
class ScanChart;

class BetweenCard final : public QFrame {
  Q_OBJECT
 public:
  BetweenCard(const PanelContext& context, CompareFeed& feed, QWidget* parent);

  [[nodiscard]] double share() const;
  void setShare(double share);
  void renew();

 Q_SIGNALS:
  void shareChanged(double share);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  [[nodiscard]] QPushButton* addButton(const char* name, const QString& text);
  [[nodiscard]] QString lowestText(const QString& average) const;
  void fillReadout();
  void shareMoved();

  PanelContext context_;
  CompareFeed& feed_;
  FittingLabel* title_;
  FittingLabel* readout_;
  QPushButton* to_raw_;
  QPushButton* to_average_;
  QPushButton* to_lowest_;
  ScanChart* chart_;
  MixSlider* slider_;
  QString slider_tip_;
};

}  // namespace emascope::ui
