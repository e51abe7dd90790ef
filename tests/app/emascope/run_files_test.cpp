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
      QVERIFY(delivered.wait(1000));
    }
    /// As the engine answers a start while a run is going on.
    void run(std::int64_t points) {
      std::vector<Event> events = {event::StateChanged{RunState::kFinished, 0, ""},
                                   fakeStarted(controller.catalog()),
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
