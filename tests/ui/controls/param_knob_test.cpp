// SPDX-License-Identifier: GPL-3.0-or-later
//
// A knob between the person who turns it and the engine that decides.
#include "ui/controls/param_knob.h"

#include "tests/ui/controls/knob_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/quiet_slider.h"
#include "ui/theme/theme.h"

#include <cmath>
#include <string>

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

namespace emascope::ui {

class ParamKnobTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void spellingsAreUnderstood_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("value");
    QTest::newRow("plain") << "0.999" << 0.999;
    QTest::newRow("quotient") << "2/3" << 2.0 / 3.0;
    QTest::newRow("difference") << "1-1/200" << 0.995;
    QTest::newRow("half-life") << "hl=138" << std::pow(2.0, -1.0 / 138.0);
  }
  void spellingsAreUnderstood() {
    QFETCH(QString, text);
    QFETCH(double, value);
    KnobFixture knob;
    knob.knob.setInForce(0.5);
    knob.type(text);
    QCOMPARE(knob.committed.count(), 1);
    QCOMPARE(knob.committed.first().first().toDouble(), value);
  }

  void whatIsNotAllowedIsRefusedWithTheReason_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("above the range") << "1.5";
    QTest::newRow("below the range") << "-1";
    QTest::newRow("not a number") << "nan";
    QTest::newRow("words") << "fast";
  }
  void whatIsNotAllowedIsRefusedWithTheReason() {
    QFETCH(QString, text);
    KnobFixture knob;
    knob.type(text);
    QCOMPARE(knob.committed.count(), 0);
    QCOMPARE(knob.knob.state(), KnobState::kRefused);
    QCOMPARE(knob.knob.value(), 0.995);
    QVERIFY(!knob.knob.findChild<StatusDot*>()->toolTip().isEmpty());
  }

  void aRefusalNamesTheParameterAsItsLabelDoes() {
    KnobFixture knob;
    knob.type(QStringLiteral("2"));
    const QString reason = knob.knob.findChild<QLabel*>(QStringLiteral("reason"))->text();
    QVERIFY2(reason.startsWith(QStringLiteral("β cap: 2 is not allowed")), qPrintable(reason));
  }

  void whatIsTypedAndNotSentLooksSo() {
    KnobFixture knob;
    knob.field->setFocus();
    knob.field->selectAll();
    QTest::keyClicks(knob.field, QStringLiteral("hl=50"));
    QCOMPARE(knob.knob.state(), KnobState::kTyped);
    QVERIFY(knob.field->property("typed").toBool());
    QVERIFY2(knob.remark().startsWith(QStringLiteral("not sent")), qPrintable(knob.remark()));
    QCOMPARE(knob.committed.count(), 0);
    QTest::keyClick(knob.field, Qt::Key_Return);
    QVERIFY(!knob.field->property("typed").toBool());
    QCOMPARE(knob.committed.count(), 1);
  }

  void escapeTakesBackWhatWasTypedForGood() {
    KnobFixture knob;
    knob.field->setFocus();
    knob.field->selectAll();
    QTest::keyClicks(knob.field, QStringLiteral("hl=50"));
    QTest::keyClick(knob.field, Qt::Key_Escape);
    QCOMPARE(knob.field->text(), QStringLiteral("0.995"));
    QCOMPARE(knob.knob.state(), KnobState::kApplied);
    knob.field->clearFocus();  // as Tab and a click elsewhere do
    QCOMPARE(knob.committed.count(), 0);
  }

  void escapeReturnsFromARefusalToTheValueInForce() {
    KnobFixture knob;
    knob.type(QStringLiteral("2"));
    QCOMPARE(knob.field->text(), QStringLiteral("2"));  // to be mended
    QTest::keyClick(knob.field, Qt::Key_Escape);
    QCOMPARE(knob.field->text(), QStringLiteral("0.995"));
    QCOMPARE(knob.knob.state(), KnobState::kApplied);
  }

  void leavingABadTextRestoresTheValueInForceAndLeavesTheReason() {
    KnobFixture knob;
    knob.type(QStringLiteral("2"));
    knob.field->clearFocus();
    QCOMPARE(knob.field->text(), QStringLiteral("0.995"));
    const auto* reason = knob.knob.findChild<QLabel*>(QStringLiteral("reason"));
    QVERIFY(!reason->isHidden() && reason->text().contains(QStringLiteral("2 is not allowed")));
    knob.knob.setInForce(0.99);
    QCOMPARE(knob.field->text(), QStringLiteral("0.99"));
  }

  void aNewTextClearsTheOldErrorAtOnce() {
    KnobFixture knob;
    const auto* reason = knob.knob.findChild<QLabel*>(QStringLiteral("reason"));
    knob.type(QStringLiteral("2"));
    QVERIFY(!reason->isHidden());
    QTest::keyClicks(knob.field, QStringLiteral("0"));
    QVERIFY(reason->isHidden());
    QVERIFY(!knob.field->property("bad").toBool());
    QCOMPARE(knob.knob.state(), KnobState::kTyped);
  }

  void leavingTheFieldKeepsWhatWasTypedAndSendsNothing() {
    KnobFixture knob;
    knob.field->setFocus();
    knob.field->selectAll();
    QTest::keyClicks(knob.field, QStringLiteral("0.99"));
    knob.field->clearFocus();
    QCOMPARE(knob.committed.count(), 0);
    QCOMPARE(knob.field->text(), QStringLiteral("0.99"));
    QCOMPARE(knob.knob.state(), KnobState::kTyped);
    QVERIFY(knob.field->font().bold());
    knob.field->setFocus();
    QTest::keyClick(knob.field, Qt::Key_Return);
    QCOMPARE(knob.committed.count(), 1);
    QCOMPARE(knob.committed.first().first().toDouble(), 0.99);
  }

  void thousandsAreGroupedAndReadBack() {
    ParamKnob knob(parameter("update_after_step"));
    knob.setInForce(25000.0);
    auto* field = knob.findChild<QLineEdit*>();
    QCOMPARE(field->text(), QStringLiteral("25") + QChar(0x202F) + QStringLiteral("000"));
    QSignalSpy committed(&knob, &ParamKnob::committed);
    knob.show();
    field->setFocus();
    field->end(false);
    QTest::keyClicks(field, QStringLiteral("1"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(committed.first().first().toDouble(), 250001.0);
  }

  void theStateFollowsTheEngine() {
    KnobFixture knob;
    QCOMPARE(knob.knob.state(), KnobState::kApplied);
    knob.type(QStringLiteral("0.999"));
    QCOMPARE(knob.knob.state(), KnobState::kEdited);
    QCOMPARE(knob.knob.inForce(), 0.995);
    knob.knob.showSent();
    QCOMPARE(knob.knob.state(), KnobState::kSent);
    const auto* dot = knob.knob.findChild<StatusDot*>();
    QVERIFY2(dot->toolTip().contains(QStringLiteral("now 0.995")), qPrintable(dot->toolTip()));
    knob.knob.showApplied(0.999, 60);
    QCOMPARE(knob.knob.state(), KnobState::kApplied);
    QCOMPARE(knob.knob.inForce(), 0.999);
  }

  void aRefusalReturnsToTheValueInForce() {
    KnobFixture knob;
    knob.type(QStringLiteral("0.999"));
    knob.knob.showSent();
    knob.knob.showRefused(QStringLiteral("no run"));
    QCOMPARE(knob.knob.state(), KnobState::kRefused);
    QCOMPARE(knob.knob.value(), 0.995);
    knob.type(QStringLiteral("0.99"));
    QCOMPARE(knob.knob.state(), KnobState::kEdited);
  }

  void theReasonOfARefusalStandsUnderTheSliderUntilTheNextEdit() {
    KnobFixture knob;
    const auto* reason = knob.knob.findChild<QLabel*>(QStringLiteral("reason"));
    QVERIFY(reason->isHidden());
    knob.knob.showRefused(QStringLiteral("no run"));
    QVERIFY(!reason->isHidden());
    QCOMPARE(reason->text(), QStringLiteral("no run"));
    knob.type(QStringLiteral("0.99"));
    QVERIFY(reason->isHidden());
  }

  void anAnswerDoesNotOverwriteANewerEdit() {
    KnobFixture knob;
    knob.type(QStringLiteral("0.999"));
    knob.knob.showSent();
    knob.type(QStringLiteral("0.99"));
    knob.knob.showApplied(0.999, 60);
    QCOMPARE(knob.knob.value(), 0.99);
    QCOMPARE(knob.knob.state(), KnobState::kEdited);
  }

  void theSameValueIsNoEdit() {
    KnobFixture knob;
    knob.type(QStringLiteral("0.995"));
    QCOMPARE(knob.committed.count(), 0);
    QCOMPARE(knob.knob.state(), KnobState::kApplied);
  }

  void gesturesOfDifferentKnobsDiffer() {
    KnobFixture first;
    KnobFixture second;
    first.type(QStringLiteral("0.999"));
    second.type(QStringLiteral("0.999"));
    QVERIFY(first.committed.first().at(1).toInt() != second.committed.first().at(1).toInt());
  }

  void aKeyOnTheSliderIsAnEdit_data() {
    QTest::addColumn<std::string>("id");
    QTest::addColumn<double>("value");
    QTest::newRow("beta") << std::string("beta") << 0.995;
    QTest::newRow("whole numbers") << std::string("update_every") << 1.0;
    QTest::newRow("power") << std::string("power") << 2.0 / 3.0;
  }
  void aKeyOnTheSliderIsAnEdit() {
    QFETCH(std::string, id);
    QFETCH(double, value);
    ParamKnob knob(parameter(id));
    knob.setInForce(value);
    QSignalSpy committed(&knob, &ParamKnob::committed);
    auto* slider = knob.findChild<QuietSlider*>();
    QTest::keyClick(slider, Qt::Key_Right);
    QCOMPARE(committed.count(), 1);
    QVERIFY(committed.last().first().toDouble() > value);
    QTest::keyClick(slider, Qt::Key_Left);
    QCOMPARE(committed.count(), 2);
    QVERIFY(committed.last().first().toDouble() < committed.first().first().toDouble());
  }

  void aDragIsOneEditWhereverItBegins_data() {
    QTest::addColumn<int>("from");
    QTest::newRow("beside the handle") << 10;
    QTest::newRow("at the far end") << 170;
  }
  void aDragIsOneEditWhereverItBegins() {
    QFETCH(int, from);
    KnobFixture knob;
    knob.knob.resize(500, knob.knob.height());
    QCoreApplication::processEvents();
    QVERIFY(knob.slider->width() > 200);
    QTest::mousePress(knob.slider, Qt::LeftButton, {}, {from, 10});
    for (int x = from; x < from + 20; ++x) QTest::mouseMove(knob.slider, {x, 10});
    QCOMPARE(knob.committed.count(), 0);
    QTest::mouseRelease(knob.slider, Qt::LeftButton, {}, {from + 20, 10});
    QCOMPARE(knob.committed.count(), 1);
  }

  void theWheelDoesNothingWithoutFocus() {
    KnobFixture knob;
    knob.slider->clearFocus();
    const QPointF middle = QRectF(knob.slider->rect()).center();
    QWheelEvent wheel(middle, knob.slider->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(knob.slider, &wheel);
    QCOMPARE(knob.committed.count(), 0);
    QCOMPARE(knob.knob.value(), 0.995);
  }

  void aDoubleClickOnTheLabelAsksForThePreset() {
    KnobFixture knob;
    QSignalSpy reset(&knob.knob, &ParamKnob::resetWanted);
    for (QLabel* label : knob.knob.findChildren<QLabel*>()) {
      if (label->buddy()) QTest::mouseDClick(label, Qt::LeftButton);
    }
    QCOMPARE(reset.count(), 1);
  }
};

EMASCOPE_UI_TEST(ParamKnobTest);

}  // namespace emascope::ui

#include "param_knob_test.moc"
