// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/preview.h"

#include "core/rules/units.h"
#include "tests/ui/support/test_program.h"

#include <cmath>

#include <QTest>

namespace emascope::ui {

class PreviewTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  static void aHalfLifeIsDrawnForTheGapThatAStrideLeaves() {
    const auto curve =
        decayCurve("half-life", {{"half_life", 50.0}, {"update_every", 5.0}}, 100, 200, {});
    QVERIFY(!curve.empty());
    for (const auto& [step, decay] : curve) QCOMPARE(decay, std::exp2(-5.0 / 50.0));
  }

  static void aShareOfTheRunIsDrawnWhereItsLengthIsKnown() {
    const ParamValues values = {{"half_life", 0.05}, {"unit", 2.0}};
    QVERIFY(decayCurve("half-life", values, 1, 100, {}).empty());
    const auto curve = decayCurve("half-life", values, 50, 100, {.steps = 1000.0});
    QVERIFY(!curve.empty());
    QCOMPARE(curve.back().second, std::exp2(-1.0 / 50.0));
  }

  static void whatIsLinkedToAPendingValueFollowsIt() {
    const ScheduleEntry& rule = *findRule("power-function");
    const auto ordered = orderedValues(rule, {{"sigma_rel", 0.1}}, "").value();
    ParamValues now;
    for (std::size_t i = 0; i < ordered.size(); ++i) now[rule.params[i].id] = ordered[i];
    ParamValues shown = now;
    shown["sigma_rel"] = 0.2;
    const ParamValues pending = pendingValues("power-function", now, shown);
    QCOMPARE(pending.at("gamma"), gammaOfSigmaRel(0.2));
    QCOMPARE(pending.at("sigma_rel"), 0.2);
  }

  static void theSentenceAboutTheCapNamesTheKnobItMakesIdle() {
    QVERIFY(capText("inverse-power", {{"beta", 0.9999}, {"power", 2.0 / 3.0}}, 1, 5000)
                .contains(QStringLiteral("β has no effect")));
    QVERIFY(capText("capped-half-life", {{"half_life", 5000.0}}, 1, 5000)
                .contains(QStringLiteral("the half-life has no effect")));
    QVERIFY(capText("diffusers", {{"decay", 0.9999}, {"use_ema_warmup", 1.0}}, 1, 5000)
                .contains(QStringLiteral("β has no effect")));
    QVERIFY(capText("uniform", {}, 1, 5000).isEmpty());
  }
};

EMASCOPE_UI_TEST(PreviewTest);

}  // namespace emascope::ui

#include "preview_test.moc"
