// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window's menus and keys ask of its panels, and what a panel tells the window, so that
// neither needs to know the other's classes. Signals only; a panel connects to those it obeys.
#pragma once

#include <QObject>
#include <QString>

namespace emascope::ui {

class PanelCommands final : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

 Q_SIGNALS:
  /// Multiply the half-life of the selected track's cap by `factor`, above 0.
  void halfLifeScaled(double factor);
  /// Whether dragging a track's slider sends its values before it ends.
  void sendWhileDraggingChanged(bool on);
  /// Hide the reasons of refused edits.
  void refusalsForgotten();

  /// Copy the selected track as Python.
  void pythonWanted();
  /// Show the row for a new track.
  void addTrackWanted();
  /// Edit the name of the track with that label.
  void renameWanted(const QString& label);
  /// From a panel: show raw and averaged weights side by side.
  void compareWanted();

  /// From a panel: something was done that the status line says.
  void done(const QString& text);
  /// From a panel: a button failed; `details` is the reason.
  void failed(const QString& text, const QString& details);
};

}  // namespace emascope::ui
