// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/frame_pace.h"

#include "tests/ui/support/test_program.h"

#include <QTest>

namespace emascope::ui {

using std::chrono_literals::operator""ms;

class FramePaceTest final : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void cheapFramesFollowEachOtherThirtyTimesASecond() {
    FramePace pace;
    QCOMPARE(pace.interval(), 33ms);
    double used = 0.0;
    for (int i = 0; i < 10; ++i) pace.begin(used += 1.0);
    QCOMPARE(pace.interval(), 33ms);
  }

  void framesTakeATenthOfACore() {
    FramePace pace;
    pace.begin(100.0);
    pace.begin(105.0);
    QCOMPARE(pace.interval(), 50ms);
  }

  void dearFramesStillComeFifteenTimesASecond() {
    FramePace pace;
    pace.begin(100.0);
    pace.begin(100000.0);
    QCOMPARE(pace.interval(), 66ms);
    pace.begin(1e300);
    QCOMPARE(pace.interval(), 66ms);
  }

  void aCheaperFrameIsFollowedSooner() {
    FramePace pace;
    pace.begin(100.0);
    pace.begin(200.0);
    QCOMPARE(pace.interval(), 66ms);
    pace.begin(202.0);
    QCOMPARE(pace.interval(), 33ms);
  }
};

EMASCOPE_UI_TEST(FramePaceTest);

}  // namespace emascope::ui

#include "frame_pace_test.moc"
