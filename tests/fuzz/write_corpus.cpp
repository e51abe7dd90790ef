// SPDX-License-Identifier: Apache-2.0
//
// Writes the seeds of decode_fuzzer into the folder given: every message by itself, a stream of
// them, and frames that are wrong in one way each. Run after a change of the protocol. With a
// second folder, also the seeds of journal_fuzzer there.
#include "core/library/journal.h"
#include "core/protocol/wire/codec.h"
#include "tests/support/every_message.h"

#include <cstddef>
#include <fstream>
#include <iostream>
#include <string>

namespace emascope {
namespace {

constexpr char kWhole = '\0';         // the stream in one piece
constexpr char kPayload = '\xFF';     // not a stream but one payload
constexpr char kTinyPieces = '\x03';  // bytes at a time

bool writeCorpus(const std::string& folder) {
  std::size_t number = 0;
  bool good = true;
  const auto put = [&](const std::string& name, char form, const std::string& bytes) {
    std::ofstream file(folder + "/" + name + "-" + std::to_string(number), std::ios::binary);
    ++number;
    file << form << bytes;
    good = good && file.flush().good();
  };
  std::string stream;
  const auto message = [&](const std::string& name, const std::string& frame) {
    put(name, kPayload, frame.substr(4));
    stream += frame;
  };
  Hello hello = fullHello();
  hello.catalog.presets.resize(1);
  hello.catalog.schedules.resize(1);
  message("hello", encode(hello));
  for (const Command& command : everyCommand()) message("command", encode(command));
  for (const Event& event : everyEvent()) message("event", encode(event));
  put("stream", kTinyPieces, stream.substr(stream.size() / 2));

  using std::string_literals::operator""s;
  const std::string pause = encode(Command(command::Pause{}));
  put("cut", kWhole, pause.substr(0, pause.size() - 1));
  put("empty-frame", kWhole, "\0\0\0\0"s);
  put("too-long", kWhole, "\x01\0\0\x01"s);
  put("too-deep", kPayload, std::string(40, '\x81') + '\x01');
  put("too-many", kPayload, "\xBB\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s);
  put("indefinite", kPayload, "\xBF\x64kind\x64stop\xFF"s);
  put("not-a-map", kPayload, "\x64stop"s);
  put("not-utf8", kPayload, "\xA1\x64kind\x62\xC3\x28"s);
  put("unknown-kind", kPayload, "\xA1\x64kind\x64wait"s);
  put("unknown-kind-asks", kPayload, "\xA2\x64kind\x64wait\x67request\x18\x2A"s);
  return good;
}

bool writeJournals(const std::string& folder) {
  std::string events;
  for (const Event& event : everyEvent()) events += encode(event);
  const std::string journal = journalHeader() + journalFrames(events);
  const auto put = [&](const std::string& name, const std::string& bytes) {
    std::ofstream file(folder + "/" + name, std::ios::binary);
    file << bytes;
    return file.flush().good();
  };
  std::string flipped = journal;
  flipped[journal.size() / 2] ^= 1;
  return put("whole", kWhole + journal) && put("payloads", kPayload + events) &&
         put("torn", kWhole + journal.substr(0, journal.size() - 5)) &&
         put("damaged", kWhole + flipped) && put("empty", kWhole + journalHeader()) &&
         put("zeros", kWhole + journal + std::string(100, '\0'));
}

}  // namespace
}  // namespace emascope

int main(int argc, char** argv) {
  if (argc == 2 && emascope::writeCorpus(argv[1])) return 0;
  if (argc == 3 && emascope::writeCorpus(argv[1]) && emascope::writeJournals(argv[2])) return 0;
  std::cerr << "usage: write_corpus FOLDER [FOLDER]\n";
  return 2;
}
