// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/lesson_list.h"

#include "ui/teach/lesson_words.h"
#include "ui/teach/plain_words.h"
#include "ui/teach/teach_look.h"

#include <algorithm>

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr double kTileWidth = 270.0;  // at least
constexpr int kMostColumns = 3;

}  // namespace

LessonTile::LessonTile(QWidget* parent)
    : QPushButton(parent),
      title_(new QLabel(this)),
      about_(new QLabel(this)),
      progress_(new QLabel(this)) {
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  setAutoDefault(false);
  title_->setProperty("strong", true);
  progress_->setProperty("secondary", true);
  progress_->setObjectName(QStringLiteral("lesson_done"));
  auto* column = new QVBoxLayout(this);
  for (QLabel* label : {title_, about_, progress_}) {
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    column->addWidget(label);
  }
  column->insertStretch(2, 1);
}

void LessonTile::show(const Lesson& lesson, std::size_t done, const std::string& language) {
  title_->setText(flowing(inLanguage(lesson.title, language)));
  about_->setText(flowing(teaserText(lesson, language)));
  QString progress = lengthText(lesson);
  if (done >= lesson.steps.size()) {
    progress += tr(" · completed");
  } else if (done > 0) {
    progress += tr(" · %1 of %2 completed").arg(done).arg(lesson.steps.size());
  }
  progress_->setText(progress);
  setAccessibleName(title_->text());
  setAccessibleDescription(about_->text() + QLatin1Char('\n') + progress);
  updateGeometry();
}

void LessonTile::setScale(double scale) {
  const int gap = scaled(10, scale);
  layout()->setContentsMargins(gap, gap, gap, gap);
  layout()->setSpacing(scaled(4, scale));
}

QSize LessonTile::sizeHint() const { return layout()->sizeHint(); }
QSize LessonTile::minimumSizeHint() const { return layout()->minimumSize(); }
int LessonTile::heightForWidth(int width) const { return layout()->totalHeightForWidth(width); }

void LessonTile::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return click();
  QPushButton::keyPressEvent(event);
}

LessonList::LessonList(QWidget* parent)
    : QWidget(parent),
      head_(new QHBoxLayout),
      title_(new QLabel(tr("Lessons"), this)),
      refusal_(new QLabel(this)),
      empty_(new QLabel(tr("Lessons appear when the engine is running."), this)),
      open_(new QPushButton(tr("Open lesson…"), this)),
      scroll_(new QScrollArea(this)),
      inside_(new QWidget),
      grid_(new QGridLayout(inside_)) {
  setObjectName(QStringLiteral("lesson_list"));
  title_->setProperty("title", true);
  refusal_->setObjectName(QStringLiteral("lesson_refusal"));
  refusal_->setProperty("bad", true);
  refusal_->setTextFormat(Qt::PlainText);
  refusal_->setWordWrap(true);
  refusal_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  refusal_->hide();
  empty_->setProperty("secondary", true);
  open_->setObjectName(QStringLiteral("lesson_open"));
  open_->setAccessibleName(open_->text());
  open_->setAutoDefault(false);
  open_->setToolTip(tr("A lesson file of your own; docs/lessons.md describes it"));
  connect(open_, &QPushButton::clicked, this, &LessonList::openWanted);
  head_->addWidget(title_);
  head_->addStretch(1);
  head_->addWidget(open_);
  scroll_->setWidget(inside_);
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* rows = new QVBoxLayout(this);
  rows->addLayout(head_);
  rows->addWidget(refusal_);
  rows->addWidget(empty_);
  rows->addWidget(scroll_, 1);
}

void LessonList::show(const std::vector<Lesson>& lessons, const std::vector<std::size_t>& done,
                      const std::string& language) {
  count_ = lessons.size();
  empty_->setVisible(count_ == 0);
  while (tiles_.size() < count_) {
    auto* tile = new LessonTile(inside_);
    const std::size_t index = tiles_.size();
    tile->setObjectName(QStringLiteral("lesson_tile_%1").arg(index + 1));
    tile->setScale(scale_);
    connect(tile, &QPushButton::clicked, this, [this, index] { Q_EMIT chosen(index); });
    tiles_.push_back(tile);
  }
  for (std::size_t i = 0; i < tiles_.size(); ++i) {
    if (i < count_) tiles_[i]->show(lessons[i], done[i], language);
  }
  place();
}

void LessonList::setScale(double scale) {
  scale_ = scale;
  const int gap = scaled(12, scale);
  layout()->setContentsMargins(gap, gap, gap, gap);
  layout()->setSpacing(gap);
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setSpacing(gap);
  for (LessonTile* tile : tiles_) tile->setScale(scale);
  place();
}

void LessonList::showRefusal(const QString& reason) {
  refusal_->setText(flowing(reason));
  refusal_->setVisible(!reason.isEmpty());
}

void LessonList::focusFirst() {
  if (count_ > 0) tiles_.front()->setFocus();
}

void LessonList::addTool(QWidget* tool) { head_->insertWidget(2, tool); }

void LessonList::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  place();
}

void LessonList::place() {
  const int columns = std::clamp(width() / scaled(kTileWidth, scale_), 1, kMostColumns);
  for (LessonTile* tile : tiles_) grid_->removeWidget(tile);
  for (int column = 0; column < kMostColumns; ++column) {
    grid_->setColumnStretch(column, column < columns ? 1 : 0);
  }
  for (std::size_t i = 0; i < tiles_.size(); ++i) {
    tiles_[i]->setVisible(i < count_);
    const int index = static_cast<int>(i);
    if (i < count_) grid_->addWidget(tiles_[i], index / columns, index % columns);
  }
  // The rows are equal and fill most of the page.
  const int rows = (static_cast<int>(count_) + columns - 1) / columns;
  const int all = std::max(rows, grid_->rowCount());
  for (int row = 0; row < all; ++row) grid_->setRowStretch(row, row < rows ? 2 : 0);
  grid_->setRowStretch(rows, 1);
}

}  // namespace emascope::ui
