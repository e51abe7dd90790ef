// SPDX-License-Identifier: Apache-2.0
#include "core/series/csv_guess.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

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
