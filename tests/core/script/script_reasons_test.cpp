// SPDX-License-Identifier: Apache-2.0
//
// Texts as LibTorch 2.15.0 writes them.
#include "core/script/script_reasons.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(ScriptReasons, NameAMissingOperator) {
  EXPECT_EQ(
      loadingReason("\nUnknown builtin op: mylib::fancy.\nCould not find any similar ops to "
                    "mylib::fancy. This op may not exist")
          .message(),
      "needs the operator mylib::fancy, which this LibTorch does not have; allowed: operators "
      "of LibTorch itself");
}

TEST(ScriptReasons, NameANewerFormat) {
  EXPECT_EQ(loadingReason("[enforce fail at inline_container.cc:229] . Attempted to read a PyTorch "
                          "file with version 99, but the maximum supported version for reading is "
                          "10. The version of your PyTorch installation may be too old")
                .message(),
            "was saved by a newer PyTorch: its format is version 99; allowed: up to version 10");
}

TEST(ScriptReasons, CallDamagedWhatCannotBeReadAsAnArchive) {
  for (const char* what :
       {"PytorchStreamReader failed reading zip archive: failed finding central directory",
        "PytorchStreamReader failed reading file data.pkl: file read failed",
        "istream reader failed: reading file."}) {
    EXPECT_EQ(loadingReason(what).why, "is damaged, truncated or not TorchScript");
  }
  EXPECT_EQ(
      loadingReason("PytorchStreamReader failed locating file constants.pkl: file not found").why,
      "is a PyTorch file but not TorchScript: torch.save writes weights or pickles");
}

TEST(ScriptReasons, NameTheMemoryThatWasAskedFor) {
  EXPECT_EQ(interpreterReason("[enforce fail at alloc_cpu.cpp:124] err == 0. DefaultCPUAllocator: "
                              "can't allocate memory: you tried to allocate 4000000000000 bytes. "
                              "Error code 12 (Cannot allocate memory)"),
            "requests 4000000000000 bytes of memory, more than the limit");
  EXPECT_EQ(interpreterReason("std::bad_alloc"), "requests more memory than the limit");
}

TEST(ScriptReasons, FindTheOneLineThatSaysIt) {
  EXPECT_EQ(interpreterReason("The following operation failed in the TorchScript interpreter.\n"
                              "Traceback of TorchScript, serialized code (most recent call last):\n"
                              "  File \"code/__torch__.py\", line 9, in forward\n"
                              "    return torch.linear(x, w)\n"
                              "           ~~~~~~~~~~~~ <--- HERE\n"
                              "RuntimeError: mat1 and mat2 shapes cannot be multiplied\n"),
            "mat1 and mat2 shapes cannot be multiplied");
  EXPECT_EQ(interpreterReason("\n  plain\nmore"), "plain");
  EXPECT_EQ(interpreterReason(""), "");
}

}  // namespace
}  // namespace emascope
