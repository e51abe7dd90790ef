// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/task_picture.h"

#include "core/data/alice.h"
#include "core/models/model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

struct Seen {
  TaskPicture picture = {};
  double loss = 0.0;  ///< sums over the validation samples
  double metric = 0.0;
  std::int64_t samples = 0;
  int pieces = 0;  ///< that the picture was made in

  [[nodiscard]] at::Tensor array(const std::string& name) const {
    const auto found = std::find_if(picture.arrays.begin(), picture.arrays.end(),
                                    [&](const auto& each) { return each.name == name; });
    EXPECT_TRUE(found != picture.arrays.end()) << name;
    return at::tensor(found->values).view(found->shape).to(at::kDouble);
  }
};

/// The picture alone. The caller holds an InferenceMode guard.
Seen madeBy(const Model& model, const ModelEntry& entry, std::uint64_t seed) {
  const Batch validation = entry.data(seed).validation;
  const PictureWork work = entry.picture(model, validation, seed);
  Seen seen{.samples = validation.inputs.size(0)};
  std::optional<TaskPicture> picture;
  for (; !picture; ++seen.pieces) picture = work();
  seen.picture = *picture;
  return seen;
}

Seen seen(const std::string& id) {
  at::set_num_threads(1);
  const ModelEntry& entry = models().at(id);
  const auto model = entry.make(3);
  const c10::InferenceMode guard;
  const EvalSums sums = model->evaluate(entry.data(3).validation);
  Seen seen = madeBy(*model, entry, 3);
  seen.loss = sums.loss.item<double>();
  seen.metric = sums.metric.item<double>();
  return seen;
}

TEST(TaskPicture, EveryDemoHasOneThatTheWeightsAndTheSeedDecide) {
  for (const auto& [id, entry] : models()) {
    ASSERT_NE(entry.picture, nullptr) << id;
    const TaskPicture picture = seen(id).picture;
    EXPECT_EQ(seen(id).picture, picture) << id;
    EXPECT_FALSE(picture.title.empty()) << id;
    EXPECT_FALSE(picture.arrays.empty() && picture.texts.empty()) << id;
    for (const TaskPicture::Array& array : picture.arrays) {
      std::int64_t count = 1;
      for (const std::int64_t size : array.shape) count *= size;
      EXPECT_EQ(static_cast<std::int64_t>(array.values.size()), count) << id << ": " << array.name;
      for (const float value : array.values) EXPECT_TRUE(std::isfinite(value)) << id;
    }
  }
}

// What would hold training up if it were made at once.
TEST(TaskPicture, OfManyPassesIsMadeInPieces) {
  EXPECT_EQ(seen("two-spirals").pieces, 12);
  EXPECT_EQ(seen("diffusion").pieces, 32);
  EXPECT_EQ(seen("characters").pieces, 160);
}

double squares(const at::Tensor& difference) { return difference.square().sum().item<double>(); }

TEST(TaskPicture, ShowsWhatTheLossIsMadeOf) {
  const Seen curve = seen("curve");
  EXPECT_NEAR(squares(curve.array("fitted") - curve.array("clean")), curve.loss, 1e-3);
  const Seen bowl = seen("quadratic-bowl");
  EXPECT_NEAR(squares(bowl.array("position") - bowl.array("bottom")), bowl.metric, 1e-4);
  const Seen signal = seen("noisy-signal");
  EXPECT_NEAR(squares(signal.array("shown") - signal.array("clean")), signal.loss, 1e-4);
}

TEST(TaskPicture, ShowsTheImagesThatAreMisread) {
  for (const char* id : {"digits", "transfer"}) {
    const Seen images = seen(id);
    EXPECT_EQ(images.array("count").item<double>(),
              static_cast<double>(images.samples) - images.metric);
    EXPECT_TRUE(images.array("said").ne(images.array("right")).all().item<bool>());
    EXPECT_EQ(images.array("images").sizes(), at::IntArrayRef({24, 8, 8}));
    EXPECT_EQ(images.array("images").max().item<double>(), 1.0);
    const at::Tensor shown = images.array("sample").to(at::kLong);
    EXPECT_TRUE(shown.diff().gt(0).all().item<bool>());
    const at::Tensor inputs = models().at(id).data(3).validation.inputs.squeeze(1);
    EXPECT_TRUE(images.array("images").equal(inputs.index_select(0, shown).to(at::kDouble)));
  }
  EXPECT_GE(seen("transfer").array("right").min().item<double>(), 5.0);
}

TEST(TaskPicture, TheSurfaceBeginsAtTheBottomLeft) {
  const Seen spirals = seen("two-spirals");
  const at::Tensor probability = spirals.array("probability");
  const at::Tensor reach = spirals.array("reach");
  const auto model = models().at("two-spirals").make(3);
  const c10::InferenceMode guard;
  const auto at_place = [&](int x, int y) {
    const at::Tensor place = at::stack({reach[x], reach[y]}).to(at::kFloat).view({1, 2});
    return at::sigmoid(model->outputs(place)).item<double>();
  };
  EXPECT_NEAR(probability[0][0].item<double>(), at_place(0, 2), 1e-5);
  EXPECT_NEAR(probability[0][-1].item<double>(), at_place(1, 2), 1e-5);
  EXPECT_NEAR(probability[-1][0].item<double>(), at_place(0, 3), 1e-5);
}

/// Answers for a model.
class Oracle : public Model {
 public:
  [[nodiscard]] std::vector<NamedTensor> parameters() const override { return {}; }
  [[nodiscard]] std::vector<NamedTensor> buffers() const override { return {}; }
  [[nodiscard]] at::Tensor lossAndGradients(const Batch& /*batch*/) override { return {}; }
  [[nodiscard]] EvalSums evaluate(const Batch& /*batch*/) const override { return {}; }
};

/// The posterior mean of the ring's 8 Gaussians, as the network is asked for it.
class ExactDenoiser final : public Oracle {
 public:
  [[nodiscard]] at::Tensor outputs(const at::Tensor& inputs) const override {
    const double sigma = std::exp(4.0 * inputs[0][2].item<double>());
    const double all = std::hypot(sigma, 0.5);
    const double variance = sigma * sigma + 0.05 * 0.05;
    const at::Tensor noisy = inputs.slice(1, 0, 2).to(at::kDouble) * (all / 4.0);
    const at::Tensor angles = at::arange(8, at::kDouble) * (std::numbers::pi / 4.0);
    const at::Tensor centers = at::stack({angles.cos(), angles.sin()}, 1) * 0.7;
    const at::Tensor away = noisy.unsqueeze(1) - centers;
    const at::Tensor shares = at::softmax(away.square().sum(2) / (-2.0 * variance), 1);
    const at::Tensor means = centers + away * (0.0025 / variance);
    const at::Tensor clean = (shares.unsqueeze(2) * means).sum(1);
    return ((clean - noisy * (0.25 / (all * all))) / (0.5 * sigma / all)).to(at::kFloat);
  }
};

TEST(TaskPicture, ABestDenoiserMakesPointsOfTheRing) {
  const ModelEntry& entry = models().at("diffusion");
  const c10::InferenceMode guard;
  const ExactDenoiser denoiser;
  const Seen made = madeBy(denoiser, entry, 1);
  const at::Tensor away = made.array("samples").unsqueeze(1) - made.array("centers");
  const auto [distance, nearest] = away.norm(2, {2}).min(1);
  EXPECT_GT(distance.lt(0.2).to(at::kDouble).mean().item<double>(), 0.95);
  for (int center = 0; center < 8; ++center) {
    EXPECT_GT(nearest.eq(center).sum().item<std::int64_t>(), 30) << center;
  }
}

/// Sure of the symbol after the last one.
class Counting final : public Oracle {
 public:
  [[nodiscard]] at::Tensor outputs(const at::Tensor& inputs) const override {
    return at::one_hot((inputs + 1).remainder(65), 65).to(at::kFloat) * 100.0;
  }
};

TEST(TaskPicture, WritesOneCharacterAfterTheOther) {
  const ModelEntry& entry = models().at("characters");
  const c10::InferenceMode guard;
  const Counting counting;
  const TaskPicture picture = madeBy(counting, entry, 1).picture;
  const std::set<char> set(aliceText().begin(), aliceText().end());
  const std::string symbols(set.begin(), set.end());
  ASSERT_EQ(picture.texts.size(), 2U);
  EXPECT_NE(aliceText().find(picture.texts[0]), std::string_view::npos);
  char last = picture.texts[0].back();
  for (const char character : picture.texts[1]) {
    EXPECT_EQ(character, symbols[(symbols.find(last) + 1) % symbols.size()]);
    last = character;
  }
}

}  // namespace
}  // namespace emascope
