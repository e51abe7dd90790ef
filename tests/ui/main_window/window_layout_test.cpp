// SPDX-License-Identifier: GPL-3.0-or-later
//
// What of the window is in view at each size and theme: nothing is cut.
#include "core/protocol/record/verdict.h"
#include "tests/ui/main_window/layout_checks.h"
#include "tests/ui/support/fake_pictures.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/fitting_label.h"
#include "ui/main_window/workspaces.h"
#include "ui/plot/loss_plot.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>

namespace emascope::ui {

class WindowLayoutTest : public QObject {
  Q_OBJECT

 private:
  static void addSizes() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    const std::pair<const char*, QSize> sizes[] = {
        {"as drawn", {1440, 900}},    {"small laptop", {1280, 720}}, {"one column", {1000, 650}},
        {"tall column", {900, 1000}}, {"low", {1440, 560}},          {"smallest", {760, 520}}};
    for (const auto& [name, size] : sizes) {
      for (const bool dark : {false, true}) {
        QTest::newRow(qPrintable(QLatin1String(name) + QLatin1String(dark ? ", dark" : ", light")))
            << size << dark;
      }
    }
  }
  static void dress(const WindowFixture& fixture, bool dark) {
    fixture.action(dark ? "theme_dark" : "theme_light")->trigger();
    QCoreApplication::processEvents();
  }

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void noCardIsCut_data() { addSizes(); }

  void noCardIsCut() {
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    WindowFixture fixture(size);
    dress(fixture, dark);
    fixture.run();
    settle();
    QCOMPARE(fixture.window.size(), size);
    QVERIFY(whole(fixture.part<QWidget>("plot_card")));
    auto* tables = fixture.part<QTabWidget>("tables");
    if (!tables->isAncestorOf(fixture.part<QWidget>("track_card"))) {
      QVERIFY(size.width() >= 1100 && size.height() >= 620);
      const auto* side = fixture.part<QScrollArea>("side");
      QVERIFY(side->widget()->minimumSizeHint().width() <= side->viewport()->width());
      QCOMPARE(side->verticalScrollBar()->maximum(), 0);
      return;
    }
    int cards = 0;
    for (int tab = 0; tab < tables->count(); ++tab) {
      tables->setCurrentIndex(tab);
      settle();
      const auto* page = qobject_cast<QScrollArea*>(tables->currentWidget());
      if (page == nullptr || page->objectName() == QLatin1String("setup_panel")) continue;
      ++cards;
      QVERIFY(page->widget()->minimumSizeHint().width() <= page->viewport()->width());
    }
    QVERIFY(cards >= 2);
  }

  void noCardScrolls_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("as drawn") << QSize(1440, 900);
    QTest::newRow("small laptop") << QSize(1280, 720);
    QTest::newRow("one column") << QSize(1000, 650);
  }

  void noCardScrolls() {
    QFETCH(QSize, size);
    WindowFixture fixture(size);
    fixture.run();
    settle();
    for (const char* card : {"track_card", "half_life_card", "made_of_card", "training_card"}) {
      showCard(fixture, card);
      QTRY_VERIFY(fixture.part<QWidget>(card)->isVisible());
      if (const QScrollArea* page = pageOf(fixture, card)) {
        QVERIFY2(page->verticalScrollBar()->maximum() == 0,
                 qPrintable(QStringLiteral("%1: %2 pixels more than %3")
                                .arg(QLatin1String(card))
                                .arg(page->verticalScrollBar()->maximum())
                                .arg(page->viewport()->height())));
      } else {
        QVERIFY2(whole(fixture.part<QWidget>(card)), card);
      }
    }
    QCOMPARE(fixture.window.size(), size);
  }

  void theVerdictHasTheHeadToItself_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("smallest") << QSize(760, 520);
    QTest::newRow("one column") << QSize(1000, 650);
  }

  void theVerdictHasTheHeadToItself() {
    QFETCH(QSize, size);
    WindowFixture fixture(size);
    crowdHead(fixture);
    auto* head = fixture.part<FittingLabel>("head_verdict");
    const QStringList texts = longVerdictTexts();
    const bool narrow = size.width() < 1000;
    QVERIFY(whole(head));
    QCOMPARE(head->text(), texts[narrow ? 1 : 0]);
    QVERIFY(whole(fixture.part<QWidget>("pill_follow")));
    QVERIFY(whole(fixture.part<QWidget>("button_toggle")));
    QVERIFY(!fixture.part<QWidget>("pill_ghost")->isVisible());  // the first to go
    // All is back where it has room.
    fixture.window.plot()->setFollowing(true);
    fixture.window.resize(size + QSize(400, 0));
    head->setTexts({QStringLiteral("settling")});
    fixture.window.resize(size + QSize(401, 0));
    settle();
    for (const char* part : {"pill_ghost", "pill_metric", "pill_log_y", "plot_title"}) {
      QVERIFY2(fixture.part<QWidget>(part)->isVisible(), part);
    }
  }

  void theVerdictIsInEveryWorkspace_data() { addSizes(); }

  void theVerdictIsInEveryWorkspace() {
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    WindowFixture fixture(size);
    dress(fixture, dark);
    fixture.run();
    const auto* verdict = fixture.part<QLabel>("status_verdict");
    QVERIFY(!verdict->isVisible());  // it is at the plot
    for (const Workspace workspace : {Workspace::kCompare, Workspace::kTeach}) {
      fixture.window.workspaces()->show(workspace);
      settle();
      QVERIFY(whole(verdict));
      QVERIFY(verdict->width() >= verdict->minimumSizeHint().width());
      const Verdict now = verdictOf(fixture.controller.record(), 0);
      QCOMPARE(verdict->text().toStdString(), english(verdictPhrases(now, "EMA").back()));
      QCOMPARE(verdict->toolTip().toStdString(), verdictText(now, "EMA"));
      QVERIFY(whole(fixture.part<QWidget>("button_toggle")));
      QCOMPARE(fixture.window.size(), size);
    }
    fixture.window.workspaces()->show(Workspace::kTune);
    settle();
    QVERIFY(!verdict->isVisible());
  }

  void theVerdictAndPauseAreVisibleAtEverySize_data() { addSizes(); }

  void theVerdictAndPauseAreVisibleAtEverySize() {
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    WindowFixture fixture(size);
    dress(fixture, dark);
    fixture.run();
    settle();
    QVERIFY(whole(fixture.part<QWidget>("button_toggle")));
    QVERIFY(whole(fixture.window.plot()));
    const QString verdict =
        QString::fromStdString(verdictText(verdictOf(fixture.controller.record(), 0), "EMA"));
    const auto* head = fixture.part<FittingLabel>("head_verdict");
    if (fixture.window.plot()->folding() == LossPlot::Folding::kDecayAndDifference) {
      QVERIFY(whole(head));
      QCOMPARE(head->text(), verdict);
    } else {
      QVERIFY(!head->isVisible());  // the strip says it
      QVERIFY(fixture.window.plot()->summaryText().contains(verdict));
    }
    QVERIFY(fixture.window.plot()->height() >= 160);
  }

  void aSmallLaptopHasTheDecayInTheHeadAndSixRows() {
    WindowFixture fixture({1280, 720});
    fixture.run();
    settle();
    QVERIFY(fixture.window.plot()->folding() == LossPlot::Folding::kDecay);
    const auto* decay = fixture.part<QLabel>("head_decay");
    QVERIFY(whole(decay));
    QCOMPARE(decay->text(), QStringLiteral("decay 0.995"));
    QCOMPARE(fixture.part<QScrollArea>("side")->width(), 320);
    const auto* table = fixture.part<QTableView>("tracks_table");
    QVERIFY2(table->viewport()->height() >= 6 * table->verticalHeader()->defaultSectionSize(),
             qPrintable(QString::number(table->viewport()->height())));
  }

  void asDrawnNothingIsFolded() {
    WindowFixture fixture({1440, 900});
    fixture.run();
    settle();
    QVERIFY(fixture.window.plot()->folding() == LossPlot::Folding::kNone);
    QVERIFY(!fixture.part<QLabel>("head_decay")->isVisible());
    QCOMPARE(fixture.part<QScrollArea>("side")->width(), 350);
  }

  void asDrawnTwoCardsAreFreeAndNineTracksInView() {
    WindowFixture fixture({1440, 900});
    fixture.run();
    settle();
    const auto* group = fixture.part<QTabWidget>("side_tabs");
    QTRY_VERIFY(whole(fixture.part<QWidget>("track_card")));
    QTRY_VERIFY(whole(fixture.part<QWidget>("half_life_card")));
    QVERIFY(!group->isAncestorOf(fixture.part<QWidget>("half_life_card")));
    const auto* made_of = fixture.part<QWidget>("made_of_card");
    QVERIFY2(whole(made_of), qPrintable(QStringLiteral("%1 of %2 and %3")
                                            .arg(made_of->visibleRegion().boundingRect().height())
                                            .arg(made_of->height())
                                            .arg(made_of->minimumSizeHint().height())));
    QVERIFY(whole(fixture.part<QWidget>("made_of_plot")));
    const auto* table = fixture.part<QTableView>("tracks_table");
    QVERIFY2(table->viewport()->height() >= 9 * table->rowHeight(0),
             qPrintable(QString::number(table->viewport()->height())));
  }

  /// A window of 900 pixels' screen has less: title bar and panel are outside.
  void theHalfLifeCardIsInViewWithItsButton_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("as drawn") << QSize(1440, 900);
    QTest::newRow("below a title bar") << QSize(1440, 860);
    QTest::newRow("with a panel, too") << QSize(1440, 830);
    QTest::newRow("small laptop") << QSize(1280, 720);
    QTest::newRow("below its title bar") << QSize(1280, 690);
  }

  void theHalfLifeCardIsInViewWithItsButton() {
    QFETCH(QSize, size);
    WindowFixture fixture(size);
    fixture.run();
    settle();
    QTRY_VERIFY(whole(fixture.part<QWidget>("track_card")));
    QTRY_VERIFY(whole(fixture.part<QWidget>("half_life_plot")));
    QTRY_VERIFY(whole(fixture.part<QWidget>("use_half_life")));
    const auto* group = fixture.part<QTabWidget>("side_tabs");
    const bool free = !group->isAncestorOf(fixture.part<QWidget>("half_life_card"));
    QCOMPARE(free, size.height() >= 830);
    // The cards and tabs fill the column.
    const auto* side = fixture.part<QScrollArea>("side");
    const QRect last(group->mapTo(side, QPoint()), group->size());
    QVERIFY2(last.bottom() >= side->height() - 12, qPrintable(QString::number(last.bottom())));
  }

  void theSmallestWindowIs760By520() {
    WindowFixture fixture({300, 200});
    fixture.run();
    settle();
    const QSize screen = fixture.window.screen()->availableSize();
    const QSize room = screen - QSize(8, 40);  // for the frame of the window
    QCOMPARE(fixture.window.minimumSize(), QSize(760, 520).boundedTo(room));
    fixture.window.resize(760, 520);
    settle();
    QCOMPARE(fixture.window.size(), QSize(760, 520));
  }

  void noWordIsCut_data() { addSizes(); }

  void noWordIsCut() {
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    WindowFixture fixture(size);
    dress(fixture, dark);
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
    settle();
    showCard(fixture, "task_picture");
    QTRY_COMPARE(fixture.session.all<command::Render>().size(), 2U);
    for (const command::Render& asked : fixture.session.all<command::Render>()) {
      fixture.session.arrive(event::Rendered{asked.request, 3400, asked.of, fakeSurface()});
    }
    fixture.deliver();
    settle();
    showCard(fixture, "task_picture");
    const auto* card = fixture.part<QWidget>("task_picture_card");
    QTRY_VERIFY(card->isVisible());
    for (const char* name : {"caption_raw", "caption_average", "picture_raw", "picture_average"}) {
      const auto* part = fixture.part<QWidget>(name);
      QTRY_COMPARE(part->visibleRegion().boundingRect(), part->rect());
      QVERIFY(card->rect().contains(QRect(part->mapTo(card, QPoint()), part->size())));
    }
    QCOMPARE(fixture.window.size(), size);
    QVERIFY(fixture.window.plot()->height() >= 160);
  }

  void noCellOfTheTracksIsCut_data() { addSizes(); }

  void noCellOfTheTracksIsCut() {
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    WindowFixture fixture(size);
    dress(fixture, dark);
    fixture.run();
    auto* tables = fixture.part<QTabWidget>("tables");
    auto* table = fixture.part<QTableView>("tracks_table");
    tables->setCurrentWidget(fixture.part<QWidget>("tracks_panel"));
    fixture.run();
    for (int column = 1; column < table->model()->columnCount(); ++column) {
      QVERIFY2(hasRoom(*table, column), qPrintable(QString::number(column)));
    }
    if (size.width() < 1000) return;
    QCOMPARE(table->horizontalScrollBar()->maximum(), 0);
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
};

EMASCOPE_UI_TEST(WindowLayoutTest);

}  // namespace emascope::ui

#include "window_layout_test.moc"
