// SPDX-License-Identifier: GPL-3.0-or-later
//
// The page "Setup": a run is restarted from it with another length, seed, interval, batch size,
// optimizer or learning-rate schedule.
#include "core/protocol/spec/optimizer_settings.h"
#include "tests/ui/main_window/layout_checks.h"
#include "tests/ui/support/test_program.h"
#include "ui/run/language.h"

#include <array>

#include <QLabel>
#include <QLineEdit>
#include <QPoint>
#include <QPushButton>
#include <QTabWidget>

namespace emascope::ui {
namespace {

void openSetup(const WindowFixture& w) {
  auto* tables = w.part<QTabWidget>("tables");
  tables->setCurrentWidget(w.part<QWidget>("setup_panel"));
}

constexpr std::array<const char*, 6> kFields = {"setup_steps",     "setup_eval_every",
                                                "setup_seed",      "setup_batch",
                                                "setup_optimizer", "setup_lr_schedule"};

/// Within the form, whether it is scrolled or not.
QList<QPoint> placesOfFields(const WindowFixture& w) {
  QList<QPoint> places;
  for (const char* field : kFields) places << w.part<QLineEdit>(field)->geometry().topLeft();
  return places;
}

/// A run that trains with Adam at a constant rate, 16 samples a batch.
event::Started startedWithAdam(const WindowFixture& w) {
  event::Started started = fakeStarted(w.controller.catalog());
  started.config.training = plainTraining(completed({.kind = "adam"}, optimizers()), 16);
  return started;
}

}  // namespace

class SetupTabTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }
  void cleanup() { installLanguage(QStringLiteral("en")); }

  void theRunIsRestartedWithWhatWasTyped() {
    WindowFixture w;
    w.run();
    w.session.arrive(event::Applied{7, 3401, "main", {{"beta", 0.995}}, {{"beta", 0.98}}});
    w.deliver();
    openSetup(w);
    auto* restart = w.part<QPushButton>("setup_restart");
    QVERIFY(!restart->isEnabled());
    QCOMPARE(w.part<QLineEdit>("setup_steps")->text(), QStringLiteral("5000"));
    w.type("setup_steps", QStringLiteral("10000"));
    w.type("setup_seed", QStringLiteral("18446744073709551615"));
    QVERIFY(restart->isEnabled());
    QTest::mouseClick(restart, Qt::LeftButton);
    const RunConfig config = w.session.all<command::Start>().back().config;
    QCOMPARE(config.steps, std::int64_t{10000});
    QCOMPARE(config.seed, std::uint64_t{18446744073709551615U});
    QCOMPARE(config.eval_every, std::int64_t{25});
    QCOMPARE(config.tracks[0].params.at("beta"), 0.98);  // the present settings
  }

  void digitsMayBeGroupedAndHaveAnExponent() {
    WindowFixture w;
    w.run(startedWithAdam(w));
    openSetup(w);
    w.type("setup_steps", QStringLiteral("10,000"));
    w.type("setup_eval_every", QStringLiteral("1\u202f000"));
    w.type("setup_seed", QStringLiteral("1e4"));
    w.type("setup_batch", QStringLiteral("1 024"));
    w.type("setup_lr_schedule", QStringLiteral("cosine,warmup=1 000"));
    QTest::mouseClick(w.part<QPushButton>("setup_restart"), Qt::LeftButton);
    QCOMPARE(w.session.all<command::Start>().size(), std::size_t{1});
    const RunConfig config = w.session.all<command::Start>().back().config;
    QCOMPARE(config.steps, std::int64_t{10000});
    QCOMPARE(config.eval_every, std::int64_t{1000});
    QCOMPARE(config.seed, std::uint64_t{10000});
    QCOMPARE(config.training.batch, std::optional<std::int64_t>(1024));
    QVERIFY(config.training.lr_schedule == MethodSpec({"cosine", {{"warmup", 1000.0}}}));
  }

  void enterRestartsAndEscTakesBack() {
    WindowFixture w;
    w.run();
    openSetup(w);
    w.type("setup_eval_every", QStringLiteral("50"));
    QTest::keyClick(w.part<QLineEdit>("setup_eval_every"), Qt::Key_Escape);
    QVERIFY(!w.part<QPushButton>("setup_restart")->isEnabled());
    QVERIFY(w.session.all<command::Start>().empty());
    w.type("setup_eval_every", QStringLiteral("50"));
    QTest::keyClick(w.part<QLineEdit>("setup_eval_every"), Qt::Key_Return);
    QCOMPARE(w.session.all<command::Start>().back().config.eval_every, std::int64_t{50});
  }

  void optimizerBatchAndScheduleAreChangedByARestart() {
    WindowFixture w;
    w.run(startedWithAdam(w));
    w.session.arrive(event::Applied{7, 3401, "main", {{"beta", 0.995}}, {{"beta", 0.98}}});
    w.deliver();
    openSetup(w);
    QCOMPARE(w.part<QLineEdit>("setup_batch")->text(), QStringLiteral("16"));
    QCOMPARE(w.part<QLineEdit>("setup_optimizer")->text(), QStringLiteral("adam"));
    QCOMPARE(w.part<QLineEdit>("setup_lr_schedule")->text(), QStringLiteral("constant"));
    w.type("setup_batch", QStringLiteral("64"));
    w.type("setup_optimizer", QStringLiteral("sgd,momentum=0.9"));
    w.type("setup_lr_schedule", QStringLiteral("cosine,warmup=100"));
    QTest::mouseClick(w.part<QPushButton>("setup_restart"), Qt::LeftButton);
    const RunConfig config = w.session.all<command::Start>().back().config;
    QCOMPARE(config.training.batch, std::optional<std::int64_t>(64));
    QVERIFY(config.training.optimizer == MethodSpec({"sgd", {{"momentum", 0.9}}}));
    QVERIFY(config.training.lr_schedule == MethodSpec({"cosine", {{"warmup", 100.0}}}));
    QCOMPARE(config.lr, initialRate(OptimizerSettings::Kind::kSgd));
    QCOMPARE(config.steps, std::int64_t{5000});
    QCOMPARE(config.tracks[0].params.at("beta"), 0.98);
  }

  void whatWasChangedDuringTheRunStaysUnlessItsFieldIsChanged() {
    WindowFixture w;
    w.run(startedWithAdam(w));
    w.session.arrive(
        event::Applied{7, 3401, "", {{"weight_decay", 0.0}}, {{"weight_decay", 0.01}}});
    w.deliver();
    openSetup(w);
    w.type("setup_batch", QStringLiteral("64"));
    QTest::keyClick(w.part<QLineEdit>("setup_batch"), Qt::Key_Return);
    const RunConfig config = w.session.all<command::Start>().back().config;
    QCOMPARE(config.training.optimizer->params.at("weight_decay"), 0.01);
    QCOMPARE(config.lr, 0.02);
  }

  void aRefusalStandsAtTheFoot_data() {
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("said");
    QTest::newRow("steps") << QByteArray("setup_steps") << QStringLiteral("0") << QString();
    QTest::newRow("ambiguous") << QByteArray("setup_steps") << QStringLiteral("10.000")
                               << QStringLiteral("may mean 10 or 10000");
    QTest::newRow("half grouped") << QByteArray("setup_seed") << QStringLiteral("1 00")
                                  << QStringLiteral("'1 00' is not allowed");
    QTest::newRow("batch") << QByteArray("setup_batch") << QStringLiteral("0") << QString();
    QTest::newRow("no optimizer") << QByteArray("setup_optimizer") << QStringLiteral("adamx")
                                  << QStringLiteral("adamw");
    QTest::newRow("its parameter") << QByteArray("setup_optimizer")
                                   << QStringLiteral("adam,beta1=2") << QStringLiteral("beta1");
    QTest::newRow("warm-up") << QByteArray("setup_lr_schedule")
                             << QStringLiteral("cosine,warmup=9999") << QStringLiteral("9999");
  }
  void aRefusalStandsAtTheFoot() {
    QFETCH(QByteArray, field);
    QFETCH(QString, typed);
    QFETCH(QString, said);
    WindowFixture w;
    w.run(startedWithAdam(w));
    openSetup(w);
    w.type(field.constData(), typed);
    QTest::mouseClick(w.part<QPushButton>("setup_restart"), Qt::LeftButton);
    QVERIFY(w.session.all<command::Start>().empty());
    const auto* error = w.part<QLabel>("setup_error");
    const auto* line = w.part<QLineEdit>(field.constData());
    QVERIFY(!error->isHidden());
    QVERIFY2(error->text().startsWith(line->accessibleName()) && error->text().contains(said),
             qPrintable(error->text()));
    QVERIFY(line->property("bad").toBool());
    QTest::keyClick(w.part<QLineEdit>(field.constData()), Qt::Key_Escape);
    QVERIFY(error->isHidden());
    QVERIFY(!w.part<QPushButton>("setup_restart")->isEnabled());
  }

  void whatTheEngineRefusesStandsThereToo() {
    WindowFixture w;
    w.run(startedWithAdam(w));
    openSetup(w);
    w.type("setup_batch", QStringLiteral("5000"));
    QTest::mouseClick(w.part<QPushButton>("setup_restart"), Qt::LeftButton);
    w.session.arrive(event::Rejected{w.session.all<command::Start>().back().request,
                                     {"batch", "5000 is too many", "at most 4000"}});
    w.deliver();
    const auto* error = w.part<QLabel>("setup_error");
    QVERIFY(!error->isHidden());
    QVERIFY2(error->text().startsWith(QStringLiteral("batch size: 5000 is too many")),
             qPrintable(error->text()));
  }

  void aRefusalHasItsFullHeightAndMovesNoRow_data() {
    QTest::addColumn<QString>("language");
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QString>("typed");
    for (const char* language : {"en", "de"}) {
      const auto row = [language](const char* field, const char* typed) {
        QTest::addRow("%s %s", language, field)
            << QString::fromLatin1(language) << QByteArray(field) << QString::fromLatin1(typed);
      };
      row("setup_batch", "99999999");
      row("setup_optimizer", "sgd,momentum=2");
    }
  }
  void aRefusalHasItsFullHeightAndMovesNoRow() {
    QFETCH(QString, language);
    QFETCH(QByteArray, field);
    QFETCH(QString, typed);
    installLanguage(language);
    WindowFixture w;
    w.window.resize(1000, 650);
    w.run(startedWithAdam(w));
    openSetup(w);
    settle();
    auto* edit = w.part<QLineEdit>(field.constData());
    const auto* error = w.part<QLabel>("setup_error");
    QVERIFY(error->isHidden());
    const QList<QPoint> before = placesOfFields(w);
    w.type(field.constData(), typed);
    QTest::keyClick(edit, Qt::Key_Return);
    settle();
    QVERIFY(error->isVisible());
    QVERIFY2(whole(error), qPrintable(error->text()));
    QVERIFY2(error->height() >= error->heightForWidth(error->width()), qPrintable(error->text()));
    QVERIFY(whole(edit));
    QVERIFY(whole(w.part<QPushButton>("setup_restart")));
    QCOMPARE(placesOfFields(w), before);
    for (const char* each : kFields) {
      const auto* line = w.part<QLineEdit>(each);
      QVERIFY2(line->height() >= line->sizeHint().height(),
               qPrintable(QStringLiteral("%1: %2 of %3 pixels")
                              .arg(QLatin1String(each))
                              .arg(line->height())
                              .arg(line->sizeHint().height())));
    }
    QTest::keyClick(edit, Qt::Key_Escape);
    settle();
    QVERIFY(error->isHidden());
    QCOMPARE(placesOfFields(w), before);
  }

  void whatIsNoNumberStartsNothing() {
    WindowFixture w;
    w.run();
    openSetup(w);
    w.type("setup_seed", QStringLiteral("-1"));
    QTest::mouseClick(w.part<QPushButton>("setup_restart"), Qt::LeftButton);
    QVERIFY(w.session.all<command::Start>().empty());
    QVERIFY(w.part<QLineEdit>("setup_seed")->property("bad").toBool());
  }
};

EMASCOPE_UI_TEST(SetupTabTest);

}  // namespace emascope::ui

#include "setup_tab_test.moc"
