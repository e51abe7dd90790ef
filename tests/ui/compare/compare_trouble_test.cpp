// SPDX-License-Identifier: GPL-3.0-or-later
//
// What fits at each size, and what a hostile or an older engine, an odd run or a long label do to
// the workspace.
#include "tests/ui/compare/compare_fixture.h"
#include "ui/compare/mix_picture.h"
#include "ui/controls/fitting_label.h"
#include "ui/theme/theme.h"

#include <cmath>
#include <limits>

#include <QAbstractButton>
#include <QApplication>
#include <QPushButton>
#include <QTabWidget>

namespace emascope::ui {

class CompareTroubleTest : public QObject {
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

  void anEngineWithoutACommandDisablesThatPartAndSaysWhy() {
    CompareFixture f;
    Catalog catalog = fakeCatalog();
    catalog.commands = firstCommandKinds(kFirstCommandKinds);
    f.controller.setCatalog(catalog);
    f.run();
    f.answer();
    QVERIFY(f.asked<command::CompareSamples>().empty());
    QVERIFY(f.asked<command::MeasureDistances>().empty());
    QVERIFY(f.text("agreement_sentence").contains(QStringLiteral("compare_samples")));
    QVERIFY(f.text("distance_details").contains(QStringLiteral("measure_distances")));
    QVERIFY(!f.part<QPushButton>("cell_2")->isEnabled());
    QVERIFY(!f.part<QPushButton>("save_mix")->isEnabled());
    QVERIFY(f.part<QPushButton>("save_average")->isEnabled());
    QVERIFY(f.part<MixPicture>("compare_mix")->hasPicture());  // the average itself
    const std::size_t renders = f.asked<command::Render>().size();
    f.view->setShare(0.5);  // would be taken for the average
    f.answer();
    QCOMPARE(f.asked<command::Render>().size(), renders);
    QVERIFY(!f.part<MixPicture>("compare_mix")->hasPicture());
    QVERIFY(f.part<MixPicture>("compare_mix")->reason().contains(QStringLiteral("no mix")));
  }

  // Each alone: its part is gray or says why, and the others go on.
  void anEngineThatLacksOneCommand_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("part");
    for (const auto& [command, part] :
         {std::pair("render", "compare_raw"), std::pair("scan", "mix_to_lowest"),
          std::pair("compare_samples", "cell_2"), std::pair("measure_distances", "distances"),
          std::pair("save", "save_raw"), std::pair("show_samples", "strip_note")}) {
      QTest::newRow(command) << QString::fromLatin1(command) << QString::fromLatin1(part);
    }
  }
  void anEngineThatLacksOneCommand() {
    QFETCH(const QString, command);
    QFETCH(const QString, part);
    CompareFixture f;
    Catalog catalog = fakeCatalog();
    std::erase(catalog.commands, command.toStdString());
    f.controller.setCatalog(catalog);
    f.run();
    f.answer();
    for (const Command& posted : f.session.posted) {
      QVERIFY(commandKind(posted) != command.toStdString());
    }
    const auto* widget = f.part<QWidget>(qPrintable(part));
    QString said = widget->toolTip();
    if (part == QLatin1String("compare_raw")) {
      said = f.part<MixPicture>("compare_raw")->reason();
    } else if (part == QLatin1String("strip_note")) {
      said = f.part<FittingLabel>("strip_note")->texts()[0];
    } else if (part == QLatin1String("distances")) {
      said = f.text("distance_details");
      QVERIFY(!widget->isEnabled());
    } else {
      QVERIFY(!widget->isEnabled());
    }
    QVERIFY2(said.contains(command), qPrintable(said));
    QCOMPARE(f.part<MixPicture>("compare_raw")->hasPicture(), command != QLatin1String("render"));
    QCOMPARE(f.part<QPushButton>("cell_2")->isEnabled(),
             command != QLatin1String("compare_samples"));
    QVERIFY(!f.view->grab().isNull());
  }

  void anEngineWithNeitherLossesNorPicturesOfAMixHasNoSlider() {
    CompareFixture f;
    Catalog catalog = fakeCatalog();
    std::erase(catalog.commands, "scan");
    std::erase(catalog.commands, "compare_samples");
    f.controller.setCatalog(catalog);
    f.run();
    f.answer();
    for (const char* name : {"mix_slider", "mix_to_raw", "mix_to_average"}) {
      QVERIFY2(!f.part<QWidget>(name)->isEnabled(), name);
      QVERIFY2(f.part<QWidget>(name)->toolTip().contains(QStringLiteral("mix")), name);
    }
  }

  // Whatever is in the arrays of a picture.
  void picturesOfNumbersThatAreNotFinite_data() { lossesThatAreNotFiniteOrZero_data(); }
  void picturesOfNumbersThatAreNotFinite() {
    QFETCH(const double, loss);
    for (TaskPicture picture : fakePictures()) {
      for (TaskPicture::Array& array : picture.arrays) {
        std::fill(array.values.begin(), array.values.end(), static_cast<float>(loss));
      }
      CompareFixture f;
      f.picture = picture;
      f.run();
      f.answer();
      QVERIFY2(!f.view->grab().isNull(), picture.kind.c_str());
    }
  }

  void lossesThatAreNotFiniteOrZero_data() {
    QTest::addColumn<double>("loss");
    QTest::newRow("NaN") << std::nan("");
    QTest::newRow("infinity") << HUGE_VAL;
    QTest::newRow("zero") << 0.0;
  }
  void lossesThatAreNotFiniteOrZero() {
    QFETCH(double, loss);
    CompareFixture f;
    f.loss = [loss](double) { return loss; };
    f.compared = fakeNumbers(10, [loss](int) { return static_cast<float>(loss); });
    f.tensors = {{"a", 1, true, 0.0, 1.0, HUGE_VAL, std::nan("")},
                 {"b", 1, true, std::nan(""), std::nan(""), std::nan(""), std::nan("")}};
    f.run();
    f.answer();
    QVERIFY(!f.view->grab().isNull());
    QCOMPARE(f.part<QPushButton>("mix_to_lowest")->isEnabled(), std::isfinite(loss));
    QCOMPARE(f.part<FittingLabel>("mix_readout")->texts()[0].contains(QStringLiteral("not finite")),
             !std::isfinite(loss));
  }

  void oneSampleAndOneStep() {
    CompareFixture f;
    f.step = 1;
    f.compared = fakeClasses(0, 0, 1, 0);
    f.run();
    f.answer();
    QVERIFY(f.text("agreement_test").contains(QStringLiteral("p = 1.00")));
    QVERIFY(f.text("agreement_sentence").contains(QStringLiteral("no clear difference")));
    QVERIFY(!f.view->grab().isNull());
  }

  void resultsThatDoNotFitTogetherAreRefused() {
    CompareFixture f;
    f.change = [](event::SamplesCompared& answer) { answer.mix_top.clear(); };
    f.fill = [](event::SamplesShown& shown) { shown.shape = {-1, 1 << 30}; };
    f.run();
    f.answer();
    QVERIFY(f.text("agreement_sentence").contains(QStringLiteral("incomplete")));
    QVERIFY(!f.view->grab().isNull());
  }

  void shownSamplesOfAnyShapeDoNoHarm() {
    CompareFixture f;
    int turn = 0;
    f.fill = [&turn](event::SamplesShown& shown) {
      shown.kind = turn % 2 == 0 ? "image" : "row";
      if (turn == 0) shown.shape = {std::numeric_limits<std::int64_t>::max(), 4};
      if (turn == 1) shown.shape = {3};  // and no values
      if (turn == 2) shown.shape = {};
      if (turn == 3) {
        shown.shape = {1};
        shown.values.assign(shown.samples.size(), std::nanf(""));
        shown.names = {std::string(4000, 'x')};
      }
      ++turn;
    };
    f.run();
    f.answer();
    for (const char* cell : {"cell_1", "cell_3", "cell_0"}) {
      f.click(cell);
      f.answer();
      QVERIFY(!f.view->grab().isNull());
    }
    QCOMPARE(turn, 4);
  }

  void aTrackRemovedWhileItsPictureIsMade() {
    CompareFixture f;
    f.selection.setTrack(1);
    f.run();
    QCOMPARE(f.asked<command::Render>()[1].of, std::string("fast"));
    const auto before = f.controller.record().tracks;
    const TrackAction remove = track_action::Remove{"fast"};
    const auto tracks = editedTracks(before, remove).value();
    f.session.arrive(event::TracksChanged{0, f.step, remove, tracks});
    f.deliver();
    f.selection.setTrack(0);
    f.answer();  // those of the removed track come first
    QCOMPARE(f.asked<command::Render>().back().of, std::string("main"));
    QVERIFY(f.part<MixPicture>("compare_mix")->hasPicture());
    QVERIFY(f.part<FittingLabel>("compare_mix_title")->texts()[0].endsWith(QStringLiteral("EMA")));
  }

  void answersOfARunBeforeAreNotShown() {
    CompareFixture f;
    f.run();
    const std::size_t old = f.session.posted.size();
    f.run();
    for (std::size_t k = 0; k < old; ++k) f.answerNext();
    f.deliver();
    QVERIFY(!f.part<MixPicture>("compare_raw")->hasPicture());
    f.answer();
    QVERIFY(f.part<MixPicture>("compare_raw")->hasPicture());
  }

  void aRunWithoutAveragesSaysSo() {
    CompareFixture f;
    event::Started started = fakeStarted(f.controller.catalog());
    started.config.tracks.clear();
    f.session.arrive(started);
    f.session.arrive(event::StateChanged{RunState::kPaused, 1, ""});
    f.deliver();
    f.answer();
    QVERIFY(f.text("agreement_sentence").contains(QStringLiteral("no average")));
    QVERIFY(!f.part<QWidget>("mix_slider")->isEnabled());
    QVERIFY(!f.part<QPushButton>("save_mix")->isEnabled());
    QVERIFY(f.part<QPushButton>("save_raw")->isEnabled());
  }

  void longLabelsAndMarkupArePlainText() {
    CompareFixture f;
    event::Started started = fakeStarted(f.controller.catalog());
    started.config.tracks[0].label = "<b>bold</b>\n" + std::string(4000, 'x');
    f.tensors = {{"<img src=x>" + std::string(4000, 'y'), 1, true, 1, 1, 1, 1}};
    f.compared.classes = {"<i>a</i>", std::string(4000, 'z')};
    f.picture = {};
    f.session.arrive(started);
    f.session.arrive(event::StateChanged{RunState::kPaused, f.step, ""});
    f.deliver();
    f.answer();
    QCoreApplication::processEvents();
    QCOMPARE(f.view->size(), QSize(1440, 798));
    QVERIFY(f.view->minimumSizeHint().width() <= 1440);
    for (const QLabel* label : f.view->findChildren<QLabel*>()) {
      QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    QVERIFY(!f.view->grab().isNull());
  }

  void everyControlIsNamed() {
    CompareFixture f;
    f.run();
    f.answer();
    for (const QWidget* control : f.view->findChildren<QWidget*>()) {
      if (control->focusPolicy() == Qt::NoFocus || !control->isVisible()) continue;
      if (control->objectName().startsWith(QStringLiteral("qt_"))) continue;
      const auto* button = qobject_cast<const QAbstractButton*>(control);
      const bool named =
          !control->accessibleName().isEmpty() || (button && !button->text().isEmpty());
      QVERIFY2(named, qPrintable(control->objectName() + QLatin1String(" of ") +
                                 QLatin1String(control->metaObject()->className())));
      QVERIFY(!control->objectName().isEmpty());
    }
  }

  void theDarkThemeIsReadAgain() {
    CompareFixture f;
    f.run();
    f.answer();
    const QImage light = f.view->grab().toImage();
    applyTheme(*qApp, ThemeChoice::kDark);
    QCoreApplication::processEvents();
    const QImage dark = f.view->grab().toImage();
    applyTheme(*qApp, ThemeChoice::kLight);
    QVERIFY(light != dark);
  }

  void aTaskWithoutSamplesSaysSoInPlainWords() {
    CompareFixture f;
    f.run();
    const auto asked = f.session.all<command::CompareSamples>();
    QVERIFY(!asked.empty());
    f.session.arrive(event::Rejected{asked.back().request,
                                     {"compare h30", "this task has no results of single samples",
                                      "tasks with classes or numbers to predict"}});
    f.deliver();
    QStringList texts;
    for (const QLabel* label : f.part<QWidget>("compare_agreement")->findChildren<QLabel*>()) {
      if (label->isVisible()) texts << label->text();
    }
    const QString all = texts.join(QLatin1Char('\n'));
    QVERIFY2(all.contains(QStringLiteral("This task has no samples to compare.")), qPrintable(all));
    QVERIFY2(!all.contains(QStringLiteral("allowed")), qPrintable(all));
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::CompareTroubleTest)
#include "compare_trouble_test.moc"
