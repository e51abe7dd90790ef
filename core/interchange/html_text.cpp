// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/html_text.h"

#include "core/base/numbers.h"
#include "core/base/utf8.h"

#include <cmath>

namespace emascope {

std::string htmlText(std::string_view text) {
  std::string escaped;
  for (const char sign : asUtf8(text)) {
    switch (sign) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += static_cast<unsigned char>(sign) < ' ' || sign == '\x7F' ? ' ' : sign;
    }
  }
  return escaped;
}

std::string svgNumber(double value) {
  constexpr double kTenths = 10.0;
  constexpr int kDigits = 6;
  const double rounded = std::round(value * kTenths) / kTenths;
  return formatShort(rounded == 0.0 ? 0.0 : rounded, kDigits);  // no "-0"
}

}  // namespace emascope
