// SPDX-License-Identifier: Apache-2.0
//
// Event files: whole, growing, cut off, and damaged.
#include "core/interchange/event_file.h"

#include "tests/core/interchange/event_bytes.h"
#include "tests/core/interchange/recorded_logs.h"
#include "tests/support/temporary_folder.h"

#include <fstream>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// The steps of the events with a value.
struct ReadSteps {
  std::vector<std::int64_t> steps = {};
  Status readFrom(EventFile& file) {
    return file.readMore([this](const EventMessage& event) -> Status {
      if (!event.values.empty()) steps.push_back(event.step);
      return Ok{};
    });
  }
};

std::string threeRecords() {
  std::string bytes;
  for (const std::int64_t step : {1, 2, 3}) bytes += eventRecord(simpleEvent("loss", step, 0.5F));
  return bytes;
}

// The first bytes of every file of TensorFlow and tensorboardX, whose first record has 24 bytes.
TEST(MaskedCrc32c, IsThatOfTensorFlowsFiles) {
  EXPECT_EQ(eventHeader(24).substr(8), "\xa3\x7f\x4b\x22");
}

TEST(EventFile, HasAnEventForEachRecord) {
  const TemporaryFolder folder;
  EventFile file(folder.file("events", threeRecords()));
  ReadSteps read;
  EXPECT_TRUE(read.readFrom(file).ok());
  EXPECT_THAT(read.steps, ElementsAre(1, 2, 3));
  EXPECT_EQ(file.offset(), threeRecords().size());
}

TEST(EventFile, CutOffAtEveryLengthHasItsWholeRecords) {
  const TemporaryFolder folder;
  const std::string whole = threeRecords();
  const std::size_t record = whole.size() / 3;
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    EventFile file(folder.file("events", whole.substr(0, length)));
    ReadSteps read;
    EXPECT_TRUE(read.readFrom(file).ok()) << length;
    EXPECT_EQ(read.steps.size(), length / record) << length;
    EXPECT_EQ(file.offset(), length - length % record) << length;
    // Once the rest is there, it is read, and nothing twice.
    putFile(folder, "events", whole);
    EXPECT_TRUE(read.readFrom(file).ok()) << length;
    EXPECT_THAT(read.steps, ElementsAre(1, 2, 3)) << length;
  }
}

TEST(EventFile, EveryFlippedBitIsFound) {
  const TemporaryFolder folder;
  const std::string whole = threeRecords();
  const std::size_t record = whole.size() / 3;
  for (std::size_t byte = record; byte < 2 * record; ++byte) {
    std::string flipped = whole;
    flipped[byte] = static_cast<char>(flipped[byte] ^ (1 << (byte % 8)));
    const std::string path = folder.file("events", flipped);
    EventFile file(path);
    ReadSteps read;
    const Status status = read.readFrom(file);
    ASSERT_FALSE(status.ok()) << byte;
    EXPECT_EQ(status.error().where, path + ": byte " + std::to_string(record)) << byte;
    EXPECT_THAT(status.error().why, HasSubstr("checksum")) << byte;
    EXPECT_THAT(read.steps, ElementsAre(1)) << byte;
  }
}

TEST(EventFile, AHugeLengthWithARightChecksumTakesNoMemory) {
  const TemporaryFolder folder;
  for (const std::uint64_t length :
       {kLongestEventRecord + 1, std::uint64_t{1} << 62U, ~std::uint64_t{0}}) {
    EventFile file(folder.file("events", eventHeader(length) + "data"));
    ReadSteps read;
    const Status status = read.readFrom(file);
    ASSERT_FALSE(status.ok());
    EXPECT_EQ(status.error().why, "the record has " + std::to_string(length) + " bytes");
  }
  EventFile file(folder.file("events", eventHeader(kLongestEventRecord) + "data"));
  ReadSteps read;
  EXPECT_TRUE(read.readFrom(file).ok()) << "may still be written";
}

TEST(EventFile, ARecordThatIsNoEventIsNamedByItsPlace) {
  const TemporaryFolder folder;
  const std::string path = folder.file("events", threeRecords() + eventRecord("\x0b no event"));
  EventFile file(path);
  ReadSteps read;
  const Status status = read.readFrom(file);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message(), path + ": byte " + std::to_string(threeRecords().size()) +
                                          ": the record is not an event; allowed: a "
                                          "tensorflow.Event message");
}

TEST(EventFile, AFileThatBecameShorterIsRefused) {
  const TemporaryFolder folder;
  EventFile file(folder.file("events", threeRecords()));
  ReadSteps read;
  EXPECT_TRUE(read.readFrom(file).ok());
  putFile(folder, "events", threeRecords().substr(1));
  const Status status = read.readFrom(file);
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().why, HasSubstr("has become shorter"));
}

TEST(EventFile, FoldersAndMissingFilesAreRefused) {
  const TemporaryFolder folder;
  ReadSteps read;
  EventFile missing(folder / "missing");
  EXPECT_THAT(read.readFrom(missing).error().message(), HasSubstr("No such file"));
  EventFile itself(folder / "");
  EXPECT_THAT(read.readFrom(itself).error().why, HasSubstr("not a regular file"));
}

TEST(EventFile, IsRecognizedByItsFirstChecksum) {
  EXPECT_TRUE(startsAsEventFile(threeRecords().substr(0, kEventHeaderBytes)));
  EXPECT_FALSE(startsAsEventFile(threeRecords().substr(0, kEventHeaderBytes - 1)));
  EXPECT_FALSE(startsAsEventFile("step,loss\n1,0.5\n"));
}

}  // namespace
}  // namespace emascope
