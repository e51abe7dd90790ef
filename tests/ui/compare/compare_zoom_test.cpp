// SPDX-License-Identifier: GPL-3.0-or-later
//
// Compare in the scales of the interface: its texts, controls, gaps and lines grow, nothing is cut,
// and the arrangement is that of the room in the new size.
#include "tests/ui/compare/compare_fixture.h"
#include "tests/ui/support/test_program.h"
#include "tests/ui/support/text_recorder.h"
#include "ui/compare/mix_picture.h"
#include "ui/compare/mix_slider.h"
#include "ui/compare/scan_chart.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <cmath>

#include <QApplication>
#include <QLayout>
#include <QListView>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>

namespace emascope::ui {

class CompareZoomTest : public QObject {
  Q_OBJECT

 private:
  static void fill(CompareFixture& f) {
    f.run();
    f.session.arrive(event::Tested{{{"raw", 5000, {0.14, 0.96}}, {"main", 5000, {0.09, 0.98}}}});
    f.state(RunState::kFinished);
    f.answer();
    settle();
  }
  static void resize(CompareFixture& f, const QSize& size) {
    f.window.resize(size);
    f.view->resize(size);
    settle();
  }

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }
  void cleanup() { setInterfaceScale(*qApp, 1.0); }

  void everythingThatIsPaintedGrows() {
    CompareFixture f;
    fill(f);
    const QWidget& slider = *f.part<MixSlider>("mix_slider");
    const int slider_height = slider.height();
    const double chart_left = mixScale(1000).left;
    const double chart_text = smallestOf(textsOf(*f.part<QWidget>("scan_chart"))).pixels;
    const double tile_text = smallestOf(textsOf(*f.part<QWidget>("sample_tile_1"))).pixels;
    const double all = smallestOf(textsOf(*f.view)).pixels;
    auto* list = f.part<QListView>("distances");
    const int row = list->visualRect(list->model()->index(0, 0)).height();
    const int table_row = f.part<QTableWidget>("test_table")->rowHeight(0);
    const int gap = f.part<QWidget>("compare_agreement")->layout()->spacing();
    const int cell = f.part<QPushButton>("cell_1")->minimumHeight();
    setInterfaceScale(*qApp, 2.0);
    resize(f, {2880, 1596});
    QCOMPARE(slider.height(), 2 * slider_height);
    QCOMPARE(mixScale(1000).left, 2.0 * chart_left);
    QCOMPARE(smallestOf(textsOf(*f.part<QWidget>("scan_chart"))).pixels, 2.0 * chart_text);
    QCOMPARE(smallestOf(textsOf(*f.part<QWidget>("sample_tile_1"))).pixels, 2.0 * tile_text);
    QVERIFY2(smallestOf(textsOf(*f.view)).pixels >= 2.0 * all,
             qPrintable(smallestOf(textsOf(*f.view)).text));
    QCOMPARE(list->visualRect(list->model()->index(0, 0)).height(), 2 * row);
    QCOMPARE(f.part<QTableWidget>("test_table")->rowHeight(0), 2 * table_row);
    QCOMPARE(f.part<QWidget>("compare_agreement")->layout()->spacing(), 2 * gap);
    QCOMPARE(f.part<QPushButton>("cell_1")->minimumHeight(), 2 * cell);
  }

  void theArrangementIsThatOfTheRoomAtThatScale() {
    CompareFixture f;
    fill(f);
    QCOMPARE(f.view->arrangement(), CompareView::Arrangement::kWide);
    setInterfaceScale(*qApp, 1.4);
    settle();
    QCOMPARE(f.view->arrangement(), CompareView::Arrangement::kNarrow);
    setInterfaceScale(*qApp, 1.0);
    settle();
    QCOMPARE(f.view->arrangement(), CompareView::Arrangement::kWide);
    setInterfaceScale(*qApp, 2.0);
    resize(f, {2880, 1596});
    QCOMPARE(f.view->arrangement(), CompareView::Arrangement::kWide);
  }

  void nothingIsCutAtAnyScale_data() {
    QTest::addColumn<double>("scale");
    for (const double scale : {0.8, 1.3, 1.7, 2.0}) {
      QTest::addRow("%d %%", static_cast<int>(std::lround(100 * scale))) << scale;
    }
  }
  void nothingIsCutAtAnyScale() {
    QFETCH(const double, scale);
    CompareFixture f;
    fill(f);
    setInterfaceScale(*qApp, scale);
    for (const QSize& at_100 : {QSize(1440, 798), QSize(1280, 618), QSize(1000, 548)}) {
      resize(f, (QSizeF(at_100) * scale).toSize());
      auto* pages = f.part<QTabWidget>("compare_tabs");
      for (int page = 0; page < std::max(1, pages->count()); ++page) {
        pages->setCurrentIndex(page);
        settle();
        for (const char* name : {"compare_pictures", "compare_between", "compare_agreement",
                                 "compare_distances", "compare_test"}) {
          const auto* card = f.part<QWidget>(name);
          if (!card->isVisible()) continue;
          const QRect place(card->mapTo(f.view, QPoint()), card->size());
          QVERIFY2(f.view->rect().contains(place), name);
          QVERIFY2(card->height() >= card->minimumSizeHint().height(), name);
          QVERIFY2(card->width() >= card->minimumSizeHint().width(),
                   qPrintable(QStringLiteral("%1: %2 of %3")
                                  .arg(QLatin1String(name))
                                  .arg(card->width())
                                  .arg(card->minimumSizeHint().width())));
        }
      }
    }
  }

  void whatIsMadeInALargeInterfaceIsAsOneThatHasGrown() {
    QSize grown;
    int width = 0;
    {
      CompareFixture f({2160, 1197});
      fill(f);
      setInterfaceScale(*qApp, 1.5);
      settle();
      grown = f.part<MixPicture>("compare_raw")->size();
      width = f.part<QWidget>("compare_agreement")->width();
    }
    CompareFixture f({2160, 1197});
    fill(f);
    QCOMPARE(f.part<QWidget>("compare_agreement")->width(), width);
    QCOMPARE(f.part<MixPicture>("compare_raw")->size(), grown);
  }
};

EMASCOPE_UI_TEST(CompareZoomTest);

}  // namespace emascope::ui

#include "compare_zoom_test.moc"
