// SPDX-License-Identifier: Apache-2.0
//
// Compares the files that a program reads and writes, before anything is written: no output may be
// an input, and no two outputs the same file.
#pragma once

#include "core/base/output_path.h"
#include "core/base/result.h"

#include <map>
#include <string>
#include <vector>

namespace emascope {

class OutputPlan {
 public:
  /// `by` names the file's option in errors: "--data". "-" is standard input; a missing file is
  /// ignored.
  void reads(const std::string& by, const std::string& path);
  /// "-" is standard output, which is not compared.
  void writes(const std::string& by, const std::string& path);

  /// Compares files by device and inode number, through symbolic and hard links; files that do not
  /// exist yet by folder and name. Fails, naming both options, if an output is also an input or
  /// another output, or if an output in a folder that is read could be one of its samples. Devices
  /// (/dev/null) are ignored.
  [[nodiscard]] Status check() const;
  /// Checks only one more output, which is not added, against all files of the plan.
  [[nodiscard]] Status checkFurther(const std::string& by, const std::string& path) const;

 private:
  struct Named {
    std::string by = {};
    std::string path = {};
    [[nodiscard]] std::string text() const { return by + " " + path; }
  };
  [[nodiscard]] static Status checkFolder(const Named& output, const Named& input);
  using ByIdentity = std::map<FileIdentity, const Named*>;
  [[nodiscard]] static ByIdentity identified(const std::vector<Named>& files);
  [[nodiscard]] Status checkOne(const Named& output, const ByIdentity& inputs,
                                const ByIdentity& outputs) const;

  std::vector<Named> inputs_;
  std::vector<Named> outputs_;
};

}  // namespace emascope
