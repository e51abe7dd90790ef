// SPDX-License-Identifier: GPL-3.0-or-later
//
// From the start of a run to a half-life that is used, in the real window over the real engine, by
// mouse: a sweep, a pause, the line from snapshots, the range of half-lives in words.
#include "tests/support/engine_window.h"
#include "ui/panels/half_life_plot.h"

#include <cmath>
#include <memory>

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTest>

namespace emascope::ui {

class HalfLifeEngineTest : public QObject {
  Q_OBJECT

 private:
  static constexpr int kPatience = 120000;  // ms

  std::unique_ptr<EngineWindow> program_;

  template <typename T>
  [[nodiscard]] T* part(const char* name) const {
    return program_->part<T>(name);
  }
  [[nodiscard]] const RunRecord& record() const { return program_->controller.record(); }
  void clickButton(const char* name) const {
    QTest::mouseClick(part<QPushButton>(name), Qt::LeftButton);
  }
  [[nodiscard]] QString sentence() const { return part<QLabel>("half_life_sentence")->text(); }
  [[nodiscard]] QString note() const { return part<QLabel>("half_life_note")->text(); }

 private Q_SLOTS:
  void initTestCase() {
    const auto slow = [](const Catalog& catalog) {
      RunConfig config = EngineWindow::oneAverage(catalog);
      config.steps = 5000;   // a longer run has a longer line to measure
      config.speed = 300.0;  // so that it does not end before it is paused
      return config;
    };
    program_ = std::make_unique<EngineWindow>(slow, QSize(1440, 1300));
    QTRY_VERIFY_WITH_TIMEOUT(record().points.size() >= 2, kPatience);
  }
  void cleanupTestCase() { program_.reset(); }

  void aSweepRestartsWithSnapshots() {
    clickButton("sweep_half_lives");  // 1
    auto* menu = part<QMenu>("sweep_menu");
    auto* restart = menu->findChild<QAction*>(QStringLiteral("sweep_restart"));
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(restart).center());  // 2
    QTRY_COMPARE_WITH_TIMEOUT(record().alive, std::size_t{8}, kPatience);
    QVERIFY(record().config.snapshot_every > 0);
    // Half of the run, so that all but the longest averages have settled.
    QTRY_VERIFY_WITH_TIMEOUT(record().step >= record().config.steps / 2, kPatience);
    QVERIFY(!sentence().isEmpty());
  }

  void thePauseBringsTheLine() {
    clickButton("button_toggle");  // 3
    QTRY_COMPARE_WITH_TIMEOUT(program_->controller.state(), RunState::kPaused, kPatience);
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
    QVERIFY(record().syntheses.empty());
  }

  void theChosenHalfLifeIsUsed() {
    auto* plot = part<HalfLifePlot>("half_life_plot");
    const QPoint at(static_cast<int>(plot->xOf(170.0)), plot->height() / 2);
    QTest::mouseClick(plot, Qt::LeftButton, {}, at);  // 4
    QVERIFY(plot->cursor().has_value());
    const double half_life = *plot->cursor();
    clickButton("use_half_life");  // 5
    QTRY_VERIFY_WITH_TIMEOUT(!record().changes.empty(), kPatience);
    const event::Applied& change = record().changes.back();
    QCOMPARE(change.track, record().tracks.front().label);
    QVERIFY(std::abs(change.new_values.at(std::string("beta")) - std::pow(2.0, -1.0 / half_life)) <
            1e-9);
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::HalfLifeEngineTest)
#include "half_life_engine_test.moc"
