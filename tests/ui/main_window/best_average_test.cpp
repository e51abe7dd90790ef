// SPDX-License-Identifier: GPL-3.0-or-later
//
// The weights of the best average are saved at once: of the live run by the engine, of a stored one
// by a program of the engine, from its checkpoints.
#include "tests/ui/main_window/library_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/message_bar.h"

#include <string>

#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QPushButton>

namespace emascope::ui {
namespace {

/// Prints the words that it is called with, and ends with this code.
QStringList sayer(int code) {
  return {QStringLiteral("/bin/sh"), QStringLiteral("-c"),
          QStringLiteral("echo \"$0 $*\"; echo \"emascope-engine: the disk is full\" >&2; exit %1")
              .arg(code),
          QStringLiteral("serve")};
}

/// A stored run with a checkpoint beside a live run. Its engine ends with this code.
struct StoredBest {
  explicit StoredBest(int code = 0) : page(w.openStored(id, sayer(code))) {}
  [[nodiscard]] QPushButton* button(const char* name) const {
    return page->findChild<QPushButton*>(QLatin1String(name));
  }
  KeptLibrary library;
  std::string id = library.keepWithCheckpoints({500});
  LibraryFixture w{library};
  StoredPage* page;  ///< null if it does not come
};

/// Presses the entry in the menu File.
void choose(const WindowFixture& w, const char* name) {
  QMenu* file = w.window.menuBar()->actions().front()->menu();
  file->popup(w.window.mapToGlobal(QPoint(10, 10)));
  QTest::mouseClick(file, Qt::LeftButton, {}, file->actionGeometry(w.action(name)).center());
}

}  // namespace

class BestAverageTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void ofTheLiveRunIsTheOneWithTheLowestLoss() {
    WindowFixture w;
    w.run(500);
    event::Evaluated evaluated;
    for (std::int64_t at = 525; at <= 700; at += 25) {
      evaluated.points.push_back(fakePoint(at, 3));
      evaluated.points.back().tracks[2].val.loss = 0.01;
    }
    w.session.arrive(evaluated);
    w.deliver();
    const std::string best = w.controller.record().tracks[2].label;
    choose(w, "save_best_average");
    QVERIFY2(w.action("save_best_average")->text().contains(QString::fromStdString(best)),
             qPrintable(w.action("save_best_average")->text()));
    auto* dialog = w.part<QFileDialog>("save_weights");
    QVERIFY(dialog->isVisible());
    QVERIFY(!dialog->isModal());
    Q_EMIT dialog->fileSelected(QStringLiteral("/tmp/best.safetensors"));
    const auto saves = w.session.all<command::Save>();
    QCOMPARE(saves.size(), std::size_t{1});
    QCOMPARE(saves[0].spec.of, best);
  }

  void theOneThatTheMenuNamesIsSaved() {
    WindowFixture w;
    w.run(500);
    QMenu* file = w.window.menuBar()->actions().front()->menu();
    file->popup(w.window.mapToGlobal(QPoint(10, 10)));
    const QString named = w.action("save_best_average")->text();
    event::Evaluated evaluated;  // another one becomes the best while the menu is open
    for (std::int64_t at = 525; at <= 700; at += 25) {
      evaluated.points.push_back(fakePoint(at, 3));
      evaluated.points.back().tracks[2].val.loss = 0.01;
    }
    w.session.arrive(evaluated);
    w.deliver();
    const QString other = QString::fromStdString(w.controller.record().tracks[2].label);
    QVERIFY2(!named.contains(other), qPrintable(named));
    QCOMPARE(w.action("save_best_average")->text(), named);
    QTest::mouseClick(file, Qt::LeftButton, {},
                      file->actionGeometry(w.action("save_best_average")).center());
    QVERIFY(!w.part<QFileDialog>("save_weights")->windowTitle().contains(other));
  }

  void beforeFiveEvaluationsThereIsNone() {
    WindowFixture w;
    w.run(100);
    choose(w, "save_best_average");
    QVERIFY(!w.action("save_best_average")->isEnabled());
    QVERIFY(w.window.findChild<QFileDialog*>(QStringLiteral("save_weights")) == nullptr);
  }

  void ofAStoredRunComesFromItsCheckpoints() {
    const StoredBest stored;
    QVERIFY(stored.page != nullptr);
    QVERIFY(!stored.w.action("save_best_average")->isEnabled());  // that is the live run's
    auto* save = stored.button("stored_save_best");
    QVERIFY(save->isVisible());
    QTest::mouseClick(save, Qt::LeftButton);
    auto* dialog = stored.w.part<QFileDialog>("save_weights");
    QVERIFY(!dialog->isModal());
    const QString file = stored.library.folder() + QStringLiteral("/best.safetensors");
    Q_EMIT dialog->fileSelected(file);
    QVERIFY(!save->isEnabled());
    QTRY_VERIFY(save->isEnabled());
    const auto* news = stored.w.part<QLabel>("news");
    const QString said = news->toolTip().isEmpty() ? news->text() : news->toolTip();
    QCOMPARE(said, QStringLiteral("Saved: export %1 --format weights --output %2")
                       .arg(stored.library.pathOf(stored.id), file));
  }

  void itsDialogClosesWithTheRun() {
    const StoredBest stored;
    QVERIFY(stored.page != nullptr);
    QTest::mouseClick(stored.button("stored_save_best"), Qt::LeftButton);
    const QPointer<QFileDialog> dialog = stored.w.part<QFileDialog>("save_weights");
    QVERIFY(dialog->isVisible());
    QTest::mouseClick(stored.button("stored_back"), Qt::LeftButton);
    QTRY_VERIFY(dialog.isNull());
  }

  void tabFollowsTheButtonsOfTheBanner() {
    const StoredBest stored;
    QVERIFY(stored.page != nullptr);
    QWidget* at = stored.button("stored_show_pictures");
    for (const char* name :
         {"stored_save_best", "stored_continue", "stored_continue_more", "stored_back"}) {
      at = at->nextInFocusChain();
      QCOMPARE(at->objectName(), QLatin1String(name));
    }
  }

  void aFailureIsSaid() {
    const StoredBest stored(1);
    QVERIFY(stored.page != nullptr);
    auto* save = stored.button("stored_save_best");
    QTest::mouseClick(save, Qt::LeftButton);
    Q_EMIT stored.w.part<QFileDialog>("save_weights")
        ->fileSelected(stored.library.folder() + QStringLiteral("/best.safetensors"));
    const auto* bar = stored.w.part<MessageBar>("message_bar");
    QTRY_COMPARE(bar->details(), QStringLiteral("the disk is full"));
    QCOMPARE(bar->text(), QStringLiteral("Nothing was saved"));
    QVERIFY(save->isEnabled());
  }

  void withoutCheckpointsThereIsNoButton() {
    KeptLibrary library;
    const std::string id = library.keep();
    LibraryFixture w(library);
    StoredPage* page = w.openStored(id, sayer(0));
    QVERIFY(page != nullptr);
    QVERIFY(!page->findChild<QPushButton*>(QStringLiteral("stored_save_best"))->isVisible());
  }
};

EMASCOPE_UI_TEST(BestAverageTest);

}  // namespace emascope::ui

#include "best_average_test.moc"
