// SPDX-License-Identifier: GPL-3.0-or-later
//
// Signals, limits and disks that fail, while a run of `emascope` is going on: what is there
// afterwards, and the exit code.
#include "tests/app/emascope/program.h"

#include <csignal>

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace emascope::ui {

class ProgramTroubleTest : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir folder_;
  [[nodiscard]] QString path(const char* name) const {
    return folder_.filePath(QLatin1String(name));
  }

  /// The engine that the program has started; 0 if there is none yet.
  static pid_t engineOf(const QProcess& program) {
    const QString id = QString::number(program.processId());
    const QString file = QStringLiteral("/proc/%1/task/%1/children").arg(id);
    return contents(file).split(' ').front().toInt();
  }
  /// The third word of /proc/…/stat: "T" stopped, "Z" ended.
  static bool isInState(pid_t process, char state) {
    const QByteArray stat = contents(QStringLiteral("/proc/%1/stat").arg(process));
    return stat.mid(stat.lastIndexOf(')')).startsWith(QByteArray(") ") + state);
  }

 private Q_SLOTS:
  void aSignalEndsTheRunWithEverythingWritten_data() {
    QTest::addColumn<bool>("window");
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("ignored");
    for (const bool window : {false, true}) {
      const char* kind = window ? "window" : "headless";
      QTest::addRow("INT, %s", kind) << window << SIGINT << 130 << "";
      QTest::addRow("TERM, %s", kind) << window << SIGTERM << 143 << "";
      QTest::addRow("HUP, %s", kind) << window << SIGHUP << 129 << "";
      QTest::addRow("INT, %s in the background of a script", kind)
          << window << SIGINT << 130 << "INT QUIT";
    }
  }
  void aSignalEndsTheRunWithEverythingWritten() {
    QFETCH(bool, window);
    QFETCH(int, signal);
    QFETCH(int, code);
    QFETCH(QString, ignored);
    QTemporaryDir folder;
    const auto file = [&folder](const char* name) { return folder.filePath(QLatin1String(name)); };
    QProcess process;
    process.setProcessEnvironment(window ? unseen(folder_.path()) : noDisplay());
    QStringList arguments = {
        QStringLiteral("--preset"), QStringLiteral("quadratic-bowl"),
        QStringLiteral("--steps"),  QStringLiteral("100000000"),
        QStringLiteral("--speed"),  QStringLiteral("2000"),
        QStringLiteral("--csv"),    file("cut.csv"),
        QStringLiteral("--json"),   file("cut.json"),
        QStringLiteral("--export"), file("cut.svg"),
        QStringLiteral("--export"), file("copy.csv"),
        QStringLiteral("--save"),   QStringLiteral("raw=") + file("raw.safetensors")};
    if (!window) arguments.prepend(QStringLiteral("--headless"));
    arguments.prepend(programPath(QStringLiteral("emascope")));
    const QString line = ignored.isEmpty() ? QStringLiteral("exec \"$@\"")
                                           : QStringLiteral("trap '' %1; exec \"$@\"").arg(ignored);
    process.start(QStringLiteral("/bin/sh"),
                  QStringList{QStringLiteral("-c"), line, QStringLiteral("sh")} + arguments);
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(contents(file("cut.csv")).count('\n') > 3, 30000);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
    QVERIFY(process.waitForFinished(20000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QVERIFY2(process.exitCode() == code, process.readAllStandardError().constData());
    QVERIFY(contents(file("cut.csv")).endsWith('\n'));
    const auto json = QJsonDocument::fromJson(contents(file("cut.json")));
    QCOMPARE(json.object()[QStringLiteral("state")].toString(), QStringLiteral("finished"));
    QVERIFY(contents(file("cut.svg")).startsWith("<?xml"));
    QCOMPARE(contents(file("copy.csv")).count('\n'), contents(file("cut.csv")).count('\n'));
    QVERIFY(contents(file("raw.safetensors")).contains("raw, step"));
  }

  void aKeptRunThatIsEndedCanGoOn_data() {
    QTest::addColumn<int>("signal");
    QTest::newRow("TERM") << SIGTERM;
    QTest::newRow("KILL") << SIGKILL;
  }
  void aKeptRunThatIsEndedCanGoOn() {
    QFETCH(int, signal);
    QTemporaryDir folder;
    const QStringList library = {QStringLiteral("--headless"), QStringLiteral("--library"),
                                 folder.path()};
    QProcess process;
    process.setProcessEnvironment(noDisplay());
    process.start(programPath(QStringLiteral("emascope")),
                  library + QStringLiteral("--preset quadratic-bowl --steps 20000 --eval-every 1000"
                                           " --speed 2000 --checkpoint-every 100")
                                .split(u' '));
    QVERIFY(process.waitForStarted());
    const QDir runs(folder.filePath(QStringLiteral("runs")));
    const auto names = [&runs] { return runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot); };
    const auto hasCheckpoints = [&runs](const QString& name) {
      const QDir checkpoints(runs.filePath(name + QStringLiteral("/checkpoints")));
      return !checkpoints.entryList({QStringLiteral("step-*.emascope")}, QDir::Files).isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(!names().isEmpty() && hasCheckpoints(names().front()), 30000);
    const QString first = names().front();
    QTRY_VERIFY_WITH_TIMEOUT(runs.exists(first + QStringLiteral("/run.json")), 30000);
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), signal), 0);
    QVERIFY(process.waitForFinished(20000));
    const Outcome rest = runProgram(QStringLiteral("emascope"),
                                    library + QStringList{QStringLiteral("--resume"), first});
    QVERIFY2(rest.code == 0, rest.err.constData());
    QStringList others = names();
    others.removeOne(first);
    QCOMPARE(others.size(), qsizetype{1});
    QVERIFY(runs.exists(others.front() + QStringLiteral("/checkpoints/step-000020000.emascope")));
  }

  void aRunWhoseEngineIsKilledHasFailed() {
    QTemporaryDir folder;
    const QStringList library = {QStringLiteral("--library"), folder.path()};
    QProcess process;
    process.setProcessEnvironment(noDisplay());
    process.start(programPath(QStringLiteral("emascope")),
                  library + QStringLiteral("--headless --preset quadratic-bowl --steps 100000000"
                                           " --speed 2000 --csv %1 --json %2")
                                .arg(folder.filePath(QStringLiteral("cut.csv")),
                                     folder.filePath(QStringLiteral("cut.json")))
                                .split(u' '));
    QVERIFY(process.waitForStarted());
    const QString csv = folder.filePath(QStringLiteral("cut.csv"));
    QTRY_VERIFY_WITH_TIMEOUT(contents(csv).count('\n') > 3, 30000);
    const pid_t engine = engineOf(process);
    QVERIFY(engine > 0);
    QCOMPARE(::kill(engine, SIGKILL), 0);
    QVERIFY(process.waitForFinished(20000));
    QCOMPARE(process.exitCode(), 4);
    const auto json =
        QJsonDocument::fromJson(contents(folder.filePath(QStringLiteral("cut.json"))));
    QCOMPARE(json.object()[QStringLiteral("state")].toString(), QStringLiteral("failed"));
    const Outcome list =
        runProgram(QStringLiteral("emascope-engine"),
                   QStringList{QStringLiteral("runs"), QStringLiteral("--json")} + library);
    const QJsonArray runs = QJsonDocument::fromJson(list.out).array();
    QCOMPARE(runs.size(), qsizetype{1});
    QCOMPARE(runs[0].toObject()[QStringLiteral("state")].toString(), QStringLiteral("failed"));
  }

  void aSignalToBothProgramsIsOneToTheRun_data() {
    QTest::addColumn<bool>("both");
    QTest::addColumn<int>("code");
    QTest::newRow("both") << true << 143;
    QTest::newRow("the engine alone") << false << 4;
  }
  void aSignalToBothProgramsIsOneToTheRun() {
    QFETCH(bool, both);
    QFETCH(int, code);
    QTemporaryDir folder;
    const auto file = [&folder](const char* name) { return folder.filePath(QLatin1String(name)); };
    QProcess process;
    process.setProcessEnvironment(noDisplay());
    process.start(
        programPath(QStringLiteral("emascope")),
        {QStringLiteral("--headless"), QStringLiteral("--preset"), QStringLiteral("quadratic-bowl"),
         QStringLiteral("--steps"), QStringLiteral("100000000"), QStringLiteral("--speed"),
         QStringLiteral("2000"), QStringLiteral("--csv"), file("cut.csv"), QStringLiteral("--json"),
         file("cut.json"), QStringLiteral("--save"),
         QStringLiteral("raw=") + file("raw.safetensors")});
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(contents(file("cut.csv")).count('\n') > 3, 30000);
    const pid_t engine = engineOf(process);
    QVERIFY(engine > 0);
    // It hears of the engine's last events and of its end at once.
    const auto program = static_cast<pid_t>(process.processId());
    QCOMPARE(::kill(program, SIGSTOP), 0);
    QTRY_VERIFY_WITH_TIMEOUT(isInState(program, 'T'), 10000);
    QCOMPARE(::kill(engine, SIGTERM), 0);
    QTRY_VERIFY_WITH_TIMEOUT(isInState(engine, 'Z'), 20000);
    if (both) QCOMPARE(::kill(program, SIGTERM), 0);
    QCOMPARE(::kill(program, SIGCONT), 0);
    QVERIFY(process.waitForFinished(20000));
    const QByteArray words = process.readAllStandardError();
    QVERIFY2(process.exitCode() == code, words.constData());
    QVERIFY2(both || words.contains("the engine ended the run after step "), words.constData());
    const QJsonObject run = QJsonDocument::fromJson(contents(file("cut.json"))).object();
    QCOMPARE(run[QStringLiteral("state")].toString(), QStringLiteral("finished"));
    QCOMPARE(run[QStringLiteral("saves")].toArray().size(), qsizetype{1});
    QCOMPARE(run[QStringLiteral("points")].toObject()[QStringLiteral("step")].toArray().size() + 1,
             contents(file("cut.csv")).count('\n'));
    QVERIFY(contents(file("raw.safetensors")).contains("raw, step"));
  }

  void aLimitOnTheSizeOfFilesIsAnErrorOfThoseFiles() {
    const QString run =
        QStringLiteral(" --headless --preset two-spirals --steps 2000 --csv %1 --save raw=%2");
    const Outcome outcome = runShell(
        QStringLiteral("ulimit -f 2; TMPDIR=/proc XDG_STATE_HOME=%1 exec ").arg(path("state")) +
        programPath(QStringLiteral("emascope")) +
        run.arg(path("limited.csv"), path("limited.safetensors")));
    QVERIFY2(outcome.code == 4, outcome.err.constData());
    QVERIFY2(outcome.err.contains("limited.csv: cannot be written: File too large"),
             outcome.err.constData());
    QVERIFY2(outcome.err.contains("limited.safetensors: cannot be written: File too large"),
             outcome.err.constData());
    QVERIFY(contents(path("limited.csv")).startsWith("step,"));
  }

  void aProgramWithoutStandardErrorWritesNoWordsIntoItsFiles() {
    const Outcome outcome =
        runShell(programPath(QStringLiteral("emascope")) +
                 QStringLiteral(" --headless --preset quadratic-bowl --steps 300 --csv %1 2>&-")
                     .arg(path("silent.csv")));
    QCOMPARE(outcome.code, 0);
    QVERIFY2(outcome.out.startsWith("weights"), outcome.out.constData());
    const QByteArray csv = contents(path("silent.csv"));
    const qsizetype cells = csv.left(csv.indexOf('\n')).count(',');
    QVERIFY(cells > 3);
    for (const QByteArray& line : csv.trimmed().split('\n')) QCOMPARE(line.count(','), cells);
  }

  void aWindowWhoseWeightsCouldNotBeSavedEndsWithAFailure() {
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("gone")));
    QProcessEnvironment environment = unseen(folder_.path());
    environment.insert(QStringLiteral("TMPDIR"), folder.path());
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(programPath(QStringLiteral("emascope")),
                  {QStringLiteral("--preset"), QStringLiteral("quadratic-bowl"),
                   QStringLiteral("--steps"), QStringLiteral("100000000"), QStringLiteral("--csv"),
                   folder.filePath(QStringLiteral("run.csv")), QStringLiteral("--save"),
                   QStringLiteral("raw=") + folder.filePath(QStringLiteral("gone/w.safetensors"))});
    QVERIFY(process.waitForStarted());
    const QString csv = folder.filePath(QStringLiteral("run.csv"));
    QTRY_VERIFY_WITH_TIMEOUT(contents(csv).count('\n') > 3, 30000);
    QVERIFY(QDir(folder.filePath(QStringLiteral("gone"))).removeRecursively());
    process.terminate();
    QVERIFY(process.waitForFinished(20000));
    const QByteArray words = process.readAllStandardError();
    QVERIFY2(process.exitCode() == 4, words.constData());
    const QString other = folder.filePath(QStringLiteral("w.safetensors"));
    QVERIFY2(words.contains("it was written to " + other.toUtf8() + " instead"), words.constData());
    QVERIFY(contents(other).contains("raw, step"));
  }
};

}  // namespace emascope::ui

QTEST_GUILESS_MAIN(emascope::ui::ProgramTroubleTest)
#include "program_trouble_test.moc"
