// SPDX-License-Identifier: GPL-3.0-or-later
//
// The legend above the chart, and the choice of what its value axis shows.
#include "tests/ui/main_window/window_fixture.h"
#include "ui/plot/loss_plot.h"

#include <QAbstractButton>
#include <QContextMenuEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

namespace emascope::ui {
namespace {

QAbstractButton* chip(const WindowFixture& w, const char* label) {
  return w.part<QAbstractButton>((std::string("chip_") + label).c_str());
}

QString shown(const WindowFixture& w) {
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
    QCOMPARE(shown(w), QStringLiteral("raw main fast"));
    w.window.plot()->setFocus();
    QTest::keyClick(w.window.plot(), Qt::Key_Left);
    QTRY_VERIFY(!w.window.plot()->cursorText().contains(QStringLiteral("slow")));
    QTest::mouseClick(chip(w, "slow"), Qt::LeftButton);
    QCOMPARE(shown(w), QStringLiteral("raw main fast slow"));
  }

  void aDoubleClickShowsOnlyThatOneAndAnotherAll() {
    WindowFixture w;
    w.run();
    clickTwice(chip(w, "main"));
    QCOMPARE(shown(w), QStringLiteral("main"));
    clickTwice(chip(w, "fast"));  // hidden before
    QCOMPARE(shown(w), QStringLiteral("fast"));
    clickTwice(chip(w, "fast"));
    QCOMPARE(shown(w), QStringLiteral("raw main fast slow"));
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
    QCOMPARE(shown(w), QStringLiteral("raw fast slow"));
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

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::LegendTest)
#include "legend_test.moc"
