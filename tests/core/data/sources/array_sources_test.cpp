// SPDX-License-Identifier: Apache-2.0
//
// NPY and NPZ as NumPy writes them (tests/golden/data/make_arrays.py), and as nobody should.
#include "tests/core/data/opened_data.h"
#include "tests/support/temporary_folder.h"

#include <functional>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

OpenedData golden(const std::string& name, DataOptions options = {}) {
  options.path = goldenData(name);
  return openData(options);
}

TEST(NpySource, SamplesAndLabelsInTwoFiles) {
  const OpenedData data = golden("x.npy", {.labels = goldenData("labels.npy")});
  ASSERT_EQ(data.error, "");
  EXPECT_EQ(data.dataset->size(), 6U);
  EXPECT_THAT(data.sample(3), ElementsAre(30.0F, 30.25F, 30.5F, 30.75F));
  EXPECT_THAT(data.targets().classes, ElementsAre("0", "1", "2"));
  EXPECT_THAT(data.targets().labels, ElementsAre(2, 0, 1, 2, 0, 1));
}

TEST(NpySource, ATableHasItsTargetInAColumn) {
  const OpenedData last = golden("table.npy");
  ASSERT_EQ(last.error, "");
  EXPECT_THAT(last.sample(2), ElementsAre(20.0F, 20.25F));
  EXPECT_THAT(last.targets().labels, ElementsAre(0, 0, 1, 0, 0, 1));
  const OpenedData first = golden("table.npy", {.target = "1"});
  EXPECT_THAT(first.sample(2), ElementsAre(20.25F, 1.0F));
  EXPECT_THAT(first.targets().values, ElementsAre(0.0F, 10.0F, 20.0F, 30.0F, 40.0F, 50.0F));
  EXPECT_THAT(first.dataset->head().features, ElementsAre("column 2", "column 3"));
}

TEST(NpySource, FortranOrderIsReadAsItIsMeant) {
  const OpenedData data = golden("fortran.npy", {.labels = goldenData("labels.npy")});
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.dataset->head().shape, ElementsAre(1U, 2U, 3U));
  EXPECT_THAT(data.sample(4), ElementsAre(24.0F, 25.0F, 26.0F, 27.0F, 28.0F, 29.0F));
}

TEST(NpySource, SeveralNumbersATargetAreARegression) {
  const OpenedData data = golden("x.npy", {.labels = goldenData("wide.npy")});
  ASSERT_EQ(data.error, "");
  EXPECT_EQ(data.targets().width, 2U);
  EXPECT_EQ(data.targets().values[6], 3.0F);
  EXPECT_EQ(data.targets().values[7], -3.0F);
}

TEST(NpySource, LabelsMayBeATable) {
  const TemporaryFolder folder;
  const std::string labels = folder.file("y.csv", "y\n4\n7\n4\n7\n4\n7\n");
  const OpenedData data = golden("x.npy", {.labels = labels});
  EXPECT_THAT(data.targets().classes, ElementsAre("4", "7"));
}

TEST(NpzSource, OneArrayOfSamplesAndOneOfTargets) {
  const OpenedData data = golden("plain.npz");
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.sample(1), ElementsAre(10.0F, 10.25F, 10.5F, 10.75F));
  EXPECT_THAT(data.targets().labels, ElementsAre(2, 0, 1, 2, 0, 1));
}

TEST(NpzSource, TrainAndTestArraysAreSplits) {
  const OpenedData data = golden("mnist.npz");
  ASSERT_EQ(data.error, "");
  EXPECT_EQ(data.dataset->size(), 6U);
  EXPECT_THAT(data.sample(5), ElementsAre(30.0F, 31.0F, 32.0F, 33.0F, 34.0F, 35.0F));
  EXPECT_THAT(data.summary.split_counts, ElementsAre(4U, 0U, 2U));
}

TEST(NpzSource, TheArraysAreNamedWhereItIsUnclear) {
  EXPECT_THAT(golden("plain.npz", {.target = "z"}).error,
              HasSubstr("has no array 'z'; allowed: --target with one of: x, y"));
}

/// The bytes of a golden file, changed.
std::string changed(const std::string& name, const std::function<void(std::string&)>& change) {
  std::string bytes = TemporaryFolder::contents(goldenData(name));
  change(bytes);
  return bytes;
}

void replace(std::string& bytes, const std::string& old, const std::string& with) {
  ASSERT_EQ(old.size(), with.size());
  const auto at = bytes.find(old);
  ASSERT_NE(at, std::string::npos);
  bytes.replace(at, old.size(), with);
}

struct Wrong {
  const char* name;
  const char* file;
  std::function<void(std::string&)> change;
  const char* message;
};

class WrongArray : public testing::TestWithParam<Wrong> {};

TEST_P(WrongArray, IsRefusedBeforeAnythingIsAllocated) {
  const TemporaryFolder folder;
  const OpenedData data = openData(
      {.path = folder.file("wrong", changed(GetParam().file, GetParam().change)),
       .labels = std::string(GetParam().file).ends_with("npy") ? goldenData("labels.npy") : ""});
  EXPECT_THAT(data.error, HasSubstr(GetParam().message));
  EXPECT_THAT(data.error, HasSubstr("wrong"));
}

/// Overwrites the uncompressed size of the first entry in the central directory.
void claim(std::string& bytes, const char* size) {
  const auto entry = bytes.find("PK\x01\x02");
  ASSERT_NE(entry, std::string::npos);
  constexpr std::size_t kSizeAt = 24;
  bytes.replace(entry + kSizeAt, 4, std::string(size, 4));
}

INSTANTIATE_TEST_SUITE_P(
    Files, WrongArray,
    testing::Values(
        Wrong{"Cut", "x.npy", [](std::string& b) { b.pop_back(); },
              "announces (6, 4) numbers, 96 bytes, but has 95 bytes"},
        Wrong{"TooLong", "x.npy", [](std::string& b) { b += '\0'; }, "but has 97 bytes"},
        Wrong{"Lies", "x.npy", [](std::string& b) { replace(b, "(6, 4), }    ", "(9999999, 4)}"); },
              "announces (9999999, 4) numbers, 152.6 MiB, but has 96 bytes"},
        Wrong{"Overflows", "x.npy",
              [](std::string& b) {
                replace(b, "(6, 4), }                         ",
                        "(4294967296, 4294967296, 9), }    ");
              },
              "shape beyond 2^64 bytes"},
        Wrong{"NaN", "x.npy", [](std::string& b) { b.replace(b.size() - 4, 4, "\0\0\xC0\x7F", 4); },
              "sample 6: number 4 is NaN; allowed: finite numbers; --impute"},
        Wrong{"Infinite", "x.npy",
              [](std::string& b) { b.replace(b.size() - 4, 4, "\0\0\x80\x7F", 4); },
              "sample 6: number 4 is infinite"},
        Wrong{"EmptyAxis", "x.npy",
              [](std::string& b) {
                replace(b, "(6, 4)", "(6, 0)");
                b.resize(b.size() - 96);
              },
              "has samples of 0 numbers"},
        Wrong{"ZipClaimsTooMuch", "mnist.npz", [](std::string& b) { claim(b, "\xF0\xFF\xFF\xFF"); },
              "member x_train.npy: claims to decompress to 4096 MiB; allowed: at most 2048 MiB"},
        Wrong{"ZipClaimsMore", "mnist.npz", [](std::string& b) { claim(b, "\xFF\0\0\0"); },
              "member x_train.npy: "},
        Wrong{"ZipClaimsLess", "mnist.npz", [](std::string& b) { claim(b, "\x0F\0\0\0"); },
              "member x_train.npy: "},
        Wrong{"ZipCut", "mnist.npz", [](std::string& b) { b.resize(b.size() / 2); },
              "cannot be read as a ZIP archive: "},
        Wrong{"ZipFlipped", "mnist.npz",
              [](std::string& b) {
                for (std::size_t i = 100; i < 120; ++i) b[i] = static_cast<char>(~b[i]);
              },
              "member x_train.npy: "}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(NpySource, WhatDoesNotBelongTogetherIsRefused) {
  EXPECT_THAT(golden("x.npy",
                     {.labels = goldenData("images-idx3-ubyte"), .task = TaskKind::kClassification})
                  .error,
              HasSubstr("has 6 numbers per sample; allowed: one label per sample"));
  EXPECT_THAT(golden("fortran.npy").error,
              HasSubstr("has samples of 2 x 3 and no targets; allowed: a table with a target "
                        "column, or --labels FILE"));
  EXPECT_THAT(golden("table.npy", {.target = "4"}).error,
              HasSubstr("has no column '4'; allowed: 1 to 3"));
  EXPECT_THAT(golden("x.npy", {.labels = goldenData("labels.npy"), .classes = 2}).error,
              HasSubstr("labels.npy: sample 1: label 2 is out of range; allowed: 0 to 1"));
  const TemporaryFolder folder;
  EXPECT_THAT(golden("x.npy", {.labels = folder.file("y.csv", "1\n2\n")}).error,
              HasSubstr("y.csv: has 2 targets for 6 samples; allowed: one target per sample"));
}

TEST(NpzSource, NothingBeyondTheBudgetIsUnpacked) {
  EXPECT_THAT(
      golden("plain.npz", {.memory_budget = 200}).error,
      HasSubstr("member x.npy: claims to decompress to 224 bytes; allowed: at most 200 bytes"));
}

}  // namespace
}  // namespace emascope
