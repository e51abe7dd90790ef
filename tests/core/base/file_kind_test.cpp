// SPDX-License-Identifier: Apache-2.0
//
// What files are, by their first bytes.
#include "core/base/file_kind.h"

#include "tests/support/temporary_folder.h"

#include <sys/stat.h>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using namespace std::string_literals;

TEST(FileKind, ByTheFirstBytes) {
  EXPECT_EQ(kindOfBytes(""), FileKind::kEmpty);
  EXPECT_EQ(kindOfBytes("\x10\0\0\0\0\0\0\0{\"a\""s), FileKind::kSafetensors);
  EXPECT_EQ(kindOfBytes("\0\0\0\x01\0\0\0\0{\"a\""s), FileKind::kSafetensors);
  EXPECT_EQ(kindOfBytes("version https://git-lfs.github.com/spec/v1\n"), FileKind::kLfsPointer);
  EXPECT_EQ(kindOfBytes("PK\x03\x04rest"), FileKind::kZip);
  EXPECT_EQ(kindOfBytes("PK\x03\x04" + std::string(22, '\0') + "\x05\0\0\0x.npy"s), FileKind::kNpz);
  EXPECT_EQ(kindOfBytes("\x93NUMPY\x01"), FileKind::kNpy);
  EXPECT_EQ(kindOfBytes("\x1f\x8b\x08"), FileKind::kCompressed);
  EXPECT_EQ(kindOfBytes("\x80\x02\x8a\x0al\xfc"), FileKind::kPickle);
  // pickle.dumps({"a": 1}, protocol) of Python 3.11.
  EXPECT_EQ(kindOfBytes("\x80\x03}q\0X\x01\0\0\0aq\x01K\x01s."s), FileKind::kPickle);
  EXPECT_EQ(kindOfBytes("\x80\x04\x95\n\0\0\0\0\0\0\0}\x94\x8c\x01"
                        "a\x94K\x01s."s),
            FileKind::kPickle);
  EXPECT_EQ(kindOfBytes("\x80\x05\x95\n\0\0\0\0\0\0\0}\x94\x8c\x01"
                        "a\x94K\x01s."s),
            FileKind::kPickle);
  EXPECT_EQ(kindOfBytes("\x80\x05K\x01."s), FileKind::kPickle);
  for (const char* other : {"\x80\x01", "\x80\x06", "\x80", "\x80 a"}) {
    EXPECT_EQ(kindOfBytes(other), FileKind::kOther) << other;
  }
  for (const char protocol : {'\x02', '\x03', '\x04', '\x05'}) {
    EXPECT_EQ(kindOfBytes("\x80"s + protocol + "\0\0\0\0\0\0{\"a\""s), FileKind::kSafetensors);
  }
  EXPECT_EQ(kindOfBytes("\x18\0\0\0\0\0\0\0\xa3\x7f\x4b\x22\x09\0\0\0\0\0\0\0\0\x1a\x0d"
                        "brain.Event:2"s),
            FileKind::kEventFile);
  EXPECT_EQ(kindOfBytes(" \n[1, 2]"), FileKind::kJson);
  EXPECT_EQ(kindOfBytes("PAR1\x15"), FileKind::kParquet);
  EXPECT_EQ(kindOfBytes("\x89HDF\r\n\x1a\n"), FileKind::kHdf5);
  EXPECT_EQ(kindOfBytes("step,loss\n1,2\n"), FileKind::kOther);
}

TEST(FileKind, WhatIsNoFileIsNotOpened) {
  const TemporaryFolder folder;
  const std::string fifo = folder / "fifo";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_EQ(fileKind(fifo), FileKind::kStream);
  EXPECT_EQ(fileKind(folder / ""), FileKind::kFolder);
  EXPECT_EQ(fileKind(folder / "none"), FileKind::kMissing);
  EXPECT_EQ(fileKind(folder.file("empty", "")), FileKind::kEmpty);
}

}  // namespace
}  // namespace emascope
