// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/ticker.h"

#include <utility>

#include <qcustomplot.h>

namespace emascope::ui {
namespace {

class Ticker final : public QCPAxisTicker {
 public:
  Ticker(TicksOf ticks, TickLabel label) : ticks_(std::move(ticks)), label_(std::move(label)) {}

  void generate(const QCPRange& range, const QLocale& /*locale*/, QChar /*format*/,
                int /*precision*/, QVector<double>& ticks, QVector<double>* sub_ticks,
                QVector<QString>* labels) override {
    const std::vector<double> chosen = ticks_(Range{range.lower, range.upper});
    ticks = QVector<double>(chosen.begin(), chosen.end());
    if (sub_ticks != nullptr) sub_ticks->clear();
    if (labels == nullptr) return;
    labels->clear();
    for (const double tick : chosen) labels->append(label_(tick, chosen));
  }

 private:
  TicksOf ticks_;
  TickLabel label_;
};

}  // namespace

QSharedPointer<QCPAxisTicker> makeTicker(TicksOf ticks, TickLabel label) {
  return QSharedPointer<Ticker>::create(std::move(ticks), std::move(label));
}

}  // namespace emascope::ui
