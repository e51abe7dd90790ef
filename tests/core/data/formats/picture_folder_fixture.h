// SPDX-License-Identifier: Apache-2.0
//
// A folder with files that are named like pictures. Their lists are made without opening them.
#pragma once

#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {

class PictureFolderFixture : public testing::Test {
 protected:
  /// Writes "set/" + each of `files`.
  void put(const std::vector<std::string>& files) {
    for (const std::string& file : files) {
      const std::filesystem::path path = folder_ / ("set/" + file);
      std::filesystem::create_directories(path.parent_path());
      std::ofstream(path) << 'x';
    }
  }

  TemporaryFolder folder_;
};

}  // namespace emascope
