// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lesson itself: title, progress, the text of the step, its question with the answers, and
// after the run has decided it, whether the answer was right and where to look. Its texts are as
// large as the card allows; what does not fit at all can be scrolled.
#pragma once

#include "ui/teach/lesson_session.h"

#include <string>
#include <vector>

#include <QFrame>

class QBoxLayout;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;

namespace emascope::ui {

class AnswerButton;

/// As many strokes as the lesson has steps; those done are filled.
class StepProgress final : public QWidget {
  Q_OBJECT
 public:
  explicit StepProgress(QWidget* parent);
  void show(std::size_t at, std::size_t of);
  [[nodiscard]] std::size_t at() const { return at_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::size_t at_ = 0;
  std::size_t of_ = 1;
};

class LessonCard final : public QFrame {
  Q_OBJECT
 public:
  LessonCard(LessonSession& session, QWidget* parent);

  /// `lying`: wide and low, with the answers beside each other where they fit.
  void arrange(bool lying, double scale);
  void setLanguage(const std::string& language);
  void refresh();
  /// Places `tool` into the row above the lesson.
  void addTool(QWidget* tool);
  /// The scale at which the texts fit, at most that of arrange().
  [[nodiscard]] double fittingScale() const { return fitting_; }

 Q_SIGNALS:
  void listWanted();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void layOut();
  [[nodiscard]] QLabel* label(const char* name, const char* property, QWidget* parent);
  void showAnswers();
  void showOutcome();
  void showButtons();
  void fit();
  void directAnswers();
  void space(double scale);
  [[nodiscard]] int heightAt(int width) const;
  void setPlain(QLabel* label, const QString& text);

  LessonSession& session_;
  std::string language_ = "en";
  bool lying_ = false;
  bool changed_ = true;  ///< a text has changed since the last fit()
  double scale_ = 1.0;
  double fitting_ = 0.0;
  QHBoxLayout* tools_;
  QPushButton* list_;
  StepProgress* progress_;
  QLabel* number_;
  QScrollArea* scroll_;
  QWidget* inside_;
  QLabel* title_;
  QLabel* text_;
  QFrame* rule_;
  QLabel* question_;
  QBoxLayout* answers_row_;
  std::vector<AnswerButton*> answers_;
  QLabel* heading_;
  QLabel* outcome_;
  QLabel* look_;
  QLabel* hint_;
  QPushButton* back_;
  QPushButton* next_;
};

}  // namespace emascope::ui
