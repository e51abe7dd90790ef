// SPDX-License-Identifier: GPL-3.0-or-later
//
// The start page of Teach: the lessons with their subjects and progress, and a button that opens a
// lesson file.
#pragma once

#include "core/lessons/lesson.h"

#include <cstddef>
#include <string>
#include <vector>

#include <QPushButton>
#include <QWidget>

class QGridLayout;
class QHBoxLayout;
class QLabel;
class QScrollArea;

namespace emascope::ui {

/// One lesson; a button with several labels.
class LessonTile final : public QPushButton {
  Q_OBJECT
 public:
  explicit LessonTile(QWidget* parent);

  void show(const Lesson& lesson, std::size_t done, const std::string& language);
  void setScale(double scale);

  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QLabel* title_;
  QLabel* about_;
  QLabel* progress_;
};

class LessonList final : public QWidget {
  Q_OBJECT
 public:
  explicit LessonList(QWidget* parent);

  /// `done`: of each lesson, the number of completed steps.
  void show(const std::vector<Lesson>& lessons, const std::vector<std::size_t>& done,
            const std::string& language);
  void setScale(double scale);
  /// Shows why a file was refused; empty hides it.
  void showRefusal(const QString& reason);
  void focusFirst();
  /// Places `tool` beside "Open lesson…".
  void addTool(QWidget* tool);

 Q_SIGNALS:
  void chosen(std::size_t index);
  void openWanted();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void place();

  std::vector<LessonTile*> tiles_;
  std::size_t count_ = 0;
  double scale_ = 1.0;
  QHBoxLayout* head_;
  QLabel* title_;
  QLabel* refusal_;
  QLabel* empty_;
  QPushButton* open_;
  QScrollArea* scroll_;
  QWidget* inside_;
  QGridLayout* grid_;
};

}  // namespace emascope::ui
