// SPDX-License-Identifier: GPL-3.0-or-later
//
// The last run in the chart: under all curves, in its own color, and without a say in the axis; and
// the labels at the ends of the curves.
#include "tests/ui/plot/plot_record.h"
#include "tests/ui/plot/shown_plot.h"
#include "tests/ui/support/ghost_pixels.h"
#include "tests/ui/support/test_program.h"
#include "ui/plot/end_labels.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QTest>

namespace emascope::ui {
namespace {

std::shared_ptr<const PastRun> pastOf(const RunRecord& record) {
  return std::make_shared<const PastRun>(pastRun(record));
}

/// The graphs of the upper strip with points in the color of the last run.
std::vector<QCPGraph*> ghostsOf(LossPlot& plot) {
  std::vector<QCPGraph*> found;
  for (QCPGraph* graph : chartOf(plot).axisRect(0)->graphs()) {
    if (!graph->data()->isEmpty() && graph->pen().color() == theme().last_run) {
      found.push_back(graph);
    }
  }
  return found;
}

QCPRange lossesOf(LossPlot& plot) {
  return chartOf(plot).axisRect(0)->axis(QCPAxis::atLeft)->range();
}

Canvas canvasOf(double height) {
  Canvas canvas;
  canvas.log_loss = false;
  canvas.span = {0.0, 1000.0};
  canvas.ranges[0] = {0.0, 1.0};
  canvas.strips[0] = QRectF(60, 20, 800, height);
  return canvas;
}

std::vector<EndLabel> endsAt(double place, std::initializer_list<double> losses) {
  std::vector<EndLabel> ends;
  for (const double loss : losses) {
    ends.push_back({QStringLiteral("hl20  0.091"), Qt::black, Qt::black, place, loss});
  }
  return ends;
}

}  // namespace

class LastRunPlotTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void itsColorIsMainsAtAThird() {
    for (const auto choice : {ThemeChoice::kDark, ThemeChoice::kLight}) {
      applyTheme(*qApp, choice);
      const Theme& t = theme();
      const double share = 0.34 * t.ema.red() + 0.66 * t.card.red();
      QVERIFY(std::abs(t.last_run.red() - share) <= 1.0);
      QVERIFY(std::abs(t.last_run.blue() - (0.34 * t.ema.blue() + 0.66 * t.card.blue())) <= 1.0);
    }
  }
  void itIsDrawnInItsWholeLengthBelowAllCurves() {
    const RunRecord before = recordOf(200);
    const RunRecord record = recordOf(40);
    LossPlot plot;
    show(plot, record);
    QVERIFY(ghostsOf(plot).empty());
    plot.setLastRun(pastOf(before));
    settle();
    const auto ghosts = ghostsOf(plot);
    QCOMPARE(ghosts.size(), std::size_t{1});
    QCOMPARE(ghosts[0]->pen().widthF(), 1.4);
    QCOMPARE((ghosts[0]->data()->constEnd() - 1)->key, 5000.0);
    // Graphs of a layer are drawn in this order.
    const QList<QCPGraph*> graphs = chartOf(plot).axisRect(0)->graphs();
    QCOMPARE(std::find_if(graphs.begin(), graphs.end(),
                          [](QCPGraph* graph) { return !graph->data()->isEmpty(); }) -
                 graphs.begin(),
             graphs.indexOf(ghosts[0]));
  }
  void itHasNoSayInTheAxis() {
    RunRecord before = recordOf(200);
    for (EvalPoint& point : before.points) point.tracks[0].val.loss = 40.0;
    const RunRecord record = recordOf(100);
    LossPlot plot;
    show(plot, record);
    const QCPRange range = lossesOf(plot);
    const auto counts = plot.drawnCounts();
    plot.setLastRun(pastOf(before));
    settle();
    QCOMPARE(lossesOf(plot), range);
    QCOMPARE(plot.drawnCounts().above, counts.above);
  }
  void anotherProblemHasNoGhost() {
    const RunRecord before = recordOf(200);
    RunRecord record;
    record.apply(Event(fakeStarted(fakeCatalog(), 1)));
    LossPlot plot;
    show(plot, record);
    plot.setLastRun(pastOf(before));
    settle();
    QVERIFY(ghostsOf(plot).empty());
  }
  void itFollowsTheAxes() {
    const RunRecord before = recordOf(200);
    const RunRecord record = recordOf(100);
    LossPlot plot;
    show(plot, record);
    plot.setLastRun(pastOf(before));
    plot.setXQuantity(XQuantity::kTime);
    settle();
    QCOMPARE((ghostsOf(plot)[0]->data()->constEnd() - 1)->key, 25.0);
    plot.setShowsMetric(true);
    settle();
    QCOMPARE((ghostsOf(plot)[0]->data()->constEnd() - 1)->value, 0.97);
  }
  void itIsInThePicture() {
    RunRecord before = recordOf(200);
    for (EvalPoint& point : before.points) point.tracks[0].val.loss = 0.3;  // within the axis
    const RunRecord record = recordOf(60);
    LossPlot plot;
    show(plot, record);
    QCOMPARE(ghostPixels(plot.picture({1000, 600}, 1.0)), 0);
    plot.setLastRun(pastOf(before));
    settle();
    QVERIFY(ghostPixels(plot.picture({1000, 600}, 1.0)) > 300);
  }

  void labelsAre15PixelsApartWithALineToEach() {
    const Canvas canvas = canvasOf(400.0);
    const PlacedEnds placed = placeEnds(canvas, endsAt(600.0, {0.5, 0.505, 0.51}), 0.0, 0.0);
    QCOMPARE(placed.labels.size(), std::size_t{3});
    for (std::size_t i = 0; i + 1 < 3; ++i) {
      QVERIFY(std::abs(placed.labels[i].box.top() - placed.labels[i + 1].box.top() - 15.0) < 1e-9);
    }
    for (const PlacedEnd& each : placed.labels) {
      QCOMPARE(each.from.x(), canvas.x(600.0));
      QCOMPARE(each.from.y(), canvas.y(Strip::kLoss, each.label.loss));
      QCOMPARE(each.to.y(), each.box.center().y());
      QVERIFY(each.to.x() > each.from.x() + 5.0 && each.to.x() < each.box.left());
    }
  }
  void labelsThatDoNotFitAreCounted() {
    const PlacedEnds placed =
        placeEnds(canvasOf(60.0), endsAt(600.0, {0.1, 0.3, 0.5, 0.7, 0.9}), 0.0, 0.0);
    QVERIFY(placed.left_out >= 2);
    QCOMPARE(placed.labels.size() + placed.left_out, std::size_t{5});
  }
  void theLastRunsLabelStandsByItselfWhereItCan() {
    std::vector<EndLabel> ends = endsAt(600.0, {0.5, 0.51});
    ends.push_back({QStringLiteral("last run"), Qt::black, Qt::black, 1000.0, 0.5});
    ends.back().past = true;
    const PlacedEnds apart = placeEnds(canvasOf(400.0), ends, 0.0, 0.0);
    QVERIFY(std::abs(apart.labels[0].box.top() - apart.labels[1].box.top() - 15.0) < 1e-9);
    QVERIFY(apart.labels[2].box.right() <= 860.0);
    QVERIFY(apart.labels[2].box.bottom() < 220.0);  // over the curve, which ends at 220
    ends.back().place = 640.0;                      // where the others are
    const PlacedEnds among = placeEnds(canvasOf(400.0), ends, 0.0, 0.0);
    QCOMPARE(among.labels.size(), std::size_t{3});
    for (std::size_t a = 0; a < 3; ++a) {
      for (std::size_t b = a + 1; b < 3; ++b) {
        QVERIFY(!among.labels[a]
                     .box.adjusted(0, 0.1, 0, -0.1)
                     .intersects(among.labels[b].box.adjusted(0, 0.1, 0, -0.1)));
      }
    }
  }
  void textHasAnOutlineAndNoBox() {
    // A label on a band: the band is seen between its letters.
    RunRecord record = recordOf(200);
    change(record, 3200, 0.98, 0.999);
    LossPlot plot;
    show(plot, record);
    const QImage image = plot.grab().toImage();
    const QRect strip = chartOf(plot).axisRect(0)->rect();
    QCPAxis* axis = chartOf(plot).axisRect(0)->axis(QCPAxis::atBottom);
    const int left = static_cast<int>(axis->coordToPixel(3200.0)) + 8;
    const auto on_band = [&image](int x, int y) {  // 8 % of the accent on the card
      const QColor pixel = image.pixelColor(x, y);
      const auto near = [](int part, int paper, int ink) {
        return std::abs(part - (0.92 * paper + 0.08 * ink)) <= 2.0;
      };
      return near(pixel.red(), theme().card.red(), theme().accent.red()) &&
             near(pixel.green(), theme().card.green(), theme().accent.green());
    };
    int seen = 0;
    for (int y = strip.top() + 7; y < strip.top() + 22; ++y) {
      for (int x = left; x < left + 40; ++x) seen += on_band(x, y) ? 1 : 0;
    }
    QVERIFY2(seen > 60, qPrintable(QString::number(seen)));
  }
  void aBracketAboveTheStripShowsWhatTheVerdictCompares() {
    const RunRecord record = recordOf(200);  // 200 planned, so the last 20
    LossPlot plot;
    show(plot, record);
    const QImage image = plot.grab().toImage();
    const QRect strip = chartOf(plot).axisRect(1)->rect();
    QCPAxis* axis = chartOf(plot).axisRect(1)->axis(QCPAxis::atBottom);
    const int y = strip.top() - 6;
    const auto inked = [&](double step) {
      const int x = static_cast<int>(axis->coordToPixel(step));
      return image.pixelColor(x, y).lightness() < 160;
    };
    QVERIFY(inked(4800.0));
    QVERIFY(inked(4990.0));
    QVERIFY(!inked(4400.0));
    QVERIFY(y > chartOf(plot).axisRect(0)->rect().bottom());
  }
};

EMASCOPE_UI_TEST(LastRunPlotTest);

}  // namespace emascope::ui

#include "last_run_plot_test.moc"
