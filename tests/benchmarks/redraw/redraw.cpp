// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long the plot takes to redraw 9 curves of 100,000 points at 1280x720, without a display: raw
// and a bank of eight averages with one evaluation more each time, as in a run that is watched (the
// promise: 8 ms); with another view each time; and with all nine curves jagged, the most ink there
// can be. Prints a JSON list of figures in milliseconds.
#include "core/protocol/record/run_record.h"
#include "tests/support/fake_run.h"
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

/// Raw and the fast track jump about; a bank's slower tracks are calmer, unless `jagged`.
void addPoint(RunRecord& record, bool jagged) {
  const std::int64_t step = record.points.empty() ? 1 : record.points.back().step + 1;
  emascope::EvalPoint point = emascope::fakePoint(step, kTracks);
  const double trend = point.tracks[0].val.loss;
  for (std::size_t track = 2; track < kTracks; ++track) {
    const auto number = static_cast<double>(track);
    const double noise = emascope::fakeNoise(step * 8 + static_cast<std::int64_t>(track));
    const double spread = jagged ? 0.1 * number : 0.25 / number;
    point.tracks[track].val.loss = trend * (1.0 + 0.05 * number + spread * noise);
  }
  record.points.push_back(point);
}

RunRecord longRun(bool jagged) {
  RunRecord record;
  record.apply(emascope::Event(emascope::fakeStarted(emascope::fakeCatalog())));
  record.apply(emascope::event::StateChanged{emascope::RunState::kRunning, 0, {}});
  record.config.steps = kPoints + 10 * kRedraws;
  record.config.eval_every = 1;
  for (std::size_t track = record.tracks.size(); track < kTracks; ++track) {
    record.tracks.push_back(record.tracks[1]);
    record.tracks.back().label = "bank-" + std::to_string(track);
  }
  record.alive = record.tracks.size();
  record.points.reserve(static_cast<std::size_t>(record.config.steps));
  for (std::int64_t i = 0; i < kPoints; ++i) addPoint(record, jagged);
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

struct Times {
  std::vector<double> growing, zooming;
};

Times measure(bool jagged) {
  RunRecord record = longRun(jagged);
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
    addPoint(record, jagged);
    plot.refresh();
    settle();
  }
  Times result;
  result.growing = std::exchange(times, {});
  for (int i = 0; i < kRedraws; ++i) {
    zoom(plot, i);
    settle();
  }
  result.zooming = std::move(times);
  return result;
}

void report(const char* name, const std::vector<double>& times, double required, const char* end) {
  std::printf(
      "  {\"name\": \"%s\", \"value\": %.2f, \"sense\": \"<=\", \"required\": %.1f, \"p50\": "
      "%.2f}%s\n",
      name, percentile(times, 0.95), required, percentile(times, 0.5), end);
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  applyTheme(application, emascope::ui::ThemeChoice::kLight);
  const Times bank = measure(false);
  const Times jagged = measure(true);
  if (bank.growing.empty() || jagged.growing.empty()) return 1;
  std::printf("[\n");
  report("redraw of 9 curves x 100 000 points, p95 ms", bank.growing, 8.0, ",");
  report("redraw of the same after each zoom, p95 ms", bank.zooming, 16.0, ",");
  report("redraw with all 9 curves jagged, p95 ms", jagged.growing, 16.0, "");
  std::printf("]\n");
  return 0;
}
