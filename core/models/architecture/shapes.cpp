// SPDX-License-Identifier: Apache-2.0
#include "core/models/architecture/shapes.h"

#include "core/models/architecture/layer_tensors.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace emascope {
namespace {

/// Thrown within this file only; checkArchitecture() returns its error.
struct ShapeFault {
  Error error;
};

std::string sizeText(std::int64_t height, std::int64_t width) {
  return std::to_string(height) + " x " + std::to_string(width);
}

/// Describes a shape: "an image [3,8,8]".
std::string kindOfSample(const SampleShape& shape) {
  if (shape.size() == 3) return "an image " + shapeText(shape);
  if (shape.size() == 2) return "a sequence " + shapeText(shape);
  return "a row of " + std::to_string(shape[0]) + (shape[0] == 1 ? " number" : " numbers");
}

double product(const std::vector<std::int64_t>& shape) {
  double numbers = 1.0;
  for (const std::int64_t length : shape) numbers *= static_cast<double>(length);
  return numbers;
}

/// Shape inference and checks for one layer.
class OneLayer {
 public:
  /// `path`: "net.json: layers[3]".
  OneLayer(ShapedLayer& shaped, std::string path, bool first)
      : layer_(shaped.layer), input_(shaped.input), path_(std::move(path)), first_(first) {}

  SampleShape output() {
    using enum LayerKind;
    switch (layer_.kind) {
      case kLinear:
        need({1, 2}, "a row or a sequence; put a flatten before it");
        fillIn("in_features", input_.back(), "features");
        return withLast(layer_.out);
      case kConv2d:
        return convolution();
      case kBatchNorm:
        need({1, 3}, "a row or an image; layer_norm takes sequences");
        fillIn("num_features", input_[0], "channels");
        return input_;
      case kLayerNorm:
        need({1, 2}, "a row or a sequence; group_norm with 1 group takes images");
        fillIn("normalized_shape", input_.back(), "features");
        return input_;
      case kGroupNorm:
        need({1, 3}, "a row or an image; layer_norm takes sequences");
        fillIn("num_channels", input_[0], "channels");
        needDivisor("num_groups", layer_.groups, input_[0], "channels");
        return input_;
      case kMaxPool2d:
      case kAvgPool2d:
        return pool();
      case kAdaptiveAvgPool2d:
        need({3}, "an image");
        return {input_[0], layer_.size[0], layer_.size[1]};
      case kGlobalAvgPool:
        need({2, 3}, "an image or a sequence");
        return {input_.size() == 3 ? input_[0] : input_[1]};
      case kFlatten:
        return {static_cast<std::int64_t>(product(input_))};  // at most kMostActivations
      case kEmbedding:
        if (!first_) refuse("", "comes after another layer", "the first layer: it takes tokens");
        need({1}, "a row of tokens");
        return {input_[0], layer_.out};
      case kAttention:
      case kTransformerBlock:
        need({2}, "a sequence; an embedding makes one of tokens");
        needDivisor("num_heads", layer_.heads, input_[1], "features");
        return input_;
      default:
        return input_;
    }
  }

  [[noreturn]] void refuse(const std::string& setting, std::string why, std::string allowed) const {
    const std::string where =
        setting.empty() ? path_ + " " + std::string(layerText(layer_.kind)) : path_ + "." + setting;
    throw ShapeFault{{where, std::move(why), std::move(allowed)}};
  }

 private:
  void need(const std::vector<std::size_t>& dimensions, const std::string& allowed) const {
    if (std::ranges::find(dimensions, input_.size()) != dimensions.end()) return;
    refuse("", "gets " + kindOfSample(input_), allowed);
  }

  /// Checks the layer's input size, or infers it if not given.
  void fillIn(const std::string& setting, std::int64_t actual, const std::string& what) {
    if (layer_.in == 0) layer_.in = actual;
    if (layer_.in == actual) return;
    refuse(setting,
           "is " + std::to_string(layer_.in) + ", but the input " + shapeText(input_) + " has " +
               std::to_string(actual) + " " + what,
           std::to_string(actual) + ", or leave it out");
  }

  void needDivisor(const std::string& setting, std::int64_t parts, std::int64_t whole,
                   const std::string& what) const {
    if (whole % parts == 0) return;
    refuse(setting,
           std::to_string(parts) + " does not divide " + std::to_string(whole) + " " + what,
           "a divisor of " + std::to_string(whole));
  }

  [[nodiscard]] SampleShape withLast(std::int64_t features) const {
    SampleShape shape = input_;
    shape.back() = features;
    return shape;
  }

  /// Number of positions of the kernel along height and width.
  [[nodiscard]] HeightWidth positions() const {
    HeightWidth places{};
    for (std::size_t i = 0; i < 2; ++i) {
      const std::int64_t room = input_[i + 1] + 2 * layer_.padding[i];
      if (layer_.kernel[i] > room) {
        refuse("kernel_size",
               sizeText(layer_.kernel[0], layer_.kernel[1]) + " does not fit into " +
                   sizeText(input_[1] + 2 * layer_.padding[0], input_[2] + 2 * layer_.padding[1]) +
                   " pixels, padding included",
               "at most that size");
      }
      places[i] = (room - layer_.kernel[i]) / layer_.stride[i] + 1;
    }
    return places;
  }

  SampleShape convolution() {
    need({3}, "an image [channels,height,width]");
    fillIn("in_channels", input_[0], "channels");
    needDivisor("groups", layer_.groups, layer_.in, "in_channels");
    needDivisor("groups", layer_.groups, layer_.out, "out_channels");
    if (layer_.stride[0] == 0) layer_.stride = {1, 1};
    const HeightWidth size = positions();
    return {layer_.out, size[0], size[1]};
  }

  SampleShape pool() {
    need({3}, "an image [channels,height,width]");
    if (layer_.stride[0] == 0) layer_.stride = layer_.kernel;
    for (std::size_t i = 0; i < 2; ++i) {
      if (2 * layer_.padding[i] > layer_.kernel[i]) {
        refuse("padding", std::to_string(layer_.padding[i]) + " is more than half of kernel_size",
               "at most " + std::to_string(layer_.kernel[i] / 2));
      }
    }
    const HeightWidth size = positions();
    return {input_[0], size[0], size[1]};
  }

  Layer& layer_;
  const SampleShape& input_;
  std::string path_;
  bool first_;
};

class Shaper {
 public:
  explicit Shaper(const std::string& source) : source_(source) {}

  std::vector<ShapedLayer> list(std::vector<Layer> layers, SampleShape shape,
                                const std::string& prefix, const std::string& place) {
    std::vector<ShapedLayer> shaped;
    for (Layer& layer : layers) {
      const std::string index = std::to_string(shaped.size());
      ShapedLayer next;
      next.prefix = prefix + (layer.name.empty() ? index : layer.name) + ".";
      next.place = place + "[" + index + "]";
      next.input = std::move(shape);
      next.layer = std::move(layer);
      enter(next);
      shape = next.output;
      shaped.push_back(std::move(next));
    }
    return shaped;
  }

  [[nodiscard]] double parameters() const { return parameters_; }
  [[nodiscard]] double buffers() const { return buffers_; }

 private:
  void enter(ShapedLayer& shaped) {
    const std::string place = shaped.place;
    shaped.place += " " + std::string(layerText(shaped.layer.kind));
    OneLayer one(shaped, source_ + ": " + place, first_);
    if (shaped.layer.kind == LayerKind::kSequential || shaped.layer.kind == LayerKind::kResidual) {
      group(shaped, place, one);
    } else {
      shaped.output = one.output();
      first_ = false;
    }
    if (product(shaped.output) > static_cast<double>(kMostActivations)) {
      one.refuse("", "gives " + shapeText(shaped.output) + " for each sample",
                 "at most " + std::to_string(kMostActivations) + " numbers");
    }
    shaped.tensors = layerTensors(shaped.layer, shaped.input);
    for (const LayerTensor& tensor : shaped.tensors) {
      (tensor.parameter ? parameters_ : buffers_) += product(tensor.shape);
    }
    if (parameters_ > static_cast<double>(kMostParameters)) {
      one.refuse(
          "", "brings the network to more than " + std::to_string(kMostParameters) + " parameters",
          "at most that many");
    }
  }

  void group(ShapedLayer& shaped, const std::string& place, const OneLayer& one) {
    shaped.layers =
        list(std::move(shaped.layer.layers), shaped.input, shaped.prefix, place + ".layers");
    shaped.layer.layers.clear();
    shaped.output = shaped.layers.back().output;
    if (shaped.layer.kind != LayerKind::kResidual) return;
    SampleShape beside = shaped.input;
    if (!shaped.layer.projection.empty()) {
      shaped.projection = list(std::move(shaped.layer.projection), shaped.input,
                               shaped.prefix + "projection.", place + ".projection");
      shaped.layer.projection.clear();
      beside = shaped.projection.back().output;
    }
    if (beside == shaped.output) return;
    const bool projected = !shaped.projection.empty();
    one.refuse(
        projected ? "projection" : "",
        projected
            ? "gives " + shapeText(beside) + ", but the layers give " + shapeText(shaped.output)
            : "gets " + shapeText(beside) + ", but its layers give " + shapeText(shaped.output),
        projected ? "the same shape" : "the same shape, or a projection that gives it");
  }

  const std::string& source_;
  double parameters_ = 0.0;
  double buffers_ = 0.0;
  bool first_ = true;  ///< no layer has changed the samples yet
};

}  // namespace

std::string shapeText(const SampleShape& shape) {
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i == 0 ? "" : ",") + std::to_string(shape[i]);
  }
  return text + "]";
}

Result<ShapedArchitecture> checkArchitecture(const Architecture& architecture,
                                             const SampleShape& input) {
  const bool usable = !input.empty() && input.size() <= 3 &&
                      std::ranges::all_of(input, [](std::int64_t length) { return length > 0; }) &&
                      product(input) <= static_cast<double>(kMostActivations);
  if (!usable) {
    return Error{architecture.source, "cannot take samples of the shape " + shapeText(input),
                 "1 to 3 dimensions, each at least 1, with at most " +
                     std::to_string(kMostActivations) + " numbers in total"};
  }
  if (architecture.layers.empty()) {
    return Error{architecture.source + ": layers", "is empty", "at least one layer"};
  }
  try {
    Shaper shaper(architecture.source);
    ShapedArchitecture shaped{.source = architecture.source, .input = input};
    shaped.layers = shaper.list(architecture.layers, input, "", "layers");
    shaped.output = shaped.layers.back().output;
    shaped.parameters = static_cast<std::int64_t>(shaper.parameters());
    shaped.buffers = static_cast<std::int64_t>(shaper.buffers());
    return shaped;
  } catch (const ShapeFault& fault) {
    return fault.error;
  }
}

}  // namespace emascope
