// SPDX-License-Identifier: Apache-2.0
#include "core/train/weights_reports.h"

#include "core/sandbox/hosted_thread.h"
#include "core/store/safetensors.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

bool hasEnding(const std::string& path, std::string_view ending) {
  return std::filesystem::path(path).extension() == ending;
}

bool isProgramName(const std::string& path) {
  return hasEnding(path, ".pt") || hasEnding(path, ".pth");
}

Status writeTensors(const std::string& path, const std::string& about,
                    const std::vector<TensorInfo>& infos, const std::vector<at::Tensor>& tensors) {
  auto writer = SafetensorsWriter::create(path, infos, {{"format", "pt"}, {"emascope", about}});
  if (!writer) return writer.error();
  for (const at::Tensor& tensor : tensors) {
    const auto* data = static_cast<const std::byte*>(tensor.const_data_ptr());
    if (auto status = writer.value().append({data, tensor.nbytes()}); !status) return status;
  }
  return writer.value().commit();
}

}  // namespace

std::vector<NamedTensor> tensorsOf(const Model& model) {
  std::vector<NamedTensor> all = model.parameters();
  for (NamedTensor& buffer : model.buffers()) all.push_back(std::move(buffer));
  return all;
}

void copyTensors(const Model& from, Model& to) {
  const c10::InferenceMode guard;
  const auto source = tensorsOf(from);
  const auto target = tensorsOf(to);
  for (std::size_t i = 0; i < target.size(); ++i) target[i].tensor.copy_(source[i].tensor);
}

namespace {

/// By the formula, also for a share of 1.
void mixByFormula(const std::vector<NamedTensor>& from, const std::vector<NamedTensor>& to,
                  double share, const std::vector<NamedTensor>& between) {
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (!from[i].tensor.is_floating_point()) {
      between[i].tensor.copy_(from[i].tensor);
      continue;
    }
    const at::Tensor begin = from[i].tensor.to(at::kDouble);
    between[i].tensor.copy_(begin.add(to[i].tensor.to(at::kDouble).sub(begin), share));
  }
}

}  // namespace

void mixTensors(const Model& raw, const Model& average, double share, Model& mix) {
  if (share == 1.0) return copyTensors(average, mix);
  const c10::InferenceMode guard;
  mixByFormula(tensorsOf(raw), tensorsOf(average), share, tensorsOf(mix));
}

std::vector<Evaluation> scanSegment(const Model& raw, const Model& average,
                                    const std::vector<double>& shares, Model& spare,
                                    Evaluator& evaluator) {
  const c10::InferenceMode guard;
  const auto from = tensorsOf(raw);
  const auto to = tensorsOf(average);
  const auto between = tensorsOf(spare);
  std::vector<Evaluation> vals;
  for (const double share : shares) {
    mixByFormula(from, to, share, between);
    vals.push_back(evaluator.evaluate({&spare}).front());
  }
  return vals;
}

Status checkWeightsPath(const ModelEntry& entry, const std::string& path) {
  const bool program = isProgramName(path);
  if (program ? entry.save_script != nullptr : hasEnding(path, ".safetensors")) return Ok{};
  return Error{"save " + path,
               program ? "only a model loaded from TorchScript can be saved as TorchScript"
                       : "unknown file format",
               entry.save_script ? "a name that ends in .safetensors or .pt"
                                 : "a name that ends in .safetensors"};
}

Result<std::int64_t> saveWeights(const Model& model, const ModelEntry& entry,
                                 const std::string& path, const std::string& about) {
  if (const auto status = checkWeightsPath(entry, path); !status) return status.error();
  if (isProgramName(path)) {
    if (const auto status = entry.save_script(tensorsOf(model), path); !status) {
      return status.error();
    }
    return static_cast<std::int64_t>(std::filesystem::file_size(path));
  }
  std::vector<TensorInfo> infos;
  std::vector<at::Tensor> tensors;
  std::int64_t bytes = 0;
  auto all = tensorsOf(model);
  for (NamedTensor& frozen : model.constants()) all.push_back(std::move(frozen));
  for (const auto& [name, tensor] : all) {
    const bool floats = tensor.is_floating_point();
    const auto sizes = tensor.sizes();
    infos.push_back({.name = name,
                     .type = floats ? ScalarType::kF32 : ScalarType::kI64,
                     .shape = {sizes.begin(), sizes.end()}});
    tensors.push_back(tensor.detach().cpu().contiguous());
    bytes += static_cast<std::int64_t>(tensors.back().nbytes());
  }
  Status written = Ok{};
  asUnconfined([&] {
    written = writeTensors(path, about, infos, tensors);
    std::error_code no_file;  // a pipe or a device has no length; use that of the weights
    const auto length = std::filesystem::file_size(path, no_file);
    if (!no_file) bytes = static_cast<std::int64_t>(length);
  });
  if (!written) return written.error();
  return bytes;
}

void BestWeights::offer(const Model& model, double loss, std::int64_t step,
                        const std::string& label) {
  if (!(loss < loss_)) return;
  const c10::InferenceMode guard;
  loss_ = loss;
  step_ = step;
  label_ = label;
  const auto now = tensorsOf(model);
  tensors_.resize(now.size());
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (tensors_[i].defined()) {
      tensors_[i].copy_(now[i].tensor);
    } else {
      tensors_[i] = now[i].tensor.detach().clone();
    }
  }
}

void BestWeights::restore(double loss, std::int64_t step, std::string label,
                          std::vector<at::Tensor> tensors) {
  loss_ = loss;
  step_ = step;
  label_ = std::move(label);
  tensors_ = std::move(tensors);
}

void BestWeights::putInto(Model& model) const {
  const c10::InferenceMode guard;
  const auto into = tensorsOf(model);
  for (std::size_t i = 0; i < into.size(); ++i) into[i].tensor.copy_(tensors_[i]);
}

}  // namespace emascope
