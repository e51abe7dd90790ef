// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far a run goes on: from the end of a kept run by further steps, from within it as planned,
// and after the death of its engine without a checkpoint not at all, which is said.
#include "core/base/output_file.h"
#include "tests/ui/main_window/library_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/message_bar.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QInputDialog>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>

namespace emascope::ui {

class FurtherStepsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void aFinishedRunGoesOnByFurtherSteps() {
    KeptLibrary library;
    const std::string id = library.keep();  // 500 steps
    const std::string checkpoints = library.pathOf(id).toStdString() + "/checkpoints";
    QVERIFY(replaceFile(checkpoints + "/step-000000500.emascope", "its content is not read here"));
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    w.kept().open(id);
    QVERIFY(w.stored() != nullptr);
    auto* go_on = w.stored()->findChild<QPushButton*>(QStringLiteral("stored_continue"));
    QCOMPARE(go_on->text(), QStringLiteral("Go on from step 500, 50 more steps"));
    QVERIFY2(go_on->toolTip().startsWith(QStringLiteral("The stored run has reached its last")),
             qPrintable(go_on->toolTip()));
    QTest::mouseClick(go_on, Qt::LeftButton);
    const auto starts = w.session.all<command::Start>();
    QCOMPARE(starts.size(), std::size_t{1});
    QCOMPARE(starts[0].config.resume_from, checkpoints);
    QCOMPARE(starts[0].config.preset, std::string());
    QCOMPARE(starts[0].config.steps, std::int64_t{550});
  }

  void itGoesOnInOtherWays() {
    KeptLibrary library;
    const std::string id = library.keep({.end = event::StateChanged{RunState::kFailed, 500, ""}});
    const std::string checkpoints = library.pathOf(id).toStdString() + "/checkpoints";
    QVERIFY(replaceFile(checkpoints + "/step-000000250.emascope", "its content is not read here"));
    LibraryFixture w(library);
    w.run(500);
    w.showTab(1);
    w.kept().open(id);
    StoredPage* page = w.stored();
    QVERIFY(page != nullptr);
    auto* more = page->findChild<QPushButton*>(QStringLiteral("stored_continue_more"));
    QVERIFY(more->isVisible());
    const auto choose = [&](const char* name) {
      QTest::mouseClick(more, Qt::LeftButton);
      QMenu* menu = nullptr;
      for (auto* each : more->findChildren<QMenu*>(QStringLiteral("stored_ways"))) {
        if (each->isVisible()) menu = each;
      }
      auto* action = menu->findChild<QAction*>(QLatin1String(name));
      QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
    };
    choose("stored_on_cpu");
    choose("stored_live_tracks");
    choose("stored_on_cuda");  // it cannot be used
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
    choose("stored_to_step");
    choose("stored_to_step");  // raises the same dialog
    QCOMPARE(page->findChildren<QInputDialog*>().size(), qsizetype{1});
    auto* dialog = page->findChild<QInputDialog*>();
    QVERIFY(dialog != nullptr && dialog->isVisible());
    QVERIFY(!dialog->isModal());
    QCOMPARE(dialog->intValue(), 500);
    auto* field = dialog->findChild<QSpinBox*>();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("800"));
    QTest::mouseClick(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok),
                      Qt::LeftButton);
    const auto starts = w.session.all<command::Start>();
    QCOMPARE(starts.size(), std::size_t{3});
    for (const command::Start& start : starts) {
      QCOMPARE(start.config.resume_from, checkpoints);
      QCOMPARE(start.config.preset, std::string());
    }
    QCOMPARE(starts[0].config.device, std::string("cpu"));
    QVERIFY(starts[0].config.tracks.empty());
    QCOMPARE(starts[1].config.device, std::string());
    QCOMPARE(starts[1].config.tracks.size(), std::size_t{3});
    QCOMPARE(starts[2].config.steps, std::int64_t{800});
  }

  void aCheckpointWithinAKeptRunGoesOnAsPlanned() {
    KeptLibrary library;
    const QString file =
        library.pathOf(library.keep()) + QStringLiteral("/checkpoints/step-000000250.emascope");
    QVERIFY(replaceFile(file.toStdString(), "its content is not read here"));
    LibraryFixture w(library);
    w.run();
    w.window.continueRun(file);
    QTRY_COMPARE(w.session.all<command::Start>().size(), std::size_t{1});
    const RunConfig config = w.session.all<command::Start>().at(0).config;
    QCOMPARE(config.resume_from, file.toStdString());
    QCOMPARE(config.steps, std::int64_t{0});
  }

  void aDeathBeforeTheFirstCheckpointSaysThatTheRunStartsAgain() {
    WindowFixture w;
    w.run();
    const auto* bar = w.part<MessageBar>("message_bar");
    w.window.showEngineDied(QStringLiteral("The engine was killed by signal 9"), [] {});
    QVERIFY2(bar->text().contains(QStringLiteral("no checkpoint")), qPrintable(bar->text()));
    QVERIFY2(bar->text().contains(QStringLiteral("step 0")), qPrintable(bar->text()));
    QCOMPARE(w.part<QPushButton>("message_action")->text(), QStringLiteral("Restart engine"));
  }

  void aDeathAfterTheEndOfARunSaysNothingOfCheckpoints() {
    WindowFixture w;
    w.run();
    w.state(RunState::kFinished);
    const auto* bar = w.part<MessageBar>("message_bar");
    w.window.showEngineDied(QStringLiteral("The engine was killed by signal 9"), [] {});
    QVERIFY2(!bar->text().contains(QStringLiteral("checkpoint")), qPrintable(bar->text()));
  }
};

EMASCOPE_UI_TEST(FurtherStepsTest);

}  // namespace emascope::ui

#include "further_steps_test.moc"
