// SPDX-License-Identifier: Apache-2.0
//
// Contents of sealed files for tests, and their forgery: a header that has been changed and given
// the right SHA-256 again.
#pragma once

#include "core/base/sha256.h"
#include "core/store/sealed_file.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace emascope {

/// A tensor whose bytes are `first`, `first` + 1, …
inline SealedTensor countedTensor(std::string name, ScalarType type,
                                  std::vector<std::uint64_t> shape, unsigned first) {
  std::size_t size = bytesOf(type);
  for (const std::uint64_t length : shape) size *= length;
  std::string bytes(size, '\0');
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(first + i);
  return {std::move(name), type, std::move(shape), std::move(bytes)};
}

/// Every shape and several types, in about a kilobyte. tests/golden/versions has it as a file of
/// every version.
inline SealedContent sealedSample() {
  return {R"({"note":"a sample, with ü, \"quotes\" and a\nline","step":4200})",
          {countedTensor("raw/weights", ScalarType::kF32, {2, 3}, 1),
           countedTensor("track main/clock", ScalarType::kF64, {}, 60),
           countedTensor("none", ScalarType::kI64, {0, 4}, 0),
           countedTensor("random \"state\"", ScalarType::kU8, {5}, 200),
           countedTensor("half", ScalarType::kBf16, {3, 1}, 7)}};
}

/// `bytes` of a sealed file with the SHA-256 that its header should have; unchanged if it has no
/// place for one.
inline std::string resealed(std::string bytes) {
  constexpr std::size_t kLength = 8;
  constexpr std::size_t kDigits = 64;
  if (bytes.size() < kLength) return bytes;
  std::uint64_t header = 0;
  for (std::size_t i = kLength; i-- > 0;) {
    header = header << 8U | static_cast<unsigned char>(bytes[i]);
  }
  if (header > bytes.size() - kLength) return bytes;
  std::string beginning = bytes.substr(0, kLength + header);
  constexpr std::string_view kBefore = "\"emascope.sha256.header\":\"";
  const std::size_t at = beginning.find(kBefore);
  if (at == std::string::npos || beginning.size() - at - kBefore.size() < kDigits) return bytes;
  beginning.replace(at + kBefore.size(), kDigits, kDigits, '0');
  return bytes.replace(at + kBefore.size(), kDigits, sha256(beginning));
}

/// Why a file with these bytes is refused; empty if it is read.
inline std::string whyNot(const std::string& bytes) {
  const auto content = readSealed(bytes, "file");
  return content ? "" : content.error().message();
}

}  // namespace emascope
