// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/test_card.h"

#include "ui/compare/compare_feed.h"
#include "ui/compare/compare_words.h"
#include "ui/panels/save_weights.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <QEvent>
#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTableWidget>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kTestRow = 24;
constexpr int kShownRows = 3;
constexpr int kHeadRow = 30;            // at most, with the frame
constexpr ScaledPixels kLeastName{14};  // of a track on a button
constexpr qint64 kBetweenTexts = 250;   // ms
constexpr std::string_view kBestWord = "best ";

}  // namespace

TestCard::TestCard(const PanelContext& context, CompareFeed& feed, QWidget* parent)
    : CompareCard(parent),
      context_(context),
      feed_(feed),
      title_(plainLabel("heading", this)),
      when_(plainLabel("secondary", this)),
      table_(new QTableWidget(this)),
      save_raw_(addButton("save_raw", tr("Save raw…"))),
      save_average_(addButton("save_average", {})),
      save_mix_(addButton("save_mix", tr("Save this mix…"))) {
  setObjectName(QStringLiteral("compare_test"));
  setProperty("card", true);
  title_->setObjectName(QStringLiteral("test_title"));
  when_->setObjectName(QStringLiteral("test_when"));
  when_->setWordWrap(true);
  table_->setObjectName(QStringLiteral("test_table"));
  table_->setAccessibleName(tr("Results on the test samples"));
  table_->setAccessibleDescription(tr("Evaluated once, at the end of the run"));
  table_->setColumnCount(3);
  table_->setShowGrid(false);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(kTestRow);
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setTabKeyNavigation(false);  // Tab leaves the table
  table_->setSelectionMode(QAbstractItemView::NoSelection);
  table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  // Beside the layers it is as high as a few rows and scrolls; in a tab it takes what there is.
  table_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
  table_->setMinimumHeight(kTestRow * kShownRows + kHeadRow);
  connect(table_->verticalScrollBar(), &QScrollBar::rangeChanged, this, &TestCard::showChosen);
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(4);
  for (QPushButton* button : {save_raw_, save_average_, save_mix_}) buttons->addWidget(button, 1);
  auto* inside = new QVBoxLayout(this);
  inside->setContentsMargins(14, 10, 14, 10);
  inside->setSpacing(6);
  inside->addWidget(title_);
  inside->addWidget(when_);
  inside->addWidget(table_, 1);
  inside->addStretch(0);
  inside->addLayout(buttons);
  later_.setSingleShot(true);
  connect(&later_, &QTimer::timeout, this, [this] { when_->setText(whenText()); });
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

QString TestCard::averageName() const {
  const RunRecord& record = context_.controller->record();
  const std::size_t track = context_.selection->track();
  return track < record.alive ? trackName(record, track) : tr("EMA");
}

std::vector<TestCard::Row> TestCard::rowsNow() const {
  const RunRecord& record = context_.controller->record();
  const std::size_t track = context_.selection->track();
  const std::string chosen = track < record.alive ? record.tracks[track].label : std::string();
  const bool accuracy = record.facts.model.metric == "accuracy";
  std::vector<Row> rows;
  for (const event::TestedWeights& tested : record.tested) {
    const QString metric =
        accuracy ? percentText(tested.val.metric, 2) : lossText(tested.val.metric);
    rows.push_back({{tr("%1 @ %2").arg(weightsName(tested.of), grouped(tested.step)),
                     lossText(tested.val.loss), metric},
                    tested.of == chosen});
  }
  return rows;
}

void TestCard::fillTable() {
  const std::string& metric = context_.controller->record().facts.model.metric;
  const QStringList heads = {tr("weights"), tr("loss"), said(shownLabel(metric).toStdString())};
  std::vector<Row> rows = rowsNow();
  if (heads == heads_ && rows == rows_) return;
  heads_ = heads;
  rows_ = std::move(rows);
  table_->setHorizontalHeaderLabels(heads_);
  for (int column = 0; column < table_->columnCount(); ++column) {
    table_->horizontalHeaderItem(column)->setTextAlignment(
        (column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
  }
  table_->setRowCount(static_cast<int>(rows_.size()));
  for (int row = 0; row < table_->rowCount(); ++row) {
    const Row& now = rows_[static_cast<std::size_t>(row)];
    for (int column = 0; column < table_->columnCount(); ++column) {
      auto* item = new QTableWidgetItem(now.texts[column]);
      if (column > 0) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      QFont font;  // the rest of it is the table's
      font.setBold(now.chosen);
      item->setFont(font);
      table_->setItem(row, column, item);
    }
  }
  showChosen();
}

void TestCard::showChosen() {
  const auto chosen = std::ranges::find(rows_, true, &Row::chosen);
  if (chosen == rows_.end()) return;
  table_->scrollToItem(table_->item(static_cast<int>(chosen - rows_.begin()), 0));
}

QString TestCard::whenText() const {
  const RunRecord& record = context_.controller->record();
  const std::optional<std::int64_t>& samples = record.facts.model.test_samples;
  if (!record.tested.empty()) return tr("evaluated once, at the end");
  if (record.state == RunState::kIdle)
    return tr("evaluated once, at the end of a run with test samples");
  if (samples == 0) return tr("This run has no test samples.");
  if (record.state == RunState::kFailed)
    return tr("The run failed before the test samples were evaluated.");
  if (record.state == RunState::kFinished) {
    return samples ? tr("The test samples could not be evaluated.")
                   : tr("This run has no test samples.");
  }
  const std::int64_t left = std::max<std::int64_t>(0, record.config.steps - record.step);
  if (samples) {
    return counted(left, tr("evaluated once, at the end: 1 step to go"),
                   tr("evaluated once, at the end: %1 steps to go"));
  }
  // Until the end it is not known whether there is a test set.
  return counted(left, tr("evaluated once, at the end, if the run has a test set: 1 step to go"),
                 tr("evaluated once, at the end, if the run has a test set: %1 steps to go"));
}

void TestCard::renewProgress() {
  if (told_.isValid() && told_.elapsed() < kBetweenTexts) {
    // The last report before the end, or before a pause, must not be lost.
    if (!later_.isActive()) later_.start(static_cast<int>(kBetweenTexts - told_.elapsed()));
    return;
  }
  told_.start();
  when_->setText(whenText());
}

/// The name as far as the other two buttons leave room for it.
void TestCard::fillSaveAverage() {
  save_average_->ensurePolished();  // the font
  const QFontMetricsF metrics(save_average_->fontMetrics());
  const QMargins margins = layout()->contentsMargins();
  const double words = metrics.horizontalAdvance(tr("Save %1…").arg(QString()));
  const double around =
      save_raw_->minimumSizeHint().width() - metrics.horizontalAdvance(save_raw_->text());
  const double others = save_raw_->minimumSizeHint().width() + save_mix_->minimumSizeHint().width();
  const double gaps = 2.0 * scaled(4);
  const double room =
      width() - margins.left() - margins.right() - gaps - others - words - around - 1.0;
  save_average_->setText(
      tr("Save %1…").arg(elidedName(averageName(), metrics, std::max<double>(kLeastName, room))));
}

void TestCard::renew() {
  const RunRecord& record = context_.controller->record();
  const std::int64_t samples = record.facts.model.test_samples.value_or(0);
  title_->setText(samples > 0 ? tr("On the test samples (%1)").arg(grouped(samples))
                              : tr("On the test samples"));
  when_->setText(whenText());
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
  fillSaveAverage();
  save_average_->setToolTip(why.isEmpty() ? tr("Saves the weights of %1.").arg(averageName())
                                          : why);
  save_mix_->setToolTip(
      !why.isEmpty()   ? why
      : feed_.canMix() ? tr("Saves the weights at %1.").arg(shareText(feed_.share()))
                       : tr("This engine shows raw and averaged weights, but no mix of them."));
}

void TestCard::resizeEvent(QResizeEvent* event) {
  CompareCard::resizeEvent(event);
  fillSaveAverage();
}

void TestCard::changeEvent(QEvent* event) {
  CompareCard::changeEvent(event);
  const bool of_font = event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange;
  if (of_font && layout()) fillSaveAverage();
}

}  // namespace emascope::ui
