// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bank of tracks in the window: what a person does in the table and its menus, and what reaches
// the engine.
#include "tests/support/track_action_names.h"
#include "tests/ui/main_window/bank_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/controls/message_bar.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/words.h"

#include <QClipboard>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>

namespace emascope::ui {

class TrackBankTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { MainWindow::forgetSettings(); }

  void theMetricHasAColumn() {
    WindowFixture w;
    w.run();
    QCOMPARE(tableOf(w)->model()->headerData(kMetric, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("accuracy"));
    QCOMPARE(cell(w, 0, kMetric), QStringLiteral("95.0 %"));
    QCOMPARE(cell(w, 1, kMetric), QStringLiteral("97.0 %"));
  }

  void theHeadsSort() {
    WindowFixture w;
    w.run();
    QHeaderView* head = tableOf(w)->horizontalHeader();
    const QPoint at(head->sectionViewportPosition(kHalfLife) + 10, head->height() / 2);
    const auto names = [&w] {
      QStringList all;
      for (int row = 0; row < 4; ++row) all << cell(w, row, kName);
      return all.join(u' ');
    };
    const QString before = names();
    tableOf(w)->selectRow(2);  // fast
    QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(names(), QStringLiteral("fast EMA (main) slow raw weights"));
    QCOMPARE(tableOf(w)->currentIndex().row(), 0);  // fast is still selected
    QVERIFY(title(w).contains(QStringLiteral("fast")));
    QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(names(), QStringLiteral("slow EMA (main) fast raw weights"));
    QVERIFY(head->model()->headerData(kHalfLife, Qt::Horizontal).toString().endsWith(u'↓'));
    QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(names(), before);
  }

  void anEyeHidesInTheChartOnly() {
    WindowFixture w;
    w.run();
    const QString wins = cell(w, 3, kWins);
    click(w, 3, kEye);
    QVERIFY(!w.part<QAbstractButton>("chip_slow")->isChecked());
    QCOMPARE(cell(w, 3, kWins), wins);
    QVERIFY(!title(w).contains(QStringLiteral("slow")));  // and selects nothing
    click(w, 3, kEye);
    QVERIFY(w.part<QAbstractButton>("chip_slow")->isChecked());
  }

  void aDoubleClickOnARowShowsOnlyIt() {
    WindowFixture w;
    w.run();
    const auto twice = [&w] {
      QTest::mouseClick(tableOf(w)->viewport(), Qt::LeftButton, {}, middleOf(w, 2, kName));
      QTest::mouseDClick(tableOf(w)->viewport(), Qt::LeftButton, {}, middleOf(w, 2, kName));
    };
    twice();
    QVERIFY(w.part<QAbstractButton>("chip_fast")->isChecked());
    QVERIFY(!w.part<QAbstractButton>("chip_main")->isChecked());
    QVERIFY(!w.part<QAbstractButton>("chip_raw")->isChecked());
    twice();
    QVERIFY(w.part<QAbstractButton>("chip_main")->isChecked());
  }

  void f2RenamesAndTheEngineDecides() {
    WindowFixture w;
    w.run();
    tableOf(w)->selectRow(2);
    tableOf(w)->setFocus();
    QTest::keyClick(tableOf(w), Qt::Key_F2);
    auto* field = tableOf(w)->findChild<QLineEdit*>();
    QVERIFY(field);
    QCOMPARE(field->text(), QStringLiteral("fast"));
    type(field, QStringLiteral("quick"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(edits(w).size(), std::size_t{1});
    QVERIFY(edits(w).back().action == TrackAction(Rename{"fast", "quick"}));
    QCOMPARE(cell(w, 2, kName), QStringLiteral("fast"));
    obey(w);
    QCOMPARE(cell(w, 2, kName), QStringLiteral("quick"));
    QVERIFY(title(w).contains(QStringLiteral("quick")));
  }

  void aRefusedRenameIsShown() {
    WindowFixture w;
    w.run();
    tableOf(w)->model()->setData(tableOf(w)->model()->index(2, kName), QStringLiteral("slow"));
    w.session.arrive(event::Rejected{edits(w).back().request,
                                     {"rename", "there is a track 'slow' already", ""}});
    w.deliver();
    QVERIFY(w.part<MessageBar>("message_bar")->details().contains(QStringLiteral("already")));
  }

  void delRemovesAndUndoAddsAgain() {
    WindowFixture w;
    w.run();
    click(w, 3, kName);
    tableOf(w)->setFocus();
    QTest::keyClick(tableOf(w), Qt::Key_Delete);
    QVERIFY(edits(w).back().action == TrackAction(Remove{"slow"}));
    const TrackSpec slow = w.controller.record().tracks[2];
    obey(w);
    QCOMPARE(tableOf(w)->model()->rowCount(), 3);
    QTest::keyClick(w.window.focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(edits(w).back().action == TrackAction(Add{slow}));
  }

  void enterSelectsAndReturnsToThePlot() {
    WindowFixture w;
    w.run();
    tableOf(w)->setFocus();
    QTest::keyClick(tableOf(w), Qt::Key_Down);
    QTest::keyClick(tableOf(w), Qt::Key_Return);
    QVERIFY(title(w).contains(QStringLiteral("fast")));
    QVERIFY(!tableOf(w)->hasFocus());
  }

  void theMenuDoesWhatItSays_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("kind");
    const std::vector<std::pair<const char*, TrackAction>> rows = {
        {"promote", Promote{}}, {"fork", Fork{}}, {"feedback", FeedBack{}}, {"remove", Remove{}}};
    for (const auto& [name, action] : rows) {
      QTest::newRow(name) << QByteArray(name) << static_cast<int>(action.index());
    }
  }
  void theMenuDoesWhatItSays() {
    QFETCH(QByteArray, name);
    QFETCH(int, kind);
    WindowFixture w;
    w.run();
    chooseTrackEntry(menuOf(w, 2), name.constData());
    QCOMPARE(edits(w).size(), std::size_t{1});
    QCOMPARE(static_cast<int>(edits(w)[0].action.index()), kind);
    const std::string of = std::visit(
        [](const auto& action) -> std::string {
          if constexpr (requires { action.from; }) return action.from;
          if constexpr (requires { action.label; }) return action.label;
          return {};
        },
        edits(w)[0].action);
    QCOMPARE(of, std::string("fast"));
  }

  void theMenuSelectsHidesResetsAndCopies() {
    WindowFixture w;
    w.run();
    chooseTrackEntry(menuOf(w, 3), "select");
    QVERIFY(title(w).contains(QStringLiteral("slow")));
    chooseTrackEntry(menuOf(w, 2), "hide");
    QVERIFY(!w.part<QAbstractButton>("chip_fast")->isChecked());
    chooseTrackEntry(menuOf(w, 2), "reset");
    const auto reset = w.session.all<command::SetParams>().back();
    QCOMPARE(reset.track, std::string("fast"));
    QCOMPARE(reset.values.at(std::string("reseed")), 1.0);
    chooseTrackEntry(menuOf(w, 2), "python");
    QVERIFY(title(w).contains(QStringLiteral("fast")));
    QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("0.9")));
    chooseTrackEntry(menuOf(w, 1), "solo");
    QVERIFY(!w.part<QAbstractButton>("chip_raw")->isChecked());
    chooseTrackEntry(menuOf(w, 2), "rename");
    QVERIFY(tableOf(w)->findChild<QLineEdit*>());
  }

  // At 1280 pixels one long text put the column of half-lives out of sight for good.
  void aColumnBecomesNarrowWhenItsLongTextHasGone() {
    WindowFixture w;
    w.run();
    const auto name = [&w](const char* label) {
      event::TracksChanged changed;
      changed.step = 3401;
      changed.tracks = w.controller.record().tracks;
      changed.tracks.resize(w.controller.record().alive);
      changed.action = track_action::Rename{changed.tracks[1].label, label};
      changed.tracks[1].label = label;
      w.session.arrive(changed);
      w.deliver();
    };
    const int width = tableOf(w)->columnWidth(kName);
    name("a name that is far longer than others");
    QTRY_VERIFY(tableOf(w)->columnWidth(kName) > width);
    QCOMPARE(tableOf(w)->horizontalScrollBar()->maximum(), 0);
    name("fast");
    event::Evaluated evaluated;  // columns are measured anew when an eighth was added
    for (std::int64_t at = 3425; at <= 3425 + 3400 / 8 + 50; at += 25) {
      evaluated.points.push_back(fakePoint(at, 3));
    }
    w.session.arrive(evaluated);
    w.deliver();
    QTRY_COMPARE(tableOf(w)->columnWidth(kName), width);
  }

  void aFeedbackCanBeUndoneFromTheMenu() {
    WindowFixture w;
    w.run();
    QMenu* menu = menuOf(w, 2);
    QVERIFY(!trackEntry(menu, "undo_feedback")->isEnabled());
    chooseTrackEntry(menu, "feedback");
    obey(w);
    menu = menuOf(w, 2);
    QVERIFY(trackEntry(menu, "undo_feedback")->isEnabled());
    // What has been learned since is lost, so it is said how far back it goes.
    QCOMPARE(trackEntry(menu, "undo_feedback")->text(),
             QStringLiteral("Undo the last feedback (raw weights of step 3\u202f400)"));
    QVERIFY(trackEntry(menu, "undo_feedback")->toolTip().contains(QStringLiteral("is lost")));
    chooseTrackEntry(menu, "undo_feedback");
    QVERIFY(edits(w).back().action == TrackAction(UndoFeedBack{}));
  }

  void afterTheEndOnlyTheChartAndTheFilesAreLeft() {
    WindowFixture w;
    w.run();
    w.state(RunState::kFinished);
    const QMenu* menu = menuOf(w, 2);
    for (const char* name : {"promote", "fork", "rename", "reset", "feedback", "remove"}) {
      QVERIFY2(!trackEntry(menu, name)->isEnabled(), name);
      QVERIFY2(trackEntry(menu, name)->toolTip().contains(QStringLiteral("ended")), name);
    }
    for (const char* name : {"select", "hide", "solo", "python", "save"}) {
      QVERIFY2(trackEntry(menu, name)->isEnabled(), name);
    }
    QVERIFY(!w.part<QPushButton>("add_track")->isEnabled());
    QVERIFY(w.part<QPushButton>("add_track")->toolTip().contains(QStringLiteral("ended")));
    QVERIFY(!w.part<QPushButton>("fork_track")->isEnabled());
  }

  void rawHasNoRule() {
    WindowFixture w;
    w.run();
    const QMenu* menu = menuOf(w, 0);
    QVERIFY(trackEntry(menu, "hide") && trackEntry(menu, "save"));
    QVERIFY(!trackEntry(menu, "remove") && !trackEntry(menu, "promote"));
  }

  void forkCopiesTheSelectedTrack() {
    WindowFixture w;
    w.run();
    click(w, 3, kName);
    w.part<QPushButton>("fork_track")->click();
    QVERIFY(edits(w).back().action == TrackAction(Fork{"slow", "slow-2"}));
  }

  void weightsAreSavedWhereAPersonSays() {
    WindowFixture w;
    w.run();
    w.state(RunState::kPaused);
    chooseTrackEntry(menuOf(w, 3), "save");
    auto* dialog = w.part<QFileDialog>("save_weights");
    QVERIFY(dialog->isVisible() && !dialog->isModal());
    Q_EMIT dialog->fileSelected(QStringLiteral("/tmp/slow.safetensors"));
    const command::Save asked = w.session.all<command::Save>().back();
    QCOMPARE(asked.spec, (SaveSpec{"slow", "/tmp/slow.safetensors"}));
    w.session.arrive(event::Saved{asked.request, 3400, asked.spec, 4812});
    w.deliver();
    const auto* news = w.part<QLabel>("news");
    QTRY_COMPARE(news->text(),
                 QStringLiteral("Written: /tmp/slow.safetensors · slow after step %1 · "
                                "%2 bytes")
                     .arg(grouped(3400), grouped(4812)));
  }

  void weightsAreNotSavedOverAFileOfARun() {
    WindowFixture w;
    w.run();
    w.controller.setOutputCheck([](const std::string& by, const std::string& file, bool engine) {
      return engine ? Error{by + " " + file, "is the file that --json writes", ""} : Status(Ok{});
    });
    chooseTrackEntry(menuOf(w, 0), "save");
    Q_EMIT w.part<QFileDialog>("save_weights")->fileSelected(QStringLiteral("/tmp/run.json"));
    QVERIFY(w.session.all<command::Save>().empty());
    const auto* bar = w.part<MessageBar>("message_bar");
    QCOMPARE(bar->text(), QStringLiteral("Nothing was saved"));
    QCOMPARE(bar->details(),
             QStringLiteral("save raw /tmp/run.json: is the file that --json writes"));
  }

  void aFileThatCannotBeWrittenIsSaid() {
    WindowFixture w;
    w.run();
    chooseTrackEntry(menuOf(w, 0), "save");
    Q_EMIT w.part<QFileDialog>("save_weights")->fileSelected(QStringLiteral("/no/such/folder"));
    const command::Save asked = w.session.all<command::Save>().back();
    QCOMPARE(asked.spec.of, std::string("raw"));
    w.session.arrive(event::Rejected{asked.request, {"save", "the folder does not exist", ""}});
    w.deliver();
    QVERIFY(w.part<MessageBar>("message_bar")->details().contains(QStringLiteral("folder")));
  }

  void anyNameIsPlainText_data() {
    QTest::addColumn<QString>("label");
    QTest::newRow("markup") << "<h1>a</h1><img src='x'>";
    QTest::newRow("long") << QString(4000, u'W');
    QTest::newRow("right to left") << QStringLiteral("\u05d0\u05d1\u202e abc");
    QTest::newRow("lines") << "one\ntwo\n\nthree";
    QTest::newRow("ampersand") << "a && b & c";
  }
  void anyNameIsPlainText() {
    QFETCH(QString, label);
    WindowFixture w;
    auto started = fakeStarted(w.controller.catalog());
    started.config.tracks[1].label = label.toStdString();
    w.session.arrive(started);
    w.session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
    w.session.arrive(event::Evaluated{{fakePoint(25, 3), fakePoint(50, 3)}});
    w.deliver();
    click(w, 2, kName);
    const int height = w.window.height();
    const int width = w.window.width();
    QVERIFY(!w.window.grab().isNull());
    QCOMPARE(w.window.size(), QSize(width, height));
    QVERIFY(w.window.minimumSizeHint().width() <= width);
    QVERIFY(title(w).size() < 100 && !title(w).contains(u'\n'));
    QCOMPARE(tableOf(w)->rowHeight(2), tableOf(w)->rowHeight(1));
    QVERIFY(w.window.plot()->picture({900, 500}, 1.0).width() == 900);
    const QMenu* menu = menuOf(w, 2);
    QVERIFY(menu && trackEntry(menu, "remove")->isEnabled());
  }

  void sixtyFourTracksAreUsable() {
    WindowFixture w({1440, 900});
    w.session.arrive(startedWithMostTracks(w));
    w.session.arrive(event::StateChanged{RunState::kRunning, 0, ""});
    event::Evaluated evaluated;
    for (std::int64_t at = 25; at <= 2500; at += 25) {
      evaluated.points.push_back(fakePoint(at, kMostTracks));
    }
    w.session.arrive(evaluated);
    w.deliver();
    QCOMPARE(tableOf(w)->model()->rowCount(), 65);
    tableOf(w)->horizontalHeader()->setSortIndicator(kBest, Qt::AscendingOrder);
    QCOMPARE(tableOf(w)->model()->rowCount(), 65);
    auto* more = w.part<QAbstractButton>("more_chips");
    QVERIFY(more->isVisible());
    more->click();
    QVERIFY(w.part<QMenu>("more_chips_menu")->actions().size() > 40);
    QVERIFY(!w.window.grab().isNull());
  }
};

EMASCOPE_UI_TEST(TrackBankTest);

}  // namespace emascope::ui

#include "track_bank_test.moc"
