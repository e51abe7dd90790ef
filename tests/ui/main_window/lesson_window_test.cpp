// SPDX-License-Identifier: GPL-3.0-or-later
//
// A lesson and the window around it, on a screen of 1920 x 1080: which screen it takes, what Esc
// does, and that the window is as before afterwards.
#include "tests/support/own_lesson.h"
#include "tests/ui/main_window/lecture.h"
#include "tests/ui/support/test_program.h"
#include "tests/ui/teach/teach_fixture.h"
#include "tests/ui/teach/teach_folder.h"
#include "ui/controls/number_field.h"
#include "ui/controls/param_knob.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/workspaces.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/language.h"
#include "ui/teach/lesson_list.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/teach_view.h"
#include "ui/theme/interface_scale.h"

#include <cmath>

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QTableView>
#include <QTest>
#include <QToolButton>

namespace emascope::ui {

class LessonWindowTest : public QObject {
  Q_OBJECT

 private:
  TeachFolder folder_;

  [[nodiscard]] QString lessonFile() const { return folder_.file("own.json", ownLesson()); }

 private Q_SLOTS:
  void initTestCase() {
    folder_.setUp();
    // As tests/ui/main_window/full_hd.json has it, which CTest gives to the platform.
    QCOMPARE(QGuiApplication::primaryScreen()->size(), QSize(1920, 1080));
  }
  void init() { MainWindow::forgetSettings(); }
  void cleanup() {
    setInterfaceScale(*qApp, 1.0);
    installLanguage(QStringLiteral("en"));
  }

  void theButtonsOfRunAndLessonHaveDifferentNames() {
    for (const char* language : {"en", "de", "zh"}) {
      installLanguage(QString::fromLatin1(language));
      Lecture room;
      room.begin();
      const QString next = room.part<QPushButton>("lesson_next")->text();
      QVERIFY2(next != Actions::tr("Go on") && next != Actions::tr("Continue"), language);
    }
  }

  void aLessonOfTheListTakesTheScreen() {
    Lecture room;
    QTest::keyClick(&room.window, Qt::Key_3, Qt::ControlModifier);
    QVERIFY(room.atHome());  // the list does not
    room.click("lesson_tile_3");
    QVERIFY(room.hasTheScreen());
    QTRY_COMPARE(room.window.size(), QSize(1920, 1080));
  }

  void aLessonOfTheFileMenuTakesTheScreen() {
    Lecture room;
    room.window.findChild<QAction*>(QStringLiteral("open_lesson"))->trigger();
    auto* dialog = room.window.findChild<QFileDialog*>();
    auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    name->setText(lessonFile());
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(room.hasTheScreen());
    QTRY_COMPARE(room.window.focusWidget(), room.part<QWidget>("teach_view"));
  }

  void aDroppedLessonTakesTheScreen() {
    Lecture room;
    QMimeData dragged;
    dragged.setUrls({QUrl::fromLocalFile(lessonFile())});
    QDragEnterEvent enter({200, 200}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&room.window, &enter);
    QDropEvent drop({200, 200}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&room.window, &drop);
    QVERIFY(room.hasTheScreen());
  }

  void aLessonOfTheCommandLineTakesTheScreen() {
    Lecture room;
    room.window.openLesson(shippedLesson("when-to-begin"), 7);
    QVERIFY(room.hasTheScreen());
  }

  void theKeysOfAPresenterGoOnInTheFullScreen() {
    Lecture room;
    room.begin();
    QVERIFY(room.hasTheScreen());
    QCOMPARE(room.window.focusWidget(), room.part<QWidget>("teach_view"));
    room.key(Qt::Key_PageDown);
    QCOMPARE(room.lastAdvance(), std::int64_t{400});
    room.reach(500);
    room.key(Qt::Key_Right);
    QCOMPARE(room.part<TeachView>("teach_view")->session().at(), std::size_t{1});
    room.key(Qt::Key_PageUp);
    QCOMPARE(room.part<TeachView>("teach_view")->session().at(), std::size_t{0});
    room.key(Qt::Key_Escape);
    QCOMPARE(room.window.focusWidget(), room.part<QWidget>("teach_view"));
    room.key(Qt::Key_PageDown);
    QCOMPARE(room.part<TeachView>("teach_view")->session().at(), std::size_t{1});
  }

  // A learner at a desk: Esc once, and lessons stay in the window.
  void escLeavesTheFullScreenAndIsRemembered() {
    {
      Lecture room;
      room.begin();
      room.key(Qt::Key_Escape);
      QVERIFY(room.atHome());
      QVERIFY(room.current() == Workspace::kTeach);
      room.click("lesson_list_button");
      room.click("lesson_tile_2");
      QVERIFY(room.atHome());
    }
    Lecture later;
    later.begin();
    QVERIFY(later.atHome());
    later.key(Qt::Key_F5);
    QVERIFY(later.hasTheScreen());
    later.click("lesson_list_button");
    QVERIFY(later.hasTheScreen());  // until the next lesson
    later.key(Qt::Key_1, Qt::ControlModifier);
    QVERIFY(later.atHome());
    later.begin();
    QVERIFY(later.hasTheScreen());
    later.key(Qt::Key_F11);
    QVERIFY(later.atHome());
    later.click("lesson_full_screen");
    QVERIFY(later.hasTheScreen());
  }

  void anotherEscShowsTheSameRunWithEverythingInTune() {
    Lecture room;
    room.begin();
    const int run = room.controller.runNumber();
    room.key(Qt::Key_Escape);
    QVERIFY(room.current() == Workspace::kTeach);
    room.session.posted.clear();
    room.key(Qt::Key_Escape);
    QVERIFY(room.current() == Workspace::kTune);
    showsEverything(room, run);
    room.key(Qt::Key_3, Qt::ControlModifier);  // and back
    QVERIFY(room.part<QLabel>("lesson_title")->isVisible());
    QCOMPARE(room.part<TeachView>("teach_view")->session().phase(), LessonSession::Phase::kReading);
  }

  void tuneShowsTheSameRunWithEverything() {
    Lecture room;
    room.begin();
    const int run = room.controller.runNumber();
    room.session.posted.clear();
    room.click("lesson_tune");
    QVERIFY(room.current() == Workspace::kTune);
    QVERIFY(room.atHome());
    showsEverything(room, run);
  }

  void aRefusalIsDismissedBeforeALessonIsLeft() {
    Lecture room;
    room.begin();
    room.key(Qt::Key_Escape);
    auto* knob = room.part<ParamKnob>("knob_half_life");
    auto* field = knob->findChild<NumberField*>();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("-1"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(knob->state(), KnobState::kRefused);
    room.part<QWidget>("teach_view")->setFocus();
    room.key(Qt::Key_Escape);
    QVERIFY(knob->state() != KnobState::kRefused);
    QVERIFY(room.current() == Workspace::kTeach);
    room.key(Qt::Key_Escape);
    QVERIFY(room.current() == Workspace::kTune);
  }

  void escInTheListStaysThere() {
    Lecture room;
    room.key(Qt::Key_3, Qt::ControlModifier);
    room.key(Qt::Key_Escape);
    QVERIFY(room.current() == Workspace::kTeach);
  }

  void leavingTeachRestoresTheWindow() {
    Lecture room({1280, 720});
    room.window.setInterfaceScale(1.2);
    QApplication::processEvents();
    const QSize before = room.window.size();
    const int text = QFontInfo(room.part<QPushButton>("button_toggle")->font()).pixelSize();
    const int bar = room.part<QWidget>("demos")->parentWidget()->sizeHint().height();
    room.begin();
    QVERIFY(room.hasTheScreen());
    QCOMPARE(interfaceScale(), 1.2);
    room.key(Qt::Key_1, Qt::ControlModifier);
    QVERIFY(room.atHome());
    QTRY_COMPARE(room.window.size(), before);
    QCOMPARE(interfaceScale(), 1.2);
    QCOMPARE(QFontInfo(room.part<QPushButton>("button_toggle")->font()).pixelSize(), text);
    QCOMPARE(room.part<QWidget>("demos")->parentWidget()->sizeHint().height(), bar);
    QVERIFY(!room.part<QPushButton>("button_step_hundred")->isHidden());
    room.key(Qt::Key_3, Qt::ControlModifier);  // the lesson is still open
    QVERIFY(room.hasTheScreen());
  }

  void aMaximizedWindowIsMaximizedAgain() {
    Lecture room;
    room.window.showMaximized();
    room.begin();
    QVERIFY(room.hasTheScreen());
    room.key(Qt::Key_2, Qt::ControlModifier);
    QVERIFY(room.atHome());
    QVERIFY(room.window.isMaximized());
  }

  void aFullScreenFromBeforeTheLessonStays() {
    Lecture room;
    room.key(Qt::Key_F11);
    QVERIFY(room.window.isFullScreen());
    room.begin();
    QVERIFY(room.hasTheScreen());
    room.key(Qt::Key_1, Qt::ControlModifier);
    QVERIFY(room.window.isFullScreen());
    QVERIFY(room.window.menuBar()->isVisible());
  }

  void aRefusedRunLeavesTheWindowAsItWas() {
    Lecture room;
    room.key(Qt::Key_3, Qt::ControlModifier);
    room.click("lesson_tile_3");
    QVERIFY(room.hasTheScreen());
    room.session.arrive(event::Rejected{room.lastStart().request, {"lr", "too high", "1"}});
    room.deliver();
    QVERIFY(room.atHome());
    QVERIFY(room.part<QLabel>("lesson_refusal")->text().contains(QStringLiteral("too high")));
  }

  // Quitting in a lesson: the next session shows none, and is a window.
  void theNextSessionIsAWindow() {
    {
      Lecture room({1300, 740});
      room.begin();
      QVERIFY(room.hasTheScreen());
      room.window.close();
    }
    const Lecture later({1300, 740});
    QVERIFY(!later.window.isFullScreen());
    QVERIFY(later.window.menuBar()->isVisible());
  }

 private:
  /// All five tracks of lesson 3 are in the table of Tune, and the run was left alone.
  static void showsEverything(const Lecture& room, int run) {
    QVERIFY(room.window.plot()->isVisible());
    QCOMPARE(room.controller.runNumber(), run);
    QVERIFY(room.session.all<command::Start>().empty());
    QVERIFY(room.session.all<command::Pause>().empty());
    QVERIFY(room.session.all<command::Resume>().empty());
    QCOMPARE(room.controller.record().config.preset, std::string("curve"));
    const QAbstractItemModel* table = room.part<QTableView>("tracks_table")->model();
    QStringList labels;
    for (int row = 1; row < table->rowCount(); ++row)
      labels << table->index(row, 2).data().toString();
    QCOMPARE(labels,
             (QStringList{QStringLiteral("w100 (main)"), QStringLiteral("w0"),
                          QStringLiteral("w1000"), QStringLiteral("v0"), QStringLiteral("v1000")}));
  }
};

EMASCOPE_UI_TEST(LessonWindowTest);

}  // namespace emascope::ui

#include "lesson_window_test.moc"
