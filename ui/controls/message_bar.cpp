// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/message_bar.h"

#include "ui/theme/theme.h"

#include <utility>

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace emascope::ui {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent),
      text_(new QLabel(this)),
      details_(new QLabel(this)),
      action_(new QPushButton(this)) {
  setProperty("message", true);
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
  connect(close, &QToolButton::clicked, this, &MessageBar::putAway);
  connect(action_, &QPushButton::clicked, this, [this] {
    const auto act = act_;
    putAway();
    if (act) act();
  });
  hide();
}

void MessageBar::tell(const QString& text, const QString& details, const QString& action,
                      std::function<void()> act) {
  text_->setText(text);
  details_->setText(details);
  details_->setVisible(!details.isEmpty());
  action_->setText(action);
  action_->setVisible(!action.isEmpty());
  act_ = std::move(act);
  setAccessibleName(text);
  setTrouble(true);
  show();
}

void MessageBar::inform(const QString& text) {
  tell(text);
  setTrouble(false);
}

void MessageBar::setTrouble(bool trouble) {
  setProperty("trouble", trouble);
  style()->unpolish(this);
  style()->polish(this);
}

void MessageBar::putAway() {
  act_ = {};
  hide();
}

QString MessageBar::text() const { return isHidden() ? QString() : text_->text(); }

}  // namespace emascope::ui
