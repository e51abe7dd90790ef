// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person without a display can do with the programs, as they were built.
#include "tests/app/emascope/program.h"

#include <utility>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace emascope::ui {

class HeadlessTest : public QObject {
  Q_OBJECT

 private:
  /// Without the column of seconds, which no two runs share.
  static QList<QByteArrayList> rowsWithoutSeconds(const QString& path) {
    QList<QByteArrayList> rows;
    for (const QByteArray& line : contents(path).split('\n')) {
      if (line.isEmpty()) continue;
      QByteArrayList cells = line.split(',');
      cells.removeAt(1);
      rows << cells;
    }
    return rows;
  }

  /// What a program complains about, without its name.
  static QByteArray complaint(const Outcome& outcome) {
    for (const QByteArray& line : outcome.err.split('\n')) {
      if (line.startsWith("emascope")) return line.mid(line.indexOf(": ") + 2);
    }
    return "nothing said: " + outcome.err;
  }

  static QString fakeEngine(const char* behavior) {
    return QStringLiteral(EMASCOPE_TESTS_DIR "/fake_engine %1").arg(QLatin1String(behavior));
  }

  QTemporaryDir folder_;
  [[nodiscard]] QString path(const char* name) const {
    return folder_.filePath(QLatin1String(name));
  }

 private Q_SLOTS:
  void theVersionNeedsNoDisplay() {
    const Outcome outcome = runProgram(QStringLiteral("emascope"), {QStringLiteral("--version")});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.out.trimmed(), QByteArray("emascope " EMASCOPE_VERSION));
  }

  void theHelpNeedsNoDisplay() {
    const Outcome outcome = runProgram(QStringLiteral("emascope"), {QStringLiteral("--help")});
    QCOMPARE(outcome.code, 0);
    for (const char* option :
         {"--preset", "--steps", "--track", "--set", "--engine", "--headless", "--export"}) {
      QVERIFY2(outcome.out.contains(option), option);
    }
  }

  void theSelfTestNeedsNoDisplay() {
    const Outcome outcome = runProgram(QStringLiteral("emascope"), {QStringLiteral("--self-test")});
    QVERIFY2(outcome.code == 0, (outcome.out + outcome.err).constData());
    QVERIFY(outcome.out.contains("picture"));
  }

  void aWindowWithoutADisplayIsOneSentence() {
    const Outcome outcome = runProgram(QStringLiteral("emascope"), {});
    QCOMPARE(outcome.code, 4);
    QCOMPARE(outcome.err.count('\n'), qsizetype{1});
    QVERIFY2(outcome.err.contains("no display"), outcome.err.constData());
  }

  void aKeptRunGoesOnByItsNameAndIsKept() {
    const QString library = path("library-of-names");
    const auto run = [](const char* program, const QStringList& words) {
      return runProgram(QLatin1String(program), words);
    };
    const Outcome first =
        run("emascope-engine", {QStringLiteral("train"), QStringLiteral("--steps"),
                                QStringLiteral("20"), QStringLiteral("--library"), library});
    QVERIFY2(first.code == 0, first.err.constData());
    const QDir runs(library + QStringLiteral("/runs"));
    const QString name = runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot).value(0);
    QVERIFY(!name.isEmpty());
    const QStringList resume = {QStringLiteral("--headless"), QStringLiteral("--steps"),
                                QStringLiteral("30"), QStringLiteral("--resume")};
    const QStringList from = {QStringLiteral("--library"), library};
    const Outcome named = run("emascope", resume + QStringList{name} + from);
    QVERIFY2(named.code == 0, named.err.constData());
    const QString goes_on =
        QStringLiteral("goes on from step 20 of %1; kept in the library %2\n").arg(name, library);
    QVERIFY2(named.err.contains(goes_on.toUtf8()), named.err.constData());
    const Outcome folder = run("emascope", resume + QStringList{runs.filePath(name)});
    QVERIFY2(folder.code == 0, folder.err.constData());
    QVERIFY2(folder.err.contains("the run is kept in " + runs.path().toUtf8()),
             folder.err.constData());
    QCOMPARE(runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), qsizetype{3});
    const Outcome none = run("emascope", resume + QStringList{QStringLiteral("nothing")} + from);
    QCOMPARE(none.code, 2);
    QVERIFY2(none.err.contains("nothing: no file, no folder and no kept run"),
             none.err.constData());
  }

  void aKeptRunGoesOnFromItsCheckpointsAsIfItHadNotEnded() {
    const QProcessEnvironment environment = unseen(path("data"));
    const auto headless = [&environment](const QString& words) {
      return runProgram(QStringLiteral("emascope"),
                        (QStringLiteral("--headless ") + words).split(u' '), environment);
    };
    const QString digits =
        QStringLiteral("--preset digits --steps 60 --eval-every 10 --threads 1 ");
    const Outcome whole = headless(digits + QStringLiteral("--csv ") + path("whole.csv"));
    QVERIFY2(whole.code == 0, whole.err.constData());
    const Outcome kept = headless(digits + QStringLiteral("--keep --checkpoint-every 30"));
    QVERIFY2(kept.code == 0, kept.err.constData());
    const QDir runs(path("data/emascope/runs"));
    const auto names = [&runs] { return runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot); };
    const QString first = names().value(0);
    const QString end = QStringLiteral("/checkpoints/step-000000060.emascope");
    QVERIFY(runs.exists(first + end));
    const QString middle =
        runs.filePath(first + QStringLiteral("/checkpoints/step-000000030.emascope"));
    const Outcome rest = headless(QStringLiteral("--resume ") + middle + QStringLiteral(" --csv ") +
                                  path("rest.csv"));
    QVERIFY2(rest.code == 0, rest.err.constData());
    QCOMPARE(rowsWithoutSeconds(path("rest.csv")).size(), qsizetype{7});
    QCOMPARE(rowsWithoutSeconds(path("rest.csv")), rowsWithoutSeconds(path("whole.csv")));
    QStringList others = names();
    others.removeOne(first);
    QCOMPARE(others.size(), qsizetype{1});
    QVERIFY(runs.exists(others.front() + end));
  }

  void bothProgramsMeasureTheSame_data() {
    QTest::addColumn<QStringList>("options");
    QTest::newRow("the default demo")
        << QStringList{QStringLiteral("--steps"), QStringLiteral("510")};
    QTest::newRow("tracks and edits")
        << QStringList{QStringLiteral("--steps"),
                       QStringLiteral("300"),
                       QStringLiteral("--seed"),
                       QStringLiteral("3"),
                       QStringLiteral("--eval-every"),
                       QStringLiteral("50"),
                       QStringLiteral("--track"),
                       QStringLiteral("main:schedule=inverse-power,beta=1-1/200,power=2/3"),
                       QStringLiteral("--track"),
                       QStringLiteral("slow:schedule=constant,beta=hl=138"),
                       QStringLiteral("--set"),
                       QStringLiteral("120:main.beta=0.99"),
                       QStringLiteral("--set"),
                       QStringLiteral("150:lr=0.01")};
  }
  void bothProgramsMeasureTheSame() {
    QFETCH(QStringList, options);
    const QStringList common = options + QStringList{QStringLiteral("--threads"),
                                                     QStringLiteral("1"), QStringLiteral("--csv")};
    const Outcome engine =
        runProgram(QStringLiteral("emascope-engine"),
                   QStringList{QStringLiteral("train")} + common + QStringList{path("engine.csv")});
    QVERIFY2(engine.code == 0, engine.err.constData());
    const Outcome window =
        runProgram(QStringLiteral("emascope"), QStringList{QStringLiteral("--headless")} + common +
                                                   QStringList{path("window.csv")});
    QVERIFY2(window.code == 0, window.err.constData());
    QVERIFY(rowsWithoutSeconds(path("engine.csv")).size() > 5);
    QCOMPARE(rowsWithoutSeconds(path("window.csv")), rowsWithoutSeconds(path("engine.csv")));
  }

  void aRunThatIsKeptIsReplayedByTheEngine() {
    const QStringList library = {QStringLiteral("--library"), path("library")};
    const Outcome window = runProgram(
        QStringLiteral("emascope"),
        QStringList{QStringLiteral("--headless"), QStringLiteral("--steps"), QStringLiteral("60"),
                    QStringLiteral("--eval-every"), QStringLiteral("10"), QStringLiteral("--set"),
                    QStringLiteral("31:lr=0.001")} +
            library);
    QVERIFY2(window.code == 0, window.err.constData());
    QVERIFY2(window.err.contains("the run is kept in "), window.err.constData());
    const QStringList runs =
        QDir(path("library/runs")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QCOMPARE(runs.size(), 1);
    const Outcome engine =
        runProgram(QStringLiteral("emascope-engine"),
                   QStringList{QStringLiteral("replay"), runs.front()} + library);
    QCOMPARE(engine.out, QByteArray("identical: 6 evaluations\n"));
    QCOMPARE(engine.code, 0);
  }

  void everyRunOfAWindowIsKept() {
    const Outcome outcome = runProgram(QStringLiteral("emascope"), {QStringLiteral("--keep")});
    QCOMPARE(outcome.code, 2);
    QCOMPARE(
        complaint(outcome),
        QByteArray("--keep: every run of a window is kept; allowed: with --headless; see --help"));
  }

  void badInputIsRefusedInTheSameWords_data() {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char* option, const char* value, const char* named) {
      QTest::newRow(QByteArray(option).append(' ').append(value).constData())
          << QStringList{QLatin1String(option), QLatin1String(value)} << QByteArray(named);
    };
    row("--preset", "three-spirals", "three-spirals");
    row("--steps", "-3", "-3");
    row("--steps", "2.5", "2.5");
    row("--eval-every", "0", "eval-every");
    row("--seed", "-1", "seed");
    row("--threads", "-2", "-2");
    row("--lr", "nan", "lr");
    row("--device", "tpu", "tpu");
    row("--track", "main:beta=-1", "beta");
    row("--track", "main:beta=1.5", "1.5");
    row("--track", "main:beta=nan", "beta");
    row("--track", "main:power=0", "power");
    row("--track", "main:update_after_step=-1", "update_after_step");
    row("--track", "main:update_every=0", "update_every");
    row("--track", "main:gamma=2", "gamma");
    row("--track", "raw:beta=0.9", "raw");
    row("--track", "main:schedule=cosine", "cosine");
    row("--set", "100:nobody.beta=0.9", "nobody");
    row("--set", "100:main.beta=7", "7");
    row("--set", "main.beta=0.9", "main.beta=0.9");
    row("--set", "9999999:main.beta=0.9", "9999999");
    QTest::newRow("a label twice")
        << QStringList{QStringLiteral("--track"), QStringLiteral("one:beta=0.9"),
                       QStringLiteral("--track"), QStringLiteral("one:beta=0.99")}
        << QByteArray("one");
    QStringList many;
    for (int i = 0; i < 65; ++i) {
      many << QStringLiteral("--track") << QStringLiteral("t%1:beta=0.9").arg(i);
    }
    QTest::newRow("65 tracks") << many << QByteArray("64");
  }
  void badInputIsRefusedInTheSameWords() {
    QFETCH(QStringList, options);
    QFETCH(QByteArray, named);
    const Outcome engine = runProgram(QStringLiteral("emascope-engine"),
                                      QStringList{QStringLiteral("train")} + options);
    const Outcome window =
        runProgram(QStringLiteral("emascope"), QStringList{QStringLiteral("--headless")} + options);
    QVERIFY2(engine.code == 2, engine.err.constData());
    QVERIFY2(window.code == 2, window.err.constData());
    QCOMPARE(complaint(window), complaint(engine));
    QVERIFY2(complaint(window).contains(named), window.err.constData());
  }

  void aWindowWithBadInputEndsWithTheSameWords() {
    const QStringList options = {QStringLiteral("--steps"), QStringLiteral("-3")};
    const Outcome engine = runProgram(QStringLiteral("emascope-engine"),
                                      QStringList{QStringLiteral("train")} + options);
    const Outcome window = runProgram(QStringLiteral("emascope"), options, unseen(folder_.path()));
    QCOMPARE(window.code, 2);
    QCOMPARE(complaint(window), complaint(engine));
  }

  void aFileThatCannotBeWrittenIsRefusedBeforeTraining_data() {
    QTest::addColumn<QString>("option");
    QTest::addColumn<bool>("window");
    for (const char* option : {"--csv", "--json", "--export"}) {
      QTest::addRow("%s", option) << option << false;
      QTest::addRow("%s, window", option) << option << true;
    }
  }
  void aFileThatCannotBeWrittenIsRefusedBeforeTraining() {
    QFETCH(QString, option);
    QFETCH(bool, window);
    QStringList arguments = {option, folder_.filePath(QStringLiteral("nowhere/run.csv"))};
    if (!window) arguments << QStringLiteral("--headless");
    const Outcome outcome = runProgram(QStringLiteral("emascope"), arguments,
                                       window ? unseen(folder_.path()) : noDisplay());
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains("nowhere/run.csv"), outcome.err.constData());
    QVERIFY2(!outcome.err.contains("step"), outcome.err.constData());
  }

  void resultsThatStandardOutputDoesNotTakeAreAFailure_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QByteArray>("reason");
    const QString run = QStringLiteral("--headless --preset quadratic-bowl --steps 50");
    QTest::newRow("full") << run + QStringLiteral(" > /dev/full")
                          << QByteArray("No space left on device");
    QTest::newRow("closed") << run + QStringLiteral(" >&-") << QByteArray("it is closed");
    QTest::newRow("full, help") << QStringLiteral("--help > /dev/full")
                                << QByteArray("No space left on device");
  }
  void resultsThatStandardOutputDoesNotTakeAreAFailure() {
    QFETCH(QString, line);
    QFETCH(QByteArray, reason);
    const Outcome outcome = runShell(programPath(QStringLiteral("emascope ")) + line);
    QVERIFY2(outcome.code == 4, outcome.err.constData());
    QVERIFY2(outcome.err.endsWith("emascope: standard output: cannot be written: " + reason + '\n'),
             outcome.err.constData());
  }

  void anOutputIsNamedOnce() {
    const Outcome outcome = runProgram(QStringLiteral("emascope"),
                                       {QStringLiteral("--headless"), QStringLiteral("--csv"),
                                        path("a.csv"), QStringLiteral("--csv"), path("b.csv")});
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.startsWith("emascope: --csv was given twice, with "),
             outcome.err.constData());
  }

  void aRunWithoutAWindowDoesNotStartPaused() {
    const Outcome outcome =
        runProgram(QStringLiteral("emascope"), QStringLiteral("--headless --paused").split(u' '));
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.startsWith("emascope: --paused: a run without a window"),
             outcome.err.constData());
  }

  void divergenceEndsTheRun() {
    const Outcome outcome =
        runProgram(QStringLiteral("emascope"),
                   {QStringLiteral("--headless"), QStringLiteral("--preset"),
                    QStringLiteral("digits"), QStringLiteral("--steps"), QStringLiteral("300"),
                    QStringLiteral("--set"), QStringLiteral("100:lr=1e6"), QStringLiteral("--json"),
                    path("diverged.json"), QStringLiteral("--library"), path("diverged")});
    QVERIFY2(outcome.code == 3, (outcome.out + outcome.err).constData());
    QVERIFY2(outcome.err.contains(": 3 steps in a row were not finite"), outcome.err.constData());
    QVERIFY2(outcome.err.contains("; the weights are those after step 10"),
             outcome.err.constData());
    QVERIFY(QJsonDocument::fromJson(contents(path("diverged.json"))).isObject());
    // From before the edit.
    QDirIterator checkpoint(path("diverged/runs"), {QStringLiteral("step-*.emascope")}, QDir::Files,
                            QDirIterator::Subdirectories);
    QVERIFY(checkpoint.hasNext());
  }

  void evaluationsThatAreNeverFiniteAreSaidAtOnceAndEndWithThree() {
    QFile table(path("points.csv"));
    QVERIFY(table.open(QIODevice::WriteOnly));
    table.write("a,b,c,d,corner\n");
    for (int row = 0; row < 60; ++row) {
      for (int column = 0; column < 4; ++column) table.write(column == row % 3 ? "1," : "0,");
      table.write("corner" + QByteArray::number(row % 3) + '\n');
    }
    table.close();
    const Outcome outcome = runProgram(
        QStringLiteral("emascope"),
        {QStringLiteral("--headless"), QStringLiteral("--data"), table.fileName(),
         QStringLiteral("--model"), QStringLiteral(EMASCOPE_SCRIPTS "/nan_in_evaluation.pt"),
         QStringLiteral("--trust"), QStringLiteral("--steps"), QStringLiteral("20")});
    QVERIFY2(outcome.code == 3, (outcome.out + outcome.err).constData());
    QVERIFY2(outcome.err.contains(": the validation loss of raw"), outcome.err.constData());
    QVERIFY2(outcome.err.contains("nan, not a finite number\n"), outcome.err.constData());
  }

  void anEngineThatFailsEndsTheProgramWithItsWords_data() {
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("dies") << fakeEngine("dies") << QByteArray("the disk is full");
    QTest::newRow("another version") << fakeEngine("wrong-major") << QByteArray("9.");
    QTest::newRow("garbage") << fakeEngine("garbage") << QByteArray("does not speak the protocol");
    QTest::newRow("is not there") << "/nowhere/engine serve" << QByteArray("/nowhere/engine");
    QTest::newRow("is nothing") << " " << QByteArray("engine");
  }
  void anEngineThatFailsEndsTheProgramWithItsWords() {
    QFETCH(QString, engine);
    QFETCH(QByteArray, words);
    const Outcome outcome =
        runProgram(QStringLiteral("emascope"),
                   {QStringLiteral("--headless"), QStringLiteral("--engine"), engine});
    QCOMPARE(outcome.code, 4);
    QVERIFY2(outcome.err.contains(words), outcome.err.constData());
  }
};

}  // namespace emascope::ui

QTEST_GUILESS_MAIN(emascope::ui::HeadlessTest)
#include "headless_test.moc"
