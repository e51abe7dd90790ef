// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs with flat lines, for the chart that lays runs over each other.
#pragma once

#include "ui/runs/overlay_chart.h"

#include <cstdlib>

#include <QImage>
#include <QTest>

namespace emascope::ui {

inline int pixelsOf(const QImage& image, const QColor& color) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      const QColor at = image.pixelColor(x, y);
      const int distance = std::abs(at.red() - color.red()) + std::abs(at.green() - color.green()) +
                           std::abs(at.blue() - color.blue());
      count += distance < 24 ? 1 : 0;
    }
  }
  return count;
}

/// A run of 50 evaluations with these two losses.
inline OverlayRun line(double raw, double average, const QColor& color) {
  OverlayRun run;
  run.name = QStringLiteral("a run");
  run.color = color;
  for (int i = 0; i < 50; ++i) {
    run.steps.push_back(25.0 * i);
    run.raw.push_back(raw);
    run.average.push_back(average);
  }
  return run;
}

/// A chart on the screen with two runs.
struct ShownOverlay {
  OverlayChart it{nullptr};

  ShownOverlay() {
    it.resize(700, 300);
    it.setRuns({line(1.0, 0.5, Qt::red), line(2.0, 0.25, Qt::blue)});
    it.show();
    (void)QTest::qWaitForWindowExposed(&it);
    it.setFocus();
  }
};

}  // namespace emascope::ui
