// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a person's own data and lessons get into the window.
#include "core/lessons/read_lesson.h"
#include "tests/support/own_lesson.h"
#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/test_program.h"
#include "tests/ui/teach/teach_fixture.h"
#include "ui/main_window/workspaces.h"

#include <fstream>
#include <utility>

#include <QApplication>
#include <QDialog>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QTemporaryDir>

namespace emascope::ui {

class OpeningTest : public QObject {
  Q_OBJECT

 private:
  QTemporaryDir folder_;

  [[nodiscard]] QString lessonFile() const {
    const QString path = folder_.filePath(QStringLiteral("own.json"));
    std::ofstream(path.toStdString()) << ownLesson();
    return path;
  }
  /// In Teach, with its run asked for.
  static bool showsOwnLesson(const WindowFixture& w) {
    const auto starts = w.session.all<command::Start>();
    return w.window.workspaces()->current() == Workspace::kTeach &&
           w.part<QLabel>("lesson_title")->isVisible() &&
           w.part<QLabel>("lesson_title")->text() == QStringLiteral("My own lesson") &&
           !starts.empty() && starts.back().config.preset == "curve" &&
           starts.back().config.speed == 100.0;
  }

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void ownDataAreOpenedByKey() {
    WindowFixture w;
    w.run();
    QTest::keyClick(&w.window, Qt::Key_O, Qt::ControlModifier);
    auto* page = w.window.findChild<QDialog*>(QStringLiteral("open_dialog"));
    QVERIFY(page && page->isVisible() && !page->isModal());
    page->close();
    QTest::keyClick(&w.window, Qt::Key_O, Qt::ControlModifier);
    QVERIFY(page->isVisible());  // the same one, with what was chosen
  }

  void aFileDroppedOnTheWindowIsOpened() {
    WindowFixture w;
    w.run();
    QMimeData dragged;
    dragged.setUrls({QUrl::fromLocalFile(QStringLiteral("/some/wine.csv"))});
    QDragEnterEvent enter({200, 200}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&w.window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({200, 200}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&w.window, &drop);
    QCOMPARE(w.part<QLineEdit>("edit_data")->text(), QStringLiteral("/some/wine.csv"));
    QMimeData words;
    words.setText(QStringLiteral("no file"));
    QDragEnterEvent other({200, 200}, Qt::CopyAction, &words, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&w.window, &other);
    QVERIFY(!other.isAccepted());
  }

  void aLessonIsOpenedByTheFileMenu() {
    WindowFixture w;
    w.controller.setCatalog(teachCatalog());
    w.run();
    w.action("open_lesson")->trigger();
    auto* dialog = w.window.findChild<QFileDialog*>();
    QVERIFY(dialog && dialog->isVisible() && !dialog->isModal());
    auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    name->setText(lessonFile());
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(!dialog->isVisible());
    QVERIFY(showsOwnLesson(w));
    QCOMPARE(w.session.all<command::Start>().size(), std::size_t{1});
    QCOMPARE(w.session.all<command::Start>()[0].config.seed, w.controller.record().config.seed);
  }

  void aLessonDroppedOnAnotherWorkspaceOpensInTeach() {
    for (const auto key : {Qt::Key_1, Qt::Key_2}) {
      WindowFixture w;
      w.controller.setCatalog(teachCatalog());
      w.run();
      QTest::keyClick(&w.window, key, Qt::ControlModifier);
      QMimeData dragged;
      dragged.setUrls({QUrl::fromLocalFile(lessonFile())});
      QDragEnterEvent enter({200, 200}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
      QApplication::sendEvent(&w.window, &enter);
      QVERIFY(enter.isAccepted());
      QDropEvent drop({200, 200}, Qt::CopyAction, &dragged, Qt::LeftButton, Qt::NoModifier);
      QApplication::sendEvent(&w.window, &drop);
      QVERIFY(showsOwnLesson(w));
      QVERIFY(!w.window.findChild<QDialog*>(QStringLiteral("open_dialog")));
    }
  }

  // As the program does with --lesson FILE --seed 7.
  void aLessonOfTheCommandLineIsShownWithItsSeed() {
    WindowFixture w;
    w.controller.setCatalog(teachCatalog());
    auto lesson = readLessonFile(lessonFile().toStdString(), w.controller.catalog());
    QVERIFY2(lesson, lesson ? "" : lesson.error().message().c_str());
    w.window.openLesson(std::move(lesson).value(), 7);
    QVERIFY(showsOwnLesson(w));
    QCOMPARE(w.session.all<command::Start>().back().config.seed, std::uint64_t{7});
  }
};

EMASCOPE_UI_TEST(OpeningTest);

}  // namespace emascope::ui

#include "opening_test.moc"
