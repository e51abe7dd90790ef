// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs over each other: which settings differ, the chart with one color a run, the table.
#include "tests/ui/runs/kept_library.h"
#include "tests/ui/runs/overlay_lines.h"
#include "tests/ui/support/test_program.h"
#include "ui/runs/overlay_chart.h"
#include "ui/runs/overlay_page.h"
#include "ui/runs/run_words.h"
#include "ui/runs/settings_difference.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <cmath>
#include <cstdlib>

#include <QApplication>
#include <QHeaderView>
#include <QImage>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QWheelEvent>

namespace emascope::ui {
namespace {

RunConfig spirals() { return fakeStarted(fakeCatalog()).config; }

NamedRun named(const KeptLibrary& library, const std::string& id, const QString& title) {
  auto run = readStoredRun(library.pathOf(id).toStdString());
  Q_ASSERT(run);
  return {title, std::make_shared<const StoredRun>(std::move(run).value())};
}

struct Zoomable : ShownOverlay {
  /// Where `x` is between the ends of the axis, 0 to 1.
  [[nodiscard]] double share(double x) const {
    const double left = ScaledLength{58.0};
    return (x - left) / (it.width() - left - ScaledLength{16.0});
  }
  void turn(const QPointF& at, int notches, Qt::KeyboardModifiers keys) {
    for (int i = 0; i < std::abs(notches); ++i) {
      QWheelEvent event(at, it.mapToGlobal(at), {}, {0, notches > 0 ? 120 : -120}, Qt::NoButton,
                        keys, Qt::NoScrollPhase, false);
      QCoreApplication::sendEvent(&it, &event);
    }
  }
  void drag(const QPoint& from, const QPoint& to) {
    QTest::mousePress(&it, Qt::LeftButton, {}, from);
    QTest::mouseMove(&it, (from + to) / 2);
    QTest::mouseMove(&it, to);
    QTest::mouseRelease(&it, Qt::LeftButton, {}, to);
  }
};

}  // namespace

class OverlayTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void equalSettingsDoNotDiffer() {
    QVERIFY(differingSettings({spirals(), spirals(), spirals()}).empty());
    QVERIFY(differingSettings({spirals()}).empty());
    QVERIFY(differingSettings({}).empty());
  }

  void anImportedRunHasNoSettings() {
    RunConfig imported;
    imported.preset.clear();
    imported.steps = 6000;
    QVERIFY(differingSettings({spirals(), imported}).empty());
    RunConfig longer = spirals();
    longer.steps += 100;
    const auto rows = differingSettings({spirals(), imported, longer});
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows[0].name, QStringLiteral("--steps"));
    QVERIFY(rows[0].values[1].isEmpty());
  }

  void aSettingThatDiffersIsARow() {
    RunConfig other = spirals();
    other.lr = 0.01;
    other.seed = 7;
    const auto rows = differingSettings({spirals(), other});
    QCOMPARE(rows.size(), 2U);
    const SettingRow seed{QStringLiteral("--seed"), {QStringLiteral("1"), QStringLiteral("7")}};
    const SettingRow rate{QStringLiteral("--lr"), {QStringLiteral("0.02"), QStringLiteral("0.01")}};
    QVERIFY(std::find(rows.begin(), rows.end(), seed) != rows.end());
    QVERIFY(std::find(rows.begin(), rows.end(), rate) != rows.end());
  }

  void tracksAreComparedByTheirLabels() {
    RunConfig other = spirals();
    other.tracks[1].params["beta"] = 0.8;
    other.tracks.erase(other.tracks.begin() + 2);
    const auto rows = differingSettings({spirals(), other});
    QCOMPARE(rows.size(), 2U);
    QCOMPARE(rows[0].name, QStringLiteral("--track fast"));
    QVERIFY(rows[0].values[0].contains(QStringLiteral("beta=0.9")));
    QVERIFY(rows[0].values[1].contains(QStringLiteral("beta=0.8")));
    QCOMPARE(rows[1].name, QStringLiteral("--track slow"));
    QVERIFY(!rows[1].values[0].isEmpty());
    QVERIFY(rows[1].values[1].isEmpty());
  }

  void editsAreSettingsToo() {
    RunConfig edited = spirals();
    edited.edits.push_back({.step = 200, .track = "main", .values = {{"beta", 0.98}}});
    const auto rows = differingSettings({spirals(), edited});
    QCOMPARE(rows.size(), 1U);
    QVERIFY(rows[0].values[0].isEmpty());
    QVERIFY2(rows[0].values[1].contains(QStringLiteral("200:main.beta=0.98")),
             qPrintable(rows[0].values[1]));
  }

  void aRunThatWasResumedDiffersInNothingThatNobodyChose() {
    RunRecord first;
    first.apply(fakeStarted(fakeCatalog()));
    RunRecord resumed;
    event::Started started = fakeStarted(fakeCatalog());
    started.config.device = started.facts.device;  // as the engine reports it after a resume
    started.config.threads = started.facts.threads;
    started.config.resume_from = "/runs/a/checkpoints";
    resumed.apply(started);
    QCOMPARE(differingSettings({first.config, resumed.config}).size(), 2U);
    QVERIFY(differencesOf({&first, &resumed}).empty());
    RunRecord chosen = first;
    chosen.config.threads = chosen.facts.threads = first.facts.threads + 1;
    const auto rows = differencesOf({&first, &chosen});
    QCOMPARE(rows.size(), 1U);
    QCOMPARE(rows[0].name, QStringLiteral("--threads"));
    RunRecord elsewhere = first;
    elsewhere.facts.device = "cuda:0";
    QCOMPARE(differencesOf({&first, &elsewhere})[0].values,
             QStringList({QStringLiteral("cpu"), QStringLiteral("cuda:0")}));
  }

  void eachRunHasItsColorAndTheAverageIsBold() {
    OverlayChart chart(nullptr);
    chart.resize(700, 300);
    chart.setRuns({line(1.0, 0.5, Qt::red), line(2.0, 0.25, Qt::blue)});
    const QImage image = chart.grab().toImage();
    QVERIFY(pixelsOf(image, Qt::red) > 500);
    QVERIFY(pixelsOf(image, Qt::blue) > 500);
    chart.setRuns({line(1.0, std::nan(""), Qt::red)});
    const int raw = pixelsOf(chart.grab().toImage(), Qt::red);
    chart.setRuns({line(std::nan(""), 1.0, Qt::red)});
    const int average = pixelsOf(chart.grab().toImage(), Qt::red);
    QVERIFY2(average > raw + 500, qPrintable(QStringLiteral("%1 %2").arg(raw).arg(average)));
    QVERIFY(chart.summaryText().contains(QStringLiteral("average 1.00 at the end")));
  }

  void oddLossesAreGaps() {
    for (const double odd : {std::nan(""), HUGE_VAL}) {
      OverlayChart chart(nullptr);
      chart.resize(700, 300);
      OverlayRun run;
      run.color = Qt::red;
      for (int i = 0; i <= 100; ++i) {
        run.steps.push_back(i);
        run.raw.push_back(std::nan(""));
        run.average.push_back(i > 40 && i < 60 ? odd : 1.0 - 0.005 * i);
      }
      chart.setRuns({run, OverlayRun()});
      const QImage image = chart.grab().toImage();
      const auto redAt = [&](double share) {
        const double wide = image.width() - ScaledLength{58.0} - ScaledLength{16.0};
        const int left = static_cast<int>(ScaledLength{58.0} + share * wide);
        return pixelsOf(image.copy(left, image.height() / 4, 5, image.height() / 2), Qt::red);
      };
      QVERIFY(redAt(0.35) > 0);
      QCOMPARE(redAt(0.5), 0);
      QVERIFY(redAt(0.65) > 0);
    }
    OverlayChart chart(nullptr);
    chart.setRuns({});
    QVERIFY(chart.summaryText().isEmpty());
  }

  void anEvaluationWithoutNeighborsIsADot() {
    const auto red = [](double raw, double average) {
      OverlayChart chart(nullptr);
      chart.resize(700, 300);
      OverlayRun run;
      run.color = Qt::red;
      run.steps = {50.0, 100.0};
      run.raw = {raw, std::nan("")};
      run.average = {average, std::nan("")};
      chart.setRuns({run});
      return pixelsOf(chart.grab().toImage(), Qt::red);
    };
    const int of_legend = red(std::nan(""), std::nan(""));
    QVERIFY(red(1.0, std::nan("")) >= of_legend + 6);
    QVERIFY(red(std::nan(""), 1.0) >= of_legend + 6);
  }

  void theWheelZoomsAtTheMouse() {
    Zoomable chart;
    const Range steps = chart.it.steps();
    const Range losses = chart.it.losses();
    const QPointF at(500, 150);
    const double before = chart.share(at.x());
    chart.turn(at, 3, Qt::NoModifier);
    const Range zoomed = chart.it.steps();
    QVERIFY(zoomed.size() < 0.7 * steps.size());
    QCOMPARE(chart.it.losses(), losses);
    // What was under the mouse is there still.
    const double under = steps.lower + before * steps.size();
    QVERIFY(std::abs(zoomed.lower + before * zoomed.size() - under) < 1e-6 * steps.size());
    chart.turn(at, 3, Qt::ControlModifier);
    QCOMPARE(chart.it.steps(), zoomed);
    QVERIFY(chart.it.losses().size() < 0.8 * losses.size());
    chart.turn(at, -200, Qt::NoModifier);
    QVERIFY(chart.it.steps().size() <= 4.0 * steps.size());
    chart.turn(at, 400, Qt::NoModifier);
    QVERIFY(chart.it.steps().size() >= 90.0);  // 4 evaluations
    QVERIFY(!chart.it.grab().isNull());
  }

  void aDragMovesAndADoubleClickShowsEverything() {
    Zoomable chart;
    const Range steps = chart.it.steps();
    const Range losses = chart.it.losses();
    chart.turn({350, 150}, 4, Qt::NoModifier);
    const Range zoomed = chart.it.steps();
    chart.drag({300, 150}, {400, 152});
    QVERIFY(chart.it.steps().lower < zoomed.lower);
    QCOMPARE(chart.it.losses(), losses);  // level
    const Range level = chart.it.steps();
    chart.drag({300, 100}, {300, 180});
    QVERIFY(chart.it.losses().upper > losses.upper);
    QCOMPARE(chart.it.steps(), level);
    QTest::mouseDClick(&chart.it, Qt::LeftButton, {}, {300, 150});
    QCOMPARE(chart.it.steps(), steps);
    QCOMPARE(chart.it.losses(), losses);
    chart.drag({300, 150}, {301, 151});  // a click
    QCOMPARE(chart.it.steps(), steps);
  }

  void keysDoTheSame() {
    Zoomable chart;
    const Range steps = chart.it.steps();
    const Range losses = chart.it.losses();
    QTest::keyClick(&chart.it, Qt::Key_Plus);
    QVERIFY(chart.it.steps().size() < steps.size());
    QTest::keyClick(&chart.it, Qt::Key_PageUp);
    QVERIFY(chart.it.losses().size() < losses.size());
    const Range zoomed = chart.it.steps();
    QTest::keyClick(&chart.it, Qt::Key_Right);
    QVERIFY(chart.it.steps().lower > zoomed.lower);
    const Range low = chart.it.losses();
    QTest::keyClick(&chart.it, Qt::Key_Up);
    QVERIFY(chart.it.losses().lower > low.lower);
    QTest::keyClick(&chart.it, Qt::Key_Minus);
    QTest::keyClick(&chart.it, Qt::Key_PageDown);
    for (const Qt::Key key : {Qt::Key_Home, Qt::Key_F}) {
      QTest::keyClick(&chart.it, Qt::Key_Plus);
      QVERIFY(chart.it.steps() != steps);
      QTest::keyClick(&chart.it, key);
      QCOMPARE(chart.it.steps(), steps);
      QCOMPARE(chart.it.losses(), losses);
    }
  }

  void anotherThemeResetsNoZoom() {
    Zoomable chart;
    QTest::keyClick(&chart.it, Qt::Key_Plus);
    const Range zoomed = chart.it.steps();
    std::vector<OverlayRun> runs = chart.it.runs();
    runs[0].color = Qt::green;
    chart.it.setRuns(runs);
    QCOMPARE(chart.it.steps(), zoomed);
    runs[0].steps.back() += 1000.0;  // other runs
    chart.it.setRuns(runs);
    QVERIFY(chart.it.steps() != zoomed);
  }

  void equalTitlesAreToldApartAndHeadsHaveTheColors() {
    KeptLibrary library;
    const std::string first = library.keep({.begun = 1'700'000'000'000});
    const std::string second = library.keep({.begun = 1'700'000'000'000});
    const std::string third = library.keep({.begun = 1'600'000'000'000});
    const std::string fourth = library.keep({.begun = 1'700'000'001'000});
    const std::string other = library.keep();
    const QString same = QStringLiteral("Two spirals");
    OverlayPage page(
        {named(library, first, same), named(library, second, same), named(library, third, same),
         named(library, fourth, same), named(library, other, QStringLiteral("other"))},
        nullptr);
    page.resize(1600, 800);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    const std::vector<OverlayRun>& runs = page.chart()->runs();
    // Begun at the same time: by the end of the folder's name.
    QVERIFY(runs[0].name.left(4) != runs[1].name.left(4));
    QVERIFY(library.pathOf(first).endsWith(runs[0].name.left(4)));
    QVERIFY(runs[0].name.endsWith(same) && runs[1].name.endsWith(same));
    QCOMPARE(runs[2].name, dateWords(1'600'000'000'000) + QStringLiteral(" · ") + same);
    QVERIFY(runs[3].name.contains(QStringLiteral(":21, ")) && runs[3].name.indexOf(u',') == 8);
    QCOMPARE(runs[4].name, QStringLiteral("other"));
    const auto* table = page.findChild<QTableWidget*>(QStringLiteral("overlay_table"));
    const QImage heads = table->horizontalHeader()->grab().toImage();
    for (int i = 0; i < 5; ++i) {
      const OverlayRun& run = runs[static_cast<std::size_t>(i)];
      QCOMPARE(table->horizontalHeaderItem(i + 1)->text(), run.name);
      QVERIFY2(pixelsOf(heads, run.color) > 30, qPrintable(run.name));
      for (int before = 0; before < i; ++before) {
        const QColor& color = runs[static_cast<std::size_t>(before)].color;
        const int apart = std::abs(color.red() - run.color.red()) +
                          std::abs(color.green() - run.color.green()) +
                          std::abs(color.blue() - run.color.blue());
        QVERIFY2(apart > 150, qPrintable(color.name() + run.color.name()));
      }
    }
    // The legend has no room for the whole name.
    auto* chart = page.findChild<QWidget*>(QStringLiteral("overlay_chart"));
    QTest::mouseMove(chart, {chart->width() / 2, chart->height() / 2});
    const QString help = chart->toolTip();
    QTest::mouseMove(chart, {chart->width() - 40, 20});
    QTRY_COMPARE(chart->toolTip(), runs[0].name);
    QVERIFY(!help.isEmpty() && help != runs[0].name);
  }

  void theLabelOfTheLastStepIsWhole_data() {
    QTest::addColumn<double>("last");
    QTest::newRow("10,000") << 10'000.0;
    QTest::newRow("100,000") << 100'000.0;
  }
  void theLabelOfTheLastStepIsWhole() {
    QFETCH(double, last);
    OverlayChart chart(nullptr);
    chart.resize(700, 300);
    OverlayRun run;
    run.color = Qt::red;
    run.steps = {0.0, last};
    run.raw = run.average = {1.0, 0.5};
    chart.setRuns({run});
    const QImage image = chart.grab().toImage();
    const int edge = image.width() - 1;  // what is cut reaches it
    for (int y = 0; y < image.height(); ++y) {
      QCOMPARE(image.pixelColor(edge, y), image.pixelColor(edge, 0));
    }
  }

  void thePageHasAColumnForEachRun() {
    KeptLibrary library;
    const std::string good = library.keep({.steps = 1000, .factor = 1.0});
    const std::string bad = library.keep({.steps = 500, .factor = 2.0, .end = std::nullopt});
    const QString mark = QStringLiteral("<b>x</b>");
    OverlayPage page({named(library, good, QStringLiteral("good")), named(library, bad, mark)},
                     nullptr);
    page.resize(1200, 800);
    QCOMPARE(page.chart()->runs().size(), 2U);
    QVERIFY(page.chart()->runs()[0].color != page.chart()->runs()[1].color);
    auto* table = page.findChild<QTableWidget*>(QStringLiteral("overlay_table"));
    QCOMPARE(table->columnCount(), 3);
    QCOMPARE(table->horizontalHeaderItem(2)->text(), mark);
    QStringList names;
    for (int row = 0; row < table->rowCount(); ++row) names << table->item(row, 0)->text();
    QVERIFY2(names.contains(QStringLiteral("--steps")), qPrintable(names.join(u' ')));
    QVERIFY(!names.contains(QStringLiteral("--seed")));
    const int state = static_cast<int>(names.indexOf(QStringLiteral("state")));
    QCOMPARE(table->item(state, 2)->text(), QStringLiteral("interrupted"));
    QSignalSpy back(&page, &OverlayPage::backWanted);
    QTest::mouseClick(page.findChild<QPushButton*>(QStringLiteral("overlay_back")), Qt::LeftButton);
    QCOMPARE(back.size(), 1);
  }
};

EMASCOPE_UI_TEST(OverlayTest);

}  // namespace emascope::ui

#include "overlay_test.moc"
