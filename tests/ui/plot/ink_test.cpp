// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/ink.h"

#include "tests/ui/support/test_program.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QImage>
#include <QPainter>
#include <QTest>

namespace emascope::ui {
namespace {

constexpr QRect kArea(0, 0, 400, 200);
const QColor kColor(10, 90, 160);

/// A calm curve of a point per half pixel, somewhat noisy.
QVector<QPointF> curve(double noise) {
  QVector<QPointF> points;
  std::uint32_t state = 12345U;
  for (int i = 0; i < 700; ++i) {
    state = state * 1664525U + 1013904223U;
    const double random = static_cast<double>(state >> 8U) / (1U << 24U) - 0.5;
    points.append(QPointF(20.0 + 0.5 * i, 100.0 + 60.0 * std::sin(0.02 * i) + noise * random));
  }
  return points;
}

QPen penOf(double width, const QColor& color = kColor) {
  QPen pen(color, width);
  pen.setJoinStyle(Qt::RoundJoin);
  pen.setCapStyle(Qt::RoundCap);
  return pen;
}

QImage blank(double ratio = 1.0) {
  QImage image((QSizeF(kArea.size()) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(ratio);
  image.fill(0);
  return image;
}

QImage byInk(const QVector<QPointF>& points, const QPen& pen, bool antialiased,
             double ratio = 1.0) {
  QImage image = blank(ratio);
  Ink ink;
  ink.setArea(kArea, ratio);
  ink.draw(points, pen, antialiased);
  QPainter painter(&image);
  ink.flush(painter);
  return image;
}

QImage byQt(const QVector<QPointF>& points, const QPen& pen, bool antialiased, double ratio = 1.0) {
  QImage image = blank(ratio);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing, antialiased);
  painter.setPen(pen);
  painter.drawPolyline(points.constData(), static_cast<int>(points.size()));
  return image;
}

/// Sum of the opacities of all pixels, and the largest.
struct Opacity {
  double sum = 0.0;
  int most = 0;
};
Opacity opacityOf(const QImage& image) {
  Opacity opacity;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      const int alpha = qAlpha(image.pixel(x, y));
      opacity.sum += alpha / 255.0;
      opacity.most = std::max(opacity.most, alpha);
    }
  }
  return opacity;
}

/// Mean difference of the opacities, over the pixels that either image covers.
double apart(const QImage& a, const QImage& b) {
  double sum = 0.0;
  double pixels = 0.0;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      const int one = qAlpha(a.pixel(x, y));
      const int other = qAlpha(b.pixel(x, y));
      if (one == 0 && other == 0) continue;
      sum += std::abs(one - other) / 255.0;
      pixels += 1.0;
    }
  }
  return pixels > 0.0 ? sum / pixels : 0.0;
}

}  // namespace

class InkTest final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void looksAsDrawnByQt_data() {
    QTest::addColumn<double>("width");
    QTest::addColumn<double>("noise");
    QTest::addColumn<double>("ratio");
    QTest::newRow("thin") << 1.4 << 0.0 << 1.0;
    QTest::newRow("wide") << 2.4 << 0.0 << 1.0;
    QTest::newRow("very wide") << 6.0 << 0.0 << 1.0;
    QTest::newRow("noisy") << 2.0 << 3.0 << 1.0;
    QTest::newRow("two device pixels") << 2.0 << 1.0 << 2.0;
    QTest::newRow("one and a half") << 2.0 << 1.0 << 1.5;
  }
  void looksAsDrawnByQt() {
    QFETCH(double, width);
    QFETCH(double, noise);
    QFETCH(double, ratio);
    const QVector<QPointF> points = curve(noise);
    QVERIFY(Ink::draws(points, penOf(width), true, ratio));
    const QImage ours = byInk(points, penOf(width), true, ratio);
    const QImage theirs = byQt(points, penOf(width), true, ratio);
    const double sum = opacityOf(theirs).sum;
    QVERIFY(sum > 300.0);
    // The points of a jagged line are somewhat rounder.
    QVERIFY2(std::abs(opacityOf(ours).sum - sum) < (noise > 2.0 ? 0.07 : 0.04) * sum,
             qPrintable(QStringLiteral("%1 %2").arg(opacityOf(ours).sum).arg(sum)));
    QVERIFY2(apart(ours, theirs) < 0.08, qPrintable(QString::number(apart(ours, theirs))));
  }

  // Upright strokes, as of a band.
  void crispLinesAreOnTheSamePixels() {
    QVector<QPointF> points;
    for (int x = 10; x < 300; x += 2) {
      points << QPointF(x, 20 + x % 50) << QPointF(x, 90 + x % 30) << QPointF(x, std::nan(""));
    }
    QCOMPARE(byInk(points, penOf(1.0), false), [&] {
      QImage image = blank();
      QPainter painter(&image);
      painter.setPen(penOf(1.0));
      for (qsizetype i = 0; i < points.size(); i += 3) {
        painter.drawLine(points[i].toPoint(), points[i + 1].toPoint());
      }
      return image;
    }());
  }

  void aSpikeIsNotLost() {
    QVector<QPointF> points;
    for (int i = 0; i < 300; ++i) points << QPointF(20 + 0.7 * i, i == 150 ? 20.0 : 150.0);
    for (const bool antialiased : {false, true}) {
      const QImage image = byInk(points, penOf(antialiased ? 2.0 : 1.0), antialiased);
      int most = 0;
      for (int x = 0; x < image.width(); ++x) most = std::max(most, qAlpha(image.pixel(x, 22)));
      QVERIFY2(most > 150, qPrintable(QString::number(most)));
    }
  }

  void aTranslucentLineIsNowhereDarker() {
    QColor pale = kColor;
    pale.setAlpha(77);
    for (const bool antialiased : {false, true}) {
      const QImage image = byInk(curve(40.0), penOf(antialiased ? 2.0 : 1.0, pale), antialiased);
      QCOMPARE(opacityOf(image).most, 77);
    }
  }

  void laterLinesAreOnTop() {
    Ink ink;
    ink.setArea(kArea, 1.0);
    ink.draw(curve(0.0), penOf(4.0, Qt::red), true);
    ink.draw(curve(0.0), penOf(4.0, Qt::blue), true);
    QImage image = blank();
    QPainter painter(&image);
    ink.flush(painter);
    QCOMPARE(image.pixelColor(195, qRound(100.0 + 60.0 * std::sin(0.02 * 350))), QColor(Qt::blue));
  }

  void gapsStayEmpty() {
    QVector<QPointF> points = curve(0.0);
    for (int i = 300; i < 400; ++i) points[i].setY(std::nan(""));
    const QImage image = byInk(points, penOf(2.0), true);
    for (int x = 175; x < 215; ++x) {
      for (int y = 0; y < image.height(); ++y) QCOMPARE(qAlpha(image.pixel(x, y)), 0);
    }
    QVERIFY(opacityOf(image).sum > 300.0);
  }

  void dashesCoverTheirShare() {
    QVector<QPointF> points;
    for (int i = 0; i <= 700; ++i) points << QPointF(20 + 0.5 * i, 60 + 0.1 * i);
    QPen dashes = penOf(1.5);
    dashes.setDashPattern({6, 3});
    dashes.setCapStyle(Qt::FlatCap);
    const double solid = opacityOf(byInk(points, penOf(1.5), true)).sum;
    const QImage dashed = byInk(points, dashes, true);
    QVERIFY(std::abs(opacityOf(dashed).sum / solid - 6.0 / 9.0) < 0.03);
    QVERIFY(apart(dashed, byQt(points, dashes, true)) < 0.15);
  }

  void anAreaReachesToItsBase() {
    Ink ink;
    ink.setArea(kArea, 1.0);
    QColor pale = kColor;
    pale.setAlpha(100);
    QVector<QPointF> points;
    for (int i = 0; i <= 300; ++i) points << QPointF(50 + i, i < 150 ? 40.0 : 160.0);
    points[10].setY(std::nan(""));
    ink.fill(points, 100.0, pale);
    QImage image = blank();
    QPainter painter(&image);
    ink.flush(painter);
    const auto alpha = [&image](int x, int y) { return qAlpha(image.pixel(x, y)); };
    for (const auto& [x, y] : {std::pair(100, 41), {100, 99}, {300, 101}, {300, 159}}) {
      QCOMPARE(alpha(x, y), 100);
    }
    for (const auto& [x, y] : {std::pair(100, 38), {100, 102}, {300, 98}, {300, 162}, {60, 60}}) {
      QCOMPARE(alpha(x, y), 0);
    }
  }

  void isCutAtTheArea() {
    const QRect part(100, 50, 100, 60);
    Ink ink;
    ink.setArea(part, 1.0);
    QVector<QPointF> points = curve(0.0);
    points.prepend(QPointF(-1e7, 100));
    points.append(QPointF(1e9, 1e9));
    ink.draw(points, penOf(3.0), true);
    QImage image = blank();
    QPainter painter(&image);
    ink.flush(painter);
    QVERIFY(ink.isEmpty());
    bool any = false;
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) {
        const bool colored = qAlpha(image.pixel(x, y)) != 0;
        QVERIFY(!colored || part.contains(x, y));
        any = any || colored;
      }
    }
    QVERIFY(any);
  }

  // All of a zoomed chart's curves may be beyond its edges.
  void whatIsOutsideLeavesTheAreaEmpty_data() {
    QTest::addColumn<double>("y");
    QTest::newRow("above") << -500.0;
    QTest::newRow("below") << 5000.0;
    QTest::newRow("far above") << -1e12;
    QTest::newRow("far below") << 1e12;
  }
  void whatIsOutsideLeavesTheAreaEmpty() {
    QFETCH(const double, y);
    const QVector<QPointF> points = {{10.0, y}, {60.0, y}, {100.0, y + 3.0}};
    for (const bool antialiased : {true, false}) {
      QCOMPARE(byInk(points, penOf(antialiased ? 2.0 : 1.0), antialiased), blank());
    }
  }
  void aFlushLeavesNothingBehind() {
    Ink ink;
    ink.setArea(kArea, 1.0);
    ink.draw(curve(5.0), penOf(2.0), true);
    QImage first = blank();
    {
      QPainter painter(&first);
      ink.flush(painter);
    }
    QImage second = blank();
    {
      QPainter painter(&second);
      ink.flush(painter);
    }
    QCOMPARE(second, blank());
    ink.draw(curve(5.0), penOf(2.0), true);
    QImage third = blank();
    QPainter painter(&third);
    ink.flush(painter);
    QCOMPARE(third, first);
  }

  void saysWhatItDoesNotDraw() {
    const QVector<QPointF> points = curve(0.0);
    QVERIFY(!Ink::draws(points, QPen(Qt::NoPen), true, 1.0));
    QVERIFY(!Ink::draws(points, penOf(0.6), true, 1.0));
    QVERIFY(!Ink::draws(points, penOf(2.0), false, 1.0));
    QVERIFY(!Ink::draws(points, penOf(1.0), false, 2.0));
    QVERIFY(!Ink::draws(points, penOf(2.0), true, 0.5));
    QVector<QPointF> back = points;
    back[5].setX(0.0);
    QVERIFY(!Ink::draws(back, penOf(2.0), true, 1.0));
    QVERIFY(Ink::draws(points, penOf(1.0), false, 1.0));
  }
};

EMASCOPE_UI_TEST(InkTest);

}  // namespace emascope::ui

#include "ink_test.moc"
