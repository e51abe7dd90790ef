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
  /// What the picture of an average that no track kept is asked for by; empty: there is none.
  void setSynthesis(const std::string& of);
  /// Whether there is a picture to show, or a reason why this engine makes none.
  [[nodiscard]] bool any() const;
  /// Its factor on all sizes, as the chart has it.
  [[nodiscard]] double scale() const { return scale_; }
  /// Renews the losses below the pictures.
  void refresh();
  void layOutNow();
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
  [[nodiscard]] QString whyNone() const;
  void choose(std::size_t side);
  void renew();

  PanelContext context_;
  PictureRequester* requester_;
  std::optional<std::pair<LessonLine, LessonLine>> lines_;
  std::string synthesis_;
  bool live_ = false;
  bool any_ = false;
  double scale_ = 1.0;
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
  /// Says why there is no picture; plain text.
  void showReason(const QString& reason);
  /// Its factor on the sizes of lines, dots and texts.
  void setScale(double scale);
  [[nodiscard]] const TaskPicture& picture() const { return picture_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  TaskPicture picture_;
  TaskPicture beside_;
  QColor color_;
  QString reason_;
  double scale_ = 1.0;
};

}  // namespace emascope::ui
