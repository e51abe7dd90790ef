// SPDX-License-Identifier: Apache-2.0
//
// What a program is about to read and to write, compared before anything runs: no output is an
// input, and no two outputs are one file.
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace emascope {

class OutputPlan {
 public:
  /// `by` names it in errors: "--data". "-" is standard input; a file that is not there is none.
  void reads(const std::string& by, const std::string& path);
  /// "-" is standard output, which is compared with nothing.
  void writes(const std::string& by, const std::string& path);

  /// Compares files by device and number, through links of either kind; those that do not exist
  /// yet by their folder and name. Refuses by both names: an output that is an input or another
  /// output; and in a folder that is read, an output that could be one of its samples. Devices
  /// (/dev/null) are nobody's.
  [[nodiscard]] Status check() const;

 private:
  struct Named {
    std::string by = {};
    std::string path = {};
    [[nodiscard]] std::string text() const { return by + " " + path; }
  };
  [[nodiscard]] static Status checkFolder(const Named& output, const Named& input);

  std::vector<Named> inputs_;
  std::vector<Named> outputs_;
};

}  // namespace emascope
