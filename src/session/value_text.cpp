#include "session/value_text.h"

#include "autograd/grad_meta.h"
#include "bindings/torch_state.h"
#include "script/objects/dict.h"
#include "script/objects/list.h"
#include "script/objects/set.h"
#include "script/objects/slice.h"

namespace logit {

using script::Value;
using script::Vm;

namespace {

constexpr int kMaxDepth = 4;  // of nested containers; deeper ones are "…"

class Writer {
 public:
  Writer(Vm& vm, std::size_t limit) : vm_(vm), limit_(limit) {}

  void write(const Value& value, int depth) {
    if (full()) return;
    if (value.is_object() && bindings::has_torch(vm_) && bindings::is_tensor(vm_, value)) {
      add(repr(bindings::tensor_of(value)));
    } else if (vm_.is_list(value)) {
      const script::List& list = *value.as<script::List>();
      items("[", list.items, list.count, "]", depth);
    } else if (vm_.is_tuple(value)) {
      const script::Tuple& tuple = *value.as<script::Tuple>();
      items("(", tuple.items(), tuple.count, tuple.count == 1 ? ",)" : ")", depth);
    } else if (vm_.is_dict(value)) {
      write_dict(*value.as<script::Dict>(), depth);
    } else if (value.is_exact(vm_.types.set) || value.is_exact(vm_.types.frozenset)) {
      write_set(value);
    } else if (script::is_slice(vm_, value)) {
      const script::Slice& slice = *value.as<script::Slice>();
      const Value parts[] = {slice.start, slice.stop, slice.step};
      items("slice(", parts, 3, ")", depth);
    } else {
      // Most native types answer at once; those that ask what they hold would run script code.
      const script::Type* type = vm_.type_of(value);
      if (!type->native || !type->slots.repr) {
        add(cat("<", type->name_str()->utf8(), " object>"));
        return;
      }
      Value text = type->slots.repr(vm_, value);
      if (text.is_pending()) {
        vm_.forget_start();
        add(cat("<", type->name_str()->utf8(), " object>"));
      } else if (text.ok() && vm_.is_str(text)) {
        add(text.as<script::Str>()->utf8());
      } else {
        vm_.clear_error();
      }
    }
  }

  std::string take() { return cut_text(std::move(text_), limit_); }

 private:
  bool full() const { return text_.size() > limit_; }
  void add(std::string_view piece) { text_.append(piece); }

  void items(const char* open, const Value* values, std::size_t count, const char* close, int depth) {
    add(open);
    if (depth >= kMaxDepth && count) {
      add("\xE2\x80\xA6");
    } else {
      for (std::size_t i = 0; i < count && !full(); ++i) {
        if (i) add(", ");
        write(values[i], depth + 1);
      }
    }
    add(close);
  }

  // In the order of the table, as repr() has it.
  void write_set(const Value& value) {
    const script::Set& set = *value.as<script::Set>();
    std::vector<Value> keys;
    for (std::size_t i = 0; set.table && i <= set.mask; ++i) {
      if (!set.table[i].key.is_undefined()) keys.push_back(set.table[i].key);
    }
    const bool frozen = value.is_exact(vm_.types.frozenset);
    if (keys.empty()) return add(frozen ? "frozenset()" : "set()");
    items(frozen ? "frozenset({" : "{", keys.data(), keys.size(), frozen ? "})" : "}", kMaxDepth - 1);
  }

  void write_dict(script::Dict& dict, int depth) {
    add("{");
    bool first = true;
    for (std::uint32_t i = dict.next(0); i < dict.used && !full(); i = dict.next(i + 1)) {
      if (!first) add(", ");
      first = false;
      if (depth >= kMaxDepth) {
        add("\xE2\x80\xA6");
        break;
      }
      write(dict.entries[i].key, depth + 1);
      add(": ");
      write(dict.entries[i].value, depth + 1);
    }
    add("}");
  }

  Vm& vm_;
  std::size_t limit_;
  std::string text_;
};

}  // namespace

std::string cut_text(std::string text, std::size_t limit) {
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  return text + "\xE2\x80\xA6";
}

std::string value_text(Vm& vm, const Value& value, std::size_t limit) {
  Writer writer(vm, limit);
  writer.write(value, 0);
  return writer.take();
}

bool is_definition(Vm& vm, const Value& value) {
  if (!value.is_object()) return false;
  const script::Type* type = value.object()->type;
  return type->is_subtype(vm.types.type) || type == vm.types.module || type == vm.types.function ||
         type == vm.types.native_function || type == vm.types.method || !type->native;
}

}  // namespace logit
