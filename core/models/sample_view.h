// SPDX-License-Identifier: Apache-2.0
//
// How people read the tensors of a validation set: names of classes and columns, and the numbers
// before they were normalized for the model. Plain values; does not depend on LibTorch.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

/// What was done to numbers that come in groups of equal size: number = stored * scale + shift.
struct NumberUnit {
  std::vector<double> scale = {};  ///< of each group; empty: the numbers are as people know them
  std::vector<double> shift = {};
};

struct SampleView {
  std::vector<std::string> classes = {};  ///< names by class; empty: just numbers, from 0
  std::vector<std::string> columns = {};  ///< names of a sample's numbers; empty: none
  /// Samples are [rows, columns] or [channels, rows, columns] of brightness.
  bool images = false;
  NumberUnit inputs = {};
  NumberUnit targets = {};  ///< of numbers to predict
};

}  // namespace emascope
