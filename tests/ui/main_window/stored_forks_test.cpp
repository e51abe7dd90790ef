// SPDX-License-Identifier: GPL-3.0-or-later
//
// A new run goes on from any checkpoint of a stored one, also of the run that this went on from:
// from a mark on its chart, or from the checkpoint whose pictures are shown.
#include "tests/ui/main_window/library_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/plot/loss_plot.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <QAbstractItemView>
#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>

namespace emascope::ui {
namespace {

event::CheckpointWritten movedCheckpoint(std::int64_t step) {
  event::CheckpointWritten checkpoint;
  checkpoint.step = step;
  checkpoint.path = "/elsewhere/step-" + std::to_string(step) + ".emascope";  // before it moved
  return checkpoint;
}

struct StoredFork {
  /// A run of 500 steps that wrote checkpoints after 200, 300 and 500 steps and lost the second
  /// one, with a learning rate of its own from step 400 on and a note at step 350.
  StoredFork() {
    const event::Applied rate{0, 400, "", {{"lr", 0.1}}, {{"lr", 0.0125}}};
    const event::NoteChanged note{0, {.id = 7, .step = 350, .text = "here"}};
    id = library.keepWithCheckpoints(
        {200, 500},
        {.more = {movedCheckpoint(200), movedCheckpoint(300), rate, note, movedCheckpoint(500)}});
  }
  [[nodiscard]] std::string file(std::int64_t step) const {
    return library.checkpointsOf(id).toStdString() + "/step-000000" + std::to_string(step) +
           ".emascope";
  }
  KeptLibrary library;
  std::string id;
};

/// A run of 500 steps, and one that went on from it after step 300, which has no files of its own
/// but says that there are checkpoints after 200 and 400 steps.
struct ResumedRun {
  /// `checkpoints`: the folder that was chosen for those of the first run; empty: in its own.
  explicit ResumedRun(const QString& checkpoints = {}) {
    parent = library.keep({.checkpoints = checkpoints.toStdString()});
    const QString folder = checkpoints.isEmpty() ? library.checkpointsOf(parent) : checkpoints;
    std::vector<Event> said;
    for (const std::int64_t step : {200, 400}) {
      event::CheckpointWritten checkpoint = movedCheckpoint(step);
      const std::string file = writeCheckpoint(folder, step);
      if (step < 300) checkpoint.path = file;
      said.emplace_back(checkpoint);
    }
    id = library.keep(
        {.begun = 1'700'000'001'000, .more = said, .parent = parent, .from_step = 300});
  }
  KeptLibrary library;
  std::string parent;
  std::string id;
};

/// The menu of the stored chart at this spot.
QMenu* menuAt(const StoredPage& page, const ChartSpot& spot) {
  Q_EMIT page.plot()->menuWanted(spot, page.plot()->mapToGlobal(QPoint(50, 50)));
  return page.findChild<QMenu*>(QStringLiteral("chart_menu"));
}

QMenu* backIn(const QMenu& menu) { return menu.findChild<QMenu*>(QStringLiteral("go_back_menu")); }

void choose(QMenu& menu, const char* name) {
  QMenu* back = backIn(menu);
  back->popup(menu.pos());
  auto* action = back->findChild<QAction*>(QLatin1String(name));
  QTest::mouseClick(back, Qt::LeftButton, {}, back->actionGeometry(action).center());
}

}  // namespace

class StoredForksTest : public QObject {
  Q_OBJECT

 private:
  /// Goes on from the stored run's mark at step 200; returns the checkpoint that was chosen by it.
  static std::string goOnFrom200(const LibraryFixture& w, const StoredPage& page) {
    ChartSpot spot;
    spot.checkpoint = 200;
    QMenu* menu = menuAt(page, spot);
    if (!backIn(*menu)->menuAction()->isEnabled()) return "disabled";
    choose(*menu, "go_back_then");
    const auto starts = w.session.all<command::Start>();
    return starts.size() == 1 ? starts[0].config.resume_from : "not started once";
  }

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void aMarkGoesOnWithTheSettingsOfThen() {
    const StoredFork run;
    LibraryFixture w(run.library);
    StoredPage* page = w.openStored(run.id, kPicturesEngine);
    QVERIFY(page != nullptr);
    ChartSpot spot;
    spot.checkpoint = 200;
    QMenu* menu = menuAt(*page, spot);
    QCOMPARE(backIn(*menu)->title(), QStringLiteral("Continue from step 200"));
    choose(*menu, "go_back_then");
    const auto starts = w.session.all<command::Start>();
    QCOMPARE(starts.size(), std::size_t{1});
    QCOMPARE(starts[0].config.resume_from, run.file(200));
    QCOMPARE(starts[0].config.preset, std::string());
    QCOMPARE(starts[0].config.device, std::string());
    QCOMPARE(starts[0].config.steps, std::int64_t{500});
    QVERIFY(starts[0].config.tracks.empty());
    QVERIFY(starts[0].config.edits.empty());
  }

  void orWithThoseOfItsEnd() {
    const StoredFork run;
    LibraryFixture w(run.library);
    StoredPage* page = w.openStored(run.id, kPicturesEngine);
    QVERIFY(page != nullptr);
    ChartSpot spot;
    spot.checkpoint = 200;
    choose(*menuAt(*page, spot), "go_back_now");
    const auto starts = w.session.all<command::Start>();
    QCOMPARE(starts.size(), std::size_t{1});
    QCOMPARE(starts[0].config.resume_from, run.file(200));
    QCOMPARE(starts[0].config.tracks.size(), std::size_t{3});
    QCOMPARE(starts[0].config.edits.size(), std::size_t{1});
    QCOMPARE(starts[0].config.edits[0].step, std::int64_t{201});
    QCOMPARE(starts[0].config.edits[0].values, (ParamValues{{"lr", 0.0125}}));
  }

  void theLastCheckpointOfAFinishedRunGoesOnByFurtherSteps() {
    const StoredFork run;
    LibraryFixture w(run.library);
    StoredPage* page = w.openStored(run.id, kPicturesEngine);
    QVERIFY(page != nullptr);
    ChartSpot spot;
    spot.checkpoint = 500;
    choose(*menuAt(*page, spot), "go_back_then");
    QCOMPARE(w.session.all<command::Start>().at(0).config.steps, std::int64_t{550});
  }

  void oneWhoseFileIsGoneSaysSo() {
    const StoredFork run;
    LibraryFixture w(run.library);
    StoredPage* page = w.openStored(run.id, kPicturesEngine);
    QVERIFY(page != nullptr);
    ChartSpot spot;
    spot.checkpoint = 300;
    QMenu* menu = menuAt(*page, spot);
    const QAction* back = backIn(*menu)->menuAction();
    QVERIFY(!back->isEnabled());
    QVERIFY2(back->toolTip().contains(QStringLiteral("its file was removed")),
             qPrintable(back->toolTip()));
    menu->close();
  }

  void aMarkOfTheRunBeforeGoesOnFromItsFile() {
    const ResumedRun run;
    LibraryFixture w(run.library);
    const StoredPage* page = w.openStored(run.id, kPicturesEngine, 2);
    QVERIFY(page != nullptr);
    QCOMPARE(goOnFrom200(w, *page),
             run.library.pathOf(run.parent).toStdString() + "/checkpoints/step-000000200.emascope");
  }

  void alsoAfterTheFolderOfThatRunWasRenamed() {
    const ResumedRun run;
    const QString renamed = run.library.folder() + QStringLiteral("/runs/renamed");
    QVERIFY(QDir().rename(run.library.pathOf(run.parent), renamed));
    LibraryFixture w(run.library);
    const StoredPage* page = w.openStored(run.id, kPicturesEngine, 2);
    QVERIFY(page != nullptr);
    QCOMPARE(goOnFrom200(w, *page), renamed.toStdString() + "/checkpoints/step-000000200.emascope");
  }

  void orFromTheFolderThatWasChosenForThem() {
    const QTemporaryDir chosen;
    const ResumedRun run(chosen.path());
    LibraryFixture w(run.library);
    const StoredPage* page = w.openStored(run.id, kPicturesEngine, 2);
    QVERIFY(page != nullptr);
    QCOMPARE(goOnFrom200(w, *page), chosen.path().toStdString() + "/step-000000200.emascope");
  }

  void aLaterCheckpointOfTheRunBeforeIsNotTakenForALostOne() {
    const ResumedRun run;
    LibraryFixture w(run.library);
    const StoredPage* page = w.openStored(run.id, kPicturesEngine, 2);
    QVERIFY(page != nullptr);
    ChartSpot spot;
    spot.checkpoint = 400;
    QMenu* menu = menuAt(*page, spot);
    QVERIFY(!backIn(*menu)->menuAction()->isEnabled());
    menu->close();
  }

  void aNoteAndAnEditLeadToTheNewestFileBeforeThem() {
    const StoredFork run;
    LibraryFixture w(run.library);
    StoredPage* page = w.openStored(run.id, kPicturesEngine);
    QVERIFY(page != nullptr);
    QCOMPARE(page->plot()->remarks().notes.size(), std::size_t{1});
    ChartSpot on_note;
    on_note.note = 0;
    ChartSpot on_edit;
    on_edit.edit = 400;
    for (const ChartSpot& spot : {on_note, on_edit}) {
      const std::unique_ptr<QMenu> menu(menuAt(*page, spot));
      QVERIFY(backIn(*menu) != nullptr);
      QCOMPARE(backIn(*menu)->title(), QStringLiteral("Continue from step 200"));
      QVERIFY(backIn(*menu)->menuAction()->isEnabled());
    }
  }

  void aRunThatAnotherProgramWritesIsLeftToIt() {
    KeptLibrary library;
    const std::unique_ptr<RunKeeper> keeper = library.begin({.more = {movedCheckpoint(200)}});
    const auto read = readStoredRun(keeper->folder());
    QVERIFY(read);
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    w.kept().open(read->card.id);
    StoredPage* page = w.stored();
    QVERIFY(page != nullptr);
    ChartSpot spot;
    spot.checkpoint = 200;
    QMenu* menu = menuAt(*page, spot);
    const QAction* back = backIn(*menu)->menuAction();
    QVERIFY(!back->isEnabled());
    QCOMPARE(back->toolTip(), QStringLiteral("Another program continues this run."));
    menu->close();
  }

  void theCheckpointWhosePicturesAreShownGoesOn() {
    const StoredFork run;
    LibraryFixture w(run.library);
    StoredPage* page = w.openStored(run.id, kPicturesEngine);
    QVERIFY(page != nullptr);
    QTest::mouseClick(page->findChild<QPushButton*>(QStringLiteral("stored_show_pictures")),
                      Qt::LeftButton);
    auto* steps = page->findChild<QComboBox*>(QStringLiteral("stored_steps"));
    QTest::keyClick(steps, Qt::Key_Down);  // opens the list
    QTRY_VERIFY(steps->view()->isVisible());
    QTest::keyClick(steps->view(), Qt::Key_End);
    QTest::keyClick(steps->view(), Qt::Key_Return);
    QTRY_COMPARE(steps->currentText(), QStringLiteral("step 200"));
    auto* here = page->findChild<QPushButton*>(QStringLiteral("stored_continue_here"));
    QVERIFY(here->isVisible());
    QTest::mouseClick(here, Qt::LeftButton);
    const auto starts = w.session.all<command::Start>();
    QCOMPARE(starts.size(), std::size_t{1});
    QCOMPARE(starts[0].config.resume_from, run.file(200));
    QCOMPARE(starts[0].config.steps, std::int64_t{500});
    w.window.showEngineDied(QStringLiteral("gone"), [] {});
    QVERIFY(!here->isEnabled());
    QCOMPARE(here->toolTip(), QStringLiteral("There is no engine."));
  }
};

EMASCOPE_UI_TEST(StoredForksTest);

}  // namespace emascope::ui

#include "stored_forks_test.moc"
