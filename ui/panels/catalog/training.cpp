// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card of the run's own live parameters: learning rate, weight decay.
#include "ui/panels/knob_group.h"
#include "ui/panels/panel.h"
#include "ui/run/run_controller.h"
#include "ui/run/words.h"

#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

/// The live parameters of the run itself: the learning rate.
class TrainingCard final : public QFrame {
 public:
  TrainingCard(const PanelContext& context, QWidget* parent)
      : QFrame(parent), context_(context), column_(new QVBoxLayout(this)) {
    setProperty("card", true);
    setObjectName(QStringLiteral("training_card"));
    column_->setContentsMargins(14, 10, 14, 10);
    column_->setSpacing(4);
    auto* title = new QLabel(QCoreApplication::translate("panels", "Training"), this);
    title->setProperty("heading", true);
    column_->addWidget(title);
    connect(context.controller, &RunController::catalogArrived, this, [this] { build(); });
    connect(context.controller, &RunController::runStarted, this, [this] { show(); });
    connect(context.controller, &RunController::stateChanged, this, [this] {
      if (knobs_) knobs_->setEnabled(context_.controller->accepts(command::SetParams{}));
    });
    connect(context.controller, &RunController::delivered, this, [this] { showRate(); });
    build();
  }

 private:
  /// Shows the learning rate of the last step; the knob is the base that the schedule multiplies.
  void showRate() {
    ParamKnob* rate = knobs_ ? knobs_->knob("lr") : nullptr;
    if (!rate) return;
    const RunRecord& record = context_.controller->record();
    const auto& schedule = record.config.training.lr_schedule;
    const bool constant = !schedule || schedule->kind == "constant";
    if (constant || record.progress.step == 0) return rate->setRemark({});
    const QString now = plainNumber(record.progress.rate);
    rate->setRemark({QCoreApplication::translate("panels", "in force %1").arg(now), now},
                    /*must_be_seen=*/true);
  }

  void build() {
    delete knobs_;
    knobs_ = nullptr;
    if (context_.controller->catalog().run_params.empty()) return;
    knobs_ = new KnobGroup(context_, context_.controller->catalog().run_params, this);
    knobs_->setEnabled(false);
    knobs_->showAdvanced(shows_advanced_);
    connect(knobs_, &KnobGroup::advancedShown, this, [this](bool on) { shows_advanced_ = on; });
    column_->addWidget(knobs_);
  }

  void show() {
    if (!knobs_) return;
    const RunRecord& record = context_.controller->record();
    if (isImported(record)) return showUnknown();
    ParamValues values;
    for (const ParamSpec& spec : context_.controller->catalog().run_params) {
      values[spec.id] = record.value("", spec.id);
    }
    ParamValues presets;
    if (const PresetInfo* preset =
            findPreset(context_.controller->catalog(), record.config.preset)) {
      if (preset->config.training.optimizer) presets = preset->config.training.optimizer->params;
      presets["lr"] = preset->config.lr;
    }
    knobs_->setTrack("", values, presets);
    showRate();
  }

  /// The log of another tool does not say them.
  void showUnknown() {
    for (const ParamSpec& spec : context_.controller->catalog().run_params) {
      if (ParamKnob* knob = knobs_->knob(spec.id)) knob->showUnknown();
    }
  }

  PanelContext context_;
  QVBoxLayout* column_;
  KnobGroup* knobs_ = nullptr;
  bool shows_advanced_ = false;  ///< kept when the engine is restarted
};

}  // namespace

void registerPanelTraining(PanelRegistry& registry) {
  registry["training"] = {.title = QT_TRANSLATE_NOOP("panels", "Training"),
                          .area = PanelEntry::Area::kSide,
                          .order = 3,
                          .make = [](const PanelContext& context, QWidget* parent) -> QWidget* {
                            return new TrainingCard(context, parent);
                          }};
}

}  // namespace emascope::ui
