// SPDX-License-Identifier: GPL-3.0-or-later
//
// Values on their sliders: every parameter this build offers.
#include "ui/controls/param_scale.h"

#include "core/protocol/spec/catalog.h"
#include "core/rules/units.h"
#include "tests/ui/controls/rule_parameter.h"
#include "tests/ui/support/test_program.h"

#include <cmath>

#include <QTest>

Q_DECLARE_METATYPE(emascope::ParamSpec)

namespace emascope::ui {

class ParamScaleTest : public QObject {
  Q_OBJECT

 private:
  static void everyParameter() {
    QTest::addColumn<ParamSpec>("spec");
    for (const ScheduleInfo& schedule : scheduleInfos()) {
      for (const ParamSpec& spec : schedule.params) {
        QTest::newRow(qPrintable(QString::fromStdString(schedule.id + " " + spec.id))) << spec;
      }
    }
  }

 private Q_SLOTS:
  void theEndsAreTheSlidersEnds_data() { everyParameter(); }
  void theEndsAreTheSlidersEnds() {
    QFETCH(ParamSpec, spec);
    QCOMPARE(sliderPosition(spec, spec.slider_min), 0);
    QCOMPARE(sliderPosition(spec, spec.slider_max), kSliderSteps);
    QCOMPARE(sliderPosition(spec, spec.max), kSliderSteps);
  }

  void everyPositionIsAnAllowedValue_data() { everyParameter(); }
  void everyPositionIsAnAllowedValue() {
    QFETCH(ParamSpec, spec);
    for (int position = 0; position <= kSliderSteps; ++position) {
      const double value = sliderValue(spec, position);
      const Status status = checkValue(spec, value, "");
      QVERIFY2(status.ok(), status ? "" : status.error().message().c_str());
    }
  }

  void furtherRightIsNeverLess_data() { everyParameter(); }
  void furtherRightIsNeverLess() {
    QFETCH(ParamSpec, spec);
    for (int position = 1; position <= kSliderSteps; ++position) {
      QVERIFY(sliderValue(spec, position) >= sliderValue(spec, position - 1));
    }
  }

  void aValueStaysWhereItsSliderStands_data() { everyParameter(); }
  void aValueStaysWhereItsSliderStands() {
    QFETCH(ParamSpec, spec);
    for (int position = 0; position <= kSliderSteps; position += 50) {
      const double value = sliderValue(spec, position);
      const double again = sliderValue(spec, sliderPosition(spec, value));
      QVERIFY2(std::abs(again - value) <= 0.06 * std::abs(value) + 1e-12 ||
                   std::abs(decayScale(again) - decayScale(value)) < 0.02,
               qPrintable(QStringLiteral("%1 -> %2").arg(value).arg(again)));
    }
  }

  void decaysAreSpreadByTheirDistanceFromOne() {
    const ParamSpec beta = parameter("beta");  // from 0.9 to 0.99999: four decades
    QCOMPARE(sliderPosition(beta, 0.99), kSliderSteps / 4);
    QCOMPARE(sliderPosition(beta, 0.999), kSliderSteps / 2);
    QCOMPARE(sliderValue(beta, kSliderSteps / 2), 0.999);
  }

  void thePowerOfTheLibrarySnaps() {
    const ParamSpec power = parameter("power");
    QCOMPARE(sliderValue(power, sliderPosition(power, 2.0 / 3.0)), 2.0 / 3.0);
  }
};

EMASCOPE_UI_TEST(ParamScaleTest);

}  // namespace emascope::ui

#include "param_scale_test.moc"
