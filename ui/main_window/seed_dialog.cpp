// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/seed_dialog.h"

#include "core/protocol/record/best_mean.h"
#include "core/protocol/record/seed_spread.h"
#include "ui/controls/item_colors.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kSeeds = 5;
constexpr int kSeedDialogWidth = 620;
constexpr int kSeedTableHeight = 180;

/// What is repeated, and what is not.
QString aboutSeeds(const RunRecord& record, const SeedRuns& runs) {
  const QString about =
      SeedDialog::tr(
          "This run (%1) with the seeds %2 to %3, one after the other, on an engine process of "
          "its own. The run itself is not touched; they share the processors.")
          .arg(said(record.facts.model.title), QString::number(runs.seed(0)),
               QString::number(runs.seed(runs.count() - 1)));
  if (record.changes.empty() && record.track_changes.empty()) return about;
  return about + u' ' +
         SeedDialog::tr(
             "Changes are not repeated at their steps: the settings of step %1 hold "
             "from the first step on.")
             .arg(grouped(record.step));
}

/// "0.1234 ± 0.0056" of the runs that have the value, with their number if it is not that of all.
QString spreadOf(const std::vector<std::optional<double>>& runs) {
  std::vector<double> values;
  for (const std::optional<double>& run : runs) {
    if (run) values.push_back(*run);
  }
  if (values.empty()) return QStringLiteral("–");
  const QString spread = QString::fromStdString(meanAndDeviation(values));
  if (values.size() == runs.size()) return spread;
  return QStringLiteral("%1 (n = %2)").arg(spread).arg(static_cast<qulonglong>(values.size()));
}

/// "3 of 5": runs in which the best loss of the average is below that of raw; "–" if none has both.
QString runsBelow(const SeedRuns::Losses& average, const SeedRuns::Losses& raw) {
  int below = 0;
  int runs = 0;
  for (std::size_t run = 0; run < average.best.size(); ++run) {
    if (!average.best[run] || !raw.best[run]) continue;
    ++runs;
    below += *average.best[run] < *raw.best[run] ? 1 : 0;
  }
  return runs == 0 ? QStringLiteral("–") : SeedDialog::tr("%1 of %2").arg(below).arg(runs);
}

}  // namespace

SeedDialog::SeedDialog(const RunController& controller, const QStringList& engine, QWidget* window)
    : QDialog(window),
      runs_(engine, configToRepeat(controller.record()), kSeeds, this),
      state_(new QLabel(this)),
      heading_(new QLabel(this)),
      table_(new QTableWidget(this)) {
  setObjectName(QStringLiteral("seed_dialog"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("Repeat with %1 seeds").arg(kSeeds));
  state_->setObjectName(QStringLiteral("seed_state"));
  heading_->setObjectName(QStringLiteral("seed_heading"));
  heading_->setProperty("heading", true);
  makeTable();
  layOut(aboutSeeds(controller.record(), runs_));
  connect(&runs_, &SeedRuns::progressed, this, &SeedDialog::showRuns);
  connect(&runs_, &SeedRuns::ended, this, &SeedDialog::showRuns);
  runs_.begin();
  showRuns();
}

void SeedDialog::makeTable() {
  table_->setObjectName(QStringLiteral("seed_table"));
  table_->setAccessibleName(tr("Losses over the seeds"));
  table_->setItemDelegate(new ItemColors(table_));
  table_->setShowGrid(false);
  table_->setTabKeyNavigation(false);
  table_->verticalHeader()->hide();
  table_->setColumnCount(4);
  table_->setHorizontalHeaderLabels({QString(), tr("last loss"),
                                     tr("best loss, mean of %1").arg(int{kBestOf}),
                                     tr("best lower than raw")});
  table_->hide();
  heading_->hide();
  table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  table_->setMinimumHeight(scaled(kSeedTableHeight));
}

void SeedDialog::layOut(const QString& about) {
  auto* words = new QLabel(about, this);
  words->setObjectName(QStringLiteral("seed_about"));
  for (QLabel* label : {words, state_, heading_}) {
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel | QDialogButtonBox::Close, this);
  cancel_ = buttons->button(QDialogButtonBox::Cancel);
  close_ = buttons->button(QDialogButtonBox::Close);
  for (QPushButton* button : {cancel_, close_}) button->setIcon({});
  connect(cancel_, &QPushButton::clicked, this, [this] {
    runs_.cancel();
    showRuns();
  });
  connect(close_, &QPushButton::clicked, this, &QDialog::close);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(20, 16, 20, 14);
  setMinimumWidth(scaled(kSeedDialogWidth));
  column->addWidget(words);
  column->addWidget(state_);
  column->addWidget(heading_);
  column->addWidget(table_, 1);
  column->addWidget(buttons);
}

void SeedDialog::done(int result) {
  runs_.cancel();
  QDialog::done(result);
}

void SeedDialog::showRuns() {
  const bool all = runs_.done() == runs_.count();
  const QString run = QString::number(std::min(runs_.done() + 1, runs_.count()));
  const QString count = QString::number(runs_.count());
  if (runs_.goesOn()) {
    state_->setText(tr("Run %1 of %2, seed %3: step %4 of %5")
                        .arg(run, count, QString::number(runs_.seed(runs_.done())),
                             grouped(runs_.step()), grouped(runs_.steps())));
  } else if (!all) {
    state_->setText(runs_.trouble().isEmpty()
                        ? tr("Canceled in run %1 of %2.").arg(run, count)
                        : tr("Ended in run %1 of %2: %3").arg(run, count, runs_.trouble()));
  }
  state_->setVisible(!all);
  cancel_->setVisible(runs_.goesOn());
  close_->setVisible(!runs_.goesOn());
  fillTable();
}

void SeedDialog::fillTable() {
  if (std::exchange(in_table_, runs_.done()) == runs_.done()) return;
  const std::vector<SeedRuns::Losses>& losses = runs_.losses();
  heading_->setText(
      tr("Validation loss: mean ± standard deviation over n = %1 runs").arg(runs_.done()));
  heading_->setVisible(true);
  table_->setVisible(true);
  table_->setRowCount(static_cast<int>(losses.size()));
  for (std::size_t k = 0; k < losses.size(); ++k) {
    const QString below = k == 0 ? QString() : runsBelow(losses[k], losses.front());
    const QStringList texts = {losses[k].name, spreadOf(losses[k].last), spreadOf(losses[k].best),
                               below};
    for (int column = 0; column < texts.size(); ++column) {
      auto* item = new QTableWidgetItem(texts[column]);
      item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
      if (column == 0) item->setToolTip(texts[column].toHtmlEscaped());  // it may be too long
      table_->setItem(static_cast<int>(k), column, item);
    }
  }
}

void repeatWithSeeds(const RunController& controller, const QStringList& engine, QWidget* window) {
  if (auto* open = window->findChild<SeedDialog*>()) {
    if (open->goesOn()) {
      open->raise();
      return open->activateWindow();
    }
    open->close();
  }
  (new SeedDialog(controller, engine, window))->show();
}

}  // namespace emascope::ui
