// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/emascope/exports_at_end.h"

#include "core/base/fallback_places.h"
#include "ui/main_window/exports.h"
#include "ui/plot/loss_plot.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <string_view>

#include <QFileInfo>

namespace emascope::ui {
namespace {

constexpr QSize kPictureSize(1280, 720);
constexpr std::array<std::string_view, 3> kPictures = {".png", ".pdf", ".svg"};
constexpr std::array<std::string_view, 2> kData = {".csv", ".json"};

template <std::size_t Count>
bool endsWith(const std::string& path, const std::array<std::string_view, Count>& endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

Status writeExport(const RunRecord& record, const Remarks& remarks, const std::string& path) {
  const QString name = QString::fromStdString(path);
  if (!isPicture(path)) return exportData(record, remarks, name);
  LossPlot plot;
  plot.resize(kPictureSize);
  plot.setRecord(&record);
  plot.setRemarks(remarks);
  plot.refresh();
  return plot.exportPicture(name, kPictureSize);
}

/// If `path` cannot be written, returns an error and tries to write the file elsewhere.
Status exportOrSaveElsewhere(const RunRecord& record, const Remarks& remarks,
                             const std::string& path) {
  Status status = writeExport(record, remarks, path);
  if (status) return status;
  const WriteTo write = [&](const std::string& place) {
    return writeExport(record, remarks, place);
  };
  return writtenElsewhere(path, write, status.error());
}

}  // namespace

Status checkExportName(const std::string& path) {
  if (endsWith(path, kPictures) || endsWith(path, kData)) return Ok{};
  return Error{"--export", "'" + path + "' has an unknown file extension",
               ".png, .pdf, .svg, .csv, .json"};
}

bool isPicture(const std::string& path) { return endsWith(path, kPictures); }

ExportsAtEnd writeExports(const RunRecord& record, const Remarks& remarks,
                          const std::vector<std::string>& paths) {
  ExportsAtEnd exports;
  for (const std::string& path : paths) {
    if (const Status status = exportOrSaveElsewhere(record, remarks, path); !status) {
      std::cerr << "emascope: " << status.error().message() << '\n';
      exports.all = false;
      continue;
    }
    exports.words +=
        "written: " + QFileInfo(QString::fromStdString(path)).absoluteFilePath().toStdString() +
        "\n";
  }
  return exports;
}

}  // namespace emascope::ui
