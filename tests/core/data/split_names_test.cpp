// SPDX-License-Identifier: Apache-2.0
#include "core/data/split_names.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(SplitNames, UsualSpellingsInAnyCaseAreSplits) {
  for (const char* const name :
       {"train", "TRAIN", "Training", "trn", "Train Set", "train_images", "training-data",
        "trainset", "TrainSet", "train2017", "01_train", "images_training"}) {
    EXPECT_EQ(splitOfName(name), Split::kTrain) << name;
  }
  for (const char* const name : {"val", "Valid", "VALIDATION", "dev", "Dev set", "val_256",
                                 "valset", "validation.images", "development"}) {
    EXPECT_EQ(splitOfName(name), Split::kValidation) << name;
  }
  for (const char* const name : {"test", "Testing", "tst", "testset", "test_img", "Test (2)"}) {
    EXPECT_EQ(splitOfName(name), Split::kTest) << name;
  }
}

TEST(SplitNames, OtherWordsAreNoSplits) {
  for (const char* const name :
       {"", "_", "cat", "trainer", "strain", "latest", "contest", "interval", "valley", "device",
        "eval", "trains", "trainval", "train_val", "test or train"}) {
    EXPECT_FALSE(readSplitName(name)) << name;
  }
}

TEST(SplitNames, WhatElseANameSaysIsKept) {
  const auto rest = [](const char* name) {
    const auto read = readSplitName(name);
    EXPECT_TRUE(read) << name;
    return read ? read->rest : "no split";
  };
  EXPECT_EQ(rest("seg_train"), "seg");
  EXPECT_EQ(rest("bullet_train"), "bullet");
  EXPECT_EQ(rest("X_train"), "x");
  EXPECT_EQ(rest("XTrain"), "x");
  EXPECT_EQ(rest("ytest"), "y");
  EXPECT_EQ(rest("val_labels"), "labels");
  EXPECT_EQ(rest("Train2017Images"), "2017 images");
  EXPECT_EQ(rest("test"), "");
  for (const char* const name : {"seg_train", "bullet_train", "X_train", "ytest", "val_labels"}) {
    EXPECT_FALSE(splitOfName(name)) << name;
  }
}

}  // namespace
}  // namespace emascope
