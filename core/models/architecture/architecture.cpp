// SPDX-License-Identifier: Apache-2.0
#include "core/models/architecture/architecture.h"

#include "core/base/input_file.h"
#include "core/json/json_scan.h"
#include "core/base/numbers.h"
#include "core/base/overloaded.h"
#include "core/models/architecture/layer_fields.h"

#include <algorithm>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

/// Thrown within this file only; parseArchitecture() returns its error.
struct LayerFault {
  Error error;
};

[[noreturn]] void refuseLayer(const std::string& where, std::string why, std::string allowed) {
  throw LayerFault{{where, std::move(why), std::move(allowed)}};
}

/// Detects duplicate keys in an object; the parser would silently keep the last.
class KeysOnce {
 public:
  bool operator()(int /*depth*/, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::object_start) open_.emplace_back();
    if (event == json::parse_event_t::object_end) open_.pop_back();
    if (event == json::parse_event_t::key &&
        !open_.back().insert(parsed.get<std::string>()).second && twice_.empty()) {
      twice_ = parsed.get<std::string>();
    }
    return true;
  }
  [[nodiscard]] const std::string& twice() const { return twice_; }

 private:
  std::vector<std::set<std::string>> open_ = {};
  std::string twice_ = {};  ///< empty: none
};

json parseObject(std::string_view text, const std::string& where) {
  KeysOnce keys;
  json object;
  try {
    object = json::parse(text, std::ref(keys));
  } catch (const json::parse_error& error) {
    refuseLayer(where, "is not JSON (byte " + std::to_string(error.byte) + ")",
                R"(an object such as {"layers": [{"type": "relu"}]})");
  } catch (const json::exception&) {
    refuseLayer(where, "holds a number that is too large", "");
  }
  if (!keys.twice().empty()) refuseLayer(where, "'" + keys.twice() + "' appears twice", "once");
  return object;
}

std::string quotedText(const json& value) {
  return value.is_string() ? "'" + value.get<std::string>() + "'"
                           : value.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Describes a setting of the wrong type in a few words, whatever its value.
std::string isWrong(const json& value, std::string_view what) {
  const std::string found =
      value.is_structured() ? (value.is_array() ? "a list" : "an object") : quotedText(value);
  return "is " + found.substr(0, 40) + ", not " + std::string(what);
}

std::string wholeText(const LayerField& field) {
  return "a whole number from " + std::to_string(static_cast<std::int64_t>(field.least)) + " to " +
         std::to_string(static_cast<std::int64_t>(field.most));
}

std::int64_t readWhole(const LayerField& field, const json& value, const std::string& where) {
  const std::string allowed = wholeText(field);
  if (!value.is_number_integer()) refuseLayer(where, isWrong(value, "a whole number"), allowed);
  const auto number = value.get<double>();
  if (number < field.least || number > field.most) {
    refuseLayer(where, value.dump() + " is not allowed", allowed);
  }
  return value.get<std::int64_t>();
}

double readReal(const LayerField& field, const json& value, const std::string& where) {
  const std::string allowed =
      "a number from " + formatNumber(field.least) + " to " + formatNumber(field.most);
  if (!value.is_number()) refuseLayer(where, isWrong(value, "a number"), allowed);
  const auto number = value.get<double>();
  if (!(number >= field.least && number <= field.most)) {
    refuseLayer(where, value.dump() + " is not allowed", allowed);
  }
  return number;
}

HeightWidth readPair(const LayerField& field, const json& value, const std::string& where) {
  if (!value.is_array()) {
    const std::int64_t both = readWhole(field, value, where);
    return {both, both};
  }
  if (value.size() != 2) {
    refuseLayer(where, "has " + std::to_string(value.size()) + " elements",
                "one number, or [height, width]");
  }
  return {readWhole(field, value[0], where), readWhole(field, value[1], where)};
}

class LayerReader {
 public:
  std::vector<Layer> list(const json& value, const std::string& where) {
    if (!value.is_array()) refuseLayer(where, isWrong(value, "a list"), "a list of layers");
    if (value.empty()) refuseLayer(where, "is empty", "at least one layer");
    std::vector<Layer> layers;
    std::set<std::string> names;
    for (const json& entry : value) {
      const std::string index = std::to_string(layers.size());
      Layer layer = read(entry, where + "[" + index + "]");
      const std::string& name = layer.name.empty() ? index : layer.name;
      if (!names.insert(name).second) {
        refuseLayer(where + "[" + index + "]", "has the name '" + name + "' of an earlier layer",
                    "unique names within a list; a layer without a name is named by its index");
      }
      layers.push_back(std::move(layer));
    }
    return layers;
  }

 private:
  Layer read(const json& object, const std::string& place) {
    if (++count_ > kMostLayers) {
      refuseLayer(place, "is one layer too many", "at most " + std::to_string(kMostLayers));
    }
    if (!object.is_object()) {
      refuseLayer(place, isWrong(object, "a layer"), R"(an object such as {"type": "relu"})");
    }
    const LayerInfo& info = kindOf(object, place);
    const std::string where = place + " " + std::string(info.text);
    Layer layer = makeLayer(info.kind);
    checkKeys(info, object, where);
    if (object.contains("name")) layer.name = nameOf(object["name"], where + ": name");
    for (const LayerField& field : info.fields) {
      const auto found = object.find(std::string(field.key));
      if (found != object.end()) {
        readField(field, *found, place, layer);
      } else if (field.required) {
        refuseLayer(where + ": " + std::string(field.key), "is missing", "");
      }
    }
    if (!layer.projection.empty()) checkProjection(layer, where);
    return layer;
  }

  static const LayerInfo& kindOf(const json& object, const std::string& place) {
    std::string all;
    for (const LayerInfo& info : layerInfos()) {
      all += (all.empty() ? "" : ", ") + std::string(info.text);
    }
    const auto type = object.find("type");
    if (type == object.end()) refuseLayer(place + ": type", "is missing", all);
    if (!type->is_string()) refuseLayer(place + ": type", isWrong(*type, "a string"), all);
    const LayerInfo* info = findLayerInfo(type->get_ref<const std::string&>());
    if (info == nullptr) refuseLayer(place, "unknown layer type " + quotedText(*type), all);
    return *info;
  }

  static void checkKeys(const LayerInfo& info, const json& object, const std::string& where) {
    std::string allowed = "type, name";
    for (const LayerField& field : info.fields) allowed += ", " + std::string(field.key);
    for (const auto& [key, value] : object.items()) {
      if (key == "type" || key == "name") continue;
      if (std::ranges::find(info.fields, key, &LayerField::key) == info.fields.end()) {
        refuseLayer(where, "'" + key + "' is not known", allowed);
      }
    }
  }

  static std::string nameOf(const json& value, const std::string& where) {
    constexpr const char* kAllowed = "1 to 100 letters, digits, '_' and '-'";
    if (!value.is_string()) refuseLayer(where, isWrong(value, "a string"), kAllowed);
    std::string name = value.get<std::string>();
    const bool fine = !name.empty() && name.size() <= 100 &&
                      name.find_first_not_of(
                          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                          "0123456789_-") == std::string::npos;
    if (!fine) refuseLayer(where, "'" + name.substr(0, 40) + "' is not allowed", kAllowed);
    return name;
  }

  void readField(const LayerField& field, const json& value, const std::string& place,
                 Layer& layer) {
    const std::string key(field.key);
    const std::string where = place + " " + std::string(layerText(layer.kind)) + ": " + key;
    std::visit(
        Overloaded{
            [&](std::int64_t Layer::*whole) { layer.*whole = readWhole(field, value, where); },
            [&](double Layer::*real) { layer.*real = readReal(field, value, where); },
            [&](bool Layer::*flag) {
              if (!value.is_boolean()) {
                refuseLayer(where, isWrong(value, "true or false"), "true, false");
              }
              layer.*flag = value.get<bool>();
            },
            [&](HeightWidth Layer::*pair) { layer.*pair = readPair(field, value, where); },
            [&](std::vector<Layer> Layer::*inner) {
              layer.*inner = list(value, place + "." + key);
            }},
        field.member);
  }

  /// The projection's tensors are named "projection.…", next to the layers' tensors.
  static void checkProjection(const Layer& layer, const std::string& where) {
    if (std::ranges::find(layer.layers, "projection", &Layer::name) != layer.layers.end()) {
      refuseLayer(where + ": layers",
                  "a layer is named 'projection', which is the projection's name", "another name");
    }
  }

  std::size_t count_ = 0;
};

ordered_json layerJson(const Layer& layer);

ordered_json listJson(const std::vector<Layer>& layers) {
  ordered_json list = ordered_json::array();
  for (const Layer& layer : layers) list.push_back(layerJson(layer));
  return list;
}

ordered_json pairJson(const HeightWidth& pair) {
  return pair[0] == pair[1] ? ordered_json(pair[0]) : ordered_json(pair);
}

ordered_json layerJson(const Layer& layer) {
  const LayerInfo& info = layerInfos()[static_cast<std::size_t>(layer.kind)];
  const Layer defaults = makeLayer(layer.kind);
  ordered_json object = {{"type", info.text}};
  if (!layer.name.empty()) object["name"] = layer.name;
  for (const LayerField& field : info.fields) {
    const std::string key(field.key);
    std::visit(
        [&](auto member) {
          if (!field.required && layer.*member == defaults.*member) return;
          using Value = std::decay_t<decltype(layer.*member)>;
          if constexpr (std::is_same_v<Value, std::vector<Layer>>) {
            object[key] = listJson(layer.*member);
          } else if constexpr (std::is_same_v<Value, HeightWidth>) {
            object[key] = pairJson(layer.*member);
          } else {
            object[key] = layer.*member;
          }
        },
        field.member);
  }
  return object;
}

}  // namespace

Result<Architecture> parseArchitecture(std::string_view json, const std::string& where) {
  if (auto status = scanJson(json, kLongestArchitecture, kDeepestArchitecture, where); !status) {
    return status.error();
  }
  try {
    const nlohmann::json object = parseObject(json, where);
    if (!object.is_object()) {
      return Error{where, "is not an object", R"(an object such as {"layers": [...]})"};
    }
    for (const auto& [key, value] : object.items()) {
      if (key != "layers") return Error{where, "'" + key + "' is not known", "layers"};
    }
    if (!object.contains("layers")) return Error{where + ": layers", "is missing", ""};
    return Architecture{where, LayerReader().list(object["layers"], where + ": layers")};
  } catch (const LayerFault& fault) {
    return fault.error;
  }
}

Result<Architecture> readArchitecture(const std::string& path) {
  const auto text = readWholeFile(path, kLongestArchitecture);
  if (!text) return text.error();
  if (text->empty()) return Error{path, "is empty", "a JSON description of a network"};
  return parseArchitecture(*text, path);
}

std::string architectureText(const Architecture& architecture) {
  std::string text = "{\"layers\": [";
  for (std::size_t i = 0; i < architecture.layers.size(); ++i) {
    text += (i == 0 ? "\n  " : ",\n  ") + layerJson(architecture.layers[i]).dump();
  }
  return text + "\n]}\n";
}

}  // namespace emascope
