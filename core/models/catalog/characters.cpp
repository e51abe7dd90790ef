// SPDX-License-Identifier: Apache-2.0
//
// The demo "characters": a transformer that predicts the next character of a text.
#include "core/base/phrase.h"
#include "core/data/alice.h"
#include "core/models/catalog/described_network.h"
#include "core/models/catalog/picture_tools.h"
#include "core/models/model.h"
#include "core/models/network_model.h"
#include "core/random/counter_random.h"
#include "core/random/streams.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <ATen/ops/empty.h>
#include <ATen/ops/roll.h>
#include <ATen/ops/softmax.h>

namespace emascope {
namespace characters {

constexpr std::int64_t kContext = 32;
constexpr std::int64_t kSymbols = 65;
constexpr std::int64_t kStride = 4;                  ///< between the starts of training windows
constexpr std::size_t kValidationCharacters = 8000;  ///< the end of the text

constexpr const char* kNetwork = R"({"layers": [
  {"type": "embedding", "name": "characters", "num_embeddings": 65, "embedding_dim": 48,
   "positions": true},
  {"type": "transformer_block", "name": "block1", "num_heads": 4, "mlp_ratio": 2, "causal": true},
  {"type": "transformer_block", "name": "block2", "num_heads": 4, "mlp_ratio": 2, "causal": true},
  {"type": "layer_norm", "name": "norm"},
  {"type": "linear", "name": "output", "out_features": 65}]})";

/// Token number, from 0, of each ASCII code in the text.
std::array<std::int64_t, 128> numbers() {
  std::array<bool, 128> used = {};
  for (const char character : aliceText()) used.at(static_cast<std::size_t>(character)) = true;
  std::array<std::int64_t, 128> numbers = {};
  std::int64_t next = 0;
  for (std::size_t code = 0; code < used.size(); ++code) {
    if (used[code]) numbers[code] = next++;
  }
  return numbers;
}

/// The characters by token number.
std::string symbols() {
  std::string symbols(kSymbols, ' ');
  const std::array<std::int64_t, 128> number = numbers();
  for (const char character : aliceText()) {
    symbols[static_cast<std::size_t>(number[static_cast<unsigned char>(character)])] = character;
  }
  return symbols;
}

SampleView view() {
  SampleView view;
  for (const char symbol : symbols()) view.classes.emplace_back(1, symbol);
  return view;
}

/// Windows of kContext characters; targets are the next character at each position.
Batch windows(std::string_view text, std::int64_t stride) {
  const std::array<std::int64_t, 128> number = numbers();
  const std::int64_t count = (static_cast<std::int64_t>(text.size()) - kContext - 1) / stride + 1;
  Batch batch{at::empty({count, kContext}, at::kLong), at::empty({count, kContext}, at::kLong)};
  std::int64_t* input = batch.inputs.mutable_data_ptr<std::int64_t>();
  std::int64_t* target = batch.targets.mutable_data_ptr<std::int64_t>();
  for (std::int64_t window = 0; window < count; ++window) {
    for (std::int64_t i = 0; i < kContext; ++i) {
      const auto place = static_cast<std::size_t>(window * stride + i);
      *input++ = number[static_cast<unsigned char>(text[place])];
      *target++ = number[static_cast<unsigned char>(text[place + 1])];
    }
  }
  return batch;
}

TaskData data(std::uint64_t /*seed*/) {
  const std::string_view text = aliceText();
  const std::size_t train = text.size() - kValidationCharacters;
  return {.train = windows(text.substr(0, train), kStride),
          .validation = windows(text.substr(train), kContext)};
}

/// Samples the next character after `window` from the model's distribution.
std::int64_t following(const Model& model, const at::Tensor& window, CounterRandom& random) {
  const at::Tensor shares = at::softmax(model.outputs(window)[0][kContext - 1], 0).cpu();
  const float* share = shares.const_data_ptr<float>();
  double left = random.uniform();
  for (std::int64_t symbol = 0; symbol + 1 < kSymbols; ++symbol) {
    left -= static_cast<double>(share[symbol]);
    if (left < 0.0) return symbol;
  }
  return kSymbols - 1;
}

/// Generates text; each piece of work is one character.
class Writing {
 public:
  Writing(const Model& model, const Batch& validation, std::uint64_t seed)
      : model_(model),
        random_(seed, stream::kSamples),
        window_(validation.inputs.narrow(0, 0, 1).clone()),
        known_(symbols()) {}

  [[nodiscard]] std::optional<TaskPicture> operator()() {
    constexpr std::size_t kWritten = 160;
    const std::int64_t symbol = following(model_, window_, random_);
    written_ += known_[static_cast<std::size_t>(symbol)];
    window_ = at::roll(window_, {-1}, {1});
    window_[0][kContext - 1] = symbol;
    if (written_.size() < kWritten) return std::nullopt;
    const std::string_view prompt =
        aliceText().substr(aliceText().size() - kValidationCharacters, kContext);
    return TaskPicture{.kind = "text",
                       .title = words("text generated from the start of the validation text"),
                       .texts = {std::string(prompt), written_}};
  }

 private:
  const Model& model_;
  CounterRandom random_;
  at::Tensor window_;
  std::string known_;  ///< characters by token number
  std::string written_ = {};
};

PictureWork picture(const Model& model, const Batch& validation, std::uint64_t seed) {
  return Writing(model, validation, seed);
}

std::unique_ptr<Model> make(std::uint64_t seed) {
  return makeNetworkModel(describedNetwork(kNetwork, {kContext}, "characters", seed),
                          {.loss = Objective::Loss::kCrossEntropy, .perplexity = true}, seed);
}

}  // namespace characters

void registerModelCharacters(ModelRegistry& registry) {
  registry["characters"] = {
      .info = {.id = "characters",
               .title = "next character",
               .network = "transformer, 2 blocks of 48, 32 characters of context",
               .data = "Six chapters of Alice's Adventures in Wonderland (Lewis Carroll, 1865); "
                       "the last 8,000 characters are the validation set.",
               .parameters = 45857,
               .buffers = 0,
               .train_samples = 15725,
               .validation_samples = 249,
               .test_samples = 0,
               .metric = "perplexity"},
      .make = characters::make,
      .data = characters::data,
      .bfloat16 = true,
      .metric_transform = MetricTransform::kExponent,
      .view = characters::view(),
      .picture = characters::picture};
}

}  // namespace emascope
