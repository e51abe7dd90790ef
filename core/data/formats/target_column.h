// SPDX-License-Identifier: Apache-2.0
//
// Collects the targets of a file, one per sample, as texts or numbers, and converts them to labels
// or values. Texts are classes; so are integers with few distinct values, unless the task is given.
// Refuses targets that do not fit the task: texts for regression, labels out of range.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/series/csv_rows.h"

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
  void addText(std::string_view text, const CsvLayout& layout = {});
  void addNumber(double value) { numbers_.push_back(value); }
  [[nodiscard]] std::size_t count() const { return numbers_.size(); }

  /// `where` names the file, `place(i)` the entry i in it, for errors.
  [[nodiscard]] Result<Targets> finish(
      const std::string& name, const DataOptions& options, const std::string& where,
      const std::function<std::string(std::uint64_t)>& place) const;

 private:
  struct Origin {
    const std::string& where;
    const std::function<std::string(std::uint64_t)>& place;
  };
  [[nodiscard]] bool looksLikeClasses() const;
  /// Refuses texts that are dates or printed numbers, most of them: classes would not keep what
  /// they mean.
  [[nodiscard]] Status checkNames(const std::string& name, const Origin& origin) const;
  [[nodiscard]] Status readValues(Targets& targets, const DatasetHead* alike,
                                  const Origin& origin) const;
  [[nodiscard]] Status readGivenClasses(Targets& targets, std::int64_t classes,
                                        const Origin& origin) const;
  [[nodiscard]] Status readNumberedClasses(Targets& targets, const Origin& origin) const;
  [[nodiscard]] Status readTextClasses(Targets& targets, const Origin& origin) const;

  std::vector<double> numbers_ = {};        ///< NaN if the text is not a number
  std::vector<std::int32_t> text_of_ = {};  ///< index of each text, in order of appearance
  std::map<std::string, std::int32_t, std::less<>> texts_ = {};
  CsvLayout layout_ = {};  ///< of the texts
  bool numeric_ = true;
  bool too_many_texts_ = false;
};

}  // namespace emascope
