// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/emascope/headless.h"

#include "app/common/exit_code.h"
#include "app/common/kept_run.h"
#include "app/common/progress_line.h"
#include "app/common/run_words.h"
#include "app/common/standard_output.h"
#include "app/common/weights_tables.h"
#include "app/emascope/engine_command.h"
#include "app/emascope/exports_at_end.h"
#include "app/emascope/headless_run.h"
#include "app/emascope/run_files.h"
#include "core/library/keeper_thread.h"
#include "core/protocol/record/evaluation_watch.h"
#include "ui/plot/remarks.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QApplication>

namespace emascope::ui {
namespace {

/// Pictures need a QApplication for fonts and painting, but no display.
std::unique_ptr<QCoreApplication> makeApplication(int& argc, char** argv, bool picture,
                                                  const std::string& theme_name) {
  if (!picture) return std::make_unique<QCoreApplication>(argc, argv);
  qputenv("QT_QPA_PLATFORM", "offscreen");
  auto application = std::make_unique<QApplication>(argc, argv);
  applyTheme(*application, theme_name == "dark" ? ThemeChoice::kDark : ThemeChoice::kLight);
  return application;
}

void tellNews(RunWriter& writer, ProgressLine& progress) {
  for (const OutputNews& news : writer.takeNews()) {
    std::cerr << progress.clear() << "emascope: " << news.text << '\n';
  }
}

/// That keeps the run; empty if none does.
std::string libraryOfKept(const WindowOptions& options) {
  if (options.keep == KeepOptions{}) return {};
  return libraryOf(options, engineCommand(options)).folder.toStdString();
}

/// Null if the run is not to be kept, or cannot be.
std::unique_ptr<KeeperThread> keeperOf(const WindowOptions& options) {
  if (options.keep == KeepOptions{}) return nullptr;
  return std::make_unique<KeeperThread>(
      KeeperOptions{.library = libraryOfKept(options), .say_where = true});
}

/// What is said when the run begins.
std::string firstLines(const RunRecord& record, const WindowOptions& options) {
  std::string lines = noteLines(record.facts);
  if (!options.run.resume) return lines;
  const std::string origin = originOf(*options.run.resume);
  return goesOnText(record.from_step, origin, libraryOfKept(options)) + '\n' + lines;
}

void tellKept(KeeperThread& keeper, ProgressLine& progress) {
  for (const std::string& text : keeper.takeNews()) {
    std::cerr << progress.clear() << "emascope: " << text << '\n';
  }
}

}  // namespace

int runHeadless(int argc, char** argv, const WindowOptions& options) {
  const bool picture = std::any_of(options.exports.begin(), options.exports.end(),
                                   [](const std::string& path) { return isPicture(path); });
  const auto application = makeApplication(argc, argv, picture, options.theme);
  std::optional<RunWriter> writer;
  std::vector<HeldOutput> held_exports;
  HeadlessRun run(options, [&](const RunConfig& config) -> Status {
    if (Status status = checkFiles(options, config); !status) return status;
    auto held = holdExports(options);
    if (!held) return held.error();
    held_exports = std::move(held).value();
    auto opened = RunWriter::open(pathOf(options.csv), pathOf(options.json));
    if (!opened) return opened.error();
    writer.emplace(std::move(opened).value());
    watchOutputs(*writer, options, config);
    writer->setWakeup(
        [&run] { QMetaObject::invokeMethod(&run, &HeadlessRun::advanced, Qt::QueuedConnection); });
    return Ok{};
  });
  ProgressLine progress = ProgressLine::onStderr();
  const std::unique_ptr<KeeperThread> keeper = keeperOf(options);
  if (keeper) run.setWitness([&keeper](const Event& event) { keeper->take(event); });
  QObject::connect(&run, &HeadlessRun::started, &run, [&] {
    std::cerr << firstLines(run.record(), options) << std::flush;
    writer->begin(run.record());
  });
  EvaluationWatch watch;
  QObject::connect(&run, &HeadlessRun::advanced, &run, [&] {
    if (const auto warning = watch.look(run.record())) {
      std::cerr << progress.clear() << *warning << '\n';
    }
    if (!writer) return;
    writer->append(run.record());
    tellNews(*writer, progress);
    if (keeper) tellKept(*keeper, progress);
    std::cerr << progress.update(run.record(), std::chrono::steady_clock::now()) << std::flush;
  });
  const int code = run.execute();
  constexpr std::chrono::seconds kKeeping{10};
  const bool kept = !keeper || keeper->close(kKeeping);
  if (writer) writer->setWakeup({});
  std::cerr << progress.clear();
  if (keeper) tellKept(*keeper, progress);
  if (run.record().facts.engine.empty()) return code;  // no run began
  writer->finish(run.record());
  tellNews(*writer, progress);
  const ExportsAtEnd exports = writeExports(run.record(), remarksOf(run.record()), options.exports);
  const bool told =
      print("emascope", finalTable(run.record()) + weightsTables(run.record()) + exports.words);
  const bool complete = code == kExitOk || code >= exitCodeOfSignal(0);
  const bool all = told && exports.all && kept && !writer->failed();
  return complete && !all ? kExitFailure : code;
}

}  // namespace emascope::ui
