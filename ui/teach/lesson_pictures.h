// SPDX-License-Identifier: GPL-3.0-or-later
//
// The two pictures of a step: the task with the two sets of weights that it names, of the same step
// of the run. One above the other, beside each other, or, where there is room for one, with a
// switch.
#pragma once

#include "core/protocol/task_picture.h"
#include "ui/panels/panel.h"
#include "ui/teach/lesson_lines.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

#include <QColor>
#include <QWidget>

class QBoxLayout;
class QFrame;
class QLabel;

namespace emascope::ui {

class AnswerButton;
class LessonPicture;
class PictureRequester;

class LessonPictures final : public QWidget {
  Q_OBJECT
 public:
  LessonPictures(const PanelContext& context, QWidget* parent);

  enum class Arrangement { kAbove, kBeside, kSwitched };
  void arrange(Arrangement arrangement, double scale);
  /// The lines whose pictures are shown; without `live`, the run is not in the window any more and
  /// there are none.
  void show(const std::optional<std::pair<LessonLine, LessonLine>>& lines, bool live);
  /// Whether there is a picture to show.
  [[nodiscard]] bool any() const;
  /// Renews the losses below the pictures.
  void refresh();
  /// The page is visible again.
  void lookedAt();

 Q_SIGNALS:
  void anyChanged();

 private:
  struct Side {
    QFrame* card = nullptr;
    QLabel* name = nullptr;
    LessonPicture* picture = nullptr;
    QLabel* loss = nullptr;
    AnswerButton* chooser = nullptr;  ///< of the switch
  };
  [[nodiscard]] Side addSide(const char* name);
  [[nodiscard]] std::string labelOf(std::size_t side) const;
  [[nodiscard]] bool watched() const;
  void choose(std::size_t side);
  void renew();

  PanelContext context_;
  PictureRequester* requester_;
  std::optional<std::pair<LessonLine, LessonLine>> lines_;
  bool live_ = false;
  bool any_ = false;
  Arrangement arrangement_ = Arrangement::kAbove;
  std::size_t chosen_ = 1;
  QWidget* switch_;
  QBoxLayout* rows_;
  QBoxLayout* sides_layout_;
  std::array<Side, 2> sides_;
};

/// Paints one task picture as large as it fits.
class LessonPicture final : public QWidget {
  Q_OBJECT
 public:
  explicit LessonPicture(QWidget* parent);

  void show(const TaskPicture& picture, const TaskPicture& beside, const QColor& color);
  [[nodiscard]] const TaskPicture& picture() const { return picture_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  TaskPicture picture_;
  TaskPicture beside_;
  QColor color_;
  QString reason_;
};

}  // namespace emascope::ui
