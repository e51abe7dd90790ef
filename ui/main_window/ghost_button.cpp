// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/ghost_button.h"

#include "ui/plot/loss_plot.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/line_style.h"
#include "ui/theme/theme.h"

#include <QActionGroup>
#include <QEvent>
#include <QMenu>
#include <QPainter>
#include <QPixmap>

namespace emascope::ui {
namespace {

constexpr QSize kGhostLine(19, 12);  // at 100 %, with a distance to the words

}  // namespace

GhostButton::GhostButton(const LastRun& last, LossPlot& plot, QWidget* parent)
    : QPushButton(parent), last_(last), plot_(plot) {
  setObjectName(QStringLiteral("pill_ghost"));
  setProperty("pill", true);
  setFocusPolicy(Qt::TabFocus);
  setAccessibleName(tr("Ghost"));
  setToolTip(tr("The main track of the last run, or of a kept one, behind the curves"));
  makeMenu();
  connect(&last_, &LastRun::choiceMade, this, [this] { wanted_ = Ghost::kChosen; });
  connect(&last_, &LastRun::changed, this, &GhostButton::renew);
  renew();
}

void GhostButton::makeMenu() {
  auto* menu = new QMenu(this);
  menu->setObjectName(QStringLiteral("ghost_menu"));
  auto* choices = new QActionGroup(this);
  const auto add = [&](const char* name, const QString& text, Ghost ghost) {
    QAction* choice = menu->addAction(text);
    choice->setObjectName(QLatin1String(name));
    choice->setCheckable(true);
    choices->addAction(choice);
    connect(choice, &QAction::triggered, this, [this, ghost] { choose(ghost); });
    return choice;
  };
  none_ = add("ghost_none", tr("None"), Ghost::kNone);
  of_last_ = add("ghost_last", tr("Last run"), Ghost::kLast);
  of_chosen_ = add("ghost_chosen", {}, Ghost::kChosen);
  kept_ = menu->addMenu(tr("Kept run"));
  kept_->setObjectName(QStringLiteral("ghost_kept"));
  connect(menu, &QMenu::aboutToShow, this, &GhostButton::fillMenu);
  setMenu(menu);
}

void GhostButton::fillMenu() {
  kept_->clear();
  Q_EMIT keptRunsWanted(kept_);
  kept_->menuAction()->setVisible(!kept_->isEmpty());
}

bool GhostButton::hasChoice() const {
  return last_.curve() != nullptr || last_.chosen() != nullptr;
}

void GhostButton::choose(Ghost ghost) {
  wanted_ = ghost;
  renew();
}

/// Null: none.
const std::shared_ptr<const PastRun>& GhostButton::shown() const {
  static const std::shared_ptr<const PastRun> kNone;
  return wanted_ == Ghost::kNone     ? kNone
         : wanted_ == Ghost::kChosen ? last_.chosen()
                                     : last_.curve();
}

void GhostButton::renew() {
  constexpr int kLongestTitle = 140;
  if (wanted_ == Ghost::kChosen && !last_.chosen()) wanted_ = Ghost::kLast;
  const auto short_title = [this](const PastRun& run) {
    return fontMetrics()
        .elidedText(run.title, Qt::ElideRight, scaled(kLongestTitle))
        .replace(QLatin1Char('&'), QStringLiteral("&&"));
  };
  of_chosen_->setVisible(last_.chosen() != nullptr);
  if (last_.chosen()) of_chosen_->setText(short_title(*last_.chosen()));
  of_last_->setEnabled(last_.curve() != nullptr);
  none_->setChecked(wanted_ == Ghost::kNone);
  of_last_->setChecked(wanted_ == Ghost::kLast);
  of_chosen_->setChecked(wanted_ == Ghost::kChosen);
  const PastRun* ghost = shown().get();
  setText(ghost == nullptr          ? tr("ghost: none")
          : !ghost->title.isEmpty() ? tr("ghost: %1").arg(short_title(*ghost))
          : ghost->number == 0      ? tr("ghost: last run")
                                    : tr("ghost: run %1").arg(ghost->number));
  paintLine();
  plot_.setLastRun(shown());
  Q_EMIT renewed();
}

void GhostButton::paintLine() {
  if (wanted_ == Ghost::kNone) return setIcon({});
  const QSize size(scaled(kGhostLine.width()), scaled(kGhostLine.height()));
  setIconSize(size);
  QPixmap line(size * devicePixelRatioF());
  line.setDevicePixelRatio(devicePixelRatioF());
  line.fill(Qt::transparent);
  QPainter painter(&line);
  paintSample(painter, QRectF(0, 0, size.width() - scaled(4), size.height()), lastRunLineStyle(),
              theme().last_run);
  painter.end();
  setIcon(QIcon(line));
}

void GhostButton::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) paintLine();
  QPushButton::changeEvent(event);
}

}  // namespace emascope::ui
