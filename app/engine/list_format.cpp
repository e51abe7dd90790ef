// SPDX-License-Identifier: Apache-2.0
#include "app/engine/list_format.h"

#include "app/common/exit_code.h"
#include "app/common/standard_output.h"
#include "app/common/text_table.h"
#include "core/cuda/devices.h"
#include "core/protocol/options/track_options.h"
#include "core/protocol/wire/codec_json.h"
#include "core/session/engine.h"

#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

constexpr std::size_t kTextWidth = 100;
constexpr std::string_view kRulesHeading = "Rules, --track schedule=ID,…";
constexpr std::string_view kLibrariesHeading = "Rules of libraries, --track like=ID,…";

std::string paragraph(const std::string& text) { return wrapped(text, "    ", kTextWidth); }

/// The entries in the JSON form of the protocol.
template <typename Entry>
std::string listJson(const std::vector<Entry>& entries) {
  auto list = nlohmann::json::array();
  for (const Entry& entry : entries) list.push_back(toJson(entry));
  return list.dump(2) + "\n";
}

}  // namespace

std::string presetsText(const Catalog& catalog) {
  std::string text;
  for (const PresetInfo& preset : catalog.presets) {
    const RunConfig& config = preset.config;
    text += preset.id + ": " + preset.title + "\n" + paragraph(preset.story);
    text += paragraph("model " + preset.model + "; " + preset.optimizer + "; " +
                      std::to_string(config.steps) + " steps, evaluated every " +
                      std::to_string(config.eval_every));
    for (const TrackSpec& track : config.tracks) text += "    --track " + trackOption(track) + "\n";
  }
  return text;
}

std::string presetsJson(const Catalog& catalog) { return listJson(catalog.presets); }

std::string modelsText(const Catalog& catalog) {
  std::string text;
  for (const ModelInfo& model : catalog.models) {
    text += model.id + ": " + model.title + ", " + model.network + "\n" + paragraph(model.data);
    text += paragraph(std::to_string(model.parameters) + " parameters, " +
                      std::to_string(model.buffers) + " floats in buffers; " +
                      std::to_string(model.train_samples) + " training and " +
                      std::to_string(model.validation_samples) + " validation samples");
  }
  return text;
}

std::string modelsJson(const Catalog& catalog) { return listJson(catalog.models); }

std::string schedulesText(const Catalog& catalog) {
  std::string text;
  std::string_view group;
  for (const ScheduleInfo& schedule : catalog.schedules) {
    const std::string_view of_this = schedule.library.empty() ? kRulesHeading : kLibrariesHeading;
    if (of_this != group) text += (group.empty() ? "" : "\n") + std::string(of_this) + "\n\n";
    group = of_this;
    text += schedule.id + ": " + schedule.label + "\n" + paragraph(schedule.formula) +
            paragraph("source: " + schedule.source);
    if (!schedule.library.empty()) {
      text += paragraph("like=" + schedule.id + ": " + schedule.library + ", " + schedule.checked);
    }
    if (!schedule.caution.empty()) text += paragraph("caution: " + schedule.caution);
    for (const std::string& key : schedule.name_keys) text += "    " + key + "=NAME\n";
    for (const ParamSpec& spec : schedule.params) {
      text += "    " + spec.id + "=" + valueText(spec, spec.initial) + "  (" + allowedText(spec) +
              ")\n" + wrapped(spec.tip, "        ", kTextWidth);
    }
  }
  return text;
}

std::string schedulesJson(const Catalog& catalog) { return listJson(catalog.schedules); }

std::string devicesText(const Catalog& catalog) {
  const std::vector<GpuDetails> gpus = gpuDetails();
  std::string text;
  for (const DeviceInfo& device : catalog.devices) {
    text += device.id + ": " + device.name +
            (device.usable ? std::string() : ": cannot be used: " + device.reason) + "\n";
    for (const GpuDetails& details : gpus) {
      if (details.id != device.id) continue;
      for (const std::string& line : gpuLines(details)) text += paragraph(line);
    }
  }
  return text;
}

std::string devicesJson(const Catalog& catalog) {
  const std::vector<GpuDetails> gpus = gpuDetails();
  auto list = nlohmann::json::array();
  for (const DeviceInfo& device : catalog.devices) {
    nlohmann::json one = toJson(device);
    for (const GpuDetails& details : gpus) {
      if (details.id != device.id) continue;
      one["memory_bytes"] = details.gpu.memory;
      one["capability"] = cudaVersion(100 * details.gpu.capability);
      one["driver_cuda"] = cudaVersion(details.driver_version);
      one["libtorch_cuda"] = cudaVersion(details.libtorch_version);
      one["plugin_usable"] = details.plugin_why.empty();
      one["plugin_reason"] = details.plugin_why;
    }
    list.push_back(std::move(one));
  }
  return list.dump(2) + "\n";
}

std::function<int()> listingCommand(CLI::App& app, std::string (*text)(const Catalog&),
                                    std::string (*json)(const Catalog&)) {
  const auto as_json = std::make_shared<bool>(false);
  app.add_flag("--json", *as_json, "Print JSON");
  return [as_json, text, json] {
    const std::string list = (*as_json ? json : text)(engineCatalog());
    return print("emascope-engine", list) ? kExitOk : kExitFailure;
  };
}

}  // namespace emascope
