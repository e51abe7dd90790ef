// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stored run in the window, as it was and read-only, and the way back; the ghost and the recent
// runs from the library; where a run is kept.
#include "core/base/output_file.h"
#include "tests/ui/main_window/library_fixture.h"
#include "tests/ui/support/ghost_pixels.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/fitting_label.h"
#include "ui/controls/message_bar.h"
#include "ui/gallery/gallery.h"
#include "ui/main_window/actions.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/language.h"
#include "ui/run/words.h"
#include "ui/runs/recent_run.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QToolButton>

namespace emascope::ui {
namespace {

/// A run of two edits that failed after 1,000 steps.
std::string keepFailed(KeptLibrary& library) {
  const event::Applied edit{1, 200, "main", {{"beta", 0.995}}, {{"beta", 0.98}}};
  std::vector<TrackSpec> tracks = fakeStarted(fakeCatalog()).config.tracks;
  tracks.pop_back();
  const event::TracksChanged removed{2, 600, track_action::Remove{"slow"}, tracks};
  const event::Failed failure{event::FailureKind::kInternal, 1000, "the disk is full of holes"};
  return library.keep({.steps = 1000,
                       .end = event::StateChanged{RunState::kFailed, 1000, failure.what},
                       .more = {edit, removed, failure},
                       .title = "the one that failed"});
}

QStringList eventsOf(const StoredPage& page) {
  const auto* table = page.findChild<QTableWidget*>(QStringLiteral("events_table"));
  QStringList texts;
  for (int row = 0; row < table->rowCount(); ++row) texts << table->item(row, 2)->text();
  return texts;
}

/// What all panels of the window can ask of an engine.
std::size_t posted(const LibraryFixture& w) { return w.session.posted.size(); }

}  // namespace

class StoredRunTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }
  void cleanup() { installLanguage(QStringLiteral("en")); }

  void aDoubleClickShowsTheRunAsItWas() {
    KeptLibrary library;
    const std::string id = keepFailed(library);
    const RunRecord record = readStoredRun(library.pathOf(id).toStdString())->record;
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    w.clickTwice(0, RunsModel::kTitle);
    StoredPage* page = w.stored();
    QVERIFY(page != nullptr);
    QVERIFY(page->isVisible());
    const RunRecord& shown = page->controller().record();
    QCOMPARE(shown.points, record.points);
    QCOMPARE(shown.changes.size(), 1U);
    QCOMPARE(shown.state, RunState::kFailed);
    QTRY_COMPARE(page->plot()->drawnCounts().drawn, 40);
    auto* words = page->findChild<FittingLabel*>(QStringLiteral("stored_words"));
    QVERIFY(words->texts().first().startsWith(
        QStringLiteral("Stored run: the one that failed · failed after %1 steps")
            .arg(grouped(1000))));
    const QStringList events = eventsOf(*page);
    QCOMPARE(events.size(), 4);
    QVERIFY(events[0].startsWith(QStringLiteral("Stored run: ")));
    QVERIFY2(events[1].contains(QStringLiteral("0.98")), qPrintable(events[1]));
    QCOMPARE(events[2], QStringLiteral("track slow removed"));
    QVERIFY2(events[3].contains(QStringLiteral("full of holes")), qPrintable(events[3]));
    const auto* tracks = page->findChild<QTableView*>(QStringLiteral("tracks_table"));
    QCOMPARE(tracks->model()->rowCount(), 3);  // raw, main, fast
  }

  void theLiveRunGoesOnMeanwhileAndIsAsItWasAfterwards() {
    KeptLibrary library;
    const std::string id = keepFailed(library);
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    QTRY_VERIFY(w.window.plot()->drawnCounts().drawn > 0);
    w.window.plot()->fitAll();
    QVERIFY(!w.window.plot()->following());
    w.kept().open(id);
    StoredPage* page = w.stored();
    QVERIFY(page->plot()->hasFocus());
    QVERIFY(!w.window.plot()->isVisible());
    w.session.arrive(event::Evaluated{{fakePoint(525, 3)}});
    w.deliver();
    QCOMPARE(w.controller.record().points.size(), 21U);
    QTest::mouseClick(page->findChild<QPushButton*>(QStringLiteral("stored_back")), Qt::LeftButton);
    QVERIFY(w.kept().shown() == nullptr);
    QVERIFY(w.window.plot()->isVisible());
    QVERIFY(w.window.plot()->hasFocus());
    QVERIFY(!w.window.plot()->following());
    QTRY_COMPARE(w.window.plot()->drawnCounts().drawn, 21);
  }

  void escAndAWorkspaceLeadBack() {
    KeptLibrary library;
    const std::string id = keepFailed(library);
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    w.kept().open(id);
    QVERIFY(w.stored() != nullptr);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(w.kept().shown() == nullptr);
    w.kept().open(id);
    QVERIFY(w.stored() != nullptr);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_2, Qt::ControlModifier);
    QVERIFY(w.kept().shown() == nullptr);
    QCOMPARE(w.window.workspaces()->current(), Workspace::kCompare);
    w.kept().open(id);
    QVERIFY(w.stored() != nullptr);
    auto* tune = w.part<QPushButton>("button_workspace_tune");
    QVERIFY(!tune->isChecked());
    QTest::mouseClick(tune, Qt::LeftButton);
    QVERIFY(w.kept().shown() == nullptr);
    QVERIFY(tune->isChecked());
  }

  void nothingOfItCanBeChanged() {
    KeptLibrary library;
    const std::string id = keepFailed(library);
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    w.kept().open(id);
    StoredPage* page = w.stored();
    settle();
    const std::size_t before = posted(w);
    const RunRecord record = page->controller().record();
    for (QLineEdit* field : page->findChildren<QLineEdit*>()) {
      if (!field->isVisible() || !field->isEnabled() || field->isReadOnly()) continue;
      field->setFocus();
      field->selectAll();
      QTest::keyClicks(field, QStringLiteral("0.5"));
      QTest::keyClick(field, Qt::Key_Return);
    }
    for (QPushButton* button : page->findChildren<QPushButton*>()) {
      if (button->isVisible() && button->objectName() != QLatin1String("stored_back") &&
          button->menu() == nullptr) {
        QTest::mouseClick(button, Qt::LeftButton);
      }
    }
    QVERIFY(w.kept().shown() == page);
    for (const char* key : {"shorter", "longer", "undo", "redo"}) {
      QVERIFY2(!w.action(key)->isEnabled(), key);
    }
    QVERIFY(!page->controller().accepts(command::SetParams{}));
    QCOMPARE(page->controller().start(record.config), 0U);
    QCOMPARE(page->controller().record().points, record.points);
    QCOMPARE(page->controller().record().changes, record.changes);
    QCOMPARE(posted(w), before);
  }

  void theKeysOfTheChartAreThoseOfTheStoredOne() {
    KeptLibrary library;
    const std::string id = keepFailed(library);
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    const bool live_log = w.window.plot()->logY();
    w.kept().open(id);
    StoredPage* page = w.stored();
    QTRY_VERIFY(page->plot()->drawnCounts().drawn > 0);
    QTest::keyClick(page->plot(), Qt::Key_L);
    QCOMPARE(page->plot()->logY(), !live_log);
    QCOMPARE(w.window.plot()->logY(), live_log);
    QCOMPARE(w.action("log_y")->isChecked(), !live_log);
    QTest::keyClick(page->plot(), Qt::Key_Home, Qt::ShiftModifier);
    QVERIFY(!page->plot()->following());
    QVERIFY(w.window.plot()->following());
    QTest::keyClick(page->plot(), Qt::Key_Escape);
    QCOMPARE(w.action("log_y")->isChecked(), live_log);
    QVERIFY(w.action("follow")->isChecked());
  }

  void aRunWithACheckpointIsContinued() {
    KeptLibrary library;
    const std::string id = keepFailed(library);
    const std::string checkpoints = library.pathOf(id).toStdString() + "/checkpoints";
    QVERIFY(replaceFile(checkpoints + "/step-000000500.emascope", "its content is not read here"));
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    w.kept().open(id);
    QVERIFY(w.stored() != nullptr);
    auto* go_on = w.stored()->findChild<QPushButton*>(QStringLiteral("stored_continue"));
    QVERIFY(go_on->isVisible());
    QCOMPARE(go_on->text(), QStringLiteral("Continue from step 500"));
    // By the rule of then: the edit is of step 200, the removal of a track of step 600.
    QVERIFY2(go_on->toolTip().contains(QStringLiteral("EMA: inverse power 2/3, cap 0.98")),
             qPrintable(go_on->toolTip()));
    QTest::mouseClick(go_on, Qt::LeftButton);
    const auto starts = w.session.all<command::Start>();
    QCOMPARE(starts.size(), std::size_t{1});
    QCOMPARE(starts[0].config.resume_from, checkpoints);
  }

  void aRunWithoutCheckpointsCannotBeContinued() {
    KeptLibrary library;
    const std::string id = keepFailed(library);
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    w.kept().open(id);
    QVERIFY(w.stored() != nullptr);
    QVERIFY(!w.stored()->findChild<QPushButton*>(QStringLiteral("stored_continue"))->isVisible());
  }

  void aRunThatIsStartedIsSeen() {
    KeptLibrary library;
    const std::string id = keepFailed(library);
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    w.kept().open(id);
    QVERIFY(w.stored() != nullptr);
    w.run(100);
    QVERIFY(w.kept().shown() == nullptr);
    QVERIFY(w.window.plot()->isVisible());
  }

  void aKilledRunOpensWithWhatIsThere() {
    KeptLibrary library;
    const std::string id = library.keep({.end = std::nullopt});
    QFile journal(library.pathOf(id) + QStringLiteral("/events.emaj"));
    QVERIFY(journal.resize(journal.size() - 5));
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    w.kept().open(id);
    StoredPage* page = w.stored();
    QVERIFY(page != nullptr);
    const auto* cut = page->findChild<QLabel*>(QStringLiteral("stored_cut_off"));
    QVERIFY(cut->isVisible());
    QCOMPARE(cut->text(), QStringLiteral("the end is missing"));
    QCOMPARE(page->controller().state(), RunState::kFailed);
    QVERIFY(!page->controller().accepts(command::Pause{}));
  }

  void aRunThatCannotBeReadIsSaid() {
    KeptLibrary library;
    const std::string id = library.keep();
    LibraryFixture w(library);
    w.showTab(1);
    QDir folder(library.pathOf(id));
    QTRY_VERIFY(folder.removeRecursively());  // a thumbnail may be written meanwhile
    w.kept().open(id);
    auto* messages = w.window.findChild<MessageBar*>();
    QTRY_COMPARE(messages->text(), QStringLiteral("The run cannot be opened"));
    QVERIFY(w.kept().shown() == nullptr);
  }

  void aNarrowBannerStillNamesTheRun() {
    KeptLibrary library;
    const std::string id = library.keep({.title = "the long night of the digits"});
    LibraryFixture w(library);
    w.showTab(1);
    w.kept().open(id);
    auto* words = w.stored()->findChild<FittingLabel*>(QStringLiteral("stored_words"));
    words->setMaximumWidth(120);
    settle();
    QVERIFY2(words->text().startsWith(QStringLiteral("the lo")), qPrintable(words->text()));
  }

  void noPartOfTheBannerIsCut_data() {
    QTest::addColumn<QString>("language");
    for (const char* language : {"en", "de", "zh"}) QTest::newRow(language) << language;
  }
  void noPartOfTheBannerIsCut() {
    QFETCH(QString, language);
    installLanguage(language);
    KeptLibrary library;
    const std::string id =
        library.keep({.steps = 50'000, .end = std::nullopt, .title = "the long night"});
    QVERIFY(replaceFile(library.pathOf(id).toStdString() + "/checkpoints/step-000050000.emascope",
                        "its content is not read here"));
    LibraryFixture w(library);
    w.showTab(1);
    w.kept().open(id);
    QVERIFY(w.stored() != nullptr);
    const auto* banner = w.stored()->findChild<QFrame*>(QStringLiteral("stored_banner"));
    QList<QWidget*> parts;
    for (const char* name :
         {"stored_words", "stored_cut_off", "stored_show_pictures", "stored_save_best",
          "stored_continue", "stored_continue_more", "stored_back"}) {
      parts << banner->findChild<QWidget*>(QLatin1String(name));
      parts.back()->show();  // as with an engine, and with a journal whose end is missing
    }
    QVERIFY(
        !w.stored()->findChild<QPushButton*>(QStringLiteral("stored_continue"))->text().isEmpty());
    settle();
    const QWidget* back = parts.back();
    QVERIFY(banner->height() < 2 * back->height());  // there is room for one row
    w.window.resize(760, 520);
    settle();
    QCOMPARE(w.window.width(), 760);
    for (const QWidget* part : parts) {
      QVERIFY2(part->visibleRegion().boundingRect() == part->rect(),
               qPrintable(part->objectName()));
      if (part != parts.front()) {
        QVERIFY2(part->width() >= part->sizeHint().width(), qPrintable(part->objectName()));
      }
      for (const QWidget* other : parts) {
        QVERIFY2(part == other || !part->geometry().intersects(other->geometry()),
                 qPrintable(part->objectName()));
      }
    }
    const auto* words = qobject_cast<FittingLabel*>(parts.front());
    QVERIFY2(words->texts().contains(words->text()), qPrintable(words->text()));  // not elided
    w.window.resize(1440, 900);
    settle();
    QVERIFY(banner->height() < 2 * back->height());
  }

  void aTitleWithMarkupIsShownAsItIs() {
    KeptLibrary library;
    const std::string id = library.keep({.title = "<h1>big</h1> %1 & \u202Eback"});
    LibraryFixture w(library);
    w.showTab(1);
    QCOMPARE(w.text(0, RunsModel::kTitle), QStringLiteral("<h1>big</h1> %1 & back"));
    w.kept().open(id);
    const auto* words = w.stored()->findChild<FittingLabel*>(QStringLiteral("stored_words"));
    QCOMPARE(words->textFormat(), Qt::PlainText);
    QVERIFY(words->texts().first().contains(QStringLiteral("<h1>big</h1> %1 & back · finished")));
  }

  void theGhostIsTheLastRunOfTheProblem() {
    KeptLibrary library;
    library.keep({.steps = 4000, .begun = 2'000'000, .factor = 4.0});  // within the axis
    library.keep({.preset = 1, .steps = 3000, .begun = 3'000'000});
    LibraryFixture w(library);
    w.showTab(2);
    w.run(500);
    auto* button = w.part<QPushButton>("pill_ghost");
    QTRY_VERIFY(button->isVisible());
    QCOMPARE(button->text(), QStringLiteral("ghost: last run"));
    QVERIFY(ghostPixels(w.window.plot()->picture({1000, 600}, 1.0)) > 20);
    w.run(500);  // then that of this sitting
    QCOMPARE(button->text(), QStringLiteral("ghost: run 1"));
  }

  void anotherProblemIsNoGhost() {
    KeptLibrary library;
    library.keep({.preset = 1, .steps = 3000});
    LibraryFixture w(library);
    w.showTab(1);
    w.run(500);
    settle();
    QVERIFY(!w.part<QPushButton>("pill_ghost")->isVisible());
  }

  void theGalleryHasTheRecentRuns() {
    KeptLibrary library;
    for (int i = 0; i < 7; ++i) {
      library.keep({.begun = 1'000'000 + i, .title = "run " + std::to_string(i)});
    }
    LibraryFixture w(library);
    w.run(500);
    w.showTab(7);
    w.action("demos_action")->trigger();
    settle();
    auto* gallery = w.window.findChild<Gallery*>();
    QList<RecentRun*> recent;
    for (auto* run : gallery->findChildren<RecentRun*>()) {
      if (run->isVisible()) recent << run;
    }
    QCOMPARE(recent.size(), 5);
    QCOMPARE(recent[0]->accessibleName(), QStringLiteral("run 6"));
    QTest::mouseClick(recent[0], Qt::LeftButton);
    QVERIFY(w.stored() != nullptr);
    QVERIFY(!gallery->isOpen());
    const auto* words = w.stored()->findChild<FittingLabel*>(QStringLiteral("stored_words"));
    QVERIFY(words->texts().first().startsWith(QStringLiteral("Stored run: run 6")));
  }

  void aGalleryWithoutRunsSaysWhatWillBeThere() {
    KeptLibrary library;
    LibraryFixture w(library);
    w.run(500);
    w.showTab(0);
    w.action("demos_action")->trigger();
    settle();
    const auto* note = w.part<QLabel>("recent_note");
    QVERIFY(note->isVisible());
    QCOMPARE(note->text(), QStringLiteral("Your runs will be kept here."));
  }

  void theStatusLineSaysWhereTheRunIsKept() {
    KeptLibrary library;
    LibraryFixture w(library);
    const auto goes_on = library.begin({});
    const QString path = QString::fromStdString(goes_on->folder());
    w.window.tellOfLibrary(QStringLiteral("the run is kept in ") + path);  // before its start
    w.run(500);
    w.showTab(1);
    auto* news = w.part<FittingLabel>("news");
    QCOMPARE(news->texts().value(0), QStringLiteral("This run is kept in ") + path);
    // To open it is to show it.
    w.kept().open(w.kept().shelf().rows()[0].id);
    settle();
    QVERIFY(w.kept().shown() == nullptr);
    w.run(100);
    QCOMPARE(news->texts().value(0), QStringLiteral("The previous run is kept in ") + path);
    QVERIFY(w.kept().presentRun().isEmpty());
    w.window.tellOfLibrary(QStringLiteral("the run is kept in /somewhere"));  // after its start
    QCOMPARE(news->texts().value(0), QStringLiteral("This run is kept in /somewhere"));
  }

  void whyARunIsNotKeptIsSaidOnce() {
    KeptLibrary library;
    LibraryFixture w(library);
    w.run(500);
    const QString why = QStringLiteral("the run is not kept: /disk: No space left on device");
    w.window.tellOfLibrary(why);
    auto* messages = w.window.findChild<MessageBar*>();
    QCOMPARE(messages->details(), why);
    QTest::mouseClick(w.part<QToolButton>("message_close"), Qt::LeftButton);
    QVERIFY(messages->text().isEmpty());
    w.window.tellOfLibrary(why);
    QVERIFY(messages->text().isEmpty());
    QCOMPARE(w.controller.state(), RunState::kRunning);
  }

  void anUnusableLibraryIsSaidOnceAndTheRunGoesOn() {
    QTemporaryDir dir;
    QFile file(dir.path() + QStringLiteral("/file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    WindowFixture w({1440, 900});
    w.window.showLibrary(file.fileName() + QStringLiteral("/library"), false);
    auto* messages = w.window.findChild<MessageBar*>();
    QTRY_COMPARE(messages->text(), QStringLiteral("The kept runs cannot be listed"));
    w.run(500);
    QCOMPARE(w.controller.state(), RunState::kRunning);
    w.part<QTabWidget>("tables")->setCurrentWidget(w.window.keptRuns()->panel());
    QTRY_VERIFY(w.part<QLabel>("runs_nothing")
                    ->text()
                    .startsWith(QStringLiteral("The kept runs cannot be listed: ")));
  }
};

EMASCOPE_UI_TEST(StoredRunTest);

}  // namespace emascope::ui

#include "stored_run_test.moc"
