// SPDX-License-Identifier: Apache-2.0
#include "core/cuda/plugin/calls.h"
#include "core/cuda/plugin/update_kernel.h"

namespace {

using namespace emascope::cuda;  // NOLINT(google-build-using-namespace): this file is all of it

int checkOnline(const void* online, int type, size_t count, float limit) {
  if (!isType(type)) return EMASCOPE_CUDA_TYPE;
  if (!(limit > 0.0F)) return EMASCOPE_CUDA_LIMIT;
  return checkArray(online, sizeOf(type), count);
}

int check(const EmascopeCudaUpdate& u) {
  if (const int code = checkOnline(u.online, u.online_type, u.count, u.limit)) return code;
  if (u.tracks < 1 || u.tracks > EMASCOPE_CUDA_MOST_TRACKS) return EMASCOPE_CUDA_TRACKS;
  if (u.averages == nullptr || u.rates == nullptr) return EMASCOPE_CUDA_NULL;
  if (!isMultiple(u.rates, sizeof(float))) return EMASCOPE_CUDA_ADDRESS;
  for (int k = 0; k < u.tracks; ++k) {
    if (u.averages[k] == nullptr && u.count > 0) return EMASCOPE_CUDA_NULL;
    if (!isMultiple(u.averages[k], sizeof(float))) return EMASCOPE_CUDA_ADDRESS;
  }
  for (const void* word :
       {static_cast<const void*>(u.skip), static_cast<const void*>(u.skip_too),
        static_cast<const void*>(u.first_bad), static_cast<const void*>(u.squared_distances),
        static_cast<const void*>(u.scratch)}) {
    if (!isMultiple(word, sizeof(double))) return EMASCOPE_CUDA_ADDRESS;
  }
  if (u.squared_distances != nullptr && u.scratch == nullptr) return EMASCOPE_CUDA_SCRATCH;
  if (u.first_bad != nullptr && (u.skip == u.first_bad || u.skip_too == u.first_bad))
    return EMASCOPE_CUDA_SAME_WORD;
  return EMASCOPE_CUDA_OK;
}

bool isAligned(const EmascopeCudaUpdate& u) {
  bool aligned = isMultiple(u.online, 16);
  for (int k = 0; k < u.tracks; ++k) aligned = aligned && isMultiple(u.averages[k], 16);
  return aligned;
}

using UpdateKernel = void (*)(UpdateArguments);

template <typename Online, bool kMeasure>
UpdateKernel kernelFor(int tracks, bool aligned) {
  if (!aligned) return updateTracks<Online, kTracksUnaligned, false, kMeasure>;
  if (tracks == 1) return updateTracks<Online, 1, true, kMeasure>;
  if (tracks == 2) return updateTracks<Online, 2, true, kMeasure>;
  if (tracks <= 4) return updateTracks<Online, 4, true, kMeasure>;
  if (tracks <= 8) return updateTracks<Online, 8, true, kMeasure>;
  return updateTracks<Online, kTracksOfALaunch, true, kMeasure>;
}

template <typename Online>
UpdateKernel kernelFor(int tracks, bool aligned, bool measure) {
  return measure ? kernelFor<Online, true>(tracks, aligned)
                 : kernelFor<Online, false>(tracks, aligned);
}

UpdateKernel kernelFor(int type, int tracks, bool aligned, bool measure) {
  if (type == EMASCOPE_CUDA_FLOAT32) return kernelFor<Float32>(tracks, aligned, measure);
  if (type == EMASCOPE_CUDA_BFLOAT16) return kernelFor<Bfloat16>(tracks, aligned, measure);
  return kernelFor<Float16>(tracks, aligned, measure);
}

using FindKernel = void (*)(FindArguments);

template <bool kAligned>
FindKernel findKernelFor(int type) {
  if (type == EMASCOPE_CUDA_FLOAT32) return findBad<Float32, kAligned>;
  if (type == EMASCOPE_CUDA_BFLOAT16) return findBad<Bfloat16, kAligned>;
  return findBad<Float16, kAligned>;
}

/// Tracks [first, first + tracks).
int launchUpdate(const EmascopeCudaUpdate& u, int first, int tracks, bool aligned, unsigned blocks,
                 void* stream) {
  UpdateArguments a = {};
  a.online = u.online;
  a.count = u.count;
  a.chunks = chunksOf(u.count);
  for (int k = 0; k < tracks; ++k) a.averages[k] = u.averages[first + k];
  a.rates = u.rates + first;
  a.tracks = tracks;
  a.limit = bitsOf(u.limit);
  a.skip = u.skip;
  a.skip_too = u.skip_too;
  a.first_bad = first == 0 ? u.first_bad : nullptr;
  const bool measure = u.squared_distances != nullptr;
  if (measure) a.partials = static_cast<double*>(u.scratch) + static_cast<size_t>(first) * a.chunks;
  return launch(kernelFor(u.online_type, tracks, aligned, measure), blocks, kThreads, stream, a);
}

}  // namespace

extern "C" {

const EmascopeCudaBuild* emascopeCudaBuild(void) {
  static const EmascopeCudaBuild build = {EMASCOPE_CUDA_INTERFACE, EMASCOPE_CUDA_BUILD_ID,
                                          toolkitVersion(), EMASCOPE_CUDA_ARCHITECTURES};
  return &build;
}

const char* emascopeCudaErrorText(int code) {
  switch (code) {
    case EMASCOPE_CUDA_OK:
      return "no error";
    case EMASCOPE_CUDA_NULL:
      return "a required pointer is null";
    case EMASCOPE_CUDA_TRACKS:
      return "the number of tracks is not within 1 to 64";
    case EMASCOPE_CUDA_TYPE:
      return "the type is none of float32, bfloat16 and float16";
    case EMASCOPE_CUDA_ADDRESS:
      return "an address is no multiple of the size of its elements";
    case EMASCOPE_CUDA_LIMIT:
      return "the limit is not above 0";
    case EMASCOPE_CUDA_SCRATCH:
      return "scratch memory is needed, and its pointer is null";
    case EMASCOPE_CUDA_SAME_WORD:
      return "first_bad is a word that says what to skip";
    case EMASCOPE_CUDA_OPTIMIZER:
      return "the optimizer is none of SGD, Adam, AdamW, RMSprop and Lion";
    case EMASCOPE_CUDA_MOMENTS:
      return "the optimizer needs another number of moment arrays";
    case EMASCOPE_CUDA_RING:
      return "a ring has no elements";
    default:
      break;
  }
  return code > EMASCOPE_CUDA_FAILED ? launchErrorText(code - EMASCOPE_CUDA_FAILED)
                                     : "unknown code";
}

size_t emascopeCudaScratchBytes(size_t count, int tracks) {
  return tracks < 1 ? 0 : chunksOf(count) * static_cast<size_t>(tracks) * sizeof(double);
}

int emascopeCudaUpdateTracks(const EmascopeCudaUpdate* update, void* stream) {
  if (update == nullptr) return EMASCOPE_CUDA_NULL;
  const EmascopeCudaUpdate& u = *update;
  if (const int code = check(u)) return code;
  const size_t chunks = chunksOf(u.count);
  unsigned blocks = u.blocks;
  int failure = chooseBlocks(chunks, &blocks);
  if (failure == 0 && u.first_bad != nullptr) failure = setAllBits(u.first_bad, stream);
  const bool aligned = isAligned(u);
  const int step = aligned ? kTracksOfALaunch : kTracksUnaligned;
  for (int first = 0; first < u.tracks && u.count > 0 && failure == 0; first += step) {
    const int tracks = u.tracks - first < step ? u.tracks - first : step;
    failure = launchUpdate(u, first, tracks, aligned, blocks, stream);
  }
  if (failure == 0 && u.squared_distances != nullptr) {
    const DistanceArguments a = {static_cast<const double*>(u.scratch), u.squared_distances, chunks,
                                 u.skip, u.skip_too};
    failure = launch(addUpDistances, static_cast<unsigned>(u.tracks), kThreads, stream, a);
  }
  return codeOf(failure);
}

int emascopeCudaFindBad(const void* online, int online_type, size_t count, float limit,
                        unsigned long long* first_bad, unsigned blocks, void* stream) {
  if (const int code = checkOnline(online, online_type, count, limit)) return code;
  if (first_bad == nullptr) return EMASCOPE_CUDA_NULL;
  if (!isMultiple(first_bad, sizeof *first_bad)) return EMASCOPE_CUDA_ADDRESS;
  int failure = chooseBlocks(chunksOf(count), &blocks);
  if (failure == 0) failure = setAllBits(first_bad, stream);
  if (failure == 0 && count > 0) {
    const FindArguments a = {online, count, bitsOf(limit), first_bad};
    const FindKernel kernel = isMultiple(online, 16) ? findKernelFor<true>(online_type)
                                                     : findKernelFor<false>(online_type);
    failure = launch(kernel, blocks, kThreads, stream, a);
  }
  return codeOf(failure);
}

int emascopeCudaSetRates(float* rates, const float* values, int count, void* stream) {
  static_assert(EMASCOPE_CUDA_MOST_TRACKS <= kThreads);
  if (count < 1 || count > EMASCOPE_CUDA_MOST_TRACKS) return EMASCOPE_CUDA_TRACKS;
  if (rates == nullptr || values == nullptr) return EMASCOPE_CUDA_NULL;
  if (!isMultiple(rates, sizeof *rates)) return EMASCOPE_CUDA_ADDRESS;
  RatesArguments a = {};
  a.rates = rates;
  for (int k = 0; k < count; ++k) a.values[k] = values[k];
  a.count = count;
  return codeOf(launch(setRates, 1, kThreads, stream, a));
}

int emascopeCudaCopy(void* to, const void* from, size_t count, const unsigned long long* skip,
                     void* stream) {
  if (const int code = checkArray(to, sizeof(unsigned), count)) return code;
  if (const int code = checkArray(from, sizeof(unsigned), count)) return code;
  if (!isMultiple(skip, sizeof *skip)) return EMASCOPE_CUDA_ADDRESS;
  if (count == 0) return EMASCOPE_CUDA_OK;
  unsigned blocks = 0;
  int failure = chooseBlocks(chunksOf(count), &blocks);
  if (failure == 0) {
    const CopyArguments a = {static_cast<unsigned*>(to), static_cast<const unsigned*>(from), count,
                             skip};
    failure = launch(copyWords, blocks, kThreads, stream, a);
  }
  return codeOf(failure);
}

}  // extern "C"
