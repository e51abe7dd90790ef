// SPDX-License-Identifier: GPL-3.0-or-later
//
// Task pictures by their pixels, in both themes.
#include "ui/pictures/paint_picture.h"

#include "tests/ui/support/fake_pictures.h"
#include "tests/ui/support/test_program.h"
#include "tests/ui/support/text_recorder.h"
#include "ui/pictures/plain_image.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

namespace emascope::ui {
namespace {

constexpr int kWidth = 150;
constexpr QRect kArea(20, 20, kWidth, 126);
constexpr QRgb kOutside = 0xFF00FF00;
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

int apart(const QColor& a, const QColor& b) {
  return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) +
         std::abs(a.blue() - b.blue());
}

QImage painted(const TaskPicture& picture, const TaskPicture& beside, QRect area = kArea) {
  QImage image(area.right() + 21, area.bottom() + 21, QImage::Format_RGB32);
  image.fill(kOutside);
  QPainter painter(&image);
  paintPicture(painter, area, picture, beside, theme().ema);
  return image;
}

QImage painted(const TaskPicture& picture) { return painted(picture, picture); }

/// The pixel at shares of the area's width and height, from its top left.
QColor at(const QImage& image, double across, double down) {
  return image.pixelColor(kArea.left() + static_cast<int>(across * (kArea.width() - 1)),
                          kArea.top() + static_cast<int>(down * (kArea.height() - 1)));
}

/// The rectangle that all pixels close to `color` lie in.
QRect extentOf(const QImage& image, const QColor& color, int close = 60) {
  QRect extent;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      if (apart(image.pixelColor(x, y), color) < close) extent |= QRect(x, y, 1, 1);
    }
  }
  return extent;
}

/// The class whose hue it is nearer to.
int classOf(const QColor& pixel) {
  const auto away = [&pixel](const QColor& color) {
    const int angle = std::abs(pixel.hsvHue() - color.hsvHue());
    return std::min(angle, 360 - angle);
  };
  return away(theme().classes[0]) < away(theme().classes[1]) ? 0 : 1;
}

}  // namespace

class PaintPictureTest : public QObject {
  Q_OBJECT

 private:
  static void bothThemes() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
  }
  static void use() {
    QFETCH(const bool, dark);
    applyTheme(*qApp, dark ? ThemeChoice::kDark : ThemeChoice::kLight);
  }

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void nothingIsPaintedOutside_data() { bothThemes(); }
  void nothingIsPaintedOutside() {
    use();
    std::vector<TaskPicture> pictures = fakePictures();
    pictures.push_back(fakeCurve({-1e30F, 1e30F, kNaN}));
    pictures.push_back(fakeBars(kNaN));
    pictures.push_back(fakePoint(kNaN));
    pictures.push_back(fakePoint(0.0F));
    for (const TaskPicture& picture : pictures) {
      const QImage image = painted(picture);
      for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
          if (kArea.contains(x, y)) continue;
          QVERIFY2(image.pixel(x, y) == kOutside, picture.kind.c_str());
        }
      }
      QVERIFY(image.pixel(kArea.center()) != kOutside);
    }
  }

  void aSurfaceIsInTheColorOfTheClassItIsSureOf_data() { bothThemes(); }
  void aSurfaceIsInTheColorOfTheClassItIsSureOf() {
    use();
    const QImage image = painted(fakeSurface());
    QCOMPARE(classOf(at(image, 0.05, 0.5)), 0);
    QCOMPARE(classOf(at(image, 0.95, 0.5)), 1);
    QVERIFY(apart(at(image, 0.05, 0.5), theme().card) > 100);
    TaskPicture unsure = fakeSurface();
    unsure.arrays[0].values = {0.5F, 0.5F, 0.5F, 0.5F};
    QVERIFY(apart(at(painted(unsure), 0.05, 0.5), theme().card) < 12);
  }

  void aSurfacesFirstRowIsAtTheBottom() {
    TaskPicture picture = fakeSurface();
    picture.arrays[0].values = {0.0F, 0.0F, 1.0F, 1.0F};
    const QImage image = painted(picture);
    QCOMPARE(classOf(at(image, 0.5, 0.95)), 0);
    QCOMPARE(classOf(at(image, 0.5, 0.05)), 1);
  }

  void pointsLieWhereTheyAreAndStandOutOfTheSurface_data() { bothThemes(); }
  void pointsLieWhereTheyAreAndStandOutOfTheSurface() {
    use();
    const QImage image = painted(fakeSurface());
    // (-1, 0.5) within (-2, 2) and (-1, 1): a quarter across, a quarter down; of the second class.
    QVERIFY(apart(at(image, 0.25, 0.25), at(image, 0.25, 0.75)) > 100);
    QCOMPARE(classOf(at(image, 0.25, 0.25)), 1);
    QCOMPARE(classOf(at(image, 0.75, 0.75)), 0);
  }

  void aFittedCurveIsDrawnInTheWeightsColor_data() { bothThemes(); }
  void aFittedCurveIsDrawnInTheWeightsColor() {
    use();
    // 0 is half-way up: the scale is that of the clean curve, -1 to 1. The points come unsorted.
    const QRect line = extentOf(painted(fakeCurve()), theme().ema, 90);
    QVERIFY(line.width() > kWidth - 6);
    QVERIFY(line.height() <= 4);
    QVERIFY(std::abs(line.center().y() - kArea.center().y()) <= 2);
    const QRect clean = extentOf(painted(fakeCurve()), theme().text, 90);
    QVERIFY(clean.height() > kArea.height() / 2);
  }

  void aGapInACurveStaysOne() {
    const QRect line = extentOf(painted(fakeCurve({0.0F, kNaN, 0.0F})), theme().ema, 90);
    QVERIFY(line.right() < kArea.center().x() + 4);  // x = 2, on the right, is not there
  }

  void barsShareTheirScale() {
    const auto heightOf = [](const TaskPicture& picture, const TaskPicture& beside) {
      return extentOf(painted(picture, beside), theme().ema).height();
    };
    const int alone = heightOf(fakeBars(2.0F), fakeBars(2.0F));
    const int besideAHigher = heightOf(fakeBars(2.0F), fakeBars(4.0F));
    QVERIFY(alone > 100);
    QVERIFY2(std::abs(alone - 2 * besideAHigher) <= 4,
             qPrintable(QStringLiteral("%1 %2").arg(alone).arg(besideAHigher)));
  }

  void aBarHasAMarkWhereItShouldEnd() {
    const QRect marks = extentOf(painted(fakeBars(2.0F)), theme().text);
    QVERIFY(marks.width() > kWidth * 3 / 4);
    QVERIFY(std::abs(marks.center().y() - kArea.center().y()) < 8);  // 1 of 2
  }

  void theFartherPointIsOnTheOuterRing() {
    const auto placeOf = [](const TaskPicture& picture, const TaskPicture& beside) {
      return extentOf(painted(picture, beside), theme().ema, 30);
    };
    const QRect far = placeOf(fakePoint(2.0F), fakePoint(1.0F));
    const QRect near = placeOf(fakePoint(1.0F), fakePoint(2.0F));
    QVERIFY(far.right() > near.right() + 15);
    QVERIFY(kArea.contains(far));
    QVERIFY(std::abs(far.center().y() - kArea.center().y()) <= 6);
  }

  void samplesLieAmongTheirCentersAndNoneIsLost() {
    const QImage image = painted(fakeSamples());
    const QRect centers = extentOf(image, theme().text, 200);
    QVERIFY(centers.width() > 60 && centers.height() < 14);
    // The one beyond the top is on the edge.
    QColor dot = theme().ema;
    const QColor edge = image.pixelColor(kArea.center().x(), kArea.top() + 3);
    QVERIFY(apart(edge, dot) < apart(edge, theme().window));
  }

  void mistakesAreCountedAndShownAsFarAsThereIsRoom() {
    const auto whites = [](const TaskPicture& picture) {
      return extentOf(painted(picture), QColor(Qt::black), 10);
    };
    QVERIFY(whites(fakeMistakes(0, 0)).isEmpty());
    const QRect one = whites(fakeMistakes(1, 1));
    const QRect many = whites(fakeMistakes(24, 61));
    QVERIFY(!one.isEmpty() && one.width() < 40);
    QVERIFY(many.width() > 100 && many.height() > 60);
    QVERIFY(kArea.contains(many));
    QVERIFY(painted(fakeMistakes(1, 1)) != painted(fakeMistakes(1, 61)));  // the number of all
  }

  void imagesInColorAreDrawnInTheirColors() {
    const QImage image = painted(fakeColorMistakes(1));
    for (const QColor color : {Qt::red, Qt::green, Qt::blue, Qt::white}) {
      QVERIFY2(!extentOf(image, color, 30).isEmpty(), qPrintable(color.name()));
    }
    const QPoint red = extentOf(image, Qt::red, 30).center();
    const QPoint blue = extentOf(image, Qt::blue, 30).center();
    QVERIFY(red.y() < blue.y() && std::abs(red.x() - blue.x()) <= 2);  // rows and columns
    QVERIFY(red.x() < extentOf(image, Qt::green, 30).center().x());
  }

  void anImageHasOnePlaneOrThree() {
    const std::vector<float> values = {0.0F, 0.5F, 1.0F, -3.0F, 9.0F, kNaN};
    const QImage gray = plainImage(values, 2, 3);
    QCOMPARE(gray.size(), QSize(3, 2));
    QCOMPARE(gray.pixel(1, 0), qRgb(128, 128, 128));
    QCOMPARE(gray.pixel(0, 1), qRgb(0, 0, 0));
    QCOMPARE(gray.pixel(1, 1), qRgb(255, 255, 255));
    QCOMPARE(gray.pixel(2, 1), qRgb(0, 0, 0));
    const QImage color = plainImage(values, 1, 2);
    QCOMPARE(color.pixel(0, 0), qRgb(0, 255, 255));
    QCOMPARE(color.pixel(1, 0), qRgb(128, 0, 0));
    QVERIFY(plainImage(values, 1, 4).isNull());
    QVERIFY(plainImage(values, 0, 6).isNull());
  }

  // As on the large cards of Compare: 48 images, at 100 % and at 200 %.
  void manyMistakesFillALargePicture() {
    for (const double scale : {1.0, 2.0}) {
      const QRect area(0, 0, static_cast<int>(444 * scale), static_cast<int>(330 * scale));
      QImage image(area.size(), QImage::Format_RGB32);
      QPainter painter(&image);
      const TaskPicture picture = fakeMistakes(48, 61);
      paintPicture(painter, area, picture, picture, theme().ema, {.scale = scale});
      painter.end();
      const QRect ink = extentOf(image, QColor(Qt::black), 10);
      QVERIFY2(ink.width() > 0.85 * area.width(), qPrintable(QString::number(ink.width())));
      QVERIFY2(ink.bottom() > 0.85 * area.height(), qPrintable(QString::number(ink.bottom())));
    }
  }

  void textsAreAsLargeAsIsAskedFor() {
    std::vector<TaskPicture> pictures = {fakeMistakes(5, 61), fakeText("a time.")};
    pictures.push_back({.kind = "confusion",
                        .title = "",
                        .arrays = {{"counts", {2, 2}, {9.0F, 1.0F, 0.0F, 8.0F}}},
                        .texts = {"a", "b"}});
    pictures.push_back(
        {.kind = "scatter",
         .title = "",
         .arrays = {{"target", {2}, {0.0F, 1.0F}}, {"prediction", {2}, {0.1F, 1.0F}}}});
    for (const TaskPicture& picture : pictures) {
      const auto written = [&picture](const PictureSizes& sizes) {
        TextRecorder recorder({1200, 912});
        QPainter painter(&recorder);
        paintPicture(painter, QRectF(0, 0, 1200, 912), picture, picture, theme().ema, sizes);
        painter.end();
        return recorder.texts();
      };
      QVERIFY2(!written({}).empty(), picture.kind.c_str());
      QCOMPARE(smallestOf(written({.scale = 2.0})).pixels, 2.0 * smallestOf(written({})).pixels);
      QVERIFY(smallestOf(written({.scale = 1.0, .least_text = 24.0})).pixels >= 24.0);
    }
  }

  void aTextIsWholeAtTheHeightItAsksFor() {
    std::string long_text;
    for (int word = 0; word < 40; ++word) long_text += "word" + std::to_string(word) + "\\n";
    const TaskPicture picture = fakeText(long_text);
    const int height = pictureHeight(picture, 300);
    QVERIFY(height > pictureHeight(fakeText("short"), 300) + 60);
    const auto ink = [&](int room) {
      const QImage image = painted(picture, picture, QRect(20, 20, 300, room));
      int count = 0;
      for (int y = 20; y < 20 + height; ++y) {
        for (int x = 25; x < 315; ++x) count += apart(image.pixelColor(x, y), theme().window) > 60;
      }
      return count;
    };
    QCOMPARE(ink(height), ink(height + 100));
    const QImage tall = painted(picture, picture, QRect(20, 20, 300, height + 100));
    for (int y = 20 + height - 2; y < 20 + height + 90; ++y) {
      for (int x = 25; x < 315; ++x) QCOMPARE(tall.pixelColor(x, y), theme().window);
    }
  }

  void thePromptIsTheQuieterPart() {
    const TaskPicture picture = fakeText("");
    const QImage image = painted(picture);
    QVERIFY(!extentOf(image, theme().secondary).isEmpty());
    QVERIFY(extentOf(image, theme().text, 40).isEmpty());
  }

  void aClipOfTheCallerStays() {
    QImage image(100, 100, QImage::Format_RGB32);
    image.fill(Qt::red);
    {
      QPainter painter(&image);
      painter.setClipRect(0, 0, 100, 50);
      paintPicture(painter, QRectF(0, 0, 100, 100), fakeSurface(), fakeSurface(), Qt::black);
    }
    QVERIFY(image.pixelColor(50, 25) != QColor(Qt::red));
    QCOMPARE(image.pixelColor(50, 75), QColor(Qt::red));
  }
};

EMASCOPE_UI_TEST(PaintPictureTest);

}  // namespace emascope::ui

#include "paint_picture_test.moc"
