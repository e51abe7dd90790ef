// SPDX-License-Identifier: Apache-2.0
#include "core/models/architecture/architecture.h"

#include "core/base/input_file.h"
#include "core/base/overloaded.h"
#include "core/json/read_json.h"
#include "core/models/architecture/layer_fields.h"

#include <algorithm>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using nlohmann::ordered_json;

std::int64_t readWhole(const LayerField& field, const Fields& in) {
  return in.integer(field.key, static_cast<std::int64_t>(field.least),
                    static_cast<std::int64_t>(field.most));
}

HeightWidth readPair(const LayerField& field, const Fields& in) {
  if (!in.isArray(field.key)) {
    const std::int64_t both = readWhole(field, in);
    return {both, both};
  }
  const auto sizes = in.integers(field.key, static_cast<std::int64_t>(field.least),
                                 static_cast<std::int64_t>(field.most));
  if (sizes.size() == 2) return {sizes[0], sizes[1]};
  in.fail(field.key, "has " + std::to_string(sizes.size()) + " elements",
          "one number, or [height, width]");
  return {};
}

class LayerReader {
 public:
  std::vector<Layer> list(const Fields& in, std::string_view key) {
    std::vector<Layer> layers;
    std::set<std::string> names;
    in.list(key, [&](const Fields& object) {
      const std::string index = std::to_string(layers.size());
      Layer layer = read(object);
      const std::string& name = layer.name.empty() ? index : layer.name;
      if (!names.insert(name).second) {
        object.fail({object.where(""), "has the name '" + name + "' of an earlier layer",
                     "unique names within a list; a layer without a name is named by its index"});
      }
      layers.push_back(std::move(layer));
    });
    if (layers.empty()) in.fail(key, "is empty", "at least one layer");
    return layers;
  }

 private:
  Layer read(const Fields& in) {
    if (++count_ > kMostLayers) {
      in.fail({in.where(""), "is one layer too many", "at most " + std::to_string(kMostLayers)});
    }
    const auto kinds = static_cast<int>(layerInfos().size());
    const int kind = in.choice("type", kinds, [](int i) { return layerInfos()[i].text; });
    const LayerInfo& info = layerInfos()[static_cast<std::size_t>(kind)];
    std::vector<std::string_view> known = {"type", "name"};
    for (const LayerField& field : info.fields) known.push_back(field.key);
    in.only(known);
    Layer layer = makeLayer(info.kind);
    if (in.has("name")) layer.name = readName(in);
    for (const LayerField& field : info.fields) {
      if (field.required || in.has(field.key)) readField(field, in, layer);
    }
    if (!layer.projection.empty()) checkProjection(layer, in);
    return layer;
  }

  static std::string readName(const Fields& in) {
    std::string name = in.text("name");
    const bool fine = !name.empty() && name.size() <= 100 &&
                      name.find_first_not_of(
                          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                          "0123456789_-") == std::string::npos;
    if (!fine) in.refuse("name", "1 to 100 letters, digits, '_' and '-'");
    return name;
  }

  void readField(const LayerField& field, const Fields& in, Layer& layer) {
    std::visit(
        Overloaded{[&](std::int64_t Layer::*whole) { layer.*whole = readWhole(field, in); },
                   [&](double Layer::*real) {
                     layer.*real = in.number(field.key, field.least, field.most);
                   },
                   [&](bool Layer::*flag) { layer.*flag = in.flag(field.key); },
                   [&](HeightWidth Layer::*pair) { layer.*pair = readPair(field, in); },
                   [&](std::vector<Layer> Layer::*inner) { layer.*inner = list(in, field.key); }},
        field.member);
  }

  /// The projection's tensors are named "projection.…", next to the layers' tensors.
  static void checkProjection(const Layer& layer, const Fields& in) {
    if (std::ranges::find(layer.layers, "projection", &Layer::name) != layer.layers.end()) {
      in.fail("layers", "a layer is named 'projection', which is the projection's name",
              "another name");
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
  Architecture architecture{.source = where};
  const JsonLimits limits{.longest = kLongestArchitecture, .deepest = kDeepestArchitecture};
  const Status status = readJson(json, where, limits, [&](const Fields& in) {
    in.only({"layers"});
    architecture.layers = LayerReader().list(in, "layers");
  });
  if (!status) return status.error();
  return architecture;
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
