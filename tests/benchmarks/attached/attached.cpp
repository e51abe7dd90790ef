// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window costs: seconds until it can be seen and until the first evaluation is drawn, and
// the speed of a run that is watched in each workspace against the same run that is not, turn by
// turn; in Teach within a lesson. Needs emascope-engine beside it and no display. Prints figures as
// JSON.
//
//   bench_attached [ROUNDS] [STEPS]
#include "core/lessons/read_lesson.h"
#include "tests/benchmarks/figures.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/workspaces.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/engine_client.h"
#include "ui/run/run_controller.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <optional>
#include <unistd.h>
#include <utility>
#include <vector>

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>

namespace emascope::ui {
namespace {

/// Seconds since this process was started, by the kernel's clock (resolution 10 ms); 0 if unknown.
double secondsOfThisProcess() {
  constexpr int kStartTime = 19;  // field 22 of proc(5), counted after the name in brackets
  QFile file(QStringLiteral("/proc/self/stat"));
  if (!file.open(QIODevice::ReadOnly)) return 0.0;
  const QByteArray line = file.readAll();
  const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
  timespec now = {};
  if (fields.size() <= kStartTime || clock_gettime(CLOCK_BOOTTIME, &now) != 0) return 0.0;
  const double ticks = fields[kStartTime].toDouble() / static_cast<double>(sysconf(_SC_CLK_TCK));
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9 - ticks;
}

/// Tells when the window has been painted for the first time.
class FirstPaint final : public QObject {
 public:
  double seconds = 0.0;  ///< since the process was started; 0: not yet

  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() == QEvent::Paint && seconds == 0.0) seconds = secondsOfThisProcess();
    return QObject::eventFilter(watched, event);
  }
};

bool ended(const RunRecord& record) {
  return record.state == RunState::kFinished || record.state == RunState::kFailed;
}

double stepsPerSecond(const RunRecord& record) {
  return record.points.empty()
             ? 0.0
             : static_cast<double>(record.points.back().step) / record.points.back().seconds;
}

/// The run that nobody watches: the same client, no window.
double unwatched(const RunConfig& config) {
  EngineClient client(EngineClient::ownEngine());
  RunRecord record;
  QEventLoop loop;
  QObject::connect(&client, &EngineClient::helloArrived, &loop, [&] {
    client.post(command::Start{1, config});
  });
  QObject::connect(&client, &EngineClient::died, &loop, [&] { loop.exit(1); });
  const auto take = [&] {
    for (const Event& event : client.drain()) record.apply(event);
    if (ended(record)) loop.quit();
  };
  client.setWakeup([&] { QMetaObject::invokeMethod(&loop, take, Qt::QueuedConnection); });
  client.launch();
  loop.exec();
  client.setWakeup({});
  return stepsPerSecond(record);
}

struct Watched {
  double steps_per_second = 0.0;
  double wake_ups_per_second = 0.0;
};

/// A run in the window, begun by `begin`.
Watched watched(RunController& controller, const std::function<void()>& begin) {
  QEventLoop loop;
  QElapsedTimer clock;
  bool began = false;
  QObject::connect(&controller, &RunController::runStarted, &loop, [&] { began = true; });
  QObject::connect(&controller, &RunController::delivered, &loop, [&] {
    if (began && ended(controller.record())) loop.quit();
  });
  const auto before = controller.deliveries();
  clock.start();
  begin();
  loop.exec();
  return {stepsPerSecond(controller.record()),
          static_cast<double>(controller.deliveries() - before) * 1000.0 /
              static_cast<double>(std::max<qint64>(1, clock.elapsed()))};
}

/// A lesson of one step, which is over when its run is.
Lesson longLesson(const Catalog& catalog, std::int64_t steps) {
  const QString json =
      QStringLiteral(R"({"format": "emascope-lesson", "version": 1, "id": "long", "place": 1,
 "title": {"en": "Long"}, "axis": {"y": "log", "from": 0.01, "to": 2},
 "names": {"raw": {"en": "raw"}, "main": {"en": "main"}},
 "runs": {"run": {"preset": "two-spirals", "steps": %1, "eval_every": 25, "speed": 0,
  "tracks": ["main:schedule=constant,beta=hl=300"], "options": []}},
 "steps": [{"run": "run", "stop": %1, "text": {"en": "Watch the lines."},
  "show": ["raw", "main"], "picture": ["raw", "main"]}]})")
          .arg(steps);
  auto lesson = readLesson(json.toStdString(), "long.json", catalog);
  if (!lesson) {
    std::fprintf(stderr, "%s\n", lesson.error().message().c_str());
    std::_Exit(4);
  }
  return std::move(lesson).value();
}

/// Seconds from Start, and from the start of the process, to the first evaluation on the plot, as
/// the program starts by itself.
std::pair<double, double> firstEvaluation(RunController& controller, MainWindow& window) {
  QEventLoop loop;
  QElapsedTimer clock;
  QObject::connect(window.plot(), &LossPlot::redrawn, &loop, [&] {
    if (!controller.record().points.empty()) loop.quit();
  });
  clock.start();
  controller.start(controller.catalog().presets.front().config);
  loop.exec();
  return {static_cast<double>(clock.nsecsElapsed()) * 1e-9, secondsOfThisProcess()};
}

/// Per cent of speed that the window costs in a workspace, and its wake-ups.
struct Cost {
  std::vector<double> slower = {};
  std::vector<double> wake_ups = {};
};

Cost costIn(Workspace workspace, RunController& controller, MainWindow& window, int rounds,
            std::int64_t steps) {
  RunConfig config = controller.catalog().presets.front().config;
  config.speed = 0.0;
  config.steps = steps;
  window.workspaces()->show(workspace);
  std::function<void()> begin = [&] { controller.start(config); };
  if (workspace == Workspace::kTeach) {
    const Lesson lesson = longLesson(controller.catalog(), steps);
    begin = [&window, lesson] { window.openLesson(lesson, 1); };
    config.steps = steps;
    config.seed = 1;
    config.eval_every = 25;
    config.tracks = {{.label = "main",
                      .schedule = "constant",
                      .params = {{"beta", std::pow(2.0, -1.0 / 300.0)}}}};
  }
  (void)watched(controller, begin);  // warm
  Cost cost;
  for (int round = 0; round < rounds; ++round) {
    const double alone = unwatched(config);
    const Watched seen = watched(controller, begin);
    cost.slower.push_back(100.0 * (1.0 - seen.steps_per_second / alone));
    cost.wake_ups.push_back(seen.wake_ups_per_second);
  }
  return cost;
}

int measure(int rounds, std::int64_t steps) {
  EngineClient client(EngineClient::ownEngine());
  client.launch();
  RunController controller(client);
  MainWindow window(controller, ThemeChoice::kLight);
  FirstPaint paint;
  window.installEventFilter(&paint);
  QEventLoop hello;
  QObject::connect(&client, &EngineClient::helloArrived, &hello, &QEventLoop::quit);
  QObject::connect(&client, &EngineClient::died, &hello, [](const QString& what) {
    std::fprintf(stderr, "%s\n", qPrintable(what));
    std::_Exit(4);
  });
  window.show();
  hello.exec();
  controller.setCatalog(client.hello().catalog);
  const auto [first, first_of_all] = firstEvaluation(controller, window);
  QJsonArray figures = {
      figure(QStringLiteral("window visible, seconds from process start"), paint.seconds, 0.5),
      figure(QStringLiteral("first evaluation drawn, seconds from Start"), first, 1.0),
      figure(QStringLiteral("first evaluation drawn, seconds from process start"), first_of_all,
             1.0)};
  const std::pair<Workspace, QString> workspaces[] = {
      {Workspace::kTune, QStringLiteral("Tune")},
      {Workspace::kCompare, QStringLiteral("Compare")},
      {Workspace::kTeach, QStringLiteral("a lesson in Teach")}};
  std::vector<double> wake_ups;
  for (const auto& [workspace, name] : workspaces) {
    const Cost cost = costIn(workspace, controller, window, rounds, steps);
    figures.append(figure(QStringLiteral("%1: per cent slower than headless").arg(name),
                          middle(cost.slower), 5.0));
    wake_ups.insert(wake_ups.end(), cost.wake_ups.begin(), cost.wake_ups.end());
  }
  client.shutdown();
  figures.append(figure(QStringLiteral("wake-ups of the window per second, unthrottled"),
                        *std::max_element(wake_ups.begin(), wake_ups.end()), 60.0));
  print(figures);
  return 0;
}

}  // namespace
}  // namespace emascope::ui

int main(int argc, char** argv) {
  QApplication application(argc, argv);
  QCoreApplication::setOrganizationName(QStringLiteral("EMAscope"));
  QCoreApplication::setApplicationName(QStringLiteral("bench_attached"));
  const QTemporaryDir settings;  // not the user's
  QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
  const QStringList arguments = QCoreApplication::arguments();
  constexpr int kRounds = 3;
  // Several seconds, so that what comes once, at the start, is not most of it.
  constexpr std::int64_t kSteps = 250000;
  return emascope::ui::measure(arguments.size() > 1 ? std::max(1, arguments[1].toInt()) : kRounds,
                               arguments.size() > 2 ? arguments[2].toLongLong() : kSteps);
}
