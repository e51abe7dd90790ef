// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/message_bar.h"

#include "ui/theme/theme.h"

#include <algorithm>
#include <utility>

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace emascope::ui {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      text_(new QLabel(this)),
      details_(new QLabel(this)),
      action_(new QPushButton(this)) {
  setProperty("message", true);
  setProperty("trouble", true);
  setObjectName(QStringLiteral("message_bar"));
  text_->setTextFormat(Qt::PlainText);
  text_->setWordWrap(true);
  text_->setProperty("heading", true);
  details_->setTextFormat(Qt::PlainText);
  details_->setProperty("secondary", true);
  details_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  details_->setWordWrap(true);
  action_->setObjectName(QStringLiteral("message_action"));
  auto* close = new QToolButton(this);
  close->setText(QStringLiteral("×"));
  close->setAccessibleName(tr("Put this message away"));
  auto* words = new QVBoxLayout;
  words->addWidget(text_);
  words->addWidget(details_);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 8, 8, 8);
  row->addLayout(words, 1);
  row->addWidget(action_, 0, Qt::AlignTop);
  row->addWidget(close, 0, Qt::AlignTop);
  close->setObjectName(QStringLiteral("message_close"));
  connect(close, &QToolButton::clicked, this, &MessageBar::closeShown);
  connect(action_, &QPushButton::clicked, this, [this] {
    const auto act = told_ ? told_->act : nullptr;
    closeShown();
    if (act) act();
  });
  hide();
}

void MessageBar::tell(const QString& text, const QString& details, const QString& action,
                      std::function<void()> act) {
  told_ = Message{text, details, action, std::move(act)};
  show();
}

void MessageBar::warn(const QString& text, const QString& details) {
  const bool known = std::any_of(warnings_.begin(), warnings_.end(), [&](const Message& message) {
    return message.text == text && message.details == details;
  });
  if (!known) warnings_.push_back({text, details, {}, {}});
  show();
}

/// What was told last is on top, as it may want an answer; then the latest warning.
void MessageBar::show() {
  if (!told_ && warnings_.empty()) return hide();
  const Message& message = told_ ? *told_ : warnings_.back();
  text_->setText(message.text);
  details_->setText(message.details);
  details_->setVisible(!message.details.isEmpty());
  action_->setText(message.action);
  action_->setVisible(!message.action.isEmpty());
  setAccessibleName(message.text);
  setVisible(true);
}

void MessageBar::putAway() {
  told_.reset();
  show();
}

void MessageBar::closeShown() {
  if (told_) {
    told_.reset();
  } else if (!warnings_.empty()) {
    warnings_.pop_back();
  }
  show();
}

QString MessageBar::text() const { return isHidden() ? QString() : text_->text(); }

QString MessageBar::details() const { return isHidden() ? QString() : details_->text(); }

}  // namespace emascope::ui
