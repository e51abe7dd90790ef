// SPDX-License-Identifier: GPL-3.0-or-later
//
// A controller with a session that the test plays.
#pragma once

#include "tests/support/fake_run.h"
#include "tests/ui/support/fake_session.h"
#include "ui/run/run_controller.h"

#include <QSignalSpy>
#include <QTest>

namespace emascope::ui {

struct ControlledRun {
  FakeSession session;
  RunController controller{session};

  ControlledRun() { controller.setCatalog(fakeCatalog()); }

  void arriveRunning() {
    session.arrive(fakeStarted(controller.catalog()));
    session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
    deliver();
  }
  /// Waits until all events that have arrived are in the record.
  void deliver() {
    QSignalSpy delivered(&controller, &RunController::delivered);
    QVERIFY(delivered.wait(20000));
  }
};

}  // namespace emascope::ui
