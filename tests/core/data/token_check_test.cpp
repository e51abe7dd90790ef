// SPDX-License-Identifier: Apache-2.0
#include "core/data/token_check.h"

#include "tests/core/data/toy_dataset.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

std::string said(float second, std::int64_t vocabulary) {
  DatasetHead head{.path = "toy", .shape = {2}};
  head.targets.labels.assign(600, 0);
  const ToyDataset data(std::move(head), 600,
                        [second](std::uint64_t index, std::span<float> sample) -> Status {
                          sample[0] = 3.0F;
                          sample[1] = index == 555 ? second : 0.0F;
                          return Ok{};
                        });
  const Status status = checkTokens(data, vocabulary, 2);
  return status ? "" : status.error().message();
}

TEST(TokenCheck, WantsWholeNumbersOfTheVocabulary) {
  EXPECT_EQ(said(7.0F, 8), "");
  EXPECT_EQ(said(1e9F, 0), "");
  EXPECT_THAT(said(8.0F, 8), HasSubstr("toy: toy 555: number 2 is 8, but the network starts with "
                                       "an embedding; allowed: whole numbers from 0 to 7"));
  EXPECT_THAT(said(1.5F, 8), HasSubstr("number 2 is 1.5"));
  EXPECT_THAT(said(-1.0F, 0), HasSubstr("number 2 is -1"));
}

}  // namespace
}  // namespace emascope
