// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/notice_bar.h"

#include <utility>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStringList>
#include <QToolButton>

namespace emascope::ui {
namespace {

constexpr int kLinesHeight = 62;

}  // namespace

NoticeBar::NoticeBar(QWidget* parent)
    : QFrame(parent),
      text_(new QLabel(this)),
      field_(new QLineEdit(this)),
      lines_(new QPlainTextEdit(this)),
      button_(new QPushButton(this)) {
  setObjectName(QStringLiteral("runs_notice"));
  setProperty("hint", true);
  text_->setObjectName(QStringLiteral("runs_notice_text"));
  text_->setTextFormat(Qt::PlainText);
  text_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  field_->setObjectName(QStringLiteral("runs_field"));
  lines_->setObjectName(QStringLiteral("runs_lines"));
  lines_->setFixedHeight(kLinesHeight);
  lines_->setTabChangesFocus(true);
  lines_->setAccessibleDescription(tr("Ctrl+Enter saves it"));
  lines_->installEventFilter(this);
  button_->setObjectName(QStringLiteral("runs_notice_button"));
  button_->setProperty("small", true);
  button_->setFocusPolicy(Qt::TabFocus);
  auto* away = new QToolButton(this);
  away->setObjectName(QStringLiteral("runs_notice_away"));
  away->setText(QStringLiteral("✕"));
  away->setProperty("fold", true);
  away->setAccessibleName(tr("Dismiss"));
  away->setToolTip(tr("Dismiss (Esc)"));
  away->setFocusPolicy(Qt::TabFocus);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(10, 3, 6, 3);
  row->setSpacing(8);
  row->addWidget(text_, 1);
  row->addWidget(field_, 2);
  row->addWidget(lines_, 3);
  row->addWidget(button_);
  row->addWidget(away);
  connect(button_, &QPushButton::clicked, this, &NoticeBar::press);
  connect(away, &QToolButton::clicked, this, &NoticeBar::putAway);
  connect(field_, &QLineEdit::returnPressed, this, [this] { answer(field_->text()); });
  hide();
}

void NoticeBar::showWords(const QString& text, const QString& button) {
  text_->setText(text);
  text_->setToolTip(text);
  field_->hide();
  lines_->hide();
  button_->setText(button);
  button_->setVisible(!button.isEmpty());
  setVisible(true);
}

void NoticeBar::showSaid() {
  QStringList texts = {said_.text, said_.refusal};
  texts.removeAll(QString());
  showWords(texts.join(QStringLiteral(" · ")), said_.button);
}

void NoticeBar::tell(Said said) {
  said_ = std::move(said);
  if (!asks()) showSaid();
}

void NoticeBar::say(const QString& text, const QString& button, std::function<void()> act) {
  tell({.text = text, .button = button, .act = std::move(act)});
}

void NoticeBar::sayPassing(const QString& text) { tell({.text = text, .passing = true}); }

void NoticeBar::forgetPassing() {
  if (!said_.passing) return;
  said_ = {};
  if (!asks()) goQuietly();
}

void NoticeBar::confirm(const QString& text, const QString& button,
                        std::function<void()> confirmed) {
  tell({.text = text, .button = button, .act = std::move(confirmed), .confirms = true});
}

void NoticeBar::refuse(const QString& text) {
  const bool undo = said_.act && !said_.confirms;
  Said said = undo ? std::move(said_) : Said();
  said.refusal = text;
  tell(std::move(said));
}

void NoticeBar::forgetRefusal() {
  if (said_.refusal.isEmpty()) return;
  said_.refusal.clear();
  if (asks()) return;
  said_.text.isEmpty() ? goQuietly() : showSaid();
}

/// Nobody asked for it, so the focus stays where it is, unless it is here.
void NoticeBar::goQuietly() { isAncestorOf(window()->focusWidget()) ? putAway() : hide(); }

void NoticeBar::showField(QWidget* field, const QString& text, const QString& button) {
  said_ = {};
  showWords(text, button);
  field->setAccessibleName(text);
  field->show();
  field->setFocus(Qt::OtherFocusReason);
  asked_ = typed();
}

void NoticeBar::ask(const QString& text, const QString& value, int most,
                    std::function<void(const QString&)> answered) {
  acceptTyped();
  answered_ = std::move(answered);
  field_->setMaxLength(most);
  field_->setText(value);
  showField(field_, text, {});
  field_->selectAll();
}

void NoticeBar::askLines(const QString& text, const QString& value,
                         std::function<void(const QString&)> answered) {
  acceptTyped();
  answered_ = std::move(answered);
  lines_->setPlainText(value);
  showField(lines_, text, tr("Save"));
}

QString NoticeBar::typed() const {
  return lines_->isHidden() ? field_->text() : lines_->toPlainText();
}

void NoticeBar::acceptTyped() {
  if (asks() && typed() != asked_) std::exchange(answered_, {})(typed());
}

bool NoticeBar::focusField() {
  if (!asks()) return false;
  (lines_->isHidden() ? static_cast<QWidget*>(field_) : lines_)->setFocus(Qt::OtherFocusReason);
  return true;
}

void NoticeBar::answer(const QString& typed) {
  const auto answered = answered_;
  putAway();
  if (answered) answered(typed);
}

void NoticeBar::press() {
  if (asks()) return answer(typed());
  const auto act = std::exchange(said_, {}).act;
  putAway();
  if (act) act();
}

void NoticeBar::putAway() {
  if (isHidden()) return;
  if (!std::exchange(answered_, {})) said_ = {};
  const bool nothing = said_.text.isEmpty() && said_.refusal.isEmpty();
  nothing ? hide() : showSaid();
  Q_EMIT wentAway();
}

QString NoticeBar::text() const { return isHidden() ? QString() : text_->text(); }

bool NoticeBar::act() {
  if (!said_.act || said_.confirms) return false;
  const auto act = std::exchange(said_, {}).act;
  if (!asks()) putAway();
  act();
  return true;
}

bool NoticeBar::eventFilter(QObject* watched, QEvent* event) {
  if (watched != lines_ || event->type() != QEvent::KeyPress) {
    return QFrame::eventFilter(watched, event);
  }
  const auto& key = *static_cast<QKeyEvent*>(event);
  const bool enter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
  if (key.key() == Qt::Key_Escape) {
    putAway();
    return true;
  }
  if (!enter || !key.modifiers().testFlag(Qt::ControlModifier)) return false;
  answer(lines_->toPlainText());
  return true;
}

void NoticeBar::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) return putAway();
  QFrame::keyPressEvent(event);
}

}  // namespace emascope::ui
