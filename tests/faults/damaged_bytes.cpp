// SPDX-License-Identifier: Apache-2.0
//
// Damages a checkpoint or a journal in memory, byte by byte, by cutting it off at every length, or
// by random edits, and counts what is not noticed. tests/faults/damage.py starts it.
//
// damaged_bytes checkpoint FILE COUNT SEED: flips COUNT bytes of a checkpoint, one by one; 0: all
//
// damaged_bytes journal FILE COUNT SEED: the same for a journal
//
// damaged_bytes lengths FILE COUNT SEED: cuts a journal off at COUNT lengths; 0: all
//
// damaged_bytes mutate journal|checkpoint FILE COUNT SEED: COUNT files with several random edits
//
// Prints JSON: {"bytes": size, "tried": n, "unnoticed": n, "first": position of the first or -1},
// and of mutate also "decoded": n; there "first" is the number of the trial.
#include "core/library/journal.h"
#include "core/library/stored_run.h"
#include "core/store/sealed_file.h"
#include "tests/faults/mutations.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {
namespace {

/// Positions in 0 to `size` - 1: all, or `count` of them.
std::vector<std::size_t> positions(std::size_t size, std::size_t count, std::mt19937_64& random) {
  std::vector<std::size_t> chosen(count == 0 ? size : count);
  if (count == 0) {
    std::iota(chosen.begin(), chosen.end(), 0);
  } else {
    for (std::size_t& position : chosen) position = random() % size;
  }
  return chosen;
}

/// Where each frame of a journal ends, the header first, and the frames.
struct Frames {
  std::vector<std::string> payloads = {};
  std::vector<std::size_t> ends = {kJournalHeader};
};

Frames framesOf(const std::string& bytes) {
  Frames frames;
  (void)readJournalBytes(bytes, "journal", [&frames](std::string_view payload) {
    frames.payloads.emplace_back(payload);
    frames.ends.push_back(frames.ends.back() + kJournalPrefix + payload.size());
  });
  return frames;
}

/// True if a reader takes no payload that was not written, in the place where it was, and takes
/// each one that ends before `good`.
bool readsOnly(const Frames& frames, std::string_view bytes, std::size_t good, bool& complete) {
  std::size_t taken = 0;
  bool same = true;
  const auto end = readJournalBytes(bytes, "journal", [&](std::string_view payload) {
    same = same && taken < frames.payloads.size() && payload == frames.payloads[taken];
    ++taken;
  });
  complete = end && end->kind == JournalEnd::Kind::kWhole;
  const auto whole = std::ranges::upper_bound(frames.ends, good) - frames.ends.begin();
  return same && (good < kJournalHeader || taken + 1 >= static_cast<std::size_t>(whole));
}

/// False if the flipped byte at `position` is not noticed.
using Notices = std::function<bool(const std::string& bytes, std::size_t position)>;

int report(std::size_t size, std::size_t tried, std::size_t unnoticed, std::int64_t first) {
  std::cout << "{\"bytes\": " << size << ", \"tried\": " << tried
            << ", \"unnoticed\": " << unnoticed << ", \"first\": " << first << "}\n";
  return EXIT_SUCCESS;
}

int flip(std::string bytes, std::size_t count, std::mt19937_64& random, const Notices& notices) {
  std::size_t unnoticed = 0;
  std::int64_t first = -1;
  const auto chosen = positions(bytes.size(), count, random);
  for (const std::size_t position : chosen) {
    const char before = bytes[position];
    bytes[position] = static_cast<char>(before ^ static_cast<char>(1 + random() % 255));
    if (!notices(bytes, position) && unnoticed++ == 0) first = static_cast<std::int64_t>(position);
    bytes[position] = before;
  }
  return report(bytes.size(), chosen.size(), unnoticed, first);
}

int cutOff(const std::string& bytes, std::size_t count, std::mt19937_64& random) {
  const Frames frames = framesOf(bytes);
  std::size_t wrong = 0;
  std::int64_t first = -1;
  const auto chosen = positions(bytes.size(), count, random);
  for (const std::size_t length : chosen) {
    bool complete = false;
    const bool right =
        readsOnly(frames, std::string_view(bytes).substr(0, length), length, complete) &&
        complete == std::ranges::binary_search(frames.ends, length);
    if (!right && wrong++ == 0) first = static_cast<std::int64_t>(length);
  }
  return report(bytes.size(), chosen.size(), wrong, first);
}

std::string contentsOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

int run(const std::string& what, const std::string& path, std::size_t count, std::uint64_t seed) {
  const std::string bytes = contentsOf(path);
  std::mt19937_64 random(seed);
  if (what == "checkpoint" && readSealed(bytes, path).ok()) {
    return flip(bytes, count, random, [&path](const std::string& damaged, std::size_t) {
      return !readSealed(damaged, path).ok();
    });
  }
  const Frames frames = framesOf(bytes);
  if (what == "journal" && frames.ends.back() == bytes.size()) {
    return flip(bytes, count, random, [&frames](const std::string& damaged, std::size_t position) {
      bool complete = false;
      return readsOnly(frames, damaged, position, complete) && !complete;
    });
  }
  if (what == "lengths" && frames.ends.back() == bytes.size()) return cutOff(bytes, count, random);
  std::cerr << "damaged_bytes: " << path << " is not a whole " << what << '\n';
  return EXIT_FAILURE;
}

int mutate(const std::string& what, const std::string& path, std::size_t count,
           std::uint64_t seed) {
  const std::string bytes = contentsOf(path);
  std::mt19937_64 random(seed);
  Mutations found;
  if (what == "checkpoint" && readSealed(bytes, path).ok()) {
    found = mutateCheckpoint(bytes, count, random);
  } else if (what == "journal" && runOfJournal(bytes, path).ok()) {
    found = mutateJournal(bytes, count, random);
  } else {
    std::cerr << "damaged_bytes: " << path << " is not a whole " << what << '\n';
    return EXIT_FAILURE;
  }
  std::cout << "{\"bytes\": " << bytes.size() << ", \"tried\": " << found.tried
            << ", \"decoded\": " << found.decoded << ", \"unnoticed\": " << found.wrong
            << ", \"first\": " << found.first << "}\n";
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace emascope

int main(int argc, char** argv) {
  constexpr std::size_t kWords = 4;
  const std::vector<std::string> words(argv + 1, argv + argc);
  const bool mutates = !words.empty() && words.front() == "mutate";
  if (words.size() != kWords + (mutates ? 1 : 0)) {
    std::cerr << "usage: damaged_bytes checkpoint|journal|lengths|mutate journal|mutate checkpoint "
                 "FILE COUNT SEED\n";
    return EXIT_FAILURE;
  }
  const std::string& what = words[mutates ? 1 : 0];
  const std::string& path = words[words.size() - 3];
  const std::size_t count = std::strtoull(words[words.size() - 2].c_str(), nullptr, 10);
  const std::uint64_t seed = std::strtoull(words.back().c_str(), nullptr, 10);
  return mutates ? emascope::mutate(what, path, count, seed)
                 : emascope::run(what, path, count, seed);
}
