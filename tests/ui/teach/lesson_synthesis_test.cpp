// SPDX-License-Identifier: GPL-3.0-or-later
//
// The slider of lesson 9 for averages that no track kept: what it asks the engine for, what chart,
// picture and words say, and what is said where it cannot be made.
#include "ui/teach/lesson_synthesis.h"

#include "tests/ui/support/fake_pictures.h"
#include "tests/ui/support/test_program.h"
#include "tests/ui/teach/teach_fixture.h"
#include "tests/ui/teach/teach_folder.h"
#include "ui/controls/number_field.h"
#include "ui/controls/param_knob.h"
#include "ui/teach/lesson_chart.h"
#include "ui/teach/lesson_page.h"
#include "ui/teach/lesson_pictures.h"
#include "ui/teach/lesson_session.h"
#include "ui/teach/teach_view.h"

#include <cmath>

#include <QApplication>
#include <QLabel>
#include <QSlider>
#include <QTest>

namespace emascope::ui {

/// Lesson 9 at its step with the slider. An average of half-life h has loss h / 1000.
struct Room : LessonRunFake {
  PanelParts parts{controller};
  TeachView view{parts.context(), nullptr};
  std::size_t made = 0;
  std::size_t drawn = 0;

  Room() {
    view.resize(1440, 840);
    view.show();
  }
  void begin() {
    view.openLesson(shippedLesson("post-hoc"));
    accept();
    for (const SynthesisSpec& spec : controller.record().config.syntheses) {
      if (spec.value > 100.0) arriveMade(0, spec);
    }
    reach(5000);
    while (view.session().at() < 3) view.session().next();
    QApplication::processEvents();
  }
  void arriveMade(std::uint64_t request, const SynthesisSpec& spec) {
    event::Synthesized answer{.request = request, .spec = spec};
    answer.val = {spec.value / 1000.0, 0.9};
    session.arrive(answer);
  }
  [[nodiscard]] std::vector<command::Synthesize> asked() const {
    return session.all<command::Synthesize>();
  }
  /// Answers the next request that waits.
  void makeNext() {
    const command::Synthesize wanted = asked().at(made++);
    arriveMade(wanted.request, wanted.spec);
    deliver();
  }
  /// Draws what was asked for. Whether the last picture was asked for by `of`.
  bool asksFor(const std::string& of) {
    const auto all = session.all<command::Render>();
    if (drawn < all.size()) drawPictures();
    return !all.empty() && all.back().of == of;
  }
  void drawPictures() {
    const auto all = session.all<command::Render>();
    for (; drawn < all.size(); ++drawn) {
      session.arrive(event::Rendered{all[drawn].request, 5000, all[drawn].of, fakeCurve()});
    }
    deliver();
  }
  [[nodiscard]] ParamKnob* knob() const {
    return view.findChild<ParamKnob*>(QStringLiteral("knob_half_life"));
  }
  [[nodiscard]] QString note() const {
    return view.findChild<QLabel*>(QStringLiteral("lesson_knob_note"))->text();
  }
  [[nodiscard]] const ChartSeries* points() const {
    for (const ChartSeries& series : view.page()->chart()->content().series) {
      if (series.line.label == kSynthesisLine) return &series;
    }
    return nullptr;
  }
  void type(const char* text) const {
    auto* field = knob()->findChild<NumberField*>();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QLatin1String(text));
    QTest::keyClick(field, Qt::Key_Return);
  }
};

class LessonSynthesisTest : public QObject {
  Q_OBJECT

 private:
  TeachFolder folder_;

 private Q_SLOTS:
  void initTestCase() { folder_.setUp(); }

  void itBeginsWithTheAverageOfTheLessonAndAsksForNothing() {
    Room room;
    room.begin();
    QVERIFY(room.knob() && room.knob()->isVisible());
    QVERIFY(room.knob()->isEnabled());
    QCOMPARE(room.knob()->value(), 138.0);
    QVERIFY(room.asked().empty());
    QVERIFY(room.points());
    QCOMPARE(room.points()->losses.size(), std::size_t{8});
    QVERIFY2(
        room.note().contains(QStringLiteral("8")) && room.note().contains(QStringLiteral("0.138")),
        qPrintable(room.note()));
  }

  void anotherHalfLifeIsMadeAtTheSameStepsTheLastFirst() {
    Room room;
    room.begin();
    room.type("60");
    QCOMPARE(room.asked().size(), std::size_t{1});
    QCOMPARE(room.asked()[0].spec.profile, std::string("half_life"));
    QCOMPARE(room.asked()[0].spec.value, 60.0);
    QCOMPARE(room.asked()[0].spec.step, std::int64_t{5000});
    QVERIFY(room.points()->losses.empty());
    room.makeNext();
    QCOMPARE(room.points()->losses.size(), std::size_t{1});
    QCOMPARE(room.asked().size(), std::size_t{2});  // one at a time
    QCOMPARE(room.asked()[1].spec.step, std::int64_t{4900});
    while (room.made < room.asked().size()) room.makeNext();
    QCOMPARE(room.asked().size(), std::size_t{8});
    QCOMPARE(room.points()->losses.size(), std::size_t{8});
    QCOMPARE(room.points()->losses.front().x, 4300.0);
    QCOMPARE(room.points()->line.name, QStringLiteral("half-life 60, made afterwards"));
    QVERIFY2(room.note().contains(QStringLiteral("0.0600")), qPrintable(room.note()));
    QCOMPARE(room.knob()->inForce(), 60.0);
    room.type("138");  // is known
    QCOMPARE(room.asked().size(), std::size_t{8});
    QCOMPARE(room.points()->losses.size(), std::size_t{8});
  }

  void theLastPositionOfTheSliderIsMade() {
    Room room;
    room.begin();
    auto* slider = room.knob()->findChild<QSlider*>();
    QVERIFY(slider);
    slider->setFocus();
    for (int i = 0; i < 5; ++i) QTest::keyClick(slider, Qt::Key_Left);
    QCOMPARE(room.asked().size(), std::size_t{1});  // the others wait
    const double last = room.knob()->value();
    QVERIFY(last < room.asked()[0].spec.value);
    room.makeNext();
    QCOMPARE(room.asked()[1].spec.value, last);
    while (room.made < room.asked().size()) room.makeNext();
    QCOMPARE(room.asked().size(), std::size_t{9});
    QCOMPARE(room.points()->losses.size(), std::size_t{8});
  }

  void whatTheSnapshotsCannotGiveIsSaid() {
    Room room;
    room.begin();
    room.type("3");
    room.session.arrive(
        event::Rejected{room.asked()[0].request, {"synthesize made", "too much is missing", ""}});
    room.deliver();
    QCOMPARE(room.asked().size(), std::size_t{1});  // nor at the other steps
    QVERIFY2(room.note().contains(QStringLiteral("refuses")), qPrintable(room.note()));
    QVERIFY(room.points()->losses.empty());
    room.type("60");
    QCOMPARE(room.asked().size(), std::size_t{2});
  }

  void thePictureIsThatOfTheAverageMade() {
    Room room;
    room.begin();
    QTRY_VERIFY(room.asksFor("made:half_life=138,step=5000"));
    auto* right = room.view.findChild<LessonPicture*>(QStringLiteral("lesson_picture_right"));
    QVERIFY(right->isVisible());
    room.type("60");
    QVERIFY(right->isVisible());  // until the new one is there
    room.makeNext();
    QTRY_VERIFY(room.asksFor("made:half_life=60,step=5000"));
    QVERIFY(right->isVisible());
  }

  void anEngineWithoutTheCommandHasAGraySliderThatSaysWhy() {
    Room room;
    Catalog catalog = teachCatalog();
    std::erase(catalog.commands, "synthesize");
    room.controller.setCatalog(catalog);
    room.begin();
    QVERIFY(room.knob()->isVisible());
    QVERIFY(!room.knob()->isEnabled());
    QVERIFY2(room.note().contains(QStringLiteral("synthesize")), qPrintable(room.note()));
  }

  void lossesThatAreNotFiniteAreGaps() {
    Room room;
    room.begin();
    room.type("60");
    for (std::size_t i = 0; room.made < room.asked().size(); ++i) {
      const command::Synthesize wanted = room.asked().at(room.made++);
      event::Synthesized answer{.request = wanted.request, .spec = wanted.spec};
      answer.val = {i % 2 == 0 ? std::nan("") : i == 1 ? HUGE_VAL : 0.0, 0.0};
      room.session.arrive(answer);
      room.deliver();
    }
    QCOMPARE(room.points()->losses.size(), std::size_t{8});
    QVERIFY(!room.view.grab().isNull());
    QVERIFY2(room.note().contains(QStringLiteral("–")), qPrintable(room.note()));
  }

  void anotherRunForgetsIt() {
    Room room;
    room.begin();
    room.type("60");
    room.view.session().startAgain();
    room.accept();
    QApplication::processEvents();
    QVERIFY(!room.view.findChild<LessonSynthesis*>()->isRefused());
    QVERIFY(room.view.findChild<LessonSynthesis*>()->losses().empty());
  }
};

EMASCOPE_UI_TEST(LessonSynthesisTest);

}  // namespace emascope::ui

#include "lesson_synthesis_test.moc"
