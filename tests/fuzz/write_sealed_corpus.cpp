// SPDX-License-Identifier: Apache-2.0
//
// Writes the seeds of sealed_fuzzer into the folder given: a sealed file, one that is wrong in each
// of several ways, and a content to seal. Run after a change of the format.
#include "tests/support/sealed_sample.h"

#include <cstddef>
#include <fstream>
#include <iostream>
#include <string>

namespace emascope {
namespace {

constexpr char kFile = '\0';
constexpr char kResealed = '\1';  // the header's SHA-256 is made
constexpr char kContent = '\2';

bool writeCorpus(const std::string& folder) {
  bool good = true;
  const auto put = [&](const std::string& name, char form, const std::string& bytes) {
    std::ofstream file(folder + "/" + name, std::ios::binary);
    file << form << bytes;
    good = good && file.flush().good();
  };
  const std::string right = sealedBytes(sealedSample()).value();
  const auto changed = [&right](const std::string& from, const std::string& to) {
    std::string bytes = right;
    return bytes.replace(bytes.find(from), from.size(), to);
  };
  put("whole", kFile, right);
  put("empty", kFile, sealedBytes({.text = "{}"}).value());
  put("cut", kFile, right.substr(0, right.size() - 1));
  put("resealed", kResealed, right);
  put("newer", kResealed, changed("version\":\"1\"", "version\":\"2\""));
  put("no-version", kResealed, changed("emascope.version", "emascope.vanished"));
  put("no-hash", kResealed, changed("\\\"half\\\"", "\\\"hall\\\""));
  put("no-table", kResealed, changed("{\\\"tensors", "[\\\"tensors"));
  put("other-type", kResealed, changed("\"BF16\"", "\"F16\" "));
  using std::string_literals::operator""s;
  put("content", kContent, "\0\x20\7\2{}\1w\1\2\2\3abcdefghijklmnopqrstuvwx\0\1b\14\0\1\0"s);
  put("twice", kContent, "\1\0\0\2{}\1w\13\0\1\0\1w\13\0\1\0"s);
  return good;
}

}  // namespace
}  // namespace emascope

int main(int argc, char** argv) {
  if (argc == 2 && emascope::writeCorpus(argv[1])) return 0;
  std::cerr << "usage: write_sealed_corpus FOLDER\n";
  return 2;
}
