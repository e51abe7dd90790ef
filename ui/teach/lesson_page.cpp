// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/lesson_page.h"

#include "ui/run/run_controller.h"
#include "ui/teach/lesson_card.h"
#include "ui/teach/lesson_chart.h"
#include "ui/teach/lesson_knob.h"
#include "ui/teach/lesson_lines.h"
#include "ui/teach/lesson_pictures.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/lesson_synthesis.h"

#include <optional>
#include <set>
#include <string>
#include <utility>

#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr double kLessonShare = 0.3;  // of the width, beside the chart
constexpr double kPicturesShare = 0.22;
constexpr double kLessonMedium = 0.4;
constexpr double kPicturesHigh = 0.34;   // of the height, below the lesson
constexpr double kLessonHigh = 0.46;     // of the height, above the chart
constexpr double kPictureNarrow = 0.36;  // of the width, beside the chart

}  // namespace

LessonPage::LessonPage(const PanelContext& context, LessonSession& session, QWidget* parent)
    : QWidget(parent),
      context_(context),
      session_(session),
      card_(new LessonCard(session, this)),
      chart_card_(new QFrame(this)),
      chart_title_(new QLabel(tr("Validation loss"), chart_card_)),
      tune_(new QPushButton(tr("Everything in Tune"), chart_card_)),
      full_screen_(new QPushButton(tr("Full screen"), chart_card_)),
      chart_caption_(new QLabel(chart_card_)),
      chart_(new LessonChart(chart_card_)),
      synthesis_(new LessonSynthesis(*context.controller, session, this)),
      knob_(new LessonKnob(context, session, *synthesis_, this)),
      pictures_(new LessonPictures(context, this)),
      grid_(new QGridLayout(this)) {
  setObjectName(QStringLiteral("lesson_page"));
  chart_card_->setProperty("card", true);
  chart_card_->setObjectName(QStringLiteral("lesson_chart_card"));
  chart_title_->setProperty("strong", true);
  chart_caption_->setProperty("secondary", true);
  chart_caption_->setObjectName(QStringLiteral("lesson_chart_caption"));
  chart_caption_->setTextFormat(Qt::PlainText);
  chart_caption_->setWordWrap(true);
  layOutChart();
  connect(&session_, &LessonSession::changed, this, &LessonPage::refresh);
  connect(context_.controller, &RunController::delivered, this, &LessonPage::refresh);
  connect(synthesis_, &LessonSynthesis::changed, this, &LessonPage::refresh);
  connect(pictures_, &LessonPictures::anyChanged, this, &LessonPage::arrange);
  connect(knob_, &LessonKnob::shownChanged, this, &LessonPage::arrange);
}

void LessonPage::layOutChart() {
  tune_->setObjectName(QStringLiteral("lesson_tune"));
  tune_->setToolTip(tr("The same run with all curves, settings and tables"));
  full_screen_->setObjectName(QStringLiteral("lesson_full_screen"));
  auto* head = new QHBoxLayout;
  head->addWidget(chart_title_, 1);
  for (QPushButton* button : {tune_, full_screen_}) {
    button->setProperty("flat", true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAutoDefault(false);
    button->setAccessibleName(button->text());
    head->addWidget(button);
  }
  connect(tune_, &QPushButton::clicked, this, &LessonPage::tuneWanted);
  connect(full_screen_, &QPushButton::clicked, this, &LessonPage::fullScreenAsked);
  auto* column = new QVBoxLayout(chart_card_);
  column->addLayout(head);
  column->addWidget(chart_caption_);
  column->addWidget(chart_, 1);
}

void LessonPage::setLanguage(const std::string& language) {
  language_ = language;
  card_->setLanguage(language);
  knob_->setLanguage(language);
  refresh();
}

void LessonPage::setZoom(double zoom) {
  zoom_ = zoom;
  arrange();
}

void LessonPage::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  arrange();
  refresh();
  pictures_->lookedAt();
}

void LessonPage::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

void LessonPage::nameFullScreen() {
  const bool full = window()->isFullScreen();
  full_screen_->setText(full ? tr("Leave full screen") : tr("Full screen"));
  full_screen_->setToolTip(full ? tr("Esc") : tr("F5; Esc leaves it"));
  full_screen_->setAccessibleName(full_screen_->text());
}

void LessonPage::refresh() {
  if (!isVisible() || !session_.isOpen()) return;
  card_->refresh();
  std::optional<MadeAverage> made;
  if (synthesis_->wanted()) {
    made = MadeAverage{.half_life = synthesis_->halfLife()};
    for (const auto& [step, loss] : synthesis_->losses()) {
      made->losses.push_back({static_cast<double>(step), loss});
    }
  }
  LessonChartContent content = chartContent(session_, language_, made, chart_->takeContent());
  chart_caption_->setText(content.caption);
  chart_->setContent(std::move(content));
  knob_->refresh();
  showPictures();
}

void LessonPage::showPictures() {
  const std::string made = synthesis_->pictureOf();
  if (!made.empty() || !synthesis_->wanted() || synthesis_->isRefused()) {
    pictures_->setSynthesis(made);
  }
  const RunRecord* record = session_.record();
  const auto& names = session_.step().picture;
  if (record == nullptr || names.first.empty()) return pictures_->show(std::nullopt, false);
  const std::set<std::string> changed = session_.changedTracks();
  const auto line = [&](const std::string& label) {
    return lessonLine(session_.lesson(), *record, label, language_, changed.contains(label));
  };
  pictures_->show(std::pair(line(names.first), line(names.second)), session_.live());
}

void LessonPage::clearGrid(int gap) {
  for (QWidget* part : std::initializer_list<QWidget*>{card_, chart_card_, knob_, pictures_}) {
    grid_->removeWidget(part);
  }
  for (int i = 0; i < 3; ++i) {
    grid_->setColumnStretch(i, 0);
    grid_->setColumnMinimumWidth(i, 0);
    grid_->setRowStretch(i, 0);
    grid_->setRowMinimumHeight(i, 0);
  }
  grid_->setContentsMargins(gap, gap, gap, gap);
  grid_->setSpacing(gap);
  knob_->setMaximumWidth(QWIDGETSIZE_MAX);
  card_->setMaximumHeight(QWIDGETSIZE_MAX);
  card_->setMinimumHeight(0);
  pictures_->setMaximumHeight(QWIDGETSIZE_MAX);
  pictures_->setMinimumHeight(0);
}

void LessonPage::arrange() {
  if (!isVisible()) return;  // showEvent() does
  nameFullScreen();
  const double scale = zoom_ * scaleOf(size());
  const TeachArrangement arrangement = arrangementOf(size());
  const int gap = scaled(8, scale);
  setTeachSheet(this, scale);
  chart_->setScale(scale);
  knob_->arrange(scale, arrangement != TeachArrangement::kNarrow);
  chart_card_->layout()->setContentsMargins(gap + gap / 2, gap, gap, gap);
  chart_card_->layout()->setSpacing(scaled(2, scale));
  clearGrid(gap);
  pictures_->setVisible(pictures_->any());
  const auto share = [](int of, double part) { return static_cast<int>(of * part); };
  switch (arrangement) {
    case TeachArrangement::kWide:
      card_->setFixedWidth(share(width(), kLessonShare));
      pictures_->setFixedWidth(share(width(), kPicturesShare));
      grid_->addWidget(card_, 0, 0, 2, 1);
      grid_->addWidget(chart_card_, 0, 1);
      grid_->addWidget(knob_, 1, 1);
      grid_->addWidget(pictures_, 0, 2, 2, 1);
      grid_->setColumnStretch(1, 1);
      grid_->setRowStretch(0, 1);
      pictures_->arrange(LessonPictures::Arrangement::kAbove, scale);
      break;
    case TeachArrangement::kMedium:
      card_->setFixedWidth(share(width(), kLessonMedium));
      pictures_->setFixedWidth(share(width(), kLessonMedium));
      pictures_->setFixedHeight(share(height(), kPicturesHigh));
      grid_->addWidget(card_, 0, 0);
      grid_->addWidget(pictures_, 1, 0, 2, 1);
      grid_->addWidget(chart_card_, 0, 1, knob_->isHidden() ? 3 : 2, 1);
      grid_->addWidget(knob_, 2, 1);
      grid_->setColumnStretch(1, 1);
      grid_->setRowStretch(0, 1);
      pictures_->arrange(LessonPictures::Arrangement::kBeside, scale);
      break;
    case TeachArrangement::kNarrow:
      card_->setMinimumWidth(0);
      card_->setMaximumWidth(QWIDGETSIZE_MAX);
      card_->setFixedHeight(share(height(), kLessonHigh));
      pictures_->setFixedWidth(share(width(), kPictureNarrow));
      grid_->addWidget(card_, 0, 0, 1, 2);
      grid_->addWidget(chart_card_, 1, 0, 2, 1);
      grid_->addWidget(pictures_, 1, 1);
      grid_->addWidget(knob_, 2, 1);
      knob_->setMaximumWidth(share(width(), kPictureNarrow));
      grid_->setColumnStretch(0, 1);
      grid_->setRowStretch(1, 1);
      pictures_->arrange(LessonPictures::Arrangement::kSwitched, scale);
      break;
  }
  card_->arrange(arrangement == TeachArrangement::kNarrow, scale);
}

}  // namespace emascope::ui
