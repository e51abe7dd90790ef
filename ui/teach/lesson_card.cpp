// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/lesson_card.h"

#include "ui/run/words.h"
#include "ui/teach/answer_button.h"
#include "ui/teach/lesson_words.h"
#include "ui/teach/plain_words.h"
#include "ui/teach/teach_look.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <utility>

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr double kSmallestScale = 0.7;
constexpr double kScaleStep = 0.05;

using Phase = LessonSession::Phase;

/// Its height follows from its width alone. Broken labels would also ask for the height that they
/// would have in a narrow column.
class Flowing final : public QWidget {
 public:
  using QWidget::QWidget;
  [[nodiscard]] QSize minimumSizeHint() const override { return {0, 0}; }
};

}  // namespace

StepProgress::StepProgress(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("lesson_progress"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StepProgress::show(std::size_t at, std::size_t of) {
  at_ = at;
  of_ = std::max<std::size_t>(of, 1);
  setAccessibleName(tr("Step %1 of %2").arg(at_ + 1).arg(of_));
  update();
}

void StepProgress::paintEvent(QPaintEvent* event) {
  Q_UNUSED(event);
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  const double gap = std::min(5.0, 0.2 * width() / static_cast<double>(of_));
  const double length = (width() - gap * static_cast<double>(of_ - 1)) / static_cast<double>(of_);
  for (std::size_t i = 0; i < of_; ++i) {
    painter.setBrush(i <= at_ ? theme().accent : theme().border);
    painter.drawRoundedRect(QRectF(static_cast<double>(i) * (length + gap), 0, length, height()),
                            height() / 2.0, height() / 2.0);
  }
}

LessonCard::LessonCard(LessonSession& session, QWidget* parent)
    : QFrame(parent),
      session_(session),
      tools_(new QHBoxLayout),
      list_(new QPushButton(tr("‹ Lessons"), this)),
      progress_(new StepProgress(this)),
      number_(label("lesson_step", "secondary", this)),
      scroll_(new QScrollArea(this)),
      inside_(new Flowing),
      title_(label("lesson_title", "title", inside_)),
      text_(label("lesson_text", "lesson", inside_)),
      rule_(new QFrame(inside_)),
      question_(label("lesson_question", "strong", inside_)),
      answers_row_(new QBoxLayout(QBoxLayout::TopToBottom)),
      heading_(label("lesson_verdict", "strong", inside_)),
      outcome_(label("lesson_outcome", "lesson", inside_)),
      look_(label("lesson_look", "secondary", inside_)),
      hint_(label("lesson_hint", "secondary", inside_)),
      back_(new QPushButton(tr("Back"), this)),
      next_(new QPushButton(tr("Next"), this)) {
  setObjectName(QStringLiteral("lesson_card"));
  setProperty("card", true);
  layOut();
  const std::vector<std::pair<QPushButton*, const char*>> buttons = {
      {list_, "lesson_list_button"}, {back_, "lesson_back"}, {next_, "lesson_next"}};
  for (const auto& [button, name] : buttons) {
    button->setObjectName(QLatin1String(name));
    button->setFocusPolicy(Qt::TabFocus);
    button->setAutoDefault(false);
    button->setAccessibleName(button->text());
  }
  list_->setProperty("flat", true);
  list_->setToolTip(tr("Leaves the lesson; its run stays"));
  next_->setProperty("primary", true);
  back_->setToolTip(tr("Page Up, or ← of a presenter"));
  next_->setToolTip(tr("Page Down, or → of a presenter"));
  connect(list_, &QPushButton::clicked, this, &LessonCard::listWanted);
  connect(back_, &QPushButton::clicked, &session_, &LessonSession::back);
  connect(next_, &QPushButton::clicked, &session_, &LessonSession::next);
}

QLabel* LessonCard::label(const char* name, const char* property, QWidget* parent) {
  auto* made = new QLabel(parent);
  made->setObjectName(QLatin1String(name));
  made->setProperty(property, true);
  made->setTextFormat(Qt::PlainText);
  made->setWordWrap(true);
  made->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  return made;
}

void LessonCard::layOut() {
  tools_->addWidget(list_);
  tools_->addStretch(1);
  rule_->setFrameShape(QFrame::NoFrame);
  rule_->setFixedHeight(1);
  auto* column = new QVBoxLayout(inside_);
  column->setContentsMargins(0, 0, 0, 0);
  for (QWidget* part : std::initializer_list<QWidget*>{title_, text_, rule_, question_}) {
    column->addWidget(part);
  }
  column->addLayout(answers_row_);
  for (QLabel* part : {heading_, outcome_, look_, hint_}) column->addWidget(part);
  column->addStretch(1);
  scroll_->setWidgetResizable(true);
  scroll_->setWidget(inside_);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->setFocusPolicy(Qt::NoFocus);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(back_);
  buttons->addStretch(1);
  buttons->addWidget(next_);
  auto* rows = new QVBoxLayout(this);
  rows->addLayout(tools_);
  rows->addWidget(progress_);
  rows->addWidget(number_);
  rows->addWidget(scroll_, 1);
  rows->addLayout(buttons);
}

void LessonCard::addTool(QWidget* tool) { tools_->insertWidget(2, tool); }

void LessonCard::arrange(bool lying, double scale) {
  lying_ = lying;
  scale_ = scale;
  changed_ = true;
  fit();
}

void LessonCard::setLanguage(const std::string& language) {
  language_ = language;
  refresh();
}

void LessonCard::setPlain(QLabel* label, const QString& text) {
  const bool shown = !text.isEmpty();
  if (label->text() == text && label->isHidden() == !shown) return;
  label->setText(text);
  label->setVisible(shown);
  changed_ = true;
}

void LessonCard::refresh() {
  if (!session_.isOpen()) return;
  const Lesson& lesson = session_.lesson();
  const LessonStep& step = session_.step();
  const Phase phase = session_.phase();
  progress_->show(session_.at(), lesson.steps.size());
  setPlain(number_, tr("step %1 of %2").arg(session_.at() + 1).arg(lesson.steps.size()));
  setPlain(title_, flowing(inLanguage(lesson.title, language_)));
  const bool there =
      phase == Phase::kReading || phase == Phase::kGoingOn || phase == Phase::kDecided;
  // Once the question is decided, its text has been read.
  const bool text = there && phase != Phase::kDecided;
  setPlain(text_, text ? flowing(stepText(step, session_.evidences(), language_)) : QString());
  setPlain(question_,
           there && step.ask ? flowing(inLanguage(step.ask->question, language_)) : QString());
  rule_->setVisible(text && step.ask.has_value());
  rule_->setStyleSheet(QStringLiteral("background: %1").arg(theme().border.name()));
  showAnswers();
  showOutcome();
  showButtons();
  if (changed_) fit();
}

void LessonCard::showAnswers() {
  const LessonStep& step = session_.step();
  const Phase phase = session_.phase();
  const bool there = step.ask && (phase == Phase::kReading || phase == Phase::kGoingOn ||
                                  phase == Phase::kDecided);
  const std::size_t count = there ? step.ask->answers.size() : 0;
  while (answers_.size() < count) {
    auto* button = new AnswerButton(inside_);
    const std::size_t index = answers_.size();
    button->setObjectName(QStringLiteral("lesson_answer_%1").arg(index + 1));
    button->setToolTip(tr("Answers the question, as key %1 does").arg(index + 1));
    connect(button, &QPushButton::clicked, &session_, [this, index] { session_.answer(index); });
    answers_row_->addWidget(button, 1);
    answers_.push_back(button);
    changed_ = true;
  }
  const auto given = session_.answered();
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    AnswerButton* button = answers_[i];
    if (button->isHidden() != (i >= count)) changed_ = true;
    button->setVisible(i < count);
    if (i >= count) continue;
    const QString text = flowing(inLanguage(step.ask->answers[i].text, language_));
    if (button->text() != text) changed_ = true;
    button->setAnswer(text);
    button->setGiven(given == i);
    button->setEnabled(phase == Phase::kReading);
  }
}

void LessonCard::showOutcome() {
  const LessonStep& step = session_.step();
  const Phase phase = session_.phase();
  if (!step.ask || phase != Phase::kDecided) {
    for (QLabel* label : {heading_, outcome_, look_}) setPlain(label, {});
  } else {
    const LessonOutcome outcome = decide(step, session_.evidences());
    const QString heading = outcomeHeading(*step.ask, outcome, session_.answered());
    const QString said = flowing(outcomeText(*step.ask, outcome, language_));
    setPlain(heading_, heading);
    // Without numbers the lesson only says what the heading says.
    setPlain(outcome_, outcome.lacking ? QString() : said);
    setPlain(look_, outcome.lacking ? QString() : whereToLook(step));
  }
  QString hint;
  switch (phase) {
    case Phase::kLost:
      hint = tr("The window shows another run. Next starts the lesson's run again.");
      break;
    case Phase::kWaiting:
      hint = session_.held() ? tr("Paused. Next lets the run go on to step %1.")
                             : tr("The run goes on to step %1.");
      hint = hint.arg(grouped(step.stop));
      break;
    case Phase::kReading:
      hint = step.ask ? tr("Answer first, then watch. Next goes on without an answer.") : QString();
      break;
    case Phase::kGoingOn:
      hint = session_.held() ? tr("Paused. Next lets the run go on to step %1.")
                             : tr("The run goes on to step %1.");
      hint = hint.arg(grouped(step.ask->until));
      break;
    case Phase::kDecided:
      break;
  }
  const QString changes = flowing(changesText(session_, language_));
  if (!changes.isEmpty()) hint += (hint.isEmpty() ? QString() : QStringLiteral("\n")) + changes;
  setPlain(hint_, hint);
}

void LessonCard::showButtons() {
  const Phase phase = session_.phase();
  back_->setEnabled(session_.at() > 0 && !session_.starting());
  const bool goes = (phase == Phase::kWaiting || phase == Phase::kGoingOn) && !session_.held();
  next_->setEnabled(!goes);
  const bool last = session_.at() + 1 == session_.lesson().steps.size();
  const bool open = phase == Phase::kReading && session_.step().ask;
  next_->setText(last && !open && (phase == Phase::kReading || phase == Phase::kDecided)
                     ? tr("Finish")
                     : tr("Next"));
  next_->setAccessibleName(next_->text());
}

void LessonCard::resizeEvent(QResizeEvent* event) {
  QFrame::resizeEvent(event);
  changed_ = true;
  fit();
}

int LessonCard::heightAt(int width) const {
  const QMargins margins = layout()->contentsMargins();
  const int inner = width - margins.left() - margins.right();
  int height = margins.top() + margins.bottom();
  height += tools_->sizeHint().height() + progress_->height() + number_->heightForWidth(inner) +
            next_->sizeHint().height() + 4 * layout()->spacing();
  return height + inside_->layout()->totalHeightForWidth(inner);
}

void LessonCard::space(double scale) {
  const int gap = scaled(12, scale);
  layout()->setContentsMargins(gap, gap * 3 / 4, gap, gap * 3 / 4);
  layout()->setSpacing(scaled(6, scale));
  inside_->layout()->setSpacing(scaled(8, scale));
  answers_row_->setSpacing(scaled(6, scale));
  progress_->setFixedHeight(scaled(4, scale));
}

/// Beside each other if the card is low and they have room for their longest words.
void LessonCard::directAnswers() {
  const QMargins margins = layout()->contentsMargins();
  int needed = margins.left() + margins.right();
  for (const AnswerButton* button : answers_) {
    if (button->isHidden()) continue;
    needed += button->minimumSizeHint().width() + answers_row_->spacing();
  }
  const bool beside = lying_ && needed <= width();
  answers_row_->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
  answers_row_->invalidate();
}

// Rather smaller gaps than smaller texts.
void LessonCard::fit() {
  if (width() < 10 || height() < 10) return;
  changed_ = false;
  for (double scale = scale_;; scale -= kScaleStep) {
    fitting_ = scale;
    setTeachSheet(this, scale);
    for (QWidget* part : findChildren<QWidget*>()) {
      part->ensurePolished();  // what was just shown would be measured with another font
      part->updateGeometry();
    }
    for (const double share : {1.0, 0.7, 0.45}) {
      space(share * scale);
      directAnswers();
      inside_->layout()->invalidate();
      const bool fits = heightAt(width()) <= height();
      // A bar that is there makes the text narrower, and would be needed for that.
      scroll_->setVerticalScrollBarPolicy(fits ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
      if (fits) return;
    }
    if (scale - kScaleStep < kSmallestScale) return;
  }
}

}  // namespace emascope::ui
