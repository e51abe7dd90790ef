// SPDX-License-Identifier: Apache-2.0
//
// Detects what a file is from its first bytes, never from its name, so that an error can say what
// the user gave instead.
#pragma once

#include <string>
#include <string_view>

namespace emascope {

enum class FileKind {
  kMissing,  ///< does not exist or cannot be read
  kFolder,
  kStream,  ///< a pipe or a device; not inspected
  kEmpty,
  kSafetensors,
  kZip,  ///< written by torch.save or another program
  kNpz,
  kNpy,
  kJson,
  kPickle,  ///< not in a zip archive: torch.save before PyTorch 1.6, pickle.dump
  kCompressed,
  kLfsPointer,
  kEventFile,  ///< from TensorBoard
  kHdf5,
  kParquet,
  kPicture,
  kOther  ///< anything else, such as a table
};

/// Reads at most a few hundred bytes; never waits.
[[nodiscard]] FileKind fileKind(const std::string& path);

/// The same, from the first bytes of a file.
[[nodiscard]] FileKind kindOfBytes(std::string_view begin);

/// "is a Git LFS pointer and not the file itself (git lfs pull fetches it)": the predicate of an
/// error about the file.
[[nodiscard]] std::string_view kindWords(FileKind kind);

}  // namespace emascope
