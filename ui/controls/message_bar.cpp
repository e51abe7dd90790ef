// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/message_bar.h"

#include "ui/controls/focus_home.h"

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
      action_(new QPushButton(this)),
      next_(new QToolButton(this)) {
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
  next_->setObjectName(QStringLiteral("message_next"));
  next_->setToolTip(tr("Show the next message"));
  auto* close = new QToolButton(this);
  close->setText(QStringLiteral("×"));
  close->setAccessibleName(tr("Dismiss"));
  close->setObjectName(QStringLiteral("message_close"));
  // Clicks do not move the focus, because the clicked button may be hidden at once.
  for (QWidget* button : std::initializer_list<QWidget*>{action_, next_, close}) {
    button->setFocusPolicy(Qt::TabFocus);
  }
  auto* words = new QVBoxLayout;
  words->addWidget(text_);
  words->addWidget(details_);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 8, 8, 8);
  row->addLayout(words, 1);
  row->addWidget(action_, 0, Qt::AlignTop);
  row->addWidget(next_, 0, Qt::AlignTop);
  row->addWidget(close, 0, Qt::AlignTop);
  connect(close, &QToolButton::clicked, this, &MessageBar::closeShown);
  connect(action_, &QPushButton::clicked, this, &MessageBar::act);
  connect(next_, &QToolButton::clicked, this, [this] {
    shown_ = (shown_ + 1) % said_.size();
    show();
  });
  hide();
}

MessageBar::Place MessageBar::of(const QString& topic) {
  return std::find_if(said_.begin(), said_.end(),
                      [&topic](const Said& said) { return said.topic == topic; });
}

void MessageBar::tell(const QString& topic, const Message& message) {
  if (const auto before = of(topic); before != said_.end()) said_.erase(before);
  said_.insert(said_.begin(), {topic, message, /*stays=*/false});
  shown_ = 0;  // show the new message, which may need an answer
  show();
}

void MessageBar::warn(const QString& topic, const Message& message) {
  const auto before = of(topic);
  if (before != said_.end() && before->message.text == message.text &&
      before->message.details == message.details) {
    return;
  }
  if (before != said_.end()) said_.erase(before);
  const auto place =
      std::find_if(said_.begin(), said_.end(), [](const Said& said) { return said.stays; });
  said_.insert(place, {topic, message, /*stays=*/true});
  shown_ = 0;
  show();
}

void MessageBar::settle(const QString& topic) {
  const auto over = of(topic);
  if (over == said_.end()) return;
  said_.erase(over);
  shown_ = 0;
  show();
}

void MessageBar::putAway() {
  std::erase_if(said_, [](const Said& said) { return !said.stays; });
  shown_ = 0;
  show();
}

void MessageBar::show() {
  const QWidget* focused = window()->focusWidget();
  const bool within = focused && isAncestorOf(focused);
  if (said_.empty()) {
    if (within) giveFocusBack(this);
    return hide();
  }
  const Message& message = said_[shown_].message;
  const bool several = said_.size() > 1;
  const bool gone =
      (focused == action_ && message.action.isEmpty()) || (focused == next_ && !several);
  if (gone) giveFocusBack(this);
  text_->setText(message.text);
  details_->setText(message.details);
  details_->setVisible(!message.details.isEmpty());
  action_->setText(message.action);
  action_->setVisible(!message.action.isEmpty());
  next_->setText(tr("%1 of %2 ›").arg(shown_ + 1).arg(said_.size()));
  next_->setAccessibleName(tr("Message %1 of %2, show the next").arg(shown_ + 1).arg(said_.size()));
  next_->setVisible(several);
  setAccessibleName(message.text);
  setVisible(true);
}

void MessageBar::closeShown() {
  if (said_.empty()) return;
  said_.erase(said_.begin() + static_cast<std::ptrdiff_t>(shown_));
  shown_ = 0;
  show();
}

void MessageBar::act() {
  const auto wanted = said_.empty() ? nullptr : said_[shown_].message.act;
  giveFocusBack(this);
  closeShown();
  if (wanted) wanted();
}

QString MessageBar::text() const { return isHidden() ? QString() : text_->text(); }

QString MessageBar::details() const { return isHidden() ? QString() : details_->text(); }

}  // namespace emascope::ui
