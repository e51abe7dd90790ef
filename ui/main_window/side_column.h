// SPDX-License-Identifier: GPL-3.0-or-later
//
// The column beside the plot: scrolling cards, and one card that is always fully visible.
#pragma once

#include <QWidget>

class QBoxLayout;
class QScrollArea;
class QVBoxLayout;

namespace emascope::ui {

class SideColumn final : public QWidget {
  Q_OBJECT
 public:
  explicit SideColumn(QWidget* parent = nullptr);

  void add(QWidget* card);       ///< below the other cards
  void setWhole(QWidget* card);  ///< the card that does not scroll

  enum class Place {
    kColumn,  ///< tall and narrow: this card is below the scrolling ones
    kRow,     ///< wide and low: it is beside them
    kInside,  ///< little room: it scrolls with them
  };
  void place(Place place);

  [[nodiscard]] QSize sizeHint() const override;

 private:
  QScrollArea* scroll_;
  QWidget* page_;
  QVBoxLayout* column_;  ///< of the page
  QBoxLayout* parts_;    ///< of the scroll area and the whole card
  QWidget* whole_ = nullptr;
  Place place_ = Place::kColumn;
};

}  // namespace emascope::ui
