// SPDX-License-Identifier: Apache-2.0
//
// Text of any usual encoding as UTF-8: UTF-8, UTF-16 with a byte-order mark, or Windows-1252 (a
// superset of Latin-1). UTF-16 is detected by its mark, Windows-1252 by the first bytes that are
// not UTF-8. Decodes in pieces, as the bytes arrive.
#pragma once

#include "core/series/input_stream.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct TextInput {
  InputStream stream;
  /// Sentences about the encoding, if it is not plain UTF-8; complete once the text has been read.
  std::shared_ptr<const std::vector<std::string>> notes = {};
};

/// Whether the first bytes of a text are a byte-order mark of UTF-16.
[[nodiscard]] bool startsAsUtf16(std::string_view begin);

/// The text in the bytes that `source` returns. Bytes that are invalid in a converted encoding
/// become U+FFFD. `name`: of the stream, for errors.
[[nodiscard]] TextInput decodedText(std::string name, InputStream::Reader source);

/// The remaining bytes of `stream`, waiting for them like it.
[[nodiscard]] InputStream::Reader readerOf(InputStream stream);

}  // namespace emascope
