// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth/snapshot_folder.h"

#include "app/engine/smooth/smooth_words.h"
#include "app/engine/smooth/snapshot_names.h"
#include "core/base/file_kind.h"
#include "core/base/numbers.h"
#include "core/base/quoted.h"
#include "core/rules/units.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

namespace emascope {
namespace {

constexpr std::array<std::string_view, 2> kKnownPatterns = {"{index}.{step}",
                                                            "*-{kimg}-{sigma_rel}"};
constexpr const char* kKnownNames =
    "0.1000.pt as of ema-pytorch, network-snapshot-0001000-0.050.pt as of EDM2, or --names";

/// Names of files by stem, in natural order.
using FilesByStem = std::map<std::string, std::vector<std::string>, decltype(&naturallyBefore)>;

Result<FilesByStem> filesOf(const std::string& folder) {
  FilesByStem files(&naturallyBefore);
  std::error_code failed;
  for (std::filesystem::directory_iterator entry(folder, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    const std::string name = entry->path().filename().string();
    std::error_code ignored;
    if (!entry->is_regular_file(ignored)) continue;
    if (const auto stem = snapshotStem(name)) files[*stem].push_back(name);
  }
  if (failed) {
    return Error{folder, "cannot be read as a folder: " + failed.message(),
                 "the folder of the snapshots"};
  }
  return files;
}

std::vector<std::string> allNames(const FilesByStem& files) {
  std::vector<std::string> names;
  for (const auto& [stem, of_stem] : files) {
    names.insert(names.end(), of_stem.begin(), of_stem.end());
  }
  std::ranges::sort(names, naturallyBefore);
  return names;
}

/// The pattern that was asked for, or the known one that names fit.
Result<SnapshotPattern> choosePattern(const SnapshotFolderOptions& options,
                                      const FilesByStem& files) {
  if (options.names) return SnapshotPattern::parse(*options.names, "names");
  std::vector<SnapshotPattern> fitting;
  std::vector<std::string> fits;
  for (const std::string_view known : kKnownPatterns) {
    auto pattern = SnapshotPattern::parse(known, "names");
    const auto found = std::ranges::find_if(
        files, [&](const auto& each) { return pattern->match(each.first).has_value(); });
    if (found == files.end()) continue;
    fits.push_back(found->second.front());
    fitting.push_back(std::move(pattern).value());
  }
  if (fitting.size() == 1) return std::move(fitting.front());
  if (fitting.size() > 1) {
    return Error{options.folder, "has snapshots of both ema-pytorch and EDM2: " + quotedList(fits),
                 "--names " + fitting[0].text() + " or --names '" + fitting[1].text() + "'"};
  }
  if (files.empty()) {
    return Error{options.folder, "has no files of tensors",
                 "snapshots as .pt, .pth, .bin, .ckpt or .safetensors"};
  }
  return Error{options.folder,
               "has no file named as a snapshot; there are " + quotedList(allNames(files), 4),
               kKnownNames};
}

/// The exponents listed in the options.
Result<std::vector<double>> exponentsOf(const SnapshotFolderOptions& options) {
  const bool as_gammas = !options.gammas.empty();
  const char* const where = as_gammas ? "gammas" : "sigma-rels";
  if (as_gammas && !options.sigma_rels.empty()) {
    return Error{"gammas", "is given together with --sigma-rels", "one of the two"};
  }
  const auto items = listOf(as_gammas ? options.gammas : options.sigma_rels, where);
  if (!items) return items.error();
  std::vector<double> exponents;
  for (const std::string& item : *items) {
    const auto number = parseNumber(item, where);
    if (!number) return number.error();
    const Result<double> gamma =
        as_gammas ? Result<double>(*number) : checkedGammaOfSigmaRel(*number, where);
    if (!gamma) return gamma.error();
    if (!(*gamma >= 0.0)) {
      return Error{where, "an exponent cannot be " + formatNumber(*gamma), "0 or more"};
    }
    if (std::ranges::find(exponents, *gamma) != exponents.end()) {
      return Error{where, "lists " + item + " twice", "each average once"};
    }
    exponents.push_back(*gamma);
  }
  return exponents;
}

/// Whether the list fits what the names say.
Status checkList(const SnapshotPattern& pattern, const std::vector<double>& exponents) {
  const bool listed = !exponents.empty();
  if (pattern.hasWidth() && listed) {
    return Error{"sigma-rels", "the file names already contain the width (" + pattern.text() + ")",
                 "neither --sigma-rels nor --gammas"};
  }
  if (pattern.hasIndex() && !listed) {
    return Error{"sigma-rels",
                 "the file names contain an index instead of a width (" + pattern.text() + ")",
                 "--sigma-rels or --gammas with the list that the averages were made with, such as "
                 "--sigma-rels 0.05,0.28"};
  }
  if (!pattern.hasIndex() && !pattern.hasWidth() && exponents.size() != 1) {
    return Error{"sigma-rels", "the file names contain no width (" + pattern.text() + ")",
                 "the common width, as --sigma-rels or --gammas"};
  }
  return Ok{};
}

Result<double> exponentOf(const SnapshotName& name, const std::vector<double>& exponents,
                          const std::string& file) {
  if (name.sigma_rel) return checkedGammaOfSigmaRel(*name.sigma_rel, file);
  if (name.gamma) return *name.gamma;
  const std::size_t index = name.index.value_or(0);
  if (index < exponents.size()) return exponents[index];
  return Error{file,
               "has the index " + std::to_string(index) + ", but " +
                   std::to_string(exponents.size()) +
                   (exponents.size() == 1 ? " width is listed" : " widths are listed"),
               "indexes from 0 to " + std::to_string(exponents.size() - 1)};
}

/// Files that are not read here, with what to do instead.
Status checkReadable(const std::string& path) {
  const FileKind kind = fileKind(path);
  if (kind == FileKind::kSafetensors || kind == FileKind::kZip || kind == FileKind::kJson) {
    return Ok{};
  }
  const bool damaged = path.ends_with(".safetensors") && kind == FileKind::kOther;
  if (damaged) return Ok{};  // the reader says how
  if (kind == FileKind::kPickle) {
    return Error{path, "is a bare pickle, which is a program and is not run",
                 "a state_dict of the same name: in Python, torch.save(pickle.load(open(FILE, "
                 "'rb'))['ema'].state_dict(), 'NAME.pt')"};
  }
  return Error{path, std::string(kindWords(kind)),
               "a .safetensors file, or a state_dict written by torch.save"};
}

/// The one state that files of a stem hold. A pickle beside another file is left alone.
Result<WeightsCheckpoint> checkpointOf(const std::string& folder, std::vector<std::string> names) {
  std::ranges::sort(names, naturallyBefore);
  const auto pickle = [](const std::string& name) { return name.ends_with(".pkl"); };
  if (!std::ranges::all_of(names, pickle)) std::erase_if(names, pickle);
  std::vector<std::string> paths;
  for (const std::string& name : names) {
    paths.push_back((std::filesystem::path(folder) / name).string());
    if (auto status = checkReadable(paths.back()); !status) return status.error();
  }
  auto input = findInput(paths);
  if (!input) return input.error();
  if (input->checkpoints.size() == 1) return std::move(input.value().checkpoints.front());
  return Error{folder, "has one snapshot several times: " + quotedList(names), "one file of each"};
}

/// Steps that only some of the averages have.
void noteMissing(SnapshotFolder& found) {
  std::set<double> exponents;
  std::map<double, std::size_t> at_step;
  for (const Snapshot& snapshot : found.snapshots) {
    exponents.insert(snapshot.gamma);
    ++at_step[snapshot.step];
  }
  std::erase_if(at_step, [&](const auto& each) { return each.second == exponents.size(); });
  if (at_step.empty()) return;
  const auto& [step, count] = *at_step.begin();
  std::string note = stepWords(step, found.in_images) + " has " + std::to_string(count) + " of " +
                     std::to_string(exponents.size()) + " snapshots";
  if (at_step.size() > 1) note += "; " + std::to_string(at_step.size()) + " steps in all lack some";
  found.notes.push_back(std::move(note));
}

/// Without the shards of an index, which may have names of their own.
void forgetUsed(const SnapshotFolder& found, std::vector<std::string>& names) {
  std::set<std::string> used;
  for (const Snapshot& snapshot : found.snapshots) {
    for (const std::string& file : snapshot.checkpoint.files) {
      used.insert(std::filesystem::path(file).filename().string());
    }
  }
  std::erase_if(names, [&](const std::string& name) { return used.contains(name); });
}

Status checkTwice(const SnapshotFolder& found, const std::string& folder) {
  for (std::size_t i = 1; i < found.snapshots.size(); ++i) {
    const Snapshot& before = found.snapshots[i - 1];
    const Snapshot& snapshot = found.snapshots[i];
    if (before.step != snapshot.step || before.gamma != snapshot.gamma) continue;
    return Error{folder,
                 inQuotes(before.name) + " and " + inQuotes(snapshot.name) +
                     " are of the same step and width",
                 "one snapshot of each"};
  }
  return Ok{};
}

/// Each listed average must have a snapshot: a list that is too long is of another run.
Status checkAllUsed(const SnapshotFolder& found, const std::vector<double>& exponents) {
  for (std::size_t i = 0; i < exponents.size(); ++i) {
    const auto its = std::ranges::find(found.snapshots, exponents[i], &Snapshot::gamma);
    if (its != found.snapshots.end()) continue;
    return Error{"sigma-rels",
                 "lists " + std::to_string(exponents.size()) +
                     " widths, but there is no snapshot of index " + std::to_string(i),
                 "the list that the averages were made with"};
  }
  return Ok{};
}

}  // namespace

std::string stepWords(double step, bool in_images) {
  return in_images ? formatPlain(std::floor(step), 1) + " kimg" : "step " + formatPlain(step, 1);
}

Result<SnapshotFolder> findSnapshots(const SnapshotFolderOptions& options) {
  const auto exponents = exponentsOf(options);
  if (!exponents) return exponents.error();
  const auto files = filesOf(options.folder);
  if (!files) return files.error();
  const auto pattern = choosePattern(options, *files);
  if (!pattern) return pattern.error();
  if (auto status = checkList(*pattern, *exponents); !status) return status.error();
  SnapshotFolder found{.pattern = pattern->text(), .in_images = pattern->inImages()};
  std::vector<std::string> other;
  for (const auto& [stem, names] : *files) {
    const auto name = pattern->match(stem);
    if (!name || !(name->step > 0.0)) {
      other.insert(other.end(), names.begin(), names.end());
      continue;
    }
    auto checkpoint = checkpointOf(options.folder, names);
    if (!checkpoint) return checkpoint.error();
    const std::string file = std::filesystem::path(checkpoint->name).filename().string();
    const auto gamma = exponentOf(*name, *exponents, file);
    if (!gamma) return gamma.error();
    found.snapshots.push_back({std::move(checkpoint).value(), file, name->step, *gamma});
  }
  if (found.snapshots.empty()) {
    return Error{options.folder,
                 "has no snapshot named " + pattern->text() + " of a step above 0" +
                     (other.empty() ? "" : "; there are " + quotedList(other, 4)),
                 kKnownNames};
  }
  std::ranges::stable_sort(found.snapshots, [](const Snapshot& a, const Snapshot& b) {
    return std::pair(a.step, -a.gamma) < std::pair(b.step, -b.gamma);
  });
  if (auto status = checkTwice(found, options.folder); !status) return status.error();
  if (auto status = checkAllUsed(found, *exponents); !status) return status.error();
  forgetUsed(found, other);
  std::ranges::sort(other, naturallyBefore);
  if (!other.empty()) {
    found.notes.push_back("left out, as not named " + found.pattern +
                          " with a step above 0: " + quotedList(other, 4));
  }
  noteMissing(found);
  return found;
}

}  // namespace emascope
