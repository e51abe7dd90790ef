// SPDX-License-Identifier: GPL-3.0-or-later
//
// The row above the table of kept runs: neither an undo nor what is being typed gets lost when
// something else is said.
#include "tests/ui/main_window/library_fixture.h"
#include "tests/ui/support/test_program.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace emascope::ui {
namespace {

/// Opens the field for the note on a run and types.
QPlainTextEdit* typeNote(const LibraryFixture& w, const std::string& id, const char* typed) {
  Q_EMIT w.table()->noteWanted(id);
  auto* lines = w.part<QPlainTextEdit>("runs_lines");
  QTest::keyClicks(lines, QLatin1String(typed));
  return lines;
}

void trash(const LibraryFixture& w, int row) {
  w.click(row, RunsModel::kTitle);
  QTest::keyClick(w.table(), Qt::Key_Delete);
}

}  // namespace

class RunsNoticeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void aRefusalLeavesTheUndoOfTheOthers() {
    KeptLibrary library;
    library.keep({.begun = 1'000'000, .title = "old"});
    library.keep({.begun = 2'000'000, .title = "older"});
    const auto goes_on = library.begin({.begun = 3'000'000});
    LibraryFixture w(library);
    w.showTab(3);
    w.click(0, RunsModel::kTitle);
    QTest::mouseClick(w.table()->viewport(), Qt::LeftButton, Qt::ShiftModifier,
                      w.placeOf(2, RunsModel::kTitle));
    QTest::keyClick(w.table(), Qt::Key_Delete);
    QTRY_VERIFY2(w.notice().contains(QStringLiteral("Refused: ")), qPrintable(w.notice()));
    QVERIFY2(w.notice().startsWith(QStringLiteral("Moved to the trash: 2 runs · ")),
             qPrintable(w.notice()));
    QCOMPARE(w.table()->model()->rowCount(), 1);
    QTest::mouseClick(w.part<QPushButton>("runs_notice_button"), Qt::LeftButton);
    QTRY_COMPARE(w.table()->model()->rowCount(), 3);
    QVERIFY(w.notice().isEmpty());
  }

  void aNoteThatIsBeingTypedStays() {
    KeptLibrary library;
    const std::string old = library.keep({.begun = 1'000'000, .title = "old"});
    library.keep({.begun = 2'000'000, .title = "recent"});
    LibraryFixture w(library);
    w.showTab(2);
    QPlainTextEdit* lines = typeNote(w, old, "half a sen");
    trash(w, 0);
    QTRY_COMPARE(w.table()->model()->rowCount(), 1);
    QVERIFY(lines->isVisible());
    QTest::keyClicks(lines, QStringLiteral("tence"));
    QTest::keyClick(lines, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(w.text(0, RunsModel::kNote), QStringLiteral("half a sentence"));
    QCOMPARE(w.notice(), QStringLiteral("Moved to the trash: recent"));  // it has waited
    QTest::keyClick(w.table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(w.table()->model()->rowCount(), 2);
  }

  void undoInTheTableDoesNotSaveTheNote() {
    KeptLibrary library;
    const std::string old = library.keep({.begun = 1'000'000, .title = "old"});
    library.keep({.begun = 2'000'000, .title = "recent"});
    LibraryFixture w(library);
    w.showTab(2);
    QPlainTextEdit* lines = typeNote(w, old, "draft");
    trash(w, 0);
    QTRY_COMPARE(w.table()->model()->rowCount(), 1);
    QTest::keyClick(w.table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(w.table()->model()->rowCount(), 2);
    QVERIFY(lines->isVisible());
    QTest::keyClick(w.table(), Qt::Key_Z, Qt::ControlModifier);  // there is nothing to undo
    QVERIFY(lines->isVisible());
    QTest::keyClick(lines, Qt::Key_Escape);
    QVERIFY(w.notice().isEmpty());
    QVERIFY(library.row(old).notes.text.empty());
  }

  void anotherFieldAcceptsWhatWasTypedBefore() {
    KeptLibrary library;
    const std::string old = library.keep({.begun = 1'000'000, .title = "old"});
    const std::string recent = library.keep({.begun = 2'000'000, .title = "recent"});
    LibraryFixture w(library);
    w.showTab(2);
    QPlainTextEdit* lines = typeNote(w, recent, "one");
    Q_EMIT w.table()->noteWanted(recent);  // the same again
    QCOMPARE(lines->toPlainText(), QStringLiteral("one"));
    Q_EMIT w.table()->tagsWanted(old);
    QVERIFY(w.part<QLineEdit>("runs_field")->isVisible());
    QTRY_COMPARE(w.kept().shelf().row(recent)->notes.text, std::string("one"));
    QVERIFY(w.part<QLineEdit>("runs_field")->isVisible());
  }
};

EMASCOPE_UI_TEST(RunsNoticeTest);

}  // namespace emascope::ui

#include "runs_notice_test.moc"
