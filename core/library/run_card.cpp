// SPDX-License-Identifier: Apache-2.0
#include "core/library/run_card.h"

#include "core/base/utf8.h"
#include "core/json/read_json.h"
#include "core/library/card_json.h"
#include "core/protocol/wire/codec_json.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using CardJson = nlohmann::ordered_json;
constexpr std::int64_t kCardVersion = 1;
constexpr std::array<std::string_view, kStoredStateCount> kStateTexts = {
    "running", "finished", "stopped", "failed", "interrupted"};

std::string_view stateName(int index) { return kStateTexts.at(static_cast<std::size_t>(index)); }

Status checkText(const std::string& text, std::size_t most, const char* where) {
  if (!isUtf8(text)) return Error{where, "is not UTF-8", "text in UTF-8"};
  if (text.size() <= most) return Ok{};
  return Error{where, "has " + std::to_string(text.size()) + " bytes",
               "at most " + std::to_string(most)};
}

bool hasControls(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

Status checkTags(const std::vector<std::string>& tags) {
  if (tags.size() > kMostTags) {
    return Error{"tags", "there are " + std::to_string(tags.size()),
                 "at most " + std::to_string(kMostTags)};
  }
  for (std::size_t i = 0; i < tags.size(); ++i) {
    if (const Status status = checkText(tags[i], kLongestTag, "tag"); !status) return status;
    if (tags[i].empty() || hasControls(tags[i]) || tags[i].find(',') != std::string::npos) {
      return Error{"tag", "'" + asOneLine(tags[i]) + "' is not allowed",
                   "text on one line without a comma"};
    }
    if (std::find(tags.begin(), tags.begin() + static_cast<std::ptrdiff_t>(i), tags[i]) !=
        tags.begin() + static_cast<std::ptrdiff_t>(i)) {
      return Error{"tag", "'" + tags[i] + "' is given twice", "different tags"};
    }
  }
  return Ok{};
}

CardJson cardJson(const RunCard& card) {
  return {{"format_version", kCardVersion},
          {"id", card.id},
          {"task", card.task},
          {"title", card.notes.title},
          {"tags", card.notes.tags},
          {"notes", card.notes.text},
          {"pinned", card.notes.pinned},
          {"state", storedStateText(card.state)},
          {"step", card.step},
          {"steps", card.steps},
          {"begun_ms", card.begun},
          {"parent", card.parent},
          {"parent_step", card.parent_step},
          {"engine", card.engine},
          {"command", card.command},
          {"started_in", card.started_in}};
}

bool isId(const std::string& id) {
  constexpr std::size_t kDigits = 16;
  return id.size() == kDigits && id.find_first_not_of("0123456789abcdef") == std::string::npos;
}

RunCard cardOf(const Fields& in) {
  RunCard card;
  if (const std::int64_t version = in.integer("format_version"); version != kCardVersion) {
    in.refuse("format_version", std::to_string(kCardVersion));
  }
  card.id = in.text("id");
  if (!isId(card.id)) in.refuse("id", "16 hexadecimal digits");
  card.task = in.text("task");
  card.notes.title = in.text("title");
  card.notes.tags = in.texts("tags");
  card.notes.text = in.text("notes");
  card.notes.pinned = in.flag("pinned");
  card.state = static_cast<StoredState>(in.choice("state", kStoredStateCount, stateName));
  card.step = in.integer("step", 0);
  card.steps = in.integer("steps", 0);
  card.begun = in.integer("begun_ms", 0);
  card.parent = in.text("parent");
  if (!card.parent.empty() && !isId(card.parent)) in.refuse("parent", "an id, or empty");
  card.parent_step = in.integer("parent_step", 0);
  card.engine = in.text("engine");
  card.command = in.text("command");
  card.started_in = in.text("started_in");
  if (const Status status = checkNotes(card.notes); !status) in.fail(status.error());
  return card;
}

std::string dumped(const CardJson& json) {
  return json.dump(1, ' ', false, CardJson::error_handler_t::replace) + "\n";
}

}  // namespace

std::string_view storedStateText(StoredState state) { return stateName(static_cast<int>(state)); }

Status checkNotes(const RunNotes& notes) {
  if (Status status = checkText(notes.title, kLongestTitle, "title"); !status) return status;
  if (hasControls(notes.title)) return Error{"title", "has several lines", "one line"};
  if (Status status = checkText(notes.text, kLongestNote, "note"); !status) return status;
  return checkTags(notes.tags);
}

std::string writeCard(const RunCard& card) { return dumped(cardJson(card)); }

std::string writeCard(const RunCard& card, const RunConfig& settings) {
  CardJson json = cardJson(card);
  json["settings"] = toJson(settings);
  return dumped(json);
}

std::string changedCard(const RunCard& card, const std::string& before) {
  CardJson json = cardJson(card);
  const CardJson old = CardJson::parse(before, nullptr, /*allow_exceptions=*/false);
  if (!old.is_object()) return dumped(json);
  for (const auto& [key, value] : old.items()) {
    if (!json.contains(key)) json[key] = value;
  }
  return dumped(json);
}

Result<RunCard> readCard(std::string_view text, const std::string& source) {
  RunCard card;
  const JsonLimits limits{.longest = kLongestCard, .deepest = 32};
  const Status status =
      readJson(text, source, limits, [&](const Fields& in) { card = cardOf(in); });
  if (!status) return status.error();
  return card;
}

}  // namespace emascope
