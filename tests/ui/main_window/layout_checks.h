// SPDX-License-Identifier: GPL-3.0-or-later
//
// What tests of the window's arrangement share.
#pragma once

#include "core/protocol/record/verdict.h"
#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/support/settle.h"
#include "ui/controls/fitting_label.h"
#include "ui/panels/tracks_model.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/said.h"

#include <QHeaderView>
#include <QPoint>
#include <QScrollArea>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QWidget>

namespace emascope::ui {

/// Whether all of a widget is seen.
inline bool whole(const QWidget* widget) {
  return widget->isVisible() && widget->visibleRegion().boundingRect() == widget->rect();
}

/// Drags the first handle of a splitter.
inline void drag(QSplitter* splitter, QPoint by) {
  QWidget* handle = splitter->handle(1);
  const QPoint at = handle->rect().center();
  QTest::mousePress(handle, Qt::LeftButton, {}, at);
  QTest::mouseMove(handle, at + by / 2);
  QTest::mouseMove(handle, at + by - by / 2);
  QTest::mouseRelease(handle, Qt::LeftButton, {}, at);
}

/// Brings the tab with that card to the front, if it is a tab.
inline void showCard(const WindowFixture& fixture, const char* name) {
  const auto* card = fixture.part<QWidget>(name);
  for (const char* tabs : {"side_tabs", "tables"}) {
    auto* all = fixture.part<QTabWidget>(tabs);
    for (int tab = 0; tab < all->count(); ++tab) {
      if (all->widget(tab)->isAncestorOf(card)) all->setCurrentIndex(tab);
    }
  }
  settle();
}

/// The scroll area that is the tab page of that card; null if the card is no tab.
inline QScrollArea* pageOf(const WindowFixture& fixture, const char* name) {
  const auto* card = fixture.part<QWidget>(name);
  for (const char* tabs : {"side_tabs", "tables"}) {
    auto* all = fixture.part<QTabWidget>(tabs);
    for (int tab = 0; tab < all->count(); ++tab) {
      if (all->widget(tab)->isAncestorOf(card)) return qobject_cast<QScrollArea*>(all->widget(tab));
    }
  }
  return nullptr;
}

/// Whether a column of the tracks has room for all of its texts; where the table has none to spare,
/// for its head, and for the texts unless they may be words, which a tool tip has.
inline bool hasRoom(const QTableView& table, int column) {
  const int width = table.columnWidth(column);
  if (width < table.horizontalHeader()->sectionSizeHint(column)) return false;
  if (width >= static_cast<const QAbstractItemView&>(table).sizeHintForColumn(column)) return true;
  const bool words = column == TracksModel::kName || column == TracksModel::kRule ||
                     column == TracksModel::kDelta || column == TracksModel::kWins;
  return words && table.horizontalHeader()->length() >= table.viewport()->width();
}

/// A verdict with as many words as one can have.
inline Verdict longVerdict() {
  return {.kind = VerdictKind::kTrackLower,
          .evaluations = 60,
          .wins = 8,
          .losses = 1,
          .percent_lower = 24.0,
          .percent_half_width = 10.0,
          .at_least = true,
          .remembers = 1500};
}

/// Its texts in the language of the window, the longest first.
inline QStringList longVerdictTexts() {
  QStringList texts;
  for (const Phrase& text : verdictPhrases(longVerdict(), "EMA")) texts << said(text);
  return texts;
}

/// A window with all that can be in the head of the chart: a second run, a view that does not
/// follow, and that verdict.
inline void crowdHead(WindowFixture& fixture) {
  fixture.run();
  fixture.run();
  fixture.window.plot()->fitAll();
  settle();
  fixture.part<FittingLabel>("head_verdict")->setTexts(longVerdictTexts());
  fixture.window.plot()->setFollowing(true);
  fixture.window.plot()->fitAll();
  settle();
}

}  // namespace emascope::ui
