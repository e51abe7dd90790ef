// SPDX-License-Identifier: GPL-3.0-or-later
//
// The page with the task, the device and the settings of the run, and fields to restart it with
// another length, seed, interval between evaluations, batch size, optimizer or learning-rate
// schedule. What is typed is read as on the command line; a refusal stands at the foot, below what
// scrolls, so that no row moves.
#include "core/base/short_text.h"
#include "core/protocol/options/run_options.h"
#include "core/protocol/spec/optimizer_settings.h"
#include "core/protocol/spec/rate_schedules.h"
#include "ui/controls/focus_home.h"
#include "ui/controls/number_field.h"
#include "ui/open/option_words.h"
#include "ui/panels/panel.h"
#include "ui/panels/track_menu.h"
#include "ui/run/restart_config.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/words.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <QCoreApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

// Widths of the fields, in pixels.
constexpr int kNumberWidth = 180;
constexpr int kMethodWidth = 420;

/// The method without the parameters that have their initial values; empty if there is none.
QString setupText(const std::optional<MethodSpec>& method, const std::vector<MethodInfo>& methods) {
  if (!method) return {};
  MethodSpec shown = *method;
  if (const MethodInfo* info = findMethod(methods, shown.kind)) {
    for (const ParamSpec& param : info->params) {
      const auto given = shown.params.find(param.id);
      if (given != shown.params.end() && given->second == param.initial) shown.params.erase(given);
    }
  }
  return QString::fromStdString(methodOption(shown, methods));
}

/// What the Open page says of the option, and what may be chosen.
QString setupTip(const char* id) {
  QString tip;
  for (const UserTaskOption& option : trainingFields()) {
    if (std::string_view(option.id) == id) tip = said(option.help) + QLatin1Char('\n');
  }
  const QStringList choices = choicesOf(id);
  if (!choices.isEmpty()) tip += choices.join(QStringLiteral(", ")) + QLatin1Char('\n');
  return tip;
}

/// Texts that can be selected, and the fields.
class SetupPanel final : public QWidget {
  Q_DECLARE_TR_FUNCTIONS(SetupPanel)
 public:
  SetupPanel(const PanelContext& context, QWidget* parent)
      : QWidget(parent),
        controller_(*context.controller),
        rows_(new QScrollArea(this)),
        error_(new QLabel(this)) {
    setObjectName(QStringLiteral("setup_panel"));
    rows_->setWidgetResizable(true);
    rows_->setMinimumHeight(1);  // it makes room for the refusal
    error_->setObjectName(QStringLiteral("setup_error"));
    error_->setProperty("bad", true);
    error_->setTextFormat(Qt::PlainText);
    error_->setWordWrap(true);
    error_->setContentsMargins(12, 2, 12, 4);
    error_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(rows_, 1);
    column->addWidget(error_);
    addRestart(column);
    connect(&controller_, &RunController::runStarted, this, [this] { fill(); });
    connect(&controller_, &RunController::rejected, this,
            [this](quint64 request, const QString& why) {
              if (request == asked_ && asked_ != 0) showError(why);
            });
    fill();
  }

 private:
  struct Field {
    const char* id;  ///< errors begin with it
    std::optional<std::string> RunOptions::*option;
    QString shown;  ///< of the run
    NumberField* edit;
  };

  void fill() {
    fields_.clear();
    asked_ = 0;
    error_->hide();
    auto* page = new QWidget;
    auto* form = new QFormLayout(page);
    form->setContentsMargins(12, 8, 12, 8);
    form->setHorizontalSpacing(18);
    form->setVerticalSpacing(5);
    const RunRecord& record = controller_.record();
    const PresetInfo* preset = findPreset(controller_.catalog(), record.config.preset);
    if (preset && !record.config.tracks.empty()) {
      const ModelInfo& model = record.facts.model;
      add(form, tr("preset"), said(preset->title));
      add(form, tr("what to look for"), said(preset->story));
      add(form, tr("model"),
          tr("%1, %2 parameters").arg(said(model.network), grouped(model.parameters)));
      add(form, tr("data"), dataText(model));
      for (const std::string& note : model.notes) {
        add(form, tr("note"), QString::fromStdString(shortText(note, kShownNoteBytes)));
      }
      const QString device = QString::fromStdString(record.facts.device_name);
      const QString reason = deviceReason(record);
      add(form, tr("device"), reason.isEmpty() ? device : tr("%1: %2").arg(device, reason));
      add(form, tr("threads"), QString::number(record.facts.threads));
      add(form, tr("engine"), QString::fromStdString(record.facts.engine));
      addFields(form, record.config);
    } else if (isImported(record)) {
      add(form, tr("run"), QString::fromStdString(record.facts.model.title));
      add(form, tr("imported from"), QString::fromStdString(record.facts.engine));
    } else {
      add(form, tr("run"), tr("none yet"));
    }
    const int scrolled = rows_->verticalScrollBar()->value();
    rows_->setWidget(page);
    refresh();
    // Once the new rows have their places.
    QMetaObject::invokeMethod(
        rows_, [rows = rows_, scrolled] { rows->verticalScrollBar()->setValue(scrolled); },
        Qt::QueuedConnection);
  }

  /// "…, 178 samples of 13 numbers, 124 for training, 27 for validation"; for a demo, a sentence.
  static QString dataText(const ModelInfo& model) {
    QString data = said(model.data).trimmed();
    // Its digits are grouped as those of the other numbers.
    data.replace(QRegularExpression(QStringLiteral("(?<=\\d),(?=\\d{3}\\b)")),
                 QStringLiteral("\u202f"));
    const bool sentence = data.endsWith(QLatin1Char('.'));
    const QString training = grouped(model.train_samples);
    const QString validation = grouped(model.validation_samples);
    if (!sentence)
      return tr("%1, %2 for training, %3 for validation").arg(data, training, validation);
    return tr("%1 %2 samples for training, %3 for validation.").arg(data, training, validation);
  }

  void addFields(QFormLayout* form, const RunConfig& config) {
    const TrainingSpec& training = config.training;
    const QString batch = training.batch ? QString::number(*training.batch) : QString();
    addField(form, tr("steps"), "steps", &RunOptions::steps, QString::number(config.steps));
    addField(form, tr("evaluate every"), "eval-every", &RunOptions::eval_every,
             QString::number(config.eval_every));
    addField(form, tr("seed"), "seed", &RunOptions::seed, QString::number(config.seed));
    addField(form, tr("batch size"), "batch", &RunOptions::batch, batch);
    addField(form, tr("optimizer"), "optimizer", &RunOptions::optimizer,
             setupText(training.optimizer, optimizers()));
    addField(form, tr("rate schedule"), "lr-schedule", &RunOptions::lr_schedule,
             setupText(training.lr_schedule, rateSchedules()));
  }

  void addField(QFormLayout* form, const QString& name, const char* id,
                std::optional<std::string> RunOptions::*option, const QString& value) {
    auto* edit = new NumberField;
    const QString part = QStringLiteral("setup_") +
                         QString::fromUtf8(id).replace(QLatin1Char('-'), QLatin1Char('_'));
    edit->setObjectName(part);
    edit->setAccessibleName(name);
    const QString stored = whyStored(controller_);
    edit->setEnabled(stored.isEmpty());
    edit->setToolTip(!stored.isEmpty() ? stored
                                       : setupTip(id) + tr("For a restart. Esc restores the value "
                                                           "of this run."));
    edit->setMaximumWidth(hasChoices(id) ? kMethodWidth : kNumberWidth);
    edit->showText(value);
    edit->setCursorPosition(0);
    edit->ensurePolished();
    edit->setMinimumHeight(edit->sizeHint().height());  // the form squashes it for labels that wrap
    auto* label = new QLabel(name);
    label->setProperty("secondary", true);
    label->setBuddy(edit);
    auto* narrow = new QHBoxLayout;
    narrow->addWidget(edit, 1);
    narrow->addStretch();
    form->addRow(label, narrow);
    connect(edit, &NumberField::entered, this, &SetupPanel::restart);
    connect(edit, &NumberField::edited, this, &SetupPanel::refresh);
    connect(edit, &NumberField::takenBack, this, &SetupPanel::refresh);
    connect(edit, &QLineEdit::editingFinished, this, [this, edit, value] {
      if (!edit->typed() && edit->text() != value) error_->hide();  // the field restores its value
    });
    fields_.push_back({id, option, value, edit});
  }

  /// Below the rows, so that it can be seen wherever they are scrolled to.
  void addRestart(QVBoxLayout* column) {
    restart_ = new QPushButton(tr("Restart with these"), this);
    restart_->setObjectName(QStringLiteral("setup_restart"));
    restart_->setProperty("small", true);
    restart_->setFocusPolicy(Qt::TabFocus);
    connect(restart_, &QPushButton::clicked, this, &SetupPanel::restart);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 4, 12, 6);
    row->addWidget(restart_);
    row->addStretch();
    column->addLayout(row);
  }

  /// After an edit, too: what was refused is another value now.
  void refresh() {
    error_->hide();
    restart_->setVisible(!fields_.empty());
    const bool edited =
        std::ranges::any_of(fields_, [](const Field& field) { return field.edit->typed(); });
    const QString stored = whyStored(controller_);
    restart_->setEnabled(edited && stored.isEmpty());
    restart_->setToolTip(!stored.isEmpty() ? stored
                         : edited ? tr("From step 0, with the present settings of the tracks")
                                  : tr("Change a value first"));
  }

  void restart() {
    RunOptions options;
    // A value that was changed during the run stays unless its field was.
    for (const Field& field : fields_) {
      const QString text = field.edit->text().trimmed();
      if (text != field.shown) options.*field.option = text.toStdString();
    }
    auto config = withOptions(presentConfig(controller_.record()), options, controller_.catalog());
    if (!config) return showError(QString::fromStdString(config.error().message()));
    asked_ = controller_.restartWith(std::move(config).value());
    if (asked_ != 0) giveFocusBack(this);
  }

  void showError(const QString& message) {
    refresh();
    QString why = inFieldNames(message);
    NumberField* refused = nullptr;
    for (const Field& field : fields_) {
      const QString id = QLatin1String(field.id);
      const bool of_it = message.startsWith(id + QStringLiteral(": ")) ||
                         message.startsWith(id + QLatin1Char(' '));
      if (!of_it) continue;
      refused = field.edit;
      why = refused->accessibleName() + inFieldNames(message.mid(id.size()));
      break;
    }
    error_->setText(why);
    error_->show();
    if (refused == nullptr) return;
    refused->setBad(true);
    refused->setFocus();
    layout()->activate();
    rows_->ensureWidgetVisible(refused, 0, refused->height());
  }

  static void add(QFormLayout* form, const QString& name, const QString& value) {
    auto* label = new QLabel(name);
    label->setProperty("secondary", true);
    auto* text = new QLabel(value);
    text->setTextFormat(Qt::PlainText);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text->setWordWrap(true);
    form->addRow(label, text);
  }

  RunController& controller_;
  QScrollArea* rows_;
  QLabel* error_;
  // Of the page that is shown.
  std::vector<Field> fields_;
  QPushButton* restart_ = nullptr;
  std::uint64_t asked_ = 0;  ///< the last start that was asked for here
};

}  // namespace

void registerPanelSetup(PanelRegistry& registry) {
  registry["setup"] = {.title = QT_TRANSLATE_NOOP("panels", "Setup"),
                       .area = PanelEntry::Area::kTable,
                       .order = 2,
                       .make = [](const PanelContext& context, QWidget* parent) -> QWidget* {
                         return new SetupPanel(context, parent);
                       }};
}

}  // namespace emascope::ui
