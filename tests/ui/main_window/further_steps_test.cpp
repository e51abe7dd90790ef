// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far a run goes on: from the end of a kept run by further steps, from within it as planned,
// and after the death of its engine without a checkpoint not at all, which is said.
#include "core/base/output_file.h"
#include "tests/ui/main_window/library_fixture.h"
#include "ui/controls/message_bar.h"

#include <QPushButton>

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

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::FurtherStepsTest)
#include "further_steps_test.moc"
