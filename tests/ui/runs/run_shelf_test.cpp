// SPDX-License-Identifier: GPL-3.0-or-later
//
// The library as the window has it: read and changed on threads of its own, whatever the disk has.
#include "ui/runs/run_shelf.h"

#include "tests/ui/runs/kept_library.h"
#include "tests/ui/support/test_program.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>

namespace emascope::ui {
namespace {

bool readList(RunShelf& shelf) {
  shelf.refresh();
  return QTest::qWaitFor([&] { return shelf.isRead(); }, 20000);
}

}  // namespace

class RunShelfTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void listsTheLatestFirst() {
    KeptLibrary library;
    const std::string old = library.keep({.begun = 1'600'000'000'000});
    const std::string recent = library.keep({.begun = 1'700'000'000'000});
    RunShelf shelf(library.folder());
    QVERIFY(shelf.rows().empty());
    QVERIFY(readList(shelf));
    QCOMPARE(shelf.rows().size(), 2U);
    QCOMPARE(shelf.rows()[0].id, recent);
    QCOMPARE(shelf.rows()[1].id, old);
    QVERIFY(QDir(shelf.pathOf(shelf.rows()[0])).exists());
  }

  void aChangeIsInTheFolderAndInTheList() {
    KeptLibrary library;
    const std::string id = library.keep();
    RunShelf shelf(library.folder());
    QVERIFY(readList(shelf));
    shelf.rename(id, QStringLiteral("A title"));
    shelf.setTags(id, {QStringLiteral("fast"), QStringLiteral("paper")});
    shelf.setText(id, QStringLiteral("two\nlines"));
    shelf.setPinned(id, true);
    QTRY_VERIFY(shelf.row(id)->notes.pinned);
    const RunNotes notes = library.row(id).notes;
    QCOMPARE(notes, shelf.row(id)->notes);
    QCOMPARE(notes.title, std::string("A title"));
    QCOMPARE(notes.tags, (std::vector<std::string>{"fast", "paper"}));
    QCOMPARE(notes.text, std::string("two\nlines"));
  }

  void whatIsRefusedIsSaid() {
    KeptLibrary library;
    const std::string id = library.keep();
    RunShelf shelf(library.folder());
    QVERIFY(readList(shelf));
    QSignalSpy refused(&shelf, &RunShelf::refused);
    shelf.rename(id, QString(1000, QLatin1Char('x')));
    QTRY_COMPARE(refused.size(), 1);
    QVERIFY(library.row(id).notes.title.size() < 1000);
  }

  void trashTakesARunAwayAndRestoreBringsItBack() {
    KeptLibrary library;
    const std::string id = library.keep();
    RunShelf shelf(library.folder());
    QVERIFY(readList(shelf));
    QSignalSpy trashed(&shelf, &RunShelf::trashed);
    shelf.trash({id});
    QTRY_VERIFY(shelf.rows().empty());
    QCOMPARE(trashed.size(), 1);
    shelf.restore({id});
    QTRY_COMPARE(shelf.rows().size(), 1U);
  }

  void aRunThatIsBeingWrittenStays() {
    KeptLibrary library;
    const auto keeper = library.begin({});
    RunShelf shelf(library.folder());
    QVERIFY(readList(shelf));
    QCOMPARE(shelf.rows().size(), 1U);
    QCOMPARE(shelf.rows()[0].state, StoredState::kRunning);
    QSignalSpy refused(&shelf, &RunShelf::refused);
    shelf.trash({shelf.rows()[0].id});
    QTRY_COMPARE(refused.size(), 1);
    QCOMPARE(shelf.rows().size(), 1U);
  }

  void aDamagedIndexIsMadeAnewAndSaid() {
    KeptLibrary library;
    const std::string id = library.keep();
    QFile index(library.folder() + QStringLiteral("/library.sqlite"));
    QVERIFY(index.open(QIODevice::WriteOnly));
    index.write(QByteArray(9000, 'x'));
    index.close();
    RunShelf shelf(library.folder());
    QSignalSpy notices(&shelf, &RunShelf::notice);
    QVERIFY(readList(shelf));
    QTRY_COMPARE(shelf.rows().size(), 1U);
    QCOMPARE(shelf.rows()[0].id, id);
    QVERIFY(!notices.isEmpty());
    QVERIFY(!notices[0][1].toBool());  // nothing is wrong any more
  }

  void aLibraryThatCannotBeMadeIsSaidOnce() {
    QTemporaryDir dir;
    const QString path = dir.path() + QStringLiteral("/file");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    RunShelf shelf(path + QStringLiteral("/library"));
    QSignalSpy notices(&shelf, &RunShelf::notice);
    shelf.refresh();
    QTRY_COMPARE(notices.size(), 1);
    QVERIFY(notices[0][1].toBool());
    shelf.rename("0123456789abcdef", QStringLiteral("x"));  // reads the list again
    QSignalSpy refused(&shelf, &RunShelf::refused);
    QTRY_COMPARE(refused.size(), 1);
    QCOMPARE(notices.size(), 1);
  }

  void aRunWhoseFolderIsGoneIsAnError() {
    KeptLibrary library;
    const std::string id = library.keep();
    const QString path = library.pathOf(id);
    RunShelf shelf(library.folder());
    QVERIFY(readList(shelf));
    QVERIFY(QDir(path).removeRecursively());
    QString error;
    shelf.read(path, true, this, [&](const RunShelf::StoredRunOrError& run) {
      error = run ? QStringLiteral("read") : QString::fromStdString(run.error().message());
    });
    QTRY_VERIFY(!error.isEmpty());
    QVERIFY2(error.contains(path), qPrintable(error));
    shelf.refresh();
    QTRY_VERIFY(shelf.rows().empty());
  }

  void nobodyIsToldAfterTheReceiverHasGone() {
    KeptLibrary library;
    const QString path = library.pathOf(library.keep());
    RunShelf shelf(library.folder());
    auto receiver = std::make_unique<QObject>();
    bool told = false;
    bool second = false;
    shelf.read(path, false, receiver.get(), [&](const auto&) { told = true; });
    receiver.reset();
    shelf.read(path, false, this, [&](const auto&) { second = true; });
    QTRY_VERIFY(second);
    QVERIFY(!told);
  }
};

EMASCOPE_UI_TEST(RunShelfTest);

}  // namespace emascope::ui

#include "run_shelf_test.moc"
