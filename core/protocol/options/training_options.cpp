// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/options/training_options.h"

#include "core/base/numbers.h"
#include "core/protocol/spec/optimizer_settings.h"
#include "core/protocol/spec/rate_schedules.h"

#include <optional>
#include <utility>

namespace emascope {
namespace {

using TypedText = std::optional<std::string>;

Status readWhole(const TypedText& typed, const char* where, std::optional<std::int64_t>& value) {
  if (!typed) return Ok{};
  const auto parsed = parseTypedInteger(*typed, where);
  if (!parsed) return Error{where, parsed.error().why, "a whole number such as 32"};
  value = *parsed;
  return Ok{};
}

Status readNumber(const TypedText& typed, const char* where, std::optional<double>& value) {
  if (!typed) return Ok{};
  const auto parsed = parseNumber(*typed, where);
  if (!parsed) return parsed.error();
  value = *parsed;
  return Ok{};
}

/// An optimizer other than the preset's has its own default learning rate and initial values.
Status readOptimizer(const RunOptions& options, RunConfig& config) {
  std::optional<MethodSpec>& optimizer = config.training.optimizer;
  if (options.optimizer) {
    auto read = readMethod(*options.optimizer, optimizers(), "optimizer");
    if (!read) return read.error();
    if (!options.lr && optimizer && optimizer->kind != read->kind) {
      config.lr = initialRate(optimizerOf(*read, 0.0).kind);
    }
    optimizer = std::move(read).value();
  }
  const std::pair<const char*, const TypedText&> parts[] = {{"momentum", options.momentum},
                                                            {"weight_decay", options.weight_decay}};
  for (const auto& [id, typed] : parts) {
    if (!typed) continue;
    if (!optimizer) {
      return Error{id, "the preset has no optimizer", "together with --optimizer"};
    }
    const auto value = parseNumber(*typed, id);
    if (!value) return value.error();
    optimizer->params[id] = *value;
  }
  return Ok{};
}

/// "[LABEL:]N"
Status readStop(const TypedText& typed, std::optional<EarlyStop>& stop) {
  if (!typed) return Ok{};
  const auto colon = typed->find(':');
  EarlyStop read;
  if (colon != std::string::npos) read.of = typed->substr(0, colon);
  const auto count = parseInteger(
      std::string_view(*typed).substr(colon == std::string::npos ? 0 : colon + 1), "patience");
  if (!count) return Error{"patience", count.error().why, "[LABEL:]N, such as 10 or main:10"};
  read.patience = *count;
  stop = std::move(read);
  return Ok{};
}

}  // namespace

Status readTraining(const RunOptions& options, RunConfig& config) {
  if (auto status = readOptimizer(options, config); !status) return status;
  TrainingSpec& training = config.training;
  if (options.lr_schedule) {
    auto read = readMethod(*options.lr_schedule, rateSchedules(), "lr-schedule");
    if (!read) return read.error();
    training.lr_schedule = std::move(read).value();
  }
  if (auto status = readWhole(options.batch, "batch", training.batch); !status) return status;
  if (auto status = readWhole(options.accumulate, "accumulate", training.accumulate); !status) {
    return status;
  }
  if (auto status = readNumber(options.clip_norm, "clip-norm", training.clip_norm); !status) {
    return status;
  }
  if (auto status = readNumber(options.clip_value, "clip-value", training.clip_value); !status) {
    return status;
  }
  if (options.precision) training.precision = *options.precision;
  if (options.epochs && options.steps) {
    return Error{"epochs", "cannot be combined with steps", "one of the two"};
  }
  if (auto status = readNumber(options.epochs, "epochs", training.epochs); !status) return status;
  return readStop(options.patience, training.stop);
}

std::vector<std::string> trainingOptions(const TrainingSpec& spec) {
  std::vector<std::string> words;
  const auto add = [&words](const char* name, std::string value) {
    words.emplace_back(name);
    words.push_back(std::move(value));
  };
  if (spec.optimizer) add("--optimizer", methodOption(*spec.optimizer, optimizers()));
  if (spec.lr_schedule) add("--lr-schedule", methodOption(*spec.lr_schedule, rateSchedules()));
  if (spec.batch) add("--batch", std::to_string(*spec.batch));
  if (spec.accumulate) add("--accumulate", std::to_string(*spec.accumulate));
  if (spec.clip_norm) add("--clip-norm", formatNumber(*spec.clip_norm));
  if (spec.clip_value) add("--clip-value", formatNumber(*spec.clip_value));
  if (spec.precision) add("--precision", *spec.precision);
  if (spec.stop) add("--patience", spec.stop->of + ":" + std::to_string(spec.stop->patience));
  return words;
}

}  // namespace emascope
