// SPDX-License-Identifier: GPL-3.0-or-later
//
// The half-life on the card of an average, against a session that answers when the test says so.
#include "tests/ui/panels/track_card_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/panels/half_life_row.h"

#include <cmath>

#include <QLabel>
#include <QLineEdit>
#include <QSlider>
#include <QTest>

namespace emascope::ui {

class TrackCardHalfLifeTest : public QObject {
  Q_OBJECT

 private:
  using Fixture = TrackCardFixture;

 private Q_SLOTS:
  void theHalfLifeFieldSetsBeta() {
    Fixture run;
    auto* field = run.card.findChild<QLineEdit*>(QStringLiteral("half_life"));
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("100"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(run.lastSent().values.at("beta"), std::pow(2.0, -1.0 / 100.0));
  }

  void theHalfLifeSliderSetsBetaAtTheEndOfADrag() {
    Fixture run;
    auto* slider = run.card.findChild<QSlider*>(QStringLiteral("half_life_slider"));
    const auto* field = run.card.findChild<QLineEdit*>(QStringLiteral("half_life"));
    QCOMPARE(slider->value(), 456);  // of 1000: 138.3 steps between 1 and 50,000
    slider->setSliderDown(true);
    slider->setSliderPosition(500);
    QCOMPARE(field->text(), QStringLiteral("220.0"));
    run.sender.flush();
    QVERIFY(run.session.all<command::SetParams>().empty());
    slider->setSliderDown(false);
    QCOMPARE(run.lastSent().values.at("beta"), std::pow(2.0, -1.0 / 220.0));
  }

  void theMarkOfTheHalfLifeIsThatOfBeta() {
    Fixture run;
    const auto* dot = run.card.findChild<HalfLifeRow*>()->findChild<StatusDot*>();
    QVERIFY(dot->state() == KnobState::kApplied);
    run.knob("beta")->enter(0.998);
    QVERIFY(dot->state() == KnobState::kEdited || dot->state() == KnobState::kSent);
    run.sender.flush();
    run.answer();
    QVERIFY(dot->state() == KnobState::kApplied);
  }

  void theHalfLifeCommandScalesTheCapOfTheSelectedTrack() {
    Fixture run;
    run.selection.setTrack(2);
    Q_EMIT run.commands.halfLifeScaled(2.0);
    QCOMPARE(run.lastSent().track, std::string("slow"));
    const double beta = run.lastSent().values.at("beta");
    QVERIFY2(std::abs(beta * beta - 0.9999) < 1e-12, qPrintable(QString::number(beta, 'g', 17)));
  }

  void anAverageThatIsTooLongForTheRunSaysSo() {
    Fixture run;
    const auto* text = run.card.findChild<QLabel*>(QStringLiteral("half_life_in_force"));
    run.selection.setTrack(1);  // β 0.9: 9 steps
    QVERIFY2(text->text().endsWith(QStringLiteral("of the run")), qPrintable(text->text()));
    QCOMPARE(text->toolTip(), QString());
    run.selection.setTrack(2);  // β 0.9999: 9,999 steps of 5,000
    QVERIFY2(text->text().endsWith(QStringLiteral("too long")), qPrintable(text->text()));
    QVERIFY2(text->toolTip().contains(QStringLiteral("200 % of the run")),
             qPrintable(text->toolTip()));
    run.selection.setTrack(0);
    QCOMPARE(text->toolTip(), QString());
  }

  void aHalfLifeThatIsRefusedReturnsToTheOneInForce_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("negative") << QStringLiteral("-5");
    QTest::newRow("zero") << QStringLiteral("0");
    QTest::newRow("words") << QStringLiteral("long");
  }
  void aHalfLifeThatIsRefusedReturnsToTheOneInForce() {
    QFETCH(QString, text);
    Fixture run;
    auto* field = run.card.findChild<QLineEdit*>(QStringLiteral("half_life"));
    const QString before = field->text();
    QCOMPARE(before, QStringLiteral("138.3"));
    const auto* reason = run.knob("beta")->findChild<QLabel*>(QStringLiteral("reason"));
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(field->text(), before);
    QVERIFY(field->property("bad").toBool());
    QVERIFY(!reason->isHidden());
    QVERIFY2(reason->text().contains(text), qPrintable(reason->text()));
    run.knob("beta")->enter(0.99);  // by its slider, say
    QVERIFY(!field->property("bad").toBool());
    QVERIFY(reason->isHidden());
    QCOMPARE(field->text(), QStringLiteral("68.97"));
  }

  void aStrideKeepsTheHalfLifeInSteps() {
    Fixture run;
    run.knob("update_every")->enter(5.0);
    QCOMPARE(run.lastSent().values.at("update_every"), 5.0);
    QCOMPARE(run.lastSent().values.at("beta"), std::pow(0.995, 5.0));
  }

  void aStrideThatIsDraggedDoesNotAddUp() {
    Fixture run;
    run.knob("update_every")->enter(5.0);
    run.knob("update_every")->enter(8.0);
    QCOMPARE(run.lastSent().values.at("update_every"), 8.0);
    QCOMPARE(run.lastSent().values.at("beta"), std::pow(0.995, 8.0));
  }

  void theDecayOfALibraryHasAHalfLifeUnderItsOwnName() {
    Fixture run;
    run.startWith("torch-ema", {{"decay", 0.99}});
    auto* field = run.card.findChild<QLineEdit*>(QStringLiteral("half_life"));
    QVERIFY(field != nullptr);
    QCOMPARE(field->text(), QStringLiteral("68.97"));
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("100"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(run.lastSent().values.at("decay"), std::pow(2.0, -1.0 / 100.0));
    Q_EMIT run.commands.halfLifeScaled(2.0);
    QVERIFY(std::abs(run.lastSent().values.at("decay") - std::pow(2.0, -1.0 / 200.0)) < 1e-12);
  }

  void aMomentumHasTheHalfLifeOfItsRest() {
    Fixture run;
    run.startWith("mmengine", {{"momentum", 0.01}, {"interval", 2.0}});
    const auto* field = run.card.findChild<QLineEdit*>(QStringLiteral("half_life"));
    QCOMPARE(field->text(), QStringLiteral("137.9"));  // of decay 0.99 at every second step
    run.knob("interval")->enter(4.0);                  // keeps the half-life
    QCOMPARE(run.lastSent().values.at("interval"), 4.0);
    QVERIFY(std::abs(run.lastSent().values.at("momentum") - (1.0 - 0.99 * 0.99)) < 1e-12);
  }

  void aDecayThatIsNotSetHasNoHalfLife() {
    Fixture run;
    run.startWith("torchtitan", {{"decay", kNoneValue}});
    const auto* field = run.card.findChild<QLineEdit*>(QStringLiteral("half_life"));
    QCOMPARE(field->text(), QStringLiteral("none"));
    Q_EMIT run.commands.halfLifeScaled(2.0);
    run.sender.flush();
    QVERIFY(run.session.all<command::SetParams>().empty());
  }
};

EMASCOPE_UI_TEST(TrackCardHalfLifeTest);

}  // namespace emascope::ui

#include "track_card_half_life_test.moc"
