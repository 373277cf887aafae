#include "script/objects/container_repr.h"

#include "script/objects/float_text.h"
#include "script/objects/iterators.h"
#include "script/objects/numbers.h"
#include "script/objects/set.h"
#include "script/objects/text.h"
#include "script/objects/unicode.h"

namespace logit::script {

namespace {

/// Marks an object as being written, for as long as the writing task lives.
class ReprGuard {
 public:
  ReprGuard(Vm& vm, const Value& value) : vm_(vm), value_(value), entered_(vm.enter_repr(value.object())) {}
  ~ReprGuard() {
    if (entered_) vm_.leave_repr(value_.object());
  }
  ReprGuard(const ReprGuard&) = delete;
  ReprGuard& operator=(const ReprGuard&) = delete;
  bool entered() const { return entered_; }

 private:
  Vm& vm_;
  Value value_;
  bool entered_;
};

/// Appends repr of a value inside a Task; leaves the task on an error.
#define APPEND_REPR(out, value)                                \
  do {                                                         \
    const Value item_ = (value);                               \
    if (!append_scalar_repr(vm, out, item_)) {                 \
      Value text_ = co_await vm.repr(item_);                   \
      if (text_.is_error()) co_return text_;                   \
      text_.as<Str>()->append_utf8(out);                       \
    }                                                          \
  } while (false)

/// Items of a list or tuple, from a position on, behind what is already written.
Task sequence_task(Vm& vm, Value self, bool is_list) {
  ReprGuard guard(vm, self);
  if (!guard.entered()) co_return vm.str(is_list ? "[...]" : "(...)");
  std::string out(is_list ? "[" : "(");
  const auto count = [&]() -> std::size_t { return is_list ? self.as<List>()->count : self.as<Tuple>()->count; };
  for (std::size_t i = 0; i < count(); ++i) {
    if (i > 0) out += ", ";
    APPEND_REPR(out, is_list ? (*self.as<List>())[i] : (*self.as<Tuple>())[i]);
  }
  if (!is_list && count() == 1) out += ',';
  out += is_list ? ']' : ')';
  co_return checked_text(vm, out);
}

bool plain_items(Vm& vm, const Value* items, std::size_t count, std::string& out) {
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) out += ", ";
    if (!append_scalar_repr(vm, out, items[i])) return false;
  }
  return true;
}

Task dict_task(Vm& vm, Value self) {
  ReprGuard guard(vm, self);
  if (!guard.entered()) co_return vm.str("{...}");
  std::string out = "{";
  Dict* dict = self.as<Dict>();
  bool first = true;
  for (std::uint32_t i = dict->next(0); i < dict->used; i = dict->next(i + 1)) {
    if (!first) out += ", ";
    first = false;
    const Value key = dict->entries[i].key;
    const Value value = dict->entries[i].value;
    APPEND_REPR(out, key);
    out += ": ";
    APPEND_REPR(out, value);
  }
  out += '}';
  co_return checked_text(vm, out);
}

Task set_task(Vm& vm, Value self) {
  const bool plain = self.is_exact(vm.types.set);
  ReprGuard guard(vm, self);
  if (!guard.entered()) co_return vm.str(cat(vm.type_name(self), "(...)"));
  std::string out = plain ? "{" : cat(vm.type_name(self), "({");
  auto keys = vm.new_list();
  Set* set = self.as<Set>();
  for (std::size_t i = set->next(0); i <= set->mask; i = set->next(i + 1)) {
    if (!keys->push(vm.heap, set->table[i].key)) co_return Value::error();
  }
  for (std::size_t i = 0; i < keys->count; ++i) {
    if (i > 0) out += ", ";
    APPEND_REPR(out, (*keys)[i]);
  }
  out += plain ? "}" : "})";
  co_return checked_text(vm, out);
}

Task view_task(Vm& vm, Value self) {
  ReprGuard guard(vm, self);
  if (!guard.entered()) co_return vm.str("...");
  Value items = co_await vm.list_of(self);
  if (items.is_error()) co_return items;
  Value text = co_await vm.repr(items);
  if (text.is_error()) co_return text;
  // CPython has view types of their own for OrderedDict, told apart by their names alone.
  const bool ordered = vm.type_name(self.as<DictView>()->dict) == "OrderedDict";
  co_return checked_text(vm, cat(ordered ? "o" : "", vm.type_name(self), "(", text.as<Str>()->utf8(), ")"));
}

}  // namespace

bool append_scalar_repr(Vm& vm, std::string& out, const Value& value) {
  char buffer[40];
  if (value.is_small_int()) {
    out += std::to_string(value.small_int());
  } else if (value.is_double()) {
    out.append(buffer, float_repr(value.number(), buffer));
  } else if (value.is_exact(vm.types.str)) {
    const Str* s = value.as<Str>();
    if (s->ascii) {
      out += unicode::quoted(s->ascii_view());
    } else {
      out += unicode::quoted(s->utf8());
    }
  } else if (value.is_none()) {
    out += "None";
  } else if (value.is_bool()) {
    out += value.is_true() ? "True" : "False";
  } else {
    return false;
  }
  return true;
}

Value list_repr(Vm& vm, const Value& self) {
  const List* list = self.as<List>();
  std::string out = "[";
  if (plain_items(vm, list->items, list->count, out)) return checked_text(vm, out += ']');
  return vm.start(sequence_task(vm, self, true));
}

Value tuple_repr(Vm& vm, const Value& self) {
  const Tuple* tuple = self.as<Tuple>();
  std::string out = "(";
  if (plain_items(vm, tuple->items(), tuple->count, out)) {
    return checked_text(vm, out += tuple->count == 1 ? ",)" : ")");
  }
  return vm.start(sequence_task(vm, self, false));
}

Value dict_repr(Vm& vm, const Value& self) {
  if (self.as<Dict>()->count == 0) return vm.str("{}");
  return vm.start(dict_task(vm, self));
}

Value set_repr(Vm& vm, const Value& self) {
  if (self.as<Set>()->used == 0) return vm.str(cat(vm.type_name(self), "()"));
  return vm.start(set_task(vm, self));
}

Value view_repr(Vm& vm, const Value& self) { return vm.start(view_task(vm, self)); }

}  // namespace logit::script
