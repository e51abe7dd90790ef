// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card "On the test samples": the results of the one look at them, at the end of the run, and
// until then how far that is; and the buttons that save raw, the average, or their present mix.
#pragma once

#include "ui/compare/compare_card.h"
#include "ui/panels/panel.h"

class QLabel;
class QPushButton;
class QTableWidget;

namespace emascope::ui {

class CompareFeed;
class FittingLabel;

class TestCard final : public CompareCard {
  Q_OBJECT
 public:
  TestCard(const PanelContext& context, CompareFeed& feed, QWidget* parent);
  void renew();

 private:
  [[nodiscard]] QPushButton* addButton(const char* name, const QString& text);
  void fillTable();
  [[nodiscard]] QString weightsName(const std::string& of) const;
  void save(const std::string& of, double share);

  PanelContext context_;
  CompareFeed& feed_;
  QLabel* when_;
  QTableWidget* table_;
  QPushButton* save_raw_;
  QPushButton* save_average_;
  QPushButton* save_mix_;
};

}  // namespace emascope::ui
