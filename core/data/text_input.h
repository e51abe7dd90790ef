// SPDX-License-Identifier: Apache-2.0
//
// A file of text as UTF-8, whatever it is stored as: compressed by gzip or not, in UTF-8, in UTF-16
// with a byte-order mark, or in Windows-1252, of which Latin-1 is a part. UTF-16 is told by its
// mark, Windows-1252 by the first bytes that are not UTF-8. Read piece by piece and never whole.
#pragma once

#include "core/base/result.h"
#include "core/data/source.h"
#include "core/series/input_stream.h"

#include <memory>
#include <string>
#include <vector>

namespace emascope {

struct TextInput {
  InputStream stream;
  /// Sentences on how the text was stored, if not as plain UTF-8; all there when it has been read.
  std::shared_ptr<const std::vector<std::string>> notes = {};
};

/// Bytes that are no character of their encoding become U+FFFD where the text is converted.
[[nodiscard]] Result<TextInput> openText(const std::string& path);

/// Whether a file is text as above, by its first bytes; of a gzip file, by those that it holds.
[[nodiscard]] bool looksLikeText(const PathHead& head);

}  // namespace emascope
