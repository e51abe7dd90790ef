// SPDX-License-Identifier: Apache-2.0
//
// NumPy arrays: the first axis is the samples; numbers are used unchanged. Targets are a separate
// file or a column of a 2-D array.
#include "core/data/formats/array_dataset.h"
#include "core/data/source.h"
#include "core/series/npy_header.h"

#include <utility>

namespace emascope {
namespace {

bool recognizes(const PathHead& head) { return head.begin.starts_with(kNpyMagic); }

Result<std::unique_ptr<Dataset>> open(const PathHead& head, const DataOptions& options) {
  auto file = InputStream::openFile(head.path);
  if (!file) return file.error();
  auto samples = openNpyArray(std::move(file).value());
  if (!samples) return samples.error();
  std::vector<ArraySegment> segments;
  segments.push_back({std::move(samples).value(), {}, {}});
  if (!options.labels.empty()) {
    auto labels = openLabelFile(options.labels, options);
    if (!labels) return labels.error();
    segments.front().targets = std::move(labels).value();
  }
  return makeArrayDataset(head.path, "NPY", std::move(segments), options);
}

}  // namespace

void registerSourceNpy(SourceRegistry& registry) {
  registry.push_back({.format = "NPY",
                      .accepts = "an array in NPY with a target column or --labels",
                      .recognizes = recognizes,
                      .open = open,
                      .options = {"layout"}});
}

}  // namespace emascope
