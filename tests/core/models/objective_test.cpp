// SPDX-License-Identifier: Apache-2.0
//
// Losses against torch.nn's, recorded by tests/golden/models/record_objectives.py.
#include "core/models/objective.h"

#include <cmath>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

namespace emascope {
namespace {

using Loss = Objective::Loss;

constexpr double kTolerance = 1e-6;  ///< the recording is in double

at::Tensor wave(at::IntArrayRef shape) {
  at::Tensor values = at::empty(shape, at::kFloat);
  for (std::int64_t i = 0; i < values.numel(); ++i) {
    values.mutable_data_ptr<float>()[i] =
        static_cast<float>(std::sin(1.3 * static_cast<double>(i) + 0.4));
  }
  return values;
}

double recorded(const char* name) {
  std::ifstream file(EMASCOPE_SOURCE_DIR "/tests/golden/models/objectives.json");
  return nlohmann::json::parse(file).at(name).get<double>();
}

double number(const at::Tensor& tensor) { return tensor.item<double>(); }

at::Tensor classes() { return at::tensor({2, 0, 1, 1}, at::kLong); }
at::Tensor numbers() { return wave({4, 2}) * 0.5 + 0.1; }

TEST(TrainingLoss, IsTorchs) {
  const Objective plain;
  const Objective smooth{.label_smoothing = 0.1};
  const at::Tensor tokens = at::tensor({0, 2, 1, 1, 1, 0}, at::kLong).reshape({2, 3});
  EXPECT_NEAR(number(trainingLoss(plain, wave({4, 3}), classes())), recorded("cross-entropy"),
              kTolerance);
  EXPECT_NEAR(number(trainingLoss(smooth, wave({4, 3}), classes())),
              recorded("cross-entropy, smoothing 0.1"), kTolerance);
  EXPECT_NEAR(number(trainingLoss(plain, wave({2, 3, 3}), tokens)), recorded("tokens"), kTolerance);
  EXPECT_NEAR(number(trainingLoss({Loss::kBinary}, wave({4, 1}), at::tensor({1.F, 0.F, 0.F, 1.F}))),
              recorded("binary"), kTolerance);
  EXPECT_NEAR(
      number(trainingLoss({Loss::kBinary}, wave({4, 1}), at::tensor({1, 0, 0, 1}, at::kLong))),
      recorded("binary"), kTolerance);
  EXPECT_NEAR(number(trainingLoss({Loss::kSquared}, wave({4, 2}), numbers())), recorded("mse"),
              kTolerance);
  EXPECT_NEAR(number(trainingLoss({Loss::kAbsolute}, wave({4, 2}), numbers())), recorded("mae"),
              kTolerance);
}

TEST(EvaluationSums, AreTheTrainingLossWithoutSmoothing) {
  const EvalSums smooth = evaluationSums({.label_smoothing = 0.1}, wave({4, 3}), classes());
  EXPECT_NEAR(number(smooth.loss) / 4, recorded("cross-entropy"), kTolerance);
  const EvalSums absolute = evaluationSums({Loss::kAbsolute}, wave({4, 2}), numbers());
  EXPECT_NEAR(number(absolute.loss) / 4, recorded("mae"), kTolerance);
}

TEST(EvaluationSums, CountWhatIsRight) {
  const at::Tensor outputs = wave({4, 3});
  const at::Tensor right = outputs.argmax(1);
  EXPECT_EQ(number(evaluationSums({}, outputs, right).metric), 4.0);
  const at::Tensor half = right.clone();
  half.narrow(0, 2, 2).add_(1).remainder_(3);
  EXPECT_EQ(number(evaluationSums({}, outputs, half).metric), 2.0);
  const EvalSums binary = evaluationSums({Loss::kBinary}, at::tensor({3.F, -3.F, 3.F, -3.F}),
                                         at::tensor({1.F, 0.F, 0.F, 0.F}));
  EXPECT_EQ(number(binary.metric), 3.0);
  const EvalSums labeled = evaluationSums({Loss::kBinary}, at::tensor({3.F, -3.F, 3.F, -3.F}),
                                          at::tensor({1, 0, 0, 0}, at::kLong));
  EXPECT_EQ(number(labeled.loss), number(binary.loss));
  EXPECT_EQ(number(labeled.metric), 3.0);
}

TEST(EvaluationSums, OfNumbersAreSquaredErrorsInTheTargetsUnit) {
  const Objective scaled{.loss = Loss::kSquared, .unit = {10.F, 1.F}};
  const EvalSums sums =
      evaluationSums(scaled, at::tensor({1.F, 1.F}).reshape({1, 2}), at::zeros({1, 2}));
  EXPECT_NEAR(number(sums.metric), (100.0 + 1.0) / 2.0, kTolerance);
  EXPECT_NEAR(number(sums.loss), 1.0, kTolerance);
  EXPECT_EQ(metricName(scaled), "rmse");
  EXPECT_EQ(metricTransform(scaled), MetricTransform::kRootMean);
}

TEST(EvaluationSums, OfPerplexityAreTheLoss) {
  const Objective words{.perplexity = true};
  const EvalSums sums = evaluationSums(words, wave({4, 3}), classes());
  EXPECT_EQ(number(sums.metric), number(sums.loss));
  EXPECT_EQ(metricTransform(words), MetricTransform::kExponent);
}

TEST(CheckOutputs, RefusesWhatCannotBeComparedWithTheTargets) {
  EXPECT_TRUE(checkOutputs({}, wave({4, 3}), classes(), 3, "m.pt").ok());
  const Status wrong = checkOutputs({}, wave({4, 5}), classes(), 3, "m.pt");
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().message(),
            "m.pt: gives 5 for each sample; allowed: 3 logits, one for each class, for "
            "cross-entropy loss");
  EXPECT_FALSE(checkOutputs({}, wave({3, 3}), classes(), 3, "m.pt").ok());
  EXPECT_TRUE(checkOutputs({Loss::kBinary}, wave({4, 1}), wave({4}), 0, "m.pt").ok());
  EXPECT_FALSE(checkOutputs({Loss::kSquared}, wave({4, 3}), numbers(), 0, "m.pt").ok());
}

TEST(LossText, IsReadBack) {
  for (const Loss loss : {Loss::kCrossEntropy, Loss::kBinary, Loss::kSquared, Loss::kAbsolute}) {
    EXPECT_EQ(parseLoss(lossText(loss), "--loss").value(), loss);
  }
  EXPECT_EQ(parseLoss("hinge", "--loss").error().message(),
            "--loss: 'hinge' is not known; allowed: cross-entropy, bce, mse, mae");
}

}  // namespace
}  // namespace emascope
