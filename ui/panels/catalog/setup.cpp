// SPDX-License-Identifier: GPL-3.0-or-later
//
// The page with the task, the device and the settings of the run, and fields to restart it with
// another length, seed or interval between evaluations.
#include "core/base/short_text.h"
#include "ui/controls/focus_home.h"
#include "ui/controls/number_field.h"
#include "ui/panels/panel.h"
#include "ui/panels/track_menu.h"
#include "ui/run/restart_config.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/words.h"

#include <iterator>

#include <QCoreApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace emascope::ui {
namespace {

/// Texts that can be selected, and the fields.
class SetupPanel final : public QScrollArea {
  Q_DECLARE_TR_FUNCTIONS(SetupPanel)
 public:
  SetupPanel(const PanelContext& context, QWidget* parent)
      : QScrollArea(parent), controller_(*context.controller) {
    setObjectName(QStringLiteral("setup_panel"));
    setWidgetResizable(true);
    connect(&controller_, &RunController::runStarted, this, [this] { show(); });
    show();
  }

 private:
  void show() {
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
      add(form, tr("optimizer"), QString::fromStdString(preset->optimizer));
      const QString device = QString::fromStdString(record.facts.device_name);
      const QString reason = deviceReason(record);
      add(form, tr("device"), reason.isEmpty() ? device : tr("%1: %2").arg(device, reason));
      add(form, tr("threads"), QString::number(record.facts.threads));
      add(form, tr("engine"), QString::fromStdString(record.facts.engine));
      steps_ = addField(form, tr("steps"), "setup_steps", QString::number(record.config.steps));
      every_ = addField(form, tr("evaluate every"), "setup_eval_every",
                        QString::number(record.config.eval_every));
      seed_ = addField(form, tr("seed"), "setup_seed", QString::number(record.config.seed));
      addRestart(form);
    } else if (isImported(record)) {
      add(form, tr("run"), QString::fromStdString(record.facts.model.title));
      add(form, tr("imported from"), QString::fromStdString(record.facts.engine));
    } else {
      add(form, tr("run"), tr("none yet"));
    }
    setWidget(page);
  }

  /// "…, 178 samples of 13 numbers, 124 for training, 27 for validation"; for a demo, a sentence.
  static QString dataText(const ModelInfo& model) {
    QString data = said(model.data).trimmed();
    const bool sentence = data.endsWith(QLatin1Char('.'));
    const QString training = grouped(model.train_samples);
    const QString validation = grouped(model.validation_samples);
    if (!sentence)
      return tr("%1, %2 for training, %3 for validation").arg(data, training, validation);
    return tr("%1 %2 samples for training, %3 for validation.").arg(data, training, validation);
  }

  NumberField* addField(QFormLayout* form, const QString& name, const char* id,
                        const QString& value) {
    auto* field = new NumberField;
    field->setObjectName(QLatin1String(id));
    field->setAccessibleName(name);
    const QString stored = whyStored(controller_);
    field->setEnabled(stored.isEmpty());
    field->setToolTip(!stored.isEmpty() ? stored
                                        : tr("For a restart. Esc restores the value of this run."));
    field->setMaximumWidth(180);
    field->showText(value);
    auto* label = new QLabel(name);
    label->setProperty("secondary", true);
    label->setBuddy(field);
    form->addRow(label, field);
    connect(field, &NumberField::entered, this, &SetupPanel::restart);
    connect(field, &NumberField::edited, this, &SetupPanel::refresh);
    connect(field, &NumberField::takenBack, this, &SetupPanel::refresh);
    return field;
  }

  void addRestart(QFormLayout* form) {
    restart_ = new QPushButton(tr("Restart with these"));
    restart_->setObjectName(QStringLiteral("setup_restart"));
    restart_->setProperty("small", true);
    restart_->setFocusPolicy(Qt::TabFocus);
    connect(restart_, &QPushButton::clicked, this, &SetupPanel::restart);
    auto* row = new QHBoxLayout;
    row->addWidget(restart_);
    row->addStretch(1);
    form->addRow(QString(), row);
    refresh();
  }

  void refresh() {
    const bool edited = steps_->typed() || every_->typed() || seed_->typed();
    const QString stored = whyStored(controller_);
    restart_->setEnabled(edited && stored.isEmpty());
    restart_->setToolTip(!stored.isEmpty() ? stored
                         : edited ? tr("From step 0, with the present settings of the tracks")
                                  : tr("Change a value first"));
  }

  void restart() {
    bool known[] = {false, false, false};
    RunConfig config = presentConfig(controller_.record());
    config.steps = steps_->text().toLongLong(&known[0]);
    config.eval_every = every_->text().toLongLong(&known[1]);
    config.seed = seed_->text().toULongLong(&known[2]);
    NumberField* const fields[] = {steps_, every_, seed_};
    for (std::size_t i = 0; i < std::size(fields); ++i) {
      if (known[i]) continue;
      fields[i]->setBad(true);
      fields[i]->setFocus();
      return;
    }
    if (controller_.restartWith(config) != 0) giveFocusBack(this);
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
  // Of the page that is shown.
  NumberField* steps_ = nullptr;
  NumberField* every_ = nullptr;
  NumberField* seed_ = nullptr;
  QPushButton* restart_ = nullptr;
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
