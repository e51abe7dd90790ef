// SPDX-License-Identifier: GPL-3.0-or-later
//
// As many tracks as a run can have in the smallest window; and a track that is removed while the
// picture of its weights is being made.
#include "tests/ui/main_window/bank_fixture.h"
#include "tests/ui/main_window/places.h"
#include "tests/ui/support/fake_pictures.h"
#include "tests/ui/support/test_program.h"
#include "ui/panels/picture_view.h"
#include "ui/plot/loss_plot.h"

#include <algorithm>

#include <QAbstractButton>
#include <QApplication>
#include <QScrollBar>
#include <QToolButton>

namespace emascope::ui {
namespace {

constexpr int kPatience = 20000;  // ms
constexpr QSize kSmallest(760, 520);

void runWithMostTracks(WindowFixture& w) {
  w.session.arrive(startedWithMostTracks(w));
  w.session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
  event::Evaluated evaluated;
  for (std::int64_t at = 25; at <= 3400; at += 25) {
    evaluated.points.push_back(fakePoint(at, kMostTracks));
  }
  w.session.arrive(evaluated);
  w.session.arrive(event::Progress{3400, 17.0, 200, 0.74, 0.02, 0.24});
  w.deliver();
  settle();
}

/// The engine's side of the pictures.
struct Painter {
  WindowFixture& w;
  std::size_t seen = 0;

  void answer(const command::Render& asked, const TaskPicture& picture) const {
    w.session.arrive(event::Rendered{
        .request = asked.request, .step = 3400, .of = asked.of, .picture = picture});
  }
  /// Answers what is asked for until the picture of `label` is; that one waits.
  command::Render waitFor(const std::string& label) {
    command::Render wanted;
    const auto look = [&] {
      const auto asked = w.session.all<command::Render>();
      while (seen < asked.size()) {
        wanted = asked[seen++];
        if (wanted.of == label) return true;
        answer(wanted, fakeSurface());
      }
      return false;
    };
    return QTest::qWaitFor(look, kPatience) ? wanted : command::Render{};
  }
};

}  // namespace

class ManyTracksTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void sixtyFourTracksKeepTheSmallestWindowAsItIs() {
    WindowFixture w(kSmallest);
    runWithMostTracks(w);
    QCOMPARE(w.controller.record().alive, std::size_t{kMostTracks});
    lookEverywhere(w, [&w](const QString& place) {
      QVERIFY2(w.window.size() == kSmallest, qPrintable(place));
      QVERIFY2(whole(w.part<QWidget>("button_toggle")), qPrintable(place));
      QVERIFY2(!w.window.grab().isNull(), qPrintable(place));
    });
    w.window.workspaces()->show(Workspace::kTune);
    settle();
    QVERIFY(whole(w.part<QWidget>("plot_card")));
    QVERIFY(w.window.plot()->height() >= 160);
    QVERIFY(whole(w.part<QWidget>("head_verdict")));
  }

  void eachOfThemIsReachedInTheTableAndTheLegend() {
    WindowFixture w(kSmallest);
    runWithMostTracks(w);
    w.part<QTabWidget>("tables")->setCurrentWidget(w.part<QWidget>("tracks_panel"));
    settle();
    auto* table = tableOf(w);
    const int rows = static_cast<int>(kMostTracks) + 1;
    QCOMPARE(table->model()->rowCount(), rows);
    table->setFocus();
    table->selectRow(0);
    for (int row = 1; row < rows; ++row) QTest::keyClick(table, Qt::Key_Down);
    QCOMPARE(table->currentIndex().row(), rows - 1);
    QVERIFY(table->viewport()->rect().contains(table->visualRect(table->currentIndex()).center()));
    QCOMPARE(cell(w, rows - 1, kName), QStringLiteral("t63"));

    w.window.resize(1000, 650);  // from here on there is a legend
    settle();
    const auto* legend = w.part<QWidget>("track_chips");
    QVERIFY(legend->isVisible());
    int chips = 0;
    for (const auto* chip : legend->findChildren<QAbstractButton*>()) {
      if (!chip->isVisible()) continue;
      ++chips;
      QVERIFY(legend->rect().contains(chip->geometry()));
    }
    auto* more = w.part<QToolButton>("more_chips");
    QVERIFY(more->isVisible());
    QTest::mouseClick(more, Qt::LeftButton);
    auto* menu = w.part<QMenu>("more_chips_menu");
    const auto listed = static_cast<int>(menu->actions().size());
    menu->close();
    QCOMPARE(chips - 1 + listed, rows);  // without the button that opens the list
  }

  void aCurveWithoutRoomInTheLegendIsShownAloneAndHiddenByItsMenu() {
    WindowFixture w({1000, 650});
    runWithMostTracks(w);
    auto* more = w.part<QToolButton>("more_chips");
    /// Opens the menu of the first curve that has no room, and chooses the action.
    const auto choose_of_first = [more](const char* name) {
      QTest::mouseClick(more, Qt::LeftButton);
      auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
      QVERIFY(menu != nullptr);
      QTest::keyClick(menu, Qt::Key_Down);
      const QMenu* wanted = menu->activeAction()->menu();
      QTest::keyClick(menu, Qt::Key_Right);
      QVERIFY(wanted->isVisible());
      auto* of_curve = qobject_cast<QMenu*>(QApplication::activePopupWidget());
      QVERIFY(of_curve == wanted);
      of_curve->setActiveAction(trackEntry(of_curve, name));
      QTest::keyClick(of_curve, Qt::Key_Return);
    };
    const auto shown = [&w] {
      QStringList labels;
      for (const auto* chip : w.part<QWidget>("track_chips")->findChildren<QAbstractButton*>()) {
        if (chip->isChecked()) labels << chip->text();
      }
      return labels;
    };
    const qsizetype all = shown().size();
    choose_of_first("solo");
    const QStringList alone = shown();
    QCOMPARE(alone.size(), 1);
    choose_of_first("solo");  // all again
    QCOMPARE(shown().size(), all);
    choose_of_first("shown");
    QCOMPARE(shown().size(), all - 1);
    QVERIFY(!shown().contains(alone.front()));
  }

  void itIsShownAndHiddenByTheFirstEntryOfItsMenu() {
    WindowFixture w({1000, 650});
    runWithMostTracks(w);
    auto* more = w.part<QToolButton>("more_chips");
    const auto shown = [&w] {
      const auto chips = w.part<QWidget>("track_chips")->findChildren<QAbstractButton*>();
      return std::ranges::count_if(chips, [](const auto* chip) { return chip->isChecked(); });
    };
    const auto all = shown();
    for (const bool is_shown : {true, false}) {
      QTest::mouseClick(more, Qt::LeftButton);
      QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Down);
      QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Right);  // its first entry
      auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
      QVERIFY(menu != nullptr);
      const QAction* first = menu->actions().constFirst();
      QCOMPARE(first->text(), QStringLiteral("Show in the chart"));
      QVERIFY(first->isCheckable());
      QCOMPARE(first->isChecked(), is_shown);
      QVERIFY(menu->activeAction() == first);
      QTest::keyClick(menu, Qt::Key_Return);
      QCOMPARE(shown(), is_shown ? all - 1 : all);
    }
  }

  void aTrackThatIsRemovedWhileItsPictureIsMadeHasNone_data() {
    QTest::addColumn<bool>("refused");
    QTest::newRow("the picture comes") << false;
    QTest::newRow("the engine refuses it") << true;
  }
  void aTrackThatIsRemovedWhileItsPictureIsMadeHasNone() {
    QFETCH(bool, refused);
    WindowFixture w({1440, 900});
    w.run();
    w.state(RunState::kPaused);  // else each round is followed by another one
    Painter painter{w};
    showCard(w, "task_picture");
    painter.answer(painter.waitFor("main"), fakeSurface());
    w.deliver();
    settle();
    showCard(w, "task_picture");  // now that there is something in it
    tableOf(w)->selectRow(2);     // fast
    const command::Render pending = painter.waitFor("fast");
    QCOMPARE(pending.of, std::string("fast"));

    std::vector<TrackSpec> tracks = w.controller.record().tracks;
    tracks.resize(w.controller.record().alive);
    const TrackAction remove = track_action::Remove{"fast"};
    w.session.arrive(event::TracksChanged{0, 3401, remove, editedTracks(tracks, remove).value()});
    const TaskPicture late = fakeCurve();  // another kind than all that follow
    if (refused) {
      w.session.arrive(
          event::Rejected{pending.request, {"fast", "is no track", "raw, main, slow"}});
    } else {
      painter.answer(pending, late);
    }
    w.deliver();
    const auto* average = w.part<PictureView>("picture_average");
    QVERIFY(average->picture().kind != late.kind);
    QVERIFY(!w.part<QLabel>("caption_average")->text().contains(QStringLiteral("fast")));

    // The main track is selected instead, is asked for, and is shown.
    QVERIFY2(title(w).contains(QStringLiteral("main")), qPrintable(title(w)));
    const command::Render next = painter.waitFor("main");
    QCOMPARE(next.of, std::string("main"));
    painter.answer(next, fakeSurface());
    QTRY_VERIFY(average->isVisible() && average->picture().kind == fakeSurface().kind);
    QVERIFY(w.part<QLabel>("caption_average")->text().startsWith(QStringLiteral("EMA")));
    QVERIFY(!w.window.grab().isNull());
  }
};

EMASCOPE_UI_TEST(ManyTracksTest);

}  // namespace emascope::ui

#include "many_tracks_test.moc"
