// SPDX-License-Identifier: GPL-3.0-or-later
//
// The files beside a window: each run has its own, and the person hears when one fails.
#include "app/emascope/run_files.h"

#include "tests/support/fake_run.h"
#include "tests/ui/support/fake_session.h"
#include "ui/run/run_controller.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace emascope::ui {

class RunFilesTest : public QObject {
  Q_OBJECT

 private:
  struct Fixture {
    QTemporaryDir folder;
    FakeSession session;
    RunController controller{session};
    RunFiles files{controller};

    Fixture() { controller.setCatalog(fakeCatalog()); }

    [[nodiscard]] std::string path(const char* name) const {
      return folder.filePath(QString::fromLatin1(name)).toStdString();
    }
    [[nodiscard]] qsizetype lines(const char* name) const {
      QFile file(QString::fromStdString(path(name)));
      return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : -1;
    }
    void arrive(const std::vector<Event>& events) {
      for (const Event& event : events) session.arrive(event);
      QSignalSpy delivered(&controller, &RunController::delivered);
      QVERIFY(delivered.wait(20000));
    }
    [[nodiscard]] QByteArray text(const char* name) const {
      QFile file(QString::fromStdString(path(name)));
      return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const char* name, const QByteArray& text) const {
      QFile file(QString::fromStdString(path(name)));
      QVERIFY(file.open(QIODevice::WriteOnly));
      file.write(text);
    }
    /// As the engine answers a start while a run is going on. `data`: the file that the run reads.
    void run(std::int64_t points, const std::string& data = {}) {
      event::Started started = fakeStarted(controller.catalog());
      if (!data.empty()) started.config.user_task = {{"data", data}};
      std::vector<Event> events = {event::StateChanged{RunState::kFinished, 0, ""}, started,
                                   event::StateChanged{RunState::kRunning, 0, ""}};
      for (std::int64_t step = 1; step <= points; ++step) {
        events.emplace_back(event::Evaluated{{fakePoint(step, 3)}});
      }
      arrive(events);
    }
  };

 private Q_SLOTS:
  void aRestartTakesNothingFromTheRunBefore() {
    Fixture window;
    WindowOptions options;
    options.csv = window.path("run.csv");
    options.json = window.path("run.json");
    QVERIFY(window.files.open(options, RunConfig()).ok());
    window.run(3);
    window.run(2);
    QCOMPARE(window.lines("run.csv"), qsizetype{4});
    QCOMPARE(window.lines("run-2.csv"), qsizetype{3});
    QVERIFY(window.lines("run.json") > 10);
    QCOMPARE(window.lines("run-2.json"), qsizetype{-1});  // it goes on
    QCOMPARE(window.files.finish(), 0);
    QVERIFY(window.lines("run-2.json") > 10);
  }

  void anEngineThatEndsLeavesTheFilesOfItsRun() {
    Fixture window;
    WindowOptions options;
    options.csv = window.path("run.csv");
    options.json = window.path("run.json");
    QVERIFY(window.files.open(options, RunConfig()).ok());
    window.run(3);
    window.controller.engineGone();
    QVERIFY(window.lines("run.json") > 10);
    window.run(1);  // "Start it again"
    QCOMPARE(window.lines("run.csv"), qsizetype{4});
    QCOMPARE(window.lines("run-2.csv"), qsizetype{2});
  }

  void weightsOfAFurtherRunHaveFilesOfTheirOwn() {
    Fixture window;
    QFile(QString::fromStdString(window.path("w-2.pt"))).open(QIODevice::WriteOnly);
    RunConfig config;
    config.saves = {{"raw", window.path("w.pt")}, {"main", window.path("m.pt")}};
    const auto sent = [&window, &config] {
      window.controller.start(config);
      return std::get<command::Start>(window.session.posted.back()).config.saves;
    };
    QVERIFY(sent() == config.saves);
    const auto second = sent();
    QCOMPARE(second[0].path, window.path("w-3.pt"));
    QCOMPARE(second[1].path, window.path("m-3.pt"));
    config.saves = second;
    QCOMPARE(sent()[0].path, window.path("w-4.pt"));
  }

  void aFurtherRunDoesNotReplaceTheFileThatItReads() {
    Fixture window;
    const QByteArray table = "a,b\n1,2\n";
    window.write("t.csv", table);
    WindowOptions options;
    options.csv = window.path("t.csv");
    options.exports = {window.path("t-2.csv")};
    QVERIFY(window.files.open(options, RunConfig()).ok());
    window.run(0);  // paused before its first row
    QSignalSpy news(&window.files, &RunFiles::news);
    window.run(2, window.path("t.csv"));
    QCOMPARE(window.text("t.csv"), table);
    QCOMPARE(window.lines("t-2.csv"), qsizetype{-1});  // the export's, at the end
    QCOMPARE(window.lines("t-3.csv"), qsizetype{3});
    QTRY_COMPARE(news.count(), 1);
    QVERIFY2(news[0][0].toString().endsWith(
                 QString::fromStdString("t-3.csv: used for this run; --csv " + options.csv +
                                        " is the file that --data " + options.csv + " reads")),
             qPrintable(news[0][0].toString()));
    QCOMPARE(window.files.finish(), 0);
    QCOMPARE(window.text("t.csv"), table);
  }

  void aShardOfTheWeightsThatAreReadIsNotWritten() {
    Fixture window;
    window.write("1.safetensors", "one");
    window.write("2.safetensors", "two");
    window.write("w.json", R"({"weight_map": {"a": "1.safetensors", "b": "2.safetensors"}})");
    WindowOptions options;
    RunConfig config;
    config.user_task = {{"weights", window.path("w.json")}};
    config.saves = {{"raw", window.path("2.safetensors")}};
    const Status status = window.files.open(options, config);
    QVERIFY(!status.ok());
    QCOMPARE(status.error().why,
             "is the file that --weights " + window.path("2.safetensors") + " reads");
    options.engine = "ssh elsewhere emascope-engine serve";
    QVERIFY(window.files.open(options, config).ok());
  }

  void weightsOfAFurtherRunTakeNoNameOfAnotherFile() {
    Fixture window;
    WindowOptions options;
    options.exports = {window.path("w-2.csv")};
    RunConfig config;
    config.saves = {{"raw", window.path("w.csv")}};
    QVERIFY(window.files.open(options, config).ok());
    window.controller.start(config);
    window.controller.start(config);
    QCOMPARE(window.session.all<command::Start>().back().config.saves[0].path,
             window.path("w-3.csv"));
  }

  void anExportDoesNotReplaceAFileThatARunHasRead() {
    Fixture window;
    window.write("t.csv", "a,b\n1,2\n");
    WindowOptions options;
    options.exports = {window.path("t.csv"), window.path("plot.svg")};
    QVERIFY(window.files.open(options, RunConfig()).ok());
    QVERIFY(window.files.exportPaths() == options.exports);
    window.run(1, window.path("t.csv"));
    window.run(1);  // another run at the end
    const std::vector<std::string> expected = {window.path("t-2.csv"), window.path("plot.svg")};
    QVERIFY(window.files.exportPaths() == expected);
  }

  void anExportThatCannotBeWrittenIsRefused() {
    Fixture window;
    WindowOptions options;
    options.exports = {window.path("nowhere/plot.svg")};
    const Status status = window.files.open(options, RunConfig());
    QVERIFY(!status.ok());
    QCOMPARE(status.error().where, options.exports[0]);
  }

  void aFileOfTheRunsIsNotWrittenByTheWay() {
    Fixture window;
    window.write("t.csv", "a,b\n1,2\n");
    WindowOptions options;
    options.csv = window.path("run.csv");
    options.json = window.path("run.json");
    options.exports = {window.path("plot.svg")};
    QVERIFY(window.files.open(options, RunConfig()).ok());
    window.run(1, window.path("t.csv"));
    const auto refusal = [&window](const char* name, bool by_engine = false) {
      const Status status = window.controller.checkOutput("export", window.path(name), by_engine);
      return status ? std::string() : status.error().why;
    };
    QCOMPARE(refusal("t.csv"), "is the file that --data " + window.path("t.csv") + " reads");
    QCOMPARE(refusal("t.csv", true), refusal("t.csv"));
    QCOMPARE(refusal("run.csv"), "is the file that --csv " + options.csv + " also writes");
    QCOMPARE(refusal("run.json"), "is the file that --json " + options.json + " also writes");
    QCOMPARE(refusal("plot.svg"),
             "is the file that --export " + options.exports[0] + " also writes");
    QCOMPARE(refusal("other.csv"), std::string());
    window.arrive({event::StateChanged{RunState::kFinished, 1, ""}});
    QCOMPARE(refusal("run.csv"), std::string());  // it is complete
  }

  void anEngineElsewhereHasFilesOfItsOwn() {
    Fixture window;
    window.write("t.csv", "a,b\n1,2\n");
    WindowOptions options;
    options.engine = "ssh elsewhere emascope-engine serve";
    options.csv = window.path("run.csv");
    QVERIFY(window.files.open(options, RunConfig()).ok());
    window.run(1, window.path("t.csv"));
    QVERIFY(window.controller.checkOutput("export", window.path("t.csv")).ok());
    QVERIFY(window.controller.checkOutput("save raw", window.path("run.csv"), true).ok());
    QVERIFY(!window.controller.checkOutput("export", window.path("run.csv")).ok());
  }

  void aPartOfARunThatIsRefusedIsAFailure() {
    Fixture window;
    QVERIFY(window.files.open(WindowOptions(), RunConfig()).ok());
    window.run(1);
    window.arrive({event::Rejected{7, Error{"set", "by hand", ""}}});
    QCOMPARE(window.files.finish(), 0);
    window.arrive({event::Rejected{0, Error{"save raw", "no room", ""}}});
    window.run(1);  // another run, which is complete
    QCOMPARE(window.files.finish(), 4);
  }

  void aFileThatFailsIsTold() {
    Fixture window;
    QSignalSpy news(&window.files, &RunFiles::news);
    WindowOptions options;
    options.csv = "/dev/full";
    QVERIFY(window.files.open(options, RunConfig()).ok());
    window.run(1);
    QTRY_COMPARE(news.count(), 1);
    QVERIFY(news.front()[0].toString().contains(QStringLiteral("/dev/full: cannot be written")));
    QCOMPARE(news.front()[1].toBool(), true);
    QCOMPARE(window.files.finish(), 4);
  }

  void aFileForTwoPurposesIsRefused() {
    Fixture window;
    WindowOptions options;
    options.csv = window.path("x.csv");
    RunConfig config;
    config.saves = {{"raw", options.csv}};
    QVERIFY(!window.files.open(options, config).ok());
    options.engine = "ssh elsewhere emascope-engine serve";  // its files are not to be seen here
    QVERIFY(window.files.open(options, config).ok());
  }
};

}  // namespace emascope::ui

QTEST_GUILESS_MAIN(emascope::ui::RunFilesTest)
#include "run_files_test.moc"
