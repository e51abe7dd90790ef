// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole workspace: what it shows and says, and what a person can do there.
#include "tests/ui/compare/compare_fixture.h"
#include "tests/ui/support/test_program.h"
#include "tests/ui/support/text_recorder.h"
#include "ui/compare/mix_picture.h"
#include "ui/compare/sample_strip.h"
#include "ui/controls/fitting_label.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <cmath>
#include <string>
#include <vector>

#include <QApplication>
#include <QImage>
#include <QListView>
#include <QPushButton>
#include <QWheelEvent>

namespace emascope::ui {
namespace {

void wheel(QWidget* over, const QPointF& at, int eighths) {
  QWheelEvent event(at, over->mapToGlobal(at), {}, {0, eighths}, Qt::NoButton, {},
                    Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(over, &event);
}

}  // namespace

class CompareViewTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void theMixSurvivesSwitchingAway() {
    CompareFixture f;
    f.run();
    f.answer();
    f.view->setShare(0.4);
    f.answer();
    f.view->hide();
    f.view->show();
    QCOMPARE(f.view->share(), 0.4);
    QVERIFY(
        f.part<FittingLabel>("compare_mix_title")->texts()[0].contains(QStringLiteral("α = 0.40")));
  }

  void theViewOfThePicturesSurvivesSwitchingAway() {
    CompareFixture f;
    f.run();
    f.answer();
    auto* raw = f.part<MixPicture>("compare_raw");
    wheel(raw, QPointF(10, 10), 360);
    const QPointF at = raw->pixelOf({0.5, 0.25});
    f.view->hide();
    f.state(RunState::kRunning);
    f.state(RunState::kPaused);
    f.view->show();
    f.answer();
    QCOMPARE(raw->pixelOf({0.5, 0.25}), at);
    QCOMPARE(f.part<MixPicture>("compare_mix")->pixelOf({0.5, 0.25}), at);
  }

  void aSentenceBeginsWithTheMixInUpperCase() {
    CompareFixture f;
    f.run();
    f.answer();
    f.view->setShare(0.5);
    f.answer();
    const QString said = f.text("agreement_sentence");
    QVERIFY2(said.startsWith(QStringLiteral("The mix corrects 34 samples")), qPrintable(said));
    QVERIFY(f.part<QPushButton>("cell_2")->accessibleName().startsWith(
        QStringLiteral("Only the mix right")));
    QCOMPARE(f.part<FittingLabel>("compare_mix_title")->texts()[0],
             QStringLiteral("The mix, α = 0.50"));
  }

  void oneOfAnythingIsNotSaidToBeMany() {
    CompareFixture f;
    f.compared = fakeClasses(1, 0, 1, 0);
    f.tensors = {{"output.bias", 1, true, 1.0, 0.013, 0.013, 1.0}};
    f.picture.arrays[2] = {"points", {1, 2}, {0.0F, 0.0F}};
    f.picture.arrays[3] = {"classes", {1}, {1.0F}};
    event::Started started = fakeStarted(f.controller.catalog());
    started.facts.model.validation_samples = 1;
    f.session.arrive(started);
    f.session.arrive(event::StateChanged{RunState::kPaused, f.step, ""});
    f.deliver();
    f.answer();
    auto* list = f.part<QListView>("distances");
    list->setCurrentIndex(list->model()->index(0, 0));
    QVERIFY(f.text("distance_details").startsWith(QStringLiteral("1 number ")));
    QVERIFY(f.part<FittingLabel>("compare_ring_text")
                ->texts()[0]
                .contains(QStringLiteral("1 sample,")));
    QCOMPARE(f.part<FittingLabel>("compare_points_text")->texts()[0],
             QStringLiteral("•• the only validation sample"));
  }

  void imagesInColorAreShownInColor() {
    CompareFixture f;
    f.picture = {};
    f.fill = [](event::SamplesShown& shown) {
      shown.kind = "image";
      shown.shape = {3, 2, 2};
      // Red, with a black pixel, which is the least.
      for (std::size_t k = 0; k < shown.samples.size(); ++k) {
        shown.values.insert(shown.values.end(), {0, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0});
      }
    };
    f.run();
    f.answer();
    auto* tile = f.part<SampleTile>("sample_tile_1");
    QVERIFY(tile->look().image.has_value());
    const QImage image = tile->grab().toImage();
    int red = 0;
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) red += image.pixel(x, y) == qRgb(255, 0, 0) ? 1 : 0;
    }
    QVERIFY2(red > 200, qPrintable(QString::number(red)));
  }

  // The large ones are slow to paint.
  void picturesThatHaveNotChangedAreNotPaintedAgain() {
    CompareFixture f;
    f.run();
    f.answer();
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    struct Counter final : QObject {
      int paints = 0;
      bool eventFilter(QObject* watched, QEvent* event) override {
        paints += event->type() == QEvent::Paint ? 1 : 0;
        return QObject::eventFilter(watched, event);
      }
    } counter;
    f.part<MixPicture>("compare_raw")->installEventFilter(&counter);
    f.view->setShare(0.5);
    f.answer();
    QCoreApplication::processEvents();
    QCOMPARE(counter.paints, 0);
    f.picture.arrays[0].values[0] = 0.25F;
    f.view->setShare(0.4);
    f.state(RunState::kRunning);
    f.state(RunState::kPaused);
    f.answer();
    QTRY_VERIFY(counter.paints > 0);
  }

  void cardsSayLossWrongSamplesAndTheTest() {
    CompareFixture f;
    f.run();
    f.answer();
    QCOMPARE(f.text("agreement_sentence"),
             QStringLiteral("EMA corrects 34 samples that raw gets wrong and breaks 5."));
    QCOMPARE(f.text("agreement_test"),
             QStringLiteral("Exact McNemar test, p < 0.001 · one step of one run"));
    QCOMPARE(f.text("agreement_badge"), QStringLiteral("validation, ") + grouped(2000));
    QCOMPARE(f.part<QPushButton>("cell_2")->text(), QStringLiteral("34"));
    const QString numbers = f.part<FittingLabel>("compare_mix_numbers")->texts()[0];
    QCOMPARE(numbers, QStringLiteral("loss %1 · 36 of %2 wrong")
                          .arg(QString::number(f.loss(1.0), 'f', 4), grouped(2000)));
    QVERIFY(f.part<FittingLabel>("mix_readout")->texts()[0].contains(QStringLiteral("97.5 %")));
  }

  void aPartOfTheSamplesIsNamed() {
    CompareFixture f;
    f.compared.total = 150'000;
    f.run();
    f.answer();
    QCOMPARE(f.text("agreement_badge"),
             QStringLiteral("validation, %1 of %2").arg(grouped(2000), grouped(150'000)));
  }

  void aCellShowsItsSamplesInBothPictures() {
    CompareFixture f;
    f.run();
    f.answer();
    QCOMPARE(f.asked<command::ShowSamples>().back().samples.size(), std::size_t{34});
    QCOMPARE(f.part<MixPicture>("compare_raw")->rings().size(), std::size_t{34});
    f.click("cell_1");  // only raw
    QCOMPARE(f.asked<command::ShowSamples>().back().samples,
             (std::vector<std::int64_t>{1930, 1931, 1932, 1933, 1934}));
    f.answer();
    for (const char* side : {"compare_raw", "compare_mix"}) {
      QCOMPARE(f.part<MixPicture>(side)->rings().size(), std::size_t{5});
    }
    QVERIFY(f.part<FittingLabel>("strip_count")->texts()[0].startsWith(QStringLiteral("5 of 5")));
    QVERIFY(!f.part<SampleTile>("sample_tile_6")->isVisible());
    f.click("cell_0");  // 1930: at most 64 are asked for
    QCOMPARE(f.asked<command::ShowSamples>().back().samples.size(), command::kMostShown);
  }

  void aSampleIsEnlargedByAClickAndBackByAnother() {
    CompareFixture f;
    f.run();
    f.answer();
    const auto* strip = f.part<SampleStrip>("sample_strip");
    f.click("sample_tile_2");
    QVERIFY(strip->isEnlarged());
    QCOMPARE(f.part<SampleTile>("sample_large")->look().sample,
             f.part<SampleTile>("sample_tile_2")->look().sample);
    QCOMPARE(f.part<SampleTile>("sample_large")->look().judgment, QStringLiteral("2 → 99"));
    f.click("sample_large");
    QVERIFY(!strip->isEnlarged());
  }

  void buttonsGoToRawToTheAverageAndToTheLowest() {
    CompareFixture f;
    f.run();
    f.answer();
    f.click("mix_to_raw");
    QCOMPARE(f.view->share(), 0.0);
    f.click("mix_to_lowest");
    QCOMPARE(f.view->share(), 1.02);  // 1.0 in tenths, then in steps of 0.02
    f.click("mix_to_average");
    QCOMPARE(f.view->share(), 1.0);
  }

  // Words and images grow with the rest; of a curve, only the distances.
  void theWheelMagnifiesWordsToo() {
    CompareFixture f;
    f.picture = fakeText("a time.");
    f.run();
    f.answer();
    auto* raw = f.part<MixPicture>("compare_raw");
    const double before = smallestOf(textsOf(*raw)).pixels;
    wheel(raw, QPointF(1, 1), 240);
    QCOMPARE(smallestOf(textsOf(*raw)).pixels, 1.5625 * before);
  }

  void thePicturesAreAsLargeAsTheDesignHasThemOnASmallLaptop() {
    CompareFixture f({1280, 618});
    f.run();
    f.answer();
    const auto* raw = f.part<MixPicture>("compare_raw");
    QVERIFY2(raw->width() >= 400 && raw->height() >= 300,
             qPrintable(QStringLiteral("%1 x %2").arg(raw->width()).arg(raw->height())));
  }

  void theWheelZoomsBothPicturesADragPansAndADoubleClickFits() {
    CompareFixture f;
    f.run();
    f.answer();
    auto* raw = f.part<MixPicture>("compare_raw");
    const auto* mix = f.part<MixPicture>("compare_mix");
    QCOMPARE(raw->size(), mix->size());
    const QPointF middle = raw->pixelOf({0.0, 0.0});
    const QPointF right = raw->pixelOf({1.0, 0.0});
    wheel(raw, middle, 240);
    QVERIFY((raw->pixelOf({0.0, 0.0}) - middle).manhattanLength() < 1.5);
    // 1.25 for each notch
    QVERIFY(std::abs((mix->pixelOf({1.0, 0.0}) - mix->pixelOf({0.0, 0.0})).x() -
                     1.5625 * (right - middle).x()) < 1.5);
    const QPoint from(raw->width() / 2, raw->height() / 2);
    QTest::mousePress(raw, Qt::LeftButton, {}, from);
    QTest::mouseMove(raw, from + QPoint(20, -10));
    QTest::mouseRelease(raw, Qt::LeftButton, {}, from + QPoint(20, -10));
    QVERIFY((mix->pixelOf({0.0, 0.0}) - middle - QPointF(20, -10)).manhattanLength() < 1.5);
    QTest::mouseDClick(raw, Qt::LeftButton, {}, from);
    QVERIFY((mix->pixelOf({1.0, 0.0}) - right).manhattanLength() < 1.0);
  }

  void aRestartKeepsTheViewAndAnotherProblemDoesNot() {
    CompareFixture f;
    f.run();
    f.answer();
    auto* raw = f.part<MixPicture>("compare_raw");
    const auto span = [raw] { return (raw->pixelOf({1.0, 0.0}) - raw->pixelOf({0.0, 0.0})).x(); };
    const double whole = span();
    wheel(raw, QPointF(raw->width() / 2.0, raw->height() / 2.0), 120);
    f.run();
    f.answer();
    QVERIFY(std::abs(span() - 1.25 * whole) < 0.01);
    f.run(RunState::kPaused, 1);
    f.answer();
    QVERIFY(std::abs(span() - whole) < 0.01);
  }

  void distancesAreABarEachAndAClickTellsMore() {
    CompareFixture f;
    f.run();
    f.answer();
    auto* list = f.part<QListView>("distances");
    QCOMPARE(list->model()->rowCount(), 2);
    const QRect row = list->visualRect(list->model()->index(0, 0));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, row.center());
    QVERIFY(f.text("distance_details").contains(QStringLiteral("cosine 0.9969")));
    QVERIFY(f.text("distance_details").contains(QStringLiteral("norm of raw 2.0000")));
  }

  void dataWithoutAPictureHaveAMatrixOrTargetsAgainstPredictions() {
    for (const bool numbers : {false, true}) {
      CompareFixture f;
      f.picture = {};
      if (numbers) f.compared = fakeNumbers(40, [](int i) { return i < 20 ? 0.5F : -0.1F; });
      f.run();
      f.answer();
      for (const char* side : {"compare_raw", "compare_mix"}) {
        QCOMPARE(f.part<MixPicture>(side)->picture().kind,
                 numbers ? std::string("scatter") : std::string("confusion"));
        QVERIFY(f.part<MixPicture>(side)->hasPicture());
      }
      QCOMPARE(f.part<QPushButton>("cell_4")->isVisible(), numbers);
      QCOMPARE(f.part<QPushButton>("cell_2")->isVisible(), !numbers);
      if (numbers) QCOMPARE(f.part<QPushButton>("cell_4")->text(), QStringLiteral("10"));
      QVERIFY(!f.view->grab().isNull());
    }
  }

  void misreadImagesAreTheSameOnBothSides() {
    CompareFixture f;
    f.picture = fakeMistakes(5, 61);
    f.fill = [](event::SamplesShown& shown) {
      shown.kind = "image";
      shown.shape = {2, 2};
      shown.values.resize(4 * shown.samples.size(), 0.5F);
    };
    f.run();
    f.answer();
    const TaskPicture& raw = f.part<MixPicture>("compare_raw")->picture();
    const TaskPicture& mix = f.part<MixPicture>("compare_mix")->picture();
    QCOMPARE(raw.arrays[0], mix.arrays[0]);
    QCOMPARE(raw.arrays[0].shape[0], std::int64_t{48});  // of 70
  }

  void everyKindOfPictureIsDrawnAtEverySize_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("wide") << QSize(1440, 798);
    QTest::newRow("small laptop") << QSize(1280, 618);
    QTest::newRow("narrow") << QSize(1000, 548);
    QTest::newRow("smallest") << QSize(760, 418);
    QTest::newRow("one pixel") << QSize(1, 1);
  }
  void everyKindOfPictureIsDrawnAtEverySize() {
    QFETCH(QSize, size);
    for (const TaskPicture& picture : fakePictures()) {
      CompareFixture f(size);
      f.picture = picture;
      f.run();
      f.answer();
      QVERIFY2(f.part<MixPicture>("compare_raw")->hasPicture(), picture.kind.c_str());
      QVERIFY(!f.view->grab().isNull());
    }
  }
};

EMASCOPE_UI_TEST(CompareViewTest);

}  // namespace emascope::ui

#include "compare_view_test.moc"
