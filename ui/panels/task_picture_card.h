// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card "What each set of weights sees": the task with the raw weights and with the selected
// average, side by side. Hidden for tasks without a picture. A click on misread samples asks for
// Compare, which shows more about them.
#pragma once

#include "ui/panels/panel.h"

#include <functional>
#include <string>

#include <QColor>
#include <QWidget>

class QBoxLayout;
class QFrame;
class QLabel;

namespace emascope {
struct TaskPicture;
namespace event {
struct Rendered;
}
}  // namespace emascope

namespace emascope::ui {

class PictureView;
class PictureRequester;

class TaskPictureCard final : public QWidget {
  Q_OBJECT
 public:
  TaskPictureCard(const PanelContext& context, QWidget* parent);

  /// Lets the two be as large as the part of the window that scrolls; else they stay small enough
  /// to compare beside the plot.
  void fillRoom();
  /// Fits them to that part, whose size has changed.
  void fitRoom();

 protected:
  void showEvent(QShowEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Side {
    PictureView* picture = nullptr;
    QLabel* caption = nullptr;
  };
  [[nodiscard]] Side addSide(const char* name, std::function<QColor()> color,
                             Qt::Alignment alignment);
  void renew();
  [[nodiscard]] int widestPair();
  void fill(const Side& side, const event::Rendered& rendered, const event::Rendered& beside,
            const QString& name, double loss);
  [[nodiscard]] bool watched() const;
  /// Whether a click on the picture asks for Compare.
  [[nodiscard]] bool leadsToCompare(const TaskPicture& picture) const;
  [[nodiscard]] std::string label() const;  ///< of the selected track

  PanelContext context_;
  PictureRequester* requester_;
  QFrame* card_;
  QLabel* title_;
  QWidget* pair_;
  QBoxLayout* sides_;
  Side raw_;
  Side average_;
  bool fills_room_ = false;
};

}  // namespace emascope::ui
