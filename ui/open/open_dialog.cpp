// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/open/open_dialog.h"

#include "core/protocol/options/run_options.h"
#include "ui/open/dropped.h"
#include "ui/open/found_data.h"
#include "ui/open/image_strip.h"
#include "ui/open/option_words.h"
#include "ui/open/script_trust.h"
#include "ui/open/user_task_form.h"
#include "ui/run/restart_config.h"
#include "ui/run/run_controller.h"
#include "ui/theme/interface_scale.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QTextOption>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kFormWidth = 464;
constexpr QSize kSize(1180, 720);  // at 100 %

constexpr int kSamples = 12;  // as many as the strip may show

}  // namespace

OpenDialog::OpenDialog(RunController& controller, const QStringList& serve, QWidget* parent)
    : QDialog(parent),
      controller_(controller),
      data_(serve),
      elsewhere_(EngineTool::isElsewhere(serve)),
      form_(new UserTaskForm(this)),
      reason_(new QLabel(this)),
      start_(new QPushButton(tr("Start"), this)) {
  setObjectName(QStringLiteral("open_dialog"));
  setWindowTitle(tr("Open your own data"));
  setAcceptDrops(true);
  if (elsewhere_) form_->hidePickers();

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
  close->setToolTip(tr("Your entries are kept until EMAscope ends"));
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
  // A row that begins with a name from right to left keeps its columns in order.
  QTextOption rows = found_->document()->defaultTextOption();
  rows.setTextDirection(Qt::LeftToRight);
  found_->document()->setDefaultTextOption(rows);
  found_->setProperty("numbers", true);
  found_->setAccessibleName(tr("Contents of the data"));
  found_->setAccessibleDescription(tr("Contents of the data, shown before the run starts"));
  auto* head = new QHBoxLayout;
  head->addWidget(heading);
  head->addStretch(1);
  head->addWidget(found_state_);
  auto* inside = new QVBoxLayout(card);
  inside->setContentsMargins(14, 10, 14, 12);
  inside->setSpacing(6);
  samples_ = new ImageStrip(card);
  hint_ = new QLabel(card);
  hint_->setObjectName(QStringLiteral("open_hint"));
  hint_->setProperty("secondary", true);
  hint_->setTextFormat(Qt::PlainText);
  hint_->setWordWrap(true);
  hint_->setAlignment(Qt::AlignCenter);
  inside->addLayout(head);
  inside->addWidget(samples_);
  inside->addWidget(hint_, 1);
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
  form_->setUsual(controller_.catalog().own.config);
  if (sized_at_ != interfaceScale()) {
    sized_at_ = interfaceScale();
    const QSize room = screen()->availableSize() - QSize(8, 40);
    resize(QSize(scaled(kSize.width()), scaled(kSize.height())).boundedTo(room));
  }
  if (!path.isEmpty()) form_->setText(optionFor(path), path);
  show();
  raise();
  activateWindow();
  form_->focusData();
  // The window becomes active later, and the path is to be selected then.
  QMetaObject::invokeMethod(form_, &UserTaskForm::focusData, Qt::QueuedConnection);
}

void OpenDialog::formChanged() {
  reason_->clear();
  script_->setFile(form_->text("model"));
  lookAtData();
  refreshStart();
}

void OpenDialog::lookAtData() {
  const QString file = form_->text("data");
  QStringList words = {QStringLiteral("data"), QStringLiteral("--json"),
                       QStringLiteral("--pictures=%1").arg(kSamples)};
  words << form_->readingWords() << QStringLiteral("--") << file;
  offerLabels(file);
  if (words == looked_at_) return;
  looked_at_ = words;
  unreadable_ = false;
  if (file != names_of_) {
    names_of_ = file;
    names_.clear();
    learnNames({});
  }
  if (file.isEmpty()) {
    data_.forget();
    form_->clearErrors();
    form_->hideEmpty({});
    form_->setOffer("image-size", {}, {});
    showContents({});
    found_state_->clear();
  } else if (!data_.possible()) {
    showContents({});
    hint_->clear();
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
  const FoundData found = unreadable_ ? FoundData{} : foundData(text.toUtf8());
  showContents(found);
  form_->hideEmpty(pointlessOptions(found.format));
  learnNames(unreadable_ ? namesInError(words) : found.names);
  const SideRange sides = unreadable_ ? sidesInError(words) : SideRange{};
  const QString side = QString::number(suggestedSide(sides));
  form_->setOffer("image-size",
                  sides.least > 0
                      ? tr("%1–%2 pixels found; use %3?").arg(sides.least).arg(sides.most).arg(side)
                      : QString(),
                  side);
  if (!unreadable_) script_->setInput(found.shape);
  found_state_->setText(unreadable_ ? tr("not usable yet") : tr("read completely"));
  refreshStart();
}

/// Instead of an empty box, what to do.
void OpenDialog::showContents(const FoundData& found) {
  found_->setPlainText(inFieldNames(found.report));
  samples_->show(found.samples);
  found_->setVisible(!found.report.isEmpty());
  hint_->setVisible(found.report.isEmpty());
  hint_->setText(
      form_->text("data").isEmpty()
          ? tr("Drop a file or a folder anywhere on this page, or choose one on the left.\n\n"
               "CSV, NPY, NPZ, IDX, CIFAR-10, or a folder of images with a subfolder for each "
               "class. What is found in them is shown here before anything starts.")
          : tr("The contents of the data are shown here once they can be read."));
}

/// Columns and arrays seen so far: a table of which one is left out still has it.
void OpenDialog::learnNames(const QStringList& names) {
  for (const QString& name : names) {
    if (!names_.contains(name)) names_ << name;
  }
  form_->setChoices("target", names_);
  form_->setChoices("split-column", names_);
}

/// The engine's files must be on this machine.
void OpenDialog::offerLabels(const QString& files) {
  const bool wanted = !elsewhere_ && form_->text("labels").isEmpty();
  const QString labels = wanted ? labelsBeside(files) : QString();
  form_->setOffer("labels",
                  labels.isEmpty() ? QString() : tr("Use %1?").arg(QFileInfo(labels).fileName()),
                  labels);
}

void OpenDialog::refreshStart() {
  const bool runs = !script_->needed() || !script_->trusted().isEmpty();
  const bool any = !form_->text("data").isEmpty();
  start_->setEnabled(any && runs && !unreadable_ && !starting_);
  start_->setText(starting_ ? tr("Starting…") : tr("Start"));
  start_->setToolTip(!any          ? tr("Choose data first")
                     : unreadable_ ? tr("The data cannot be used; see the error in the form")
                     : !runs       ? tr("Allow the model's program to run first")
                                   : tr("Trains on these data; the present run ends when the "
                                              "engine has accepted them"));
}

void OpenDialog::start() {
  RunOptions options = form_->runOptions();
  if (!script_->trusted().isEmpty()) {
    options.user_task["trust"] = std::string("1");  // GCC 12 warns of "1" alone
    options.user_task["sha256"] = script_->trusted().toStdString();
  }
  auto config = resolve(options, controller_.catalog());
  if (!config) return refuse(QString::fromStdString(config.error().message()));
  // A run on a small table would otherwise end before it can be watched.
  if (!options.speed) config.value().speed = watchableSpeed(*config);
  request_ = controller_.start(*config);
  if (request_ == 0) return refuse(tr("no engine is running; restart the engine first"));
  starting_ = true;
  reason_->clear();
  refreshStart();
}

void OpenDialog::refuse(const QString& message) {
  starting_ = false;
  reason_->setText(tr("Not started: %1").arg(inFieldNames(message)));
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
