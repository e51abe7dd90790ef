// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/emascope/gui.h"

#include "app/common/exit_code.h"
#include "app/common/interruption.h"
#include "app/common/standard_output.h"
#include "app/emascope/engine_command.h"
#include "app/emascope/exports_at_end.h"
#include "app/emascope/run_files.h"
#include "core/lessons/read_lesson.h"
#include "core/library/library_news.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/workspaces.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/engine_client.h"
#include "ui/run/language.h"
#include "ui/run/restart_config.h"
#include "ui/run/run_controller.h"

#include <chrono>
#include <iostream>
#include <string_view>

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSocketNotifier>
#include <QTimer>

namespace emascope::ui {
namespace {

std::optional<ThemeChoice> themeOf(const WindowOptions& options) {
  if (options.theme == "system") return ThemeChoice::kSystem;
  if (options.theme == "light") return ThemeChoice::kLight;
  if (options.theme == "dark") return ThemeChoice::kDark;
  return std::nullopt;
}

/// Whether the command line says nothing about the run or about what to do with it. The gallery is
/// then the start page, in front of the first demo, which runs behind it.
bool saysNothingOfARun(const WindowOptions& options) {
  return options.run == RunOptions{} && options.csv.empty() && options.json.empty() &&
         options.exports.empty() && !options.paused;
}

/// --lesson: the lesson starts its own run.
void openLesson(const WindowOptions& options, const RunController& controller, MainWindow& window,
                RunFiles& files) {
  auto lesson = readLessonFile(options.lesson, controller.catalog());
  const auto config = resolve(options.run, controller.catalog());  // for its seed
  const Status status = !lesson   ? Status(lesson.error())
                        : !config ? Status(config.error())
                                  : files.open(options, *config);
  if (!status) {
    std::cerr << "emascope: " << status.error().message() << '\n';
    QCoreApplication::exit(kExitUsage);
    return;
  }
  window.openLesson(std::move(lesson).value(),
                    options.run.seed ? std::optional(config->seed) : std::nullopt);
}

/// Starts the run that the options describe when the engine has sent its catalog, and the same run
/// again after the engine was restarted.
void onHello(const WindowOptions& options, const EngineClient& client, RunController& controller,
             MainWindow& window, RunFiles& files) {
  controller.setCatalog(client.hello().catalog);
  window.showEngineReady();
  if (controller.revive()) return;
  if (!controller.record().config.tracks.empty() || !controller.record().points.empty()) {
    controller.restart();
    return;
  }
  if (!options.lesson.empty()) return openLesson(options, controller, window, files);
  auto config = resolve(options.run, controller.catalog());
  const Status status = config ? files.open(options, *config) : Status(config.error());
  if (!status) {
    std::cerr << "emascope: " << status.error().message() << '\n';
    QCoreApplication::exit(kExitUsage);
    return;
  }
  config.value().start_paused = options.paused;
  // Presets set their speed. A run on a small table would otherwise end before it can be watched.
  if (!options.run.speed && config->preset == kOwnPreset) {
    config.value().speed = watchableSpeed(*config);
  }
  controller.start(config.value());
  if (saysNothingOfARun(options)) return window.welcome();
  // Without a lesson, Teach has only the list of them.
  if (window.workspaces()->current() == Workspace::kTeach) {
    window.workspaces()->show(Workspace::kTune);
  }
}

/// Makes the other workspaces one by one while the first run is watched, so that switching to them
/// is fast.
void prepareWorkspaces(const RunController& controller, MainWindow& window) {
  constexpr std::chrono::milliseconds kPause(1000);
  auto* timer = new QTimer(&window);
  timer->setInterval(kPause);
  QObject::connect(
      &controller, &RunController::delivered, timer, [timer] { timer->start(); },
      static_cast<Qt::ConnectionType>(Qt::AutoConnection | Qt::SingleShotConnection));
  QObject::connect(timer, &QTimer::timeout, &window, [timer, &window] {
    if (!window.workspaces()->prepare()) timer->deleteLater();
  });
}

/// Stops a run with --save or with checkpoints before its engine is stopped, so that they are
/// written.
void endRun(EngineClient& client, RunController& controller) {
  const auto goes_on = [&controller] {
    return controller.state() == RunState::kRunning || controller.state() == RunState::kPaused;
  };
  const RunConfig& config = controller.record().config;
  const bool writes = !config.saves.empty() || !config.checkpoints.folder.empty();
  if (!writes || !goes_on() || !client.alive()) return;
  constexpr std::chrono::milliseconds kGlance(20);
  constexpr qint64 kMost = 30000;  // ms, for an engine that does not respond
  client.post(command::Stop{});
  QTimer glances;
  QElapsedTimer waited;
  waited.start();
  QEventLoop loop;
  QObject::connect(&glances, &QTimer::timeout, &loop, [&] {
    if (!goes_on() || !client.alive() || waited.elapsed() > kMost) loop.quit();
  });
  glances.start(kGlance);
  loop.exec(QEventLoop::ExcludeUserInputEvents);
}

/// What the engine says about the library goes to the window.
class LibraryWords {
 public:
  LibraryWords(const EngineClient& client, MainWindow& window) {
    QObject::connect(&client, &EngineClient::wrote, &window, [this, &window](const QString& line) {
      const QString news = after(kLibraryNews, line);
      if (news.isEmpty()) return;
      window.tellOfLibrary(news);
      const QString folder = after(kKeptIn, news);
      if (!folder.isEmpty()) kept_in_ = folder;
    });
  }
  /// Says where the last run is kept. @pre the window is closed
  void sayWhereItIs() const {
    if (kept_in_.isEmpty() || !QDir(kept_in_).exists()) return;  // perhaps renamed since
    std::cerr << "emascope: " << kKeptIn << kept_in_.toStdString() << '\n';
  }

 private:
  static QString after(std::string_view words, const QString& line) {
    const QLatin1String begin(words.data(), static_cast<qsizetype>(words.size()));
    return line.startsWith(begin) ? line.mid(begin.size()) : QString();
  }

  QString kept_in_;  ///< folder of the last run that was kept; empty: none
};

}  // namespace

int runWindow(int argc, char** argv, const WindowOptions& options) {
  QApplication application(argc, argv);
  QCoreApplication::setOrganizationName(QStringLiteral("EMAscope"));
  QCoreApplication::setApplicationName(QStringLiteral("emascope"));
  QCoreApplication::setApplicationVersion(QStringLiteral(EMASCOPE_VERSION));
  if (options.reset_settings) MainWindow::forgetSettings();
  installLanguage(languageFor(options.language.empty() ? chosenLanguage()
                                                       : QString::fromStdString(options.language)));

  const QStringList command = engineCommand(options);
  const LibraryOfRuns library = libraryOf(options, command);
  EngineClient client(keepingRuns(command, library));
  client.launch();  // early, so that LibTorch loads while the window is built
  RunController controller(client);
  controller.setCheckpoints(CheckpointSettings{.folder = std::string(kAutomaticFolder)});
  RunFiles files(controller);
  MainWindow window(controller, themeOf(options));
  window.setEngineCommand(command);
  if (!library.folder.isEmpty()) window.showLibrary(library.folder, library.elsewhere);
  const LibraryWords library_words(client, window);
  QObject::connect(&client, &EngineClient::helloArrived, &window,
                   [&] { onHello(options, client, controller, window, files); });
  QObject::connect(&client, &EngineClient::died, &window, [&](const QString& what) {
    window.showEngineDied(what, [&client] { client.launch(); });
  });
  QObject::connect(&client, &EngineClient::silent, &window, [&](bool silent) {
    window.showEngineSilent(silent, [&client] { client.kill(); });
  });
  QObject::connect(&files, &RunFiles::news, &window, &MainWindow::showFileNews);
  Interruption interruption(IgnoredInterrupt::kFromATerminal);
  QSocketNotifier signal_news(interruption.fd(), QSocketNotifier::Read);
  QObject::connect(&signal_news, &QSocketNotifier::activated, &window, [&] {
    interruption.wait();
    window.close();  // as the Quit action does
    QCoreApplication::quit();
  });
  prepareWorkspaces(controller, window);
  window.show();
  int code = QApplication::exec();
  endRun(client, controller);
  client.shutdown();
  library_words.sayWhereItIs();
  if (code != kExitOk) return code;
  code = files.finish();
  const bool begun = !controller.record().facts.engine.empty();
  if (begun) {
    const std::vector<std::string> paths = files.exportPaths();
    const ExportsAtEnd exports = writeExports(controller.record(), window.plot()->remarks(), paths);
    const bool in_place = exports.all && paths == options.exports;
    if (!print("emascope", exports.words) || !in_place) code = kExitFailure;
  }
  if (code != kExitOk || !interruption.requested()) return code;
  return exitCodeOfSignal(interruption.signal());
}

}  // namespace emascope::ui
