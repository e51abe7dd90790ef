// SPDX-License-Identifier: Apache-2.0
//
// Averages of unevenly spaced values, against what pandas made of them and against Weights &
// Biases' published formula, both recorded (tests/golden/record_time_weighted.py), to 1e-12.
#include "core/series/column_tracks.h"

#include <cmath>
#include <fstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::HasSubstr;

nlohmann::json recorded() {
  std::ifstream file(EMASCOPE_SOURCE_DIR "/tests/golden/time_weighted.json");
  return nlohmann::json::parse(file);
}

/// The averages after each row; null values are missing.
std::vector<double> averages(const std::string& schedule, const ParamValues& params,
                             const nlohmann::json& x, const nlohmann::json& y) {
  const ScheduleEntry& rule = *findRule(schedule);
  ColumnTracks tracks({{"t", &rule, orderedValues(rule, params, "").value()}}, {}, {}, {"y"},
                      DecayPer::kTime);
  std::vector<double> shown;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double gap = i == 0 ? 0.0 : x[i].get<double>() - x[i - 1].get<double>();
    const double value = y[i].is_null() ? std::nan("") : y[i].get<double>();
    EXPECT_TRUE(tracks.take({&value, 1}, {!y[i].is_null()}, gap).ok());
    shown.push_back(tracks.average(0, 0));
  }
  return shown;
}

void expectEqual(const std::vector<double>& found, const nlohmann::json& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    ASSERT_NEAR(found[i], expected[i].get<double>(), 1e-12) << "row " << i;
  }
}

TEST(SeriesClock, AHalfLifeInTimeIsPandasUnadjusted) {
  const auto golden = recorded();
  const ParamValues params = {{"half_life", golden.at("half_life").get<double>()}};
  expectEqual(averages("half-life", params, golden.at("x"), golden.at("y")), golden.at("plain"));
  expectEqual(averages("half-life", params, golden.at("x"), golden.at("gaps")),
              golden.at("gaps_plain"));
}

TEST(SeriesClock, WithDebiasEachValueWeighsOneAsInPandasAdjusted) {
  const auto golden = recorded();
  const ParamValues params = {{"half_life", golden.at("half_life").get<double>()}, {"debias", 1.0}};
  expectEqual(averages("half-life", params, golden.at("x"), golden.at("y")), golden.at("adjusted"));
  expectEqual(averages("half-life", params, golden.at("x"), golden.at("gaps")),
              golden.at("gaps_adjusted"));
}

TEST(SeriesClock, AConstantDecayIsThatOfOneUnit) {
  const auto golden = recorded();
  const double beta = std::exp2(-1.0 / golden.at("half_life").get<double>());
  for (const double debias : {0.0, 1.0}) {
    expectEqual(
        averages("constant", {{"beta", beta}, {"debias", debias}}, golden.at("x"), golden.at("y")),
        golden.at(debias == 0.0 ? "plain" : "adjusted"));
  }
}

TEST(SeriesClock, WandBsTimeWeightedAverage) {
  const auto golden = recorded();
  const double range = golden.at("x").back().get<double>() - golden.at("x").front().get<double>();
  for (const auto& [smoothing, expected] : golden.at("twema").items()) {
    const double weight = std::min(std::sqrt(std::stod(smoothing)), 0.999);
    const double beta = std::pow(weight, 1000.0 / range);
    expectEqual(
        averages("constant", {{"beta", beta}, {"debias", 1.0}}, golden.at("x"), golden.at("y")),
        expected);
  }
}

TEST(SeriesClock, AWarmUpCopiesAndAStrideSpansItsGaps) {
  const nlohmann::json x = {0, 1, 3, 4, 9};
  const nlohmann::json y = {8, 4, 2, 6, 0};
  EXPECT_THAT(averages("constant", {{"beta", 0.5}, {"update_after_step", 1.0}}, x, y),
              testing::ElementsAre(8, 4, 2.5, 4.25, 4.25 / 32));
  EXPECT_THAT(averages("constant", {{"beta", 0.5}, {"update_every", 2.0}}, x, y),
              testing::ElementsAre(8, 8, 2.75, 2.75, 2.75 / 64));
}

TEST(SeriesClock, RulesThatCountUpdatesAreRefused) {
  EXPECT_TRUE(checkTimeWeighted(*findRule("constant"), "track t").ok());
  EXPECT_TRUE(checkTimeWeighted(*findRule("half-life"), "track t").ok());
  for (const char* const id : {"uniform", "inverse-power", "last-snapshots", "torch-ema"}) {
    const Status status = checkTimeWeighted(*findRule(id), "track t");
    ASSERT_FALSE(status.ok()) << id;
    EXPECT_THAT(status.error().message(), HasSubstr("counts updates"));
    EXPECT_THAT(status.error().message(), HasSubstr("schedule=half-life"));
  }
}

}  // namespace
}  // namespace emascope
