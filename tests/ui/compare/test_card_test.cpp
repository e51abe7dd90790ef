// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card of the test samples: what it says before and after they are looked at, and what its
// buttons save.
#include "tests/ui/compare/compare_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <cmath>

#include <QApplication>
#include <QComboBox>
#include <QFileDialog>
#include <QPushButton>
#include <QTableWidget>

namespace emascope::ui {

class TestCardTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void testSamplesWaitForTheEnd() {
    CompareFixture f;
    f.run();
    const qint64 left = f.controller.record().config.steps - f.step;
    QCOMPARE(f.text("test_title"), QStringLiteral("On the test samples (%1)").arg(grouped(2000)));
    QCOMPARE(f.text("test_when"),
             QStringLiteral("evaluated once, at the end: %1 steps to go").arg(grouped(left)));
    f.session.arrive(event::Tested{{{"raw", 5000, {0.1401, 0.9675}},
                                    {"main", 5000, {0.0905, 0.9805}},
                                    {"best fast", 4975, {0.0902, 0.9805}}}});
    f.state(RunState::kFinished);
    const auto* table = f.part<QTableWidget>("test_table");
    QCOMPARE(table->rowCount(), 3);
    QCOMPARE(table->item(1, 0)->text(), QStringLiteral("EMA @ ") + grouped(5000));
    QCOMPARE(table->item(2, 0)->text(), QStringLiteral("best fast @ ") + grouped(4975));
    QCOMPARE(table->item(1, 2)->text(), QStringLiteral("98.05 %"));
  }

  void aRunWithoutTestSamplesSaysSoAtOnce() {
    CompareFixture f;
    f.run(RunState::kRunning, 1);
    QCOMPARE(f.text("test_title"), QStringLiteral("On the test samples"));
    QCOMPARE(f.text("test_when"), QStringLiteral("This run has no test samples."));
    f.state(RunState::kFinished);
    QCOMPARE(f.text("test_when"), QStringLiteral("This run has no test samples."));
  }

  void anEngineThatDoesNotSayWhetherThereAreTestSamples() {
    CompareFixture f;
    event::Started started = fakeStarted(f.controller.catalog());
    started.facts.model.test_samples.reset();
    f.step = started.config.steps - 1;
    f.session.arrive(started);
    f.session.arrive(event::StateChanged{RunState::kPaused, f.step, ""});
    f.deliver();
    QCOMPARE(f.text("test_title"), QStringLiteral("On the test samples"));
    QCOMPARE(f.text("test_when"),
             QStringLiteral("evaluated once, at the end, if the run has a test set: 1 step to go"));
    f.state(RunState::kFinished);
    QCOMPARE(f.text("test_when"), QStringLiteral("This run has no test samples."));
  }

  void testSamplesThatCouldNotBeLookedAt() {
    CompareFixture f;
    f.run();
    f.state(RunState::kFinished);
    QCOMPARE(f.text("test_when"), QStringLiteral("The test samples could not be evaluated."));
  }

  // 30 times a second, while steps are taken.
  void progressRenewsTheStepsLeftAndNothingElse() {
    CompareFixture f;
    f.run(RunState::kRunning);
    f.answer();
    const auto* table = f.part<QTableWidget>("test_table");
    const QTableWidgetItem* head = table->horizontalHeaderItem(0);
    const auto* when = f.part<QLabel>("test_when");
    const QString before = when->text();
    QVERIFY(QTest::qWaitFor(
        [&] {
          f.session.arrive(event::Progress{++f.step, 1.0, 200.0, 0.7, 0.1, 0.2});
          f.deliver();
          return when->text() != before;
        },
        20000));
    QCOMPARE(table->horizontalHeaderItem(0), head);
  }

  void theLastReportOfTheStepsLeftIsShown() {
    CompareFixture f;
    f.run(RunState::kRunning);
    f.answer();
    const std::int64_t steps = f.controller.record().config.steps;
    for (const std::int64_t left : {7, 2, 0}) {  // then the engine looks at the samples
      f.session.arrive(event::Progress{steps - left, 1.0, 200.0, 0.7, 0.1, 0.2});
      f.deliver();
    }
    QTRY_COMPARE(f.text("test_when"),
                 QStringLiteral("evaluated once, at the end: %1 steps to go").arg(grouped(0)));
  }

  void stepsThatAreAddedAreToGo() {
    CompareFixture f;
    f.run();
    f.session.arrive(event::Extended{1, f.step, 40'000});
    f.deliver();
    QCOMPARE(
        f.text("test_when"),
        QStringLiteral("evaluated once, at the end: %1 steps to go").arg(grouped(40'000 - f.step)));
  }

  void theButtonNamesTheAverageThatItSaves() {
    CompareFixture f;
    f.selection.setTrack(1);
    f.run();
    const auto* button = f.part<QPushButton>("save_average");
    QCOMPARE(button->text(), QStringLiteral("Save fast…"));
    QCOMPARE(button->toolTip(), QStringLiteral("Saves the weights of fast."));
    f.selection.setTrack(0);
    QCOMPARE(button->text(), QStringLiteral("Save EMA…"));
    f.click("save_average");
    const auto* dialog = f.window.findChild<QFileDialog*>(QStringLiteral("save_weights"));
    QVERIFY(dialog && dialog->windowTitle().contains(QStringLiteral("main")));
  }

  // Of a model that came as TorchScript alone.
  void aProgramIsSavedAsOne() {
    for (const bool script : {true, false}) {
      CompareFixture f;
      event::Started started = fakeStarted(f.controller.catalog());
      if (script) started.config.user_task = {{"model", "net.pt"}, {"trust", "1"}};
      f.session.arrive(started);
      f.session.arrive(event::StateChanged{RunState::kPaused, f.step, ""});
      f.deliver();
      f.click("save_raw");
      auto* dialog = f.window.findChild<QFileDialog*>(QStringLiteral("save_weights"));
      QVERIFY(dialog);
      QCOMPARE(dialog->nameFilters().size(), script ? 2 : 1);
      QCOMPARE(dialog->defaultSuffix(), QStringLiteral("safetensors"));
      if (!script) continue;
      auto* kinds = dialog->findChild<QComboBox*>(QStringLiteral("fileTypeCombo"));
      QVERIFY(kinds);
      kinds->setFocus();
      QTest::keyClick(kinds, Qt::Key_Down);
      QCOMPARE(dialog->defaultSuffix(), QStringLiteral("pt"));
      QVERIFY2(dialog->selectedFiles().value(0).endsWith(QStringLiteral("/raw-step-3400.pt")),
               qPrintable(dialog->selectedFiles().value(0)));
      QTest::keyClick(kinds, Qt::Key_Up);
      QVERIFY(
          dialog->selectedFiles().value(0).endsWith(QStringLiteral("raw-step-3400.safetensors")));
      QTest::keyClick(kinds, Qt::Key_Down);
      Q_EMIT dialog->fileSelected(QStringLiteral("/tmp/raw.pt"));
      QCOMPARE(f.asked<command::Save>().back().spec, (SaveSpec{"raw", "/tmp/raw.pt"}));
      dialog->close();
    }
  }

  void theMixIsSaved() {
    CompareFixture f;
    f.run();
    f.answer();
    f.view->setShare(0.7);
    f.answer();
    f.click("save_mix");
    auto* dialog = f.window.findChild<QFileDialog*>(QStringLiteral("save_weights"));
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(QStringLiteral("/tmp/mix.safetensors"));
    const auto saves = f.asked<command::Save>();
    QCOMPARE(saves.size(), std::size_t{1});
    QCOMPARE(saves[0].spec.of, std::string("main"));
    QVERIFY(std::abs(saves[0].spec.share - 0.7) < 1e-12);
    dialog->close();
  }
};

EMASCOPE_UI_TEST(TestCardTest);

}  // namespace emascope::ui

#include "test_card_test.moc"
