// SPDX-License-Identifier: GPL-3.0-or-later
//
// The workspace Teach with real keys and mouse: the list, a lesson by presenter keys, answers and
// what is said to them, the knob, files, and languages.
#include "ui/teach/teach_view.h"

#include "tests/support/own_lesson.h"
#include "tests/ui/support/fake_pictures.h"
#include "tests/ui/support/test_program.h"
#include "tests/ui/teach/class_room.h"
#include "tests/ui/teach/teach_folder.h"
#include "ui/controls/quiet_combo.h"
#include "ui/run/language.h"
#include "ui/teach/answer_button.h"
#include "ui/teach/lesson_card.h"
#include "ui/teach/lesson_chart.h"
#include "ui/teach/lesson_list.h"
#include "ui/teach/lesson_page.h"
#include "ui/teach/lesson_pictures.h"
#include "ui/teach/lesson_session.h"
#include "ui/theme/theme.h"

#include <string>

#include <QAction>
#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

namespace emascope::ui {

class TeachViewTest : public QObject {
  Q_OBJECT

 private:
  TeachFolder folder_;

 private Q_SLOTS:
  void initTestCase() { folder_.setUp(); }
  void init() { QSettings().clear(); }

  void listsTheNineLessonsAndAClickStartsOne() {
    ClassRoom room;
    for (int i = 1; i <= 9; ++i) {
      const auto* tile = room.part<LessonTile>(qPrintable(QStringLiteral("lesson_tile_%1").arg(i)));
      QVERIFY(tile->isVisible());
      QVERIFY(!tile->accessibleName().isEmpty());
      QVERIFY(tile->accessibleDescription().contains(QStringLiteral("step")));
    }
    QVERIFY(room.session.all<command::Start>().empty());
    room.click("lesson_tile_3");
    QCOMPARE(room.lastStart().config.preset, std::string("curve"));
    QCOMPARE(room.text("lesson_title"), QStringLiteral("When should the average begin?"));
    QVERIFY(room.part<QWidget>("lesson_page")->isVisible());
  }

  void theListIsGoneThroughByKeys() {
    ClassRoom room;
    room.part<LessonTile>("lesson_tile_1")->setFocus();
    QTest::keyClick(room.part<LessonTile>("lesson_tile_1"), Qt::Key_Down);
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Return);
    QCOMPARE(room.view.session().lesson().place, std::int64_t{2});
  }

  void presenterKeysGoThroughTheLesson() {
    ClassRoom room;
    room.begin();
    QVERIFY(room.text("lesson_hint").contains(QStringLiteral("100")));
    room.reach(100);
    QVERIFY(room.text("lesson_text").startsWith(QStringLiteral("Three averages")));
    QVERIFY(!room.text("lesson_question").isEmpty());
    room.key(Qt::Key_PageDown);
    QCOMPARE(room.lastAdvance(), std::int64_t{400});
    room.reach(500);
    QVERIFY(!room.text("lesson_outcome").isEmpty());
    room.key(Qt::Key_Right);
    QCOMPARE(room.view.session().at(), std::size_t{1});
    room.reach(1000);
    room.key(Qt::Key_PageUp);
    QCOMPARE(room.view.session().at(), std::size_t{0});
    QVERIFY(!room.text("lesson_outcome").isEmpty());
    room.key(Qt::Key_Space);
    QCOMPARE(room.view.session().at(), std::size_t{1});
    room.key(Qt::Key_Left);
    QCOMPARE(room.view.session().at(), std::size_t{0});
  }

  // A page key goes to the lesson also while another part of the window has the focus.
  void pageKeysWorkWhereverTheFocusIs() {
    ClassRoom room;
    auto* elsewhere = new QPushButton(QStringLiteral("Pause"), &room.window);
    room.window.layout()->addWidget(elsewhere);
    room.begin();
    room.reach(100);
    elsewhere->setFocus();
    QTest::keyClick(elsewhere, Qt::Key_PageDown);
    QCOMPARE(room.lastAdvance(), std::int64_t{400});
  }

  void aRightAnswerIsCalledRightWithNumbersAndWhereToLook() {
    ClassRoom room;
    room.loss = [](const std::string& label, std::int64_t) { return label == "w0" ? 0.5 : 0.1; };
    room.begin();
    room.reach(100);
    room.click("lesson_answer_1");
    QVERIFY(room.part<AnswerButton>("lesson_answer_1")->given());
    QVERIFY(!room.part<AnswerButton>("lesson_answer_2")->isEnabled());
    room.reach(500);
    QCOMPARE(room.text("lesson_verdict"), QStringLiteral("Right."));
    QVERIFY(room.text("lesson_outcome").contains(QStringLiteral("0.500")));
    QVERIFY(room.text("lesson_look").contains(QStringLiteral("300")));
    QVERIFY(room.text("lesson_look").contains(QStringLiteral("500")));
    QCOMPARE(room.part<QLabel>("lesson_verdict")->palette().color(QPalette::WindowText).name(),
             theme().text.name());
  }

  void anotherAnswerIsNotCalledWrongInGeneral() {
    ClassRoom room;
    room.loss = [](const std::string& label, std::int64_t) { return label == "w0" ? 0.5 : 0.1; };
    room.begin();
    room.reach(100);
    room.key(Qt::Key_2);
    room.reach(500);
    QCOMPARE(room.text("lesson_verdict"), QStringLiteral("Not in this run."));
  }

  void aRunThatDoesNotDecideCallsNoAnswerWrong() {
    ClassRoom room;
    room.loss = [](const std::string&, std::int64_t) { return 0.1; };
    room.begin();
    room.reach(100);
    room.key(Qt::Key_2);
    room.reach(500);
    QVERIFY(room.text("lesson_verdict").contains(QStringLiteral("no answer is wrong")));
  }

  void picturesOfTheStepAreAskedForTogether() {
    ClassRoom room;
    room.begin();
    room.reach(100);
    QTRY_COMPARE(room.session.all<command::Render>().size(), std::size_t{2});
    const auto asked = room.session.all<command::Render>();
    QCOMPARE(asked[0].of, std::string("raw"));
    QCOMPARE(asked[1].of, std::string("w100"));
    for (const auto& render : asked) {
      room.session.arrive(event::Rendered{render.request, 100, render.of, fakeCurve()});
    }
    room.deliver();
    QVERIFY(room.part<LessonPicture>("lesson_picture_left")->isVisible());
    QVERIFY(room.part<LessonPicture>("lesson_picture_right")->isVisible());
    QCOMPARE(room.text("lesson_picture_name_right"), QStringLiteral("Warm-up 100"));
    QVERIFY(room.text("lesson_picture_loss_left").contains(QStringLiteral("loss")));
    QApplication::processEvents();
    for (const char* name : {"lesson_picture_loss_left", "lesson_picture_name_right"}) {
      const auto* label = room.part<QLabel>(name);
      QVERIFY2(label->height() >= label->heightForWidth(label->width()), name);
    }
  }

  void inANarrowViewASwitchChoosesThePicture() {
    ClassRoom room;
    room.window.resize(1000, 600);
    room.begin();
    room.reach(100);
    QTRY_COMPARE(room.session.all<command::Render>().size(), std::size_t{2});
    for (const auto& render : room.session.all<command::Render>()) {
      room.session.arrive(event::Rendered{render.request, 100, render.of, fakeCurve()});
    }
    room.deliver();
    QVERIFY(!room.part<LessonPicture>("lesson_picture_left")->isVisible());
    QVERIFY(room.part<LessonPicture>("lesson_picture_right")->isVisible());
    room.click("lesson_show_left");
    QVERIFY(room.part<LessonPicture>("lesson_picture_left")->isVisible());
    QVERIFY(!room.part<LessonPicture>("lesson_picture_right")->isVisible());
  }

  void progressIsKept() {
    {
      ClassRoom room;
      room.begin();
      room.reach(3000);
      for (int i = 0; i < 4; ++i) room.key(Qt::Key_PageDown);
      room.click("lesson_list_button");
      QVERIFY(room.part<LessonTile>("lesson_tile_3")
                  ->accessibleDescription()
                  .contains(QStringLiteral("2 of 4")));
    }
    ClassRoom later;
    QVERIFY(later.part<LessonTile>("lesson_tile_3")
                ->accessibleDescription()
                .contains(QStringLiteral("2 of 4")));
  }

  void aFileOfOnesOwnOpensAndIsListed() {
    ClassRoom room;
    QSignalSpy wanted(&room.view, &TeachView::teachWanted);
    room.view.openLesson(folder_.file("own.json", ownLesson()));
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(room.text("lesson_title"), QStringLiteral("My own lesson"));
    QCOMPARE(room.lastStart().config.speed, 100.0);
    room.click("lesson_list_button");
    QVERIFY(room.part<LessonTile>("lesson_tile_10")->isVisible());
  }

  void aFileThatIsDroppedOpens() {
    ClassRoom room;
    QMimeData dropped;
    dropped.setUrls({QUrl::fromLocalFile(folder_.file("own.json", ownLesson()))});
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&room.view, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&room.view, &drop);
    QCOMPARE(room.text("lesson_title"), QStringLiteral("My own lesson"));
    QVERIFY(isLessonFile(folder_.path("own.json")));
    QVERIFY(!isLessonFile(folder_.file("network.json", "{\"layers\": []}")));
  }

  void aWrongFileIsRefusedWithItsLine() {
    ClassRoom room;
    std::string wrong = ownLesson();
    wrong.replace(wrong.find("\"stop\": 100"), 11, "\"stop\": 110");
    room.view.openLesson(folder_.file("wrong.json", wrong));
    QVERIFY(room.text("lesson_refusal").contains(QStringLiteral("wrong.json:6")));
    QVERIFY(room.text("lesson_refusal").contains(QStringLiteral("multiple of 25")));
    QVERIFY(room.session.all<command::Start>().empty());
    room.view.openLesson(folder_.file("newer.json", ownLesson({.version = 2})));
    QVERIFY(room.text("lesson_refusal").contains(QStringLiteral("newer than this program")));
    room.view.openLesson(folder_.path("missing.json"));
    QVERIFY(room.text("lesson_refusal").contains(QStringLiteral("missing.json")));
  }

  void aFileWaitsForTheEngine() {
    FakeSession session;
    RunController controller(session);
    PanelParts parts(controller);
    TeachView view(parts.context(), nullptr);
    view.openLesson(folder_.file("own.json", ownLesson()), 5);
    QVERIFY(session.posted.empty());
    controller.setCatalog(teachCatalog());
    QCOMPARE(session.all<command::Start>().back().config.seed, std::uint64_t{5});
  }

  void theLanguageIsChosenInTheView() {
    ClassRoom room;
    room.begin();
    room.reach(100);
    auto* languages = room.part<QuietCombo>("lesson_language_here");
    const int german = languages->findData(QStringLiteral("de"));
    QVERIFY(german >= 0);
    languages->setCurrentIndex(german);
    Q_EMIT languages->activated(german);
    QCOMPARE(room.text("lesson_title"), QStringLiteral("Wann soll der Mittelwert beginnen?"));
    ClassRoom later;
    QCOMPARE(later.view.language(), std::string("de"));
    // Not after the window has got another language.
    installLanguage(QStringLiteral("zh"));
    const ClassRoom chinese;
    installLanguage(QStringLiteral("en"));
    QCOMPARE(chinese.view.language(), std::string("zh"));
  }

  void theLanguageIsThatOfTheWindow() {
    installLanguage(QStringLiteral("zh"));
    const ClassRoom room;
    installLanguage(QStringLiteral("en"));
    QCOMPARE(room.view.language(), std::string("zh"));
  }

  void nothingIsSentWhileTheViewIsHidden() {
    ClassRoom room;
    room.begin();
    room.reach(50);
    room.view.hide();
    room.session.posted.clear();
    room.reach(100);
    room.controller.setCatalog(teachCatalog());
    QTest::keyClick(&room.window, Qt::Key_PageDown);
    QVERIFY(room.session.posted.empty());
  }

  // A run that a person started goes on while the list of lessons is looked at.
  void theListDisturbsNoRun() {
    ClassRoom room;
    const RunConfig config = room.controller.catalog().presets.front().config;
    room.accept(room.controller.start(config), config);
    room.session.posted.clear();
    room.view.hide();
    room.view.show();
    room.reach(500);
    room.key(Qt::Key_PageDown);
    QVERIFY(room.session.posted.empty());
  }

  void fullScreenAndTuneAreAskedFor() {
    ClassRoom room;
    room.begin();
    room.reach(100);
    QSignalSpy full(&room.view, &TeachView::fullScreenWanted);
    QSignalSpy tune(&room.view, &TeachView::tuneWanted);
    room.click("lesson_full_screen");
    QCOMPARE(full.takeFirst().front().toBool(), true);
    room.key(Qt::Key_Escape);  // not in full screen
    QVERIFY(full.isEmpty());
    room.window.showFullScreen();
    room.key(Qt::Key_Escape);
    QCOMPARE(full.takeFirst().front().toBool(), false);
    room.click("lesson_tune");
    QCOMPARE(tune.size(), 1);
  }
};

EMASCOPE_UI_TEST(TeachViewTest);

}  // namespace emascope::ui

#include "teach_view_test.moc"
