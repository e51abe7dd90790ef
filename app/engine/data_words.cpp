// SPDX-License-Identifier: Apache-2.0
#include "app/engine/data_words.h"

#include "app/common/text_table.h"
#include "app/engine/data_pictures.h"
#include "core/base/isolated.h"
#include "core/base/numbers.h"
#include "core/base/short_text.h"
#include "core/base/utf8.h"
#include "core/data/formats/npz_roles.h"
#include "core/data/formats/zip_members.h"
#include "core/data/number_words.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

constexpr int kDigits = 4;
constexpr std::size_t kRows = 5;     ///< samples to show
constexpr std::size_t kNumbers = 6;  ///< of each
constexpr std::size_t kListed = 20;  ///< classes, features, files
constexpr std::size_t kJsonListed = 1000;
constexpr const char* kSplitNames[] = {"train", "validation", "test"};

std::string shortNumber(double value) { return formatShort(value, kDigits); }

/// A name from a file in a row of a table: at most 40 characters, and isolated.
std::string shownName(std::string_view name) {
  constexpr std::size_t kMost = 40;
  // Four bytes hold any character; the rest of a very long name need not be read.
  const bool longer = name.size() > 4 * kMost + 4;
  std::string line = asOneLine(longer ? shortText(name, 4 * kMost) : name);
  if (displayWidth(line) > kMost) {
    std::size_t end = line.size();
    while (displayWidth(std::string_view(line).substr(0, end)) >= kMost) --end;
    line = shortText(line, end);
  }
  return isolated(std::move(line));
}

std::string andMore(std::size_t count, const char* what) {
  if (count <= kListed) return {};
  return "and " + std::to_string(count - kListed) + " more " + what + "\n";
}

struct ShownSample {
  std::string place;
  std::vector<double> numbers;  ///< the first ones, with the values of the file
  std::string target;
};

std::string targetOf(const Targets& targets, std::uint64_t index) {
  if (targets.task == TaskKind::kClassification) {
    return shownName(targets.classes[static_cast<std::size_t>(targets.labels[index])]);
  }
  std::string text;
  for (std::size_t i = 0; i < std::min(targets.width, kNumbers); ++i) {
    text += (i == 0 ? "" : " ") + shortNumber(targets.value(index * targets.width + i));
  }
  return targets.width > kNumbers ? text + " …" : text;
}

Result<std::vector<ShownSample>> firstSamples(const Dataset& dataset) {
  const DatasetHead& head = dataset.head();
  std::vector<ShownSample> samples;
  std::vector<float> numbers(dataset.sampleFloats());
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(kRows, dataset.size()); ++i) {
    if (const Status status = dataset.read(i, numbers); !status) return status.error();
    std::vector<double> shown(
        numbers.begin(),
        numbers.begin() + static_cast<std::ptrdiff_t>(std::min(kNumbers, numbers.size())));
    for (std::size_t j = 0; j < shown.size(); ++j) shown[j] += head.offsetOf(j, numbers.size());
    samples.push_back({asOneLine(dataset.place(i)), std::move(shown), targetOf(head.targets, i)});
  }
  return samples;
}

/// "splits: train 70, validation 15, test 15; validation is drawn from training (--validation)"
std::string splitsText(const SplitIndices& indices) {
  const std::uint64_t counts[] = {indices.train.size(), indices.validation.size(),
                                  indices.test.size()};
  std::string text = "splits:";
  for (std::size_t i = 0; i < std::size(counts); ++i) {
    text += std::string(i == 0 ? " " : ", ") + kSplitNames[i] + " " + std::to_string(counts[i]);
  }
  if (indices.drawn.size() == 2) {
    text += "; validation and test are drawn from all samples (--validation, --test)";
  } else if (indices.drawn.size() == 1) {
    text += "; validation is drawn from the training set (--validation)";
  }
  return text + "\n";
}

std::string titleText(const Dataset& dataset, const DataSummary& summary,
                      const SplitIndices& indices) {
  const DatasetHead& head = dataset.head();
  const Targets& targets = head.targets;
  std::string text = asOneLine(head.path) + ": " + head.format + ", " +
                     std::to_string(dataset.size()) + " samples of " + numberWords(head.shape) +
                     "\n";
  if (targets.task == TaskKind::kClassification) {
    text += "task: classification by " + shownName(targets.name) + ", " +
            std::to_string(targets.classes.size()) + " classes\n";
  } else {
    text += "task: regression of " + shownName(targets.name) + ", " +
            (targets.width == 1 ? std::string() : std::to_string(targets.width) + " numbers, ") +
            shortNumber(summary.target.least) + " to " + shortNumber(summary.target.most) +
            ", mean " + shortNumber(summary.target.mean) + "\n";
  }
  return text + splitsText(indices);
}

std::string classesText(const Targets& targets, const DataSummary& summary, std::uint64_t samples) {
  if (targets.task != TaskKind::kClassification) return {};
  TextTable table({"class", "samples", "share"});
  for (std::size_t i = 0; i < std::min(kListed, targets.classes.size()); ++i) {
    const double share =
        100.0 * static_cast<double>(summary.class_counts[i]) / static_cast<double>(samples);
    table.add({shownName(targets.classes[i]), std::to_string(summary.class_counts[i]),
               formatShort(share, 3) + " %"});
  }
  return "\n" + table.text() + andMore(targets.classes.size(), "classes");
}

std::string featuresText(const DataSummary& summary) {
  TextTable table({"feature", "min", "mean", "max", "missing"});
  for (std::size_t i = 0; i < std::min(kListed, summary.features.size()); ++i) {
    const FeatureSummary& feature = summary.features[i];
    table.add({shownName(feature.name), shortNumber(feature.least), shortNumber(feature.mean),
               shortNumber(feature.most), std::to_string(feature.missing)});
  }
  return "\n" + table.text() + andMore(summary.features.size(), "features");
}

std::string samplesText(const Dataset& dataset, const std::vector<ShownSample>& samples) {
  std::vector<std::string> header = {"sample"};
  const auto& names = dataset.head().features;
  for (std::size_t i = 0; i < samples.front().numbers.size(); ++i) {
    header.push_back(names.empty() ? "number " + std::to_string(i + 1) : shownName(names[i]));
  }
  const bool cut = dataset.sampleFloats() > kNumbers;
  if (cut) header.emplace_back("…");
  header.push_back(shownName(dataset.head().targets.name));
  TextTable table(header);
  for (const ShownSample& sample : samples) {
    std::vector<std::string> row = {sample.place};
    for (const double number : sample.numbers) {
      row.push_back(std::isnan(number) ? "missing" : shortNumber(number));
    }
    if (cut) row.emplace_back("…");
    row.push_back(sample.target);
    table.add(row);
  }
  return "\n" + table.text();
}

std::string leftOutText(const DataSummary& summary) {
  if (summary.left_out.empty()) return {};
  std::string text = "\nleft out, " + std::to_string(summary.left_out.size()) + ":\n";
  for (std::size_t i = 0; i < std::min(kListed, summary.left_out.size()); ++i) {
    text += "    " + asOneLine(summary.left_out[i]) + "\n";
  }
  return text + andMore(summary.left_out.size(), "files");
}

std::string notesText(const DatasetHead& head) {
  std::string text;
  for (const std::string& note : head.notes) {
    text += "note: " + shortText(asOneLine(note), kShownNoteBytes) + "\n";
  }
  return text;
}

nlohmann::json summaryJson(const FeatureSummary& feature) {
  return {{"name", asUtf8(feature.name)},
          {"least", feature.least},
          {"mean", feature.mean},
          {"most", feature.most},
          {"missing", feature.missing}};
}

/// How a column is encoded as features, with the texts that occur in it.
nlohmann::json columnJson(const TableColumn& column) {
  constexpr const char* kCodings[] = {"number", "two", "one-hot", "ordinal", "left-out"};
  nlohmann::json json = {{"name", asUtf8(column.name)},
                         {"coding", kCodings[static_cast<std::size_t>(column.coding)]}};
  for (const std::string& text : column.texts) json["texts"].push_back(asUtf8(text));
  return json;
}

/// All arrays of the archive, whether they are used or not; none if it cannot be read any more.
std::vector<std::string> arrayNames(const std::string& archive) {
  std::vector<std::string> names;
  const auto members = ZipMembers::open(archive);
  if (!members) return names;
  for (const std::string& member : members->names()) {
    if (names.size() < kJsonListed) names.push_back(asUtf8(npzArrayName(member)));
  }
  return names;
}

Result<nlohmann::json> picturesJson(const Dataset& dataset, std::uint64_t most) {
  const auto pictures = samplePictures(dataset, most);
  if (!pictures) return pictures.error();
  auto json = nlohmann::json::array();
  for (const SamplePicture& picture : *pictures) {
    json.push_back({{"rows", picture.rows},
                    {"columns", picture.columns},
                    {"channels", picture.channels},
                    {"target", targetOf(dataset.head().targets, picture.index)},
                    {"pixels", base64(picture.pixels)}});
  }
  return json;
}

}  // namespace

Result<std::string> dataText(const Dataset& dataset, const DataSummary& summary,
                             const SplitIndices& indices) {
  const auto samples = firstSamples(dataset);
  if (!samples) return samples.error();
  return titleText(dataset, summary, indices) + notesText(dataset.head()) +
         classesText(dataset.head().targets, summary, dataset.size()) + featuresText(summary) +
         samplesText(dataset, *samples) + leftOutText(summary);
}

Result<std::string> dataJson(const Dataset& dataset, const DataSummary& summary,
                             const SplitIndices& indices, std::uint64_t pictures) {
  const auto samples = firstSamples(dataset);
  if (!samples) return samples.error();
  const DatasetHead& head = dataset.head();
  const Targets& targets = head.targets;
  const bool classes = targets.task == TaskKind::kClassification;
  nlohmann::json json = {{"path", asUtf8(head.path)},
                         {"format", head.format},
                         {"samples", dataset.size()},
                         {"shape", head.shape},
                         {"task", classes ? "classification" : "regression"},
                         {"target", asUtf8(targets.name)},
                         {"feature_count", summary.features.size()},
                         {"features", nlohmann::json::array()},
                         {"first", nlohmann::json::array()},
                         {"left_out", nlohmann::json::array()}};
  for (std::size_t i = 0; i < std::min(kJsonListed, summary.features.size()); ++i) {
    json["features"].push_back(summaryJson(summary.features[i]));
  }
  if (classes) {
    json["classes"] = nlohmann::json::array();
    for (std::size_t i = 0; i < targets.classes.size(); ++i) {
      json["classes"].push_back(
          {{"name", targets.classes[i]}, {"samples", summary.class_counts[i]}});
    }
  } else {
    json["target_width"] = targets.width;
    json["target_range"] = summaryJson(summary.target);
  }
  json["splits"] = {{kSplitNames[0], indices.train.size()},
                    {kSplitNames[1], indices.validation.size()},
                    {kSplitNames[2], indices.test.size()}};
  json["drawn"] = nlohmann::json::array();
  for (const Split split : indices.drawn) {
    json["drawn"].push_back(kSplitNames[static_cast<std::size_t>(split)]);
  }
  for (const ShownSample& sample : *samples) {
    auto numbers = nlohmann::json::array();
    for (const double number : sample.numbers) {
      numbers.push_back(std::isnan(number) ? nlohmann::json() : nlohmann::json(number));
    }
    json["first"].push_back(
        {{"place", sample.place}, {"numbers", numbers}, {"target", sample.target}});
  }
  for (const std::string& file : summary.left_out) json["left_out"].push_back(asUtf8(file));
  for (std::size_t i = 0; i < std::min(kJsonListed, head.columns.size()); ++i) {
    json["columns"].push_back(columnJson(head.columns[i]));
  }
  json["notes"] = nlohmann::json::array();
  for (const std::string& note : head.notes) json["notes"].push_back(asUtf8(note));
  if (head.format == "NPZ") json["arrays"] = arrayNames(head.path);
  auto report = dataText(dataset, summary, indices);
  if (!report) return report.error();
  json["report"] = std::move(report).value();
  if (pictures > 0) {
    auto shown = picturesJson(dataset, pictures);
    if (!shown) return shown.error();
    json["pictures"] = std::move(shown).value();
  }
  return json.dump(2) + "\n";
}

}  // namespace emascope
