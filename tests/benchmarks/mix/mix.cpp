// SPDX-License-Identifier: GPL-3.0-or-later
//
// How long the slider of Compare takes from a new position to its picture and its loss, both drawn,
// with the real engine: each position alone, and the last one of a drag, of a paused run and of one
// that goes on as fast as it can. Needs emascope-engine beside it and no display. Prints figures as
// JSON.
#include "tests/benchmarks/figures.h"
#include "ui/compare/compare_feed.h"
#include "ui/compare/mix_picture.h"
#include "ui/compare/mix_slider.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/workspaces.h"
#include "ui/run/engine_client.h"
#include "ui/run/run_controller.h"

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

namespace emascope::ui {
namespace {

constexpr int kPositions = 80;
constexpr int kDrags = 10;
constexpr int kPatience = 60000;             // ms
constexpr std::int64_t kLong = 100'000'000;  // steps: the run does not end meanwhile

/// Waits for `done`, which is looked at after each event that arrives.
void waitFor(const std::function<bool()>& done, const char* what) {
  QElapsedTimer clock;
  clock.start();
  while (!done()) {
    if (clock.elapsed() > kPatience) {
      std::fprintf(stderr, "waited in vain for %s\n", what);
      std::_Exit(4);
    }
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
  }
}

class RunInCompare {
 public:
  explicit RunInCompare(const std::string& preset) {
    QObject::connect(&client_, &EngineClient::died, &window_, [](const QString& what) {
      std::fprintf(stderr, "%s\n", qPrintable(what));
      std::_Exit(4);
    });
    client_.launch();
    window_.resize(1440, 900);
    window_.workspaces()->show(Workspace::kCompare);
    window_.show();
    waitFor([this] { return client_.alive(); }, "the engine");
    controller_.setCatalog(client_.hello().catalog);
    RunConfig config = findPreset(controller_.catalog(), preset)->config;
    config.speed = 0.0;
    config.steps = kLong;
    config.start_paused = true;
    controller_.start(config);
    waitFor([this] { return controller_.state() == RunState::kPaused; }, "the run");
    controller_.advance(400);
    waitFor(
        [this] {
          return controller_.record().step >= 400 && controller_.state() == RunState::kPaused;
        },
        "400 steps");
    slider_ = window_.findChild<MixSlider*>();
    feed_ = window_.findChild<CompareFeed*>();
    picture_ = window_.findChild<MixPicture*>(QStringLiteral("compare_mix"));
    const auto painted = [this] { ++pictures_drawn_; };
    picture_->installEventFilter(new Painted(painted, picture_));
    QObject::connect(feed_, &CompareFeed::renewed, &window_, [this](CompareFeed::Part part) {
      if (part == CompareFeed::Part::kMix) mix_arrived_at_ = pictures_drawn_;
    });
    waitFor([this] { return isDrawn(); }, "the first picture");
    rest();
  }

  /// It is paused until then.
  void goOn() {
    controller_.togglePause();
    waitFor([this] { return controller_.state() == RunState::kRunning; }, "the run to go on");
    rest();
  }

  /// Milliseconds from each position to what belongs to it.
  std::vector<double> positions() {
    std::vector<double> times;
    for (int i = 0; i < kPositions; ++i) {
      const int hundredths = (i * 37) % 200 - 50;  // another one each time
      QElapsedTimer clock;
      clock.start();
      slider_->setValue(hundredths);
      waitFor([this] { return isDrawn(); }, "a picture");
      times.push_back(static_cast<double>(clock.nsecsElapsed()) * 1e-6);
      rest();
    }
    return times;
  }

  /// Milliseconds from the last position of a drag of 60 positions a second.
  std::vector<double> drags() {
    std::vector<double> times;
    for (int drag = 0; drag < kDrags; ++drag) {
      QElapsedTimer clock;
      for (int i = 0; i < 30; ++i) {
        slider_->setValue(((i + drag) % 2 == 0 ? -1 : 1) * (3 * i + drag) % 100 + 40);
        clock.start();
        QEventLoop frame;
        QTimer::singleShot(16, &frame, &QEventLoop::quit);
        frame.exec();
      }
      slider_->setValue(20 + drag);
      clock.start();
      waitFor([this] { return isDrawn(); }, "the last picture");
      times.push_back(static_cast<double>(clock.nsecsElapsed()) * 1e-6);
      rest();
    }
    return times;
  }

 private:
  class Painted final : public QObject {
   public:
    Painted(std::function<void()> then, QObject* parent)
        : QObject(parent), then_(std::move(then)) {}
    bool eventFilter(QObject* watched, QEvent* event) override {
      if (event->type() == QEvent::Paint) then_();
      return QObject::eventFilter(watched, event);
    }

   private:
    std::function<void()> then_;
  };

  /// Picture and loss of the present position are there, and were painted.
  [[nodiscard]] bool isDrawn() const {
    const double share = slider_->share();
    const auto& mix = feed_->mix();
    const bool there = mix && std::abs(mix->share - share) < 1e-9 && feed_->lossesAt(share);
    return there && pictures_drawn_ > mix_arrived_at_;
  }
  /// Until what else was asked for has come, too.
  static void rest() {
    QEventLoop pause;
    QTimer::singleShot(250, &pause, &QEventLoop::quit);
    pause.exec();
  }

  EngineClient client_{EngineClient::ownEngine()};
  RunController controller_{client_};
  MainWindow window_{controller_, ThemeChoice::kLight};
  MixSlider* slider_ = nullptr;
  CompareFeed* feed_ = nullptr;
  MixPicture* picture_ = nullptr;
  int pictures_drawn_ = 0;
  int mix_arrived_at_ = 0;
};

int measure() {
  QJsonArray figures;
  const std::pair<const char*, double> presets[] = {{"two-spirals", 50.0}, {"digits", 150.0}};
  for (const auto& [preset, required] : presets) {
    RunInCompare run(preset);
    for (const bool running : {false, true}) {
      if (running) run.goOn();
      const QString name =
          QStringLiteral("%1%2: %3, p95 ms")
              .arg(QLatin1String(preset), running ? QStringLiteral(", running") : QString());
      figures.append(percentileFigure(name.arg(QStringLiteral("slider to picture and loss")),
                                      run.positions(), required));
      figures.append(percentileFigure(name.arg(QStringLiteral("the last position of a drag")),
                                      run.drags(), required));
    }
  }
  print(figures);
  return 0;
}

}  // namespace
}  // namespace emascope::ui

int main(int argc, char** argv) {
  const QTemporaryDir settings;  // not the user's
  QSettings::setDefaultFormat(QSettings::IniFormat);
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
  QApplication application(argc, argv);
  QCoreApplication::setOrganizationName(QStringLiteral("EMAscope"));
  QCoreApplication::setApplicationName(QStringLiteral("bench_mix"));
  return emascope::ui::measure();
}
