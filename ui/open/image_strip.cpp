// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/open/image_strip.h"

#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <utility>

#include <QEvent>
#include <QPainter>

namespace emascope::ui {
namespace {

constexpr ScaledPixels kSide = {56};
constexpr ScaledPixels kGap = {6};
constexpr ScaledPixels kAboveTarget = {2};
constexpr int kPixels = 11;

}  // namespace

ImageStrip::ImageStrip(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("samples"));
  setAccessibleName(tr("Some of the samples"));
  setSizedByFont(this);
  fitHeight();
  hide();
}

void ImageStrip::fitHeight() {
  setFixedHeight(kSide + kAboveTarget + QFontMetrics(textFont(kPixels)).height());
}

void ImageStrip::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::StyleChange) fitHeight();
}

void ImageStrip::show(std::vector<FoundSample> samples) {
  samples_ = std::move(samples);
  QStringList targets;
  for (const FoundSample& sample : samples_) targets << shownLabel(sample.target.toStdString());
  setAccessibleDescription(targets.join(QStringLiteral(", ")));
  setVisible(!samples_.empty());
  update();
}

void ImageStrip::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  const QFont font = textFont(kPixels);
  const QFontMetrics metrics(font);
  painter.setFont(font);
  painter.setPen(theme().secondary);
  const auto fitting = static_cast<std::size_t>(std::max(1, (width() + kGap) / (kSide + kGap)));
  const std::size_t shown = std::min(fitting, samples_.size());
  for (int k = 0; k < static_cast<int>(shown); ++k) {
    // Spread out, because the samples of a class often follow each other.
    const FoundSample& sample = samples_[static_cast<std::size_t>(k) * samples_.size() / shown];
    const QRect cell(k * (kSide + kGap), 0, kSide, kSide);
    // Few pixels stay visible as pixels.
    const bool small = sample.image.width() < kSide && sample.image.height() < kSide;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !small);
    QSize size = sample.image.size();
    size.scale(cell.size(), Qt::KeepAspectRatio);
    QRect place(QPoint(0, 0), size);
    place.moveCenter(cell.center());
    painter.drawImage(place, sample.image);
    const QString target = shownLabel(sample.target.toStdString());
    painter.drawText(QRect(cell.left(), cell.bottom() + kAboveTarget, kSide, metrics.height()),
                     Qt::AlignHCenter | Qt::TextSingleLine,
                     metrics.elidedText(target, Qt::ElideRight, kSide));
  }
}

}  // namespace emascope::ui
