// SPDX-License-Identifier: Apache-2.0
//
// emascope-engine train: filters by name are those of tensors that there are.
#include "tests/app/engine/engine_process.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

class TrackNames : public EngineTest {
 protected:
  [[nodiscard]] Outcome train(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"train", "--preset", "digits", "--steps", "2",
                                         "--eval-every", "1", "--csv", path("out.csv")});
    return engine(arguments);
  }
};

TEST_F(TrackNames, AFilterThatMatchesNoTensorIsRefusedBeforeTheStart) {
  for (const char* const key : {"ignore", "copy", "average"}) {
    const Outcome outcome =
        train({"--track", "m:schedule=constant,beta=0.9," + std::string(key) + "=nothing\\..*"});
    EXPECT_EQ(outcome.code, 2) << outcome.err;
    EXPECT_THAT(outcome.err,
                HasSubstr("track m: " + std::string(key) + ": 'nothing\\..*' matches no tensor"));
    EXPECT_THAT(outcome.err, HasSubstr("not a regular expression"));
    EXPECT_EQ(contents(path("out.csv")), "");
  }
  EXPECT_EQ(train({"--track", "m:schedule=constant,beta=0.9,ignore=*.running_mean"}).code, 0);
}

TEST_F(TrackNames, ATrackThatIsAddedLaterIsRefusedToo) {
  const Outcome outcome = train({"--track", "m:beta=0.9", "--do", "2:add n:beta=0.9,copy=nothing"});
  EXPECT_THAT(outcome.err, HasSubstr("track n: copy: 'nothing' matches no tensor"));
}

TEST_F(TrackNames, AnAverageThatWouldStayZeroIsRefused) {
  const Outcome outcome = train({"--track", "m:schedule=constant,beta=1,debias=true"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("track m: debias: the decay is 1"));
}

}  // namespace
}  // namespace emascope
