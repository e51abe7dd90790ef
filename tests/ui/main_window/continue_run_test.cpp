// SPDX-License-Identifier: GPL-3.0-or-later
//
// Checkpoints that are chosen, typed or dropped as files or folders: a run goes on from them.
#include "core/base/output_file.h"
#include "tests/ui/main_window/library_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/message_bar.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QInputDialog>
#include <QLineEdit>
#include <QMimeData>
#include <QPointer>
#include <QUrl>

namespace emascope::ui {

class ContinueRunTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void aFileIsContinuedFromTheMenu() {
    WindowFixture w;
    w.run();
    w.action("continue_run")->trigger();
    auto* dialog = w.window.findChild<QFileDialog*>();
    QVERIFY(dialog);
    QCOMPARE(dialog->windowTitle(), QStringLiteral("Continue a run"));
    QVERIFY(dialog->isVisible());
    QVERIFY(!dialog->isModal());  // a run can be paused meanwhile
    Q_EMIT dialog->fileSelected(QStringLiteral("/runs/b/step-000000100.emascope"));
    const auto starts = w.session.all<command::Start>();
    QCOMPARE(starts.size(), std::size_t{1});
    QCOMPARE(starts[0].config.resume_from, std::string("/runs/b/step-000000100.emascope"));
    QCOMPARE(starts[0].config.preset, std::string());
    w.session.arrive(event::Rejected{starts[0].request, {"resume", "the header is damaged", ""}});
    w.deliver();
    QVERIFY(w.part<MessageBar>("message_bar")->details().contains(QStringLiteral("damaged")));
    QCOMPARE(w.controller.state(), RunState::kRunning);  // the present run goes on
  }

  void aRunFolderIsContinuedFromTheMenu() {
    KeptLibrary library;
    const QString folder = library.pathOf(library.keep());
    const QString checkpoints = folder + QStringLiteral("/checkpoints");
    QVERIFY(replaceFile((checkpoints + QStringLiteral("/step-000000500.emascope")).toStdString(),
                        "its content is not read here"));
    LibraryFixture w(library);
    w.run();
    w.action("continue_run")->trigger();
    const QPointer<QFileDialog> dialog = w.window.findChild<QFileDialog*>();
    QVERIFY(dialog);
    QCOMPARE(dialog->directory().absolutePath(), library.folder() + QStringLiteral("/runs"));
    auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    Q_EMIT dialog->currentChanged(folder);  // a click on it
    QCOMPARE(name->text(), folder);
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(!dialog || !dialog->isVisible());
    QTRY_COMPARE(w.session.all<command::Start>().size(), std::size_t{1});
    const RunConfig config = w.session.all<command::Start>().at(0).config;
    QCOMPARE(config.resume_from, checkpoints.toStdString());
    QCOMPARE(config.steps, std::int64_t{550});  // it has reached its last step, 500
  }

  void aPathOnTheEnginesMachineIsTyped() {
    WindowFixture w;
    w.window.setEngineCommand({QStringLiteral("ssh"), QStringLiteral("host")});
    w.run();
    w.action("continue_run")->trigger();
    auto* dialog = w.window.findChild<QInputDialog*>();
    QVERIFY(dialog != nullptr && dialog->isVisible());
    QVERIFY(!dialog->isModal());
    w.action("continue_run")->trigger();
    QCOMPARE(w.window.findChildren<QInputDialog*>().size(), qsizetype{1});
    auto* field = dialog->findChild<QLineEdit*>();
    QTest::keyClicks(field, QStringLiteral("/runs/b/checkpoints"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(w.session.all<command::Start>().at(0).config.resume_from,
             std::string("/runs/b/checkpoints"));
  }

  void aFolderWithoutCheckpointsIsEntered() {
    KeptLibrary library;
    const QString folder = library.pathOf(library.keep());
    LibraryFixture w(library);
    w.run();
    w.action("continue_run")->trigger();
    auto* dialog = w.window.findChild<QFileDialog*>();
    auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    name->setText(folder);
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(dialog->isVisible());
    QCOMPARE(dialog->directory().absolutePath(), folder);
    QVERIFY(w.session.all<command::Start>().empty());
  }

  void aFileThatIsDroppedIsContinued() {
    WindowFixture w;
    w.run();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/runs/b/step-000000100.emascope"))});
    QDragEnterEvent enter({200, 200}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&w.window, &enter);
    QDropEvent drop(QPointF(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&w.window, &drop);
    QCOMPARE(w.session.all<command::Start>().at(0).config.resume_from,
             std::string("/runs/b/step-000000100.emascope"));
  }
};

EMASCOPE_UI_TEST(ContinueRunTest);

}  // namespace emascope::ui

#include "continue_run_test.moc"
