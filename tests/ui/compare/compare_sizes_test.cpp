// SPDX-License-Identifier: GPL-3.0-or-later
//
// What fits at each size of the workspace, and what scrolls where it does not.
#include "tests/ui/compare/compare_fixture.h"
#include "tests/ui/support/test_program.h"
#include "tests/ui/support/text_recorder.h"
#include "ui/compare/mix_picture.h"
#include "ui/controls/fitting_label.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableWidget>
#include <QWheelEvent>

namespace emascope::ui {

class CompareSizesTest : public QObject {
  Q_OBJECT

 private:
  static void addSizes() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("tabs");
    QTest::newRow("1440x900") << QSize(1440, 798) << 0;
    QTest::newRow("1280x720") << QSize(1280, 618) << 2;
    QTest::newRow("1000x650") << QSize(1000, 548) << 3;
    QTest::newRow("760x520") << QSize(760, 418) << 4;
  }

  static std::vector<event::TensorDistance> tensorsOf(std::size_t count) {
    std::vector<event::TensorDistance> tensors;
    for (std::size_t k = 0; k < count; ++k) {
      tensors.push_back(
          {"layer" + std::to_string(k) + ".weight", 64, true, 2.0, 0.158, 0.079, 0.9});
    }
    return tensors;
  }

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void whatDoesNotFitIsATab_data() { addSizes(); }
  void whatDoesNotFitIsATab() {
    QFETCH(QSize, size);
    QFETCH(int, tabs);
    CompareFixture f({1440, 798});
    f.run();
    f.session.arrive(event::Tested{{{"raw", 5000, {0.14, 0.96}},
                                    {"main", 5000, {0.09, 0.98}},
                                    {"best fast", 4975, {0.09, 0.98}}}});
    f.state(RunState::kFinished);
    f.answer();
    f.view->resize(size);
    auto* pages = f.part<QTabWidget>("compare_tabs");
    QCOMPARE(pages->count(), tabs);
    for (int page = 0; page < std::max(1, tabs); ++page) {
      pages->setCurrentIndex(page);
      QCoreApplication::sendPostedEvents();
      QCoreApplication::processEvents();
      QCOMPARE(f.view->size(), size);
      for (const char* name : {"compare_pictures", "compare_between", "compare_agreement",
                               "compare_distances", "compare_test"}) {
        const auto* card = f.part<QWidget>(name);
        if (!card->isVisible()) continue;
        const QRect place(card->mapTo(f.view, QPoint()), card->size());
        QVERIFY2(f.view->rect().contains(place), name);
        QVERIFY2(card->height() >= card->minimumSizeHint().height(), name);
        QVERIFY2(card->width() >= card->minimumSizeHint().width(), name);
        // Nothing lies over anything else.
        const auto parts = card->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly);
        for (qsizetype a = 0; a < parts.size(); ++a) {
          for (qsizetype b = 0; b < a; ++b) {
            if (!parts[a]->isVisible() || !parts[b]->isVisible()) continue;
            QVERIFY2(!parts[a]->geometry().intersects(parts[b]->geometry()), name);
          }
        }
        for (const QAbstractButton* cell : card->findChildren<QAbstractButton*>()) {
          QVERIFY2(!cell->isVisible() || cell->visibleRegion().boundingRect() == cell->rect(),
                   qPrintable(cell->objectName()));
        }
      }
    }
  }

  void noWordIsCut_data() { addSizes(); }
  void noWordIsCut() {
    QFETCH(QSize, size);
    CompareFixture f(size);
    f.run();
    f.answer();
    auto* pages = f.part<QTabWidget>("compare_tabs");
    for (int page = 0; page < std::max(1, pages->count()); ++page) {
      pages->setCurrentIndex(page);
      QCoreApplication::sendPostedEvents();
      QCoreApplication::processEvents();
      for (const QAbstractButton* button : f.view->findChildren<QAbstractButton*>()) {
        if (!button->isVisible() || button->text().isEmpty()) continue;
        QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
      }
      for (const QLabel* label : f.view->findChildren<QLabel*>()) {
        if (!label->isVisible() || label->text().isEmpty()) continue;
        if (!label->wordWrap()) {
          QVERIFY2(label->width() >= label->minimumSizeHint().width(), qPrintable(label->text()));
        } else {
          QVERIFY2(label->height() >= label->heightForWidth(label->width()),
                   qPrintable(label->text()));
        }
      }
    }
  }

  // Six layers, as the spirals have them, beside eight tracks.
  void theTestTableLeavesRoomForTheLayers() {
    CompareFixture f({1440, 798});
    f.tensors = tensorsOf(6);
    f.run();
    f.session.arrive(fakeTested(9));
    f.state(RunState::kFinished);
    f.answer();
    settle();
    const auto* list = f.part<QListView>("distances");
    const int row = list->visualRect(list->model()->index(0, 0)).height();
    QVERIFY2(list->viewport()->height() >= 6 * row,
             qPrintable(QStringLiteral("%1 of %2").arg(list->viewport()->height()).arg(6 * row)));
    auto* table = f.part<QTableWidget>("test_table");
    QCOMPARE(table->rowCount(), 10);
    QVERIFY(table->viewport()->height() >= 3 * table->rowHeight(0));
    QVERIFY(table->verticalScrollBar()->maximum() > 0);
    table->scrollToBottom();
    QVERIFY(table->viewport()->rect().contains(table->visualItemRect(table->item(9, 0))));
  }

  // In a tab of its own the table has all the room.
  void theTestTableFillsItsTab() {
    CompareFixture f({1280, 618});
    f.run();
    f.session.arrive(fakeTested(9));
    f.state(RunState::kFinished);
    f.answer();
    auto* tabs = f.part<QTabWidget>("compare_tabs");
    tabs->setCurrentWidget(f.part<QWidget>("compare_test"));
    settle();
    const auto* table = f.part<QTableWidget>("test_table");
    QVERIFY2(table->viewport()->height() >= 4 * table->rowHeight(0),
             qPrintable(QString::number(table->viewport()->height())));
  }

  void theDistancesScroll() {
    CompareFixture f;
    f.tensors = tensorsOf(200);
    f.run();
    f.answer();
    settle();
    auto* list = f.part<QListView>("distances");
    const QModelIndex last = list->model()->index(199, 0);
    QVERIFY(list->verticalScrollBar()->maximum() > 0);
    QVERIFY(!list->viewport()->rect().intersects(list->visualRect(last)));
    const QPointF middle = list->viewport()->rect().center();
    QWheelEvent wheel(middle, list->viewport()->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton,
                      {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(list->viewport(), &wheel);
    QVERIFY(list->verticalScrollBar()->value() > 0);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_End);
    settle();
    QVERIFY(list->viewport()->rect().contains(list->visualRect(last)));  // with its number
    QVERIFY(f.text("distance_details").contains(QStringLiteral("cosine")));
    // New distances of the same tensors leave the place.
    const int at = list->verticalScrollBar()->value();
    f.state(RunState::kPaused);
    f.answer();
    QCOMPARE(list->verticalScrollBar()->value(), at);
  }

  void noButtonIsCutWhateverTheTrackIsCalled_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("label");
    for (const QSize size :
         {QSize(1440, 798), QSize(1280, 618), QSize(1000, 548), QSize(760, 418)}) {
      for (const QString& label :
           {QStringLiteral("a"), QStringLiteral("constant-0.9999-slow-and-debiased"),
            QString(4000, u'W'),
            QStringLiteral("\u05e9\u05dc\u05d5\u05dd-\u05e2\u05d5\u05dc\u05dd")}) {
        QTest::addRow("%dx%d, %s", size.width(), size.height(), qPrintable(label.left(12)))
            << size << label;
      }
    }
  }
  void noButtonIsCutWhateverTheTrackIsCalled() {
    QFETCH(const QSize, size);
    QFETCH(const QString, label);
    CompareFixture f(size);
    event::Started started = fakeStarted(f.controller.catalog());
    started.config.tracks[0].label = label.toStdString();
    f.session.arrive(started);
    f.session.arrive(event::StateChanged{RunState::kPaused, f.step, ""});
    f.deliver();
    f.answer();
    auto* tabs = f.part<QTabWidget>("compare_tabs");
    if (tabs->count() > 0) tabs->setCurrentWidget(f.part<QWidget>("compare_test"));
    settle();
    QCOMPARE(f.view->size(), size);
    for (const char* name : {"save_raw", "save_average", "save_mix"}) {
      const auto* button = f.part<QPushButton>(name);
      QVERIFY2(button->width() >= button->minimumSizeHint().width(),
               qPrintable(QStringLiteral("%1: %2 of %3")
                              .arg(button->text())
                              .arg(button->width())
                              .arg(button->minimumSizeHint().width())));
      QCOMPARE(button->visibleRegion().boundingRect(), button->rect());
    }
  }

  void thePicturesAreOfOneSizeAndLargeEnough() {
    for (const QSize size : {QSize(1440, 798), QSize(1280, 618), QSize(1000, 548)}) {
      CompareFixture f(size);
      f.run();
      f.answer();
      const auto* raw = f.part<MixPicture>("compare_raw");
      QCOMPARE(raw->size(), f.part<MixPicture>("compare_mix")->size());
      QVERIFY2(raw->width() >= 300 && raw->height() >= 200,
               qPrintable(QStringLiteral("%1 x %2").arg(raw->width()).arg(raw->height())));
    }
  }

  void theChartAndTheSliderHaveOneScale() {
    CompareFixture f;
    f.run();
    const auto* chart = f.part<QWidget>("scan_chart");
    const auto* slider = f.part<QWidget>("mix_slider");
    QCOMPARE(chart->width(), slider->width());
    QCOMPARE(chart->mapTo(f.view, QPoint()).x(), slider->mapTo(f.view, QPoint()).x());
  }

  void windowsOfNoSizeAndOfAVeryLargeOne_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("nothing") << QSize(0, 0);
    QTest::newRow("no height") << QSize(1440, 0);
    QTest::newRow("wide") << QSize(10'000, 500);
    QTest::newRow("high") << QSize(800, 10'000);
    QTest::newRow("both") << QSize(10'000, 10'000);
  }
  void windowsOfNoSizeAndOfAVeryLargeOne() {
    QFETCH(const QSize, size);
    CompareFixture f;
    f.run();
    f.answer();
    const QSize before = f.view->size();
    f.view->resize(size);
    settle();
    f.state(RunState::kRunning);
    f.view->setShare(0.3);
    f.state(RunState::kPaused);
    f.answer();
    QCOMPARE(f.part<MixPicture>("compare_raw")->size(), f.part<MixPicture>("compare_mix")->size());
    // Of the large one without its pixels, of which there are too many.
    (void)textsOf(*f.view);
    if (size.width() < 10'000 || size.height() < 10'000) (void)f.view->grab();
    if (size.width() > 0 && size.height() > 0) {
      QVERIFY(f.view->rect().contains(
          QRect(f.part<QWidget>("compare_pictures")->mapTo(f.view, QPoint()),
                f.part<QWidget>("compare_pictures")->size())));
    }
    f.view->resize(before);
    settle();
    QCOMPARE(f.view->arrangement(), CompareView::Arrangement::kWide);
    QVERIFY(f.part<MixPicture>("compare_raw")->width() >= 400);
    QCOMPARE(f.view->share(), 0.3);
  }
};

EMASCOPE_UI_TEST(CompareSizesTest);

}  // namespace emascope::ui

#include "compare_sizes_test.moc"
