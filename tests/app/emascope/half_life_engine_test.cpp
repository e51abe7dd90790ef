// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the start of a run to a half-life that is used, in the real window over the real engine, by
// mouse: a sweep, a pause, the line from snapshots, the range of half-lives in words.
#include "tests/app/emascope/program.h"
#include "ui/main_window/main_window.h"
#include "ui/panels/half_life_plot.h"
#include "ui/run/engine_client.h"
#include "ui/run/run_controller.h"

#include <memory>

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace emascope::ui {

class HalfLifeEngineTest : public QObject {
  Q_OBJECT

 private:
  static constexpr int kPatience = 120000;  // ms

  EngineClient client_{{programPath(QStringLiteral("emascope-engine")), QStringLiteral("serve")}};
  RunController controller_{client_};
  QTemporaryDir folder_;
  std::unique_ptr<MainWindow> window_;

  template <typename T>
  [[nodiscard]] T* part(const char* name) const {
    return window_->findChild<T*>(QLatin1String(name));
  }
  void clickButton(const char* name) const {
    QTest::mouseClick(part<QPushButton>(name), Qt::LeftButton);
  }
  [[nodiscard]] QString sentence() const { return part<QLabel>("half_life_sentence")->text(); }
  [[nodiscard]] QString note() const { return part<QLabel>("half_life_note")->text(); }

 private Q_SLOTS:
  void initTestCase() {
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
    window_ = std::make_unique<MainWindow>(controller_, ThemeChoice::kLight);
    QObject::connect(&client_, &EngineClient::helloArrived, window_.get(), [this] {
      controller_.setCatalog(client_.hello().catalog);
      RunConfig config = controller_.catalog().presets.front().config;
      config.tracks.resize(1);
      config.speed = 300.0;  // so that it does not end before it is paused
      controller_.start(config);
    });
    client_.launch();
    window_->resize(1440, 1300);
    window_->show();
    QTRY_VERIFY_WITH_TIMEOUT(controller_.record().points.size() >= 2, kPatience);
  }
  void cleanupTestCase() { window_.reset(); }

  void aSweepRestartsWithSnapshots() {
    clickButton("sweep_half_lives");  // 1
    auto* menu = part<QMenu>("sweep_menu");
    auto* restart = menu->findChild<QAction*>(QStringLiteral("sweep_restart"));
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(restart).center());  // 2
    QTRY_COMPARE_WITH_TIMEOUT(controller_.record().alive, std::size_t{8}, kPatience);
    QVERIFY(controller_.record().config.snapshot_every > 0);
    // Half of the run, so that all but the longest averages have settled.
    QTRY_VERIFY_WITH_TIMEOUT(controller_.record().step >= controller_.record().config.steps / 2,
                             kPatience);
    QVERIFY(!sentence().isEmpty());
  }

  void thePauseBringsTheLine() {
    clickButton("button_toggle");  // 3
    QTRY_COMPARE_WITH_TIMEOUT(controller_.state(), RunState::kPaused, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(note().contains(QStringLiteral("made afterwards")), kPatience);
    int on_line = 0;
    for (const HalfLifeDot& dot : part<HalfLifePlot>("half_life_plot")->picture().dots) {
      if (dot.kind == HalfLifeDot::Kind::kLine) ++on_line;
      QVERIFY(std::isfinite(dot.mean) && dot.mean > 0.0);
    }
    QVERIFY2(on_line >= 4, qPrintable(QString::number(on_line)));
    // Which range it is depends on the machine's arithmetic; that there is one does not.
    QVERIFY2(sentence().contains(QStringLiteral("half-life")), qPrintable(sentence()));
    qInfo().noquote() << sentence();
    QVERIFY(controller_.record().syntheses.empty());
  }

  void theChosenHalfLifeIsUsed() {
    auto* plot = part<HalfLifePlot>("half_life_plot");
    const QPoint at(static_cast<int>(plot->xOf(170.0)), plot->height() / 2);
    QTest::mouseClick(plot, Qt::LeftButton, {}, at);  // 4
    QVERIFY(plot->cursor().has_value());
    const double half_life = *plot->cursor();
    clickButton("use_half_life");  // 5
    QTRY_VERIFY_WITH_TIMEOUT(!controller_.record().changes.empty(), kPatience);
    const event::Applied& change = controller_.record().changes.back();
    QCOMPARE(change.track, controller_.record().tracks.front().label);
    QVERIFY(std::abs(change.new_values.at(std::string("beta")) - std::pow(2.0, -1.0 / half_life)) <
            1e-9);
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::HalfLifeEngineTest)
#include "half_life_engine_test.moc"
