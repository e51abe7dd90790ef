// SPDX-License-Identifier: GPL-3.0-or-later
//
// The knob of a lesson: what it turns and in which unit, what it sends, and what is said of it.
#include "ui/teach/lesson_knob.h"

#include "core/rules/units.h"
#include "tests/ui/support/test_program.h"
#include "tests/ui/teach/class_room.h"
#include "tests/ui/teach/teach_folder.h"
#include "ui/teach/knob_ticks.h"
#include "ui/teach/lesson_chart.h"
#include "ui/teach/lesson_page.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/track_half_life.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include <QLabel>
#include <QSettings>
#include <QSlider>
#include <QTest>

namespace emascope::ui {

class LessonKnobTest : public QObject {
  Q_OBJECT

 private:
  TeachFolder folder_;

 private Q_SLOTS:
  void initTestCase() { folder_.setUp(); }
  void init() { QSettings().clear(); }

  void theKnobOfTheStepEditsAllItsLines() {
    ClassRoom room;
    room.begin();
    room.reach(100);
    auto* knob = room.knob("half_life");
    QVERIFY(knob && knob->isVisible());
    room.type(knob, "50");
    QTRY_COMPARE(room.session.all<command::SetParams>().size(), std::size_t{3});
    std::set<std::string> tracks;
    for (const auto& edit : room.session.all<command::SetParams>()) {
      tracks.insert(edit.track);
      QCOMPARE(edit.values.at("beta"), betaOfHalfLife(50.0));
    }
    QCOMPARE(tracks, (std::set<std::string>{"w0", "w100", "w1000"}));
    QCOMPARE(knob->state(), KnobState::kSent);
    for (const auto& edit : room.session.all<command::SetParams>()) {
      room.session.arrive(
          event::Applied{edit.request, 101, edit.track, {{"beta", 0.99}}, edit.values});
    }
    room.deliver();
    QCOMPARE(knob->state(), KnobState::kApplied);
    QCOMPARE(knob->inForce(), 50.0);
    const QString hint = room.text("lesson_hint");
    QVERIFY2(hint.contains(QStringLiteral(": half-life 50 from step 101")), qPrintable(hint));
    QCOMPARE(hint.count(QStringLiteral("half-life 50")), 1);  // one change for the three
    QVERIFY(hint.contains(QStringLiteral("is about this run")));
  }

  // The design's knob: "half-life", "of all three, in steps", and 300.
  void aConstantDecayIsTurnedAsAHalfLife() {
    ClassRoom room;
    room.begin();
    room.reach(100);
    const ParamKnob* knob = room.knob("half_life");
    QVERIFY(knob && knob->isVisible());
    QCOMPARE(knob->value(), 300.0);
    QCOMPARE(knob->findChild<NumberField*>()->text(), QStringLiteral("300"));
    QCOMPARE(QString::fromStdString(knob->spec().label), QStringLiteral("half-life"));
    QCOMPARE(room.text("lesson_knob_of"), QStringLiteral("of all 3 averages, in steps"));
    for (const QLabel* label : knob->findChildren<QLabel*>()) {
      if (label->isVisible()) QVERIFY2(!label->text().contains(u"0.99"), qPrintable(label->text()));
    }
    const auto* below = room.part<KnobTicks>("knob_ticks");
    QVERIFY(below->isVisible());
    const auto ticks = below->ticks();
    QCOMPARE(ticks.size(), std::size_t{3});
    const auto* slider = knob->findChild<QSlider*>();
    const double left = slider->mapTo(&room.view, QPoint()).x();
    for (std::size_t i = 0; i < ticks.size(); ++i) {
      QCOMPARE(ticks[i].first, std::pow(10.0, static_cast<double>(i + 1)));
      const double at = below->mapTo(&room.view, QPoint()).x() + ticks[i].second;
      QVERIFY(at > left && at < left + slider->width());
      if (i > 0) QVERIFY(ticks[i].second > ticks[i - 1].second + 20.0);
    }
  }

  // Where the rule itself decides about the decay, the knob is its cap.
  void aCapIsNotTurnedAsAHalfLife() {
    ClassRoom room;
    room.begin("dead-slider");
    room.reach(500);
    QVERIFY(!room.knob("half_life"));
    const ParamKnob* knob = room.knob("beta");
    QVERIFY(knob && knob->isVisible());
    QCOMPARE(knob->value(), 0.9999);
  }

  void aDecayThatIsNoHalfLifeIsTurnedAsADecay() {
    ClassRoom room;
    room.begin("too-fast-too-slow");
    room.reach(5000);
    for (int i = 0; i < 6; ++i) room.key(Qt::Key_PageDown);
    QVERIFY(room.knob("half_life"));
    room.session.arrive(
        event::Applied{0, 4990, "good", {{"beta", betaOfHalfLife(138.0)}}, {{"beta", 1.0}}});
    room.deliver();
    QVERIFY(!room.knob("half_life"));
    QVERIFY(room.knob("beta"));
    QTRY_VERIFY(room.knob("beta")->isVisible());
    QCOMPARE(room.knob("beta")->value(), 1.0);
    QVERIFY(room.text("lesson_hint").contains(QStringLiteral("infinite half-life")));
  }

  // All nine lessons: what the texts call a half-life is one at the knob.
  void everyKnobOfAConstantDecayIsAHalfLife() {
    ClassRoom room;
    int found = 0;
    for (const Lesson& lesson : shippedLessons(room.controller.catalog())) {
      room.view.openLesson(lesson);
      for (std::size_t step = 0; step < lesson.steps.size(); ++step) {
        LessonSession& session = room.view.session();
        if (session.starting()) room.accept();
        if (room.controller.record().step < session.step().stop) room.reach(session.step().stop);
        const std::string& knob = session.step().knob;
        const QString text = QString::fromStdString(inLanguage(session.step().text, "en"));
        if (knob.ends_with(".beta")) {
          const std::string track = knob.starts_with('*') ? "w0" : knob.substr(0, knob.size() - 5);
          const bool constant = hasHalfLife(room.controller.record(), track);
          QVERIFY2((room.knob("half_life") != nullptr) == constant, knob.c_str());
          QVERIFY2(!constant || text.contains(QStringLiteral("half-li")), qPrintable(text));
          found += constant ? 1 : 0;
        }
        if (session.step().ask) {
          session.answer(0);
          const std::int64_t until = session.step().ask->until;
          if (room.controller.record().step < until) room.reach(until);
        }
        if (step + 1 < lesson.steps.size()) session.next();
      }
    }
    QCOMPARE(found, 4);  // lessons 1 and 3, and two steps of lesson 4
  }

  void afterTheEndTheKnobIsForTheNextRun() {
    ClassRoom room;
    room.begin("too-fast-too-slow");
    room.reach(5000);
    for (int i = 0; i < 6; ++i) room.key(Qt::Key_PageDown);
    QCOMPARE(room.view.session().at(), std::size_t{3});
    auto* knob = room.knob("half_life");
    QVERIFY(knob);
    QTRY_VERIFY(knob->isVisible());
    QCOMPARE(room.text("lesson_knob_of"), QStringLiteral("of the line “half-life 138”, in steps"));
    room.type(knob, "50");
    QVERIFY(room.session.all<command::SetParams>().empty());
    room.click("lesson_again");
    const auto& tracks = room.lastStart().config.tracks;
    const auto good = std::ranges::find(tracks, std::string("good"), &TrackSpec::label);
    QCOMPARE(good->params.at("beta"), betaOfHalfLife(50.0));
    room.accept();
    room.reach(5000);
    // The lesson calls the line by the half-life that it does not have any more.
    const auto& series = room.view.page()->chart()->content().series;
    QCOMPARE(series.back().line.name, QStringLiteral("half-life 138, changed"));
    const QString hint = room.text("lesson_hint");
    QVERIFY2(hint.contains(QStringLiteral("half-life 138: half-life 50.")), qPrintable(hint));
  }

  void aPlannedEditIsAnnounced() {
    ClassRoom room;
    room.begin("dead-slider");
    room.reach(2900);
    for (int i = 0; i < 4; ++i) room.key(Qt::Key_PageDown);
    QCOMPARE(room.view.session().at(), std::size_t{2});
    QVERIFY(room.text("lesson_knob_note").contains(QStringLiteral("0.99999")));
  }
};

EMASCOPE_UI_TEST(LessonKnobTest);

}  // namespace emascope::ui

#include "lesson_knob_test.moc"
