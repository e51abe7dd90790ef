// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/zoom.h"

#include "ui/main_window/actions.h"
#include "ui/theme/interface_scale.h"

#include <algorithm>
#include <cmath>

#include <QAction>
#include <QApplication>
#include <QSettings>

namespace emascope::ui {
namespace {

constexpr double kStep = 0.1;
const QLatin1String kInterface("zoom");
const QLatin1String kLessons("zoom_lessons");

double inRange(double scale) {
  return std::isfinite(scale) && scale > 0.0 ? std::clamp(scale, kLeastScale, kMostScale) : 1.0;
}

}  // namespace

Zoom::Zoom(Actions& actions, QObject* parent) : QObject(parent) {
  connect(actions.zoom_in, &QAction::triggered, this, [this] { set(wanted() + kStep); });
  connect(actions.zoom_out, &QAction::triggered, this, [this] { set(wanted() - kStep); });
  connect(actions.zoom_normal, &QAction::triggered, this, [this] { set(1.0); });
}

void Zoom::restore(const QSettings& settings) {
  interface_ = inRange(settings.value(kInterface, 1.0).toDouble());
  of_lessons_ = inRange(settings.value(kLessons, 1.0).toDouble());
  apply();
  Q_EMIT ofLessonsChanged(of_lessons_);
}

void Zoom::set(double scale) {
  const double rounded = std::round(inRange(scale) * 10.0) / 10.0;
  QSettings().setValue(teaching_ ? kLessons : kInterface, rounded);
  if (teaching_) {
    of_lessons_ = rounded;
    Q_EMIT ofLessonsChanged(rounded);
    return;
  }
  interface_ = rounded;
  apply();
}

void Zoom::apply() {
  const double before = interfaceScale();
  setInterfaceScale(*qApp, interface_);
  if (interfaceScale() != before) Q_EMIT changed(interfaceScale());
}

}  // namespace emascope::ui
