// SPDX-License-Identifier: Apache-2.0
#include "core/store/tensor_source.h"

#include "core/base/file_kind.h"
#include "core/base/utf8.h"
#include "core/store/run_weights.h"
#include "core/store/sealed_file.h"

#include <algorithm>
#include <map>
#include <utility>

namespace emascope {
namespace {

constexpr const char* kAllowed = "a .safetensors file, or a state_dict written by torch.save";

class SafetensorsSource : public TensorSource {
 public:
  explicit SafetensorsSource(SafetensorsReader reader) : reader_(std::move(reader)) {
    header_ = reader_.header();
    for (std::size_t i = 0; i < header_.tensors.size(); ++i) places_.push_back(i);
  }
  /// One set of the weights in a checkpoint.
  SafetensorsSource(SafetensorsReader reader, const std::vector<RunWeight>& weights)
      : reader_(std::move(reader)) {
    for (const RunWeight& weight : weights) {
      header_.tensors.push_back(reader_.header().tensors[weight.index]);
      header_.tensors.back().name = weight.name;
      places_.push_back(weight.index);
    }
  }
  [[nodiscard]] Status read(std::size_t index, std::uint64_t first,
                            std::span<std::byte> bytes) const override {
    return reader_.read(places_[index], first, bytes);
  }

 private:
  SafetensorsReader reader_;
  std::vector<std::size_t> places_ = {};  ///< of the tensors in the file
};

/// The parts in sequence, without what is left out, and with prefixes removed from the names.
class JoinedSource : public TensorSource {
 public:
  Status add(const std::string& path, std::unique_ptr<TensorSource> part,
             const TensorOptions& options) {
    const std::size_t number = parts_.size();
    for (std::size_t i = 0; i < part->header().tensors.size(); ++i) {
      TensorInfo tensor = part->header().tensors[i];
      const std::string whole = tensor.name;
      if (std::ranges::find(options.leave_out, whole) != options.leave_out.end()) continue;
      tensor.name = withoutPrefixes(whole, options.strip);
      if (tensor.name != whole) ++stripped_;
      const auto [found, fresh] = names_.emplace(tensor.name, path + ": '" + whole + "'");
      if (!fresh) {
        return Error{path,
                     "tensor '" + asUtf8(whole) + "' has the same name as another tensor (" +
                         asUtf8(found->second) + ")",
                     "unique names after prefixes are removed"};
      }
      header_.tensors.push_back(std::move(tensor));
      places_.emplace_back(number, i);
    }
    if (header_.metadata.empty()) header_.metadata = part->header().metadata;
    notes_.insert(notes_.end(), part->notes().begin(), part->notes().end());
    parts_.push_back(std::move(part));
    return Ok{};
  }

  [[nodiscard]] Status read(std::size_t index, std::uint64_t first,
                            std::span<std::byte> bytes) const override {
    const auto [part, tensor] = places_[index];
    return parts_[part]->read(tensor, first, bytes);
  }

 private:
  static std::string withoutPrefixes(std::string name, const std::vector<std::string>& prefixes) {
    const auto begins = [&](const std::string& prefix) {
      return !prefix.empty() && name.size() > prefix.size() && name.starts_with(prefix);
    };
    for (auto found = std::ranges::find_if(prefixes, begins); found != prefixes.end();
         found = std::ranges::find_if(prefixes, begins)) {
      name.erase(0, found->size());
    }
    return name;
  }

  std::vector<std::unique_ptr<TensorSource>> parts_ = {};
  std::vector<std::pair<std::size_t, std::size_t>> places_ = {};  ///< part, and tensor within it
  std::map<std::string, std::string, std::less<>> names_ = {};    ///< origin of each
};

Result<std::unique_ptr<TensorSource>> openPart(const std::string& path, const std::string& key) {
  const FileKind kind = fileKind(path);
  if (kind == FileKind::kZip) return openTorchFile(path, key);
  // For a damaged safetensors file the reader reports the damage.
  const bool named = path.ends_with(".safetensors") || path.ends_with(".emascope");
  if (kind != FileKind::kSafetensors && !(named && kind == FileKind::kOther)) {
    return Error{path, std::string(kindWords(kind)), kAllowed};
  }
  auto reader = SafetensorsReader::open(path);
  if (!reader) return reader.error();
  if (!isRunCheckpoint(reader->header())) {
    return std::unique_ptr<TensorSource>(
        std::make_unique<SafetensorsSource>(std::move(reader).value()));
  }
  if (const auto intact = verifySealedFile(path); !intact) return intact.error();
  const auto weights = weightsOfRun(reader->header(), key, path);
  if (!weights) return weights.error();
  return std::unique_ptr<TensorSource>(
      std::make_unique<SafetensorsSource>(std::move(reader).value(), *weights));
}

}  // namespace

Result<std::unique_ptr<TensorSource>> openTensors(const std::vector<std::string>& files,
                                                  const TensorOptions& options) {
  auto joined = std::make_unique<JoinedSource>();
  for (const std::string& path : files) {
    auto part = openPart(path, options.key);
    if (!part) return part.error();
    if (auto status = joined->add(path, std::move(part).value(), options); !status) {
      return status.error();
    }
  }
  return std::unique_ptr<TensorSource>(std::move(joined));
}

}  // namespace emascope
