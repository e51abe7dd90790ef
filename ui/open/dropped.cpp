// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/open/dropped.h"

#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace emascope::ui {

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

const char* optionFor(const QString& path) {
  const bool network = isScriptName(path) || QFileInfo(path).suffix() == QLatin1String("json");
  return network ? "model" : "data";
}

}  // namespace emascope::ui
