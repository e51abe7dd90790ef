// SPDX-License-Identifier: GPL-3.0-or-later
//
// "Repeat with 5 seeds": what the window says of runs on an engine of its own, that the window's
// run does not notice, and that the process ends with the dialog and with the window.
#include "ui/main_window/seed_dialog.h"

#include "core/protocol/options/run_options.h"
#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/test_program.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <utility>

#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QPointer>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QToolButton>

namespace emascope::ui {
namespace {

constexpr int kEnginePatience = 60000;  // ms

const QString kRealEngine = QStringLiteral(EMASCOPE_BIN_DIR "/emascope-engine");
const QString kFakeEngine = QStringLiteral(EMASCOPE_TESTS_DIR "/fake_engine");

void click(QWidget* widget) {
  QTest::mouseClick(widget, Qt::LeftButton, {}, widget->rect().center());
}

/// Chooses it from the menu beside Restart.
SeedDialog* repeat(WindowFixture& w, const QStringList& engine) {
  w.window.setEngineCommand(engine);
  click(w.part<QToolButton>("restart_menu"));
  auto* menu = w.part<QMenu>("restart_choices");
  QTest::mouseClick(menu, Qt::LeftButton, {},
                    menu->actionGeometry(w.action("repeat_seeds")).center());
  return w.part<SeedDialog>("seed_dialog");
}

QString text(const SeedDialog* dialog, const char* label) {
  return dialog->findChild<QLabel*>(QLatin1String(label))->text();
}

QPushButton* button(const SeedDialog* dialog, QDialogButtonBox::StandardButton which) {
  return dialog->findChild<QDialogButtonBox*>()->button(which);
}

QTableWidget* tableOf(const SeedDialog* dialog) { return dialog->findChild<QTableWidget*>(); }

QStringList row(const SeedDialog* dialog, int number) {
  QStringList cells;
  for (int column = 0; column < 4; ++column) {
    cells << tableOf(dialog)->item(number, column)->text();
  }
  return cells;
}

void waitForEnd(const SeedDialog* dialog) {
  QTRY_VERIFY_WITH_TIMEOUT(!dialog->goesOn(), kEnginePatience);
}

/// An engine whose run never ends and that says which process it is.
class EndlessEngine {
 public:
  [[nodiscard]] QStringList command() const {
    return {QStringLiteral("/bin/sh"), QStringLiteral("-c"),
            QStringLiteral("echo $$ > \"$0\"; exec \"$1\" good"), file(), kFakeEngine};
  }
  [[nodiscard]] bool isAlive() const {
    QFile said(file());
    if (!said.open(QFile::ReadOnly)) return false;
    const pid_t process = said.readAll().trimmed().toInt();
    return process > 0 && (kill(process, 0) == 0 || errno != ESRCH);
  }

 private:
  [[nodiscard]] QString file() const { return folder_.filePath(QStringLiteral("process")); }
  QTemporaryDir folder_;
};

void waitForFirstEvaluation(const SeedDialog* dialog) {
  QTRY_VERIFY_WITH_TIMEOUT(
      text(dialog, "seed_state").startsWith(QStringLiteral("Run 1 of 5, seed 2: step 25 of ")),
      kEnginePatience);
}

/// The cells of the table that `emascope-engine train --seeds` prints of the same runs: without the
/// metric.
QList<QStringList> printedTable(const RunRecord& record) {
  std::vector<std::string> words = replayOptions(configToRepeat(record));
  const auto seed = std::find(words.begin(), words.end(), "--seed");
  words.erase(seed, seed + 2);
  QStringList arguments = {QStringLiteral("train"), QStringLiteral("--seeds"),
                           QStringLiteral("2..6")};
  for (const std::string& word : words) arguments << QString::fromStdString(word);
  QProcess engine;
  engine.start(kRealEngine, arguments);
  if (!engine.waitForFinished(kEnginePatience)) return {};
  QList<QStringList> rows;
  const QString printed = QString::fromUtf8(engine.readAllStandardOutput());
  for (const QString& line : printed.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
    QStringList cells = line.split(QRegularExpression(QStringLiteral(" {2,}")));
    if (cells.size() > 3) cells.removeAt(3);
    rows << cells;
  }
  return rows;
}

}  // namespace

class SeedDialogTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void meansAndDeviationsOfFiveSeedsAreShown() {
    WindowFixture w;
    w.run(500);
    const SeedDialog* dialog = repeat(w, {kFakeEngine, QStringLiteral("seeds")});
    QVERIFY(!dialog->isModal());
    waitForEnd(dialog);
    QVERIFY(text(dialog, "seed_about")
                .startsWith(QStringLiteral("This run (two spirals) with the seeds 2 to 6,")));
    QVERIFY(text(dialog, "seed_heading").endsWith(QStringLiteral("n = 5 runs")));
    QCOMPARE(tableOf(dialog)->rowCount(), 4);
    // Of the numbers 2 to 6, and of a tenth and twice as much.
    const QString four = QStringLiteral("4 ± 1.6");
    const QString tenth = QStringLiteral("0.4 ± 0.16");
    const QString twice = QStringLiteral("8 ± 3.2");
    QCOMPARE(row(dialog, 0), (QStringList{QStringLiteral("raw"), four, four, QString()}));
    QCOMPARE(row(dialog, 1),
             (QStringList{QStringLiteral("EMA"), tenth, tenth, QStringLiteral("5 of 5")}));
    QCOMPARE(row(dialog, 2),
             (QStringList{QStringLiteral("fast"), twice, twice, QStringLiteral("0 of 5")}));
    QVERIFY(!dialog->findChild<QLabel*>(QStringLiteral("seed_state"))->isVisible());
    QVERIFY(!button(dialog, QDialogButtonBox::Cancel)->isVisible());
    QVERIFY(w.session.all<command::Start>().empty());
    QVERIFY(w.session.all<command::Pause>().empty());
    QCOMPARE(w.controller.state(), RunState::kRunning);
  }

  void theNumbersAreThoseOfTheCommandLine() {
    WindowFixture w;
    event::Started started = fakeStarted(w.controller.catalog());
    started.config.steps = 60;
    started.config.eval_every = 10;
    w.run(started, 50);
    const SeedDialog* dialog = repeat(w, {kRealEngine, QStringLiteral("serve")});
    waitForEnd(dialog);
    QVERIFY2(tableOf(dialog)->isVisible(), qPrintable(text(dialog, "seed_state")));
    const QList<QStringList> printed = printedTable(w.controller.record());
    QCOMPARE(printed.size(), 5);  // with the head
    for (int k = 0; k < 4; ++k) {
      QCOMPARE(row(dialog, k).mid(1, 2), printed[k + 1].mid(1, 2));
      if (k > 0) QCOMPARE(row(dialog, k)[3], printed[k + 1].value(3));
    }
  }

  void whatTheEngineRefusesIsSaid() {
    WindowFixture w;
    event::Started started = fakeStarted(w.controller.catalog());
    started.config.preset = kOwnPreset;
    started.config.user_task = {{"data", "/nowhere/table.csv"}};
    w.run(started, 500);
    const SeedDialog* dialog = repeat(w, {kRealEngine, QStringLiteral("serve")});
    waitForEnd(dialog);
    const QString said = text(dialog, "seed_state");
    QVERIFY2(said.startsWith(QStringLiteral("Ended in run 1 of 5: ")) &&
                 said.contains(QStringLiteral("/nowhere/table.csv")),
             qPrintable(said));
    QVERIFY(!tableOf(dialog)->isVisible());
  }

  void aRunThatFailsEndsItAndTheOthersCount() {
    WindowFixture w;
    event::Started started = fakeStarted(w.controller.catalog());
    started.config.seed = 97;
    w.run(started, 500);
    const SeedDialog* dialog = repeat(w, {kFakeEngine, QStringLiteral("seeds")});
    waitForEnd(dialog);
    QCOMPARE(text(dialog, "seed_state"),
             QStringLiteral("Ended in run 3 of 5: The run with seed 100 failed at step 3: "
                            "3 steps diverged"));
    QVERIFY(text(dialog, "seed_heading").endsWith(QStringLiteral("n = 2 runs")));
    QCOMPARE(row(dialog, 0)[1], QStringLiteral("98.5 ± 0.71"));
  }

  void theLastWordsOfAnEngineThatDiesAreSaid() {
    WindowFixture w;
    w.run(500);
    const SeedDialog* dialog = repeat(w, {kFakeEngine, QStringLiteral("dies")});
    waitForEnd(dialog);
    const QString said = text(dialog, "seed_state");
    QVERIFY2(said.contains(QStringLiteral("code 7")) &&
                 said.contains(QStringLiteral("the disk is full")),
             qPrintable(said));
    QCOMPARE(w.controller.state(), RunState::kRunning);
  }

  void cancelEndsTheProcess() {
    const EndlessEngine engine;
    WindowFixture w;
    w.run(500);
    QPointer<SeedDialog> dialog = repeat(w, engine.command());
    waitForFirstEvaluation(dialog);
    QVERIFY(engine.isAlive());
    click(button(dialog, QDialogButtonBox::Cancel));
    QVERIFY(!engine.isAlive());
    QCOMPARE(text(dialog, "seed_state"), QStringLiteral("Canceled in run 1 of 5."));
    click(button(dialog, QDialogButtonBox::Close));
    QTRY_VERIFY(dialog.isNull());
  }

  void theProcessEndsWithTheDialogAndWithTheWindow_data() {
    QTest::addColumn<bool>("window");
    QTest::newRow("the dialog, by Esc") << false;
    QTest::newRow("the window") << true;
  }
  void theProcessEndsWithTheDialogAndWithTheWindow() {
    QFETCH(bool, window);
    const EndlessEngine engine;
    WindowFixture w;
    w.run(500);
    SeedDialog* dialog = repeat(w, engine.command());
    waitForFirstEvaluation(dialog);
    QVERIFY(engine.isAlive());
    if (window) {
      w.window.close();
    } else {
      QTest::keyClick(dialog, Qt::Key_Escape);
    }
    QVERIFY(!engine.isAlive());
  }

  void askedForAgainTheSameRunsGoOn() {
    const EndlessEngine engine;
    WindowFixture w;
    w.run(500);
    const SeedDialog* dialog = repeat(w, engine.command());
    waitForFirstEvaluation(dialog);
    w.action("repeat_seeds")->trigger();
    QCOMPARE(w.window.findChildren<SeedDialog*>().size(), 1);
    QVERIFY(engine.isAlive());
  }

  void changesAreSaidNotToBeRepeated() {
    WindowFixture w;
    w.run(500);
    w.session.arrive(event::Applied{0, 400, "", {{"lr", 0.02}}, {{"lr", 0.0125}}});
    w.deliver();
    const SeedDialog* dialog = repeat(w, {kFakeEngine, QStringLiteral("seeds")});
    QVERIFY(text(dialog, "seed_about").contains(QStringLiteral("the settings of step 500 hold")));
    const RunConfig config = configToRepeat(w.controller.record());
    QCOMPARE(config.lr, 0.0125);
    QVERIFY(config.edits.empty());
  }

  void withoutARunThereIsNothingToRepeat() {
    const WindowFixture w;
    QVERIFY(!w.action("repeat_seeds")->isEnabled());
    QCOMPARE(w.action("repeat_seeds")->toolTip(), QStringLiteral("There is no run yet."));
  }
};

EMASCOPE_UI_TEST(SeedDialogTest);

}  // namespace emascope::ui

#include "seed_dialog_test.moc"
