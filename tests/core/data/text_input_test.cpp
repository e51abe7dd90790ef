// SPDX-License-Identifier: Apache-2.0
//
// Text as people's programs store it: encodings, gzip, and both where they are damaged.
#include "core/data/text_input.h"

#include "tests/core/data/opened_data.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/utf16.h"

#include <vector>
#include <zlib.h>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct ReadText {
  std::string text = {};
  std::vector<std::string> notes = {};
};

ReadText read(const std::string& bytes) {
  const TemporaryFolder folder;
  auto input = openText(folder.file("t.csv", bytes));
  EXPECT_TRUE(input.ok());
  ReadText read;
  bool more = input.ok();
  while (more) {
    const auto grown = input.value().stream.more();
    EXPECT_TRUE(grown.ok());
    more = grown && *grown;
    read.text += input->stream.ahead();
    input.value().stream.consume(input->stream.ahead().size());
  }
  read.notes = *input->notes;
  return read;
}

std::string gzipped(const std::string& text) {
  const TemporaryFolder folder;
  const std::string path = folder.file("t.gz", "");
  const gzFile file = gzopen(path.c_str(), "wb");
  EXPECT_EQ(gzwrite(file, text.data(), static_cast<unsigned>(text.size())),
            static_cast<int>(text.size()));
  EXPECT_EQ(gzclose(file), Z_OK);
  return TemporaryFolder::contents(path);
}

TEST(TextInput, Utf8StaysAsItIs) {
  const ReadText plain = read("town\nMünster\n\xF0\x9F\x8C\x8A\n");
  EXPECT_EQ(plain.text, "town\nMünster\n\xF0\x9F\x8C\x8A\n");
  EXPECT_THAT(plain.notes, IsEmpty());
}

TEST(TextInput, Utf16IsToldByItsMark) {
  for (const bool big_endian : {false, true}) {
    const ReadText converted = read(utf16(u"\uFEFFa,Zoë\n1,\U0001F30A\n", big_endian));
    EXPECT_EQ(converted.text, "a,Zoë\n1,\xF0\x9F\x8C\x8A\n");
    EXPECT_THAT(converted.notes, ElementsAre("the text is in UTF-16 and was converted to UTF-8"));
  }
  const std::string cut = utf16(u"\uFEFFab", false).substr(0, 5);
  EXPECT_EQ(read(cut).text, "a\xEF\xBF\xBD");
}

TEST(TextInput, Windows1252IsToldByItsFirstOddByte) {
  const std::string ascii(200'000, 'x');  // far behind the first piece
  const ReadText converted = read(ascii + "\nM\xFCnster\n5 \x80\n");
  EXPECT_EQ(converted.text, ascii + "\nMünster\n5 €\n");
  EXPECT_THAT(converted.notes,
              ElementsAre("the text is in Windows-1252 (Latin-1) and was converted to UTF-8"));
}

TEST(TextInput, ADamagedCharacterMakesNoOtherEncodingOfUtf8) {
  const ReadText text = read("Zoë\nM\xFCnster\n");
  EXPECT_EQ(text.text, "Zoë\nM\xFCnster\n");
  EXPECT_THAT(text.notes, IsEmpty());
}

TEST(TextInput, ACharacterMayLieAcrossTwoPieces) {
  const std::string text = std::string(65'535, 'x') + "ë" + std::string(65'534, 'y') + "€";
  EXPECT_EQ(read(text).text, text);
}

TEST(TextInput, TablesMayBeCompressed) {
  const TemporaryFolder folder;
  std::string text = "x\ttown\ty\n";
  for (int i = 0; i < 5000; ++i) {
    text += std::to_string(i) + "\t" + (i % 2 == 0 ? "Ulm" : "K\xF6ln") + "\t" +
            std::to_string(i % 3) + "\n";
  }
  const OpenedData data = openData({.path = folder.file("t.tsv.gz", gzipped(text))});
  ASSERT_EQ(data.error, "");
  EXPECT_EQ(data.dataset->size(), 5000U);
  EXPECT_EQ(data.dataset->head().format, "CSV, compressed by gzip");
  EXPECT_THAT(data.dataset->head().features, ElementsAre("x", "town=Ulm"));
  EXPECT_THAT(data.dataset->head().notes,
              Contains("the text is in Windows-1252 (Latin-1) and was converted to UTF-8"));
}

TEST(TextInput, ANulByteIsNamedByItsLine) {
  using namespace std::string_literals;
  const TemporaryFolder folder;
  const std::string rows = "x,y\n1,a\n2,\0b\n3,a\n"s;
  for (const std::string& bytes : {rows, gzipped(rows)}) {
    EXPECT_THAT(openData({.path = folder.file("t.csv", bytes)}).error,
                HasSubstr("t.csv: line 3 holds a NUL byte: the file is binary or damaged; allowed: "
                          "text in UTF-8, Windows-1252, or UTF-16 with a byte-order mark"));
  }
  std::string later = "x,y\n";
  for (int i = 0; i < 2000; ++i) later += "1,a\n2,b\n";
  EXPECT_THAT(openData({.path = folder.file("later.csv", later + "3,\0\n"s)}).error,
              HasSubstr("later.csv: line 4002 holds a NUL byte"));
  EXPECT_THAT(openData({.path = folder.file("table", later.substr(0, 1000) + "\0"s)}).error,
              HasSubstr("table: line 251 holds a NUL byte"));
  EXPECT_THAT(openData({.path = folder.file("program",
                                            "\x7f"
                                            "ELF\2\1\1\0\0\0\0\0"s)})
                  .error,
              HasSubstr("program: is of no known format"));
}

TEST(TextInput, CompressedTablesObeyTheBudgetAndSayWhatIsDamaged) {
  const TemporaryFolder folder;
  std::string text = "x,y\n";
  for (int i = 0; i < 200'000; ++i) text += "1,2\n3,4\n";
  const std::string bytes = gzipped(text);
  EXPECT_THAT(openData({.path = folder.file("t.csv.gz", bytes), .memory_budget = 1U << 20U}).error,
              HasSubstr("the table needs more than 1 MiB; allowed: a table that fits --memory"));
  EXPECT_THAT(
      openData({.path = folder.file("cut.csv.gz", bytes.substr(0, bytes.size() / 2))}).error,
      HasSubstr("cut.csv.gz: is truncated within its compressed data"));
}

}  // namespace
}  // namespace emascope
