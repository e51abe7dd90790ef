// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/lesson_screen.h"

#include <QSettings>
#include <QWidget>

namespace emascope::ui {
namespace {

const QLatin1String kWanted("teach/full_screen");
const QLatin1String kTaken("teach/in_full_screen");  // when the last session ended

}  // namespace

void setFullScreen(QWidget& window, bool on) {
  const Qt::WindowStates states = window.windowState();
  window.setWindowState(on ? states | Qt::WindowFullScreen : states & ~Qt::WindowFullScreen);
}

void LessonScreen::set(bool on) {
  if (on && !window_.isFullScreen()) taken_ = true;
  if (!on) taken_ = false;
  setFullScreen(window_, on);
}

void LessonScreen::take() {
  if (QSettings().value(kWanted, true).toBool()) set(true);
}

void LessonScreen::giveBack() {
  if (taken_) set(false);
}

void LessonScreen::choose(bool on) {
  QSettings().setValue(kWanted, on);
  set(on);
}

void LessonScreen::save(QSettings& settings) const { settings.setValue(kTaken, taken_); }

void LessonScreen::restore(const QSettings& settings) {
  if (settings.value(kTaken).toBool()) setFullScreen(window_, false);
}

}  // namespace emascope::ui
