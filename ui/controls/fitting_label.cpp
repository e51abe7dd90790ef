// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/fitting_label.h"

#include <QEvent>

namespace emascope::ui {

FittingLabel::FittingLabel(QWidget* parent) : QLabel(parent) {
  setTextFormat(Qt::PlainText);
  setMinimumWidth(20);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void FittingLabel::setTexts(const QStringList& texts, const QString& tip) {
  setToolTip(tip.isEmpty() ? texts.value(0) : tip);
  if (texts == texts_) return;
  texts_ = texts;
  setAccessibleName(texts.value(0));
  fit();
}

int FittingLabel::widthOf(const QString& text) const {
  return fontMetrics().horizontalAdvance(text) + 2 + width() - contentsRect().width();
}

void FittingLabel::fit() {
  for (const QString& text : texts_) {
    if (widthOf(text) <= width()) return setText(text);
  }
  const int room = contentsRect().width() - 2;
  setText(texts_.isEmpty() ? QString()
                           : fontMetrics().elidedText(texts_.last(), Qt::ElideRight, room));
}

void FittingLabel::resizeEvent(QResizeEvent* event) {
  QLabel::resizeEvent(event);
  fit();
}

void FittingLabel::changeEvent(QEvent* event) {
  QLabel::changeEvent(event);
  if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fit();
}

}  // namespace emascope::ui
