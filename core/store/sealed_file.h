// SPDX-License-Identifier: Apache-2.0
//
// A sealed file: a safetensors file in which no damage goes unnoticed. Its "__metadata__" has a
// JSON text of the caller ("emascope"), the version of the file ("emascope.version"), the SHA-256
// of each tensor's bytes ("emascope.sha256") and the SHA-256 of the length and the header
// ("emascope.sha256.header", computed with 64 zeros in its place). Any reader of safetensors opens
// it. docs/checkpoints.md describes the format. Files are untrusted: every length is checked before
// memory is allocated for it. No LibTorch; all functions are [any-thread].
#pragma once

#include "core/base/result.h"
#include "core/base/scalar_type.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

inline constexpr std::int64_t kSealedFileVersion = 1;  ///< written; 1 to this are read
inline constexpr std::uint64_t kLargestSealedFile = std::uint64_t{1} << 38U;  ///< bytes: 256 GiB

struct SealedTensor {
  std::string name = {};  ///< UTF-8; unique in its file
  ScalarType type = ScalarType::kF32;
  std::vector<std::uint64_t> shape = {};  ///< empty: a single number
  std::string bytes = {};                 ///< row-major, little-endian
  friend bool operator==(const SealedTensor&, const SealedTensor&) = default;
};

struct SealedContent {
  std::string text = {};  ///< the caller's JSON, in UTF-8; its syntax is not checked here
  std::vector<SealedTensor> tensors = {};  ///< in file order
  friend bool operator==(const SealedContent&, const SealedContent&) = default;
};

/// The whole file. Equal contents give equal bytes. Each tensor of a content that is moved here is
/// freed when it has been copied, so that no more than one is in memory twice. Fails for a name or
/// text that is not UTF-8, a name that is not unique, a tensor whose bytes do not match its type
/// and shape, and a header of more than kLongestSafetensorsHeader bytes.
[[nodiscard]] Result<std::string> sealedBytes(SealedContent content);

/// Reads what sealedBytes() returned. `where` names the file in errors. An error says what is
/// damaged (the header, a tensor by name, the end of the file), that the file is none of
/// EMAscope's, or that its version is newer, with both versions.
[[nodiscard]] Result<SealedContent> readSealed(std::string_view bytes, const std::string& where);

/// The same for a regular file.
[[nodiscard]] Result<SealedContent> readSealedFile(const std::string& path);

/// Like readSealedFile(), without the tensors' bytes: only the text, and each tensor's name, type
/// and shape. Checks the header, not the tensors; reads nothing else.
[[nodiscard]] Result<SealedContent> readSealedHeader(const std::string& path);

/// Checks all of the file like readSealedFile(), in little memory, and returns what
/// readSealedHeader() does.
[[nodiscard]] Result<SealedContent> verifySealedFile(const std::string& path);

/// Writes the file durably: to a new file beside it, which is synced, read back and compared with
/// `bytes` before it takes the name; then the folder is synced. After an error, `path` is as it was
/// before; only if the error says that the folder or the disk failed after the renaming, `path` is
/// the new file, complete, but a power cut may undo it. @pre `bytes` are of sealedBytes()
[[nodiscard]] Status writeSealedFile(const std::string& path, std::string_view bytes);

}  // namespace emascope
