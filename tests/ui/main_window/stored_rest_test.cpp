// SPDX-License-Identifier: GPL-3.0-or-later
//
// What would change a stored run is disabled and says why, and so is what cannot go on from a
// checkpoint; the keys of the live run, which is hidden behind it, do nothing.
#include "core/base/output_file.h"
#include "tests/ui/main_window/library_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/panels/half_life_plot.h"
#include "ui/panels/panel_commands.h"
#include "ui/panels/track_menu.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/selection.h"
#include "ui/run/shown_tracks.h"

#include <memory>

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

namespace emascope::ui {
namespace {

constexpr QLatin1String kWhy("This is a stored run, which cannot be changed.");

/// A file in the place of its checkpoint.
bool writeCheckpoint(const KeptLibrary& library, const std::string& id) {
  const std::string folder = library.pathOf(id).toStdString() + "/checkpoints/";
  return static_cast<bool>(
      replaceFile(folder + "step-000000300.emascope", "its content is not read here"));
}

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
    const auto* sweep = page->findChild<QPushButton*>(QStringLiteral("sweep_half_lives"));
    QVERIFY(!sweep->isEnabled());
    QCOMPARE(sweep->toolTip(), kWhy);
    QVERIFY(w.window.plot() != page->plot());
    for (const auto* live : w.window.findChildren<QPushButton*>(sweep->objectName())) {
      if (!page->isAncestorOf(live)) QVERIFY(live->isEnabled());
    }
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
    QVERIFY(!back->menuAction()->isEnabled());  // its file is not there
    const auto* pin = menu->findChild<QAction*>(QStringLiteral("pin_checkpoint"));
    QVERIFY(!pin->isEnabled());
    QCOMPARE(pin->toolTip(), kWhy);
    menu->close();
    QCOMPARE(w.session.posted.size(), before);
  }

  void itHasNoVerdictOfTheLiveRun() {
    KeptLibrary library;
    const std::string id = keep(library);
    LibraryFixture w(library);
    w.run(3400);
    w.showTab(1);
    const auto* verdict = w.part<QLabel>("status_verdict");
    w.action("workspace_compare")->trigger();
    QTRY_VERIFY(verdict->isVisible());
    w.kept().open(id);
    StoredPage* page = w.stored();
    QVERIFY(page != nullptr);
    w.session.arrive(event::Progress{3400, 17.0, 200, 0.74, 0.02, 0.24});
    w.deliver();
    QVERIFY(!verdict->isVisible());
    w.action("workspace_compare")->trigger();
    QVERIFY(verdict->isVisible());
  }

  void withoutAnEngineNothingGoesOnFromACheckpoint() {
    KeptLibrary library;
    const std::string id = keep(library);
    QVERIFY(writeCheckpoint(library, id));
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    w.kept().open(id);
    StoredPage* page = w.stored();
    QVERIFY(page != nullptr);
    const auto* go_on = page->findChild<QPushButton*>(QStringLiteral("stored_continue"));
    QVERIFY(go_on->isEnabled());
    const QString tip = go_on->toolTip();
    w.window.showEngineDied(QStringLiteral("gone"), [] {});
    QVERIFY(!go_on->isEnabled());
    QCOMPARE(go_on->toolTip(), QStringLiteral("There is no engine."));
    w.controller.setCatalog(fakeCatalog());
    w.window.showEngineReady();
    QVERIFY(go_on->isEnabled());
    QCOMPARE(go_on->toolTip(), tip);
  }

  void anEngineElsewhereDoesNotGoOnFromFilesOfThisMachine() {
    KeptLibrary library;
    const std::string id = keep(library);
    QVERIFY(writeCheckpoint(library, id));
    LibraryFixture w(library, true);
    w.window.setEngineCommand({QStringLiteral("ssh"), QStringLiteral("host")});
    w.run(500);
    w.showTab(1);
    w.kept().open(id);
    StoredPage* page = w.stored();
    QVERIFY(page != nullptr);
    QVERIFY(!page->findChild<QPushButton*>(QStringLiteral("stored_continue"))->isVisible());
  }

  void aRunWithCheckpointsElsewhereIsContinuedFromThere() {
    const QTemporaryDir elsewhere;
    const std::string folder = elsewhere.path().toStdString();
    QVERIFY(replaceFile(folder + "/step-000000500.emascope", "its content is not read here"));
    KeptLibrary library;
    const std::string id = library.keep({.checkpoints = folder});
    LibraryFixture w(library);
    w.window.setEngineCommand({QStringLiteral("emascope-engine"), QStringLiteral("serve")});
    w.run(500);
    w.showTab(1);
    w.kept().open(id);
    QVERIFY(w.stored() != nullptr);
    const auto* steps = w.stored()->findChild<QComboBox*>(QStringLiteral("stored_steps"));
    QVERIFY(steps != nullptr);
    QCOMPARE(steps->currentData().toString(),
             elsewhere.filePath(QStringLiteral("step-000000500.emascope")));
    auto* go_on = w.stored()->findChild<QPushButton*>(QStringLiteral("stored_continue"));
    QVERIFY(go_on->isVisible());
    QTest::mouseClick(go_on, Qt::LeftButton);
    const auto starts = w.session.all<command::Start>();
    QCOMPARE(starts.size(), std::size_t{1});
    QCOMPARE(starts[0].config.resume_from, folder);
  }

  void withoutAnEngineThereIsNoWayBackAndNoPin() {
    WindowFixture w;
    w.run(500);
    event::CheckpointWritten checkpoint;
    checkpoint.step = 300;
    checkpoint.path = "/runs/step-300.emascope";
    w.session.arrive(checkpoint);
    w.state(RunState::kFinished);
    ChartSpot spot;
    spot.checkpoint = 300;
    const auto why = [&](const char* name) {
      Q_EMIT w.window.plot()->menuWanted(spot, w.window.plot()->mapToGlobal(QPoint(50, 50)));
      const std::unique_ptr<QMenu> menu(
          w.window.plot()->findChild<QMenu*>(QStringLiteral("chart_menu")));
      const auto* action = menu->findChild<QAction*>(QLatin1String(name));
      const auto* back = menu->findChild<QMenu*>(QLatin1String(name));
      if (action == nullptr && back != nullptr) action = back->menuAction();
      return action->isEnabled() ? QString() : action->toolTip();
    };
    QCOMPARE(why("go_back_menu"), QString());
    QCOMPARE(why("pin_checkpoint"), QString());
    w.window.showEngineDied(QStringLiteral("gone"), [] {});
    QCOMPARE(why("go_back_menu"), QStringLiteral("There is no engine."));
    QCOMPARE(why("pin_checkpoint"), QStringLiteral("There is no engine."));
    w.controller.setCatalog(fakeCatalog());
    w.window.showEngineReady();  // another one: it can read the file, but never had the run
    QCOMPARE(why("go_back_menu"), QString());
    QCOMPARE(why("pin_checkpoint"), QStringLiteral("The engine no longer has this run."));
  }

  void aRunThatStartsWhileAStoredOneIsReadIsSeen() {
    KeptLibrary library;
    const std::string id = keep(library);
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    bool read = false;
    w.kept().open(id);
    w.kept().shelf().read(library.pathOf(id), false, this, [&](const auto&) { read = true; });
    Q_EMIT w.controller.runStarted(0);  // before what is read arrives
    QTRY_VERIFY(read);
    QVERIFY(w.kept().shown() == nullptr);
    QVERIFY(w.window.plot()->isVisible());
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

EMASCOPE_UI_TEST(StoredRestTest);

}  // namespace emascope::ui

#include "stored_rest_test.moc"
