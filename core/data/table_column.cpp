// SPDX-License-Identifier: Apache-2.0
#include "core/data/table_column.h"

#include "core/base/utf8.h"

#include <algorithm>

namespace emascope {

std::string shownText(const std::string& text) { return text.empty() ? "(missing)" : asUtf8(text); }

std::size_t TableColumn::width() const {
  if (coding == Coding::kOneHot) return texts.size();
  return coding == Coding::kLeftOut ? 0 : 1;
}

std::vector<std::string> TableColumn::featureNames() const {
  if (coding == Coding::kLeftOut) return {};
  if (coding == Coding::kTwo) return {name + "=" + shownText(texts[1])};
  if (coding != Coding::kOneHot) return {name};
  std::vector<std::string> names;
  for (const std::string& text : texts) names.push_back(name + "=" + shownText(text));
  return names;
}

std::int32_t TableColumn::codeOf(std::string_view text) const {
  const auto found = std::ranges::lower_bound(texts, text);
  if (found == texts.end() || *found != text) return kUnknown;
  return static_cast<std::int32_t>(found - texts.begin());
}

void TableColumn::write(std::int32_t code, std::span<float> numbers) const {
  constexpr float kBetweenTwo = 0.5F;
  if (coding == Coding::kOneHot) {
    std::ranges::fill(numbers, 0.0F);
    if (code != kUnknown) numbers[static_cast<std::size_t>(code)] = 1.0F;
  } else if (coding == Coding::kTwo && code == kUnknown) {
    numbers[0] = kBetweenTwo;
  } else {
    numbers[0] = static_cast<float>(code);
  }
}

}  // namespace emascope
