// SPDX-License-Identifier: Apache-2.0
#include "core/models/weights_file.h"

#include "core/json/shard_index.h"
#include "core/store/run_weights.h"
#include "core/store/safetensors.h"
#include "core/store/tensor_source.h"

#include <algorithm>
#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include <ATen/ops/empty.h>
#include <ATen/ops/isfinite.h>

namespace emascope {
namespace {

/// The name, type and shape of the network's tensor as written in a file.
TensorInfo infoOf(const NamedTensor& named) {
  TensorInfo info{named.name, ScalarType::kF32};
  if (named.tensor.scalar_type() == at::kLong) info.type = ScalarType::kI64;
  for (const std::int64_t length : named.tensor.sizes()) {
    info.shape.push_back(static_cast<std::uint64_t>(length));
  }
  return info;
}

bool fits(const TensorInfo& in_file, const TensorInfo& in_network) {
  const bool same_kind =
      isFloating(in_network.type) ? isFloating(in_file.type) : in_file.type == in_network.type;
  return same_kind && in_file.shape == in_network.shape;
}

/// Large enough to list ordinary differences in full; a different network may have thousands.
constexpr std::size_t kMostNames = 200;

void addNames(std::string& text, const char* what, const std::vector<std::string>& names,
              std::size_t most) {
  if (names.empty()) return;
  text += (text.empty() ? "" : "; ") + std::string(what);
  for (std::size_t i = 0; i < std::min(names.size(), most); ++i) {
    text += (i == 0 ? " " : ", ") + names[i];
  }
  if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
}

std::string differences(const StartingWeights& weights, std::size_t most) {
  std::string text;
  addNames(text, "not in the file:", weights.missing, most);
  addNames(text, "not in the network:", weights.unused, most);
  addNames(text, "different:", weights.mismatched, most);
  return text;
}

/// Converts via double, in pieces.
Status readConverted(const TensorSource& source, std::size_t index, float* values) {
  constexpr std::uint64_t kPiece = 1U << 16U;
  const TensorInfo& info = source.header().tensors[index];
  const std::size_t width = bytesOf(info.type);
  std::vector<std::byte> bytes;
  std::vector<double> doubles;
  for (std::uint64_t first = 0; first < info.elements; first += kPiece) {
    const std::uint64_t count = std::min(kPiece, info.elements - first);
    bytes.resize(count * width);
    doubles.resize(count);
    if (auto status = source.read(index, first * width, bytes); !status) return status;
    toDoubles(info.type, bytes, doubles);
    fromDoubles(ScalarType::kF32, doubles,
                std::as_writable_bytes(std::span(values + first, count)));
  }
  return Ok{};
}

Result<at::Tensor> readTensor(const TensorSource& source, std::size_t index,
                              const NamedTensor& like, const std::string& path) {
  const TensorInfo& info = source.header().tensors[index];
  at::Tensor tensor = at::empty(like.tensor.sizes(), like.tensor.scalar_type());
  if (info.type == ScalarType::kF32 || info.type == ScalarType::kI64) {
    const std::span bytes(static_cast<std::byte*>(tensor.mutable_data_ptr()), info.bytes());
    if (auto status = source.read(index, 0, bytes); !status) return status.error();
  } else if (auto status = readConverted(source, index, tensor.mutable_data_ptr<float>());
             !status) {
    return status.error();
  }
  if (!at::isfinite(tensor).all().item<bool>()) {
    return Error{path, "tensor '" + info.name + "' holds values that are not finite",
                 "finite float32 values"};
  }
  return tensor;
}

/// The file's tensors, or those of its shards; of a checkpoint, which is verified, those of one
/// set.
Result<std::unique_ptr<TensorSource>> weightsIn(const std::string& path, const std::string& of,
                                                const std::vector<std::string>& strip) {
  std::vector<std::string> files = {path};
  bool sets = false;  // of weights
  if (path.ends_with(".json")) {
    auto shards = filesOfIndex(path);
    if (!shards) return shards.error();
    files = std::move(shards).value();
  } else {
    const auto reader = SafetensorsReader::open(path);
    if (!reader) return reader.error();
    sets = isRunCheckpoint(reader->header());
  }
  if (!sets && !of.empty()) {
    return Error{"weights-of", path + " has one set of weights only",
                 "together with a checkpoint of a run"};
  }
  return openTensors(files, {.key = of, .strip = strip});
}

}  // namespace

std::string StartingWeights::report(std::size_t most_names) const {
  const std::size_t in_network = tensors.size() + missing.size() + mismatched.size();
  std::string text =
      std::to_string(tensors.size()) + " of " + std::to_string(in_network) + " tensors";
  const std::string rest = differences(*this, most_names);
  return rest.empty() ? text : text + "; " + rest;
}

Result<StartingWeights> readWeights(const std::string& path,
                                    const std::vector<NamedTensor>& network, WeightsWanted wanted,
                                    const std::string& of, const std::vector<std::string>& strip) {
  const auto source = weightsIn(path, of, strip);
  if (!source) return source.error();
  std::map<std::string_view, std::size_t> in_file;
  const auto& infos = source.value()->header().tensors;
  for (std::size_t i = 0; i < infos.size(); ++i) in_file[infos[i].name] = i;
  StartingWeights weights;
  std::vector<std::pair<std::size_t, const NamedTensor*>> found;
  for (const NamedTensor& named : network) {
    const auto at = in_file.find(named.name);
    if (at == in_file.end()) {
      weights.missing.push_back(named.name);
      continue;
    }
    const std::size_t index = at->second;
    in_file.erase(at);
    const TensorInfo expected = infoOf(named);
    if (fits(infos[index], expected)) {
      found.emplace_back(index, &named);
    } else {
      weights.mismatched.push_back(named.name + " is " + typeAndShape(infos[index]) + ", not " +
                                   typeAndShape(expected));
    }
  }
  for (const auto& [name, index] : in_file) weights.unused.emplace_back(name);
  const std::string rest = differences(weights, kMostNames);
  if (found.empty() || (wanted == WeightsWanted::kAll && !rest.empty())) {
    const std::string what = found.empty() ? "has no tensor of the network; " : "does not fit; ";
    return Error{path, what + rest,
                 "exactly the network's tensors, or a part with --weights-partial"};
  }
  for (const auto& [index, named] : found) {
    auto tensor = readTensor(*source.value(), index, *named, path);
    if (!tensor) return tensor.error();
    weights.tensors.push_back({named->name, std::move(tensor).value()});
  }
  return weights;
}

}  // namespace emascope
