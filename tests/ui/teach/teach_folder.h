// SPDX-License-Identifier: GPL-3.0-or-later
//
// The folder of a program of tests with lessons: for its settings, so that it neither reads nor
// changes those of the person who runs it, and for the files that its tests write.
#pragma once

#include "ui/theme/theme.h"

#include <fstream>
#include <string>

#include <QApplication>
#include <QCoreApplication>
#include <QLatin1String>
#include <QLocale>
#include <QSettings>
#include <QString>
#include <QTemporaryDir>

namespace emascope::ui {

class TeachFolder {
 public:
  /// For initTestCase(): settings in this folder, the C locale and the light theme.
  void setUp() const {
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, path());
    QCoreApplication::setOrganizationName(QStringLiteral("EMAscope"));
    QCoreApplication::setApplicationName(QStringLiteral("teach_test"));
    QLocale::setDefault(QLocale::c());
    applyTheme(*qApp, ThemeChoice::kLight);
  }

  [[nodiscard]] QString path() const { return folder_.path(); }
  [[nodiscard]] QString path(const char* name) const {
    return folder_.filePath(QLatin1String(name));
  }
  /// Writes a file. Returns its path.
  [[nodiscard]] QString file(const char* name, const std::string& text) const {
    std::ofstream(path(name).toStdString()) << text;
    return path(name);
  }

 private:
  QTemporaryDir folder_;
};

}  // namespace emascope::ui
