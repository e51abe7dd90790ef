// SPDX-License-Identifier: Apache-2.0
//
// Named tensors in the formats people use: a safetensors file; a state_dict written by torch.save
// (.pt, .pth, .bin, .ckpt); one set of weights in a checkpoint of a run; or several such files,
// listed by an index or given together. Nothing in a file is executed. Only the header is in
// memory; values are read on request.
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

  /// Tensors in file order; `begin` is unused.
  [[nodiscard]] const SafetensorsHeader& header() const { return header_; }
  /// Notes for the user on how the file was read, one sentence each.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

  /// Number of names from which a prefix was removed.
  [[nodiscard]] std::size_t stripped() const { return stripped_; }

  /// Reads bytes of header().tensors[index], starting at its byte `first`, row-major and
  /// little-endian.
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
  /// Which entry of a pickled dict is the state_dict; nested keys are separated by '/'. Empty: the
  /// dict itself if it contains tensors, else the only entry with a usual name. Of a checkpoint of
  /// a run: "raw" or the label of a track; empty: raw.
  std::string key = {};
  /// Prefixes to remove from names, repeatedly: "module.", "_orig_mod.".
  std::vector<std::string> strip = {};
  /// Tensors to leave out, by their names in the file.
  std::vector<std::string> leave_out = {};
};

/// Opens one state. Several `files` are its parts; names must be unique across them. Fails for
/// files that are neither safetensors nor written by torch.save; the error says what they are.
[[nodiscard]] Result<std::unique_ptr<TensorSource>> openTensors(
    const std::vector<std::string>& files, const TensorOptions& options);

/// Opens a state_dict in a zip archive written by torch.save. Fails for a TorchScript program and
/// for a pickled model; the error says what it is.
[[nodiscard]] Result<std::unique_ptr<TensorSource>> openTorchFile(const std::string& path,
                                                                  const std::string& key);

}  // namespace emascope
