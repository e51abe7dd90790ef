// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/words.h"

#include "core/base/numbers.h"
#include "core/base/overloaded.h"
#include "core/base/utf8.h"
#include "core/rules/live_edit.h"
#include "ui/run/said.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <QStringList>

namespace emascope::ui {
namespace {

constexpr std::string_view kRequested = "requested";  // as core/cuda/devices.cpp says it

/// Null if the rule or the parameter is not in the catalog.
const ParamSpec* specOf(const Catalog& catalog, const std::vector<TrackSpec>& tracks,
                        const std::string& track, const std::string& id) {
  const std::vector<ParamSpec>* specs = &catalog.run_params;
  for (const TrackSpec& known : tracks) {
    if (track.empty() || known.label != track) continue;
    const ScheduleInfo* info = findSchedule(catalog, known.schedule);
    if (info) specs = &info->params;
  }
  const auto found = std::find_if(specs->begin(), specs->end(),
                                  [&](const ParamSpec& spec) { return spec.id == id; });
  return found == specs->end() ? nullptr : &*found;
}

/// "2/3" rather than 0.667.
QString fractionText(double value) {
  for (const int part : {1, 2}) {
    if (std::abs(value - part / 3.0) < 1e-9) return QStringLiteral("%1/3").arg(part);
  }
  return plainNumber(value);
}

QString valueText(const ParamSpec* spec, const std::string& id, double value) {
  if (isNone(value)) return QStringLiteral("none");
  if (spec && !spec->choices.empty()) return QString::fromStdString(valueText(*spec, value));
  const bool decay = spec ? spec->scale == ParamSpec::Scale::kOneMinusLog : id == "beta";
  if (decay) return decayText(value);
  if (value == std::trunc(value) && std::abs(value) < 1e15) {
    return grouped(static_cast<qint64>(value));
  }
  return plainNumber(value);
}

/// By single letters; those of old scripts outside of the basic plane are not among them.
bool readsFromTheRight(QChar letter) {
  return letter.direction() == QChar::DirR || letter.direction() == QChar::DirAL;
}

/// `name`, between U+2068 and U+2069 if letters in it read from right to left: they then leave the
/// order of what stands around it.
QString isolated(const QString& name) {
  return std::any_of(name.begin(), name.end(), readsFromTheRight)
             ? QChar(0x2068) + name + QChar(0x2069)
             : name;
}

}  // namespace

QString grouped(qint64 number) {
  QString digits = QString::number(number < 0 ? -number : number);
  for (qsizetype at = digits.size() - 3; at > 0; at -= 3) digits.insert(at, QChar(0x202F));
  return number < 0 ? QChar(0x2212) + digits : digits;
}

QString counted(qint64 number, const QString& one, const QString& many) {
  return number == 1 ? one : many.arg(grouped(number));
}

QString shortNumber(double value, int digits) {
  if (!std::isfinite(value)) return tr("not finite");
  const double magnitude = std::abs(value);
  if (magnitude == 0.0) return QStringLiteral("0");
  if (magnitude >= 999.5 && magnitude < 999999.5) return grouped(std::llround(value));
  if (magnitude >= 1e-4 && magnitude < 1000.0) {
    const int before =
        magnitude < 1.0 ? 0 : static_cast<int>(std::floor(std::log10(magnitude))) + 1;
    const int leading =
        magnitude < 1.0 ? static_cast<int>(-std::floor(std::log10(magnitude))) - 1 : 0;
    return QString::number(value, 'f', std::max(0, digits - before + leading));
  }
  const QString text = QString::number(value, 'e', digits - 1);
  QString mantissa = text.section(QLatin1Char('e'), 0, 0);
  while (mantissa.contains(QLatin1Char('.')) &&
         (mantissa.endsWith(QLatin1Char('0')) || mantissa.endsWith(QLatin1Char('.')))) {
    mantissa.chop(1);
  }
  return QStringLiteral("%1e%2").arg(mantissa).arg(text.section(QLatin1Char('e'), 1).toInt());
}

QString plainNumber(double value, int digits) {
  QString text = shortNumber(value, digits);
  if (text.contains(QLatin1Char('e')) || !text.contains(QLatin1Char('.'))) return text;
  while (text.endsWith(QLatin1Char('0'))) text.chop(1);
  if (text.endsWith(QLatin1Char('.'))) text.chop(1);
  return text;
}

int commonDecimals(const std::vector<double>& values, int digits) {
  constexpr int kMost = 6;
  double least = 0.0;
  for (const double value : values) {
    const double magnitude = std::abs(value);
    if (!std::isfinite(value) || magnitude == 0.0) continue;
    least = least == 0.0 ? magnitude : std::min(least, magnitude);
  }
  if (least == 0.0) return digits;
  const int before = static_cast<int>(std::floor(std::log10(least))) + 1;
  return std::clamp(digits - before, 0, kMost);
}

QString alignedNumber(double value, int decimals) {
  const double magnitude = std::abs(value);
  const bool plain = std::isfinite(value) && magnitude < 999.5 &&
                     (magnitude == 0.0 || magnitude >= 0.5 * std::pow(10.0, -decimals));
  return plain ? QString::number(value, 'f', decimals) : shortNumber(value);
}

QString decayText(double beta) {
  if (!std::isfinite(beta)) return QStringLiteral("–");  // of an imported run
  constexpr double kNearest = 1e-9;  // smallest distance to 0 or 1 that nine decimals show
  if (beta < kNearest || 1.0 - beta < kNearest) return QString::fromStdString(formatNumber(beta));
  // Three significant digits of 1 - beta (or of beta, if smaller), without trailing zeros.
  const int decimals =
      std::clamp(static_cast<int>(std::ceil(-std::log10(std::min(beta, 1.0 - beta)))) + 2, 3, 9);
  QString text = QString::number(beta, 'f', decimals);
  while (text.endsWith(QLatin1Char('0'))) text.chop(1);
  return text;
}

QString shownLabel(const std::string& label) {
  constexpr int kMost = 40;
  // Simplifying takes its time, so cut before.
  const std::string line = asOneLine(QString::fromStdString(label).left(4 * kMost).toStdString());
  QString text = QString::fromStdString(line).simplified();
  if (text.size() > kMost) text = text.left(kMost - 1) + QChar(0x2026);
  return isolated(text);
}

QString trackName(const RunRecord& record, std::size_t index) {
  if (index == 0 && record.tracks.front().label == "main") return tr("EMA");
  return shownLabel(record.tracks[index].label);
}

QString scheduleText(const RunRecord& record, std::size_t track) {
  const TrackSpec& spec = record.tracks[track];
  if (spec.schedule.empty()) return QStringLiteral("–");  // of an imported run
  const ScheduleEntry* known = findRule(spec.schedule);
  const bool own = known && known->library.empty();  // else the preset's name says the rest
  const bool ramp = spec.params.contains("power");
  QString text = said(known ? known->label : spec.schedule);
  if (own && ramp) text += u' ' + fractionText(record.value(spec.label, "power"));
  if (spec.params.contains("beta")) {
    const QString beta = decayText(record.value(spec.label, "beta"));
    text = ramp ? tr("%1, cap %2").arg(text, beta) : QStringLiteral("%1 %2").arg(text, beta);
  }
  const bool debias = own && spec.params.contains("debias");
  if (debias && record.value(spec.label, "debias") != 0.0) text = tr("%1, debiased").arg(text);
  return text;
}

QString paramLabel(const Catalog& catalog, const std::vector<TrackSpec>& tracks,
                   const std::string& track, const std::string& id) {
  const ParamSpec* spec = specOf(catalog, tracks, track, id);
  return spec ? said(spec->label) : QString::fromStdString(id);
}

Error inLabels(Error error, const Catalog& catalog, const std::vector<TrackSpec>& tracks,
               const std::string& track, const ParamValues& values) {
  const auto drop = [&error](const std::string& prefix) {
    if (error.where.rfind(prefix, 0) == 0) error.where.erase(0, prefix.size());
  };
  drop("the run: ");
  // Without a name, the main track is meant.
  if (!tracks.empty() && track == tracks.front().label) drop("track " + track + ": ");
  for (const auto& [id, value] : values) {
    if (error.where == id || error.where.ends_with(": " + id)) {
      error.where.replace(error.where.size() - id.size(), id.size(),
                          paramLabel(catalog, tracks, track, id).toStdString());
      break;
    }
  }
  return error;
}

Error inLabels(Error error, const Catalog& catalog, const TrackSpec& track) {
  for (const std::string& prefix : {std::string("add: "), "track " + track.label + ": "}) {
    if (error.where.starts_with(prefix)) error.where.erase(0, prefix.size());
  }
  ParamValues ids;
  if (const ScheduleInfo* rule = findSchedule(catalog, track.schedule)) {
    for (const ParamSpec& spec : rule->params) ids[spec.id] = 0.0;
  }
  return inLabels(std::move(error), catalog, {track}, track.label, ids);
}

QString changeText(const Catalog& catalog, const std::vector<TrackSpec>& tracks,
                   const event::Applied& change) {
  QStringList parts;
  for (const auto& [id, value] : change.new_values) {
    if (id == kReseed) {
      parts << tr("reset to the raw weights");
      continue;
    }
    const QString label = paramLabel(catalog, tracks, change.track, id);
    const ParamSpec* spec = specOf(catalog, tracks, change.track, id);
    const auto old = change.old_values.find(id);
    parts << (old == change.old_values.end()
                  ? QStringLiteral("%1 %2").arg(label, valueText(spec, id, value))
                  : QStringLiteral("%1 %2 → %3")
                        .arg(label, valueText(spec, id, old->second), valueText(spec, id, value)));
  }
  const QString text = parts.join(QStringLiteral(", "));
  const bool main = tracks.empty() || change.track == tracks.front().label;
  return change.track.empty() || main
             ? text
             : QStringLiteral("%1: %2").arg(shownLabel(change.track), text);
}

QString actionText(const TrackAction& action) {
  const auto label = [](const std::string& text) { return shownLabel(text); };
  return std::visit(
      Overloaded{[&](const track_action::Add& add) {
                   return tr("track %1 added").arg(label(add.track.label));
                 },
                 [&](const track_action::Fork& fork) {
                   if (fork.rule) {
                     return tr("track %1 uses rule %2 from here on")
                         .arg(label(fork.label), QString::fromStdString(fork.rule->schedule));
                   }
                   return tr("track %1 forked from %2").arg(label(fork.label), label(fork.from));
                 },
                 [&](const track_action::Remove& remove) {
                   return tr("track %1 removed").arg(label(remove.label));
                 },
                 [&](const track_action::Promote& promote) {
                   return tr("track %1 is now main").arg(label(promote.label));
                 },
                 [&](const track_action::Rename& rename) {
                   return tr("track %1 renamed to %2").arg(label(rename.label), label(rename.to));
                 },
                 [&](const track_action::FeedBack& feedback) {
                   if (feedback.keep == 0.0) {
                     return tr("raw weights replaced by %1").arg(label(feedback.label));
                   }
                   return tr("raw weights moved toward %1, keeping %2")
                       .arg(label(feedback.label), shortNumber(feedback.keep));
                 },
                 [&](const track_action::UndoFeedBack&) { return tr("last feedback undone"); }},
      action);
}

QString durationText(double seconds) {
  if (!std::isfinite(seconds) || seconds > 3.6e6) return tr("very long");
  const auto whole = static_cast<qint64>(std::ceil(seconds));
  if (whole < 60) return tr("%1 s").arg(whole);
  if (whole < 3600) return tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
  return tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

bool deviceWasRequested(const RunRecord& record) {
  return record.facts.device_reason == kRequested;
}

QString deviceReason(const RunRecord& record) {
  const std::string& reason = record.facts.device_reason;
  return !record.config.resume_from.empty() && reason == kRequested ? QString() : said(reason);
}

std::optional<double> decayInForce(const RunRecord& record, std::size_t track) {
  if (record.points.empty() || track >= record.points.back().tracks.size()) return std::nullopt;
  const TrackEvaluation& last = record.points.back().tracks[track];
  return std::isfinite(last.decay) ? std::optional(last.decay) : std::nullopt;
}

}  // namespace emascope::ui
