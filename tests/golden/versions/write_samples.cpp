// SPDX-License-Identifier: Apache-2.0
//
// Writes a sample of the current version of each file into the folder given, for the tests that
// open a file of every version ever written. Run once when a version is new; files of former
// versions stay as they are.
#include "tests/support/sealed_sample.h"

#include <iostream>
#include <string>

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: write_version_samples FOLDER\n";
    return 2;
  }
  const std::string name =
      "/checkpoint-" + std::to_string(emascope::kSealedFileVersion) + ".emascope";
  const auto bytes = emascope::sealedBytes(emascope::sealedSample());
  const auto status =
      bytes ? emascope::writeSealedFile(argv[1] + name, *bytes) : emascope::Status(bytes.error());
  if (!status) std::cerr << status.error().message() << '\n';
  return status ? 0 : 1;
}
