// SPDX-License-Identifier: Apache-2.0
#include "core/train/evaluator.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <latch>
#include <new>
#include <stdexcept>

#include <gtest/gtest.h>

#include <ATen/Parallel.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/zeros.h>

namespace emascope {
namespace {

/// Is evaluated by a function of the sample count.
class Judged final : public Model {
 public:
  using Judge = std::function<double(std::int64_t)>;
  explicit Judged(Judge judge) : judge_(std::move(judge)) {}

  [[nodiscard]] std::vector<NamedTensor> parameters() const override { return {}; }
  [[nodiscard]] std::vector<NamedTensor> buffers() const override { return {}; }
  [[nodiscard]] at::Tensor lossAndGradients(const Batch& /*batch*/) override { return {}; }
  [[nodiscard]] EvalSums evaluate(const Batch& batch) const override {
    const at::Tensor sum = at::scalar_tensor(judge_(batch.inputs.size(0)), at::kDouble);
    return {sum, sum};
  }

 private:
  Judge judge_;
};

Batch samples(std::int64_t count) { return {at::zeros({count, 1}), at::zeros({count}, at::kLong)}; }

/// Long enough for an evaluation to be worth another thread.
void beBusy() {
  const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(200);
  while (std::chrono::steady_clock::now() < end) {
  }
}

class EvaluatorTest : public testing::Test {
 protected:
  void SetUp() override { at::set_num_threads(1); }
};

TEST_F(EvaluatorTest, TakesTheMeanOverPiecesModelByModel) {
  Evaluator evaluator(samples(600), MetricTransform::kRootMean);
  const Judged sum([](std::int64_t count) { return static_cast<double>(count); });
  const Judged four([](std::int64_t count) { return 4.0 * static_cast<double>(count); });
  const auto evaluations = evaluator.evaluate({&sum, &four});
  EXPECT_EQ(evaluations[0].loss, 1.0);
  EXPECT_EQ(evaluations[1].loss, 4.0);
  EXPECT_EQ(evaluations[1].metric, 2.0);
}

TEST_F(EvaluatorTest, TakesSmallerPiecesWhereMemoryIsShortAndMeasuresTheSame) {
  Evaluator evaluator(samples(600), MetricTransform::kMean);
  std::int64_t most = 0;
  const Judged greedy([&most](std::int64_t count) {
    if (count > 40) throw std::bad_alloc();
    most = std::max(most, count);
    return static_cast<double>(count);
  });
  EXPECT_EQ(evaluator.evaluate({&greedy, &greedy})[1].loss, 1.0);
  EXPECT_EQ(most, 32);  // 250 halved, rounded up, until it fits
}

TEST_F(EvaluatorTest, GivesUpWhereNotEvenOneSampleFits) {
  Evaluator evaluator(samples(10), MetricTransform::kMean);
  const Judged greedy([](std::int64_t /*count*/) -> double { throw std::bad_alloc(); });
  EXPECT_THROW(static_cast<void>(evaluator.evaluate({&greedy})), std::bad_alloc);
}

TEST_F(EvaluatorTest, IsLeftBetweenTwoPiecesAtAWish) {
  Evaluator evaluator(samples(600), MetricTransform::kMean);
  Supervision supervision;
  supervision.heed(true);
  int pieces = 0;
  const Judged model([&](std::int64_t) {
    if (++pieces == 2) supervision.interrupt();
    return 0.0;
  });
  EXPECT_THROW(static_cast<void>(evaluator.evaluate({&model}, &supervision)), Interrupted);
  EXPECT_EQ(pieces, 2);
}

// Each waits for the other: one after the other they would never end.
TEST_F(EvaluatorTest, HasPiecesWorkedOnAtOnceOnceOneHasTakenLong) {
  Evaluator evaluator(samples(10), MetricTransform::kMean, 2);
  std::latch* both = nullptr;
  std::atomic<bool> by_one_thread = true;
  const auto judge = [&](double loss) {
    return [&both, &by_one_thread, loss](std::int64_t count) {
      if (both == nullptr) {
        beBusy();
      } else {
        both->arrive_and_wait();
      }
      if (at::get_num_threads() != 1) by_one_thread = false;
      return loss * static_cast<double>(count);
    };
  };
  const Judged one(judge(1.0));
  const Judged two(judge(2.0));
  const auto alone = evaluator.evaluate({&one, &two});
  std::latch latch(2);
  both = &latch;
  EXPECT_EQ(evaluator.evaluate({&one, &two}), alone);
  EXPECT_TRUE(by_one_thread);
}

TEST_F(EvaluatorTest, ThrowsWhatAModelThrowsOnAnotherThread) {
  Evaluator evaluator(samples(10), MetricTransform::kMean, 2);
  bool throws = false;
  const Judged model([&](std::int64_t) {
    beBusy();
    if (throws) throw std::runtime_error("no memory");
    return 0.0;
  });
  static_cast<void>(evaluator.evaluate({&model, &model}));
  throws = true;
  EXPECT_THROW(static_cast<void>(evaluator.evaluate({&model, &model})), std::runtime_error);
  throws = false;
  EXPECT_EQ(evaluator.evaluate({&model, &model}).size(), 2U);
}

}  // namespace
}  // namespace emascope
