// SPDX-License-Identifier: GPL-3.0-or-later
//
// Changes of the tracks on their way to the engine: undo, redo, and what they say.
#include "tests/support/track_action_names.h"
#include "tests/ui/support/controlled_run.h"
#include "tests/ui/support/test_program.h"
#include "ui/run/edit_sender.h"
#include "ui/run/free_label.h"

namespace emascope::ui {
namespace {

struct Fixture : ControlledRun {
  EditSender sender{controller};

  Fixture() { arriveRunning(); }
  [[nodiscard]] std::vector<command::EditTracks> sent() const {
    return session.all<command::EditTracks>();
  }
  /// The engine does what was asked from number `first` on.
  void obey(std::size_t first) {
    std::vector<TrackSpec> tracks = controller.record().tracks;
    tracks.resize(controller.record().alive);
    const auto all = sent();
    for (std::size_t i = first; i < all.size(); ++i) {
      tracks = editedTracks(tracks, all[i].action).value();
      session.arrive(event::TracksChanged{all[i].request, 60, all[i].action, tracks});
    }
    deliver();
  }
  [[nodiscard]] TrackSpec spec(const char* label) const {
    return controller.record()
        .tracks[static_cast<std::size_t>(controller.record().trackIndex(label))];
  }
};

}  // namespace

class TrackEditsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void eachChangeHasItsInverse() {
    const std::vector<std::pair<TrackAction, TrackAction>> pairs = {
        {Add{{.label = "new", .schedule = "constant"}}, Remove{"new"}},
        {Fork{"fast", "copy"}, Remove{"copy"}},
        {Promote{"slow"}, Promote{"main"}},
        {Rename{"fast", "quick"}, Rename{"quick", "fast"}},
        {FeedBack{"slow", 0.0}, UndoFeedBack{}}};
    for (const auto& [action, inverse] : pairs) {
      Fixture run;
      QVERIFY(!run.sender.canUndo());
      run.sender.act(action);
      run.obey(0);
      QVERIFY(run.sender.canUndo());
      run.sender.undo();
      QCOMPARE(run.sent().size(), std::size_t{2});
      QVERIFY(run.sent()[1].action == inverse);
      run.obey(1);
      QVERIFY(!run.sender.canUndo());
      run.sender.redo();
      QVERIFY(run.sent()[2].action == action);
    }
  }

  void aRemovedTrackComesBackWithItsValuesAndItsPlace() {
    Fixture run;
    run.session.arrive(event::Applied{0, 50, "main", {{"beta", 0.995}}, {{"beta", 0.9}}});
    run.deliver();
    TrackSpec wanted = run.spec("main");
    wanted.params["beta"] = 0.9;
    QSignalSpy notes(&run.sender, &EditSender::noted);
    run.sender.act(Remove{"main"});
    run.obey(0);
    QVERIFY(notes.back().front().toString().contains(QStringLiteral("starts from the raw")));
    run.sender.undo();
    QCOMPARE(run.sent().size(), std::size_t{3});
    QVERIFY(run.sent()[1].action == TrackAction(Add{wanted}));
    QVERIFY(run.sent()[2].action == TrackAction(Promote{"main"}));
    run.obey(1);
    QCOMPARE(run.controller.record().tracks.front().label, std::string("main"));
    QCOMPARE(notes.size(), 2);
  }

  void valuesAndTracksAreUndoneInOneOrder() {
    Fixture run;
    run.sender.send("fast", {{"beta", 0.8}}, 1);
    const auto set = run.session.all<command::SetParams>().back();
    run.session.arrive(event::Applied{set.request, 60, "fast", {{"beta", 0.9}}, set.values});
    run.deliver();
    run.sender.act(Rename{"fast", "quick"});
    run.obey(0);
    run.sender.undo();
    QVERIFY(run.sent().back().action == TrackAction(Rename{"quick", "fast"}));
    run.obey(1);
    run.sender.undo();
    QCOMPARE(run.session.all<command::SetParams>().back().track, std::string("fast"));
    QCOMPARE(run.session.all<command::SetParams>().back().values.at("beta"), 0.9);
  }

  void whatWaitsGoesBeforeAChangeOfTheTracks() {
    Fixture run;
    run.sender.send("fast", {{"beta", 0.8}}, 1);
    run.sender.send("fast", {{"beta", 0.7}}, 1);  // waits
    run.sender.act(Remove{"fast"});
    const auto* last = std::get_if<command::EditTracks>(&run.session.posted.back());
    QVERIFY(last != nullptr);
    QCOMPARE(run.session.all<command::SetParams>().back().values.at("beta"), 0.7);
  }

  void aFeedbackThatIsTakenBackIsNotUndoneTwice() {
    Fixture run;
    run.sender.act(FeedBack{"slow", 0.0});
    run.obey(0);
    run.sender.act(UndoFeedBack{});
    run.obey(1);
    QVERIFY(!run.sender.canUndo());
  }

  void aRefusalIsInTheWordsOfTheWindow() {
    Fixture run;
    QSignalSpy refused(&run.sender, &EditSender::actionRefused);
    const std::uint64_t request =
        run.sender.act(Add{{.label = "new", .schedule = "constant", .params = {{"beta", 2.0}}}});
    run.session.arrive(event::Rejected{
        request, {"add: track new: beta", "2 is not allowed", "at least 0 and at most 1"}});
    run.deliver();
    QCOMPARE(refused.size(), 1);
    QCOMPARE(refused.front().at(0).toULongLong(), request);
    const QString reason = refused.front().at(1).toString();
    QVERIFY2(reason.startsWith(QStringLiteral("β")), qPrintable(reason));
    QVERIFY(!run.sender.canUndo());
  }

  void afterTheEndNothingIsAsked() {
    Fixture run;
    run.session.arrive(event::StateChanged{RunState::kFinished, 5000, ""});
    run.deliver();
    QCOMPARE(run.sender.act(Remove{"fast"}), std::uint64_t{0});
    QVERIFY(run.sent().empty());
  }

  void weightsAreSavedAlsoAfterTheEnd() {
    Fixture run;
    run.session.arrive(event::StateChanged{RunState::kFinished, 5000, ""});
    run.deliver();
    const std::uint64_t request = run.controller.save({"slow", "/tmp/slow.safetensors"});
    QCOMPARE(run.session.all<command::Save>().back().request, request);
    QSignalSpy saved(&run.controller, &RunController::saved);
    run.session.arrive(event::Saved{request, 5000, {"slow", "/tmp/slow.safetensors"}, 4812});
    run.deliver();
    QCOMPARE(saved.size(), 1);
  }

  void aFreeLabelIsNotThatOfAFormerTrackAndNotTooLong() {
    Fixture run;
    run.sender.act(Remove{"fast"});
    run.obey(0);
    QCOMPARE(freeLabel("new", run.controller.record()), std::string("new"));
    QCOMPARE(freeLabel("fast", run.controller.record()), std::string("fast-2"));
    const std::string longest(kLongestLabel, 'x');
    QCOMPARE(freeLabel(longest + "y", run.controller.record()), longest);
  }
};

EMASCOPE_UI_TEST(TrackEditsTest);

}  // namespace emascope::ui

#include "track_edits_test.moc"
