// SPDX-License-Identifier: GPL-3.0-or-later
//
// The zoom of the interface, 80 to 200 % in steps of ten: Ctrl and +, -, 0. The workspace Teach
// chooses its sizes by its room; there, the zoom is a factor on them. Both are remembered in the
// settings.
#pragma once

#include <QObject>

class QSettings;

namespace emascope::ui {

class Actions;

class Zoom final : public QObject {
  Q_OBJECT
 public:
  Zoom(Actions& actions, QObject* parent);

  void restore(const QSettings& settings);
  /// Sets and remembers the zoom of what is shown: the interface's, or the factor on lessons.
  void set(double scale);
  /// Whether Teach is shown, so that set() is about lessons.
  void setTeaching(bool on) { teaching_ = on; }
  [[nodiscard]] double ofLessons() const { return of_lessons_; }

 Q_SIGNALS:
  void changed(double scale);            ///< the interface's
  void ofLessonsChanged(double factor);  ///< 1: by the room alone

 private:
  void apply();
  [[nodiscard]] double wanted() const { return teaching_ ? of_lessons_ : interface_; }

  bool teaching_ = false;
  double interface_ = 1.0;
  double of_lessons_ = 1.0;
};

}  // namespace emascope::ui
