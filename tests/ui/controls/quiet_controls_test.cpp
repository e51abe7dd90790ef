// SPDX-License-Identifier: GPL-3.0-or-later
//
// Small controls that must not surprise: lists, fields, labels, and the bar with the news.
#include "tests/ui/support/test_program.h"
#include "ui/controls/fitting_label.h"
#include "ui/controls/focus_home.h"
#include "ui/controls/message_bar.h"
#include "ui/controls/number_field.h"
#include "ui/controls/quiet_combo.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

namespace emascope::ui {
namespace {

/// A list and a field in a window whose home is a button.
struct Scene {
  QWidget window;
  QPushButton* home = new QPushButton(&window);
  QuietCombo* list = new QuietCombo(&window);
  NumberField* field = new NumberField(&window);

  Scene() {
    auto* column = new QVBoxLayout(&window);
    for (QWidget* widget : std::initializer_list<QWidget*>{home, list, field}) {
      column->addWidget(widget);
    }
    list->addItems({QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three")});
    setFocusHome(&window, home);
    window.show();
    window.activateWindow();
    (void)QTest::qWaitForWindowActive(&window, 2000);
  }
  void wheel(QWidget* over) const {
    QWheelEvent event(QPointF(5, 5), over->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, -120),
                      Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(over, &event);
  }
};

}  // namespace

class QuietControlsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void anOpenListHasOneLineAroundIt_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
  }
  void anOpenListHasOneLineAroundIt() {
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? ThemeChoice::kDark : ThemeChoice::kLight);
    const Scene scene;
    scene.list->showPopup();
    QWidget* open = scene.list->view()->parentWidget();
    QTRY_VERIFY(open->isVisible());
    const QImage picture = open->grab().toImage();
    const int middle = picture.height() / 2;
    const QColor card = theme().card;
    for (const bool right : {false, true}) {
      const auto color = [&](int x) {
        return picture.pixelColor(right ? picture.width() - 1 - x : x, middle);
      };
      QVERIFY(color(0) != card);
      for (int x = 1; x < 4; ++x) QCOMPARE(color(x).name(), card.name());
    }
  }

  void theWheelPassesAListBy() {
    Scene scene;
    QSignalSpy changed(scene.list, &QComboBox::currentIndexChanged);
    for (const bool focused : {false, true}) {
      focused ? scene.list->setFocus() : scene.home->setFocus();
      scene.wheel(scene.list);
    }
    QCOMPARE(changed.count(), 0);
  }

  void keysOpenAListAndDoNotChangeIt() {
    Scene scene;
    QSignalSpy changed(scene.list, &QComboBox::currentIndexChanged);
    for (const Qt::Key key : {Qt::Key_Down, Qt::Key_Up, Qt::Key_Space, Qt::Key_Return}) {
      scene.list->setFocus();
      QTest::keyClick(scene.list, key);
      QVERIFY(scene.list->view()->isVisible());
      scene.list->hidePopup();
      QTRY_COMPARE(scene.window.focusWidget(), scene.home);
    }
    QTest::keyClick(scene.list, Qt::Key_T);  // would be "two"
    QCOMPARE(changed.count(), 0);
  }

  void choosingGivesTheFocusBack() {
    Scene scene;
    QSignalSpy activated(scene.list, &QComboBox::activated);
    scene.list->setFocus();
    scene.list->showPopup();
    QTest::keyClick(scene.list->view(), Qt::Key_Down);
    QTest::keyClick(scene.list->view(), Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(scene.list->currentIndex(), 1);
    QTRY_COMPARE(scene.window.focusWidget(), scene.home);
  }

  void enterGivesTheFocusBackUnlessTheTextWasBad() {
    Scene scene;
    scene.field->setFocus();
    QTest::keyClicks(scene.field, QStringLiteral("12"));
    QTest::keyClick(scene.field, Qt::Key_Return);
    QVERIFY(scene.home->hasFocus());
    connect(scene.field, &NumberField::entered, this, [&scene] { scene.field->setBad(true); });
    scene.field->setFocus();
    QTest::keyClicks(scene.field, QStringLiteral("x"));
    QTest::keyClick(scene.field, Qt::Key_Return);
    QVERIFY(scene.field->hasFocus());
    QTest::keyClick(scene.field, Qt::Key_Escape);  // takes the text back
    QVERIFY(scene.field->hasFocus());
    QTest::keyClick(scene.field, Qt::Key_Escape);  // there is nothing left to take back
    QVERIFY(scene.home->hasFocus());
  }

  void theFocusStaysInAWindowWithoutAHome() {
    QWidget window;
    NumberField field(&window);
    window.show();
    window.activateWindow();
    (void)QTest::qWaitForWindowActive(&window, 2000);
    field.setFocus();
    QTest::keyClicks(&field, QStringLiteral("1"));
    QTest::keyClick(&field, Qt::Key_Return);
    QVERIFY(field.hasFocus());
  }

  void newsDoNotOverwriteWhatIsTyped() {
    Scene scene;
    scene.field->showText(QStringLiteral("0.995"));
    scene.field->setFocus();
    scene.field->selectAll();
    QTest::keyClicks(scene.field, QStringLiteral("0.9"));
    scene.field->showText(QStringLiteral("0.999"));
    QCOMPARE(scene.field->text(), QStringLiteral("0.9"));
    QTest::keyClick(scene.field, Qt::Key_Escape);
    QCOMPARE(scene.field->text(), QStringLiteral("0.999"));
  }

  void groupedDigitsAndAMinusAreRead() {
    Scene scene;
    QSignalSpy entered(scene.field, &NumberField::entered);
    scene.field->setFocus();
    QTest::keyClicks(scene.field, QStringLiteral("1 234"));
    scene.field->insert(QString(QChar(0x202F)) + QStringLiteral("567"));
    QTest::keyClick(scene.field, Qt::Key_Return);
    QCOMPARE(entered.first().first().toString(), QStringLiteral("1234567"));
  }

  void aLabelTakesTheLongestTextThatFits() {
    FittingLabel label;
    const QStringList texts = {QStringLiteral("refused · now 0.99502"), QStringLiteral("refused")};
    label.setTexts(texts);
    label.show();
    const QFontMetrics metrics = label.fontMetrics();
    label.resize(metrics.horizontalAdvance(texts[0]) + 4, 20);
    QCOMPARE(label.text(), texts[0]);
    label.resize(metrics.horizontalAdvance(texts[0]) - 4, 20);
    QCOMPARE(label.text(), texts[1]);
    QCOMPARE(label.toolTip(), texts[0]);
    label.resize(metrics.horizontalAdvance(texts[1]) - 4, 20);
    QVERIFY(label.text().endsWith(QChar(0x2026)));
  }

  void aWarningStaysUntilItIsClosed() {
    MessageBar bar;
    const MessageBar::Message lost = {.text = QStringLiteral("not written"),
                                      .details = QStringLiteral("disk full")};
    bar.warn(QStringLiteral("a.csv"), lost);
    bar.warn(QStringLiteral("a.csv"), lost);  // again, a second later
    bar.tell(QStringLiteral("run"), {.text = QStringLiteral("Paused")});
    QCOMPARE(bar.text(), QStringLiteral("Paused"));
    bar.putAway();  // it goes on
    QCOMPARE(bar.text(), QStringLiteral("not written"));
    QCOMPARE(bar.details(), QStringLiteral("disk full"));
    bar.putAway();
    QCOMPARE(bar.text(), QStringLiteral("not written"));
    bar.findChild<QToolButton*>(QStringLiteral("message_close"))->click();
    QVERIFY(bar.text().isEmpty());
  }

  void oneMessageHidesNoOther() {
    MessageBar bar;
    const auto* next = bar.findChild<QToolButton*>(QStringLiteral("message_next"));
    bar.warn(QStringLiteral("a.csv"), {.text = QStringLiteral("a.csv is lost")});
    QVERIFY(next->isHidden());
    bar.tell(QStringLiteral("run"), {.text = QStringLiteral("Paused at step 3")});
    bar.tell(QStringLiteral("loss"), {.text = QStringLiteral("not finite")});
    bar.tell(QStringLiteral("run"), {.text = QStringLiteral("Paused at step 5")});
    QVERIFY(!next->isHidden());
    QStringList seen;
    for (int i = 0; i < 4; ++i) {
      seen << next->text().left(6) + QStringLiteral(": ") + bar.text();
      bar.findChild<QToolButton*>(QStringLiteral("message_next"))->click();
    }
    QCOMPARE(seen, QStringList({QStringLiteral("1 of 3: Paused at step 5"),
                                QStringLiteral("2 of 3: not finite"),
                                QStringLiteral("3 of 3: a.csv is lost"),
                                QStringLiteral("1 of 3: Paused at step 5")}));
    bar.settle(QStringLiteral("run"));
    QCOMPARE(bar.text(), QStringLiteral("not finite"));
    bar.settle(QStringLiteral("a.csv"));
    QVERIFY(next->isHidden());
    bar.settle(QStringLiteral("nothing that was said"));
    QCOMPARE(bar.text(), QStringLiteral("not finite"));
  }

  void theFocusOfAMessageGoesHomeWithIt() {
    Scene scene;
    auto* bar = new MessageBar(&scene.window);
    scene.window.layout()->addWidget(bar);
    auto* action = bar->findChild<QPushButton*>(QStringLiteral("message_action"));
    for (const bool by_key : {false, true}) {
      bar->tell(QStringLiteral("engine"), {.text = QStringLiteral("gone"),
                                           .action = QStringLiteral("Restart engine"),
                                           .act = [] {}});
      bar->warn(QStringLiteral("a.csv"), {.text = QStringLiteral("lost")});
      scene.home->setFocus();
      if (by_key) action->setFocus();
      QTest::mouseClick(action, Qt::LeftButton);
      QCOMPARE(scene.window.focusWidget(), scene.home);
    }
    auto* close = bar->findChild<QToolButton*>(QStringLiteral("message_close"));
    close->setFocus();
    close->click();
    QCOMPARE(scene.window.focusWidget(), scene.home);
  }

  void aListThatIsTooSlimEndsInAnEllipsis() {
    Scene scene;
    const QString title = QStringLiteral("Why average? · two spirals, MLP");
    scene.list->addItem(title);
    scene.list->setCurrentIndex(scene.list->count() - 1);
    scene.list->setFixedWidth(400);
    QCOMPARE(scene.list->shownText(), title);
    scene.list->setFixedWidth(130);
    QVERIFY2(scene.list->shownText().endsWith(QChar(0x2026)), qPrintable(scene.list->shownText()));
    QVERIFY(title.startsWith(scene.list->shownText().chopped(1)));
  }
};

EMASCOPE_UI_TEST(QuietControlsTest);

}  // namespace emascope::ui

#include "quiet_controls_test.moc"
