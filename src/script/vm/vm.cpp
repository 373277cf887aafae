// Setting a machine up, native functions and their signatures, names, code objects, what an owner can look at.
#include "script/vm/vm.h"

#include <algorithm>

#include "base/assert.h"
#include "script/ast/diagnostic.h"
#include "script/bytecode/compiler.h"
#include "script/bytecode/opcode.h"
#include "script/objects/define.h"
#include "script/objects/numbers.h"
#include "script/objects/set.h"

namespace logit::script {

/// Makes the types in an order in which each finds what it needs.
struct Bootstrap {
  static void run(Vm& vm) {
    Heap& heap = vm.heap;
    // 1. Empty Type objects, so that pointers to them may be stored anywhere.
    const auto blank = [&](Type*& type) {
      auto made = heap.make<Type>(nullptr);
      type = made.detach();
      type->type = vm.types.type;  // itself, for the first
      type->heap = &heap;
      type->native = true;
      type->version = heap.next_version();
    };
    blank(vm.types.type);
    blank(vm.types.object);
#define TYPE(member, name, global) blank(vm.types.member);
#include "script/objects/types.def"
#undef TYPE
#define EXCEPTION(member, name, base) blank(vm.types.member);
#include "script/objects/exceptions.def"
#undef EXCEPTION
    vm.types.bool_->base = vm.types.int_;
    Type* immediates[8] = {vm.types.none_type, vm.types.none_type,     vm.types.none_type,
                           vm.types.none_type, vm.types.bool_,         vm.types.bool_,
                           vm.types.ellipsis_type, vm.types.not_implemented_type};
    for (int i = 0; i < 8; ++i) vm.immediate_types_[i] = immediates[i];
    // 2. What definitions need: how large, how to free.
    vm.types.str->instance_bytes = sizeof(Str);
    vm.interned_ = heap.make<Dict>(vm.types.dict);
    vm.empty_tuple_ = new_tuple(heap, vm.types.tuple, 0);
#define NAME(name) vm.names.name = vm.intern(#name);
#include "script/objects/names.def"
#undef NAME
    for (int i = 0; i < kBinaryCount; ++i) vm.binary_names_[i] = vm.intern(cat("__", kBinaryNames[i], "__"));
    Str* const compares[] = {vm.names.__lt__, vm.names.__le__, vm.names.__eq__, vm.names.__ne__, vm.names.__gt__, vm.names.__ge__};
    for (int i = 0; i < 6; ++i) vm.compare_names_[i] = compares[i];
    vm.build_class_name_ = vm.intern("__build_class__");
    vm.builtins_ = heap.make<Dict>(vm.types.dict).detach();
    vm.modules_ = heap.make<Dict>(vm.types.dict);
    // 3. The types themselves.
    define_object(vm);
#define TYPE(member, name, global) define_##member(vm);
#include "script/objects/types.def"
#undef TYPE
#define TYPE(member, name, global) \
  if (global) vm.add_builtin(name, Value::object(vm.types.member));
#include "script/objects/types.def"
#undef TYPE
    define_exceptions(vm);
    vm.add_builtin("None", Value::none());
    vm.add_builtin("True", Value::boolean(true));
    vm.add_builtin("False", Value::boolean(false));
    vm.add_builtin("Ellipsis", Value::ellipsis());
    vm.add_builtin("NotImplemented", Value::not_implemented());
    vm.add_builtin("__debug__", Value::boolean(true));
    define_builtins(vm);
    auto module = heap.make<Module>(vm.types.module);
    module->name = Value::object(vm.names.builtins);
    retain(vm.builtins_);
    module->dict = vm.builtins_;
    (void)vm.builtins_->set(heap, vm.names.__name__, Value::object(vm.names.builtins));
    (void)vm.modules_->set(heap, vm.names.builtins, std::move(module));
  }
};

Vm::Vm(Host& host_in) : heap(this), host(host_in) {
  auto* chunk = new StackChunk;
  chunk->begin = static_cast<Value*>(heap.allocate(StackChunk::kValues * sizeof(Value)));
  chunk->end = chunk->begin + StackChunk::kValues;
  chunks_ = chunk;
  bottom_ = new Frame;
  bottom_->kind = FrameKind::sentinel;
  bottom_->chunk = chunk;
  bottom_->base = bottom_->sp = bottom_->result = bottom_->clean = chunk->begin;
  frame_ = bottom_;
  Bootstrap::run(*this);
}

Vm::~Vm() {
  heap.closing = true;
  // Frames from the top: what they hold goes, coroutines are destroyed.
  while (frame_ != bottom_) {
    Frame* frame = frame_;
    if (frame->task) {
      frame->task.destroy();
      frame->task = nullptr;
    }
    frame_ = frame->previous;
  }
  for (Frame* frame = bottom_; frame;) {
    Frame* next = frame->next;
    frame->held.take_bits();
    delete frame;
    frame = next;
  }
  heap.finalizers.clear();
  exception_.take_bits();
  handled_.take_bits();
  finished_value_.take_bits();
  stop_value_.take_bits();
  resume_value_.take_bits();
  empty_tuple_.take_bits();
  (void)interned_.detach();
  (void)modules_.detach();
  for (StackChunk* chunk = chunks_; chunk;) {
    StackChunk* next = chunk->next;
    heap.free(chunk->begin, static_cast<std::size_t>(chunk->end - chunk->begin) * sizeof(Value));
    delete chunk;
    chunk = next;
  }
}

// ------------------------------------------------------------------------------------------------- names

Str* Vm::intern(std::string_view utf8) {
  Ref<Str> text = str_from_utf8(heap, types.str, utf8);
  return intern(text.get());
}

Str* Vm::intern(Str* text) {
  if (text->interned) return text;
  const std::int32_t i = interned_->find(text);
  if (i >= 0) return interned_->entries[i].key.as<Str>();
  Ref<Str> kept(text);
  if (text->type != types.str) {
    kept = new_str(heap, types.str, text->length, text->width);
    std::memcpy(kept->data1(), text->data1(), text->bytes());
    kept->ascii = text->ascii;
  }
  kept->interned = true;
  (void)interned_->append(heap, kept.value(), kept->hash(), Value::none());
  return kept.get();
}

Value Vm::tuple(std::vector<Value> items) {
  if (items.empty()) return empty_tuple_;
  Ref<Tuple> tuple = new_tuple(heap, types.tuple, items.size());
  for (std::size_t i = 0; i < items.size(); ++i) (*tuple)[i] = std::move(items[i]);
  return tuple;
}

// ------------------------------------------------------------------------------------- native functions

namespace {
Signature parse_signature(Vm& vm, std::string_view text) {
  Signature s;
  const std::size_t open = text.find('(');
  LOGIT_ASSERT(open != text.npos, "a signature needs its parentheses");
  s.function = text.substr(0, open);
  std::size_t i = open + 1;
  bool keyword_only = false;
  std::vector<std::string> named;
  while (i < text.size() && text[i] != ')') {
    while (text[i] == ' ' || text[i] == ',') ++i;
    const std::size_t start = i;
    int depth = 0;
    char quote = 0;
    std::size_t equals = text.npos;
    for (; i < text.size(); ++i) {
      const char c = text[i];
      if (quote) {
        if (c == quote) quote = 0;
        continue;
      }
      if (c == '\'' || c == '"') quote = c;
      else if (c == '(' || c == '[' || c == '{') ++depth;
      else if (depth > 0 && (c == ')' || c == ']' || c == '}')) --depth;
      else if (depth == 0 && (c == ',' || c == ')')) break;
      else if (depth == 0 && c == '=' && equals == text.npos) equals = i;
    }
    std::string_view part = text.substr(start, i - start);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    if (part.empty()) break;
    if (part == "/") {
      s.positional_only = static_cast<std::uint16_t>(s.params.size());
      continue;
    }
    if (part == "*") {
      keyword_only = true;
      continue;
    }
    if (part.starts_with("**")) {
      s.double_star = 0;
      continue;
    }
    if (part.starts_with("*")) {
      s.star = static_cast<std::int16_t>(s.params.size());
      keyword_only = true;
      continue;
    }
    std::string_view name = equals == text.npos ? part : text.substr(start, equals - start);
    while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
    const bool required = equals == text.npos;
    s.params.push_back({Value::object(vm.intern(name)), required});
    if (!keyword_only) {
      s.positional = static_cast<std::uint16_t>(s.params.size());
      if (required) s.required = s.positional;
    }
  }
  s.total = static_cast<std::uint16_t>(s.params.size() + (s.star >= 0) + (s.double_star >= 0));
  if (s.double_star >= 0) s.double_star = static_cast<std::int16_t>(s.total - 1);
  s.simple = s.positional_only == s.params.size() && s.star < 0 && s.double_star < 0;
  return s;
}
}  // namespace

Value Vm::native_function(const NativeDef& def, Value self, std::string_view module) {
  auto function = heap.make<NativeFunction>(types.native_function);
  function->fn = def.fn;
  function->doc = def.doc;
  function->text = def.signature;
  function->signature = parse_signature(*this, def.signature);
  function->self = std::move(self);
  function->name = Value::object(intern(function->signature.function));
  function->module = Value::object(intern(module));
  return function;
}

void Vm::add_functions(Module* module, const NativeDef* defs) {
  const std::string name = module->name.as<Str>()->utf8();
  for (; defs->signature; ++defs) {
    Value function = native_function(*defs, Value(), name);
    Str* key = function.as<NativeFunction>()->name.as<Str>();
    (void)module->dict->set(heap, key, std::move(function));
  }
}

void Vm::add_type(Module* module, Type* type) { (void)module->dict->set(heap, type->name_str(), Value::object(type)); }

void Vm::add_builtin(std::string_view name, Value value) { (void)builtins_->set(heap, intern(name), std::move(value)); }

void Vm::add_builtins(const NativeDef* defs) {
  for (; defs->signature; ++defs) {
    Value function = native_function(*defs);
    Str* key = function.as<NativeFunction>()->name.as<Str>();
    (void)builtins_->set(heap, key, std::move(function));
  }
}

// ------------------------------------------------------------------------------------------- conversions

bool Vm::to_double(const Value& value, double& out) {
  if (value.is_double()) {
    out = value.number();
    return true;
  }
  if (value.is_small_int()) {
    out = static_cast<double>(value.small_int());
    return true;
  }
  if (float_view(*this, value, out)) return true;
  IntView view;
  if (int_view(*this, value, view)) return int_to_double(*this, view, out);
  type_error("must be real number, not ", type_name(value));
  return false;
}

bool Vm::to_int64(const Value& value, std::int64_t& out) {
  IntView view;
  if (!int_view(*this, value, view)) {
    type_error("'", type_name(value), "' object cannot be interpreted as an integer");
    return false;
  }
  if (!view.is_small()) {
    overflow_error("Python int too large to convert to C ssize_t");
    return false;
  }
  out = view.small;
  return true;
}

bool Vm::to_clipped(const Value& value, std::int64_t& out) {
  IntView view;
  if (!int_view(*this, value, view)) {
    type_error("'", type_name(value), "' object cannot be interpreted as an integer");
    return false;
  }
  out = view.is_small() ? view.small : view.is_negative() ? INT64_MIN : INT64_MAX;
  return true;
}

bool Vm::to_text(const Value& value, std::string& out, std::string_view what) {
  if (is_str(value)) {
    out = value.as<Str>()->utf8();
    return true;
  }
  type_error(what, " must be str, not ", type_name(value));
  return false;
}

// ------------------------------------------------------------------------------------------ code objects

Value Vm::make_constant(const bytecode::Constant& c) {
  using Kind = bytecode::Constant::Kind;
  switch (c.kind) {
    case Kind::none: return Value::none();
    case Kind::true_: return Value::boolean(true);
    case Kind::false_: return Value::boolean(false);
    case Kind::ellipsis: return Value::ellipsis();
    case Kind::integer: return integer(c.integer);
    case Kind::big_integer: return make_int(*this, BigInt::from_digits(c.text, c.base));
    case Kind::number: return Value::number(c.number);
    case Kind::text: {
      // As CPython: text that looks like a name is interned.
      bool name_like = c.text.size() < 40;
      for (const char ch : c.text) {
        name_like = name_like && (ch == '_' || (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z'));
      }
      return name_like ? Value::object(intern(c.text)) : str(c.text);
    }
    case Kind::tuple: {
      std::vector<Value> items;
      for (const auto& item : c.items) items.push_back(make_constant(item));
      return tuple(std::move(items));
    }
    case Kind::frozenset: {
      std::vector<Value> items;
      for (const auto& item : c.items) items.push_back(make_constant(item));
      return frozenset_constant(*this, items.data(), items.size());
    }
    case Kind::code: return make_code(c.code);
  }
  return Value();
}

Value Vm::make_code(const std::shared_ptr<const bytecode::CodeUnit>& unit) {
  auto code = heap.make<Code>(types.code);
  code->unit = unit;
  code->instructions = unit->instructions;
  for (const auto& c : unit->constants) {
    Value value = make_constant(c);
    if (value.is_error()) return value;
    code->constants.push_back(std::move(value));
  }
  for (const auto& n : unit->names) code->names.push_back(Value::object(intern(n)));
  for (const auto* list : {&unit->locals, &unit->cells, &unit->frees}) {
    for (const auto& n : *list) code->local_names.push_back(Value::object(intern(n)));
  }
  code->caches.resize(unit->cache_count);
  for (std::uint32_t i = 0; i < unit->cache_count; ++i) code->caches[i].name = code->names[unit->cache_names[i]].as<Str>();
  code->name = Value::object(intern(unit->name));
  code->qualname = Value::object(intern(unit->qualname));
  code->doc = unit->has_docstring && unit->is_function ? code->constants[0] : Value::none();
  code->arg_count = unit->arg_count;
  code->keyword_only = unit->keyword_only;
  code->positional_only = unit->positional_only;
  code->has_star = unit->has_star;
  code->has_double_star = unit->has_double_star;
  code->is_generator = unit->is_generator;
  code->is_library = unit->is_library;
  code->local_count = static_cast<std::uint32_t>(code->local_names.size());
  code->variable_count = static_cast<std::uint32_t>(unit->locals.size());
  code->cell_count = static_cast<std::uint32_t>(unit->cells.size());
  for (std::uint32_t& instruction : code->instructions) {
    const auto op = static_cast<bytecode::Opcode>(bytecode::opcode_of(instruction));
    if (bytecode::operand_kind(op) == bytecode::Operand::cell) instruction += code->variable_count << 8;
  }
  code->frame_slots = code->local_count + unit->stack_size + 4;
  code->simple_call = !code->has_star && !code->has_double_star && code->keyword_only == 0 && !code->is_generator;
  heap.charge(0);
  return code;
}

// ----------------------------------------------------------------------------------------- owner's side

bool Vm::load_main(std::string_view source, std::string_view file_name) {
  source_ = source;
  file_name_ = file_name;
  line_starts_.clear();
  line_starts_.push_back(0);
  for (std::uint32_t i = 0; i < source_.size(); ++i) {
    if (source_[i] == '\n' || (source_[i] == '\r' && (i + 1 >= source_.size() || source_[i + 1] != '\n'))) {
      line_starts_.push_back(i + 1);
    }
  }
  bytecode::CompileResult compiled = bytecode::compile_source(source, file_name_, /*library=*/false, notes_);
  if (compiled.error) {
    const SyntaxErrorInfo& error = *compiled.error;
    host.write(Stream::err, render(error, file_name_));
    uncaught_ = std::make_unique<Uncaught>();
    uncaught_->type = name_of(error.kind);
    uncaught_->message = error.message;
    uncaught_->line = static_cast<std::uint32_t>(error.line > 0 ? error.line : 0);
    uncaught_->column = error.offset > 0 ? error.offset - 1 : 0;
    uncaught_->end_column = error.end_line == error.line && error.end_offset > error.offset ? error.end_offset - 1
                                                                                           : uncaught_->column;
    exit_status_ = 1;
    ended_ = true;
    return false;
  }
  auto module = heap.make<Module>(types.module);
  module->name = Value::object(names.__main__);
  module->dict = heap.make<Dict>(types.dict).detach();
  main_globals_ = module->dict;
  (void)main_globals_->set(heap, names.__name__, Value::object(names.__main__));
  (void)main_globals_->set(heap, names.__doc__, Value::none());
  (void)main_globals_->set(heap, intern("__package__"), Value::none());
  (void)main_globals_->set(heap, intern("__loader__"), Value::none());
  (void)main_globals_->set(heap, intern("__spec__"), Value::none());
  (void)main_globals_->set(heap, names.__annotations__, new_dict());
  if (Value* builtins = modules_->get(names.builtins)) (void)main_globals_->set(heap, names.__builtins__, *builtins);
  (void)main_globals_->set(heap, names.__file__, str(file_name_));
  (void)modules_->set(heap, names.__main__, std::move(module));
  Value code = make_code(compiled.unit);
  if (code.is_error()) return false;
  Value function = make_function(code.as<Code>(), main_globals_);
  Value result = start_call(function, nullptr, 0);
  return result.is_pending();
}

Value Vm::make_function(Code* code, Dict* globals) {
  auto function = heap.make<Function>(types.function);
  retain(code);
  function->code = code;
  retain(globals);
  function->globals = globals;
  function->name = code->name;
  function->qualname = code->qualname;
  function->doc = code->doc;
  if (Value* module = globals->get(names.__name__)) function->module = *module;
  return function;
}

std::string Vm::source_line(std::uint32_t line) const {
  if (line == 0 || line > line_starts_.size()) return "";
  std::size_t start = line_starts_[line - 1];
  std::size_t end = start;
  while (end < source_.size() && source_[end] != '\n' && source_[end] != '\r') ++end;
  return source_.substr(start, end - start);
}

std::vector<FrameInfo> Vm::frames(bool with_locals) const {
  std::vector<FrameInfo> out;
  for (const Frame* frame = frame_; frame != bottom_; frame = frame->previous) {
    if (frame->is_native() || !frame->code) continue;
    FrameInfo info;
    info.function = frame->code->name.as<Str>()->utf8();
    info.is_library = frame->code->is_library;
    info.globals = frame->globals;
    auto position = static_cast<std::uint32_t>(frame->ip - frame->code->instructions.data());
    if (frame != frame_ && position > 0) --position;
    info.line = frame->code->unit->line_at(position);
    if (with_locals) {
      const auto add = [&](const Str* name, const Value& value) {
        std::string text = name->utf8();
        if (text.starts_with(".") || value.is_undefined()) return;
        info.locals.push_back({std::move(text), value});
      };
      Dict* dict = frame->names ? frame->names : frame->code->unit->is_module ? frame->globals : nullptr;
      if (dict) {
        for (std::uint32_t i = dict->next(0); i < dict->used; i = dict->next(i + 1)) {
          const Value& key = dict->entries[i].key;
          if (is_str(key) && !key.as<Str>()->utf8().starts_with("__")) add(key.as<Str>(), dict->entries[i].value);
        }
      }
      for (std::uint32_t i = 0; i < frame->code->local_count; ++i) {
        const Value& slot = frame->base[i];
        const bool cell = i >= frame->code->unit->locals.size();
        if (cell && !slot.is_exact(types.cell)) continue;
        add(frame->code->local_names[i].as<Str>(), cell ? slot.as<Cell>()->content : slot);
      }
    }
    out.push_back(std::move(info));
  }
  return out;
}

std::uint32_t Vm::current_line() const {
  for (const Frame* frame = frame_; frame != bottom_; frame = frame->previous) {
    if (frame->is_native() || !frame->code || frame->code->is_library) continue;
    auto position = static_cast<std::uint32_t>(frame->ip - frame->code->instructions.data());
    if (frame != frame_ && position > 0) --position;
    return frame->code->unit->line_at(position);
  }
  return 0;
}

}  // namespace logit::script
