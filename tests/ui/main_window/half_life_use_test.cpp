// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a person does on the card "Loss against half-life": its cursor by mouse and keys, the button
// "Use this", and a click that adds a track.
#include "tests/ui/main_window/half_life_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/run/edit_sender.h"

#include <cmath>
#include <string>
#include <variant>

#include <QMouseEvent>
#include <QPushButton>
#include <QTableView>

namespace emascope::ui {

class HalfLifeUseTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void theCursorFollowsMouseAndKeys() {
    HalfLifeFixture w;
    w.begin(8000);
    HalfLifePlot* plot = w.plot();
    QVERIFY(!plot->cursor() && !w.use()->isEnabled());
    w.click(100.0);
    QVERIFY(plot->cursor().has_value());
    QVERIFY(std::abs(std::log(*plot->cursor() / 100.0)) < 0.05);  // a pixel or so
    QVERIFY(w.text("half_life_cursor").endsWith(QStringLiteral("steps")));
    plot->setFocus();
    const double clicked = *plot->cursor();
    QTest::keyClick(plot, Qt::Key_Right);
    QVERIFY(std::abs(*plot->cursor() / clicked - 1.02) < 1e-9);
    QTest::keyClick(plot, Qt::Key_Left);
    QTest::keyClick(plot, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(std::abs(*plot->cursor() / clicked - 1.2) < 1e-9);
    QTest::keyClick(plot, Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(std::abs(*plot->cursor() / clicked - 1.0) < 1e-9);
    QTest::mousePress(plot, Qt::LeftButton, {}, w.at(100.0));
    QMouseEvent drag(QEvent::MouseMove, w.at(800.0), plot->mapToGlobal(w.at(800.0)), Qt::LeftButton,
                     Qt::LeftButton, {});
    QCoreApplication::sendEvent(plot, &drag);
    QTest::mouseRelease(plot, Qt::LeftButton, {}, w.at(800.0));
    QVERIFY(std::abs(std::log(*plot->cursor() / 800.0)) < 0.05);
    w.click(203.0);  // a dot is near
    QVERIFY(std::abs(*plot->cursor() - 200.0) < 1e-6);
    QVERIFY(w.text("half_life_readout").contains(QStringLiteral("equal to the best")));
    QTest::keyClick(plot, Qt::Key_Escape);
    QVERIFY(!plot->cursor());
  }

  void useThisSetsTheSelectedTrackAndCanBeUndone() {
    HalfLifeFixture w;
    w.begin(8000);
    w.part<QTableView>("tracks_table")->selectRow(5);  // hl600
    w.click(200.0);
    QVERIFY(w.use()->isEnabled());
    QVERIFY(w.use()->toolTip().contains(QStringLiteral("hl600")));
    QTest::mouseClick(w.use(), Qt::LeftButton);
    const command::SetParams asked = w.session.all<command::SetParams>().back();
    QCOMPARE(asked.track, std::string("hl600"));
    QVERIFY(std::abs(asked.values.at(std::string("beta")) - betaOfHalfLife(200.0)) < 1e-12);
    const double old = betaOfHalfLife(600.0);
    w.session.arrive(event::Applied{.request = asked.request,
                                    .step = 8001,
                                    .track = "hl600",
                                    .old_values = {{"beta", old}},
                                    .new_values = asked.values});
    w.deliver();
    QVERIFY(w.window.plot()->hasFocus());  // keys work again
    QTest::keyClick(w.window.focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(w.session.all<command::SetParams>().back().values.at(std::string("beta")), old);
    // The marks of the plot merge what has one gesture; an undo and a next use are others.
    const command::SetParams undone = w.session.all<command::SetParams>().back();
    w.session.arrive(event::Applied{undone.request, 8002, "hl600", asked.values, {{"beta", old}}});
    w.deliver();
    w.click(100.0);
    QTest::mouseClick(w.use(), Qt::LeftButton);
    // Edits are sent at most ten times a second.
    QTRY_VERIFY(w.session.all<command::SetParams>().back().request != undone.request);
    const std::uint64_t again = w.session.all<command::SetParams>().back().request;
    const Gestures& gestures = w.window.findChild<EditSender*>()->gestures();
    QVERIFY(gestures.at(asked.request) != gestures.at(undone.request));
    QVERIFY(gestures.at(again) != gestures.at(undone.request));
    QVERIFY(gestures.at(again) != gestures.at(asked.request));
  }

  void afterTheEndARestartUsesIt() {
    HalfLifeFixture w;
    w.begin(10000);
    w.part<QTableView>("tracks_table")->selectRow(5);  // hl600
    w.click(200.0);
    QCOMPARE(w.use()->text(), QStringLiteral("Use this"));
    w.state(RunState::kFinished);
    QTRY_COMPARE(w.use()->text(), QStringLiteral("Rerun"));
    QVERIFY(w.use()->isEnabled());
    QVERIFY2(w.use()->toolTip().contains(QStringLiteral("hl600")), qPrintable(w.use()->toolTip()));
    QTest::mouseClick(w.use(), Qt::LeftButton);
    QVERIFY(w.session.all<command::SetParams>().empty());
    const RunConfig config = w.session.all<command::Start>().back().config;
    QCOMPARE(config.tracks.size(), std::size_t{6});
    QVERIFY(std::abs(config.tracks.at(4).params.at("beta") - betaOfHalfLife(200.0)) < 1e-12);
    QVERIFY(std::abs(config.tracks.at(0).params.at("beta") - betaOfHalfLife(7.0)) < 1e-12);
  }

  void useThisCountsTheStride() {
    HalfLifeFixture w;
    event::Started started = fakeStarted(w.controller.catalog());
    started.config.tracks[0].params["update_every"] = 10.0;
    w.run(started);
    w.click(300.0);
    const double cursor = *w.plot()->cursor();
    QTest::mouseClick(w.use(), Qt::LeftButton);
    const command::SetParams asked = w.session.all<command::SetParams>().back();
    QVERIFY(std::abs(asked.values.at(std::string("beta")) - betaOfHalfLife(cursor / 10.0)) < 1e-12);
  }

  void useThisKnowsTheDecaysOfLibraries_data() {
    QTest::addColumn<std::string>("rule");
    QTest::addColumn<std::string>("id");
    QTest::addColumn<double>("stride");
    QTest::newRow("torch") << std::string("torch-ema") << std::string("decay") << 1.0;
    QTest::newRow("keras") << std::string("keras") << std::string("ema_momentum") << 1.0;
    QTest::newRow("nemo") << std::string("nemo") << std::string("decay") << 10.0;
    QTest::newRow("mmengine") << std::string("mmengine") << std::string("momentum") << 1.0;
  }
  void useThisKnowsTheDecaysOfLibraries() {
    QFETCH(std::string, rule);
    QFETCH(std::string, id);
    QFETCH(double, stride);
    HalfLifeFixture w;
    event::Started started = fakeStarted(w.controller.catalog());
    TrackSpec& track = started.config.tracks[1];
    track = {.label = "theirs", .schedule = rule};
    for (const ParamSpec& spec : findRule(rule)->params) track.params[spec.id] = spec.initial;
    if (stride > 1.0) track.params["every_n_steps"] = stride;
    w.run(started);
    w.part<QTableView>("tracks_table")->selectRow(2);
    w.click(300.0);
    QVERIFY2(w.use()->isEnabled(), qPrintable(w.use()->toolTip()));
    QTest::mouseClick(w.use(), Qt::LeftButton);
    const command::SetParams asked = w.session.all<command::SetParams>().back();
    QCOMPARE(asked.track, std::string("theirs"));
    const double decay = betaOfHalfLife(*w.plot()->cursor() / stride);
    const double wanted = id == "momentum" ? 1.0 - decay : decay;
    QCOMPARE(asked.values.size(), std::size_t{1});
    QVERIFY(std::abs(asked.values.at(id) - wanted) < 1e-12);
  }

  void aRuleWithoutAHalfLifeSaysSo() {
    HalfLifeFixture w;
    event::Started started = fakeStarted(w.controller.catalog());
    started.config.tracks[1] = {.label = "power", .schedule = "power-function"};
    for (const ParamSpec& spec : schedules().at("power-function").params) {
      started.config.tracks[1].params[spec.id] = spec.initial;
    }
    w.run(started);
    w.part<QTableView>("tracks_table")->selectRow(2);
    w.click(300.0);
    QVERIFY(!w.use()->isEnabled());
    QVERIFY2(w.use()->toolTip().contains(QStringLiteral("no half-life")),
             qPrintable(w.use()->toolTip()));
    w.state(RunState::kFinished);
    QVERIFY(!w.use()->isEnabled());
    w.part<QTableView>("tracks_table")->selectRow(1);
    QVERIFY(w.use()->isEnabled());  // for another run
  }

  void altClickAddsATrack() {
    HalfLifeFixture w;
    w.begin(8000);
    w.click(120.0, Qt::AltModifier);
    const auto asked = w.session.all<command::EditTracks>();
    QCOMPARE(asked.size(), std::size_t{1});
    const auto add = std::get<track_action::Add>(asked[0].action);
    QCOMPARE(add.track.schedule, std::string("constant"));
    QCOMPARE(add.track.params.at("debias"), 1.0);
    const double half_life = halfLife(add.track.params.at("beta"));
    QVERIFY(std::abs(std::log(half_life / 120.0)) < 0.06);
    QCOMPARE(QString::fromStdString(add.track.label),
             QStringLiteral("hl%1").arg(std::lround(half_life)));
    QVERIFY(!w.plot()->cursor());
    w.state(RunState::kFinished);
    w.click(120.0, Qt::AltModifier);
    QCOMPARE(w.session.all<command::EditTracks>().size(), std::size_t{1});
  }

  void fromStartToUseThisInSixClicks() {
    HalfLifeFixture w;
    w.begin(300);
    chooseFrom(w, "sweep_half_lives", "sweep_menu", "sweep_restart");  // 1, 2
    const RunConfig config = w.session.all<command::Start>().back().config;
    QCOMPARE(config.tracks.size(), std::size_t{6 + 1});  // 6000 was missing
    QCOMPARE(config.snapshot_every, std::int64_t{100});  // at every fourth evaluation
    w.begin(8000, config.snapshot_every, {7, 20, 70, 200, 600, 2000, 6000});
    QTest::mouseClick(w.part<QPushButton>("button_toggle"), Qt::LeftButton);  // 3: Pause
    w.state(RunState::kPaused);
    QVERIFY(w.answerAll() > 0);
    QVERIFY(w.sentence().startsWith(QStringLiteral("Any half-life from ")));
    w.click(120.0);                              // 4
    QTest::mouseClick(w.use(), Qt::LeftButton);  // 5
    QVERIFY(!w.session.all<command::SetParams>().empty());
  }
};

EMASCOPE_UI_TEST(HalfLifeUseTest);

}  // namespace emascope::ui

#include "half_life_use_test.moc"
