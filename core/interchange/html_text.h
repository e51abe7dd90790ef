// SPDX-License-Identifier: Apache-2.0
//
// Texts in HTML and SVG.
#pragma once

#include <string>
#include <string_view>

namespace emascope {

/// `text` for any place in a document, also in a quoted attribute: & < > " ' as references, bytes
/// that are not UTF-8 as U+FFFD, control characters as blanks.
[[nodiscard]] std::string htmlText(std::string_view text);

/// A coordinate in an SVG, to a tenth of a pixel.
[[nodiscard]] std::string svgNumber(double value);

}  // namespace emascope
