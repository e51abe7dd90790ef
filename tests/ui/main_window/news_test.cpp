// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window says of a run besides its curves: titles, files, settings, events.
#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/message_bar.h"
#include "ui/controls/param_knob.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/words.h"

#include <limits>

#include <QAbstractButton>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolButton>

namespace emascope::ui {
namespace {

void start(WindowFixture& w, const event::Started& started) {
  w.session.arrive(started);
  w.session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
  w.deliver();
}

bool anyLabel(const QWidget& in, const QString& text) {
  const auto labels = in.findChildren<QLabel*>();
  return std::any_of(labels.begin(), labels.end(),
                     [&text](const QLabel* label) { return label->text() == text; });
}

QStringList events(const WindowFixture& w) {
  const auto* table = w.part<QTableWidget>("events_table");
  QStringList lines;
  for (int row = 0; row < table->rowCount(); ++row) lines << table->item(row, 2)->text();
  return lines;
}

}  // namespace

class NewsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void aFileThatWasNotWrittenIsSaidUntilItIsClosed() {
    WindowFixture w;
    w.run();
    w.window.showFileNews(QStringLiteral("run.csv: No space left on device"), true);
    auto* bar = w.part<MessageBar>("message_bar");
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->details(), QStringLiteral("run.csv: No space left on device"));
    w.run();  // another run begins, which puts other news away
    QVERIFY(bar->isVisible());
    bar->findChild<QToolButton*>(QStringLiteral("message_close"))->click();
    QVERIFY(!bar->isVisible());
  }

  void aRunThatFailedIsToldOnceWithTheStepOfItsWeights() {
    WindowFixture w;
    w.run();
    const std::string what = "step 10 failed: no memory; the weights are those after step 9";
    w.session.arrive(event::Failed{event::FailureKind::kOutOfMemory, 10, what});
    w.session.arrive(event::StateChanged{RunState::kFailed, 9, what});
    w.deliver();
    const auto* bar = w.part<MessageBar>("message_bar");
    const QString told = QStringLiteral("out of memory: ") + QString::fromStdString(what);
    QCOMPARE(bar->text(), QStringLiteral("The run failed"));
    QCOMPARE(bar->details(), told);
    QCOMPARE(events(w).last(), QStringLiteral("failed: ") + told);
    QVERIFY(!events(w).at(events(w).size() - 2).contains(QStringLiteral("failed")));
  }

  void aFileThatIsWrittenAgainTakesItsMessageBack() {
    WindowFixture w;
    w.run();
    const auto* bar = w.part<MessageBar>("message_bar");
    w.window.showFileNews(QStringLiteral("a.csv: No space left on device"), true);
    w.window.showFileNews(QStringLiteral("b.json: Permission denied"), true);
    w.window.showFileNews(QStringLiteral("a.csv: is written again, and no row is missing"), false);
    QCOMPARE(bar->details(), QStringLiteral("b.json: Permission denied"));
    QVERIFY(w.part<QToolButton>("message_next")->isHidden());
    QVERIFY(w.part<QLabel>("news")->toolTip().contains(QStringLiteral("written again")));
    w.window.showFileNews(QStringLiteral("b.json: its folder is there again"), false);
    QVERIFY(!bar->isVisible());
  }

  void theOfferToGoOnIsNotHiddenByALossThatIsNotFinite() {
    WindowFixture w;
    w.run(100);
    EvalPoint point = fakePoint(125, 3);
    point.raw.loss = std::numeric_limits<double>::quiet_NaN();
    w.session.arrive(event::Evaluated{{point}});
    w.session.arrive(event::StateChanged{RunState::kPaused, 125, "three steps were not finite"});
    w.deliver();
    const auto* bar = w.part<MessageBar>("message_bar");
    QCOMPARE(bar->text(), QStringLiteral("Loss is not finite"));
    w.part<QToolButton>("message_next")->click();
    QCOMPARE(bar->text(), QStringLiteral("Paused at step 125"));
    w.state(RunState::kRunning);  // by Space, say: the pause is over
    QCOMPARE(bar->text(), QStringLiteral("Loss is not finite"));
    QVERIFY(w.part<QToolButton>("message_next")->isHidden());
  }

  void anEngineThatIsThereAgainTakesItsMessageBackAndNoOther() {
    WindowFixture w;
    w.run();
    const auto* bar = w.part<MessageBar>("message_bar");
    w.window.showFileNews(QStringLiteral("a.csv: No space left on device"), true);
    w.window.showEngineSilent(true, [] {});
    QVERIFY(bar->text().startsWith(QStringLiteral("The engine has not responded")));
    w.window.showEngineSilent(false, [] {});
    QCOMPARE(bar->details(), QStringLiteral("a.csv: No space left on device"));
    w.window.showEngineDied(QStringLiteral("The engine crashed."), [] {});
    auto* again = w.part<QPushButton>("message_action");
    QTest::mouseClick(again, Qt::LeftButton);
    QVERIFY(w.window.plot()->hasFocus());
  }

  void aClickOnAnEventShowsItsStepOnTheChart() {
    WindowFixture w;
    w.run();
    w.session.arrive(event::Applied{0, 2400, "main", {{"beta", 0.995}}, {{"beta", 0.999}}});
    w.deliver();
    w.part<QTabWidget>("tables")->setCurrentWidget(w.part<QTableWidget>("events_table"));
    auto* table = w.part<QTableWidget>("events_table");
    const QRect line = table->visualItemRect(table->item(table->rowCount() - 1, 2));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, line.center());
    QVERIFY2(w.window.plot()->cursorText().startsWith(QStringLiteral("step 2\u202f400\n")),
             qPrintable(w.window.plot()->cursorText()));
    const int last = table->rowCount() - 1;
    w.run(100);  // another run: the line is of one that is gone
    QTRY_VERIFY(w.window.plot()->cursorText().isEmpty());
    Q_EMIT table->cellClicked(last, 2);
    QVERIFY(w.window.plot()->cursorText().isEmpty());
    Q_EMIT table->cellActivated(table->rowCount() - 1, 2);  // Enter
    QVERIFY(w.window.plot()->cursorText().startsWith(QStringLiteral("step ")));
  }

  void noButtonSpeaksOfASeedButTheMenuToRestart() {
    WindowFixture w({1440, 960});
    w.run();
    QStringList names;
    for (const auto* button : w.window.findChildren<QAbstractButton*>()) {
      const QString words = button->text() + button->accessibleName();
      if (words.contains(QStringLiteral("seed"), Qt::CaseInsensitive))
        names << button->objectName();
    }
    QVERIFY2(names.isEmpty(), qPrintable(names.join(u' ')));
    QVERIFY(w.action("new_seed")->text().contains(QStringLiteral("seed")));
    QCOMPARE(w.part<QPushButton>("reset_to_raw")->text(), QStringLiteral("Reset to raw"));
  }

  void anExportThatFailsIsSaidUntilItIsClosed() {
    WindowFixture w;
    w.run();
    w.action("export_data")->trigger();
    auto* dialog = w.window.findChild<QFileDialog*>();
    Q_EMIT dialog->fileSelected(QStringLiteral("/no/such/folder/run.csv"));
    const auto* bar = w.part<MessageBar>("message_bar");
    QCOMPARE(bar->text(), QStringLiteral("Export failed"));
    QVERIFY(bar->details().contains(QStringLiteral("/no/such/folder/run.csv")));
    w.run();
    QVERIFY(bar->isVisible());
  }

  void anExportOverAFileOfARunIsRefused_data() {
    QTest::addColumn<QString>("action");
    QTest::newRow("data") << "export_data";
    QTest::newRow("picture") << "export_picture";
  }
  void anExportOverAFileOfARunIsRefused() {
    QFETCH(QString, action);
    WindowFixture w;
    w.run();
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("run.csv"));
    w.controller.setOutputCheck([&](const std::string& by, const std::string& file, bool engine) {
      return engine ? Status(Ok{}) : Error{by + " " + file, "is the file that --csv writes", ""};
    });
    w.action(qPrintable(action))->trigger();
    Q_EMIT w.window.findChild<QFileDialog*>()->fileSelected(path);
    const auto* bar = w.part<MessageBar>("message_bar");
    QCOMPARE(bar->text(), QStringLiteral("Export failed"));
    QCOMPARE(bar->details(), QStringLiteral("export %1: is the file that --csv writes").arg(path));
    QVERIFY(!QFile::exists(path));
  }

  void weightsThatWereNotSavedAtTheEndAreSaidUntilThatIsClosed() {
    WindowFixture w;
    w.run();
    const std::string lost =
        "cannot be written: No space left on device; it was written to /tmp/w.safetensors instead";
    w.session.arrive(event::Rejected{0, {"/full/w.safetensors", lost, ""}});
    w.session.arrive(event::Rejected{0, {"synthesize mid", "the snapshots cannot give it", ""}});
    w.session.arrive(event::StateChanged{RunState::kFinished, 3400, ""});
    w.deliver();
    auto* bar = w.part<MessageBar>("message_bar");
    QCOMPARE(bar->text(), QStringLiteral("A part of the run was refused"));
    QCOMPARE(bar->details(), QStringLiteral("synthesize mid: the snapshots cannot give it"));
    w.part<QToolButton>("message_next")->click();
    QVERIFY2(bar->details().endsWith(QStringLiteral("written to /tmp/w.safetensors instead")),
             qPrintable(bar->details()));
    w.run();  // another run begins, which puts other news away
    QVERIFY(bar->isVisible());
    auto* close = bar->findChild<QToolButton*>(QStringLiteral("message_close"));
    close->click();
    close->click();
    QVERIFY(!bar->isVisible());
  }

  void anExportAskedForTwiceHasOneDialog() {
    WindowFixture w;
    w.run();
    QTest::keyClick(w.window.plot(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(w.window.findChildren<QFileDialog*>().size(), qsizetype{1});
    w.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&w.window, 20000));
    QTest::keyClick(w.window.plot(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(w.window.findChildren<QFileDialog*>().size(), qsizetype{1});
    QVERIFY(w.window.findChild<QFileDialog*>()->isVisible());
  }

  void anExportThatWorksMovesNothing() {
    WindowFixture w;
    w.run();
    const QTemporaryDir folder;
    const QRect plot = w.window.plot()->geometry();
    const QString path = folder.filePath(QStringLiteral("run.csv"));
    w.action("export_data")->trigger();
    Q_EMIT w.window.findChild<QFileDialog*>()->fileSelected(path);
    QVERIFY(!w.part<MessageBar>("message_bar")->isVisible());
    QCOMPARE(w.part<QLabel>("news")->toolTip(), QStringLiteral("Written: ") + path);
    QCOMPARE(w.window.plot()->geometry(), plot);
  }

  void aScheduleUnknownHereIsNotCopiedInSilence() {
    WindowFixture w;
    event::Started started = fakeStarted(w.controller.catalog());
    started.config.tracks[0].schedule = "from-tomorrow";
    start(w, started);
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    w.part<QPushButton>("copy_python")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("before"));
    const auto* bar = w.part<MessageBar>("message_bar");
    QCOMPARE(bar->text(), QStringLiteral("Nothing was copied"));
    QVERIFY(bar->details().contains(QStringLiteral("from-tomorrow")));
  }

  void theTitleTellsTwoDemosOfOneTaskApart() {
    WindowFixture w;
    w.run();
    QVERIFY(w.window.windowTitle().contains(QStringLiteral("Why average?")));
    event::Started own = fakeStarted(w.controller.catalog());
    own.config.preset = kOwnPreset;
    own.facts.model.title = "wine.csv";
    start(w, own);
    QVERIFY(w.window.windowTitle().contains(QStringLiteral("wine.csv")));
  }

  void theTitleSaysHowFarTheRunIs() {
    WindowFixture w;
    w.run(3400);  // of 5000
    QTRY_COMPARE(w.window.windowTitle(),
                 QStringLiteral("68 % · Why average? · two spirals, MLP · EMAscope"));
    QElapsedTimer since;
    since.start();
    const QSignalSpy changes(&w.window, &QWidget::windowTitleChanged);
    for (std::int64_t step = 3500; step < 5000; step += 50) {
      w.session.arrive(event::Progress{step, 18.0, 200, 0.74, 0.02, 0.24});
      w.deliver();
    }
    QVERIFY(changes.size() <= 1 + since.elapsed() / 1000);
    QTRY_COMPARE(w.window.windowTitle(),
                 QStringLiteral("99 % · Why average? · two spirals, MLP · EMAscope"));
    w.state(RunState::kFinished);
    QCOMPARE(w.window.windowTitle(), QStringLiteral("Why average? · two spirals, MLP · EMAscope"));
  }

  void anotherPresetRunsAtItsOwnSpeed() {
    WindowFixture w;
    w.run();
    w.controller.setSpeed(0.0);
    QTest::mouseClick(w.part<QPushButton>("demos"), Qt::LeftButton);
    QTest::mouseClick(w.part<QAbstractButton>("demo_digits"), Qt::LeftButton);
    QCOMPARE(w.session.all<command::Start>().back().config.speed, 200.0);
    QCOMPARE(w.session.all<command::Start>().back().config.preset, std::string("digits"));
  }

  void theLearningRateInForceStandsBesideTheKnob() {
    WindowFixture w;
    event::Started started = fakeStarted(w.controller.catalog());
    started.config.training.lr_schedule = MethodSpec{.kind = "cosine", .params = {}};
    start(w, started);
    w.session.arrive(event::Progress{2500, 12.5, 200, 0.7, 0.1, 0.2, 0.0, 0.01});
    w.deliver();
    auto* knob = w.part<ParamKnob>("knob_lr");
    QCOMPARE(knob->inForce(), 0.02);
    const auto* remark = knob->findChild<QLabel*>(QStringLiteral("remark"));
    QCOMPARE(remark->text(), QStringLiteral("in force 0.01"));
    QVERIFY(!remark->isHidden());  // seen, not only in a tool tip
    w.session.arrive(event::Progress{5000, 25.0, 200, 0.7, 0.1, 0.2, 0.0, 0.0});
    w.deliver();
    QCOMPARE(knob->findChild<QLabel*>(QStringLiteral("remark"))->text(),
             QStringLiteral("in force 0"));
  }

  void aConstantRateIsTheKnobs() {
    WindowFixture w;
    w.run();
    auto* knob = w.part<ParamKnob>("knob_lr");
    QVERIFY(knob->findChild<QLabel*>(QStringLiteral("remark"))->text().isEmpty());
  }

  void theSetupCountsSamplesOnce() {
    WindowFixture w;
    event::Started own = fakeStarted(w.controller.catalog());
    own.config.preset = kOwnPreset;
    own.facts.model.data = "CSV of 178 samples of 13 numbers";
    own.facts.model.train_samples = 124;
    own.facts.model.validation_samples = 27;
    start(w, own);
    const auto* setup = w.part<QWidget>("setup_panel");
    QVERIFY(anyLabel(*setup, QStringLiteral("CSV of 178 samples of 13 numbers, 124 for training, "
                                            "27 for validation")));
    own.facts.model.data = "1,797 images of 8 x 8 pixels";
    start(w, own);
    QVERIFY(anyLabel(*setup, QStringLiteral("1\u202f797 images of 8 x 8 pixels, 124 for training, "
                                            "27 for validation")));
    own.facts.model.data = "1,281,167 images";
    start(w, own);
    QVERIFY(anyLabel(*setup, QStringLiteral("1\u202f281\u202f167 images, 124 for training, "
                                            "27 for validation")));
    w.run();
    QVERIFY(anyLabel(*setup, QStringLiteral("Generated. 4\u202f000 samples for training, "
                                            "2\u202f000 for validation.")));
  }

  void eachRunHasItsHeadingAmongTheEvents() {
    WindowFixture w;
    w.run();
    w.controller.restart();
    w.session.arrive(event::StateChanged{RunState::kFinished, 3400, ""});
    w.deliver();
    QCOMPARE(events(w).last(), QStringLiteral("ended by a new run"));
    w.run();
    const QStringList lines = events(w);
    QVERIFY(lines.first().startsWith(QStringLiteral("Run 1: Why average?")));
    QCOMPARE(lines.filter(QStringLiteral("Run 2: ")).size(), 1);
  }

  void eventsAreCountedOnTheirTab() {
    WindowFixture w;
    w.run();
    w.session.arrive(event::Applied{0, 3400, "main", {{"beta", 0.995}}, {{"beta", 0.999}}});
    w.deliver();
    const auto* tables = w.part<QTabWidget>("tables");
    const auto* events = w.part<QTableView>("events_table");
    const int rows = events->model()->rowCount();
    QCOMPARE(tables->tabText(tables->indexOf(events)), QStringLiteral("Events %1").arg(rows));
    QVERIFY(
        events->model()->index(rows - 1, 2).data().toString().contains(QStringLiteral("0.999")));
  }

  void theHalfLifeIsOfTheStrideThatWasUsed() {
    WindowFixture w;
    w.run();
    const QString before = w.part<QLabel>("half_life_in_force")->text();
    w.session.arrive(
        event::Applied{0, 3401, "main", {{"update_every", 1}}, {{"update_every", 10}}});
    w.deliver();
    QCOMPARE(w.part<QLabel>("half_life_in_force")->text(), before);
  }
};

EMASCOPE_UI_TEST(NewsTest);

}  // namespace emascope::ui

#include "news_test.moc"
