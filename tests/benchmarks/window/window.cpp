// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window itself takes with a long run, without an engine and without a display: 9 curves
// of 100,000 evaluations. One more evaluation: the redraw of the plot in Tune, and the processor
// time of all that follows from it, in each workspace. Chips that hide and show curves. Switching
// between the workspaces: in the first second of a run, when the program has not made them in
// advance yet, for the first time after that, and later. Prints figures as JSON.
#include "tests/benchmarks/figures.h"
#include "tests/support/fake_run.h"
#include "tests/ui/support/fake_session.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/workspaces.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/run_controller.h"

#include <cstdint>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

#include <QAbstractButton>
#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QMouseEvent>
#include <QSettings>
#include <QTemporaryDir>

namespace emascope::ui {
namespace {

constexpr std::size_t kTracks = 8;
constexpr std::int64_t kPoints = 100000;
constexpr std::int64_t kFirstPoints = 8;  // of the first second, at 200 steps per second
constexpr int kDeliveries = 100;
constexpr int kSwitches = 12;

/// Raw and the fast track jump about; a bank's slower tracks are calmer.
EvalPoint pointAt(std::int64_t step) {
  EvalPoint point = fakePoint(step, kTracks);
  const double trend = point.tracks[0].val.loss;
  for (std::size_t track = 2; track < kTracks; ++track) {
    const auto number = static_cast<double>(track);
    const double noise = fakeNoise(step * 8 + static_cast<std::int64_t>(track));
    point.tracks[track].val.loss = trend * (1.0 + 0.05 * number + 0.25 / number * noise);
    point.tracks[track].decay = 1.0 - 0.01 / number;
  }
  return point;
}

event::Started startedRun() {
  event::Started started = fakeStarted(fakeCatalog());
  started.config.steps = 2 * kPoints;
  started.config.eval_every = 1;
  for (std::size_t track = started.config.tracks.size(); track < kTracks; ++track) {
    started.config.tracks.push_back(started.config.tracks[1]);
    started.config.tracks.back().label = "bank-" + std::to_string(track);
  }
  return started;
}

/// Processor time of this thread in milliseconds.
double threadMilliseconds() {
  timespec now = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

/// Until everything that was asked for is painted.
void settle() {
  for (int i = 0; i < 5; ++i) QCoreApplication::processEvents();
}

class WatchedRun {
 public:
  /// With so many evaluations of each curve.
  explicit WatchedRun(std::int64_t points) {
    controller_.setCatalog(fakeCatalog());
    window_.resize(1440, 900);
    QObject::connect(window_.plot(), &LossPlot::redrawn, &window_,
                     [this](double ms) { redraws_.push_back(ms); });
    window_.show();
    session_.arrive(startedRun());
    session_.arrive(event::StateChanged{RunState::kRunning, 0, ""});
    event::Evaluated all;
    for (; step_ <= points; ++step_) all.points.push_back(pointAt(step_));
    session_.arrive(std::move(all));
    deliver();
  }

  /// Processor time that each further evaluation takes, without waiting for the next frame.
  std::vector<double> deliveries() {
    std::vector<double> times;
    for (int i = 0; i < kDeliveries; ++i) {
      const double before = threadMilliseconds();
      session_.arrive(event::Evaluated{{pointAt(step_)}});
      event::Progress progress;
      progress.step = step_++;
      progress.steps_per_second = 30.0;
      session_.arrive(progress);
      deliver();
      times.push_back(threadMilliseconds() - before);
    }
    return times;
  }
  [[nodiscard]] std::vector<double> takeRedraws() { return std::exchange(redraws_, {}); }

  void click(const QString& name) {
    auto* button = window_.findChild<QAbstractButton*>(name);
    const QPointF at = QRectF(button->rect()).center();
    for (const auto type : {QEvent::MouseButtonPress, QEvent::MouseButtonRelease}) {
      QMouseEvent event(type, at, button->mapToGlobal(at), Qt::LeftButton,
                        type == QEvent::MouseButtonPress ? Qt::LeftButton : Qt::NoButton, {});
      QCoreApplication::sendEvent(button, &event);
    }
  }
  /// How long the window stands still for each workspace that the program makes in advance.
  std::vector<double> prepare() {
    std::vector<double> times;
    for (bool more = true; more;) {
      QElapsedTimer clock;
      clock.start();
      more = window_.workspaces()->prepare();
      times.push_back(static_cast<double>(clock.nsecsElapsed()) * 1e-6);
    }
    return times;
  }
  /// Milliseconds from the click until everything is painted.
  double timeOfClick(const QString& name) {
    QElapsedTimer clock;
    clock.start();
    click(name);
    settle();
    return static_cast<double>(clock.nsecsElapsed()) * 1e-6;
  }

 private:
  void deliver() {
    QEventLoop loop;
    QObject::connect(&controller_, &RunController::delivered, &loop, &QEventLoop::quit);
    loop.exec();
    settle();
  }

  FakeSession session_;
  RunController controller_{session_};
  MainWindow window_{controller_, ThemeChoice::kLight};
  std::vector<double> redraws_;
  std::int64_t step_ = 1;
};

QString switchTo(const char* workspace) {
  return QStringLiteral("button_workspace_") + QLatin1String(workspace);
}

/// Of a window that was just opened, each in one of its own.
void addEarlySwitches(QJsonArray& figures) {
  for (const char* name : {"compare", "teach"}) {
    WatchedRun run(kFirstPoints);
    figures.append(
        figure(QStringLiteral("switch to %1 in the first second, ms").arg(QLatin1String(name)),
               run.timeOfClick(switchTo(name)), 100.0));
    QSettings().clear();  // the next window would open that workspace
  }
}

void addDeliveries(QJsonArray& figures, WatchedRun& run, const QString& where) {
  figures.append(percentileFigure(
      QStringLiteral("%1: all that an evaluation needs, p95 ms of the processor").arg(where),
      run.deliveries(), std::nullopt));
}

int measure() {
  QJsonArray figures;
  addEarlySwitches(figures);
  WatchedRun run(kPoints);
  (void)run.deliveries();  // warm
  (void)run.takeRedraws();
  addDeliveries(figures, run, QStringLiteral("Tune"));
  const std::vector<double> growing = run.takeRedraws();
  if (growing.empty()) return 1;
  figures.append(percentileFigure(
      QStringLiteral("Tune: redraw of 9 curves x 100 000 points, p95 ms"), growing, 8.0));
  std::vector<std::string> labels = {"raw"};
  for (const TrackSpec& track : startedRun().config.tracks) labels.push_back(track.label);
  std::vector<double> chips;
  for (int i = 0; i < kDeliveries; ++i) {
    // Each is hidden and shown again.
    const std::string label = labels[static_cast<std::size_t>(i / 2) % labels.size()];
    const QString name = QStringLiteral("chip_") + QString::fromStdString(label);
    run.click(name);
    settle();
    for (const double ms : run.takeRedraws()) chips.push_back(ms);
  }
  figures.append(percentileFigure(
      QStringLiteral("Tune: the same after a chip is hidden or shown, p95 ms"), chips, 16.0));

  figures.append(percentileFigure(QStringLiteral("making a workspace in advance, p95 ms"),
                                  run.prepare(), std::nullopt));
  for (const char* name : {"compare", "teach"}) {
    figures.append(figure(QStringLiteral("first switch to %1, ms").arg(QLatin1String(name)),
                          run.timeOfClick(switchTo(name)), 100.0));
    addDeliveries(
        figures, run,
        name == std::string("compare") ? QStringLiteral("Compare") : QStringLiteral("Teach"));
  }
  std::vector<double> switches;
  for (int i = 0; i < kSwitches; ++i) {
    for (const char* name : {"tune", "compare", "teach"}) {
      switches.push_back(run.timeOfClick(switchTo(name)));
    }
  }
  figures.append(percentileFigure(QStringLiteral("later switches, p95 ms"), switches, 100.0));
  print(figures);
  return 0;
}

}  // namespace
}  // namespace emascope::ui

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  const QTemporaryDir settings;  // not the user's
  QSettings::setDefaultFormat(QSettings::IniFormat);
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
  QApplication application(argc, argv);
  QCoreApplication::setOrganizationName(QStringLiteral("EMAscope"));
  QCoreApplication::setApplicationName(QStringLiteral("bench_window"));
  return emascope::ui::measure();
}
