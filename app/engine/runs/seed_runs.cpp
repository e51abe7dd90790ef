// SPDX-License-Identifier: Apache-2.0
#include "app/engine/runs/seed_runs.h"

#include "app/common/text_table.h"
#include "core/protocol/record/run_summary.h"
#include "core/protocol/record/seed_spread.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

constexpr const char* kForm = "such as 1..5 or 3,7,9";

Result<std::uint64_t> readSeed(std::string_view text) {
  std::uint64_t seed = 0;
  const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), seed);
  if (!text.empty() && failure == std::errc() && stop == text.data() + text.size()) return seed;
  return Error{"seeds", "'" + std::string(text) + "' is not a seed", kForm};
}

Status addSeed(std::vector<std::uint64_t>& seeds, std::uint64_t seed) {
  if (std::find(seeds.begin(), seeds.end(), seed) != seeds.end()) {
    return Error{"seeds", std::to_string(seed) + " comes twice", "each seed once"};
  }
  if (seeds.size() == kMostSeeds) {
    return Error{"seeds", "are too many", "at most " + std::to_string(kMostSeeds)};
  }
  seeds.push_back(seed);
  return Ok{};
}

Status addSeeds(std::vector<std::uint64_t>& seeds, std::string_view part) {
  const auto dots = part.find("..");
  const auto first = readSeed(part.substr(0, dots));
  if (!first) return first.error();
  if (dots == std::string_view::npos) return addSeed(seeds, *first);
  const auto last = readSeed(part.substr(dots + 2));
  if (!last) return last.error();
  if (*last < *first) return Error{"seeds", "'" + std::string(part) + "' goes backwards", kForm};
  for (std::uint64_t seed = *first;; ++seed) {
    if (const auto status = addSeed(seeds, seed); !status || seed == *last) return status;
  }
}

using Value = std::function<std::optional<double>(const RunRecord&)>;

/// "0.1234 ± 0.0056" over the runs that have the value; empty if none has.
std::string spread(const std::vector<RunRecord>& runs, const Value& value) {
  std::vector<double> values;
  for (const RunRecord& run : runs) {
    if (const auto one = value(run)) values.push_back(*one);
  }
  return meanAndDeviation(values);
}

using Track = std::optional<std::size_t>;

std::optional<double> bestOf(const RunRecord& run, Track track) {
  const auto best = bestMean(run, track);
  return best ? std::optional(best->loss) : std::nullopt;
}

std::string lowerThanRaw(const std::vector<RunRecord>& runs, std::size_t track) {
  std::size_t lower = 0;
  std::size_t both = 0;
  for (const RunRecord& run : runs) {
    const auto raw = bestOf(run, std::nullopt);
    const auto own = bestOf(run, track);
    if (!raw || !own) continue;
    ++both;
    lower += *own < *raw ? 1 : 0;
  }
  if (both == 0) return "–";
  return std::to_string(lower) + " of " + std::to_string(both);
}

}  // namespace

Result<std::vector<std::uint64_t>> readSeeds(const std::string& text) {
  std::vector<std::uint64_t> seeds;
  std::string_view rest = text;
  while (true) {
    const auto comma = rest.find(',');
    if (const auto status = addSeeds(seeds, rest.substr(0, comma)); !status) return status.error();
    if (comma == std::string_view::npos) return seeds;
    rest.remove_prefix(comma + 1);
  }
}

std::string pathOfSeed(const std::string& path, std::uint64_t seed) {
  const std::filesystem::path whole(path);
  const std::string name =
      whole.stem().string() + "-seed-" + std::to_string(seed) + whole.extension().string();
  return (whole.parent_path() / name).string();
}

std::string seedTable(const std::vector<RunRecord>& runs) {
  const std::string metric = runs.front().facts.model.metric;
  TextTable table({std::to_string(runs.size()) + " seeds", "last loss", "best (mean of 5)",
                   "last " + metric, "best lower than raw"});
  const auto add = [&](const std::string& name, Track track) {
    table.add({name,
               spread(runs,
                      [&](const RunRecord& run) -> std::optional<double> {
                        const auto last = lastEvaluation(run, track);
                        return last ? std::optional(last->loss) : std::nullopt;
                      }),
               spread(runs, [&](const RunRecord& run) { return bestOf(run, track); }),
               spread(runs,
                      [&](const RunRecord& run) -> std::optional<double> {
                        const auto last = lastEvaluation(run, track);
                        return last ? std::optional(last->metric) : std::nullopt;
                      }),
               track ? lowerThanRaw(runs, *track) : ""});
  };
  add("raw", std::nullopt);
  for (std::size_t k = 0; k < runs.front().tracks.size(); ++k) {
    add(runs.front().tracks[k].label, k);
  }
  return table.text();
}

}  // namespace emascope
