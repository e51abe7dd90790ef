// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the plot of the half-lives looks like: its pixels.
#include "ui/panels/half_life_plot.h"

#include "tests/ui/support/test_program.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QFontMetrics>
#include <QTest>

namespace emascope::ui {
namespace {

constexpr QSize kSize(500, 320);

/// The best at 100 steps; at 1,000 a worse one, whose bar is open if `trending`.
HalfLifePicture twoTracks(bool trending = false) {
  return {.dots = {{.name = QStringLiteral("best"),
                    .color = theme().trackColor(3),
                    .half_life = 100.0,
                    .mean = 0.10,
                    .best = true},
                   {.name = QStringLiteral("worse"),
                    .color = theme().trackColor(6),
                    .half_life = 1000.0,
                    .mean = 0.12,
                    .half_width = 0.01,
                    .open_ends = trending}},
          .raw = 0.13};
}

bool isNear(const QColor& a, const QColor& b, int most = 40) {
  return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) +
             std::abs(a.blue() - b.blue()) <=
         most;
}

struct Shown {
  HalfLifePlot plot;
  QImage image;

  explicit Shown(const HalfLifePicture& picture) {
    plot.resize(kSize);
    plot.show(picture);
    image = plot.grab().toImage();
  }
  /// The row of a loss, by the widget's margins and axis.
  [[nodiscard]] int row(double loss) const {
    const QFontMetrics metrics(textFont(11));
    const double bottom = kSize.height() - (2 * metrics.height() + 6);
    const Range range = plot.losses();
    return static_cast<int>(
        std::lround(bottom - (bottom - 14.0) * (loss - range.lower) / range.size()));
  }
  [[nodiscard]] int column(double half_life) const {
    return static_cast<int>(std::lround(plot.xOf(half_life)));
  }
  /// Whether a pixel of the color is within one pixel of the place.
  [[nodiscard]] bool has(const QColor& color, int x, int y) const {
    for (int dy = -1; dy <= 1; ++dy) {
      for (int dx = -1; dx <= 1; ++dx) {
        if (isNear(image.pixelColor(x + dx, y + dy), color)) return true;
      }
    }
    return false;
  }
  /// Pixels of the color in a row between two columns, at most one row away.
  [[nodiscard]] int along(const QColor& color, int y, int from, int to, int away = 90) const {
    int most = 0;
    for (int dy = -1; dy <= 1; ++dy) {
      int count = 0;
      for (int x = from; x < to; ++x) {
        count += isNear(image.pixelColor(x, y + dy), color, away) ? 1 : 0;
      }
      most = std::max(most, count);
    }
    return most;
  }
};

}  // namespace

class HalfLifePlotTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void aRingIsRoundTheBestAlone() {
    const Shown shown(twoTracks());
    const auto ring = [&](double half_life, double mean, const QColor& color) {
      int around = 0;
      for (int degrees = 45; degrees < 360; degrees += 90) {  // off the lines that cross it
        const double angle = degrees * 3.14159265 / 180.0;
        around += shown.has(color, shown.column(half_life) + std::lround(7.0 * std::cos(angle)),
                            shown.row(mean) + std::lround(7.0 * std::sin(angle)))
                      ? 1
                      : 0;
      }
      return around;
    };
    QCOMPARE(ring(100.0, 0.10, theme().trackColor(3)), 4);
    QCOMPARE(ring(1000.0, 0.12, theme().trackColor(6)), 0);
    // Dots of both are filled.
    QVERIFY(isNear(shown.image.pixelColor(shown.column(100.0), shown.row(0.10)),
                   theme().trackColor(3)));
    QVERIFY(isNear(shown.image.pixelColor(shown.column(1000.0), shown.row(0.12)),
                   theme().trackColor(6)));
  }

  void theLevelOfTheBestIsDottedAndRawIsALine() {
    const Shown shown(twoTracks());
    const int from = shown.column(200.0);
    const int to = shown.column(800.0);
    const int length = to - from;
    const int dotted = shown.along(theme().secondary, shown.row(0.10), from, to);
    QVERIFY2(dotted > length / 6 && dotted < length * 3 / 4,
             qPrintable(QStringLiteral("%1 of %2").arg(dotted).arg(length)));
    QCOMPARE(shown.along(theme().raw, shown.row(0.13), from, to), length);
    QVERIFY(shown.along(theme().raw, shown.row(0.10), from, to, 20) < length / 10);
    HalfLifePicture without = twoTracks();
    without.raw.reset();
    without.dots[0].best = false;
    const Shown plain(without);
    QVERIFY(plain.along(theme().secondary, plain.row(0.10), from, to) < 5);
  }

  void aBarHasEndsUnlessItMayBeLonger() {
    for (const bool trending : {false, true}) {
      const Shown shown(twoTracks(trending));
      const QColor color = theme().trackColor(6);
      const int x = shown.column(1000.0);
      QVERIFY(shown.has(color, x, shown.row(0.1295)));  // the bar itself
      QVERIFY(shown.has(color, x, shown.row(0.1105)));
      for (const double end : {0.11, 0.13}) {
        const int y = shown.row(end);
        QCOMPARE(isNear(shown.image.pixelColor(x - 3, y), color, 200) &&
                     isNear(shown.image.pixelColor(x + 2, y), color, 200),
                 !trending);
      }
    }
  }

  void whatIsTooEarlyIsHollow() {
    HalfLifePicture picture = twoTracks();
    picture.dots[1].kind = HalfLifeDot::Kind::kEarly;
    picture.dots[1].half_width = 0.0;
    const Shown shown(picture);
    QVERIFY(isNear(shown.image.pixelColor(shown.column(1000.0), shown.row(0.12)), theme().card));
    QVERIFY(shown.has(theme().trackColor(6), shown.column(1000.0) + 3, shown.row(0.12)));
  }
};

EMASCOPE_UI_TEST(HalfLifePlotTest);

}  // namespace emascope::ui

#include "half_life_plot_test.moc"
