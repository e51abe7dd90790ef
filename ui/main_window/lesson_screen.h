// SPDX-License-Identifier: GPL-3.0-or-later
//
// The full screen of lessons. A lesson that is shown takes it, and the window is as before when
// another workspace is shown. Somebody who leaves the full screen in Teach has the lessons to come
// in the window, until they ask for it again; that is remembered in the settings.
#pragma once

class QSettings;
class QWidget;

namespace emascope::ui {

class LessonScreen final {
 public:
  explicit LessonScreen(QWidget& window) : window_(window) {}

  /// To be called when a lesson is opened or shown again, not while it is.
  void take();
  /// To be called when none is shown any more.
  void giveBack();
  /// A person, in Teach, wants the full screen or does not want it.
  void choose(bool on);

  /// So that the next session does not begin in the full screen of a lesson that it does not show.
  /// restore() is to be called after the window's geometry was restored.
  void save(QSettings& settings) const;
  void restore(const QSettings& settings);

 private:
  void set(bool on);

  QWidget& window_;
  bool taken_ = false;  ///< without a lesson the window would not be in full screen
};

/// Only this flag of the window's state; it stays maximized if it was.
void setFullScreen(QWidget& window, bool on);

}  // namespace emascope::ui
