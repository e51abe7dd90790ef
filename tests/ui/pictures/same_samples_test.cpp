// SPDX-License-Identifier: GPL-3.0-or-later
//
// Misread samples of two sets of weights are the same ones on both sides.
#include "ui/pictures/same_samples.h"

#include "tests/ui/support/fake_pictures.h"
#include "tests/ui/support/test_program.h"
#include "ui/pictures/picture_arrays.h"

#include <cstddef>
#include <vector>

#include <QTest>

namespace emascope::ui {
namespace {

/// Samples whose right class is their number, read as the next one. Each image has its number in
/// the corner.
TaskPicture misreadOf(const std::vector<float>& samples, float all) {
  TaskPicture picture = fakeMistakes(static_cast<std::int64_t>(samples.size()), all);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    picture.arrays[0].values[4 * i] = samples[i] / 100.0F;
    picture.arrays[1].values[i] = samples[i] + 1.0F;
    picture.arrays[2].values[i] = samples[i];
  }
  picture.arrays.push_back({"sample", {static_cast<std::int64_t>(samples.size())}, samples});
  return picture;
}

std::vector<float> valuesOf(const TaskPicture& picture, const char* name) {
  const auto values = numbers(picture, name);
  return {values.begin(), values.end()};
}

}  // namespace

class SameSamplesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void thoseOnWhichTheyDifferComeFirst() {
    const auto [raw, average] =
        withSameSamples(misreadOf({2, 5, 7}, 3.0F), misreadOf({1, 5}, 2.0F));
    const std::vector<float> samples = {1, 2, 7, 5};
    for (const TaskPicture* side : {&raw, &average}) {
      QVERIFY(checkPicture(*side));
      QCOMPARE(valuesOf(*side, "sample"), samples);
      QCOMPARE(valuesOf(*side, "right"), samples);
      for (std::size_t i = 0; i < samples.size(); ++i) {
        QCOMPARE(numbers(*side, "images")[4 * i], samples[i] / 100.0F);
      }
    }
    QCOMPARE(valuesOf(raw, "said"), (std::vector<float>{1, 3, 8, 6}));
    QCOMPARE(valuesOf(average, "said"), (std::vector<float>{2, 2, 7, 6}));
    QCOMPARE(valuesOf(raw, "count"), std::vector<float>{3});
    QCOMPARE(valuesOf(average, "count"), std::vector<float>{2});
  }

  void bothMayMisreadASampleInTheirOwnWay() {
    TaskPicture other = misreadOf({3, 4}, 2.0F);
    other.arrays[1].values = {4.0F, 9.0F};
    const auto [raw, average] = withSameSamples(misreadOf({3, 4}, 2.0F), other);
    QCOMPARE(valuesOf(raw, "sample"), (std::vector<float>{4, 3}));
    QCOMPARE(valuesOf(average, "said"), (std::vector<float>{9, 4}));
  }

  void nothingIsSaidOfSamplesThatAPictureDoesNotReach() {
    // Raw has mistakes beyond 7, so that it is not known how it reads 8.
    const auto [raw, average] = withSameSamples(misreadOf({2, 7}, 50.0F), misreadOf({3, 8}, 2.0F));
    QCOMPARE(valuesOf(raw, "sample"), (std::vector<float>{2, 3, 7}));
    QCOMPARE(valuesOf(average, "sample"), (std::vector<float>{2, 3, 7}));
    QCOMPARE(valuesOf(raw, "count"), std::vector<float>{50});
  }

  void thereAreAtMost24() {
    std::vector<float> even;
    std::vector<float> odd;
    for (int i = 0; i < 20; ++i) {
      even.push_back(static_cast<float>(2 * i));
      odd.push_back(static_cast<float>(2 * i + 1));
    }
    const auto [raw, average] = withSameSamples(misreadOf(even, 20.0F), misreadOf(odd, 20.0F));
    QCOMPARE(sizeOf(raw, "images", 0), std::int64_t{24});
    QVERIFY(checkPicture(raw) && checkPicture(average));
  }

  void oneThatReadsAllRightHasThoseOfTheOther() {
    const auto [raw, average] = withSameSamples(misreadOf({2}, 1.0F), misreadOf({}, 0.0F));
    QCOMPARE(valuesOf(average, "said"), std::vector<float>{2});
    QCOMPARE(valuesOf(average, "count"), std::vector<float>{0});
    QCOMPARE(valuesOf(raw, "said"), std::vector<float>{3});
  }

  void whatDoesNotSayItsSamplesIsAsItWas() {
    const TaskPicture known = misreadOf({2, 5}, 2.0F);
    TaskPicture twice = misreadOf({2, 2}, 2.0F);
    TaskPicture negative = misreadOf({-1, 2}, 2.0F);
    TaskPicture few = known;
    few.arrays.back() = {"sample", {1}, {2.0F}};
    TaskPicture large = known;
    large.arrays[0] = {"images", {2, 1, 1}, {0.5F, 0.5F}};
    TaskPicture broken = known;
    broken.arrays[1].values.clear();
    for (const TaskPicture& other :
         {fakeMistakes(2, 2.0F), fakeCurve(), twice, negative, few, large, broken}) {
      QVERIFY(withSameSamples(known, other) == std::pair(known, other));
      QVERIFY(withSameSamples(other, known) == std::pair(other, known));
    }
  }
};

EMASCOPE_UI_TEST(SameSamplesTest);

}  // namespace emascope::ui

#include "same_samples_test.moc"
