// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reference lines and notes: where they are drawn, that they are found under the mouse and kept by
// problem.
#include "ui/plot/remarks.h"

#include "tests/ui/plot/plot_record.h"
#include "tests/ui/plot/shown_plot.h"
#include "tests/ui/support/test_program.h"
#include "ui/plot/chart.h"
#include "ui/plot/remark_paint.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

namespace emascope::ui {
namespace {

/// Pixels of the row `y` in the color of a reference line.
int inkOfRow(const QImage& image, int y) {
  int count = 0;
  for (int x = 300; x < 900; ++x) {
    count += image.pixelColor(x, y).rgb() == theme().secondary.rgb() ? 1 : 0;
  }
  return count;
}

int most(const QImage& image, int from, int to) {
  int found = 0;
  for (int y = from; y <= to; ++y) found = std::max(found, inkOfRow(image, y));
  return found;
}

QCPAxis* axisOf(LossPlot& plot, QCPAxis::AxisType side) {
  return chartOf(plot).axisRect(0)->axis(side);
}

/// The place asked for by the right button at `at`.
ChartSpot spotAt(LossPlot& plot, const QPoint& at) {
  ChartSpot found;
  const auto connection =
      QObject::connect(&plot, &LossPlot::menuWanted, &plot,
                       [&found](const ChartSpot& spot, const QPoint&) { found = spot; });
  QContextMenuEvent event(QContextMenuEvent::Mouse, at, plot.mapToGlobal(at));
  QCoreApplication::sendEvent(&plot, &event);
  QObject::disconnect(connection);
  return found;
}

}  // namespace

class RemarksTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void aReferenceLineIsWhereItsValueIs() {
    const RunRecord record = recordOf(200);
    LossPlot plot;
    show(plot, record);
    plot.setLogY(false);
    settle();
    const int y = static_cast<int>(axisOf(plot, QCPAxis::atLeft)->coordToPixel(0.5));
    QCOMPARE(most(plot.grab().toImage(), y - 1, y + 1), 0);
    plot.setRemarks({.lines = {{QStringLiteral("baseline"), 0.5}}});
    settle();
    QVERIFY(most(plot.grab().toImage(), y - 1, y + 1) > 200);
    QVERIFY(most(plot.picture(plot.size(), 1.0), 40, 500) > 200);
    plot.setShowsMetric(true);  // it is one of the loss
    settle();
    QVERIFY(most(plot.grab().toImage(), 20, 300) < 100);
  }
  void aLineAndItsNameLeaveOtherTextsFree() {
    Canvas canvas;
    canvas.strips[0] = QRectF(50, 10, 500, 300);
    canvas.ranges = {Range{0.0, 1.0}, Range{0.0, 1.0}, Range{0.0, 1.0}};
    canvas.span = {0.0, 100.0};
    canvas.log_loss = false;
    const std::vector<PlacedLine> lines = {{QStringLiteral("baseline"), 0.5, 0}};
    const auto painted = [&](const std::vector<QRectF>& taken) {
      QImage image(600, 330, QImage::Format_RGB32);
      image.fill(Qt::red);
      QPainter painter(&image);
      paintLines(painter, canvas, lines, taken);
      return image;
    };
    const auto touched = [](const QImage& image, const QRect& within) {
      QRect found;
      for (int y = within.top(); y <= within.bottom(); ++y) {
        for (int x = within.left(); x <= within.right(); ++x) {
          if (image.pixel(x, y) != qRgb(255, 0, 0)) found |= QRect(x, y, 1, 1);
        }
      }
      return found;
    };
    const QRect above(0, 130, 600, 26);  // of the line, which is at 159
    const QRect name = touched(painted({}), above);
    QVERIFY(name.left() > 400 && name.right() > 530 && name.right() < 555);
    const QRectF label(440, 150, 100, 18);  // at the end of a curve
    const QImage beside = painted({label});
    QVERIFY(touched(beside, label.toRect()).isNull());
    const QRect moved = touched(beside, above);
    QVERIFY(!moved.isNull() && moved.right() < 440 && moved.left() > 300);
    QVERIFY(touched(beside, QRect(50, 157, 300, 5)).width() > 200);  // the line itself
  }
  void aLineBeyondTheAxisIsNamedAtItsEdge() {
    const RunRecord record = recordOf(200);
    LossPlot plot;
    show(plot, record);
    const QCPRange range = axisOf(plot, QCPAxis::atLeft)->range();
    const QImage before = plot.grab().toImage();
    plot.setRemarks({.lines = {{QStringLiteral("far"), 1000.0}, {QStringLiteral("low"), -3.0}}});
    settle();
    QCOMPARE(axisOf(plot, QCPAxis::atLeft)->range(), range);
    const QImage after = plot.grab().toImage();
    const QRect strip = chartOf(plot).axisRect(0)->rect();
    const QRect top(strip.left(), strip.top(), 100, 20);
    const QRect bottom(strip.left(), strip.bottom() - 20, 100, 20);
    QVERIFY(after.copy(top) != before.copy(top));
    QVERIFY(after.copy(bottom) != before.copy(bottom));
  }
  void aNoteIsAtItsStepOnEachAxis() {
    RunRecord record = recordOf(200);
    LossPlot plot;
    show(plot, record);
    const auto column = [&plot](double place) {
      const int x = static_cast<int>(axisOf(plot, QCPAxis::atBottom)->coordToPixel(place));
      const QImage image = plot.grab().toImage();
      int inked = 0;
      for (int y = 60; y < 400; ++y) {
        for (int at = x - 1; at <= x + 1; ++at) {
          inked += image.pixelColor(at, y).rgb() == theme().secondary.rgb() ? 1 : 0;
        }
      }
      return inked;
    };
    QVERIFY(column(2000.0) < 10);
    plot.setRemarks({.notes = {{2000, QStringLiteral("rate lowered")}}});
    settle();
    QVERIFY(column(2000.0) > 60);
    plot.setXQuantity(XQuantity::kTime);
    settle();
    QVERIFY(column(10.0) > 60);  // 200 steps a second
  }
  void theRightButtonSaysWhatIsThere() {
    const RunRecord record = recordOf(200);
    LossPlot plot;
    show(plot, record);
    plot.setRemarks({.lines = {{QStringLiteral("baseline"), 0.3}},
                     .notes = {{1000, QStringLiteral("one")}, {3000, QStringLiteral("two")}}});
    settle();
    const auto x = [&plot](double step) {
      return static_cast<int>(axisOf(plot, QCPAxis::atBottom)->coordToPixel(step));
    };
    const ChartSpot nothing = spotAt(plot, {x(2000.0), 60});
    QVERIFY(std::abs(nothing.step - 2000) < 10);
    QVERIFY(!nothing.note && !nothing.line);
    const ChartSpot note = spotAt(plot, {x(3000.0) + 2, 60});
    QCOMPARE(note.note, std::optional<std::size_t>(1));
    const int y = static_cast<int>(axisOf(plot, QCPAxis::atLeft)->coordToPixel(std::log10(0.3)));
    const ChartSpot line = spotAt(plot, {x(2000.0), y + 2});
    QCOMPARE(line.line, std::optional<std::size_t>(0));
    QVERIFY(std::abs(line.value - 0.3) < 0.02);
  }
  void theMenuKeyTakesTheKeyboardsCursor() {
    const RunRecord record = recordOf(200);
    LossPlot plot;
    show(plot, record);
    QTest::keyClick(&plot, Qt::Key_Right);
    QTest::keyClick(&plot, Qt::Key_Right);  // step 50
    QSignalSpy wanted(&plot, &LossPlot::menuWanted);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, plot.mapToGlobal(QPoint()));
    QCoreApplication::sendEvent(&plot, &event);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted[0][0].value<ChartSpot>().step, std::int64_t{50});
  }
  void awkwardRemarksAreDrawn() {
    const RunRecord record = recordOf(20);
    LossPlot plot;
    show(plot, record);
    Remarks remarks;
    const QString text = QString(4000, QLatin1Char('x')) + QStringLiteral("<b>\u202e\n&");
    for (const double value : {0.0, -1e300, 1e300, 5e-324}) remarks.lines.push_back({text, value});
    for (const std::int64_t step : {0, 1, 4999, 1 << 30}) remarks.notes.push_back({step, text});
    plot.setRemarks(remarks);
    settle();
    QVERIFY(!plot.grab().isNull());
    QVERIFY(!plot.picture({320, 240}, 1.0).isNull());
  }
  void remarksAreKeptByProblem() {
    RemarkBook book;
    RunConfig spirals = recordOf(1).config;
    const RunConfig digits = fakeStarted(fakeCatalog(), 1).config;
    book.of(spirals).lines.push_back({QStringLiteral("baseline"), 0.1});
    QVERIFY(book.of(digits).empty());
    spirals.seed += 1;  // the same problem
    QCOMPARE(book.of(spirals).lines.size(), std::size_t{1});
  }
};

EMASCOPE_UI_TEST(RemarksTest);

}  // namespace emascope::ui

#include "remarks_test.moc"
