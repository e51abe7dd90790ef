// SPDX-License-Identifier: GPL-3.0-or-later
//
// What keys, wheel and menus do everywhere in the window, whichever widget they reach: Space
// belongs to the run, so Enter presses buttons; the wheel changes nothing that has no focus; after
// a choice in a menu the focus goes home (focus_home.h).
//
// Tool tips are plain text everywhere, because names in them may come from files and from other
// engines; long ones are wrapped.
#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

class QHelpEvent;
class QKeyEvent;

namespace emascope::ui {

class InputRules final : public QObject {
  Q_OBJECT
 public:
  /// Watches the events of the application as long as `window`, its owner, lives.
  explicit InputRules(QWidget* window);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  bool keyPressed(QObject* watched, const QKeyEvent& event);
  static bool overrides(QObject* watched, const QKeyEvent& event);
  static bool ignoresWheel(const QObject* watched);
  static bool showPlain(QWidget& widget, const QHelpEvent& event);
  void menuShown(QObject* watched);
  void chosen();

  QWidget* window_;
  QPointer<QWidget> before_menu_;  // what had the focus
};

}  // namespace emascope::ui
