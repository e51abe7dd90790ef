// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card "On the test samples": the results of the one look at them, at the end of the run, and
// until then how far that is; and the buttons that save raw, the average, or their present mix.
#pragma once

#include "ui/compare/compare_card.h"
#include "ui/panels/panel.h"

#include <vector>

#include <QElapsedTimer>
#include <QStringList>
#include <QTimer>

class QLabel;
class QPushButton;
class QTableWidget;

namespace emascope::ui {

class CompareFeed;

class TestCard final : public CompareCard {
  Q_OBJECT
 public:
  TestCard(const PanelContext& context, CompareFeed& feed, QWidget* parent);
  void renew();
  /// How many steps are left, a few times a second; the rest does not change while steps are taken.
  void renewProgress();

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  struct Row {
    QStringList texts = {};
    bool chosen = false;  // of the selected track
    friend bool operator==(const Row&, const Row&) = default;
  };
  [[nodiscard]] QPushButton* addButton(const char* name, const QString& text);
  [[nodiscard]] QString whenText() const;
  [[nodiscard]] std::vector<Row> rowsNow() const;
  void fillTable();
  void showChosen();
  void fillSaveAverage();
  [[nodiscard]] QString weightsName(const std::string& of) const;
  [[nodiscard]] QString averageName() const;
  void save(const std::string& of, double share);

  PanelContext context_;
  CompareFeed& feed_;
  QLabel* title_;
  QLabel* when_;
  QTableWidget* table_;
  QPushButton* save_raw_;
  QPushButton* save_average_;
  QPushButton* save_mix_;
  std::vector<Row> rows_;
  QStringList heads_;
  QElapsedTimer told_;  // since the steps left were written
  QTimer later_;        // until they are written again
};

}  // namespace emascope::ui
