// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/emascope/headless.h"

#include "app/common/exit_code.h"
#include "app/common/progress_line.h"
#include "app/common/run_words.h"
#include "app/common/weights_tables.h"
#include "app/emascope/run_files.h"
#include "app/emascope/unseen_run.h"
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

/// Prints `status` if it is an error; true if it was.
bool complained(const Status& status) {
  if (!status) std::cerr << "emascope: " << status.error().message() << '\n';
  return !status;
}

}  // namespace

int runHeadless(int argc, char** argv, const WindowOptions& options) {
  const auto application = makeApplication(argc, argv, isPicture(options.export_to), options.theme);
  std::optional<RunWriter> writer;
  bool output_failed = false;
  UnseenRun run(options, [&](const RunConfig&) -> Status {
    if (!options.export_to.empty()) {
      if (Status status = checkReplaceable(options.export_to); !status) return status;
    }
    if (options.csv.empty() && options.json.empty()) return Ok{};
    auto opened = RunWriter::open(pathOf(options.csv), pathOf(options.json));
    if (!opened) return opened.error();
    writer.emplace(std::move(opened).value());
    return Ok{};
  });
  ProgressLine progress = ProgressLine::onStderr();
  QObject::connect(&run, &UnseenRun::started, &run, [&] {
    std::cerr << noteLines(run.record().facts) << std::flush;
    if (writer) output_failed |= complained(writer->begin(run.record()));
  });
  QObject::connect(&run, &UnseenRun::advanced, &run, [&] {
    if (writer) output_failed |= complained(writer->append(run.record()));
    std::cerr << progress.update(run.record(), std::chrono::steady_clock::now()) << std::flush;
  });
  const int code = run.execute();
  std::cerr << progress.clear();
  if (run.record().facts.engine.empty()) return code;  // no run began
  if (writer) output_failed |= complained(writer->finish(run.record()));
  std::cout << finalTable(run.record()) << weightsTables(run.record());
  if (!options.export_to.empty()) {
    const Status status = writeExport(run.record(), options.export_to);
    output_failed |= complained(status);
    if (status) {
      std::cout
          << "written: "
          << QFileInfo(QString::fromStdString(options.export_to)).absoluteFilePath().toStdString()
          << '\n';
    }
  }
  return code != kExitOk ? code : output_failed ? kExitFailure : kExitOk;
}

}  // namespace emascope::ui
