// SPDX-License-Identifier: GPL-3.0-or-later
//
// The legend above the chart, and the choice of what its value axis shows.
#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/panels/tracks_model.h"
#include "ui/plot/loss_plot.h"
#include "ui/theme/theme.h"

#include <cmath>
#include <string>

#include <QAbstractButton>
#include <QContextMenuEvent>
#include <QIcon>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTableView>

namespace emascope::ui {
namespace {

QAbstractButton* chip(const WindowFixture& w, const char* label) {
  return w.part<QAbstractButton>((std::string("chip_") + label).c_str());
}

QString shownChips(const WindowFixture& w) {
  QStringList labels;
  for (const char* label : {"raw", "main", "fast", "slow"}) {
    if (chip(w, label)->isChecked()) labels << QLatin1String(label);
  }
  return labels.join(u' ');
}

void clickTwice(QWidget* widget) {
  // As a window system sends it: both clicks, the second as a double one.
  QTest::mouseClick(widget, Qt::LeftButton);
  QTest::mouseDClick(widget, Qt::LeftButton);
}

/// Pixels in the middle row with the color of track 5.
int inkInMiddle(const QImage& image, int width) {
  int ink = 0;
  for (int x = 0; x < width; ++x) {
    const QColor pixel = image.pixelColor(x, image.height() / 2);
    const QColor wanted = theme().trackColor(5);
    const bool near = std::abs(pixel.red() - wanted.red()) < 40 &&
                      std::abs(pixel.green() - wanted.green()) < 40 &&
                      std::abs(pixel.blue() - wanted.blue()) < 40 && pixel.alpha() > 200;
    ink += near ? 1 : 0;
  }
  return ink;
}

/// The view is computed again, so that a letter may be painted differently in a few pixels.
bool almostEqual(const QImage& a, const QImage& b) {
  constexpr int kFew = 20;
  int different = 0;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) different += a.pixel(x, y) != b.pixel(x, y) ? 1 : 0;
  }
  return a.size() == b.size() && different <= kFew;
}

}  // namespace

class LegendTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void aClickHidesInTheChartAndAnotherShows() {
    WindowFixture w;
    w.run();
    QTest::mouseClick(chip(w, "slow"), Qt::LeftButton);
    QCOMPARE(shownChips(w), QStringLiteral("raw main fast"));
    w.window.plot()->setFocus();
    QTest::keyClick(w.window.plot(), Qt::Key_Left);
    QTRY_VERIFY(!w.window.plot()->cursorText().contains(QStringLiteral("slow")));
    QTest::mouseClick(chip(w, "slow"), Qt::LeftButton);
    QCOMPARE(shownChips(w), QStringLiteral("raw main fast slow"));
  }

  void aDoubleClickShowsOnlyThatOneAndAnotherAll() {
    WindowFixture w;
    w.run();
    clickTwice(chip(w, "main"));
    QCOMPARE(shownChips(w), QStringLiteral("main"));
    clickTwice(chip(w, "fast"));  // hidden before
    QCOMPARE(shownChips(w), QStringLiteral("fast"));
    clickTwice(chip(w, "fast"));
    QCOMPARE(shownChips(w), QStringLiteral("raw main fast slow"));
  }

  void aChipIsFilledWhileItsCurveIsShown_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
  }
  void aChipIsFilledWhileItsCurveIsShown() {
    QFETCH(bool, dark);
    WindowFixture w;
    w.action(dark ? "theme_dark" : "theme_light")->trigger();
    w.run();
    QAbstractButton* slow = chip(w, "slow");
    // Left of the eye, and in the middle of the upper edge.
    const auto fill = [&] {
      return slow->grab().toImage().pixelColor(6, slow->height() / 2).rgb();
    };
    const auto edge = [&] { return slow->grab().toImage().pixelColor(slow->width() / 2, 0).rgb(); };
    QVERIFY(!slow->underMouse() && !slow->hasFocus());
    QCOMPARE(fill(), theme().chip.rgb());
    QCOMPARE(edge(), theme().chip.rgb());
    w.window.plot()->setFocus();
    slow->click();
    QVERIFY(!slow->isChecked());
    QCOMPARE(fill(), theme().card.rgb());
    QCOMPARE(edge(), theme().border.rgb());
  }

  void aCurveThatIsTooLongForItsDashesIsSolidInLegendAndTable() {
    WindowFixture w;
    event::Started started = fakeStarted(w.controller.catalog());
    while (started.config.tracks.size() < 6) {
      TrackSpec track = started.config.tracks[1];
      track.label = "t" + std::to_string(started.config.tracks.size());
      started.config.tracks.push_back(track);
    }
    const auto begin = [&](double swing) {
      w.session.arrive(started);
      event::Evaluated evaluated;
      for (std::int64_t step = 25; step <= 2500; step += 25) {
        evaluated.points.push_back(fakePoint(step, 6));
        evaluated.points.back().seconds += swing;  // another run's clock
        evaluated.points.back().tracks[5].val.loss = 0.3 + (step % 50 == 0 ? swing : -swing);
      }
      w.session.arrive(evaluated);
      w.deliver();
      for (int i = 0; i < 4; ++i) QCoreApplication::processEvents();
      QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);  // the former chips
    };
    const auto* table = w.part<QTableView>("tracks_table");
    const auto in_table = [table] {
      const QModelIndex line = table->model()->index(6, TracksModel::kLine);
      const QImage image = line.data(Qt::DecorationRole).value<QIcon>().pixmap(28, 16).toImage();
      return inkInMiddle(image, image.width());
    };
    const auto in_chip = [&w] {
      const QImage image = chip(w, "t5")->grab().toImage();
      return inkInMiddle(image, image.width());
    };
    begin(0.0);
    const int dashed = in_chip();
    const int dashed_in_table = in_table();
    begin(0.2);
    // The gaps of 4 pixels are filled.
    QVERIFY2(in_chip() >= dashed + 3, qPrintable(QString::number(dashed)));
    QVERIFY2(in_table() >= dashed_in_table + 3, qPrintable(QString::number(dashed_in_table)));
    begin(0.0);
    QCOMPARE(in_chip(), dashed);
  }

  void theMenuOfAChipIsThatOfItsTrack() {
    WindowFixture w;
    w.run();
    QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(5, 5),
                            chip(w, "slow")->mapToGlobal(QPoint(5, 5)));
    QCoreApplication::sendEvent(chip(w, "slow"), &event);
    auto* menu = w.part<QMenu>("track_menu");
    QVERIFY(menu->isVisible());
    auto* remove = menu->findChild<QAction*>(QStringLiteral("track_remove"));
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(remove).center());
    QVERIFY(w.session.all<command::EditTracks>().back().action ==
            TrackAction(track_action::Remove{"slow"}));
  }

  void anotherRunForgetsWhatIsNotThere() {
    WindowFixture w;
    w.run();
    QTest::mouseClick(chip(w, "slow"), Qt::LeftButton);
    QTest::mouseClick(chip(w, "main"), Qt::LeftButton);
    w.session.arrive(fakeStarted(w.controller.catalog(), 1));  // main alone
    w.deliver();
    QVERIFY(!chip(w, "main")->isChecked());
    w.run();
    QCOMPARE(shownChips(w), QStringLiteral("raw fast slow"));
  }

  void theValueAxisShowsTheMetric() {
    WindowFixture w;
    w.run();
    auto* metric = w.part<QPushButton>("pill_metric");
    QCOMPARE(metric->text(), QStringLiteral("accuracy"));
    QTest::mouseClick(metric, Qt::LeftButton);
    QVERIFY(w.window.plot()->showsMetric());
    QCOMPARE(w.part<QLabel>("plot_title")->text(), QStringLiteral("Validation accuracy"));
    QVERIFY(!w.part<QPushButton>("pill_log_y")->isChecked());
    QVERIFY(!w.action("log_y")->isChecked());
    QTest::mouseClick(metric, Qt::LeftButton);
    QCOMPARE(w.part<QLabel>("plot_title")->text(), QStringLiteral("Validation loss"));
    QVERIFY(w.part<QPushButton>("pill_log_y")->isChecked());
  }

  void thePictureFollowsTheChart() {
    WindowFixture w;
    w.run();
    QTRY_VERIFY(w.window.plot()->drawnCounts().drawn > 0);
    const QImage before = w.window.plot()->picture({900, 500}, 1.0);
    w.part<QPushButton>("pill_metric")->click();
    QVERIFY(w.window.plot()->picture({900, 500}, 1.0) != before);
    w.part<QPushButton>("pill_metric")->click();
    QVERIFY(almostEqual(w.window.plot()->picture({900, 500}, 1.0), before));
    QTest::mouseClick(chip(w, "slow"), Qt::LeftButton);
    QVERIFY(w.window.plot()->picture({900, 500}, 1.0) != before);
  }
};

EMASCOPE_UI_TEST(LegendTest);

}  // namespace emascope::ui

#include "legend_test.moc"
