// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/side_column.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kWidth = 336;
constexpr int kSlimmest = 300;
constexpr int kLeastScrolled = 90;  // keeps part of the scrolling cards visible
constexpr int kSpacing = 10;

}  // namespace

SideColumn::SideColumn(QWidget* parent)
    : QWidget(parent),
      scroll_(new QScrollArea(this)),
      page_(new QWidget),
      column_(new QVBoxLayout(page_)),
      parts_(new QBoxLayout(QBoxLayout::TopToBottom, this)) {
  scroll_->setObjectName(QStringLiteral("side"));
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->setMinimumSize(kSlimmest, kLeastScrolled);
  scroll_->setFocusPolicy(Qt::NoFocus);
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(kSpacing);
  column_->addStretch(1);
  scroll_->setWidget(page_);
  parts_->setContentsMargins(0, 0, 0, 0);
  parts_->setSpacing(kSpacing);
  parts_->addWidget(scroll_, 1);
}

QSize SideColumn::sizeHint() const { return {kWidth, QWidget::sizeHint().height()}; }

void SideColumn::add(QWidget* card) { column_->insertWidget(column_->count() - 1, card); }

void SideColumn::setWhole(QWidget* card) {
  whole_ = card;
  parts_->addWidget(whole_);
}

void SideColumn::place(Place place) {
  if (place == place_ || !whole_) return;
  place_ = place;
  parts_->removeWidget(whole_);
  column_->removeWidget(whole_);
  if (place == Place::kInside) {
    whole_->setMaximumWidth(QWIDGETSIZE_MAX);
    add(whole_);
    whole_->show();
    return;
  }
  const bool row = place == Place::kRow;
  parts_->setDirection(row ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
  whole_->setMaximumWidth(row ? kWidth : QWIDGETSIZE_MAX);
  parts_->addWidget(whole_, row ? 1 : 0, row ? Qt::AlignTop : Qt::Alignment());
  whole_->show();
}

}  // namespace emascope::ui
