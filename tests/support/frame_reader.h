// SPDX-License-Identifier: Apache-2.0
//
// The window's end of an engine connection for tests: reads messages from a descriptor, with a
// timeout.
#pragma once

#include "core/protocol/wire/codec.h"

#include <array>
#include <chrono>
#include <optional>
#include <poll.h>
#include <string>
#include <unistd.h>

namespace emascope {

class FrameReader {
 public:
  explicit FrameReader(int fd) : fd_(fd) {}

  /// The next message; none at the end of the stream, after 20 s, or if it cannot be decoded (see
  /// problem()).
  [[nodiscard]] std::optional<EngineMessage> next() {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (true) {
      const auto payload = splitter_.next();
      if (!payload) return nothing(payload.error().message());
      if (payload.value()) {
        auto message = decodeFromEngine(*payload.value());
        if (!message) return nothing(message.error().message());
        return std::move(message).value();
      }
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          limit - std::chrono::steady_clock::now());
      pollfd input = {fd_, POLLIN, 0};
      if (left.count() <= 0 || poll(&input, 1, static_cast<int>(left.count())) == 0) {
        return nothing("nothing came");
      }
      std::array<char, 65536> bytes = {};
      const auto count = read(fd_, bytes.data(), bytes.size());
      if (count <= 0) return nothing(splitter_.pending() == 0 ? "end" : "cut in a frame");
      splitter_.append({bytes.data(), static_cast<std::size_t>(count)});
    }
  }

  /// The next event of this kind; skips others.
  template <typename Kind>
  [[nodiscard]] std::optional<Kind> nextOf() {
    while (auto message = next()) {
      auto* event = std::get_if<Event>(&*message);
      if (event == nullptr) continue;
      if (auto* kind = std::get_if<Kind>(event)) return std::move(*kind);
    }
    return std::nullopt;
  }

  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  std::nullopt_t nothing(std::string why) {
    problem_ = std::move(why);
    return std::nullopt;
  }

  int fd_;
  FrameSplitter splitter_;
  std::string problem_;
};

}  // namespace emascope
