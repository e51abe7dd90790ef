// SPDX-License-Identifier: Apache-2.0
//
// The update kernel, its threads run by the host, against the CPU's averaging loops.
#include "tests/core/cuda/plugin/update_case.h"
#include "tests/support/cuda_on_host.h"
#include "tests/support/not_a_number.h"

#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

void expectTheLoopsBits(const UpdateShape& shape) {
  SCOPED_TRACE(testing::Message() << "type " << shape.type << ", " << shape.count << " values, "
                                  << shape.tracks << " tracks, offsets " << shape.online_offset
                                  << " and " << shape.average_offset << ", blocks "
                                  << shape.blocks);
  UpdateCase c(shape);
  const auto expected = c.expected();
  const EmascopeCudaUpdate call = c.call();
  ASSERT_EQ(emascopeCudaUpdateTracks(&call, nullptr), EMASCOPE_CUDA_OK);
  EXPECT_TRUE(c.bits() == expected);
  EXPECT_TRUE(c.guardsStand());
}

class EveryNumberOfTracks : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Update, EveryNumberOfTracks,
                         testing::Values(1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64));

TEST_P(EveryNumberOfTracks, GivesTheBitsOfTheCpusLoops) {
  for (const int type : kTypes)
    expectTheLoopsBits({.type = type, .count = kChunk + 1027, .tracks = GetParam()});
}

TEST_P(EveryNumberOfTracks, TakesOneLaunchForSixteenAlignedOnes) {
  UpdateCase c({.count = 100, .tracks = GetParam()});
  const EmascopeCudaUpdate call = c.call();
  cuda::takeWatched();
  ASSERT_EQ(emascopeCudaUpdateTracks(&call, nullptr), EMASCOPE_CUDA_OK);
  EXPECT_EQ(cuda::takeWatched().launches, static_cast<unsigned>(GetParam() + 15) / 16);
}

TEST(Update, EndsWhereTheWeightsEnd) {
  for (const int type : kTypes) {
    for (const std::size_t count :
         {1U, 2U, 3U, 4U, 5U, 7U, 8U, 9U, 15U, 17U, 1023U, 4095U, 4096U, 4097U, 8191U, 12289U})
      expectTheLoopsBits({.type = type, .count = count, .tracks = 2});
  }
}

TEST(Update, WithoutWeightsLaunchesNothing) {
  UpdateCase c({.count = 0, .tracks = 2});
  const EmascopeCudaUpdate call = c.call();
  cuda::takeWatched();
  EXPECT_EQ(emascopeCudaUpdateTracks(&call, nullptr), EMASCOPE_CUDA_OK);
  EXPECT_EQ(cuda::takeWatched().launches, 0U);
}

TEST(Update, TakesViewsAtAnyElement) {
  for (const int type : kTypes) {
    for (std::size_t offset = 0; offset < 8; ++offset) {
      expectTheLoopsBits({.type = type, .count = kChunk + 5, .tracks = 5, .online_offset = offset});
      if (offset < 4)
        expectTheLoopsBits(
            {.type = type, .count = kChunk + 5, .tracks = 3, .average_offset = offset});
    }
  }
}

TEST(Update, ReadsTheWeightsOnceInSixteenBytes) {
  for (const int type : kTypes) {
    UpdateCase c({.type = type, .count = 2 * kChunk, .tracks = 8});
    const EmascopeCudaUpdate call = c.call();
    cuda::takeWatched();
    ASSERT_EQ(emascopeCudaUpdateTracks(&call, nullptr), EMASCOPE_CUDA_OK);
    const std::size_t bytes = type == EMASCOPE_CUDA_FLOAT32 ? 4 : 2;
    // The weights, and each average there and back.
    EXPECT_EQ(cuda::takeWatched().wide, 2 * kChunk * (bytes + 2 * 8 * sizeof(float)) / 16);
  }
}

TEST(Update, IsTheSameForEveryGrid) {
  const UpdateShape shape = {.count = 4 * kChunk + 77, .tracks = 2};
  std::vector<std::uint32_t> bits;
  std::vector<double> distances;
  for (const unsigned blocks : {1U, 2U, 5U, 7U}) {
    UpdateShape with = shape;
    with.blocks = blocks;
    UpdateCase c(with);
    EmascopeCudaUpdate call = c.call();
    call.squared_distances = c.distances.data();
    call.scratch = c.scratch.data();
    ASSERT_EQ(emascopeCudaUpdateTracks(&call, nullptr), EMASCOPE_CUDA_OK);
    if (bits.empty()) {
      bits = c.bits();
      distances = c.distances;
    }
    EXPECT_TRUE(c.bits() == bits) << blocks;
    EXPECT_EQ(c.distances, distances) << blocks;
  }
}

TEST(Update, MeasuresTheDistancesAfterIt) {
  for (const int type : kTypes) {
    for (const int tracks :
         type == EMASCOPE_CUDA_FLOAT32 ? std::vector{1, 2, 3, 8, 19} : std::vector{5}) {
      UpdateCase c({.type = type, .count = kChunk + 333, .tracks = tracks, .blocks = 2});
      std::vector<double> squares;
      const auto expected = c.expected(&squares);
      EmascopeCudaUpdate call = c.call();
      call.squared_distances = c.distances.data();
      call.scratch = c.scratch.data();
      ASSERT_EQ(emascopeCudaUpdateTracks(&call, nullptr), EMASCOPE_CUDA_OK);
      EXPECT_TRUE(c.bits() == expected) << tracks;
      for (std::size_t k = 0; k < squares.size(); ++k)
        EXPECT_NEAR(c.distances[k], squares[k], 1e-12 * (1.0 + squares[k])) << type << ' ' << k;
      EXPECT_EQ(c.scratch.back(), -7.0);
    }
  }
}

TEST(Update, MeasuresTheSameAtEveryAlignment) {
  std::vector<double> distances;
  for (const std::size_t offset : {0U, 1U, 3U}) {
    UpdateCase c({.count = kChunk + 9, .tracks = 3, .online_offset = offset});
    EmascopeCudaUpdate call = c.call();
    call.squared_distances = c.distances.data();
    call.scratch = c.scratch.data();
    ASSERT_EQ(emascopeCudaUpdateTracks(&call, nullptr), EMASCOPE_CUDA_OK);
    if (distances.empty()) distances = c.distances;
    EXPECT_EQ(c.distances, distances);
  }
}

TEST(Update, TellsTheFirstBadValueAtEachPlace) {
  for (const int type : kTypes) {
    const std::size_t count = kChunk + 11;
    float bad = kFloatNan;
    for (const std::size_t place : {std::size_t{0}, std::size_t{1}, std::size_t{7}, kChunk - 1,
                                    kChunk, count - 4, count - 1}) {
      UpdateCase c({.type = type, .count = count, .tracks = 1});
      c.setOnline(place, bad);
      c.setOnline(count - 1, bad);
      EmascopeCudaUpdate call = c.call();
      call.first_bad = &c.first_bad;
      ASSERT_EQ(emascopeCudaUpdateTracks(&call, nullptr), EMASCOPE_CUDA_OK);
      EXPECT_EQ(c.first_bad, place) << type << ' ' << bad;
      bad = bad == kInfinity ? -kInfinity : bad == -kInfinity ? -kFloatNan : kInfinity;
    }
  }
}

TEST(Update, TellsThatNoValueIsBad) {
  UpdateCase c({.count = kChunk + 3, .tracks = 20});
  EmascopeCudaUpdate call = c.call();
  call.first_bad = &c.first_bad;
  ASSERT_EQ(emascopeCudaUpdateTracks(&call, nullptr), EMASCOPE_CUDA_OK);
  EXPECT_EQ(c.first_bad, EMASCOPE_CUDA_NONE_BAD);
}

TEST(Update, TheLimitItselfIsBad) {
  UpdateCase c({.count = 100, .tracks = 1});
  c.setOnline(70, -kLargestAveraged);
  c.setOnline(71, std::nextafter(kLargestAveraged, 0.0F));
  EmascopeCudaUpdate call = c.call();
  call.first_bad = &c.first_bad;
  ASSERT_EQ(emascopeCudaUpdateTracks(&call, nullptr), EMASCOPE_CUDA_OK);
  EXPECT_EQ(c.first_bad, 70U);
  call.limit = kInfinity;
  ASSERT_EQ(emascopeCudaUpdateTracks(&call, nullptr), EMASCOPE_CUDA_OK);
  EXPECT_EQ(c.first_bad, EMASCOPE_CUDA_NONE_BAD);
}

TEST(FindBad, FindsTheFirstAtEachPlaceOnEveryGrid) {
  for (const int type : kTypes) {
    const std::size_t count = kChunk + 13;
    for (const std::size_t offset : {0U, 1U}) {
      for (const unsigned blocks : {0U, 1U}) {
        for (const std::size_t place : {std::size_t{0}, std::size_t{2048}, count - 1, count}) {
          UpdateCase c({.type = type, .count = count, .online_offset = offset});
          if (place < count) c.setOnline(place, kFloatNan);
          if (place + 3 < count) c.setOnline(place + 3, kInfinity);
          ASSERT_EQ(emascopeCudaFindBad(c.online(), type, count, kInfinity, &c.first_bad, blocks,
                                        nullptr),
                    EMASCOPE_CUDA_OK);
          EXPECT_EQ(c.first_bad, place < count ? place : EMASCOPE_CUDA_NONE_BAD);
        }
      }
    }
  }
}

TEST(FindBad, KeepsABadStepFromTheAverages) {
  UpdateCase c({.count = kChunk + 3, .tracks = 17});
  const auto before = c.bits();
  c.setOnline(4000, kFloatNan);
  EmascopeCudaUpdate call = c.call();
  call.skip = &c.first_bad;
  call.squared_distances = c.distances.data();
  call.scratch = c.scratch.data();
  ASSERT_EQ(emascopeCudaFindBad(c.online(), EMASCOPE_CUDA_FLOAT32, kChunk + 3, kInfinity,
                                &c.first_bad, 0, nullptr),
            EMASCOPE_CUDA_OK);
  ASSERT_EQ(emascopeCudaUpdateTracks(&call, nullptr), EMASCOPE_CUDA_OK);
  EXPECT_TRUE(c.bits() == before);
  EXPECT_THAT(c.distances, testing::Each(-1.0));

  c.setOnline(4000, 0.5);
  const auto expected = c.expected();
  ASSERT_EQ(emascopeCudaFindBad(c.online(), EMASCOPE_CUDA_FLOAT32, kChunk + 3, kInfinity,
                                &c.first_bad, 0, nullptr),
            EMASCOPE_CUDA_OK);
  ASSERT_EQ(emascopeCudaUpdateTracks(&call, nullptr), EMASCOPE_CUDA_OK);
  EXPECT_TRUE(c.bits() == expected);
}

TEST(SetRates, TakesThoseOfTheCall) {
  for (const int count : {1, 2, EMASCOPE_CUDA_MOST_TRACKS}) {
    std::vector<float> values(static_cast<std::size_t>(count));
    std::iota(values.begin(), values.end(), 0.5F);
    std::vector<float> rates(values.size() + 1, -1.0F);
    cuda::takeWatched();
    ASSERT_EQ(emascopeCudaSetRates(rates.data(), values.data(), count, nullptr), EMASCOPE_CUDA_OK);
    EXPECT_EQ(cuda::takeWatched().launches, 1U);
    values.push_back(-1.0F);
    EXPECT_EQ(rates, values);
  }
}

TEST(Copy, CopiesAllOrNothing) {
  std::vector<unsigned> from(kChunk + 7);
  std::iota(from.begin(), from.end(), 0x7f800000U);  // infinity, NaNs
  const unsigned long long bad = 3;
  const unsigned long long none = EMASCOPE_CUDA_NONE_BAD;
  std::vector<unsigned> to(from.size() + 1, 5U);
  const std::vector<unsigned> before = to;
  const std::size_t count = from.size();
  ASSERT_EQ(emascopeCudaCopy(to.data(), from.data(), count, &bad, nullptr), EMASCOPE_CUDA_OK);
  EXPECT_EQ(to, before);
  ASSERT_EQ(emascopeCudaCopy(to.data(), from.data(), 2, nullptr, nullptr), EMASCOPE_CUDA_OK);
  EXPECT_EQ(to[1], from[1]);
  EXPECT_EQ(to[2], 5U);
  ASSERT_EQ(emascopeCudaCopy(to.data(), from.data(), count, &none, nullptr), EMASCOPE_CUDA_OK);
  from.push_back(5U);
  EXPECT_EQ(to, from);
}

TEST(Barriers, NoneIsMissing) {
  UpdateCase c({.count = 3 * kChunk, .tracks = 4, .blocks = 1});
  EmascopeCudaUpdate call = c.call();
  call.squared_distances = c.distances.data();
  call.scratch = c.scratch.data();
  cuda::takeWatched();
  ASSERT_EQ(emascopeCudaUpdateTracks(&call, nullptr), EMASCOPE_CUDA_OK);
  EXPECT_EQ(cuda::takeWatched().race, "");
}

TEST(Barriers, EachThatIsTakenAwayIsNoticed) {
  // Two for each of three chunks; the last one protects nothing.
  for (int missing = 0; missing < 5; ++missing) {
    UpdateCase c({.count = 3 * kChunk, .tracks = 4, .blocks = 1});
    EmascopeCudaUpdate call = c.call();
    call.squared_distances = c.distances.data();
    call.scratch = c.scratch.data();
    cuda::takeWatched();
    cuda::plantMissingBarrier(missing);
    const int code = emascopeCudaUpdateTracks(&call, nullptr);
    cuda::plantMissingBarrier(-1);
    ASSERT_EQ(code, EMASCOPE_CUDA_OK);
    EXPECT_THAT(cuda::takeWatched().race, testing::HasSubstr("element")) << missing;
  }
}

TEST(Refusals, NameWhatIsWrongAndLaunchNothing) {
  const auto code = [](void (*spoil)(EmascopeCudaUpdate&, UpdateCase&)) {
    UpdateCase c({.count = 100, .tracks = 2});
    const auto before = c.bits();
    EmascopeCudaUpdate call = c.call();
    spoil(call, c);
    cuda::takeWatched();
    const int found = emascopeCudaUpdateTracks(&call, nullptr);
    EXPECT_EQ(cuda::takeWatched().launches, 0U);
    EXPECT_TRUE(c.bits() == before);
    return found;
  };
  using Call = EmascopeCudaUpdate;
  EXPECT_EQ(code([](Call& u, UpdateCase&) { u.online = nullptr; }), EMASCOPE_CUDA_NULL);
  EXPECT_EQ(code([](Call& u, UpdateCase&) { u.averages = nullptr; }), EMASCOPE_CUDA_NULL);
  EXPECT_EQ(code([](Call& u, UpdateCase&) { u.rates = nullptr; }), EMASCOPE_CUDA_NULL);
  EXPECT_EQ(code([](Call& u, UpdateCase&) { u.tracks = 0; }), EMASCOPE_CUDA_TRACKS);
  EXPECT_EQ(code([](Call& u, UpdateCase&) { u.tracks = 65; }), EMASCOPE_CUDA_TRACKS);
  EXPECT_EQ(code([](Call& u, UpdateCase&) { u.online_type = 3; }), EMASCOPE_CUDA_TYPE);
  EXPECT_EQ(code([](Call& u, UpdateCase&) { u.online_type = -1; }), EMASCOPE_CUDA_TYPE);
  EXPECT_EQ(code([](Call& u, UpdateCase&) { u.limit = 0.0F; }), EMASCOPE_CUDA_LIMIT);
  EXPECT_EQ(code([](Call& u, UpdateCase&) { u.limit = kFloatNan; }), EMASCOPE_CUDA_LIMIT);
  EXPECT_EQ(code([](Call& u, UpdateCase&) { u.online = static_cast<const char*>(u.online) + 2; }),
            EMASCOPE_CUDA_ADDRESS);
  EXPECT_EQ(code([](Call& u, UpdateCase& c) { u.squared_distances = c.distances.data(); }),
            EMASCOPE_CUDA_SCRATCH);
  EXPECT_EQ(code([](Call& u, UpdateCase& c) { u.skip = u.first_bad = &c.first_bad; }),
            EMASCOPE_CUDA_SAME_WORD);
  EXPECT_EQ(code([](Call& u, UpdateCase& c) { u.skip_too = u.first_bad = &c.first_bad; }),
            EMASCOPE_CUDA_SAME_WORD);
  EXPECT_EQ(emascopeCudaUpdateTracks(nullptr, nullptr), EMASCOPE_CUDA_NULL);
}

TEST(Refusals, OfRatesAndCopiesLaunchNothing) {
  float values[2] = {};
  cuda::takeWatched();
  EXPECT_EQ(emascopeCudaSetRates(values, values, 0, nullptr), EMASCOPE_CUDA_TRACKS);
  EXPECT_EQ(emascopeCudaSetRates(values, values, 65, nullptr), EMASCOPE_CUDA_TRACKS);
  EXPECT_EQ(emascopeCudaSetRates(nullptr, values, 1, nullptr), EMASCOPE_CUDA_NULL);
  EXPECT_EQ(emascopeCudaSetRates(values, nullptr, 1, nullptr), EMASCOPE_CUDA_NULL);
  EXPECT_EQ(emascopeCudaCopy(nullptr, values, 1, nullptr, nullptr), EMASCOPE_CUDA_NULL);
  EXPECT_EQ(emascopeCudaCopy(values, nullptr, 1, nullptr, nullptr), EMASCOPE_CUDA_NULL);
  char* const odd = reinterpret_cast<char*>(values) + 1;
  EXPECT_EQ(emascopeCudaCopy(odd, values, 1, nullptr, nullptr), EMASCOPE_CUDA_ADDRESS);
  EXPECT_EQ(emascopeCudaCopy(nullptr, nullptr, 0, nullptr, nullptr), EMASCOPE_CUDA_OK);
  EXPECT_EQ(cuda::takeWatched().launches, 0U);
}

TEST(Refusals, EachCodeHasAText) {
  std::vector<std::string> texts;
  for (int code = EMASCOPE_CUDA_OK; code <= EMASCOPE_CUDA_RING; ++code)
    texts.emplace_back(emascopeCudaErrorText(code));
  std::sort(texts.begin(), texts.end());
  EXPECT_EQ(std::adjacent_find(texts.begin(), texts.end()), texts.end());
  EXPECT_STREQ(emascopeCudaErrorText(-5), "unknown code");
  EXPECT_STREQ(emascopeCudaErrorText(999), "unknown code");
}

TEST(Refusals, AFailedLaunchIsTold) {
  UpdateCase c({.count = 100, .tracks = 2});
  const EmascopeCudaUpdate call = c.call();
  cuda::plantFailure(209);
  const int code = emascopeCudaUpdateTracks(&call, nullptr);
  EXPECT_EQ(code, EMASCOPE_CUDA_FAILED + 209);
  EXPECT_STREQ(emascopeCudaErrorText(code), "a planted failure");
}

}  // namespace
}  // namespace emascope
