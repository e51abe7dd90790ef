// SPDX-License-Identifier: Apache-2.0
//
// What holds for each field of each message, found by taking the encoder's own output apart.
#include "core/protocol/wire/codec.h"
#include "core/protocol/wire/codec_json.h"
#include "tests/support/every_message.h"

#include <fstream>
#include <functional>
#include <iterator>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using nlohmann::json;

json parsed(const std::string& frame) {
  return json::from_cbor(frame.begin() + 4, frame.end(), true, true,
                         json::cbor_tag_handler_t::store);
}

std::string payloadOf(const json& map) {
  std::string payload;
  json::to_cbor(map, nlohmann::detail::output_adapter<char>(payload));
  return payload;
}

/// A message, its map, and how to read it.
struct Message {
  json map;
  std::function<Status(const std::string&)> read;  ///< is equal to what was written, or why not
};

template <typename Value, typename Decode>
Message message(const Value& value, const Decode& decode) {
  return {parsed(encode(value)), [value, decode](const std::string& payload) -> Status {
            const auto back = decode(payload);
            if (!back) return back.error();
            if (back.value() == value) return Ok{};
            return Error{"", "another value", ""};
          }};
}

/// The keys that `value` and what it holds have.
std::string fieldsOf(const json& value) {
  std::set<std::string> fields;
  for (const auto& [key, held] : value.items()) {
    fields.insert((value.is_object() ? key : "") +
                  (held.is_structured() ? "(" + fieldsOf(held) + ")" : ""));
  }
  std::string text;
  for (const std::string& field : fields) text += field + " ";
  return text;
}

/// Takes those away that have no other fields than one before; `maps` are the same as maps.
template <typename Value>
void keepNewFields(std::vector<Value>& values, const json& maps, std::set<std::string>& seen) {
  std::vector<Value> kept;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (seen.insert(fieldsOf(maps[i])).second) kept.push_back(std::move(values[i]));
  }
  values = std::move(kept);
}

/// With every field that a hello may have, and few of the rules: all of them are 70 KB, to be read
/// once for each field.
Hello smallHello() {
  Hello hello = fullHello();
  std::vector<ScheduleInfo>& rules = hello.catalog.schedules;
  const json whole = parsed(encode(hello));
  std::set<std::string> params;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    keepNewFields(rules[i].params, whole["catalog"]["schedules"][i]["params"], params);
  }
  std::set<std::string> seen;
  keepNewFields(rules, parsed(encode(hello))["catalog"]["schedules"], seen);
  return hello;
}

std::vector<Message> everyMessage() {
  std::vector<Message> messages;
  for (const Command& command : everyCommand())
    messages.push_back(message(command, decodeFromWindow));
  for (const Event& event : everyEvent()) {
    messages.push_back(message(event, [](const std::string& payload) -> Result<Event> {
      const auto back = decodeFromEngine(payload);
      if (!back) return back.error();
      return std::get<Event>(back.value());
    }));
  }
  messages.push_back(message(smallHello(), [](const std::string& payload) -> Result<Hello> {
    const auto back = decodeFromEngine(payload);
    if (!back) return back.error();
    return std::get<Hello>(back.value());
  }));
  return messages;
}

/// Ids of parameters are the schedules', those of what is brought along the options': neither are
/// fields of the protocol.
bool isValues(const std::string& key, const json& value) {
  return value.is_object() &&
         (key == "params" || key == "values" || key == "old" || key == "new" || key == "user_task");
}

/// Calls `visit(map, key, path)` for each field of `map` and of what it holds. `visit` may change
/// the map if it puts everything back.
void eachField(json& map, const std::string& path,
               const std::function<void(json&, const std::string&, const std::string&)>& visit) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : map.items()) keys.push_back(key);
  for (const std::string& key : keys) {
    const std::string where = path + "." + key;
    visit(map, key, where);
    json& value = map[key];
    if (value.is_object() && !isValues(key, value)) eachField(value, where, visit);
    if (!value.is_array()) continue;
    for (std::size_t i = 0; i < value.size() && value[i].is_object(); ++i) {
      eachField(value[i], where + "[" + std::to_string(i) + "]", visit);
    }
  }
}

void eachFieldOfEachMessage(
    const std::function<void(Message&, json&, const std::string&, const std::string&)>& visit) {
  for (Message& message : everyMessage()) {
    eachField(message.map, message.map["kind"].get<std::string>(),
              [&](json& map, const std::string& key, const std::string& path) {
                const bool of_frame = &map == &message.map && key == "kind";
                visit(message, map, key, of_frame ? "frame.kind" : path);
              });
  }
}

/// "catalog.schedules[].params[].id"
void addPaths(const json& value, const std::string& path, std::set<std::string>& paths) {
  paths.insert(path);
  for (const auto& [key, held] : value.items()) {
    const std::string within = value.is_array() ? path + "[]" : path + "." + key;
    if (held.is_structured()) {
      addPaths(held, within, paths);
    } else {
      paths.insert(within);
    }
  }
}

TEST(EveryField, OfAHelloIsInTheSmallOne) {
  std::set<std::string> all;
  std::set<std::string> few;
  addPaths(parsed(encode(fullHello())), "", all);
  addPaths(parsed(encode(smallHello())), "", few);
  EXPECT_EQ(few, all);
  EXPECT_LT(encode(smallHello()).size(), encode(fullHello()).size() / 4);
}

TEST(EveryField, OfTheWrongTypeIsRefusedByItsPath) {
  eachFieldOfEachMessage(
      [](Message& message, json& map, const std::string& key, const std::string& path) {
        const json right = map[key];
        map[key] = right.is_string() ? json(5) : json("wrong");
        const Status status = message.read(payloadOf(message.map));
        ASSERT_FALSE(status.ok()) << path;
        EXPECT_EQ(status.error().where, path);
        EXPECT_NE(status.error().allowed, "") << path;
        map[key] = right;
      });
}

/// Whether PROTOCOL.md says that this field need not be there.
bool isOptional(const json& map, const std::string& key, const std::string& path) {
  static const std::set<std::string> anywhere = {
      "at_step",     "params",        "selections", "optional",    "snapshot_every", "snapshot_mib",
      "user_task",   "edits",         "scans",      "saves",       "syntheses",      "training",
      "share",       "planned_steps", "commands",   "truth_value", "test_samples",   "work",
      "resume_from", "from_step",     "removed",    "checkpoints", "minutes",        "evaluations",
      "every",       "line",          "of_metric"};
  const bool of_edit = map.contains("step") && path.find(".edits[") != std::string::npos;
  if (of_edit && (key == "track" || key == "values")) return true;
  if (key == "action" && map.contains("values")) return true;
  if (key == "rule") return true;
  if (key == "params" && map.contains("formula")) return false;  // of the catalog's schedules
  return anywhere.contains(key) || path.ends_with(".training." + key) ||
         path.ends_with(".model.notes") || path.ends_with(".model.files");
}

TEST(EveryField, IsMissedByItsPathUnlessItIsOptional) {
  eachFieldOfEachMessage(
      [](Message& message, json& map, const std::string& key, const std::string& path) {
        const json right = map[key];
        map.erase(key);
        const Status status = message.read(payloadOf(message.map));
        map[key] = right;
        if (isOptional(map, key, path)) {  // then another value, or the same if it was the default
          EXPECT_TRUE(status.ok() || status.error().why == "another value")
              << path << ": " << status.error().message();
          return;
        }
        ASSERT_FALSE(status.ok()) << path;
        EXPECT_EQ(status.error().where, path);
        EXPECT_EQ(status.error().why, "is missing");
      });
}

TEST(EveryField, ThatALaterVersionAddsIsIgnored) {
  eachFieldOfEachMessage(
      [](Message& message, json& map, const std::string&, const std::string& path) {
        map["zz_later"] = {{"more", json::array({1, 2.5, nullptr})}};
        const Status status = message.read(payloadOf(message.map));
        EXPECT_TRUE(status.ok()) << path << ": " << status.error().message();
        map.erase("zz_later");
      });
}

const std::string& page() {
  static const std::string text = [] {
    std::ifstream file(EMASCOPE_SOURCE_DIR "/core/protocol/wire/PROTOCOL.md");
    return std::string(std::istreambuf_iterator<char>(file), {});
  }();
  return text;
}

bool described(std::string_view word) {
  return page().find("`" + std::string(word) + "`") != std::string::npos;
}

TEST(EveryField, IsDescribedInProtocolMd) {
  eachFieldOfEachMessage([](Message&, json& map, const std::string& key, const std::string& path) {
    EXPECT_TRUE(described(key)) << path;
    if (key == "kind") {
      EXPECT_TRUE(described(map[key].get<std::string>())) << map[key];
    }
  });
}

TEST(EveryWord, OfAnEnumerationIsDescribedInProtocolMd) {
  for (int i = 0; i < kRunStateCount; ++i) {
    EXPECT_TRUE(described(runStateText(static_cast<RunState>(i)))) << i;
  }
  for (int i = 0; i < event::kFailureKindCount; ++i) {
    EXPECT_TRUE(described(failureId(static_cast<event::FailureKind>(i)))) << i;
  }
  for (int i = 0; i < event::kResultKindCount; ++i) {
    EXPECT_TRUE(described(resultKindText(static_cast<event::SamplesCompared::Kind>(i)))) << i;
  }
  for (const std::string_view kind : kCommandKinds) EXPECT_TRUE(described(kind)) << kind;
  for (int i = 0; i < kCheckpointReasonCount; ++i) {
    EXPECT_TRUE(described(checkpointReasonId(static_cast<CheckpointReason>(i)))) << i;
  }
  for (int i = 0; i < kTrackActionCount; ++i) EXPECT_TRUE(described(trackActionText(i))) << i;
  for (int i = 0; i < kScaleCount; ++i) {
    EXPECT_TRUE(described(scaleText(static_cast<ParamSpec::Scale>(i)))) << i;
  }
  for (int i = 0; i < kReasonCount; ++i) {
    const std::string row =
        "| " + std::to_string(i) + " | " + std::string(reasonText(static_cast<Reason>(i)));
    EXPECT_NE(page().find(row), std::string::npos) << row;
  }
}

/// The reader accepts as many values as are counted beside each enumeration; the compiler warns of
/// a value without a text.
TEST(EveryWord, OfAnEnumerationIsCounted) {
  for (int i = 0; i <= kRunStateCount; ++i) {
    EXPECT_EQ(runStateText(static_cast<RunState>(i)).empty(), i == kRunStateCount) << i;
  }
  for (int i = 0; i <= event::kFailureKindCount; ++i) {
    EXPECT_EQ(failureId(static_cast<event::FailureKind>(i)).empty(), i == event::kFailureKindCount);
  }
  for (int i = 0; i <= kCheckpointReasonCount; ++i) {
    const auto reason = static_cast<CheckpointReason>(i);
    EXPECT_EQ(checkpointReasonId(reason).empty(), i == kCheckpointReasonCount) << i;
    EXPECT_EQ(checkpointReasonText(reason).empty(), i == kCheckpointReasonCount) << i;
  }
  for (int i = 0; i <= kScaleCount; ++i) {
    EXPECT_EQ(scaleText(static_cast<ParamSpec::Scale>(i)).empty(), i == kScaleCount) << i;
  }
  for (int i = 0; i <= kReasonCount; ++i) {
    EXPECT_EQ(reasonText(static_cast<Reason>(i)).empty(), i == kReasonCount) << i;
  }
}

TEST(EveryWord, OfAnEnumerationIsReadBack) {
  const auto survives = [](const Event& event) {
    const std::string frame = encode(event);
    const auto back = decodeFromEngine(std::string_view(frame).substr(4));
    return back.ok() && std::get<Event>(*back) == event;
  };
  for (int i = 0; i < kRunStateCount; ++i) {
    EXPECT_TRUE(survives(event::StateChanged{static_cast<RunState>(i), 3, ""})) << i;
  }
  for (int i = 0; i < event::kFailureKindCount; ++i) {
    EXPECT_TRUE(survives(event::Failed{static_cast<event::FailureKind>(i), 3, ""})) << i;
  }
  for (int i = 0; i < kCheckpointReasonCount; ++i) {
    event::CheckpointWritten written{0, 3, "f", 1};
    written.reason = static_cast<CheckpointReason>(i);
    EXPECT_TRUE(survives(written)) << i;
  }
  for (int i = 0; i < kReasonCount; ++i) {
    EvalPoint point = fakePoint(25, 1);
    point.tracks[0].reason = static_cast<Reason>(i);
    EXPECT_TRUE(survives(event::Evaluated{{point}})) << i;
  }
  Hello hello = smallHello();
  for (int i = 0; i < kScaleCount; ++i) {
    hello.catalog.run_params.push_back({.scale = static_cast<ParamSpec::Scale>(i)});
  }
  const auto back = decodeFromEngine(std::string_view(encode(hello)).substr(4));
  ASSERT_TRUE(back.ok()) << back.error().message();
  EXPECT_EQ(std::get<Hello>(*back), hello);
}

TEST(ProtocolMd, ShowsTheBytesOfAFrame) {
  const std::string frame = encode(Command(command::Advance{100}));
  const char* const bytes =
      "\x16\0\0\0\xA2\x65"
      "count\x18\x64\x64kind\x67"
      "advance";
  EXPECT_EQ(frame, std::string(bytes, 26));
  EXPECT_NE(page().find("16 00 00 00 "), std::string::npos);
  EXPECT_NE(page().find(std::to_string(kLargestFrame)), std::string::npos);
  EXPECT_NE(page().find("Version " + std::to_string(kProtocolMajor) + "." +
                        std::to_string(kProtocolMinor)),
            std::string::npos);
}

}  // namespace
}  // namespace emascope
