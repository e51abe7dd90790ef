// SPDX-License-Identifier: Apache-2.0
#include "app/common/run_options_cli.h"

#include <utility>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

constexpr const char* kRunGroup = "The run";
constexpr const char* kOutputGroup = "What is written";

/// One value each time it is given, so that "--track a --track b" and "--track a file" are clear.
void addList(CLI::App& app, const char* name, std::vector<std::string>& values, const char* form,
             const char* help) {
  app.add_option(name, values, help)
      ->type_name(form)
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group(kRunGroup);
}

void addText(CLI::App& app, const char* name, std::optional<std::string>& value, const char* form,
             const char* help) {
  app.add_option_function<std::string>(
         name, [&value](const std::string& typed) { value = typed; }, help)
      ->type_name(form)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
      ->group(kRunGroup);
}

const char* groupOf(UserTaskOption::About about) {
  switch (about) {
    case UserTaskOption::About::kFiles:
      return "Your own data";
    case UserTaskOption::About::kSamples:
      return "Training on them";
    default:
      return "A model for them";
  }
}

std::string linesOf(const std::vector<std::string>& values) {
  std::string lines;
  for (const std::string& value : values) lines += (lines.empty() ? "" : "\n") + value;
  return lines;
}

void addTrainingOptions(CLI::App& app, RunOptions& options) {
  addText(app, "--preset", options.preset, "NAME",
          "Model and settings; 'emascope-engine presets' lists them");
  addText(app, "--steps", options.steps, "N", "Optimizer steps");
  addText(app, "--epochs", options.epochs, "X", "Instead of --steps: passes through the samples");
  addText(app, "--seed", options.seed, "N", "Of data, initial weights and batch order");
  addText(app, "--eval-every", options.eval_every, "N", "Steps between evaluations");
  addText(app, "--patience", options.patience, "[LABEL:]N",
          "End after N evaluations in which the loss of raw, or of a track,\n"
          "was never lower than before");
  addText(app, "--device", options.device, "NAME",
          "auto, cpu, cuda or cuda:N; 'emascope-engine devices' lists them");
  addText(app, "--threads", options.threads, "N",
          "0: a fixed rule from the model's size, and small models are evaluated side by side");
  addText(app, "--speed", options.speed, "X", "Steps per second at most; 0: unlimited");
}

void addOptimizerOptions(CLI::App& app, RunOptions& options) {
  addText(app, "--lr", options.lr, "X", "Learning rate, instead of the preset's");
  addText(app, "--lr-schedule", options.lr_schedule, "KIND,KEY=VALUE,...",
          "What the rate is multiplied by: constant; cosine or linear, floor=0;\n"
          "step,every=1000,factor=0.1; exponential,gamma=0.999; one-cycle,\n"
          "pct_start=0.3,div=25,final_div=1e4. Each with warmup=N steps in front,\n"
          "of which step k has k/(N + 1) of the rate");
  addText(app, "--optimizer", options.optimizer, "KIND,KEY=VALUE,...",
          "sgd, adam, adamw, rmsprop or lion, with PyTorch's names and values:\n"
          "sgd,momentum=0.9,nesterov=true or adamw,beta2=0.95");
  addText(app, "--momentum", options.momentum, "X", "Of the optimizer");
  addText(app, "--weight-decay", options.weight_decay, "X", "Of the optimizer");
  addText(app, "--batch", options.batch, "N", "Samples of a gradient pass");
  addText(app, "--accumulate", options.accumulate, "N", "Gradient passes whose mean is one step");
  addText(app, "--clip-norm", options.clip_norm, "X",
          "Longest gradient; 0: any. Comes after --clip-value");
  addText(app, "--clip-value", options.clip_value, "X",
          "Largest part of a gradient; 0: any. Comes before --clip-norm");
  addText(app, "--precision", options.precision, "float32|bf16-mixed",
          "bf16-mixed: forward passes of training in bfloat16 where that is safe;\n"
          "weights, averages and evaluation stay float32");
}

void addTrackOptions(CLI::App& app, RunOptions& options) {
  addList(app, "--track", options.tracks, "[LABEL:]KEY=VALUE,...",
          "An average instead of the preset's; repeat for more, the first is main.\n"
          "Keys: schedule (inverse-power if not given), or like for a library's rule,\n"
          "with the parameters that 'emascope-engine schedules' lists, and its keys\n"
          "for names of tensors, which are globs: ignore=bn.*|head.bias.\n"
          "Values: 0.995, 2/3, 1-1/200, hl=138 for a half-life in updates, or a word\n"
          "where there is a choice (buffers=copy). 'none' alone: no averages");
  addList(app, "--set", options.sets, "STEP:TRACK.PARAM=VALUE",
          "An edit in force from that step's update on; more PARAM=VALUE after\n"
          "commas. Also STEP:lr=VALUE or weight_decay, and STEP:TRACK.reseed=1 for a fresh copy");
  addList(app, "--do", options.dos, "'STEP:WHAT ...'",
          "Before that step's update: add LABEL:KEY=VALUE,... | fork NEW=OLD |\n"
          "remove LABEL | promote LABEL | rename OLD=NEW | feedback LABEL[,keep=X],\n"
          "the average into the raw weights, which keep the share X (0) |\n"
          "undo-feedback | set, with what --set takes. In the order given, before --set");
  addText(app, "--snapshots", options.snapshots, "N",
          "Keep copies of every track, one each N steps, for --synthesize");
  addText(app, "--snapshot-mib", options.snapshot_mib, "N",
          "Memory for them (256 MiB); in float16 where float32 does not fit");
  addList(app, "--synthesize", options.syntheses, "[LABEL:]PROFILE=VALUE[,step=STEP]",
          "At the end, evaluate an average that no track kept: sigma_rel=0.1, gamma=6.9,\n"
          "beta=0.997, half_life=138 or last=500 (steps), as it would have been at STEP\n"
          "(the last). Refused, with the reason, where the snapshots do not hold it");
  addList(app, "--scan", options.scans, "TRACK[=SHARE,...]",
          "At the end, the validation loss of (1-SHARE) raw + SHARE average;\n"
          "from -0.2 to 1.2 if no shares are given");
  addList(app, "--save", options.saves, "[best.]LABEL=FILE",
          "At the end, also of a run that diverges or fails, write weights to a safetensors\n"
          "file, or of a model that came as TorchScript to such a file (.pt). LABEL is raw,\n"
          "a track or what --synthesize makes; best.LABEL, of raw or a track: those of the\n"
          "evaluation with the lowest loss");
}

}  // namespace

void addRunOptions(CLI::App& app, RunOptions& options) {
  addTrainingOptions(app, options);
  addOptimizerOptions(app, options);
  addTrackOptions(app, options);
  using About = UserTaskOption::About;
  for (const About about : {About::kFiles, About::kSamples, About::kModel}) {
    addUserTaskOptions(app, options.user_task, about);
  }
}

void addUserTaskOptions(CLI::App& app, UserTaskOptions& user_task, UserTaskOption::About about) {
  const std::string group(groupOf(about));
  for (const UserTaskOption& option : userTaskOptions()) {
    if (option.about != about) continue;
    const std::string id = option.id;
    if (option.kind == UserTaskOption::Kind::kFlag && *option.metavar != '\0') {
      app.add_flag("--" + id, option.help)
          ->each([&user_task, id](const std::string& typed) {
            user_task[id] = typed == "true" ? "1" : typed;
          })
          ->group(group);
      continue;
    }
    if (option.kind == UserTaskOption::Kind::kFlag) {
      app.add_flag_callback(
             "--" + id, [&user_task, id] { user_task[id] = "1"; }, option.help)
          ->group(group);
      continue;
    }
    const bool repeated = option.kind == UserTaskOption::Kind::kRepeated;
    app.add_option_function<std::vector<std::string>>(
           "--" + id,
           [&user_task, id](const std::vector<std::string>& typed) {
             user_task[id] = linesOf(typed);
           },
           option.help)
        ->type_name(option.metavar)
        ->expected(1)
        ->allow_extra_args(false)
        ->multi_option_policy(repeated ? CLI::MultiOptionPolicy::TakeAll
                                       : CLI::MultiOptionPolicy::TakeLast)
        ->group(group);
  }
}

CLI::Option* addOutputFile(CLI::App& app, const char* name, std::function<void(std::string)> take,
                           const char* help) {
  return app
      .add_option_function<std::vector<std::string>>(
          name,
          [name, take = std::move(take)](const std::vector<std::string>& typed) {
            if (typed.size() == 1) return take(typed.front());
            const std::string count = std::to_string(typed.size());
            throw CLI::ArgumentMismatch(std::string(name) + " was given " +
                                        (typed.size() == 2 ? "twice" : count + " times") +
                                        ", with " + shellLine(typed) + "; allowed: once");
          },
          help)
      ->type_name("FILE")
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void addOutputOptions(CLI::App& app, OutputOptions& options) {
  addOutputFile(
      app, "--csv", [&options](std::string file) { options.csv = std::move(file); },
      "A row for each evaluation, written as it comes; the first one replaces the file")
      ->group(kOutputGroup);
  addOutputFile(
      app, "--json", [&options](std::string file) { options.json = std::move(file); },
      "At the end: everything, with the command that repeats the run")
      ->group(kOutputGroup);
}

}  // namespace emascope
