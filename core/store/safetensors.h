// SPDX-License-Identifier: Apache-2.0
//
// Named tensors in a file, in Hugging Face's safetensors format: eight little-endian bytes with the
// length of a JSON header, the header, then the tensors' bytes, row-major and without gaps. No
// LibTorch. Files are untrusted, so every part of the header is checked before use: its length and
// syntax, each type, shape and size, and that the tensors exactly fill the rest of the file. The
// values are not checked.
#pragma once

#include "core/base/output_file.h"
#include "core/base/positioned_file.h"
#include "core/base/result.h"
#include "core/base/scalar_type.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace emascope {

inline constexpr std::uint64_t kLongestSafetensorsHeader = std::uint64_t{16} << 20U;  ///< bytes
/// Bytes before the header, which say how long it is.
inline constexpr std::uint64_t kSafetensorsLength = 8;

struct TensorInfo {
  std::string name = {};
  ScalarType type = ScalarType::kF32;
  std::vector<std::uint64_t> shape = {};  ///< empty: a single number
  std::uint64_t elements = 0;             ///< product of `shape`
  std::uint64_t begin = 0;                ///< offset of its bytes from the end of the header

  [[nodiscard]] std::uint64_t bytes() const { return elements * bytesOf(type); }
  friend bool operator==(const TensorInfo&, const TensorInfo&) = default;
};

/// "F32[64,3]"
[[nodiscard]] std::string typeAndShape(const TensorInfo& tensor);

using TextByName = std::map<std::string, std::string, std::less<>>;

struct SafetensorsHeader {
  std::vector<TensorInfo> tensors = {};  ///< in file order
  TextByName metadata = {};              ///< "__metadata__"
  friend bool operator==(const SafetensorsHeader&, const SafetensorsHeader&) = default;
};

/// `json` is the header without its length; `data_bytes` bytes follow it in the file. `where` names
/// the file in the error.
[[nodiscard]] Result<SafetensorsHeader> parseSafetensorsHeader(std::string_view json,
                                                               std::uint64_t data_bytes,
                                                               const std::string& where);

/// The beginning of a file with these tensors: the length of the header, and the header. The data
/// follow it without a gap. `tensors` are in file order; their `elements` and `begin` are computed.
/// Fails like parseSafetensorsHeader(), for names and texts that are not UTF-8, and for a header of
/// more than kLongestSafetensorsHeader bytes. `where` names the file in the error.
[[nodiscard]] Result<std::string> safetensorsBeginning(const std::vector<TensorInfo>& tensors,
                                                       const TextByName& metadata,
                                                       const std::string& where);

/// The length of the header behind `beginning`, the first kSafetensorsLength bytes of a file of
/// `file_bytes` bytes. Fails if it is too long or the file too short.
[[nodiscard]] Result<std::uint64_t> safetensorsHeaderLength(std::string_view beginning,
                                                            std::uint64_t file_bytes,
                                                            const std::string& where);

/// Reads a file tensor by tensor. The file is not locked; if it shrinks meanwhile, reading fails.
class SafetensorsReader {
 public:
  /// Reads and checks the header. Opens regular files only.
  [[nodiscard]] static Result<SafetensorsReader> open(const std::string& path);

  [[nodiscard]] const std::string& path() const { return file_.path(); }
  [[nodiscard]] const SafetensorsHeader& header() const { return header_; }

  /// Reads bytes of header().tensors[index], starting at its byte `first`.
  /// @pre first + bytes.size() <= the tensor's bytes()
  [[nodiscard]] Status read(std::size_t index, std::uint64_t first,
                            std::span<std::byte> bytes) const;

 private:
  explicit SafetensorsReader(PositionedFile file) : file_(std::move(file)) {}
  [[nodiscard]] Status readHeader();

  PositionedFile file_;
  std::uint64_t data_offset_ = 0;
  SafetensorsHeader header_ = {};
};

/// Writes a file that appears under its name once it is complete and on disk. Until then, and if
/// anything fails, an existing file stays unchanged.
class SafetensorsWriter {
 public:
  /// Fails like safetensorsBeginning().
  [[nodiscard]] static Result<SafetensorsWriter> create(const std::string& path,
                                                        const std::vector<TensorInfo>& tensors,
                                                        const TextByName& metadata);

  /// Appends the next bytes of the tensors, in pieces of any size.
  /// @pre not more bytes in total than the tensors have
  [[nodiscard]] Status append(std::span<const std::byte> bytes);
  /// @pre all bytes of all tensors have been appended
  [[nodiscard]] Status commit();

 private:
  explicit SafetensorsWriter(ReplacingFile file) : file_(std::move(file)) {}

  ReplacingFile file_;
};

}  // namespace emascope
