// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/emascope/headless.h"

#include "app/common/exit_code.h"
#include "app/common/progress_line.h"
#include "app/common/run_words.h"
#include "app/common/weights_tables.h"
#include "app/emascope/run_files.h"
#include "app/emascope/unseen_run.h"
#include "core/base/output_file.h"
#include "core/base/output_path.h"
#include "ui/main_window/exports.h"
#include "ui/plot/loss_plot.h"
#include "ui/theme/theme.h"

#include <iostream>
#include <memory>
#include <optional>

#include <QApplication>
#include <QFileInfo>

namespace emascope::ui {
namespace {

constexpr QSize kPictureSize(1280, 720);

bool isPicture(const std::string& path) {
  return path.ends_with(".png") || path.ends_with(".pdf") || path.ends_with(".svg");
}

/// A picture needs fonts and a painter, but no display.
std::unique_ptr<QCoreApplication> makeApplication(int& argc, char** argv, bool picture,
                                                  const std::string& theme_name) {
  if (!picture) return std::make_unique<QCoreApplication>(argc, argv);
  qputenv("QT_QPA_PLATFORM", "offscreen");
  auto application = std::make_unique<QApplication>(argc, argv);
  applyTheme(*application, theme_name == "dark" ? ThemeChoice::kDark : ThemeChoice::kLight);
  return application;
}

Status writeExport(const RunRecord& record, const std::string& path) {
  const QString name = QString::fromStdString(path);
  if (!isPicture(path)) return exportData(record, name);
  LossPlot plot;
  plot.resize(kPictureSize);
  plot.setRecord(&record);
  plot.refresh();
  return plot.exportPicture(name, kPictureSize);
}

/// What cannot be written where it was asked for is an error, and if possible elsewhere.
Status exportOrSaveElsewhere(const RunRecord& record, const std::string& path) {
  Status status = writeExport(record, path);
  if (status) return status;
  const auto other = fallbackPath(path);
  if (!other || !writeExport(record, *other)) return status;
  Error error = status.error();
  error.why += "; it was written to " + *other + " instead";
  return error;
}

void tellNews(RunWriter& writer, ProgressLine& progress) {
  for (const OutputNews& news : writer.takeNews()) {
    std::cerr << progress.clear() << "emascope: " << news.text << '\n';
  }
}

}  // namespace

int runHeadless(int argc, char** argv, const WindowOptions& options) {
  const auto application = makeApplication(argc, argv, isPicture(options.export_to), options.theme);
  std::optional<RunWriter> writer;
  bool exported = true;
  std::optional<HeldOutput> held_export;
  UnseenRun run(options, [&](const RunConfig& config) -> Status {
    if (Status status = checkFiles(options, config); !status) return status;
    if (!options.export_to.empty()) {
      auto held = HeldOutput::take(options.export_to);
      if (!held) return held.error();
      held_export.emplace(std::move(held).value());
    }
    auto opened = RunWriter::open(pathOf(options.csv), pathOf(options.json));
    if (!opened) return opened.error();
    writer.emplace(std::move(opened).value());
    watchSaves(*writer, options, config);
    writer->setWakeup(
        [&run] { QMetaObject::invokeMethod(&run, &UnseenRun::advanced, Qt::QueuedConnection); });
    return Ok{};
  });
  ProgressLine progress = ProgressLine::onStderr();
  QObject::connect(&run, &UnseenRun::started, &run, [&] {
    std::cerr << noteLines(run.record().facts) << std::flush;
    writer->begin(run.record());
  });
  QObject::connect(&run, &UnseenRun::advanced, &run, [&] {
    if (!writer) return;
    writer->append(run.record());
    tellNews(*writer, progress);
    std::cerr << progress.update(run.record(), std::chrono::steady_clock::now()) << std::flush;
  });
  const int code = run.execute();
  if (writer) writer->setWakeup({});
  std::cerr << progress.clear();
  if (run.record().facts.engine.empty()) return code;  // no run began
  writer->finish(run.record());
  tellNews(*writer, progress);
  std::cout << finalTable(run.record()) << weightsTables(run.record());
  if (!options.export_to.empty()) {
    const Status status = exportOrSaveElsewhere(run.record(), options.export_to);
    if (!status) std::cerr << "emascope: " << status.error().message() << '\n';
    if (status) {
      std::cout
          << "written: "
          << QFileInfo(QString::fromStdString(options.export_to)).absoluteFilePath().toStdString()
          << '\n';
    }
    exported = status.ok();
  }
  const bool complete = code == kExitOk || code >= exitCodeOfSignal(0);
  return complete && (!exported || writer->failed()) ? kExitFailure : code;
}

}  // namespace emascope::ui
