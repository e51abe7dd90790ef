// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/track_chips.h"

#include "ui/panels/track_menu.h"
#include "ui/run/run_controller.h"
#include "ui/run/shown_tracks.h"
#include "ui/run/track_looks.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/line_style.h"
#include "ui/theme/theme.h"

#include <utility>

#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>

namespace emascope::ui {
namespace {

constexpr ScaledPixels kHeight = {22};
constexpr ScaledPixels kChipGap = {6};
constexpr ScaledPixels kSide = {9};  // left and right of what is in a chip
constexpr ScaledPixels kEye = {14};
constexpr ScaledPixels kChipLine = {20};
constexpr ScaledPixels kMostName = {170};

/// What a click on a chip does becomes the first entry of its curve's menu.
void showFirst(QMenu& curve, ShownTracks* tracks, const std::string& label) {
  delete curve.findChild<QAction*>(QStringLiteral("track_hide"));
  auto* show = new QAction(TrackChips::tr("Show in the chart"), &curve);
  show->setObjectName(QStringLiteral("track_shown"));
  show->setCheckable(true);
  show->setChecked(tracks->shows(label));
  QObject::connect(show, &QAction::triggered, tracks, [tracks, label] { tracks->toggle(label); });
  curve.insertAction(curve.actions().constFirst(), show);
  curve.insertSeparator(curve.actions().at(1));
}

QFont chipFont(bool main) { return textFont(11, main ? QFont::DemiBold : QFont::Medium); }

}  // namespace

TrackChip::TrackChip(std::string label, const QString& name, int number, QWidget* parent)
    : QAbstractButton(parent), label_(std::move(label)), number_(number) {
  setObjectName(QStringLiteral("chip_") + QString::fromStdString(label_).left(40));
  setText(name);
  setAccessibleName(name);
  setCheckable(true);
  setFocusPolicy(Qt::TabFocus);
  setCursor(Qt::PointingHandCursor);
  setToolTip(tr("Click: hide or show in the chart\nDouble-click: show only this one"));
}

void TrackChip::setSolid(bool solid) {
  if (solid == solid_) return;
  solid_ = solid;
  update();
}

QSize TrackChip::sizeHint() const {
  const QFontMetrics metrics(chipFont(number_ == 0));
  const int name = std::min<int>(metrics.horizontalAdvance(text()), kMostName);
  return {kSide + kEye + kChipGap + kChipLine + kChipGap + name + 1 + kSide, kHeight};
}

void TrackChip::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  const Theme& t = theme();
  const bool shown = isChecked();
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QColor edge = hasFocus() ? t.accent : shown ? t.chip : t.border;
  painter.setPen(QPen(edge, scaled(1.0)));
  painter.setBrush(shown || underMouse() ? t.chip : t.card);
  const double radius = kHeight / 2.0 - 1.0;
  const double half = scaled(0.5);
  painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), radius, radius);
  const QRect eye(kSide, (height() - kEye) / 2, kEye, kEye);
  emascope::ui::icon(shown ? QStringLiteral("shown") : QStringLiteral("hidden"), t.secondary)
      .paint(&painter, eye);
  const QRectF line(eye.right() + kChipGap, 0, kChipLine, height());
  QColor color = number_ < 0 ? t.raw : t.trackColor(static_cast<std::size_t>(number_));
  if (!shown) color.setAlphaF(0.4F);
  const LineStyle style =
      number_ < 0 ? rawLineStyle() : trackLineStyle(static_cast<std::size_t>(number_));
  paintSample(painter, line, solid_ ? solidInstead(style) : style, color);
  painter.setFont(chipFont(number_ == 0));
  painter.setPen(!shown        ? t.secondary
                 : number_ < 0 ? t.raw_text
                               : t.trackText(static_cast<std::size_t>(number_)));
  const QRect place = rect().adjusted(static_cast<int>(line.right()) + kChipGap, 0, -kSide, 0);
  painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                   painter.fontMetrics().elidedText(text(), Qt::ElideRight, place.width() + 1));
}

void TrackChip::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) Q_EMIT pressedFirst();
  QAbstractButton::mousePressEvent(event);
}

void TrackChip::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) Q_EMIT doubleClicked();
}

void TrackChip::contextMenuEvent(QContextMenuEvent* event) {
  Q_EMIT menuWanted(event->globalPos());
}

TrackChips::TrackChips(const PanelContext& context, QWidget* parent)
    : QWidget(parent), context_(context), more_(new QToolButton(this)) {
  setObjectName(QStringLiteral("track_chips"));
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  more_->setObjectName(QStringLiteral("more_chips"));
  more_->setProperty("fold", true);
  more_->setFocusPolicy(Qt::TabFocus);
  more_->setToolTip(tr("The other curves"));
  connect(more_, &QToolButton::clicked, this, &TrackChips::fillMore);
  connect(context_.controller, &RunController::runStarted, this, &TrackChips::rebuild);
  connect(context_.controller, &RunController::tracksChanged, this, &TrackChips::rebuild);
  connect(context_.shown, &ShownTracks::changed, this, &TrackChips::refresh);
  connect(context_.shown, &ShownTracks::linesChanged, this, &TrackChips::refresh);
  rebuild();
}

QSize TrackChips::sizeHint() const { return {200, kHeight}; }
QSize TrackChips::minimumSizeHint() const { return {60, kHeight}; }

void TrackChips::changeEvent(QEvent* event) {
  if (event->type() == QEvent::StyleChange) {
    updateGeometry();
    arrange();
  }
  QWidget::changeEvent(event);
}

void TrackChips::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

void TrackChips::addChip(const std::string& label, const QString& name, int number) {
  auto* chip = new TrackChip(label, name, number, this);
  chips_.push_back(chip);
  connect(chip, &TrackChip::pressedFirst, this, [this, label] {
    only_one_before_click_ = context_.shown->isOnlyOne(label, context_.controller->record());
  });
  connect(chip, &TrackChip::clicked, this, [this, label] { context_.shown->toggle(label); });
  connect(chip, &TrackChip::doubleClicked, this, [this, label] {
    // The first click of the two may have hidden it.
    context_.shown->showAll();
    if (!only_one_before_click_) context_.shown->showOnly(label, context_.controller->record());
  });
  connect(chip, &TrackChip::menuWanted, this, [this, label](const QPoint& global) {
    makeTrackMenu(context_, label, this)->popup(global);
  });
}

void TrackChips::rebuild() {
  for (TrackChip* chip : chips_) {
    chip->hide();
    chip->deleteLater();  // it may be the sender
  }
  chips_.clear();
  const RunRecord& record = context_.controller->record();
  if (record.alive > 0 || !record.points.empty()) addChip(kRawLabel, tr("raw"), -1);
  const std::vector<TrackLook> looks = trackLooks(record);
  for (std::size_t track = 0; track < record.alive; ++track) {
    addChip(record.tracks[track].label, trackName(record, track),
            static_cast<int>(looks[track].number));
  }
  orderTabs();
  refresh();
  arrange();
}

void TrackChips::comeAfter(QWidget* before) {
  before_ = before;
  orderTabs();
}

void TrackChips::orderTabs() {
  if (before_ == nullptr) return;
  QWidget* last = before_;
  for (TrackChip* chip : chips_) {
    setTabOrder(last, chip);
    last = chip;
  }
  setTabOrder(last, more_);
}

void TrackChips::refresh() {
  for (TrackChip* chip : chips_) {
    chip->setChecked(context_.shown->shows(chip->label()));
    chip->setSolid(context_.shown->isSolid(chip->label()));
  }
}

void TrackChips::arrange() {
  int all = 0;
  for (const TrackChip* chip : chips_) all += chip->sizeHint().width() + kChipGap;
  more_->setText(tr("and %1 more").arg(chips_.size()));
  const int room = all - kChipGap <= width() ? width() : width() - more_->sizeHint().width();
  int left = 0;
  fitting_ = 0;
  for (std::size_t i = 0; i < chips_.size(); ++i) {
    const QSize size = chips_[i]->sizeHint();
    const bool fits = i == fitting_ && left + size.width() <= room;
    chips_[i]->setGeometry(QRect(QPoint(left, 0), size));
    chips_[i]->setVisible(fits);
    if (!fits) continue;
    left += size.width() + kChipGap;
    ++fitting_;
  }
  const std::size_t rest = chips_.size() - fitting_;
  more_->setVisible(rest > 0);
  more_->setText(tr("and %1 more").arg(rest));
  more_->setGeometry(QRect(QPoint(left, 0), QSize(more_->sizeHint().width(), kHeight)));
}

void TrackChips::fillMore() {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->setObjectName(QStringLiteral("more_chips_menu"));
  for (std::size_t i = fitting_; i < chips_.size(); ++i) {
    QString name = chips_[i]->text();
    const QString eye = chips_[i]->isChecked() ? QStringLiteral("shown") : QStringLiteral("hidden");
    QMenu* curve = menu->addMenu(icon(eye, theme().secondary),
                                 name.replace(QLatin1Char('&'), QStringLiteral("&&")));
    connect(curve, &QMenu::aboutToShow, this, [this, curve, label = chips_[i]->label()] {
      if (!curve->isEmpty()) return;
      fillTrackMenu(*curve, context_, label, window());
      showFirst(*curve, context_.shown, label);
    });
  }
  menu->popup(more_->mapToGlobal(QPoint(0, more_->height())));
}

}  // namespace emascope::ui
