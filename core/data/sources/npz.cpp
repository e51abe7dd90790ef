// SPDX-License-Identifier: Apache-2.0
//
// NumPy archives: arrays of samples and targets, for all data or for each split; npz_roles.h
// determines the roles. Decompressed into memory.
#include "core/data/formats/array_dataset.h"
#include "core/data/formats/npz_roles.h"
#include "core/data/formats/zip_members.h"
#include "core/data/source.h"

#include <string_view>
#include <utility>
#include <vector>

namespace emascope {
namespace {

class Archive {
 public:
  Archive(const PathHead& head, const DataOptions& options, ZipMembers members)
      : path_(head.path),
        options_(options),
        members_(std::move(members)),
        budget_(options.memory_budget) {
    for (const std::string& member : members_.names()) names_.push_back(npzArrayName(member));
  }

  Result<std::unique_ptr<Dataset>> open() {
    const auto roles = npzRoles(path_, names_, options_);
    if (!roles) return roles.error();
    std::vector<ArraySegment> segments;
    for (const NpzPair& pair : roles->pairs) {
      auto samples = array(pair.samples);
      if (!samples) return samples.error();
      auto targets = array(pair.targets);
      if (!targets) return targets.error();
      segments.push_back({std::move(samples).value(), std::move(targets).value(), pair.split});
    }
    DataOptions options = options_;
    options.target.clear();
    auto dataset = makeArrayDataset(path_, "NPZ", std::move(segments), options);
    if (!dataset) return dataset;
    (*dataset)->lacksIgnored(roles->not_ignored);
    for (const std::size_t index : roles->unused) {
      (*dataset)->note("array '" + names_[index] + "' is not used");
    }
    return dataset;
  }

 private:
  Result<RawArray> array(std::size_t index) {
    auto bytes = members_.read(index, budget_);
    if (!bytes) return bytes.error();
    budget_ -= bytes->size();
    return npyArrayOf(path_ + ", member " + names_[index], std::move(bytes).value());
  }

  const std::string& path_;
  const DataOptions& options_;
  ZipMembers members_;
  std::uint64_t budget_;
  std::vector<std::string> names_ = {};
};

bool recognizes(const PathHead& head) {
  return head.begin.starts_with("PK\x03\x04") || head.begin.starts_with("PK\x05\x06");
}

Result<std::unique_ptr<Dataset>> open(const PathHead& head, const DataOptions& options) {
  if (!options.labels.empty()) {
    return Error{"--labels", head.path + " is an NPZ archive, which holds its targets",
                 "--target ARRAY"};
  }
  auto members = ZipMembers::open(head.path);
  if (!members) return members.error();
  return Archive(head, options, std::move(members).value()).open();
}

}  // namespace

void registerSourceNpz(SourceRegistry& registry) {
  registry.push_back({.format = "NPZ",
                      .accepts = "arrays in NPZ, of samples and of targets",
                      .recognizes = recognizes,
                      .open = open,
                      .options = {"layout", "array", "ignore"}});
}

}  // namespace emascope
