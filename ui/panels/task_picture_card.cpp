// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/task_picture_card.h"

#include "core/protocol/events.h"
#include "ui/panels/panel_commands.h"
#include "ui/panels/picture_requester.h"
#include "ui/panels/picture_view.h"
#include "ui/pictures/paint_picture.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/track_looks.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QBoxLayout>
#include <QFrame>
#include <QLabel>
#include <QMouseEvent>
#include <QScrollArea>

namespace emascope::ui {
namespace {

constexpr int kWidestPair = 530;  // keeps the two close enough to compare
constexpr int kSlimmestPair = 200;
constexpr int kAround = 84;  // height of what is above and below the pictures
constexpr int kTitle = 24;   // of that, the title and its distance
constexpr int kLow = 220;    // a tab that is lower says the title itself
constexpr double kHeightToWidth = 0.76;

}  // namespace

TaskPictureCard::TaskPictureCard(const PanelContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      requester_(new PictureRequester(
          *context.controller, [this] { return label(); }, [this] { return watched(); }, this)),
      card_(new QFrame(this)),
      title_(new QLabel(tr("What each set of weights sees"), card_)),
      pair_(new QWidget(card_)),
      sides_(new QBoxLayout(QBoxLayout::LeftToRight, pair_)) {
  setObjectName(QStringLiteral("task_picture"));
  card_->setObjectName(QStringLiteral("task_picture_card"));
  card_->setProperty("card", true);
  title_->setProperty("heading", true);
  sides_->setContentsMargins(0, 0, 0, 0);
  sides_->setSpacing(10);
  raw_ = addSide(
      "raw", [] { return theme().raw; }, Qt::AlignLeft);
  average_ = addSide(
      "average",
      [this] {
        return theme().trackColor(
            lineNumber(context_.controller->record(), context_.selection->track()));
      },
      Qt::AlignRight);
  auto* inside = new QVBoxLayout(card_);
  inside->setContentsMargins(14, 10, 14, 10);
  inside->setSpacing(6);
  inside->addWidget(title_);
  auto* row = new QHBoxLayout;
  row->addWidget(pair_, 1);
  row->addStretch(0);  // takes the space that the pair does not use
  inside->addLayout(row);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(card_);
  card_->hide();
  connect(requester_, &PictureRequester::renewed, this, &TaskPictureCard::renew);
  connect(context_.selection, &Selection::trackChanged, requester_,
          &PictureRequester::tracksChanged);
}

TaskPictureCard::Side TaskPictureCard::addSide(const char* name, std::function<QColor()> color,
                                               Qt::Alignment alignment) {
  Side side{new PictureView(std::move(color), pair_), new QLabel(pair_)};
  side.picture->setObjectName(QStringLiteral("picture_") + QLatin1String(name));
  side.picture->installEventFilter(this);
  side.caption->setObjectName(QStringLiteral("caption_") + QLatin1String(name));
  side.caption->setProperty("secondary", true);
  side.caption->setTextFormat(Qt::PlainText);
  side.caption->setAlignment(alignment);
  auto* column = new QVBoxLayout;
  column->setSpacing(4);
  column->addWidget(side.picture);
  column->addWidget(side.caption);
  column->addStretch(1);
  sides_->addLayout(column, 1);
  return side;
}

std::string TaskPictureCard::label() const {
  const RunRecord& record = context_.controller->record();
  const std::size_t track = context_.selection->track();
  return track < record.alive ? record.tracks[track].label : std::string();
}

bool TaskPictureCard::watched() const {
  if (!isVisible() || window()->isMinimized()) return false;
  return card_->isHidden() || !card_->visibleRegion().isEmpty();
}

void TaskPictureCard::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  requester_->lookedAt();
}

void TaskPictureCard::paintEvent(QPaintEvent* event) {
  QWidget::paintEvent(event);
  requester_->lookedAt();  // it may have been scrolled out of view before
}

bool TaskPictureCard::leadsToCompare(const TaskPicture& picture) const {
  return picture.kind == "mistakes" && context_.commands != nullptr &&
         !context_.controller->isStored();
}

bool TaskPictureCard::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::MouseButtonRelease) return QWidget::eventFilter(watched, event);
  const auto* view = qobject_cast<const PictureView*>(watched);
  const auto* mouse = static_cast<const QMouseEvent*>(event);
  if (view == nullptr || mouse->button() != Qt::LeftButton ||
      !view->rect().contains(mouse->position().toPoint()) || !leadsToCompare(view->picture())) {
    return QWidget::eventFilter(watched, event);
  }
  Q_EMIT context_.commands->compareWanted();
  return true;
}

/// Both pictures are to be seen whole, without the title if need be, in the part of the window that
/// scrolls.
int TaskPictureCard::widestPair() {
  const QWidget* around = parentWidget();
  while (around != nullptr && qobject_cast<const QScrollArea*>(around) == nullptr) {
    around = around->parentWidget();
  }
  if (around == nullptr) return scaled(kWidestPair);
  const bool low = around->height() < scaled(kLow);
  title_->setHidden(low);
  const int room = around->height() - scaled(low ? kAround - kTitle : kAround);
  const double fitting = 2.0 * room / kHeightToWidth;
  const int least = scaled(kSlimmestPair);
  const int most = fills_room_ ? std::max(around->width(), least) : scaled(kWidestPair);
  return std::clamp(static_cast<int>(fitting), least, most);
}

void TaskPictureCard::fillRoom() {
  fills_room_ = true;
  fitRoom();
}

void TaskPictureCard::fitRoom() {
  const auto& raw = requester_->raw();
  if (raw) pair_->setMaximumWidth(isWide(raw->picture) ? QWIDGETSIZE_MAX : widestPair());
}

void TaskPictureCard::renew() {
  const auto& raw = requester_->raw();
  const auto& average = requester_->track();
  card_->setVisible(raw.has_value());
  if (!raw) return;
  const RunRecord& record = context_.controller->record();
  const bool wide = isWide(raw->picture);
  sides_->setDirection(wide ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
  fitRoom();
  average_.caption->setAlignment(wide ? Qt::AlignLeft : Qt::AlignRight);
  const double raw_loss = record.points.empty() ? NAN : record.points.back().raw.loss;
  fill(raw_, *raw, average ? *average : *raw, tr("raw weights"), raw_loss);
  average_.picture->setVisible(average.has_value());
  average_.caption->setVisible(average.has_value());
  if (!average) return;
  const std::size_t track = context_.selection->track();
  const TrackEvaluation* last = record.lastOf(track);
  fill(average_, *average, *raw, trackName(record, track), last ? last->val.loss : NAN);
}

void TaskPictureCard::fill(const Side& side, const event::Rendered& rendered,
                           const event::Rendered& beside, const QString& name, double loss) {
  side.picture->show(rendered.picture, beside.picture);
  const bool leads = leadsToCompare(rendered.picture);
  side.picture->setCursor(leads ? Qt::PointingHandCursor : Qt::ArrowCursor);
  if (leads) {
    side.picture->setToolTip(side.picture->toolTip() + QLatin1Char('\n') +
                             tr("Click: the same samples with both sets of weights, in Compare"));
  }
  QString caption = name;
  if (!std::isnan(loss)) caption += tr(" · loss %1").arg(shortNumber(loss));
  side.picture->setAccessibleName(tr("Task picture with %1").arg(caption));
  if (rendered.step != beside.step) {
    caption += isWide(rendered.picture) ? QStringLiteral(" · ") : QStringLiteral("\n");
    caption += tr("step %1").arg(grouped(rendered.step));
  }
  side.caption->setText(caption);
}

}  // namespace emascope::ui
