// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/stored_banner.h"

#include "ui/theme/interface_scale.h"

#include <algorithm>

#include <QBoxLayout>
#include <QEvent>

namespace emascope::ui {
namespace {

constexpr ScaledPixels kLeastWords = {180};
constexpr int kBetween = 10;

}  // namespace

StoredBanner::StoredBanner(QWidget* parent)
    : QFrame(parent),
      both_(new QBoxLayout(QBoxLayout::LeftToRight, this)),
      words_(new QHBoxLayout),
      buttons_(new QHBoxLayout) {
  setProperty("hint", true);
  both_->setContentsMargins(12, 4, 8, 4);
  for (QBoxLayout* row :
       {both_, static_cast<QBoxLayout*>(words_), static_cast<QBoxLayout*>(buttons_)}) {
    row->setSpacing(kBetween);
  }
  both_->addLayout(words_, 1);
  both_->addLayout(buttons_);
  both_->setAlignment(buttons_, Qt::AlignRight);
}

void StoredBanner::addWords(QWidget* words, int stretch) { words_->addWidget(words, stretch); }

void StoredBanner::addButton(QWidget* button) { buttons_->addWidget(button); }

QSize StoredBanner::minimumSizeHint() const {
  const QMargins around = both_->contentsMargins();
  const int width = std::max(words_->minimumSize().width(), buttons_->minimumSize().width());
  return {width + around.left() + around.right(), QFrame::minimumSizeHint().height()};
}

void StoredBanner::arrange() {
  const QMargins around = both_->contentsMargins();
  const int needed = around.left() + words_->minimumSize().width() + kLeastWords + kBetween +
                     buttons_->minimumSize().width() + around.right();
  both_->setDirection(needed <= width() ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

bool StoredBanner::event(QEvent* event) {
  if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest) arrange();
  return QFrame::event(event);
}

}  // namespace emascope::ui
