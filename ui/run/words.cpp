// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/words.h"

#include "core/base/numbers.h"
#include "core/rules/live_edit.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QStringList>

namespace emascope::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("words", text); }

QString valueText(const std::string& id, double value) {
  if (id == "beta") return decayText(value);
  if (value == std::trunc(value) && std::abs(value) < 1e15) {
    return grouped(static_cast<qint64>(value));
  }
  QString text = shortNumber(value, 3);
  if (!text.contains(QLatin1Char('e'))) {
    while (text.endsWith(QLatin1Char('0'))) text.chop(1);
  }
  return text;
}

}  // namespace

QString grouped(qint64 number) {
  QString digits = QString::number(number < 0 ? -number : number);
  for (qsizetype at = digits.size() - 3; at > 0; at -= 3) digits.insert(at, QChar(0x202F));
  return number < 0 ? QChar(0x2212) + digits : digits;
}

QString shortNumber(double value, int digits) {
  if (!std::isfinite(value)) return QString::fromStdString(formatNumber(value));
  const double magnitude = std::abs(value);
  if (magnitude >= 1e-4 && magnitude < 1e6) {
    const int before =
        magnitude < 1.0 ? 0 : static_cast<int>(std::floor(std::log10(magnitude))) + 1;
    const int leading =
        magnitude < 1.0 ? static_cast<int>(-std::floor(std::log10(magnitude))) - 1 : 0;
    return QString::number(value, 'f', std::max(0, digits - before + leading));
  }
  return QString::fromStdString(formatShort(value, digits));
}

QString decayText(double beta) {
  constexpr double kNearest = 1e-9;  // to 0 or 1, that nine decimals can tell
  if (beta < kNearest || 1.0 - beta < kNearest) return QString::fromStdString(formatNumber(beta));
  // Three significant digits of 1 - beta (or beta) where they matter, without trailing zeros.
  const int decimals =
      std::clamp(static_cast<int>(std::ceil(-std::log10(std::min(beta, 1.0 - beta)))) + 2, 3, 9);
  QString text = QString::number(beta, 'f', decimals);
  while (text.endsWith(QLatin1Char('0'))) text.chop(1);
  return text;
}

QString trackName(const RunConfig& config, std::size_t index) {
  if (index == 0) return tr("EMA");
  return QString::fromStdString(config.tracks[index].label);
}

QString scheduleText(const RunRecord& record, std::size_t track) {
  const TrackSpec& spec = record.config.tracks[track];
  const ScheduleEntry* known = findRule(spec.schedule);
  const QString label = QString::fromStdString(known ? known->label : spec.schedule);
  if (spec.params.find("beta") == spec.params.end()) return label;
  const QString beta = decayText(record.value(spec.label, "beta"));
  return spec.params.contains("power") ? tr("%1, cap %2").arg(label, beta)
                                       : QStringLiteral("%1 %2").arg(label, beta);
}

QString paramLabel(const Catalog& catalog, const RunConfig& config, const std::string& track,
                   const std::string& id) {
  const std::vector<ParamSpec>* specs = &catalog.run_params;
  for (const TrackSpec& spec : config.tracks) {
    if (track.empty() || spec.label != track) continue;
    const ScheduleInfo* info = findSchedule(catalog, spec.schedule);
    if (info) specs = &info->params;
  }
  for (const ParamSpec& spec : *specs) {
    if (spec.id == id) return QString::fromStdString(spec.label);
  }
  return QString::fromStdString(id);
}

QString changeText(const Catalog& catalog, const RunConfig& config, const event::Applied& change) {
  QStringList parts;
  for (const auto& [id, value] : change.new_values) {
    if (id == kReseed) {
      parts << tr("re-seeded from the raw weights");
      continue;
    }
    const QString label = paramLabel(catalog, config, change.track, id);
    const auto old = change.old_values.find(id);
    parts << (old == change.old_values.end()
                  ? QStringLiteral("%1 %2").arg(label, valueText(id, value))
                  : QStringLiteral("%1 %2 → %3")
                        .arg(label, valueText(id, old->second), valueText(id, value)));
  }
  const QString text = parts.join(QStringLiteral(", "));
  const bool main = config.tracks.empty() || change.track == config.tracks.front().label;
  return change.track.empty() || main
             ? text
             : QStringLiteral("%1: %2").arg(QString::fromStdString(change.track), text);
}

QString durationText(double seconds) {
  if (!std::isfinite(seconds) || seconds > 3.6e6) return tr("very long");
  const auto whole = static_cast<qint64>(std::ceil(seconds));
  if (whole < 60) return tr("%1 s").arg(whole);
  if (whole < 3600) return tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
  return tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

std::optional<double> decayInForce(const RunRecord& record, std::size_t track) {
  if (record.points.empty() || track >= record.points.back().tracks.size()) return std::nullopt;
  return record.points.back().tracks[track].decay;
}

}  // namespace emascope::ui
