// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Open page in front of a run of the spirals that is going on. What is in the files the real
// engine says; the run is a session that answers when the test says so.
#pragma once

#include "tests/support/fake_run.h"
#include "tests/ui/support/fake_session.h"
#include "ui/open/open_dialog.h"
#include "ui/run/run_controller.h"

#include <string>

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace emascope::ui {

inline constexpr int kPatience = 30000;  // ms

inline const QStringList kEngine = {QStringLiteral(EMASCOPE_BIN_DIR "/emascope-engine"),
                                    QStringLiteral("serve")};

struct Page {
  FakeSession session;
  RunController controller{session};
  OpenDialog dialog;

  explicit Page(const QStringList& serve = kEngine) : dialog(controller, serve, nullptr) {
    controller.setCatalog(fakeCatalog());
    session.arrive(fakeStarted(controller.catalog()));
    session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
    deliver();
    dialog.present();
    (void)QTest::qWaitForWindowActive(&dialog, 2000);
  }
  void deliver() {
    QSignalSpy delivered(&controller, &RunController::delivered);
    QVERIFY(delivered.wait(20000));
  }
  template <typename T>
  [[nodiscard]] T* part(const char* name) const {
    T* found = dialog.findChild<T*>(QLatin1String(name));
    Q_ASSERT(found);
    return found;
  }
  [[nodiscard]] QLineEdit* edit(const char* id) const {
    return part<QLineEdit>((std::string("edit_") + id).c_str());
  }
  [[nodiscard]] QString error(const char* id) const {
    const auto* label = part<QLabel>((std::string("error_") + id).c_str());
    return label->isVisible() ? label->text() : QString();
  }
  void type(const char* id, const QString& text) const {
    edit(id)->setFocus();
    edit(id)->selectAll();
    QTest::keyClick(edit(id), Qt::Key_Delete);
    QTest::keyClicks(edit(id), text);
  }
  [[nodiscard]] QPushButton* start() const { return part<QPushButton>("start"); }
  [[nodiscard]] QString found() const { return part<QPlainTextEdit>("found")->toPlainText(); }
  void click(QWidget* widget) const { QTest::mouseClick(widget, Qt::LeftButton); }
};

}  // namespace emascope::ui
