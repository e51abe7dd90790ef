// SPDX-License-Identifier: Apache-2.0
//
// A table column as numbers of a sample: the number itself, or the encoding of its text. The known
// texts are those of the training file; any other text has a separate code for "unknown".
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct TableColumn {
  enum class Coding {
    kNumber,   ///< the column's number
    kTwo,      ///< two texts: 0 and 1; unknown: 0.5
    kOneHot,   ///< one number per text: 1 for the row's text, else 0; unknown: all 0
    kOrdinal,  ///< the text's index in alphabetical order, from 0; unknown: -1
    kLeftOut   ///< no number
  };
  std::string name = {};
  Coding coding = Coding::kNumber;
  std::vector<std::string> texts = {};  ///< in byte order; "" means missing

  static constexpr std::int32_t kUnknown = -1;

  [[nodiscard]] bool isOfTexts() const {
    return coding == Coding::kTwo || coding == Coding::kOneHot || coding == Coding::kOrdinal;
  }
  [[nodiscard]] std::size_t width() const;  ///< numbers per sample
  /// One name per number: "age", "sex=male", "town=Bergen".
  [[nodiscard]] std::vector<std::string> featureNames() const;
  /// The index of `text` in texts, or kUnknown.
  [[nodiscard]] std::int32_t codeOf(std::string_view text) const;
  /// @pre isOfTexts(), numbers.size() == width()
  void write(std::int32_t code, std::span<float> numbers) const;

  friend bool operator==(const TableColumn&, const TableColumn&) = default;
};

/// `text`, or "(missing)".
[[nodiscard]] std::string shownText(const std::string& text);

}  // namespace emascope
