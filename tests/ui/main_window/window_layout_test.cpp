// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the window arranges itself: what fits, what folds, what is remembered.
#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/fake_pictures.h"
#include "ui/plot/loss_plot.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>

namespace emascope::ui {

class WindowLayoutTest : public QObject {
  Q_OBJECT

 private:
  static void addSizes() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("wide") << QSize(1440, 960);
    QTest::newRow("small laptop") << QSize(1280, 720);
    QTest::newRow("narrow") << QSize(900, 600);
    QTest::newRow("smallest") << QSize(780, 480);
  }

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void theCardsNeedNoScrollingOnASmallLaptop() {
    WindowFixture fixture({1280, 720});
    fixture.run();
    const auto* side = fixture.part<QScrollArea>("side");
    QVERIFY(side->isVisible());
    QCOMPARE(side->verticalScrollBar()->maximum(), 0);
    QVERIFY(side->widget()->minimumSizeHint().width() <= side->viewport()->width());
  }

  void noWordIsCut_data() { addSizes(); }
  void noWordIsCut() {
    QFETCH(QSize, size);
    WindowFixture fixture(size);
    fixture.run();
    QTRY_VERIFY(!fixture.part<QLabel>("points")->text().isEmpty());
    fixture.state(RunState::kFinished);  // "Start again" is the widest of the button's words
    QCoreApplication::sendPostedEvents();
    QCOMPARE(fixture.window.size(), size);
    for (const QLabel* label : fixture.window.findChildren<QLabel*>()) {
      if (!label->isVisible() || label->wordWrap() || label->text().isEmpty()) continue;
      QVERIFY2(label->width() >= label->minimumSizeHint().width(), qPrintable(label->text()));
      const QRect seen = label->visibleRegion().boundingRect();
      QVERIFY2(seen.isEmpty() || seen.width() == label->width(), qPrintable(label->text()));
    }
    for (const QAbstractButton* button : fixture.window.findChildren<QAbstractButton*>()) {
      if (!button->isVisible() || button->text().isEmpty()) continue;
      QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
      const QRect seen = button->visibleRegion().boundingRect();
      QVERIFY2(seen.isEmpty() || seen.width() == button->width(), qPrintable(button->text()));
    }
  }

  void thePicturesAreShownWholeWithTheirCaptions_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("large") << QSize(1440, 900);
    QTest::newRow("small laptop") << QSize(1280, 720);
    QTest::newRow("narrow") << QSize(1000, 650);
  }
  void thePicturesAreShownWholeWithTheirCaptions() {
    QFETCH(QSize, size);
    WindowFixture fixture(size);
    fixture.run();
    QTRY_COMPARE(fixture.session.all<command::Render>().size(), 2U);
    for (const command::Render& asked : fixture.session.all<command::Render>()) {
      fixture.session.arrive(event::Rendered{asked.request, 3400, asked.of, fakeSurface()});
    }
    fixture.deliver();
    const auto* card = fixture.part<QWidget>("task_picture_card");
    QTRY_VERIFY(card->isVisible());
    QTRY_COMPARE(card->visibleRegion().boundingRect(), card->rect());
    for (const char* name : {"caption_raw", "caption_average", "picture_raw", "picture_average"}) {
      const auto* part = fixture.part<QWidget>(name);
      QTRY_COMPARE(part->visibleRegion().boundingRect(), part->rect());
      QVERIFY(card->rect().contains(QRect(part->mapTo(card, QPoint()), part->size())));
    }
    QCOMPARE(fixture.window.size(), size);
    // What scrolls still shows something, and the plot is no strip.
    QVERIFY(fixture.part<QScrollArea>("side")->height() >= 90);
    QVERIFY(fixture.window.plot()->height() >= 160);
  }

  void noCellOfTheTracksIsCut_data() { addSizes(); }
  void noCellOfTheTracksIsCut() {
    QFETCH(QSize, size);
    WindowFixture fixture(size);
    fixture.run();
    auto* tables = fixture.part<QTabWidget>("tables");
    auto* table = fixture.part<QTableView>("tracks_table");
    tables->setCurrentWidget(table);
    fixture.run();
    const QAbstractItemView* view = table;
    for (int column = 1; column < table->model()->columnCount(); ++column) {
      QVERIFY2(table->columnWidth(column) >= view->sizeHintForColumn(column) &&
                   table->columnWidth(column) >= table->horizontalHeader()->sectionSizeHint(column),
               qPrintable(QString::number(column)));
    }
    if (size.width() < 1000) return;
    QCOMPARE(table->horizontalScrollBar()->maximum(), 0);
  }

  void thePresetBoxIsAsWideWithoutAListAndInARun() {
    FakeSession session;
    RunController controller(session);
    MainWindow window(controller, ThemeChoice::kLight);
    window.resize(1280, 720);
    window.show();
    const auto* box = window.findChild<QComboBox*>(QStringLiteral("presets"));
    QTRY_VERIFY(box->width() > 130);
    const int before = box->width();
    controller.setCatalog(fakeCatalog());
    QSignalSpy delivered(&controller, &RunController::delivered);
    session.arrive(fakeStarted(controller.catalog()));
    QVERIFY(delivered.wait(1000));
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
    QTRY_COMPARE(side->width(), 336);
    QTRY_COMPARE(wide.part<QSplitter>("rows")->sizes().at(1), 196);
  }

  void aWidthIsRememberedAsFarAsThereIsRoom() {
    {
      WindowFixture wide({1440, 900});
      wide.run();
      wide.part<QSplitter>("columns")->setSizes({716, 700});
      QTRY_VERIFY(wide.part<QScrollArea>("side")->width() > 650);
      wide.window.resize(1000, 650);
      QTRY_VERIFY(wide.part<QTabWidget>("tables")->isAncestorOf(wide.part<QScrollArea>("side")));
      wide.window.close();
    }
    WindowFixture again({1200, 720});
    again.run();
    const auto* side = again.part<QScrollArea>("side");
    QTRY_VERIFY(side->isVisible());
    QTRY_VERIFY(side->width() <= 600);
    QVERIFY(side->width() > 500);
  }

  void theCardsCanBeMadeWider() {
    WindowFixture fixture({1440, 900});
    fixture.run();
    auto* columns = fixture.part<QSplitter>("columns");
    const auto* side = fixture.part<QScrollArea>("side");
    const int before = side->width();
    columns->setSizes({900, 500});
    QTRY_VERIFY(side->width() > before + 100);
    const int widened = side->width() - before;
    fixture.window.resize(1000, 720);  // and is the same after a time as a tab
    fixture.window.resize(1440, 900);
    QTRY_VERIFY(side->isVisible());
    QTRY_COMPARE(side->width(), before + widened);
  }

  void aNarrowWindowHasTheCardsBesideTheTables() {
    WindowFixture fixture({1280, 720});
    fixture.run();
    const auto* tables = fixture.part<QTabWidget>("tables");
    const int before = tables->count();
    fixture.window.resize(1000, 720);
    QTRY_COMPARE(tables->count(), before + 1);
    QVERIFY(tables->isAncestorOf(fixture.part<QScrollArea>("side")));
    fixture.window.resize(1280, 720);
    QTRY_COMPARE(tables->count(), before);
    QVERIFY(fixture.part<QScrollArea>("side")->isVisible());
    QVERIFY(!tables->isAncestorOf(fixture.part<QScrollArea>("side")));
  }

  void everyControlHasANameForAScreenReader() {
    WindowFixture fixture({1440, 960});
    fixture.run();
    for (const QWidget* widget : fixture.window.findChildren<QWidget*>()) {
      if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus) continue;
      const auto* button = qobject_cast<const QAbstractButton*>(widget);
      if (!button && !qobject_cast<const QAbstractSlider*>(widget) &&
          !qobject_cast<const QLineEdit*>(widget) && !qobject_cast<const QComboBox*>(widget)) {
        continue;
      }
      QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
               qPrintable(widget->objectName()));
    }
  }

  void theFirstWindowFitsTheScreen() {
    FakeSession session;
    RunController controller(session);
    const MainWindow window(controller);
    const QSize room = window.screen()->availableSize();
    QVERIFY(window.width() <= room.width() && window.height() < room.height());
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

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::WindowLayoutTest)
#include "window_layout_test.moc"
