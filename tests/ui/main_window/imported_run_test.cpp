// SPDX-License-Identifier: GPL-3.0-or-later
//
// A log of another tool in the window, and what the engine exports of kept runs.
#include "core/library/library_news.h"
#include "tests/ui/main_window/library_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/fitting_label.h"
#include "ui/controls/message_bar.h"
#include "ui/open/dropped.h"
#include "ui/plot/loss_plot.h"

#include <QCoreApplication>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QTableWidget>

namespace emascope::ui {
namespace {

constexpr int kEnginePatience = 30000;  // ms

const QStringList kOwnEngine = {QStringLiteral(EMASCOPE_BIN_DIR "/emascope-engine"),
                                QStringLiteral("serve")};
const QString kPage = QStringLiteral("Page (*.html)");
const QString kBoard = QStringLiteral("Folder for TensorBoard (*)");

QByteArray contentsOf(const QString& path) {
  QFile file(path);
  return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

/// The folder "exp-7" with a log of Lightning.
QString logIn(const QTemporaryDir& dir) {
  const QString folder = dir.filePath(QStringLiteral("exp-7"));
  QFile table(folder + QStringLiteral("/metrics.csv"));
  const bool made = QDir().mkpath(folder) && table.open(QFile::WriteOnly);
  Q_ASSERT(made);
  table.write("step,val_loss,val_loss_ema\n");
  for (int step = 100; step <= 6000; step += 100) {
    const double loss = 1.0 + 100.0 / step;
    table.write(QStringLiteral("%1,%2,%3\n").arg(step).arg(loss + 0.5).arg(loss).toUtf8());
  }
  return folder;
}

void drop(QWidget& window, const QString& path) {
  QMimeData dragged;
  dragged.setUrls({QUrl::fromLocalFile(path)});
  QDragEnterEvent enter({200, 200}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(&window, &enter);
  QDropEvent event({200, 200}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
  QCoreApplication::sendEvent(&window, &event);
}

/// A live run, and the engine that was built.
void runWithEngine(LibraryFixture& w) {
  w.window.setEngineCommand(kOwnEngine);
  w.run(500);
}

/// The page of the log in `dir`, which is dropped on the window; null if it does not come.
StoredPage* openedLog(LibraryFixture& w, const QTemporaryDir& dir) {
  runWithEngine(w);
  drop(w.window, logIn(dir));
  (void)QTest::qWaitFor([&w] { return w.kept().shown() != nullptr; }, kEnginePatience);
  return w.kept().shown();
}

/// The dialog of "Export data…".
QFileDialog* exportDialog(LibraryFixture& w) {
  w.action("export_data")->trigger();
  auto* dialog = w.window.findChild<QFileDialog*>();
  Q_ASSERT(dialog);
  return dialog;
}

/// Writes the run that is shown to `path`, in the form of this filter, and waits.
void exportTo(LibraryFixture& w, const QString& filter, const QString& path) {
  auto* dialog = exportDialog(w);
  QVERIFY2(dialog->nameFilters().contains(filter), qPrintable(filter));
  dialog->selectNameFilter(filter);
  Q_EMIT dialog->fileSelected(path);
  delete dialog;
  QTRY_COMPARE_WITH_TIMEOUT(w.part<QLabel>("news")->toolTip(), QStringLiteral("Written: ") + path,
                            kEnginePatience);
}

}  // namespace

class ImportedRunTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void aDroppedLogIsARunThatIsOnlyRead() {
    const QTemporaryDir dir;
    KeptLibrary library;
    LibraryFixture w(library);
    StoredPage* page = openedLog(w, dir);
    QVERIFY(page != nullptr);
    const RunRecord& record = page->controller().record();
    QVERIFY(isImported(record));
    QCOMPARE(record.points.size(), std::size_t{60});
    QVERIFY(page->findChild<QWidget*>(QStringLiteral("stored_words"))
                ->toolTip()
                .startsWith(library.folder()));
    for (const char* name : {"stored_continue", "stored_show_pictures"}) {
      QVERIFY2(!page->findChild<QPushButton*>(QLatin1String(name))->isVisible(), name);
    }
    QVERIFY(!w.action("copy_command")->isEnabled());
    QCOMPARE(
        w.action("copy_command")->toolTip(),
        QStringLiteral("The log of another tool does not have the settings that repeat its run."));
    QTest::keyClick(page->plot(), Qt::Key_Escape);
    QVERIFY(w.action("copy_command")->isEnabled());
    w.showTab(1);
    QCOMPARE(w.text(0, RunsModel::kTitle), QStringLiteral("exp-7"));
    QVERIFY(library.open().list().value().front().notes.tags ==
            std::vector<std::string>{"imported"});
  }

  void nothingIsShownThatTheLogDoesNotSay() {
    const QTemporaryDir dir;
    KeptLibrary library;
    LibraryFixture w(library);
    const StoredPage* page = openedLog(w, dir);
    QVERIFY(page != nullptr);
    settle();
    const auto part = [page](const char* name) {
      return page->findChild<QWidget*>(QLatin1String(name));
    };
    QCOMPARE(part("plot_card")->findChild<FittingLabel*>(QStringLiteral("plot_subtitle"))->texts(),
             QStringList{QStringLiteral("exp-7")});
    QCOMPARE(qobject_cast<QTableWidget*>(part("events_table"))->item(0, 2)->text(),
             QStringLiteral("Log of another tool: exp-7"));
    QCOMPARE(qobject_cast<QLabel*>(part("half_life_in_force"))->text(),
             QStringLiteral("the decay is not in the log"));
    QVERIFY(part("pill_metric")->isHidden());
    const auto* rate = part("training_card")->findChild<QWidget*>(QStringLiteral("knob_lr"));
    QCOMPARE(rate->findChild<QLineEdit*>(QStringLiteral("field"))->text(), QStringLiteral("–"));
    QVERIFY(!part("copy_python")->isEnabled());
    QCOMPARE(part("copy_python")->toolTip(),
             QStringLiteral("The log of another tool does not say how the average was made."));
  }

  void theFileMenuOpensTheFolderOfALog() {
    const QTemporaryDir dir;
    KeptLibrary library;
    LibraryFixture w(library);
    runWithEngine(w);
    w.action("open_log")->trigger();
    auto* dialog = w.part<QFileDialog>("log_dialog");
    QVERIFY(!dialog->isModal());  // the run can be paused meanwhile
    auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    name->setText(logIn(dir));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(w.kept().shown() != nullptr, kEnginePatience);
    QVERIFY(isImported(w.kept().shown()->controller().record()));
  }

  void ofADatabaseWithSeveralRunsOneIsChosen() {
    KeptLibrary library;
    LibraryFixture w(library);
    w.window.setEngineCommand(kOwnEngine);
    w.run(500);
    drop(w.window, QStringLiteral(EMASCOPE_SOURCE_DIR "/tests/golden/interchange/trackio.db"));
    QTRY_VERIFY_WITH_TIMEOUT(w.window.findChild<QListWidget*>(QStringLiteral("log_runs")),
                             kEnginePatience);
    auto* list = w.part<QListWidget>("log_runs");
    QVERIFY(!list->window()->isModal());  // the run can be paused meanwhile
    QCOMPARE(list->count(), 2);
    QTest::keyClick(list, Qt::Key_Down);
    QCOMPARE(list->currentItem()->text(), QStringLiteral("second"));
    QTest::keyClick(list, Qt::Key_Up);
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(w.kept().shown() != nullptr, kEnginePatience);
    QVERIFY(isImported(w.kept().shown()->controller().record()));
    QTRY_VERIFY(!w.window.findChild<QListWidget*>(QStringLiteral("log_runs")));
    w.showTab(1);
    QCOMPARE(w.text(0, RunsModel::kTitle), QStringLiteral("first"));
  }

  void whatIsNoLogIsRefusedWithTheReason() {
    const QTemporaryDir dir;
    KeptLibrary library;
    LibraryFixture w(library);
    runWithEngine(w);
    const QString path = dir.filePath(QStringLiteral("metrics.csv"));
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write("a,b\n1,2\n");
    file.close();
    drop(w.window, path);
    const auto* bar = w.part<MessageBar>("message_bar");
    QTRY_COMPARE_WITH_TIMEOUT(bar->text(), QStringLiteral("The log cannot be opened"),
                              kEnginePatience);
    QVERIFY2(bar->details().contains(QStringLiteral("has no column 'step'")),
             qPrintable(bar->details()));
    QVERIFY(w.kept().shown() == nullptr);
    drop(w.window, logIn(dir));
    QVERIFY(bar->text().isEmpty());  // that was another log
    QTRY_VERIFY_WITH_TIMEOUT(w.kept().shown() != nullptr, kEnginePatience);
  }

  void withoutALibraryALogIsNotOpened() {
    WindowFixture w;
    QVERIFY(!w.action("open_log")->isEnabled());
    QVERIFY(w.action("open_log")->toolTip().contains(QStringLiteral("no library")));
  }

  void logsAreKnownByTheirNames() {
    const QTemporaryDir dir;
    QVERIFY(isLog(logIn(dir)));
    QVERIFY(!isLog(dir.path()));
    QVERIFY(isLog(QStringLiteral("/runs/events.out.tfevents.1700000000.host.1.0")));
    QVERIFY(isLog(QStringLiteral("/trackio/project.db")));
    QVERIFY(isLog(QStringLiteral("/out/trainer_state.json")));
    QVERIFY(!isLog(QStringLiteral("/some/wine.csv")));
    const QString event = dir.filePath(QStringLiteral("board/run/events.out.tfevents.1"));
    QVERIFY(QDir(dir.path()).mkpath(QStringLiteral("board/run")));
    QVERIFY(QFile(event).open(QFile::WriteOnly));
    QVERIFY(isLog(dir.filePath(QStringLiteral("board"))));
  }

  void aKeptRunIsExportedAsAPageAndForTensorBoard() {
    const QTemporaryDir dir;
    KeptLibrary library;
    const std::string id = library.keep();
    LibraryFixture w(library);
    QVERIFY(w.openStored(id, kOwnEngine) != nullptr);
    exportTo(w, kPage, dir.filePath(QStringLiteral("run.html")));
    QVERIFY(contentsOf(dir.filePath(QStringLiteral("run.html"))).startsWith("<!DOCTYPE html>"));
    exportTo(w, kBoard, dir.filePath(QStringLiteral("board")));
    QVERIFY(QFile::exists(dir.filePath(QStringLiteral("board/events.out.tfevents.0.emascope"))));
  }

  void aDialogIsAboutTheRunThatIsShown() {
    const QTemporaryDir dir;
    KeptLibrary library;
    const std::string id = library.keep({.title = "stored"});
    LibraryFixture w(library);
    w.run(400);
    w.showTab(1);
    const auto shown_dialogs = [&w] {
      QList<QFileDialog*> shown;
      for (auto* dialog : w.window.findChildren<QFileDialog*>()) {
        if (dialog->isVisible()) shown << dialog;
      }
      return shown;
    };
    w.action("export_data")->trigger();
    QCOMPARE(shown_dialogs().size(), qsizetype{1});
    w.kept().open(id);
    StoredPage* page = w.stored();
    QVERIFY(page != nullptr);
    w.action("export_data")->trigger();
    QCOMPARE(shown_dialogs().size(), qsizetype{1});
    const QString path = dir.filePath(QStringLiteral("run.csv"));
    Q_EMIT shown_dialogs().front()->fileSelected(path);
    QVERIFY(contentsOf(path).contains("\n500,"));  // the live run has 400 steps
    QTest::mouseClick(page->findChild<QPushButton*>(QStringLiteral("stored_back")), Qt::LeftButton);
    QTRY_VERIFY(shown_dialogs().isEmpty());  // it closes with the run
  }

  void theLiveRunIsExportedFromItsFolder() {
    const QTemporaryDir dir;
    KeptLibrary library;
    const std::string id = library.keep();
    LibraryFixture w(library);
    runWithEngine(w);
    w.window.tellOfLibrary(QString::fromStdString(std::string(kKeptIn)) + library.pathOf(id));
    exportTo(w, kPage, dir.filePath(QStringLiteral("run.html")));
    QVERIFY(contentsOf(dir.filePath(QStringLiteral("run.html"))).startsWith("<!DOCTYPE html>"));
  }

  void anOpenDialogExportsTheRunThatGoesOnByThen() {
    const QTemporaryDir dir;
    KeptLibrary library;
    const std::string first = library.keep({.title = "the first run"});
    const std::string second = library.keep({.title = "the second run"});
    LibraryFixture w(library);
    w.window.setEngineCommand(kOwnEngine);
    const auto begin = [&](const std::string& id) {
      w.window.tellOfLibrary(QString::fromStdString(std::string(kKeptIn)) + library.pathOf(id));
      w.run(500);
    };
    begin(first);
    QFileDialog* dialog = exportDialog(w);
    dialog->selectNameFilter(kPage);
    const auto exportsSecond = [&](const char* name) {
      const QString path = dir.filePath(QLatin1String(name));
      Q_EMIT dialog->fileSelected(path);
      QTRY_COMPARE_WITH_TIMEOUT(w.part<QLabel>("news")->toolTip(),
                                QStringLiteral("Written: ") + path, kEnginePatience);
      QVERIFY(contentsOf(path).contains("the second run"));
    };
    begin(second);
    exportsSecond("replaced.html");
    w.showTab(2);
    w.kept().open(first);  // in front of the run that goes on
    QVERIFY(w.stored() != nullptr);
    exportsSecond("covered.html");
  }

  void aRunThatIsNotKeptHereHasNeither() {
    const QTemporaryDir dir;
    KeptLibrary library;
    LibraryFixture w(library);
    w.run(500);
    auto* dialog = exportDialog(w);
    QVERIFY(!dialog->nameFilters().contains(kPage));
    QVERIFY(!dialog->nameFilters().contains(kBoard));
    Q_EMIT dialog->fileSelected(dir.filePath(QStringLiteral("run.html")));
    const auto* bar = w.part<MessageBar>("message_bar");
    QCOMPARE(bar->text(), QStringLiteral("Export failed"));
    QVERIFY(bar->details().contains(QStringLiteral("kept on this machine")));
  }

  void anImportedRunIsExportedWithoutSettings() {
    const QTemporaryDir dir;
    KeptLibrary library;
    LibraryFixture w(library);
    QVERIFY(openedLog(w, dir) != nullptr);
    auto* dialog = exportDialog(w);
    QVERIFY(!dialog->nameFilters().contains(QStringLiteral("Complete run (*.json)")));
    delete dialog;
    exportTo(w, QStringLiteral("Evaluations (*.csv)"), dir.filePath(QStringLiteral("run.csv")));
    QVERIFY(contentsOf(dir.filePath(QStringLiteral("run.csv")))
                .startsWith("step,raw.val_loss,ema.val_loss\n100,2.5,2\n"));
  }
};

EMASCOPE_UI_TEST(ImportedRunTest);

}  // namespace emascope::ui

#include "imported_run_test.moc"
