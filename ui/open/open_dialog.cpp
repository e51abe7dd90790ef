// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/open/open_dialog.h"

#include "core/protocol/options/run_options.h"
#include "ui/open/dropped.h"
#include "ui/open/script_trust.h"
#include "ui/open/user_task_form.h"
#include "ui/run/restart_config.h"
#include "ui/run/run_controller.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kFormWidth = 464;
constexpr QSize kSize(1020, 660);

/// "1,28,28" from the first line of `data`: "…: IDX, 600 samples of 1 x 28 x 28 numbers".
QString sampleShape(const QString& found) {
  static const QRegularExpression shape(QStringLiteral(" samples of ([0-9 x]+) numbers$"));
  const QString sizes = shape.match(found.section(QLatin1Char('\n'), 0, 0)).captured(1);
  return QString(sizes).replace(QStringLiteral(" x "), QStringLiteral(","));
}

}  // namespace

OpenDialog::OpenDialog(RunController& controller, const QStringList& serve, QWidget* parent)
    : QDialog(parent),
      controller_(controller),
      data_(serve),
      form_(new UserTaskForm(this)),
      reason_(new QLabel(this)),
      start_(new QPushButton(tr("Start"), this)) {
  setObjectName(QStringLiteral("open_dialog"));
  setWindowTitle(tr("Open your own data"));
  setAcceptDrops(true);
  resize(kSize.boundedTo(screen()->availableSize() - QSize(8, 40)));
  if (EngineTool::isElsewhere(serve)) form_->hidePickers();

  auto* scroll = new QScrollArea(this);
  scroll->setWidget(form_);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setFixedWidth(kFormWidth);
  scroll->setFocusPolicy(Qt::NoFocus);
  auto* columns = new QHBoxLayout;
  columns->setSpacing(10);
  columns->addWidget(scroll);
  columns->addWidget(makeAnswers(serve), 1);

  reason_->setProperty("bad", true);
  reason_->setObjectName(QStringLiteral("start_reason"));
  reason_->setTextFormat(Qt::PlainText);
  reason_->setWordWrap(true);
  start_->setObjectName(QStringLiteral("start"));
  start_->setProperty("primary", true);
  start_->setDefault(true);
  auto* close = new QPushButton(tr("Close"), this);
  close->setAutoDefault(false);
  auto* foot = new QHBoxLayout;
  foot->setSpacing(8);
  foot->addWidget(reason_, 1);
  foot->addWidget(close);
  foot->addWidget(start_);
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(12, 12, 12, 12);
  rows->setSpacing(10);
  rows->addLayout(columns, 1);
  rows->addLayout(foot);

  connect(form_, &UserTaskForm::changed, this, &OpenDialog::formChanged);
  connect(&data_, &EngineTool::answered, this, &OpenDialog::showFound);
  connect(script_, &ScriptTrust::changed, this, &OpenDialog::refreshStart);
  connect(close, &QPushButton::clicked, this, &QDialog::reject);
  connect(start_, &QPushButton::clicked, this, &OpenDialog::start);
  connect(&controller_, &RunController::runStarted, this, [this](quint64 request) {
    if (!starting_ || !asked(request)) return;
    starting_ = false;
    refreshStart();
    accept();
  });
  connect(&controller_, &RunController::rejected, this,
          [this](quint64 request, const QString& why) {
            if (starting_ && asked(request)) refuse(why);
          });
  formChanged();
}

QWidget* OpenDialog::makeAnswers(const QStringList& serve) {
  auto* side = new QWidget(this);
  auto* card = new QFrame(side);
  card->setProperty("card", true);
  auto* heading = new QLabel(tr("Contents"), card);
  heading->setProperty("heading", true);
  found_state_ = new QLabel(card);
  found_state_->setProperty("secondary", true);
  found_state_->setTextFormat(Qt::PlainText);
  found_state_->setObjectName(QStringLiteral("found_state"));
  found_ = new QPlainTextEdit(card);
  found_->setObjectName(QStringLiteral("found"));
  found_->setReadOnly(true);
  found_->setTabChangesFocus(true);
  found_->setLineWrapMode(QPlainTextEdit::NoWrap);
  found_->setProperty("numbers", true);
  found_->setAccessibleName(tr("Contents of the data"));
  auto* head = new QHBoxLayout;
  head->addWidget(heading);
  head->addStretch(1);
  head->addWidget(found_state_);
  auto* inside = new QVBoxLayout(card);
  inside->setContentsMargins(14, 10, 14, 12);
  inside->setSpacing(6);
  inside->addLayout(head);
  inside->addWidget(found_, 1);
  script_ = new ScriptTrust(serve, side);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(10);
  column->addWidget(card, 1);
  column->addWidget(script_);
  return side;
}

void OpenDialog::present(const QString& path) {
  form_->setUsualSteps(controller_.catalog().own.config.steps);
  if (!path.isEmpty()) form_->setText(optionFor(path), path);
  show();
  raise();
  activateWindow();
  form_->focusData();
}

void OpenDialog::formChanged() {
  reason_->clear();
  script_->setFile(form_->text("model"));
  lookAtData();
  refreshStart();
}

void OpenDialog::lookAtData() {
  const QString file = form_->text("data");
  QStringList words = {QStringLiteral("data")};
  words << form_->readingWords() << QStringLiteral("--") << file;
  if (words == looked_at_) return;
  looked_at_ = words;
  unreadable_ = false;
  if (file.isEmpty()) {
    data_.forget();
    form_->clearErrors();
    found_->clear();
    found_state_->setText(tr("Choose or drop a file or a folder."));
  } else if (!data_.possible()) {
    found_state_->setText(tr("This engine cannot inspect files; errors appear at the start."));
  } else {
    found_state_->setText(tr("reading…"));
    data_.ask(words);
  }
}

void OpenDialog::showFound(int code, const QString& text, const QString& words) {
  unreadable_ = code != 0;
  form_->clearErrors();
  if (unreadable_) form_->showDataError(words);
  found_->setPlainText(unreadable_ ? QString() : text.trimmed());
  if (!unreadable_) script_->setInput(sampleShape(text));
  found_state_->setText(unreadable_ ? tr("not usable yet") : tr("read completely"));
  refreshStart();
}

void OpenDialog::refreshStart() {
  const bool runs = !script_->needed() || !script_->trusted().isEmpty();
  const bool any = !form_->text("data").isEmpty();
  start_->setEnabled(any && runs && !unreadable_ && !starting_);
  start_->setText(starting_ ? tr("Starting…") : tr("Start"));
  start_->setToolTip(!any          ? tr("Choose data first")
                     : unreadable_ ? tr("The data cannot be used; see the error in the form")
                     : !runs       ? tr("Allow the model's program to run first")
                                   : QString());
}

void OpenDialog::start() {
  RunOptions options;
  options.user_task = form_->userTask();
  if (!script_->trusted().isEmpty()) {
    options.user_task["trust"] = std::string("1");  // GCC 12 warns of "1" alone
    options.user_task["sha256"] = script_->trusted().toStdString();
  }
  if (const QString steps = form_->text("steps"); !steps.isEmpty())
    options.steps = steps.toStdString();
  auto config = resolve(options, controller_.catalog());
  if (!config) return refuse(QString::fromStdString(config.error().message()));
  // A run on a small table would otherwise end before it can be watched.
  config.value().speed = watchableSpeed(*config);
  request_ = controller_.start(*config);
  if (request_ == 0) return refuse(tr("no engine is running; restart the engine first"));
  starting_ = true;
  reason_->clear();
  refreshStart();
}

void OpenDialog::refuse(const QString& message) {
  starting_ = false;
  reason_->setText(tr("Not started: %1").arg(message));
  form_->showError(message);
  // The file has changed since it was probed.
  if (script_->needed() && message.startsWith(QStringLiteral("sha256"))) script_->renew();
  refreshStart();
}

void OpenDialog::dragEnterEvent(QDragEnterEvent* event) {
  if (!droppedPath(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void OpenDialog::dropEvent(QDropEvent* event) {
  event->acceptProposedAction();
  present(droppedPath(event->mimeData()));
}

}  // namespace emascope::ui
