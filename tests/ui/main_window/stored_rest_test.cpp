// SPDX-License-Identifier: GPL-3.0-or-later
//
// What would change a stored run is disabled and says why, and the keys of the live run, which is
// hidden behind it, do nothing.
#include "tests/ui/main_window/library_fixture.h"
#include "ui/panels/half_life_plot.h"
#include "ui/panels/panel_commands.h"
#include "ui/panels/track_menu.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/selection.h"
#include "ui/run/shown_tracks.h"

#include <memory>

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

namespace emascope::ui {
namespace {

constexpr QLatin1String kWhy("This is a stored run, which cannot be changed.");

/// A run that ended after 500 steps, with a checkpoint.
std::string keep(KeptLibrary& library) {
  event::CheckpointWritten checkpoint;
  checkpoint.step = 300;
  checkpoint.path = "/runs/step-300.emascope";
  return library.keep({.more = {checkpoint}});
}

}  // namespace

class StoredRestTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void whatWouldChangeItSaysWhyNot() {
    KeptLibrary library;
    const std::string id = keep(library);
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    w.kept().open(id);
    StoredPage* page = w.stored();
    QVERIFY(page != nullptr);
    settle();
    auto* sweep = page->findChild<QPushButton*>(QStringLiteral("sweep_half_lives"));
    QTest::mouseClick(sweep, Qt::LeftButton);
    auto* menu = sweep->findChild<QMenu*>(QStringLiteral("sweep_menu"));
    QVERIFY(menu != nullptr);
    for (const char* name : {"sweep_restart", "sweep_here"}) {
      const auto* entry = menu->findChild<QAction*>(QLatin1String(name));
      QVERIFY2(!entry->isEnabled(), name);
      QCOMPARE(entry->toolTip(), kWhy);
    }
    menu->close();
    const auto* restart = page->findChild<QPushButton*>(QStringLiteral("setup_restart"));
    QVERIFY(!restart->isEnabled());
    QCOMPARE(restart->toolTip(), kWhy);
    QVERIFY(!page->findChild<QLineEdit*>(QStringLiteral("setup_steps"))->isEnabled());
    Selection selection;
    ShownTracks shown;
    const PanelContext context = {&page->controller(), nullptr, &selection, page->commands(),
                                  &shown};
    const std::unique_ptr<QMenu> track(makeTrackMenu(context, "main", nullptr));
    const auto* save = track->findChild<QAction*>(QStringLiteral("track_save"));
    QVERIFY(!save->isEnabled());
    QCOMPARE(save->toolTip(), kWhy);
  }

  void neitherAHalfLifeNorACheckpointIsUsed() {
    KeptLibrary library;
    const std::string id = keep(library);
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    w.kept().open(id);
    StoredPage* page = w.stored();
    QVERIFY(page != nullptr);
    const std::size_t before = w.session.posted.size();
    page->findChild<HalfLifePlot*>(QStringLiteral("half_life_plot"))->setCursor(100.0);
    const auto* use = page->findChild<QPushButton*>(QStringLiteral("use_half_life"));
    QVERIFY(!use->isEnabled());
    QCOMPARE(use->toolTip(), kWhy);
    ChartSpot spot;
    spot.checkpoint = 300;
    Q_EMIT page->plot()->menuWanted(spot, page->plot()->mapToGlobal(QPoint(50, 50)));
    auto* menu = page->findChild<QMenu*>(QStringLiteral("chart_menu"));
    QVERIFY(menu != nullptr);
    const auto* back = menu->findChild<QMenu*>(QStringLiteral("go_back_menu"));
    QVERIFY(back != nullptr);
    for (const QAction* action :
         {back->menuAction(), menu->findChild<QAction*>(QStringLiteral("pin_checkpoint"))}) {
      QVERIFY(!action->isEnabled());
      QCOMPARE(action->toolTip(), kWhy);
    }
    menu->close();
    QCOMPARE(w.session.posted.size(), before);
  }

  void theKeysOfTheLiveRunRestMeanwhile() {
    KeptLibrary library;
    const std::string id = keep(library);
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    w.kept().open(id);
    StoredPage* page = w.stored();
    QVERIFY(page != nullptr);
    const std::size_t before = w.session.posted.size();
    QTest::keyClick(page->plot(), Qt::Key_Space);
    QTest::keyClick(page->plot(), Qt::Key_Period);
    QTest::keyClick(page->plot(), Qt::Key_Greater, Qt::ShiftModifier);
    QTest::keyClick(page->plot(), Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(w.session.posted.size(), before);
    QVERIFY(w.kept().shown() == page);
    QVERIFY(w.action("toggle")->isEnabled());  // the run bar is that of the live run
    QTest::keyClick(page->plot(), Qt::Key_Escape);
    QTest::keyClick(w.window.plot(), Qt::Key_Space);
    QCOMPARE(w.session.all<command::Pause>().size(), 1U);
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::StoredRestTest)
#include "stored_rest_test.moc"
