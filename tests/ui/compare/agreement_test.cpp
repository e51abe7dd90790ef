// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the paired results amount to, in numbers and words; and the pictures made of them.
#include "ui/compare/agreement.h"

#include "tests/ui/compare/compare_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/compare/own_pictures.h"
#include "ui/compare/sample_look.h"
#include "ui/compare/scan_line.h"
#include "ui/pictures/picture_arrays.h"

#include <cmath>

namespace emascope::ui {

class AgreementTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everySampleIsInOneCell() {
    const Agreement agreement = agreementOf(fakeClasses(1930, 5, 34, 31));
    QCOMPARE(agreement.of(Group::kBothRight).size(), std::size_t{1930});
    QCOMPARE(agreement.of(Group::kOnlyRaw).size(), std::size_t{5});
    QCOMPARE(agreement.of(Group::kOnlyMix).size(), std::size_t{34});
    QCOMPARE(agreement.of(Group::kBothWrong).size(), std::size_t{31});
    QCOMPARE(agreement.raw_wrong, std::int64_t{65});
    QCOMPARE(agreement.mix_wrong, std::int64_t{36});
    QCOMPARE(agreement.of(Group::kOnlyMix).front(), std::size_t{1935});
  }

  void aClearDifferenceIsSaidPlainly() {
    const auto compared = fakeClasses(1930, 5, 34, 31);
    const Agreement agreement = agreementOf(compared);
    QCOMPARE(agreementText(compared, agreement, QStringLiteral("EMA")),
             QStringLiteral("EMA corrects 34 samples that raw gets wrong and breaks 5."));
    QCOMPARE(testText(compared, agreement),
             QStringLiteral("Exact McNemar test, p < 0.001 · one step of one run"));
  }

  void chanceIsNoDifference() {
    const auto compared = fakeClasses(100, 9, 12, 3);  // p = 0.66
    const Agreement agreement = agreementOf(compared);
    QCOMPARE(agreementText(compared, agreement, QStringLiteral("EMA")),
             QStringLiteral("EMA corrects 12 and breaks 9: no clear difference."));
    QVERIFY(testText(compared, agreement).contains(QStringLiteral("p = 0.66")));
  }

  void theSameAnswersAreSaidToBeTheSame() {
    const auto compared = fakeClasses(1, 0, 0, 0);
    const Agreement agreement = agreementOf(compared);
    QVERIFY(agreementText(compared, agreement, QStringLiteral("EMA"))
                .contains(QStringLiteral("same samples")));
    QVERIFY(testText(compared, agreement).contains(QStringLiteral("p = 1.00")));
  }

  void tokensOfOneTextAreNotTested() {
    auto compared = fakeClasses(10, 1, 9, 0);
    compared.per_sample = 5;
    const Agreement agreement = agreementOf(compared);
    QVERIFY(testText(compared, agreement).startsWith(QStringLiteral("No test")));
    QVERIFY(agreementText(compared, agreement, QStringLiteral("EMA"))
                .contains(QStringLiteral("9 tokens")));
  }

  void oneIsNotSaidToBeMany() {
    auto compared = fakeClasses(10, 0, 1, 0);
    compared.per_sample = 5;
    QCOMPARE(agreementText(compared, agreementOf(compared), QStringLiteral("EMA")),
             QStringLiteral("EMA corrects 1 token that raw gets wrong and breaks 0."));
    const auto numbers = fakeNumbers(2, [](int i) { return i == 0 ? 0.1F : -0.1F; });
    QCOMPARE(agreementText(numbers, agreementOf(numbers), QStringLiteral("EMA")),
             QStringLiteral("EMA has the lower loss on 1 sample and the higher on 1: no clear "
                            "difference."));
    // 1 of 12: p = 0.0063
    const auto worse = fakeNumbers(12, [](int i) { return i == 0 ? 0.1F : -0.1F; });
    QCOMPARE(agreementText(worse, agreementOf(worse), QStringLiteral("EMA")),
             QStringLiteral("EMA has the lower loss on 1 sample and the higher on 11."));
  }

  // 8 samples with gains 0.4, 0.3, …, -0.3: the quarters are two samples each.
  void numbersHaveAQuarterOfLargestGainAndOneOfLargestLoss() {
    const auto compared = fakeNumbers(8, [](int i) { return 0.1F * static_cast<float>(4 - i); });
    const Agreement agreement = agreementOf(compared);
    QVERIFY(agreement.numbers);
    QCOMPARE(agreement.of(Group::kGain), (std::vector<std::size_t>{0, 1}));
    QCOMPARE(agreement.of(Group::kLoss), (std::vector<std::size_t>{7, 6}));
    QCOMPARE(agreement.better, std::int64_t{4});
    QCOMPARE(agreement.worse, std::int64_t{3});
  }

  void lossesThatAreNotFiniteCountForNobody() {
    const auto compared = fakeNumbers(4, [](int i) { return i == 0 ? NAN : 0.1F; });
    const Agreement agreement = agreementOf(compared);
    QCOMPARE(agreement.better, std::int64_t{3});
    QCOMPARE(agreement.of(Group::kGain), (std::vector<std::size_t>{1}));
    QVERIFY(agreement.of(Group::kLoss).empty());
  }

  void columnsOfDifferentLengthsAreRefused() {
    QVERIFY(isComplete(fakeClasses(3, 1, 1, 1)));
    auto compared = fakeClasses(3, 1, 1, 1);
    compared.mix_top.pop_back();
    QVERIFY(!isComplete(compared));
    compared = fakeClasses(8, 0, 0, 1);
    compared.raw_right.pop_back();
    QVERIFY(!isComplete(compared));
    compared = fakeClasses(1, 0, 0, 0);
    compared.per_sample = 0;
    QVERIFY(!isComplete(compared));
  }

  void aFewAreSpreadOverTheWhole() {
    QCOMPARE(spread({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 2), (std::vector<std::size_t>{2, 7}));
    QCOMPARE(spread({4, 5}, 6), (std::vector<std::size_t>{4, 5}));
    QVERIFY(spread({4, 5}, 0).empty());
  }

  // Differences of 0.1 for each of 100 samples have no spread; ±1 in turn have a mean of 0.
  void lowerBeyondChance() {
    const auto average = fakeNumbers(100, [](int) { return 0.0F; });
    const auto same_gain = fakeNumbers(100, [](int) { return 0.1F; });
    const auto noise = fakeNumbers(100, [](int i) { return 0.01F + (i % 2 == 0 ? 1.0F : -1.0F); });
    QCOMPARE(clearlyLower(same_gain, average), std::optional(true));
    QCOMPARE(clearlyLower(average, same_gain), std::optional(false));
    QCOMPARE(clearlyLower(noise, average), std::optional(false));
    auto later = average;
    later.step = 7;
    QVERIFY(!clearlyLower(same_gain, later));
    const auto one = fakeNumbers(1, [](int) { return 0.1F; });
    QVERIFY(!clearlyLower(one, fakeNumbers(1, [](int) { return 0.0F; })));
    QVERIFY(!clearlyLower(fakeNumbers(3, [](int) { return NAN; }),
                          fakeNumbers(3, [](int) { return 0.0F; })));
  }

  void theLossOfAClassIsMinusTheLogOfItsProbability() {
    const std::vector<double> losses = mixLosses(fakeClasses(1, 0, 0, 1));
    QVERIFY(std::abs(losses[0] + std::log(0.99)) < 1e-6);
    QVERIFY(std::abs(losses[1] + std::log(0.3)) < 1e-6);
  }

  void theMatrixCountsRightAndPredictedClasses() {
    const auto picture = resultPicture(fakeClasses(4, 0, 0, 2), ui::Side::kRaw);
    QVERIFY(picture && checkPicture(*picture));
    const auto counts = numbers(*picture, "counts");
    // Four right in turn of class 0 and 1; sample 4 is of class 0, sample 5 of class 1, both wrong.
    QCOMPARE(std::vector<float>(counts.begin(), counts.end()),
             (std::vector<float>{2.0F, 1.0F, 1.0F, 2.0F}));
  }

  void tooManyClassesHaveNoMatrix() {
    auto compared = fakeClasses(2, 0, 0, 0);
    compared.truth[0] = 100;
    QVERIFY(!resultPicture(compared, ui::Side::kRaw));
    compared.truth[0] = 99;
    QVERIFY(resultPicture(compared, ui::Side::kRaw));
    compared.raw_top[0] = -3;
    QVERIFY(resultPicture(compared, ui::Side::kRaw));
  }

  void numbersAreDrawnAgainstTheirTargets() {
    const auto compared = fakeNumbers(5, [](int) { return 0.1F; });
    const auto picture = resultPicture(compared, ui::Side::kMix);
    QVERIFY(picture && checkPicture(*picture));
    QCOMPARE(numbers(*picture, "prediction")[2], 2.5F);
    auto without = compared;
    without.truth_value.clear();
    QVERIFY(!resultPicture(without, ui::Side::kMix));
  }

  void bothSidesShowTheSameMisreadImages() {
    const auto compared = fakeClasses(4, 1, 2, 1);
    QCOMPARE(misread(compared, 3), (std::vector<std::int64_t>{5, 6, 4}));
    event::SamplesShown shown{.samples = misread(compared, 3), .kind = "image", .shape = {2, 2}};
    shown.values.assign(12, 0.5F);
    const auto raw = misreadPicture(compared, shown, ui::Side::kRaw);
    const auto mix = misreadPicture(compared, shown, ui::Side::kMix);
    QVERIFY(raw && mix && checkPicture(*raw) && checkPicture(*mix));
    QVERIFY(std::ranges::equal(numbers(*raw, "images"), numbers(*mix, "images")));
    QCOMPARE(numbers(*raw, "count")[0], 3.0F);
    QCOMPARE(numbers(*mix, "count")[0], 2.0F);
    QCOMPARE(numbers(*mix, "said")[0], numbers(*mix, "right")[0]);
    QVERIFY(numbers(*raw, "said")[0] != numbers(*raw, "right")[0]);
    shown.values.pop_back();
    QVERIFY(!misreadPicture(compared, shown, ui::Side::kRaw));
  }

  void threeChannelsAreColorsOfOneScale() {
    const event::SamplesShown shown{
        .samples = {0}, .kind = "image", .shape = {3, 1, 2}, .values = {10, 20, 10, 40, 10, 50}};
    const auto image = sampleImage(shown, 0);
    QVERIFY(image.has_value());
    QCOMPARE(image->columns, std::int64_t{2});
    QCOMPARE(image->channels, std::int64_t{3});
    QCOMPARE(image->values, (std::vector<float>{0.0F, 0.25F, 0.0F, 0.75F, 0.0F, 1.0F}));
    QVERIFY(!sampleImage(shown, 1));
  }

  void otherChannelsAreAveraged() {
    const event::SamplesShown two{
        .samples = {0}, .kind = "image", .shape = {2, 1, 2}, .values = {0, 10, 0, 20}};
    const auto image = sampleImage(two, 0);
    QVERIFY(image.has_value());
    QCOMPARE(image->channels, std::int64_t{1});
    QCOMPARE(image->values, (std::vector<float>{0.0F, 1.0F}));
  }

  void misreadImagesKeepTheirColors() {
    const auto compared = fakeClasses(4, 1, 2, 1);
    event::SamplesShown shown{.samples = misread(compared, 2), .kind = "image", .shape = {3, 1, 1}};
    shown.values = {1, 0, 0, 0, 0, 1};  // red, blue
    const auto picture = misreadPicture(compared, shown, ui::Side::kRaw);
    QVERIFY(picture && checkPicture(*picture));
    QCOMPARE(picture->arrays[0].shape, (std::vector<std::int64_t>{2, 3, 1, 1}));
    QCOMPARE(picture->arrays[0].values, shown.values);
  }

  // Three on the left, one on the right: with two, one of each side.
  void samplesFarApartAreChosen() {
    std::vector<SampleLook> looks;
    for (const double x : {0.0, 0.1, 0.2, 9.0}) {
      looks.push_back({.sample = static_cast<std::int64_t>(looks.size()), .place = QPointF(x, 0)});
    }
    const auto some = farApart(looks, 2);
    QCOMPARE(some.size(), std::size_t{2});
    QCOMPARE(some[0].sample, std::int64_t{0});
    QCOMPARE(some[1].sample, std::int64_t{3});
  }

  void theLowestOfALineIsFiniteAndNearestToTheAverage() {
    ScanLine line;
    const event::Scanned scanned{
        1, 100, {"main", {0.0, 0.5, 1.0, 1.5}}, {{0.3, 0}, {0.1, 0}, {0.1, 0}, {-HUGE_VAL, 0}}};
    QVERIFY(line.take(scanned, true));
    QCOMPARE(line.lowest()->share, 1.0);
    QVERIFY(line.take({2, 100, {"main", {0.9}}, {{0.05, 0}}}, false));
    QCOMPARE(line.lowest()->share, 0.9);
    QVERIFY(!line.take({3, 101, {"main", {0.8}}, {{0.01, 0}}}, false));  // of another step
    QVERIFY(!line.take({3, 100, {"slow", {0.8}}, {{0.01, 0}}}, false));
    QVERIFY(!line.take({4, 100, {"main", {0.8, 0.7}}, {{0.01, 0}}}, true));  // one is missing
  }

  void twentyOneSharesAndThenSomeAround() {
    QCOMPARE(coarseShares().size(), std::size_t{21});
    QCOMPARE(coarseShares().front(), -0.5);
    QCOMPARE(coarseShares().back(), 1.5);
    QCOMPARE(sharesAround(1.0).size(), std::size_t{8});
    for (const double share : sharesAround(1.5)) QVERIFY(share <= 1.5);
    QCOMPARE(sharesAround(1.5).size(), std::size_t{4});
  }
};

EMASCOPE_UI_TEST(AgreementTest);

}  // namespace emascope::ui

#include "agreement_test.moc"
