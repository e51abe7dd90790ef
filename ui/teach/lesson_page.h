// SPDX-License-Identifier: GPL-3.0-or-later
//
// A lesson in progress on the screen: the lesson, the chart, the pictures and the knob, arranged
// and scaled for the size of the view.
#pragma once

#include "ui/panels/panel.h"
#include "ui/teach/teach_look.h"

#include <string>

#include <QWidget>

class QFrame;
class QGridLayout;
class QLabel;
class QPushButton;

namespace emascope::ui {

class LessonCard;
class LessonChart;
class LessonKnob;
class LessonPictures;
class LessonSession;
class LessonSynthesis;

class LessonPage final : public QWidget {
  Q_OBJECT
 public:
  LessonPage(const PanelContext& context, LessonSession& session, QWidget* parent);

  void setLanguage(const std::string& language);
  void setZoom(double zoom);
  /// Takes what the session and its run say now. Nothing while hidden.
  void refresh();

  [[nodiscard]] LessonCard* card() const { return card_; }
  [[nodiscard]] LessonChart* chart() const { return chart_; }
  /// Small, since everything adapts itself to the size of the view.
  [[nodiscard]] QSize minimumSizeHint() const override { return {320, 240}; }

 Q_SIGNALS:
  void tuneWanted();
  void fullScreenAsked();

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void layOutChart();
  void arrange();
  void nameFullScreen();
  void clearGrid(int gap);  ///< takes all parts out of the grid
  void showPictures();

  PanelContext context_;
  LessonSession& session_;
  std::string language_ = "en";
  double zoom_ = 1.0;
  LessonCard* card_;
  QFrame* chart_card_;
  QLabel* chart_title_;
  QPushButton* tune_;
  QPushButton* full_screen_;
  QLabel* chart_caption_;
  LessonChart* chart_;
  LessonSynthesis* synthesis_;
  LessonKnob* knob_;
  LessonPictures* pictures_;
  QGridLayout* grid_;
};

}  // namespace emascope::ui
