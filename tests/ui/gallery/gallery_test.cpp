// SPDX-License-Identifier: GPL-3.0-or-later
//
// The gallery in the whole window, used with mouse and keys.
#include "ui/gallery/gallery.h"

#include "tests/ui/gallery/gallery_window.h"
#include "tests/ui/support/test_program.h"
#include "ui/gallery/demo_button.h"
#include "ui/gallery/gallery_card.h"
#include "ui/plot/loss_plot.h"

#include <algorithm>

#include <QApplication>
#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>

namespace emascope::ui {
class GalleryTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void theButtonHasTheDemosNameAndOpensTheGallery() {
    Window w;
    const auto* button = w.part<DemoButton>("demos");
    QCOMPARE(button->name(), QStringLiteral("Two spirals"));
    w.openByClick();
    QVERIFY(w.isOpen());
    const auto* gallery = w.part<Gallery>("gallery");
    QVERIFY(!gallery->isWindow());
    const QPoint below = button->mapTo(&w.window, QPoint(0, button->height()));
    QVERIFY(gallery->mapTo(&w.window, QPoint(0, 0)).y() >= below.y());
    QVERIFY(w.session.posted.empty());  // nothing is started by looking
    QCOMPARE(w.controller.state(), RunState::kRunning);
  }

  void everyDemoHasACardInTheEnginesOrder() {
    Window w;
    w.openByClick();
    QPoint before(-1, -1);
    for (const char* id : kDemos) {
      const DemoCard* card = w.card(id);
      QVERIFY2(card->isVisible() && card->hasPictures(), id);
      const QPoint at = card->pos();
      QVERIFY2(at.y() > before.y() || (at.y() == before.y() && at.x() > before.x()), id);
      QVERIFY(!card->accessibleName().isEmpty() && !card->accessibleDescription().isEmpty());
      before = at;
    }
    QCOMPARE(w.part<QLabel>("gallery_count")->text(),
             QStringLiteral("9 demos, each drawn from a recorded run"));
  }

  void aClickStartsTheDemoAtOnceWithTheSeedOfTheRun() {
    Window w;
    w.openByClick();
    QTest::mouseClick(w.card("curve"), Qt::LeftButton);
    QCOMPARE(w.started().size(), std::size_t{1});
    QCOMPARE(w.started().front().preset, std::string("curve"));
    QCOMPARE(w.started().front().seed, w.controller.record().config.seed);
    QVERIFY(!w.isOpen());
    QCOMPARE(w.window.focusWidget(), w.window.plot());
  }

  void arrowsMoveAndEnterStarts() {
    Window w;
    w.openByClick();
    QVERIFY(w.card("two-spirals")->hasFocus());
    w.key(Qt::Key_Right);
    QVERIFY(w.card("digits")->hasFocus());
    w.key(Qt::Key_Down);
    QVERIFY(w.card("noisy-signal")->hasFocus());
    w.key(Qt::Key_Left);
    QVERIFY(w.card("quadratic-bowl")->hasFocus());
    w.key(Qt::Key_Up);
    QVERIFY(w.card("two-spirals")->hasFocus());
    w.key(Qt::Key_Left);  // nothing is there
    QVERIFY(w.card("two-spirals")->hasFocus());
    for (int presses = 0; presses < 3; ++presses) w.key(Qt::Key_Right);
    QVERIFY(w.part<OwnCard>("own_data")->hasFocus());
    w.key(Qt::Key_Left);
    QVERIFY(w.card("curve")->hasFocus());
    w.key(Qt::Key_Return);
    QCOMPARE(w.started().size(), std::size_t{1});
    QCOMPARE(w.started().front().preset, std::string("curve"));
    QVERIFY(!w.isOpen());
  }

  void escapeAClickOutsideAndTheButtonsKeyClose() {
    Window w;
    w.openByClick();
    w.key(Qt::Key_Escape);
    QVERIFY(!w.isOpen());
    QCOMPARE(w.window.focusWidget(), w.window.plot());
    QTest::keyClick(&w.window, Qt::Key_N, Qt::ControlModifier);
    QVERIFY(w.isOpen());
    QTest::mouseClick(w.part<QWidget>("scrim"), Qt::LeftButton, {}, QPoint(20, 300));
    QVERIFY(!w.isOpen());
    QTest::keyClick(&w.window, Qt::Key_N, Qt::ControlModifier);
    QTest::mouseClick(w.part<QWidget>("gallery"), Qt::LeftButton, {}, QPoint(4, 4));
    QVERIFY(w.isOpen());  // that was inside
    QTest::keyClick(qApp->focusWidget(), Qt::Key_N, Qt::ControlModifier);
    QVERIFY(!w.isOpen());
    QVERIFY(w.session.posted.empty());
  }

  void theDemoThatIsOpenGoesOnWhenItIsChosenAgain() {
    Window w;
    w.openByClick();
    QVERIFY(w.card("two-spirals")->openNow());
    QVERIFY(!w.card("digits")->openNow());
    QTest::mouseClick(w.card("two-spirals"), Qt::LeftButton);
    QVERIFY(w.started().empty() && !w.isOpen());
    w.state(RunState::kFinished);
    w.openByClick();
    QTest::mouseClick(w.card("two-spirals"), Qt::LeftButton);
    QCOMPARE(w.started().size(), std::size_t{1});
  }

  void asTheStartPageItStartsAlsoTheDemoThatIsOpen() {
    Window w;
    w.window.welcome();
    QVERIFY(w.isOpen());
    w.key(Qt::Key_Return);
    QCOMPARE(w.started().size(), std::size_t{1});
    QCOMPARE(w.started().front().preset, std::string("two-spirals"));
  }

  void theStartPageIsNotShownToWhoDoesNotWantIt() {
    {
      Window w;
      w.openByClick();
      QTest::mouseClick(w.part<QCheckBox>("gallery_at_start"), Qt::LeftButton, {}, QPoint(6, 8));
    }
    Window w;
    w.window.welcome();
    QVERIFY(!w.isOpen());
    w.openByClick();
    QVERIFY(w.isOpen());
    QVERIFY(!w.part<QCheckBox>("gallery_at_start")->isChecked());
  }

  void yourOwnDataOpensThePageForThem() {
    Window w;
    w.openByClick();
    QTest::mouseClick(w.part<OwnCard>("own_data"), Qt::LeftButton);
    QVERIFY(!w.isOpen());
    const auto* page = w.window.findChild<QDialog*>(QStringLiteral("open_dialog"));
    QVERIFY(page && page->isVisible());
  }

  void theKeyForOwnDataClosesIt() {
    Window w;
    w.openByClick();
    w.key(Qt::Key_O, Qt::ControlModifier);
    QVERIFY(!w.isOpen());
    const auto* page = w.window.findChild<QDialog*>(QStringLiteral("open_dialog"));
    QVERIFY(page && page->isVisible());
  }

  void aRunThatStartsFromElsewhereClosesIt() {
    Window w;
    w.openByClick();
    w.run();
    QVERIFY(!w.isOpen());
  }

  void theProgramsFirstRunGoesOnBehindTheStartPage() {
    WindowFixture w;
    w.window.welcome();
    w.run();
    const auto* scrim = w.part<QWidget>("scrim");
    QVERIFY(scrim->isVisible());
    w.run();
    QVERIFY(!scrim->isVisible());
  }

  void theFocusStaysInIt() {
    Window w;
    w.openByClick();
    w.window.plot()->setFocus();
    const auto* gallery = w.part<Gallery>("gallery");
    QTRY_VERIFY(gallery->isAncestorOf(w.window.focusWidget()));
    w.key(Qt::Key_Tab);
    QVERIFY(gallery->isAncestorOf(w.window.focusWidget()));
    w.key(Qt::Key_Escape);
    QVERIFY(!w.isOpen());
    QCOMPARE(w.window.focusWidget(), w.window.plot());
  }

  void anotherWorkspaceClosesIt() {
    Window w;
    w.openByClick();
    w.key(Qt::Key_3, Qt::ControlModifier);
    QVERIFY(!w.isOpen());
  }

  void anEngineWithoutOwnDataHasNoCardForThem() {
    Window w;
    Catalog catalog = nineDemos();
    catalog.own = {};
    w.controller.setCatalog(catalog);
    w.openByClick();
    QVERIFY(!w.part<OwnCard>("own_data")->isVisible());
  }

  void nothingIsCutAtAnySize_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("columns");
    QTest::newRow("1440x900") << QSize(1440, 900) << 3;
    QTest::newRow("1280x720") << QSize(1280, 720) << 3;
    QTest::newRow("1180x700") << QSize(1180, 700) << 3;
    QTest::newRow("1179x700") << QSize(1179, 700) << 2;
    QTest::newRow("1000x650") << QSize(1000, 650) << 2;
    QTest::newRow("780x520") << QSize(780, 520) << 2;
  }
  void nothingIsCutAtAnySize() {
    QFETCH(QSize, size);
    QFETCH(int, columns);
    Window w(size);
    w.openByClick();
    const auto* gallery = w.part<Gallery>("gallery");
    QVERIFY(w.window.rect().contains(QRect(gallery->mapTo(&w.window, QPoint()), gallery->size())));
    const auto* scroll = gallery->findChild<QScrollArea*>();
    const int room = scroll->viewport()->width();
    std::vector<int> lefts;
    for (const auto* card : gallery->findChildren<DemoCard*>()) {
      QVERIFY(card->x() >= 0 && card->geometry().right() < room);
      QVERIFY(card->geometry().bottom() < scroll->widget()->height());
      QVERIFY(card->height() > card->wordsHeight(card->width()) + 50);  // and the pictures
      if (std::find(lefts.begin(), lefts.end(), card->x()) == lefts.end()) {
        lefts.push_back(card->x());
      }
    }
    QCOMPARE(static_cast<int>(lefts.size()), columns);
    const auto* own = w.part<OwnCard>("own_data");
    QVERIFY(own->geometry().right() < room);
    const bool above = own->geometry().bottom() < w.card("two-spirals")->y();
    QCOMPARE(above, columns == 2);
    // The last card comes into view with the arrows.
    for (int presses = 0; presses < 9; ++presses) w.key(Qt::Key_Down);
    const auto* last = qApp->focusWidget();
    QVERIFY(scroll->viewport()->rect().contains(
        QRect(last->mapTo(scroll->viewport(), QPoint()), last->size())));
    for (const auto* label : gallery->findChildren<QLabel*>()) {
      if (!label->isVisible()) continue;
      QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
    }
  }

  void aWindowThatIsResizedTakesTheGalleryAlong() {
    Window w;
    w.openByClick();
    w.window.resize(1000, 650);
    const auto* gallery = w.part<Gallery>("gallery");
    QTRY_VERIFY(gallery->geometry().right() < 1000);
    QCOMPARE(w.part<QWidget>("scrim")->size(), w.window.size());
    QVERIFY(w.card("curve")->y() > w.card("digits")->y());
  }

  void namesOfAnotherEngineArePlainText() {
    Window w;
    Catalog catalog = fakeCatalog();
    PresetInfo strange = catalog.presets.front();
    strange.id = "strange";
    strange.title =
        "<b>bold</b>\n" + std::string(4000, 'x') + " · \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d";
    strange.story = "<img src=x>\n\n" + std::string(4000, 'y');
    strange.config.preset = "strange";
    catalog.presets.push_back(strange);
    w.controller.setCatalog(catalog);
    w.openByClick();
    DemoCard* card = w.card("strange");
    QVERIFY(card->isVisible() && !card->hasPictures());
    QVERIFY(card->accessibleName().startsWith(QStringLiteral("<b>bold</b> x")));
    QVERIFY(card->accessibleName().size() <= 80);
    QVERIFY(card->toolTip().startsWith(QStringLiteral("<img")));  // tips are plain text
    QCOMPARE(card->size(), w.card("digits")->size());
    QVERIFY(!card->grab().isNull());
    event::Started own = fakeStarted(w.controller.catalog());
    own.config.preset = kOwnPreset;
    own.facts.model.title = "a&b\n" + std::string(4000, 'z') + ".csv";
    w.session.arrive(own);
    w.deliver();
    auto* button = w.part<DemoButton>("demos");
    QVERIFY(button->name().startsWith(QStringLiteral("a&b zz")));
    QVERIFY(button->toolTip().startsWith(QStringLiteral("a&b zz")));
    QCOMPARE(button->width(), 184);
    QVERIFY(!button->grab().isNull());
  }

  void withoutAnEngineAChoiceSaysWhyNothingStarts() {
    Window w;
    w.openByClick();
    w.controller.engineGone();
    QTest::mouseClick(w.card("curve"), Qt::LeftButton);
    QVERIFY(w.isOpen());
    QVERIFY(w.part<QLabel>("gallery_note")->text().contains(QStringLiteral("engine")));
  }

  void theThemeIsThatOfTheWindow() {
    Window w;
    w.openByClick();
    const QImage light = w.card("two-spirals")->grab().toImage();
    applyTheme(*qApp, ThemeChoice::kDark);
    const QImage dark = w.card("two-spirals")->grab().toImage();
    applyTheme(*qApp, ThemeChoice::kLight);
    const QPoint corner(light.width() - 8, light.height() - 8);
    QVERIFY(light.pixelColor(corner).lightness() > 200);
    QVERIFY(dark.pixelColor(corner).lightness() < 60);
  }
};

EMASCOPE_UI_TEST(GalleryTest);

}  // namespace emascope::ui

#include "gallery_test.moc"
