// SPDX-License-Identifier: Apache-2.0
#include "core/series/csv_reader.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <csv.h>
#include <limits>
#include <utility>

namespace emascope {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// By how much libcsv lengthens its field each time; its own 128 bytes make a long one quadratic.
constexpr std::size_t kFieldGrowth = std::size_t{1} << 18U;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// One row as libcsv tells it: its fields, one behind the other.
class Fields {
 public:
  void clear() {
    text_.clear();
    ends_.clear();
  }
  void add(std::string_view field) {
    text_ += field;
    ends_.push_back(text_.size());
  }
  [[nodiscard]] std::size_t count() const { return ends_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(text_).substr(begin, ends_[i] - begin);
  }

 private:
  std::string text_ = {};
  std::vector<std::size_t> ends_ = {};
};

enum class Reading { kNumber, kText, kTooLarge };

Reading readNumber(std::string_view field, double& value) {
  if (field.starts_with('+') && !field.starts_with("+-")) field.remove_prefix(1);
  const char* const end = field.data() + field.size();
  const auto [stop, failure] = std::from_chars(field.data(), end, value);
  if (field.empty() || stop != end || failure == std::errc::invalid_argument) return Reading::kText;
  return failure == std::errc::result_out_of_range ? Reading::kTooLarge : Reading::kNumber;
}

class CsvReader : public SeriesReader {
 public:
  explicit CsvReader(InputStream stream) : stream_(std::move(stream)) {
    csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_blk_size(&parser_, kFieldGrowth);
  }
  ~CsvReader() override { csv_free(&parser_); }
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;

  Status begin(const SeriesOptions& options) {
    allow_non_finite_ = options.allow_non_finite;
    if (stream_.ahead().starts_with(kByteOrderMark.front())) {
      if (auto status = stream_.fill(kByteOrderMark.size()); !status) return status;
      if (stream_.ahead().starts_with(kByteOrderMark)) stream_.consume(kByteOrderMark.size());
    }
    auto there = readRow();
    if (!there) return there.error();
    if (!*there) return Error{stream_.name(), "is empty", "a table or an array"};
    std::vector<std::string> names;
    const bool named = isHeader(options.header);
    for (std::size_t i = 0; i < fields_.count(); ++i) {
      names.emplace_back(named ? fields_[i] : "");
      if (names.back().empty()) names.back() = "c" + std::to_string(i + 1);
    }
    count_ = names.size();
    auto chosen = chooseColumns(names, options.columns, stream_.name());
    if (!chosen) return chosen.error();
    chosen_ = std::move(chosen).value();
    for (const std::size_t index : chosen_) columns_.push_back(names[index]);
    waiting_ = true;
    if (!named) return Ok{};
    there = readRow();
    if (!there) return there.error();
    if (!*there) return Error{stream_.name(), "names columns and has no row", "at least one row"};
    return Ok{};
  }

  Result<bool> next(std::span<double> row) override {
    if (!std::exchange(waiting_, false)) {
      const auto there = readRow();
      if (!there || !*there) return there;
    }
    if (fields_.count() != count_) {
      return problem(std::to_string(fields_.count()) + " columns",
                     std::to_string(count_) + ", as in the first line");
    }
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (auto status = readCell(i, row[i]); !status) return status.error();
    }
    if (!allow_non_finite_) {
      if (auto status = checkFinite(row, columns_, stream_.name(), place()); !status) {
        return status.error();
      }
    }
    return true;
  }

  [[nodiscard]] bool waits() const override {
    return !waiting_ && stream_.ahead().find_first_of("\r\n") == std::string_view::npos;
  }

 private:
  [[nodiscard]] std::string place() const { return "line " + std::to_string(row_line_); }
  [[nodiscard]] Error problem(const std::string& why, const std::string& allowed) const {
    return {stream_.name(), place() + ": " + why, allowed};
  }

  [[nodiscard]] bool isHeader(SeriesOptions::Header header) const {
    if (header != SeriesOptions::Header::kAuto) return header == SeriesOptions::Header::kYes;
    for (std::size_t i = 0; i < fields_.count(); ++i) {
      double value = 0.0;
      if (!fields_[i].empty() && readNumber(fields_[i], value) == Reading::kText) return true;
    }
    return false;
  }

  Status readCell(std::size_t i, double& value) const {
    const std::string_view field = fields_[chosen_[i]];
    if (field.empty() && allow_non_finite_) {
      value = kNaN;
      return Ok{};
    }
    const Reading reading = readNumber(field, value);
    if (reading == Reading::kNumber) return Ok{};
    constexpr std::size_t kMostShown = 40;
    const std::string where = place() + ", column '" + asUtf8(columns_[i]) + "': ";
    if (field.empty()) {
      return Error{stream_.name(), where + "is empty",
                   "a number; --skip-non-finite passes over such rows"};
    }
    return Error{
        stream_.name(),
        where + "'" + asUtf8(field.substr(0, kMostShown)) +
            (reading == Reading::kText ? "' is not a number" : "' is beyond the range of a double"),
        "a number such as 0.25 or 1e-3"};
  }

  /// The next row that is not blank; false at the end of the stream.
  Result<bool> readRow() {
    fields_.clear();
    complete_ = false;
    std::size_t bytes = 0;
    while (!complete_) {
      if (stream_.ahead().empty()) {
        const auto grown = stream_.more();
        if (!grown) return grown.error();
        if (!*grown) return finish();
      }
      const std::string_view piece = nextPiece();
      const bool blank = bytes == 0 && piece.find_first_not_of(" \t\r\n") == std::string_view::npos;
      if (bytes == 0) row_line_ = line_;
      if (!blank) bytes += piece.size();
      if (bytes > kLongestCsvRow) {
        return problem("is longer than " + std::to_string(kLongestCsvRow) + " bytes",
                       "a table in CSV");
      }
      if (csv_parse(&parser_, piece.data(), piece.size(), takeField, endRow, this) !=
          piece.size()) {
        return parserProblem();
      }
      countLine(piece);
      stream_.consume(piece.size());
    }
    return true;
  }

  /// What is ahead, up to the first line end.
  [[nodiscard]] std::string_view nextPiece() const {
    const std::string_view ahead = stream_.ahead();
    const auto end = ahead.find_first_of("\r\n");
    return ahead.substr(0, end == std::string_view::npos ? end : end + 1);
  }

  /// "\r\n" comes in two pieces and ends one line.
  void countLine(std::string_view piece) {
    const bool second_half = after_return_ && piece == "\n";
    after_return_ = piece.ends_with('\r');
    if (after_return_ || (piece.ends_with('\n') && !second_half)) ++line_;
  }

  Result<bool> finish() {
    if (csv_fini(&parser_, takeField, endRow, this) != 0) return parserProblem();
    return complete_;
  }

  [[nodiscard]] Error parserProblem() {
    if (csv_error(&parser_) != CSV_EPARSE) {
      return problem(csv_strerror(csv_error(&parser_)), "a table in CSV");
    }
    return problem("a quote is out of place or has no end",
                   "fields like 1.5 or \"1.5\", a quote within them doubled");
  }

  static void takeField(void* field, std::size_t bytes, void* reader) {
    static_cast<CsvReader*>(reader)->fields_.add({static_cast<const char*>(field), bytes});
  }
  static void endRow(int, void* reader) { static_cast<CsvReader*>(reader)->complete_ = true; }

  InputStream stream_;
  csv_parser parser_ = {};
  Fields fields_ = {};
  bool complete_ = false;
  bool waiting_ = false;  ///< fields_ is a row that has not been handed on
  bool allow_non_finite_ = false;
  std::size_t count_ = 0;  ///< fields in each line
  std::vector<std::size_t> chosen_ = {};
  std::uint64_t line_ = 1;      ///< of what comes next
  std::uint64_t row_line_ = 1;  ///< where the row began
  bool after_return_ = false;   ///< the last piece ended with '\r'
};

}  // namespace

Result<std::unique_ptr<SeriesReader>> openCsv(InputStream stream, const SeriesOptions& options) {
  auto reader = std::make_unique<CsvReader>(std::move(stream));
  if (const Status status = reader->begin(options); !status) return status.error();
  return std::unique_ptr<SeriesReader>(std::move(reader));
}

}  // namespace emascope
