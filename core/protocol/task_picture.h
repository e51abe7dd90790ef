// SPDX-License-Identifier: Apache-2.0
//
// The task-specific picture of one set of weights: the fitted curve, the misread digits, the
// generated text. Plain values, so that it can be sent; independent of LibTorch.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

struct TaskPicture {
  struct Array {
    std::string name = {};
    std::vector<std::int64_t> shape = {};
    std::vector<float> values = {};  ///< row by row
    friend bool operator==(const Array&, const Array&) = default;
  };
  /// How it is drawn; this determines the arrays and texts:
  /// "curve": x, fitted, clean [n];
  /// "surface": probability of the second class [rows][columns], bottom row first, over reach
  ///   [left, right, bottom, top]; points [n][2], classes [n];
  /// "point": position [2], bottom [2];
  /// "bars": shown, clean [n];
  /// "samples": samples [n][2], centers [m][2];
  /// "mistakes": images [n][rows][columns] of 0 to 1, or in color [n][3][rows][columns] (red,
  /// green,
  ///   blue), said [n] and right [n] (predicted and true class), count [1] of all mistakes, of
  ///   which the first n are included, sample [n], their numbers in the validation set, ascending;
  /// "text": the prompt and the model's continuation, as texts;
  /// "confusion": counts [c][c], right classes by row, predicted ones by column; names as texts;
  /// "scatter": target [n], prediction [n].
  std::string kind = {};
  std::string title = {};
  std::vector<Array> arrays = {};
  std::vector<std::string> texts = {};
  friend bool operator==(const TaskPicture&, const TaskPicture&) = default;
};

}  // namespace emascope
