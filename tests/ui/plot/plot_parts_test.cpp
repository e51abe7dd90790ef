// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/not_a_number.h"
#include "tests/ui/plot/plot_record.h"
#include "tests/ui/support/test_program.h"
#include "ui/plot/columns.h"
#include "ui/plot/label_layout.h"
#include "ui/plot/run_series.h"
#include "ui/plot/ticks.h"
#include "ui/plot/view_range.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QTest>

namespace emascope::ui {
namespace {

std::vector<double> steps(std::size_t count) {
  std::vector<double> x(count);
  for (std::size_t i = 0; i < count; ++i) x[i] = static_cast<double>(i);
  return x;
}

bool has(const std::vector<PlotPoint>& points, double y) {
  return std::any_of(points.begin(), points.end(), [y](const PlotPoint& p) { return p.y == y; });
}

QStringList texts(const std::vector<double>& ticks) {
  QStringList result;
  for (const double tick : ticks) result << tickText(tick, ticks);
  return result;
}

}  // namespace

class PlotPartsTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // Columns
  void aSpikeAmong100000PointsIsDrawn() {
    const std::vector<double> x = steps(100000);
    std::vector<double> y(x.size(), 0.5);
    y[77777] = 9.0;
    Columns columns;
    columns.cover(x, y, {0.0, 1e5, 800, 0});
    QVERIFY(has(columns.points(), 9.0));
    QVERIFY2(columns.points().size() < 2000, "not reduced");
  }
  void fewPointsAreDrawnAsTheyAre() {
    const std::vector<double> x = steps(100);
    std::vector<double> y(x.size());
    for (std::size_t i = 0; i < y.size(); ++i) y[i] = fakeNoise(static_cast<std::int64_t>(i));
    Columns columns;
    columns.cover(x, y, {0.0, 99.0, 800, 0});
    QCOMPARE(columns.points().size(), std::size_t{100});
    QCOMPARE(columns.drawn(), std::int64_t{100});
  }
  void growingGivesTheSameAsAllAtOnce_data() {
    QTest::addColumn<std::vector<double>>("x");
    QTest::addColumn<std::vector<double>>("y");
    const std::vector<double> even = steps(20000);
    std::vector<double> noise(even.size());
    for (std::size_t i = 0; i < noise.size(); ++i)
      noise[i] = fakeNoise(static_cast<std::int64_t>(i));
    QTest::newRow("even steps") << even << noise;
    std::vector<double> uneven(even.size());  // most at the beginning, and many at one place
    for (std::size_t i = 0; i < uneven.size(); ++i) {
      uneven[i] =
          std::pow(static_cast<double>(i < 9000 ? i : std::max<std::size_t>(i, 11000)), 2.0) / 2e4;
    }
    QTest::newRow("uneven steps") << uneven << noise;
    std::vector<double> gaps = noise;
    for (std::size_t i = 0; i < gaps.size(); i += 137) gaps[i] = kNan;
    for (std::size_t i = 5000; i < 5400; ++i) gaps[i] = std::numeric_limits<double>::infinity();
    QTest::newRow("gaps") << even << gaps;
    std::vector<double> huge = noise;
    for (std::size_t i = 0; i < huge.size(); i += 11) {
      huge[i] = (i % 2 == 0 ? 1.0 : -1.0) * std::numeric_limits<double>::max();
    }
    QTest::newRow("the largest numbers") << even << huge;
    std::vector<double> tiny(even.size());
    for (std::size_t i = 0; i < tiny.size(); ++i) {
      tiny[i] = static_cast<double>(i % 5) * std::numeric_limits<double>::denorm_min();
    }
    QTest::newRow("the smallest numbers") << even << tiny;
  }
  void growingGivesTheSameAsAllAtOnce() {
    QFETCH(const std::vector<double>, x);
    QFETCH(const std::vector<double>, y);
    const Columns::View view{30.0, 19000.0, 300, 0};
    const auto covered = [&](Columns& columns, std::size_t count) {
      const auto end = static_cast<std::ptrdiff_t>(count);
      columns.cover({x.begin(), x.begin() + end}, {y.begin(), y.begin() + end}, view);
    };
    Columns grown;
    for (std::size_t count = 0; count < x.size(); count += 997) covered(grown, count);
    covered(grown, x.size());
    Columns whole;
    covered(whole, x.size());
    QVERIFY(whole.merged());
    const auto same = [](const std::vector<PlotPoint>& a, const std::vector<PlotPoint>& b) {
      return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](auto one, auto other) {
        const bool gaps = std::isnan(one.y) && std::isnan(other.y);
        return one.x == other.x && (one.y == other.y || gaps);
      });
    };
    QVERIFY(same(grown.points(), whole.points()));
    QVERIFY(same(grown.medians(), whole.medians()));
    QVERIFY(same(grown.isolated(), whole.isolated()));
    QCOMPARE(grown.visible(), whole.visible());
    const auto in_view = [&](std::size_t i) {
      return x[i] >= view.lower && x[i] <= view.upper && std::isfinite(y[i]);
    };
    std::int64_t visible = 0;
    std::vector<std::vector<double>> values(300);  // of each column, by the definition
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (!in_view(i)) continue;
      ++visible;
      const double place = (x[i] - view.lower) * (300.0 / (view.upper - view.lower));
      values[static_cast<std::size_t>(std::min(place, 299.0))].push_back(y[i]);
    }
    QCOMPARE(whole.visible(), visible);
    std::vector<double> medians;
    for (std::vector<double>& of_column : values) {
      if (of_column.empty()) continue;
      std::sort(of_column.begin(), of_column.end());
      medians.push_back(of_column[of_column.size() / 2]);
    }
    std::vector<double> shown;
    for (const PlotPoint& point : whole.medians()) {
      if (point.x >= view.lower && point.x <= view.upper && !std::isnan(point.y)) {
        shown.push_back(point.y);
      }
    }
    QCOMPARE(shown, medians);
  }
  void mergedColumnsHaveTheirMedians() {
    const std::vector<double> x = steps(1000);  // 0 to 999, ten for each of 100 columns
    std::vector<double> y(x.size());
    for (std::size_t i = 0; i < y.size(); ++i) y[i] = static_cast<double>(i * 7 % 10);
    y[507] = 1e9;  // instead of 9
    Columns columns;
    std::vector<double> first_x(x.begin(), x.begin() + 507);
    std::vector<double> first_y(y.begin(), y.begin() + 507);
    columns.cover(first_x, first_y, {0.0, 999.0, 100, 0});
    columns.cover(x, y, {0.0, 999.0, 100, 0});  // grown within a column
    QVERIFY(columns.merged());
    QCOMPARE(columns.medians().size(), std::size_t{100});
    for (const PlotPoint& point : columns.medians()) QCOMPARE(point.y, 5.0);
    QVERIFY(has(columns.points(), 1e9));
    columns.cover(x, y, {0.0, 99.0, 100, 0});
    QVERIFY(!columns.merged() && columns.medians().empty());
  }
  void oneNanBreaksTheLineAtAnyLength_data() {
    QTest::addColumn<int>("count");
    QTest::newRow("few") << 50;
    QTest::newRow("many") << 50000;
  }
  void oneNanBreaksTheLineAtAnyLength() {
    QFETCH(int, count);
    const std::vector<double> x = steps(static_cast<std::size_t>(count));
    std::vector<double> y(x.size(), 1.0);
    y[y.size() / 2] = kNan;
    Columns columns;
    columns.cover(x, y, {0.0, static_cast<double>(count), 500, 0});
    const auto& points = columns.points();
    QVERIFY(std::any_of(points.begin(), points.end(),
                        [](const PlotPoint& p) { return std::isnan(p.y); }));
  }
  void aPointBetweenGapsIsIsolated() {
    const std::vector<double> x = steps(5);
    Columns columns;
    columns.cover(x, {1.0, kNan, 2.0, kNan, 3.0}, {0.0, 4.0, 100, 0});
    QCOMPARE(columns.isolated().size(), std::size_t{3});
  }
  void whatLiesOutsideIsCountedExactly() {
    const std::vector<double> x = steps(30000);
    std::vector<double> y(x.size(), 0.5);
    for (const std::size_t i : {3U, 4U, 29999U}) y[i] = 1e38;
    y[17] = -2.0;
    y[18] = kNan;
    Columns columns;
    columns.cover(x, y, {0.0, 3e4, 400, 0});
    const auto outside = columns.outside(y, 0.1, 1.0);
    QCOMPARE(outside.above, std::int64_t{3});
    QCOMPARE(outside.below, std::int64_t{1});
  }
  void aFillCrossesZeroWhereTheLineDoes() {
    const std::vector<double> x = steps(2);
    const std::vector<double> y = {1.0, -3.0};
    Columns columns;
    columns.cover(x, y, {0.0, 1.0, 100, 0});
    const auto halves = columns.halves(x);
    QVERIFY(std::any_of(halves.above.begin(), halves.above.end(), [](const PlotPoint& p) {
      return p.y == 0.0 && std::abs(p.x - 0.25) < 1e-12;
    }));
  }

  // Ranges
  void oneHugeValueDoesNotFlattenTheAxis() {
    std::vector<double> values(500, 0.5);
    for (std::size_t i = 0; i < 250; ++i) values[i] = 0.1;
    values[7] = 1e38;
    const auto range = robustRange(values, AxisScale::kLinear);
    QVERIFY(range && range->upper < 1.0);
  }
  void anOrdinarySpikeStaysInView() {
    std::vector<double> values(500, 0.1);
    for (std::size_t i = 0; i < 100; ++i) values[i] = 0.7;
    values[200] = 0.9;
    const auto range = robustRange(values, AxisScale::kLog);
    QVERIFY(range && range->upper >= 0.9);
  }
  void aLogAxisTakesPositiveValuesOnly() {
    std::vector<double> values = {-1.0, 0.0, 0.2, 0.4, kNan};
    const auto range = robustRange(values, AxisScale::kLog);
    QVERIFY(range && range->lower > 0.0);
  }
  void nothingFiniteHasNoRange() {
    std::vector<double> values = {kNan, std::numeric_limits<double>::infinity()};
    QVERIFY(!robustRange(values, AxisScale::kLinear));
  }
  void aRangeRestsWhileItSuits() {
    const Range shown{0.0, 1.0};
    QCOMPARE(stabilized(shown, {0.05, 0.9}, AxisScale::kLinear), shown);
    QVERIFY(stabilized(shown, {0.05, 1.2}, AxisScale::kLinear).upper > 1.2);
    QVERIFY(stabilized(shown, {0.4, 0.5}, AxisScale::kLinear).size() < 0.5);
  }

  // Ticks
  void logTicksAreFewAndRound() {
    const QStringList expected = {QStringLiteral("0.08"), QStringLiteral("0.1"),
                                  QStringLiteral("0.15"), QStringLiteral("0.2"),
                                  QStringLiteral("0.3"),  QStringLiteral("0.5"),
                                  QStringLiteral("0.8")};
    QCOMPARE(texts(logTicks({0.07, 0.9}, 450.0, 26.0)), expected);
  }
  void manyDecadesKeepTheirDistance() {
    const auto ticks = logTicks({1e-12, 1e6}, 200.0, 20.0);
    QVERIFY(ticks.size() >= 3 && ticks.size() <= 10);
  }
  void smallNumbersAreWrittenPlainly() {
    QCOMPARE(tickText(0.0005, {0.0005, 0.001}), QStringLiteral("0.0005"));
    QCOMPARE(tickText(0.00001, {0.00001}), QStringLiteral("1e-5"));
    QCOMPARE(tickText(0.0, {-0.05, 0.0, 0.05}), QStringLiteral("0"));
  }
  void aStripOfDecaysHasTwoTicksOrMore_data() {
    QTest::addColumn<double>("pixels");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("high") << 60.0
                          << QStringList({QStringLiteral("0.9"), QStringLiteral("0.99"),
                                          QStringLiteral("0.999")});
    const QStringList two = {QStringLiteral("0.9"), QStringLiteral("0.999")};
    QTest::newRow("small laptop") << 40.0 << two;
    QTest::newRow("low") << 20.0 << two;
  }
  void aStripOfDecaysHasTwoTicksOrMore() {
    QFETCH(double, pixels);
    QStringList found;
    for (const double tick : decayTicks({0.6, 3.15}, pixels)) found << decayTickText(tick);
    QTEST(found, "expected");
  }
  void aVoidRangeHasNoTicks() {
    QVERIFY(linearTicks({1.0, 1.0}, 100.0, 20.0).empty());
    QVERIFY(logTicks({0.0, 1.0}, 100.0, 20.0).empty());
  }

  // Labels
  void labelsKeepTheirDistanceAndOrder() {
    const std::vector<double> placed = spreadApart({50.0, 51.0, 52.0, 200.0}, 16.0, 0.0, 300.0);
    QVERIFY(placed[1] - placed[0] >= 15.99 && placed[2] - placed[1] >= 15.99);
    QCOMPARE(placed[3], 200.0);
    QVERIFY(std::abs(placed[1] - 51.0) < 1e-9);
  }
  void labelsStayWithinThePlot() {
    const std::vector<double> placed = spreadApart({0.0, 0.0, 300.0, 300.0}, 16.0, 8.0, 292.0);
    for (const double place : placed) QVERIFY(place >= 8.0 && place <= 292.0);
  }
  void tooManyLabelsShareTheSpace() {
    const std::vector<double> placed = spreadApart(std::vector<double>(50, 10.0), 16.0, 0.0, 100.0);
    for (const double place : placed) QVERIFY(place >= -1e-9 && place <= 100.0 + 1e-9);
  }

  // Series
  void anotherRunInTheSameRecordIsNoticed() {
    RunRecord record = recordOf(50);
    RunSeries series;
    series.take(&record);
    QVERIFY(!series.take(&record));
    record = recordOf(80);
    for (EvalPoint& point : record.points) point.seconds *= 1.01;
    QVERIFY(series.take(&record));
    QCOMPARE(series.size(), std::size_t{80});
  }
  void curvesFollowTheTracks() {
    RunRecord record = recordOf(2);
    const double slow = record.points[0].tracks[2].val.loss;
    RunSeries series;
    series.take(&record);
    act(record, 51, track_action::Add{{.label = "new"}});
    act(record, 51, track_action::Promote{"slow"});
    act(record, 51, track_action::Remove{"fast"});
    addEvaluations(record, 1);
    QVERIFY(series.take(&record));
    QCOMPARE(series.curves(), std::size_t{5});
    QCOMPARE(series.loss(1)[0], slow);       // slow, main now
    QVERIFY(std::isnan(series.loss(3)[1]));  // new, not there yet
    QVERIFY(std::isfinite(series.loss(3)[2]));
    QVERIFY(std::isfinite(series.loss(4)[1]));  // fast, gone
    QVERIFY(std::isnan(series.loss(4)[2]));
    QCOMPARE(series.nonFiniteValues(), std::int64_t{0});
    series.selectTrack(3);
    QVERIFY(!series.take(&record));
    QVERIFY(std::isfinite(series.decay()[1]));
    QVERIFY(std::isnan(series.decay()[2]));
  }
  void valuesThatAreNotFiniteAreCounted() {
    RunRecord record = recordOf(10);
    record.points[3].raw.loss = kNan;
    record.points[3].tracks[0].val.loss = std::numeric_limits<double>::infinity();
    RunSeries series;
    series.take(&record);
    QCOMPARE(series.nonFiniteValues(), std::int64_t{2});
    QCOMPARE(series.nonFiniteSteps(), (std::vector<double>{100.0}));
  }
};

EMASCOPE_UI_TEST(PlotPartsTest);

}  // namespace emascope::ui

#include "plot_parts_test.moc"
