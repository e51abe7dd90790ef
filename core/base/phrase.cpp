// SPDX-License-Identifier: Apache-2.0
#include "core/base/phrase.h"

namespace emascope {

std::string filled(std::string_view text, const std::vector<std::string>& values) {
  std::string whole;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool place =
        text[at] == '%' && at + 1 < text.size() && text[at + 1] >= '1' && text[at + 1] <= '9';
    const auto number = place ? static_cast<std::size_t>(text[at + 1] - '1') : values.size();
    if (number >= values.size()) {
      whole += text[at];
      continue;
    }
    whole += values[number];
    ++at;
  }
  return whole;
}

std::string english(const Phrase& phrase) {
  if (phrase.verbatim) return phrase.text;
  std::vector<std::string> values;
  for (const Phrase& value : phrase.values) values.push_back(english(value));
  return filled(phrase.text, values);
}

}  // namespace emascope
