// SPDX-License-Identifier: Apache-2.0
#include "tests/faults/mutations.h"

#include "core/library/journal.h"
#include "core/library/replay.h"
#include "core/library/run_row.h"
#include "core/library/stored_run.h"
#include "core/session/checkpoint.h"
#include "core/store/sealed_file.h"

#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace emascope {
namespace {

/// What became of a file.
enum class Outcome { kRefused, kDecoded, kWrong };

std::string mutated(std::string bytes, std::mt19937_64& random) {
  constexpr std::size_t kMostEdits = 8;
  constexpr std::size_t kLongest = 64;
  for (std::size_t edits = 1 + random() % kMostEdits; edits > 0; --edits) {
    const std::size_t at = random() % (bytes.size() + 1);
    const std::size_t length = 1 + random() % kLongest;
    const auto any = [&random] { return static_cast<char>(random()); };
    switch (random() % 4) {
      case 0:
        if (at < bytes.size()) bytes[at] = any();
        break;
      case 1:
        for (std::size_t i = 0; i < length; ++i) bytes.insert(bytes.begin() + at, any());
        break;
      case 2:
        bytes.erase(at, length);
        break;
      default: {
        const std::string block = bytes.substr(random() % (bytes.size() + 1), length);
        bytes.replace(at, random() % 2 == 0 ? block.size() : 0, block);
      }
    }
  }
  return bytes;
}

void count(Mutations& all, Outcome outcome) {
  if (outcome == Outcome::kDecoded) ++all.decoded;
  if (outcome == Outcome::kWrong && all.wrong++ == 0) {
    all.first = static_cast<std::int64_t>(all.tried);
  }
  ++all.tried;
}

/// As `runs`, `--resume` and `replay` read it.
Outcome decodeJournal(const std::string& bytes) {
  const auto run = runOfJournal(bytes, "journal");
  if (!run) return run.error().message().empty() ? Outcome::kWrong : Outcome::kRefused;
  (void)rowOf(*run, /*trashed=*/false);
  (void)configOfReplay(run->record);
  return compareReplay(run->record, run->record).difference ? Outcome::kWrong : Outcome::kDecoded;
}

/// Frames may be missing or repeated; none has another content.
Outcome readJournalOf(const std::set<std::string, std::less<>>& payloads,
                      const std::string& bytes) {
  bool written = true;
  (void)readJournalBytes(bytes, "journal", [&](std::string_view payload) {
    written = written && payloads.contains(payload);
  });
  if (!written || decodeJournal(bytes) == Outcome::kWrong) return Outcome::kWrong;
  return Outcome::kRefused;
}

/// As `--resume` does it.
Outcome decode(SealedContent content) {
  (void)checkpointFacts(content.text, "checkpoint");
  const auto checkpoint = decodeCheckpoint(std::move(content), "checkpoint");
  if (!checkpoint) {
    return checkpoint.error().message().empty() ? Outcome::kWrong : Outcome::kRefused;
  }
  const auto events = checkpointEvents(checkpoint->events, "checkpoint");
  if (events) return Outcome::kDecoded;
  return events.error().message().empty() ? Outcome::kWrong : Outcome::kRefused;
}

}  // namespace

Mutations mutateJournal(const std::string& bytes, std::size_t trials, std::mt19937_64& random) {
  std::vector<std::string> payloads;
  (void)readJournalBytes(bytes, "journal",
                         [&](std::string_view payload) { payloads.emplace_back(payload); });
  const std::set<std::string, std::less<>> written(payloads.begin(), payloads.end());
  Mutations all;
  while (all.tried < trials) {
    if (all.tried % 2 == 0) {
      count(all, readJournalOf(written, mutated(bytes, random)));
      continue;
    }
    const std::size_t changed = random() % payloads.size();
    std::string journal = journalHeader();
    for (std::size_t i = 0; i < payloads.size(); ++i) {
      const std::string payload = i == changed ? mutated(payloads[i], random) : payloads[i];
      if (!payload.empty()) journal += journalFrame(payload);
    }
    count(all, decodeJournal(journal));
  }
  return all;
}

Mutations mutateCheckpoint(const std::string& bytes, std::size_t trials, std::mt19937_64& random) {
  const auto whole = readSealed(bytes, "checkpoint");
  Mutations all;
  while (all.tried < trials) {
    if (all.tried % 2 == 0) {
      const std::string damaged = mutated(bytes, random);
      const bool read = damaged != bytes && readSealed(damaged, "checkpoint").ok();
      count(all, read ? Outcome::kWrong : Outcome::kRefused);
      continue;
    }
    SealedContent content = *whole;
    const std::size_t part = random() % (2 * content.tensors.size() + 1);  // often the text
    if (part < content.tensors.size()) {
      std::string& data = content.tensors[part].bytes;
      const std::size_t size = data.size();
      data = mutated(std::move(data), random);
      data.resize(size);
    } else {
      content.text = mutated(std::move(content.text), random);
    }
    count(all, decode(std::move(content)));
  }
  return all;
}

}  // namespace emascope
