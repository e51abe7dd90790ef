// SPDX-License-Identifier: Apache-2.0
#include "core/data/text_input.h"

#include "core/data/gzip_file.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

constexpr std::string_view kGzipMark = "\x1F\x8B";

Result<InputStream::Reader> bytesOf(const std::string& path) {
  auto file = InputStream::openFile(path);
  if (!file) return file.error();
  if (const Status status = file.value().fill(kGzipMark.size()); !status) return status.error();
  if (!file->ahead().starts_with(kGzipMark)) return readerOf(std::move(file).value());
  auto gzip = GzipFile::open(path);
  if (!gzip) return gzip.error();
  return InputStream::Reader([unpacked = std::make_shared<GzipFile>(std::move(gzip).value())](
                                 std::span<std::byte> bytes) { return unpacked->read(bytes); });
}

/// Of a gzip file what it holds; empty if that cannot be unpacked.
std::string unpackedBegin(const PathHead& head) {
  if (!head.begin.starts_with(kGzipMark)) return head.begin;
  std::string begin(kPathHeadBytes, '\0');
  auto file = GzipFile::open(head.path);
  const auto got =
      file ? file.value().read(std::as_writable_bytes(std::span(begin))) : Result<std::size_t>(0);
  begin.resize(got ? *got : 0);
  return begin;
}

bool isCalledText(std::string name) {
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  return name.ends_with(".csv") || name.ends_with(".tsv") || name.ends_with(".txt");
}

/// From 1; "\r\n" ends one line.
std::size_t lineAt(std::string_view text, std::size_t at) {
  std::size_t line = 1;
  for (std::size_t i = 0; i < at; ++i) {
    const bool ends = text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
    line += ends ? 1U : 0U;
  }
  return line;
}

}  // namespace

Result<TextInput> openText(const std::string& path) {
  auto source = bytesOf(path);
  if (!source) return source.error();
  return decodedText(path, std::move(source).value());
}

bool looksLikeText(const PathHead& head) {
  if (head.folder) return false;
  const std::string begin = unpackedBegin(head);
  if (begin.empty()) return false;
  return startsAsUtf16(begin) || begin.find('\0') == std::string::npos;
}

std::optional<Error> nulByteIn(const PathHead& head) {
  if (head.folder) return std::nullopt;
  const std::string begin = unpackedBegin(head);
  const std::size_t at = begin.find('\0');
  constexpr std::string_view kIdxMark("\0\0", 2);
  if (at == std::string::npos || begin.starts_with(kIdxMark)) return std::nullopt;
  const auto strange = std::ranges::count_if(
      begin, [](unsigned char c) { return c < ' ' && c != '\t' && c != '\n' && c != '\r'; });
  constexpr std::ptrdiff_t kSeldom = 10;
  const bool mostly_text = kSeldom * strange <= static_cast<std::ptrdiff_t>(begin.size());
  if (!mostly_text && !isCalledText(head.path)) return std::nullopt;
  return Error{head.path,
               "line " + std::to_string(lineAt(begin, at)) +
                   " holds a NUL byte: the file is binary or damaged",
               "text in UTF-8, Windows-1252, or UTF-16 with a byte-order mark"};
}

}  // namespace emascope
