// SPDX-License-Identifier: GPL-3.0-or-later
//
// The cards beside the plot, one below the other. None is cut: the last ones, for which there is no
// room, become tabs in the place of the first of them. In a narrow window all of them are tabs of
// another widget. A card that hides itself takes no room and has no tab.
#pragma once

#include <vector>

#include <QString>
#include <QTimer>
#include <QWidget>

class QScrollArea;
class QTabWidget;
class QVBoxLayout;

namespace emascope::ui {

class SideColumn final : public QWidget {
  Q_OBJECT
 public:
  explicit SideColumn(QWidget* parent = nullptr);

  /// Below the other cards. `title`: of its tab. `grows`: the card uses height beyond its size
  /// hint.
  void add(QWidget* card, const QString& title, bool grows);
  /// Makes the cards the first tabs of `tabs`; null returns them to the column.
  void moveInto(QTabWidget* tabs);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Place {
    QWidget* card = nullptr;
    QString title;
    QWidget* holder = nullptr;    // around the card, wherever it is
    QScrollArea* page = nullptr;  // around the holder as a tab of a narrow window
    bool grows = false;
  };
  /// Returns the card to its place in the column.
  void insert(std::size_t i);
  void fit();
  void stack(std::size_t free);
  /// How many cards, from the first on, are not tabs when there is `room` for all.
  [[nodiscard]] std::size_t freeCards(int room, int width) const;

  QScrollArea* scroll_;
  QVBoxLayout* column_;
  QTabWidget* group_;  // cards without room of their own
  std::vector<Place> places_;
  QTabWidget* tabs_ = nullptr;  // of a narrow window
  std::size_t free_ = 0;
  std::vector<bool> there_;  // cards that were not hidden when last stacked
  QTimer later_;
};

}  // namespace emascope::ui
