// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/test_card.h"

#include "ui/compare/compare_feed.h"
#include "ui/compare/compare_words.h"
#include "ui/panels/save_weights.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"

#include <algorithm>
#include <cmath>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kTestRow = 24;
constexpr int kShownRows = 3;
constexpr std::string_view kBestWord = "best ";

}  // namespace

TestCard::TestCard(const PanelContext& context, CompareFeed& feed, QWidget* parent)
    : CompareCard(parent),
      context_(context),
      feed_(feed),
      when_(plainLabel("secondary", this)),
      table_(new QTableWidget(this)),
      save_raw_(addButton("save_raw", tr("Save raw…"))),
      save_average_(addButton("save_average", tr("Save EMA…"))),
      save_mix_(addButton("save_mix", tr("Save this mix…"))) {
  setObjectName(QStringLiteral("compare_test"));
  setProperty("card", true);
  QLabel* title = plainLabel("heading", this);
  title->setText(tr("On the test samples"));
  when_->setObjectName(QStringLiteral("test_when"));
  when_->setWordWrap(true);
  table_->setObjectName(QStringLiteral("test_table"));
  table_->setAccessibleName(tr("Results on the test samples"));
  table_->setAccessibleDescription(tr("Looked at once, at the end of the run"));
  table_->setColumnCount(3);
  table_->setShowGrid(false);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(kTestRow);
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setTabKeyNavigation(false);  // Tab leaves the table
  table_->setSelectionMode(QAbstractItemView::NoSelection);
  table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table_->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  table_->setMinimumHeight(kTestRow * (kShownRows + 1) + 6);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(4);
  for (QPushButton* button : {save_raw_, save_average_, save_mix_}) buttons->addWidget(button, 1);
  auto* inside = new QVBoxLayout(this);
  inside->setContentsMargins(14, 10, 14, 10);
  inside->setSpacing(6);
  inside->addWidget(title);
  inside->addWidget(when_);
  inside->addWidget(table_, 1);
  inside->addStretch(0);
  inside->addLayout(buttons);
  connect(save_raw_, &QPushButton::clicked, this, [this] { save("raw", 1.0); });
  const auto label = [this] {
    const RunRecord& record = context_.controller->record();
    const std::size_t track = context_.selection->track();
    return track < record.alive ? record.tracks[track].label : std::string();
  };
  connect(save_average_, &QPushButton::clicked, this, [this, label] { save(label(), 1.0); });
  connect(save_mix_, &QPushButton::clicked, this, [this, label] { save(label(), feed_.share()); });
  renew();
}

QPushButton* TestCard::addButton(const char* name, const QString& text) {
  auto* button = new QPushButton(text, this);
  button->setObjectName(QLatin1String(name));
  button->setProperty("small", true);
  return button;
}

void TestCard::save(const std::string& of, double share) {
  if (!of.empty()) askAndSaveWeights(context_, of, window(), share);
}

/// "raw", "EMA", "best hl20".
QString TestCard::weightsName(const std::string& of) const {
  const bool best = of.starts_with(kBestWord);
  const std::string label = best ? of.substr(kBestWord.size()) : of;
  const int track = context_.controller->record().trackIndex(label);
  const QString name =
      track >= 0 ? trackName(context_.controller->record(), static_cast<std::size_t>(track))
                 : shownLabel(label);
  return best ? tr("best %1").arg(name) : name;
}

void TestCard::fillTable() {
  const RunRecord& record = context_.controller->record();
  const std::size_t track = context_.selection->track();
  const std::string chosen = track < record.alive ? record.tracks[track].label : std::string();
  const bool accuracy = record.facts.model.metric == "accuracy";
  table_->setHorizontalHeaderLabels(
      {tr("weights"), tr("loss"), said(shownLabel(record.facts.model.metric).toStdString())});
  for (int column = 0; column < 3; ++column) {
    table_->horizontalHeaderItem(column)->setTextAlignment(
        (column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
  }
  table_->setRowCount(static_cast<int>(record.tested.size()));
  for (std::size_t i = 0; i < record.tested.size(); ++i) {
    const event::TestedWeights& tested = record.tested[i];
    const QString metric =
        accuracy ? percentText(tested.val.metric, 2) : lossText(tested.val.metric);
    const QStringList texts = {tr("%1 @ %2").arg(weightsName(tested.of), grouped(tested.step)),
                               lossText(tested.val.loss), metric};
    for (int column = 0; column < 3; ++column) {
      auto* item = new QTableWidgetItem(texts[column]);
      if (column > 0) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      QFont font;  // the rest of it is the table's
      font.setBold(tested.of == chosen);
      item->setFont(font);
      table_->setItem(static_cast<int>(i), column, item);
    }
  }
}

void TestCard::renew() {
  const RunRecord& record = context_.controller->record();
  const std::int64_t left = std::max<std::int64_t>(0, record.config.steps - record.step);
  QString when;
  if (!record.tested.empty()) {
    when = tr("looked at once, at the end");
  } else if (record.state == RunState::kRunning || record.state == RunState::kPaused) {
    // Before the end nothing says whether there are any.
    when = counted(left, tr("looked at once, at the end, if the run has any: 1 step to go"),
                   tr("looked at once, at the end, if the run has any: %1 steps to go"));
  } else if (record.state == RunState::kFinished) {
    when = tr("This run has no test samples.");
  } else if (record.state == RunState::kFailed) {
    when = tr("The run failed before they were looked at.");
  } else {
    when = tr("looked at once, at the end of a run that has any");
  }
  when_->setText(when);
  table_->setVisible(!record.tested.empty());
  fillTable();
  const bool possible = context_.controller->accepts(command::Save{});
  const bool track = context_.selection->track() < record.alive;
  save_raw_->setEnabled(possible);
  save_average_->setEnabled(possible && track);
  save_mix_->setEnabled(possible && track && feed_.canMix());
  const QString why =
      !context_.controller->understands(commandKind(command::Save{}))
          ? tr("This engine does not know the command %1.").arg(QStringLiteral("save"))
      : !possible ? tr("There are no weights of a run to save.")
      : !track    ? tr("This run has no average to save.")
                  : QString();
  save_raw_->setToolTip(possible ? tr("Saves the raw weights of the last step.") : why);
  save_average_->setToolTip(why.isEmpty() ? tr("Saves the selected average.") : why);
  save_mix_->setToolTip(
      !why.isEmpty()   ? why
      : feed_.canMix() ? tr("Saves the weights at %1.").arg(shareText(feed_.share()))
                       : tr("This engine shows raw and averaged weights, but no mix of them."));
}

}  // namespace emascope::ui
