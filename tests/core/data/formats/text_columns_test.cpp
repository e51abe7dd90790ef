// SPDX-License-Identifier: Apache-2.0
//
// Columns of texts in a table: what numbers they become, what is left out and why, and what happens
// to texts that the training samples have not.
#include "tests/core/data/opened_data.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Coding = TableColumn::Coding;
using Texts = DataOptions::Texts;

class TextColumns : public testing::Test {
 protected:
  OpenedData open(const std::string& text, DataOptions options = {}) {
    options.path = folder_.file("t.csv", text);
    return openData(options);
  }
  TemporaryFolder folder_;
};

constexpr const char* kTowns = "town,yes,y\nUlm,true,0\nKiel,false,1\nBonn,true,0\nUlm,false,1\n";

TEST_F(TextColumns, FewTextsAreANumberEachAndTwoAreOne) {
  const OpenedData data = open(kTowns);
  ASSERT_EQ(data.error, "");
  const DatasetHead& head = data.dataset->head();
  EXPECT_THAT(head.features, ElementsAre("town=Bonn", "town=Kiel", "town=Ulm", "yes=true"));
  EXPECT_THAT(data.sample(0), ElementsAre(0.0F, 0.0F, 1.0F, 1.0F));
  EXPECT_THAT(data.sample(1), ElementsAre(0.0F, 1.0F, 0.0F, 0.0F));
  EXPECT_THAT(head.columns,
              ElementsAre(TableColumn{"town", Coding::kOneHot, {"Bonn", "Kiel", "Ulm"}},
                          TableColumn{"yes", Coding::kTwo, {"false", "true"}}));
  EXPECT_THAT(head.notes, ElementsAre("columns with two texts, read as 0 and 1: yes (false, true)",
                                      "text columns, one-hot encoded: town (Bonn, Kiel, Ulm)"));
}

TEST_F(TextColumns, TheirPlaceInTheAlphabetIfAskedOrIfThereAreMany) {
  const OpenedData asked = open(kTowns, {.texts = Texts::kOrdinal});
  ASSERT_EQ(asked.error, "");
  EXPECT_THAT(asked.dataset->head().features, ElementsAre("town", "yes=true"));
  EXPECT_THAT(asked.sample(3), ElementsAre(2.0F, 0.0F));
  std::string text = "code,y\n";
  for (int i = 0; i < 120; ++i) {
    text += "k" + std::to_string(100 + i % 60) + "," + std::to_string(i % 2) + "\n";
  }
  const OpenedData many = open(text);
  ASSERT_EQ(many.error, "");
  EXPECT_THAT(many.dataset->head().features, ElementsAre("code"));
  EXPECT_THAT(many.sample(61), ElementsAre(1.0F));
  EXPECT_THAT(many.dataset->head().notes,
              ElementsAre(AllOf(StartsWith("text columns, read as the index in alphabetical order: "
                                           "code (k100, k101, k102, "),
                                EndsWith(", k158, k159)"))));
  const OpenedData one_hot = open(text, {.texts = Texts::kOneHot});
  EXPECT_EQ(one_hot.dataset->sampleFloats(), 60U);
}

TEST_F(TextColumns, NumbersAmongTextsAreTexts) {
  const OpenedData data = open("grade,y\nA1,0\n7,1\nB,0\n7,1\n7.0,0\n");
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.dataset->head().features, ElementsAre("grade=7", "grade=A1", "grade=B"));
  EXPECT_THAT(data.sample(4), ElementsAre(1.0F, 0.0F, 0.0F));
}

TEST_F(TextColumns, WithNothingToLearnFromAreLeftOutAndNamed) {
  std::string text = "x,always,never,long,y\n";
  for (int i = 0; i < 4; ++i) {
    text += std::to_string(i) + ",same,," + std::string(300, static_cast<char>('a' + i % 2)) + "," +
            std::to_string(i % 2) + "\n";
  }
  const OpenedData data = open(text);
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.dataset->head().features, ElementsAre("x"));
  EXPECT_THAT(
      data.dataset->head().notes,
      ElementsAre("columns left out: always (the same text in all rows), never (no values), long "
                  "(long texts)"));
  EXPECT_THAT(open("always,y\nsame,0\nsame,1\nsame,0\n").error,
              HasSubstr("has no feature column except those left out: always (the same text in"));
}

TEST_F(TextColumns, QuantitiesThatAreNoPlainNumbersAreRefused) {
  EXPECT_THAT(
      open("price,y\n\"1,250.5\",0\n\"2,000\",1\n$13,0\n").error,
      HasSubstr("column 'price' has numbers that are not plain, as '1,250.5' in "
                "line 2; allowed: plain numbers, such as seconds, days or 1234.5, or leave "
                "out: --ignore 'price'; --categorical one-hot takes such numbers for names; "
                "--decimal point reads '1,250.5' as a number"));
  EXPECT_EQ(open("price,y\n\"1,250.5\",0\n\"2,000\",1\n13,0\n", {.decimal_comma = false}).error,
            "");
  EXPECT_THAT(open("day,y\n2024-01-02,0\n2024-01-03,1\n").error,
              HasSubstr("column 'day' has dates or times, as '2024-01-02'"));
}

TEST_F(TextColumns, NumbersWithUnitsAreRefusedWhateverTheySayTheyAre) {
  for (const char* text :
       {"$12", "-$12", "$-12.6", "12 kg", "\u221212.5", "1\u00A0234", "1\u2009234"}) {
    EXPECT_THAT(open(std::string("x,y\n") + text + ",0\n" + text + ",1\n").error,
                HasSubstr("column 'x' has numbers that are not plain, as '" + std::string(text) +
                          "' in line 2"))
        << text;
  }
  EXPECT_THAT(open("x,y\n3,0\n<5,1\n7,0\n").error, HasSubstr("as '<5' in line 3"));
  const OpenedData names = open("x,y\n12 kg,0\n5 kg,1\n12 kg,0\n", {.texts = Texts::kOneHot});
  EXPECT_THAT(names.dataset->head().features, ElementsAre("x=5 kg"));
}

TEST_F(TextColumns, ATextBesideNumbersNamesTheOptionThatReadsIt) {
  std::string text = "x;y\n\"1.234,5\";0\n";
  for (int i = 0; i < 20; ++i) text += "1,5;" + std::to_string(i % 2) + "\n";
  EXPECT_THAT(
      open(text).error,
      HasSubstr("line 2: column 'x': '1.234,5' is not a number, as 20 of its 21 values are; "
                "allowed: numbers in all of the column; --ignore 'x' leaves it out; "
                "--decimal comma reads '1.234,5' as a number"));
  EXPECT_EQ(open(text, {.decimal_comma = true}).sample(0)[0], 1234.5F);
}

TEST_F(TextColumns, AmongNamesAndAsClassesOfBoundsTheyAreNames) {
  EXPECT_EQ(open("x,y\nred,0\nblue,1\n12 kg,0\n").error, "");
  EXPECT_EQ(open("age,y\n<18,0\n18-25,1\n>65,0\n").error, "") << "bands without a number";
  EXPECT_EQ(open("x,y\n1,<=50K\n2,>50K\n3,>50K\n").error, "");
}

TEST_F(TextColumns, ATargetOfQuantitiesIsNoClass) {
  EXPECT_THAT(open("x,price\n1,$12\n2,$15\n3,13\n").error,
              HasSubstr("line 2: 'price' has numbers that are not plain, as '$12'; allowed: plain "
                        "numbers such as 1234.5, or --task classification to learn them as names"));
  EXPECT_THAT(open("x,day\n1,2024-01-02\n2,2024-01-03\n").error,
              HasSubstr("'day' has dates or times, as '2024-01-02'"));
  EXPECT_THAT(open("x;y\n1;3\n2;<5\n3;7\n").error, HasSubstr("as '<5'"));
  EXPECT_EQ(open("x,price\n1,$12\n2,$15\n", {.task = TaskKind::kClassification}).error, "");
}

TEST_F(TextColumns, ATextThatTheTrainingFileHasNotIsNoneOfIts) {
  DataOptions options;
  options.validation.path =
      folder_.file("v.csv", "town,yes,y\nUlm,maybe,0\nRom,true,1\nRom,true,1\n");
  const OpenedData data = open(kTowns, options);
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.sample(4), ElementsAre(0.0F, 0.0F, 1.0F, 0.5F));
  EXPECT_THAT(data.sample(5), ElementsAre(0.0F, 0.0F, 0.0F, 1.0F));
  EXPECT_THAT(data.dataset->head().notes,
              Contains(HasSubstr("t.csv, encoded as unknown: column 'town' 2 "
                                 "('Rom'), column 'yes' 1 ('maybe')")));
  options.texts = Texts::kOrdinal;
  EXPECT_THAT(open(kTowns, options).sample(5), ElementsAre(-1.0F, 1.0F));
}

TEST_F(TextColumns, ATextThatNoTrainingSampleHasIsUnknownToo) {
  OpenedData data = open(kTowns);
  ASSERT_EQ(data.error, "");
  data.dataset->knowTextsOf(std::vector<std::uint64_t>{0, 1});
  EXPECT_THAT(data.sample(0), ElementsAre(0.0F, 0.0F, 1.0F, 1.0F));
  EXPECT_THAT(data.sample(2), ElementsAre(0.0F, 0.0F, 0.0F, 1.0F));
  EXPECT_THAT(data.dataset->head().notes,
              Contains("column 'town': 1 validation or test sample has a text that no training "
                       "sample has, encoded as unknown"));
}

TEST_F(TextColumns, OfOtherFilesAreUnknownAsWell) {
  DataOptions options;
  options.test.path = folder_.file("test.csv", "town,yes,y\nKiel,true,0\nUlm,true,1\n");
  OpenedData data = open(kTowns, options);
  ASSERT_EQ(data.error, "");
  data.dataset->knowTextsOf(std::vector<std::uint64_t>{0, 2});
  EXPECT_THAT(data.sample(4), ElementsAre(0.0F, 0.0F, 0.0F, 1.0F));
  EXPECT_THAT(data.dataset->head().notes,
              Contains(HasSubstr("column 'town': 2 validation or test samples")));
}

TEST_F(TextColumns, KnownTextsSayNothing) {
  OpenedData data = open(kTowns);
  data.dataset->knowTextsOf(std::vector<std::uint64_t>{0, 1, 2});
  EXPECT_THAT(data.dataset->head().notes, Not(Contains(HasSubstr("unknown"))));
}

}  // namespace
}  // namespace emascope
