// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/user_task_options.h"

#include <algorithm>
#include <array>

namespace emascope {
namespace {

using Kind = UserTaskOption::Kind;
using About = UserTaskOption::About;

constexpr std::array kOptions = {
    UserTaskOption{"data", "FILE",
                   "Your own data: CSV, NPY, NPZ, IDX, CIFAR-10, or a folder of pictures"},
    UserTaskOption{"target", "NAME",
                   "What is learned: column or array by name, or column by number from 1;\n"
                   "the last column if not said"},
    UserTaskOption{"labels", "FILE", "Targets of the data: IDX, NPY or CSV (file name, label)"},
    UserTaskOption{"validation-data", "FILE",
                   "Samples that validate, in a file of their own, read as --data is"},
    UserTaskOption{"validation-labels", "FILE", "Their targets, as --labels"},
    UserTaskOption{"test-data", "FILE", "Samples that are looked at once, at the end"},
    UserTaskOption{"test-labels", "FILE", "Their targets, as --labels"},
    UserTaskOption{"ignore", "NAME", "Column or array that is left out; repeat for more",
                   Kind::kRepeated},
    UserTaskOption{"split-column", "NAME", "Column that says train, validation or test"},
    UserTaskOption{"parts", "PART=FOLDER",
                   "Folders of pictures that are parts: train=A,validation=B,test=C, or none; as\n"
                   "their names say, if not said"},
    UserTaskOption{
        "duplicates", "HOW",
        "Samples whose numbers are the same as another's: keep (said), drop all but the\n"
        "first, or refuse"},
    UserTaskOption{"task", "KIND",
                   "classification or regression, if not what the targets look like"},
    UserTaskOption{"classes", "N", "Labels are 0 to N-1, also those that do not occur"},
    UserTaskOption{"header", "HOW", "Whether a table's first line is names: auto, yes or no"},
    UserTaskOption{"delimiter", "SIGN",
                   "Between a table's columns: auto, comma, semicolon, tab, pipe, blanks or any\n"
                   "one character"},
    UserTaskOption{"decimal", "SIGN",
                   "In a table's numbers: auto, point or comma; the other sign may then stand\n"
                   "between thousands"},
    UserTaskOption{"categorical", "HOW",
                   "What a table's texts become: one-hot, a number for each; ordinal, their\n"
                   "place in alphabetical order; auto, one-hot for up to 50 texts"},
    UserTaskOption{
        "layout", "HOW",
        "Axes of an array's samples: nhwc, nchw or nhw (rows h, columns w, channels c),\n"
        "as-is, or auto: channels are an axis of 1, 3 or 4, the last before the first"},
    UserTaskOption{"array", "PART.ROLE=NAME",
                   "Array of an NPZ archive that is x or y of train, validation or test:\n"
                   "train.x=pixels; without the part of all; repeat for more",
                   Kind::kRepeated},
    UserTaskOption{"impute", "", "Missing numbers become the training part's mean", Kind::kFlag},
    UserTaskOption{"skip-corrupt", "", "Leave out samples that cannot be read", Kind::kFlag},
    UserTaskOption{"image-size", "PIXELS", "Side to which pictures are resized"},
    UserTaskOption{"image-channels", "N", "1 for gray, 3 for colors"},
    UserTaskOption{"memory", "MIB",
                   "Memory that data may take (2048); more is read while training"},
    UserTaskOption{"validation", "SHARE", "Share of the samples that validate (0.15)"},
    UserTaskOption{"test", "SHARE", "Share that is looked at once, at the end (0.15)"},
    UserTaskOption{
        "inputs", "HOW",
        "scaled: to mean 0 and deviation 1 of the training part; as-is; or auto: as-is if\n"
        "the network begins with an embedding, which takes whole numbers, else scaled",
        Kind::kText, About::kSamples},
    UserTaskOption{"flip", "", "Mirror training pictures left to right, every other time",
                   Kind::kFlag, About::kSamples},
    UserTaskOption{"crop", "PIXELS", "Move training pictures by up to so many each way",
                   Kind::kText, About::kSamples},
    UserTaskOption{"jitter", "X", "Brightness and contrast of training pictures, times 1 ± X",
                   Kind::kText, About::kSamples},
    UserTaskOption{"workers", "N", "Threads that read data while training goes on (1)", Kind::kText,
                   About::kSamples},
    UserTaskOption{"model", "NAME|FILE",
                   "mlp, cnn or resnet, sized to the data, a JSON file that describes one, or a\n"
                   "TorchScript file",
                   Kind::kText, About::kModel},
    UserTaskOption{
        "trust", "full",
        "Train the program that the TorchScript file is: without new files, connections\n"
        "or other programs, and no more memory than is free; =full: with all your rights",
        Kind::kFlag, About::kModel},
    UserTaskOption{"sha256", "DIGITS", "Only if the TorchScript file has this SHA-256", Kind::kText,
                   About::kModel},
    UserTaskOption{"step-limit", "SECONDS",
                   "What a step or an evaluation of a TorchScript file may take (600); 0: any time",
                   Kind::kText, About::kModel},
    UserTaskOption{"head", "FILE",
                   "JSON file of new last layers, in place of those from the cut on; of a\n"
                   "TorchScript file also on top of all of it",
                   Kind::kText, About::kModel},
    UserTaskOption{"cut", "LAYER",
                   "First layer that the new ones replace, by name; of a TorchScript file the\n"
                   "submodule",
                   Kind::kText, About::kModel},
    UserTaskOption{"weights", "FILE", "Begin with these weights of the network (safetensors)",
                   Kind::kText, About::kModel},
    UserTaskOption{"weights-partial", "", "Take those of them that fit, and say which do not",
                   Kind::kFlag, About::kModel},
    UserTaskOption{"freeze", "PATTERN",
                   "Parameters that are not trained: \"stem.*\"; repeat for more. A BatchNorm\n"
                   "among them keeps its statistics",
                   Kind::kRepeated, About::kModel},
    UserTaskOption{"unfreeze", "PATTERN",
                   "Those of a TorchScript file that train nevertheless; repeat for more",
                   Kind::kRepeated, About::kModel},
    UserTaskOption{"loss", "NAME",
                   "cross-entropy, mse or mae, if not the task's own, or bce: two classes by one\n"
                   "number",
                   Kind::kText, About::kModel},
    UserTaskOption{"label-smoothing", "X", "Of the training loss: 0 to below 1", Kind::kText,
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
    if (known == kOptions.end()) return Error{id, "is not an option of data or model", allIds()};
    if (!user_task.contains("data")) {
      return Error{id, "belongs to data of one's own, and there are none", "with --data FILE"};
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
