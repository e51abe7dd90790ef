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

void FittingLabel::fit() {
  const QFontMetrics metrics = fontMetrics();
  const int room = contentsRect().width();
  for (const QString& text : texts_) {
    if (metrics.horizontalAdvance(text) + 2 > room) continue;
    return setText(text);
  }
  setText(texts_.isEmpty() ? QString()
                           : metrics.elidedText(texts_.last(), Qt::ElideRight, room - 2));
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
