// SPDX-License-Identifier: Apache-2.0
#include "core/library/journal.h"

#include "core/base/crc32c.h"
#include "core/base/output_file.h"
#include "core/library/journal_writer.h"
#include "core/protocol/wire/codec.h"
#include "tests/support/every_message.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

using Kind = JournalEnd::Kind;

std::vector<std::string> payloadsIn(const std::string& bytes) {
  std::vector<std::string> payloads;
  const auto end = readJournalBytes(
      bytes, "test", [&](std::string_view payload) { payloads.emplace_back(payload); });
  EXPECT_TRUE(end.ok());
  return payloads;
}

JournalEnd endOf(const std::string& bytes) {
  const auto end = readJournalBytes(bytes, "test", [](std::string_view) {});
  EXPECT_TRUE(end.ok()) << end.error().message();
  return end.ok() ? *end : JournalEnd{};
}

/// Three frames of 5, 1 and 300 bytes.
std::string smallJournal() {
  return journalHeader() + journalFrame("first") + journalFrame("2") +
         journalFrame(std::string(300, 'x'));
}

TEST(Journal, GivesBackEveryEventOfTheProtocol) {
  const TemporaryFolder folder;
  auto writer = JournalWriter::create(folder / "events.emaj");
  ASSERT_TRUE(writer.ok()) << writer.error().message();
  std::string written;
  for (const Event& event : everyEvent()) {
    written += encode(event);
    ASSERT_TRUE(writer.value().append(encode(event)).ok());
  }
  ASSERT_TRUE(writer->sync().ok());
  std::string read;
  const auto end = readJournal(folder / "events.emaj", [&](std::string_view payload) {
    const auto message = decodeFromEngine(payload);
    ASSERT_TRUE(message.ok());
    read += encode(std::get<Event>(*message));
  });
  ASSERT_TRUE(end.ok());
  EXPECT_EQ(end->kind, Kind::kWhole);
  EXPECT_EQ(read, written);
}

// docs/runs.md, byte by byte.
TEST(Journal, HasTheBytesThatItsDescriptionSays) {
  const std::string bytes = journalHeader() + journalFrame("abc");
  const auto number = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;)
      value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    return value;
  };
  EXPECT_EQ(bytes.substr(0, 8),
            "\x8A"
            "EMAJ\r\n\x1A");
  EXPECT_EQ(number(8), 1U);
  EXPECT_EQ(number(12), crc32c(bytes.substr(0, 12)));
  EXPECT_EQ(number(16), 3U);
  EXPECT_EQ(number(20), crc32c(bytes.substr(16, 4)));
  EXPECT_EQ(number(24), crc32c("abc"));
  EXPECT_EQ(bytes.substr(28), "abc");
}

TEST(Journal, OpensTheSampleOfVersion1) {
  std::string read;
  const auto end = readJournal(EMASCOPE_SOURCE_DIR "/tests/golden/versions/journal-1.emaj",
                               [&](std::string_view payload) {
                                 const auto message = decodeFromEngine(payload);
                                 ASSERT_TRUE(message.ok()) << message.error().message();
                                 read += encode(std::get<Event>(*message));
                               });
  ASSERT_TRUE(end.ok()) << end.error().message();
  EXPECT_EQ(end->kind, Kind::kWhole);
  EXPECT_EQ(end->frames, 3U);
  const Catalog catalog = fakeCatalog();
  EXPECT_EQ(read, encode(Event(event::StateChanged{RunState::kRunning, 0, ""})) +
                      encode(Event(event::Evaluated{{fakePoint(25, 3), fakePoint(50, 3)}})) +
                      encode(Event(event::StateChanged{RunState::kFinished, 50, ""})));
}

TEST(Journal, CutAtAnyLengthGivesTheFramesBeforeTheCut) {
  const std::string whole = smallJournal();
  const std::vector<std::size_t> ends = {kJournalHeader, kJournalHeader + 17, kJournalHeader + 30,
                                         whole.size()};
  ASSERT_EQ(whole.size(), kJournalHeader + 17 + 13 + 312);
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    const JournalEnd end = endOf(whole.substr(0, length));
    std::size_t frames = 0;
    while (frames + 1 < ends.size() && ends[frames + 1] <= length) ++frames;
    const std::size_t good = length < kJournalHeader ? 0 : ends[frames];
    EXPECT_EQ(end.frames, frames) << length;
    EXPECT_EQ(end.good, good) << length;
    EXPECT_EQ(end.size, length);
    EXPECT_EQ(end.kind, good == length && length > 0 ? Kind::kWhole : Kind::kTorn) << length;
  }
}

TEST(Journal, FindsEveryFlippedBit) {
  const std::string whole = smallJournal();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ 1U << bit);
      const auto end = readJournalBytes(bytes, "test", [](std::string_view) {});
      if (at < kJournalHeader) {
        EXPECT_FALSE(end.ok()) << at;
        continue;
      }
      ASSERT_TRUE(end.ok());
      EXPECT_NE(end->kind, Kind::kWhole) << at;
      const std::size_t frame = at < kJournalHeader + 17   ? kJournalHeader
                                : at < kJournalHeader + 30 ? kJournalHeader + 17
                                                           : kJournalHeader + 30;
      EXPECT_EQ(end->good, frame) << at;
    }
  }
}

TEST(Journal, SaysWhatOfAnEndIsLeftOut) {
  EXPECT_EQ(journalEndText(endOf("")), "the file is empty");
  EXPECT_EQ(journalEndText(endOf(smallJournal().substr(0, 5))),
            "the beginning of the file is incomplete: the last 5 bytes of the file are left out");
  const std::string whole = smallJournal();
  EXPECT_EQ(journalEndText(endOf(whole.substr(0, kJournalHeader + 1))),
            "the last frame is incomplete: the last byte of the file is left out");
}

TEST(Journal, SaysAtWhichByteItIsDamaged) {
  std::string bytes = smallJournal();
  bytes[kJournalHeader + 12] = 'F';
  const JournalEnd end = endOf(bytes);
  EXPECT_EQ(end.kind, Kind::kDamaged);
  EXPECT_EQ(journalEndText(end),
            "the frame at byte 16 is damaged: the last 342 bytes of the file are left out");
  EXPECT_TRUE(payloadsIn(bytes).empty());
}

TEST(Journal, TakesZerosAtItsEndForAnUnfinishedWrite) {
  const JournalEnd end = endOf(smallJournal() + std::string(200'000, '\0'));
  EXPECT_EQ(end.kind, Kind::kTorn);
  EXPECT_EQ(end.frames, 3U);
  EXPECT_EQ(endOf(smallJournal() + std::string(200'000, '\0') + "x").kind, Kind::kDamaged);
}

TEST(Journal, RefusesOtherFilesAndVersions) {
  const auto refusal = [](const std::string& bytes) {
    const auto end = readJournalBytes(bytes, "x.emaj", [](std::string_view) {});
    return end.ok() ? std::string() : end.error().message();
  };
  EXPECT_EQ(refusal("step,loss\n1,0.5\n2,0.25\n"),
            "x.emaj: is no journal of a run; allowed: a file 'events.emaj'");
  EXPECT_EQ(refusal("hm"), "x.emaj: is no journal of a run; allowed: a file 'events.emaj'");
  std::string later = journalHeader().substr(0, 8) + std::string("\x02\0\0\0", 4);
  const std::uint32_t sum = crc32c(later);
  for (unsigned shift = 0; shift < 32; shift += 8) later += static_cast<char>(sum >> shift);
  EXPECT_EQ(refusal(later), "x.emaj: has version 2, which is not known; allowed: version 1");
}

TEST(Journal, ReadsFramesLongerThanItsBuffer) {
  const TemporaryFolder folder;
  std::string bytes = journalHeader();
  for (int i = 0; i < 5; ++i) {
    bytes += journalFrame(std::string(300'000, static_cast<char>('a' + i)));
  }
  std::string order;
  const auto end = readJournal(folder.file("events.emaj", bytes), [&](std::string_view payload) {
    EXPECT_EQ(payload.size(), 300'000U);
    order += payload.front();
  });
  ASSERT_TRUE(end.ok());
  EXPECT_EQ(end->kind, Kind::kWhole);
  EXPECT_EQ(order, "abcde");
}

TEST(JournalWriter, DoesNotReplaceAFile) {
  const TemporaryFolder folder;
  const std::string path = folder.file("events.emaj", smallJournal());
  EXPECT_FALSE(JournalWriter::create(path).ok());
  EXPECT_EQ(TemporaryFolder::contents(path), smallJournal());
}

TEST(JournalWriter, IsTheOnlyOneOfItsFile) {
  const TemporaryFolder folder;
  const auto first = JournalWriter::create(folder / "events.emaj");
  ASSERT_TRUE(first.ok());
  EXPECT_FALSE(GrowingFile::open(folder / "events.emaj").ok());
}

TEST(JournalWriter, KnowsWhenItsFileWasDeleted) {
  const TemporaryFolder folder;
  const auto writer = JournalWriter::create(folder / "events.emaj");
  ASSERT_TRUE(writer.ok());
  EXPECT_TRUE(writer->exists());
  std::filesystem::remove(folder / "events.emaj");
  EXPECT_FALSE(writer->exists());
}

}  // namespace
}  // namespace emascope
