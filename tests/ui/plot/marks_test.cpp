// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which changes share a mark, and what a mark says of its effect.
#include "ui/plot/marks.h"

#include "tests/ui/plot/plot_record.h"
#include "tests/ui/support/test_program.h"

#include <cmath>

#include <QTest>

namespace emascope::ui {

class MarksTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aStormOfChangesIsOneMarkFromFirstToLast() {
    RunRecord record = recordOf(136);
    for (int i = 0; i < 1000; ++i) {
      change(record, 2400 + i / 5, 0.98 + 1e-5 * i, 0.98 + 1e-5 * (i + 1));
    }
    const auto marks = mergedMarks(record);
    QCOMPARE(marks.size(), std::size_t{1});
    QCOMPARE(marks[0].merged, qsizetype{1000});
    QCOMPARE(marks[0].step, std::int64_t{2599});
    QVERIFY(marks[0].text.contains(QStringLiteral("0.98 → 0.99")));
  }
  void aValueThatTurnsBackBeginsAnotherMark() {
    RunRecord record = recordOf(136);
    change(record, 3000, 0.995, 0.9);
    change(record, 3075, 0.9, 0.995);  // 0.4 s later
    const auto marks = mergedMarks(record);
    QCOMPARE(marks.size(), std::size_t{2});
    QVERIFY2(marks[0].text.endsWith(QStringLiteral("0.995 → 0.9  @ 3\u202f000")),
             qPrintable(marks[0].text));
    QVERIFY2(marks[1].text.endsWith(QStringLiteral("0.9 → 0.995  @ 3\u202f075")),
             qPrintable(marks[1].text));
    QCOMPARE(marks[0].acts, 3000.0);
    QCOMPARE(marks[1].acts, 3075.0);
  }
  void aStormThatTurnsOnceIsTwoMarks() {
    RunRecord record = recordOf(136);
    for (int i = 0; i < 100; ++i) change(record, 2400, 0.98 + 1e-4 * i, 0.98 + 1e-4 * (i + 1));
    for (int i = 100; i > 0; --i) change(record, 2400, 0.98 + 1e-4 * i, 0.98 + 1e-4 * (i - 1));
    const auto marks = mergedMarks(record);
    QCOMPARE(marks.size(), std::size_t{2});
    QCOMPARE(marks[0].merged, qsizetype{100});
    QVERIFY(marks[0].text.contains(QStringLiteral("0.98 → 0.99")));
    QVERIFY(marks[1].text.contains(QStringLiteral("0.99 → 0.98")));
  }
  void twoEditsAtFullSpeedAreTwoMarks_data() {
    QTest::addColumn<quint64>("request");
    QTest::newRow("with the configuration") << quint64{0};
    QTest::newRow("in the window") << quint64{7};
  }
  void twoEditsAtFullSpeedAreTwoMarks() {
    QFETCH(quint64, request);
    RunRecord record = recordOf(136);
    for (EvalPoint& point : record.points) point.seconds = static_cast<double>(point.step) / 2e5;
    for (const std::int64_t step : {1000, 2100}) {
      const double from = step == 1000 ? 0.98 : 0.99;
      record.apply(
          Event(event::Applied{request, step, "main", {{"beta", from}}, {{"beta", from + 0.005}}}));
    }
    const auto marks = mergedMarks(record);
    QCOMPARE(marks.size(), std::size_t{2});
    QCOMPARE(marks[0].step, std::int64_t{1000});
    QCOMPARE(marks[1].step, std::int64_t{2100});
  }
  void oneDragIsOneMarkAtAnySpeed() {
    RunRecord record = recordOf(136);
    Gestures gestures;
    for (std::uint64_t request = 1; request <= 4; ++request) {  // 600 steps apart
      const double from = 0.98 + 0.002 * static_cast<double>(request);
      record.apply(Event(event::Applied{request,
                                        600 * static_cast<std::int64_t>(request),
                                        "main",
                                        {{"beta", from}},
                                        {{"beta", from + 0.002}}}));
      gestures[request] = 5;
    }
    const auto marks = mergedMarks(record, {}, gestures);
    QCOMPARE(marks.size(), std::size_t{1});
    QCOMPARE(marks[0].first_step, std::int64_t{600});
    QCOMPARE(marks[0].step, std::int64_t{2400});
    gestures[3] = gestures[4] = 6;  // the button was released in between
    QCOMPARE(mergedMarks(record, {}, gestures).size(), std::size_t{2});
  }
  void twoClicksAreTwoMarksHoweverNear() {
    RunRecord record = recordOf(136);
    for (std::uint64_t request = 1; request <= 3; ++request) {
      const double from = 0.98 + 0.002 * static_cast<double>(request);
      record.apply(Event(event::Applied{request,
                                        2000 + 20 * static_cast<std::int64_t>(request),
                                        "main",
                                        {{"beta", from}},
                                        {{"beta", from + 0.002}}}));
    }
    // The same without gestures, as scheduled: within an evaluation interval of 25 steps.
    QCOMPARE(mergedMarks(record).size(), std::size_t{1});
    const auto marks = mergedMarks(record, {}, {{1, 7}, {2, 8}});
    QCOMPARE(marks.size(), std::size_t{3});  // the third has no gesture
    QCOMPARE(marks[1].step, std::int64_t{2040});
    QCOMPARE(mergedMarks(record, {}, {{1, 7}, {2, 7}, {3, 7}}).size(), std::size_t{1});
  }
  void changesFarApartAreTwoMarks() {
    RunRecord record = recordOf(136);
    change(record, 1000, 0.98, 0.99);
    change(record, 2400, 0.99, 0.995);
    QCOMPARE(mergedMarks(record).size(), std::size_t{2});
  }
  void anotherParameterIsAnotherMark() {
    RunRecord record = recordOf(136);
    change(record, 2400, 0.98, 0.99);
    change(record, 2400, 0.667, 0.75, "main", "power");
    QCOMPARE(mergedMarks(record).size(), std::size_t{2});
  }
  void aMarkSettlesAfterThreeHalfLives() {
    RunRecord record = recordOf(200);
    change(record, 4000, 0.98, 0.995);
    QVERIFY(std::abs(mergedMarks(record)[0].settled - (4000.0 + 3 * 138.28)) < 1.0);
  }
  void aLearningRateDoesNotSettle() {
    RunRecord record = recordOf(136);
    change(record, 2400, 0.02, 0.01, "", "lr");
    QCOMPARE(mergedMarks(record)[0].settled, 2400.0);
    QVERIFY(mergedMarks(record)[0].text.contains(QStringLiteral("learning rate")));
  }

  void aCapThatTheRampHasNotReachedHasNoEffectYetAndNoBand() {
    RunRecord record = recordOf(60);  // inverse power: the cap 0.995 binds at 2 929
    change(record, 1480, 0.995, 0.999);
    Mark mark = mergedMarks(record)[0];
    QVERIFY2(mark.text.endsWith(QStringLiteral("· no effect yet (from 2\u202f929)")),
             qPrintable(mark.text));
    QCOMPARE(mark.acts, 2929.0);
    QCOMPARE(mark.settled, mark.acts);
    addEvaluations(record, 57);  // 2 925
    QCOMPARE(mergedMarks(record)[0].settled, 2929.0);
    addEvaluations(record, 1);
    mark = mergedMarks(record)[0];
    QVERIFY2(mark.text.endsWith(QStringLiteral("· acts from 2\u202f929")), qPrintable(mark.text));
    // Three half-lives of what the ramp gives there.
    const double decay = 1.0 - std::pow(2929.0 - 100.0, -2.0 / 3.0);
    QVERIFY(std::abs(mark.settled - (2929.0 + 3.0 * std::log(0.5) / std::log(decay))) < 2.0);
  }
  void aChangeThatIsTakenBackBeforeItActsHasNoEffect() {
    RunRecord record = recordOf(140);  // step 3 500; the cap 0.995 binds at 2 929
    change(record, 966, 0.995, 0.9999);
    change(record, 1363, 0.9999, 0.995);
    std::vector<Mark> marks = mergedMarks(record);
    QCOMPARE(marks.size(), std::size_t{2});
    QVERIFY2(marks[0].text.endsWith(QStringLiteral("· changed at 1\u202f363 before it acted")),
             qPrintable(marks[0].text));
    QVERIFY2(marks[1].text.contains(QStringLiteral("· no effect")), qPrintable(marks[1].text));
    for (const Mark& mark : marks) QCOMPARE(mark.settled, mark.acts);
    QCOMPARE(marks[0].acts, 966.0);
    // Another parameter does not take it back.
    record = recordOf(140);
    change(record, 966, 0.995, 0.9999);
    change(record, 3000, 0.02, 0.01, "", "lr");
    marks = mergedMarks(record);
    QCOMPARE(marks[0].acts, 2929.0);
  }
  void aChangeBeyondTheEndHasNoEffectAndNoBand() {
    RunRecord record = recordOf(20);
    change(record, 500, 0.9999, 0.99995);
    const Mark mark = mergedMarks(record)[0];
    QVERIFY2(mark.text.endsWith(QStringLiteral("no effect yet (none before the end)")),
             qPrintable(mark.text));
    QCOMPARE(mark.settled, 500.0);
  }
  void aWarmUpThatCopiesHasNoBand() {
    RunRecord record = recordOf(3);
    change(record, 60, 100, 1500, "main", "update_after_step");
    const Mark mark = mergedMarks(record)[0];
    QCOMPARE(mark.acts, 102.0);  // the first update that would have blended
    QCOMPARE(mark.settled, mark.acts);
  }
  void aConstantDecayActsAtOnce() {
    RunRecord record = recordOf(60);
    change(record, 1000, 0.9, 0.99, "fast");
    const Mark mark = mergedMarks(record)[0];
    QCOMPARE(mark.acts, 1000.0);
    QVERIFY(std::abs(mark.settled - (1000.0 + 3.0 * 68.97)) < 1.0);
    QVERIFY(!mark.text.contains(QStringLiteral("no effect")));
  }
  void anotherStrideActsAtOnce() {
    RunRecord record = recordOf(60);
    change(record, 1000, 1, 5, "main", "update_every");
    QCOMPARE(mergedMarks(record)[0].acts, 1000.0);
    QVERIFY(!mergedMarks(record)[0].text.contains(QStringLiteral("no effect")));
  }
  void buffersAreNotSaidToHaveNoEffect() {
    RunRecord record = recordOf(60);
    change(record, 1000, 0, 1, "main", "buffers");
    const Mark mark = mergedMarks(record)[0];
    QVERIFY(!mark.text.contains(QStringLiteral("no effect")));
    QCOMPARE(mark.settled, 1000.0);
  }
  void aTrackThatWasAddedHasAClockOfItsOwn() {
    RunRecord record = recordOf(60);
    TrackSpec added = record.tracks[0];
    added.label = "late";
    act(record, 1001, track_action::Add{added});
    change(record, 1500, 0.995, 0.999, "late");
    QCOMPARE(mergedMarks(record)[0].acts, 2929.0 + 1000.0);
  }
  void marksThatGrowAreTheSame_data() {
    QTest::addColumn<int>("quantity");
    QTest::newRow("steps") << static_cast<int>(XQuantity::kStep);
    QTest::newRow("time") << static_cast<int>(XQuantity::kTime);
  }
  void marksThatGrowAreTheSame() {
    QFETCH(int, quantity);
    const auto same = [](const std::vector<Mark>& some, const std::vector<Mark>& others) {
      if (some.size() != others.size()) return false;
      for (std::size_t i = 0; i < some.size(); ++i) {
        const Mark& a = some[i];
        const Mark& b = others[i];
        if (a.text != b.text || a.acts != b.acts || a.settled != b.settled || a.step != b.step ||
            a.first_step != b.first_step || a.change != b.change || a.merged != b.merged) {
          return false;
        }
      }
      return true;
    };
    const RunRecord whole = recordOf(136);
    RunRecord record = whole;
    record.points.clear();
    record.step = 0;
    GrowingMarks growing;
    EditEffects effects;
    Gestures gestures;
    XAxis axis;
    axis.restart(static_cast<XQuantity>(quantity), &record);
    std::uint64_t request = 0;
    double beta = 0.98;
    for (const EvalPoint& point : whole.points) {
      record.apply(Event(event::Evaluated{{point}}));
      axis.add(record.points.back());
      // Drags, single edits, edits without effect, and those that act later.
      const auto number = static_cast<int>(point.step / 25);
      if (number % 3 == 0) {
        const double next = number % 9 == 0 ? beta : 0.98 + 1e-4 * (number * 7 % 150);
        gestures[++request] = number / 12;
        record.apply(Event(
            event::Applied{request, point.step + 1, "main", {{"beta", beta}}, {{"beta", next}}}));
        beta = next;
      }
      QVERIFY2(
          same(growing.of(record, effects, axis, gestures), mergedMarks(record, axis, gestures)),
          qPrintable(QString::number(point.step)));
    }
    QVERIFY(growing.of(record, effects, axis, gestures).size() > 10);
    act(record, record.step + 1, track_action::FeedBack{"slow", 0.0});
    for (int i = 0; i < 2; ++i) {
      QVERIFY(
          same(growing.of(record, effects, axis, gestures), mergedMarks(record, axis, gestures)));
      record.apply(Event(event::Applied{
          ++request, record.step + 2, "main", {{"beta", beta}}, {{"beta", 0.9 + 0.01 * i}}}));
      beta = 0.9 + 0.01 * i;
    }
    std::vector<TrackSpec> tracks = record.tracks;
    tracks[0].label = "first";
    record.apply(Event(event::TracksChanged{9999, record.step + 1,
                                            track_action::Rename{"main", "first"}, tracks}));
    QVERIFY(same(growing.of(record, effects, axis, gestures), mergedMarks(record, axis, gestures)));
  }
  void aFeedbackAndItsUndoHaveMarksAfterThoseOfTheEdits() {
    RunRecord record = recordOf(136);
    act(record, 1001, track_action::FeedBack{"slow", 0.0});
    act(record, 2801, track_action::UndoFeedBack{});
    act(record, 3001, track_action::FeedBack{"main", 0.0});
    change(record, 3100, 0.995, 0.999);
    const auto marks = mergedMarks(record);
    QCOMPARE(marks.size(), std::size_t{4});
    QVERIFY(marks[0].text.startsWith(QStringLiteral("β")));
    QCOMPARE(marks[1].text, QStringLiteral("feedback of slow  @ 1\u202f001"));
    QCOMPARE(marks[2].text, QStringLiteral("feedback undone  @ 2\u202f801"));
    QCOMPARE(marks[3].text, QStringLiteral("feedback of EMA  @ 3\u202f001"));
    QCOMPARE(marks[1].change, qsizetype{-1});
    QCOMPARE(marks[1].step, std::int64_t{1001});
    QCOMPARE(marks[1].settled, marks[1].acts);  // no band
  }
};

EMASCOPE_UI_TEST(MarksTest);

}  // namespace emascope::ui

#include "marks_test.moc"
