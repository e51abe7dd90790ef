// SPDX-License-Identifier: Apache-2.0
#include "app/common/run_options_cli.h"

#include "app/common/typed_options.h"
#include "core/base/quoted.h"

#include <utility>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

constexpr const char* kRunGroup = "Run";
constexpr const char* kOutputGroup = "Output";

void addList(CLI::App& app, const char* name, std::vector<std::string>& values, const char* form,
             const char* help) {
  addTypedList(app, name, values, form, help)->group(kRunGroup);
}

CLI::Option* addText(CLI::App& app, const char* name, std::optional<std::string>& value,
                     const char* form, const char* help) {
  return addTypedText(app, name, value, form, help)->group(kRunGroup);
}

const char* groupOf(UserTaskOption::About about) {
  switch (about) {
    case UserTaskOption::About::kFiles:
      return "Your own data";
    case UserTaskOption::About::kSamples:
      return "Training on your own data";
    default:
      return "Model for your own data";
  }
}

std::string linesOf(const std::vector<std::string>& values) {
  std::string lines;
  for (const std::string& value : values) lines += (lines.empty() ? "" : "\n") + value;
  return lines;
}

void addTrainingOptions(CLI::App& app, RunOptions& options) {
  addText(app, "--preset", options.preset, "NAME",
          "Demo to train: model, data and settings; 'emascope-engine presets' lists them");
  addText(app, "--steps", options.steps, "N", "Number of optimizer steps");
  addText(app, "--planned-steps", options.planned_steps, "N",
          "Length in steps for which learning-rate and averaging schedules are planned,\n"
          "independent of --steps; later steps use the last value. Repeats a run that was\n"
          "extended in the window");
  addText(app, "--epochs", options.epochs, "X",
          "Instead of --steps: passes through the training set");
  addText(app, "--seed", options.seed, "N", "Seed of data, initial weights and batch order");
  addText(app, "--eval-every", options.eval_every, "N", "Steps between evaluations");
  addText(app, "--patience", options.patience, "[LABEL:]N",
          "Early stopping: end after N evaluations without a new lowest validation\n"
          "loss (of raw, or of track LABEL)");
  // The former name of --patience; an option without a group is not listed.
  addText(app, "--stop-after", options.patience, "[LABEL:]N", "See --patience")->group("");
  addText(app, "--device", options.device, "NAME",
          "auto, cpu, cuda or cuda:N; 'emascope-engine devices' lists them");
  addText(app, "--threads", options.threads, "N",
          "CPU threads of a step; 0 = chosen by the size of the model, and the tracks of\n"
          "small models are evaluated in parallel");
  addText(app, "--speed", options.speed, "X", "Maximal steps per second; 0 = unlimited");
}

void addOptimizerOptions(CLI::App& app, RunOptions& options) {
  addText(app, "--lr", options.lr, "X", "Learning rate, instead of the preset's");
  addText(app, "--lr-schedule", options.lr_schedule, "KIND,KEY=VALUE,...",
          "Schedule that multiplies the rate: constant; cosine,floor=0; linear,floor=0;\n"
          "step,every=1000,factor=0.1; exponential,gamma=0.999;\n"
          "one-cycle,pct_start=0.3,div=25,final_div=1e4. Each takes warmup=N, a linear\n"
          "warm-up: step k of N has k/(N + 1) of the rate");
  addText(app, "--optimizer", options.optimizer, "KIND,KEY=VALUE,...",
          "sgd, adam, adamw, rmsprop or lion, with PyTorch's parameter names and\n"
          "defaults: sgd,momentum=0.9,nesterov=true or adamw,beta2=0.95");
  addText(app, "--momentum", options.momentum, "X",
          "Change only the momentum of the preset's optimizer");
  addText(app, "--weight-decay", options.weight_decay, "X",
          "Change only the weight decay of the preset's optimizer");
  addText(app, "--batch", options.batch, "N", "Batch size: samples per gradient pass");
  addText(app, "--accumulate", options.accumulate, "N",
          "Gradient passes per step; a step uses the mean of their gradients");
  addText(app, "--clip-norm", options.clip_norm, "X",
          "Clip the gradient's L2 norm to X (0 = off), after --clip-value");
  addText(app, "--clip-value", options.clip_value, "X",
          "Clamp each gradient element to ±X (0 = off), before --clip-norm");
  addText(app, "--precision", options.precision, "float32|bf16-mixed",
          "bf16-mixed: run forward passes of training in bfloat16 where that is safe\n"
          "(autocast); weights, averages and evaluation stay float32");
}

void addTrackOptions(CLI::App& app, RunOptions& options) {
  addList(app, "--track", options.tracks, "[LABEL:]KEY=VALUE,...",
          "Average to keep, instead of the preset's; repeat for more, the first is main.\n"
          "Keys: schedule (default inverse-power) or like (a library's rule), then the\n"
          "parameters that 'emascope-engine schedules' lists. Keys for tensor names take\n"
          "globs: ignore=bn.*|head.bias. Values: 0.995, 2/3, 1-1/200, for a decay also\n"
          "hl=138 (half-life in updates), or a name from a list (buffers=copy). 'none'\n"
          "alone: no averages");
  addList(app, "--set", options.sets, "STEP:TRACK.PARAM=VALUE",
          "Change a parameter of a track, from that step's update on; more PARAM=VALUE\n"
          "after commas. STEP:lr=VALUE and STEP:weight_decay=VALUE change the optimizer;\n"
          "STEP:TRACK.reseed=1 restarts the average from the raw weights");
  addList(app, "--do", options.dos, "'STEP:WHAT ...'",
          "Change the tracks before that step's update: add LABEL:KEY=VALUE,... |\n"
          "rule LABEL:KEY=VALUE,... (another rule for the same average) |\n"
          "fork NEW=OLD | remove LABEL | promote LABEL | rename OLD=NEW |\n"
          "feedback LABEL[,keep=X] (write the average into the raw weights, which keep\n"
          "the share X, default 0) | undo-feedback | set TRACK.PARAM=VALUE, as --set.\n"
          "Applied in the order given, before --set");
  addText(app, "--snapshots", options.snapshots, "N",
          "Keep a copy of every track each N steps, for --synthesize");
  addText(app, "--snapshot-mib", options.snapshot_mib, "N",
          "Memory for the snapshots in MiB (256); float16 if float32 does not fit");
  addList(app, "--synthesize", options.syntheses, "[LABEL:]PROFILE=VALUE[,step=STEP]",
          "At the end, compute from the snapshots an average that no track kept, and\n"
          "evaluate it: sigma_rel=0.1, gamma=6.9, beta=0.997, half_life=138,\n"
          "debiased=138 or last=500 (steps), as of STEP (default: the last). Refused, with\n"
          "the reason, if the snapshots cannot give it");
  addList(app, "--scan", options.scans, "TRACK[=SHARE,...]",
          "At the end, evaluate (1-SHARE) raw + SHARE average for each SHARE (default:\n"
          "-0.2 to 1.2) on the validation set");
  addList(app, "--save", options.saves, "[best.]LABEL[@SHARE]=FILE",
          "At the end, even if the run diverges or fails, save weights as safetensors, or\n"
          "as TorchScript (.pt) if the model is one. LABEL: raw, a track or a result of\n"
          "--synthesize. best.LABEL (raw or a track): the weights of the evaluation with\n"
          "the lowest loss. TRACK@SHARE: the mix (1-SHARE) raw + SHARE track");
}

void addCheckpointOptions(CLI::App& app, RunOptions& run) {
  CheckpointOptions& options = run.checkpoints;
  addText(app, "--resume", run.resume, "FILE|DIR|RUN",
          "Resume from this checkpoint, or from the newest valid one of this folder or kept\n"
          "run, as if the run had never ended. A run resumed from a kept run is kept in the\n"
          "same library. Settings are those of the checkpoint, except for --steps (of the\n"
          "whole run), --device, --threads, --track, reports and outputs if given");
  addText(app, "--checkpoints", options.folder, "DIR",
          "Write checkpoints into this folder, from which the run can be continued: after\n"
          "10, 30 and 90 seconds and then every five minutes, before an edit that may spoil\n"
          "the run, at a pause, and when the run ends or is stopped. The last three, the\n"
          "best of raw and of each average, and pinned ones are kept");
  addText(app, "--checkpoint-minutes", options.minutes, "X",
          "Minutes between checkpoints (5); 0 = off");
  addText(app, "--checkpoint-evaluations", options.evaluations, "N",
          "Write a checkpoint after each N evaluations, too");
  addText(app, "--checkpoint-every", options.every, "N",
          "Write a checkpoint after each N steps, too: exactly at multiples of N, however\n"
          "long copies of the state take");
}

/// "-" would be standard output, which has the table at the end.
std::string fileNameOf(const char* name, std::string typed) {
  if (!typed.empty() && typed != "-") return typed;
  throw CLI::ValidationError(std::string(name) + ": " + inQuotes(typed) +
                             " is not a file name; allowed: a file, or /dev/stdout for standard "
                             "output");
}

}  // namespace

void addRunOptions(CLI::App& app, RunOptions& options) {
  addTrainingOptions(app, options);
  addOptimizerOptions(app, options);
  addTrackOptions(app, options);
  addCheckpointOptions(app, options);
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
      app, "--csv",
      [&options](std::string file) { options.csv = fileNameOf("--csv", std::move(file)); },
      "One row per evaluation, written as it happens; the first one replaces the file")
      ->group(kOutputGroup);
  addOutputFile(
      app, "--json",
      [&options](std::string file) { options.json = fileNameOf("--json", std::move(file)); },
      "The complete run with its control log and the command that repeats it, written\n"
      "at the end")
      ->group(kOutputGroup);
}

void addKeepOptions(CLI::App& app, KeepOptions& options) {
  app.add_flag("--keep", options.keep,
               "Keep the run in the library of runs, which emascope-engine runs lists")
      ->group(kOutputGroup);
  app.add_option_function<std::string>(
         "--library", [&options](const std::string& typed) { options.library = typed; },
         "Folder of the library, instead of $XDG_DATA_HOME/emascope; keeps the run there")
      ->type_name("DIR")
      ->group(kOutputGroup);
}

}  // namespace emascope
