// SPDX-License-Identifier: Apache-2.0
//
// Which part of a data set a name means, as people write it: folders ("seg_train", "Training",
// "val2017"), values of a column ("Dev set"), arrays ("X_test"). One vocabulary for all of them.
//
// Words of the training part: train, training, trn; of validation: val, valid, validation, dev,
// development; of the test part: test, testing, tst. "eval" is none of them: some take it for
// validation, and Hugging Face's datasets for test.
#pragma once

#include "core/data/dataset.h"

#include <optional>
#include <string>
#include <string_view>

namespace emascope {

struct PartName {
  Part part = Part::kTrain;
  std::string rest = {};  ///< the other words in lower case, a blank between two: "seg", "x"
};

/// The part of which `name` has a word, in any case, beside any other words: words end at what is
/// no letter, where a capital follows a small letter, and between letters and digits; "trainset"
/// and "xtest" are two words each. Nothing without such a word, and with those of two parts.
[[nodiscard]] std::optional<PartName> readPartName(std::string_view name);

/// The same, if all other words say nothing about what is in the part: "Train set", "val2017",
/// "test_images", but not "bullet_train".
[[nodiscard]] std::optional<Part> partOfName(std::string_view name);

/// "train", "validation", "test"
[[nodiscard]] const char* partWord(Part part);

}  // namespace emascope
