// SPDX-License-Identifier: GPL-3.0-or-later
//
// Notes and reference lines on the chart are kept with the run by the engine, and shown again for a
// stored run and for one that goes on.
#include "tests/ui/main_window/library_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/main_window/remark_editor.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/restart_config.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

namespace emascope::ui {
namespace {

void write(const WindowFixture& w, const StepNote& note) {
  w.part<RemarkEditor>("remark_editor")->writeNote(note, std::nullopt, {50, 50});
  QTest::keyClick(w.part<QLineEdit>("remark_text"), Qt::Key_Return);
}

/// What the menu of the chart offers at `spot`.
QMenu* menuOf(LossPlot* plot, const ChartSpot& spot) {
  Q_EMIT plot->menuWanted(spot, plot->mapToGlobal(QPoint(50, 50)));
  QMenu* open = nullptr;
  for (QMenu* menu : plot->findChildren<QMenu*>(QStringLiteral("chart_menu"))) {
    if (menu->isVisible()) open = menu;
  }
  return open;
}

void choose(LossPlot* plot, const ChartSpot& spot, const char* name) {
  QMenu* menu = menuOf(plot, spot);
  menu->findChild<QAction*>(QLatin1String(name))->trigger();
  menu->close();
}

ChartSpot onNote() {
  ChartSpot spot;
  spot.note = 0;
  return spot;
}

std::vector<command::SetNote> asked(const WindowFixture& w) {
  return w.session.all<command::SetNote>();
}

/// The run begins at `step`, having said `notes`.
void goOn(WindowFixture& w, std::int64_t step, const std::vector<ChartNote>& notes) {
  event::Started started = fakeStarted(w.controller.catalog());
  started.from_step = step;
  started.config.resume_from = "/runs/a/checkpoints";
  w.session.arrive(started);
  for (const ChartNote& note : notes) w.session.arrive(event::NoteChanged{0, note});
  w.session.arrive(event::StateChanged{RunState::kPaused, step, ""});
  w.deliver();
}

const std::vector<StepNote>& shownNotes(const WindowFixture& w) {
  return w.window.plot()->remarks().notes;
}

}  // namespace

class KeptNotesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void aNoteIsAddedChangedAndRemovedByTheCommand() {
    WindowFixture w;
    w.run();
    write(w, {2400, QStringLiteral("rate lowered")});
    QCOMPARE(asked(w).size(), 1U);
    const ChartNote note = asked(w)[0].note;
    QVERIFY(note.id >= 1 && note.id <= kMostNoteId);
    QCOMPARE(note, (ChartNote{note.id, 2400, "rate lowered"}));
    QVERIFY(!asked(w)[0].removed);
    w.session.arrive(event::NoteChanged{asked(w)[0].request, note});
    w.deliver();
    StepNote changed = shownNotes(w).front();
    changed.text = QStringLiteral("rate halved");
    w.part<RemarkEditor>("remark_editor")->writeNote(changed, 0, {50, 50});
    QTest::keyClick(w.part<QLineEdit>("remark_text"), Qt::Key_Return);
    QCOMPARE(asked(w).size(), 2U);
    QCOMPARE(asked(w)[1].note, (ChartNote{note.id, 2400, "rate halved"}));
    QCOMPARE(shownNotes(w).size(), 1U);
    choose(w.window.plot(), onNote(), "remove_note");
    QCOMPARE(asked(w).size(), 3U);
    QVERIFY(asked(w)[2].removed);
    QCOMPARE(asked(w)[2].note.id, note.id);
    QVERIFY(shownNotes(w).empty());
  }

  void aReferenceLineIsKeptWithItsValue() {
    WindowFixture w;
    w.run();
    w.part<RemarkEditor>("remark_editor")
        ->writeLine({QStringLiteral("paper"), 0.25, true}, std::nullopt, {50, 50});
    QTest::keyClick(w.part<QLineEdit>("remark_text"), Qt::Key_Return);
    QCOMPARE(asked(w).size(), 1U);
    const ChartNote line = asked(w)[0].note;
    QCOMPARE(line, (ChartNote{line.id, 0, "paper", 0.25, true}));
  }

  void whatHasControlCharactersIsWrittenWithoutThem() {
    WindowFixture w;
    w.run();
    write(w, {100, QStringLiteral("a\u0007b\u202Ec")});
    QCOMPARE(asked(w).size(), 1U);
    QVERIFY(checkNote(asked(w)[0].note, {}, 5000).ok());
    QCOMPARE(asked(w)[0].note.text, std::string("a b c"));
  }

  void theFormSaysWhetherItIsKeptWithTheRun() {
    WindowFixture w;
    w.run();
    choose(w.window.plot(), {}, "add_note");
    QVERIFY(w.part<QLabel>("remark_kept")->text().startsWith(QStringLiteral("Kept with the run")));
  }

  void withAnEngineThatDoesNotKnowTheCommandTheyStayInTheWindow() {
    WindowFixture w;
    Catalog old = fakeCatalog();
    std::erase(old.commands, "set_note");
    w.controller.setCatalog(old);
    w.run();
    choose(w.window.plot(), {}, "add_note");
    QVERIFY(w.part<QLabel>("remark_kept")->text().startsWith(QStringLiteral("Kept until")));
    write(w, {2400, QStringLiteral("here")});
    w.run();
    QCOMPARE(shownNotes(w).size(), 1U);
    goOn(w, 1000, {});  // the run before has not kept it
    QCOMPARE(shownNotes(w).size(), 1U);
    QVERIFY(asked(w).empty());
  }

  void aFurtherRunOfTheProblemIsGivenWhatIsShown() {
    WindowFixture w;
    w.run();
    write(w, {2400, QStringLiteral("here")});
    w.run();
    QCOMPARE(asked(w).size(), 2U);
    QCOMPARE(asked(w)[1].note, asked(w)[0].note);
    event::Started shorter = fakeStarted(w.controller.catalog());
    shorter.config.steps = 1000;
    w.run(shorter, 500);  // there is no such step in it
    QCOMPARE(asked(w).size(), 2U);
    QCOMPARE(shownNotes(w).size(), 1U);
  }

  void aRunThatGoesOnShowsWhatCameWithIt() {
    WindowFixture w;
    const std::vector<ChartNote> kept = {{5, 400, "early"}, {6, 0, "paper", 0.25}};
    goOn(w, 1000, kept);
    QCOMPARE(asChartNotes(w.window.plot()->remarks()), (std::vector<ChartNote>{kept[1], kept[0]}));
    QVERIFY(asked(w).empty());  // the engine has them
  }

  void goingBackLeavesLaterNotesToTheRunBefore() {
    WindowFixture w;
    w.run();
    for (const std::int64_t step : {800, 2400}) {
      write(w, {step, QStringLiteral("step %1").arg(step)});
      w.session.arrive(event::NoteChanged{asked(w).back().request, asked(w).back().note});
      w.deliver();
    }
    goOn(w, 1000, {});  // the checkpoint was written before the notes
    QCOMPARE(shownNotes(w).size(), 1U);
    QCOMPARE(shownNotes(w)[0].step, 800);
    QCOMPARE(asked(w).size(), 3U);
    QCOMPARE(asked(w)[2].note, asked(w)[0].note);
  }

  void aStoredRunShowsItsOwnAndNothingIsChanged() {
    KeptLibrary library;
    const ChartNote note{5, 300, "rate lowered"};
    const std::string id = library.keep({.more = {event::NoteChanged{0, note}}});
    LibraryFixture w(library);
    w.run(500);
    write(w, {100, QStringLiteral("of the live run")});
    w.showTab(1);
    w.kept().open(id);
    StoredPage* page = w.stored();
    QVERIFY(page != nullptr);
    QCOMPARE(asChartNotes(page->plot()->remarks()), std::vector<ChartNote>{note});
    QMenu* menu = menuOf(page->plot(), onNote());
    for (const char* name : {"edit_note", "remove_note", "add_note", "add_line"}) {
      const auto* entry = menu->findChild<QAction*>(QLatin1String(name));
      QVERIFY2(!entry->isEnabled(), name);
      QVERIFY(!entry->toolTip().isEmpty());
    }
    menu->close();
  }

  void aStoredRunThatIsContinuedLeavesItsNotesUpToThere() {
    KeptLibrary library;
    event::CheckpointWritten checkpoint;
    checkpoint.step = 300;
    const std::string id =
        library.keep({.more = {checkpoint, event::NoteChanged{0, {5, 200, "later written"}},
                               event::NoteChanged{0, {6, 400, "later step"}}}});
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    w.kept().open(id);
    StoredPage* page = w.stored();
    QVERIFY(page != nullptr);
    Q_EMIT page->continueWanted(continuation("/runs/a/checkpoints", 0));
    goOn(w, 300, {});
    QCOMPARE(asked(w).size(), 1U);
    QCOMPARE(asked(w)[0].note, (ChartNote{5, 200, "later written"}));
    QCOMPARE(shownNotes(w).size(), 1U);
  }
};

EMASCOPE_UI_TEST(KeptNotesTest);

}  // namespace emascope::ui

#include "kept_notes_test.moc"
