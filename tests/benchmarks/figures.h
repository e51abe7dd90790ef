// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the benchmarks of the window print: a JSON list of figures, each with what is required of
// it.
#pragma once

#include <algorithm>
#include <cstdio>
#include <optional>
#include <vector>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

namespace emascope::ui {

/// @pre `values` not empty, 0 <= share <= 1
[[nodiscard]] inline double percentile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

[[nodiscard]] inline double middle(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2.0;
}

/// A value of which at most `required` is promised; nothing is without it.
[[nodiscard]] inline QJsonObject figure(const QString& name, double value,
                                        std::optional<double> required) {
  return {{QStringLiteral("name"), name},
          {QStringLiteral("value"), value},
          {QStringLiteral("sense"), QStringLiteral("<=")},
          {QStringLiteral("required"),
           required ? QJsonValue(*required) : QJsonValue(QJsonValue::Null)}};
}

/// The 95th percentile of `values`, with the median beside it.
[[nodiscard]] inline QJsonObject percentileFigure(const QString& name,
                                                  const std::vector<double>& values,
                                                  std::optional<double> required) {
  QJsonObject made = figure(name, percentile(values, 0.95), required);
  made[QStringLiteral("p50")] = percentile(values, 0.5);
  made[QStringLiteral("most")] = percentile(values, 1.0);
  return made;
}

inline void print(const QJsonArray& figures) {
  std::puts(QJsonDocument(figures).toJson().constData());
}

}  // namespace emascope::ui
