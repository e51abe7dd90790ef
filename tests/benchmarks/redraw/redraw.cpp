// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long the plot takes to redraw 9 curves of 100,000 points at 1280x720, without a display: with
// one evaluation more each time, as in a run that is watched, and with another view each time, as
// when zooming. Prints a JSON list of figures in milliseconds; the promise is 8.
#include "core/protocol/run_record.h"
#include "tests/ui/support/fake_run.h"
#include "ui/plot/loss_plot.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

#include <QApplication>
#include <QWheelEvent>

namespace {

using emascope::RunRecord;
using emascope::ui::LossPlot;

constexpr std::size_t kTracks = 8;
constexpr std::int64_t kPoints = 100000;
constexpr int kRedraws = 200;

void addPoint(RunRecord& record) {
  const std::int64_t step = record.points.empty() ? 1 : record.points.back().step + 1;
  emascope::EvalPoint point = emascope::fakePoint(step, kTracks);
  for (std::size_t track = 2; track < kTracks; ++track) {
    point.tracks[track].val.loss =
        point.tracks[1].val.loss *
        (1.0 + 0.1 * static_cast<double>(track) * emascope::fakeNoise(step));
  }
  record.points.push_back(point);
}

RunRecord longRun() {
  RunRecord record;
  record.apply(emascope::Event(emascope::fakeStarted(emascope::fakeCatalog())));
  record.config.steps = kPoints + 10 * kRedraws;
  record.config.eval_every = 1;
  for (std::size_t track = record.config.tracks.size(); track < kTracks; ++track) {
    record.config.tracks.push_back(record.config.tracks[1]);
    record.config.tracks.back().label = "bank-" + std::to_string(track);
  }
  record.points.reserve(static_cast<std::size_t>(record.config.steps));
  for (std::int64_t i = 0; i < kPoints; ++i) addPoint(record);
  return record;
}

void zoom(LossPlot& plot, int turn) {
  auto* chart = plot.findChild<QWidget*>();
  const QPointF at(500, 200);
  QWheelEvent event(at, chart->mapToGlobal(at), {}, QPoint(0, turn % 2 == 0 ? 60 : -60),
                    Qt::NoButton, {}, Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(chart, &event);
}

double percentile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  applyTheme(application, emascope::ui::ThemeChoice::kLight);
  RunRecord record = longRun();
  LossPlot plot;
  plot.resize(1280, 720);
  plot.setRecord(&record);
  std::vector<double> times;
  QObject::connect(&plot, &LossPlot::redrawn, [&times](double ms) { times.push_back(ms); });
  plot.show();
  const auto settle = [] {
    for (int i = 0; i < 3; ++i) QCoreApplication::processEvents();
  };
  settle();
  times.clear();
  for (int i = 0; i < kRedraws; ++i) {
    addPoint(record);
    plot.refresh();
    settle();
  }
  const std::vector<double> growing = std::exchange(times, {});
  for (int i = 0; i < kRedraws; ++i) {
    zoom(plot, i);
    settle();
  }
  const auto figure = [](const char* name, double value, const char* end) {
    std::printf("  {\"name\": \"%s\", \"value\": %.2f, \"sense\": \"<=\", \"required\": 8.0}%s\n",
                name, value, end);
  };
  std::printf("[\n");
  figure("redraw of 9 curves x 100 000 points, p95 ms", percentile(growing, 0.95), ",");
  figure("the same after a zoom, p95 ms", percentile(times, 0.95), "");
  std::printf("]\n");
  return growing.empty() ? 1 : 0;
}
