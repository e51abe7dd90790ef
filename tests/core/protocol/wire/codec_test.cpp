// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/wire/codec.h"

#include "core/protocol/wire/cbor_scan.h"
#include "tests/support/every_message.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// The payload of one whole frame.
std::string payloadOf(const std::string& frame) {
  FrameSplitter splitter;
  splitter.append(frame);
  return *splitter.next().value();
}

TEST(Codec, EveryCommandComesBackAsItWas) {
  for (const Command& command : everyCommand()) {
    const auto back = decodeFromWindow(payloadOf(encode(command)));
    ASSERT_TRUE(back.ok()) << back.error().message();
    EXPECT_EQ(back.value(), command);
  }
}

TEST(Codec, EveryEventComesBackAsItWas) {
  for (const Event& event : everyEvent()) {
    const auto back = decodeFromEngine(payloadOf(encode(event)));
    ASSERT_TRUE(back.ok()) << back.error().message();
    EXPECT_EQ(std::get<Event>(back.value()), event);
  }
}

TEST(Codec, TheHelloCarriesTheWholeCatalog) {
  const Hello hello{kProtocolMajor, kProtocolMinor, "emascope-engine 0.1.0", fakeCatalog()};
  const auto back = decodeFromEngine(payloadOf(encode(hello)));
  ASSERT_TRUE(back.ok()) << back.error().message();
  EXPECT_EQ(std::get<Hello>(back.value()), hello);
}

TEST(Codec, NonFiniteLossesSurvive) {
  EvalPoint point = fakePoint(25, 1);
  point.raw.loss = std::nan("");
  point.tracks[0].val.loss = std::numeric_limits<double>::infinity();
  const auto back = decodeFromEngine(payloadOf(encode(Event(event::Evaluated{{point}}))));
  ASSERT_TRUE(back.ok());
  const auto& block = std::get<event::Evaluated>(std::get<Event>(back.value()));
  EXPECT_TRUE(std::isnan(block.points[0].raw.loss));
  EXPECT_TRUE(std::isinf(block.points[0].tracks[0].val.loss));
}

TEST(Codec, ABlockThatAFrameCannotHoldIsSentInSeveral) {
  std::vector<EvalPoint> points(12'000);
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i].step = static_cast<std::int64_t>(i);
    points[i].tracks.resize(kMostTracks);
  }
  FrameSplitter splitter;
  splitter.append(encode(Event(event::Evaluated{points})));
  std::vector<EvalPoint> back;
  for (auto payload = splitter.next().value(); payload; payload = splitter.next().value()) {
    const auto message = decodeFromEngine(*payload);
    ASSERT_TRUE(message.ok()) << message.error().message();
    const auto& block = std::get<event::Evaluated>(std::get<Event>(message.value()));
    back.insert(back.end(), block.points.begin(), block.points.end());
  }
  EXPECT_EQ(splitter.pending(), 0U);
  EXPECT_EQ(back, points);
}

TEST(Codec, PointsOfOtherTracksAreSentApart) {
  std::vector<EvalPoint> points = {fakePoint(1, 2), fakePoint(2, 2), fakePoint(3, 3),
                                   fakePoint(4, 0)};
  points[1].feedbacks = 7;
  FrameSplitter splitter;
  splitter.append(encode(Event(event::Evaluated{points})));
  std::vector<EvalPoint> back;
  for (auto payload = splitter.next().value(); payload; payload = splitter.next().value()) {
    const auto message = decodeFromEngine(*payload).value();
    const auto& block = std::get<event::Evaluated>(std::get<Event>(message));
    back.insert(back.end(), block.points.begin(), block.points.end());
  }
  EXPECT_EQ(back, points);
}

TEST(Codec, WordsThatAreNotUtf8ArriveAsWords) {
  const auto back =
      decodeFromEngine(payloadOf(encode(Event(event::Failed{{}, 1, "disk \xFF full"}))));
  ASSERT_TRUE(back.ok()) << back.error().message();
  EXPECT_EQ(std::get<event::Failed>(std::get<Event>(back.value())).what, "disk \xEF\xBF\xBD full");
}

TEST(Codec, NumbersOutOfRangeAreRefusedByTheirField) {
  const auto why = [](const std::string& payload) {
    const auto decoded = decodeFromWindow(payload);
    return decoded ? std::string("accepted") : decoded.error().message();
  };
  using std::string_literals::operator""s;
  const std::string advance =
      "\xA2\x64kind\x67"
      "advance\x65"
      "count"s;
  constexpr const char* kAllowed = "; allowed: a whole number of at least 1";
  EXPECT_EQ(why(advance + "\x00"s), "advance.count: is 0" + std::string(kAllowed));
  EXPECT_EQ(why(advance + "\x1B\x80\0\0\0\0\0\0\0"s),
            "advance.count: is 9223372036854775808" + std::string(kAllowed));
  EXPECT_EQ(why(advance + "\xF9\x3C\x00"s), "advance.count: is 1.0" + std::string(kAllowed));
  EXPECT_EQ(why(advance + "\x18\x64"s), "accepted");
}

TEST(Codec, AnotherMajorVersionIsRefusedNamingBoth) {
  const auto back = decodeFromEngine(payloadOf(encode(Hello{9, 4, "other", {}})));
  ASSERT_FALSE(back.ok());
  EXPECT_NE(back.error().message().find("9.4"), std::string::npos);
  EXPECT_NE(back.error().message().find("1." + std::to_string(kProtocolMinor)), std::string::npos);
}

TEST(Codec, AFrameCutAnywhereIsRefusedAndNothingElse) {
  for (const Event& event : everyEvent()) {
    const std::string payload = payloadOf(encode(event));
    for (std::size_t length = 0; length < payload.size(); ++length) {
      ASSERT_FALSE(decodeFromEngine(payload.substr(0, length)).ok()) << length;
    }
    EXPECT_FALSE(decodeFromEngine(payload + '\0').ok());
  }
}

TEST(Codec, AnEngineThatListsNoCommandsUnderstandsTheFirstOnes) {
  Hello hello{kProtocolMajor, kProtocolMinor, "other", fakeCatalog()};
  std::string payload = payloadOf(encode(hello));
  payload.replace(payload.find("commands"), 8, "comments");
  const auto back = decodeFromEngine(payload);
  ASSERT_TRUE(back.ok()) << back.error().message();
  const Catalog catalog = std::get<Hello>(back.value()).catalog;
  EXPECT_TRUE(understands(catalog, "set_speed"));
  EXPECT_FALSE(understands(catalog, "compare_samples"));
  EXPECT_FALSE(understands(catalog, "extend"));
  EXPECT_TRUE(understands(fakeCatalog(), "extend"));
}

/// Of a comparison of three samples, with `change` made to it.
std::string refusalOf(const std::function<void(event::SamplesCompared&)>& change) {
  event::SamplesCompared compared{.total = 3,
                                  .samples = {0, 1, 2},
                                  .raw_right = {0x05},
                                  .mix_right = {0x07},
                                  .truth = {0, 1, 2},
                                  .raw_top = {0, 2, 2},
                                  .mix_top = {0, 1, 2},
                                  .raw_given = {1, 0, 1},
                                  .mix_given = {1, 1, 1}};
  change(compared);
  const auto back = decodeFromEngine(payloadOf(encode(Event(compared))));
  return back ? "" : back.error().where;
}

TEST(Codec, AComparisonThatDoesNotFitTogetherIsRefused) {
  EXPECT_EQ(refusalOf([](event::SamplesCompared&) {}), "");
  EXPECT_EQ(refusalOf([](event::SamplesCompared& c) { c.raw_right = {0x0D}; }),
            "samples_compared.result.raw_right");  // a bit that is no sample's
  EXPECT_EQ(refusalOf([](event::SamplesCompared& c) { c.mix_right = {}; }),
            "samples_compared.result.mix_right");
  EXPECT_EQ(refusalOf([](event::SamplesCompared& c) { c.mix_top.pop_back(); }),
            "samples_compared.result.mix_top");
  EXPECT_EQ(refusalOf([](event::SamplesCompared& c) { c.truth[0] = -1; }),
            "samples_compared.result.truth");
  EXPECT_EQ(refusalOf([](event::SamplesCompared& c) {
              c.samples.resize(static_cast<std::size_t>(event::kMostCompared) + 1);
            }),
            "samples_compared.count");
}

TEST(Codec, WhatAnEngineDoesNotSayIsUnknown) {
  event::Started started = fakeStarted(fakeCatalog());
  started.facts.model.test_samples.reset();
  const std::string payload = payloadOf(encode(Event(started)));
  EXPECT_EQ(payload.find("test_samples"), std::string::npos);
  EXPECT_EQ(std::get<Event>(decodeFromEngine(payload).value()), Event(started));
  for (const Event& answer :
       {Event(event::Rendered{.request = 3}), Event(event::Scanned{.request = 4}),
        Event(event::SamplesCompared{.request = 5}), Event(event::DistancesMeasured{.request = 6}),
        Event(event::SamplesShown{.request = 7})}) {
    const std::string without = payloadOf(encode(answer));
    EXPECT_EQ(without.find("work"), std::string::npos) << answer.index();
    EXPECT_EQ(std::get<Event>(decodeFromEngine(without).value()), answer);
  }
}

TEST(Codec, WorkThatCannotBeIsRefused) {
  const std::string right = payloadOf(encode(Event(event::Rendered{.request = 3, .work = 0.5})));
  const std::size_t at = right.find("work") + 5;  // after the first byte of the number
  for (const double work : {-0.5, std::nan(""), std::numeric_limits<double>::infinity(), 1e10}) {
    const auto bits = std::bit_cast<std::uint64_t>(work);
    std::string wrong = right;
    // What the encoder writes may be shorter than 8 bytes.
    wrong.replace(at - 1, right[at - 1] == '\xFB' ? 9 : right[at - 1] == '\xFA' ? 5 : 3, "\xFB");
    for (int byte = 7; byte >= 0; --byte) {
      wrong.insert(at + static_cast<std::size_t>(7 - byte), 1,
                   static_cast<char>(bits >> (8 * byte) & 0xFF));
    }
    const auto back = decodeFromEngine(wrong);
    ASSERT_FALSE(back.ok()) << work;
    EXPECT_EQ(back.error().where, "rendered.work");
  }
}

TEST(Codec, AHundredThousandResultsFitIntoAFrame) {
  const auto count = static_cast<std::size_t>(event::kMostCompared);
  event::SamplesCompared compared{.total = 1'000'000,
                                  .samples = std::vector<std::int64_t>(count, 999'999),
                                  .raw_right = std::vector<std::uint8_t>(count / 8, 0xFF),
                                  .mix_right = std::vector<std::uint8_t>(count / 8, 0x55),
                                  .truth = std::vector<std::int32_t>(count, 1),
                                  .raw_top = std::vector<std::int32_t>(count, 1),
                                  .mix_top = std::vector<std::int32_t>(count, 2),
                                  .raw_given = std::vector<float>(count, 0.5F),
                                  .mix_given = std::vector<float>(count, 0.25F)};
  const auto back = decodeFromEngine(payloadOf(encode(Event(compared))));
  ASSERT_TRUE(back.ok()) << back.error().message();
  EXPECT_EQ(std::get<Event>(back.value()), Event(compared));
}

TEST(Codec, WrongTypesAndUnknownKindsAreNamed) {
  const auto why = [](const std::string& payload) {
    const auto decoded = decodeFromWindow(payload);
    return decoded ? std::string("accepted") : decoded.error().message();
  };
  using std::string_literals::operator""s;
  EXPECT_NE(why("\x61x"s).find("a map with a kind"), std::string::npos);
  EXPECT_NE(why("\xA0"s).find("frame.kind: is missing"), std::string::npos);
  EXPECT_NE(why("\xA1\x64kind\x05"s).find("frame.kind: is 5"), std::string::npos);
  EXPECT_NE(why("\xA1\x64kind\x65"
                "dance"s)
                .find("'dance' is not known"),
            std::string::npos);
  EXPECT_NE(why("\xA1\x64kind\x67"
                "advance"s)
                .find("advance.count: is missing"),
            std::string::npos);
  EXPECT_NE(why("\xA2\x64kind\x67"
                "advance\x65"
                "count\x20"s)
                .find("advance.count: is -1"),
            std::string::npos);
}

TEST(Codec, NoneIsNullAndNothingElse) {
  const Command set = command::SetParams{4, "like", {{"momentum_warmup", kNoneValue}}, {}};
  const std::string frame = encode(set);
  EXPECT_NE(frame.find("momentum_warmup\xF6"), std::string::npos);
  EXPECT_EQ(decodeFromWindow(payloadOf(frame)).value(), set);
  std::string infinite = payloadOf(frame);
  infinite.replace(infinite.find('\xF6'), 1, "\xF9\xFC\x00", 3);  // -inf, of 16 bits
  const auto refused = decodeFromWindow(infinite);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().where, "set_params.values.momentum_warmup");
  EXPECT_EQ(refused.error().allowed, "a number, or null");
}

TEST(Codec, WhatIsCborIsAnsweredAndWhatIsNotEndsTheStream) {
  using std::string_literals::operator""s;
  const Error error = {"where", "why", ""};
  const auto answer = rejectionOf("\xA1\x67request\x18\x2A"s, error);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->request, 42U);
  EXPECT_EQ(answer->error, error);
  EXPECT_EQ(rejectionOf("\xA1\x67request\x61z"s, error)->request, 0U);
  EXPECT_EQ(rejectionOf("\xA0"s, error)->request, 0U);
  EXPECT_EQ(rejectionOf("\x01"s, error)->request, 0U);
  EXPECT_FALSE(rejectionOf("\xA1\x67request"s, error));
  EXPECT_FALSE(rejectionOf("\x9F\xFF"s, error));
  EXPECT_FALSE(rejectionOf(""s, error));
}

TEST(CborScan, RefusesDepthLiesAndIndefiniteLengths) {
  using std::string_literals::operator""s;
  EXPECT_TRUE(scanCbor("\xA1\x61"
                       "a\x81\x01"s,
                       32)
                  .ok());
  EXPECT_TRUE(scanCbor(std::string(32, '\x81') + '\x01', 32).ok());
  EXPECT_FALSE(scanCbor(std::string(33, '\x81') + '\x01', 32).ok());
  EXPECT_FALSE(scanCbor("\x9B\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s, 32).ok());  // 2^64-1 items
  EXPECT_FALSE(scanCbor("\x5A\xFF\xFF\xFF\xFF"s, 32).ok());                  // 4 GiB of bytes
  EXPECT_FALSE(scanCbor("\x9F\x01\xFF"s, 32).ok());                          // indefinite
  EXPECT_FALSE(scanCbor("\xC1\xC1\x01"s, 32).ok());                          // tag on tag
  EXPECT_FALSE(scanCbor("\x62\xC3\x28"s, 32).ok());                          // not UTF-8
  EXPECT_FALSE(scanCbor("\x9A\x00\x10\x00\x00"s + std::string(kMostItems, '\0'), 32).ok());
  EXPECT_FALSE(scanCbor(""s, 32).ok());
  EXPECT_FALSE(scanCbor("\x01\x01"s, 32).ok());
}

TEST(FrameSplitter, PutsFramesTogetherFromSingleBytes) {
  const std::string stream = encode(Command(command::Pause{})) + encode(Command(command::Stop{}));
  FrameSplitter splitter;
  std::vector<Command> commands;
  for (const char byte : stream) {
    splitter.append({&byte, 1});
    const auto payload = splitter.next();
    ASSERT_TRUE(payload.ok());
    if (payload.value()) commands.push_back(decodeFromWindow(*payload.value()).value());
  }
  EXPECT_EQ(commands, (std::vector<Command>{command::Pause{}, command::Stop{}}));
  EXPECT_EQ(splitter.pending(), 0U);
}

TEST(FrameSplitter, RefusesImpossibleLengths) {
  for (const std::string& length : {std::string(4, '\0'), std::string("\x01\x00\x00\x01", 4)}) {
    FrameSplitter splitter;
    splitter.append(length);
    const auto payload = splitter.next();
    ASSERT_FALSE(payload.ok());
    EXPECT_EQ(payload.error().where, "frame length");
  }
}

}  // namespace
}  // namespace emascope
