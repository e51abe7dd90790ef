// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window with lessons, as somebody uses it in front of a class.
#pragma once

#include "tests/ui/support/fake_pictures.h"
#include "tests/ui/teach/teach_fixture.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/workspaces.h"

#include <cstddef>
#include <string>

#include <QApplication>
#include <QMenuBar>
#include <QPushButton>
#include <QTest>

namespace emascope::ui {

struct Lecture : LessonRunFake {
  MainWindow window{controller, ThemeChoice::kLight};
  std::size_t drawn = 0;

  explicit Lecture(QSize size = {1280, 720}) {
    window.resize(size);
    window.show();
    window.activateWindow();
    (void)QTest::qWaitForWindowActive(&window, 2000);
  }
  template <typename T>
  [[nodiscard]] T* part(const char* name) const {
    T* found = window.findChild<T*>(QLatin1String(name));
    Q_ASSERT(found);
    return found;
  }
  void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QWidget* focus = window.focusWidget();
    QTest::keyClick(focus != nullptr ? focus : &window, key, modifiers);
  }
  void click(const char* name) {
    QApplication::processEvents();  // what was just shown has no place yet
    QTest::mouseClick(part<QPushButton>(name), Qt::LeftButton);
  }
  /// Chooses lesson 3 in the list.
  void begin() {
    QTest::keyClick(&window, Qt::Key_3, Qt::ControlModifier);
    click("lesson_tile_3");
    accept();
    reach(100);
  }
  [[nodiscard]] Workspace current() const { return window.workspaces()->current(); }
  [[nodiscard]] bool atHome() const {
    return !window.isFullScreen() && window.menuBar()->isVisible() &&
           part<QWidget>("status_line")->isVisible();
  }
  [[nodiscard]] bool hasTheScreen() const {
    return window.isFullScreen() && !window.menuBar()->isVisible() &&
           !part<QWidget>("status_line")->isVisible() && current() == Workspace::kTeach;
  }
  void drawPictures() {
    const auto asked = session.all<command::Render>();
    for (; drawn < asked.size(); ++drawn) {
      const std::string& preset = controller.record().config.preset;
      session.arrive(event::Rendered{asked[drawn].request, controller.record().step,
                                     asked[drawn].of,
                                     preset == "digits" ? fakeMistakes(24, 61) : fakeCurve()});
    }
  }
};

}  // namespace emascope::ui
