// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs in which there is little to compare: losses that are no numbers or zero, and a run of one
// step. Everything that the window can show is looked at.
#include "core/protocol/record/verdict.h"
#include "tests/ui/main_window/places.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/fitting_label.h"
#include "ui/controls/message_bar.h"
#include "ui/panels/tracks_model.h"
#include "ui/plot/loss_plot.h"

#include <limits>

#include <QRegularExpression>
#include <QTableView>

namespace emascope::ui {
namespace {

constexpr std::int64_t kStep = 3400;
constexpr int kTrackRows = 3;

/// A run whose raw weights and tracks have had this loss and metric from the first evaluation on.
void runWithLoss(WindowFixture& w, double loss) {
  event::Started started = fakeStarted(w.controller.catalog());
  started.facts.model.metric = "accuracy";
  w.session.arrive(started);
  w.session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
  event::Evaluated evaluated;
  for (std::int64_t at = 25; at <= kStep; at += 25) {
    EvalPoint point = fakePoint(at, kTrackRows);
    point.train_loss = loss;
    point.raw = {loss, loss};
    for (TrackEvaluation& track : point.tracks) track.val = {loss, loss};
    evaluated.points.push_back(std::move(point));
  }
  w.session.arrive(evaluated);
  w.session.arrive(event::Progress{kStep, 17.0, 200, 0.74, 0.02, 0.24});
  w.deliver();
}

/// A run of one step, evaluated after it.
void runOneStep(WindowFixture& w) {
  event::Started started = fakeStarted(w.controller.catalog());
  started.config.steps = 1;
  started.config.eval_every = 1;
  w.session.arrive(started);
  w.session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
  w.session.arrive(event::Evaluated{{fakePoint(1, kTrackRows)}});
  w.session.arrive(event::StateChanged{RunState::kFinished, 1, ""});
  w.deliver();
}

QString cellText(const WindowFixture& w, int row, int column) {
  return w.part<QTableView>("tracks_table")->model()->index(row, column).data().toString();
}

/// Whether a number is "nan" or "inf" in it, instead of words.
bool hasOddNumber(const QString& text) {
  static const QRegularExpression odd(QStringLiteral(R"(\b(nan|inf|infinity)\b)"),
                                      QRegularExpression::CaseInsensitiveOption);
  return text.contains(odd);
}

void addSizesOfWindow() {
  QTest::addColumn<QSize>("size");
  QTest::newRow("as drawn") << QSize(1440, 900);
  QTest::newRow("one column") << QSize(1000, 650);
  QTest::newRow("smallest") << QSize(760, 520);
}

}  // namespace

class OddRunsTest : public QObject {
  Q_OBJECT

 private:
  static void addLosses() {
    QTest::addColumn<double>("loss");
    QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("infinite") << std::numeric_limits<double>::infinity();
    QTest::newRow("minus infinite") << -std::numeric_limits<double>::infinity();
    QTest::newRow("zero") << 0.0;
  }

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void whatIsNoNumberIsSaidInWords_data() { addLosses(); }
  void whatIsNoNumberIsSaidInWords() {
    QFETCH(double, loss);
    for (const QSize size : {QSize(1440, 900), QSize(1000, 650)}) {
      WindowFixture w(size);
      runWithLoss(w, loss);
      // It cites the engine, which says "nan, not a finite number".
      w.part<MessageBar>("message_bar")->hide();
      QStringList odd;
      lookEverywhere(w, [&](const QString& place) {
        QVERIFY2(!w.window.grab().isNull(), qPrintable(place));
        for (const QString& text : readableTexts(w.window)) {
          if (hasOddNumber(text)) odd << place + QStringLiteral(": ") + text;
        }
        if (hasOddNumber(w.window.plot()->summaryText())) odd << w.window.plot()->summaryText();
      });
      odd.removeDuplicates();
      QVERIFY2(odd.isEmpty(), qPrintable(odd.join(u'\n')));
    }
  }

  void theTableComparesNothingWithALossThatIsNoPositiveNumber_data() { addLosses(); }
  void theTableComparesNothingWithALossThatIsNoPositiveNumber() {
    QFETCH(double, loss);
    WindowFixture w({1440, 900});
    runWithLoss(w, loss);
    const QString shown =
        std::isfinite(loss) ? QStringLiteral("0.000") : QStringLiteral("not finite");
    for (int row = 0; row <= kTrackRows; ++row) {
      QCOMPARE(cellText(w, row, TracksModel::kLoss), shown);
    }
    for (int row = 1; row <= kTrackRows; ++row) {
      QCOMPARE(cellText(w, row, TracksModel::kDelta), QStringLiteral("no comparison"));
      QCOMPARE(cellText(w, row, TracksModel::kInterval), QString());
      const QString best = cellText(w, row, TracksModel::kBest);
      QVERIFY2(std::isfinite(loss) ? best.startsWith(QStringLiteral("0.000 @ ")) : best.isEmpty(),
               qPrintable(best));
    }
    QVERIFY2(w.window.plot()->summaryText().contains(QStringLiteral("no comparison")),
             qPrintable(w.window.plot()->summaryText()));
  }

  void theEmaCardGoesOnWithoutALoss_data() { addLosses(); }
  void theEmaCardGoesOnWithoutALoss() {
    QFETCH(double, loss);
    WindowFixture w({1440, 900});
    runWithLoss(w, loss);
    QCOMPARE(w.part<QLabel>("decay_in_force")->text(), QStringLiteral("0.995"));
    QVERIFY2(w.part<QLabel>("half_life_in_force")
                 ->text()
                 .startsWith(QStringLiteral("half-life 138 steps")),
             qPrintable(w.part<QLabel>("half_life_in_force")->text()));
    QCOMPARE(w.part<QLabel>("badge")->text(), QStringLiteral("limited by the cap"));
    QVERIFY(w.part<QWidget>("knob_beta")->isEnabled());
  }

  void oneEvaluationIsTooFew_data() { addSizesOfWindow(); }
  void oneEvaluationIsTooFew() {
    QFETCH(QSize, size);
    WindowFixture w(size);
    runOneStep(w);
    settle();
    const LossPlot& plot = *w.window.plot();
    // The main track is still a copy of the raw weights, which is no evaluation of an average.
    const QString none = QStringLiteral("no comparison");
    QVERIFY2(plot.summaryText().contains(none), qPrintable(plot.summaryText()));
    if (plot.folding() == LossPlot::Folding::kDecayAndDifference) {
      QCOMPARE(w.part<FittingLabel>("head_verdict")->texts().value(0), none);
    }
    w.part<QTableView>("tracks_table")->selectRow(2);
    const QString one = QStringLiteral("too few evaluations: 1 of the 20 needed");
    QVERIFY2(plot.summaryText().contains(one), qPrintable(plot.summaryText()));
    for (int row = 1; row <= kTrackRows; ++row) {
      QCOMPARE(cellText(w, row, TracksModel::kDelta),
               row == 1 ? QStringLiteral("no comparison") : QStringLiteral("too few"));
      QCOMPARE(cellText(w, row, TracksModel::kInterval), QString());
    }
  }

  void aRunOfOneStepIsShownEverywhere_data() { addSizesOfWindow(); }
  void aRunOfOneStepIsShownEverywhere() {
    QFETCH(QSize, size);
    WindowFixture w(size);
    runOneStep(w);
    int places = 0;
    lookEverywhere(w, [&](const QString& place) {
      ++places;
      QVERIFY2(!w.window.grab().isNull(), qPrintable(place));
      for (const QString& text : readableTexts(w.window)) {
        QVERIFY2(!hasOddNumber(text), qPrintable(place + QStringLiteral(": ") + text));
      }
    });
    QVERIFY2(places >= 6, qPrintable(QString::number(places)));  // tabs and workspaces
    QCOMPARE(w.window.size(), size);
    QCOMPARE(w.part<QLabel>("step")->text(), QStringLiteral("step 1 / 1"));
  }
};

EMASCOPE_UI_TEST(OddRunsTest);

}  // namespace emascope::ui

#include "odd_runs_test.moc"
