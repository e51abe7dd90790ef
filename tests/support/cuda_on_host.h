// SPDX-License-Identifier: Apache-2.0
//
// A device for the kernels of core/cuda/plugin on the host, for tests: blocks run one after
// another, and the threads of a block are threads that run side by side. Their shared memory notes
// who has read and written what since the last barrier, so that a missing barrier is found
// whichever thread happens to come first.
#pragma once

#include <atomic>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <functional>
#include <string>

#define EMASCOPE_KERNEL(threads) void
#define EMASCOPE_DEVICE inline
#define EMASCOPE_UNROLL
// NOLINTNEXTLINE(bugprone-macro-parentheses): a declaration
#define EMASCOPE_SHARED(type, name, count) \
  emascope::cuda::SharedArray<type> name = emascope::cuda::sharedArray<type>(count, __LINE__)

namespace emascope::cuda {

inline constexpr unsigned kThreadsOfAWarp = 32;

// Kernels call these. --------------------------------------------------------------------------
[[nodiscard]] unsigned threadIndex();
[[nodiscard]] unsigned blockIndex();
[[nodiscard]] unsigned blockCount();
void barrier();
[[nodiscard]] double shuffleDown(double value, unsigned offset);

inline void atomicMinimum(unsigned long long* word, unsigned long long value) {
  std::atomic_ref<unsigned long long> shared(*word);
  unsigned long long now = shared.load();
  while (value < now && !shared.compare_exchange_weak(now, value)) {
  }
}

/// Memory of the block; `index` counts its elements of 8 bytes.
void writeShared(std::size_t index, double value);
[[nodiscard]] double readShared(std::size_t index);
/// The first element of the array that is declared in this line, the same for all threads of the
/// block.
[[nodiscard]] std::size_t declareShared(std::size_t count, unsigned line);

/// What EMASCOPE_SHARED declares: an array of doubles whose reads and writes are watched.
template <typename Value>
class SharedArray {
 public:
  class Element {
   public:
    explicit Element(std::size_t index) : index_(index) {}
    Element& operator=(Value value) {
      writeShared(index_, value);
      return *this;
    }
    operator Value() const { return readShared(index_); }  // NOLINT(google-explicit-constructor)

   private:
    std::size_t index_;
  };
  explicit SharedArray(std::size_t first) : first_(first) {}
  Element operator[](std::size_t index) const { return Element(first_ + index); }

 private:
  std::size_t first_;
};

template <typename Value>
SharedArray<Value> sharedArray(std::size_t count, unsigned line) {
  return SharedArray<Value>(declareShared(count, line));
}

template <typename Value>
Value loadConstant(const Value* from) {
  return *from;
}

/// Words at an address that must be a multiple of 16, as on a device.
void loadWords(const void* from, unsigned (&words)[4]);
void storeWords(void* to, const unsigned (&words)[4]);
inline void loadConstantWords(const void* from, unsigned (&words)[4]) { loadWords(from, words); }

inline float asFloat(unsigned bits) { return std::bit_cast<float>(bits); }
inline unsigned asBits(float value) { return std::bit_cast<unsigned>(value); }
[[nodiscard]] float float16AsFloat(unsigned short bits);
inline float sum(float a, float b) { return a + b; }
inline float difference(float a, float b) { return a - b; }
inline float product(float a, float b) { return a * b; }
inline float quotient(float a, float b) { return a / b; }
inline float squareRoot(float a) { return std::sqrt(a); }
inline double squareRoot(double a) { return std::sqrt(a); }

/// Runs the blocks. @return 0, or the code of a planted failure
int runBlocks(const std::function<void()>& kernel, unsigned blocks, unsigned threads);

template <typename Arguments>
int launch(void (*kernel)(Arguments), unsigned blocks, unsigned threads, void* /*stream*/,
           const Arguments& arguments) {
  return runBlocks([&] { kernel(arguments); }, blocks, threads);
}

int setAllBits(unsigned long long* word, void* stream);
int usualBlocks(unsigned wanted, unsigned* blocks);
[[nodiscard]] const char* launchErrorText(int code);
[[nodiscard]] int toolkitVersion();

// Tests call these. ----------------------------------------------------------------------------
struct Watched {
  unsigned launches = 0;
  unsigned barriers = 0;  ///< that the threads of the last block have passed
  unsigned wide = 0;      ///< loads and stores of 16 bytes
  std::string race = {};  ///< the first pair of accesses without a barrier between them; or empty
};
/// Since the last call.
Watched takeWatched();

/// Each block of the next launches passes its barrier number `number`, from 0, without waiting;
/// a negative number: none.
void plantMissingBarrier(int number);
/// The next launch fails with this code.
void plantFailure(int code);

}  // namespace emascope::cuda
