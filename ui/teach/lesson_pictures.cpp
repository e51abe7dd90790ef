// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/lesson_pictures.h"

#include "core/protocol/commands.h"
#include "core/protocol/events.h"
#include "ui/panels/picture_requester.h"
#include "ui/pictures/paint_picture.h"
#include "ui/pictures/picture_arrays.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/words.h"
#include "ui/teach/answer_button.h"
#include "ui/teach/plain_words.h"
#include "ui/teach/teach_look.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <utility>

#include <QBoxLayout>
#include <QFrame>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace emascope::ui {
namespace {

constexpr double kThick = 1.4;  // lines and dots are seen from the last row

}  // namespace

LessonPicture::LessonPicture(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  setMinimumSize(60, 48);
}

void LessonPicture::show(const TaskPicture& picture, const TaskPicture& beside,
                         const QColor& color) {
  picture_ = picture;
  beside_ = beside.kind == picture.kind && checkPicture(beside) ? beside : picture;
  color_ = color;
  const Status drawable = checkPicture(picture_);
  reason_ = drawable ? QString() : QString::fromStdString(drawable.error().message());
  setAccessibleDescription(said(picture_.title));
  setToolTip(said(picture_.title));
  update();
}

void LessonPicture::showReason(const QString& reason) {
  picture_ = {};
  reason_ = reason;
  setAccessibleDescription(reason);
  setToolTip({});
  update();
}

void LessonPicture::setScale(double scale) {
  if (scale == scale_) return;
  scale_ = scale;
  update();
}

void LessonPicture::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  if (!reason_.isEmpty()) {
    painter.setFont(lessonFont(kSmallText, scale_));
    painter.setPen(theme().secondary);
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, reason_);
    return;
  }
  if (picture_.kind.empty()) return;
  const PictureSizes sizes{kThick * scale_, kSmallText * scale_};
  QRectF area(rect());
  if (!isWide(picture_)) {
    // pictureHeight() grows with the width, so that the largest width that fits is found directly.
    const double ratio = pictureHeight(picture_, 1000, sizes) / 1000.0;
    const double width = std::min<double>(area.width(), area.height() / ratio);
    area = QRectF((area.width() - width) / 2, 0.0, width, width * ratio);
  }
  paintPicture(painter, area, picture_, beside_, color_, sizes);
}

LessonPictures::LessonPictures(const PanelContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      requester_(new PictureRequester(
          *context.controller, [this] { return labelOf(1); }, [this] { return watched(); }, this)),
      switch_(new QWidget(this)),
      rows_(new QVBoxLayout(this)),
      sides_layout_(new QBoxLayout(QBoxLayout::TopToBottom)) {
  setObjectName(QStringLiteral("lesson_pictures"));
  requester_->setFirst([this] { return labelOf(0); });
  auto* choosers = new QHBoxLayout(switch_);
  choosers->setContentsMargins(0, 0, 0, 0);
  sides_ = {addSide("left"), addSide("right")};
  for (std::size_t side = 0; side < 2; ++side) {
    choosers->addWidget(sides_[side].chooser, 1);
    sides_layout_->addWidget(sides_[side].card, 1);
    connect(sides_[side].chooser, &QPushButton::clicked, this, [this, side] { choose(side); });
  }
  rows_->setContentsMargins(0, 0, 0, 0);
  rows_->addWidget(switch_);
  rows_->addLayout(sides_layout_, 1);
  connect(requester_, &PictureRequester::renewed, this, &LessonPictures::renew);
  choose(chosen_);
}

LessonPictures::Side LessonPictures::addSide(const char* name) {
  Side side;
  const QString suffix = QLatin1String(name);
  side.card = new QFrame(this);
  side.card->setProperty("card", true);
  side.card->setObjectName(QStringLiteral("lesson_picture_card_") + suffix);
  side.name = new QLabel(side.card);
  side.name->setObjectName(QStringLiteral("lesson_picture_name_") + suffix);
  side.name->setTextFormat(Qt::PlainText);
  side.name->setWordWrap(true);
  side.name->setProperty("strong", true);
  side.picture = new LessonPicture(side.card);
  side.picture->setObjectName(QStringLiteral("lesson_picture_") + suffix);
  side.loss = new QLabel(side.card);
  side.loss->setObjectName(QStringLiteral("lesson_picture_loss_") + suffix);
  side.loss->setTextFormat(Qt::PlainText);
  side.loss->setProperty("secondary", true);
  side.loss->setWordWrap(true);
  auto* column = new QVBoxLayout(side.card);
  column->addWidget(side.name);
  column->addWidget(side.picture, 1);
  column->addWidget(side.loss);
  side.chooser = new AnswerButton(switch_);
  side.chooser->setObjectName(QStringLiteral("lesson_show_") + suffix);
  side.chooser->setProperty("segment", true);
  side.chooser->setToolTip(tr("Shows the picture with these weights"));
  return side;
}

std::string LessonPictures::labelOf(std::size_t side) const {
  if (!lines_) return side == 0 ? kRawLine : std::string();
  const std::string& label = side == 0 ? lines_->first.label : lines_->second.label;
  const RunRecord& record = context_.controller->record();
  const int index = record.trackIndex(label);
  const bool there = index >= 0 && static_cast<std::size_t>(index) < record.alive;
  if (label == kSynthesisLine && !synthesis_.empty()) return synthesis_;
  if (label == kRawLine || there) return label;
  return side == 0 ? kRawLine : std::string();
}

void LessonPictures::setSynthesis(const std::string& of) {
  if (of == synthesis_) return;
  synthesis_ = of;
  // The picture before stays until the new one is there.
  of.empty() ? requester_->tracksChanged() : requester_->renewSoon();
}

void LessonPictures::arrange(Arrangement arrangement, double scale) {
  arrangement_ = arrangement;
  scale_ = scale;
  const int gap = scaled(8, scale);
  rows_->setSpacing(gap / 2);
  sides_layout_->setSpacing(gap);
  for (const Side& side : sides_) {
    side.card->layout()->setContentsMargins(gap, gap, gap, gap);
    side.card->layout()->setSpacing(scaled(3, scale));
    side.picture->setScale(scale);
  }
  sides_layout_->setDirection(arrangement == Arrangement::kAbove ? QBoxLayout::TopToBottom
                                                                 : QBoxLayout::LeftToRight);
  choose(chosen_);
}

void LessonPictures::choose(std::size_t side) {
  chosen_ = side;
  const bool switched = arrangement_ == Arrangement::kSwitched;
  const bool second = requester_->track().has_value();
  switch_->setVisible(switched && second);
  for (std::size_t i = 0; i < 2; ++i) {
    sides_[i].chooser->setGiven(i == chosen_);
    const bool wanted = !switched || i == (second ? chosen_ : 0);
    sides_[i].card->setVisible(wanted && (i == 0 || second));
    sides_[i].name->setVisible(!switched || !second);
  }
}

void LessonPictures::show(const std::optional<std::pair<LessonLine, LessonLine>>& lines,
                          bool live) {
  const bool same = live == live_ && lines.has_value() == lines_.has_value() &&
                    (!lines || (lines->first.label == lines_->first.label &&
                                lines->second.label == lines_->second.label));
  lines_ = lines;
  live_ = live;
  if (!same) requester_->tracksChanged();
  renew();
}

bool LessonPictures::any() const {
  return live_ && lines_ && (requester_->raw().has_value() || !whyNone().isEmpty());
}

QString LessonPictures::whyNone() const {
  const RunController& controller = *context_.controller;
  const std::string_view kind = commandKind(command::Render{});
  if (controller.catalog().presets.empty() || controller.understands(kind)) return {};
  return tr("This engine does not know the command %1.").arg(QStringLiteral("render"));
}

/// They are hidden as long as there are none.
bool LessonPictures::watched() const {
  return live_ && lines_ && parentWidget()->isVisible() && !window()->isMinimized();
}

void LessonPictures::lookedAt() { requester_->lookedAt(); }

void LessonPictures::renew() {
  if (any() != any_) {
    any_ = any();
    Q_EMIT anyChanged();
  }
  if (!any_) return;
  if (!requester_->raw()) {
    sides_[0].picture->showReason(whyNone());
    sides_[0].name->setText(flowing(lines_->first.name));
    sides_[0].loss->clear();
    return choose(0);
  }
  const auto& first = *requester_->raw();
  const auto& second = requester_->track();
  const auto fill = [this](std::size_t i, const event::Rendered& picture,
                           const event::Rendered& beside) {
    const LessonLine& line = i == 0 ? lines_->first : lines_->second;
    sides_[i].picture->show(picture.picture, beside.picture, line.color);
    sides_[i].picture->setAccessibleName(tr("Picture with the weights: %1").arg(line.name));
    sides_[i].name->setText(flowing(line.name));
    sides_[i].chooser->setAnswer(flowing(line.name));
    const QString color = QStringLiteral("color: %1").arg(line.text.name());
    if (sides_[i].name->styleSheet() != color) sides_[i].name->setStyleSheet(color);
  };
  fill(0, first, second ? *second : first);
  if (second) fill(1, *second, first);
  choose(chosen_);
  refresh();
  layOutNow();
}

/// Otherwise a text that has become higher, such as a name in Chinese letters, would be cut until
/// the next event.
void LessonPictures::layOutNow() {
  switch_->layout()->activate();
  for (const Side& side : sides_) side.card->layout()->activate();
  rows_->activate();
}

void LessonPictures::refresh() {
  if (!any() || !requester_->raw()) return;
  const RunRecord& record = context_.controller->record();
  if (record.points.empty()) return;
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& picture = i == 0 ? requester_->raw() : requester_->track();
    if (!picture) continue;
    // The loss of the evaluation that the picture belongs to, or of the last one before it.
    const auto after = std::ranges::upper_bound(record.points, picture->step, {}, &EvalPoint::step);
    const EvalPoint* point = after == record.points.begin() ? &*after : &*std::prev(after);
    const double loss = lossAt(record, *point, picture->of);
    QString text = tr("step %1").arg(grouped(picture->step));
    if (std::isfinite(loss)) {
      text = point->step == picture->step
                 ? tr("loss %1 · step %2").arg(shortNumber(loss), grouped(picture->step))
                 : tr("step %1 · loss %2 at %3")
                       .arg(grouped(picture->step), shortNumber(loss), grouped(point->step));
    }
    if (picture->picture.kind == "curve") text += QLatin1Char('\n') + tr("dashed: the truth");
    sides_[i].loss->setText(text);
  }
}

}  // namespace emascope::ui
