#include "session/bound_values.h"

#include <map>
#include <set>

#include "bindings/torch_state.h"
#include "script/ast/parser.h"
#include "session/graph_recorder.h"
#include "session/value_text.h"

namespace logit {

namespace {

constexpr std::size_t kInlineText = 60;

// Walks the statements of the module, into blocks but not into functions and classes.
class Finder {
 public:
  std::map<std::string, std::set<int>, std::less<>> lines;

  void visit(script::Seq<script::ast::Stmt*> body) {
    for (const script::ast::Stmt* statement : body) visit(*statement);
  }

 private:
  void visit(const script::ast::Stmt& statement) {
    using namespace script::ast;
    if (const auto* assign = statement.if_a<Assign>()) {
      for (const Expr* target : assign->targets) bind(*target);
    } else if (const auto* augmented = statement.if_a<AugAssign>()) {
      bind(*augmented->target);
    } else if (const auto* annotated = statement.if_a<AnnAssign>()) {
      if (annotated->value) bind(*annotated->target);
    } else if (const auto* loop = statement.if_a<For>()) {
      bind(*loop->target);
      visit(loop->body);
      visit(loop->orelse);
    } else if (const auto* while_loop = statement.if_a<While>()) {
      visit(while_loop->body);
      visit(while_loop->orelse);
    } else if (const auto* branch = statement.if_a<If>()) {
      visit(branch->body);
      visit(branch->orelse);
    } else if (const auto* with = statement.if_a<With>()) {
      for (const WithItem* item : with->items) {
        if (item->optional_vars) bind(*item->optional_vars);
      }
      visit(with->body);
    } else if (const auto* attempt = statement.if_a<Try>()) {
      visit(attempt->body);
      for (const ExceptHandler* handler : attempt->handlers) visit(handler->body);
      visit(attempt->orelse);
      visit(attempt->finalbody);
    }
  }

  void bind(const script::ast::Expr& target) {
    using namespace script::ast;
    if (const auto* name = target.if_a<Name>()) {
      lines[std::string(name->id)].insert(static_cast<int>(target.span.line));
    } else if (const auto* tuple = target.if_a<Tuple>()) {
      for (const Expr* item : tuple->elts) bind(*item);
    } else if (const auto* list = target.if_a<List>()) {
      for (const Expr* item : list->elts) bind(*item);
    } else if (const auto* starred = target.if_a<Starred>()) {
      bind(*starred->value);
    }
  }
};

}  // namespace

void BoundValues::read_source(std::string_view source) {
  bindings_.clear();
  const script::ParseResult parsed = script::parse(source);
  if (!parsed.ast) return;
  Finder finder;
  finder.visit(parsed.ast->module->body);
  for (const auto& [name, lines] : finder.lines) {
    if (lines.size() == 1 && name != "_") bindings_.push_back({name, *lines.begin(), {}, 0, {}});
  }
}

void BoundValues::publish(script::Vm& vm, EventLog& log) {
  const bool torch = bindings::has_torch(vm);
  for (Binding& binding : bindings_) {
    script::Value* value = vm.main_globals()->get(vm.intern(binding.name));
    if (!value || is_definition(vm, *value)) continue;
    const bool is_tensor = torch && bindings::is_tensor(vm, *value);
    const std::uint32_t version = is_tensor ? bindings::tensor_of(*value).version() : 0;
    const bool is_container = value->is_object() && !is_tensor && !vm.is_str(*value);
    // The same object is only worth another look if it can have changed.
    if (binding.seen.same(*value) && binding.version == version && !is_container) continue;
    ValueBound event;
    event.line = binding.line;
    event.name = binding.name;
    event.text = value_text(vm, *value, kInlineText);
    if (is_tensor) event.tensor = preview(bindings::tensor_of(*value));
    const std::string shown = event.tensor ? event.tensor->text + event.text : event.text;
    binding.version = version;
    // Holding the value would keep it alive: numbers and the like only.
    binding.seen = value->is_object() ? script::Value() : *value;
    if (shown == binding.text) continue;
    binding.text = shown;
    log.append(std::move(event));
  }
}

void BoundValues::each_tensor(script::Vm& vm,
                              const std::function<void(std::string_view, const Tensor&)>& add) const {
  if (!bindings::has_torch(vm)) return;
  const script::Dict& globals = *vm.main_globals();
  for (std::uint32_t i = globals.next(0); i < globals.used; i = globals.next(i + 1)) {
    const script::Value& value = globals.entries[i].value;
    if (!value.is_object() || !bindings::is_tensor(vm, value)) continue;
    add(globals.entries[i].key.as<script::Str>()->ascii_view(), bindings::tensor_of(value));
  }
  if (vm.depth() <= 1) return;
  for (const script::FrameInfo& frame : vm.frames()) {
    if (frame.is_library) continue;
    for (const script::FrameInfo::Variable& variable : frame.locals) {
      if (variable.value.is_object() && bindings::is_tensor(vm, variable.value)) {
        add(variable.name, bindings::tensor_of(variable.value));
      }
    }
  }
}

}  // namespace logit
