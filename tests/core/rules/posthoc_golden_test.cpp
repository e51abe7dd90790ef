// SPDX-License-Identifier: Apache-2.0
//
// Post-hoc synthesis against the recorded ema_pytorch.PostHocEMA 0.8.3: coefficients to 1e-5 (the
// library rounds its gammas to float32), averaged values to 2e-5. The library does not normalize
// and extrapolates without a word, so both are asked for.
#include "core/rules/posthoc/power_synthesis.h"
#include "core/rules/posthoc/projection.h"
#include "core/rules/units.h"

#include <cmath>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

constexpr SynthesisOptions kAsTheLibrary{.normalize = false, .extrapolate = true};

nlohmann::json golden() {
  std::ifstream file(EMASCOPE_SOURCE_DIR "/tests/golden/posthoc.json");
  return nlohmann::json::parse(file).at("cases");
}

std::vector<PowerSnapshot> snapshotsOf(const nlohmann::json& recorded) {
  std::vector<PowerSnapshot> snapshots;
  for (const auto& key : recorded.at("snapshot_keys")) {
    const auto sigma = recorded.at("args").at("sigma_rels")[key[0].get<std::size_t>()];
    snapshots.push_back({"run", key[1].get<double>(), gammaOfSigmaRel(sigma.get<double>())});
  }
  return snapshots;
}

// sum_i x_i snapshot_i; what the library does not average is null.
void expectResult(const std::vector<double>& x, const nlohmann::json& recorded,
                  const nlohmann::json& result) {
  int compared = 0;
  for (std::size_t value = 0; value + 1 < result.size(); ++value) {
    if (result[value].is_null()) continue;
    double sum = 0.0;
    bool known = true;
    for (std::size_t i = 0; i < x.size() && known; ++i) {
      const auto& saved = recorded.at("snapshot_values")[i][value];
      known = !saved.is_null();
      if (known) sum += x[i] * saved.get<double>();
    }
    if (!known) continue;
    const auto expected = result[value].get<double>();
    EXPECT_NEAR(sum, expected, 2e-5 * std::max(1.0, std::abs(expected))) << "value " << value;
    ++compared;
  }
  EXPECT_GT(compared, 20);
}

TEST(PosthocGolden, TheClosedFormHasTheLibrarysCoefficientsAndResult) {
  for (const auto& recorded : golden()) {
    const auto snapshots = snapshotsOf(recorded);
    for (const auto& wanted : recorded.at("synthesized")) {
      const auto target = TargetProfile::sigmaRel(wanted.at("sigma_rel").get<double>(), "");
      const double gamma = target->powerGamma().value();
      EXPECT_NEAR(gamma, wanted.at("gamma").get<double>(), 1e-9 * std::max(1.0, gamma));
      const auto found = synthesizePower(snapshots, "run", *target, wanted.at("step").get<double>(),
                                         kAsTheLibrary, "");
      ASSERT_TRUE(found.ok()) << found.error().message();
      const auto& coefficients = wanted.at("coefficients");
      ASSERT_EQ(coefficients.size(), found->coefficients.size());
      for (std::size_t i = 0; i < coefficients.size(); ++i) {
        EXPECT_NEAR(found->coefficients[i], coefficients[i].get<double>(), 1e-5) << i;
      }
      expectResult(found->coefficients, recorded, wanted.at("result"));
    }
  }
}

// The tracks themselves: KarrasEMA copies at its first call and then uses (1 - 1/(t+1))^(gamma+1).
WeightProfile karras(double gamma, int calls) {
  WeightProfile profile;
  profile.append(ActionKind::kCopy, 0.0);
  for (int t = 2; t <= calls; ++t) {
    profile.append(ActionKind::kBlend, std::pow(1.0 - 1.0 / (t + 1.0), gamma + 1.0));
  }
  return profile;
}

TEST(PosthocGolden, TheProjectionOfTheSameTracksGivesTheSameAverage) {
  const auto recorded = golden().at(0);
  std::vector<WeightProfile> tracks;
  for (const double gamma : recorded.at("gammas")) tracks.push_back(karras(gamma, 400));
  std::vector<ResponseSnapshot> snapshots;
  for (const auto& key : recorded.at("snapshot_keys")) {
    snapshots.push_back({"run", 0, key[1].get<std::int64_t>(), &tracks[key[0].get<std::size_t>()]});
  }
  const auto target = TargetProfile::sigmaRel(0.15, "");
  const auto found = synthesize(snapshots, "run", *target, 400, {}, "");
  ASSERT_TRUE(found.ok()) << found.error().message();
  EXPECT_LT(found->error, 0.02);
  const auto closed = synthesizePower(snapshotsOf(recorded), "run", *target, 400, {}, "");
  ASSERT_TRUE(closed.ok());
  EXPECT_NEAR(found->amplification, closed->amplification, 0.1);
}

}  // namespace
}  // namespace emascope
