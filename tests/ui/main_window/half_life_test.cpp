// SPDX-License-Identifier: GPL-3.0-or-later
//
// The card "Loss against half-life" in the window: its dots, the line that the engine measures for
// it, and what it says of both.
#include "core/protocol/record/half_life_losses.h"
#include "tests/ui/main_window/half_life_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/panels/half_life_picture.h"
#include "ui/panels/tracks_model.h"

#include <cmath>
#include <limits>
#include <vector>

#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

namespace emascope::ui {

class HalfLifeTest : public QObject {
  Q_OBJECT

  using Kind = HalfLifeDot::Kind;

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void eachTrackIsADotWithABar() {
    HalfLifeFixture w;
    w.begin(8000);
    const HalfLifePicture& picture = w.plot()->picture();
    QCOMPARE(picture.dots.size(), std::size_t{6});
    for (const HalfLifeDot& dot : picture.dots) {
      QVERIFY(dot.kind == Kind::kTrack && dot.color.isValid());
      QCOMPARE(dot.best, std::abs(dot.half_life - 200.0) < 1.0);
      QCOMPARE(dot.half_width > 0.0, !dot.best);
      QVERIFY(std::abs(dot.mean - meanLoss(dot.half_life) - 0.015) < 0.004);
    }
    QVERIFY(picture.dots.front().main);
    QVERIFY(picture.raw.has_value() && std::abs(*picture.raw - 0.141) < 0.004);
    QVERIFY(w.sentence().contains(QStringLiteral("hl200")));
  }

  void tooFewEvaluationsAreHollowDotsWithoutBars() {
    HalfLifeFixture w;
    w.begin(12 * 25);
    const HalfLifePicture& picture = w.plot()->picture();
    QCOMPARE(picture.dots.size(), std::size_t{6});
    for (const HalfLifeDot& dot : picture.dots) {
      QVERIFY(dot.kind == Kind::kEarly && dot.half_width == 0.0 && !dot.best);
    }
    QVERIFY(!picture.flat);
    // Renewed at every eighth evaluation.
    QCOMPARE(w.sentence(), QStringLiteral("Too early to tell: 12 of 20 evaluations."));
  }

  // Else the best of the others would seem to be the best of all.
  void tracksThatAreNotComparedYetAreNamed() {
    HalfLifeFixture w;
    w.begin(8000);
    QVERIFY(!w.sentence().contains(QStringLiteral("not compared yet")));
    event::Evaluated restarted;
    const EvalPoint& last = w.controller.record().points.back();
    for (int i = 1; i <= 16; ++i) {
      EvalPoint point = last;
      point.step = last.step + 25 * i;
      if (i <= 4) point.tracks[3].reason = Reason::kWarmup;
      restarted.points.push_back(point);
    }
    w.session.arrive(restarted);
    w.deliver();
    QVERIFY2(
        w.sentence().endsWith(QStringLiteral("hl200 is not compared yet: 12 of 20 evaluations.")),
        qPrintable(w.sentence()));
    // Nor does the head of the table say how many evaluations all rows compare.
    const auto* model = w.part<QTableView>("tracks_table")->model();
    QCOMPARE(model->headerData(TracksModel::kWins, Qt::Horizontal).toString(),
             QStringLiteral("wins"));
  }

  void itIsRenewedAtEveryEighthEvaluation() {
    HalfLifeFixture w;
    w.begin(8000);  // 320 evaluations
    const double before = w.plot()->picture().dots.front().mean;
    for (std::int64_t step = 8025; step <= 8175; step += 25) w.evaluate(step, step);
    QCOMPARE(w.controller.record().points.size(), std::size_t{327});
    QCOMPARE(w.plot()->picture().dots.front().mean, before);
    w.evaluate(8200, 8200);
    QVERIFY(w.plot()->picture().dots.front().mean != before);
  }

  void theNoteNamesWhatTheBarsDoNotHave() {
    HalfLifeFixture w;
    w.begin(8000);
    const QString tip = w.part<QLabel>("half_life_note")->toolTip();
    for (const char* part : {"other seeds", "other validation samples",
                             "the choice of the best of several", "open ends", "dotted line"}) {
      QVERIFY2(tip.contains(QLatin1String(part)), part);
    }
  }

  void theLineIsMeasuredWhileTheRunGoesOn() {
    HalfLifeFixture w;
    w.begin(8000, 100);
    const QString before = w.sentence();
    const int measured = w.answerAll();
    // Every second snapshot of the window, so that each is measured once.
    QVERIFY2(measured > 8 * 5 && measured <= static_cast<int>(kHalfLivesOfLine) * 5,
             qPrintable(QString::number(measured)));
    for (const command::Synthesize& asked : w.session.all<command::Synthesize>()) {
      QVERIFY(asked.spec.step % 200 == 0 && asked.spec.step > 7000 && asked.spec.step <= 8000);
    }
    // What was measured is shown at the next eighth evaluation.
    QCOMPARE(w.sentence(), before);
    for (std::int64_t step = 8025; step <= 8175; step += 25) w.evaluate(step, step);
    QCOMPARE(w.sentence(), before);
    w.evaluate(8200, 8200);
    QVERIFY2(w.sentence().startsWith(QStringLiteral("Any half-life from ")),
             qPrintable(w.sentence()));
    QVERIFY(w.plot()->lossAt(120.0).has_value());
    const int more = w.answerAll();  // of step 8,200 alone
    QVERIFY2(more > 8 && more <= static_cast<int>(kHalfLivesOfLine),
             qPrintable(QString::number(more)));
  }

  void aPauseMeasuresMoreOfTheLine() {
    HalfLifeFixture w;
    w.begin(8000, 100);
    QVERIFY2(w.text("half_life_note").contains(QStringLiteral("averages measured")),
             qPrintable(w.text("half_life_note")));
    w.state(RunState::kPaused);
    const int measured = w.answerAll();
    const auto half_lives = static_cast<int>(kHalfLivesOfLine);
    QVERIFY2(measured > 4 * 8 && measured <= half_lives * 8, qPrintable(QString::number(measured)));
    for (const command::Synthesize& asked : w.session.all<command::Synthesize>()) {
      QCOMPARE(asked.spec.profile, std::string("debiased"));
      QVERIFY(asked.spec.step % 100 == 0 && asked.spec.step > 7000 && asked.spec.step <= 8000);
      QVERIFY(asked.spec.value > 7.0 && asked.spec.value < 2000.0);
    }
    QVERIFY2(w.sentence().startsWith(QStringLiteral("Any half-life from ")),
             qPrintable(w.sentence()));
    QVERIFY(w.plot()->picture().flat.has_value());
    const Range flat = *w.plot()->picture().flat;
    QVERIFY(flat.lower < flat.upper && flat.lower < 201.0 && flat.upper > 199.0);
    QVERIFY(w.controller.record().syntheses.empty());  // not of the run
    const auto before = w.session.all<command::Synthesize>().size();
    w.state(RunState::kRunning);
    w.state(RunState::kPaused);
    QCOMPARE(w.answerAll(), 0);  // the past does not change
    QCOMPARE(w.session.all<command::Synthesize>().size(), before);
  }

  void theShadedRangeSaysWhatItIs() {
    HalfLifeFixture w;
    w.begin(12 * 25, 100);
    QVERIFY(!w.plot()->flatWords());  // no range yet
    w.evaluate(325, 8000);
    w.state(RunState::kPaused);
    w.answerAll();
    const auto words = w.plot()->flatWords();
    QVERIFY(words.has_value());
    QVERIFY(QRectF(w.plot()->rect()).contains(*words));
    const QImage image = w.plot()->grab().toImage();
    int letters = 0;
    for (int y = static_cast<int>(words->top()); y < words->bottom(); ++y) {
      for (int x = static_cast<int>(words->left()); x < words->right(); ++x) {
        letters += image.pixelColor(x, y).lightness() < 170 ? 1 : 0;
      }
    }
    QVERIFY2(letters > 100, qPrintable(QString::number(letters)));
    w.plot()->resize(120, 90);  // no room
    QVERIFY(!w.plot()->flatWords());
  }

  void aBestThatStandsAloneHasNoShadedRange() {
    HalfLifeFixture w;
    w.begin(8000);
    QVERIFY2(w.sentence().startsWith(QStringLiteral("No other half-life is within the noise")),
             qPrintable(w.sentence()));
    QVERIFY(!w.plot()->picture().flat.has_value());
    QVERIFY(!w.plot()->flatWords());
  }

  void aLineThatIsRefusedIsLeftOut() {
    HalfLifeFixture w;
    w.begin(8000, 100);
    w.state(RunState::kFinished);
    std::size_t refused = 0;
    const auto more = [&] { return w.session.all<command::Synthesize>().size() > refused; };
    while (QTest::qWaitFor(more, 600)) {
      const command::Synthesize asked = w.session.all<command::Synthesize>().back();
      w.session.arrive(event::Rejected{asked.request, {"synthesize line", "cannot", ""}});
      ++refused;
      w.deliver();
    }
    QVERIFY(refused > 8 && refused <= 2 * kHalfLivesOfLine);
    for (const HalfLifeDot& dot : w.plot()->picture().dots) QVERIFY(dot.kind == Kind::kTrack);
    QVERIFY(!w.sentence().startsWith(QStringLiteral("Any half-life")));
  }

  void withoutSnapshotsThereIsNoLine() {
    HalfLifeFixture w;
    w.begin(8000);
    w.state(RunState::kPaused);
    QCOMPARE(w.answerAll(), 0);
    QVERIFY(w.text("half_life_note").contains(QStringLiteral("no snapshots")));
    QVERIFY(!w.plot()->lossAt(120.0));
    w.click(120.0);
    QCOMPARE(w.text("half_life_readout"), QStringLiteral("not measured"));
  }

  void theBadgeChoosesTheEvaluationsOfAll() {
    HalfLifeFixture w;
    w.begin(8000);
    auto* badge = w.part<QPushButton>("verdict_span");
    QCOMPARE(badge->text(), QStringLiteral("last 40 evaluations ▾"));
    chooseFrom(w, "verdict_span", "verdict_span_menu", "span_fifth");
    QCOMPARE(badge->text(), QStringLiteral("last 80 evaluations ▾"));
    const auto* model = w.part<QTableView>("tracks_table")->model();
    QCOMPARE(model->headerData(TracksModel::kWins, Qt::Horizontal).toString(),
             QStringLiteral("wins, last 80"));
    QVERIFY(w.window.plot()->summaryText().contains(QStringLiteral("of the last 80")));
    chooseFrom(w, "verdict_span", "verdict_span_menu", "span_all");
    QCOMPARE(badge->text(), QStringLiteral("last 320 evaluations ▾"));
    QVERIFY(w.window.plot()->summaryText().contains(QStringLiteral("of the last 320")));
    QCOMPARE(model->headerData(TracksModel::kWins, Qt::Horizontal).toString(),
             QStringLiteral("wins, last 320"));
  }

  void strangeLossesAreDrawn_data() {
    QTest::addColumn<double>("loss");
    QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("infinite") << std::numeric_limits<double>::infinity();
    QTest::newRow("zero") << 0.0;
    QTest::newRow("huge") << 1e300;
    QTest::newRow("negative") << -5.0;
  }
  void strangeLossesAreDrawn() {
    QFETCH(double, loss);
    HalfLifeFixture w;
    w.begin(8000, 100);
    event::Evaluated evaluated;
    for (std::int64_t step = 8025; step <= 9000; step += 25) {
      EvalPoint point{.step = step, .raw = {loss, 0.9}};
      for (const double half_life : {7.0, 20.0, 70.0, 200.0, 600.0, 2000.0}) {
        point.tracks.push_back({.val = {half_life < 100.0 ? loss : lossAt(half_life, step), 0.9},
                                .decay = betaOfHalfLife(half_life),
                                .reason = Reason::kConstant});
      }
      evaluated.points.push_back(point);
    }
    w.session.arrive(evaluated);
    w.deliver();
    QVERIFY(!w.plot()->grab().isNull());
    for (const HalfLifeDot& dot : w.plot()->picture().dots) QVERIFY(std::isfinite(dot.mean));
    QVERIFY(w.plot()->losses().upper > w.plot()->losses().lower);
  }

  void oneEvaluationAndManyTracksAreDrawn() {
    HalfLifeFixture w;
    std::vector<double> half_lives;
    for (int i = 0; i < 64; ++i) half_lives.push_back(2.0 * std::pow(1.13, i));
    w.begin(25, 100, half_lives);
    QVERIFY(!w.plot()->grab().isNull());
    w.evaluate(50, 8000);
    QVERIFY(!w.plot()->grab().isNull());
    QCOMPARE(w.plot()->picture().dots.size(), std::size_t{64});
    w.plot()->resize(1, 1);
    QVERIFY(!w.plot()->grab().isNull());
  }

  void theAverageOfAConstantDecayIsMadeOfWhatItsFormulaSays() {
    HalfLifeFixture w;
    w.begin(8000);
    w.part<QTableView>("tracks_table")->selectRow(4);  // hl200: mean age beta / (1 - beta)
    const double beta = betaOfHalfLife(200.0);
    const QString age = QString::number(std::llround(beta / (1.0 - beta)));
    QVERIFY2(w.text("made_of_text").contains(QStringLiteral("mean age %1 steps").arg(age)),
             qPrintable(w.text("made_of_text")));
    const QString samples = QString::number(std::llround((1.0 + beta) / (1.0 - beta)));
    QVERIFY2(w.text("made_of_text")
                 .contains(QStringLiteral("effective number of samples: %1").arg(samples)),
             qPrintable(w.text("made_of_text")));
    const double ninety = std::ceil(200.0 * std::log2(10.0)) - 1.0;  // beta^(age + 1) <= 0.1
    QVERIFY2(w.text("made_of_text").contains(QString::number(std::llround(ninety))),
             qPrintable(w.text("made_of_text")));
    QVERIFY(w.part<QWidget>("made_of_plot")->isVisible());
    QVERIFY(!w.part<QWidget>("made_of_card")->grab().isNull());
  }

  void theSentenceWritesNumbersAsTheWindowDoes() {
    const HalfLifeFixture w;
    const RunRecord& record = w.controller.record();
    FlatRegion region;
    region.points = {{.half_life = 30.0, .mean = 2.0},
                     {.half_life = 1200.0, .mean = 1.0, .within_noise = true},
                     {.label = "2158", .half_life = 2158.3, .mean = 1.0, .within_noise = true}};
    region.best = region.first = 1;
    region.last = 2;
    region.evaluations = 40;
    QCOMPARE(halfLifeSentence(record, {}, region),
             QStringLiteral("Any half-life of 1\u202f200 or more steps is within the noise of the "
                            "best (1\u202f200)."));
    region.points[0].label = "30";
    region.points[1].label = "hl1200";
    QCOMPARE(halfLifeSentence(record, {}, region),  // the name of a track is no number
             QStringLiteral("2158 is within the noise of the best (hl1200)."));
  }

  void theHalfLivesOfTheSentenceAreExplained() {
    HalfLifeFixture w;
    w.begin(8000, 100);
    const QString tip = w.part<QLabel>("half_life_sentence")->toolTip();
    QVERIFY(tip.contains(QStringLiteral("in force at the last evaluation")));
    QVERIFY2(tip.contains(QStringLiteral(": 2\u202f000 steps")), qPrintable(tip));
  }
};

EMASCOPE_UI_TEST(HalfLifeTest);

}  // namespace emascope::ui

#include "half_life_test.moc"
