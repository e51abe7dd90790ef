// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole window over a session that answers when the test says so, with settings of its own.
#pragma once

#include "tests/support/fake_run.h"
#include "tests/ui/support/fake_session.h"
#include "ui/main_window/main_window.h"
#include "ui/run/run_controller.h"

#include <cstdint>

#include <QAction>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace emascope::ui {

class WindowFixture {
 public:
  explicit WindowFixture(QSize size = {1280, 720}) {
    controller.setCatalog(fakeCatalog());
    window.resize(size);
    window.show();
    // Without this, keys go nowhere.
    window.activateWindow();
    (void)QTest::qWaitForWindowActive(&window, 2000);
  }

  /// A run of the spirals at `step`, running, evaluated every 25 steps.
  void run(std::int64_t step = 3400) { run(fakeStarted(controller.catalog()), step); }
  /// The same with other settings, up to three tracks.
  void run(const event::Started& started, std::int64_t step = 3400) {
    session.arrive(started);
    session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
    event::Evaluated evaluated;
    for (std::int64_t at = 25; at <= step; at += 25) evaluated.points.push_back(fakePoint(at, 3));
    session.arrive(evaluated);
    session.arrive(event::Progress{step, static_cast<double>(step) / 200.0, 200, 0.74, 0.02, 0.24});
    deliver();
  }
  void state(RunState state, const std::string& why = {}) {
    session.arrive(event::StateChanged{state, controller.record().step, why});
    deliver();
  }
  void deliver() {
    QSignalSpy delivered(&controller, &RunController::delivered);
    QVERIFY(delivered.wait(20000));
  }
  template <typename T>
  [[nodiscard]] T* part(const char* name) const {
    T* found = window.findChild<T*>(QLatin1String(name));
    Q_ASSERT(found);
    return found;
  }
  [[nodiscard]] QAction* action(const char* name) const { return part<QAction>(name); }
  /// Types in place of the text of a field.
  void type(const char* field, const QString& text) const {
    auto* line = part<QLineEdit>(field);
    line->setFocus();
    line->selectAll();
    for (const QChar& each : text) {  // keyClicks() takes ASCII only
      QTest::sendKeyEvent(QTest::Click, line, static_cast<Qt::Key>(each.toUpper().unicode()),
                          QString(each), Qt::NoModifier);
    }
  }

 private:
  static const QTemporaryDir& folder() {
    static const QTemporaryDir made;
    return made;
  }
  // Before the window, which reads the settings.
  const bool own_settings_ = [] {
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder().path());
    QCoreApplication::setOrganizationName(QStringLiteral("EMAscope"));
    QCoreApplication::setApplicationName(QStringLiteral("window_test"));
    return true;
  }();

 public:
  FakeSession session;
  RunController controller{session};
  MainWindow window{controller, ThemeChoice::kLight};
};

}  // namespace emascope::ui
