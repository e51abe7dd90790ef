// SPDX-License-Identifier: Apache-2.0
#include "core/data/option_use.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace emascope {
namespace {

struct FormatOption {
  std::string_view id;
  const char* about;  ///< completes "--id applies to"
  bool (*given)(const DataOptions& options);
  bool of_label_tables = false;  ///< it also applies to the table that --labels names
};

constexpr std::array kFormatOptions = {
    FormatOption{
        "layout", "the axes of arrays",
        [](const DataOptions& options) { return options.layout != DataOptions::Layout::kAuto; }},
    FormatOption{"array", "the arrays of an archive",
                 [](const DataOptions& options) { return !options.arrays.empty(); }},
    FormatOption{"ignore", "named columns and arrays",
                 [](const DataOptions& options) { return !options.ignore.empty(); }},
    FormatOption{"split-column", "the columns of a table",
                 [](const DataOptions& options) { return !options.split_column.empty(); }},
    FormatOption{
        "header", "tables",
        [](const DataOptions& options) { return options.header != DataOptions::Header::kAuto; },
        true},
    FormatOption{"delimiter", "tables",
                 [](const DataOptions& options) { return options.delimiter.has_value(); }, true},
    FormatOption{"decimal", "tables",
                 [](const DataOptions& options) { return options.decimal_comma.has_value(); },
                 true},
    FormatOption{
        "categorical", "the text columns of a table",
        [](const DataOptions& options) { return options.texts != DataOptions::Texts::kAuto; }},
    FormatOption{"image-size", "picture files",
                 [](const DataOptions& options) { return options.image_size != 0; }},
    FormatOption{"image-channels", "picture files",
                 [](const DataOptions& options) { return options.image_channels != 0; }}};

bool uses(const SourceEntry& source, std::string_view id) {
  return std::ranges::find(source.options, id) != source.options.end();
}

/// "NPY, NPZ or IDX".
std::string formatsThatUse(std::string_view id) {
  std::vector<std::string> formats;
  for (const SourceEntry& source : sources()) {
    if (uses(source, id)) formats.push_back(source.format);
  }
  std::string text;
  for (std::size_t i = 0; i < formats.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == formats.size() ? " or " : ", ") + formats[i];
  }
  return text;
}

}  // namespace

Status checkLabelOptions(const std::string& path, std::string_view format,
                         const DataOptions& options) {
  const auto refusal = [&](std::string_view id, const char* about) {
    return Error{
        "--" + std::string(id),
        std::string("applies to ") + about + ", but " + path + " is read as " + std::string(format),
        "with labels in a table"};
  };
  if (!options.target.empty()) return refusal("target", "the columns of a table");
  for (const FormatOption& option : kFormatOptions) {
    if (option.of_label_tables && option.given(options)) return refusal(option.id, option.about);
  }
  return Ok{};
}

Status checkOptionUse(const SourceEntry& source, const DataOptions& options) {
  for (const FormatOption& option : kFormatOptions) {
    if (!option.given(options) || uses(source, option.id)) continue;
    if (option.of_label_tables && !options.labels.empty()) continue;
    return Error{"--" + std::string(option.id),
                 std::string("applies to ") + option.about + ", but " + options.path +
                     " is read as " + source.format,
                 "with " + formatsThatUse(option.id)};
  }
  return Ok{};
}

}  // namespace emascope
