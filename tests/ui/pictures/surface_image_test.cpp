// SPDX-License-Identifier: GPL-3.0-or-later
//
// The colors between the cells of a surface: smooth, in their right places, at any magnification.
#include "ui/pictures/surface_image.h"

#include "tests/ui/support/test_program.h"
#include "ui/pictures/paint_picture.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include <QApplication>
#include <QPainter>
#include <QTest>

namespace emascope::ui {
namespace {

const QRectF kWhole(0, 0, 1, 1);

/// `logit` at shares of the width, and of the height from below, on a grid of `cells` by `cells`.
TaskPicture surfaceOf(int cells, const std::function<double(double, double)>& logit) {
  TaskPicture::Array probability{"probability", {cells, cells}, {}};
  for (int row = 0; row < cells; ++row) {
    for (int column = 0; column < cells; ++column) {
      const double z = logit(column / (cells - 1.0), row / (cells - 1.0));
      probability.values.push_back(static_cast<float>(1.0 / (1.0 + std::exp(-z))));
    }
  }
  return {.kind = "surface",
          .title = "",
          .arrays = {std::move(probability),
                     {"reach", {4}, {0.0F, 1.0F, 0.0F, 1.0F}},
                     {"points", {0, 2}, {}},
                     {"classes", {0}, {}}}};
}

/// Whether the pixel has rather the hue of the second class; both fade to the card's color.
bool isSecond(const QColor& pixel) {
  if (pixel.hsvHue() < 0) return false;
  const auto away = [&pixel](const QColor& color) {
    const int angle = std::abs(pixel.hsvHue() - color.hsvHue());
    return std::min(angle, 360 - angle);
  };
  return away(theme().classes[1]) < away(theme().classes[0]);
}

/// The column at which the row `y` changes from the first class to the second.
int changeOf(const QImage& image, int y) {
  int x = 0;
  while (x < image.width() && !isSecond(image.pixelColor(x, y))) ++x;
  return x;
}

}  // namespace

class SurfaceImageTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  // A circle around the middle, of radius 0.3 of the width, as steep as in the spirals: on a grid
  // of 32 cells, one of which is 15 pixels.
  void aBoundaryIsWhereItIsBetweenTheCells() {
    const auto circle = [](double x, double y) {
      return 40.0 * (std::hypot(x - 0.5, y - 0.5) - 0.3);
    };
    const QImage image = surfaceImage(surfaceOf(32, circle), kWhole, {480, 480});
    for (int y = 100; y < 380; ++y) {
      const double down = (y + 0.5) / 480.0 - 0.5;
      const double edge = 480.0 * (0.5 + std::sqrt(0.09 - down * down));
      int x = 240;
      while (x < 480 && !isSecond(image.pixelColor(x, y))) ++x;
      QVERIFY2(std::abs(x - edge) < 1.6,
               qPrintable(QStringLiteral("row %1: %2, not %3").arg(y).arg(x).arg(edge)));
    }
  }

  // A straight boundary stays straight.
  void aStraightBoundaryHasNoStairs() {
    const auto slanted = [](double x, double y) { return 60.0 * (x - 0.3 - 0.4 * y); };
    const QImage image = surfaceImage(surfaceOf(16, slanted), kWhole, {600, 600});
    for (int y = 60; y < 540; ++y) {
      const double edge = 600.0 * (0.3 + 0.4 * (1.0 - (y + 0.5) / 600.0));
      QVERIFY2(std::abs(changeOf(image, y) - edge) < 1.1, qPrintable(QString::number(y)));
    }
  }

  // Cells at the edge lie on it, so that rings and points are where they belong.
  void theFirstAndTheLastCellLieOnTheEdge() {
    const auto half = [](double x, double) { return 200.0 * (x - 0.25); };
    const QImage image = surfaceImage(surfaceOf(9, half), kWhole, {800, 10});
    QVERIFY(std::abs(changeOf(image, 5) - 200) <= 1);
  }

  void aPartIsThatPartOfTheWhole() {
    const auto waves = [](double x, double y) {
      return 6.0 * std::sin(9.0 * x) * std::cos(7.0 * y + x);
    };
    const TaskPicture picture = surfaceOf(40, waves);
    const QImage whole = surfaceImage(picture, kWhole, {400, 400});
    const QImage part = surfaceImage(picture, QRectF(0.25, 0.5, 0.25, 0.25), {100, 100});
    for (int y = 0; y < 100; ++y) {
      for (int x = 0; x < 100; ++x) {
        QCOMPARE(part.pixel(x, y), whole.pixel(100 + x, 200 + y));
      }
    }
  }

  void whatIsNotANumberIsBlack() {
    TaskPicture picture = surfaceOf(9, [](double, double) { return 5.0; });
    picture.arrays[0].values[40] = std::numeric_limits<float>::quiet_NaN();  // in the middle
    const QImage image = surfaceImage(picture, kWhole, {90, 90});
    QCOMPARE(image.pixelColor(45, 45), QColor(Qt::black));
    QVERIFY(image.pixelColor(5, 5) != QColor(Qt::black));
    picture.arrays[0].values.assign(81, std::numeric_limits<float>::infinity());
    QCOMPARE(surfaceImage(picture, kWhole, {9, 9}).pixelColor(4, 4), QColor(Qt::black));
  }

  void smallGridsAndSizesDoNoHarm() {
    for (const int cells : {2, 3, 64}) {
      const TaskPicture picture = surfaceOf(cells, [](double x, double) { return x - 0.5; });
      QVERIFY(surfaceImage(picture, kWhole, {0, 10}).isNull());
      QCOMPARE(surfaceImage(picture, kWhole, {1, 1}).size(), QSize(1, 1));
    }
    TaskPicture one = surfaceOf(2, [](double, double) { return 0.0; });
    one.arrays[0] = {"probability", {1, 1}, {1.0F}};
    QVERIFY(isSecond(surfaceImage(one, kWhole, {8, 8}).pixelColor(4, 4)));
  }

  // Only what is seen is computed: 32 times magnified, or in a window of 10,000 pixels.
  void aHugePictureIsPaintedInPart() {
    const TaskPicture picture = surfaceOf(64, [](double x, double) { return 9.0 * (x - 0.5); });
    QImage image(200, 200, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setClipRect(0, 0, 200, 200);
    paintPicture(painter, QRectF(-3100, -3000, 6400, 6400), picture, picture, Qt::black);
    painter.end();
    QVERIFY(!isSecond(image.pixelColor(90, 100)));
    QVERIFY(isSecond(image.pixelColor(110, 100)));
  }
};

EMASCOPE_UI_TEST(SurfaceImageTest);

}  // namespace emascope::ui

#include "surface_image_test.moc"
