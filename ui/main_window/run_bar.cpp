// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/run_bar.h"

#include "ui/controls/look.h"
#include "ui/controls/quiet_slider.h"
#include "ui/gallery/demo_button.h"
#include "ui/main_window/actions.h"
#include "ui/run/restart_config.h"
#include "ui/run/run_controller.h"
#include "ui/run/words.h"
#include "ui/teach/teach_look.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QAction>
#include <QColor>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace emascope::ui {
namespace {

constexpr int kPositions = 100;       // the last one is unlimited
constexpr double kFastest = 10000.0;  // steps per second at the last position but one

constexpr int kLongestSeed = 12;  // in letters; a longer one is in the tool tip

// Widths at 100 % of the interface's scale.
constexpr int kRoomForRun = 1260;
constexpr int kRoomForWords = 1120;
constexpr int kRoomForRestart = 900;
constexpr int kRoomForSegments = 840;
constexpr int kMargin = 12;
constexpr int kTop = 8;
constexpr int kBottom = 4;
constexpr int kGap = 8;
constexpr int kIcon = 16;
constexpr int kAfterIcon = 4;  // more than the style leaves before the words
constexpr int kSegment = 30;   // around the word
constexpr int kNarrowSegment = 14;
constexpr int kSpeedWidth = 110;
constexpr int kShortSpeedWidth = 80;
constexpr int kSpeedTextWidth = 84;

constexpr double kScaleStep = 0.25;

double speedAt(int position) {
  if (position >= kPositions) return 0.0;
  const double speed = std::pow(kFastest, position / static_cast<double>(kPositions - 1));
  return speed < 20.0 ? std::round(speed) : std::round(speed / 10.0) * 10.0;
}

int positionOf(double speed) {
  if (speed <= 0.0 || speed > kFastest) return kPositions;
  return static_cast<int>(
      std::lround((kPositions - 1) * std::log(std::max(1.0, speed)) / std::log(kFastest)));
}

}  // namespace

RunBar::RunBar(RunController& controller, Actions& actions, QWidget* workspaces, QWidget* parent)
    : QWidget(parent),
      controller_(controller),
      actions_(actions),
      workspaces_(workspaces),
      speed_(new QuietSlider(this)),
      speed_label_(new QLabel(tr("Speed"), this)),
      speed_text_(new QLabel(this)),
      verdict_(new QLabel(this)),
      run_text_(new QLabel(this)),
      demo_(new DemoButton(controller, this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(kMargin, kTop, kMargin, kBottom);
  row->setSpacing(kGap);
  toggle_ = button(actions.toggle, {}, QStringLiteral("media-playback-start"));
  toggle_->setProperty("primary", true);
  row->addWidget(toggle_);
  step_ = button(actions.step, {}, QStringLiteral("media-skip-forward"));
  row->addWidget(step_);
  hundred_ = button(actions.step_hundred, QStringLiteral("+100"), {});
  row->addWidget(hundred_);
  row->addSpacing(6);
  addRestart(row);
  row->addSpacing(6);
  addSpeed(row);
  row->addStretch(1);
  row->addWidget(workspaces);
  row->addStretch(1);
  verdict_->setObjectName(QStringLiteral("bar_verdict"));
  verdict_->setTextFormat(Qt::PlainText);
  verdict_->hide();
  row->addWidget(verdict_);
  run_text_->setObjectName(QStringLiteral("run_and_seed"));
  run_text_->setProperty("secondary", true);
  run_text_->setTextFormat(Qt::PlainText);
  row->addWidget(run_text_);
  row->addWidget(demo_);

  orderTabs();

  connect(speed_, &QSlider::valueChanged, this, &RunBar::speedMoved);
  connect(demo_, &QPushButton::clicked, actions.demos, &QAction::trigger);
  connect(&controller_, &RunController::catalogArrived, this, &RunBar::refresh);
  connect(&controller_, &RunController::speedChanged, this, &RunBar::showSpeed);
  connect(&controller_, &RunController::runStarted, this, &RunBar::refresh);
  connect(&actions, &Actions::refreshed, this, &RunBar::refresh);
  refresh();
  showSpeed(controller_.speed());
}

const QWidget* RunBar::demoButton() const { return demo_; }

/// As they stand in the row.
void RunBar::orderTabs() {
  std::vector<QWidget*> stops;
  const QLayout* row = layout();
  for (int i = 0; i < row->count(); ++i) {
    QLayoutItem* item = row->itemAt(i);
    const QLayout* inner = item->layout();
    if (inner == nullptr && item->widget() == workspaces_) inner = workspaces_->layout();
    for (int k = 0; inner != nullptr && k < inner->count(); ++k) {
      stops.push_back(inner->itemAt(k)->widget());
    }
    if (inner == nullptr && item->widget() != nullptr) stops.push_back(item->widget());
  }
  std::erase_if(stops, [](const QWidget* each) { return each->focusPolicy() == Qt::NoFocus; });
  for (std::size_t i = 1; i < stops.size(); ++i) setTabOrder(stops[i - 1], stops[i]);
}

void RunBar::addRestart(QHBoxLayout* row) {
  restart_ = button(actions_.reset, tr("Restart"), QStringLiteral("view-refresh"));
  auto* more = new QToolButton(this);
  more->setObjectName(QStringLiteral("restart_menu"));
  more->setProperty("menu", true);
  more->setText(QStringLiteral("▾"));
  more->setAccessibleName(tr("Ways to restart"));
  more->setToolTip(tr("With these settings, the preset's, a new seed; running or paused"));
  more->setFocusPolicy(Qt::TabFocus);
  auto* menu = new QMenu(more);
  menu->setObjectName(QStringLiteral("restart_choices"));
  actions_.fillRestartMenu(menu);
  connect(more, &QToolButton::clicked, menu,
          [more, menu] { menu->popup(more->mapToGlobal(QPoint(0, more->height()))); });
  const auto follow = [this, more] { more->setEnabled(actions_.reset_paused->isEnabled()); };
  connect(&actions_, &Actions::refreshed, more, follow);
  follow();
  auto* both = new QHBoxLayout;
  both->setSpacing(0);
  both->addWidget(restart_);
  both->addWidget(more);
  row->addLayout(both);
}

void RunBar::addSpeed(QHBoxLayout* row) {
  speed_label_->setProperty("secondary", true);
  speed_label_->setBuddy(speed_);
  row->addWidget(speed_label_);
  speed_->setObjectName(QStringLiteral("speed"));
  speed_->setRange(0, kPositions);
  speed_->setFixedWidth(kSpeedWidth);
  speed_->setAccessibleName(tr("Speed in steps per second"));
  speed_->setAccessibleDescription(tr("Double-click for the usual speed of this run"));
  row->addWidget(speed_);
  speed_text_->setProperty("secondary", true);
  speed_text_->setMinimumWidth(kSpeedTextWidth);
  row->addWidget(speed_text_);
  for (QWidget* part : std::initializer_list<QWidget*>{speed_, speed_label_, speed_text_}) {
    part->installEventFilter(this);
  }
}

bool RunBar::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::MouseButtonDblClick) return QWidget::eventFilter(watched, event);
  if (controller_.record().config.tracks.empty()) return true;  // no run, no speed of it
  controller_.setSpeed(usualSpeed(controller_.catalog(), controller_.record().config));
  return true;
}

QPushButton* RunBar::button(QAction* action, const QString& text, const QString& icon_name) {
  auto* made = new QPushButton(text, this);
  made->setObjectName(QStringLiteral("button_") + action->objectName());
  made->setFocusPolicy(Qt::TabFocus);
  made->setAccessibleName(action->text());
  if (!icon_name.isEmpty()) {
    made->setIcon(icon(icon_name));
    icons_.emplace_back(made, icon_name);
  }
  connect(made, &QPushButton::clicked, action, &QAction::trigger);
  const auto follow = [made, action] {
    made->setEnabled(action->isEnabled());
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    made->setToolTip(action->isEnabled() ? QStringLiteral("%1 (%2)").arg(action->text(), keys)
                                         : action->toolTip());
  };
  connect(action, &QAction::changed, made, follow);
  follow();
  return made;
}

void RunBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fit();
}

void RunBar::setLarge(double scale) {
  if (scale == large_wanted_) return;
  large_wanted_ = scale;
  fit();
}

/// A length at 100 % in the scale of the bar.
int RunBar::sized(int pixels) const {
  return large_ > 0.0 ? static_cast<int>(std::lround(pixels * large_)) : scaled(pixels);
}

void RunBar::fit() {
  if (fitting_) return;  // its own style sheet is new
  fitting_ = true;
  if (large_wanted_ > 0.0) {
    fitLarge();
  } else {
    if (large_ > 0.0) becomeLarge(0.0);
    fitUsual();
  }
  fitting_ = false;
}

/// 0: as the rest of the window.
void RunBar::becomeLarge(double scale) {
  if (scale != large_) verdict_->setMinimumWidth(0);
  large_ = scale;
  const QString sheet = scale > 0.0 ? runBarSheet(scale) : QString();
  if (sheet != styleSheet()) setStyleSheet(sheet);
  layout()->setContentsMargins(sized(kMargin), sized(kTop), sized(kMargin), sized(kBottom));
  layout()->setSpacing(sized(kGap));
  hundred_->setHidden(scale > 0.0);  // for a class, Pause and one step will do
  speed_text_->setMinimumWidth(sized(kSpeedTextWidth));
  refresh();
}

/// Words give way in the order of the usual bar, then the scale does.
void RunBar::fitLarge() {
  run_text_->hide();
  for (double scale = std::max(1.0, large_wanted_);; scale -= kScaleStep) {
    becomeLarge(scale);
    // It keeps its place, so that nothing moves when it has a digit less.
    verdict_->setMinimumWidth(std::max(verdict_->minimumWidth(), verdict_->sizeHint().width()));
    verdict_->setVisible(!verdict_->text().isEmpty());
    if (fitWords()) return;
    verdict_->hide();
    if (fitWords() || scale - kScaleStep < 1.0) return;
  }
}

/// Whether all has room now.
bool RunBar::fitWords() {
  for (int dropped = 0; dropped <= 3; ++dropped) {
    speed_label_->setVisible(dropped < 1);
    speed_text_->setVisible(dropped < 2);
    fitSizes(dropped < 3, false);
    layout()->invalidate();
    layout()->activate();  // of the inner layouts, too
    if (layout()->minimumSize().width() <= width()) return true;
  }
  return false;
}

void RunBar::fitUsual() {
  verdict_->hide();
  const bool words = width() >= scaled(kRoomForWords);
  run_text_->setVisible(width() >= scaled(kRoomForRun));
  // Without words the slider's tool tip shows the speed.
  speed_label_->setVisible(words);
  speed_text_->setVisible(words);
  fitSizes(width() >= scaled(kRoomForRestart), width() < scaled(kRoomForSegments));
}

/// `roomy`: with the word "Restart" and a long slider.
void RunBar::fitSizes(bool roomy, bool narrow_segments) {
  const bool short_slider = !roomy || large_ > 0.0;
  speed_->setFixedWidth(sized(short_slider ? kShortSpeedWidth : kSpeedWidth));
  restart_->setText(roomy ? tr("Restart") : QString());
  const QSize plain(sized(kIcon), sized(kIcon));
  const QSize before_words(sized(kIcon + kAfterIcon), sized(kIcon));
  toggle_->setIconSize(before_words);
  step_->setIconSize(plain);
  restart_->setIconSize(roomy ? before_words : plain);
  for (QPushButton* each : workspaces_->findChildren<QPushButton*>()) {
    setLook(each, "narrow", narrow_segments);
    // Its hint is that of thin letters; those of the chosen one are bold.
    QFont bold = each->font();
    bold.setWeight(QFont::DemiBold);
    each->setMinimumWidth(QFontMetrics(bold).horizontalAdvance(each->text()) +
                          sized(narrow_segments ? kNarrowSegment : kSegment));
  }
  workspaces_->updateGeometry();  // else only when the next events are processed
}

void RunBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
    for (const auto& [made, name] : icons_) {
      if (made != toggle_) made->setIcon(icon(name));
    }
    refresh();
    fit();
  }
  QWidget::changeEvent(event);
}

void RunBar::refresh() {
  const bool running = controller_.state() == RunState::kRunning;
  const QString name =
      running ? QStringLiteral("media-playback-pause") : QStringLiteral("media-playback-start");
  toggle_->setText(actions_.toggle->text());
  toggle_->setIcon(icon(name, theme().on_accent));
  toggle_->setMinimumWidth(std::max(sized(92), toggle_->sizeHint().width()));
  demo_->setEnabled(!controller_.catalog().presets.empty() && actions_.engineThere());
  demo_->refresh();
  showRun();
  if (large_ > 0.0) fit();  // its words may be longer now
}

void RunBar::showRun() {
  if (controller_.runNumber() == 0) return run_text_->clear();
  const QString number = tr("run %1").arg(controller_.runNumber());
  const QString seed = QString::number(controller_.record().config.seed);
  const QString whole = tr("%1 · seed %2").arg(number, seed);
  run_text_->setText(seed.size() > kLongestSeed ? number : whole);
  run_text_->setToolTip(whole);
}

void RunBar::setVerdict(const QString& text, const QString& full, const QColor& ink) {
  verdict_->setToolTip(full);
  const QString sheet = QStringLiteral("color: %1;").arg(ink.name());
  if (verdict_->styleSheet() != sheet) verdict_->setStyleSheet(sheet);
  if (text == verdict_->text()) return;
  verdict_->setText(text);
  if (text.isEmpty()) verdict_->setMinimumWidth(0);
  const bool stays = !verdict_->isHidden() && !text.isEmpty() &&
                     verdict_->sizeHint().width() <= verdict_->minimumWidth();
  if (large_ > 0.0 && !stays) fit();
}

void RunBar::showSpeed(double steps_per_second) {
  updating_ = true;
  if (!speed_->isSliderDown()) speed_->setValue(positionOf(steps_per_second));
  updating_ = false;
  const QString text = steps_per_second > 0.0 ? counted(std::llround(steps_per_second),
                                                        tr("1 step/s"), tr("%1 steps/s"))
                                              : tr("unlimited");
  // Without a run there is no speed to show.
  speed_text_->setText(controller_.record().facts.engine.empty() ? QString() : text);
  speed_->setToolTip(tr("Speed: %1\nDouble-click: the usual speed").arg(text));
}

void RunBar::speedMoved(int position) {
  if (updating_) return;
  controller_.setSpeed(speedAt(position));
}

}  // namespace emascope::ui
