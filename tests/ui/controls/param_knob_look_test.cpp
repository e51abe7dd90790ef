// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a knob shows besides its value: its remark, its mark and that it is idle. Nothing is cut.
#include "core/protocol/spec/catalog.h"
#include "core/rules/schedule.h"
#include "tests/ui/controls/knob_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/param_knob.h"
#include "ui/controls/status_dot.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <string>

#include <QApplication>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

namespace emascope::ui {

class ParamKnobLookTest : public QObject {
  Q_OBJECT

 private:
  static void settle() {
    for (int i = 0; i < 3; ++i) QCoreApplication::processEvents();
  }

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void aParameterThatIsNoneIsNoneInItsRemark() {
    for (const char* const id : {"smoothing", "half_life"}) {
      const auto& params = libraryPresets().at("composer").params;
      const auto spec = std::find_if(params.begin(), params.end(),
                                     [id](const ParamSpec& one) { return one.id == id; });
      ParamKnob knob(*spec);
      knob.setInForce(kNoneValue);
      knob.showSent();
      const auto* dot = knob.findChild<StatusDot*>();
      QVERIFY2(dot->toolTip().contains(QStringLiteral("now none")), qPrintable(dot->toolTip()));
    }
  }

  void anIdleKnobIsGraySaysWhyAndCanBeTurned() {
    KnobFixture knob;
    const QColor usual = knob.field->palette().color(QPalette::Text);
    knob.knob.setIdle(true);
    QCOMPARE(knob.remark(), QStringLiteral("no effect now"));
    knob.knob.setRemark({QStringLiteral("over")});
    QCOMPARE(knob.remark(), QStringLiteral("over"));
    knob.knob.setIdle(true, QStringLiteral("no effect while ramp is off"));
    QCOMPARE(knob.remark(), QStringLiteral("no effect while ramp is off"));
    QVERIFY(knob.field->palette().color(QPalette::Text) != usual);
    knob.type(QStringLiteral("0.99"));
    QCOMPARE(knob.committed.count(), 1);
    knob.knob.showApplied(0.99, 5);
    knob.knob.setIdle(false);
    QCOMPARE(knob.remark(), QStringLiteral("over"));
    QCOMPARE(knob.field->palette().color(QPalette::Text), usual);
  }

  void aKnobIsOneLineWhateverItRemarks() {
    int knobs = 0;
    for (const ScheduleInfo& schedule : scheduleInfos()) {
      for (const ParamSpec& spec : schedule.params) {
        ParamKnob knob(spec);
        if (!knob.oneLine()) continue;
        ++knobs;
        knob.setRemark({QStringLiteral("ended at step 100")});
        knob.setIdle(true, QStringLiteral("no effect while the ramp is off"));
        knob.show();
        knob.adjustSize();
        settle();
        QCOMPARE(knob.height(), knob.findChild<QLineEdit*>()->height());
        QVERIFY(!knob.findChild<QLabel*>(QStringLiteral("remark"))->isVisible());
      }
    }
    QVERIFY2(knobs > 40, qPrintable(QString::number(knobs)));
    // What our own rules show without unfolding is one line each, but for choices.
    for (const auto& [id, rule] : schedules()) {
      for (const ParamSpec& spec : rule.params) {
        if (spec.advanced || !spec.choices.empty()) continue;
        QVERIFY2(ParamKnob(spec).oneLine(), spec.label.c_str());
      }
    }
  }

  void aRemarkIsInTheTipAndReadAloud() {
    KnobFixture knob;
    knob.knob.setRemark({QStringLiteral("ended at step 100"), QStringLiteral("over")});
    QCOMPARE(knob.remark(), QStringLiteral("ended at step 100"));
    QCOMPARE(knob.name()->accessibleDescription(), QStringLiteral("ended at step 100"));
    for (const QWidget* part :
         {static_cast<QWidget*>(knob.field), static_cast<QWidget*>(knob.slider)}) {
      QVERIFY(part->accessibleDescription().endsWith(QStringLiteral("\nended at step 100")));
    }
    knob.knob.setRemark({});
    QCOMPARE(knob.remark(), QString());
    QVERIFY(!knob.field->accessibleDescription().contains(QStringLiteral("ended")));
  }

  void aRemarkThatMustBeSeenHasALineWhileNothingIsPending() {
    KnobFixture knob;
    const auto* label = knob.knob.findChild<QLabel*>(QStringLiteral("remark"));
    knob.knob.setRemark({QStringLiteral("in force 0.0025")}, true);
    settle();
    QVERIFY(label->isVisible());
    QCOMPARE(label->text(), QStringLiteral("in force 0.0025"));
    knob.type(QStringLiteral("0.99"));
    QVERIFY(!label->isVisible());
    knob.knob.showApplied(0.99, 5);
    QVERIFY(label->isVisible());
    knob.knob.setRemark({});
    QVERIFY(!label->isVisible());
  }

  void theMarkOfAValueInForceIsNoColorOfSuccess() {
    StatusDot dot;
    dot.setState(KnobState::kApplied);
    const QColor middle = dot.grab().toImage().pixelColor(5, 5);
    QCOMPARE(middle.rgb(), theme().secondary.rgb());
    dot.setState(KnobState::kSent);  // a ring
    const QImage ring = dot.grab().toImage();
    QVERIFY(ring.pixelColor(5, 5).rgb() != theme().secondary.rgb());
    int accent = 0;
    for (int y = 0; y < ring.height(); ++y) {
      for (int x = 0; x < ring.width(); ++x) {
        const QColor pixel = ring.pixelColor(x, y);
        QVERIFY(pixel.rgb() != theme().better.rgb());
        accent += pixel.blue() - pixel.red() > 60 ? 1 : 0;
      }
    }
    QVERIFY2(accent >= 8, qPrintable(QString::number(accent)));
  }

  void aRemarkIsNeverCut_data() {
    QTest::addColumn<std::string>("id");
    QTest::addColumn<double>("value");
    QTest::newRow("many digits") << std::string("beta") << 0.99502488;
    QTest::newRow("a large number") << std::string("update_after_step") << 1000000.0;
  }
  void aRemarkIsNeverCut() {
    QFETCH(std::string, id);
    QFETCH(double, value);
    ParamKnob knob(parameter(id));
    knob.setInForce(value);
    const auto* remark = knob.findChild<QLabel*>(QStringLiteral("remark"));
    for (const int width : {kCardWidth, 250, 200}) {
      knob.resize(width, knob.sizeHint().height());
      knob.show();
      knob.showRefused(QStringLiteral("no"));
      QCoreApplication::processEvents();
      QVERIFY(remark->fontMetrics().horizontalAdvance(remark->text()) <= remark->width());
      QVERIFY(remark->text().isEmpty() || remark->text().startsWith(QStringLiteral("re")) ||
              remark->text().endsWith(QChar(0x2026)));
      knob.forgetRefusal();
    }
  }

  void theFieldShowsEightDigitsWhole() {
    KnobFixture knob;
    knob.knob.show();
    const auto* field = knob.knob.findChild<QLineEdit*>();
    knob.type(QStringLiteral("0.95111013"));
    const int frame = 2 * 9;  // padding, border and the line edit's own margin
    QVERIFY(field->fontMetrics().horizontalAdvance(field->text()) <= field->width() - frame);
  }
};

EMASCOPE_UI_TEST(ParamKnobLookTest);

}  // namespace emascope::ui

#include "param_knob_look_test.moc"
