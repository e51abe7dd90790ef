// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window over the real engine, put together as the program emascope does, with settings of its
// own. Needs the built emascope-engine.
#pragma once

#include "core/protocol/spec/catalog.h"
#include "ui/main_window/main_window.h"
#include "ui/run/engine_client.h"
#include "ui/run/run_controller.h"

#include <functional>

#include <QSettings>
#include <QSize>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace emascope::ui {

/// A folder in which the programs of a test keep their settings, and which ends with it.
class OwnSettings {
 public:
  OwnSettings() {
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder_.path());
  }
  [[nodiscard]] QString path(const char* name) const {
    return folder_.filePath(QLatin1String(name));
  }

 private:
  QTemporaryDir folder_;
};

struct EngineWindow {
  /// The first run of the window, from the engine's catalog.
  using FirstRun = std::function<RunConfig(const Catalog&)>;

  OwnSettings folder;
  QStringList serve{QStringLiteral(EMASCOPE_BIN_DIR "/emascope-engine"), QStringLiteral("serve")};
  EngineClient client{serve};
  RunController controller{client};
  MainWindow window{controller, ThemeChoice::kLight};

  /// Starts the engine and shows the window. An engine that is started again repeats the run.
  explicit EngineWindow(const FirstRun& first = demo, QSize size = {}) {
    QObject::connect(&client, &EngineClient::helloArrived, &window, [this, first] {
      controller.setCatalog(client.hello().catalog);
      window.showEngineReady();
      if (controller.revive()) return;
      if (controller.record().points.empty()) {
        controller.start(first(controller.catalog()));
      } else {
        controller.restart();
      }
    });
    QObject::connect(&client, &EngineClient::died, &window, [this](const QString& what) {
      window.showEngineDied(what, [this] { client.launch(); });
    });
    client.launch();
    if (size.isValid()) window.resize(size);
    window.show();
  }

  template <typename T>
  [[nodiscard]] T* part(const char* name) const {
    return window.findChild<T*>(QLatin1String(name));
  }

  /// The default demo, with all its averages.
  [[nodiscard]] static RunConfig demo(const Catalog& catalog) {
    return catalog.presets.front().config;
  }
  /// The default demo with its main average alone.
  [[nodiscard]] static RunConfig oneAverage(const Catalog& catalog) {
    RunConfig config = demo(catalog);
    config.tracks.resize(1);
    return config;
  }
};

}  // namespace emascope::ui
