// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which knobs are gray, for rules whose arithmetic is known.
#include "ui/panels/idle_params.h"

#include "tests/ui/support/test_program.h"

#include <QTest>

namespace emascope::ui {
namespace {

constexpr double kSteps = 5000.0;

std::map<std::string, QString> idle(const char* rule, const ParamValues& values,
                                    std::int64_t calls) {
  return idleParams(*findRule(rule), values, calls, {.steps = kSteps});
}

/// Or "it acts".
QString why(const std::map<std::string, QString>& idle, const char* id) {
  const auto found = idle.find(id);
  return found == idle.end() ? QStringLiteral("it acts") : found->second;
}

}  // namespace

class IdleParamsTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void aRampThatIsOffMakesItsParametersIdle() {
    const auto off = idle("timm-v3", {{"use_warmup", 0.0}}, 300);
    QCOMPARE(why(off, "warmup_power"), QStringLiteral("no effect while ramp is off"));
    QCOMPARE(why(off, "warmup_gamma"), QStringLiteral("no effect while ramp is off"));
    QVERIFY(!off.contains("decay"));
    QVERIFY(!off.contains("use_warmup"));
    const auto on = idle("timm-v3", {{"use_warmup", 1.0}}, 300);
    QVERIFY(!on.contains("warmup_power"));
    QVERIFY(!on.contains("warmup_gamma"));
  }

  void aCapThatIsNotReachedCanStillBeLowered() {
    const auto early = idle("inverse-power", {{"beta", 0.9999}, {"power", 2.0 / 3.0}}, 200);
    QVERIFY(!early.contains("beta"));
    QVERIFY(!early.contains("power"));
  }

  void aWarmUpThatIsOverIsIdle() {
    const ParamValues values = {{"update_after_step", 100.0}};
    QVERIFY(!idle("inverse-power", values, 50).contains("update_after_step"));
    // A longer one would be refused, a shorter one changes the ramp.
    QVERIFY(!idle("inverse-power", values, 300).contains("update_after_step"));
    QVERIFY(!idle("constant", values, 50).contains("update_after_step"));
    QCOMPARE(why(idle("constant", values, 300), "update_after_step"), QString());
    QCOMPARE(why(idle("constant", {}, 300), "update_after_step"), QString());
  }

  void whatIsWrittenBackNeverIsIdleInItsShare() {
    const auto without = idle("constant", {{"beta", 0.99}}, 300);
    QCOMPARE(why(without, "update_model_with_ema_beta"),
             QStringLiteral("no effect while write back every is 0"));
    const auto seldom =
        idle("constant", {{"beta", 0.99}, {"update_model_with_ema_every", 1700.0}}, 300);
    QVERIFY(!seldom.contains("update_model_with_ema_beta"));
  }

  void buffersThatAreNotEstimatedNeedNoBatches() {
    const auto averaged = idle("constant", {{"buffers", 0.0}}, 10);
    QCOMPARE(why(averaged, "buffer_batches"), QStringLiteral("no effect while buffers is average"));
    QVERIFY(!averaged.contains("buffers"));
    QVERIFY(!idle("constant", {{"buffers", 2.0}}, 10).contains("buffer_batches"));
  }

  void aFrozenAverageHasOneKnobThatActs() {
    const auto frozen = idle("constant", {{"frozen", 1.0}}, 300);
    QCOMPARE(why(frozen, "beta"), QStringLiteral("no effect while frozen is on"));
    QVERIFY(!frozen.contains("frozen"));
  }
};

EMASCOPE_UI_TEST(IdleParamsTest);

}  // namespace emascope::ui

#include "idle_params_test.moc"
