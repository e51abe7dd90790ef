// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a hostile engine, an odd run or a long label do to the workspace.
#include "tests/ui/compare/compare_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/compare/compare_words.h"
#include "ui/compare/mix_picture.h"
#include "ui/compare/scan_chart.h"
#include "ui/controls/fitting_label.h"
#include "ui/theme/theme.h"

#include <cmath>
#include <limits>

#include <QAbstractButton>
#include <QApplication>
#include <QFontMetricsF>
#include <QListView>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableWidget>

namespace emascope::ui {

class CompareTroubleTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

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

  void testResultsThatAreNotFiniteOrZero_data() { lossesThatAreNotFiniteOrZero_data(); }
  void testResultsThatAreNotFiniteOrZero() {
    QFETCH(double, loss);
    CompareFixture f;
    f.run();
    f.session.arrive(event::Tested{{{"raw", 5000, {loss, loss}},
                                    {"main", 5000, {-loss, loss}},
                                    {"best fast", 0, {0.1, loss}}}});
    f.state(RunState::kFinished);
    f.answer();
    const auto* table = f.part<QTableWidget>("test_table");
    QCOMPARE(table->rowCount(), 3);
    const bool finite = std::isfinite(loss);
    QCOMPARE(table->item(0, 1)->text(),
             finite ? QStringLiteral("0.0000") : QStringLiteral("not finite"));
    QCOMPARE(table->item(0, 2)->text(),
             finite ? QStringLiteral("0.00 %") : QStringLiteral("no number"));
    QCOMPARE(table->item(1, 1)->text().contains(QStringLiteral("nan")), false);
    QCOMPARE(table->item(2, 1)->text(), QStringLiteral("0.1000"));
    QVERIFY(!f.view->grab().isNull());
  }

  void sixtyFourTracks() {
    CompareFixture f;
    event::Started started = fakeStarted(f.controller.catalog());
    const TrackSpec fast = started.config.tracks[1];
    started.config.tracks.resize(1);
    for (std::size_t k = 1; k < kMostTracks; ++k) {
      started.config.tracks.push_back(fast);
      started.config.tracks.back().label = "track-" + std::to_string(k);
    }
    f.session.arrive(started);
    f.session.arrive(event::StateChanged{RunState::kRunning, f.step, ""});
    f.session.arrive(event::Evaluated{{fakePoint(f.step, kMostTracks)}});
    f.deliver();
    f.answer();
    f.selection.setTrack(kMostTracks - 1);
    f.answer();
    QCOMPARE(f.asked<command::Render>().back().of, std::string("track-63"));
    QCOMPARE(f.part<FittingLabel>("compare_mix_title")->texts()[0],
             QStringLiteral("The mix, α = 1.00: track-63"));
    f.session.arrive(fakeTested(kMostTracks));
    f.state(RunState::kFinished);
    f.answer();
    settle();
    auto* table = f.part<QTableWidget>("test_table");
    QCOMPARE(table->rowCount(), 65);
    QVERIFY(table->item(64, 0)->font().bold());
    // The selected one is in view.
    QVERIFY(table->viewport()->rect().intersects(table->visualItemRect(table->item(64, 0))));
    QCOMPARE(f.view->size(), QSize(1440, 798));
    QVERIFY(f.part<QListView>("distances")->height() > 0);
    QVERIFY(!f.view->grab().isNull());
  }

  // Such a name is set apart from what is around it, also where it is cut.
  void aNameFromRightToLeftLeavesTheRestInOrder() {
    CompareFixture f;
    event::Started started = fakeStarted(f.controller.catalog());
    const QString label =
        QStringLiteral("\u05de\u05de\u05d5\u05e6\u05e2 \u05e0\u05e2 \u05d0\u05e8\u05d5\u05da");
    started.config.tracks[0].label = label.toStdString();
    f.session.arrive(started);
    f.session.arrive(event::StateChanged{RunState::kPaused, f.step, ""});
    f.deliver();
    f.answer();
    f.session.arrive(event::Tested{{{"best " + label.toStdString(), 5000, {0.1, 0.98}}}});
    f.state(RunState::kFinished);
    f.answer();
    settle();
    const auto isSetApart = [](const QString& text) {
      return text.count(QChar(0x2068)) == text.count(QChar(0x2069)) &&
             (!text.contains(QChar(0x05E2)) || text.contains(QChar(0x2068)));
    };
    QStringList texts;
    for (const QLabel* shown : f.view->findChildren<QLabel*>()) texts += shown->text();
    for (const QAbstractButton* button : f.view->findChildren<QAbstractButton*>()) {
      texts << button->text() << button->accessibleName() << button->toolTip();
    }
    for (const ScanChart::Text& text : f.part<ScanChart>("scan_chart")->texts()) texts += text.text;
    texts += f.part<QTableWidget>("test_table")->item(0, 0)->text();
    for (const QString& text : texts) QVERIFY2(isSetApart(text), qPrintable(text));
    QVERIFY(texts.filter(QChar(0x2068)).size() > 5);
    // The name is cut in the head of the column, whose last word is in its place.
    QVERIFY(!texts.filter(QRegularExpression(QStringLiteral("\u2069 right$"))).isEmpty());
    QVERIFY(!f.view->grab().isNull());
  }

  void aNameIsCutWithinItsMarks() {
    const QFontMetricsF metrics(QApplication::font());
    const QString name = QStringLiteral("\u2068\u05d0\u05d1\u05d2\u05d3\u05d4\u05d5\u05d6\u2069");
    const double room = metrics.horizontalAdvance(name) / 2;
    const QString cut = elidedName(name, metrics, room);
    QVERIFY(cut.startsWith(QChar(0x2068)) && cut.endsWith(QChar(0x2069)));
    QVERIFY(cut.contains(QChar(0x2026)) && cut.size() < name.size());
    QVERIFY(metrics.horizontalAdvance(cut) <= room + 1.0);
    QCOMPARE(elidedName(name, metrics, 1e4), name);
    QVERIFY(elidedName(QStringLiteral("constant"), metrics, 20.0).endsWith(QChar(0x2026)));
    QCOMPARE(elidedName(QString(), metrics, 20.0), QString());
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

EMASCOPE_UI_TEST(CompareTroubleTest);

}  // namespace emascope::ui

#include "compare_trouble_test.moc"
