// SPDX-License-Identifier: GPL-3.0-or-later
//
// A knob between the person who turns it and the engine that decides.
#include "ui/controls/param_knob.h"

#include "core/protocol/spec/catalog.h"
#include "core/rules/schedule.h"
#include "ui/controls/quiet_slider.h"
#include "ui/theme/theme.h"

#include <algorithm>

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

namespace emascope::ui {

class ParamKnobTest : public QObject {
  Q_OBJECT

 private:
  static constexpr int kWidth = 308;  // of the card's column

  static ParamSpec parameter(const std::string& id) {
    for (const ScheduleInfo& schedule : scheduleInfos()) {
      for (const ParamSpec& spec : schedule.params) {
        if (spec.id == id && schedule.id == "inverse-power") return spec;
      }
    }
    return {};
  }

  struct Fixture {
    ParamKnob knob{parameter("beta")};
    QSignalSpy committed{&knob, &ParamKnob::committed};
    QLineEdit* field = knob.findChild<QLineEdit*>();
    QuietSlider* slider = knob.findChild<QuietSlider*>();

    Fixture() {
      knob.setInForce(0.995);
      knob.resize(kWidth, knob.sizeHint().height());
      knob.show();
      knob.activateWindow();
      (void)QTest::qWaitForWindowActive(&knob, 2000);  // else nothing has or loses the focus
    }
    void type(const QString& text) const {
      field->setFocus();
      field->selectAll();
      QTest::keyClicks(field, text);
      QTest::keyClick(field, Qt::Key_Return);
    }
    /// What the knob says besides its name, on its label's tool tip.
    [[nodiscard]] QString remark() const { return remarkOf(knob); }
  };

  static QLabel* nameOf(const ParamKnob& knob) {
    for (QLabel* label : knob.findChildren<QLabel*>()) {
      if (label->buddy()) return label;
    }
    return nullptr;
  }
  static QString remarkOf(const ParamKnob& knob) {
    const QStringList lines = nameOf(knob)->toolTip().split(QLatin1Char('\n'));
    return lines.size() > 2 ? lines.last() : QString();
  }
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
    Fixture knob;
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
    Fixture knob;
    knob.knob.setRemark({QStringLiteral("ended at step 100"), QStringLiteral("over")});
    QCOMPARE(knob.remark(), QStringLiteral("ended at step 100"));
    QCOMPARE(nameOf(knob.knob)->accessibleDescription(), QStringLiteral("ended at step 100"));
    for (const QWidget* part :
         {static_cast<QWidget*>(knob.field), static_cast<QWidget*>(knob.slider)}) {
      QVERIFY(part->accessibleDescription().endsWith(QStringLiteral("\nended at step 100")));
    }
    knob.knob.setRemark({});
    QCOMPARE(knob.remark(), QString());
    QVERIFY(!knob.field->accessibleDescription().contains(QStringLiteral("ended")));
  }

  void aRemarkThatMustBeSeenHasALineWhileNothingIsPending() {
    Fixture knob;
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
    Fixture knob;
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
    Fixture knob;
    knob.type(text);
    QCOMPARE(knob.committed.count(), 0);
    QCOMPARE(knob.knob.state(), KnobState::kRefused);
    QCOMPARE(knob.knob.value(), 0.995);
    QVERIFY(!knob.knob.findChild<StatusDot*>()->toolTip().isEmpty());
  }

  void aRefusalNamesTheParameterAsItsLabelDoes() {
    Fixture knob;
    knob.type(QStringLiteral("2"));
    const QString reason = knob.knob.findChild<QLabel*>(QStringLiteral("reason"))->text();
    QVERIFY2(reason.startsWith(QStringLiteral("β cap: 2 is not allowed")), qPrintable(reason));
  }

  void whatIsTypedAndNotSentLooksSo() {
    Fixture knob;
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
    Fixture knob;
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
    Fixture knob;
    knob.type(QStringLiteral("2"));
    QCOMPARE(knob.field->text(), QStringLiteral("2"));  // to be mended
    QTest::keyClick(knob.field, Qt::Key_Escape);
    QCOMPARE(knob.field->text(), QStringLiteral("0.995"));
    QCOMPARE(knob.knob.state(), KnobState::kApplied);
  }

  void leavingABadTextRestoresTheValueInForceAndLeavesTheReason() {
    Fixture knob;
    knob.type(QStringLiteral("2"));
    knob.field->clearFocus();
    QCOMPARE(knob.field->text(), QStringLiteral("0.995"));
    const auto* reason = knob.knob.findChild<QLabel*>(QStringLiteral("reason"));
    QVERIFY(!reason->isHidden() && reason->text().contains(QStringLiteral("2 is not allowed")));
    knob.knob.setInForce(0.99);
    QCOMPARE(knob.field->text(), QStringLiteral("0.99"));
  }

  void aNewTextClearsTheOldErrorAtOnce() {
    Fixture knob;
    const auto* reason = knob.knob.findChild<QLabel*>(QStringLiteral("reason"));
    knob.type(QStringLiteral("2"));
    QVERIFY(!reason->isHidden());
    QTest::keyClicks(knob.field, QStringLiteral("0"));
    QVERIFY(reason->isHidden());
    QVERIFY(!knob.field->property("bad").toBool());
    QCOMPARE(knob.knob.state(), KnobState::kTyped);
  }

  void leavingTheFieldKeepsWhatWasTypedAndSendsNothing() {
    Fixture knob;
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
    for (const int width : {kWidth, 250, 200}) {
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
    Fixture knob;
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
    Fixture knob;
    knob.type(QStringLiteral("0.999"));
    knob.knob.showSent();
    knob.knob.showRefused(QStringLiteral("no run"));
    QCOMPARE(knob.knob.state(), KnobState::kRefused);
    QCOMPARE(knob.knob.value(), 0.995);
    knob.type(QStringLiteral("0.99"));
    QCOMPARE(knob.knob.state(), KnobState::kEdited);
  }

  void theReasonOfARefusalStandsUnderTheSliderUntilTheNextEdit() {
    Fixture knob;
    const auto* reason = knob.knob.findChild<QLabel*>(QStringLiteral("reason"));
    QVERIFY(reason->isHidden());
    knob.knob.showRefused(QStringLiteral("no run"));
    QVERIFY(!reason->isHidden());
    QCOMPARE(reason->text(), QStringLiteral("no run"));
    knob.type(QStringLiteral("0.99"));
    QVERIFY(reason->isHidden());
  }

  void theFieldShowsEightDigitsWhole() {
    Fixture knob;
    knob.knob.show();
    const auto* field = knob.knob.findChild<QLineEdit*>();
    knob.type(QStringLiteral("0.95111013"));
    const int frame = 2 * 9;  // padding, border and the line edit's own margin
    QVERIFY(field->fontMetrics().horizontalAdvance(field->text()) <= field->width() - frame);
  }

  void anAnswerDoesNotOverwriteANewerEdit() {
    Fixture knob;
    knob.type(QStringLiteral("0.999"));
    knob.knob.showSent();
    knob.type(QStringLiteral("0.99"));
    knob.knob.showApplied(0.999, 60);
    QCOMPARE(knob.knob.value(), 0.99);
    QCOMPARE(knob.knob.state(), KnobState::kEdited);
  }

  void theSameValueIsNoEdit() {
    Fixture knob;
    knob.type(QStringLiteral("0.995"));
    QCOMPARE(knob.committed.count(), 0);
    QCOMPARE(knob.knob.state(), KnobState::kApplied);
  }

  void gesturesOfDifferentKnobsDiffer() {
    Fixture first;
    Fixture second;
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
    Fixture knob;
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
    Fixture knob;
    knob.slider->clearFocus();
    const QPointF middle = QRectF(knob.slider->rect()).center();
    QWheelEvent wheel(middle, knob.slider->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(knob.slider, &wheel);
    QCOMPARE(knob.committed.count(), 0);
    QCOMPARE(knob.knob.value(), 0.995);
  }

  void aDoubleClickOnTheLabelAsksForThePreset() {
    Fixture knob;
    QSignalSpy reset(&knob.knob, &ParamKnob::resetWanted);
    for (QLabel* label : knob.knob.findChildren<QLabel*>()) {
      if (label->buddy()) QTest::mouseDClick(label, Qt::LeftButton);
    }
    QCOMPARE(reset.count(), 1);
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::ParamKnobTest)
#include "param_knob_test.moc"
