// SPDX-License-Identifier: Apache-2.0
#include "core/ema/tensor_ema.h"

#include "tests/core/ema/drifting_tensors.h"
#include "tests/core/ema/same_bits.h"

#include <cmath>

#include <gmock/gmock.h>

#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/view_as_real.h>

namespace emascope {
namespace {

using testing::HasSubstr;

TensorEma made(const DriftingTensors& model, EmaOptions options) {
  return orThrow(TensorEma::make([&model] { return model.list(); }, std::move(options)));
}

EmaOptions constant(double beta) { return {.rules = {{"constant", {{"beta", beta}}}}}; }

TEST(TensorEma, AveragesEachTypeInFloat32) {
  DriftingTensors model;
  TensorEma ema = made(model, constant(0.9));
  std::map<std::string, at::Tensor> expected;
  for (int step = 1; step <= 40; ++step) {
    model.moveTo(step);
    ASSERT_TRUE(orThrow(ema.update()).averaged);
    for (const LiveTensor& one : model.list()) {
      if (!one.tensor.is_floating_point() && !one.tensor.is_complex()) continue;
      at::Tensor now = one.tensor.detach().clone();
      if (now.is_complex()) now = at::view_as_real(now);
      now = now.to(at::kDouble);
      at::Tensor& e = expected[one.name];
      e = step == 1 ? now : at::Tensor(e.mul(0.9).add(now, 0.1));
    }
  }
  for (const auto& [name, e] : expected) {
    const at::Tensor average = *ema.average(name);
    EXPECT_EQ(average.scalar_type(), at::kFloat);
    if (name == "nothing" || name.starts_with("frozen")) continue;
    EXPECT_LE(average.to(at::kDouble).sub(e).abs().max().item<double>(), 3e-6) << name;
  }
  EXPECT_EQ(ema.average("flags")->scalar_type(), at::kLong);
  EXPECT_TRUE(at::equal(*ema.average("frozen"), model["frozen"].tensor));
  EXPECT_EQ(ema.average("flags")->sum().item<std::int64_t>(),
            model["flags"].tensor.to(at::kLong).sum().item<std::int64_t>());
}

TEST(TensorEma, AveragesTiedTensorsOnce) {
  DriftingTensors model;
  TensorEma ema = made(model, constant(0.5));
  model.moveTo(1);
  orThrow(ema.update());
  EXPECT_EQ(ema.average("tied")->data_ptr(), ema.average("weight")->data_ptr());
}

TEST(TensorEma, RefusesAModelThatHasChangedAndTellsAllOfIt) {
  DriftingTensors model;
  TensorEma ema = made(model, constant(0.5));
  model.moveTo(1);
  orThrow(ema.update());
  const at::Tensor before = ema.average("weight")->clone();
  model.moveTo(2);
  model["weight"].tensor = at::full({5, 3}, 1.0F);
  model["half"].tensor = model["half"].tensor.to(at::kFloat);
  model["flags"].name = "signs";
  const auto refused = ema.update();
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message(),
              HasSubstr("weight is float32[4,3] in the average and float32[5,3] in the model now; "
                        "half is float16[6] in the average and float32[6] in the model now; "
                        "flags bool[2] is only in the average; signs bool[2] is only in the model "
                        "now"));
  EXPECT_TRUE(at::equal(before, *ema.average("weight")));
  EXPECT_EQ(ema.calls(), 1);
}

TEST(TensorEma, RefusesTensorsThatAreTiedNoLonger) {
  DriftingTensors model;
  TensorEma ema = made(model, constant(0.5));
  model["tied"].tensor = model["weight"].tensor.detach().clone();
  const auto refused = ema.update();
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message(), HasSubstr("tied is no longer tied to weight"));
}

TEST(TensorEma, RefusesToCopyAParameterThatIsTrainedNow) {
  DriftingTensors model;
  TensorEma ema = made(model, constant(0.5));
  model["frozen"].kind = TensorKind::kTrainable;
  const auto refused = ema.update();
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message(), HasSubstr("frozen is trained now"));
  TensorEma by_library = made(model, {.rules = {{"ema-pytorch", {}}}});
  model["frozen"].kind = TensorKind::kFrozen;
  EXPECT_TRUE(by_library.update().ok());
}

TEST(TensorEma, LeavesOutAnUpdateThatIsNotFinite) {
  DriftingTensors model;
  TensorEma ema = made(model, constant(0.5));
  model.moveTo(1);
  orThrow(ema.update());
  const at::Tensor before = ema.average("weight")->clone();
  model.moveTo(2);
  model["double"].tensor.view({-1})[1].fill_(1e300);  // finite as it is, and not in float32
  const Updated updated = orThrow(ema.update());
  EXPECT_FALSE(updated.averaged);
  EXPECT_THAT(updated.refused, HasSubstr("double has a value that is not finite"));
  EXPECT_TRUE(at::equal(before, *ema.average("weight")));
  EXPECT_EQ(ema.calls(), 1);
  EXPECT_EQ(ema.gated(), 1);
}

TEST(TensorEma, TakesEditsAsTheyAreTakenElsewhere) {
  DriftingTensors model;
  TensorEma ema = made(model, {.rules = {{"inverse-power", {{"update_after_step", 2.0}}}}});
  for (int step = 1; step <= 9; ++step) {
    model.moveTo(step);
    orThrow(ema.update());
  }
  EXPECT_FALSE(ema.set({{"update_after_step", 50.0}}).ok());
  EXPECT_FALSE(ema.set({{"beta", 0.5}, {"no_such", 1.0}}).ok());
  EXPECT_FALSE(ema.set({{"beta", 0.5}}, 1).ok());
  EXPECT_FALSE(ema.set({{"buffers", 2.0}}).ok());
  EXPECT_NE(ema.rule().values.at("beta"), 0.5);
  EXPECT_TRUE(ema.history().empty());
  orThrow(ema.set({{"beta", 0.5}}));
  orThrow(ema.reseed());
  EXPECT_EQ(ema.rule().values.at("beta"), 0.5);
  const std::vector<EmaEdit> expected = {{10, 0, EmaEdit::Kind::kSet, {{"beta", 0.5}}},
                                         {10, 0, EmaEdit::Kind::kReseed, {}}};
  EXPECT_EQ(ema.history(), expected);
  EXPECT_TRUE(at::equal(*ema.average("weight"), model["weight"].tensor));
}

TEST(TensorEma, WritesTheAverageIntoTheModelWhereItDiffers) {
  DriftingTensors model;
  TensorEma ema = made(model, {.rules = {{"constant", {{"beta", 0.5}}},
                                         {"constant", {{"beta", 0.9}, {"buffers", 1.0}}}}});
  for (int step = 1; step <= 4; ++step) {
    model.moveTo(step);
    orThrow(ema.update());
  }
  const at::Tensor raw = model["weight"].tensor.detach().clone();
  const at::Tensor exact = model["frozen_double"].tensor.clone();
  orThrow(ema.updateOnline(0.25, 1));
  const at::Tensor expected = raw.mul(0.25).add(*ema.average("weight", 1), 0.75);
  EXPECT_LE(model["weight"].tensor.detach().sub(expected).abs().max().item<float>(), 1e-6F);
  EXPECT_EQ(model["weight"].tensor.data_ptr(), model["tied"].tensor.data_ptr());
  // What the average copies is not rounded to float32 on its way back.
  EXPECT_TRUE(at::equal(model["frozen_double"].tensor, exact));
  orThrow(ema.updateOnline(0.0, 0));
  EXPECT_TRUE(at::equal(model["weight"].tensor.detach(), *ema.average("weight", 0)));
  EXPECT_FALSE(ema.updateOnline(1.0).ok());
  EXPECT_FALSE(ema.updateOnline(-0.1).ok());
}

TEST(TensorEma, RefusesRulesThatDoNotExist) {
  DriftingTensors model;
  const auto error = [&](EmaOptions options) {
    const auto made = TensorEma::make([&] { return model.list(); }, std::move(options));
    return made.ok() ? "" : made.error().message();
  };
  EXPECT_THAT(error({.rules = {{"no-such", {}}}}), HasSubstr("unknown rule \"no-such\""));
  EXPECT_THAT(error({.rules = {{"no-such", {}}}}), HasSubstr("inverse-power"));
  EXPECT_THAT(error({.rules = {{"constant", {{"beta", 2.0}}}}}), HasSubstr("track 0: beta"));
  EXPECT_THAT(error({.rules = {{"constant", {}, {{"no_key", "w*"}}}}}), HasSubstr("no_key"));
  EXPECT_THAT(error({.rules = {}}), HasSubstr("rules: the list is empty"));
  EXPECT_THAT(error({.rules = {{"half-life", {{"unit", 1.0}}}}}), HasSubstr("track 0"));
  EXPECT_THAT(error({.rules = {{"constant", {{"beta", 1.0 - 1e-8}}}}}), HasSubstr("float32"));
  EXPECT_THAT(error({.rules = {{"constant", {{"buffers", 2.0}}}}}),
              HasSubstr("track 0: buffers: estimate needs training batches"));
}

TEST(TensorEma, RefusesTensorsItCannotAverage) {
  const at::Tensor dense = at::full({2, 2}, 1.0F);
  const auto error = [&](std::vector<LiveTensor> tensors) {
    const auto made = TensorEma::make([&] { return tensors; }, {});
    return made.ok() ? "" : made.error().message();
  };
  EXPECT_THAT(error({{"s", dense.to_sparse()}}), HasSubstr("s: is sparse"));
  EXPECT_THAT(error({{"u", {}}}), HasSubstr("u: is an undefined tensor"));
  EXPECT_THAT(error({{"a", dense}, {"a", dense.clone()}}), HasSubstr("a: appears twice"));
}

TEST(TensorEma, LooksAtTheWeightsOnlyWhenSomethingActs) {
  DriftingTensors model;
  TensorEma ema = made(model, {.rules = {{"constant", {{"update_every", 5.0}}}}});
  model.moveTo(1);
  orThrow(ema.update());
  model["weight"].tensor.data().fill_(std::nan(""));
  EXPECT_TRUE(orThrow(ema.update()).averaged);  // call 2 skips
  EXPECT_EQ(ema.calls(), 2);
  EXPECT_FALSE(ema.update(0.0).ok());
  EXPECT_FALSE(ema.update(std::nan("")).ok());
}

/// All rules that need nothing but their average, one that feeds back, and one that copies.
EmaOptions rulesOfOneAverage() {
  EmaOptions options = {.rules = {{"constant",
                                   {{"beta", 0.9},
                                    {"update_model_with_ema_every", 4.0},
                                    {"update_model_with_ema_beta", 0.5}}},
                                  {"constant", {{"beta", 0.0}}},
                                  {"ema-pytorch", {}, {{"ignore_names", "mean"}}}},
                        .run = {.steps = 100.0, .steps_per_epoch = 10.0}};
  for (const auto* registry : {&schedules(), &libraryPresets()}) {
    for (const auto& [id, rule] : *registry) {
      const auto resolved = orThrow(resolveRule({id, {}, {}}, options.run, id));
      if (rule.traits(resolved.values).kind == AverageKind::kRecursive)
        options.rules.push_back({id, {}, {}});
    }
  }
  return options;
}

TEST(TensorEma, ReadsTensorsInPlaceWithTheBitsOfCopiedOnes) {
  DriftingTensors model;
  DriftingTensors copied_model;
  const EmaOptions options = rulesOfOneAverage();
  EmaOptions with_snapshots = options;  // these need the online values as one array
  with_snapshots.rules.push_back({"last-snapshots", {}, {}});
  TensorEma ema = made(model, options);
  TensorEma copied = made(copied_model, with_snapshots);
  ASSERT_TRUE(ema.averager().readsInPlace());
  ASSERT_FALSE(copied.averager().readsInPlace());
  for (int step = 1; step <= 30; ++step) {
    model.moveTo(step);
    copied_model.moveTo(step);
    ASSERT_TRUE(orThrow(ema.update()).averaged);
    ASSERT_TRUE(orThrow(copied.update()).averaged);
    for (std::size_t k = 0; k < ema.size(); ++k) {
      const std::string where = ema.rule(k).id + " at step " + std::to_string(step);
      ASSERT_TRUE(sameBits(ema.averager().floats(k), copied.averager().floats(k))) << where;
      ASSERT_TRUE(sameBits(ema.averager().counters(k), copied.averager().counters(k))) << where;
    }
    for (const LiveTensor& one : model.list()) {
      const at::Tensor fed_back = one.tensor.detach().contiguous();
      ASSERT_TRUE(sameBits(fed_back, copied_model[one.name].tensor.detach().contiguous()));
    }
  }
}

TEST(TensorEma, NamesTheTensorReadInPlaceThatIsNotFinite) {
  DriftingTensors model;
  TensorEma ema = made(model, constant(0.5));
  ASSERT_TRUE(ema.averager().readsInPlace());
  orThrow(ema.update());
  model.moveTo(1);
  const at::Tensor before = ema.averager().floats(0).clone();
  const at::Tensor counters = ema.averager().counters(0).clone();
  model["mean"].tensor[2].fill_(std::nan(""));
  const Updated updated = orThrow(ema.update());
  EXPECT_FALSE(updated.averaged);
  EXPECT_THAT(updated.refused, HasSubstr("mean has a value that is not finite"));
  EXPECT_TRUE(sameBits(ema.averager().floats(0), before));
  EXPECT_TRUE(sameBits(ema.averager().counters(0), counters));
}

}  // namespace
}  // namespace emascope
