// SPDX-License-Identifier: Apache-2.0
//
// Post-hoc synthesis against the recorded ema_pytorch.PostHocEMA 0.8.3: the averaged values. The
// library takes its tracks for ideal power functions in continuous time, which they nearly are;
// here their real weights count. Results for neighboring widths differ by up to 0.06.
// The library does not normalize and extrapolates without a word, so both are asked for.
#include "core/rules/posthoc/projection.h"
#include "core/rules/units.h"

#include <cmath>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

constexpr double kTolerance = 3e-3;
constexpr SynthesisOptions kAsTheLibrary{.normalize = false, .extrapolate = true};

nlohmann::json golden() {
  std::ifstream file(EMASCOPE_SOURCE_DIR "/tests/golden/posthoc.json");
  return nlohmann::json::parse(file).at("cases");
}

// A track: KarrasEMA copies at its first call and then uses (1 - 1/(t+1))^(gamma+1).
WeightProfile karras(double gamma, std::int64_t calls) {
  WeightProfile profile;
  profile.append(ActionKind::kCopy, 0.0);
  for (std::int64_t t = 2; t <= calls; ++t) {
    profile.append(ActionKind::kBlend,
                   std::pow(1.0 - 1.0 / (static_cast<double>(t) + 1.0), gamma + 1.0));
  }
  return profile;
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
    EXPECT_NEAR(sum, expected, kTolerance * std::max(1.0, std::abs(expected))) << "value " << value;
    ++compared;
  }
  EXPECT_GT(compared, 20);
}

TEST(PosthocGolden, TheSynthesizedAverageIsTheLibrarys) {
  for (const auto& recorded : golden()) {
    std::vector<WeightProfile> tracks;
    for (const double gamma : recorded.at("gammas")) tracks.push_back(karras(gamma, 400));
    std::vector<ResponseSnapshot> snapshots;
    for (const auto& key : recorded.at("snapshot_keys")) {
      const WeightProfile& track = tracks[key[0].get<std::size_t>()];
      snapshots.push_back({"run", 0, key[1].get<std::int64_t>(), &track});
    }
    for (const auto& wanted : recorded.at("synthesized")) {
      const auto sigma_rel = wanted.at("sigma_rel").get<double>();
      const double gamma = gammaOfSigmaRel(sigma_rel);
      EXPECT_NEAR(gamma, wanted.at("gamma").get<double>(), 1e-9 * std::max(1.0, gamma));
      const auto found = synthesize(snapshots, "run", *TargetProfile::sigmaRel(sigma_rel, ""),
                                    wanted.at("step").get<std::int64_t>(), kAsTheLibrary, "");
      ASSERT_TRUE(found.ok()) << found.error().message();
      expectResult(found->coefficients, recorded, wanted.at("result"));
    }
  }
}

}  // namespace
}  // namespace emascope
