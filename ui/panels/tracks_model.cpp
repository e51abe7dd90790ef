// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/tracks_model.h"

#include "core/protocol/record/track_age.h"
#include "core/rules/units.h"
#include "ui/run/edit_sender.h"
#include "ui/run/run_controller.h"
#include "ui/run/said.h"
#include "ui/run/selection.h"
#include "ui/run/shown_tracks.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/line_style.h"
#include "ui/theme/theme.h"
#include "ui/theme/verdict_shade.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QCoreApplication>
#include <QIcon>
#include <QPainter>
#include <QPixmap>

namespace emascope::ui {
namespace {

constexpr int kBetweenSorts = 1000;  // ms

/// A piece of the curve's line, also in a selected row.
QIcon sample(const LineStyle& style, const QColor& color) {
  constexpr int kScale = 3;  // for screens of up to three pixels per logical one
  const QSize size(scaled(28), scaled(16));
  QPixmap pixmap(size * kScale);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.scale(kScale, kScale);
  paintSample(painter, QRectF(1, 0, size.width() - 2, size.height()), style, color);
  painter.end();
  pixmap.setDevicePixelRatio(kScale);
  QIcon icon;
  icon.addPixmap(pixmap, QIcon::Normal);
  icon.addPixmap(pixmap, QIcon::Selected);
  return icon;
}

/// "± 10", "± ≥ 195"; the words are in the tool tip.
QString intervalText(Verdict verdict) {
  const bool at_least = std::exchange(verdict.at_least, false);
  QString text = said(halfWidthPhrase(verdict));
  if (at_least) text.replace(QStringLiteral("± "), QStringLiteral("± ≥ "));
  return text;
}

int alignment(int column) {
  return static_cast<int>(column <= TracksModel::kRule ? Qt::AlignLeft | Qt::AlignVCenter
                                                       : Qt::AlignRight | Qt::AlignVCenter);
}

}  // namespace

TracksModel::TracksModel(const RunController& controller, EditSender& sender,
                         const ShownTracks& shown, const Selection& selection, QObject* parent)
    : QAbstractTableModel(parent),
      controller_(controller),
      sender_(sender),
      shown_(shown),
      selection_(selection) {}

void TracksModel::renew() {
  beginResetModel();
  const RunRecord& record = controller_.record();
  rows_.clear();
  looks_ = trackLooks(record);
  if (!record.tracks.empty() || !record.points.empty()) {
    rows_.emplace_back(std::nullopt);
    for (std::size_t track = 0; track < record.alive; ++track) rows_.emplace_back(track);
  }
  arrange();
  endResetModel();
}

void TracksModel::refresh() {
  if (rows_.empty()) return;
  if (sorted_by_ >= 0 && since_sorted_.elapsed() >= kBetweenSorts) sort(sorted_by_, order_);
  Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
  Q_EMIT headerDataChanged(Qt::Horizontal, kWins, kWins);
}

std::optional<std::size_t> TracksModel::trackOf(int row) const {
  return rows_[static_cast<std::size_t>(row)];
}

int TracksModel::rowOf(std::optional<std::size_t> track) const {
  const auto found = std::find(rows_.begin(), rows_.end(), track);
  return found == rows_.end() ? -1 : static_cast<int>(found - rows_.begin());
}

std::string TracksModel::labelOf(int row) const {
  const auto track = trackOf(row);
  return track ? controller_.record().tracks[*track].label : kRawLabel;
}

int TracksModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int TracksModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumns;
}

QVariant TracksModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  static const std::array<const char*, kColumns> kNames = {
      "",
      "",
      QT_TRANSLATE_NOOP("panels", "track"),
      QT_TRANSLATE_NOOP("panels", "rule"),
      QT_TRANSLATE_NOOP("panels", "loss now"),
      "",
      QT_TRANSLATE_NOOP("panels", "best (mean of 5)"),
      QT_TRANSLATE_NOOP("panels", "Δ vs raw"),
      QT_TRANSLATE_NOOP("panels", "± 95 %"),
      QT_TRANSLATE_NOOP("panels", "wins, last %1"),
      QT_TRANSLATE_NOOP("panels", "half-life")};
  if (role == Qt::DisplayRole) {
    const char* head = kNames[static_cast<std::size_t>(section)];
    QString name = *head == '\0' ? QString() : QCoreApplication::translate("panels", head);
    if (section == kMetric) name = said(controller_.record().facts.model.metric);
    if (section == kWins) {
      const auto last = compared();
      name = last ? name.arg(*last) : QCoreApplication::translate("panels", "wins");
    }
    if (section != sorted_by_ || section <= kLine) return name;
    return name + (order_ == Qt::AscendingOrder ? QStringLiteral(" ↑") : QStringLiteral(" ↓"));
  }
  if (role == Qt::TextAlignmentRole) return alignment(section);
  if (role == Qt::ToolTipRole && section > kLine) {
    const QString sorts = tr("Click to sort; a third click restores the order of the run");
    return section != kInterval
               ? sorts
               : tr("The 95 % interval of Δ, in percent of raw, for this run and these validation "
                    "samples") +
                     QStringLiteral(". ") + sorts;
  }
  return {};
}

Qt::ItemFlags TracksModel::flags(const QModelIndex& index) const {
  const bool named = index.isValid() && index.column() == kName && trackOf(index.row());
  const bool live = controller_.accepts(command::EditTracks{});
  return QAbstractTableModel::flags(index) | (named && live ? Qt::ItemIsEditable : Qt::ItemFlags());
}

bool TracksModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::EditRole || index.column() != kName || !trackOf(index.row())) return false;
  const std::string to = value.toString().trimmed().toStdString();
  const std::string label = labelOf(index.row());
  if (to != label) sender_.act(track_action::Rename{label, to});
  return false;  // the engine decides
}

QVariant TracksModel::data(const QModelIndex& index, int role) const {
  const Row row = trackOf(index.row());
  const int column = index.column();
  switch (role) {
    case Qt::DisplayRole:
      return text(row, column);
    case Qt::EditRole:
      return QString::fromStdString(labelOf(index.row()));
    case Qt::TextAlignmentRole:
      return alignment(column);
    case Qt::DecorationRole:
      if (column == kEye) {
        return icon(
            shown_.shows(labelOf(index.row())) ? QStringLiteral("shown") : QStringLiteral("hidden"),
            theme().secondary);
      }
      return column == kLine ? lineSample(row) : QVariant();
    case Qt::FontRole:
      return row == Row(0) ? QVariant(textFont(13, QFont::DemiBold)) : QVariant();
    case Qt::ForegroundRole:
      return color(row, column);
    case Qt::AccessibleTextRole:
      if (column != kEye) return {};
      return shown_.shows(labelOf(index.row())) ? tr("shown in the chart")
                                                : tr("hidden in the chart");
    case Qt::ToolTipRole:
      if (column == kEye) return tr("Show or hide in the chart; double-click shows only this one");
      return row && column == kInterval && verdict(*row).at_least
                 ? said(halfWidthPhrase(verdict(*row)))
                 : QString();
    default:
      return {};
  }
}

QIcon TracksModel::lineSample(Row row) const {
  if (!row) return sample(rawLineStyle(), theme().raw);
  const std::size_t number = looks_[*row].number;
  const LineStyle style = trackLineStyle(number);
  const bool solid = shown_.isSolid(controller_.record().tracks[*row].label);
  return sample(solid ? solidInstead(style) : style, theme().trackColor(number));
}

QVariant TracksModel::color(Row row, int column) const {
  if (row && column == kDelta) {
    const QColor shade = verdictShade(verdict(*row), {});
    if (shade.isValid()) return shade;
  }
  if (column == kInterval) return theme().secondary;
  const std::string label = row ? controller_.record().tracks[*row].label : kRawLabel;
  return shown_.shows(label) ? QVariant() : QVariant(theme().secondary);
}

const Verdict& TracksModel::verdict(std::size_t track) const {
  return selection_.verdict(controller_.record(), track);
}

std::optional<Best> TracksModel::best(Row row) const {
  return selection_.verdicts().best(controller_.record(), row);
}

std::optional<std::size_t> TracksModel::compared() const {
  std::size_t of_all = 0;
  for (std::size_t track = 0; track < controller_.record().alive; ++track) {
    const std::size_t own = verdict(track).evaluations;
    if (own > 0 && of_all > 0 && own != of_all) return std::nullopt;
    of_all = std::max(of_all, own);
  }
  if (of_all > 0 || selection_.verdictSpan() == VerdictSpan::kAll) return of_all;
  return verdictWindow(controller_.record().config, selection_.verdictSpan());
}

QVariant TracksModel::text(Row row, int column) const {
  const RunRecord& record = controller_.record();
  if (column == kEye || column == kLine) return {};
  if (column == kName) {
    if (!row) return tr("raw weights");
    const QString name = trackName(record, *row);
    return *row == 0 ? tr("%1 (main)").arg(name) : name;
  }
  if (column == kRule) return row ? scheduleText(record, *row) : QStringLiteral("—");
  if (record.points.empty()) return {};
  if (row && !isPresent(record.points.back().tracks[*row])) return {};
  return valueText(row, column);
}

QString TracksModel::valueText(Row row, int column) const {
  const RunRecord& record = controller_.record();
  const EvalPoint& last = record.points.back();
  const Evaluation& val = row ? last.tracks[*row].val : last.raw;
  switch (column) {
    case kLoss:
      return alignedNumber(val.loss, decimals(false));
    case kMetric:
      if (record.facts.model.metric.empty()) return {};  // as of an imported log
      return record.facts.model.metric == "accuracy" && std::isfinite(val.metric)
                 ? tr("%1 %").arg(QString::number(100.0 * val.metric, 'f', 1))
                 : alignedNumber(val.metric, decimals(true));
    case kBest: {
      const auto least = best(row);
      if (!least) return {};
      return QStringLiteral("%1 @ %2").arg(alignedNumber(least->loss, decimals(false)),
                                           grouped(least->step));
    }
    case kDelta:
      return row ? said(percentPhrase(verdict(*row))) : QString();
    case kInterval:
      return row ? intervalText(verdict(*row)) : QString();
    case kWins:
      return row ? said(wonPhrase(verdict(*row))) : QString();
    case kHalfLife:
      return row ? halfLifeText(*row) : QString();
    default:
      return {};
  }
}

// The same for all values of a column, so that they are easy to compare.
int TracksModel::decimals(bool metric) const {
  const RunRecord& record = controller_.record();
  const auto value = [metric](const Evaluation& val) { return metric ? val.metric : val.loss; };
  std::vector<double> values = {value(record.points.back().raw)};
  for (std::size_t track = 0; track < record.alive; ++track) {
    values.push_back(value(record.points.back().tracks[track].val));
  }
  return commonDecimals(values);
}

QString TracksModel::halfLifeText(std::size_t track) const {
  const RunRecord& record = controller_.record();
  const double decay = record.points.back().tracks[track].decay;
  if (std::isinf(decay)) return QStringLiteral("–");  // of an imported run
  if (decay <= 0.0) return tr("a copy");
  if (decay >= 1.0) return tr("frozen");
  const double steps = halfLife(decay) * strideInForce(record, track);
  return steps < 10 ? shortNumber(steps, 2) : grouped(std::llround(steps));
}

std::optional<double> TracksModel::number(Row row, int column) const {
  const RunRecord& record = controller_.record();
  if (record.points.empty()) return std::nullopt;
  const EvalPoint& last = record.points.back();
  if (row && !isPresent(last.tracks[*row])) return std::nullopt;
  const Evaluation& val = row ? last.tracks[*row].val : last.raw;
  const auto finite = [](double value) {
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
  };
  if (column == kLoss) return finite(val.loss);
  if (column == kMetric) return finite(val.metric);
  if (column == kBest) {
    const auto least = best(row);
    return least ? std::optional(least->loss) : std::nullopt;
  }
  if (!row) return std::nullopt;
  if (column == kDelta) return finite(verdict(*row).percent_lower);
  if (column == kInterval) return verdict(*row).percent_half_width;
  if (column == kWins) return static_cast<double>(verdict(*row).wins);
  const double decay = last.tracks[*row].decay;
  if (std::isinf(decay)) return std::nullopt;
  if (decay >= 1.0) return HUGE_VAL;
  return decay <= 0.0 ? 0.0 : halfLife(decay) * strideInForce(record, *row);
}

void TracksModel::arrange() {
  since_sorted_.start();
  std::sort(rows_.begin(), rows_.end());  // raw, then the order of the run
  if (sorted_by_ <= kLine) return;
  const bool down = order_ == Qt::DescendingOrder;
  if (sorted_by_ == kName || sorted_by_ == kRule) {
    std::vector<std::pair<QString, Row>> keys;
    for (const Row& row : rows_) keys.emplace_back(text(row, sorted_by_).toString(), row);
    std::stable_sort(keys.begin(), keys.end(), [down](const auto& a, const auto& b) {
      const int order = QString::localeAwareCompare(a.first, b.first);
      return down ? order > 0 : order < 0;
    });
    for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i] = keys[i].second;
    return;
  }
  std::vector<std::pair<std::optional<double>, Row>> keys;
  for (const Row& row : rows_) keys.emplace_back(number(row, sorted_by_), row);
  std::stable_sort(keys.begin(), keys.end(), [down](const auto& a, const auto& b) {
    if (!a.first || !b.first) return a.first.has_value() && !b.first;
    return down ? *a.first > *b.first : *a.first < *b.first;
  });
  for (std::size_t i = 0; i < rows_.size(); ++i) rows_[i] = keys[i].second;
}

void TracksModel::sort(int column, Qt::SortOrder order) {
  Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
  const std::vector<Row> before = rows_;
  sorted_by_ = column;
  order_ = order;
  arrange();
  for (const QModelIndex& kept : persistentIndexList()) {
    const int now = rowOf(before[static_cast<std::size_t>(kept.row())]);
    changePersistentIndex(kept, index(now, kept.column()));
  }
  Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
  Q_EMIT headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
}

}  // namespace emascope::ui
