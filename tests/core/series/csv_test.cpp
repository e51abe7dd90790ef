// SPDX-License-Identifier: Apache-2.0
//
// Tables: what is read of them, and where each way of being wrong is said to be.
#include "core/series/csv_reader.h"
#include "tests/core/series/series_rows.h"
#include "tests/support/peak_memory.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/utf16.h"

#include <cmath>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Header = SeriesOptions::Header;

SeriesRows csv(const std::string& text, const SeriesOptions& options = {}) {
  const TemporaryFolder folder;
  return readSeries(folder.file("series.csv", text), options);
}

TEST(Csv, AHeaderNamesTheColumns) {
  const SeriesRows series = csv("step,loss\n1,0.5\n2,-1e-3\n");
  EXPECT_EQ(series.error, "");
  EXPECT_THAT(series.columns, ElementsAre("step", "loss"));
  EXPECT_THAT(series.rows, ElementsAre(ElementsAre(1.0, 0.5), ElementsAre(2.0, -1e-3)));
}

TEST(Csv, WithoutAHeaderColumnsAreCounted) {
  const SeriesRows series = csv("1,0.5\n2,nan\n", {.allow_non_finite = true});
  EXPECT_THAT(series.columns, ElementsAre("c1", "c2"));
  ASSERT_EQ(series.rows.size(), 2U);
  EXPECT_TRUE(std::isnan(series.rows[1][1]));
}

TEST(Csv, TheHeaderMayBeSaidToBeThereOrNot) {
  EXPECT_THAT(csv("2019,2020\n1,2\n", {.header = Header::kYes}).columns,
              ElementsAre("2019", "2020"));
  EXPECT_THAT(csv("loss\n1\n", {.header = Header::kNo}).error,
              HasSubstr("line 1, column 'c1': 'loss' is not a number"));
}

TEST(Csv, EveryDoubleIsReadAsItIs) {
  EXPECT_THAT(csv("0.1,5e-324,1.7976931348623157e308,+3,-0,.5,1.\n").rows,
              ElementsAre(ElementsAre(0.1, 5e-324, 1.7976931348623157e308, 3.0, -0.0, 0.5, 1.0)));
}

TEST(Csv, QuotesBlanksLineEndsAndAByteOrderMark) {
  const SeriesRows series =
      csv("\xEF\xBB\xBF\"a, \"\"b\"\"\",\"two\nlines\" , c\r\n\r\n \"1\" ,  2 ,3\r\n   \n4,5,6");
  EXPECT_EQ(series.error, "");
  EXPECT_THAT(series.columns, ElementsAre("a, \"b\"", "two\nlines", "c"));
  EXPECT_THAT(series.rows, ElementsAre(ElementsAre(1.0, 2.0, 3.0), ElementsAre(4.0, 5.0, 6.0)));
}

TEST(Csv, ColumnsAreChosenByNameOrNumberInAnyOrder) {
  const std::string table = "date,loss,2\nmonday,1,2\ntuesday,3,4\n";
  EXPECT_THAT(csv(table, {.columns = {"2", "loss"}}).rows,
              ElementsAre(ElementsAre(2.0, 1.0), ElementsAre(4.0, 3.0)));
  EXPECT_THAT(csv(table, {.columns = {"3"}}).rows, ElementsAre(ElementsAre(2.0), ElementsAre(4.0)));
}

TEST(Csv, TextIsRefusedOnlyWhereItWasChosen) {
  EXPECT_THAT(csv("a,b\n1,2\n3,x\n", {.columns = {"b"}}).error,
              HasSubstr("line 3, column 'b': 'x' is not a number"));
  EXPECT_EQ(csv("a,b\n1,2\n3,x\n", {.columns = {"a"}}).error, "");
}

TEST(Csv, UnknownColumnsAreRefusedWithThoseThatAreThere) {
  for (const char* wanted : {"c", "0", "3", "-1", "1x", ""}) {
    EXPECT_THAT(csv("a,b\n1,2\n", {.columns = {wanted}}).error,
                HasSubstr("has no column '" + std::string(wanted) +
                          "'; allowed: a, b, or a number from 1 to 2"));
  }
}

TEST(Csv, AColumnThatIsThereTwiceIsChosenByNumber) {
  const std::string table = "a,b,a\n1,2,3\n";
  EXPECT_THAT(csv(table).error, HasSubstr("column 'a' appears twice"));
  EXPECT_THAT(csv(table, {.columns = {"a"}}).error, HasSubstr("the column's number"));
  EXPECT_THAT(csv(table, {.columns = {"3"}}).rows, ElementsAre(ElementsAre(3.0)));
  EXPECT_THAT(csv(table, {.columns = {"b", "b"}}).error, HasSubstr("column 'b' appears twice"));
}

TEST(Csv, AnyLayoutIsRead) {
  const std::vector<double> first = {1.0, 0.5};
  const std::vector<double> second = {2.0, 0.25};
  for (const char* table :
       {"step;loss\n1;0.5\n2;0.25\n", "step;loss\n1;0,5\n2;0,25\n", "step\tloss\n1\t0.5\n2\t0.25\n",
        "step|loss\n1|0.5\n2|0.25\n", "step loss\n1 0.5\n2  0.25\n",
        "# by hand\nstep;loss\n1;0.5\n2;0.25\n", "# step loss\n1 0.5\n2 0.25\n"}) {
    const SeriesRows series = csv(table);
    EXPECT_EQ(series.error, "") << table;
    EXPECT_THAT(series.columns, ElementsAre("step", "loss")) << table;
    EXPECT_THAT(series.rows, ElementsAre(first, second)) << table;
  }
}

TEST(Csv, TheLayoutMayBeSaid) {
  EXPECT_THAT(csv("a^b\n1.000^2,5\n", {.layout = {.delimiter = '^', .decimal_comma = true}}).rows,
              ElementsAre(ElementsAre(1000.0, 2.5)));
  EXPECT_THAT(csv("a;b\n1;2.5\n2;3,5\n").error, HasSubstr("--decimal comma, or --decimal point"));
}

TEST(Csv, InUtf16IsReadAsInUtf8) {
  for (const bool big_endian : {false, true}) {
    const SeriesRows series =
        csv(utf16(u"\uFEFFstep;größe\n1;0,5\n2;2,25\n", big_endian), {.x = "step"});
    EXPECT_EQ(series.error, "");
    EXPECT_THAT(series.columns, ElementsAre("größe"));
    EXPECT_THAT(series.rows, ElementsAre(ElementsAre(0.5), ElementsAre(2.25)));
  }
}

TEST(Csv, InUtf16MayEndAnywhere) {
  const std::string whole = utf16(u"\uFEFFloss\n0.5\n0.25\n", false);
  for (std::size_t end = 1; end < whole.size(); ++end) {
    const SeriesRows series = csv(whole.substr(0, end));
    EXPECT_THAT(series.error, testing::Not(HasSubstr("NUL byte"))) << end;
    EXPECT_LE(series.rows.size(), 2U) << end;
  }
  EXPECT_THAT(csv(whole.substr(0, 2)).error, HasSubstr("series.csv: is empty"));
}

/// From a pipe, which a stream without a size is.
SeriesRows piped(std::string text, std::vector<std::string>& notes) {
  SeriesRows series;
  auto reader = openCsv(
      InputStream::through(
          "pipe",
          [text = std::move(text)](std::span<std::byte> bytes) mutable -> Result<std::size_t> {
            const std::size_t count = text.empty() ? 0 : 1;
            if (count > 0) bytes[0] = static_cast<std::byte>(text[0]);
            text.erase(0, count);
            return count;
          }),
      {});
  if (!reader) return {.error = reader.error().message()};
  series.columns = reader.value()->columns();
  while (true) {
    std::vector<double> row(series.columns.size());
    const auto there = reader.value()->next(row);
    if (!there) series.error = there.error().message();
    if (!there || !*there) break;
    series.rows.push_back(row);
  }
  notes = reader.value()->notes();
  return series;
}

TEST(Csv, OfAPipeTheDecimalSignIsToldByTheFirstNumberThatHasOne) {
  std::vector<std::string> notes;
  const SeriesRows commas = piped("a;b\n1;2\n3;4,5\n5,25;6\n", notes);
  EXPECT_EQ(commas.error, "");
  EXPECT_THAT(commas.rows,
              ElementsAre(ElementsAre(1.0, 2.0), ElementsAre(3.0, 4.5), ElementsAre(5.25, 6.0)));
  EXPECT_THAT(notes,
              ElementsAre("semicolons separate the columns", "numbers have a decimal comma"));
  EXPECT_THAT(
      piped("a;b\n1;2\n3;4.5\n5,25;6\n", notes).error,
      HasSubstr("line 4, column 'a': '5,25' is not a number; allowed: a number such as 0.25 "
                "or 1e-3; --decimal comma reads it"));
  EXPECT_THAT(piped("a\tb\n1\t2\n3\t4,500\n", notes).error,
              HasSubstr("line 3: has numbers such as 4,500, whose comma may be the decimal sign or "
                        "stand between thousands; allowed: --decimal comma"));
}

struct Wrong {
  const char* name;
  std::string text;
  std::string why;
};
void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.name; }

class WrongCsv : public testing::TestWithParam<Wrong> {};

TEST_P(WrongCsv, IsRefusedByItsPlace) {
  const std::string error = csv(GetParam().text).error;
  EXPECT_THAT(error, HasSubstr("series.csv: "));
  EXPECT_THAT(error, HasSubstr(GetParam().why));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, WrongCsv,
    testing::Values(
        Wrong{"Empty", "", "is empty"}, Wrong{"BlankLines", "\n\n  \n", "is empty"},
        Wrong{"HeaderAlone", "a,b\n", "has column names but no rows"},
        Wrong{"Short", "a,b\n1,2\n3\n", "line 3: 1 column; allowed: 2, as in the first line"},
        Wrong{"Long", "a,b\n1,2,3\n", "line 2: 3 columns; allowed: 2"},
        Wrong{"AfterQuotedLines", "\"a\nb\"\n1\nx\n", "line 4, column 'a\nb': 'x' is not a number"},
        Wrong{"AfterBlankLines", "a\r\n\r\n  \r\n1\r\nx\r\n", "line 5, column 'a': 'x'"},
        Wrong{"AfterReturns", "a\r1\rx\r", "line 3, column 'a': 'x'"},
        Wrong{"Text", "a,b\n1,two\n", "line 2, column 'b': 'two' is not a number"},
        Wrong{"Hexadecimal", "a\n0x10\n", "line 2, column 'a': '0x10' is not a number"},
        Wrong{"TwoNumbers", "a\n1 2\n", "line 2, column 'a': '1 2' is not a number"},
        Wrong{"EmptyCell", "a,b\n1,\n", "line 2, column 'b': is empty"},
        Wrong{"NaN", "a,b\n1,2\n1,NaN\n", "line 3, column 'b': nan is not a finite number"},
        Wrong{"Infinity", "a\n-inf\n", "line 2, column 'a': -inf is not a finite number"},
        Wrong{"TooLarge", "a\n1e400\n", "line 2, column 'a': '1e400' is beyond the range"},
        Wrong{"TooSmall", "a\n1e-400\n", "line 2, column 'a': '1e-400' is beyond the range"},
        Wrong{"QuoteInside", "a\n1\n2\"3\n", "line 3: a quote is out of place"},
        Wrong{"QuoteAfter", "a\n\"2\"3\n", "line 2: a quote is out of place"},
        Wrong{"QuoteOpen", "a\n1\n\"2\n3\n", "line 3: a quote is out of place or has no end"},
        Wrong{"Endless", "a\n" + std::string(kLongestCsvRow + 1, '1'),
              "line 2: is longer than 16777216 bytes"},
        Wrong{"EndlessQuote", "a\n\"" + std::string(kLongestCsvRow + 1, '\n'), "line 2: is longer"},
        Wrong{"LongText", "a\n" + std::string(1000, 'x'),
              "'" + std::string(40, 'x') + "' is not a number"},
        Wrong{"NotUtf8", "a\n\xFF\n", "'\xEF\xBF\xBD' is not a number"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(Csv, RowsBeforeTheWrongOneAreHandedOn) {
  EXPECT_THAT(csv("a\n1\n2\nx\n").rows, ElementsAre(ElementsAre(1.0), ElementsAre(2.0)));
}

TEST(Csv, WhereItIsAskedForNonFiniteAndEmptyCellsAreHandedOn) {
  const SeriesRows series = csv("a,b\n1,\ninf,2\n", {.allow_non_finite = true});
  EXPECT_EQ(series.error, "");
  ASSERT_EQ(series.rows.size(), 2U);
  EXPECT_TRUE(std::isnan(series.rows[0][1]));
  EXPECT_TRUE(std::isinf(series.rows[1][0]));
}

TEST(Csv, AFileThatIsMissingOrAFolder) {
  const TemporaryFolder folder;
  EXPECT_THAT(readSeries(folder / "none.csv").error,
              HasSubstr("none.csv: cannot be read: No such file or directory"));
  EXPECT_THAT(readSeries(folder / "").error, HasSubstr(": is a folder; allowed: a file or a pipe"));
}

/// The writer waits until its row has been read: a reader that waits for more would never end.
TEST(Csv, ARowOfAPipeIsThereWhenItIsWritten) {
  const TemporaryFolder folder;
  const std::string pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  // Opened both ways, so that neither open waits and the pipe never ends.
  const int descriptor = ::open(pipe.c_str(), O_RDWR);
  ASSERT_EQ(::write(descriptor, "1\n", 2), 2);
  auto reader = openSeries(pipe, {});
  ASSERT_TRUE(reader.ok()) << reader.error().message();
  double value = 0.0;
  for (int expected = 1; expected <= 5; ++expected) {
    ASSERT_TRUE(reader.value()->next({&value, 1}).value());
    EXPECT_EQ(value, expected);
    const std::string next = std::to_string(expected + 1) + "\n";
    ASSERT_EQ(::write(descriptor, next.data(), next.size()), 2);
  }
  ::close(descriptor);
}

TEST(Csv, ALongTableIsReadInBoundedMemory) {
  EMASCOPE_SKIP_WITH_SANITIZERS();
  const TemporaryFolder folder;
  const std::string pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  constexpr int kRows = 500000;
  const auto peak = [] {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;  // KiB
  };
  std::thread writer([&pipe] {
    std::ofstream stream(pipe);
    stream << "a,b,c\n";
    for (int i = 0; i < kRows; ++i) stream << i << ",0.12345678901234567,-1.2345678901234567e-89\n";
  });
  auto reader = openSeries(pipe, {});
  ASSERT_TRUE(reader.ok());
  std::vector<double> row(3);
  ASSERT_TRUE(reader.value()->next(row).value());
  const auto before = peak();
  int rows = 1;
  while (reader.value()->next(row).value()) ++rows;
  writer.join();
  EXPECT_EQ(rows, kRows);
  EXPECT_EQ(row[0], kRows - 1);
  EXPECT_LT(peak() - before, 2048) << "KiB, for a table of 25 MB";
}

}  // namespace
}  // namespace emascope
