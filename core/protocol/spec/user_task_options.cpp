// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/user_task_options.h"

#include "core/base/phrase.h"

#include <algorithm>
#include <array>

namespace emascope {
namespace {

using Kind = UserTaskOption::Kind;
using About = UserTaskOption::About;

constexpr std::array kOptions = {
    UserTaskOption{"data", "FILE",
                   words("Your own data: CSV, NPY, NPZ, IDX, CIFAR-10, or a folder of images")},
    UserTaskOption{"target", "NAME",
                   words("Target: column or array by name, or column by number from 1;\n"
                         "default: the last column")},
    UserTaskOption{"labels", "FILE",
                   words("Targets in a separate file: IDX, NPY or CSV (file name, label)")},
    UserTaskOption{"validation-data", "FILE",
                   words("Validation set in a separate file, read like --data")},
    UserTaskOption{"validation-labels", "FILE",
                   words("Targets of the validation set, as --labels")},
    UserTaskOption{"test-data", "FILE",
                   words("Test set in a separate file, evaluated once at the end")},
    UserTaskOption{"test-labels", "FILE", words("Targets of the test set, as --labels")},
    UserTaskOption{"ignore", "NAME", words("Column or array to leave out; repeat for more"),
                   Kind::kRepeated},
    UserTaskOption{"split-column", "NAME",
                   words("Column that assigns each row to train, validation or test")},
    UserTaskOption{
        "parts", "SPLIT=FOLDER",
        words("Folders of images to use as splits: train=A,validation=B,test=C, or none;\n"
              "default: recognized by their names")},
    UserTaskOption{"duplicates", "HOW",
                   words("Samples equal to an earlier one: keep (and report), drop, or refuse")},
    UserTaskOption{"task", "KIND",
                   words("classification or regression; default: inferred from the targets")},
    UserTaskOption{"classes", "N", words("Labels are 0 to N-1, including those that do not occur")},
    UserTaskOption{"header", "HOW",
                   words("Whether the first line of a table names the columns: auto, yes or no")},
    UserTaskOption{
        "delimiter", "SIGN",
        words("Column separator of a table: auto, comma, semicolon, tab, pipe, blanks or any\n"
              "one character")},
    UserTaskOption{
        "decimal", "SIGN",
        words("Decimal separator of a table: auto, point or comma; the other one may then\n"
              "separate thousands")},
    UserTaskOption{"categorical", "HOW",
                   words("Encoding of a table's text columns: one-hot, ordinal (position in\n"
                         "alphabetical order), or auto (one-hot for up to 50 different texts)")},
    UserTaskOption{
        "layout", "HOW",
        words("Axes of an array of images: nhwc, nchw or nhw (height h, width w, channels c);\n"
              "as-is: not images; auto: the first or else the last axis of a sample holds the\n"
              "channels if its size is 1, 3 or 4")},
    UserTaskOption{"array", "SPLIT.ROLE=NAME",
                   words("Array of an NPZ archive to use as x or y of train, validation or test:\n"
                         "train.x=pixels. Without SPLIT: x or y of all samples. Repeat for more"),
                   Kind::kRepeated},
    UserTaskOption{"impute", "", words("Replace missing numbers by the mean of the training set"),
                   Kind::kFlag},
    UserTaskOption{"skip-corrupt", "", words("Leave out samples that cannot be read"), Kind::kFlag},
    UserTaskOption{"image-size", "PIXELS", words("Resize images to this height and width")},
    UserTaskOption{"image-channels", "N", words("1 for grayscale, 3 for color")},
    UserTaskOption{
        "memory", "MIB",
        words("Memory for the data in MiB (2048); larger data are read during training")},
    UserTaskOption{"validation", "SHARE",
                   words("Share of the samples in the validation set (0.15)")},
    UserTaskOption{"test", "SHARE",
                   words("Share of the samples in the test set, evaluated once at the end (0.15)")},
    UserTaskOption{
        "inputs", "HOW",
        words("scaled: to mean 0 and standard deviation 1 of the training set; as-is; or auto:\n"
              "as-is if the network begins with an embedding, which takes integers, else scaled"),
        Kind::kText, About::kSamples},
    UserTaskOption{"flip", "",
                   words("Augmentation: mirror half of the training images left to right"),
                   Kind::kFlag, About::kSamples},
    UserTaskOption{"crop", "PIXELS",
                   words("Augmentation: shift training images by up to PIXELS in each direction"),
                   Kind::kText, About::kSamples},
    UserTaskOption{"jitter", "X",
                   words("Augmentation: scale brightness and contrast of training images by 1 ± X"),
                   Kind::kText, About::kSamples},
    UserTaskOption{"workers", "N", words("Threads that read data ahead during training (1)"),
                   Kind::kText, About::kSamples},
    UserTaskOption{
        "model", "NAME|FILE",
        words("mlp, cnn or resnet, sized to the data; a JSON file of layers; or a TorchScript\n"
              "file"),
        Kind::kText, About::kModel},
    UserTaskOption{
        "trust", "full",
        words("Train the program in the TorchScript file. It cannot create files, open\n"
              "connections, start programs or take more memory than is free; =full: it runs\n"
              "with all your rights"),
        Kind::kFlag, About::kModel},
    UserTaskOption{"sha256", "DIGITS",
                   words("Refuse the TorchScript file unless it has this SHA-256"), Kind::kText,
                   About::kModel},
    UserTaskOption{
        "step-limit", "SECONDS",
        words("Time limit of a step or an evaluation of a TorchScript file (600); 0 = none"),
        Kind::kText, About::kModel},
    UserTaskOption{
        "head", "FILE",
        words("JSON file of new last layers. They replace the layers from --cut on; without\n"
              "--cut they are added after the end of a TorchScript file"),
        Kind::kText, About::kModel},
    UserTaskOption{
        "cut", "LAYER",
        words("First layer that the head replaces, by name; in a TorchScript file a submodule"),
        Kind::kText, About::kModel},
    UserTaskOption{
        "weights", "FILE",
        words("Start training from these weights (safetensors, the index of its shards, or a\n"
              "checkpoint of a run)"),
        Kind::kText, About::kModel},
    UserTaskOption{"weights-of", "LABEL",
                   words("Which weights of a checkpoint: raw (default) or the label of a track"),
                   Kind::kText, About::kModel},
    UserTaskOption{"weights-strip", "PREFIX,...",
                   words("Prefixes to remove from the names of the weights, such as\n"
                         "module.,_orig_mod., as often as they occur"),
                   Kind::kText, About::kModel},
    UserTaskOption{"weights-partial", "", words("Load the weights that fit, and report the others"),
                   Kind::kFlag, About::kModel},
    UserTaskOption{
        "freeze", "PATTERN",
        words("Parameters not to train, as a glob: \"stem.*\"; repeat for more. A frozen\n"
              "BatchNorm keeps its statistics"),
        Kind::kRepeated, About::kModel},
    UserTaskOption{
        "unfreeze", "PATTERN",
        words("Parameters to train although the TorchScript file has them frozen; repeat for\n"
              "more"),
        Kind::kRepeated, About::kModel},
    UserTaskOption{
        "loss", "NAME",
        words("cross-entropy, mse, mae, or bce (two classes from one output); default: that\n"
              "of the task"),
        Kind::kText, About::kModel},
    UserTaskOption{"label-smoothing", "X",
                   words("Label smoothing of the training loss, 0 to below 1"), Kind::kText,
                   About::kModel},
};

std::string allIds() {
  std::string ids;
  for (const UserTaskOption& option : kOptions)
    ids += (ids.empty() ? "" : ", ") + std::string(option.id);
  return ids;
}

}  // namespace

std::span<const UserTaskOption> userTaskOptions() { return kOptions; }

Status checkUserTask(const UserTaskOptions& user_task) {
  for (const auto& [id, text] : user_task) {
    const auto known =
        std::find_if(kOptions.begin(), kOptions.end(),
                     [&id = id](const UserTaskOption& option) { return option.id == id; });
    if (known == kOptions.end()) return Error{id, "is not an option for data or model", allIds()};
    if (!user_task.contains("data")) {
      return Error{id, "needs your own data", "together with --data FILE"};
    }
  }
  return Ok{};
}

std::vector<std::string> repeatedValues(std::string_view lines) {
  std::vector<std::string> values;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    values.emplace_back(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return values;
}

std::vector<std::string> userTaskArguments(const UserTaskOptions& user_task) {
  std::vector<std::string> words;
  for (const UserTaskOption& option : kOptions) {
    const auto found = user_task.find(option.id);
    if (found == user_task.end()) continue;
    const std::string name = std::string("--") + option.id;
    if (option.kind == Kind::kFlag) {
      words.push_back(found->second == "1" ? name : name + "=" + found->second);
      continue;
    }
    const auto values =
        option.kind == Kind::kRepeated ? repeatedValues(found->second) : std::vector{found->second};
    for (const std::string& value : values) words.insert(words.end(), {name, value});
  }
  return words;
}

}  // namespace emascope
