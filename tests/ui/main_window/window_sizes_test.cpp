// SPDX-License-Identifier: GPL-3.0-or-later
//
// Windows of no size and of 10,000 pixels: a window manager may give any. Nothing crashes, and Qt
// has nothing to complain about.
#include "tests/ui/main_window/places.h"
#include "tests/ui/support/fake_pictures.h"
#include "tests/ui/support/test_program.h"
#include "tests/ui/support/warnings.h"
#include "ui/plot/loss_plot.h"

#include <QLayout>

namespace emascope::ui {
namespace {

/// Lets the window take any size, also one that it does not ask for.
void allowAnySize(MainWindow& window) {
  window.layout()->setSizeConstraint(QLayout::SetNoConstraint);
  window.setMinimumSize(0, 0);
}

/// Answers all pictures that were asked for.
void answerPictures(WindowFixture& w) {
  for (const command::Render& asked : w.session.all<command::Render>()) {
    w.session.arrive(event::Rendered{.request = asked.request,
                                     .step = 3400,
                                     .of = asked.of,
                                     .picture = fakeSurface(),
                                     .share = asked.share});
  }
}

}  // namespace

class WindowSizesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void anySizeIsPainted_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("none") << QSize(0, 0);
    QTest::newRow("a pixel") << QSize(1, 1);
    QTest::newRow("no height") << QSize(1440, 0);
    QTest::newRow("no width") << QSize(0, 900);
    QTest::newRow("wide") << QSize(10000, 700);
    QTest::newRow("high") << QSize(760, 10000);
  }
  void anySizeIsPainted() {
    QFETCH(QSize, size);
    const WarningsHeard warnings;
    WindowFixture w({1440, 900});
    w.run();
    allowAnySize(w.window);
    for (const Workspace workspace : {Workspace::kTune, Workspace::kCompare, Workspace::kTeach}) {
      w.window.workspaces()->show(workspace);
      settle();
      answerPictures(w);
      w.session.arrive(
          event::Evaluated{{fakePoint(w.controller.record().points.back().step + 25, 3)}});
      w.deliver();
      w.window.resize(size);
      settle();
      QCOMPARE(w.window.size(), size);
      w.window.grab();
      lookAtTabs(*w.window.workspaces()->page(workspace), {},
                 [&w](const QString&) { w.window.grab(); });
      w.action("demos_action")->trigger();
      settle();
      QVERIFY(w.part<QWidget>("scrim")->isVisibleTo(&w.window));
      w.window.grab();
      QTest::keyClick(&w.window, Qt::Key_N, Qt::ControlModifier);  // closes it
      w.window.resize(1440, 900);
      settle();
      QCOMPARE(w.window.size(), QSize(1440, 900));
      QVERIFY(!w.window.grab().isNull());
    }
    QVERIFY2(WarningsHeard::heard().isEmpty(), qPrintable(WarningsHeard::heard().join(u'\n')));
  }

  void theWindowIsAsBeforeAfterAnySize() {
    WindowFixture w({1440, 900});
    w.run();
    settle();
    const QSize plot = w.window.plot()->size();
    allowAnySize(w.window);
    for (const QSize size : {QSize(0, 0), QSize(10000, 700), QSize(760, 10000)}) {
      w.window.resize(size);
      settle();
    }
    w.window.resize(1440, 900);
    settle();
    QCOMPARE(w.window.plot()->size(), plot);
  }
};

EMASCOPE_UI_TEST(WindowSizesTest);

}  // namespace emascope::ui

#include "window_sizes_test.moc"
