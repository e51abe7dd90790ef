// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of what happened in the run: edits, track actions, skipped steps, failures, and the
// results that its configuration asked for: averages made afterwards, scans, the test.
#include "core/protocol/failure_text.h"
#include "ui/controls/item_colors.h"
#include "ui/panels/panel.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"

#include <algorithm>
#include <vector>

#include <QCoreApplication>
#include <QHeaderView>
#include <QTableWidget>
#include <QTime>

namespace emascope::ui {
namespace {

constexpr int kRunRole = Qt::UserRole;
constexpr int kStepRole = Qt::UserRole + 1;

/// The losses of a scan, or the lowest of many.
QString scanText(const event::Scanned& scan) {
  constexpr std::size_t kMostListed = 9;
  const std::size_t count = std::min(scan.vals.size(), scan.spec.shares.size());
  std::size_t first = 0;
  std::size_t last = count;
  if (count > kMostListed) {
    for (std::size_t i = 1; i < count; ++i) {
      if (scan.vals[i].loss < scan.vals[first].loss) first = i;
    }
    last = first + 1;
  }
  QStringList losses;
  for (std::size_t i = first; i < last; ++i) {
    losses << QCoreApplication::translate("panels", "%1 at α = %2")
                  .arg(shortNumber(scan.vals[i].loss), plainNumber(scan.spec.shares[i]));
  }
  const QString text = losses.join(QStringLiteral(", "));
  return count > kMostListed ? QCoreApplication::translate("panels", "lowest %1").arg(text) : text;
}

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
    connect(&controller_, &RunController::delivered, this, [this] { results(); });
  }

 private:
  void started() {
    const RunRecord& record = controller_.record();
    syntheses_ = scans_ = 0;
    tested_at_ = -1;
    const PresetInfo* preset = findPreset(controller_.catalog(), record.config.preset);
    const bool own = !preset || record.config.preset == kOwnPreset;
    for (int row = 0; row < rowCount(); ++row) item(row, 1)->setToolTip({});
    const QString title = said(own ? record.facts.model.title : preset->title);
    const QString seed = QString::number(record.config.seed);
    add(0,
        isImported(record) ? tr("Log of another tool: %1").arg(title)
        : controller_.isStored()
            ? tr("Stored run: %1, seed %2").arg(title, seed)
            : tr("Run %1: %2, seed %3").arg(QString::number(controller_.runNumber()), title, seed));
    QFont heading;  // the size is that of the table at every zoom
    heading.setWeight(QFont::DemiBold);
    item(rowCount() - 1, 2)->setFont(heading);
  }

  /// Those that have arrived since the last time.
  void results() {
    const RunRecord& record = controller_.record();
    for (; syntheses_ < record.syntheses.size(); ++syntheses_) {
      const event::Synthesized& made = record.syntheses[syntheses_];
      add(made.spec.step, tr("average %1, made from snapshots: loss %2")
                              .arg(shownLabel(made.spec.label), shortNumber(made.val.loss)));
    }
    for (; scans_ < record.scans.size(); ++scans_) {
      const event::Scanned& scan = record.scans[scans_];
      add(scan.step,
          tr("losses between raw and %1: %2").arg(shownLabel(scan.spec.track), scanText(scan)));
    }
    if (record.tested.empty() || record.tested.front().step == tested_at_) return;
    tested_at_ = record.tested.front().step;
    QStringList losses;
    for (const event::TestedWeights& tested : record.tested) {
      losses << QStringLiteral("%1 %2").arg(shownLabel(tested.of), shortNumber(tested.val.loss));
    }
    add(record.step, tr("losses on the test samples: %1").arg(losses.join(QStringLiteral(", "))));
  }

  void showOnChart(int row) {
    const QTableWidgetItem* at = item(row, 1);
    if (at->data(kRunRole).toInt() != controller_.runNumber())
      return;  // an event of an earlier run
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

  /// Of a run that goes on the time of day, of a stored one that since its start.
  [[nodiscard]] QString timeOf(std::int64_t step) const {
    if (!controller_.isStored()) return QTime::currentTime().toString(QStringLiteral("HH:mm:ss"));
    const std::vector<EvalPoint>& points = controller_.record().points;
    const auto next =
        std::lower_bound(points.begin(), points.end(), step,
                         [](const EvalPoint& point, std::int64_t at) { return point.step < at; });
    if (points.empty()) return {};
    return durationText(next == points.end() ? points.back().seconds : next->seconds);
  }

  void add(std::int64_t step, const QString& what) {
    constexpr int kMost = 2000;
    if (rowCount() >= kMost) removeRow(0);
    const int row = rowCount();
    insertRow(row);
    setItem(row, 0, new QTableWidgetItem(timeOf(step)));
    auto* at = new QTableWidgetItem(grouped(step));
    at->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    at->setToolTip(tr("Click to show this step on the chart"));
    at->setData(kRunRole, controller_.runNumber());
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
  std::size_t syntheses_ = 0, scans_ = 0;  ///< those that are listed
  std::int64_t tested_at_ = -1;            ///< step of the test that is listed; -1: none
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
