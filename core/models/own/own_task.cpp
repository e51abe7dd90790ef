// SPDX-License-Identifier: Apache-2.0
#include "core/models/own/own_task.h"

#include "core/base/numbers.h"
#include "core/data/source.h"
#include "core/data/summary.h"
#include "core/models/network_model.h"
#include "core/models/own/data_choice.h"
#include "core/models/own/loaded_batches.h"
#include "core/models/own/network_choice.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>

#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

/// Everything read; owned by the entry's functions.
struct OpenedTask {
  std::shared_ptr<const LoadedData> loaded = {};
  Batch validation = {};
  Batch test = {};
};

Result<OpenedTask> openData(const DataChoice& choice, std::uint64_t seed, std::int64_t batch) {
  auto dataset = openDataset(choice.data);
  if (!dataset) return dataset.error();
  const auto summary = summarise(**dataset, {.skip_corrupt = choice.data.skip_corrupt,
                                             .allow_missing = choice.data.impute,
                                             .threads = readingThreads(),
                                             .duplicates = choice.data.duplicates});
  if (!summary) return summary.error();
  SplitOptions split_options = choice.split;
  split_options.seed = seed;
  auto split = splitSamples(**dataset, split_options);
  if (!split) return split.error();
  noteCopies(**dataset, summary->hashes, &*split);
  (*dataset)->knowTextsOf(split->train);
  const auto order = EpochOrder::make(split->train, static_cast<std::uint64_t>(batch), seed);
  if (!order) return order.error();
  if (choice.augmentation.any()) {
    const auto status = checkAugmentation(choice.augmentation, (*dataset)->head().shape);
    if (!status) return status.error();
  }
  auto scaling = fitScaling(**dataset, split->train, readingThreads());
  if (!scaling) return scaling.error();
  auto loaded = std::make_shared<LoadedData>();
  loaded->preparation = {choice.augmentation, std::move(scaling).value(), seed};
  if ((*dataset)->head().targets.task == TaskKind::kRegression) {
    loaded->targets = fitTargetScaling((*dataset)->head().targets, split->train);
  }
  loaded->dataset = std::move(dataset).value();
  loaded->training = std::move(split->train);
  loaded->resident_budget = choice.data.memory_budget;
  loaded->workers = choice.workers;
  auto validation = evaluationBatch(*loaded, split->validation);
  if (!validation) return validation.error();
  OpenedTask task{loaded, std::move(validation).value()};
  if (split->test.empty()) return task;
  auto test = evaluationBatch(*loaded, split->test);
  if (!test) return test.error();
  task.test = std::move(test).value();
  return task;
}

Result<Objective> chooseObjective(const Brought& brought, const Targets& targets,
                                  const std::optional<TargetScaling>& scaling) {
  const bool classes = targets.task == TaskKind::kClassification;
  Objective objective{.loss = classes ? Objective::Loss::kCrossEntropy : Objective::Loss::kSquared};
  if (const auto typed = brought.find("loss"); typed != brought.end()) {
    const auto loss = parseLoss(typed->second, "loss");
    if (!loss) return loss.error();
    const bool two = classes && targets.classes.size() == 2;
    const bool binary = *loss == Objective::Loss::kBinary;
    const bool for_classes = binary || *loss == Objective::Loss::kCrossEntropy;
    if (for_classes != classes || (binary && !two)) {
      return Error{"loss",
                   "'" + typed->second + "' is not for " +
                       (classes ? std::to_string(targets.classes.size()) + " classes"
                                : "numbers as targets"),
                   two       ? "cross-entropy, bce"
                   : classes ? "cross-entropy"
                             : "mse, mae"};
    }
    objective.loss = *loss;
  }
  if (const auto typed = brought.find("label-smoothing"); typed != brought.end()) {
    const auto smoothing = parseNumber(typed->second, "label-smoothing");
    const bool smooths = objective.loss == Objective::Loss::kCrossEntropy;
    if (!smoothing || *smoothing < 0.0 || *smoothing >= 1.0 || !smooths) {
      return Error{"label-smoothing", "'" + typed->second + "' is not allowed",
                   smooths ? "a number, at least 0 and below 1" : "with cross-entropy loss"};
    }
    objective.label_smoothing = *smoothing;
  }
  if (scaling) objective.unit = scaling->unit;
  return objective;
}

/// One pass over two samples tells whether outputs and targets fit.
Status tryOut(const NetworkChoice& choice, const Objective& objective, const Batch& validation,
              std::int64_t classes) {
  const c10::InferenceMode guard;
  const std::int64_t some = std::min<std::int64_t>(2, validation.inputs.size(0));
  const at::Tensor outputs =
      choice.make(1)->forward(validation.inputs.narrow(0, 0, some), /*training=*/false);
  return checkOutputs(objective, outputs, validation.targets.narrow(0, 0, some), classes, "model");
}

ModelInfo infoOf(const OpenedTask& task, const NetworkChoice& network, const Objective& objective) {
  const DatasetHead& head = task.loaded->dataset->head();
  std::filesystem::path path(head.path);
  if (!path.has_filename()) path = path.parent_path();
  std::vector<std::string> notes = head.notes;
  notes.insert(notes.end(), network.notes.begin(), network.notes.end());
  return {.id = kOwnPreset,
          .title = path.filename().string(),
          .network = network.title,
          .data = head.format + " of " + std::to_string(task.loaded->dataset->size()) +
                  " samples of " + shapeWords(head.shape) + " numbers",
          .parameters = network.parameters,
          .buffers = network.buffers,
          .train_samples = static_cast<std::int64_t>(task.loaded->training.size()),
          .validation_samples = task.validation.inputs.size(0),
          .metric = metricName(objective),
          .notes = std::move(notes)};
}

}  // namespace

Result<ModelEntry> openOwnTask(const Brought& brought, std::uint64_t seed, std::int64_t batch) {
  const auto choice = readDataChoice(brought);
  if (!choice) return choice.error();
  auto opened = openData(*choice, seed, batch);
  if (!opened) return opened.error();
  const OpenedTask task = std::move(opened).value();
  const DatasetHead& head = task.loaded->dataset->head();
  const auto objective = chooseObjective(brought, head.targets, task.loaded->targets);
  if (!objective) return objective.error();
  const bool classes = objective->loss == Objective::Loss::kCrossEntropy;
  const auto outputs =
      static_cast<std::int64_t>(classes ? head.targets.classes.size() : head.targets.width);
  const std::vector<std::int64_t> input(head.shape.begin(), head.shape.end());
  const auto network = chooseNetwork(brought, input, outputs);
  if (!network) return network.error();
  const Status fits = tryOut(*network, *objective, task.validation, classes ? outputs : 0);
  if (!fits) return fits.error();
  return ModelEntry{.info = infoOf(task, *network, *objective),
                    .make =
                        [make = network->make, objective = *objective](std::uint64_t of_seed) {
                          return makeNetworkModel(make(of_seed), objective, of_seed);
                        },
                    .data =
                        [task](std::uint64_t /*of_seed*/) {
                          return TaskData{
                              .validation = task.validation,
                              .test = task.test,
                              .batches = [loaded = task.loaded](const BatchRequest& request) {
                                return makeLoadedBatches(loaded, request);
                              }};
                        },
                    .bfloat16 = true,
                    .metric_form = metricForm(*objective),
                    .save_script = network->save_script};
}

}  // namespace emascope
