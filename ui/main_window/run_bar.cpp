// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/run_bar.h"

#include "ui/controls/quiet_combo.h"
#include "ui/controls/quiet_slider.h"
#include "ui/main_window/actions.h"
#include "ui/run/run_controller.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace emascope::ui {
namespace {

constexpr int kPositions = 100;       // the last one is unlimited
constexpr double kFastest = 10000.0;  // steps per second at the last position but one

constexpr int kRoomForWords = 960;
constexpr int kPresetLetters = 30;

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

RunBar::RunBar(RunController& controller, Actions& actions, QWidget* parent)
    : QWidget(parent),
      controller_(controller),
      actions_(actions),
      speed_(new QuietSlider(this)),
      speed_label_(new QLabel(tr("Speed"), this)),
      speed_text_(new QLabel(this)),
      presets_(new QuietCombo(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 8, 12, 4);
  row->setSpacing(8);
  toggle_ = button(actions.toggle, {}, QStringLiteral("media-playback-start"));
  toggle_->setProperty("primary", true);
  row->addWidget(toggle_);
  row->addWidget(button(actions.step, {}, QStringLiteral("media-skip-forward")));
  row->addWidget(button(actions.step_hundred, QStringLiteral("+100"), {}));
  row->addSpacing(6);
  row->addWidget(button(actions.reset, tr("Restart"), QStringLiteral("view-refresh")));
  row->addWidget(button(actions.new_seed, tr("New seed"), {}));
  row->addStretch(1);
  speed_label_->setProperty("secondary", true);
  speed_label_->setBuddy(speed_);
  row->addWidget(speed_label_);
  speed_->setObjectName(QStringLiteral("speed"));
  speed_->setRange(0, kPositions);
  speed_->setFixedWidth(110);
  speed_->setAccessibleName(tr("Speed in steps per second"));
  row->addWidget(speed_);
  speed_text_->setProperty("secondary", true);
  speed_text_->setMinimumWidth(84);
  row->addWidget(speed_text_);
  presets_->setObjectName(QStringLiteral("presets"));
  presets_->setAccessibleName(tr("Preset"));
  presets_->setMinimumWidth(130);
  // A width that does not depend on the entries, because the engine's list arrives later.
  presets_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  presets_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  presets_->setMinimumContentsLength(kPresetLetters);
  row->addWidget(presets_);

  connect(speed_, &QSlider::valueChanged, this, &RunBar::speedMoved);
  connect(presets_, &QComboBox::activated, this, [this](int index) {
    RunConfig config = controller_.catalog().presets[static_cast<std::size_t>(index)].config;
    config.seed = controller_.record().config.seed;
    // At the preset's own speed: the one set for another preset might end the run at once.
    controller_.start(config);
  });
  connect(&controller_, &RunController::catalogArrived, this, &RunBar::fillPresets);
  connect(&controller_, &RunController::speedChanged, this, &RunBar::showSpeed);
  connect(&controller_, &RunController::runStarted, this, &RunBar::refresh);
  connect(&actions, &Actions::refreshed, this, &RunBar::refresh);
  fillPresets();
  refresh();
  showSpeed(controller_.speed());
}

QPushButton* RunBar::button(QAction* action, const QString& text, const QString& icon_name) {
  auto* made = new QPushButton(text, this);
  made->setObjectName(QStringLiteral("button_") + action->objectName());
  made->setFocusPolicy(Qt::TabFocus);
  made->setToolTip(QStringLiteral("%1 (%2)").arg(
      action->text(), action->shortcut().toString(QKeySequence::NativeText)));
  made->setAccessibleName(action->text());
  made->setEnabled(action->isEnabled());
  if (!icon_name.isEmpty()) {
    made->setIcon(icon(icon_name));
    icons_.emplace_back(made, icon_name);
  }
  connect(made, &QPushButton::clicked, action, &QAction::trigger);
  connect(action, &QAction::changed, made,
          [made, action] { made->setEnabled(action->isEnabled()); });
  return made;
}

void RunBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  // In a narrow window only the slider's tool tip shows the speed.
  speed_label_->setVisible(width() >= kRoomForWords);
  speed_text_->setVisible(width() >= kRoomForWords);
}

void RunBar::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
    for (const auto& [made, name] : icons_) {
      if (made != toggle_) made->setIcon(icon(name));
    }
    refresh();
  }
  QWidget::changeEvent(event);
}

void RunBar::refresh() {
  const bool running = controller_.state() == RunState::kRunning;
  const QString name =
      running ? QStringLiteral("media-playback-pause") : QStringLiteral("media-playback-start");
  toggle_->setText(actions_.toggle->text());
  toggle_->setIcon(icon(name, theme().on_accent));
  toggle_->setMinimumWidth(std::max(92, toggle_->sizeHint().width()));
  presets_->setEnabled(presets_->count() > 0 && actions_.engineThere());
  const auto& presets = controller_.catalog().presets;
  const auto chosen = std::find_if(
      presets.begin(), presets.end(),
      [this](const PresetInfo& preset) { return preset.id == controller_.record().config.preset; });
  const bool listed = chosen != presets.end();
  presets_->setCurrentIndex(listed ? static_cast<int>(chosen - presets.begin()) : -1);
}

void RunBar::fillPresets() {
  presets_->clear();
  presets_->setPlaceholderText(QString::fromStdString(controller_.catalog().own.title));
  for (const PresetInfo& preset : controller_.catalog().presets) {
    presets_->addItem(QString::fromStdString(preset.title));
    presets_->setItemData(presets_->count() - 1, QString::fromStdString(preset.story),
                          Qt::ToolTipRole);
  }
  refresh();
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
  speed_->setToolTip(tr("Speed: %1").arg(text));
}

void RunBar::speedMoved(int position) {
  if (updating_) return;
  controller_.setSpeed(speedAt(position));
}

}  // namespace emascope::ui
