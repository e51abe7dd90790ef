// SPDX-License-Identifier: Apache-2.0
//
// A stream of frames as either side might receive it: any bytes are read or refused with a reason,
// and what is read can be sent on and is understood again. The first byte says in what pieces the
// stream arrives, or that there is no stream but one payload, so that lengths need not be guessed.
#include "core/protocol/wire/codec.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace emascope;  // NOLINT(google-build-using-namespace): one function, no header

void require(bool holds) {
  if (!holds) std::abort();
}

/// Payloads of whole frames.
template <typename Each>
void eachPayload(const std::string& frames, const Each& each) {
  FrameSplitter splitter;
  splitter.append(frames);
  while (true) {
    const auto payload = splitter.next();
    require(payload.ok());
    if (!payload.value()) break;
    each(*payload.value());
  }
  require(splitter.pending() == 0);
}

void tryPayload(const std::string& payload) {
  if (const auto command = decodeFromWindow(payload); command) {
    const std::string frame = encode(*command);
    eachPayload(frame, [&](const std::string& again) {
      const auto back = decodeFromWindow(again);
      require(back.ok());
      require(encode(*back) == frame);  // NaN is not equal to itself, its bytes are
    });
  } else {
    require(!command.error().message().empty());
    if (const auto answer = rejectionOf(payload, command.error())) {
      eachPayload(encode(Event(*answer)),
                  [](const std::string& again) { require(decodeFromEngine(again).ok()); });
    }
  }
  if (const auto message = decodeFromEngine(payload); message) {
    const auto encoded = [](const EngineMessage& m) {
      return std::visit([](const auto& alternative) { return encode(alternative); }, m);
    };
    const std::string frames = encoded(*message);
    std::string again_frames;
    eachPayload(frames, [&](const std::string& again) {
      const auto back = decodeFromEngine(again);
      require(back.ok());
      again_frames += encoded(*back);
    });
    require(again_frames == frames);
  } else {
    require(!message.error().message().empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::uint8_t kPayload = 0xFF;
  if (data[0] == kPayload) {
    tryPayload(std::string(reinterpret_cast<const char*>(data + 1), size - 1));
    return 0;
  }
  const std::size_t piece = data[0] == 0 ? size : data[0];
  std::string_view stream(reinterpret_cast<const char*>(data + 1), size - 1);
  FrameSplitter splitter;
  while (!stream.empty()) {
    splitter.append(stream.substr(0, piece));
    stream.remove_prefix(std::min(piece, stream.size()));
    while (true) {
      const auto payload = splitter.next();
      if (!payload) {
        require(!payload.error().message().empty());
        return 0;
      }
      if (!payload.value()) break;
      tryPayload(*payload.value());
    }
  }
  return 0;
}
