// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_words.h"

#include "core/rules/units.h"
#include "ui/compare/mix_scale.h"
#include "ui/run/words.h"

#include <cmath>

#include <QColor>
#include <QLabel>

namespace emascope::ui {
namespace {

// As shownLabel() puts them around a name.
constexpr QChar kIsolateBegins(0x2068);
constexpr QChar kIsolateEnds(0x2069);

}  // namespace

QString shareText(double share) {
  const QString number = QString::number(std::abs(share), 'f', 2);
  const bool negative = share < -0.005;
  return QStringLiteral("α = ") + (negative ? QStringLiteral("−") : QString()) + number;
}

bool isWhole(double share) {
  return std::abs(share - 1.0) < kSameShare || std::abs(share) < kSameShare;
}

QString mixName(double share, const QString& average) {
  if (!isWhole(share)) return CompareWords::tr("the mix");
  return share > 0.5 ? average : CompareWords::tr("raw");
}

QString elidedName(const QString& name, const QFontMetricsF& metrics, double room) {
  const bool isolated = name.startsWith(kIsolateBegins) && name.endsWith(kIsolateEnds);
  if (!isolated) return metrics.elidedText(name, Qt::ElideRight, room);
  const QString inside = name.sliced(1, name.size() - 2);
  return kIsolateBegins + metrics.elidedText(inside, Qt::ElideRight, room) + kIsolateEnds;
}

QString trackText(const RunRecord& record, std::size_t track) {
  QString text = track == 0 ? CompareWords::tr("main track")
                            : CompareWords::tr("track %1").arg(trackName(record, track));
  const auto decay = decayInForce(record, track);
  if (decay && *decay > 0.0 && *decay < 1.0) {
    text += CompareWords::tr(", half-life %1").arg(shortNumber(halfLife(*decay)));
  }
  return text;
}

QString percentText(double share, int decimals) {
  if (!std::isfinite(share)) return CompareWords::tr("no number");
  return CompareWords::tr("%1 %").arg(QString::number(100.0 * share, 'f', decimals));
}

QString lossText(double loss) {
  if (!std::isfinite(loss)) return CompareWords::tr("not finite");
  // Four decimals where that is enough, so that numbers beside each other line up.
  const bool plain = loss == 0.0 || (std::abs(loss) >= 0.01 && std::abs(loss) < 10.0);
  return plain ? QString::number(loss, 'f', 4) : shortNumber(loss, 4);
}

QLabel* plainLabel(const char* property, QWidget* parent) {
  auto* label = new QLabel(parent);
  if (property) label->setProperty(property, true);
  label->setTextFormat(Qt::PlainText);
  return label;
}

void paintLabel(QLabel* label, const QColor& color) {
  const QString sheet = QStringLiteral("color: %1; font-weight: 600;").arg(color.name());
  if (label->styleSheet() != sheet) label->setStyleSheet(sheet);
}

}  // namespace emascope::ui
