// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Qt complains about while an object of this class lives, such as painting on nothing.
#pragma once

#include <QString>
#include <QStringList>
#include <QtGlobal>

namespace emascope::ui {

class WarningsHeard {
 public:
  WarningsHeard() : before_(qInstallMessageHandler(hear)) { heard().clear(); }
  ~WarningsHeard() { qInstallMessageHandler(before_); }
  WarningsHeard(const WarningsHeard&) = delete;
  WarningsHeard& operator=(const WarningsHeard&) = delete;

  [[nodiscard]] static QStringList& heard() {
    static QStringList all;
    return all;
  }

 private:
  static void hear(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    Q_UNUSED(context);
    // The platform without a display says this of what only a window manager can do.
    const bool about_platform = text.startsWith(QLatin1String("This plugin does not support"));
    if (type != QtDebugMsg && type != QtInfoMsg && !about_platform) heard() << text;
  }

  QtMessageHandler before_;
};

}  // namespace emascope::ui
