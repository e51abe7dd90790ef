// SPDX-License-Identifier: Apache-2.0
#include "core/series/series_reader.h"

#include "core/base/numbers.h"
#include "core/base/quoted.h"
#include "core/base/utf8.h"
#include "core/series/csv_reader.h"
#include "core/series/decoded_text.h"
#include "core/series/input_stream.h"
#include "core/series/npy_header.h"
#include "core/series/npy_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace emascope {
namespace {

std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kMostListed = 20;
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kMostListed); ++i) {
    text += (i == 0 ? "" : ", ") + asUtf8(names[i]);
  }
  if (names.size() > kMostListed) text += ", …";
  return text + ", or a number from 1 to " + std::to_string(names.size());
}

std::optional<std::size_t> numberOf(const std::string& text, std::size_t most) {
  std::size_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (number < 1 || number > most) return std::nullopt;
  return number - 1;
}

Result<std::size_t> chooseColumn(const std::vector<std::string>& names, const std::string& wanted,
                                 const std::string& where) {
  const auto first = std::find(names.begin(), names.end(), wanted);
  if (first != names.end()) {
    if (std::find(first + 1, names.end(), wanted) == names.end()) {
      return static_cast<std::size_t>(first - names.begin());
    }
    return Error{where, "column " + inQuotes(wanted) + " appears twice", "the column's number"};
  }
  if (const auto number = numberOf(wanted, names.size())) return *number;
  return Error{where, "has no column " + inQuotes(wanted), listed(names)};
}

}  // namespace

Result<std::vector<std::size_t>> chooseColumns(const std::vector<std::string>& names,
                                               const std::vector<std::string>& wanted,
                                               const std::string& where) {
  std::vector<std::size_t> chosen(wanted.empty() ? names.size() : 0);
  std::iota(chosen.begin(), chosen.end(), 0);
  for (const std::string& one : wanted) {
    const auto index = chooseColumn(names, one, where);
    if (!index) return index.error();
    chosen.push_back(*index);
  }
  std::set<std::string_view> taken;
  for (const std::size_t index : chosen) {
    if (!taken.insert(names[index]).second) {
      return Error{where, "column " + inQuotes(names[index]) + " appears twice",
                   "unique names; --column selects columns"};
    }
  }
  return chosen;
}

Status SeriesReader::choose(const std::vector<std::string>& names, const SeriesOptions& options) {
  if (!options.x.empty()) {
    const auto found = chooseColumns(names, {options.x}, name());
    if (!found) return found.error();
    x_index_ = found->front();
    x_name_ = names[*x_index_];
  }
  auto chosen = chooseColumns(names, options.columns, name());
  if (!chosen) return chosen.error();
  chosen_ = std::move(chosen).value();
  if (options.columns.empty() && x_index_) std::erase(chosen_, *x_index_);
  for (const std::size_t index : chosen_) columns_.push_back(names[index]);
  if (!columns_.empty()) return Ok{};
  return Error{name(), "has no column besides " + inQuotes(x_name_), "a column to average"};
}

Status checkFinite(std::span<const double> row, const std::vector<std::string>& names,
                   const std::string& where, const std::string& place) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (std::isfinite(row[i])) continue;
    return Error{where,
                 place + ", column " + inQuotes(names[i]) + ": " + formatNumber(row[i]) +
                     " is not a finite number",
                 "finite numbers; --skip-non-finite skips such values"};
  }
  return Ok{};
}

/// Refuses options of tables, which an array has no use for.
static Status checkArrayOptions(const std::string& where, const SeriesOptions& options) {
  const char* const given = options.header != SeriesOptions::Header::kAuto ? "header"
                            : options.layout.delimiter                     ? "delimiter"
                            : options.layout.decimal_comma                 ? "decimal"
                                                                           : nullptr;
  if (given == nullptr) return Ok{};
  return Error{given, "is for tables, and " + where + " is an array", "a table"};
}

Result<std::unique_ptr<SeriesReader>> openSeries(const std::string& path,
                                                 const SeriesOptions& options) {
  auto stream = InputStream::open(path);
  if (!stream) return stream.error();
  stream.value().stopAt(options.stop);
  if (auto status = stream.value().fill(1); !status) return status.error();
  if (stream->ahead().starts_with(kNpyMagic.front())) {
    if (auto status = stream.value().fill(kNpyMagic.size()); !status) return status.error();
  }
  if (stream->ahead().starts_with('\xFF') || stream->ahead().starts_with('\xFE')) {
    if (auto status = stream.value().fill(2); !status) return status.error();
  }
  if (stream->ahead().empty()) return Error{stream->name(), "is empty", "a table or an array"};
  if (stream->ahead().starts_with(kNpyMagic)) {
    if (auto status = checkArrayOptions(stream->name(), options); !status) return status.error();
    return openNpy(std::move(stream).value(), options);
  }
  CsvOrigin origin{.file = stream->size().has_value()};
  if (!startsAsUtf16(stream->ahead())) {
    return openCsv(std::move(stream).value(), options, std::move(origin));
  }
  std::string name = stream->name();
  TextInput text = decodedText(std::move(name), readerOf(std::move(stream).value()));
  origin.notes = text.notes;
  return openCsv(std::move(text.stream), options, std::move(origin));
}

}  // namespace emascope
