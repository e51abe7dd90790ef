// SPDX-License-Identifier: Apache-2.0
#include "tests/support/cuda_on_host.h"

#include "core/base/half.h"

#include <cstdint>
#include <cstdlib>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <utility>
#include <vector>

namespace emascope::cuda {
namespace {

/// pthread's, which ThreadSanitizer knows.
class Barrier {
 public:
  explicit Barrier(unsigned threads) { pthread_barrier_init(&barrier_, nullptr, threads); }
  ~Barrier() { pthread_barrier_destroy(&barrier_); }
  Barrier(const Barrier&) = delete;
  Barrier& operator=(const Barrier&) = delete;
  void wait() { pthread_barrier_wait(&barrier_); }

 private:
  pthread_barrier_t barrier_ = {};
};

struct Warp {
  Barrier barrier{kThreadsOfAWarp};
  double values[kThreadsOfAWarp] = {};
};

constexpr unsigned kNobody = std::numeric_limits<unsigned>::max();
constexpr unsigned kSeveral = kNobody - 1;

/// A number in shared memory, and who has accessed it in which interval between two barriers.
struct Element {
  double value = std::numeric_limits<double>::quiet_NaN();
  unsigned writer = kNobody, written = 0;
  unsigned reader = kNobody, read = 0;
};

struct Block {
  Block(unsigned number, unsigned blocks, unsigned threads)
      : index(number), count(blocks), barrier(threads) {
    for (unsigned i = 0; i < threads / kThreadsOfAWarp; ++i)
      warps.push_back(std::make_unique<Warp>());
  }
  unsigned index, count;
  Barrier barrier;
  std::vector<std::unique_ptr<Warp>> warps = {};
  std::mutex mutex = {};
  std::map<unsigned, std::size_t> arrays = {};  ///< line and first element
  std::vector<Element> elements = {};
};

struct Thread {
  Block* block = nullptr;
  unsigned index = 0;
  unsigned barriers = 0;  ///< passed
  unsigned waited = 0;    ///< the interval in which it is
};
thread_local Thread t_thread;

// Set by the test's thread between launches.
int g_missing_barrier = -1;
int g_failure = 0;
Watched g_watched;
std::atomic<unsigned> g_wide = 0;

void tellRace(const char* what, std::size_t index, unsigned other) {
  if (!g_watched.race.empty()) return;
  g_watched.race = std::string(what) + " element " + std::to_string(index) + ": threads " +
                   (other == kSeveral ? "several" : std::to_string(other)) + " and " +
                   std::to_string(t_thread.index);
}

}  // namespace

unsigned threadIndex() { return t_thread.index; }
unsigned blockIndex() { return t_thread.block->index; }
unsigned blockCount() { return t_thread.block->count; }

void barrier() {
  if (static_cast<int>(t_thread.barriers++) == g_missing_barrier) return;
  ++t_thread.waited;
  t_thread.block->barrier.wait();
}

double shuffleDown(double value, unsigned offset) {
  Warp& warp = *t_thread.block->warps[t_thread.index / kThreadsOfAWarp];
  const unsigned lane = t_thread.index % kThreadsOfAWarp;
  warp.values[lane] = value;
  warp.barrier.wait();
  const double other = lane + offset < kThreadsOfAWarp ? warp.values[lane + offset] : value;
  warp.barrier.wait();
  return other;
}

std::size_t declareShared(std::size_t count, unsigned line) {
  Block& block = *t_thread.block;
  const std::lock_guard lock(block.mutex);
  const auto [array, is_new] = block.arrays.try_emplace(line, block.elements.size());
  if (is_new) block.elements.resize(block.elements.size() + count);
  return array->second;
}

void writeShared(std::size_t index, double value) {
  const Thread& thread = t_thread;
  const std::lock_guard lock(thread.block->mutex);
  Element& element = thread.block->elements.at(index);
  if (element.writer != kNobody && element.writer != thread.index &&
      element.written == thread.waited)
    tellRace("two writes of", index, element.writer);
  if (element.reader != kNobody && element.reader != thread.index && element.read == thread.waited)
    tellRace("a read and a write of", index, element.reader);
  element.value = value;
  element.writer = thread.index;
  element.written = thread.waited;
}

double readShared(std::size_t index) {
  const Thread& thread = t_thread;
  const std::lock_guard lock(thread.block->mutex);
  Element& element = thread.block->elements.at(index);
  if (element.writer != thread.index && element.written == thread.waited &&
      element.writer != kNobody)
    tellRace("a write and a read of", index, element.writer);
  const bool others = element.reader != kNobody && element.reader != thread.index;
  element.reader = others && element.read == thread.waited ? kSeveral : thread.index;
  element.read = thread.waited;
  return element.value;
}

void loadWords(const void* from, unsigned (&words)[4]) {
  g_wide.fetch_add(1, std::memory_order_relaxed);
  if (reinterpret_cast<std::uintptr_t>(from) % sizeof words != 0) std::abort();
  std::memcpy(words, from, sizeof words);
}

void storeWords(void* to, const unsigned (&words)[4]) {
  g_wide.fetch_add(1, std::memory_order_relaxed);
  if (reinterpret_cast<std::uintptr_t>(to) % sizeof words != 0) std::abort();
  std::memcpy(to, words, sizeof words);
}

float float16AsFloat(unsigned short bits) { return static_cast<float>(float16ToDouble(bits)); }

int runBlocks(const std::function<void()>& kernel, unsigned blocks, unsigned threads) {
  if (const int failure = std::exchange(g_failure, 0); failure != 0) return failure;
  ++g_watched.launches;
  std::vector<std::unique_ptr<Block>> all;
  for (unsigned i = 0; i < blocks; ++i) all.push_back(std::make_unique<Block>(i, blocks, threads));
  std::vector<std::thread> running;
  unsigned barriers = 0;
  for (unsigned thread = 0; thread < threads; ++thread) {
    running.emplace_back([&, thread] {
      for (const auto& block : all) {
        t_thread = {.block = block.get(), .index = thread};
        kernel();
        if (thread == 0) barriers = t_thread.barriers;
        block->barrier.wait();
      }
    });
  }
  for (std::thread& thread : running) thread.join();
  g_watched.barriers = barriers;
  return 0;
}

int setAllBits(unsigned long long* word, void* /*stream*/) {
  *word = ~0ULL;
  return 0;
}

int usualBlocks(unsigned wanted, unsigned* blocks) {
  constexpr unsigned kMost = 3;
  *blocks = wanted < kMost ? wanted : kMost;
  return 0;
}

const char* launchErrorText(int /*code*/) { return "a planted failure"; }

int toolkitVersion() { return 0; }

Watched takeWatched() {
  g_watched.wide = g_wide.exchange(0);
  return std::exchange(g_watched, {});
}

void plantMissingBarrier(int number) { g_missing_barrier = number; }
void plantFailure(int code) { g_failure = code; }

}  // namespace emascope::cuda
