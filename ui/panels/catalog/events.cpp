// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of what happened in the run: edits, track actions, skipped steps, failures.
#include "core/protocol/failure_text.h"
#include "ui/controls/item_colors.h"
#include "ui/panels/panel.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QTableWidget>
#include <QTime>

namespace emascope::ui {
namespace {

constexpr int kRunRole = Qt::UserRole;
constexpr int kStepRole = Qt::UserRole + 1;

/// The events of the run, newest last. The tab's title shows their number (property "count"). A
/// click on an event of the current run, or Enter, shows its step on the chart.
class EventsTable final : public QTableWidget {
  Q_DECLARE_TR_FUNCTIONS(EventsTable)
 public:
  EventsTable(const PanelContext& context, QWidget* parent)
      : QTableWidget(0, 3, parent),
        controller_(*context.controller),
        selection_(*context.selection) {
    setObjectName(QStringLiteral("events_table"));
    setAccessibleName(tr("Events"));
    setAccessibleDescription(tr("Click an event, or press Enter, to show its step on the chart."));
    setHorizontalHeaderLabels({tr("time"), tr("step"), tr("event")});
    horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    horizontalHeaderItem(0)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeaderItem(1)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    horizontalHeaderItem(2)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(24);
    setItemDelegate(new ItemColors(this));
    setShowGrid(false);
    setTabKeyNavigation(false);
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setWordWrap(false);
    connect(this, &QTableWidget::cellClicked, this, [this](int row) { showOnChart(row); });
    connect(this, &QTableWidget::cellActivated, this, [this](int row) { showOnChart(row); });
    connect(&controller_, &RunController::runStarted, this, [this] { started(); });
    connect(&controller_, &RunController::applied, this, [this](const event::Applied& change) {
      add(change.step, changeText(controller_.catalog(), controller_.record().tracks, change));
    });
    connect(&controller_, &RunController::tracksChanged, this,
            [this](const event::TracksChanged& change) {
              add(change.step, actionText(change.action));
            });
    connect(&controller_, &RunController::rejected, this,
            [this](quint64 request, const QString& reason) {
              Q_UNUSED(request);
              add(controller_.record().step, tr("refused: %1").arg(reason));
            });
    connect(
        &controller_, &RunController::stepSkipped, this, [this](const event::SkippedStep& skip) {
          add(skip.step, tr("step skipped: %1 not finite (%2 so far); the weights did not change")
                             .arg(QString::fromStdString(skip.what))
                             .arg(skip.total));
        });
    connect(&controller_, &RunController::failed, this, [this](const event::Failed& failure) {
      add(failure.step, tr("failed: %1").arg(QString::fromStdString(failureText(failure))));
    });
    connect(&controller_, &RunController::stateChanged, this, [this] { state(); });
  }

 private:
  void started() {
    const RunRecord& record = controller_.record();
    const PresetInfo* preset = findPreset(controller_.catalog(), record.config.preset);
    const bool own = !preset || record.config.preset == kOwnPreset;
    ++runs_;
    for (int row = 0; row < rowCount(); ++row) item(row, 1)->setToolTip({});
    add(0, tr("Run %1: %2, seed %3")
               .arg(runs_)
               .arg(said(own ? record.facts.model.title : preset->title))
               .arg(record.config.seed));
    QFont heading = font();
    heading.setWeight(QFont::DemiBold);
    item(rowCount() - 1, 2)->setFont(heading);
  }

  void showOnChart(int row) {
    const QTableWidgetItem* at = item(row, 1);
    if (at->data(kRunRole).toInt() != runs_) return;  // an event of an earlier run
    selection_.showStep(at->data(kStepRole).toLongLong());
  }

  void state() {
    const RunRecord& record = controller_.record();
    const bool told = record.state == RunState::kFailed && !record.failures.empty() &&
                      record.failures.back().what == record.state_reason;
    if (told) return;
    QString text = said(runStateText(record.state));
    if (record.state == RunState::kFinished && record.step < record.config.steps) {
      text = controller_.starting() ? tr("ended by a new run") : tr("ended before its last step");
    }
    if (!record.state_reason.empty())
      text += QStringLiteral(": ") + QString::fromStdString(record.state_reason);
    add(record.step, text);
  }

  void add(std::int64_t step, const QString& what) {
    constexpr int kMost = 2000;
    if (rowCount() >= kMost) removeRow(0);
    const int row = rowCount();
    insertRow(row);
    setItem(row, 0,
            new QTableWidgetItem(QTime::currentTime().toString(QStringLiteral("HH:mm:ss"))));
    auto* at = new QTableWidgetItem(grouped(step));
    at->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    at->setToolTip(tr("Click to show this step on the chart"));
    at->setData(kRunRole, runs_);
    at->setData(kStepRole, QVariant::fromValue<qint64>(step));
    setItem(row, 1, at);
    auto* words = new QTableWidgetItem(what);
    words->setToolTip(what);
    setItem(row, 2, words);
    scrollToBottom();
    setProperty("count", rowCount());
    setWindowTitle(tr("Events %1").arg(rowCount()));  // shown as the title of the tab
  }

  RunController& controller_;
  Selection& selection_;
  int runs_ = 0;
};

}  // namespace

void registerPanelEvents(PanelRegistry& registry) {
  registry["events"] = {.title = QT_TRANSLATE_NOOP("panels", "Events"),
                        .area = PanelEntry::Area::kTable,
                        .order = 1,
                        .make = [](const PanelContext& context, QWidget* parent) -> QWidget* {
                          return new EventsTable(context, parent);
                        }};
}

}  // namespace emascope::ui
