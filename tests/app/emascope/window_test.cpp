// SPDX-License-Identifier: GPL-3.0-or-later
//
// The real window over the real engine, once, end to end; leaves its picture beside the test.
#include "tests/support/engine_window.h"
#include "ui/controls/message_bar.h"
#include "ui/controls/param_knob.h"
#include "ui/controls/quiet_slider.h"
#include "ui/panels/picture_view.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/words.h"
#include "ui/theme/theme.h"

#include <cstdlib>
#include <memory>

#include <QElapsedTimer>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace emascope::ui {
namespace {

/// From the death of an engine until its run goes on.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr qint64 kRevival = 30000;  // ms
#else
constexpr qint64 kRevival = 5000;  // ms
#endif

}  // namespace

class WindowTest : public QObject {
  Q_OBJECT

 private:
  struct Program : EngineWindow {
    [[nodiscard]] std::size_t evaluations() const { return controller.record().points.size(); }
    [[nodiscard]] ParamKnob* knob(const char* id) const {
      return window.findChild<ParamKnob*>(QStringLiteral("knob_") + QLatin1String(id));
    }
  };

  /// Pixels close to `color`.
  static int pixelsOf(const QImage& picture, const QColor& color) {
    constexpr int kClose = 40;  // of 3 x 255
    int count = 0;
    for (int y = 0; y < picture.height(); ++y) {
      for (int x = 0; x < picture.width(); ++x) {
        const QColor pixel = picture.pixelColor(x, y);
        const int distance = std::abs(pixel.red() - color.red()) +
                             std::abs(pixel.green() - color.green()) +
                             std::abs(pixel.blue() - color.blue());
        if (distance < kClose) ++count;
      }
    }
    return count;
  }

  std::unique_ptr<Program> program_;

 private Q_SLOTS:
  void initTestCase() { program_ = std::make_unique<Program>(); }
  void cleanupTestCase() { program_.reset(); }

  void theDefaultDemoStartsByItself() {
    QTRY_VERIFY_WITH_TIMEOUT(program_->evaluations() >= 10, 30000);
    QCOMPARE(program_->controller.state(), RunState::kRunning);
    QCOMPARE(program_->controller.record().config.speed, 200.0);
  }

  void bothCurvesAreInThePicture() {
    const QImage picture = program_->window.grab().toImage();
    QCOMPARE(picture.size(), program_->window.size() * picture.devicePixelRatio());
    QVERIFY(pixelsOf(picture, theme().ema) > 100);
    QVERIFY(pixelsOf(picture, theme().raw) > 50);
  }

  void whatBothSetsOfWeightsSeeIsShown() {
    program_->window.resize(1440, 1700);  // all cards in view
    const auto* raw = program_->window.findChild<PictureView*>(QStringLiteral("picture_raw"));
    const auto* main = program_->window.findChild<PictureView*>(QStringLiteral("picture_average"));
    QTRY_VERIFY_WITH_TIMEOUT(raw->isVisible() && main->isVisible(), 10000);
    QCOMPARE(raw->picture().kind, std::string("surface"));
    QVERIFY(main->picture().kind == "surface" && main->picture() != raw->picture());
    const TaskPicture first = raw->picture();
    QTRY_VERIFY_WITH_TIMEOUT(raw->picture() != first, 10000);  // it goes on
  }

  void betaTypedIntoItsFieldIsAppliedAndMarked() {
    LossPlot* plot = program_->window.plot();
    const int before = pixelsOf(plot->picture({1000, 600}, 1.0), theme().accent);
    ParamKnob* beta = program_->knob("beta");
    QVERIFY(beta->isEnabled());
    auto* field = beta->findChild<QLineEdit*>();
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("1-1/1000"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(program_->controller.record().changes.size(), std::size_t{1}, 30000);
    const event::Applied change = program_->controller.record().changes.front();
    QCOMPARE(change.new_values.at("beta"), 0.999);
    QCOMPARE(program_->controller.record().value(change.track, "beta"), 0.999);
    QCOMPARE(beta->state(), KnobState::kApplied);
    QTRY_VERIFY(pixelsOf(plot->picture({1000, 600}, 1.0), theme().accent) > before + 100);
  }

  void aStormOnTheSliderIsOneChange() {
    const std::size_t before = program_->controller.record().changes.size();
    auto* slider = program_->knob("beta")->findChild<QuietSlider*>();
    slider->setSliderDown(true);
    for (int i = 0; i < 1000; ++i) slider->setValue(i);
    slider->setValue(500);
    slider->setSliderDown(false);
    QTRY_COMPARE_WITH_TIMEOUT(program_->controller.record().changes.size(), before + 1, 30000);
    QCOMPARE(program_->knob("beta")->value(), program_->knob("beta")->inForce());
  }

  void atFullSpeedTheWindowWakesAtMostSixtyTimesASecond() {
    QElapsedTimer clock;
    clock.start();
    const auto before = program_->controller.deliveries();
    program_->controller.setSpeed(0.0);
    QTRY_COMPARE_WITH_TIMEOUT(program_->controller.state(), RunState::kFinished, 60000);
    const double most = static_cast<double>(clock.elapsed()) * 60.0 / 1000.0 + 1.0;
    QVERIFY(static_cast<double>(program_->controller.deliveries() - before) <= most);
    const RunConfig& config = program_->controller.record().config;
    QCOMPARE(program_->evaluations(), static_cast<std::size_t>(config.steps / config.eval_every));
  }

  void atTheEndBothAreSeenAsTheyAreThen() {
    const auto caption = [this](const char* name) {
      return program_->window.findChild<QLabel*>(QLatin1String(name))->text();
    };
    // The last pictures are of the run's last step, which the chart's end labels are of too.
    const RunRecord& record = program_->controller.record();
    const QString raw = shortNumber(record.points.back().raw.loss);
    const QString average = shortNumber(record.lastOf(0)->val.loss);
    QTRY_VERIFY_WITH_TIMEOUT(caption("caption_raw").contains(raw), 10000);
    QTRY_VERIFY_WITH_TIMEOUT(caption("caption_average").contains(average), 10000);
  }

  void thePictureOfTheWholeRunIsKept() {
    const QImage picture = program_->window.grab().toImage();
    QVERIFY(picture.save(QStringLiteral(EMASCOPE_TESTS_DIR "/window.png")));
    QVERIFY(pixelsOf(picture, theme().ema) > 500);
  }

  void anEngineThatIsKilledLeavesItsCurvesAndCanBeStartedAgain() {
    program_->controller.setSpeed(200.0);
    program_->controller.restart();
    QTRY_COMPARE_WITH_TIMEOUT(program_->controller.state(), RunState::kRunning, 30000);
    QTRY_VERIFY_WITH_TIMEOUT(program_->evaluations() >= 5, 30000);
    program_->client.kill();
    auto* messages = program_->window.findChild<MessageBar*>();
    QTRY_VERIFY_WITH_TIMEOUT(messages->isVisible(), 30000);
    QVERIFY2(messages->text().contains(QStringLiteral("signal 9")), qPrintable(messages->text()));
    QVERIFY(program_->evaluations() >= 5);
    QCOMPARE(program_->controller.state(), RunState::kFailed);
    QVERIFY(!program_->knob("beta")->isEnabled());

    QPushButton* again = nullptr;
    for (auto* button : messages->findChildren<QPushButton*>()) {
      if (!button->text().isEmpty() && button->isVisible()) again = button;
    }
    QVERIFY(again);
    again->click();
    QTRY_COMPARE_WITH_TIMEOUT(program_->controller.state(), RunState::kRunning, 30000);
    QTRY_VERIFY_WITH_TIMEOUT(program_->evaluations() >= 1, 30000);
    QVERIFY(!messages->isVisible());
    QCOMPARE(program_->controller.record().points.front().step, std::int64_t{25});
    QVERIFY(program_->controller.record().changes.empty());
  }

  void anEngineThatIsKilledGoesOnByItselfFromItsCheckpoint() {
    const QTemporaryDir folder;
    RunController& controller = program_->controller;
    RunConfig config = controller.catalog().presets.front().config;
    config.speed = 200.0;
    config.checkpoints.folder = folder.filePath(QStringLiteral("run")).toStdString();
    config.checkpoints.minutes = 0.0;  // only the one that is asked for, however long this takes
    controller.start(config);
    QTRY_COMPARE_WITH_TIMEOUT(controller.record().config.checkpoints.folder,
                              config.checkpoints.folder, 30000);
    QTRY_VERIFY_WITH_TIMEOUT(program_->evaluations() >= 3, 30000);
    QVERIFY(controller.checkpoint() != 0);
    QTRY_VERIFY_WITH_TIMEOUT(!controller.record().checkpoints.empty(), 30000);
    const std::int64_t from = controller.record().checkpoints.back().step;
    const std::size_t seen = program_->evaluations();
    QTRY_VERIFY_WITH_TIMEOUT(program_->evaluations() > seen, 30000);
    const std::vector<EvalPoint> before = controller.record().points;
    const int number = controller.runNumber();
    QElapsedTimer dead;
    dead.start();
    program_->client.kill();
    QTRY_COMPARE_WITH_TIMEOUT(controller.revivals(), std::vector<std::int64_t>{from}, 30000);
    qint64 took = dead.elapsed();
    QTRY_VERIFY_WITH_TIMEOUT(program_->evaluations() > before.size(), 30000);
    QCOMPARE(controller.runNumber(), number);
    const std::vector<EvalPoint>& after = controller.record().points;
    for (std::size_t i = 0; i < before.size(); ++i) {
      QCOMPARE(after[i].step, before[i].step);
      QCOMPARE(after[i].raw.loss, before[i].raw.loss);  // bit by bit
    }
    QCOMPARE(controller.record().checkpoints.front().step, from);
    if (took > kRevival) {  // once more, since the machine may be busy
      dead.start();
      program_->client.kill();
      QTRY_COMPARE_WITH_TIMEOUT(controller.revivals().size(), std::size_t{2}, 30000);
      took = dead.elapsed();
    }
    QVERIFY2(took <= kRevival, qPrintable(QStringLiteral("%1 ms").arg(took)));
  }

  // How long this takes: engine_client_test.
  void closingEndsTheEngine() {
    program_->window.close();
    program_->client.shutdown();
    QVERIFY(!program_->client.alive());
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::WindowTest)
#include "window_test.moc"
