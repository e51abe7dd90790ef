// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card of an average, against a session that answers when the test says so.
#include "ui/panels/track_card.h"

#include "core/rules/live_edit.h"
#include "tests/support/fake_run.h"
#include "tests/ui/support/fake_session.h"
#include "ui/panels/half_life_row.h"
#include "ui/panels/knob_group.h"
#include "ui/panels/panel_commands.h"
#include "ui/run/edit_sender.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"

#include <cmath>

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

namespace emascope::ui {

class TrackCardTest : public QObject {
  Q_OBJECT

 private:
  struct Fixture {
    FakeSession session;
    RunController controller{session};
    EditSender sender{controller};
    Selection selection;
    PanelCommands commands;
    TrackCard card{{&controller, &sender, &selection, &commands}, nullptr};

    Fixture() {
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
      QVERIFY(delivered.wait(1000));
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

 private Q_SLOTS:
  void aCardThatComesBackWithATrackIsBuilt() {
    Fixture run;
    run.selection.setTrack(7);  // no such track
    QVERIFY(run.card.isHidden());
    run.selection.setTrack(1);
    QVERIFY(run.card.isVisible());
    QVERIFY(run.knob("beta") != nullptr && run.knob("beta")->isEnabled());
  }
  void aHiddenCardCatchesUpWhenItIsShown() {
    Fixture run;
    run.card.hide();
    EvalPoint point = fakePoint(1025, 3);
    point.tracks[0].decay = 0.5;
    run.session.arrive(event::Evaluated{{point}});
    run.deliver();
    run.card.show();
    QCOMPARE(run.label("decay_in_force"), QStringLiteral("0.5"));
  }
  void theDecayInForceAndItsLimitAreShown() {
    Fixture run;
    QVERIFY2(run.label("decay_in_force").startsWith(QStringLiteral("0.98")),
             qPrintable(run.label("decay_in_force")));
    QCOMPARE(run.label("badge"), QStringLiteral("limited by the ramp"));
    const auto* badge = run.card.findChild<QLabel*>(QStringLiteral("badge"));
    QCOMPARE(badge->toolTip(),
             QStringLiteral("Part of the averaging rule that set the decay of the last update"));
  }

  void theCapTakesOverTheBadge() {
    Fixture run;
    run.session.arrive(event::Evaluated{{fakePoint(4000, 3)}});
    run.deliver();
    QCOMPARE(run.label("decay_in_force"), QStringLiteral("0.995"));
    QCOMPARE(run.label("badge"), QStringLiteral("limited by the cap"));
  }

  void anotherTrackBringsItsOwnKnobs() {
    Fixture run;
    QVERIFY(run.knob("power"));
    run.selection.setTrack(1);
    QVERIFY(!run.knob("power"));
    QCOMPARE(run.knob("beta")->inForce(), 0.9);
    QCOMPARE(run.label("badge"), QStringLiteral("constant decay"));
  }

  void anEditGoesToTheSelectedTrack() {
    Fixture run;
    run.selection.setTrack(2);
    run.knob("beta")->enter(0.9995);
    QCOMPARE(run.lastSent().track, std::string("slow"));
    QCOMPARE(run.lastSent().values.at("beta"), 0.9995);
  }

  void theHalfLifeFieldSetsBeta() {
    Fixture run;
    auto* field = run.card.findChild<QLineEdit*>(QStringLiteral("half_life"));
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("100"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(run.lastSent().values.at("beta"), std::pow(2.0, -1.0 / 100.0));
  }

  void theHalfLifeSliderSetsBetaAtTheEndOfADrag() {
    Fixture run;
    auto* slider = run.card.findChild<QSlider*>(QStringLiteral("half_life_slider"));
    const auto* field = run.card.findChild<QLineEdit*>(QStringLiteral("half_life"));
    QCOMPARE(slider->value(), 456);  // of 1000: 138.3 steps between 1 and 50,000
    slider->setSliderDown(true);
    slider->setSliderPosition(500);
    QCOMPARE(field->text(), QStringLiteral("220.0"));
    run.sender.flush();
    QVERIFY(run.session.all<command::SetParams>().empty());
    slider->setSliderDown(false);
    QCOMPARE(run.lastSent().values.at("beta"), std::pow(2.0, -1.0 / 220.0));
  }

  void theMarkOfTheHalfLifeIsThatOfBeta() {
    Fixture run;
    const auto* dot = run.card.findChild<HalfLifeRow*>()->findChild<StatusDot*>();
    QVERIFY(dot->state() == KnobState::kApplied);
    run.knob("beta")->enter(0.998);
    QVERIFY(dot->state() == KnobState::kEdited || dot->state() == KnobState::kSent);
    run.sender.flush();
    run.answer();
    QVERIFY(dot->state() == KnobState::kApplied);
  }

  void theHalfLifeCommandScalesTheCapOfTheSelectedTrack() {
    Fixture run;
    run.selection.setTrack(2);
    Q_EMIT run.commands.halfLifeScaled(2.0);
    QCOMPARE(run.lastSent().track, std::string("slow"));
    const double beta = run.lastSent().values.at("beta");
    QVERIFY2(std::abs(beta * beta - 0.9999) < 1e-12, qPrintable(QString::number(beta, 'g', 17)));
  }

  void aDragSendsBeforeItsEndOnlyIfTheWindowSaysSo() {
    Fixture run;
    auto* slider = run.knob("beta")->findChild<QSlider*>();
    const auto drag = [&] {
      slider->setSliderDown(true);
      slider->setSliderPosition(slider->sliderPosition() + 20);
      run.sender.flush();
      const std::size_t sent = run.session.all<command::SetParams>().size();
      slider->setSliderDown(false);
      return sent;
    };
    QCOMPARE(drag(), 0U);
    run.sender.flush();
    run.session.posted.clear();
    Q_EMIT run.commands.sendWhileDraggingChanged(true);
    QCOMPARE(drag(), 1U);
  }

  void aDragThatSendsIsKeptForAnotherTrack() {
    Fixture run;
    Q_EMIT run.commands.sendWhileDraggingChanged(true);
    run.selection.setTrack(2);
    auto* slider = run.knob("beta")->findChild<QSlider*>();
    slider->setSliderDown(true);
    slider->setSliderPosition(slider->sliderPosition() - 20);
    QCOMPARE(run.lastSent().track, std::string("slow"));
  }

  void anAverageThatIsTooLongForTheRunSaysSo() {
    Fixture run;
    const auto* text = run.card.findChild<QLabel*>(QStringLiteral("half_life_in_force"));
    run.selection.setTrack(1);  // β 0.9: 9 steps
    QVERIFY2(text->text().endsWith(QStringLiteral("of the run")), qPrintable(text->text()));
    QCOMPARE(text->toolTip(), QString());
    run.selection.setTrack(2);  // β 0.9999: 9,999 steps of 5,000
    QVERIFY2(text->text().endsWith(QStringLiteral("too long")), qPrintable(text->text()));
    QVERIFY2(text->toolTip().contains(QStringLiteral("200 % of the run")),
             qPrintable(text->toolTip()));
    run.selection.setTrack(0);
    QCOMPARE(text->toolTip(), QString());
  }

  void aHalfLifeThatIsRefusedReturnsToTheOneInForce_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("negative") << QStringLiteral("-5");
    QTest::newRow("zero") << QStringLiteral("0");
    QTest::newRow("words") << QStringLiteral("long");
  }
  void aHalfLifeThatIsRefusedReturnsToTheOneInForce() {
    QFETCH(QString, text);
    Fixture run;
    auto* field = run.card.findChild<QLineEdit*>(QStringLiteral("half_life"));
    const QString before = field->text();
    QCOMPARE(before, QStringLiteral("138.3"));
    const auto* reason = run.knob("beta")->findChild<QLabel*>(QStringLiteral("reason"));
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(field->text(), before);
    QVERIFY(field->property("bad").toBool());
    QVERIFY(!reason->isHidden());
    QVERIFY2(reason->text().contains(text), qPrintable(reason->text()));
    run.knob("beta")->enter(0.99);  // by its slider, say
    QVERIFY(!field->property("bad").toBool());
    QVERIFY(reason->isHidden());
    QCOMPARE(field->text(), QStringLiteral("68.97"));
  }

  void aFurtherRunKeepsWhatWasChosenOnTheCard() {
    Fixture run;
    auto* more = run.card.findChild<QToolButton*>(QStringLiteral("more"));
    QVERIFY(!more->isChecked());
    more->click();
    run.card.findChild<QCheckBox*>(QStringLiteral("keep_half_life"))->click();
    run.session.arrive(fakeStarted(run.controller.catalog()));
    run.session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
    run.deliver();
    QVERIFY(run.card.findChild<QToolButton*>(QStringLiteral("more"))->isChecked());
    QVERIFY(!run.card.findChild<QCheckBox*>(QStringLiteral("keep_half_life"))->isChecked());
    run.knob("update_every")->enter(5.0);
    QVERIFY(!run.lastSent().values.contains("beta"));
  }

  void everyKnobIsOneLineAndAnEndedWarmUpMakesNone() {
    Fixture run;
    for (int i = 0; i < 3; ++i) QCoreApplication::processEvents();
    int knobs = 0;
    for (const ParamKnob* knob : run.card.findChildren<ParamKnob*>()) {
      if (!knob->isVisible() || !knob->oneLine()) continue;
      ++knobs;
      QCOMPARE(knob->height(), knob->findChild<QLineEdit*>()->height());
    }
    QVERIFY2(knobs >= 4, qPrintable(QString::number(knobs)));
    const auto* field = run.knob("update_after_step")->findChild<QLineEdit*>();
    QVERIFY2(field->accessibleDescription().endsWith(QStringLiteral("ended at step 100")),
             qPrintable(field->accessibleDescription()));
  }

  void aKnobWithoutEffectIsGray() {
    Fixture run;
    QVERIFY(!run.knob("power")->findChild<QLineEdit*>()->property("idle").toBool());
    QVERIFY(run.knob("buffer_batches")->findChild<QLineEdit*>()->property("idle").toBool());
    run.knob("buffers")->enter(2.0);
    run.sender.flush();
    run.answer();
    QVERIFY(!run.knob("buffer_batches")->findChild<QLineEdit*>()->property("idle").toBool());
  }

  void aStrideKeepsTheHalfLifeInSteps() {
    Fixture run;
    run.knob("update_every")->enter(5.0);
    QCOMPARE(run.lastSent().values.at("update_every"), 5.0);
    QCOMPARE(run.lastSent().values.at("beta"), std::pow(0.995, 5.0));
  }

  void aStrideThatIsDraggedDoesNotAddUp() {
    Fixture run;
    run.knob("update_every")->enter(5.0);
    run.knob("update_every")->enter(8.0);
    QCOMPARE(run.lastSent().values.at("update_every"), 8.0);
    QCOMPARE(run.lastSent().values.at("beta"), std::pow(0.995, 8.0));
  }

  void aPendingChangeCastsAGhostUntilItIsApplied() {
    Fixture run;
    QSignalSpy ghosts(&run.selection, &Selection::ghostChanged);
    run.knob("beta")->enter(0.998);
    QVERIFY(!ghosts.isEmpty());
    QVERIFY2(ghosts.last().at(1).toString().contains(QStringLiteral("0.998")),
             qPrintable(ghosts.last().at(1).toString()));
    run.answer();
    QCOMPARE(ghosts.last().at(1).toString(), QString());
    QCOMPARE(run.knob("beta")->state(), KnobState::kApplied);
    QCOMPARE(run.knob("beta")->inForce(), 0.998);
  }

  void theDecayOfALibraryHasAHalfLifeUnderItsOwnName() {
    Fixture run;
    run.startWith("torch-ema", {{"decay", 0.99}});
    auto* field = run.card.findChild<QLineEdit*>(QStringLiteral("half_life"));
    QVERIFY(field != nullptr);
    QCOMPARE(field->text(), QStringLiteral("68.97"));
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("100"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(run.lastSent().values.at("decay"), std::pow(2.0, -1.0 / 100.0));
    Q_EMIT run.commands.halfLifeScaled(2.0);
    QVERIFY(std::abs(run.lastSent().values.at("decay") - std::pow(2.0, -1.0 / 200.0)) < 1e-12);
  }

  void aMomentumHasTheHalfLifeOfItsRest() {
    Fixture run;
    run.startWith("mmengine", {{"momentum", 0.01}, {"interval", 2.0}});
    const auto* field = run.card.findChild<QLineEdit*>(QStringLiteral("half_life"));
    QCOMPARE(field->text(), QStringLiteral("137.9"));  // of decay 0.99 at every second step
    run.knob("interval")->enter(4.0);                  // keeps the half-life
    QCOMPARE(run.lastSent().values.at("interval"), 4.0);
    QVERIFY(std::abs(run.lastSent().values.at("momentum") - (1.0 - 0.99 * 0.99)) < 1e-12);
  }

  void aDecayThatIsNotSetHasNoHalfLife() {
    Fixture run;
    run.startWith("torchtitan", {{"decay", kNoneValue}});
    const auto* field = run.card.findChild<QLineEdit*>(QStringLiteral("half_life"));
    QCOMPARE(field->text(), QStringLiteral("none"));
    Q_EMIT run.commands.halfLifeScaled(2.0);
    run.sender.flush();
    QVERIFY(run.session.all<command::SetParams>().empty());
  }

  void aPendingChangeIsNamedInItsOwnWords_data() {
    QTest::addColumn<std::string>("rule");
    QTest::addColumn<std::string>("id");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("caption");
    QTest::newRow("a cap") << std::string("inverse-power") << std::string("beta") << 0.998
                           << QStringLiteral("pending: β cap 0.998");
    QTest::newRow("a power") << std::string("inverse-power") << std::string("power") << 0.75
                             << QStringLiteral("pending: power 0.75");
    QTest::newRow("a library's decay") << std::string("torch-ema") << std::string("decay")
                                       << 0.99995 << QStringLiteral("pending: β 0.99995");
    QTest::newRow("a momentum") << std::string("mmengine") << std::string("momentum") << 0.001
                                << QStringLiteral("pending: momentum 0.001");
    QTest::newRow("a half-life") << std::string("half-life") << std::string("half_life") << 500.0
                                 << QStringLiteral("pending: half-life 500");
    QTest::newRow("no decay") << std::string("uniform") << std::string("update_every") << 4.0
                              << QStringLiteral("pending: update every 4");
    QTest::newRow("a number") << std::string("last-snapshots") << std::string("k") << 7.0
                              << QStringLiteral("pending: snapshots 7");
  }
  void aPendingChangeIsNamedInItsOwnWords() {
    QFETCH(std::string, rule);
    QFETCH(std::string, id);
    QFETCH(double, value);
    QFETCH(QString, caption);
    Fixture run;
    run.startWith(rule, {});
    QSignalSpy ghosts(&run.selection, &Selection::ghostChanged);
    run.knob(id.c_str())->enter(value);
    QVERIFY(!ghosts.isEmpty());
    QCOMPARE(ghosts.last().at(1).toString(), caption);
    run.answer();
    QCOMPARE(ghosts.last().at(1).toString(), QString());
  }

  void aResetToRawIsARequest() {
    Fixture run;
    run.card.findChild<QPushButton*>(QStringLiteral("reset_to_raw"))->click();
    QVERIFY(run.lastSent().values.contains(kReseed));
  }

  void theSettingsGoToTheClipboardAsPython() {
    Fixture run;
    run.card.findChild<QPushButton*>(QStringLiteral("copy_python"))->click();
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.contains(QStringLiteral("0.995")), qPrintable(text));
  }

  void theChangesAreInThePythonAtTheirSteps() {
    Fixture run;
    run.session.arrive(event::Applied{1, 313, "main", {{"beta", 0.995}}, {{"beta", 0.9}}});
    run.deliver();
    auto* button = run.card.findChild<QPushButton*>(QStringLiteral("copy_python"));
    button->click();
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.contains(QStringLiteral("beta=0.995")), qPrintable(text));
    QVERIFY2(text.contains(QStringLiteral("# step 313: beta 0.995 -> 0.9\n")), qPrintable(text));
    QHelpEvent hover(QEvent::ToolTip, {}, {});
    QCoreApplication::sendEvent(button, &hover);
    QVERIFY2(button->toolTip().contains(QStringLiteral("step 313: beta 0.995 -&gt; 0.9")),
             qPrintable(button->toolTip()));
  }

  void theKnobsRestWhenTheRunHasEnded() {
    Fixture run;
    QVERIFY(run.knob("beta")->isEnabled());
    run.session.arrive(event::StateChanged{RunState::kFinished, 5000, ""});
    run.deliver();
    QVERIFY(!run.knob("beta")->isEnabled());
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::TrackCardTest)
#include "track_card_test.moc"
