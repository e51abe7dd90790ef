// SPDX-License-Identifier: GPL-3.0-or-later
//
// The page "Setup": a run is restarted from it with another length, seed or interval.
#include "tests/ui/main_window/window_fixture.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>

namespace emascope::ui {
namespace {

void openSetup(const WindowFixture& w) {
  auto* tables = w.part<QTabWidget>("tables");
  tables->setCurrentWidget(w.part<QWidget>("setup_panel"));
}

void type(const WindowFixture& w, const char* field, const QString& text) {
  auto* line = w.part<QLineEdit>(field);
  line->setFocus();
  line->selectAll();
  QTest::keyClicks(line, text);
}

}  // namespace

class SetupTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void theRunIsRestartedWithWhatWasTyped() {
    WindowFixture w;
    w.run();
    w.session.arrive(event::Applied{7, 3401, "main", {{"beta", 0.995}}, {{"beta", 0.98}}});
    w.deliver();
    openSetup(w);
    auto* restart = w.part<QPushButton>("setup_restart");
    QVERIFY(!restart->isEnabled());
    QCOMPARE(w.part<QLineEdit>("setup_steps")->text(), QStringLiteral("5000"));
    type(w, "setup_steps", QStringLiteral("10000"));
    type(w, "setup_seed", QStringLiteral("18446744073709551615"));
    QVERIFY(restart->isEnabled());
    QTest::mouseClick(restart, Qt::LeftButton);
    const RunConfig config = w.session.all<command::Start>().back().config;
    QCOMPARE(config.steps, std::int64_t{10000});
    QCOMPARE(config.seed, std::uint64_t{18446744073709551615U});
    QCOMPARE(config.eval_every, std::int64_t{25});
    QCOMPARE(config.tracks[0].params.at("beta"), 0.98);  // the present settings
  }

  void enterRestartsAndEscTakesBack() {
    WindowFixture w;
    w.run();
    openSetup(w);
    type(w, "setup_eval_every", QStringLiteral("50"));
    QTest::keyClick(w.part<QLineEdit>("setup_eval_every"), Qt::Key_Escape);
    QVERIFY(!w.part<QPushButton>("setup_restart")->isEnabled());
    QVERIFY(w.session.all<command::Start>().empty());
    type(w, "setup_eval_every", QStringLiteral("50"));
    QTest::keyClick(w.part<QLineEdit>("setup_eval_every"), Qt::Key_Return);
    QCOMPARE(w.session.all<command::Start>().back().config.eval_every, std::int64_t{50});
  }

  void whatIsNoNumberStartsNothing() {
    WindowFixture w;
    w.run();
    openSetup(w);
    type(w, "setup_seed", QStringLiteral("-1"));
    QTest::mouseClick(w.part<QPushButton>("setup_restart"), Qt::LeftButton);
    QVERIFY(w.session.all<command::Start>().empty());
    QVERIFY(w.part<QLineEdit>("setup_seed")->property("bad").toBool());
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::SetupTest)
#include "setup_test.moc"
