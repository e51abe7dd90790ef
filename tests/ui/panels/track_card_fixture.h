// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card of an average, against a session that answers when the test says so.
#pragma once

#include "core/rules/schedule.h"
#include "tests/support/fake_run.h"
#include "tests/ui/support/fake_session.h"
#include "ui/panels/knob_group.h"
#include "ui/panels/panel_commands.h"
#include "ui/panels/track_card.h"
#include "ui/run/edit_sender.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"

#include <string>

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

namespace emascope::ui {

struct TrackCardFixture {
  FakeSession session;
  RunController controller{session};
  EditSender sender{controller};
  Selection selection;
  PanelCommands commands;
  TrackCard card{{&controller, &sender, &selection, &commands}, nullptr};

  TrackCardFixture() {
    controller.setCatalog(fakeCatalog());
    session.arrive(fakeStarted(controller.catalog()));
    session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
    session.arrive(event::Evaluated{{fakePoint(1000, 3)}});
    deliver();
    card.show();
  }
  /// A run whose first track has that rule.
  void startWith(const std::string& rule, const ParamValues& values) {
    event::Started started = fakeStarted(controller.catalog());
    TrackSpec& main = started.config.tracks[0];
    main.schedule = rule;
    main.params = values;
    for (const ParamSpec& spec : findRule(rule)->params) {
      main.params.try_emplace(spec.id, spec.initial);
    }
    session.arrive(started);
    session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
    session.arrive(event::Evaluated{{fakePoint(1000, 3)}});
    deliver();
    session.posted.clear();
  }
  void deliver() {
    QSignalSpy delivered(&controller, &RunController::delivered);
    QVERIFY(delivered.wait(20000));
  }
  [[nodiscard]] ParamKnob* knob(const char* id) const {
    return card.findChild<ParamKnob*>(QStringLiteral("knob_") + QLatin1String(id));
  }
  [[nodiscard]] QString label(const char* name) const {
    return card.findChild<QLabel*>(QLatin1String(name))->text();
  }
  void answer() {
    for (const auto& request : session.all<command::SetParams>()) {
      ParamValues old_values;
      for (const auto& [id, value] : request.values) {
        old_values[id] = controller.record().value(request.track, id);
      }
      session.arrive(
          event::Applied{request.request, 1001, request.track, old_values, request.values});
    }
    deliver();
  }
  [[nodiscard]] command::SetParams lastSent() {
    sender.flush();
    return session.all<command::SetParams>().back();
  }
};

}  // namespace emascope::ui
