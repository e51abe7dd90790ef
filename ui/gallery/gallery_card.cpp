// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/gallery_card.h"

#include "ui/gallery/paint_losses.h"
#include "ui/gallery/paint_thumbnail.h"
#include "ui/run/said.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QEnterEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

namespace emascope::ui {
namespace {

constexpr ScaledLength kCorner = {8.0};
constexpr ScaledPixels kWordsInset = {12};  // of the words
constexpr ScaledPixels kLineGap = {3};      // between their lines
constexpr ScaledPixels kAbove = {9};        // the words
constexpr ScaledPixels kBelow = {8};
constexpr double kPictureShare = 0.41;  // of the width
constexpr int kMostLines = 4;           // of a summary
constexpr int kTitlePixels = 13;
constexpr int kTextPixels = 12;
constexpr int kSmallPixels = 11;

int lineHeight(const QFont& font) { return QFontMetrics(font).height(); }

/// `text` in as many lines as it needs, at most kMostLines; the last one is elided. Paints if there
/// is a painter. Returns the height.
double paintLines(QPainter* painter, const QString& text, const QFont& font, const QRectF& area) {
  const QFontMetricsF metrics(font);
  QTextLayout layout(text, font);
  QTextOption option(Qt::AlignLeft | Qt::AlignAbsolute);
  option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  layout.setTextOption(option);
  layout.beginLayout();
  double height = 0.0;
  for (int count = 1; count <= kMostLines; ++count) {
    QTextLine line = layout.createLine();
    if (!line.isValid()) break;
    line.setLineWidth(area.width());
    const bool last = count == kMostLines && line.textStart() + line.textLength() < text.size();
    if (painter) {
      const QString shown =
          last ? metrics.elidedText(text.mid(line.textStart()), Qt::ElideRight, area.width())
               : text.mid(line.textStart(), line.textLength());
      painter->drawText(QRectF(area.left(), area.top() + height, area.width(), metrics.height()),
                        Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    }
    height += metrics.height();
  }
  layout.endLayout();
  return height;
}

void paintElided(QPainter& painter, const QString& text, const QFont& font, const QRectF& row) {
  painter.setFont(font);
  painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                   QFontMetricsF(font).elidedText(text, Qt::ElideRight, row.width()));
}

QFont titleFont() { return textFont(kTitlePixels, QFont::DemiBold); }

bool allIn(const QString& typed, const QString& text) {
  const QStringList words = typed.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  return std::all_of(words.begin(), words.end(),
                     [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

}  // namespace

GalleryCard::GalleryCard(QWidget* parent) : QAbstractButton(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::PointingHandCursor);
}

// The arrows belong to the gallery; a button would move the focus by them in its own way.
void GalleryCard::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
      return click();
    default:
      event->ignore();
  }
}

void GalleryCard::enterEvent(QEnterEvent* event) {
  QAbstractButton::enterEvent(event);
  update();
}

void GalleryCard::leaveEvent(QEvent* event) {
  QAbstractButton::leaveEvent(event);
  update();
}

void GalleryCard::paintFrame(QPainter& painter) const {
  painter.setBrush(isDown() ? theme().chip : theme().card);
  paintEdge(painter);
  painter.setBrush(Qt::NoBrush);
}

void GalleryCard::paintEdge(QPainter& painter) const {
  painter.setRenderHint(QPainter::Antialiasing);
  const bool chosen = hasFocus();
  const double pen = chosen ? scaled(2.0) : 1.0;
  painter.setPen(QPen(chosen         ? theme().accent
                      : underMouse() ? theme().secondary
                                     : theme().border,
                      pen));
  painter.drawRoundedRect(QRectF(rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2), kCorner,
                          kCorner);
}

DemoCard::DemoCard(const PresetInfo& preset, QWidget* parent)
    : GalleryCard(parent),
      config_(preset.config),
      words_(demoWords(preset)),
      length_(lengthWords(preset.config)) {
  if (auto read = recordingOf(preset.id)) recording_ = std::move(read).value();
  setObjectName(QStringLiteral("demo_") + oneLine(QString::fromStdString(preset.id), 64));
  setAccessibleName(words_.name);
  setAccessibleDescription(QStringLiteral("%1. %2 %3").arg(words_.kind, words_.summary, length_));
  setToolTip(oneLine(said(preset.story), 600));
}

void DemoCard::setOpenNow(bool open) {
  if (open == open_now_) return;
  open_now_ = open;
  update();
}

bool DemoCard::matches(const QString& typed) const {
  return allIn(typed,
               words_.name + QLatin1Char(' ') + words_.kind + QLatin1Char(' ') + words_.summary);
}

int DemoCard::summaryHeight(int width) const {
  return static_cast<int>(std::ceil(paintLines(nullptr, words_.summary, textFont(kTextPixels),
                                               QRectF(0, 0, width - 2 * kWordsInset, 0))));
}

int DemoCard::wordsHeight(int width) const {
  return kAbove + lineHeight(titleFont()) + kLineGap + lineHeight(textFont(kSmallPixels)) +
         2 * kLineGap + summaryHeight(width) + 2 * kLineGap + lineHeight(textFont(kSmallPixels)) +
         kBelow;
}

void DemoCard::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  paintFrame(painter);
  const int words = wordsHeight(width());
  const int split = std::max(0, height() - words);
  if (recording_ && split > 0) {
    paintPictures(painter, QSize(width(), split));
    paintEdge(painter);  // not below the picture
  }
  QRectF row(kWordsInset, (recording_ ? split : 0) + kAbove, width() - 2 * kWordsInset,
             lineHeight(titleFont()));
  painter.setPen(theme().text);
  const double badge = open_now_ ? paintBadge(painter, row) : 0.0;
  painter.setPen(theme().text);
  paintElided(painter, words_.name, titleFont(), row.adjusted(0, 0, -badge, 0));
  painter.setPen(theme().secondary);
  row.moveTop(row.bottom() + kLineGap);
  row.setHeight(lineHeight(textFont(kSmallPixels)));
  paintElided(painter, words_.kind, textFont(kSmallPixels), row);
  row.moveTop(row.bottom() + 2 * kLineGap);
  row.setHeight(summaryHeight(width()));
  painter.setPen(theme().text);
  painter.setFont(textFont(kTextPixels));
  paintLines(&painter, words_.summary, textFont(kTextPixels), row);
  // At the bottom, so that the lines of a row of cards are level.
  const double small = lineHeight(textFont(kSmallPixels));
  painter.setPen(theme().secondary);
  paintElided(painter, length_, textFont(kSmallPixels),
              QRectF(row.left(), height() - kBelow - small, row.width(), small));
}

/// Returns the width that it takes from the title.
double DemoCard::paintBadge(QPainter& painter, const QRectF& row) const {
  const QFont font = textFont(kSmallPixels, QFont::DemiBold);
  const QString text = tr("open now");
  const double wide = QFontMetricsF(font).horizontalAdvance(text) + scaled(18.0);
  const QRectF pill(row.right() - wide + scaled(4.0), row.top() - scaled(2.0), wide,
                    row.height() + scaled(4.0));
  painter.setPen(theme().border);
  painter.setBrush(theme().chip);
  painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
  painter.setPen(theme().accent_text);
  painter.setFont(font);
  painter.drawText(pill, Qt::AlignCenter, text);
  return wide + scaled(4.0);
}

/// Kept as pixels: a chart that is drawn below the gallery has the cards painted again each time.
void DemoCard::paintPictures(QPainter& painter, const QSize& size) {
  const double scale = devicePixelRatioF();
  const QSize pixels = (QSizeF(size) * scale).toSize();
  if (pictures_.size() != pixels || pictures_dark_ != theme().dark) {
    pictures_ = QPixmap(pixels);
    pictures_.setDevicePixelRatio(scale);
    pictures_.fill(Qt::transparent);
    pictures_dark_ = theme().dark;
    QPainter inside(&pictures_);
    drawPictures(inside, QRectF(QPointF(0, 0), size));
  }
  painter.drawPixmap(0, 0, pictures_);
}

void DemoCard::drawPictures(QPainter& painter, const QRectF& area) const {
  // About as wide as high, so that a plane is not squeezed.
  const double wide = std::round(std::min(kPictureShare * area.width(), 1.1 * area.height()));
  const QRectF picture(0, 0, wide, area.height());
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath cell;  // the upper left corner of the card is round
  cell.addRoundedRect(QRectF(1, 1, area.width(), 2 * area.height()), kCorner - 1, kCorner - 1);
  painter.setClipPath(cell);
  painter.fillRect(picture, theme().window);
  const bool plane = recording_->picture.kind == "surface";  // to the edges
  const double inset = plane ? -scaled(3.0) : scaled(6.0);
  painter.setClipRect(picture, Qt::IntersectClip);
  paintThumbnail(painter, picture.adjusted(inset, inset, -inset, -inset), *recording_);
  painter.restore();
  const double above = scaled(9.0);
  const double beside = scaled(8.0);
  paintLosses(
      painter,
      QRectF(picture.right() + beside, above,
             area.width() - picture.right() - beside - scaled(12.0), area.height() - 2 * above),
      *recording_);
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.setPen(theme().border);
  painter.drawLine(QPointF(1, area.height() - 0.5), QPointF(area.width() - 2, area.height() - 0.5));
  painter.drawLine(QPointF(wide + 0.5, 1), QPointF(wide + 0.5, area.height() - 1));
}

OwnCard::OwnCard(QWidget* parent)
    : GalleryCard(parent),
      summary_(tr("CSV, NPY, NPZ, IDX, CIFAR-10 or a folder of pictures; drop them anywhere.")) {
  setObjectName(QStringLiteral("own_data"));
  setText(tr("Your own data…"));
  setAccessibleName(text());
  setAccessibleDescription(summary_);
}

bool OwnCard::matches(const QString& typed) const {
  return allIn(typed, text() + QLatin1Char(' ') + summary_);
}

int OwnCard::wordsHeight(int width) const {
  const QRectF room(0, 0, width - 2 * kWordsInset, 0);
  return kAbove + lineHeight(titleFont()) + kLineGap +
         static_cast<int>(std::ceil(paintLines(nullptr, summary_, textFont(kSmallPixels), room))) +
         kBelow + kLineGap;
}

void OwnCard::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  paintFrame(painter);
  QRectF row(kWordsInset, kAbove, width() - 2 * kWordsInset, lineHeight(titleFont()));
  painter.setPen(theme().text);
  paintElided(painter, text(), titleFont(), row);
  row.moveTop(row.bottom() + kLineGap);
  painter.setPen(theme().secondary);
  painter.setFont(textFont(kSmallPixels));
  paintLines(&painter, summary_, textFont(kSmallPixels), row);
}

}  // namespace emascope::ui
