// SPDX-License-Identifier: GPL-3.0-or-later
//
// The trash is emptied from the tab "Runs", after one confirmation that says what is deleted.
#include "tests/ui/main_window/library_fixture.h"
#include "tests/ui/support/test_program.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

namespace emascope::ui {
namespace {

/// Chooses this entry of the menu at this place of the table.
void choose(const LibraryFixture& w, const QPoint& at, const char* name) {
  QContextMenuEvent wanted(QContextMenuEvent::Mouse, at, w.table()->viewport()->mapToGlobal(at));
  QApplication::sendEvent(w.table()->viewport(), &wanted);
  QMenu* menu = nullptr;
  for (auto* each : w.table()->findChildren<QMenu*>(QStringLiteral("run_menu"))) {
    if (each->isVisible()) menu = each;
  }
  QVERIFY(menu != nullptr);
  auto* action = menu->findChild<QAction*>(QLatin1String(name));
  QVERIFY(action != nullptr);
  QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
}

void wantEmpty(const LibraryFixture& w, const QPoint& at) { choose(w, at, "runs_empty_trash"); }

QPushButton* button(const LibraryFixture& w) { return w.part<QPushButton>("runs_notice_button"); }

std::size_t inTrash(const KeptLibrary& library) { return library.open().list(true)->size(); }

/// Two runs, of which two more were moved to the trash.
void fill(KeptLibrary& library) {
  for (int i = 0; i < 4; ++i) {
    const std::string id = library.keep({.begun = 1'000'000 + i});
    if (i >= 2) continue;
    if (const Status moved = library.open().trash(id); !moved)
      qFatal("the run is not in the trash");
  }
}

}  // namespace

class TrashTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void oneClickMoreDeletesThem() {
    KeptLibrary library;
    fill(library);
    LibraryFixture w(library);
    w.showTab(2);
    wantEmpty(w, w.placeOf(0, RunsModel::kTitle));
    QTRY_VERIFY2(w.notice().startsWith(
                     QStringLiteral("Delete the 2 runs in the trash for good? They take ")),
                 qPrintable(w.notice()));
    QVERIFY2(w.notice().contains(QStringLiteral("B. This cannot be undone.")),
             qPrintable(w.notice()));
    QCOMPARE(inTrash(library), 2U);
    QTest::mouseClick(button(w), Qt::LeftButton);
    QTRY_VERIFY2(w.notice().startsWith(QStringLiteral("The trash is empty: 2 runs were deleted, ")),
                 qPrintable(w.notice()));
    QCOMPARE(inTrash(library), 0U);
    QVERIFY(QDir(library.folder() + QStringLiteral("/trash")).isEmpty());
    QCOMPARE(w.table()->model()->rowCount(), 2);
    QVERIFY(!button(w)->isVisible());  // there is no undo
  }

  void neitherUndoNorEscDeletesThem() {
    KeptLibrary library;
    fill(library);
    LibraryFixture w(library);
    w.showTab(2);
    w.click(0, RunsModel::kTitle);
    wantEmpty(w, w.placeOf(0, RunsModel::kTitle));
    QTRY_VERIFY(!w.notice().isEmpty());
    QTest::keyClick(w.table(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!w.notice().isEmpty());
    QTest::keyClick(w.table(), Qt::Key_Escape);
    QVERIFY(w.notice().isEmpty());
    w.kept().shelf().refresh();
    settle();
    QCOMPARE(inTrash(library), 2U);
  }

  void thatItIsEmptyIsSaidUntilSomethingElseIsDone() {
    KeptLibrary library;
    fill(library);
    LibraryFixture w(library);
    w.showTab(2);
    wantEmpty(w, w.placeOf(0, RunsModel::kTitle));
    QTRY_VERIFY(w.notice().startsWith(QStringLiteral("Delete the 2 runs")));
    QTest::mouseClick(button(w), Qt::LeftButton);
    QTRY_VERIFY(w.notice().startsWith(QStringLiteral("The trash is empty")));
    auto* tables = w.part<QTabWidget>("tables");
    tables->setCurrentIndex(0);
    tables->setCurrentWidget(w.panel());
    QVERIFY(w.panel()->isVisible());
    QCOMPARE(w.notice(), QString());
    wantEmpty(w, w.placeOf(0, RunsModel::kTitle));
    QTRY_COMPARE(w.notice(), QStringLiteral("There is no run in the trash."));
    w.click(0, RunsModel::kPicture);  // checked for the overlay
    QCOMPARE(w.notice(), QString());
  }

  void aRunInTheTrashIsShownAndRestored() {
    KeptLibrary library;
    fill(library);
    LibraryFixture w(library);
    w.showTab(2);
    w.click(0, RunsModel::kPicture);
    choose(w, w.placeOf(0, RunsModel::kTitle), "runs_show_trash");
    QTRY_COMPARE(w.table()->model()->rowCount(), 2);
    QTRY_VERIFY(w.kept().shelf().trashRows().size() == 2);
    QCOMPARE(w.table()->accessibleName(), QStringLiteral("Runs in the trash"));
    QCOMPARE(w.panel()->windowTitle(), QStringLiteral("Trash 2"));
    QVERIFY(w.part<QLabel>("runs_nothing")->text().contains(QStringLiteral("restores it")));
    settle();
    const std::size_t posted = w.session.posted.size();
    w.clickTwice(0, RunsModel::kTitle);  // neither opened nor changed
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Delete, Qt::Key_F2, Qt::Key_Insert}) {
      QTest::keyClick(w.table(), key);
    }
    QVERIFY(w.kept().shown() == nullptr);
    QCOMPARE(w.session.posted.size(), posted);
    QCOMPARE(w.panel()->model().ticked().size(), std::size_t{1});
    choose(w, w.placeOf(0, RunsModel::kTitle), "run_restore");
    QTRY_COMPARE(w.table()->model()->rowCount(), 1);
    QCOMPARE(inTrash(library), 1U);
    QTest::keyClick(w.table(), Qt::Key_Escape);
    QTRY_COMPARE(w.table()->model()->rowCount(), 3);
    QCOMPARE(w.table()->accessibleName(), QStringLiteral("Runs"));
    QCOMPARE(w.panel()->windowTitle(), QStringLiteral("Runs 3"));
  }

  void theMenuKeyRestoresARun() {
    KeptLibrary library;
    fill(library);
    LibraryFixture w(library);
    w.showTab(2);
    choose(w, w.placeOf(0, RunsModel::kTitle), "runs_show_trash");
    QTRY_COMPARE(w.kept().shelf().trashRows().size(), std::size_t{2});
    settle();
    w.table()->selectRow(1);
    QContextMenuEvent wanted(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(w.table()->viewport(), &wanted);
    QMenu* menu = nullptr;
    for (auto* each : w.table()->findChildren<QMenu*>(QStringLiteral("run_menu"))) {
      if (each->isVisible()) menu = each;
    }
    QVERIFY(menu != nullptr);
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_COMPARE(inTrash(library), 1U);
  }

  void anEmptyTrashIsSaidAlsoWithoutRuns() {
    KeptLibrary library;
    LibraryFixture w(library);
    w.showTab(0);
    wantEmpty(w, w.table()->viewport()->rect().center());
    QTRY_COMPARE(w.notice(), QStringLiteral("There is no run in the trash."));
    QVERIFY(!button(w)->isVisible());
  }
};

EMASCOPE_UI_TEST(TrashTest);

}  // namespace emascope::ui

#include "trash_test.moc"
