// SPDX-License-Identifier: GPL-3.0-or-later
//
// A knob for a parameter with named values: a list, or a check box for false and true.
#include "tests/ui/controls/knob_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/param_knob.h"
#include "ui/controls/quiet_slider.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

namespace emascope::ui {

class ChoiceKnobTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aChoiceIsAListOfItsNames() {
    ParamKnob knob(parameter("buffers"));
    knob.resize(kCardWidth, knob.sizeHint().height());
    knob.show();
    auto* list = knob.findChild<QComboBox*>(QStringLiteral("choice"));
    QVERIFY(list && list->isVisible());
    QVERIFY(!knob.findChild<QLineEdit*>()->isVisible());
    QVERIFY(!knob.findChild<QuietSlider*>()->isVisible());
    QCOMPARE(list->count(), 3);
    QCOMPARE(list->itemText(2), QStringLiteral("estimate"));
    knob.setInForce(1.0);
    QCOMPARE(list->currentText(), QStringLiteral("copy"));
    QSignalSpy committed(&knob, &ParamKnob::committed);
    Q_EMIT list->activated(2);
    QCOMPARE(committed.count(), 1);
    QCOMPARE(committed.first().first().toDouble(), 2.0);
    QCOMPARE(knob.state(), KnobState::kEdited);
    QCOMPARE(knob.findChild<QLabel*>(QStringLiteral("remark"))->text(),
             QStringLiteral("pending · now copy"));
    knob.showRefused(QStringLiteral("no"));
    QCOMPARE(list->currentText(), QStringLiteral("copy"));
    knob.showApplied(0.0, 5);
    QCOMPARE(list->currentText(), QStringLiteral("average"));
    QCOMPARE(committed.count(), 1);
  }

  void falseAndTrueAreACheckBox() {
    ParamKnob knob(parameter("debias"));
    knob.resize(kCardWidth, knob.sizeHint().height());
    knob.show();
    auto* box = knob.findChild<QCheckBox*>(QStringLiteral("flag"));
    QVERIFY(box && box->isVisible() && !box->isChecked());
    QVERIFY(!knob.findChild<QComboBox*>());
    QVERIFY(!knob.findChild<QLineEdit*>()->isVisible());
    QVERIFY(!box->accessibleName().isEmpty());
    QSignalSpy committed(&knob, &ParamKnob::committed);
    QTest::mouseClick(box, Qt::LeftButton);
    QCOMPARE(committed.count(), 1);
    QCOMPARE(committed.first().first().toDouble(), 1.0);
    QCOMPARE(knob.findChild<QLabel*>(QStringLiteral("remark"))->text(),
             QStringLiteral("pending · now off"));
    knob.showRefused(QStringLiteral("no"));
    QVERIFY(!box->isChecked());
    knob.showApplied(1.0, 5);
    QVERIFY(box->isChecked());
    QCOMPARE(committed.count(), 1);
  }

  void aKeyOnAChoiceOpensTheListAndChangesNothing() {
    ParamKnob knob(parameter("buffers"));
    knob.show();
    auto* list = knob.findChild<QComboBox*>(QStringLiteral("choice"));
    QSignalSpy committed(&knob, &ParamKnob::committed);
    list->setFocus();
    for (const Qt::Key key : {Qt::Key_End, Qt::Key_PageDown, Qt::Key_E}) QTest::keyClick(list, key);
    QVERIFY(!list->view()->isVisible());
    QTest::keyClick(list, Qt::Key_Down);
    QVERIFY(list->view()->isVisible());
    QCOMPARE(committed.count(), 0);
    QCOMPARE(list->currentText(), QStringLiteral("average"));
  }

  void aWheelOverAChoiceChangesNothing() {
    ParamKnob knob(parameter("buffers"));
    knob.show();
    auto* list = knob.findChild<QComboBox*>(QStringLiteral("choice"));
    QSignalSpy committed(&knob, &ParamKnob::committed);
    QWheelEvent wheel(QPointF(5, 5), list->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, -120),
                      Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(list, &wheel);
    QCOMPARE(committed.count(), 0);
    QCOMPARE(list->currentText(), QStringLiteral("average"));
    QVERIFY(!wheel.isAccepted());
  }
};

EMASCOPE_UI_TEST(ChoiceKnobTest);

}  // namespace emascope::ui

#include "choice_knob_test.moc"
