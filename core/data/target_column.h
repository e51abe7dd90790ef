// SPDX-License-Identifier: Apache-2.0
//
// What is to be learned, one entry a sample, as texts or numbers: collected as it is read and then
// made into labels or values. Texts are classes; so are whole numbers of which few differ, unless
// the task is said. Refuses what the task cannot be: texts for regression, labels out of range.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

inline constexpr std::size_t kMostClasses = 10'000;

class TargetColumn {
 public:
  void addText(std::string_view text, bool decimal_comma = false);
  void addNumber(double value) { numbers_.push_back(value); }
  [[nodiscard]] std::size_t count() const { return numbers_.size(); }

  /// `where` names the file, `place(i)` entry i in it.
  [[nodiscard]] Result<Targets> finish(
      const std::string& name, const DataOptions& options, const std::string& where,
      const std::function<std::string(std::uint64_t)>& place) const;

 private:
  struct Origin {
    const std::string& where;
    const std::function<std::string(std::uint64_t)>& place;
  };
  [[nodiscard]] bool looksLikeClasses() const;
  [[nodiscard]] Status readValues(Targets& targets, const DatasetHead* alike,
                                  const Origin& origin) const;
  [[nodiscard]] Status readGivenClasses(Targets& targets, std::int64_t classes,
                                        const Origin& origin) const;
  [[nodiscard]] Status readNumberedClasses(Targets& targets, const Origin& origin) const;
  [[nodiscard]] Status readTextClasses(Targets& targets, const Origin& origin) const;

  std::vector<double> numbers_ = {};        ///< NaN where the text is no number
  std::vector<std::int32_t> text_of_ = {};  ///< of each text, its index in the order of appearance
  std::map<std::string, std::int32_t, std::less<>> texts_ = {};
  bool numeric_ = true;
  bool too_many_texts_ = false;
};

}  // namespace emascope
