// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same plot on a screen with two device pixels a logical one: as wide lines as elsewhere.
#include "tests/ui/plot/plot_record.h"
#include "ui/plot/loss_plot.h"
#include "ui/theme/theme.h"

#include <algorithm>

#include <QApplication>
#include <QTest>

namespace emascope::ui {
namespace {

constexpr double kScale = 2.0;
constexpr QSize kSize(1000, 650);
constexpr double kFaintest = 0.3;  // grid and frame are paler grays

/// Flat curves: raw at 0.5, main at 0.4, fast at 0.35, slow below.
RunRecord flatRecord(std::size_t evaluations) {
  RunRecord record = recordOf(evaluations);
  for (EvalPoint& point : record.points) {
    point.raw.loss = 0.5;
    double loss = 0.4;
    for (TrackEvaluation& track : point.tracks) {
      track.val.loss = loss;
      loss -= 0.05;
    }
  }
  return record;
}

/// How much of the column at `x` has `color`, in device pixels: a part for a mixed one.
double inkOf(const QImage& image, int x, const QColor& color) {
  const QColor paper = theme().card;
  const int whole =
      paper.red() - color.red() + paper.green() - color.green() + paper.blue() - color.blue();
  double ink = 0.0;
  for (int y = 0; y < image.height() * 66 / 100; ++y) {
    const QColor pixel = image.pixelColor(x, y);
    const QColor rest(paper.red() - pixel.red(), paper.green() - pixel.green(),
                      paper.blue() - pixel.blue());
    const double share =
        static_cast<double>(rest.red() + rest.green() + rest.blue()) / static_cast<double>(whole);
    // Of the same hue: all three parts lie on the way from paper to color.
    const auto on = [share](int part, int paper_part, int color_part) {
      return std::abs(part - share * (paper_part - color_part)) < 6.0;
    };
    if (share > kFaintest && share < 1.05 && on(rest.red(), paper.red(), color.red()) &&
        on(rest.green(), paper.green(), color.green()) &&
        on(rest.blue(), paper.blue(), color.blue())) {
      ink += share;
    }
  }
  return ink;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

}  // namespace

class HidpiTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void linesAreAsWideInLogicalPixels_data() {
    QTest::addColumn<int>("evaluations");
    QTest::newRow("a line from point to point") << 60;
    QTest::newRow("columns of merged points") << 20000;
  }
  void linesAreAsWideInLogicalPixels() {
    QFETCH(int, evaluations);
    const RunRecord record = flatRecord(static_cast<std::size_t>(evaluations));
    LossPlot plot;
    plot.resize(kSize);
    plot.setRecord(&record);
    plot.show();
    for (int i = 0; i < 6; ++i) QCoreApplication::processEvents();
    const QImage screen = plot.grab().toImage();
    QCOMPARE(screen.size(), kSize * kScale);
    for (const QImage& image : {screen, plot.picture(kSize, kScale)}) checkWidths(image);
  }

  void theOutlineOfTheDifferenceIsALogicalPixel() {
    const RunRecord record = flatRecord(60);
    LossPlot plot;
    plot.resize(kSize);
    plot.setRecord(&record);
    plot.show();
    for (int i = 0; i < 6; ++i) QCoreApplication::processEvents();
    const QImage screen = plot.grab().toImage();
    for (const QImage& image : {screen, plot.picture(kSize, kScale)}) {
      std::vector<double> inks;
      for (int x = 180; x < 400; x += 3) inks.push_back(outlineAt(image, x));
      const double ink = median(inks);
      QVERIFY2(std::abs(ink - kScale) <= 0.5, qPrintable(QString::number(ink)));
    }
  }

 private:
  /// Device pixels of the line on top of the filled difference in the column at `x`.
  static double outlineAt(const QImage& image, int x) {
    constexpr double kFill = 0.45;  // opacity
    const QColor paper = theme().card;
    const double whole = paper.red() - theme().better.red();
    const auto share = [&](int y) { return (paper.red() - image.pixelColor(x, y).red()) / whole; };
    // The first row of the fill.
    int y = image.height() * 64 / 100;
    const auto filled = [&](int row) { return std::abs(share(row) - kFill) < 0.03; };
    while (y < image.height() - 10 && !(filled(y) && filled(y + 1) && filled(y + 9))) ++y;
    double ink = 0.0;
    for (int row = y - 5; row < y; ++row) {
      ink += std::max(0.0, (share(row) - kFill) / (1.0 - kFill));
    }
    return ink;
  }

  static void checkWidths(const QImage& image) {
    const std::vector<std::pair<QColor, double>> curves = {
        {theme().raw, 1.1}, {theme().ema, 2.4}, {theme().trackColor(1), 1.5}};
    for (const auto& [color, width] : curves) {
      std::vector<double> inks;
      for (int x = 180; x < 480; x += 3) inks.push_back(inkOf(image, x, color));
      const double ink = median(inks);
      QVERIFY2(std::abs(ink - kScale * width) <= 0.5,
               qPrintable(QStringLiteral("%1 device pixels of %2").arg(ink).arg(color.name())));
    }
  }
};

}  // namespace emascope::ui

int main(int argc, char** argv) {
  qputenv("QT_SCALE_FACTOR", "2");
  QApplication application(argc, argv);
  emascope::ui::HidpiTest test;
  return QTest::qExec(&test, argc, argv);
}

#include "hidpi_test.moc"
