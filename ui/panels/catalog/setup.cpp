// SPDX-License-Identifier: GPL-3.0-or-later
//
// The page with the task, the device and the settings of the run.
#include "core/base/short_text.h"
#include "ui/panels/panel.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/words.h"

#include <QCoreApplication>
#include <QFormLayout>
#include <QLabel>
#include <QScrollArea>

namespace emascope::ui {
namespace {

/// The task, the device and the settings of the run, as selectable text.
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
      add(form, tr("device"),
          tr("%1: %2").arg(QString::fromStdString(record.facts.device_name),
                           said(record.facts.device_reason)));
      add(form, tr("threads"), QString::number(record.facts.threads));
      add(form, tr("seed"), QString::number(record.config.seed));
      add(form, tr("evaluation"),
          counted(record.config.eval_every, tr("every step"), tr("every %1 steps")));
      add(form, tr("engine"), QString::fromStdString(record.facts.engine));
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
