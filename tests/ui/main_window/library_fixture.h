// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole window with a library of kept runs.
#pragma once

#include "tests/ui/main_window/window_fixture.h"
#include "tests/ui/runs/kept_library.h"
#include "tests/ui/support/settle.h"
#include "ui/main_window/kept_runs.h"
#include "ui/main_window/stored_page.h"
#include "ui/main_window/workspaces.h"
#include "ui/runs/runs_model.h"
#include "ui/runs/runs_panel.h"
#include "ui/runs/runs_table.h"

#include <string>

#include <QLabel>
#include <QStringList>
#include <QTabWidget>

namespace emascope::ui {

/// An engine that only draws pictures.
inline const QStringList kPicturesEngine = {QStringLiteral(EMASCOPE_TESTS_DIR "/fake_engine"),
                                            QStringLiteral("pictures")};

struct LibraryFixture : WindowFixture {
  explicit LibraryFixture(const KeptLibrary& library, bool remote = false)
      : WindowFixture({1440, 900}) {
    window.showLibrary(library.folder(), remote);
  }
  [[nodiscard]] KeptRuns& kept() const { return *window.keptRuns(); }
  [[nodiscard]] RunsPanel* panel() const { return kept().panel(); }
  [[nodiscard]] RunsTable* table() const { return panel()->table(); }
  /// Brings the tab to the front and waits until it has `rows` rows.
  void showTab(int rows) {
    part<QTabWidget>("tables")->setCurrentWidget(panel());
    QTRY_COMPARE(table()->model()->rowCount(), rows);
    settle();
  }
  [[nodiscard]] QPoint placeOf(int row, int column) const {
    return table()->visualRect(table()->model()->index(row, column)).center();
  }
  void click(int row, int column) const {
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, placeOf(row, column));
  }
  void clickTwice(int row, int column) const {
    click(row, column);
    QTest::mouseDClick(table()->viewport(), Qt::LeftButton, {}, placeOf(row, column));
  }
  [[nodiscard]] QString text(int row, int column) const {
    return table()->model()->index(row, column).data().toString();
  }
  /// The text of the notice above the table; empty if there is none.
  [[nodiscard]] QString notice() const {
    const auto* text = part<QLabel>("runs_notice_text");
    return text->isVisible() ? text->text() : QString();
  }
  /// Opens a stored run beside a live one, with this command of the engine, in a library of `runs`
  /// runs. Returns its page; null if it does not come.
  StoredPage* openStored(const std::string& id, const QStringList& engine, int runs = 1) {
    window.setEngineCommand(engine);
    run(500);
    showTab(runs);
    kept().open(id);
    return stored();
  }
  /// The stored run that is shown, once it is.
  [[nodiscard]] StoredPage* stored() const {
    (void)QTest::qWaitFor([this] { return kept().shown() != nullptr; }, 20000);
    return kept().shown();
  }
};

}  // namespace emascope::ui
