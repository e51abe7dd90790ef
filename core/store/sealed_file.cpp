// SPDX-License-Identifier: Apache-2.0
#include "core/store/sealed_file.h"

#include "core/base/output_file.h"
#include "core/base/positioned_file.h"
#include "core/base/sha256.h"
#include "core/json/read_json.h"
#include "core/store/safetensors.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <functional>
#include <map>
#include <new>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

constexpr const char* kTextKey = "emascope";
constexpr const char* kVersionKey = "emascope.version";
constexpr const char* kTensorHashesKey = "emascope.sha256";
constexpr const char* kHeaderHashKey = "emascope.sha256.header";
constexpr const char* kTensorsField = "tensors";
constexpr std::size_t kDigits = 64;

/// A file, or what is in memory.
struct Input {
  std::string where = {};
  std::uint64_t size = 0;
  std::function<Status(std::uint64_t offset, std::span<std::byte> bytes)> read = {};
};

Input inputOf(std::string_view bytes, const std::string& where) {
  return {where, bytes.size(), [bytes](std::uint64_t offset, std::span<std::byte> into) -> Status {
            if (!into.empty()) std::memcpy(into.data(), bytes.data() + offset, into.size());
            return Ok{};
          }};
}

/// `file` must outlive it.
Input inputOf(const PositionedFile& file) {
  return {file.path(), file.size(), [&file](std::uint64_t offset, std::span<std::byte> into) {
            return file.read(offset, into);
          }};
}

/// What a header says, once it is known to be intact.
struct Head {
  SafetensorsHeader header = {};
  std::map<std::string, std::string, std::less<>> hashes = {};  ///< by tensor
  std::string text = {};
  std::uint64_t data_offset = 0;
};

/// Where the digits of the header's hash begin in the length and header of a file. In a JSON string
/// a quote follows a backslash, so the pattern can only be the key itself.
std::optional<std::size_t> placeOfDigits(std::string_view beginning) {
  const std::string pattern = std::string("\"") + kHeaderHashKey + "\":\"";
  const std::size_t at = beginning.find(pattern);
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t place = at + pattern.size();
  if (beginning.size() - place < kDigits) return std::nullopt;
  return place;
}

/// Of the length and the header, with zeros in place of this hash.
std::string headerHash(std::string beginning, std::size_t place) {
  beginning.replace(place, kDigits, kDigits, '0');
  return sha256(beginning);
}

Error damaged(const std::string& where, const std::string& why) {
  return {where, "is damaged: " + why, ""};
}

/// 0 if it is not a version.
std::int64_t versionIn(const std::string& text) {
  std::int64_t version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  return error == std::errc() && end == text.data() + text.size() ? version : 0;
}

Status checkVersion(const std::string& text, bool intact, const std::string& where) {
  const std::int64_t version = versionIn(text);
  if (version > kSealedFileVersion) {
    return Error{where,
                 "has version " + std::to_string(version) + " of this kind of file" +
                     (intact ? ", from a newer EMAscope" : ", or its header is damaged"),
                 "versions 1 to " + std::to_string(kSealedFileVersion)};
  }
  if (!intact) return damaged(where, "its header does not have the SHA-256 that it should have");
  if (version < 1) return damaged(where, "its version is " + quotedText(text));
  return Ok{};
}

Status readHashes(const std::string& json, const std::string& where, Head& head) {
  const JsonLimits limits{.longest = kLongestSafetensorsHeader, .deepest = 2};
  const std::string source = where + ": " + kTensorHashesKey;
  const Status status = readJson(json, source, limits, [&head](const Fields& fields) {
    head.hashes = fields.textsByKey(kTensorsField);
  });
  if (!status) return status;
  for (const TensorInfo& tensor : head.header.tensors) {
    if (!head.hashes.contains(tensor.name)) {
      return damaged(where, "tensor " + quotedText(tensor.name) + " has no SHA-256");
    }
  }
  if (head.hashes.size() != head.header.tensors.size()) {
    return damaged(where, "it has the SHA-256 of a tensor that it does not have");
  }
  return Ok{};
}

/// `beginning` is the length and the header of a file of `size` bytes.
Result<Head> parseHead(const std::string& beginning, std::uint64_t size, const std::string& where) {
  const std::string_view json = std::string_view(beginning).substr(kSafetensorsLength);
  const bool ours = json.find("\"emascope.") != std::string_view::npos;
  auto header = parseSafetensorsHeader(json, size - beginning.size(), where);
  if (!header) return ours ? damaged(where, header.error().why) : header.error();

  const TextByName& metadata = header->metadata;
  for (const char* key : {kTextKey, kVersionKey, kTensorHashesKey, kHeaderHashKey}) {
    if (metadata.contains(key)) continue;
    if (ours) return damaged(where, std::string("its header has no ") + quotedText(key));
    return Error{where, "is a safetensors file, but no checkpoint of EMAscope",
                 "a checkpoint (.emascope)"};
  }
  const auto place = placeOfDigits(beginning);
  if (!place) return damaged(where, "its header has no complete SHA-256");
  const bool intact = beginning.compare(*place, kDigits, headerHash(beginning, *place)) == 0;
  if (auto status = checkVersion(metadata.at(kVersionKey), intact, where); !status) {
    return status.error();
  }
  Head head{.header = std::move(header).value(), .data_offset = beginning.size()};
  const std::string hashes = std::move(head.header.metadata.at(kTensorHashesKey));
  head.text = std::move(head.header.metadata.at(kTextKey));
  if (auto status = readHashes(hashes, where, head); !status) return status.error();
  return head;
}

Result<Head> readHead(const Input& input) {
  if (input.size > kLargestSealedFile) {
    return Error{input.where, "has " + std::to_string(input.size) + " bytes",
                 "at most " + std::to_string(kLargestSealedFile)};
  }
  const auto readText = [&input](std::string& text) {
    return input.read(0, std::as_writable_bytes(std::span(text)));
  };
  std::string beginning(std::min(kSafetensorsLength, input.size), '\0');
  if (auto status = readText(beginning); !status) return status.error();
  const auto length = safetensorsHeaderLength(beginning, input.size, input.where);
  if (!length) return length.error();
  beginning.resize(kSafetensorsLength + *length);
  if (auto status = readText(beginning); !status) return status.error();
  return parseHead(beginning, input.size, input.where);
}

Status checkHash(const Head& head, const TensorInfo& tensor, const std::string& digest,
                 const std::string& where) {
  if (digest == head.hashes.at(tensor.name)) return Ok{};
  return damaged(where, "tensor " + quotedText(tensor.name) +
                            " does not have the SHA-256 that the header says");
}

/// The bytes of a tensor, all in memory.
Result<std::string> readTensor(const Input& input, const Head& head, const TensorInfo& tensor) {
  std::string bytes;
  const auto no_memory = [&] {
    return Error{input.where,
                 "tensor " + quotedText(tensor.name) + " has " + std::to_string(tensor.bytes()) +
                     " bytes, for which there is not enough memory",
                 ""};
  };
  try {
    bytes.resize(tensor.bytes());
  } catch (const std::bad_alloc&) {
    return no_memory();
  } catch (const std::length_error&) {
    return no_memory();
  }
  if (auto status =
          input.read(head.data_offset + tensor.begin, std::as_writable_bytes(std::span(bytes)));
      !status) {
    return status.error();
  }
  if (auto status = checkHash(head, tensor, sha256(bytes), input.where); !status) {
    return status.error();
  }
  return bytes;
}

/// Checks a tensor's bytes in pieces.
Status verifyTensor(const Input& input, const Head& head, const TensorInfo& tensor) {
  constexpr std::uint64_t kPiece = std::uint64_t{1} << 20U;
  Sha256 hash;
  std::string piece;
  for (std::uint64_t done = 0; done < tensor.bytes(); done += piece.size()) {
    piece.resize(std::min(kPiece, tensor.bytes() - done));
    if (auto status = input.read(head.data_offset + tensor.begin + done,
                                 std::as_writable_bytes(std::span(piece)));
        !status) {
      return status;
    }
    hash.add(piece);
  }
  return checkHash(head, tensor, hash.digest(), input.where);
}

/// The content without the tensors' bytes.
SealedContent contentOf(const Head& head) {
  SealedContent content{.text = head.text};
  for (const TensorInfo& tensor : head.header.tensors) {
    content.tensors.push_back({.name = tensor.name, .type = tensor.type, .shape = tensor.shape});
  }
  return content;
}

Result<SealedContent> readContent(const Input& input) {
  const auto head = readHead(input);
  if (!head) return head.error();
  SealedContent content = contentOf(*head);
  for (std::size_t i = 0; i < content.tensors.size(); ++i) {
    auto bytes = readTensor(input, *head, head->header.tensors[i]);
    if (!bytes) return bytes.error();
    content.tensors[i].bytes = std::move(bytes).value();
  }
  return content;
}

Result<PositionedFile> openSealed(const std::string& path) {
  return PositionedFile::open(path, "a checkpoint (.emascope)");
}

/// Empty if it is beyond 2^64.
std::optional<std::uint64_t> bytesOfShape(const SealedTensor& tensor) {
  if (std::ranges::find(tensor.shape, 0U) != tensor.shape.end()) return 0;
  std::uint64_t bytes = bytesOf(tensor.type);
  for (const std::uint64_t length : tensor.shape) {
    if (__builtin_mul_overflow(bytes, length, &bytes)) return std::nullopt;
  }
  return bytes;
}

}  // namespace

Result<std::string> sealedBytes(SealedContent content) {
  const std::string where = "checkpoint";
  std::vector<TensorInfo> tensors;
  nlohmann::json hashes = nlohmann::json::object();
  std::size_t data_bytes = 0;
  for (const SealedTensor& tensor : content.tensors) {
    tensors.push_back({.name = tensor.name, .type = tensor.type, .shape = tensor.shape});
    if (bytesOfShape(tensor) != tensor.bytes.size()) {
      return Error{where,
                   "tensor " + quotedText(tensor.name) + " has " +
                       std::to_string(tensor.bytes.size()) + " bytes, which " +
                       typeAndShape(tensors.back()) + " does not have",
                   ""};
    }
    hashes[tensor.name] = sha256(tensor.bytes);
    data_bytes += tensor.bytes.size();
  }
  // Names that are not UTF-8 are refused below.
  const std::string table = nlohmann::json{{kTensorsField, std::move(hashes)}}.dump(
      -1, ' ', false, nlohmann::json::error_handler_t::replace);
  auto beginning = safetensorsBeginning(tensors,
                                        {{kTextKey, content.text},
                                         {kVersionKey, std::to_string(kSealedFileVersion)},
                                         {kTensorHashesKey, table},
                                         {kHeaderHashKey, std::string(kDigits, '0')}},
                                        where);
  if (!beginning) return beginning.error();
  std::string bytes = std::move(beginning).value();
  const auto place = placeOfDigits(bytes);
  if (!place) return Error{where, "cannot be written: its header has no place for a SHA-256", ""};
  bytes.replace(*place, kDigits, headerHash(bytes, *place));
  bytes.reserve(bytes.size() + data_bytes);
  for (SealedTensor& tensor : content.tensors) bytes += std::exchange(tensor.bytes, {});
  return bytes;
}

Result<SealedContent> readSealed(std::string_view bytes, const std::string& where) {
  return readContent(inputOf(bytes, where));
}

Result<SealedContent> readSealedFile(const std::string& path) {
  const auto file = openSealed(path);
  if (!file) return file.error();
  return readContent(inputOf(*file));
}

Result<SealedContent> readSealedHeader(const std::string& path) {
  const auto file = openSealed(path);
  if (!file) return file.error();
  const auto head = readHead(inputOf(*file));
  if (!head) return head.error();
  return contentOf(*head);
}

Result<SealedContent> verifySealedFile(const std::string& path) {
  const auto file = openSealed(path);
  if (!file) return file.error();
  const Input input = inputOf(*file);
  const auto head = readHead(input);
  if (!head) return head.error();
  for (const TensorInfo& tensor : head->header.tensors) {
    if (auto status = verifyTensor(input, *head, tensor); !status) return status.error();
  }
  return contentOf(*head);
}

Status writeSealedFile(const std::string& path, std::string_view bytes) {
  if (const auto head = readHead(inputOf(bytes, path)); !head) return head.error();
  return replaceFileVerified(path, bytes);
}

}  // namespace emascope
