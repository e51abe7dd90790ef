// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is written around the curves stands where it hides none of them.
#include "core/protocol/record/verdict.h"
#include "tests/ui/plot/plot_record.h"
#include "tests/ui/plot/shown_plot.h"
#include "tests/ui/support/test_program.h"
#include "tests/ui/support/text_recorder.h"
#include "ui/plot/annotations.h"
#include "ui/plot/chart_text.h"
#include "ui/plot/loss_plot.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <string>
#include <vector>

#include <qcustomplot.h>

#include <QApplication>
#include <QFile>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

namespace emascope::ui {
namespace {

/// Zooms into the steps under the middle of the chart.
void zoomIn(LossPlot& plot, int notches) {
  QWidget* chart = &chartOf(plot);
  const QPointF at(500, 200);
  QWheelEvent event(at, chart->mapToGlobal(at), {}, QPoint(0, 120 * notches), Qt::NoButton, {},
                    Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(chart, &event);
  settle();
}

/// Where `color` is within `area`, exactly.
QRect placeOf(LossPlot& plot, const QColor& color, const QRect& area) {
  const QImage image = plot.grab().toImage();
  QRect place;
  for (int y = area.top(); y <= area.bottom(); ++y) {
    for (int x = area.left(); x <= area.right(); ++x) {
      if (image.pixelColor(x, y).rgb() == color.rgb()) place |= QRect(x, y, 1, 1);
    }
  }
  return place;
}

/// The SVG of a picture of that size, where texts are text; empty on failure.
QString writtenIn(LossPlot& plot, QSize size) {
  const QTemporaryDir folder;
  const QString path = folder.filePath(QStringLiteral("plot.svg"));
  QFile file(path);
  const bool written = plot.exportPicture(path, size) && file.open(QIODevice::ReadOnly);
  return written ? QString::fromUtf8(file.readAll()) : QString();
}

/// A run with so many tracks, whose names are "t3" and the like; the later ones have lower losses.
RunRecord trackBank(int tracks) {
  event::Started started = fakeStarted(fakeCatalog());
  const TrackSpec other = started.config.tracks[1];
  started.config.tracks.resize(1);
  for (int i = 1; i < tracks; ++i) {
    started.config.tracks.push_back(other);
    started.config.tracks.back().label = "t" + std::to_string(i);
  }
  RunRecord record;
  record.apply(Event(started));
  addEvaluations(record, 200);
  for (EvalPoint& point : record.points) {
    for (int i = 1; i < tracks; ++i) {
      point.tracks[static_cast<std::size_t>(i)].val.loss = 0.0801 - 1e-5 * i;
    }
  }
  return record;
}

/// Name and place of the labels at the ends of the curves, "t3  0.0800", in a written picture.
struct WrittenLabel {
  QString name;
  QRectF box;
};

std::vector<WrittenLabel> endLabelsIn(const QString& picture) {
  static const QRegularExpression label(QStringLiteral(
      "<text[^>]* x=\"([\\d.]+)\" y=\"([\\d.]+)\"[^>]*>(EMA|raw|t\\d+)(  [^<]*)</text>"));
  std::vector<WrittenLabel> found;
  for (auto each = label.globalMatch(picture); each.hasNext();) {
    const QRegularExpressionMatch match = each.next();
    const QString name = match.captured(3);
    const QFontMetricsF metrics(labelFont(name == QStringLiteral("EMA")));
    const QRectF letters = metrics.tightBoundingRect(name + match.captured(4));
    found.push_back(
        {name, letters.translated(match.captured(1).toDouble(), match.captured(2).toDouble())});
  }
  return found;
}

QCPRange stepsOf(LossPlot& plot) {
  return chartOf(plot).axisRect(0)->axis(QCPAxis::atBottom)->range();
}

}  // namespace

class PlotLabelsTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void theCardUnderTheMouseIsAboveTheBottom_data() {
    QTest::addColumn<int>("count");
    for (const int count : {2, 5, 7, 20}) QTest::addRow("%d rows", count) << count;
  }
  void theCardUnderTheMouseIsAboveTheBottom() {
    QFETCH(int, count);
    Canvas canvas;
    canvas.strips[0] = QRectF(50, 12, 500, 110);
    canvas.ranges = {Range{0.0, 1.0}, Range{0.0, 1.0}, Range{0.0, 1.0}};
    canvas.span = {0.0, 100.0};
    canvas.log_loss = false;
    Hover hover;
    hover.place = 50.0;
    for (int row = 0; row < count; ++row) {
      hover.rows.push_back({QStringLiteral("row %1").arg(row), QStringLiteral("0.5"), {}});
    }
    QImage image(600, 300, QImage::Format_RGB32);
    image.fill(Qt::white);
    TextRecorder written(image.size());
    for (QPaintDevice* device :
         {static_cast<QPaintDevice*>(&image), static_cast<QPaintDevice*>(&written)}) {
      QPainter painter(device);
      paintHover(painter, canvas, hover);
    }
    for (int y = 140; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) {
        QVERIFY2(image.pixel(x, y) == qRgb(255, 255, 255), qPrintable(QString::number(y)));
      }
    }
    int rows = 0;
    QString rest;
    for (const WrittenText& each : written.texts()) {
      if (each.text.startsWith(QStringLiteral("row "))) ++rows;
      if (each.text.startsWith(QStringLiteral("and "))) rest = each.text;
    }
    QCOMPARE(rest, rows == count ? QString() : QStringLiteral("and %1 more").arg(count - rows));
    QVERIFY(rows == count || count == 20);
    QVERIFY(rows >= std::min(count, 4));
  }

  void theNamesOfZoomedCurvesStandBesideThem() {
    const RunRecord record = recordOf(200);
    LossPlot plot;
    show(plot, record);
    zoomIn(plot, 6);
    QVERIFY(stepsOf(plot).upper < 4000.0);
    const QRect strip = chartOf(plot).axisRect(0)->rect();
    const QRect names = placeOf(plot, theme().ema_text, plot.rect());
    QVERIFY(!names.isEmpty());
    QVERIFY2(names.left() > strip.right(), qPrintable(QString::number(names.left())));
    QVERIFY(names.right() < plot.width());
  }
  void followingTheStripsAreAsWideAsTheyCan() {
    const RunRecord record = recordOf(200);
    LossPlot plot;
    show(plot, record);
    const int wide = chartOf(plot).axisRect(0)->width();
    zoomIn(plot, 6);
    QVERIFY(chartOf(plot).axisRect(0)->width() < wide);
    plot.setFollowing(true);
    settle();
    QCOMPARE(chartOf(plot).axisRect(0)->width(), wide);
  }
  void theNamesOfManyCurvesDoNotOverlap_data() {
    QTest::addColumn<int>("tracks");
    for (const int tracks : {8, 16}) QTest::addRow("%d tracks", tracks) << tracks;
  }
  void theNamesOfManyCurvesDoNotOverlap() {
    QFETCH(int, tracks);
    const RunRecord record = trackBank(tracks);
    LossPlot plot;
    show(plot, record);
    const std::vector<WrittenLabel> labels = endLabelsIn(writtenIn(plot, {1000, 650}));
    QCOMPARE(labels.size(), static_cast<std::size_t>(tracks) + 1);
    for (std::size_t a = 0; a < labels.size(); ++a) {
      for (std::size_t b = a + 1; b < labels.size(); ++b) {
        QVERIFY2(!labels[a].box.intersects(labels[b].box),
                 qPrintable(labels[a].name + u' ' + labels[b].name));
      }
    }
  }
  void withoutRoomTheNamesWithTheHighestLossesAreLeftOut() {
    const RunRecord record = trackBank(16);
    LossPlot plot;
    show(plot, record);
    const QString picture = writtenIn(plot, {1000, 360});
    QStringList names;
    for (const WrittenLabel& label : endLabelsIn(picture)) names.push_back(label.name);
    const int shown = static_cast<int>(names.size());
    QVERIFY2(shown > 3 && shown < 17, qPrintable(QString::number(shown)));
    QVERIFY(picture.contains(QStringLiteral("and %1 more").arg(17 - shown)));
    QStringList wanted = {QStringLiteral("EMA"), QStringLiteral("raw")};
    for (int i = 15; wanted.size() < shown; --i) wanted.push_back(QStringLiteral("t%1").arg(i));
    QCOMPARE(names, wanted);
  }
  void noStripIsWrittenOn() {
    const RunRecord record = recordOf(200);
    LossPlot plot;
    show(plot, record);
    for (const int strip : {1, 2}) {
      const QRect inside = chartOf(plot).axisRect(strip)->rect();
      QVERIFY(placeOf(plot, theme().secondary, inside).isEmpty());
    }
  }
  void theVerdictHidesNothingOfItsStrip() {
    RunRecord record = startedRecord();
    record.tracks.resize(1);  // another track has the same green
    record.alive = 1;
    addEvaluations(record, 100);
    LossPlot plot;
    show(plot, record);
    const QRect verdict = placeOf(plot, theme().better_text, plot.rect());
    QVERIFY(verdict.width() > 100);
    QVERIFY(verdict.top() > chartOf(plot).axisRect(0)->rect().bottom());
    QVERIFY(verdict.bottom() < chartOf(plot).axisRect(1)->rect().top());
  }
  void aVerdictWithoutRoomSaysItInFewWords() {
    RunRecord record = startedRecord();
    record.tracks.resize(1);
    record.alive = 1;
    record.tracks[0].label = "an average with a rather long name";
    addEvaluations(record, 100);
    LossPlot plot;
    show(plot, record);
    const std::vector<Phrase> phrases =
        verdictPhrases(verdictOf(record, 0), record.tracks[0].label);
    QVERIFY(phrases.size() >= 2);
    const QString longest = QString::fromStdString(english(phrases.front()));
    const QString shortest = QString::fromStdString(english(phrases.back()));
    const QString wide = writtenIn(plot, {1280, 600});
    QVERIFY2(wide.contains(longest), qPrintable(longest));
    const QString narrow = writtenIn(plot, {460, 600});
    QVERIFY2(!narrow.contains(longest) && narrow.contains(shortest), qPrintable(shortest));
  }
  void marksThatAreNearStandBelowEachOther() {
    RunRecord record = recordOf(136);
    for (EvalPoint& point : record.points) point.raw.loss = 0.2;  // not below the words
    Gestures gestures;
    double beta = 0.995;
    for (std::uint64_t request = 1; request <= 2; ++request) {  // two clicks, 20 steps apart
      const std::int64_t step = 2000 + 20 * static_cast<std::int64_t>(request);
      record.apply(
          Event(event::Applied{request, step, "main", {{"beta", beta}}, {{"beta", beta + 0.001}}}));
      beta += 0.001;
      gestures[request] = static_cast<std::int64_t>(request);
    }
    LossPlot plot;
    plot.setGestures(&gestures);
    show(plot, record);
    const QImage image = plot.grab().toImage();
    const QRect strip = chartOf(plot).axisRect(0)->rect();
    // Rows with letters of the marks: two texts with rows of nothing between them.
    int texts = 0;
    bool before = false;
    for (int y = strip.top(); y < strip.top() + 60; ++y) {
      bool letters = false;
      for (int x = strip.left(); x < strip.right(); ++x) {
        letters = letters || image.pixelColor(x, y).rgb() == theme().accent_text.rgb();
      }
      texts += letters && !before ? 1 : 0;
      before = letters;
    }
    QCOMPARE(texts, 2);
  }
  void aViewWithoutAnEvaluationSaysWhereTheRunIs() {
    RunRecord record = recordOf(200);
    LossPlot plot;
    show(plot, record);
    zoomIn(plot, 8);
    const QCPRange before = stepsOf(plot);
    const auto words = [&plot] {
      const QRect middle = chartOf(plot).axisRect(0)->rect().adjusted(250, 120, -250, -120);
      return placeOf(plot, theme().secondary, middle).width();
    };
    QVERIFY(words() < 20);
    record = recordOf(4);  // another run begins, at step 0
    plot.setRecord(&record);
    settle();
    QCOMPARE(stepsOf(plot), before);
    QVERIFY2(words() > 100, qPrintable(QString::number(words())));
    plot.setFollowing(true);
    settle();
    QVERIFY(words() < 20);
  }
  void aStepThatIsAskedForIsShown() {
    const RunRecord record = recordOf(200);
    LossPlot plot;
    show(plot, record);
    plot.showStep(2401);
    QVERIFY(plot.following());
    QVERIFY(plot.cursorText().startsWith(QStringLiteral("step 2\u202f400\n")));
    zoomIn(plot, 8);
    const double size = stepsOf(plot).size();
    plot.showStep(4900);
    settle();
    QVERIFY(stepsOf(plot).contains(4900.0));
    QVERIFY(std::abs(stepsOf(plot).size() - size) < 1e-6);
    QVERIFY(plot.cursorText().startsWith(QStringLiteral("step 4\u202f900\n")));
  }
  void aLabelThatIsNotOfTheLastEvaluationSaysItsStep() {
    const RunRecord record = recordOf(200);
    LossPlot plot;
    show(plot, record);
    const QTemporaryDir folder;
    const auto dated = [&] {
      const QString path = folder.filePath(QStringLiteral("plot.svg"));
      if (!plot.exportPicture(path)) return qsizetype{-1};
      QFile file(path);
      return file.open(QIODevice::ReadOnly)
                 ? QString::fromUtf8(file.readAll()).count(QStringLiteral("  @ "))
                 : qsizetype{-1};
    };
    QCOMPARE(dated(), qsizetype{0});
    zoomIn(plot, 6);
    QVERIFY(stepsOf(plot).upper < 4000.0);
    QVERIFY(dated() > 0);
  }
};

EMASCOPE_UI_TEST(PlotLabelsTest);

}  // namespace emascope::ui

#include "plot_labels_test.moc"
