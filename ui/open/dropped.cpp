// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/open/dropped.h"

#include <algorithm>

#include <QDir>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace emascope::ui {
namespace {

/// The folders in a log are few; a folder of pictures may have very many.
constexpr qsizetype kMostLookedInto = 50;

const QStringList& eventFiles() {
  static const QStringList names = {QStringLiteral("*tfevents*")};
  return names;
}

const QStringList& logFiles() {
  static const QStringList names =
      QStringList{QStringLiteral("metrics.csv"), QStringLiteral("trainer_state.json")}
      << eventFiles();
  return names;
}

bool hasFiles(const QDir& folder, const QStringList& names) {
  return !folder.entryList(names, QDir::Files).isEmpty();
}

}  // namespace

QString droppedPath(const QMimeData* dragged) {
  if (!dragged) return {};
  for (const QUrl& url : dragged->urls()) {
    if (url.isLocalFile()) return url.toLocalFile();
  }
  return {};
}

bool isScriptName(const QString& path) {
  const QString ending = QFileInfo(path).suffix();
  for (const char* known : {"pt", "pth", "ts", "torchscript"}) {
    if (ending == QLatin1String(known)) return true;
  }
  return false;
}

bool isLog(const QString& path) {
  const QFileInfo info(path);
  if (!info.isDir()) {
    return QDir::match(logFiles(), info.fileName()) || info.suffix() == QLatin1String("db");
  }
  const QDir folder(path);
  if (hasFiles(folder, logFiles())) return true;
  const QStringList inside = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
  return inside.size() <= kMostLookedInto &&
         std::any_of(inside.begin(), inside.end(), [&](const QString& name) {
           return hasFiles(QDir(folder.filePath(name)), eventFiles());
         });
}

const char* optionFor(const QString& path) {
  const bool network = isScriptName(path) || QFileInfo(path).suffix() == QLatin1String("json");
  return network ? "model" : "data";
}

}  // namespace emascope::ui
