// SPDX-License-Identifier: GPL-3.0-or-later
//
// The texts of the chart between raw and an average: wherever the lowest loss is, none covers a
// mark or another text.
#include "ui/compare/scan_chart.h"

#include "tests/ui/support/test_program.h"
#include "ui/compare/scan_labels.h"
#include "ui/theme/theme.h"

#include <cmath>

#include <QApplication>
#include <QTest>

namespace emascope::ui {
namespace {

/// Losses `height` + `bend` (share - lowest)^2.
ScanLine parabola(double lowest, double height, double bend) {
  event::Scanned scanned{1, 100, {"main", coarseShares()}, {}};
  for (const double share : sharesAround(lowest)) scanned.spec.shares.push_back(share);
  scanned.spec.shares.push_back(lowest);
  for (const double share : scanned.spec.shares) {
    scanned.vals.push_back({height + bend * (share - lowest) * (share - lowest), 0.9});
  }
  ScanLine line;
  line.take(scanned, true);
  return line;
}

}  // namespace

class ScanChartTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void noTextCoversAMarkOrAnotherText_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("average");
    QTest::newRow("wide") << QSize(1010, 180) << QStringLiteral("EMA");
    QTest::newRow("small laptop") << QSize(900, 120) << QStringLiteral("EMA");
    QTest::newRow("narrow") << QSize(640, 90) << QStringLiteral("EMA");
    QTest::newRow("long name") << QSize(900, 150) << QStringLiteral("constant-0.9999-slow");
  }
  void noTextCoversAMarkOrAnotherText() {
    QFETCH(const QSize, size);
    QFETCH(const QString, average);
    for (int hundredths = -50; hundredths <= 150; ++hundredths) {
      for (const double bend : {0.001, 0.04, 0.5}) {
        ScanChart chart(nullptr);
        chart.resize(size);
        chart.setAverage(average, Qt::red, Qt::red);
        chart.setLine(parabola(hundredths / 100.0, 0.09, bend));
        chart.setLowestText(QStringLiteral("lowest at α = 0.98: 0.0910, equal to EMA"));
        const auto texts = chart.texts();
        QCOMPARE(texts.size(), std::size_t{3});
        for (std::size_t i = 0; i < texts.size(); ++i) {
          const QString where =
              QStringLiteral("%1 at %2, %3").arg(texts[i].text).arg(hundredths).arg(bend);
          QVERIFY2(QRectF(chart.rect()).contains(texts[i].place), qPrintable(where));
          for (const QRectF& mark : chart.marks()) {
            QVERIFY2(!texts[i].place.intersects(mark), qPrintable(where));
          }
          for (std::size_t j = 0; j < i; ++j) {
            QVERIFY2(!texts[i].place.intersects(texts[j].place), qPrintable(where));
          }
        }
      }
    }
  }

  void aTextKeepsOffTheLineWhereThereIsRoom() {
    const ScanLabel label{QRectF(100, 100, 10, 10), {60, 14}, false};
    // The line goes through the right of the mark.
    const QPolygonF line({QPointF(105, 105), QPointF(300, 105)});
    const auto places = placeScanLabels({label}, {label.mark}, line, QRectF(0, 0, 400, 200), 4.0);
    const QRectF& place = places[0];
    QVERIFY(place.right() <= 105.0 || place.bottom() <= 105.0 || place.top() >= 105.0);
    QVERIFY(QRectF(0, 0, 400, 200).contains(places[0]));
  }

  void aRoomThatIsTooSmallDoesNoHarm() {
    const ScanLabel label{QRectF(1, 1, 10, 10), {60, 14}, true};
    const auto places = placeScanLabels({label, label}, {label.mark}, {}, QRectF(0, 0, 20, 8), 4.0);
    QCOMPARE(places.size(), std::size_t{2});
    QCOMPARE(places[0].left(), 0.0);
  }
};

EMASCOPE_UI_TEST(ScanChartTest);

}  // namespace emascope::ui

#include "scan_chart_test.moc"
