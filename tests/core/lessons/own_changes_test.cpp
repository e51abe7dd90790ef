// SPDX-License-Identifier: Apache-2.0
//
// The lesson's own run is told from one in which somebody has moved a knob.
#include "core/lessons/evaluate.h"
#include "tests/core/lessons/lesson_catalog.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class OwnChanges : public testing::Test {
 protected:
  OwnChanges() {
    record_.config = config_;
    record_.config.seed = 77;
    record_.tracks = config_.tracks;
    record_.changes = {
        {.step = 101, .track = "a", .old_values = {{"beta", 0.9}}, .new_values = {{"beta", 0.5}}}};
  }
  [[nodiscard]] std::vector<OwnChange> changes() const {
    return ownChanges(lesson_.runs.front(), config_, record_);
  }

  Lesson lesson_ = smallLesson();
  RunConfig config_ = resolve(wholeRun(lesson_.runs.front()), lessonCatalog()).value();
  RunRecord record_ = {};
};

TEST_F(OwnChanges, ALessonsRunHasNoneWhateverItsSeed) { EXPECT_THAT(changes(), IsEmpty()); }

TEST_F(OwnChanges, AParameterThatHasItsInitialValueMayBeLeftOut) {
  record_.config.tracks[0].params["update_every"] = 1.0;
  EXPECT_THAT(changes(), IsEmpty());
}

TEST_F(OwnChanges, AMovedKnobIsNamedWithItsStep) {
  record_.changes.push_back({.step = 201, .track = "a", .new_values = {{"beta", 0.75}}});
  EXPECT_THAT(changes(),
              ElementsAre(OwnChange{.track = "a", .step = 201, .values = {{"beta", 0.75}}}));
}

TEST_F(OwnChanges, AnEditOfTheLessonAtAnotherStepIsOnesOwn) {
  record_.changes[0].step = 102;
  EXPECT_THAT(changes(),
              ElementsAre(OwnChange{.track = "a", .step = 102, .values = {{"beta", 0.5}}}));
}

TEST_F(OwnChanges, OfATrackThatStartedOtherwiseOnlyTheDifferencesAreNamed) {
  const std::string label = record_.config.tracks[1].label;
  record_.config.tracks[1].params["beta"] = 0.5;
  EXPECT_THAT(changes(), ElementsAre(OwnChange{.track = label, .values = {{"beta", 0.5}}}));
}

TEST_F(OwnChanges, AnotherTrackIsNamed) {
  record_.config.tracks[1].schedule = "uniform";
  ASSERT_EQ(changes().size(), 1U);
  EXPECT_THAT(changes().front().other, testing::StartsWith("track: b:schedule=uniform"));
  record_.config.tracks.pop_back();
  EXPECT_THAT(changes(), ElementsAre(OwnChange{.other = "no track: b"}));
}

TEST_F(OwnChanges, AnotherRateIsNamed) {
  config_.lr = 0.001;
  record_.config.lr = 2.5e-7;
  EXPECT_THAT(changes(), ElementsAre(OwnChange{.values = {{"lr", 2.5e-7}}}));
}

TEST_F(OwnChanges, AnotherLengthIsNamed) {
  record_.config.steps = 800;
  EXPECT_THAT(changes(), ElementsAre(OwnChange{.other = "steps: 800"}));
}

}  // namespace
}  // namespace emascope
