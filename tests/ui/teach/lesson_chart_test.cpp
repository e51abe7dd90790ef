// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the chart of a lesson shows: the lesson's lines and axis, brackets with means that are not
// told before the question is decided, and names that do not cover each other.
#include "ui/teach/lesson_chart.h"

#include "tests/ui/support/test_program.h"
#include "tests/ui/teach/teach_fixture.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/teach_look.h"
#include "ui/theme/theme.h"

#include <cmath>
#include <utility>
#include <vector>

#include <QApplication>
#include <QImage>
#include <QTest>

namespace emascope::ui {

class LessonChartTest : public QObject {
  Q_OBJECT

 private:
  struct Shown : LessonRunFake {
    LessonSession lesson{controller};
    LessonChart chart{nullptr};

    explicit Shown(const std::string& id) {
      lesson.setOn(true);
      lesson.open(shippedLesson(id), std::nullopt);
      accept();
      chart.setScale(1.5);
      chart.resize(660, 560);
    }
    const LessonChartContent& look() {
      chart.setContent(chartContent(lesson, "en", {}, chart.takeContent()));
      return chart.content();
    }
  };

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void showsTheLinesAndTheFixedAxisOfTheStep() {
    Shown run("when-to-begin");
    QCOMPARE(run.look().empty, QStringLiteral("The run begins."));
    run.reach(100);
    const LessonChartContent& content = run.look();
    QCOMPARE(content.series.size(), std::size_t{4});
    QCOMPARE(content.series.front().line.name, QStringLiteral("raw"));
    QCOMPARE(content.series.back().line.name, QStringLiteral("Warm-up 100"));  // main is on top
    QCOMPARE(content.axis.from, 0.005);
    QCOMPARE(content.axis.to, 2.5);
    QCOMPARE(content.across, (Range{0.0, 3000.0}));
    run.reach(1000);
    QCOMPARE(run.look().across, (Range{0.0, 3000.0}));
  }

  // What was there is marked, to see that it is not made again.
  void aRunThatGoesOnOnlyAddsToItsSeries() {
    Shown run("when-to-begin");
    run.reach(100);
    LessonChartContent content = chartContent(run.lesson, "en");
    content.series.front().losses.front().y = 42.0;
    content.rates.front().y = 43.0;
    run.reach(500);
    content = chartContent(run.lesson, "en", {}, std::move(content));
    const LessonChartContent fresh = chartContent(run.lesson, "en");
    QCOMPARE(content.rates.front().y, 43.0);
    QCOMPARE(content.rates.size(), fresh.rates.size());
    for (std::size_t i = 0; i < fresh.series.size(); ++i) {
      const std::vector<PlotPoint>& grown = content.series[i].losses;
      QCOMPARE(grown.size(), fresh.series[i].losses.size());
      QCOMPARE(grown.front().y, i == 0 ? 42.0 : fresh.series[i].losses.front().y);
      QCOMPARE(grown.back().x, 500.0);
    }
    run.lesson.startAgain();
    run.accept();
    run.reach(500);  // as many evaluations, of another run
    content = chartContent(run.lesson, "en", {}, std::move(content));
    QCOMPARE(content.series.front().losses.front().y, fresh.series.front().losses.front().y);
    QVERIFY(content.rates.front().y != 43.0);
  }

  void aBracketMarksTheWindowAndTellsTheMeansOnceItIsDecided() {
    Shown run("when-to-begin");
    run.loss = [](const std::string& label, std::int64_t) {
      return label == "w0" ? 0.5 : label == "raw" ? 0.3 : 0.1;
    };
    run.reach(100);
    QCOMPARE(run.look().brackets.size(), std::size_t{1});
    QCOMPARE(run.look().brackets.front().from, 300.0);
    QCOMPARE(run.look().brackets.front().to, 500.0);
    QVERIFY(run.look().brackets.front().means.empty());
    run.lesson.answer(0);
    run.reach(500);
    const std::vector<ChartMean>& means = run.look().brackets.front().means;
    QCOMPARE(means.size(), std::size_t{4});
    const auto w0 = std::ranges::find(means, QStringLiteral("Warm-up 0"),
                                      [](const ChartMean& mean) { return mean.line.name; });
    QCOMPARE(w0->number, QStringLiteral("0.500"));
    QVERIFY(run.chart.summaryText().contains(QStringLiteral("0.500")));
  }

  // Step 3 asks about a window that the run has already gone through.
  void theMeansOfAnOpenQuestionAreNotTold() {
    Shown run("when-to-begin");
    run.reach(3000);
    for (int i = 0; i < 4; ++i) run.lesson.next();
    QCOMPARE(run.lesson.at(), std::size_t{2});
    QVERIFY(run.look().brackets.front().means.empty());
    run.lesson.answer(0);
    QCOMPARE(run.look().brackets.front().means.size(), std::size_t{4});
  }

  void marksOfTheLessonAndOfEditsAreShown() {
    Shown run("when-to-begin");
    run.reach(1000);
    for (int i = 0; i < 2; ++i) run.lesson.next();
    QCOMPARE(run.look().marks.front().at, 1000.0);
    QCOMPARE(run.look().marks.front().text, QStringLiteral("the third begins here"));
    run.session.arrive(event::Applied{7, 1001, "w0", {{"beta", 0.9}}, {{"beta", 0.99}}});
    run.deliver();
    QCOMPARE(run.look().marks.size(), std::size_t{2});
    QCOMPARE(run.look().marks.back().at, 1001.0);
    QCOMPARE(run.look().marks.back().text, QStringLiteral("Warm-up 0: half-life 69"));
    for (const char* other : {"w100", "w1000"}) {
      run.session.arrive(event::Applied{8, 1001, other, {{"beta", 0.9}}, {{"beta", 0.99}}});
    }
    run.deliver();
    QCOMPARE(run.look().marks.size(), std::size_t{2});
    QCOMPARE(run.look().marks.back().text, QStringLiteral("3 averages: half-life 69"));
  }

  // The engine reports an edit of step 2,901 when the run pauses at 2,900, where the lesson asks
  // what will happen.
  void anEditOfTheLessonThatIsToComeIsNotShown() {
    Shown run("dead-slider");
    run.reach(2900);
    for (int i = 0; i < 4; ++i) run.lesson.next();
    QCOMPARE(run.lesson.at(), std::size_t{2});
    run.session.arrive(event::Applied{0, 2901, "c999", {{"beta", 0.999}}, {{"beta", 0.99999}}});
    run.deliver();
    QVERIFY(run.look().marks.empty());
    QCOMPARE(presentValue(run.controller.record(), "c999", "beta"), 0.999);
    run.reach(2925);
    QCOMPARE(run.look().marks.size(), std::size_t{1});
    QCOMPARE(run.look().marks.front().text, QStringLiteral("cap 0.999: β cap 0.99999"));
    QCOMPARE(presentValue(run.controller.record(), "c999", "beta"), 0.99999);
  }

  void theTextsOfABracketAreInOneColumn() {
    Shown early("when-to-begin");
    early.reach(100);
    early.lesson.answer(0);
    early.reach(500);
    early.look();
    for (const BracketBlock& block : early.chart.bracketBlocks()) {
      for (const BracketBlock::Row& row : block.rows) {
        QCOMPARE(row.place.left(), block.rows.front().place.left());
        QVERIFY(row.place.left() > block.right);
      }
    }
    Shown late("when-to-begin");
    late.reach(3000);
    for (int i = 0; i < 3; ++i) late.lesson.next();
    late.look();
    const std::vector<BracketBlock> blocks = late.chart.bracketBlocks();
    QCOMPARE(blocks.front().rows.size(), std::size_t{5});
    for (const BracketBlock::Row& row : blocks.front().rows) {
      QVERIFY(std::abs(row.place.right() - blocks.front().rows.front().place.right()) < 0.01);
    }
  }

  void coincidingLinesAreSaidToCoincide() {
    Shown run("when-to-begin");
    run.loss = [](const std::string& label, std::int64_t) { return label == "raw" ? 0.5 : 0.1; };
    run.reach(500);
    run.look();
    const std::vector<LineLabel> labels = run.chart.labels();
    QCOMPARE(labels.size(), std::size_t{2});
    const LineLabel& three = labels.back();
    QCOMPARE(three.lines.size(), std::size_t{3});
    const QString text = three.rows.join(u' ');
    QVERIFY(text.contains(QStringLiteral("Warm-up 0")));
    QVERIFY(text.contains(QStringLiteral("Warm-up 1\u202f000")));
    QVERIFY(text.contains(QStringLiteral("overlapping")));
  }

  // Two lines that cross at the end are not one.
  void linesThatOnlyMeetKeepTheirNames() {
    const std::vector<LineEnd> ends = {
        {QStringLiteral("a"), Qt::black, 100.0, {10.0, 60.0, 100.0}},
        {QStringLiteral("b"), Qt::black, 100.0, {200.0, 150.0, 101.0}},
        {QStringLiteral("c"), Qt::black, 100.0, {12.0, 58.0, 104.0}}};
    const auto groups = together(ends);
    QCOMPARE(groups.size(), std::size_t{2});
    QCOMPARE(groups.front(), (std::vector<std::size_t>{0, 2}));
  }

  // Where a slow average ends near the top, its name was written over the means.
  void namesDoNotCoverTheMeansOfABracket() {
    Shown run("when-to-begin");
    double top = 1.0;
    run.loss = [&top](const std::string& label, std::int64_t) {
      return top * (label == "raw" ? 0.9 : label == "w0" ? 0.8 : label == "w100" ? 0.7 : 0.6);
    };
    run.look();
    top = run.chart.canvas().ranges[0].upper;
    run.reach(100);
    run.lesson.answer(0);
    run.reach(500);
    run.look();
    const std::vector<BracketBlock> blocks = run.chart.bracketBlocks();
    QCOMPARE(blocks.front().rows.size(), std::size_t{5});
    const std::vector<LineLabel> labels = run.chart.labels();
    QCOMPARE(labels.size(), std::size_t{4});
    for (const LineLabel& label : labels) {
      for (const BracketBlock::Row& row : blocks.front().rows) {
        QVERIFY2(!label.place.intersects(row.place.adjusted(0, 1, 0, -1)), qPrintable(row.text));
      }
    }
  }

  void namesDoNotCoverEachOther() {
    Shown run("when-to-begin");
    run.loss = [](const std::string& label, std::int64_t) {
      return label == "raw" ? 0.1 : label == "w0" ? 0.115 : label == "w100" ? 0.132 : 0.152;
    };
    run.reach(3000);
    run.look();
    const std::vector<LineLabel> labels = run.chart.labels();
    QCOMPARE(labels.size(), std::size_t{4});
    for (std::size_t i = 0; i < labels.size(); ++i) {
      QVERIFY(run.chart.rect().contains(labels[i].place.toAlignedRect()));
      if (i > 0) QVERIFY(labels[i].place.top() >= labels[i - 1].place.bottom() - 0.01);
    }
  }

  // "and 3 more" after no name would say nothing.
  void whereThereIsNoRoomForANameThereAreNone() {
    const std::vector<LineEnd> ends = {{QStringLiteral("a"), Qt::black, 100.0, {10.0}},
                                       {QStringLiteral("b"), Qt::black, 100.0, {60.0}}};
    const QFont font = textFont(20);
    const double row = QFontMetricsF(font).height();
    QVERIFY(placeLabels(ends, {0, 0, 200, 1.5 * row}, 100.0, font).empty());
    QVERIFY(placeLabels(ends, {0, 0, 200, -5.0}, 100.0, font).empty());
    QCOMPARE(placeLabels(ends, {0, 0, 200, 2.5 * row}, 100.0, font).size(), std::size_t{2});
    std::vector<LineEnd> three = ends;
    three.push_back({QStringLiteral("main"), Qt::black, 100.0, {30.0}});
    const std::vector<LineLabel> labels = placeLabels(three, {0, 0, 200, 2.5 * row}, 100.0, font);
    QCOMPARE(labels.size(), std::size_t{2});
    QCOMPARE(labels.front().rows, QStringList{QStringLiteral("main")});
    QCOMPARE(labels.back().rows, QStringList{QStringLiteral("and 2 more")});
  }

  void longNamesAreBrokenAlsoInChinese() {
    const QFont font = textFont(20);
    for (const QString& text : {QStringLiteral("half-life 3\u202f000, warm-up 1\u202f000"),
                                QStringLiteral("半衰期三千预热一千步骤")}) {
      const QStringList rows = brokenText(text, font, 120.0);
      QVERIFY(rows.size() > 1);
      for (const QString& row : rows) {
        QVERIFY2(QFontMetricsF(font).horizontalAdvance(row) <= 130.0, qPrintable(row));
      }
    }
  }

  void wordsThatAreWiderThanTheRoomAreBrokenWithin() {
    const QFont font = textFont(20);
    const QString word(4000, u'w');
    const QString marked = QStringLiteral("a%1").arg(QChar(0x0301)).repeated(60);
    for (const QString& text : {word, QStringLiteral("half-life ") + word, marked}) {
      const QStringList rows = brokenText(text, font, 120.0);
      QVERIFY(rows.size() > 1);
      for (const QString& row : rows) {
        QVERIFY2(QFontMetricsF(font).horizontalAdvance(row) <= 120.0, qPrintable(row));
        QVERIFY2(!row.front().isMark(), "a letter is apart from its mark");
      }
      QCOMPARE(rows.join(QString()).remove(u' '), QString(text).remove(u' '));
    }
    QCOMPARE(brokenText(QStringLiteral("ww"), font, 1.0).size(), qsizetype{2});
  }

  void halfLivesOfOneKindAreOneLine() {
    Shown run("whose-statistics");
    // As if the loss were its half-life in thousandths, higher with averaged statistics.
    run.loss = [](const std::string& label, std::int64_t) {
      if (label == "raw") return 0.9;
      return std::stod(label.substr(1)) / 1000.0 + (label.front() == 'a' ? 0.2 : 0.0);
    };
    run.reach(2000);
    run.lesson.next();
    for (int i = 0; i < 2; ++i) run.lesson.next();
    QCOMPARE(run.lesson.at(), std::size_t{2});
    const LessonChartContent& content = run.look();
    QVERIFY(content.half_life);
    QCOMPARE(content.series.size(), std::size_t{2});
    for (const ChartSeries& series : content.series) {
      QCOMPARE(series.losses.size(), std::size_t{8});
      // Half-lives 40 to 550, from the decay that the track used.
      QVERIFY(std::abs(series.losses.front().x - 40.0) < 1e-6);
      QVERIFY(std::abs(series.losses.back().x - 550.0) < 1e-6);
    }
    QCOMPARE(content.series.front().line.name, QStringLiteral("measured anew"));
    QCOMPARE(content.series.back().line.name, QStringLiteral("averaged"));
    QVERIFY(content.raw_mean && std::abs(*content.raw_mean - 0.9) < 1e-12);
  }

  void theRateIsDrawnAsTheRunReportedIt() {
    Shown run("rate-to-zero");
    run.reach(1000);
    const LessonChartContent& content = run.look();
    QVERIFY(content.axis.strip && content.axis.strip->what == LessonStrip::What::kRate);
    QCOMPARE(content.rates.back().x, 1000.0);
    QCOMPARE(content.rates.back().y, 0.02);
    QVERIFY(!run.chart.canvas().rect(Strip::kDecay).isEmpty());
  }

  // Thick: a horizontal line of the main track covers several rows of pixels in its color.
  void linesAreThick() {
    Shown run("why-average");
    run.loss = [](const std::string& label, std::int64_t) { return label == "raw" ? 0.5 : 0.1; };
    run.reach(1000);
    run.lesson.next();
    run.look();
    const Canvas canvas = run.chart.canvas();
    const QImage image = run.chart.grab().toImage();
    const int x = static_cast<int>(canvas.x(500.0) * image.devicePixelRatio());
    int rows = 0;
    for (int y = 0; y < image.height(); ++y) rows += image.pixelColor(x, y) == theme().ema ? 1 : 0;
    QVERIFY2(rows >= 2, qPrintable(QString::number(rows)));
  }

  void lossesThatAreNotFiniteBreakTheLine() {
    Shown run("when-to-begin");
    run.loss = [](const std::string&, std::int64_t step) {
      return step == 200 ? std::nan("") : step == 300 ? 1.0 / 0.0 : 0.2;
    };
    run.reach(500);
    run.look();
    QVERIFY(!run.chart.grab().isNull());
    QCOMPARE(run.chart.labels().size(), std::size_t{1});
  }
};

EMASCOPE_UI_TEST(LessonChartTest);

}  // namespace emascope::ui

#include "lesson_chart_test.moc"
