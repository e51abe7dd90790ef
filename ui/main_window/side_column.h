// SPDX-License-Identifier: GPL-3.0-or-later
//
// The cards beside the plot: those that may scroll, and one that is always shown whole.
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

  void add(QWidget* card);       ///< under the others
  void setWhole(QWidget* card);  ///< the one that does not scroll

  enum class Place {
    kColumn,  ///< high and slim: the whole card stands below the others
    kRow,     ///< wide and low: beside them
    kInside,  ///< low: there is no room but among the others, where it scrolls
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
