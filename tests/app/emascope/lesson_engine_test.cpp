// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lesson 3 with the real engine, from its first to its last step, by the keys of a presenter.
#include "core/lessons/shipped_lessons.h"
#include "tests/app/emascope/program.h"
#include "tests/support/own_lesson.h"
#include "tests/ui/teach/teach_folder.h"
#include "ui/panels/panel_commands.h"
#include "ui/run/edit_sender.h"
#include "ui/run/engine_client.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/shown_tracks.h"
#include "ui/teach/lesson_chart.h"
#include "ui/teach/lesson_page.h"
#include "ui/teach/lesson_pictures.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/plain_words.h"
#include "ui/teach/teach_view.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

namespace emascope::ui {

class LessonEngineTest : public QObject {
  Q_OBJECT

 private:
  static constexpr int kPatience = 60000;  // ms
  using Phase = LessonSession::Phase;

  TeachFolder folder_;

 private Q_SLOTS:
  void initTestCase() { folder_.setUp(); }

  void lessonThreeByPresenterKeys() {
    EngineClient client{{programPath(QStringLiteral("emascope-engine")), QStringLiteral("serve")}};
    RunController controller{client};
    EditSender sender{controller};
    Selection selection;
    PanelCommands commands;
    ShownTracks shown;
    TeachView view{{&controller, &sender, &selection, &commands, &shown}, nullptr};
    QObject::connect(&client, &EngineClient::helloArrived, &view,
                     [&] { controller.setCatalog(client.hello().catalog); });
    client.launch();
    view.resize(1440, 840);
    view.show();
    view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&view, kPatience));
    QTRY_VERIFY_WITH_TIMEOUT(!controller.catalog().presets.empty(), kPatience);

    auto* tile = view.findChild<QPushButton*>(QStringLiteral("lesson_tile_3"));
    QVERIFY(tile);
    tile->setFocus();
    QTest::keyClick(tile, Qt::Key_Return);
    LessonSession& lesson = view.session();
    QVERIFY(lesson.isOpen());
    const std::size_t steps = lesson.lesson().steps.size();
    // A class watches at 200 steps per second; the test need not.
    QObject::connect(&controller, &RunController::runStarted, &view,
                     [&] { controller.setSpeed(0.0); });
    const auto text = [&](const char* name) {
      return view.findChild<QLabel*>(QLatin1String(name))->text();
    };
    std::size_t decided = 0;
    for (std::size_t step = 0; step < steps; ++step) {
      QCOMPARE(lesson.at(), step);
      QTRY_COMPARE_WITH_TIMEOUT(lesson.phase(), Phase::kReading, kPatience);
      // The run pauses exactly where the lesson wants it.
      QVERIFY(controller.record().step == lesson.step().stop);
      QVERIFY(!text("lesson_question").isEmpty());
      QTest::keyClick(&view, Qt::Key_PageDown);
      QTRY_COMPARE_WITH_TIMEOUT(lesson.phase(), Phase::kDecided, kPatience);
      QCOMPARE(controller.record().points.back().step, lesson.step().ask->until);
      const LessonOutcome outcome = decide(lesson.step(), lesson.evidences());
      QVERIFY(!outcome.lacking);
      QCOMPARE(text("lesson_outcome"), flowing(outcomeText(*lesson.step().ask, outcome, "en")));
      decided += outcome.right == lesson.step().ask->cases.front().right ? 1 : 0;
      QVERIFY(lesson.changes().empty());
      QVERIFY(!view.page()->chart()->labels().empty());
      if (step == 1) {
        auto* picture = view.findChild<LessonPicture*>(QStringLiteral("lesson_picture_right"));
        QTRY_VERIFY_WITH_TIMEOUT(picture->isVisible() && !picture->picture().kind.empty(),
                                 kPatience);
      }
      QTest::keyClick(&view, Qt::Key_PageDown);
    }
    QVERIFY(!lesson.isOpen());  // back at the list
    QVERIFY(tile->accessibleDescription().contains(QStringLiteral("completed")));
    // As the lessons are measured, each question holds with 97.5 of 100 seeds or more.
    QVERIFY(decided >= steps - 1);
  }

  // What the program says to its engine is written to a file on the way.
  void aFileOfTheCommandLineIsPlayed() {
    const QString lesson =
        folder_.file("own.json", ownLesson({.tracks = {"own-average:schedule=constant,beta=0.9"},
                                            .show = {"raw", "own-average"}}));
    const QString heard = folder_.path("heard");
    const QString script =
        folder_.file("engine.sh", "tee '" + heard.toStdString() + "' | '" +
                                      programPath(QStringLiteral("emascope-engine")).toStdString() +
                                      "' serve\n");
    QProcess program;
    QProcessEnvironment offscreen = QProcessEnvironment::systemEnvironment();
    offscreen.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    offscreen.insert(QStringLiteral("XDG_CONFIG_HOME"), folder_.path());
    offscreen.insert(QStringLiteral("XDG_DATA_HOME"), folder_.path());
    program.setProcessEnvironment(offscreen);
    program.start(
        programPath(QStringLiteral("emascope")),
        {QStringLiteral("--lesson"), lesson, QStringLiteral("--seed"), QStringLiteral("7"),
         QStringLiteral("--engine"), QStringLiteral("/bin/sh ") + script});
    // The lesson is shown: it lets its run go on to the first stop, which it does only then.
    QTRY_VERIFY_WITH_TIMEOUT(contents(heard).contains("advance"), kPatience);
    const QByteArray said = contents(heard);
    QVERIFY(said.contains("own-average"));
    QVERIFY(said.contains("seed\x07"));  // CBOR: the text, and the number in one byte
    program.terminate();
    QVERIFY(program.waitForFinished(kPatience));
    QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    QCOMPARE(program.exitCode(), 143);
    const QByteArray words = program.readAllStandardError();  // Qt itself may warn
    QVERIFY2(!words.contains("emascope: "), words.constData());
  }

  void aWrongFileIsRefusedByTheCommandLine() {
    const QString path =
        folder_.file("wrong.json", "{\n\"format\": \"emascope-lesson\",\n\"version\": 2}");
    QProcessEnvironment offscreen = QProcessEnvironment::systemEnvironment();
    offscreen.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    offscreen.insert(QStringLiteral("XDG_CONFIG_HOME"), folder_.path());
    offscreen.insert(QStringLiteral("XDG_DATA_HOME"), folder_.path());
    const Outcome newer =
        runProgram(QStringLiteral("emascope"), {QStringLiteral("--lesson"), path}, offscreen);
    QCOMPARE(newer.code, 2);
    QVERIFY2(newer.err.contains("wrong.json:3"), newer.err.constData());
    QVERIFY2(newer.err.contains("newer than this program"), newer.err.constData());
    const Outcome mixed = runProgram(
        QStringLiteral("emascope"),
        {QStringLiteral("--lesson"), path, QStringLiteral("--steps"), QStringLiteral("10")},
        offscreen);
    QCOMPARE(mixed.code, 2);
    QVERIFY2(mixed.err.contains("--lesson"), mixed.err.constData());
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::LessonEngineTest)
#include "lesson_engine_test.moc"
