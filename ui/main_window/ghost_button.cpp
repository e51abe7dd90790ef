// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/ghost_button.h"

#include "ui/plot/loss_plot.h"
#include "ui/run/last_run.h"
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
  setToolTip(tr("The main track of the last run, behind the curves"));
  auto* menu = new QMenu(this);
  menu->setObjectName(QStringLiteral("ghost_menu"));
  auto* choices = new QActionGroup(this);
  for (const bool shown : {false, true}) {
    QAction* choice = menu->addAction(shown ? tr("Last run") : tr("None"));
    choice->setObjectName(shown ? QStringLiteral("ghost_last") : QStringLiteral("ghost_none"));
    choice->setCheckable(true);
    choice->setChecked(shown == wanted_);
    choices->addAction(choice);
    connect(choice, &QAction::triggered, this, [this, shown] { choose(shown); });
  }
  setMenu(menu);
  connect(&last_, &LastRun::changed, this, &GhostButton::renew);
  renew();
}

bool GhostButton::hasChoice() const { return last_.curve() != nullptr; }

void GhostButton::choose(bool shown) {
  wanted_ = shown;
  renew();
}

void GhostButton::renew() {
  const PastRun* shown = wanted_ ? last_.curve().get() : nullptr;
  setText(shown == nullptr     ? tr("ghost: none")
          : shown->number == 0 ? tr("ghost: last run")
                               : tr("ghost: run %1").arg(shown->number));
  paintLine();
  plot_.setLastRun(wanted_ ? last_.curve() : nullptr);
  Q_EMIT renewed();
}

void GhostButton::paintLine() {
  if (!wanted_) return setIcon({});
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
