// SPDX-License-Identifier: Apache-2.0
#include "core/series/csv_guess.h"

#include <span>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

CsvGuess guess(const std::string& block, CsvWishes wishes = {}) {
  auto guessed = guessCsvLayout(block, true, wishes, "t.csv");
  EXPECT_TRUE(guessed.ok()) << (guessed ? "" : guessed.error().message());
  return guessed ? std::move(guessed).value() : CsvGuess{};
}

std::string refusal(const std::string& block, CsvWishes wishes = {}) {
  const auto guessed = guessCsvLayout(block, true, wishes, "t.csv");
  EXPECT_FALSE(guessed.ok());
  return guessed ? "" : guessed.error().message();
}

struct Table {
  const char* name;
  const char* text;
  CsvLayout layout;
  std::size_t columns;
};

class GuessedTable : public testing::TestWithParam<Table> {};

TEST_P(GuessedTable, HasItsLayout) {
  const CsvGuess guessed = guess(GetParam().text);
  EXPECT_EQ(guessed.layout.delimiter, GetParam().layout.delimiter);
  EXPECT_EQ(guessed.layout.decimal_comma, GetParam().layout.decimal_comma);
  EXPECT_EQ(guessed.layout.comment, GetParam().layout.comment);
  ASSERT_FALSE(guessed.rows.empty());
  EXPECT_EQ(guessed.rows.back().count(), GetParam().columns);
}

INSTANTIATE_TEST_SUITE_P(
    Tables, GuessedTable,
    testing::Values(
        Table{"Commas", "a,b,c\n1,2.5,x\n2,3.5,y\n", {','}, 3},
        Table{"BlanksBehindCommas", "1, State gov, 3\n2, Private firm, 4\n", {','}, 3},
        Table{"BarsWithinTexts",
              "1,Toy Story,Fun|Kids\n2,Heat,Crime\n3,Jumanji,Fun|Kids\n",
              {','},
              3},
        Table{"Semicolons", "\"fixed acidity\";\"pH\"\n7.4;3.51\n7.8;3.2\n", {';'}, 2},
        Table{"DecimalCommasWithNames", "a;b\n1,25;x\n-0,5;y\n", {';', true}, 2},
        Table{"DecimalCommasWithoutNames", "1,25;0,125;3,5\n2,5;0,25;4,5\n", {';', true}, 3},
        Table{"Tabs", "a\tb\n1.5\tNew York\n2.5\tRome\n", {'\t'}, 2},
        Table{"CommasWithinTabs",
              "x\tname\n1\tBraund, Mr. Owen\n2\tHeikkinen, Miss Laina\n",
              {'\t'},
              2},
        Table{"EmptyFieldsBetweenTabs", "a\tb\tc\n1\t\t2\n\t3\t4\n", {'\t'}, 3},
        Table{"SometimesTwoTabs", "1\t2\t3\n4\t\t5\t6\n7\t8\t\t9\n1\t2\t3\n", {' '}, 3},
        Table{"Bars", "a|b\n1|2\n3|4\n", {'|'}, 2},
        Table{"Blanks", "  1.0   2.0  \"a b\"\n 10.0  20.0\t\"c\"\n", {' '}, 3},
        Table{"OneColumn", "y\n4\n7\n", {','}, 1},
        Table{"OneColumnOfTexts", "name\nJohn Smith\nJane Mary Doe\n", {','}, 1},
        Table{
            "Comments", "# made by hand\n# twice\na;b\n1;2\n# within\n3;4\n", {';', false, '#'}, 2},
        Table{"PercentComments", "% made by hand\n1 2\n3 4\n", {' ', false, '%'}, 2}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(CsvGuess, ARaggedRowIsStillOfItsTable) {
  EXPECT_EQ(guess("x,y\n1,a\n1,2,b\n").layout.delimiter, ',');
  EXPECT_EQ(guess("x;y\n1;a\n2;b\n1;2;b\n").layout.delimiter, ';');
}

TEST(CsvGuess, NamesMayStandBehindACommentSign) {
  const CsvGuess guessed = guess("# x y\n1 2\n3 4\n");
  EXPECT_TRUE(guessed.marked_names);
  EXPECT_EQ(guessed.layout.comment, '\0');
  EXPECT_EQ(guess("#id,x\n1,2\n3,4\n").marked_names, true);
}

TEST(CsvGuess, RowsThatAllBeginWithTheSignAreNoComments) {
  const CsvGuess guessed = guess("#a,1\n#b,2\n#c,3\n");
  EXPECT_EQ(guessed.rows.size(), 3U);
  EXPECT_FALSE(guessed.marked_names);
}

TEST(CsvGuess, WishesDecide) {
  EXPECT_EQ(guess("a,b;c\n1,2;3\n", {.delimiter = ';'}).layout.delimiter, ';');
  EXPECT_EQ(guess("a^b\n1^2\n", {.delimiter = '^'}).rows.back().count(), 2U);
  EXPECT_FALSE(guess("a;b\n1,5;2\n", {.decimal_comma = false}).layout.decimal_comma);
  EXPECT_TRUE(guess("\"1,5\",2\n\"2,5\",3\n", {.decimal_comma = true}).layout.decimal_comma);
}

TEST(CsvGuess, WhatACommaMeansIsNotGuessedBlindly) {
  EXPECT_THAT(refusal("1,5;2.5\n2,5;3.5\n"),
              HasSubstr("t.csv: has numbers with a decimal point, 2.5, and with a comma, 1,5; "
                        "allowed: --decimal comma, or --decimal point"));
  EXPECT_THAT(refusal("a\tb\n1,250\t3\n12,500\t4\n"),
              HasSubstr("has numbers such as 1,250, whose comma may be the decimal sign or stand "
                        "between thousands"));
}

std::vector<std::string> notes(const std::string& block, CsvWishes wishes = {}) {
  return layoutNotes(guess(block, wishes), {"a", "b", "c"});
}

TEST(CsvGuess, FractionsThatMayBeThousandsAreNoted) {
  EXPECT_THAT(notes("a;b;c\n811.692;1.5;7\n12.500;0.250;8\n999;1.250;9\n"),
              ElementsAre("semicolons separate the columns",
                          "column 'a': every fraction has three digits, as 811.692, whose point is "
                          "taken for the decimal sign; --decimal comma reads it as 811692"));
  EXPECT_THAT(notes("a;b\n811,692;x\n-1,250;y\n"),
              ElementsAre("semicolons separate the columns", "numbers have a decimal comma",
                          "column 'a': every fraction has three digits, as 811,692, whose comma is "
                          "taken for the decimal sign; --decimal point reads it as 811692"));
  EXPECT_THAT(notes("a\tb\n1.250\t3\n12.500\t4\n"), testing::SizeIs(2)) << "also between tabs";
}

TEST(CsvGuess, FractionsThatAreNoneOrSaidAreNotNoted) {
  for (const char* table :
       {"a;b\n811.692;x\n0.125;y\n", "a;b\n811.692;x\n2.5;y\n", "a;b\n811.692;x\n1000;y\n",
        "a;b\n1.2500;x\n2.1250;y\n", "a;b\n1.25e3;x\n", "a;b\n1;x\n2;y\n"}) {
    EXPECT_THAT(notes(table), testing::SizeIs(1)) << table;
  }
  EXPECT_THAT(notes("a;b\n811.692;x\n", {.decimal_comma = true}), testing::SizeIs(2));
  EXPECT_THAT(notes("a;b\n811.692;x\n", {.decimal_comma = false}), testing::SizeIs(1));
  EXPECT_THAT(notes("a,b\n811.692,x\n12.500,y\n"), IsEmpty()) << "between commas";
}

TEST(CsvGuess, TheFirstLinesAreEnoughForAPipe) {
  const auto guessed = [](std::string text, bool enough) {
    auto stream = InputStream::through(
        "t", [text = std::move(text)](std::span<std::byte> bytes) mutable -> Result<std::size_t> {
          if (text.empty()) return Error{"t", "the reader waited for more", ""};
          bytes.front() = static_cast<std::byte>(text.front());
          text.erase(0, 1);
          return std::size_t{1};
        });
    const auto guess = guessCsvLayoutOfFirstLines(stream, {}, enough);
    return guess ? delimiterWords(guess->layout.delimiter) +
                       (guess->layout.decimal_comma ? ", decimal comma" : "")
                 : guess.error().message();
  };
  EXPECT_EQ(guessed("1;2,5\n", false), "semicolons, decimal comma");
  EXPECT_EQ(guessed("# by hand\n\n1\t2\n", false), "tabs");
  EXPECT_EQ(guessed("step;loss\n", false), "t: the reader waited for more");
  EXPECT_EQ(guessed("step;loss\n1;0,5\n", false), "semicolons, decimal comma");
  EXPECT_EQ(guessed("run 1;0,5\n", true), "semicolons, decimal comma");
}

TEST(CsvNumbers, SignsMayStandBetweenThousandsWhereTheLayoutHasThem) {
  const auto read = [](std::string_view field, bool decimal_comma) {
    double value = 0.0;
    const CsvLayout layout{';', decimal_comma, '\0', decimal_comma ? '.' : ','};
    return readCsvNumber(field, value, layout) == CsvNumber::kNumber ? value : -1.0;
  };
  EXPECT_EQ(read("811.692", true), 811692.0);
  EXPECT_EQ(read("+1.234.567,25", true), 1234567.25);
  EXPECT_EQ(read("811,692", false), 811692.0);
  EXPECT_EQ(read("1,234.5", false), 1234.5);
  EXPECT_EQ(read("12,5", true), 12.5);
  for (const char* text : {"1.5", "0.125", "1234.567", "1.23.456", "1..234", ".123", "1.234.",
                           "1.2345", "1,5.000", "a.123", "--1.000"}) {
    EXPECT_EQ(read(text, true), -1.0) << text;
  }
}

TEST(CsvNumbers, TheOptionThatWouldReadATextIsNamed) {
  EXPECT_EQ(decimalOptionFor("1.234,5", {';'}), "--decimal comma");
  EXPECT_EQ(decimalOptionFor("1,5", {';'}), "--decimal comma");
  EXPECT_EQ(decimalOptionFor("1.5", {';', true}), "--decimal point");
  EXPECT_EQ(decimalOptionFor("1.234,5", {';', true}), "--decimal comma");
  EXPECT_EQ(decimalOptionFor("12 kg", {';'}), "");
}

TEST(CsvRows, ANulByteIsRefusedByItsLine) {
  std::string_view text("a,b\n1,2\n\n3,\0\n", 13);
  auto rows = CsvRows::open(
      InputStream::through("t", [text](std::span<std::byte> bytes) mutable -> Result<std::size_t> {
        const std::size_t count = text.copy(reinterpret_cast<char*>(bytes.data()), bytes.size());
        text.remove_prefix(count);
        return count;
      }));
  ASSERT_TRUE(rows.ok());
  EXPECT_TRUE(*rows.value().next());
  EXPECT_TRUE(*rows.value().next());
  EXPECT_EQ(rows.value().next().error().message(),
            "t: line 4 holds a NUL byte: the file is binary or damaged; allowed: a table in CSV, "
            "which is text");
}

TEST(CsvRows, CommentsBlanksAndDecimalCommasAreRead) {
  auto rows = CsvRows::open(
      InputStream::through("t",
                           [text = std::string_view("#one\n 1\t2 \n\n#two\r\n3  \"\"\n#")](
                               std::span<std::byte> bytes) mutable -> Result<std::size_t> {
                             // A byte at a time: a comment may come in pieces.
                             if (text.empty()) return std::size_t{0};
                             bytes.front() = static_cast<std::byte>(text.front());
                             text.remove_prefix(1);
                             return std::size_t{1};
                           }),
      {' ', false, '#'});
  ASSERT_TRUE(rows.ok());
  ASSERT_TRUE(*rows.value().next());
  EXPECT_EQ(rows->line(), 2U);
  ASSERT_EQ(rows->fields().count(), 2U);
  EXPECT_EQ(rows->fields()[1], "2");
  ASSERT_TRUE(*rows.value().next());
  EXPECT_EQ(rows->line(), 5U);
  ASSERT_EQ(rows->fields().count(), 2U);
  EXPECT_EQ(rows->fields()[1], "");
  EXPECT_FALSE(*rows.value().next());
  EXPECT_EQ(rows->comments(), 3U);
}

TEST(CsvNumbers, ADecimalCommaIsTheOnlySign) {
  double value = 0.0;
  EXPECT_EQ(readCsvNumber("-1,25e2", value, true), CsvNumber::kNumber);
  EXPECT_EQ(value, -125.0);
  EXPECT_EQ(readCsvNumber("7", value, true), CsvNumber::kNumber);
  EXPECT_EQ(value, 7.0);
  EXPECT_EQ(readCsvNumber("1.5", value, true), CsvNumber::kText);
  EXPECT_EQ(readCsvNumber("1,2,3", value, true), CsvNumber::kText);
  EXPECT_EQ(readCsvNumber("1,5", value), CsvNumber::kText);
}

}  // namespace
}  // namespace emascope
