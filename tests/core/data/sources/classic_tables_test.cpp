// SPDX-License-Identifier: Apache-2.0
//
// The forms of tables that people learn with, imitated: each opens as it is published, or with the
// one option that its refusal names, beside the choice of what is to be learned.
#include "tests/core/data/opened_data.h"
#include "tests/support/temporary_folder.h"

#include <cmath>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

OpenedData table(const std::string& text, DataOptions options = {}) {
  const TemporaryFolder folder;
  options.path = folder.file("table.data", text);
  OpenedData opened = openData(options);
  return opened;
}

std::uint64_t samples(const OpenedData& data) {
  EXPECT_EQ(data.error, "");
  return data.dataset ? data.dataset->size() : 0;
}

TEST(ClassicTables, IrisHasNoNamesAndTextsAsClasses) {
  const OpenedData data = table(
      "5.0,3.4,1.5,0.2,Iris-setosa\n4.4,2.9,1.4,0.2,Iris-setosa\n6.9,3.1,4.9,1.5,Iris-versicolor\n"
      "5.5,2.3,4.0,1.3,Iris-versicolor\n\n");
  EXPECT_EQ(samples(data), 4U);
  EXPECT_THAT(data.targets().classes, ElementsAre("Iris-setosa", "Iris-versicolor"));
  EXPECT_THAT(data.dataset->head().notes,
              Contains(HasSubstr("the first line is a sample, not column names")));
}

TEST(ClassicTables, WineHasItsClassInTheFirstColumn) {
  const OpenedData data = table(
      "1,14.2,1.71\n2,12.4,.94\n3,12.9,1.35\n1,13.2,1.78\n2,12.3,1.1\n"
      "3,12.8,2.99\n",
      {.target = "1"});
  EXPECT_EQ(samples(data), 6U);
  EXPECT_THAT(data.targets().classes, ElementsAre("1", "2", "3"));
  EXPECT_THAT(data.sample(1), ElementsAre(12.4F, 0.94F));
}

TEST(ClassicTables, WineQualityHasSemicolonsAndQuotedNames) {
  const OpenedData data = table(
      "\"fixed acidity\";\"volatile acidity\";\"quality\"\n7.4;0.7;5\n"
      "7.8;0.88;5\n11.2;0.28;6\n7.9;0.6;6\n");
  EXPECT_EQ(samples(data), 4U);
  EXPECT_THAT(data.dataset->head().features, ElementsAre("fixed acidity", "volatile acidity"));
  EXPECT_THAT(data.dataset->head().notes, ElementsAre("semicolons separate the columns"));
}

TEST(ClassicTables, AbaloneBeginsWithALetterForTheSex) {
  const OpenedData data = table("M,0.455,0.365,15\nF,0.53,0.42,9\nI,0.33,0.255,7\nM,0.44,0.36,10\n",
                                {.task = TaskKind::kRegression});
  EXPECT_EQ(samples(data), 4U);
  EXPECT_THAT(data.dataset->head().features, ElementsAre("c1=F", "c1=I", "c1=M", "c2", "c3"));
  EXPECT_THAT(data.sample(2), ElementsAre(0.0F, 1.0F, 0.0F, 0.33F, 0.255F));
}

TEST(ClassicTables, AdultHasTextsAndNoNames) {
  const OpenedData data = table(
      "37, Local-gov, 48211, Masters, Male, 40, United-States, <=50K\n"
      "29, ?, 120044, HS-grad, Female, 38, Cuba, <=50K\n"
      "52, Private, 209642, HS-grad, Male, 45, ?, >50K\n"
      "31, Private, 45781, Masters, Female, 50, United-States, >50K\n");
  EXPECT_EQ(samples(data), 4U);
  EXPECT_EQ(data.targets().name, "c8");
  EXPECT_THAT(data.targets().classes, ElementsAre("<=50K", ">50K"));
  EXPECT_THAT(data.dataset->head().features,
              ElementsAre("c1", "c2=(missing)", "c2=Local-gov", "c2=Private", "c3", "c4=Masters",
                          "c5=Male", "c6", "c7=(missing)", "c7=Cuba", "c7=United-States"));
  EXPECT_THAT(data.dataset->head().notes,
              Contains("missing values in text columns, read as a separate text: c2 1, c7 1"));
}

constexpr const char* kTitanic =
    "PassengerId,Survived,Pclass,Name,Sex,Age,Ticket,Fare,Cabin,Embarked\n"
    "1,0,3,\"Smith, Mr. John\",male,22,A/5 21171,7.25,,S\n"
    "2,1,1,\"Jones, Mrs. Ann (May)\",female,38,PC 17599,71.28,C85,C\n"
    "3,1,3,\"Berg, Miss. Ida\",female,,113803,7.92,,S\n"
    "4,0,3,\"Lund, Mr. Per\",male,35,373450,8.05,,\n";

TEST(ClassicTables, TitanicNeedsItsAgesFilledIn) {
  EXPECT_THAT(table(kTitanic, {.target = "Survived"}).error,
              HasSubstr("1 number is missing, in line 4: column 'Age'; allowed: a number in every "
                        "row; --impute"));
  const OpenedData data = table(kTitanic, {.target = "Survived", .impute = true});
  EXPECT_EQ(samples(data), 4U);
  EXPECT_THAT(data.dataset->head().features, Contains("Sex=male"));
  EXPECT_THAT(data.dataset->head().notes,
              Contains("columns with both numbers and texts, read as texts: Ticket"));
  EXPECT_THAT(table(kTitanic, {.impute = true}).error,
              HasSubstr("line 5: column 'Embarked': the target is missing; allowed: a target in "
                        "every row; --skip-corrupt leaves such rows out, --target selects"));
  EXPECT_EQ(samples(table(kTitanic, {.impute = true, .skip_corrupt = true})), 3U);
}

TEST(ClassicTables, TitanicsNamesAreAnotherTextInEachRow) {
  std::string text = "Name,Sex,Fare,Survived\n";
  for (int i = 0; i < 60; ++i) {
    text += "\"Person, No. " + std::to_string(i) + "\"," + (i % 2 == 0 ? "male" : "female") + "," +
            std::to_string(i) + "," + std::to_string(i % 3 == 0 ? 1 : 0) + "\n";
  }
  const OpenedData data = table(text);
  EXPECT_EQ(samples(data), 60U);
  EXPECT_THAT(data.dataset->head().features, ElementsAre("Sex=male", "Fare"));
  EXPECT_THAT(data.dataset->head().notes,
              Contains("columns left out: Name (a different text in each row)"));
}

TEST(ClassicTables, HousesInCaliforniaAreNearSomething) {
  const OpenedData data = table(
      "longitude,median_income,median_house_value,ocean_proximity\n-122.23,8.32,452600.0,NEAR BAY\n"
      "-118.3,3.84,210000.0,<1H OCEAN\n-121.2,2.01,98000.0,INLAND\n-122.2,7.25,352100.0,NEAR BAY\n",
      {.target = "median_house_value", .task = TaskKind::kRegression});
  EXPECT_EQ(samples(data), 4U);
  EXPECT_THAT(data.dataset->head().features,
              ElementsAre("longitude", "median_income", "ocean_proximity=<1H OCEAN",
                          "ocean_proximity=INLAND", "ocean_proximity=NEAR BAY"));
  EXPECT_THAT(data.sample(3), ElementsAre(-122.2F, 7.25F, 0.0F, 0.0F, 1.0F));
}

TEST(ClassicTables, BreastCancerHasTheDiagnosisInTheSecondColumn) {
  const OpenedData data = table(
      "842302,M,17.99,10.38\n8510426,B,13.54,14.36\n84300903,M,19.69,21.25\n"
      "8510653,B,13.08,15.71\n",
      {.target = "2"});
  EXPECT_EQ(samples(data), 4U);
  EXPECT_THAT(data.targets().classes, ElementsAre("B", "M"));
  EXPECT_EQ(data.sample(2)[0], 84300903.0F);
}

TEST(ClassicTables, AutoMpgHasBlanksATabAndQuestionMarks) {
  const char* const text =
      "18.0   8   307.0      130.0      3504.      12.0   70  1\t\"chevrolet chevelle malibu\"\n"
      "25.0   4   98.00      ?          2046.      19.0   71  1\t\"ford pinto\"\n"
      "24.0   4   113.0      95.00      2372.      15.0   70  3\t\"toyota corona mark ii\"\n"
      "25.0   4   140.0      75.00      2542.      17.0   74  1\t\"ford pinto\"\n";
  EXPECT_THAT(table(text, {.target = "1"}).error,
              HasSubstr("1 number is missing, in line 2: column 'c4'; allowed: a number in every "
                        "row; --impute"));
  const OpenedData data = table(text, {.target = "1", .impute = true});
  EXPECT_EQ(samples(data), 4U);
  EXPECT_TRUE(std::isnan(data.sample(1)[2]));
  EXPECT_THAT(data.dataset->head().features, Contains("c9=ford pinto"));
}

TEST(ClassicTables, HousesInBostonAreBetweenBlanks) {
  const OpenedData data = table(
      " 0.00632  18.00   2.310  0  24.00\n 0.02731   0.00   7.070  0  21.60\n"
      " 0.03237   0.00  12.180  1  33.40\n");
  EXPECT_EQ(samples(data), 3U);
  EXPECT_EQ(data.targets().task, TaskKind::kRegression);
  EXPECT_THAT(data.sample(2), ElementsAre(0.03237F, 0.0F, 12.18F, 1.0F));
}

TEST(ClassicTables, SeedsAreBetweenTabsSometimesTwo) {
  const OpenedData data = table(
      "15.26\t14.84\t0.871\t1\n14.88\t\t14.57\t0.8811\t1\n"
      "17.63\t15.98\t0.8673\t\t2\n16.84\t15.67\t0.8623\t2\n");
  EXPECT_EQ(samples(data), 4U);
  EXPECT_THAT(data.sample(1), ElementsAre(14.88F, 14.57F, 0.8811F));
}

TEST(ClassicTables, NumpysOwnTablesHaveTheirNamesBehindASign) {
  const OpenedData data = table("# x y z\n1 2.5 0\n2 3.5 1\n3 4.5 0\n4 5 1\n");
  EXPECT_EQ(samples(data), 4U);
  EXPECT_THAT(data.dataset->head().features, ElementsAre("x", "y"));
  EXPECT_EQ(data.targets().name, "z");
}

TEST(ClassicTables, MushroomsAreLettersAlone) {
  const OpenedData data = table("p,x,s,n\ne,x,s,y\ne,b,s,w\np,x,y,w\ne,x,?,g\n", {.target = "1"});
  EXPECT_EQ(samples(data), 5U);
  EXPECT_THAT(data.targets().classes, ElementsAre("e", "p"));
  EXPECT_THAT(data.dataset->head().features,
              ElementsAre("c2=x", "c3=(missing)", "c3=s", "c3=y", "c4=g", "c4=n", "c4=w", "c4=y"));
}

TEST(ClassicTables, TheBanksMarketingHasSemicolonsAndAnswers) {
  const OpenedData data = table(
      "\"age\";\"job\";\"housing\";\"month\";\"y\"\n58;\"management\";\"yes\";\"may\";\"no\"\n"
      "44;\"technician\";\"yes\";\"jun\";\"no\"\n33;\"admin.\";\"no\";\"may\";\"yes\"\n");
  EXPECT_EQ(samples(data), 3U);
  EXPECT_THAT(data.dataset->head().features,
              ElementsAre("age", "job=admin.", "job=management", "job=technician", "housing=yes",
                          "month=may"));
  EXPECT_THAT(data.sample(2), ElementsAre(33.0F, 1.0F, 0.0F, 0.0F, 0.0F, 1.0F));
}

TEST(ClassicTables, DiabetesOfThePimaIsNumbersAlone) {
  const OpenedData data = table(
      "6,148,72,33.6,0.627,50,1\n1,85,66,26.6,0.351,31,0\n"
      "8,183,64,23.3,0.672,32,1\n1,89,66,28.1,0.167,21,0\n");
  EXPECT_EQ(samples(data), 4U);
  EXPECT_THAT(data.targets().classes, ElementsAre("0", "1"));
}

TEST(ClassicTables, HeartDiseaseHasQuestionMarks) {
  const char* const text =
      "63.0,1.0,145.0,0.0,6.0,0\n67.0,1.0,160.0,3.0,?,2\n41.0,0.0,130.0,?,3.0,0\n"
      "56.0,1.0,120.0,0.0,3.0,2\n";
  EXPECT_THAT(table(text).error,
              HasSubstr("2 numbers are missing, the first in line 2: column 'c5'; allowed: a "
                        "number in every row; --impute"));
  EXPECT_EQ(samples(table(text, {.impute = true})), 4U);
}

TEST(ClassicTables, EnergyHasDecimalCommas) {
  const OpenedData data = table("X1;X2;Y1\n0,98;514,5;15,55\n0,9;563,5;20,84\n0,86;588;19,5\n");
  EXPECT_EQ(samples(data), 3U);
  EXPECT_THAT(data.targets().values, ElementsAre(15.55F, 20.84F, 19.5F));
  EXPECT_THAT(data.sample(1), ElementsAre(0.9F, 563.5F));
  EXPECT_THAT(data.dataset->head().notes,
              ElementsAre("semicolons separate the columns", "numbers have a decimal comma"));
}

TEST(ClassicTables, AirQualityEndsItsRowsWithDelimitersAndHasDates) {
  const char* const text =
      "Date;Time;CO;T;;\n10/03/2004;18.00.00;2,6;13,6;;\n10/03/2004;19.00.00;2;13,3;;\n"
      "11/03/2004;20.00.00;2,2;11,9;;\n;;;;;\n";
  EXPECT_THAT(
      table(text).error,
      HasSubstr("column 'Date' has dates or times, as '10/03/2004' in line 2; column 'Time' has "
                "dates or times, as '18.00.00' in line 2; allowed: plain numbers, such as seconds, "
                "days or "
                "1234.5, or leave out: --ignore 'Date' --ignore 'Time'"));
  const OpenedData data = table(text, {.ignore = {"Date", "Time"}});
  EXPECT_EQ(samples(data), 3U);
  EXPECT_EQ(data.targets().name, "T");
  EXPECT_THAT(data.dataset->head().features, ElementsAre("CO"));
  EXPECT_THAT(data.dataset->head().notes, Contains("1 row without values was skipped"));
  EXPECT_THAT(data.dataset->head().notes,
              Contains("columns left out: c5 (no values), c6 (no values)"));
}

}  // namespace
}  // namespace emascope
