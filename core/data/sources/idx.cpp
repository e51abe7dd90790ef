// SPDX-License-Identifier: Apache-2.0
//
// IDX, the format of MNIST's files: samples in one file, labels in another. Bytes are brightness
// and are divided by 255.
#include "core/data/formats/idx.h"

#include "core/data/formats/array_dataset.h"
#include "core/data/source.h"

#include <utility>

namespace emascope {
namespace {

constexpr double kBrightest = 255.0;

Result<std::unique_ptr<Dataset>> open(const PathHead& head, const DataOptions& options) {
  auto samples = openIdx(head, options.memory_budget);
  if (!samples) return samples.error();
  if (samples->layout().shape.empty()) {
    return Error{head.path, "has one number per sample, so it is a label file",
                 "the file of samples, and this one as --labels"};
  }
  if (options.labels.empty()) {
    return Error{head.path, "has no labels", "--labels FILE, such as train-labels-idx1-ubyte"};
  }
  auto labels = openLabelFile(options.labels, options);
  if (!labels) return labels.error();
  RawArray array = std::move(samples).value();
  array.divideBy(array.layout().type == ScalarType::kU8 ? kBrightest : 1.0);
  std::vector<ArraySegment> segments;
  segments.push_back({std::move(array), std::move(labels).value(), {}});
  return makeArrayDataset(head.path, isGzip(head) ? "IDX, compressed by gzip" : "IDX",
                          std::move(segments), options);
}

}  // namespace

void registerSourceIdx(SourceRegistry& registry) {
  registry.push_back({.format = "IDX",
                      .accepts = "IDX (MNIST's format, also .gz) with --labels",
                      .recognizes = looksLikeIdx,
                      .open = open,
                      .options = {"layout"}});
}

}  // namespace emascope
