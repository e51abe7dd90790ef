// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of the tracks with their losses, wins and half-lives.
#include "core/protocol/record/run_summary.h"
#include "core/rules/units.h"
#include "ui/controls/item_colors.h"
#include "ui/panels/panel.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QAbstractTableModel>
#include <QHeaderView>
#include <QIcon>
#include <QPainter>
#include <QPixmap>
#include <QTableView>

namespace emascope::ui {
namespace {

enum Column { kDot, kName, kSchedule, kLoss, kBest, kDelta, kWins, kHalfLife, kColumns };

QString tr(const char* text) { return QCoreApplication::translate("panels", text); }

/// A dot in the color of a curve, also in a selected row.
QIcon dot(const QColor& color) {
  constexpr int kScale = 3;
  QPixmap pixmap(16 * kScale, 16 * kScale);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(color);
  painter.drawEllipse(4 * kScale, 4 * kScale, 9 * kScale, 9 * kScale);
  painter.end();
  pixmap.setDevicePixelRatio(kScale);
  QIcon icon;
  icon.addPixmap(pixmap, QIcon::Normal);
  icon.addPixmap(pixmap, QIcon::Selected);
  return icon;
}

/// Row 0 is raw, the tracks follow. Reads all values from the record on request.
class TracksModel final : public QAbstractTableModel {
 public:
  TracksModel(const RunController& controller, QObject* parent)
      : QAbstractTableModel(parent), controller_(controller) {}

  void renew() {
    beginResetModel();
    const RunRecord& record = controller_.record();
    rows_ = record.tracks.empty() && record.points.empty() ? 0 : static_cast<int>(record.alive) + 1;
    endResetModel();
  }
  void refresh() {
    if (rows_ > 0) Q_EMIT dataChanged(index(0, 0), index(rows_ - 1, kColumns - 1));
  }

  [[nodiscard]] int rowCount(const QModelIndex& parent) const override {
    return parent.isValid() ? 0 : rows_;
  }
  [[nodiscard]] int columnCount(const QModelIndex& parent) const override {
    return parent.isValid() ? 0 : kColumns;
  }

  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                    int role) const override {
    if (orientation != Qt::Horizontal) return {};
    static const std::array<const char*, kColumns> kNames = {
        "",
        QT_TRANSLATE_NOOP("panels", "track"),
        QT_TRANSLATE_NOOP("panels", "schedule"),
        QT_TRANSLATE_NOOP("panels", "loss now"),
        QT_TRANSLATE_NOOP("panels", "best (mean of 5)"),
        QT_TRANSLATE_NOOP("panels", "Δ = raw − track"),
        QT_TRANSLATE_NOOP("panels", "wins, last 60"),
        QT_TRANSLATE_NOOP("panels", "half-life")};
    if (role == Qt::DisplayRole) return tr(kNames[static_cast<std::size_t>(section)]);
    if (role == Qt::TextAlignmentRole) return alignment(section);
    return {};
  }

  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override {
    if (role == Qt::DisplayRole) return text(index.row(), index.column());
    if (role == Qt::TextAlignmentRole) return alignment(index.column());
    if (role == Qt::DecorationRole && index.column() == kDot) {
      return dot(index.row() == 0 ? theme().raw
                                  : theme().trackColor(static_cast<std::size_t>(index.row()) - 1));
    }
    if (role == Qt::FontRole && index.row() == 1) return textFont(13, QFont::DemiBold);
    if (role == Qt::ForegroundRole && index.column() == kDelta && index.row() > 0) {
      const Lead leading = lead(comparison(index.row()));
      if (leading == Lead::kUndecided) return {};
      return leading == Lead::kTrack ? theme().better_text : theme().worse_text;
    }
    return {};
  }

 private:
  static int alignment(int column) {
    return static_cast<int>(column <= kSchedule ? Qt::AlignLeft | Qt::AlignVCenter
                                                : Qt::AlignRight | Qt::AlignVCenter);
  }

  [[nodiscard]] Comparison comparison(int row) const {
    return compare(controller_.record().points, static_cast<std::size_t>(row) - 1, kVerdictWindow);
  }

  [[nodiscard]] QString text(int row, int column) const {
    const RunRecord& record = controller_.record();
    const bool raw = row == 0;
    const std::size_t track = raw ? 0 : static_cast<std::size_t>(row) - 1;
    if (column == kName) return raw ? tr("raw weights") : name(track);
    if (column == kSchedule) return raw ? QStringLiteral("—") : scheduleText(record, track);
    if (record.points.empty() || column == kDot) return {};
    const EvalPoint& last = record.points.back();
    if (!raw && !isPresent(last.tracks[track])) return {};
    if (column == kLoss) {
      return alignedNumber(raw ? last.raw.loss : last.tracks[track].val.loss, lossDecimals());
    }
    if (column == kBest) {
      const auto best = bestMean(record.points, raw ? std::nullopt : std::optional(track));
      return best ? QStringLiteral("%1 @ %2").arg(alignedNumber(best->loss, lossDecimals()),
                                                  grouped(best->step))
                  : QString();
    }
    if (raw) return {};
    if (column == kHalfLife) return halfLifeText(track);
    const Comparison compared = comparison(row);
    if (column == kWins) {
      return QString::fromStdString(wonText(compared));
    }
    if (compared.evaluations < kBestOf) return tr("too early");
    const auto percent = std::llround(std::clamp(compared.percent_lower, -1e9, 100.0));
    const QString sign = percent > 0   ? QStringLiteral("+")
                         : percent < 0 ? QString(QChar(0x2212))
                                       : QString();
    return tr("%1%2 %").arg(sign, grouped(std::abs(percent)));
  }

  /// The same for all losses of the table, so that they are easy to compare.
  [[nodiscard]] int lossDecimals() const {
    const RunRecord& record = controller_.record();
    std::vector<double> losses = {record.points.back().raw.loss};
    for (std::size_t track = 0; track < record.alive; ++track) {
      losses.push_back(record.points.back().tracks[track].val.loss);
    }
    return commonDecimals(losses);
  }

  [[nodiscard]] QString name(std::size_t track) const {
    return track == 0 ? tr("EMA (main)") : trackName(controller_.record(), track);
  }

  [[nodiscard]] QString halfLifeText(std::size_t track) const {
    const RunRecord& record = controller_.record();
    const double decay = record.points.back().tracks[track].decay;
    if (decay <= 0.0) return tr("a copy");
    if (decay >= 1.0) return tr("frozen");
    const double steps = halfLife(decay) * strideInForce(record, track);
    return tr("%1 steps").arg(steps < 10 ? shortNumber(steps, 2) : grouped(std::llround(steps)));
  }

  const RunController& controller_;
  int rows_ = 0;
};

/// A table whose columns are as wide as their widest text so far in the run, and share the
/// remaining width. No text is cut, and no column moves when a number gets longer.
class TracksTable final : public QTableView {
 public:
  using QTableView::QTableView;

  /// `anew`: for another run or other tracks.
  void fitColumns(std::size_t points, bool anew) {
    // Measuring the texts costs as much as drawing them, and they rarely grow.
    if (!anew && points < due_) return;
    due_ = points + points / 8 + 1;
    if (anew) wanted_ = {};
    for (int column = kName; column < kColumns; ++column) {
      int& wanted = wanted_[static_cast<std::size_t>(column)];
      wanted = std::max({wanted, horizontalHeader()->sectionSizeHint(column),
                         static_cast<const QAbstractItemView*>(this)->sizeHintForColumn(column)});
    }
    spread();
  }

 protected:
  void resizeEvent(QResizeEvent* event) override {
    QTableView::resizeEvent(event);
    spread();
  }

 private:
  void spread() {
    const int all = std::accumulate(wanted_.begin(), wanted_.end(), columnWidth(kDot));
    const int spare = std::max((viewport()->width() - all) / (kColumns - 1), 0);
    for (int column = kName; column < kColumns; ++column) {
      setColumnWidth(column, wanted_[static_cast<std::size_t>(column)] + spare);
    }
  }

  std::array<int, kColumns> wanted_ = {};
  std::size_t due_ = 0;
};

QTableView* makeTable(const PanelContext& context, QWidget* parent) {
  auto* table = new TracksTable(parent);
  auto* model = new TracksModel(*context.controller, table);
  table->setObjectName(QStringLiteral("tracks_table"));
  table->setAccessibleName(tr("Tracks"));
  table->setModel(model);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setSelectionMode(QAbstractItemView::SingleSelection);
  table->setItemDelegate(new ItemColors(table));
  table->setShowGrid(false);
  table->setTabKeyNavigation(false);
  table->verticalHeader()->hide();
  table->verticalHeader()->setDefaultSectionSize(25);
  table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  table->horizontalHeader()->setHighlightSections(false);
  table->horizontalHeader()->setMinimumSectionSize(24);
  table->setColumnWidth(kDot, 34);
  const auto fit = [table, controller = context.controller](bool anew) {
    table->fitColumns(controller->record().points.size(), anew);
  };
  fit(true);
  const auto select = [table](std::size_t track) {
    if (table->model()->rowCount() > static_cast<int>(track) + 1) {
      table->selectRow(static_cast<int>(track) + 1);
    }
  };
  QObject::connect(context.controller, &RunController::runStarted, table,
                   [=, selection = context.selection] {
                     model->renew();
                     fit(true);
                     select(selection->track());
                   });
  QObject::connect(context.controller, &RunController::tracksChanged, table,
                   [=, selection = context.selection] {
                     const std::size_t chosen = selection->track();
                     model->renew();
                     fit(true);
                     select(chosen);
                   });
  QObject::connect(context.controller, &RunController::delivered, model, [=] {
    if (!table->isVisible()) return;
    model->refresh();
    fit(false);
  });
  QObject::connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged,
                   context.selection, [selection = context.selection](const QModelIndex& current) {
                     if (current.row() > 0)
                       selection->setTrack(static_cast<std::size_t>(current.row()) - 1);
                   });
  QObject::connect(context.selection, &Selection::trackChanged, table, select);
  return table;
}

}  // namespace

void registerPanelTracks(PanelRegistry& registry) {
  registry["tracks"] = {.title = QT_TRANSLATE_NOOP("panels", "Tracks"),
                        .area = PanelEntry::Area::kTable,
                        .order = 0,
                        .make = [](const PanelContext& context, QWidget* parent) -> QWidget* {
                          return makeTable(context, parent);
                        }};
}

}  // namespace emascope::ui
