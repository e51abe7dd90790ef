// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card of an average, against a session that answers when the test says so.
#include "core/rules/live_edit.h"
#include "tests/ui/panels/track_card_fixture.h"
#include "tests/ui/support/test_program.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

namespace emascope::ui {

class TrackCardTest : public QObject {
  Q_OBJECT

 private:
  using Fixture = TrackCardFixture;

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
  void aWideCardWithLongWordsBecomesSlimAgain() {
    QScrollArea area;  // as beside the chart, and in a tab
    Fixture run;
    auto* reset = run.card.findChild<QPushButton*>(QStringLiteral("reset_to_raw"));
    reset->setMinimumWidth(380);
    area.setWidgetResizable(true);
    area.setFrameShape(QFrame::NoFrame);
    area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area.setWidget(&run.card);
    area.show();
    const auto isBeside = [&run, reset] {
      const auto* knobs = run.card.findChild<KnobGroup*>();
      return knobs->mapTo(&run.card, QPoint()).x() > reset->mapTo(&run.card, QPoint()).x();
    };
    for (int round = 0; round < 2; ++round) {
      area.resize(1200, 600);
      QTRY_VERIFY(isBeside());
      area.resize(600, 600);
      QTRY_COMPARE(run.card.width(), area.viewport()->width());
      QTRY_VERIFY(!isBeside());
    }
    area.resize(650, 600);  // too little for both
    QTRY_COMPARE(run.card.width(), area.viewport()->width());
    QTRY_VERIFY(!isBeside());
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

EMASCOPE_UI_TEST(TrackCardTest);

}  // namespace emascope::ui

#include "track_card_test.moc"
