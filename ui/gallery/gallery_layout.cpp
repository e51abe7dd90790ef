// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the parts of the gallery stand.
#include "ui/gallery/gallery.h"
#include "ui/gallery/gallery_card.h"
#include "ui/gallery/gallery_sizes.h"
#include "ui/theme/interface_scale.h"

#include <algorithm>
#include <utility>

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>

namespace emascope::ui {
namespace {

constexpr ScaledPixels kWide = {1180};  // a window from this width on has three columns
constexpr ScaledPixels kBetweenRecent = {4};
constexpr ScaledPixels kSideWidth = {272};
constexpr ScaledPixels kLeastPicture = {64};
constexpr ScaledPixels kMostPicture = {118};

}  // namespace

void Gallery::setRecent(std::vector<GalleryCard*> runs, const QString& note) {
  const GalleryCard* focused = focusedCard();
  const bool had_focus =
      focused != nullptr && std::find(recent_.begin(), recent_.end(), focused) != recent_.end();
  for (GalleryCard* run : std::exchange(recent_, std::move(runs))) {
    run->hide();
    run->deleteLater();
  }
  for (GalleryCard* run : recent_) {
    run->setParent(body_);
    connect(run, &QAbstractButton::clicked, this, &Gallery::putAway);
  }
  recent_note_->setText(note);
  filter(filter_->text());
  if (had_focus && isOpen()) holdFocus();
}

/// Three columns and "Yours" beside them, or two columns and "Yours" above.
void Gallery::arrange() {
  const bool wide = scrim_->width() >= kWide;
  count_->setVisible(wide || !filter_->text().isEmpty());
  const int width =
      std::max(0, scroll_->viewport()->width() - scaled(12));  // room for the scroll bar
  const int columns = wide ? 3 : 2;
  const int room = wide ? width - kSideWidth - kSpace - scaled(6) : width;
  for (GalleryCard* run : recent_) run->setVisible(wide && run->matches(filter_->text()));
  recent_title_->setVisible(wide && !recent_note_->text().isEmpty());
  recent_note_->setVisible(wide && !recent_note_->text().isEmpty());
  const int top = wide ? 0 : placeYoursAbove(width);
  const int bottom =
      placeCards(top, std::max(0, (room - (columns - 1) * kSpace) / columns), columns);
  const int whole = wide ? placeYoursBeside(width, bottom) : bottom;
  body_->resize(scroll_->viewport()->width(), whole);
}

/// Returns where the cards begin.
int Gallery::placeYoursAbove(int width) {
  const bool yours = own_->isVisibleTo(body_);
  const QSize box = at_start_->sizeHint();
  const int own_width = yours ? width - box.width() - kSpace : 0;
  const int title = yours_->sizeHint().height();
  yours_->setGeometry(0, 0, own_width, title);
  own_->setGeometry(0, title + kAfterTitle, own_width, own_->wordsHeight(own_width));
  at_start_->setGeometry(width - box.width(), yours ? own_->geometry().center().y() : 0,
                         box.width(), box.height());
  return (yours ? own_->geometry().bottom() + 1 : box.height()) + kSpace;
}

/// Beside cards that end at `bottom`. Returns where both end.
int Gallery::placeYoursBeside(int width, int bottom) {
  const int left = width - kSideWidth;
  const int title = yours_->sizeHint().height();
  const int box = at_start_->sizeHint().height();
  yours_->setGeometry(left, 0, kSideWidth, title);
  own_->setGeometry(left, title + kAfterTitle, kSideWidth, own_->wordsHeight(kSideWidth));
  const int above = placeRecent(left, own_->geometry().bottom() + 1 + kSpace);
  const int whole = std::max(bottom, above + box);
  at_start_->setGeometry(left, whole - box, kSideWidth, box);
  return whole;
}

/// Returns where what comes below them begins.
int Gallery::placeRecent(int left, int top) {
  const bool any = !recent_note_->text().isEmpty();
  if (!any) return top;
  const int title = recent_title_->sizeHint().height();
  recent_title_->setGeometry(left, top, kSideWidth, title);
  top += title + kAfterTitle;
  for (GalleryCard* run : recent_) {
    if (!run->isVisibleTo(body_)) continue;
    const int height = run->wordsHeight(kSideWidth);
    run->setGeometry(left, top, kSideWidth, height);
    top += height + kBetweenRecent;
  }
  const int note = recent_note_->heightForWidth(kSideWidth);
  recent_note_->setGeometry(left, top + kBetweenRecent, kSideWidth, note);
  return top + 2 * kBetweenRecent + note + kSpace;
}

/// Returns where they end.
int Gallery::placeCards(int top, int width, int columns) {
  int words = 0;
  for (const DemoCard* card : cards_) words = std::max(words, card->wordsHeight(width));
  const int rows = std::max(1, (static_cast<int>(cards_.size()) + columns - 1) / columns);
  // Three columns fit into the frame if they can; of two the frame shows a part.
  const int fitting = (scroll_->viewport()->height() - (rows - 1) * kSpace) / rows - words;
  const int picture =
      columns == 3 ? std::clamp<int>(fitting, kLeastPicture, kMostPicture) : int{kMostPicture};
  const int height = words + picture;
  int place = 0;
  for (DemoCard* card : cards_) {
    if (!card->isVisibleTo(body_)) continue;
    const int row = place / columns;
    card->setGeometry((place - row * columns) * (width + kSpace), top + row * (height + kSpace),
                      width, height);
    ++place;
  }
  const int shown_rows = (place + columns - 1) / columns;
  return top + std::max(0, shown_rows * (height + kSpace) - kSpace);
}

}  // namespace emascope::ui
