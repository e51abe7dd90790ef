// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/loss_plot.h"

#include "tests/support/not_a_number.h"
#include "tests/ui/plot/plot_record.h"
#include "tests/ui/support/settle.h"
#include "tests/ui/support/test_program.h"
#include "ui/theme/theme.h"

#include <limits>

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace emascope::ui {
namespace {

void show(LossPlot& plot, const RunRecord& record) {
  plot.resize(1000, 650);
  plot.setRecord(&record);
  plot.show();
  settle();
}

QWidget* chartOf(LossPlot& plot) { return plot.findChild<QWidget*>(); }

int pixelsOf(const QImage& image, const QColor& color) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x)
      count += image.pixelColor(x, y).rgb() == color.rgb() ? 1 : 0;
  }
  return count;
}

QByteArray beginning(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.read(200) : QByteArray();
}

}  // namespace

class LossPlotTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void noRecordAndAnEmptyOneAreDrawn() {
    LossPlot plot;
    plot.resize(600, 400);
    plot.show();
    settle();
    QVERIFY(pixelsOf(plot.grab().toImage(), theme().card) > 10000);
    const RunRecord record = startedRecord();
    plot.setRecord(&record);
    settle();
    QCOMPARE(plot.drawnCounts().drawn, std::int64_t{0});
    QCOMPARE(plot.summaryText(), QStringLiteral("No evaluation yet."));
    plot.fitAll();
    plot.previousView();
    QVERIFY(plot.following());
  }
  void aRunWithoutTracksIsDrawn() {
    RunRecord record = startedRecord();
    record.tracks.clear();
    record.alive = 0;
    addEvaluations(record, 100);
    LossPlot plot;
    show(plot, record);
    QCOMPARE(plot.drawnCounts().drawn, std::int64_t{100});
  }
  void theFirstSinglePointIsVisible() {
    RunRecord record = recordOf(1);
    record.tracks.resize(1);
    record.points[0].tracks.resize(1);
    LossPlot plot;
    show(plot, record);
    QImage image = plot.grab().toImage();
    // Left of the curves' names.
    image = image.copy(0, 0, 64, image.height());
    QVERIFY(pixelsOf(image, theme().ema) >= 4);
  }
  void whatTheAxisHidesIsCounted() {
    RunRecord record = recordOf(200);
    record.points[50].raw.loss = 1e38;
    record.points[60].raw.loss = kNan;
    record.points[61].tracks[1].val.loss = std::numeric_limits<double>::infinity();
    LossPlot plot;
    show(plot, record);
    QCOMPARE(plot.drawnCounts().above, std::int64_t{1});
    QCOMPARE(plot.drawnCounts().non_finite, std::int64_t{2});
  }
  void homeFollowsAgainAndAgain() {
    const RunRecord record = recordOf(100);
    LossPlot plot;
    show(plot, record);
    plot.fitAll();
    for (int i = 0; i < 2; ++i) {
      QTest::keyClick(&plot, Qt::Key_Home);
      QVERIFY(plot.following());
    }
  }
  void foldedStripsLeaveTheVerdict() {
    const RunRecord record = recordOf(100);
    LossPlot plot;
    show(plot, record);
    plot.setFolding(LossPlot::Folding::kDecayAndDifference);
    settle();
    const QImage image = plot.grab().toImage();
    // In the margin over the curves, where it hides none of them.
    const QImage corner = image.copy(56, 0, 320, 20);
    int inked = 0;
    for (int y = 0; y < corner.height(); ++y) {
      for (int x = 0; x < corner.width(); ++x) {
        inked += corner.pixelColor(x, y).rgb() == theme().better_text.rgb() ? 1 : 0;
      }
    }
    QVERIFY2(inked > 30, qPrintable(QString::number(inked)));
  }
  void backspaceGoesBackOneView() {
    const RunRecord record = recordOf(100);
    LossPlot plot;
    show(plot, record);
    plot.fitAll();
    QTest::keyClick(&plot, Qt::Key_Backspace);
    QVERIFY(plot.following());
  }
  void hoveringTellsTheNearestEvaluation() {
    const RunRecord record = recordOf(200);
    LossPlot plot;
    show(plot, record);
    QVERIFY(plot.cursorText().isEmpty());
    QTest::mouseMove(chartOf(plot), {400, 200});
    settle();
    const QStringList lines = plot.cursorText().split(QLatin1Char('\n'));
    QVERIFY(lines.size() >= 6);
    QVERIFY(lines[0].startsWith(QStringLiteral("step ")));
    QVERIFY(lines[1].startsWith(QStringLiteral("raw 0.")));
    QVERIFY(lines[2].startsWith(QStringLiteral("EMA 0.")));
    QVERIFY(lines.last().contains(QStringLiteral("0.99")));
  }
  void arrowsMoveTheCursorPointByPoint() {
    RunRecord record = recordOf(100);
    change(record, 1000, 0.98, 0.99);
    LossPlot plot;
    show(plot, record);
    QTest::keyClick(&plot, Qt::Key_Right);
    QVERIFY(plot.cursorText().startsWith(QStringLiteral("step 25\n")));
    QTest::keyClick(&plot, Qt::Key_Right);
    QVERIFY(plot.cursorText().startsWith(QStringLiteral("step 50\n")));
    QTest::keyClick(&plot, Qt::Key_Right, Qt::ControlModifier);
    QVERIFY(plot.cursorText().startsWith(QStringLiteral("step 1\u202f000\n")));
    QTest::keyClick(&plot, Qt::Key_Left);
    QVERIFY(plot.cursorText().startsWith(QStringLiteral("step 975\n")));
  }
  void aClickOnAMarkNamesItsChange() {
    RunRecord record = recordOf(100);
    change(record, 2400, 0.98, 0.995);
    LossPlot plot;
    show(plot, record);
    QSignalSpy clicked(&plot, &LossPlot::markClicked);
    for (int x = 56; x < 990 && clicked.isEmpty(); x += 3) {
      QTest::mouseClick(chartOf(plot), Qt::LeftButton, {}, {x, 300});
    }
    QCOMPARE(clicked.count(), 1);
    QCOMPARE(clicked[0][0].value<qsizetype>(), qsizetype{0});
  }
  void aScreenReaderHearsTheRun() {
    const RunRecord record = recordOf(200);
    LossPlot plot;
    show(plot, record);
    QCOMPARE(plot.accessibleName(), QStringLiteral("Validation loss chart"));
    const QString text = plot.summaryText();
    QVERIFY(text.contains(QStringLiteral("EMA lower in")));
    QVERIFY(text.contains(QStringLiteral("0.995")));
  }
  void foldedStripsLeaveTheLossAlone() {
    RunRecord record = startedRecord();
    record.tracks.resize(1);  // another track has the same green
    record.alive = 1;
    addEvaluations(record, 100);
    LossPlot plot;
    show(plot, record);
    QVERIFY(pixelsOf(plot.grab().toImage(), theme().better) > 50);
    plot.setFolding(LossPlot::Folding::kDecayAndDifference);
    settle();
    QCOMPARE(pixelsOf(plot.grab().toImage(), theme().better), 0);
    plot.setFolding(LossPlot::Folding::kNone);
    settle();
    QVERIFY(pixelsOf(plot.grab().toImage(), theme().better) > 50);
  }

  void picturesAreWhatTheirNamesSay_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("signature");
    QTest::newRow("png") << QStringLiteral("plot.png") << QByteArray("\x89PNG\r\n");
    QTest::newRow("pdf") << QStringLiteral("plot.PDF") << QByteArray("%PDF-1");
    QTest::newRow("svg") << QStringLiteral("plot.svg") << QByteArray("<?xml");
  }
  void picturesAreWhatTheirNamesSay() {
    QFETCH(QString, name);
    QFETCH(QByteArray, signature);
    const QTemporaryDir folder;
    const RunRecord record = recordOf(100);
    LossPlot plot;  // never shown
    plot.setRecord(&record);
    const QString path = folder.filePath(name);
    QVERIFY(plot.exportPicture(path).ok());
    QVERIFY(beginning(path).startsWith(signature));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
  }
  void aPictureWithoutAWindowHasItsTicksFromTheFirst() {
    const RunRecord record = recordOf(200);
    LossPlot plot;
    plot.setRecord(&record);
    plot.refresh();
    const QImage first = plot.picture({1280, 720}, 1.0);
    QCOMPARE(first, plot.picture({1280, 720}, 1.0));
    // Under the lowest strip stand the numbers of the steps.
    int dark = 0;
    for (int y = 696; y < 719; ++y) {
      for (int x = 60; x < 1270; ++x) dark += first.pixelColor(x, y).lightness() < 160 ? 1 : 0;
    }
    QVERIFY2(dark > 100, qPrintable(QString::number(dark)));
  }

  void aPictureHasTheSizeAskedForAndTheCurves() {
    const RunRecord record = recordOf(100);
    LossPlot plot;
    plot.setRecord(&record);
    const QImage image = plot.picture({800, 500}, 2.0);
    QCOMPARE(image.size(), QSize(1600, 1000));
    QVERIFY(pixelsOf(image, theme().ema) > 500);
  }
  void aPathThatCannotBeWrittenIsNamedAndLeavesNothing() {
    const QTemporaryDir folder;
    const RunRecord record = recordOf(100);
    LossPlot plot;
    plot.setRecord(&record);
    const QString path = folder.filePath(QStringLiteral("missing/plot.png"));
    const Status status = plot.exportPicture(path);
    QVERIFY(!status.ok());
    QCOMPARE(status.error().where, path.toStdString());
    QVERIFY(!status.error().why.empty());
    QVERIFY(QDir(folder.path()).isEmpty());
  }
  void anotherEndingIsRefusedWithTheKnownOnes() {
    LossPlot plot;
    const Status status = plot.exportPicture(QStringLiteral("plot.gif"));
    QVERIFY(!status.ok());
    QCOMPARE(status.error().allowed, std::string(".png, .pdf or .svg"));
  }
};

EMASCOPE_UI_TEST(LossPlotTest);

}  // namespace emascope::ui

#include "loss_plot_test.moc"
