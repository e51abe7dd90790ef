// SPDX-License-Identifier: Apache-2.0
#include "core/series/csv_guess.h"

#include "core/base/missing_words.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <span>
#include <utility>

namespace emascope {
namespace {

constexpr std::string_view kDelimiters = ",;\t| ";  ///< in order of preference if equally good
constexpr std::string_view kStrong = ",;\t|";       ///< rare inside text

/// A block split at one delimiter.
struct Trial {
  CsvLayout layout = {};
  std::vector<CsvFields> rows = {};
  std::size_t columns = 0;  ///< in most rows
  double worth = 0.0;  ///< fraction of rows with that many, minus the fraction of doubtful fields
};

InputStream streamOf(std::string_view text) {
  return InputStream::through("", [text](std::span<std::byte> bytes) mutable {
    const std::size_t count = std::min(bytes.size(), text.size());
    if (count > 0) std::memcpy(bytes.data(), text.data(), count);
    text.remove_prefix(count);
    return Result<std::size_t>(count);
  });
}

bool isDecimalComma(std::string_view field) {
  double value = 0.0;
  return field.find(',') != std::string_view::npos &&
         readCsvNumber(field, value, true) == CsvNumber::kNumber;
}

/// Several numbers separated by blanks.
bool areNumbers(std::string_view field) {
  std::size_t numbers = 0;
  double value = 0.0;
  while (!field.empty()) {
    const std::size_t end = std::min(field.find_first_of(" \t"), field.size());
    const std::string_view piece = field.substr(0, end);
    field.remove_prefix(std::min(end + 1, field.size()));
    if (isMissingWord(piece)) continue;
    if (readCsvNumber(piece, value) != CsvNumber::kNumber) return false;
    ++numbers;
  }
  return numbers > 1;
}

/// The field contains another delimiter that is not a decimal comma.
bool isDoubtful(std::string_view field, char delimiter) {
  const auto left = std::ranges::any_of(field, [delimiter](char c) {
    return c != delimiter && kStrong.find(c) != std::string_view::npos;
  });
  if (left) return delimiter == ',' || !isDecimalComma(field);
  return delimiter != ' ' && field.find(' ') != std::string_view::npos && areNumbers(field);
}

void weigh(Trial& trial, bool broke) {
  std::map<std::size_t, std::size_t> rows_of;
  std::size_t fields = 0;
  std::size_t doubtful = 0;
  for (const CsvFields& row : trial.rows) {
    ++rows_of[row.count()];
    fields += row.count();
    for (std::size_t i = 0; i < row.count(); ++i) {
      doubtful += isDoubtful(row[i], trial.layout.delimiter) ? 1U : 0U;
    }
  }
  std::size_t most = 0;
  for (const auto& [columns, count] : rows_of) {
    if (count < most) continue;
    most = count;
    trial.columns = columns;
  }
  if (fields == 0) return;
  constexpr double kBroken = 0.5;
  trial.worth = static_cast<double>(most) / static_cast<double>(trial.rows.size()) -
                static_cast<double>(doubtful) / static_cast<double>(fields) -
                (broke ? kBroken : 0.0);
}

Trial tryLayout(std::string_view block, bool whole, CsvLayout layout) {
  Trial trial{layout, {}, 0, 0.0};
  auto rows = CsvRows::open(streamOf(block), layout);
  bool broke = !rows;
  while (rows && trial.rows.size() < kMostGuessedRows) {
    const auto there = rows.value().next();
    if (!there) broke = whole;  // otherwise the end of the block may cut the row
    if (!there || !*there) break;
    trial.rows.push_back(rows->fields());
  }
  weigh(trial, broke);
  return trial;
}

bool mayBe(const Trial& trial) {
  constexpr double kLeastByBlanks = 0.9;  // text contains blanks, too
  return trial.columns > 1 && (trial.layout.delimiter != ' ' || trial.worth >= kLeastByBlanks);
}

std::vector<std::string_view> linesOf(std::string_view block) {
  constexpr std::size_t kMost = 2 * kMostGuessedRows;
  std::vector<std::string_view> lines;
  while (!block.empty() && lines.size() < kMost) {
    const std::size_t end = std::min(block.find_first_of("\r\n"), block.size());
    if (end > 0) lines.push_back(block.substr(0, end));
    block.remove_prefix(std::min(end + 1, block.size()));
  }
  return lines;
}

/// The first line's comment sign, or '\0'.
char commentSign(const std::vector<std::string_view>& lines) {
  if (lines.empty() || (lines.front().front() != '#' && lines.front().front() != '%')) return '\0';
  return lines.front().front();
}

/// Lines that start with the comment sign and have the table's columns are rows; if only the first
/// line is like that, it has the column names.
void keepMarkedRows(std::string_view block, bool whole, Trial& trial, CsvGuess& guess) {
  const char sign = trial.layout.comment;
  if (sign == '\0' || trial.columns < 2) return;
  std::size_t marked = 0;
  for (const std::string_view line : linesOf(block)) {
    if (!line.starts_with(sign)) continue;
    const auto text = line.substr(std::min(line.find_first_not_of(" \t", 1), line.size()));
    CsvLayout plain = trial.layout;
    plain.comment = '\0';
    const Trial alone = tryLayout(text, true, plain);
    if (alone.rows.size() != 1 || alone.columns != trial.columns) return;
    ++marked;
  }
  guess.marked_names = marked == 1;
  CsvLayout plain = trial.layout;
  plain.comment = '\0';
  trial = tryLayout(block, whole, plain);
}

/// "12.500" with `sign` a point: it may stand between thousands.
bool mayBeThousands(std::string_view number, char sign) {
  const auto at = number.find(sign);
  const auto digits = number.find_first_of("0123456789");
  if (at == std::string_view::npos || digits >= at || number[digits] == '0') return false;
  return number.size() == at + 4 && at - digits <= 3 &&
         number.find_first_not_of("0123456789", at + 1) == std::string_view::npos;
}

/// Columns in which every number with a fraction may be thousands, and no other has more than
/// three digits.
std::vector<CsvGuess::Fractions> doubtfulFractions(const Trial& trial) {
  std::vector<CsvGuess::Fractions> doubtful;
  const char sign = trial.layout.decimal_comma ? ',' : '.';
  double value = 0.0;
  for (std::size_t column = 0; column < trial.columns; ++column) {
    std::string example;
    const bool all = std::ranges::all_of(trial.rows, [&](const CsvFields& row) {
      if (column >= row.count()) return true;
      const std::string_view field = row[column];
      if (readCsvNumber(field, value, trial.layout) != CsvNumber::kNumber) return true;
      constexpr std::size_t kGroup = 3;
      if (field.find(sign) == std::string_view::npos) {
        return field.size() <= kGroup + (field.starts_with('-') || field.starts_with('+') ? 1 : 0);
      }
      if (example.empty()) example = field;
      return mayBeThousands(field, sign);
    });
    if (all && !example.empty()) doubtful.push_back({column, std::move(example)});
  }
  return doubtful;
}

struct DecimalSigns {
  std::string comma = {};  ///< the first number with one
  std::string point = {};
  bool only_thousands =
      true;  ///< each comma is followed by three digits, like a thousands separator
};

DecimalSigns decimalSigns(const Trial& trial) {
  DecimalSigns signs;
  double value = 0.0;
  for (const CsvFields& row : trial.rows) {
    for (std::size_t i = 0; i < row.count(); ++i) {
      const std::string_view field = row[i];
      if (isDecimalComma(field)) {
        if (signs.comma.empty()) signs.comma = field;
        signs.only_thousands = signs.only_thousands && mayBeThousands(field, ',');
      } else if (signs.point.empty() && field.find('.') != std::string_view::npos &&
                 readCsvNumber(field, value) == CsvNumber::kNumber) {
        signs.point = field;
      }
    }
  }
  return signs;
}

constexpr const char* kDecimalOptions = "--decimal comma, or --decimal point";

Error thousandsOrFraction(const std::string& number, const std::string& name) {
  return {name,
          "has numbers such as " + number +
              ", whose comma may be the decimal sign or stand between thousands",
          kDecimalOptions};
}

Result<bool> decimalComma(const DecimalSigns& signs, char delimiter, const std::string& name) {
  if (delimiter == ',' || signs.comma.empty()) return false;
  if (!signs.point.empty()) {
    return Error{
        name,
        "has numbers with a decimal point, " + signs.point + ", and with a comma, " + signs.comma,
        kDecimalOptions};
  }
  if (signs.only_thousands && delimiter != ';') return thousandsOrFraction(signs.comma, name);
  return true;
}

Trial bestTrial(std::string_view block, bool whole, const CsvWishes& wishes, char comment) {
  if (wishes.delimiter) return tryLayout(block, whole, {*wishes.delimiter, false, comment});
  std::optional<Trial> best;
  for (const char delimiter : kDelimiters) {
    Trial trial = tryLayout(block, whole, {delimiter, false, comment});
    if (mayBe(trial) && (!best || trial.worth > best->worth)) best = std::move(trial);
  }
  return best ? *std::move(best) : tryLayout(block, whole, {',', false, comment});
}

/// Numbers alone, whatever is between them.
bool hasOnlyNumbers(std::string_view line) {
  double value = 0.0;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of(kDelimiters), line.size());
    const std::string_view piece = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    if (!isMissingWord(piece) && readCsvNumber(piece, value) == CsvNumber::kText) return false;
  }
  return true;
}

bool isComment(std::string_view line) { return line.starts_with('#') || line.starts_with('%'); }

}  // namespace

Result<CsvGuess> guessCsvLayout(std::string_view block, bool whole, const CsvWishes& wishes,
                                const std::string& name) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (block.starts_with(kByteOrderMark)) block.remove_prefix(kByteOrderMark.size());
  const char sign = commentSign(linesOf(block));
  Trial best = bestTrial(block, whole, wishes, sign);
  if (best.rows.empty()) best = bestTrial(block, whole, wishes, '\0');
  CsvGuess guess;
  keepMarkedRows(block, whole, best, guess);
  if (wishes.decimal_comma) {
    best.layout.decimal_comma = *wishes.decimal_comma;
    best.layout.thousands = best.layout.decimal_comma ? '.' : ',';
    guess.decimal_seen = true;
  } else {
    const DecimalSigns signs = decimalSigns(best);
    const auto comma = decimalComma(signs, best.layout.delimiter, name);
    if (!comma) return comma.error();
    best.layout.decimal_comma = *comma;
    guess.decimal_seen =
        best.layout.delimiter == ',' || !signs.comma.empty() || !signs.point.empty();
    if (best.layout.delimiter != ',') guess.fractions = doubtfulFractions(best);
  }
  guess.layout = best.layout;
  guess.rows = std::move(best.rows);
  return guess;
}

Result<CsvGuess> guessCsvLayout(InputStream& stream, const CsvWishes& wishes) {
  constexpr std::size_t kBlock = std::size_t{1} << 18U;
  constexpr std::size_t kMostBlock = std::size_t{1} << 22U;  // for rows of many columns
  constexpr std::ptrdiff_t kLeastLines = 3;
  std::size_t wanted = kBlock;
  while (true) {
    if (const Status status = stream.fill(wanted); !status) return status.error();
    const std::string_view ahead = stream.ahead();
    const bool whole = ahead.size() < wanted;
    const auto lines = std::ranges::count_if(ahead, [](char c) { return c == '\n' || c == '\r'; });
    if (!whole && lines < kLeastLines && wanted < kMostBlock) {
      wanted *= 4;
      continue;
    }
    const auto end = ahead.find_last_of("\r\n");
    const bool cut = !whole && end != std::string_view::npos;
    return guessCsvLayout(cut ? ahead.substr(0, end + 1) : ahead, whole, wishes, stream.name());
  }
}

Result<CsvGuess> guessCsvLayoutOfFirstLines(InputStream& stream, const CsvWishes& wishes,
                                            bool enough) {
  while (true) {
    const std::string_view ahead = stream.ahead();
    std::size_t end = 0;
    std::size_t lines = 0;
    bool told = false;
    while (!told) {
      const std::size_t next = ahead.find_first_of("\r\n", end);
      if (next == std::string_view::npos) break;
      const std::string_view line = ahead.substr(end, next - end);
      end = next + 1;
      if (line.find_first_not_of(" \t") == std::string_view::npos || isComment(line)) continue;
      told = ++lines > 1 || enough || hasOnlyNumbers(line);
    }
    if (told || ahead.size() > kLongestCsvRow) {
      return guessCsvLayout(ahead.substr(0, end), false, wishes, stream.name());
    }
    const auto grown = stream.more();
    if (!grown) return grown.error();
    if (!*grown) return guessCsvLayout(stream.ahead(), true, wishes, stream.name());
  }
}

Result<bool> meansDecimalComma(std::string_view field, const CsvLayout& layout,
                               const std::string& name) {
  if (layout.delimiter == ',' || !isDecimalComma(field)) return false;
  if (layout.delimiter == ';' || !mayBeThousands(field, ',')) return true;
  return thousandsOrFraction(std::string(field), name);
}

std::vector<std::string> namesInRow(const CsvFields& row, const CsvGuess& guess) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < row.count(); ++i) {
    std::string_view name = row[i];
    if (i == 0 && guess.marked_names) {
      name.remove_prefix(std::min(name.find_first_not_of(" \t", 1), name.size()));
      if (name.empty() && guess.layout.delimiter == ' ') continue;  // the sign stands alone
    }
    names.emplace_back(name);
  }
  return names;
}

std::vector<std::string> layoutNotes(const CsvGuess& guess,
                                     const std::vector<std::string>& columns) {
  std::vector<std::string> notes;
  const CsvLayout& layout = guess.layout;
  if (layout.delimiter != ',') {
    notes.push_back(delimiterWords(layout.delimiter) + " separate the columns");
  }
  if (layout.decimal_comma) notes.emplace_back("numbers have a decimal comma");
  const char sign = layout.decimal_comma ? ',' : '.';
  for (const CsvGuess::Fractions& one : guess.fractions) {
    if (one.column >= columns.size()) continue;
    std::string thousands = one.example;
    std::erase(thousands, sign);
    notes.push_back("column '" + columns[one.column] + "': every fraction has three digits, as " +
                    one.example + ", whose " + (layout.decimal_comma ? "comma" : "point") +
                    " is taken for the decimal sign; " +
                    (layout.decimal_comma ? "--decimal point" : "--decimal comma") +
                    " reads it as " + thousands);
  }
  return notes;
}

}  // namespace emascope
