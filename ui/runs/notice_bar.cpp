// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/notice_bar.h"

#include <utility>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
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
  away->setAccessibleName(tr("Put away"));
  away->setToolTip(tr("Put away (Esc)"));
  away->setFocusPolicy(Qt::TabFocus);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(10, 3, 6, 3);
  row->setSpacing(8);
  row->addWidget(text_, 1);
  row->addWidget(field_, 2);
  row->addWidget(lines_, 3);
  row->addWidget(button_);
  row->addWidget(away);
  connect(button_, &QPushButton::clicked, this, [this] {
    const auto confirmed = std::exchange(confirmed_, {});
    if (!confirmed) return static_cast<void>(act());
    putAway();
    confirmed();
  });
  connect(away, &QToolButton::clicked, this, &NoticeBar::putAway);
  connect(field_, &QLineEdit::returnPressed, this, [this] { answer(field_->text()); });
  hide();
}

void NoticeBar::show(const QString& text, const QString& button) {
  act_ = {};
  answered_ = {};
  confirmed_ = {};
  refusal_ = false;
  text_->setText(text);
  text_->setToolTip(text);
  field_->hide();
  lines_->hide();
  button_->setText(button);
  button_->setVisible(!button.isEmpty());
  setVisible(true);
}

void NoticeBar::say(const QString& text, const QString& button, std::function<void()> act) {
  show(text, button);
  act_ = std::move(act);
}

void NoticeBar::confirm(const QString& text, const QString& button,
                        std::function<void()> confirmed) {
  show(text, button);
  confirmed_ = std::move(confirmed);
}

void NoticeBar::refuse(const QString& text) {
  show(text, {});
  refusal_ = true;
}

void NoticeBar::forgetRefusal() {
  if (!std::exchange(refusal_, false) || isHidden()) return;
  // Nobody asked for it, so the focus stays where it is, unless it is here.
  isAncestorOf(window()->focusWidget()) ? putAway() : hide();
}

void NoticeBar::ask(const QString& text, const QString& value, int most,
                    std::function<void(const QString&)> answered) {
  show(text, {});
  answered_ = std::move(answered);
  field_->setMaxLength(most);
  field_->setText(value);
  field_->setAccessibleName(text);
  field_->show();
  field_->setFocus(Qt::OtherFocusReason);
  field_->selectAll();
}

void NoticeBar::askLines(const QString& text, const QString& value,
                         std::function<void(const QString&)> answered) {
  show(text, tr("Save"));
  answered_ = std::move(answered);
  act_ = [this] { answer(lines_->toPlainText()); };
  lines_->setPlainText(value);
  lines_->setAccessibleName(text);
  lines_->show();
  lines_->setFocus(Qt::OtherFocusReason);
}

void NoticeBar::answer(const QString& typed) {
  const auto answered = std::exchange(answered_, {});
  putAway();
  if (answered) answered(typed);
}

void NoticeBar::putAway() {
  if (isHidden()) return;
  act_ = {};
  answered_ = {};
  confirmed_ = {};
  hide();
  Q_EMIT wentAway();
}

QString NoticeBar::text() const { return isHidden() ? QString() : text_->text(); }

bool NoticeBar::act() {
  const auto act = std::exchange(act_, {});
  if (!act) return false;
  const bool asks = static_cast<bool>(answered_);
  if (!asks) putAway();
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
