// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window costs: seconds until it can be seen and until the first evaluation is drawn, and
// the speed of a run that is watched against the same run that is not, turn by turn. Needs
// emascope-engine beside it and no display. Prints figures as JSON.
//
//   bench_attached [ROUNDS] [STEPS]
#include "ui/main_window/main_window.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/engine_client.h"
#include "ui/run/run_controller.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <unistd.h>
#include <vector>

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
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

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
}

QJsonObject figure(const QString& name, double value, double required) {
  return {{QStringLiteral("name"), name},
          {QStringLiteral("value"), value},
          {QStringLiteral("sense"), QStringLiteral("<=")},
          {QStringLiteral("required"), required}};
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

Watched watched(RunController& controller, const RunConfig& config) {
  QEventLoop loop;
  QElapsedTimer clock;
  bool began = false;
  QObject::connect(&controller, &RunController::runStarted, &loop, [&] { began = true; });
  QObject::connect(&controller, &RunController::delivered, &loop, [&] {
    if (began && ended(controller.record())) loop.quit();
  });
  const auto before = controller.deliveries();
  clock.start();
  controller.start(config);
  loop.exec();
  return {stepsPerSecond(controller.record()),
          static_cast<double>(controller.deliveries() - before) * 1000.0 /
              static_cast<double>(std::max<qint64>(1, clock.elapsed()))};
}

/// Seconds from Start to the first evaluation on the plot, as the program starts by itself.
double firstEvaluation(RunController& controller, MainWindow& window) {
  QEventLoop loop;
  QElapsedTimer clock;
  QObject::connect(window.plot(), &LossPlot::redrawn, &loop, [&] {
    if (!controller.record().points.empty()) loop.quit();
  });
  clock.start();
  controller.start(controller.catalog().presets.front().config);
  loop.exec();
  return static_cast<double>(clock.nsecsElapsed()) * 1e-9;
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
  const double first = firstEvaluation(controller, window);

  RunConfig config = controller.catalog().presets.front().config;
  config.speed = 0.0;
  config.steps = steps;
  (void)watched(controller, config);  // warm
  std::vector<double> slower;
  std::vector<double> wake_ups;
  for (int round = 0; round < rounds; ++round) {
    const double alone = unwatched(config);
    const Watched seen = watched(controller, config);
    slower.push_back(100.0 * (1.0 - seen.steps_per_second / alone));
    wake_ups.push_back(seen.wake_ups_per_second);
  }
  client.shutdown();
  const QJsonArray figures = {
      figure(QStringLiteral("window visible, seconds from process start"), paint.seconds, 1.0),
      figure(QStringLiteral("first evaluation drawn, seconds from Start"), first, 1.0),
      figure(QStringLiteral("window attached: per cent slower than headless"), median(slower), 5.0),
      figure(QStringLiteral("wake-ups of the window per second, unthrottled"),
             *std::max_element(wake_ups.begin(), wake_ups.end()), 60.0)};
  std::puts(QJsonDocument(figures).toJson().constData());
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
  constexpr int kRounds = 5;
  constexpr std::int64_t kSteps = 40000;
  return emascope::ui::measure(arguments.size() > 1 ? std::max(1, arguments[1].toInt()) : kRounds,
                               arguments.size() > 2 ? arguments[2].toLongLong() : kSteps);
}
