// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the window arranges its cards: which are tabs, how wide the columns are, what is remembered.
#include "tests/ui/main_window/layout_checks.h"
#include "tests/ui/support/test_program.h"
#include "ui/run/language.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <utility>

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QToolButton>

namespace emascope::ui {

class ArrangementTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }
  void cleanup() {
    setInterfaceScale(*qApp, 1.0);
    installLanguage(QStringLiteral("en"));
  }

  void aCardThatWasInViewStaysInViewAsATab() {
    WindowFixture fixture({1440, 1600});
    fixture.run();
    settle();
    fixture.window.resize(1440, 900);
    settle();
    showCard(fixture, "training_card");
    fixture.window.resize(1440, 700);
    QTRY_VERIFY(fixture.part<QTabWidget>("side_tabs")
                    ->isAncestorOf(fixture.part<QWidget>("half_life_card")));
    QTRY_VERIFY(fixture.part<QWidget>("half_life_plot")->isVisible());
  }

  void whatIsSeldomNeededIsBelowAdvanced() {
    WindowFixture fixture({1440, 900});
    fixture.run();
    settle();
    for (const char* name : {"reset_to_raw", "copy_python", "keep_half_life", "pending"}) {
      QVERIFY2(!fixture.part<QWidget>(name)->isVisible(), name);
    }
    auto* more =
        fixture.part<QWidget>("track_card")->findChild<QToolButton*>(QStringLiteral("more"));
    more->click();
    settle();
    for (const char* name : {"reset_to_raw", "copy_python", "keep_half_life"}) {
      QVERIFY2(fixture.part<QWidget>(name)->isVisible(), name);
    }
    more->click();
    settle();
    QVERIFY(!fixture.part<QWidget>("reset_to_raw")->isVisible());
    fixture.window.resize(1000, 650);  // beside the knobs there is room
    settle();
    QTRY_VERIFY(fixture.part<QWidget>("reset_to_raw")->isVisible());
  }

  void highKnobsDoNotStretchWhatIsBesideThem() {
    WindowFixture fixture({1000, 650});
    fixture.run();
    settle();
    auto* more =
        fixture.part<QWidget>("track_card")->findChild<QToolButton*>(QStringLiteral("more"));
    more->click();
    settle();
    const auto* badge = fixture.part<QLabel>("badge");
    QVERIFY(badge->isVisible());
    QVERIFY2(badge->height() < 2 * badge->sizeHint().height(),
             qPrintable(QString::number(badge->height())));
    const auto* decay = fixture.part<QLabel>("decay_in_force");
    QCOMPARE(decay->height(), decay->sizeHint().height());
  }

  void oneColumnHasTheCardsAsTheFirstTabs() {
    WindowFixture fixture({1000, 650});
    fixture.run();
    settle();
    const auto* tables = fixture.part<QTabWidget>("tables");
    QStringList titles;
    for (int tab = 0; tab < tables->count(); ++tab) {
      if (tables->isTabVisible(tab)) titles << tables->tabText(tab).section(u' ', 0, 0);
    }
    QCOMPARE(titles.first(), QStringLiteral("EMA"));
    QCOMPARE(
        titles.mid(titles.size() - 3),
        QStringList({QStringLiteral("Tracks"), QStringLiteral("Events"), QStringLiteral("Setup")}));
    QVERIFY(!fixture.part<QWidget>("columns")->isAncestorOf(fixture.part<QWidget>("side")) ||
            !fixture.part<QWidget>("side")->isVisible());
  }

  void cardsWithoutRoomAreTabsOfTheLastOne() {
    WindowFixture fixture({1440, 960});
    fixture.run();
    settle();
    fixture.window.resize(1440, 640);
    settle();
    const auto* group = fixture.part<QTabWidget>("side_tabs");
    QTRY_VERIFY(group->isVisible());
    QVERIFY(group->count() >= 2);
    QVERIFY(whole(group->currentWidget()));
    fixture.window.resize(1440, 1600);
    QTRY_VERIFY(!group->isVisible());
    QVERIFY(whole(fixture.part<QWidget>("training_card")));
  }

  void theRightColumnIsBetween300And520Pixels() {
    WindowFixture fixture({1440, 900});
    fixture.run();
    settle();
    auto* columns = fixture.part<QSplitter>("columns");
    const auto* side = fixture.part<QScrollArea>("side");
    drag(columns, {-600, 0});
    QTRY_COMPARE(side->width(), 520);
    drag(columns, {800, 0});
    QTRY_COMPARE(side->width(), 300);
  }

  void aZoomedWindowIsArrangedAsASmallerOne() {
    WindowFixture fixture({1440, 900});
    fixture.run();
    fixture.window.setInterfaceScale(1.5);  // as 960 × 600
    settle();
    const auto* tables = fixture.part<QTabWidget>("tables");
    QTRY_COMPARE(tables->tabText(0), QStringLiteral("EMA"));
    QVERIFY(whole(fixture.part<QWidget>("button_toggle")));
    QVERIFY(whole(fixture.part<QWidget>("head_verdict")));
    fixture.window.setInterfaceScale(1.0);
    settle();
    QTRY_VERIFY(fixture.part<QScrollArea>("side")->isVisible());
  }

  void theDemoButtonIsAsWideWithoutAListAndInARun() {
    FakeSession session;
    RunController controller(session);
    MainWindow window(controller, ThemeChoice::kLight);
    window.resize(1280, 720);
    window.show();
    const auto* box = window.findChild<QPushButton*>(QStringLiteral("demos"));
    QTRY_VERIFY(box->width() > 130);
    const int before = box->width();
    controller.setCatalog(fakeCatalog());
    QSignalSpy delivered(&controller, &RunController::delivered);
    session.arrive(fakeStarted(controller.catalog()));
    QVERIFY(delivered.wait(20000));
    QCoreApplication::processEvents();
    QCOMPARE(box->width(), before);
  }

  void aNarrowSessionSaysNothingAboutAWideOne() {
    {
      WindowFixture narrow({1000, 650});
      narrow.run();
      narrow.window.close();
    }
    WindowFixture wide({1440, 900});
    wide.run();
    const auto* side = wide.part<QScrollArea>("side");
    QTRY_VERIFY(side->isVisible());
    QTRY_COMPARE(side->width(), 350);
    QTRY_COMPARE(wide.part<QSplitter>("rows")->sizes().at(1), 270);
  }

  void sizesOfTheSplittersAreRemembered() {
    int side_width = 0;
    int tables_height = 0;
    {
      WindowFixture wide({1440, 900});
      wide.run();
      settle();
      drag(wide.part<QSplitter>("columns"), {-80, 0});
      drag(wide.part<QSplitter>("rows"), {0, -60});
      side_width = wide.part<QScrollArea>("side")->width();
      tables_height = wide.part<QSplitter>("rows")->sizes().at(1);
      QVERIFY(side_width > 400 && tables_height > 300);
      wide.window.resize(1000, 650);  // and is the same after a time as a tab
      settle();
      wide.window.resize(1440, 900);
      QTRY_COMPARE(wide.part<QScrollArea>("side")->width(), side_width);
      wide.window.close();
    }
    WindowFixture again({1440, 900});
    again.run();
    QTRY_COMPARE(again.part<QScrollArea>("side")->width(), side_width);
    QTRY_COMPARE(again.part<QSplitter>("rows")->sizes().at(1), tables_height);
  }

  void aNarrowWindowHasTheCardsBesideTheTables() {
    WindowFixture fixture({1280, 720});
    fixture.run();
    settle();
    const auto* tables = fixture.part<QTabWidget>("tables");
    const int before = tables->count();
    fixture.window.resize(1000, 720);
    QTRY_VERIFY(tables->count() > before);
    QVERIFY(tables->isAncestorOf(fixture.part<QWidget>("track_card")));
    fixture.window.resize(1280, 720);
    QTRY_COMPARE(tables->count(), before);
    QVERIFY(fixture.part<QScrollArea>("side")->isVisible());
    QVERIFY(!tables->isAncestorOf(fixture.part<QWidget>("track_card")));
  }

  void theCardsAreAsBeforeAfterAnotherSize_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QSize>("other");
    const QSize sizes[] = {{1280, 720}, {1000, 650}, {760, 520}};
    for (const char* language : {"en", "de", "zh"}) {
      for (const QSize size : sizes) {
        for (const QSize other : sizes) {
          if (size == other) continue;
          QTest::addRow("%s, %d, then %d", language, size.width(), other.width())
              << QString::fromLatin1(language) << size << other;
        }
      }
    }
  }
  void theCardsAreAsBeforeAfterAnotherSize() {
    QFETCH(QString, language);
    QFETCH(QSize, size);
    QFETCH(QSize, other);
    installLanguage(language);
    WindowFixture fixture(size);
    fixture.run();
    settle();
    const auto* side = fixture.part<QScrollArea>("side");
    const auto* tables = fixture.part<QTabWidget>("tables");
    const auto* card = fixture.part<QWidget>("track_card");
    const auto* knob = fixture.part<QWidget>("knob_beta");
    const auto placeOfKnob = [card, knob] {
      return std::pair(knob->mapTo(card, QPoint()).x(), knob->width());
    };
    const bool beside = !tables->isAncestorOf(card);
    if (!beside) showCard(fixture, "track_card");
    const int before = card->width();
    const auto knob_before = placeOfKnob();
    fixture.window.resize(other);
    settle();
    for (const char* each : {"half_life_card", "track_card"}) showCard(fixture, each);
    fixture.window.resize(size);
    settle();
    showCard(fixture, "track_card");
    QTRY_COMPARE(tables->isAncestorOf(card), !beside);
    QTRY_COMPARE(card->width(), before);
    QTRY_VERIFY(placeOfKnob() == knob_before);
    QVERIFY(knob_before.first + knob_before.second <= card->width());
    if (beside) QVERIFY(side->widget()->width() <= side->viewport()->width());
  }

  void sizeAndThemeAreRemembered() {
    {
      WindowFixture fixture({1333, 777});
      fixture.part<QAction>("theme_dark")->trigger();
      QVERIFY(theme().dark);
      fixture.window.close();
    }
    WindowFixture fixture;
    FakeSession session;
    RunController controller(session);
    const MainWindow again(controller);
    QVERIFY(theme().dark);
    QCOMPARE(again.size(), QSize(1333, 777));
  }

  void aThemeFromTheCommandLineIsNotRemembered() {
    const WindowFixture fixture;  // light, as if by an option
    QVERIFY(!QSettings().contains(QStringLiteral("theme")));
  }
};

EMASCOPE_UI_TEST(ArrangementTest);

}  // namespace emascope::ui

#include "arrangement_test.moc"
