// SPDX-License-Identifier: Apache-2.0
//
// Recognizes the split of a data set in a name: folders ("seg_train", "Training", "val2017"),
// values of a column ("Dev set"), arrays ("X_test"). One vocabulary for all of them.
//
// Words of the training set: train, training, trn; of validation: val, valid, validation, dev,
// development; of the test set: test, testing, tst. "eval" is not included: some use it for
// validation, Hugging Face's datasets for test.
#pragma once

#include "core/data/dataset.h"

#include <optional>
#include <string>
#include <string_view>

namespace emascope {

struct SplitName {
  Split split = Split::kTrain;
  std::string rest = {};  ///< the other words in lower case, separated by spaces: "seg", "x"
};

/// The split that a word of `name` stands for, in any case; `name` may have other words. Words end
/// at non-letters, before an uppercase letter that follows a lowercase one, and between letters and
/// digits; "trainset" and "xtest" count as two words each. None without such a word, or with words
/// of two splits.
[[nodiscard]] std::optional<SplitName> readSplitName(std::string_view name);

/// Likewise, but only if the other words carry no meaning: "Train set", "val2017", "test_images",
/// but not "bullet_train".
[[nodiscard]] std::optional<Split> splitOfName(std::string_view name);

/// "train", "validation", "test"
[[nodiscard]] const char* splitWord(Split split);

}  // namespace emascope
