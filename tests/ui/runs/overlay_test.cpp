// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs over each other: which settings differ, the chart with one color a run, the table.
#include "tests/ui/runs/kept_library.h"
#include "ui/runs/overlay_chart.h"
#include "ui/runs/overlay_page.h"
#include "ui/runs/run_words.h"
#include "ui/runs/settings_difference.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QImage>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>

namespace emascope::ui {
namespace {

RunConfig spirals() { return fakeStarted(fakeCatalog()).config; }

int pixelsOf(const QImage& image, const QColor& color) {
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

NamedRun named(const KeptLibrary& library, const std::string& id, const QString& title) {
  auto run = readStoredRun(library.pathOf(id).toStdString());
  Q_ASSERT(run);
  return {title, std::make_shared<const StoredRun>(std::move(run).value())};
}

OverlayRun line(double raw, double average, const QColor& color) {
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
    OverlayChart chart(nullptr);
    chart.resize(400, 200);
    OverlayRun run = line(1.0, 0.5, Qt::red);
    run.raw[10] = HUGE_VAL;
    run.average[10] = std::nan("");
    run.raw[11] = -3.0;  // the axis becomes linear
    OverlayRun empty;
    chart.setRuns({run, empty});
    QVERIFY(!chart.grab().isNull());
    chart.setRuns({});
    QVERIFY(!chart.grab().isNull());
  }

  void equalTitlesAreToldApartAndHeadsHaveTheColors() {
    KeptLibrary library;
    const std::string first = library.keep({.begun = 1'700'000'000'000});
    const std::string second = library.keep({.begun = 1'700'000'000'000});
    const std::string third = library.keep({.begun = 1'600'000'000'000});
    const std::string other = library.keep();
    const QString same = QStringLiteral("Two spirals");
    OverlayPage page({named(library, first, same), named(library, second, same),
                      named(library, third, same), named(library, other, QStringLiteral("other"))},
                     nullptr);
    page.resize(1600, 800);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    const std::vector<OverlayRun>& runs = page.chart()->runs();
    const QString date = same + QStringLiteral(" · ") + dateWords(1'700'000'000'000);
    QVERIFY(runs[0].name.startsWith(date) && runs[1].name.startsWith(date));
    QVERIFY(runs[0].name != runs[1].name);  // begun at the same time: by the folder
    QCOMPARE(runs[2].name, same + QStringLiteral(" · ") + dateWords(1'600'000'000'000));
    QCOMPARE(runs[3].name, QStringLiteral("other"));
    const auto* table = page.findChild<QTableWidget*>(QStringLiteral("overlay_table"));
    const QImage heads = table->horizontalHeader()->grab().toImage();
    for (int i = 0; i < 4; ++i) {
      const OverlayRun& run = runs[static_cast<std::size_t>(i)];
      QCOMPARE(table->horizontalHeaderItem(i + 1)->text(), run.name);
      QVERIFY2(pixelsOf(heads, run.color) > 30, qPrintable(run.name));
    }
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

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::OverlayTest)
#include "overlay_test.moc"
