// SPDX-License-Identifier: Apache-2.0
//
// A column of a table as numbers of a sample: itself, or what stands for its texts. The texts are
// those of the file that is trained on; any other text has a code of its own, by which it is none
// of them.
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
    kNumber,   ///< one number, the column's own
    kTwo,      ///< two texts: 0 and 1; an unknown one is 0.5
    kOneHot,   ///< a number for each text: 1 for the row's, 0 for the others; all 0 if unknown
    kOrdinal,  ///< one number, the text's place in alphabetical order from 0; -1 if unknown
    kLeftOut   ///< none
  };
  std::string name = {};
  Coding coding = Coding::kNumber;
  std::vector<std::string> texts = {};  ///< in order of their bytes; "" stands for a missing one

  static constexpr std::int32_t kUnknown = -1;

  [[nodiscard]] bool isOfTexts() const {
    return coding == Coding::kTwo || coding == Coding::kOneHot || coding == Coding::kOrdinal;
  }
  [[nodiscard]] std::size_t width() const;  ///< numbers of a sample
  /// One for each of them: "age", "sex=male", "town=Bergen".
  [[nodiscard]] std::vector<std::string> featureNames() const;
  /// The place of `text` in texts, or kUnknown.
  [[nodiscard]] std::int32_t codeOf(std::string_view text) const;
  /// @pre isOfTexts(), numbers.size() == width()
  void write(std::int32_t code, std::span<float> numbers) const;

  friend bool operator==(const TableColumn&, const TableColumn&) = default;
};

/// `text`, or "(missing)".
[[nodiscard]] std::string shownText(const std::string& text);

}  // namespace emascope
