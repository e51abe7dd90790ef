// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/answer_button.h"

#include "ui/theme/theme.h"

#include <algorithm>

#include <QFontMetrics>
#include <QPainter>
#include <QRegularExpression>
#include <QStyle>
#include <QStyleOptionButton>

namespace emascope::ui {
namespace {

constexpr int kWidestWords = 100000;
constexpr int kFlags = Qt::AlignCenter | Qt::TextWordWrap;

}  // namespace

AnswerButton::AnswerButton(QWidget* parent) : QPushButton(parent) {
  // Not fixed: the height of a broken text would be limited to that of one row.
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  setFocusPolicy(Qt::TabFocus);
  setAutoDefault(false);
}

void AnswerButton::setAnswer(const QString& text) {
  if (text == this->text()) return;
  setText(text);
  setAccessibleName(text);
  updateGeometry();
}

void AnswerButton::setGiven(bool given) {
  if (given == given_) return;
  given_ = given;
  setAccessibleDescription(given ? tr("chosen") : QString());
  update();
}

int AnswerButton::margin() const { return std::max(6, fontMetrics().height() / 3); }

QSize AnswerButton::sizeHint() const {
  const int wide = fontMetrics().horizontalAdvance(text()) + 4 * margin();
  return {wide, heightForWidth(wide)};
}

QSize AnswerButton::minimumSizeHint() const {
  int longest = 0;
  // U+200B is a place to break, see plain_words.h.
  for (const QString& word : text().split(QRegularExpression(QStringLiteral("[ \u200B]")))) {
    longest = std::max(longest, fontMetrics().horizontalAdvance(word));
  }
  // Chinese has no blanks, and may be broken anywhere.
  longest = std::min(longest, 12 * fontMetrics().height());
  return {longest + 3 * margin(), fontMetrics().height() + 2 * margin()};
}

int AnswerButton::heightForWidth(int width) const {
  const QRect room(0, 0, std::max(1, width - 2 * margin()), kWidestWords);
  return fontMetrics().boundingRect(room, kFlags, text()).height() + 2 * margin();
}

void AnswerButton::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  QStyleOptionButton option;
  initStyleOption(&option);
  option.text.clear();
  style()->drawControl(QStyle::CE_PushButton, &option, &painter, this);
  painter.setRenderHint(QPainter::Antialiasing);
  if (given_) {
    painter.setPen(QPen(theme().text, 2.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5);
  }
  painter.setPen(isEnabled() || given_ ? theme().text : theme().secondary);
  painter.setFont(font());
  painter.drawText(rect().adjusted(margin(), 0, -margin(), 0), kFlags, text());
}

}  // namespace emascope::ui
