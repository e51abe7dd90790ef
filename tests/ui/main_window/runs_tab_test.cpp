// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tab of kept runs, with real mouse and key events: list, sort, filter, tick, rename, tag,
// note, pin, trash and undo.
#include "tests/ui/main_window/library_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/fitting_label.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/language.h"
#include "ui/run/words.h"
#include "ui/runs/overlay_chart.h"
#include "ui/runs/overlay_page.h"
#include "ui/theme/theme.h"

#include <cstdlib>

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFile>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>

namespace emascope::ui {
namespace {

/// Chooses an entry of the menu of a row with the mouse.
void choose(const LibraryFixture& w, int row, const char* name) {
  w.click(row, RunsModel::kTitle);
  QContextMenuEvent wanted(QContextMenuEvent::Mouse, w.placeOf(row, RunsModel::kTitle),
                           w.table()->viewport()->mapToGlobal(w.placeOf(row, RunsModel::kTitle)));
  QApplication::sendEvent(w.table()->viewport(), &wanted);
  QMenu* menu = nullptr;
  for (auto* each : w.table()->findChildren<QMenu*>(QStringLiteral("run_menu"))) {
    if (each->isVisible()) menu = each;
  }
  QVERIFY(menu != nullptr);
  auto* action = menu->findChild<QAction*>(QLatin1String(name));
  QVERIFY2(action != nullptr, name);
  QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
  settle();
}

KeptLibrary& threeRuns(KeptLibrary& library) {
  library.keep({.begun = 3'000'000, .factor = 3.0, .title = "newest"});
  library.keep({.begun = 2'000'000, .factor = 1.0, .title = "middle"});
  library.keep({.begun = 1'000'000, .factor = 2.0, .title = "oldest"});
  return library;
}

}  // namespace

class RunsTabTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }
  void cleanup() { installLanguage(QStringLiteral("en")); }

  void aBranchLeadsToItsParentAndIsMarked() {
    KeptLibrary library;
    const std::string trunk = library.keep({.begun = 1'000'000, .title = "trunk"});
    const std::string branch =
        library.keep({.begun = 2'000'000, .title = "branch", .parent = trunk, .from_step = 250});
    LibraryFixture w(library);
    w.run(500);
    w.showTab(2);
    w.kept().open(branch);
    StoredPage* page = w.stored();
    QVERIFY(page != nullptr);
    const QImage marked = page->plot()->picture({900, 500}, 1.0);
    page->plot()->setContinuedAfter(std::nullopt);
    QVERIFY(page->plot()->picture({900, 500}, 1.0) != marked);
    w.window.workspaces()->uncover();
    QVERIFY(w.kept().shown() == nullptr);
    choose(w, 0, "run_open_parent");
    QVERIFY(w.stored() != nullptr);
    const auto* words = w.stored()->findChild<FittingLabel*>(QStringLiteral("stored_words"));
    QVERIFY2(words->texts().first().startsWith(QStringLiteral("Stored run: trunk")),
             qPrintable(words->texts().first()));
  }

  void theMenuSaysWhyAParentCannotBeOpened() {
    KeptLibrary library;
    const std::string trunk = library.keep({.begun = 1'000'000});
    library.keep({.begun = 2'000'000, .parent = trunk, .from_step = 250});
    QVERIFY(library.open().trash(trunk));
    LibraryFixture w(library);
    w.showTab(1);
    w.click(0, RunsModel::kTitle);
    QContextMenuEvent wanted(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QApplication::sendEvent(w.table(), &wanted);
    const auto* menu = w.table()->findChild<QMenu*>(QStringLiteral("run_menu"));
    QVERIFY(menu != nullptr && menu->toolTipsVisible());
    const auto* entry = menu->findChild<QAction*>(QStringLiteral("run_open_parent"));
    QVERIFY(!entry->isEnabled());
    QCOMPARE(entry->toolTip(), QStringLiteral("It is in the trash or no longer in this library."));
  }

  void theFieldOfTheFilterHasRoomForItsWords() {
    for (const char* language : {"en", "de", "zh"}) {
      installLanguage(QString::fromLatin1(language));
      KeptLibrary library;
      LibraryFixture w(threeRuns(library));
      w.showTab(3);
      const auto* field = w.part<QLineEdit>("runs_filter");
      constexpr int kEdges = 40;  // with the button that clears it
      QVERIFY2(field->fontMetrics().horizontalAdvance(field->placeholderText()) + kEdges <=
                   field->width(),
               qPrintable(field->placeholderText()));
    }
  }

  void theTabSaysHowManyThereAre() {
    KeptLibrary library;
    LibraryFixture w(threeRuns(library));
    w.showTab(3);
    auto* tabs = w.part<QTabWidget>("tables");
    QCOMPARE(tabs->tabText(tabs->currentIndex()), QStringLiteral("Runs 3"));
    QCOMPARE(tabs->currentIndex(), 1);  // behind the tracks
    QVERIFY(!w.part<QLabel>("runs_nothing")->isVisible());
  }

  void anEmptyLibrarySaysWhatWillBeThere() {
    KeptLibrary library;
    LibraryFixture w(library);
    w.showTab(0);
    QTRY_COMPARE(w.part<QLabel>("runs_nothing")->text(),
                 QStringLiteral("Your runs will be kept here."));
    QVERIFY(w.part<QLabel>("runs_nothing")->isVisible());
  }

  void aWindowWithoutALibraryHasNoTab() {
    WindowFixture w;
    QVERIFY(w.window.findChild<RunsPanel*>() == nullptr);
  }

  void aRemoteEngineIsSaid() {
    KeptLibrary library;
    LibraryFixture w(library, true);
    w.showTab(0);
    QVERIFY(w.part<QLabel>("runs_local")->isVisible());
    LibraryFixture local(library);
    QVERIFY(local.window.findChild<QLabel*>(QStringLiteral("runs_local")) == nullptr);
  }

  void aHeadSorts() {
    KeptLibrary library;
    LibraryFixture w(threeRuns(library));
    w.showTab(3);
    QCOMPARE(w.text(0, RunsModel::kTitle), QStringLiteral("newest"));
    QHeaderView* head = w.table()->horizontalHeader();
    const QPoint raw(head->sectionViewportPosition(RunsModel::kRaw) + 10, head->height() / 2);
    QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, raw);
    QCOMPARE(w.text(0, RunsModel::kTitle), QStringLiteral("middle"));
    QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, raw);
    QCOMPARE(w.text(0, RunsModel::kTitle), QStringLiteral("newest"));
  }

  void theArrowOfTheHeadThatSortsHidesNoText() {
    KeptLibrary library;
    LibraryFixture w(threeRuns(library));
    w.showTab(3);
    const QHeaderView* head = w.table()->horizontalHeader();
    const auto text = [&w](int column) {
      return w.table()->model()->headerData(column, Qt::Horizontal).toString();
    };
    QVERIFY(!head->isSortIndicatorShown());  // that of the style is drawn over the text
    for (const int column : {RunsModel::kRaw, RunsModel::kAverage, RunsModel::kDelta}) {
      const int before = head->sectionSize(column);
      const QPoint at(head->sectionViewportPosition(column) + 10, head->height() / 2);
      for (const char* arrow : {"↑", "↓"}) {
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, at);
        QVERIFY2(text(column).endsWith(QString::fromUtf8(arrow)), qPrintable(text(column)));
        QVERIFY(!text(RunsModel::kDate).endsWith(QString::fromUtf8(arrow)));
        QVERIFY(head->fontMetrics().horizontalAdvance(text(column)) < before);
        QCOMPARE(head->sectionSize(column), before);
      }
    }
  }

  void lettersFilterAndEscShowsAllAgain() {
    KeptLibrary library;
    LibraryFixture w(threeRuns(library));
    w.run(500);
    w.showTab(3);
    w.click(0, RunsModel::kTitle);
    QTest::keyClicks(w.table(), QStringLiteral("mid"));
    auto* field = w.part<QLineEdit>("runs_filter");
    QCOMPARE(field->text(), QStringLiteral("mid"));
    QVERIFY(field->hasFocus());
    QCOMPARE(w.table()->model()->rowCount(), 1);
    QCOMPARE(w.text(0, RunsModel::kTitle), QStringLiteral("middle"));
    QTest::keyClicks(field, QStringLiteral("xyz"));
    QVERIFY(w.part<QLabel>("runs_nothing")->isVisible());
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(w.table()->model()->rowCount(), 3);
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(w.window.plot()->hasFocus());
  }

  void f2Renames() {
    KeptLibrary library;
    LibraryFixture w(threeRuns(library));
    w.showTab(3);
    w.click(1, RunsModel::kTitle);
    QTest::keyClick(w.table(), Qt::Key_F2);
    auto* field = w.table()->viewport()->findChild<QLineEdit*>();
    QVERIFY(field != nullptr);
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("better"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(w.text(1, RunsModel::kTitle), QStringLiteral("better"));
  }

  void deleteMovesToTheTrashAndUndoBringsItBack() {
    KeptLibrary library;
    LibraryFixture w(threeRuns(library));
    w.showTab(3);
    w.click(1, RunsModel::kTitle);
    QTest::keyClick(w.table(), Qt::Key_Delete);
    QTRY_COMPARE(w.table()->model()->rowCount(), 2);
    QCOMPARE(w.part<QLabel>("runs_notice_text")->text(),
             QStringLiteral("Moved to the trash: middle"));
    QTest::mouseClick(w.part<QPushButton>("runs_notice_button"), Qt::LeftButton);
    QTRY_COMPARE(w.table()->model()->rowCount(), 3);
    QCOMPARE(w.text(1, RunsModel::kTitle), QStringLiteral("middle"));
    QVERIFY(!w.part<QWidget>("runs_notice")->isVisible());
  }

  void severalGoAtOnceAndControlZBringsThemBack() {
    KeptLibrary library;
    LibraryFixture w(threeRuns(library));
    w.showTab(3);
    w.click(0, RunsModel::kTitle);
    QTest::mouseClick(w.table()->viewport(), Qt::LeftButton, Qt::ShiftModifier,
                      w.placeOf(2, RunsModel::kTitle));
    QTest::keyClick(w.table(), Qt::Key_Delete);
    QTRY_COMPARE(w.table()->model()->rowCount(), 0);
    QTest::keyClick(w.table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(w.table()->model()->rowCount(), 3);
  }

  void theMenuTagsNotesAndPins() {
    KeptLibrary library;
    LibraryFixture w(threeRuns(library));
    w.showTab(3);
    choose(w, 0, "run_tags");
    auto* field = w.part<QLineEdit>("runs_field");
    QCOMPARE(w.window.focusWidget(), field);
    QTest::keyClicks(field, QStringLiteral("fast,  two words, fast"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(w.text(0, RunsModel::kTags), QStringLiteral("fast, two words"));
    QCOMPARE(w.window.focusWidget(), w.table());
    choose(w, 0, "run_note");
    auto* lines = w.part<QPlainTextEdit>("runs_lines");
    QTest::keyClicks(lines, QStringLiteral("one"));
    QTest::keyClick(lines, Qt::Key_Return);
    QTest::keyClicks(lines, QStringLiteral("two"));
    QTest::mouseClick(w.part<QPushButton>("runs_notice_button"), Qt::LeftButton);
    QTRY_COMPARE(w.text(0, RunsModel::kNote), QStringLiteral("one two"));
    QCOMPARE(w.kept().shelf().rows()[0].notes.text, std::string("one\ntwo"));
    choose(w, 0, "run_pin");
    QTRY_COMPARE(w.text(0, RunsModel::kState), QStringLiteral("finished, pinned"));
    choose(w, 0, "run_pin");
    QTRY_COMPARE(w.text(0, RunsModel::kState), QStringLiteral("finished"));
    choose(w, 0, "run_copy_path");
    QVERIFY(QApplication::clipboard()->text().startsWith(library.folder()));
  }

  void escLeavesTheTagsAsTheyWere() {
    KeptLibrary library;
    LibraryFixture w(threeRuns(library));
    w.showTab(3);
    choose(w, 0, "run_tags");
    auto* field = w.part<QLineEdit>("runs_field");
    QTest::keyClicks(field, QStringLiteral("x"));
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(!w.part<QWidget>("runs_notice")->isVisible());
    QVERIFY(w.kept().shelf().rows()[0].notes.tags.empty());
  }

  void aClickOnThePictureTicksAndSoDoesInsert() {
    KeptLibrary library;
    LibraryFixture w(threeRuns(library));
    w.showTab(3);
    auto* overlay = w.part<QPushButton>("runs_overlay");
    w.click(0, RunsModel::kPicture);
    QCOMPARE(w.panel()->model().ticked().size(), 1U);
    QVERIFY(!overlay->isEnabled());
    QTest::keyClick(w.table(), Qt::Key_Down);
    QTest::keyClick(w.table(), Qt::Key_Insert);
    QCOMPARE(w.panel()->model().ticked().size(), 2U);
    QVERIFY(overlay->isEnabled());
    w.click(0, RunsModel::kPicture);
    QCOMPARE(w.panel()->model().ticked().size(), 1U);
  }

  void theTickedRunsAreDrawnOverEachOther() {
    KeptLibrary library;
    LibraryFixture w(threeRuns(library));
    w.run(500);
    w.showTab(3);
    w.click(2, RunsModel::kPicture);
    w.click(0, RunsModel::kPicture);
    QTest::mouseClick(w.part<QPushButton>("runs_overlay"), Qt::LeftButton);
    QTRY_VERIFY(w.window.workspaces()->covering() != nullptr);
    auto* page = w.part<OverlayPage>("overlay_page");
    QVERIFY(page->isVisible());
    QCOMPARE(page->chart()->runs().size(), 2U);
    QCOMPARE(page->chart()->runs()[0].name, QStringLiteral("oldest"));
    QCOMPARE(page->chart()->runs()[1].name, QStringLiteral("newest"));
    // The chart of the live run, which is hidden, is left alone.
    const bool log = w.window.plot()->logY();
    QTest::keyClick(page->chart(), Qt::Key_L);
    QCOMPARE(w.window.plot()->logY(), log);
    QVERIFY(!w.action("export_picture")->isEnabled());
    QTest::keyClick(page->chart(), Qt::Key_Escape);
    QVERIFY(w.window.workspaces()->covering() == nullptr);
    QVERIFY(w.window.plot()->isVisible());
    QVERIFY(w.action("export_picture")->isEnabled());
  }

  void spaceStaysTheRuns() {
    KeptLibrary library;
    LibraryFixture w(threeRuns(library));
    w.run(500);
    w.showTab(3);
    w.click(0, RunsModel::kTitle);
    w.session.posted.clear();
    QTest::keyClick(w.table(), Qt::Key_Space);
    QCOMPARE(w.session.all<command::Pause>().size(), 1U);
    QVERIFY(w.panel()->model().ticked().empty());
  }

  void whatIsRefusedIsSaidAboveTheTable() {
    KeptLibrary library;
    const auto goes_on = library.begin({});
    LibraryFixture w(library);
    w.showTab(1);
    w.click(0, RunsModel::kTitle);
    QTest::keyClick(w.table(), Qt::Key_Delete);
    QTRY_VERIFY(w.part<QLabel>("runs_notice_text")->text().startsWith(QStringLiteral("Refused: ")));
    QCOMPARE(w.table()->model()->rowCount(), 1);
  }

  void aRefusalGoesWithWhatItWasAbout() {
    KeptLibrary library;
    library.keep({.begun = 1'000'000, .title = "old"});
    const auto goes_on = library.begin({.begun = 2'000'000});
    LibraryFixture w(library);
    w.showTab(2);
    const auto refuse = [&w] {
      w.click(0, RunsModel::kTitle);
      QTest::keyClick(w.table(), Qt::Key_Delete);
      QTRY_VERIFY(w.part<QWidget>("runs_notice")->isVisible());
      QVERIFY(w.part<QLabel>("runs_notice_text")->text().startsWith(QStringLiteral("Refused: ")));
    };
    refuse();
    w.kept().shelf().setPinned(w.kept().shelf().rows()[1].id, true);
    QTRY_VERIFY(!w.part<QWidget>("runs_notice")->isVisible());
    refuse();
    goes_on->finish();
    w.kept().shelf().refresh();
    QTRY_VERIFY(!w.part<QWidget>("runs_notice")->isVisible());
    QCOMPARE(w.window.focusWidget(), w.table());
  }

  void anEmptyTickBoxIsSeenInTheDark() {
    KeptLibrary library;
    LibraryFixture w(threeRuns(library));
    w.action("theme_dark")->trigger();
    w.showTab(3);
    const QRect cell = w.table()->visualRect(w.table()->model()->index(0, RunsModel::kPicture));
    const QImage box =
        w.table()->viewport()->grab(QRect(cell.topLeft(), QSize(24, cell.height()))).toImage();
    const QColor wanted = theme().secondary;
    int border = 0;
    for (int y = 0; y < box.height(); ++y) {
      for (int x = 0; x < box.width(); ++x) {
        const QColor at = box.pixelColor(x, y);
        const int away = std::abs(at.red() - wanted.red()) + std::abs(at.green() - wanted.green()) +
                         std::abs(at.blue() - wanted.blue());
        border += away < 30 ? 1 : 0;
      }
    }
    QVERIFY2(border > 12, qPrintable(QString::number(border)));
  }

  void theRowOfThePresentRunFollowsIt() {
    KeptLibrary library;
    const auto goes_on = library.begin({.steps = 50});  // what the engine has kept so far
    LibraryFixture w(library);
    w.run(500);
    w.window.tellOfLibrary(QStringLiteral("the run is kept in ") +
                           QString::fromStdString(goes_on->folder()));
    w.showTab(1);
    QTRY_COMPARE(w.text(0, RunsModel::kSteps), grouped(500));
    QCOMPARE(w.text(0, RunsModel::kState), QStringLiteral("running"));
    w.session.arrive(event::Progress{2022, 10.0, 200, 0.74, 0.02, 0.24});
    w.deliver();
    w.kept().shelf().refresh();
    QTRY_COMPARE(w.text(0, RunsModel::kSteps), grouped(2022));
    w.state(RunState::kFailed, "the disk is full of holes");
    QTRY_COMPARE(w.text(0, RunsModel::kState), QStringLiteral("failed"));
  }

  void onlyPicturesThatAreSeenAreMade() {
    KeptLibrary library;
    for (int i = 0; i < 20; ++i) library.keep({.steps = 100, .begun = 1'000'000 - i});
    LibraryFixture w(library);
    w.showTab(20);
    const RunsModel& model = w.panel()->model();
    const auto there = [&](int row) {
      return QFile::exists(w.kept().shelf().pathOf(model.run(row)) +
                           QStringLiteral("/thumbnail.png"));
    };
    QTRY_VERIFY(there(0));
    QVERIFY(!there(19));
    w.table()->scrollToBottom();
    QTRY_VERIFY(there(19));
  }

  void screenReadersKnowTheTable() {
    KeptLibrary library;
    LibraryFixture w(threeRuns(library));
    w.showTab(3);
    QAccessibleInterface* table = QAccessible::queryAccessibleInterface(w.table());
    QCOMPARE(table->text(QAccessible::Name), QStringLiteral("Runs"));
    QVERIFY(!table->text(QAccessible::Description).isEmpty());
    const QModelIndex tick = w.table()->model()->index(0, RunsModel::kPicture);
    QCOMPARE(tick.data(Qt::AccessibleTextRole).toString(), QStringLiteral("not checked"));
  }
};

EMASCOPE_UI_TEST(RunsTabTest);

}  // namespace emascope::ui

#include "runs_tab_test.moc"
