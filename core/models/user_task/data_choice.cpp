// SPDX-License-Identifier: Apache-2.0
#include "core/models/user_task/data_choice.h"

#include "core/base/numbers.h"
#include "core/data/formats/target_column.h"
#include "core/data/split_names.h"
#include "core/series/csv_rows.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace emascope {
namespace {

constexpr std::int64_t kMostPixels = 4096;
constexpr std::int64_t kMostMib = 1 << 24;
constexpr std::int64_t kMostWorkers = 64;
constexpr int kMibShift = 20;

/// Parses typed options and keeps the first error. Options that were not given leave the values
/// unchanged.
class Typed {
 public:
  explicit Typed(const UserTaskOptions& user_task) : user_task_(user_task) {}

  void text(const char* id, std::string& value) {
    if (const std::string* typed = find(id)) value = *typed;
  }
  void flag(const char* id, bool& value) { value = value || find(id) != nullptr; }

  template <typename Number>
  void count(const char* id, Number& value, std::int64_t least, std::int64_t most) {
    const std::string* typed = find(id);
    if (!typed) return;
    const auto read = parseInteger(*typed, id);
    if (read && *read >= least && *read <= most) {
      value = static_cast<Number>(*read);
      return;
    }
    fail(id, *typed,
         "a whole number, at least " + std::to_string(least) + " and at most " +
             std::to_string(most));
  }

  /// A fraction in [0, 1).
  void share(const char* id, std::optional<double>& value) {
    const std::string* typed = find(id);
    if (!typed) return;
    const auto read = parseNumber(*typed, id);
    if (read && *read >= 0.0 && *read < 1.0) {
      value = *read;
      return;
    }
    fail(id, *typed, "a number, at least 0 and below 1");
  }

  /// The index of the typed word in `words`, if one was typed.
  [[nodiscard]] std::optional<int> word(const char* id, std::initializer_list<const char*> words) {
    const std::string* typed = find(id);
    if (!typed) return std::nullopt;
    std::string allowed;
    int place = 0;
    for (const char* word : words) {
      if (*typed == word) return place;
      ++place;
      allowed += (allowed.empty() ? "" : ", ") + std::string(word);
    }
    fail(id, *typed, allowed);
    return std::nullopt;
  }

  [[nodiscard]] const std::string* find(const char* id) const {
    const auto found = user_task_.find(id);
    return found == user_task_.end() ? nullptr : &found->second;
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  void fail(const char* id, const std::string& typed, const std::string& allowed) {
    if (!error_) error_ = Error{id, "'" + typed + "' is not allowed", allowed};
  }

 private:
  const UserTaskOptions& user_task_;
  std::optional<Error> error_ = {};
};

/// "train=FOLDER,test=FOLDER", or "none". Folder names may contain commas.
Result<std::vector<SplitFolder>> readSplits(const std::string& typed) {
  std::vector<SplitFolder> splits;
  if (typed == "none") return splits;
  std::string_view rest = typed;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    const std::string_view piece = rest.substr(0, comma);
    const std::size_t equals = piece.find('=');
    const auto split =
        equals == std::string_view::npos ? std::nullopt : splitOfName(piece.substr(0, equals));
    if (split) {
      splits.push_back({*split, std::string(piece.substr(equals + 1))});
    } else if (!splits.empty()) {
      splits.back().folder += "," + std::string(piece);
    }
    if (splits.empty() || splits.back().folder.empty()) {
      return Error{"parts", "'" + typed + "' is not allowed",
                   "train=FOLDER,validation=FOLDER,test=FOLDER, or none"};
    }
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  return splits;
}

void readDelimiter(Typed& typed, DataOptions& data) {
  const std::string* sign = typed.find("delimiter");
  if (sign == nullptr || *sign == "auto") return;
  data.delimiter = typedDelimiter(*sign);
  if (!data.delimiter) typed.fail("delimiter", *sign, kTypedDelimiters);
}

/// Layout of a CSV table and encoding of its text columns.
void readTableOptions(Typed& typed, DataOptions& data) {
  if (const auto header = typed.word("header", {"auto", "yes", "no"})) {
    data.header = static_cast<DataOptions::Header>(*header);
  }
  readDelimiter(typed, data);
  if (const auto sign = typed.word("decimal", {"auto", "point", "comma"}); sign && *sign > 0) {
    data.decimal_comma = *sign == 2;
  }
  if (const auto texts = typed.word("categorical", {"auto", "one-hot", "ordinal"})) {
    data.texts = static_cast<DataOptions::Texts>(*texts);
  }
}

void readDataOptions(Typed& typed, DataOptions& data) {
  typed.text("data", data.path);
  typed.text("target", data.target);
  typed.text("labels", data.labels);
  typed.text("validation-data", data.validation.path);
  typed.text("validation-labels", data.validation.labels);
  typed.text("test-data", data.test.path);
  typed.text("test-labels", data.test.labels);
  typed.text("split-column", data.split_column);
  if (const std::string* lines = typed.find("ignore")) data.ignore = repeatedValues(*lines);
  if (const auto task = typed.word("task", {"classification", "regression"})) {
    data.task = *task == 0 ? TaskKind::kClassification : TaskKind::kRegression;
  }
  if (typed.find("classes")) {
    std::int64_t classes = 0;
    typed.count("classes", classes, 2, static_cast<std::int64_t>(kMostClasses));
    data.classes = classes;
  }
  readTableOptions(typed, data);
  if (const auto duplicates = typed.word("duplicates", {"keep", "drop", "refuse"})) {
    data.duplicates = static_cast<Duplicates>(*duplicates);
  }
  if (const auto layout = typed.word("layout", {"auto", "nhwc", "nchw", "nhw", "as-is"})) {
    data.layout = static_cast<DataOptions::Layout>(*layout);
  }
  if (const std::string* lines = typed.find("array")) data.arrays = repeatedValues(*lines);
  typed.flag("impute", data.impute);
  typed.flag("skip-corrupt", data.skip_corrupt);
  typed.count("image-size", data.image_size, 1, kMostPixels);
  if (const auto channels = typed.word("image-channels", {"1", "3"})) {
    data.image_channels = *channels == 0 ? 1 : 3;
  }
  if (typed.find("memory")) {
    std::uint64_t mib = 0;
    typed.count("memory", mib, 1, kMostMib);
    data.memory_budget = mib << kMibShift;
  }
}

}  // namespace

Result<DataChoice> readDataChoice(const UserTaskOptions& user_task) {
  DataChoice choice;
  Typed typed(user_task);
  readDataOptions(typed, choice.data);
  typed.share("validation", choice.split.validation);
  typed.share("test", choice.split.test);
  if (const auto inputs = typed.word("inputs", {"auto", "scaled", "as-is"})) {
    choice.inputs = static_cast<DataChoice::Inputs>(*inputs);
  }
  typed.flag("flip", choice.augmentation.flip);
  typed.count("crop", choice.augmentation.crop, 0, kMostPixels);
  std::optional<double> jitter;
  typed.share("jitter", jitter);
  choice.augmentation.jitter = jitter.value_or(0.0);
  typed.count("workers", choice.workers, 0, kMostWorkers);
  if (typed.error()) return *typed.error();
  if (const std::string* folders = typed.find("parts")) {
    auto splits = readSplits(*folders);
    if (!splits) return splits.error();
    choice.data.splits = std::move(splits).value();
  }
  for (const auto& [of, files] :
       {std::pair("validation", &choice.data.validation), {"test", &choice.data.test}}) {
    if (files->labels.empty() || !files->path.empty()) continue;
    return Error{std::string(of) + "-labels", std::string("needs --") + of + "-data", ""};
  }
  return choice;
}

std::uint32_t readingThreads() {
  constexpr std::uint32_t kMost = 8;
  return std::clamp(std::thread::hardware_concurrency(), 1U, kMost);
}

}  // namespace emascope
