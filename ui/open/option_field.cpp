// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/open/option_field.h"

#include "ui/controls/quiet_combo.h"
#include "ui/open/dropped.h"
#include "ui/open/option_words.h"
#include "ui/open/path_picker.h"
#include "ui/run/said.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <string_view>

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QFontMetrics>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStyle>

namespace emascope::ui {
namespace {

constexpr int kLinesHeight = 50;
constexpr int kErrorLines = 6;  // seen at once

bool wantsFile(const UserTaskOption& option) {
  return std::string_view(option.metavar).find("FILE") != std::string_view::npos;
}

/// Width of the longest title in the scale in force, so that all fields are aligned.
int titleWidth() {
  static double measured_at = 0.0;
  static int width = 0;
  if (measured_at == interfaceScale()) return width;
  measured_at = interfaceScale();
  const QFontMetrics metrics(textFont(13));
  int widest = 0;
  for (const auto options : {userTaskOptions(), trainingFields()}) {
    for (const UserTaskOption& option : options) {
      if (option.kind == UserTaskOption::Kind::kFlag) continue;
      if (std::string_view(option.id) == "sha256") continue;  // has no field
      widest = std::max(widest, metrics.horizontalAdvance(optionTitle(option.id)));
    }
  }
  width = widest + scaled(2);
  return width;
}

/// Whether the letter only sets the direction of the text around it.
bool setsDirection(QChar letter) {
  const char16_t code = letter.unicode();
  return code == 0x061C || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
         (code >= 0x2066 && code <= 0x2069);
}

/// Names in a message must not turn what stands around them.
QString withoutDirections(QString text) {
  std::replace_if(text.begin(), text.end(), setsDirection, QLatin1Char(' '));
  return text;
}

/// Whether a list can offer it: choosing it enters exactly that name.
bool isPlain(const QString& name) {
  constexpr qsizetype kLongest = 200;
  if (name.isEmpty() || name.size() > kLongest || name != name.trimmed()) return false;
  return std::all_of(name.begin(), name.end(), [](QChar c) {
    return c.category() != QChar::Other_Control && c != QChar::LineSeparator &&
           c != QChar::ParagraphSeparator && !setsDirection(c);
  });
}

}  // namespace

OptionField::OptionField(const UserTaskOption& option, QWidget* parent)
    : QWidget(parent),
      option_(option),
      grid_(new QGridLayout(this)),
      error_(new QLabel),
      error_box_(new QScrollArea(this)) {
  setObjectName(QStringLiteral("option_") + QLatin1String(option.id));
  const QString title = optionTitle(option.id);
  auto* row = new QHBoxLayout;
  row->setSpacing(6);
  if (option.kind == UserTaskOption::Kind::kFlag) {
    makeFlag(title);
    row->addWidget(editor_, 1);
  } else {
    label_ = new QLabel(title, this);
    makeEditor();
    label_->setBuddy(editor_);
    grid_->addWidget(label_, 0, 0, lines_ ? Qt::AlignTop : Qt::AlignVCenter);
    row->addWidget(editor_, 1);
    if (wantsFile(option)) addPicker(row, false);
    if (std::string_view(option.id) == "data") addPicker(row, true);
  }
  const QString tip =
      QStringLiteral("%1\n--%2 %3")
          .arg(said(option.help), QLatin1String(option.id), QLatin1String(option.metavar));
  setFocusProxy(editor_);
  offer_ = new QPushButton(this);
  offer_->setProperty("flat", true);
  offer_->setAutoDefault(false);
  offer_->setObjectName(QStringLiteral("offer_") + QLatin1String(option.id));
  offer_->setToolTip(tr("Enters this in the field above"));
  offer_->hide();
  connect(offer_, &QPushButton::clicked, this, [this] {
    const QString value = offered_;
    setOffer({}, {});
    setText(value);
  });
  editor_->setToolTip(tip.trimmed());
  if (label_) label_->setToolTip(tip.trimmed());
  for (QWidget* named : {editor_, static_cast<QWidget*>(line_)}) {
    if (named != nullptr) named->setAccessibleName(title);
  }
  describe(said(option.help));
  error_->setProperty("bad", true);
  error_->setObjectName(QStringLiteral("error_") + QLatin1String(option.id));
  error_->setTextFormat(Qt::PlainText);
  error_->setWordWrap(true);
  error_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  error_box_->setWidget(error_);
  error_box_->setWidgetResizable(true);
  error_box_->setFrameShape(QFrame::NoFrame);
  error_box_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  error_box_->setFocusPolicy(Qt::NoFocus);
  error_box_->hide();
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(6);
  grid_->setVerticalSpacing(2);
  grid_->setColumnStretch(1, 1);
  grid_->addLayout(row, 0, 1);
  grid_->addWidget(error_box_, 1, 1);
  grid_->addWidget(offer_, 2, 1, Qt::AlignLeft);
  grid_->setColumnMinimumWidth(0, titleWidth());
}

void OptionField::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() != QEvent::StyleChange) return;
  grid_->setColumnMinimumWidth(0, titleWidth());
  if (error_box_->isVisibleTo(this)) fitError();
}

void OptionField::makeFlag(const QString& title) {
  flag_ = new QCheckBox(title, this);
  editor_ = flag_;
  connect(flag_, &QCheckBox::toggled, this, &OptionField::changed);
}

void OptionField::makeEditor() {
  if (option_.kind == UserTaskOption::Kind::kRepeated) {
    lines_ = new QPlainTextEdit(this);
    lines_->setFixedHeight(kLinesHeight);
    lines_->setProperty("numbers", true);
    lines_->setTabChangesFocus(true);
    lines_->setObjectName(QStringLiteral("lines_") + QLatin1String(option_.id));
    editor_ = lines_;
    connect(lines_, &QPlainTextEdit::textChanged, this, &OptionField::changed);
    setPlaceholder(tr("one per line"));
    return;
  }
  if (hasChoices(option_.id)) {
    choice_ = new QuietCombo(this);
    choice_->setEditable(true);
    choice_->setInsertPolicy(QComboBox::NoInsert);
    choice_->setCompleter(nullptr);  // it would turn "a" into the first name that begins so
    choice_->setObjectName(QStringLiteral("choice_") + QLatin1String(option_.id));
    choice_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice_->setMaxVisibleItems(12);
    choice_->view()->setTextElideMode(Qt::ElideMiddle);
    line_ = choice_->lineEdit();
    editor_ = choice_;
    setChoices(choicesOf(option_.id));
  } else {
    line_ = new QLineEdit(this);
    editor_ = line_;
  }
  setPlaceholder(inForce(option_));
  line_->setObjectName(QStringLiteral("edit_") + QLatin1String(option_.id));
  if (wantsFile(option_)) line_->installEventFilter(this);
  connect(line_, &QLineEdit::textChanged, this, &OptionField::changed);
}

void OptionField::addPicker(QBoxLayout* row, bool folder) {
  auto* picker = new PathPicker(folder ? PathPicker::Kind::kFolder : PathPicker::Kind::kFile,
                                optionTitle(option_.id), this);
  row->addWidget(picker);
  connect(picker, &PathPicker::picked, line_, &QLineEdit::setText);
  connect(line_, &QLineEdit::textChanged, picker, &PathPicker::setNear);
}

void OptionField::setChoices(const QStringList& names) {
  if (!choice_) return;
  QStringList plain;
  for (const QString& name : names) {
    if (isPlain(name)) plain << name;
  }
  if (plain == choices_) return;
  choices_ = plain;
  // What is typed stays as it is.
  const QSignalBlocker quiet_list(choice_);
  const QSignalBlocker quiet_line(line_);
  const QString typed = line_->text();
  const int cursor = line_->cursorPosition();
  choice_->clear();
  choice_->addItems(plain);
  choice_->setCurrentIndex(-1);
  line_->setText(typed);
  line_->setCursorPosition(cursor);
}

void OptionField::setOffer(const QString& words, const QString& value) {
  offered_ = value;
  offer_->setText(QString(words).replace(QLatin1Char('&'), QStringLiteral("&&")));
  offer_->setVisible(!words.isEmpty());
}

QString OptionField::text() const {
  if (flag_) return flag_->isChecked() ? QStringLiteral("1") : QString();
  if (line_) return line_->text().trimmed();
  QStringList lines;
  for (const QString& line : lines_->toPlainText().split(QLatin1Char('\n'))) {
    if (!line.trimmed().isEmpty()) lines << line.trimmed();
  }
  return lines.join(QLatin1Char('\n'));
}

void OptionField::setText(const QString& text) {
  if (flag_) {
    flag_->setChecked(!text.isEmpty());
  } else if (line_) {
    line_->setText(text);
  } else {
    lines_->setPlainText(text);
  }
}

void OptionField::selectAll() {
  if (line_) line_->selectAll();
}

/// A long message scrolls, so that the form stays where it is.
void OptionField::fitError() {
  const int most = kErrorLines * error_->fontMetrics().lineSpacing();
  const int room = error_box_->viewport()->width();
  error_box_->setFixedHeight(std::min(most, std::max(error_->heightForWidth(room), 1)));
}

void OptionField::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (error_box_->isVisibleTo(this)) fitError();
}

void OptionField::setError(const QString& why) {
  error_->setText(withoutDirections(why));
  error_box_->setVisible(!why.isEmpty());
  error_box_->verticalScrollBar()->setValue(0);
  if (!why.isEmpty()) fitError();
  editor_->setProperty("bad", !why.isEmpty());
  describe(why.isEmpty() ? said(option_.help) : why);
  style()->unpolish(editor_);
  style()->polish(editor_);
}

/// A list has the line in which one types inside of it.
void OptionField::describe(const QString& words) {
  for (QWidget* described : {editor_, static_cast<QWidget*>(line_)}) {
    if (described != nullptr) described->setAccessibleDescription(words);
  }
}

void OptionField::setPlaceholder(const QString& text) {
  if (line_) line_->setPlaceholderText(text);
  if (lines_) lines_->setPlaceholderText(text);
}

void OptionField::hidePickers() {
  for (auto* picker : findChildren<PathPicker*>()) picker->hide();
}

bool OptionField::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::DragEnter || event->type() == QEvent::Drop) {
    auto* drop = static_cast<QDropEvent*>(event);  // QDragEnterEvent derives from it
    const QString path = droppedPath(drop->mimeData());
    if (!path.isEmpty()) {
      drop->acceptProposedAction();
      if (event->type() == QEvent::Drop) line_->setText(path);
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace emascope::ui
