// SPDX-License-Identifier: GPL-3.0-or-later
//
// What tests of the bank of tracks do with its table and its menus, by mouse and keys.
#pragma once

#include "tests/ui/main_window/window_fixture.h"
#include "ui/panels/tracks_model.h"

#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>

namespace emascope::ui {

using enum TracksModel::Column;

inline QTableView* tableOf(const WindowFixture& w) { return w.part<QTableView>("tracks_table"); }

inline QString cell(const WindowFixture& w, int row, int column) {
  return tableOf(w)->model()->index(row, column).data().toString();
}

inline QPoint middleOf(const WindowFixture& w, int row, int column) {
  return tableOf(w)->visualRect(tableOf(w)->model()->index(row, column)).center();
}

inline void click(const WindowFixture& w, int row, int column) {
  QTest::mouseClick(tableOf(w)->viewport(), Qt::LeftButton, {}, middleOf(w, row, column));
}

inline std::vector<command::EditTracks> edits(const WindowFixture& w) {
  return w.session.all<command::EditTracks>();
}

/// A run with as many tracks as there can be.
inline event::Started startedWithMostTracks(const WindowFixture& w) {
  event::Started started = fakeStarted(w.controller.catalog());
  while (started.config.tracks.size() < kMostTracks) {
    TrackSpec track = started.config.tracks[1];
    track.label = "t" + std::to_string(started.config.tracks.size());
    started.config.tracks.push_back(track);
  }
  return started;
}

/// The engine does the last thing that was asked.
inline void obey(WindowFixture& w) {
  const command::EditTracks asked = edits(w).back();
  std::vector<TrackSpec> tracks = w.controller.record().tracks;
  tracks.resize(w.controller.record().alive);
  w.session.arrive(event::TracksChanged{asked.request, 3401, asked.action,
                                        editedTracks(tracks, asked.action).value()});
  w.deliver();
}

/// Opens the menu of a row with the right button.
inline QMenu* menuOf(WindowFixture& w, int row) {
  const QPoint at = middleOf(w, row, kName);
  QContextMenuEvent event(QContextMenuEvent::Mouse, at, tableOf(w)->viewport()->mapToGlobal(at));
  QCoreApplication::sendEvent(tableOf(w)->viewport(), &event);
  const auto menus = w.window.findChildren<QMenu*>(QStringLiteral("track_menu"));
  return menus.isEmpty() ? nullptr : menus.back();
}

inline QAction* trackEntry(const QMenu* menu, const char* name) {
  return menu->findChild<QAction*>(QStringLiteral("track_") + QLatin1String(name));
}

/// Chooses an entry with the mouse.
inline void chooseTrackEntry(QMenu* menu, const char* name) {
  QTest::mouseClick(menu, Qt::LeftButton, {},
                    menu->actionGeometry(trackEntry(menu, name)).center());
}

inline void type(QLineEdit* field, const QString& text) {
  field->setFocus();
  field->selectAll();
  QTest::keyClicks(field, text);
}

inline QString title(const WindowFixture& w) {
  return w.part<QWidget>("track_card")->findChild<QLabel*>()->text();
}

}  // namespace emascope::ui
