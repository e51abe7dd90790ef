// SPDX-License-Identifier: Apache-2.0
//
// What a file is, by its first bytes and never by its name: so that a person who gives the wrong
// one is told what it is.
#pragma once

#include <string>
#include <string_view>

namespace emascope {

enum class FileKind {
  kMissing,  ///< nothing of that name, or it cannot be read
  kFolder,
  kStream,  ///< a pipe or a device, which is not looked at
  kEmpty,
  kSafetensors,
  kZip,  ///< of torch.save or anyone else
  kNpz,
  kNpy,
  kJson,
  kPickle,  ///< without a zip archive around it: torch.save before PyTorch 1.6, pickle.dump
  kCompressed,
  kLfsPointer,
  kEventFile,  ///< TensorBoard's
  kHdf5,
  kParquet,
  kPicture,
  kOther  ///< a table, as far as anyone can tell
};

/// Reads at most a few hundred bytes, and waits for nobody.
[[nodiscard]] FileKind fileKind(const std::string& path);

/// By the first bytes of a file alone.
[[nodiscard]] FileKind kindOfBytes(std::string_view begin);

/// "is a Git LFS pointer and not the file itself (git lfs pull fetches it)": for an error, after
/// the name of the file.
[[nodiscard]] std::string_view kindWords(FileKind kind);

}  // namespace emascope
