// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/open/script_trust.h"

#include "ui/open/dropped.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kReportHeight = 132;

/// The digest in the line "SHA-256     37ae…" of the probe's report.
QString digestIn(const QString& report) {
  static const QRegularExpression line(QStringLiteral("^SHA-256\\s+([0-9a-f]{64})$"),
                                       QRegularExpression::MultilineOption);
  return line.match(report).captured(1);
}

}  // namespace

ScriptTrust::ScriptTrust(const QStringList& serve, QWidget* parent)
    : QFrame(parent),
      probe_(serve),
      state_(new QLabel(this)),
      report_(new QPlainTextEdit(this)),
      question_(
          new QLabel(tr("Run this program's code? It runs with your permissions. Your consent "
                        "covers only the probed file, with this SHA-256:"),
                     this)),
      shown_digest_(new QLabel(this)),
      trust_(new QCheckBox(tr("Yes, run this program's code"), this)) {
  setProperty("card", true);
  setObjectName(QStringLiteral("script_trust"));
  auto* heading = new QLabel(tr("TorchScript file"), this);
  heading->setProperty("heading", true);
  state_->setProperty("secondary", true);
  state_->setTextFormat(Qt::PlainText);
  state_->setObjectName(QStringLiteral("probe_state"));
  report_->setObjectName(QStringLiteral("probe_report"));
  report_->setReadOnly(true);
  report_->setTabChangesFocus(true);
  report_->setProperty("numbers", true);
  report_->setFixedHeight(kReportHeight);
  report_->setAccessibleName(tr("Report on the TorchScript file"));
  report_->setAccessibleDescription(tr("Contents of the file, as probed in a sandbox"));
  question_->setTextFormat(Qt::PlainText);
  question_->setWordWrap(true);
  shown_digest_->setProperty("numbers", true);
  shown_digest_->setObjectName(QStringLiteral("digest"));
  shown_digest_->setTextFormat(Qt::PlainText);
  shown_digest_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  trust_->setObjectName(QStringLiteral("trust"));
  trust_->setAccessibleDescription(question_->text());
  auto* head = new QHBoxLayout;
  head->addWidget(heading);
  head->addStretch(1);
  head->addWidget(state_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(14, 10, 14, 10);
  column->setSpacing(6);
  column->addLayout(head);
  column->addWidget(report_);
  column->addWidget(question_);
  column->addWidget(shown_digest_);
  column->addWidget(trust_);
  connect(&probe_, &EngineTool::answered, this, &ScriptTrust::take);
  connect(trust_, &QCheckBox::toggled, this, &ScriptTrust::changed);
  hide();
}

void ScriptTrust::setFile(const QString& path) {
  const QString script = isScriptName(path) ? path : QString();
  if (script == path_) return;
  path_ = script;
  setVisible(needed());
  renew();
}

void ScriptTrust::setInput(const QString& shape) {
  if (shape == input_) return;
  input_ = shape;
  if (!needed()) return;
  kept_ = trusted();
  probe();
}

void ScriptTrust::renew() {
  kept_.clear();
  probe();
}

void ScriptTrust::probe() {
  digest_.clear();
  trust_->setChecked(false);
  showQuestion(false);
  report_->clear();
  probe_.forget();
  if (!needed()) return;
  if (!probe_.possible()) {
    state_->setText(tr("This engine cannot probe files."));
    return;
  }
  state_->setText(tr("probing…"));
  QStringList words = {QStringLiteral("probe")};
  if (!input_.isEmpty()) words << QStringLiteral("--input=") + input_;
  probe_.ask(words << QStringLiteral("--") << path_);
  Q_EMIT changed();
}

void ScriptTrust::take(int code, const QString& text, const QString& words) {
  const bool usable = code == 0;
  digest_ = usable ? digestIn(text) : QString();
  state_->setText(usable ? tr("probed in a sandbox") : tr("cannot be trained"));
  report_->setPlainText(text.isEmpty() ? words : text.trimmed());
  shown_digest_->setText(digest_.left(32) + QLatin1Char('\n') + digest_.mid(32));
  showQuestion(!digest_.isEmpty());
  if (!digest_.isEmpty() && digest_ == kept_) trust_->setChecked(true);
  Q_EMIT changed();
}

void ScriptTrust::showQuestion(bool shown) {
  question_->setVisible(shown);
  shown_digest_->setVisible(shown);
  trust_->setVisible(shown);
}

QString ScriptTrust::trusted() const { return trust_->isChecked() ? digest_ : QString(); }

}  // namespace emascope::ui
