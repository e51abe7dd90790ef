// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/side_column.h"

#include "ui/controls/look.h"
#include "ui/theme/interface_scale.h"

#include <algorithm>

#include <QEvent>
#include <QGuiApplication>
#include <QLayout>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kSlimmest = 300;
constexpr int kWidest = 520;
constexpr int kSpacing = 10;
constexpr int kAfterDrag = 150;  // ms
constexpr int kLeastTab = 140;   // height of the tabs below a card; what is higher scrolls
// How a card with a plot and the tabs below the cards share the height that is left.
constexpr int kPlotShare = 3;
constexpr int kTabsShare = 2;

/// The height that a card wants at this width.
int heightOf(const QWidget& card, int width) {
  const QLayout* layout = card.layout();
  if (layout == nullptr) return card.sizeHint().height();
  const int wanted = layout->totalSizeHint().height();
  return layout->hasHeightForWidth() ? std::max(wanted, layout->totalHeightForWidth(width))
                                     : wanted;
}

}  // namespace

SideColumn::SideColumn(QWidget* parent)
    : QWidget(parent), scroll_(new QScrollArea(this)), group_(new QTabWidget) {
  auto* page = new QWidget;
  column_ = new QVBoxLayout(page);
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(kSpacing);
  group_->setObjectName(QStringLiteral("side_tabs"));
  group_->setAccessibleName(tr("Cards"));
  group_->setDocumentMode(true);
  group_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);  // its pages scroll
  group_->setMinimumHeight(kLeastTab);
  for (auto* scroller : group_->tabBar()->findChildren<QToolButton*>()) {
    scroller->setAccessibleName(tr("Scroll the tabs"));
    scroller->setAccessibleDescription(tr("Shows the tabs that do not fit"));
  }
  column_->addWidget(group_, kTabsShare);
  column_->addStretch(1);
  group_->hide();
  scroll_->setObjectName(QStringLiteral("side"));
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->setFocusPolicy(Qt::NoFocus);
  scroll_->setWidget(page);
  setMinimumWidth(kSlimmest);
  setMaximumWidth(kWidest);
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(scroll_);
  later_.setSingleShot(true);
  connect(&later_, &QTimer::timeout, this, &SideColumn::fit);
}

void SideColumn::add(QWidget* card, const QString& title, bool grows) {
  Place place{card, title, new QWidget, new QScrollArea, grows};
  auto* around = new QVBoxLayout(place.holder);
  around->setContentsMargins(0, 0, 0, 0);
  around->addWidget(card, grows ? 1 : 0);
  if (!grows) around->addStretch(1);
  place.page->setParent(this);
  place.page->hide();
  place.page->setWidgetResizable(true);
  place.page->setFrameShape(QFrame::NoFrame);
  place.page->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  place.page->setFocusPolicy(Qt::NoFocus);
  card->installEventFilter(this);
  places_.push_back(place);
  insert(places_.size() - 1);
  free_ = places_.size();
  later_.start(0);
}

void SideColumn::insert(std::size_t i) {
  column_->insertWidget(static_cast<int>(i), places_[i].holder, places_[i].grows ? kPlotShare : 0);
}

bool SideColumn::eventFilter(QObject* watched, QEvent* event) {
  switch (event->type()) {
    case QEvent::LayoutRequest:
    case QEvent::ShowToParent:
    case QEvent::HideToParent:
      if (!later_.isActive()) later_.start(0);
      break;
    default:
      break;
  }
  return QWidget::eventFilter(watched, event);
}

void SideColumn::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fit();
  later_.start(0);  // when all sizes have settled
}

void SideColumn::changeEvent(QEvent* event) {
  if (event->type() == QEvent::StyleChange) later_.start(0);
  QWidget::changeEvent(event);
}

void SideColumn::moveInto(QTabWidget* tabs) {
  if (tabs == tabs_) return;
  // So many tabs have little room. Before they come or go, which lays them out.
  setLook((tabs != nullptr ? tabs : tabs_)->tabBar(), "narrow", tabs != nullptr);
  if (tabs != nullptr) {
    stack(places_.size());
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const Place& place = places_[i];
      column_->removeWidget(place.holder);
      place.page->setWidget(place.holder);
      place.holder->show();
      tabs->insertTab(static_cast<int>(i), place.page, place.title);
    }
    tabs->setCurrentIndex(0);
    tabs_ = tabs;
  } else {
    for (const Place& place : places_) {
      tabs_->removeTab(tabs_->indexOf(place.page));
      place.page->setParent(this);
      place.page->hide();
    }
    tabs_ = nullptr;
    there_.clear();
    for (std::size_t i = 0; i < places_.size(); ++i) {
      places_[i].page->takeWidget();
      insert(i);
      places_[i].holder->show();
    }
    free_ = places_.size();
  }
  fit();
}

std::size_t SideColumn::freeCards(int room, int width) const {
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    if (!places_[i].card->isHidden()) shown.push_back(i);
  }
  const int gap = column_->spacing();
  const int bar = group_->tabBar()->sizeHint().height() + 2;
  const auto needed = [&](std::size_t free) {
    int height = 0;
    int tallest = 0;
    for (std::size_t i = 0; i < shown.size(); ++i) {
      const int card = heightOf(*places_[shown[i]].card, width);
      if (i < free) {
        height += card + gap;
      } else {
        tallest = std::max(tallest, card);
      }
    }
    if (free == shown.size()) return height - gap;
    // A card stays where it is, whatever those in the tabs say at the moment.
    return height + bar + std::min(tallest, scaled(kLeastTab));
  };
  std::size_t free = shown.size();
  // The first card does not go away when it unfolds; the column scrolls then.
  while (free > 1 && needed(free) > room) {
    --free;
    if (free + 1 == shown.size() && free > 1) --free;  // a single tab would not make it fit
  }
  return free == shown.size() ? places_.size() : shown[free];
}

void SideColumn::fit() {
  if (tabs_ != nullptr) {
    for (const Place& place : places_) {
      tabs_->setTabVisible(tabs_->indexOf(place.page), !place.card->isHidden());
    }
    return;
  }
  // Nothing moves away from under the pointer.
  if (QGuiApplication::mouseButtons() != Qt::NoButton) return later_.start(kAfterDrag);
  stack(freeCards(scroll_->viewport()->height(), scroll_->viewport()->width()));
}

void SideColumn::stack(std::size_t free) {
  std::vector<bool> there;
  for (const Place& place : places_) there.push_back(!place.card->isHidden());
  if (free == free_ && there == there_) return;
  // A card that was in view stays in view: it is the current tab.
  const QWidget* current = group_->currentWidget();
  for (std::size_t i = std::min(free_, places_.size()); i-- > free;) {
    if (there[i]) current = places_[i].page;
  }
  there_ = there;
  free_ = free;
  setUpdatesEnabled(false);
  QWidget* focused = window()->focusWidget();
  while (group_->count() > 0) {
    QWidget* page = group_->widget(0);
    group_->removeTab(0);
    page->setParent(this);
    page->hide();
  }
  for (std::size_t i = 0; i < places_.size(); ++i) {
    const Place& place = places_[i];
    if (i < free) {
      if (place.page->widget() != nullptr) place.page->takeWidget();
      insert(i);
      place.holder->setVisible(there[i]);
    } else {
      column_->removeWidget(place.holder);
      place.page->setWidget(place.holder);
      place.holder->show();
      const int at = group_->addTab(place.page, place.title);
      group_->setTabVisible(at, there[i]);
      if (place.page == current) group_->setCurrentIndex(at);
    }
  }
  group_->setVisible(group_->count() > 0);
  column_->setStretch(column_->count() - 1, group_->count() > 0 ? 0 : 1);
  setUpdatesEnabled(true);
  // A widget that is moved loses the focus.
  if (focused != nullptr && isAncestorOf(focused) && focused->isVisibleTo(window())) {
    focused->setFocus(Qt::OtherFocusReason);
  }
}

}  // namespace emascope::ui
