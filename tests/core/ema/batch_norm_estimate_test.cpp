// SPDX-License-Identifier: Apache-2.0
//
// BatchNorm statistics against what torch.optim.swa_utils.update_bn made of the same batches.
#include "core/ema/batch_norm_estimate.h"

#include "tests/support/golden_cases.h"

#include <limits>

#include <gtest/gtest.h>

namespace emascope {
namespace {

using Rows = std::vector<std::vector<double>>;

struct Shown {
  std::vector<float> means = {};
  std::vector<float> variances = {};
};

/// What a batch shows of the outputs of a linear layer.
Shown shownBy(const Rows& batch, const Rows& weight, const std::vector<double>& bias) {
  Shown shown;
  const auto count = static_cast<double>(batch.size());
  for (std::size_t c = 0; c < weight.size(); ++c) {
    std::vector<double> outputs;
    for (const std::vector<double>& row : batch) {
      double output = bias[c];
      for (std::size_t i = 0; i < row.size(); ++i) output += weight[c][i] * row[i];
      outputs.push_back(output);
    }
    double mean = 0.0;
    for (const double output : outputs) mean += output / count;
    double square = 0.0;
    for (const double output : outputs) square += (output - mean) * (output - mean);
    shown.means.push_back(static_cast<float>(mean));
    shown.variances.push_back(static_cast<float>(square / (count - 1.0)));
  }
  return shown;
}

TEST(BatchNormEstimate, IsWhatUpdateBnMakesOfTheSameBatches) {
  std::size_t cases = 0;
  const nlohmann::json recorded = golden::readJson("update_bn.json");
  for (const auto& one : recorded.at("cases")) {
    const auto weight = one.at("lin_weight").get<Rows>();
    BatchNormEstimate estimate(weight.size());
    for (const auto& batch : one.at("batches")) {
      const Shown shown =
          shownBy(batch.get<Rows>(), weight, one.at("lin_bias").get<std::vector<double>>());
      ASSERT_TRUE(estimate.add(shown.means, shown.variances).ok());
    }
    Shown result{std::vector<float>(weight.size()), std::vector<float>(weight.size())};
    estimate.write(result.means, result.variances);
    const auto means = one.at("running_mean").get<std::vector<double>>();
    const auto variances = one.at("running_var").get<std::vector<double>>();
    for (std::size_t c = 0; c < weight.size(); ++c) {
      EXPECT_NEAR(result.means[c], means[c], 1e-6) << one.at("id") << " " << c;
      EXPECT_NEAR(result.variances[c], variances[c], 1e-6) << one.at("id") << " " << c;
    }
    EXPECT_EQ(estimate.batches(), one.at("num_batches_tracked").get<std::int64_t>());
    ++cases;
  }
  EXPECT_EQ(cases, 2U);
}

TEST(BatchNormEstimate, ABatchThatIsNotFiniteIsRefusedAndLeavesNoTrace) {
  BatchNormEstimate estimate(2);
  ASSERT_TRUE(estimate.add(std::vector<float>{1.0F, 2.0F}, std::vector<float>{3.0F, 4.0F}).ok());
  const std::vector<float> bad = {5.0F, std::numeric_limits<float>::quiet_NaN()};
  const Status refused = estimate.add(std::vector<float>{7.0F, 7.0F}, bad);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().message(),
            "batch 2 for BatchNorm, channel 2: its mean or variance is not finite; allowed: finite "
            "values, and two or more of them in each channel");
  EXPECT_EQ(estimate.batches(), 1);
  std::vector<float> means(2);
  std::vector<float> variances(2);
  estimate.write(means, variances);
  EXPECT_EQ(means, (std::vector<float>{1.0F, 2.0F}));
  EXPECT_EQ(variances, (std::vector<float>{3.0F, 4.0F}));
}

}  // namespace
}  // namespace emascope
