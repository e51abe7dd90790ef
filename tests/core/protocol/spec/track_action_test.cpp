// SPDX-License-Identifier: Apache-2.0
//
// What actions make of the tracks, and what they refuse, on their own and in the course of a run.
#include "core/protocol/spec/track_action.h"

#include "core/protocol/spec/scheduled_edits.h"
#include "tests/support/fake_run.h"
#include "tests/support/track_action_names.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

std::vector<TrackSpec> three() {
  return {{.label = "a", .params = {{"beta", 0.9}}}, {.label = "b"}, {.label = "c"}};
}

std::string labelsAfter(const TrackAction& action) {
  const auto tracks = editedTracks(three(), action);
  return tracks ? labelList(*tracks) : tracks.error().message();
}

TEST(TrackAction, ChangesTheListOfTracks) {
  EXPECT_EQ(labelsAfter(Add{{.label = "d"}}), "a, b, c, d");
  EXPECT_EQ(labelsAfter(Fork{"a", "d"}), "a, b, c, d");
  EXPECT_EQ(labelsAfter(Remove{"b"}), "a, c");
  EXPECT_EQ(labelsAfter(Promote{"c"}), "c, a, b");
  EXPECT_EQ(labelsAfter(Promote{"a"}), "a, b, c");
  EXPECT_EQ(labelsAfter(Rename{"b", "d"}), "a, d, c");
  EXPECT_EQ(labelsAfter(FeedBack{"b", 1.0}), "a, b, c");
  EXPECT_EQ(labelsAfter(UndoFeedBack{}), "a, b, c");
}

TEST(TrackAction, AForkHasTheRuleAndTheValuesOfTheOther) {
  const auto tracks = editedTracks(three(), Fork{"a", "d"});
  EXPECT_EQ(tracks->back().params, (ParamValues{{"beta", 0.9}}));
}

TEST(TrackAction, AllTracksMayGo) {
  std::vector<TrackSpec> tracks = three();
  for (const char* label : {"a", "b", "c"}) {
    tracks = editedTracks(tracks, Remove{label}).value();
  }
  EXPECT_EQ(labelList(tracks), "none");
}

struct Wrong {
  const char* name;
  TrackAction action;
  const char* words;
};
void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.name; }

class WrongAction : public testing::TestWithParam<Wrong> {};

TEST_P(WrongAction, IsRefusedByNameAndWhatIsAllowed) {
  EXPECT_EQ(labelsAfter(GetParam().action), GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, WrongAction,
    testing::Values(
        Wrong{"AddTaken", Add{{.label = "b"}},
              "add: there is a track 'b' already; allowed: a label other than a, b, c"},
        Wrong{"AddReserved", Add{{.label = "raw"}},
              "add: track label: 'raw' is reserved; allowed: 1 to 32 of A-Z a-z 0-9 _ -, other "
              "than raw, mean and lr"},
        Wrong{"ForkOfNone", Fork{"x", "d"}, "fork: there is no track 'x'; allowed: a, b, c"},
        Wrong{"ForkTaken", Fork{"a", "a"},
              "fork: there is a track 'a' already; allowed: a label other than a, b, c"},
        Wrong{"RemoveNone", Remove{""}, "remove: there is no track ''; allowed: a, b, c"},
        Wrong{"PromoteNone", Promote{"x"}, "promote: there is no track 'x'; allowed: a, b, c"},
        Wrong{"RenameNone", Rename{"x", "y"}, "rename: there is no track 'x'; allowed: a, b, c"},
        Wrong{"RenameTaken", Rename{"a", "b"},
              "rename: there is a track 'b' already; allowed: a label other than a, b, c"},
        Wrong{"RenameReserved", Rename{"a", "lr"},
              "rename: track label: 'lr' is reserved; allowed: 1 to 32 of A-Z a-z 0-9 _ -, other "
              "than raw, mean and lr"},
        Wrong{"FeedBackNone", FeedBack{"x", 0.0},
              "feedback: there is no track 'x'; allowed: a, b, c"},
        Wrong{"FeedBackKeep", FeedBack{"a", 1.5},
              "feedback: keep: 1.5 is not allowed; allowed: at least 0 and at most 1"},
        Wrong{"FeedBackKeepNan", FeedBack{"a", std::nan("")},
              "feedback: keep: nan is not allowed; allowed: at least 0 and at most 1"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(TrackAction, SixtyFourAreTheMost) {
  std::vector<TrackSpec> tracks;
  for (int i = 0; i < 63; ++i) tracks.push_back({.label = "t" + std::to_string(i)});
  tracks = editedTracks(tracks, Fork{"t0", "t63"}).value();
  for (const TrackAction& one_more :
       {TrackAction(Add{{.label = "t64"}}), TrackAction(Fork{"t0", "t64"})}) {
    const auto refused = editedTracks(tracks, one_more);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().message(), std::string(trackActionText(one_more)) +
                                             ": there are 64 tracks; allowed: at most 64");
  }
}

/// What validate() says of these edits of the fake run: its tracks are main, fast and slow.
std::string course(std::vector<ScheduledEdit> edits) {
  RunConfig config = fakeCatalog().presets.front().config;
  config.edits = std::move(edits);
  const Status status = validate(config, fakeCatalog());
  return status ? "ok" : status.error().message();
}

ScheduledEdit doing(std::int64_t step, TrackAction action) {
  return {.step = step, .action = std::move(action)};
}

const TrackSpec kNew = {.label = "new", .schedule = "constant"};

TEST(ScheduledEdits, EditsKnowTheTracksOfTheirStep) {
  EXPECT_EQ(course({doing(50, Add{kNew}),
                    {60, "new", {{"beta", 0.5}}, {}},
                    doing(70, Fork{"new", "copy"}),
                    doing(70, Remove{"new"}),
                    {70, "copy", {{"beta", 0.4}}, {}},
                    doing(80, Add{kNew}),
                    doing(90, Rename{"slow", "s"}),
                    {91, "s", {{"beta", 0.4}}, {}},
                    doing(92, Promote{"s"}),
                    doing(93, FeedBack{"s", 0.5}),
                    doing(94, UndoFeedBack{})}),
            "ok");
}

TEST(ScheduledEdits, TheStepCountsAndNotTheOrderInTheList) {
  EXPECT_EQ(course({{60, "new", {{"beta", 0.5}}, {}}, doing(50, Add{kNew})}), "ok");
}

TEST(ScheduledEdits, EditsOfATrackThatIsNotThereYetOrNoMoreAreRefused) {
  EXPECT_EQ(course({doing(50, Add{kNew}), {49, "new", {{"beta", 0.5}}, {}}}),
            "set at step 49: there is no track 'new'; allowed: lr, main, fast, slow");
  EXPECT_EQ(course({doing(50, Remove{"fast"}), {51, "fast", {{"beta", 0.5}}, {}}}),
            "set at step 51: there is no track 'fast'; allowed: lr, main, slow");
  EXPECT_EQ(course({doing(50, Rename{"fast", "f"}), doing(50, Promote{"fast"})}),
            "do at step 50: promote: there is no track 'fast'; allowed: main, f, slow");
}

TEST(ScheduledEdits, ActionsAreCheckedAsTracksAre) {
  EXPECT_EQ(
      course({doing(5, Add{{.label = "n", .schedule = "constant", .params = {{"beta", 2}}}})}),
      "do at step 5: add: track n: beta: 2 is not allowed; allowed: at least 0 and at most 1");
  EXPECT_EQ(course({doing(5001, Remove{"slow"})}),
            "do at step 5001: is not within the run; allowed: steps 1 to 5000");
  EXPECT_EQ(course({doing(5, UndoFeedBack{})}),
            "do at step 5: undo-feedback: no average has been written into the raw weights");
  EXPECT_EQ(
      course({doing(5, FeedBack{"main", 0.0}), doing(6, UndoFeedBack{}), doing(7, UndoFeedBack{})}),
      "do at step 7: undo-feedback: no average has been written into the raw weights");
}

TEST(ScheduledEdits, AFeedbackByARuleCanBeUndoneToo) {
  EXPECT_EQ(
      course({{5, "main", {{"update_model_with_ema_every", 10.0}}, {}}, doing(30, UndoFeedBack{})}),
      "ok");
}

TEST(ScheduledEdits, ATrackIsAsOldAsItsUpdates) {
  const auto raised_to = [](double value) {
    return ScheduledEdit{1060, "new", {{"update_after_step", value}}, {}};
  };
  EXPECT_EQ(course({doing(1000, Add{kNew}), raised_to(59.0)}), "ok");
  EXPECT_EQ(course({doing(1000, Add{kNew}), raised_to(60.0)}),
            "set at step 1060: new: update_after_step: 60 at step 60 would erase the average; to "
            "restart it, reset it to the raw weights; allowed: below 60");
}

}  // namespace
}  // namespace emascope
