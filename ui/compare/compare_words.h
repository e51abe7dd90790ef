// SPDX-License-Identifier: GPL-3.0-or-later
//
// Names and numbers as the cards of Compare write them.
#pragma once

#include "core/protocol/record/run_record.h"

#include <cstddef>
#include <string>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QString>

class QLabel;
class QColor;
class QWidget;

namespace emascope::ui {

/// For texts outside of widgets.
struct CompareWords {
  Q_DECLARE_TR_FUNCTIONS(CompareWords)
};

/// "α = 1.00", with a minus sign where it is needed.
[[nodiscard]] QString shareText(double share);
/// Whether a mix is raw or the average itself.
[[nodiscard]] bool isWhole(double share);
/// "EMA" for the whole average, "raw" for none of it, "the mix" for another share; `average` is the
/// average's displayed name.
[[nodiscard]] QString mixName(double share, const QString& average);
/// `name` in a line of `room` pixels, with an ellipsis if it is longer. A name that is isolated,
/// because it reads from right to left, stays so.
[[nodiscard]] QString elidedName(const QString& name, const QFontMetricsF& metrics, double room);
/// "main track, half-life 138"; without the half-life if the decay is not a constant average's.
[[nodiscard]] QString trackText(const RunRecord& record, std::size_t track);
/// A share in percent with a digit behind the point: "7.9 %"; "no number" for one that is not
/// finite.
[[nodiscard]] QString percentText(double share, int decimals = 1);
/// A loss, "0.0910", "12.34", "1.234e-05"; "not finite".
[[nodiscard]] QString lossText(double loss);

/// A label of plain text with one of the style sheet's properties ("heading", "secondary").
[[nodiscard]] QLabel* plainLabel(const char* property, QWidget* parent);
/// Gives a label a color and a bold weight.
void paintLabel(QLabel* label, const QColor& color);

}  // namespace emascope::ui
