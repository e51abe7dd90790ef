// SPDX-License-Identifier: Apache-2.0
#include "core/models/script/script_prefix.h"

#include "core/script/script_report.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <torch/csrc/jit/passes/dead_code_elimination.h>

namespace emascope {
namespace {

using torch::jit::Graph;
using torch::jit::Node;
using torch::jit::Value;

/// The path of an attribute relative to `self`: "layer4.1"; `self` itself is "".
std::optional<std::string> pathOf(const Value* value, const Value* self) {
  if (value == self) return "";
  const Node* node = value->node();
  if (node->kind() != c10::prim::GetAttr) return std::nullopt;
  const auto owner = pathOf(node->input(0), self);
  if (!owner) return std::nullopt;
  return (owner->empty() ? "" : *owner + ".") + node->s(c10::attr::name);
}

bool isForwardCall(const Node* node) {
  return node->kind() == c10::prim::CallMethod && node->s(c10::attr::name) == "forward";
}

/// The first call of `submodule`'s forward outside branches and loops.
Node* callOf(Graph& graph, const std::string& submodule) {
  for (Node* node : graph.nodes()) {
    if (isForwardCall(node) && pathOf(node->input(0), graph.inputs()[0]) == submodule) return node;
  }
  return nullptr;
}

/// Names of the called submodules, in call order.
std::string calledSubmodules(Graph& graph) {
  std::string names;
  for (const Node* node : graph.nodes()) {
    if (!isForwardCall(node)) continue;
    const auto path = pathOf(node->input(0), graph.inputs()[0]);
    if (path) names += (names.empty() ? "" : ", ") + printable(*path);
  }
  return names;
}

/// Replaces a call of a submodule with the submodule's forward.
void inlineCall(Node* call) {
  const auto type = call->input(0)->type()->expect<c10::ClassType>();
  auto& callee = static_cast<torch::jit::GraphFunction&>(type->getMethod("forward"));
  torch::jit::inlineCallTo(call, &callee, callee.graph().get());
}

/// Finds the call of `submodule`, inlining the calls of its parent submodules on the way.
Node* reachCall(Graph& graph, const std::string& submodule) {
  for (std::size_t end = submodule.find('.'); end != std::string::npos;
       end = submodule.find('.', end + 1)) {
    if (Node* around = callOf(graph, submodule.substr(0, end))) inlineCall(around);
  }
  return callOf(graph, submodule);
}

void cutBefore(Graph& graph, Node* call) {
  graph.registerOutput(call->input(1));
  graph.eraseOutput(0);
  std::vector<Node*> after;
  bool reached = false;
  for (Node* node : graph.nodes()) {
    reached = reached || node == call;
    if (reached) after.push_back(node);
  }
  std::for_each(after.rbegin(), after.rend(), [](Node* node) { node->destroy(); });
}

void collectUsed(c10::ArrayRef<const torch::jit::Block*> blocks, const Value* self,
                 std::vector<std::string>& used) {
  for (const torch::jit::Block* block : blocks) {
    for (const Node* node : block->nodes()) {
      if (node->kind() == c10::prim::CallMethod) {
        used.push_back(pathOf(node->input(0), self).value_or(""));
      } else if (node->kind() == c10::prim::GetAttr &&
                 node->output()->type()->isSubtypeOf(*c10::TensorType::get())) {
        used.push_back(pathOf(node->output(), self).value_or(""));
      }
      collectUsed(node->blocks(), self, used);
    }
  }
}

}  // namespace

bool ScriptPrefix::uses(const std::string& tensor) const {
  return std::ranges::any_of(used, [&](const std::string& name) {
    return name.empty() || tensor == name || tensor.starts_with(name + ".");
  });
}

Result<ScriptPrefix> prefixBefore(const LoadedScript& script, const std::string& submodule) {
  const auto graph = script.forwardGraph();
  Node* call = reachCall(*graph, submodule);
  if (call == nullptr) {
    return Error{
        "cut", "the forward of " + script.path() + " does not call '" + printable(submodule) + "'",
        calledSubmodules(*graph)};
  }
  const auto wrong = [&](const std::string& why) {
    return Error{"cut", "'" + printable(submodule) + "' of " + script.path() + " " + why,
                 calledSubmodules(*graph)};
  };
  if (call->inputs().size() != 2 || !call->input(1)->type()->isSubtypeOf(*c10::TensorType::get())) {
    return wrong("does not receive a single tensor");
  }
  if (call->input(1)->node() == graph->param_node()) {
    return wrong("is its first part, so nothing would be left");
  }
  cutBefore(*graph, call);
  torch::jit::EliminateDeadCode(graph);
  ScriptPrefix prefix{
      std::make_shared<torch::jit::GraphFunction>("prefix", graph, /*function_creator=*/nullptr),
      {}};
  collectUsed({graph->block()}, graph->inputs()[0], prefix.used);
  return prefix;
}

}  // namespace emascope
