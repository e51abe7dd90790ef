// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of tracks in the whole window, against a session that answers when the test says so.
#include "core/protocol/record/run_summary.h"
#include "core/protocol/record/verdict.h"
#include "tests/ui/main_window/library_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/panels/tracks_model.h"
#include "ui/run/words.h"

#include <QHelpEvent>
#include <QLabel>
#include <QScrollBar>
#include <QTabBar>
#include <QTableView>
#include <QTableWidget>
#include <QToolButton>
#include <QToolTip>

namespace emascope::ui {
namespace {

QString cell(const QTableView& table, int row, int column) {
  return table.model()->index(row, column).data().toString();
}

}  // namespace

class WindowTableTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void allTabsFitInASmallWindow() {
    KeptLibrary library;
    library.keep();
    LibraryFixture w(library);
    w.run();
    w.window.resize(1000, 650);
    settle();
    auto* tabs = w.part<QTabWidget>("tables");
    QCOMPARE(tabs->count(), 9);
    for (int i = 0; i < tabs->count(); ++i) {
      QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(i).center());
      settle();
      QCOMPARE(tabs->currentIndex(), i);
      for (const auto* scroller : tabs->tabBar()->findChildren<QToolButton*>()) {
        QVERIFY2(!scroller->isVisible(), qPrintable(tabs->tabText(i)));
      }
    }
  }

  void tracksMayChangeWhileTheWindowLooksOn() {
    WindowFixture w;
    w.run();
    auto* table = w.part<QTableView>("tracks_table");
    table->selectRow(3);  // slow
    const auto act = [&w](const TrackAction& action) {
      std::vector<TrackSpec> tracks = w.controller.record().tracks;
      tracks.resize(w.controller.record().alive);
      w.session.arrive(event::TracksChanged{0, 3401, action, editedTracks(tracks, action).value()});
      w.session.arrive(event::Evaluated{{fakePoint(3425, 3)}});
      w.deliver();
    };
    const auto title = [&w] { return w.part<QWidget>("track_card")->findChild<QLabel*>()->text(); };
    const auto nameIn = [table](int row) {
      return table->model()->index(row, 2).data().toString();
    };
    TrackSpec added = w.controller.record().tracks[1];
    added.label = "new";
    act(track_action::Add{added});
    QCOMPARE(table->model()->rowCount(), 5);
    QCOMPARE(nameIn(4), QStringLiteral("new"));
    QVERIFY(title().contains(QStringLiteral("slow")));
    act(track_action::Remove{"fast"});
    QCOMPARE(table->model()->rowCount(), 4);
    QVERIFY(title().contains(QStringLiteral("slow")));
    act(track_action::Promote{"slow"});
    QVERIFY(title().contains(QStringLiteral("main")));
    QCOMPARE(nameIn(2), QStringLiteral("main"));
    act(track_action::Remove{"slow"});
    QCOMPARE(table->model()->rowCount(), 3);
    QCOMPARE(w.part<QTableWidget>("events_table")
                 ->item(w.part<QTableWidget>("events_table")->rowCount() - 1, 2)
                 ->text(),
             QStringLiteral("track slow removed"));
    act(track_action::Remove{"main"});
    act(track_action::Remove{"new"});
    QVERIFY(!w.window.grab().isNull());
  }

  void init() { MainWindow::forgetSettings(); }

  void theTableSaysWhatTheSummarySays() {
    WindowFixture fixture;
    fixture.run();
    const auto* table = fixture.part<QTableView>("tracks_table");
    const RunRecord& record = fixture.controller.record();
    QCOMPARE(table->model()->rowCount(), 4);
    const EvalPoint& last = record.points.back();
    const int decimals = commonDecimals(
        {last.raw.loss, last.tracks[0].val.loss, last.tracks[1].val.loss, last.tracks[2].val.loss});
    for (int row = 1; row < 4; ++row) {
      const auto track = static_cast<std::size_t>(row) - 1;
      const Verdict verdict = verdictOf(record, track);
      QCOMPARE(cell(*table, row, 4),
               alignedNumber(record.points.back().tracks[track].val.loss, decimals));
      const auto best = bestMean(record.points, track);
      QCOMPARE(cell(*table, row, 6), QStringLiteral("%1 @ %2").arg(
                                         alignedNumber(best->loss, decimals), grouped(best->step)));
      QCOMPARE(cell(*table, row, 7), QString::fromStdString(percentText(verdict)));
      QCOMPARE(cell(*table, row, 8), QString::fromStdString(english(halfWidthPhrase(verdict))));
      QVERIFY(cell(*table, row, 8).startsWith(QStringLiteral("± ")));
      QCOMPARE(cell(*table, row, 9), QStringLiteral("%1 of 20").arg(verdict.wins));
    }
  }

  void theTableCountsTiesForNobody() {
    WindowFixture w;
    w.session.arrive(fakeStarted(w.controller.catalog()));
    w.session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
    event::Evaluated evaluated;
    for (std::int64_t at = 25; at <= 3400; at += 25) {
      EvalPoint point = fakePoint(at, 3);
      const std::int64_t turn = at / 25 % 4;  // lower, higher, and twice equal
      point.tracks[1].val.loss = point.raw.loss * (turn == 0 ? 0.5 : turn == 1 ? 1.5 : 1.0);
      evaluated.points.push_back(point);
    }
    w.session.arrive(evaluated);
    w.deliver();
    const auto* table = w.part<QTableView>("tracks_table");
    QCOMPARE(cell(*table, 2, 9), QStringLiteral("5 of 20, 10 equal"));
    QVERIFY(!cell(*table, 1, 9).contains(QStringLiteral("equal")));
  }

  void anIntervalOfAnyWidthIsShortAndItsToolTipHasTheWords() {
    WindowFixture w;
    w.session.arrive(fakeStarted(w.controller.catalog()));
    w.session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
    event::Evaluated evaluated;
    for (std::int64_t at = 25; at <= 3400; at += 25) {
      EvalPoint point = fakePoint(at, 3);
      point.raw.loss = 200.0;
      point.tracks[1].val.loss = 99.0 - 1e-4 * static_cast<double>(at);  // a trend
      evaluated.points.push_back(point);
    }
    w.session.arrive(evaluated);
    w.deliver();
    const Verdict verdict = verdictOf(w.controller.record(), 1);
    QVERIFY(verdict.at_least);
    QCOMPARE(verdict.kind, VerdictKind::kTrackLower);
    const auto* table = w.part<QTableView>("tracks_table");
    const QModelIndex interval = table->model()->index(2, TracksModel::kInterval);
    QVERIFY2(interval.data().toString().startsWith(QStringLiteral("± ≥ ")),
             qPrintable(interval.data().toString()));
    QCOMPARE(interval.data(Qt::ToolTipRole).toString().toStdString(),
             english(halfWidthPhrase(verdict)));
    QVERIFY(interval.data(Qt::ToolTipRole).toString().contains(QStringLiteral("at least")));
  }

  void longWordsAreElidedBeforeANumberIsCut() {
    WindowFixture w({1280, 720});
    event::Started started = fakeStarted(w.controller.catalog());
    const QString name = QStringLiteral("an average with a very long name");
    started.config.tracks[2].label = name.toStdString();
    w.run(started);
    auto* table = w.part<QTableView>("tracks_table");
    QTRY_COMPARE(table->horizontalScrollBar()->maximum(), 0);
    const QAbstractItemView* view = table;
    for (const int column : {TracksModel::kLoss, TracksModel::kMetric, TracksModel::kBest,
                             TracksModel::kInterval, TracksModel::kHalfLife}) {
      QVERIFY2(table->columnWidth(column) >= view->sizeHintForColumn(column),
               qPrintable(QString::number(column)));
    }
    const QModelIndex cut = table->model()->index(3, TracksModel::kName);
    QCOMPARE(cut.data().toString(), name);
    QVERIFY(table->visualRect(cut).width() < view->sizeHintForIndex(cut).width());
    const QPoint at = table->visualRect(cut).center();
    QHelpEvent help(QEvent::ToolTip, at, table->viewport()->mapToGlobal(at));
    QVERIFY(QCoreApplication::sendEvent(table->viewport(), &help));
    QTRY_VERIFY(QToolTip::text().contains(name));
    QToolTip::hideText();
  }

  void theTableSaysOverHowManyEvaluations() {
    WindowFixture fixture;
    fixture.run();
    const auto* model = fixture.part<QTableView>("tracks_table")->model();
    QCOMPARE(model->headerData(TracksModel::kWins, Qt::Horizontal).toString(),
             QStringLiteral("wins, last 20"));
  }

  void aRowChosenInTheTableIsTheCardsTrack() {
    WindowFixture fixture;
    fixture.run();
    fixture.part<QTableView>("tracks_table")->selectRow(2);
    QCOMPARE(fixture.part<QLabel>("decay_in_force")->text(), QStringLiteral("0.9"));
  }
};

EMASCOPE_UI_TEST(WindowTableTest);

}  // namespace emascope::ui

#include "window_table_test.moc"
