// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/overlay_page.h"

#include "core/library/run_row.h"
#include "ui/controls/item_colors.h"
#include "ui/run/words.h"
#include "ui/runs/overlay_chart.h"
#include "ui/runs/run_words.h"
#include "ui/runs/settings_difference.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

#include <QDateTime>
#include <QEvent>
#include <QFileInfo>
#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QIcon>
#include <QLabel>
#include <QPainter>
#include <QPixmap>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kDifferenceRowHeight = 24;
constexpr int kTableHeight = 220;
constexpr QSize kHeadSample = {16, 16};
constexpr qsizetype kLongestValue = 400;

/// Where titles are the same, with the date, with the seconds where the minute is the same, and
/// where that is the same too, with the folder. What differs stands first: the end may be cut.
std::vector<NamedRun> toldApart(const std::vector<NamedRun>& runs) {
  std::vector<NamedRun> named = runs;
  const auto add = [&runs, &named](auto words) {
    std::map<QString, int> count;
    for (const NamedRun& run : named) ++count[run.title];
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (count[named[i].title] == 1) continue;
      named[i].title = words(*runs[i].run) + QStringLiteral(" · ") + runs[i].title;
    }
  };
  add([](const StoredRun& run) { return dateWords(run.card.begun); });
  add([](const StoredRun& run) {
    return QDateTime::fromMSecsSinceEpoch(run.card.begun)
        .toString(QStringLiteral("HH:mm:ss, yyyy-MM-dd"));
  });
  add([](const StoredRun& run) {
    // Its last characters make it unique.
    const QString folder = QFileInfo(QString::fromStdString(run.folder)).fileName();
    return folder.section(QLatin1Char('-'), -1) + QStringLiteral(", ") + folder;
  });
  return named;
}

/// How different two colors look, by the distance in CIE L*a*b*.
double distance(const QColor& a, const QColor& b) {
  const auto lab = [](const QColor& color) {
    const auto linear = [](double value) {
      return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    const double red = linear(color.redF());
    const double green = linear(color.greenF());
    const double blue = linear(color.blueF());
    const auto bent = [](double t) {
      return t > 216.0 / 24389.0 ? std::cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
    };
    const double x = bent((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
    const double y = bent(0.2126 * red + 0.7152 * green + 0.0722 * blue);
    const double z = bent((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0891);
    return std::array<double, 3>{116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)};
  };
  const auto first = lab(a);
  const auto second = lab(b);
  return std::hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

/// The colors of tracks in an order in which each is as far as can be from all before it.
std::vector<QColor> farApart() {
  std::vector<QColor> left = {theme().ema};
  left.insert(left.end(), theme().tracks.begin(), theme().tracks.end());
  std::vector<QColor> chosen = {left.front()};
  left.erase(left.begin());
  while (!left.empty()) {
    const auto nearest = [&chosen](const QColor& color) {
      double least = HUGE_VAL;
      for (const QColor& each : chosen) least = std::min(least, distance(color, each));
      return least;
    };
    const auto farthest =
        std::max_element(left.begin(), left.end(),
                         [&](const QColor& a, const QColor& b) { return nearest(a) < nearest(b); });
    chosen.push_back(*farthest);
    left.erase(farthest);
  }
  return chosen;
}

/// A piece of the curve, as in the legend.
QIcon sampleOf(const QColor& color) {
  QPixmap sample(kHeadSample);
  sample.fill(Qt::transparent);
  QPainter(&sample).fillRect(QRect(0, kHeadSample.height() / 2 - 2, kHeadSample.width(), 4), color);
  return sample;
}

OverlayRun curvesOf(const NamedRun& named) {
  OverlayRun curves;
  curves.name = named.title;
  for (const EvalPoint& point : named.run->record.points) {
    curves.steps.push_back(static_cast<double>(point.step));
    curves.raw.push_back(point.raw.loss);
    curves.average.push_back(point.tracks.empty() ? std::nan("") : point.tracks.front().val.loss);
  }
  return curves;
}

QTableWidgetItem* cell(const QString& text) {
  auto* item = new QTableWidgetItem(plainLine(text.toStdString(), kLongestValue));
  item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
  item->setToolTip(item->text());
  return item;
}

}  // namespace

OverlayPage::OverlayPage(const std::vector<NamedRun>& runs, QWidget* parent)
    : QWidget(parent), chart_(nullptr), table_(nullptr) {
  setObjectName(QStringLiteral("overlay_page"));
  auto* chart_card = new QFrame(this);
  chart_card->setProperty("card", true);
  chart_ = new OverlayChart(chart_card);
  auto* inside = new QVBoxLayout(chart_card);
  inside->setContentsMargins(10, 8, 10, 6);
  auto* title = new QLabel(tr("Validation loss: raw dashed, the main average bold"), chart_card);
  title->setProperty("heading", true);
  inside->addWidget(title);
  inside->addWidget(chart_, 1);
  auto* table_card = new QFrame(this);
  table_card->setProperty("card", true);
  table_ = new QTableWidget(table_card);
  auto* below = new QVBoxLayout(table_card);
  below->setContentsMargins(8, 6, 8, 6);
  below->addWidget(table_);
  table_->setMinimumHeight(kTableHeight);
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(12, 4, 12, 4);
  rows->setSpacing(8);
  rows->addWidget(makeBanner());
  rows->addWidget(chart_card, 1);
  rows->addWidget(table_card);
  const std::vector<NamedRun> named = toldApart(runs);
  fillTable(named);
  std::vector<OverlayRun> curves;
  for (const NamedRun& run : named) curves.push_back(curvesOf(run));
  chart_->setRuns(std::move(curves));
  paintInTheme();
}

QWidget* OverlayPage::makeBanner() {
  auto* banner = new QFrame(this);
  banner->setObjectName(QStringLiteral("overlay_banner"));
  banner->setProperty("hint", true);
  auto* words = new QLabel(tr("Overlay of kept runs"), banner);
  words->setProperty("heading", true);
  auto* back = new QPushButton(tr("Back to the live run"), banner);
  back->setObjectName(QStringLiteral("overlay_back"));
  back->setProperty("small", true);
  back->setFocusPolicy(Qt::TabFocus);
  connect(back, &QPushButton::clicked, this, &OverlayPage::backWanted);
  auto* row = new QHBoxLayout(banner);
  row->setContentsMargins(12, 4, 8, 4);
  row->addWidget(words, 1);
  row->addWidget(back);
  return banner;
}

void OverlayPage::fillTable(const std::vector<NamedRun>& runs) {
  table_->setObjectName(QStringLiteral("overlay_table"));
  table_->setAccessibleName(tr("What differs"));
  table_->setAccessibleDescription(
      tr("A column for each run: its best losses, and the settings "
         "that are not the same in all of them"));
  table_->setItemDelegate(new ItemColors(table_));
  table_->setShowGrid(false);
  table_->setTabKeyNavigation(false);
  table_->setWordWrap(false);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(kDifferenceRowHeight);
  table_->setColumnCount(static_cast<int>(runs.size()) + 1);
  QStringList heads = {QString()};
  std::vector<SettingRow> rows = {{tr("state"), {}},
                                  {tr("begun"), {}},
                                  {tr("steps"), {}},
                                  {tr("best raw"), {}},
                                  {tr("best average"), {}}};
  std::vector<const RunRecord*> records;
  for (const NamedRun& named : runs) {
    const RunRow row = rowOf(*named.run, /*trashed=*/false);
    heads << named.title;
    rows[0].values << stateWords(row.state);
    rows[1].values << dateWords(row.begun);
    rows[2].values << grouped(row.step);
    rows[3].values << (row.best_raw ? shortNumber(*row.best_raw, 4) : QString());
    rows[4].values << (row.best_average ? shortNumber(*row.best_average, 4) : QString());
    records.push_back(&named.run->record);
  }
  const std::vector<SettingRow> differing = differencesOf(records);
  for (const SettingRow& row : differing) rows.push_back(row);
  if (differing.empty()) rows.push_back({tr("the settings are the same"), {}});
  table_->setRowCount(static_cast<int>(rows.size()));
  table_->setHorizontalHeaderLabels(heads);
  for (int row = 0; row < table_->rowCount(); ++row) {
    const SettingRow& setting = rows[static_cast<std::size_t>(row)];
    table_->setItem(row, 0, cell(setting.name));
    for (int run = 0; run < setting.values.size(); ++run) {
      table_->setItem(row, run + 1, cell(setting.values[run]));
    }
  }
  table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
}

/// One color a run, in the chart and in the head of its column.
void OverlayPage::paintInTheme() {
  const std::vector<QColor> colors = farApart();
  std::vector<OverlayRun> runs = chart_->runs();
  for (std::size_t i = 0; i < runs.size(); ++i) {
    runs[i].color = colors[i % colors.size()];
    QTableWidgetItem* head = table_->horizontalHeaderItem(static_cast<int>(i) + 1);
    if (head == nullptr) continue;
    // The style sheet has a color of its own for the text.
    head->setIcon(sampleOf(runs[i].color));
    head->setToolTip(runs[i].name);
  }
  chart_->setRuns(std::move(runs));
}

void OverlayPage::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && table_ != nullptr) paintInTheme();
}

}  // namespace emascope::ui
