// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window says of a run besides its curves: titles, files, settings, events.
#include "tests/ui/main_window/window_fixture.h"
#include "ui/controls/message_bar.h"
#include "ui/controls/param_knob.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/words.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
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

  void anExportThatFailsIsSaidUntilItIsClosed() {
    WindowFixture w;
    w.run();
    w.action("export_data")->trigger();
    auto* dialog = w.window.findChild<QFileDialog*>();
    Q_EMIT dialog->fileSelected(QStringLiteral("/no/such/folder/run.csv"));
    const auto* bar = w.part<MessageBar>("message_bar");
    QCOMPARE(bar->text(), QStringLiteral("Nothing was written"));
    QVERIFY(bar->details().contains(QStringLiteral("/no/such/folder/run.csv")));
    w.run();
    QVERIFY(bar->isVisible());
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

  void anotherPresetRunsAtItsOwnSpeed() {
    WindowFixture w;
    w.run();
    w.controller.setSpeed(0.0);
    Q_EMIT w.part<QComboBox>("presets")->activated(1);
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
    QCOMPARE(knob->findChild<QLabel*>(QStringLiteral("remark"))->text(),
             QStringLiteral("in force 0.01"));
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

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::NewsTest)
#include "news_test.moc"
