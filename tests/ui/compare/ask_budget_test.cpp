// SPDX-License-Identifier: GPL-3.0-or-later
//
// How often Compare asks while a run goes on, in simulated time: its share of the engine's time is
// kept whatever its requests take, and no part of it waits in vain.
#include "ui/compare/ask_budget.h"

#include "tests/ui/support/test_program.h"

#include <algorithm>
#include <vector>

#include <QTest>

namespace emascope::ui {
namespace {

/// Rounds of fixed costs, begun as soon as the budget allows them. Times in milliseconds.
struct Simulated {
  AskBudget::Costs costs;
  AskBudget budget = {};
  double now = 0.0;
  double worked = 0.0;
  double most_over = 0.0;          // by which `worked` was above its share of the time
  std::vector<double> lines = {};  // when each line was asked for, alone or with the rest
  std::vector<double> wholes = {};

  explicit Simulated(AskBudget::Costs of_each) : costs(of_each) {
    budget.restart(0.0);
    budget.expect(costs, false);
  }
  void work(double took, bool by_hand = false) {
    worked += took;
    budget.worked(took, by_hand);
  }
  void pass(double span) {
    for (const double end = now + span; now < end; now += 1.0) {
      const AskBudget::Round round = budget.next(now);
      if (round == AskBudget::Round::kNone) continue;
      lines.push_back(now);
      if (round == AskBudget::Round::kAll) wholes.push_back(now);
      work(round == AskBudget::Round::kAll ? costs.all() : costs.line);
      most_over = std::max(most_over, worked - AskBudget::kShare * now);
    }
  }
  /// The longest time from one to the next, from the beginning to now.
  [[nodiscard]] double longest(const std::vector<double>& times) const {
    double most = 0.0;
    double last = 0.0;
    for (const double time : times) {
      most = std::max(most, time - last);
      last = time;
    }
    return std::max(most, now - last);
  }
};

constexpr double kMinute = 60'000.0;

}  // namespace

class AskBudgetTest : public QObject {
  Q_OBJECT

 private:
  static void addCosts() {
    QTest::addColumn<double>("line");
    QTest::addColumn<double>("rest");
    QTest::newRow("cheap") << 25.0 << 50.0;
    QTest::newRow("dear pictures") << 40.0 << 300.0;
    QTest::newRow("both dear") << 100.0 << 300.0;
    QTest::newRow("dear losses") << 300.0 << 50.0;
    QTest::newRow("a large model") << 3000.0 << 600.0;
    QTest::newRow("no losses") << 0.0 << 500.0;
    QTest::newRow("nothing known yet") << 0.0 << 0.0;
  }

 private Q_SLOTS:
  void allTogetherTakeAtMostTheirShare_data() { addCosts(); }
  void allTogetherTakeAtMostTheirShare() {
    QFETCH(const double, line);
    QFETCH(const double, rest);
    Simulated run({line, rest});
    run.pass(30 * kMinute);
    QVERIFY2(run.most_over <= 1e-6, qPrintable(QString::number(run.most_over)));
    QVERIFY(!run.wholes.empty());
  }

  // And it is used: without rounding to periods, at least nine tenths of it.
  void dearRoundsUseTheirShare() {
    Simulated run({100.0, 300.0});
    run.pass(30 * kMinute);
    QVERIFY(run.worked >= 0.9 * AskBudget::kShare * run.now);
  }

  void whatIsCheapComesWholeEveryTwoSeconds() {
    Simulated run({25.0, 50.0});
    run.pass(10 * kMinute);
    QCOMPARE(run.lines.size(), run.wholes.size());
    QCOMPARE(run.longest(run.wholes), AskBudget::kPeriod);
  }

  // 40 ms in 2 s are 2 %, so that 2 % remain for the 300 ms: a round in 15 s.
  void theLossesComeEveryTwoSecondsWhereTheRestIsTooDear() {
    Simulated run({40.0, 300.0});
    run.pass(10 * kMinute);
    QVERIFY(run.longest(run.lines) <= AskBudget::kPeriod + 1.0);
    QVERIFY2(run.longest(run.wholes) <= 15'000.0 + AskBudget::kPeriod,
             qPrintable(QString::number(run.longest(run.wholes))));
  }

  // Half of the 4 % is 2 %: 100 ms of losses in 5 s. 600 ms of a whole round in 20 s and the rest
  // of a round.
  void neitherPartWaitsInVain() {
    Simulated run({100.0, 500.0});
    run.pass(30 * kMinute);
    QVERIFY2(run.longest(run.lines) <= 5'000.0 + AskBudget::kPeriod,
             qPrintable(QString::number(run.longest(run.lines))));
    QVERIFY2(run.longest(run.wholes) <= 30'000.0,
             qPrintable(QString::number(run.longest(run.wholes))));
  }

  void aRoundThatTookMoreThanExpectedIsPaidBack() {
    Simulated run({10.0, 10.0});
    run.pass(2'500.0);
    run.work(1'000.0);  // 25 s
    const std::size_t before = run.lines.size();
    run.pass(20'000.0);
    QCOMPARE(run.lines.size(), before);
    run.pass(10'000.0);
    QVERIFY(run.lines.size() > before);
  }

  // Four seconds of a drag would be 100 s.
  void aDragPostponesTheNextRoundByTenSecondsAtMost() {
    Simulated run({10.0, 10.0});
    run.pass(2'500.0);
    const std::size_t before = run.lines.size();
    for (int i = 0; i < 200; ++i) run.work(20.0, true);
    run.pass(5'000.0);
    QCOMPARE(run.lines.size(), before);
    run.pass(6'000.0);
    QVERIFY(run.lines.size() > before);
  }

  // What is owed for rounds is not forgiven by a drag.
  void aDragForgivesNothing() {
    Simulated run({10.0, 10.0});
    run.pass(2'500.0);
    run.work(1'000.0);
    run.work(20.0, true);
    const std::size_t before = run.lines.size();
    run.pass(20'000.0);
    QCOMPARE(run.lines.size(), before);
  }

  void nothingIsSavedUpInAPause() {
    AskBudget budget;
    budget.restart(0.0);
    budget.expect({100.0, 0.0}, false);
    budget.restart(kMinute);
    QVERIFY(budget.next(kMinute + AskBudget::kPeriod - 1.0) == AskBudget::Round::kNone);
    QVERIFY(budget.next(kMinute + AskBudget::kPeriod) == AskBudget::Round::kNone);
    QVERIFY(budget.next(kMinute + 100.0 / AskBudget::kShare) == AskBudget::Round::kAll);
  }

  // A run that waits between its steps: 3 s of answers in 6 s.
  void aRunWithTimeToSpareIsAskedWithoutABudget() {
    AskBudget budget;
    budget.restart(0.0);
    budget.expect({400.0, 0.0}, true);
    QVERIFY(budget.next(AskBudget::kPeriod) == AskBudget::Round::kAll);
    budget.worked(400.0, false);
    QVERIFY(budget.next(2 * AskBudget::kPeriod) == AskBudget::Round::kAll);
    budget.expect({2'500.0, 500.0}, true);
    QCOMPARE(budget.wait(2 * AskBudget::kPeriod), 6'000.0);
    QVERIFY(budget.next(2 * AskBudget::kPeriod + 5'999.0) == AskBudget::Round::kNone);
    QVERIFY(budget.next(2 * AskBudget::kPeriod + 6'000.0) == AskBudget::Round::kAll);
  }

  void theWaitIsTheTimeUntilTheNextRound_data() { addCosts(); }
  void theWaitIsTheTimeUntilTheNextRound() {
    QFETCH(const double, line);
    QFETCH(const double, rest);
    AskBudget budget;
    const AskBudget::Costs costs{line, rest};
    budget.restart(0.0);
    budget.expect(costs, false);
    budget.worked(costs.all(), false);
    double now = 0.0;
    for (int round = 0; round < 50; ++round) {
      const double wait = budget.wait(now);
      QVERIFY(wait >= AskBudget::kPeriod - 1e-6);
      QVERIFY(budget.next(now + wait - 1.0) == AskBudget::Round::kNone);
      now += wait + 1e-6;
      const AskBudget::Round now_due = budget.next(now);
      QVERIFY(now_due != AskBudget::Round::kNone);
      budget.worked(now_due == AskBudget::Round::kAll ? costs.all() : costs.line, false);
    }
  }
};

EMASCOPE_UI_TEST(AskBudgetTest);

}  // namespace emascope::ui

#include "ask_budget_test.moc"
