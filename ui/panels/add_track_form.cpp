// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/add_track_form.h"

#include "core/protocol/options/track_options.h"
#include "core/rules/track_params.h"
#include "ui/controls/focus_home.h"
#include "ui/controls/look.h"
#include "ui/controls/quiet_combo.h"
#include "ui/panels/panel_commands.h"
#include "ui/panels/track_menu.h"
#include "ui/run/edit_sender.h"
#include "ui/run/free_label.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>

namespace emascope::ui {
namespace {

/// "beta=0.999, power=2/3" as on the command line: no spaces, one comma between two parameters.
/// "hl=50" is the β of that half-life.
QString asOption(const QString& typed) {
  static const QRegularExpression around(QStringLiteral("\\s*=\\s*"));
  static const QRegularExpression between(QStringLiteral("[,;\\s]+"));
  QString text = typed.trimmed();
  text.replace(around, QStringLiteral("="));
  QStringList parts = text.split(between, Qt::SkipEmptyParts);
  for (QString& part : parts) {
    if (part.startsWith(QStringLiteral("hl="))) part.prepend(QStringLiteral("beta="));
  }
  return parts.join(QLatin1Char(','));
}

}  // namespace

AddTrackForm::AddTrackForm(const PanelContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      rules_(new QuietCombo(this)),
      params_(new QLineEdit(this)),
      label_(new QLineEdit(this)),
      add_(new QPushButton(tr("Add"), this)),
      cancel_(new QPushButton(tr("Cancel"), this)),
      reason_(new QLabel(this)) {
  setObjectName(QStringLiteral("add_track_form"));
  rules_->setObjectName(QStringLiteral("add_track_rule"));
  rules_->setAccessibleName(tr("Rule of the new track"));
  params_->setObjectName(QStringLiteral("add_track_params"));
  params_->setAccessibleName(tr("Its parameters as name=value"));
  label_->setObjectName(QStringLiteral("add_track_label"));
  label_->setAccessibleName(tr("Its label"));
  add_->setObjectName(QStringLiteral("add_track_add"));
  cancel_->setObjectName(QStringLiteral("add_track_cancel"));
  reason_->setObjectName(QStringLiteral("add_track_reason"));
  layOut();
  follow();
  fillRules();
  hide();
}

void AddTrackForm::layOut() {
  rules_->setMinimumContentsLength(18);
  rules_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  label_->setMaximumWidth(170);
  reason_->setProperty("bad", true);
  reason_->setTextFormat(Qt::PlainText);
  reason_->setWordWrap(true);
  reason_->hide();
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(rules_);
  row->addWidget(params_, 1);
  row->addWidget(label_);
  row->addWidget(add_);
  row->addWidget(cancel_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(6, 6, 6, 2);
  column->setSpacing(2);
  column->addLayout(row);
  column->addWidget(reason_);
}

void AddTrackForm::follow() {
  connect(rules_, &QComboBox::activated, this, [this] {
    showRule();
    params_->setFocus();
  });
  for (QLineEdit* field : {params_, label_}) {
    connect(field, &QLineEdit::returnPressed, this, &AddTrackForm::add);
    connect(field, &QLineEdit::textEdited, this, [this] { refuse({}); });
  }
  connect(add_, &QPushButton::clicked, this, &AddTrackForm::add);
  connect(cancel_, &QPushButton::clicked, this, &AddTrackForm::putAway);
  connect(context_.commands, &PanelCommands::addTrackWanted, this, &AddTrackForm::open);
  connect(context_.controller, &RunController::catalogArrived, this, &AddTrackForm::fillRules);
  connect(context_.controller, &RunController::stateChanged, this, &AddTrackForm::refresh);
  connect(context_.controller, &RunController::runStarted, this, [this] { asked_ = 0; });
  connect(context_.controller, &RunController::tracksChanged, this,
          [this](const event::TracksChanged& change) {
            label_->setPlaceholderText(suggestedLabel());
            if (!asked(change.request)) return;
            const std::size_t last = context_.controller->record().alive - 1;
            params_->clear();
            label_->clear();
            putAway();
            context_.selection->setTrack(last);
            Q_EMIT added();
          });
  connect(context_.sender, &EditSender::actionRefused, this,
          [this](quint64 request, const QString& reason) {
            if (!asked(request)) return;
            asked_ = 0;
            refuse(reason);
          });
}

void AddTrackForm::open() {
  if (!whyTracksRest(*context_.controller).isEmpty()) return;
  asked_ = 0;
  refuse({});
  showRule();
  refresh();
  show();
  params_->setFocus();
}

void AddTrackForm::putAway() {
  asked_ = 0;
  const QWidget* focused = window()->focusWidget();
  const bool inside = focused && isAncestorOf(focused);
  hide();
  if (inside) giveFocusBack(this);
}

void AddTrackForm::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) return putAway();
  QWidget::keyPressEvent(event);
}

void AddTrackForm::fillRules() {
  const QString chosen = rules_->currentData().toString();
  rules_->clear();
  for (const bool library : {false, true}) {
    if (library && rules_->count() > 0) rules_->insertSeparator(rules_->count());
    for (const ScheduleInfo& info : context_.controller->catalog().schedules) {
      if (info.library.empty() == library) continue;
      const QString name = said(info.label);
      rules_->addItem(library ? tr("like %1").arg(QString::fromStdString(info.id)) : name,
                      QString::fromStdString(info.id));
      rules_->setItemData(rules_->count() - 1, said(info.formula), Qt::ToolTipRole);
    }
  }
  const int again = rules_->findData(chosen);
  const int usual = rules_->findData(QStringLiteral("constant"));
  rules_->setCurrentIndex(again >= 0 ? again : std::max(usual, 0));
  showRule();
}

QString AddTrackForm::suggestedLabel() const {
  return QString::fromStdString(
      freeLabel(rules_->currentData().toString().toStdString(), context_.controller->record()));
}

void AddTrackForm::showRule() {
  const ScheduleInfo* rule =
      findSchedule(context_.controller->catalog(), rules_->currentData().toString().toStdString());
  label_->setPlaceholderText(suggestedLabel());
  if (!rule) return;
  QStringList initial;
  QStringList tips = {said(rule->formula)};
  for (const ParamSpec& spec : rule->params) {
    const QString id = QString::fromStdString(spec.id);
    const QString value = QString::fromStdString(valueText(spec, spec.initial));
    if (!isTrackParam(spec.id)) initial << QStringLiteral("%1=%2").arg(id, value);
    tips << tr("%1: %2, %3").arg(id, said(spec.label), QString::fromStdString(allowedText(spec)));
  }
  params_->setPlaceholderText(initial.join(QStringLiteral(", ")));
  params_->setToolTip(tips.join(QLatin1Char('\n')));
}

void AddTrackForm::refresh() {
  const QString why = whyTracksRest(*context_.controller);
  add_->setEnabled(why.isEmpty());
  add_->setToolTip(why);
}

Result<TrackSpec> AddTrackForm::typed() const {
  const RunRecord& record = context_.controller->record();
  const Catalog& catalog = context_.controller->catalog();
  const std::string id = rules_->currentData().toString().toStdString();
  const QString name = label_->text().trimmed();
  const std::string label = (name.isEmpty() ? label_->placeholderText() : name).toStdString();
  if (const Status status = checkLabel(label); !status) return status.error();
  const ScheduleInfo* rule = findSchedule(catalog, id);
  if (!rule) return Error{"rule", "the engine does not know '" + id + "'", ""};
  std::string option = label + (rule->library.empty() ? ":schedule=" : ":like=") + id;
  if (const QString params = asOption(params_->text()); !params.isEmpty()) {
    option.append(",").append(params.toStdString());
  }
  auto read = readTracks({option}, catalog);
  if (!read) return read.error();
  std::vector<TrackSpec> now(record.tracks.begin(),
                             record.tracks.begin() + static_cast<std::ptrdiff_t>(record.alive));
  const auto after = editedTracks(std::move(now), track_action::Add{read->front()});
  if (!after) return after.error();
  return read->front();
}

void AddTrackForm::add() {
  if (!add_->isEnabled() || asked_ != 0) return;
  const auto track = typed();
  if (!track) {
    const TrackSpec wanted{
        .label = (label_->text().isEmpty() ? label_->placeholderText() : label_->text().trimmed())
                     .toStdString(),
        .schedule = rules_->currentData().toString().toStdString()};
    const Error error = inLabels(track.error(), context_.controller->catalog(), wanted);
    return refuse(QString::fromStdString(error.message()));
  }
  asked_ = context_.sender->act(track_action::Add{*track});
  if (asked_ == 0) refuse(whyTracksRest(*context_.controller));
}

void AddTrackForm::refuse(const QString& reason) {
  constexpr int kMostLetters = 400;
  const QString text =
      reason.size() > kMostLetters ? reason.left(kMostLetters) + QChar(0x2026) : reason;
  reason_->setText(text.simplified());
  reason_->setVisible(!text.isEmpty());
}

}  // namespace emascope::ui
