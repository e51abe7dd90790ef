// SPDX-License-Identifier: Apache-2.0
//
// Named tensors as people keep them: a safetensors file; a state_dict that torch.save has written
// (.pt, .pth, .bin, .ckpt); either of them in several files, listed by an index or given together.
// Nothing in a file is executed. The header alone is in memory, values are read as they are asked
// for.
#pragma once

#include "core/store/safetensors.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace emascope {

class TensorSource {
 public:
  virtual ~TensorSource() = default;
  TensorSource(const TensorSource&) = delete;
  TensorSource& operator=(const TensorSource&) = delete;

  /// Tensors in the order of the file; `begin` has no meaning.
  [[nodiscard]] const SafetensorsHeader& header() const { return header_; }
  /// What a person should know of how the file was read, a sentence each.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

  /// Names that a prefix was taken off.
  [[nodiscard]] std::size_t stripped() const { return stripped_; }

  /// Bytes of header().tensors[index] from its `first` on, row-major and little-endian.
  /// @pre first + bytes.size() <= the tensor's bytes()
  [[nodiscard]] virtual Status read(std::size_t index, std::uint64_t first,
                                    std::span<std::byte> bytes) const = 0;

 protected:
  TensorSource() = default;
  SafetensorsHeader header_ = {};
  std::vector<std::string> notes_ = {};
  std::size_t stripped_ = 0;
};

struct TensorOptions {
  /// Which entry of a pickled dict the state_dict is; names within one another are separated by
  /// '/'. Empty: the dict itself if it holds tensors, else its only entry of a usual name.
  std::string key = {};
  /// Prefixes that are taken off names, as often as they come: "module.", "_orig_mod.".
  std::vector<std::string> strip = {};
};

/// One state. Several `files` are its parts; no name may be in two of them. Refuses what is neither
/// safetensors nor written by torch.save, by what it is.
[[nodiscard]] Result<std::unique_ptr<TensorSource>> openTensors(
    const std::vector<std::string>& files, const TensorOptions& options);

/// The files that an index (model.safetensors.index.json) lists, in its order, each once. They lie
/// beside it.
[[nodiscard]] Result<std::vector<std::string>> filesOfIndex(const std::string& path);

/// A state_dict in a zip archive of torch.save. Refuses a TorchScript program and a whole pickled
/// model by what they are.
[[nodiscard]] Result<std::unique_ptr<TensorSource>> openTorchFile(const std::string& path,
                                                                  const std::string& key);

}  // namespace emascope
