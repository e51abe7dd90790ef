// SPDX-License-Identifier: Apache-2.0
//
// Reads a text file as UTF-8, whatever its encoding: gzip-compressed or not, UTF-8, UTF-16 with a
// byte-order mark, or Windows-1252 (a superset of Latin-1). UTF-16 is detected by its mark,
// Windows-1252 by the first bytes that are not UTF-8. Reads in pieces, never the entire file.
#pragma once

#include "core/base/result.h"
#include "core/data/source.h"
#include "core/series/input_stream.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

struct TextInput {
  InputStream stream;
  /// Sentences about the encoding, if it is not plain UTF-8; complete once the text has been read.
  std::shared_ptr<const std::vector<std::string>> notes = {};
};

/// Bytes that are invalid in a converted encoding become U+FFFD.
[[nodiscard]] Result<TextInput> openText(const std::string& path);

/// Whether a file is such text, from its first bytes (of a gzip file, the decompressed ones).
[[nodiscard]] bool looksLikeText(const PathHead& head);

/// Why a file that is text for the rest, or is called so, is not read as such: it holds a NUL byte
/// in its beginning. Nothing for other files.
[[nodiscard]] std::optional<Error> nulByteIn(const PathHead& head);

}  // namespace emascope
