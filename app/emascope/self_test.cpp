// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/emascope/self_test.h"

#include "app/common/exit_code.h"
#include "app/common/standard_output.h"
#include "app/emascope/headless_run.h"
#include "ui/plot/loss_plot.h"
#include "ui/theme/theme.h"

#include <cmath>
#include <string>

#include <QApplication>

namespace emascope::ui {
namespace {

constexpr QSize kSize(960, 600);

bool checked(bool good, const std::string& what) {
  return print("emascope", (good ? "ok    " : "FAIL  ") + what + "\n") && good;
}

/// Number of pixels of about this color; enough of them are a curve.
int pixelsOf(const QImage& image, const QColor& color) {
  constexpr int kClose = 60;
  int count = 0;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      const QColor pixel = image.pixelColor(x, y);
      count += std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green()) +
                           std::abs(pixel.blue() - color.blue()) <
                       kClose
                   ? 1
                   : 0;
    }
  }
  return count;
}

}  // namespace

int runSelfTest(int argc, char** argv, WindowOptions options) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  applyTheme(application, ThemeChoice::kLight);
  if (!options.run.steps) options.run.steps = "1000";
  HeadlessRun run(options, [](const RunConfig&) -> Status { return Ok{}; });
  const int code = run.execute();
  const RunRecord& record = run.record();
  bool good = checked(!record.facts.engine.empty(), "engine: " + record.facts.engine);
  good &= checked(code == kExitOk, "trained " + std::to_string(record.step) + " steps on " +
                                       record.facts.device_name);
  const bool measured = !record.points.empty() && std::isfinite(record.points.back().raw.loss) &&
                        !record.points.back().tracks.empty() &&
                        std::isfinite(record.points.back().tracks.front().val.loss);
  good &= checked(measured, "raw and averaged weights evaluated " +
                                std::to_string(record.points.size()) + " times");
  LossPlot plot;
  plot.resize(kSize);
  plot.setRecord(&record);
  plot.refresh();
  const QImage picture = plot.picture(kSize, 1.0);
  constexpr int kCurve = 50;
  good &=
      checked(pixelsOf(picture, theme().ema) > kCurve && pixelsOf(picture, theme().raw) > kCurve,
              "picture painted, both curves in it");
  return good ? kExitOk : kExitFailure;
}

}  // namespace emascope::ui
