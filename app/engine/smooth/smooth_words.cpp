// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth/smooth_words.h"

#include "core/base/numbers.h"
#include "core/series/csv_rows.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace emascope {
namespace {

constexpr std::int64_t kLongest = 1'000'000'000;
constexpr std::string_view kTensorFile = ".safetensors";

Status readLength(const std::optional<std::string>& typed, const char* where, double& length) {
  if (!typed) return Ok{};
  const auto parsed = parseInteger(*typed, where);
  if (!parsed || *parsed < 1 || *parsed > kLongest) {
    return Error{where, "'" + *typed + "' is not allowed",
                 "a whole number, at least 1 and at most " + std::to_string(kLongest)};
  }
  length = static_cast<double>(*parsed);
  return Ok{};
}

Status readHeader(const std::string& typed, SeriesOptions::Header& header) {
  using Header = SeriesOptions::Header;
  if (typed == "auto") {
    header = Header::kAuto;
  } else if (typed == "yes") {
    header = Header::kYes;
  } else if (typed == "no") {
    header = Header::kNo;
  } else {
    return Error{"header", "'" + typed + "' is not known", "auto, yes, no"};
  }
  return Ok{};
}

Status readLayout(const SmoothOptions& options, CsvWishes& layout) {
  if (options.delimiter && *options.delimiter != "auto") {
    layout.delimiter = typedDelimiter(*options.delimiter);
    if (!layout.delimiter) {
      return Error{"delimiter", "'" + *options.delimiter + "' is not allowed", kTypedDelimiters};
    }
  }
  if (!options.decimal || *options.decimal == "auto") return Ok{};
  if (*options.decimal != "point" && *options.decimal != "comma") {
    return Error{"decimal", "'" + *options.decimal + "' is not allowed", "auto, point, comma"};
  }
  layout.decimal_comma = *options.decimal == "comma";
  return Ok{};
}

Status readWeightBy(const SmoothOptions& options, SmoothPlan& plan) {
  if (!options.weight_by || *options.weight_by == "rows") return Ok{};
  if (*options.weight_by != "x") {
    return Error{"weight-by", "'" + *options.weight_by + "' is not known", "rows, x"};
  }
  if (!options.x) return Error{"weight-by", "needs --x", "together with --x COLUMN"};
  plan.per = DecayPer::kTime;
  return Ok{};
}

/// The first option given that applies only to tables and arrays.
const char* givenForSeries(const SmoothOptions& options) {
  if (!options.columns.empty()) return "column";
  if (options.header) return "header";
  if (options.delimiter) return "delimiter";
  if (options.decimal) return "decimal";
  if (options.x) return "x";
  if (options.weight_by) return "weight-by";
  if (options.per_row) return "per-row";
  return nullptr;
}

const char* givenForTensors(const SmoothOptions& options) {
  if (options.key) return "key";
  if (!options.strip.empty()) return "strip";
  if (!options.buffers.empty()) return "buffers";
  return nullptr;
}

/// Refuses names of files of other kinds, which readers would take by their name.
Status checkSeriesOutput(const std::string& output) {
  constexpr std::array<std::string_view, 10> kOthers = {
      ".npy", ".npz", ".pt", ".pth", ".bin", ".ckpt", ".json", ".xlsx", ".parquet", ".gz"};
  for (const std::string_view ending : kOthers) {
    if (!output.ends_with(ending)) continue;
    return Error{"output",
                 "averages of a table or an array are written as CSV, but the name ends in " +
                     std::string(ending),
                 "a name that ends in .csv, or -"};
  }
  return Ok{};
}

/// Safetensors have no entries that --key could choose.
Status checkKey(const SmoothOptions& options, const SmoothInput& input) {
  if (!options.key) return Ok{};
  for (const WeightsCheckpoint& checkpoint : input.checkpoints) {
    for (const std::string& file : checkpoint.files) {
      if (!file.ends_with(kTensorFile)) continue;
      return Error{"key", "is for .pt, .pth, .bin and .ckpt files, and " + file + " has no entries",
                   "files of those kinds"};
    }
  }
  return Ok{};
}

}  // namespace

Result<std::vector<std::string>> listOf(const std::vector<std::string>& typed, const char* where) {
  std::vector<std::string> items;
  for (const std::string& one : typed) {
    for (std::size_t begin = 0; begin <= one.size();) {
      const std::size_t end = std::min(one.find(',', begin), one.size());
      items.push_back(one.substr(begin, end - begin));
      if (items.back().empty()) return Error{where, "'" + one + "' has an empty item", ""};
      begin = end + 1;
    }
  }
  return items;
}

Status readSmoothWords(const SmoothOptions& options, SmoothPlan& plan) {
  plan.output = options.output;
  plan.series.columns = options.columns;
  plan.series.x = options.x.value_or("");
  plan.series.allow_non_finite = plan.skip_non_finite = options.skip_non_finite;
  plan.per_row = options.per_row;
  plan.tensors.key = options.key.value_or("");
  if (options.x && options.x->empty()) return Error{"x", "is empty", "the name of a column"};
  if (options.initial) {
    if (*options.initial != "first-row") {
      return Error{"initial", "'" + *options.initial + "' is not known", "first-row"};
    }
    plan.first_is_initial = true;
  }
  if (options.per_row && !options.skip_non_finite) {
    return Error{"per-row", "needs --skip-non-finite", "both, or neither"};
  }
  if (options.header) {
    if (auto status = readHeader(*options.header, plan.series.header); !status) return status;
  }
  if (auto status = readLayout(options, plan.series.layout); !status) return status;
  if (auto status = readWeightBy(options, plan); !status) return status;
  auto strip = listOf(options.strip, "strip");
  if (!strip) return strip.error();
  plan.tensors.strip = std::move(strip).value();
  auto buffers = listOf(options.buffers, "buffers");
  if (!buffers) return buffers.error();
  plan.buffers = std::move(buffers).value();
  if (auto status = readLength(options.steps, "steps", plan.run.steps); !status) return status;
  return readLength(options.steps_per_epoch, "steps-per-epoch", plan.run.steps_per_epoch);
}

Status checkSmoothKind(const SmoothOptions& options, const SmoothPlan& plan) {
  const bool tensors = plan.output.ends_with(kTensorFile);
  if (!plan.input.ofTensors()) {
    if (const char* const given = givenForTensors(options)) {
      return Error{given, "is for files of tensors", "the options of tables and arrays"};
    }
    if (!tensors) return checkSeriesOutput(plan.output);
    return Error{"output", "averages of a table or an array are written as CSV",
                 "a CSV file, or -"};
  }
  if (!tensors) {
    return Error{"output", "averages of tensors are written as safetensors",
                 "a name that ends in .safetensors"};
  }
  if (const char* const given = givenForSeries(options)) {
    return Error{given, "is for tables and arrays",
                 "ignore=PATTERN in a track, which leaves tensors as they start"};
  }
  if (auto status = checkKey(options, plan.input); !status) return status;
  if (!plan.tracks.empty()) return Ok{};
  return Error{"track", "none is given", "at least one, such as --track main:schedule=uniform"};
}

}  // namespace emascope
