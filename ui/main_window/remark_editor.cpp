// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/remark_editor.h"

#include "core/base/numbers.h"
#include "core/base/utf8.h"
#include "ui/controls/focus_home.h"
#include "ui/controls/look.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"

#include <algorithm>

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kLongest = 200;  // characters of a text
constexpr ScaledPixels kWidth = {290};
constexpr int kEdge = 8;

}  // namespace

RemarkEditor::RemarkEditor(QWidget* over)
    : QFrame(over),
      title_(new QLabel(this)),
      text_(new QLineEdit(this)),
      value_(new QLineEdit(this)),
      trouble_(new QLabel(this)),
      kept_(new QLabel(this)),
      accept_(new QPushButton(this)) {
  setObjectName(QStringLiteral("remark_editor"));
  setProperty("card", true);
  setAttribute(Qt::WA_StyledBackground);
  title_->setTextFormat(Qt::PlainText);
  text_->setObjectName(QStringLiteral("remark_text"));
  text_->setMaxLength(kLongest);
  value_->setObjectName(QStringLiteral("remark_value"));
  value_->setMaxLength(40);
  value_->setAccessibleName(tr("Value"));
  value_->setPlaceholderText(tr("value, for example 0.12"));
  trouble_->setObjectName(QStringLiteral("remark_trouble"));
  trouble_->setProperty("bad", true);
  trouble_->setTextFormat(Qt::PlainText);
  trouble_->setWordWrap(true);
  kept_->setObjectName(QStringLiteral("remark_kept"));
  kept_->setProperty("secondary", true);
  kept_->setWordWrap(true);
  setKeptWithRun(false);
  accept_->setObjectName(QStringLiteral("remark_accept"));
  auto* cancel = new QPushButton(tr("Cancel"), this);
  cancel->setObjectName(QStringLiteral("remark_cancel"));
  auto* buttons = new QHBoxLayout;
  buttons->addStretch(1);
  buttons->addWidget(cancel);
  buttons->addWidget(accept_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 10, 12, 10);
  column->setSpacing(6);
  for (QWidget* each :
       {static_cast<QWidget*>(title_), static_cast<QWidget*>(text_), static_cast<QWidget*>(value_),
        static_cast<QWidget*>(trouble_), static_cast<QWidget*>(kept_)}) {
    column->addWidget(each);
  }
  column->addLayout(buttons);
  for (QLineEdit* field : {text_, value_}) {
    connect(field, &QLineEdit::returnPressed, this, &RemarkEditor::accept);
    connect(field, &QLineEdit::textEdited, this, [this] { complain({}); });
  }
  connect(accept_, &QPushButton::clicked, this, &RemarkEditor::accept);
  connect(cancel, &QPushButton::clicked, this, [this] {
    hide();
    giveFocusBack(this);
  });
  over->installEventFilter(this);
  hide();
}

void RemarkEditor::setKeptWithRun(bool kept) {
  kept_->setText(
      kept ? tr("Kept with the run, and shown for runs of this problem until the program ends. "
                "Exported pictures show it; exported JSON contains it, CSV does not.")
           : tr("Kept until the program ends, for runs of this problem. Exported pictures show it; "
                "exported JSON contains it, CSV does not."));
}

void RemarkEditor::writeNote(const StepNote& note, std::optional<std::size_t> index,
                             const QPoint& at) {
  of_line_ = false;
  note_ = note;
  index_ = index;
  text_->setText(note.text);
  text_->setPlaceholderText(tr("text of the note"));
  text_->setAccessibleName(tr("Text of the note"));
  open(tr("Note at step %1").arg(grouped(note.step)), at);
}

void RemarkEditor::writeLine(const ReferenceLine& line, std::optional<std::size_t> index,
                             const QPoint& at) {
  of_line_ = true;
  line_ = line;
  index_ = index;
  text_->setText(line.name);
  text_->setPlaceholderText(tr("name, for example baseline"));
  text_->setAccessibleName(tr("Name of the reference line"));
  value_->setText(plainNumber(line.value, index ? 9 : 3));
  open(tr("Reference line"), at);
}

void RemarkEditor::open(const QString& title, const QPoint& at) {
  title_->setText(title);
  setAccessibleName(title);
  value_->setVisible(of_line_);
  accept_->setText(index_ ? tr("Save") : tr("Add"));
  complain({});
  ensurePolished();  // what is set before is scaled when it is shown for the first time
  setFixedWidth(kWidth);
  adjustSize();
  move(at + QPoint(kEdge, kEdge));
  stayInside();
  show();
  raise();
  text_->setFocus(Qt::OtherFocusReason);
  text_->selectAll();
}

void RemarkEditor::stayInside() {
  const QSize room = parentWidget()->size() - size() - QSize(kEdge, kEdge);
  move(std::max(0, std::min(x(), room.width())), std::max(0, std::min(y(), room.height())));
}

void RemarkEditor::complain(const QString& text) {
  trouble_->setText(text);
  trouble_->setVisible(!text.isEmpty());
  if (text.isEmpty()) {
    setLook(text_, "bad", false);
    setLook(value_, "bad", false);
  }
  adjustSize();
}

void RemarkEditor::accept() {
  const QString text = QString::fromStdString(asOneLine(text_->text().toStdString())).simplified();
  if (of_line_) {
    const auto value = parseNumber(value_->text().trimmed().toStdString(), "value");
    if (!value) {
      complain(QString::fromStdString(value.error().message()));
      setLook(value_, "bad", true);
      value_->setFocus(Qt::OtherFocusReason);
      return;
    }
    line_.name = text;
    line_.value = value.value();
    hide();
    Q_EMIT lineWritten(line_, index_);
  } else {
    if (text.isEmpty()) {
      complain(tr("A note needs a text."));
      setLook(text_, "bad", true);
      return;
    }
    note_.text = text;
    hide();
    Q_EMIT noteWritten(note_, index_);
  }
  giveFocusBack(this);
}

void RemarkEditor::keyPressEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Escape) return QFrame::keyPressEvent(event);
  hide();
  giveFocusBack(this);
}

bool RemarkEditor::eventFilter(QObject* watched, QEvent* event) {
  if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) stayInside();
  return QFrame::eventFilter(watched, event);
}

}  // namespace emascope::ui
