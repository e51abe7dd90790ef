// SPDX-License-Identifier: GPL-3.0-or-later
//
// The buttons beside the table of tracks: the sweep of half-lives, and the menu of the table. And
// the column of the intervals.
#include "tests/ui/main_window/bank_fixture.h"
#include "tests/ui/main_window/half_life_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/message_bar.h"
#include "ui/panels/table_export.h"
#include "ui/run/sweep.h"

#include <QFile>
#include <QFileDialog>
#include <QTemporaryDir>

namespace emascope::ui {

using track_action::Add;
using track_action::Remove;

class BankButtonsTest : public QObject {
  Q_OBJECT

 private:
  /// The entry of a menu that a click on its button opens.
  static QAction* entryOf(const WindowFixture& w, const char* button, const char* menu,
                          const char* name) {
    QTest::mouseClick(w.part<QPushButton>(button), Qt::LeftButton);
    auto* shown = w.window.findChildren<QMenu*>(QLatin1String(menu)).back();
    return shown->findChild<QAction*>(QLatin1String(name));
  }

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void theHalfLivesOfASweepAreThreefoldAndRound_data() {
    QTest::addColumn<qint64>("steps");
    QTest::addColumn<QList<double>>("half_lives");
    QTest::newRow("10,000 steps") << qint64{10000}
                                  << QList<double>{7, 20, 70, 200, 600, 2000, 6000};
    QTest::newRow("5,000 steps") << qint64{5000} << QList<double>{4, 10, 30, 100, 300, 1000, 3000};
    QTest::newRow("100 steps") << qint64{100} << QList<double>{1, 2, 4, 8, 20, 30, 60};
    QTest::newRow("one step") << qint64{1} << QList<double>{1};
  }
  void theHalfLivesOfASweepAreThreefoldAndRound() {
    QFETCH(qint64, steps);
    QFETCH(QList<double>, half_lives);
    const std::vector<double> made = sweepHalfLives(steps);
    QCOMPARE(QList<double>(made.begin(), made.end()), half_lives);
  }

  void aSweepOfAVeryLongRunStaysWithinFloat32() {
    const std::vector<double> made = sweepHalfLives(1'000'000'000);
    QVERIFY(!made.empty());
    QVERIFY(restOfHalfLife(made.back()) > 1e-6);
  }

  void aSweepRestartsByDefault() {
    WindowFixture w;
    w.run();
    QTest::mouseClick(w.part<QPushButton>("sweep_half_lives"), Qt::LeftButton);
    auto* menu = w.part<QMenu>("sweep_menu");
    QCOMPARE(menu->defaultAction()->objectName(), QStringLiteral("sweep_restart"));
    QVERIFY(menu->actions().front()->text().contains(QStringLiteral("4, 10, 30, 100, 300")));
    QTest::keyClick(menu, Qt::Key_Return);
    const RunConfig config = w.session.all<command::Start>().back().config;
    QCOMPARE(config.tracks.size(), std::size_t{3 + 7});
    QCOMPARE(config.tracks[3].label, std::string("hl4"));
    QCOMPARE(config.tracks[3].schedule, std::string("constant"));
    QCOMPARE(config.tracks[3].params.at("debias"), 1.0);
    QVERIFY(std::abs(halfLife(config.tracks[9].params.at("beta")) - 3000.0) < 1e-6);
    QCOMPARE(config.snapshot_every, 4 * config.eval_every);
    QVERIFY(edits(w).empty());
  }

  void snapshotsAreAtEveryFourthEvaluationAsMemoryPermits() {
    event::Started started = fakeStarted(fakeCatalog());
    started.config.steps = 40000;
    started.facts.parameters = 1185;
    RunRecord record;
    record.apply(Event(started));
    // 10 tracks, 400 snapshots of each, of 4.7 kB: 19 MB.
    QCOMPARE(sweepConfig(record).snapshot_every, 4 * started.config.eval_every);
    started.config.snapshot_mib = 20;  // of which half is for the snapshots
    record.apply(Event(started));
    QCOMPARE(sweepConfig(record).snapshot_every, 8 * started.config.eval_every);
    started.facts.parameters = 100'000'000;
    record.apply(Event(started));
    QCOMPARE(sweepConfig(record).snapshot_every, std::int64_t{0});
  }

  void aSweepFromHereIsAddedAndUndoneAtOnce() {
    WindowFixture w;
    w.run();
    chooseFrom(w, "sweep_half_lives", "sweep_menu", "sweep_here");
    QCOMPARE(edits(w).size(), std::size_t{7});
    std::vector<TrackSpec> tracks = w.controller.record().tracks;
    std::int64_t step = 3401;
    for (const command::EditTracks& asked : edits(w)) {
      QVERIFY(std::holds_alternative<Add>(asked.action));
      tracks = editedTracks(tracks, asked.action).value();
      w.session.arrive(event::TracksChanged{asked.request, step, asked.action, tracks});
    }
    w.deliver();
    QCOMPARE(w.controller.record().alive, std::size_t{10});
    QVERIFY(w.action("undo")->isEnabled());
    QTest::keyClick(w.window.focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(edits(w).size(), std::size_t{14});
    QVERIFY(edits(w).back().action == TrackAction(Remove{"hl4"}));
  }

  void aSweepThatIsThereOrDoesNotFitSaysSo() {
    HalfLifeFixture w;
    w.begin(300, 0, {7, 20, 70, 200, 600, 2000, 6000});
    const QAction* there = entryOf(w, "sweep_half_lives", "sweep_menu", "sweep_restart");
    QVERIFY(!there->isEnabled() && there->toolTip().contains(QStringLiteral("already")));
    HalfLifeFixture many;
    std::vector<double> half_lives;
    for (int i = 0; i < 60; ++i) half_lives.push_back(2.2 * std::pow(1.13, i));
    many.begin(300, 0, half_lives);
    const QAction* full = entryOf(many, "sweep_half_lives", "sweep_menu", "sweep_restart");
    QVERIFY(!full->isEnabled() && full->toolTip().contains(QStringLiteral("at most 64")));
  }

  void afterTheEndASweepCanOnlyRestart() {
    WindowFixture w;
    w.run();
    w.state(RunState::kFinished);
    const QAction* here = entryOf(w, "sweep_half_lives", "sweep_menu", "sweep_here");
    QVERIFY(!here->isEnabled() && here->toolTip().contains(QStringLiteral("ended")));
    QVERIFY(here->parent()->findChild<QAction*>(QStringLiteral("sweep_restart"))->isEnabled());
  }

  void allButMainAreRemovedAndComeBackTogether() {
    WindowFixture w;
    w.run();
    const std::vector<TrackSpec> before = w.controller.record().tracks;
    chooseFrom(w, "more_tracks", "more_menu", "remove_others");
    QCOMPARE(edits(w).size(), std::size_t{2});
    w.session.arrive(event::TracksChanged{
        edits(w)[0].request, 3401, edits(w)[0].action, {before[0], before[2]}});
    w.session.arrive(
        event::TracksChanged{edits(w)[1].request, 3401, edits(w)[1].action, {before[0]}});
    w.deliver();
    QCOMPARE(w.controller.record().alive, std::size_t{1});
    QTest::keyClick(w.window.focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(edits(w).size(), std::size_t{4});
    QVERIFY(edits(w)[2].action == TrackAction(Add{before[2]}));
    QVERIFY(edits(w)[3].action == TrackAction(Add{before[1]}));
  }

  void whatIsRefusedOfSeveralIsNotUndone() {
    WindowFixture w;
    w.run();
    const std::vector<TrackSpec> before = w.controller.record().tracks;
    chooseFrom(w, "more_tracks", "more_menu", "remove_others");
    w.session.arrive(event::Rejected{edits(w)[0].request, {"remove", "is needed", ""}});
    w.session.arrive(event::TracksChanged{
        edits(w)[1].request, 3401, edits(w)[1].action, {before[0], before[1]}});
    w.deliver();
    QTest::keyClick(w.window.focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(edits(w).size(), std::size_t{3});
    QVERIFY(edits(w).back().action == TrackAction(Add{before[2]}));
  }

  void theTableIsExported() {
    WindowFixture w;
    w.run();
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("table.csv"));
    chooseFrom(w, "more_tracks", "more_menu", "export_table");
    auto* dialog = w.part<QFileDialog>("export_table_dialog");
    QVERIFY(!dialog->isModal());
    Q_EMIT dialog->fileSelected(path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QCOMPARE(text.toStdString(), tableText(w.controller.record(), VerdictSpan::kTenth));
    const QList<QByteArray> lines = text.split('\n');
    QCOMPARE(lines.size(), 6);  // names, raw, three tracks, and nothing
    const qsizetype fields = lines[0].split(',').size();
    QCOMPARE(lines[1].split(',').size(), fields);
    QVERIFY(lines[2].startsWith("main,\"inverse power 2/3, cap 0.995\","));
    QVERIFY(lines[3].contains(
        QByteArray::number(w.controller.record().points.back().tracks[1].val.loss, 'g', 12)));
    QStringList words;
    for (const auto* label : w.window.findChildren<QLabel*>()) words << label->text();
    QVERIFY(words.join(u'\n').contains(path));
  }

  void aTableThatIsNotWrittenIsSaidWithItsReason_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no folder") << "/no/such/folder/t.csv"
                               << "cannot be written: No such file or directory";
    QTest::newRow("full") << "/dev/full"
                          << "cannot be written: No space left on device";
    QTest::newRow("a run's") << "/tmp/run.csv"
                             << "is the file that --csv writes";
  }
  void aTableThatIsNotWrittenIsSaidWithItsReason() {
    QFETCH(QString, path);
    QFETCH(QString, reason);
    WindowFixture w;
    w.run();
    w.controller.setOutputCheck([](const std::string&, const std::string& file, bool) {
      return file == "/tmp/run.csv" ? Error{file, "is the file that --csv writes", ""}
                                    : Status(Ok{});
    });
    chooseFrom(w, "more_tracks", "more_menu", "export_table");
    Q_EMIT w.part<QFileDialog>("export_table_dialog")->fileSelected(path);
    const auto* bar = w.part<MessageBar>("message_bar");
    QCOMPARE(bar->text(), QStringLiteral("The table was not written"));
    QCOMPARE(bar->details(), path + QStringLiteral(": ") + reason);
  }

  void theIntervalHasAColumnThatSorts() {
    WindowFixture w;
    w.run();
    const auto* model = tableOf(w)->model();
    QCOMPARE(model->headerData(kInterval, Qt::Horizontal).toString(), QStringLiteral("± 95 %"));
    QCOMPARE(cell(w, 0, kInterval), QString());
    const RunRecord& record = w.controller.record();
    for (int row = 1; row < 4; ++row) {
      const Verdict verdict = verdictOf(record, static_cast<std::size_t>(row) - 1);
      QCOMPARE(cell(w, row, kInterval), QString::fromStdString(english(halfWidthPhrase(verdict))));
      QCOMPARE(cell(w, row, kDelta), QString::fromStdString(percentText(verdict)));
    }
    tableOf(w)->sortByColumn(kInterval, Qt::AscendingOrder);
    QCOMPARE(cell(w, 3, kName), QStringLiteral("raw weights"));  // has none
  }
};

EMASCOPE_UI_TEST(BankButtonsTest);

}  // namespace emascope::ui

#include "bank_buttons_test.moc"
