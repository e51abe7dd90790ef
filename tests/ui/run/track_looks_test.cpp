// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which line a track has while others come and go, and which curves are shown.
#include "ui/run/track_looks.h"

#include "tests/support/fake_run.h"
#include "tests/ui/support/test_program.h"
#include "ui/run/shown_tracks.h"

#include <QSignalSpy>
#include <QTest>

namespace emascope::ui {
namespace {

using track_action::Add;
using track_action::Promote;
using track_action::Remove;
using track_action::Rename;

RunRecord started() {
  RunRecord record;
  record.apply(Event(fakeStarted(fakeCatalog())));
  return record;
}

void act(RunRecord& record, const TrackAction& action) {
  std::vector<TrackSpec> tracks = record.tracks;
  tracks.resize(record.alive);
  record.apply(Event(event::TracksChanged{1, 60, action, editedTracks(tracks, action).value()}));
}

std::size_t numberOf(const RunRecord& record, const char* label) {
  return lineNumber(record, static_cast<std::size_t>(record.trackIndex(label)));
}

TrackLook lookOf(const RunRecord& record, const char* label) {
  return trackLooks(record)[static_cast<std::size_t>(record.trackIndex(label))];
}

}  // namespace

class TrackLooksTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void numbersAreGivenInTheOrderOfAdding() {
    RunRecord record = started();
    act(record, Add{{.label = "new"}});
    QCOMPARE(numberOf(record, "main"), std::size_t{0});
    QCOMPARE(numberOf(record, "fast"), std::size_t{1});
    QCOMPARE(numberOf(record, "slow"), std::size_t{2});
    QCOMPARE(numberOf(record, "new"), std::size_t{3});
  }

  void aTrackKeepsItsNumberUntilItIsRemoved() {
    RunRecord record = started();
    act(record, Remove{"fast"});
    QCOMPARE(numberOf(record, "slow"), std::size_t{2});
    act(record, Add{{.label = "new"}});
    QCOMPARE(numberOf(record, "new"), std::size_t{1});
    QCOMPARE(numberOf(record, "slow"), std::size_t{2});
  }

  void mainIsNumberZeroWhicheverItIs() {
    RunRecord record = started();
    act(record, Promote{"slow"});
    QCOMPARE(numberOf(record, "slow"), std::size_t{0});
    QCOMPARE(numberOf(record, "fast"), std::size_t{1});
    QCOMPARE(numberOf(record, "main"), std::size_t{3});
    act(record, Promote{"main"});
    QCOMPARE(numberOf(record, "slow"), std::size_t{2});  // as before
    QCOMPARE(numberOf(record, "main"), std::size_t{0});
  }

  void aRenamedTrackKeepsItsLineAndItsFormerCurve() {
    RunRecord record = started();
    act(record, Rename{"fast", "quick"});
    act(record, Rename{"quick", "rapid"});
    QCOMPARE(numberOf(record, "rapid"), std::size_t{1});
    QCOMPARE(lookOf(record, "fast"), (TrackLook{1, "rapid"}));
    QCOMPARE(lookOf(record, "quick"), (TrackLook{1, "rapid"}));
    act(record, Remove{"rapid"});
    for (const char* gone : {"fast", "quick", "rapid"}) {
      QVERIFY2(lookOf(record, gone).shown_as.empty(), gone);
    }
  }

  void twoRenamesInACircleEnd() {
    RunRecord record = started();
    act(record, Rename{"fast", "x"});
    act(record, Rename{"x", "fast"});
    act(record, Remove{"fast"});
    QVERIFY(lookOf(record, "fast").shown_as.empty());
    QVERIFY(lookOf(record, "x").shown_as.empty());
  }

  void showingOnlyOneTwiceShowsAll() {
    const RunRecord record = started();
    ShownTracks shown;
    QSignalSpy changed(&shown, &ShownTracks::changed);
    shown.showOnly("fast", record);
    QCOMPARE(shown.hidden(), (std::set<std::string>{"raw", "main", "slow"}));
    QVERIFY(shown.isOnlyOne("fast", record));
    shown.showOnly("fast", record);
    QVERIFY(shown.hidden().empty());
    shown.showAll();
    QCOMPARE(changed.size(), 2);
  }

  void aHiddenTrackStaysHiddenUnderItsNewName() {
    ShownTracks shown;
    shown.toggle("fast");
    shown.follow(Rename{"fast", "quick"});
    QVERIFY(!shown.shows("quick"));
    shown.follow(Remove{"quick"});
    QVERIFY(shown.shows("quick"));
  }
};

EMASCOPE_UI_TEST(TrackLooksTest);

}  // namespace emascope::ui

#include "track_looks_test.moc"
