// SPDX-License-Identifier: Apache-2.0
//
// A journal as a stranger, a dying program or a bad disk leaves it: it is read up to the first bad
// frame or refused with a reason, and the record that comes of it can be used. The first byte says
// whether the rest is a journal, or frames of the protocol for which the checksums are made, so
// that these need not be guessed.
#include "core/library/journal.h"
#include "core/library/replay.h"
#include "core/library/run_row.h"
#include "core/library/stored_run.h"
#include "core/protocol/wire/codec.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace emascope;  // NOLINT(google-build-using-namespace): one function, no header

void require(bool holds) {
  if (!holds) std::abort();
}

std::string journalOf(const std::string& bytes, bool frames) {
  if (!frames) return bytes;
  std::string journal = journalHeader();
  FrameSplitter splitter;
  splitter.append(bytes);
  while (true) {
    const auto payload = splitter.next();
    if (!payload || !payload.value()) break;
    journal += journalFrame(*payload.value());
  }
  return journal;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string rest(reinterpret_cast<const char*>(data + 1), size - 1);
  const std::string journal = journalOf(rest, data[0] != 0);
  std::size_t read = kJournalHeader;
  const auto end = readJournalBytes(
      journal, "fuzz", [&](std::string_view payload) { read += kJournalPrefix + payload.size(); });
  if (!end) require(!end.error().message().empty());
  if (end && end->good > 0) require(end->good == read && end->good <= journal.size());
  if (end) require((end->kind == JournalEnd::Kind::kWhole) == journalEndText(*end).empty());
  const auto run = runOfJournal(journal, "fuzz");
  if (!run) {
    require(!run.error().message().empty());
    return 0;
  }
  (void)rowOf(*run, false);
  (void)configOfReplay(run->record);
  require(!compareReplay(run->record, run->record).difference);
  return 0;
}
