// SPDX-License-Identifier: Apache-2.0
//
// Reads a text file as UTF-8, whatever its encoding (decoded_text.h), gzip-compressed or not. Reads
// in pieces, never the entire file.
#pragma once

#include "core/base/result.h"
#include "core/data/source.h"
#include "core/series/decoded_text.h"

#include <optional>
#include <string>

namespace emascope {

[[nodiscard]] Result<TextInput> openText(const std::string& path);

/// Whether a file is such text, from its first bytes (of a gzip file, the decompressed ones).
[[nodiscard]] bool looksLikeText(const PathHead& head);

/// Why a file that is text for the rest, or is called so, is not read as such: it holds a NUL byte
/// in its beginning. Nothing for other files.
[[nodiscard]] std::optional<Error> nulByteIn(const PathHead& head);

}  // namespace emascope
