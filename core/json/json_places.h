// SPDX-License-Identifier: Apache-2.0
//
// Finds the place of a value in the text of a JSON document: for errors that name the line, and for
// the order of keys, which a parsed object does not keep. Paths are those of Fields:
// "steps[2].stop". A text that is not JSON is read as far as it resembles one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// The line, from 1, of the byte at `offset`.
[[nodiscard]] std::size_t lineAt(std::string_view json, std::size_t offset);

/// The line of the value at `path`; if it is missing, that of the closest object or array around
/// its place. Of several values with one path the last.
[[nodiscard]] std::size_t lineOf(std::string_view json, std::string_view path);

/// `keys` in the order in which the object at `path` has them.
[[nodiscard]] std::vector<std::string> inDocumentOrder(std::string_view json, std::string_view path,
                                                       std::vector<std::string> keys);

}  // namespace emascope
