// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/sample_strip.h"

#include "ui/pictures/paint_picture.h"
#include "ui/pictures/picture_arrays.h"
#include "ui/pictures/plain_image.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QHBoxLayout>
#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QStackedLayout>

namespace emascope::ui {
namespace {

constexpr double kAround = 7.0;  // times smaller than the whole picture
constexpr ScaledLength kCaption{16.0};
constexpr ScaledLength kRadius{4.0};
constexpr ScaledLength kBetween{2.0};  // raw and the mix

}  // namespace

SampleTile::SampleTile(std::shared_ptr<const SamplePictures> pictures, bool large, QWidget* parent)
    : QAbstractButton(parent), pictures_(std::move(pictures)), large_(large) {
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setCursor(Qt::PointingHandCursor);
}

void SampleTile::show(const SampleLook& look) {
  look_ = look;
  setAccessibleName(look.name);
  setToolTip(look.name);
  update();
}

bool SampleTile::hasPlace() const {
  return look_.place && pictures_->raw.kind == "surface" && pictures_->mix.kind == "surface";
}

void SampleTile::paintAround(QPainter& painter, const QRectF& area, const TaskPicture& picture,
                             const TaskPicture& beside) const {
  const auto reach = numbers(picture, "reach");
  const QSizeF whole(area.height() * kAround, area.height() * kAround);
  const QPointF at((look_.place->x() - reach[0]) / (reach[1] - reach[0]) * whole.width(),
                   (1.0 - (look_.place->y() - reach[2]) / (reach[3] - reach[2])) * whole.height());
  if (!std::isfinite(at.x()) || !std::isfinite(at.y())) return;
  painter.save();
  painter.setClipRect(area, Qt::IntersectClip);
  paintPicture(painter, QRectF(area.center() - at, whole), picture, beside, theme().text);
  const QColor& side = theme().classes[look_.right_class == 0 ? 0 : 1];
  painter.setPen(QPen(theme().text, scaled(1.5)));
  painter.setBrush(theme().dark ? side.lighter(140) : side.darker(165));
  painter.drawEllipse(area.center(), kRadius, kRadius);
  painter.restore();
}

void SampleTile::paintImage(QPainter& painter, const QRectF& area) const {
  const QImage image = plainImage(look_.image->values, static_cast<int>(look_.image->rows),
                                  static_cast<int>(look_.image->columns));
  const QSizeF size = QSizeF(image.size()).scaled(area.size(), Qt::KeepAspectRatio);
  const QPointF corner = area.center() - QPointF(size.width() / 2, size.height() / 2);
  painter.drawImage(QRectF(corner, size), image);
}

void SampleTile::paintSample(QPainter& painter, const QRectF& area) const {
  if (hasPlace()) {
    const TaskPicture& raw = pictures_->raw;
    const TaskPicture& mix = pictures_->mix;
    if (large_) {  // beside each other: the strip is wide
      const double half = (area.width() - kBetween) / 2;
      paintAround(painter, QRectF(area.left(), area.top(), half, area.height()), raw, mix);
      paintAround(painter, QRectF(area.right() - half, area.top(), half, area.height()), mix, raw);
    } else {
      const double half = (area.height() - kBetween) / 2;
      paintAround(painter, QRectF(area.left(), area.top(), area.width(), half), raw, mix);
      paintAround(painter, QRectF(area.left(), area.bottom() - half, area.width(), half), mix, raw);
    }
  } else if (look_.image) {
    paintImage(painter, area);
  } else {
    painter.setPen(theme().text);
    painter.setFont(textFont(large_ ? 12 : 10));
    painter.drawText(area.adjusted(kBetween, 1, -kBetween, -1),
                     Qt::AlignCenter | Qt::TextWrapAnywhere, look_.text);
  }
}

void SampleTile::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF area = QRectF(rect()).adjusted(1, 1, -1, -kCaption);
  QPainterPath frame;
  frame.addRoundedRect(area, kRadius, kRadius);
  painter.fillPath(frame, theme().chip);
  painter.save();
  painter.setClipPath(frame);
  paintSample(painter, area);
  painter.restore();
  painter.setFont(textFont(11));
  painter.setPen(theme().secondary);
  const QRectF below(0, area.bottom(), width(), kCaption);
  const QString words = large_ ? look_.name : look_.judgment;
  painter.drawText(below, Qt::AlignCenter,
                   painter.fontMetrics().elidedText(words, Qt::ElideRight, width()));
  if (!hasFocus()) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().accent, scaled(1.5)));
  painter.drawRoundedRect(area, kRadius, kRadius);
}

SampleStrip::SampleStrip(QWidget* parent)
    : QWidget(parent),
      pictures_(std::make_shared<SamplePictures>()),
      pages_(new QStackedLayout(this)),
      large_(new SampleTile(pictures_, true, this)) {
  setObjectName(QStringLiteral("sample_strip"));
  setAccessibleName(tr("Samples of the chosen group"));
  auto* row = new QWidget(this);
  auto* tiles = new QHBoxLayout(row);
  tiles->setContentsMargins(0, 0, 0, 0);
  tiles->setSpacing(5);
  for (std::size_t k = 0; k < kMost; ++k) {
    auto* tile = new SampleTile(pictures_, false, row);
    tile->setObjectName(QStringLiteral("sample_tile_%1").arg(k + 1));
    connect(tile, &SampleTile::clicked, this, [this, tile] { enlarge(*tile); });
    tiles->addWidget(tile, 1);
    tiles_.push_back(tile);
  }
  large_->setObjectName(QStringLiteral("sample_large"));
  connect(large_, &SampleTile::clicked, this, [this] { pages_->setCurrentIndex(0); });
  pages_->addWidget(row);
  pages_->addWidget(large_);
  show({});
}

void SampleStrip::show(const std::vector<SampleLook>& looks) {
  bool same = false;  // the enlarged one stays if it is still among them
  for (std::size_t k = 0; k < kMost; ++k) {
    const bool there = k < looks.size();
    QSizePolicy policy = tiles_[k]->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    tiles_[k]->setSizePolicy(policy);
    tiles_[k]->setVisible(there);
    if (!there) continue;
    tiles_[k]->show(looks[k]);
    if (looks[k].sample != large_->look().sample) continue;
    large_->show(looks[k]);
    same = true;
  }
  if (!same) pages_->setCurrentIndex(0);
}

void SampleStrip::setPictures(const TaskPicture* raw, const TaskPicture* mix) {
  const bool usable = raw && mix && checkPicture(*raw) && checkPicture(*mix);
  *pictures_ = usable ? SamplePictures{*raw, *mix} : SamplePictures{};
  for (SampleTile* tile : tiles_) tile->update();
  large_->update();
}

bool SampleStrip::isEnlarged() const { return pages_->currentIndex() == 1; }

void SampleStrip::enlarge(const SampleTile& tile) {
  large_->show(tile.look());
  pages_->setCurrentIndex(1);
  large_->setFocus();
}

}  // namespace emascope::ui
