// "Traceback (most recent call last): ...", character for character as CPython prints it: chains, repeated lines, notes,
// suggestions. Texts of exceptions may need script code (__str__), so the whole is a Task; a plain version serves
// exceptions that need none.
#include <algorithm>
#include <unordered_set>

#include "script/vm/vm.h"

namespace logit::script {

namespace {

// --- "Did you mean" -------------------------------------------------------------------------------------------

/// CPython's edit distance: 2 for a substitution, insertion or deletion, 1 for a change of case.
int edit_distance(std::u32string a, std::u32string b, int limit) {
  constexpr int kMove = 2, kCase = 1;
  while (!a.empty() && !b.empty() && a.front() == b.front()) a.erase(0, 1), b.erase(0, 1);
  while (!a.empty() && !b.empty() && a.back() == b.back()) a.pop_back(), b.pop_back();
  if (a.empty() || b.empty()) return static_cast<int>(a.size() + b.size()) * kMove;
  if (a.size() > 40 || b.size() > 40) return limit + 1;
  const auto lower = [](char32_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; };
  const auto substitution = [&](char32_t x, char32_t y) { return x == y ? 0 : lower(x) == lower(y) ? kCase : kMove; };
  if (b.size() < a.size()) std::swap(a, b);
  if (static_cast<int>(b.size() - a.size()) * kMove > limit) return limit + 1;
  std::vector<int> row(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) row[i] = static_cast<int>(i + 1) * kMove;
  int result = 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    int distance = result = static_cast<int>(j) * kMove;
    int minimum = INT32_MAX;
    for (std::size_t i = 0; i < a.size(); ++i) {
      const int substitute = distance + substitution(b[j], a[i]);
      distance = row[i];
      const int insert_delete = std::min(result, distance) + kMove;
      result = std::min(insert_delete, substitute);
      row[i] = result;
      minimum = std::min(minimum, result);
    }
    if (minimum > limit) return limit + 1;
  }
  return result;
}

std::u32string points_of(const std::string& utf8) {
  std::u32string out;
  for (const char* p = utf8.data(); p < utf8.data() + utf8.size();) out.push_back(next_code_point(p));
  return out;
}

std::string closest(const std::vector<std::string>& candidates, const std::string& name) {
  if (candidates.size() >= 750) return "";
  const std::u32string wanted = points_of(name);
  if (wanted.size() > 40) return "";
  int best = INT32_MAX;
  std::string answer;
  for (const std::string& candidate : candidates) {
    const std::u32string points = points_of(candidate);
    if (points == wanted) continue;
    int limit = static_cast<int>(wanted.size() + points.size() + 3) * 2 / 6;
    limit = std::min(limit, best - 1);
    const int distance = edit_distance(wanted, points, limit);
    if (distance > limit) continue;
    if (answer.empty() || distance < best) {
      best = distance;
      answer = candidate;
    }
  }
  return answer;
}

std::vector<std::string> keys_of(Dict* dict) {
  std::vector<std::string> out;
  for (std::uint32_t i = dict->next(0); i < dict->used; i = dict->next(i + 1)) {
    const Value& key = dict->entries[i].key;
    if (key.is_object() && key.object()->flags & Object::kStrFlag) out.push_back(key.as<Str>()->utf8());
  }
  return out;
}

std::string suggestion(Vm& vm, const Exception* e) {
  if (!vm.is_str(e->name)) return "";
  const std::string name = e->name.as<Str>()->utf8();
  if (e->type->is_subtype(vm.types.attribute_error)) {
    return e->value.is_undefined() ? "" : closest(vm.dir(e->value), name);
  }
  if (!e->type->is_subtype(vm.types.name_error) || e->type->is_subtype(vm.types.unbound_local_error)) return "";
  if (!e->traceback.is_object()) return "";
  const auto* last = e->traceback.as<Traceback>();
  while (last->next.is_object()) last = last->next.as<Traceback>();
  std::vector<std::string> locals;
  for (const std::string& n : last->code.as<Code>()->unit->locals) locals.push_back(n);
  std::string found = closest(locals, name);
  if (found.empty() && last->locals_owner.is_object()) found = closest(keys_of(last->locals_owner.as<Dict>()), name);
  if (found.empty()) found = closest(keys_of(vm.builtins()), name);
  return found;
}

// --- pieces -----------------------------------------------------------------------------------------------------

std::string class_name(Vm& vm, Type* type) {
  const std::string name = vm.is_str(type->qualname) ? type->qualname.as<Str>()->utf8() : type->name_str()->utf8();
  if (!vm.is_str(type->module)) return name;
  const std::string module = type->module.as<Str>()->utf8();
  return module == "builtins" || module == "__main__" ? name : module + "." + name;
}

std::string stripped(const std::string& line) {
  const char* kSpace = " \t\f\r\n";
  const std::size_t first = line.find_first_not_of(kSpace);
  if (first == line.npos) return "";
  return line.substr(first, line.find_last_not_of(kSpace) - first + 1);
}

std::string traceback_text(Vm& vm, const Exception* e) {
  if (!e->traceback.is_object()) return "";
  std::string out = "Traceback (most recent call last):\n";
  const Traceback* previous = nullptr;
  int repeats = 0;
  const auto flush = [&]() {
    if (repeats > 3) {
      out += cat("  [Previous line repeated ", repeats - 3, " more time", repeats - 3 == 1 ? "" : "s", "]\n");
    }
  };
  for (const Traceback* t = e->traceback.as<Traceback>(); t;
       t = t->next.is_object() ? t->next.as<Traceback>() : nullptr) {
    const Code* code = t->code.as<Code>();
    if (previous && previous->line == t->line && previous->code.as<Code>()->unit->file == code->unit->file &&
        previous->code.as<Code>()->name.same(code->name)) {
      if (++repeats > 3) continue;
    } else {
      flush();
      repeats = 1;
      previous = t;
    }
    out += cat("  File \"", code->unit->file, "\", line ", t->line, ", in ", code->name.as<Str>()->utf8(), "\n");
    if (code->unit->file == vm.file_name()) {
      const std::string line = stripped(vm.source_line(t->line));
      if (!line.empty()) out += "    " + line + "\n";
    }
  }
  flush();
  return out;
}

/// "ValueError: text", with suggestion and notes; `text` undefined: str() failed.
std::string final_lines(Vm& vm, const Exception* e, const Value& text) {
  std::string out = class_name(vm, e->type);
  const bool syntax = e->type->is_subtype(vm.types.syntax_error);
  std::string message = text.is_undefined() ? "<exception str() failed>" : text.as<Str>()->utf8();
  if (syntax && e->args.as<Tuple>()->count > 0 && vm.is_str((*e->args.as<Tuple>())[0])) {
    message = (*e->args.as<Tuple>())[0].as<Str>()->utf8();
  }
  if (!message.empty()) out += ": " + message;
  const std::string hint = suggestion(vm, e);
  if (!hint.empty()) out += ". Did you mean: '" + hint + "'?";
  out += "\n";
  Attributes attributes = e->attributes;
  if (Value* notes = find_attribute(attributes, vm.names.__notes__); notes && vm.is_list(*notes)) {
    for (const Value& note : *notes->as<List>()) {
      if (vm.is_str(note)) out += note.as<Str>()->utf8() + "\n";
    }
  }
  return out;
}

/// The exceptions of a chain, the earliest first, and how each leads to the next.
struct Link {
  Exception* exception;
  bool is_cause;  ///< of the next one
};
std::vector<Link> chain_of(Exception* last, bool whole) {
  std::vector<Link> links{{last, false}};
  std::unordered_set<const Exception*> seen{last};
  while (whole) {
    Exception* e = links.back().exception;
    Exception* earlier = nullptr;
    bool is_cause = false;
    if (e->cause.is_object()) {
      earlier = e->cause.as<Exception>();
      is_cause = true;
    } else if (e->context.is_object() && !e->suppress_context) {
      earlier = e->context.as<Exception>();
    }
    if (!earlier) break;
    if (!seen.insert(earlier).second) break;
    links.push_back({earlier, is_cause});
  }
  std::reverse(links.begin(), links.end());
  return links;
}
constexpr const char* kCause = "\nThe above exception was the direct cause of the following exception:\n\n";
constexpr const char* kContext = "\nDuring handling of the above exception, another exception occurred:\n\n";

Value plain_text(Vm& vm, Exception* e) {
  Value self = Value::object(e);
  if (!e->type->native && e->type->slots.str != vm.types.base_exception->slots.str) return Value();
  Tuple* args = e->args.as<Tuple>();
  if (args->count == 0) return vm.str("");
  if (args->count == 1 && vm.is_str((*args)[0]) && !e->type->is_subtype(vm.types.key_error)) return (*args)[0];
  Value text = vm.start_str(self);
  return vm.is_str(text) ? text : Value();
}

Task format_only_task(Vm& vm, Value exception) {
  Value text = co_await vm.to_str(exception);
  if (text.is_error()) {
    vm.clear_error();
    text = Value();
  }
  co_return vm.str(final_lines(vm, exception.as<Exception>(), text));
}

Task format_task(Vm& vm, Value exception, bool chain) {
  std::string out;
  std::vector<Link> links = chain_of(exception.as<Exception>(), chain);
  for (std::size_t i = 0; i < links.size(); ++i) {
    Exception* e = links[i].exception;
    Value self = Value::object(e);
    Value text = co_await vm.to_str(self);
    if (text.is_error()) {
      vm.clear_error();
      text = Value();
    }
    out += traceback_text(vm, e) + final_lines(vm, e, text);
    if (i + 1 < links.size()) out += links[i].is_cause ? kCause : kContext;
  }
  co_return vm.str(out);
}

Task report_task(Vm& vm, Value exception) {
  if (vm.is_instance(exception, vm.types.system_exit)) {
    Value code = exception.as<Exception>()->value;
    if (code.is_undefined() || code.is_none()) co_return Value::small_int(0);
    if (code.is_small_int()) co_return Value::small_int(code.small_int() & 0xff);
    if (code.is_bool()) co_return Value::small_int(code.is_true());
    Value text = co_await vm.to_str(code);
    if (text.is_error()) {
      vm.clear_error();
      co_return Value::small_int(1);
    }
    vm.write(Stream::err, text.as<Str>()->utf8() + "\n");
    co_return Value::small_int(1);
  }
  Value text = co_await Await(vm.start_format_exception(exception, true));
  if (text.is_error()) vm.clear_error();
  else vm.write(Stream::err, text.as<Str>()->utf8());
  co_return Value::small_int(1);
}

}  // namespace

Value Vm::start_format_exception(const Value& exception, bool chain) {
  return start(format_task(*this, exception, chain));
}

Value Vm::start_format_exception_only(const Value& exception) { return start(format_only_task(*this, exception)); }

std::string Vm::format_exception(const Value& exception, bool chain) {
  std::string out;
  std::vector<Link> links = chain_of(exception.as<Exception>(), chain);
  for (std::size_t i = 0; i < links.size(); ++i) {
    Exception* e = links[i].exception;
    out += traceback_text(*this, e) + final_lines(*this, e, plain_text(*this, e));
    if (i + 1 < links.size()) out += links[i].is_cause ? kCause : kContext;
  }
  return out;
}

std::string Vm::format_exception_only(const Value& exception) {
  auto* e = exception.as<Exception>();
  return final_lines(*this, e, plain_text(*this, e));
}

void Vm::report_uncaught() {
  Value exception = take_exception();
  handled_ = Value();
  reporting_ = true;
  if (!is_instance(exception, types.system_exit)) {
    auto* e = exception.as<Exception>();
    uncaught_ = std::make_unique<Uncaught>();
    uncaught_->type = type_name(exception);
    const Value text = plain_text(*this, e);
    if (text.is_object() && is_str(text)) uncaught_->message = text.as<Str>()->utf8();
    for (Value entry = e->traceback; entry.is_object(); entry = entry.as<Traceback>()->next) {
      const Traceback& traceback = *entry.as<Traceback>();
      if (traceback.code.is_object() && !traceback.code.as<Code>()->is_library) uncaught_->line = traceback.line;
    }
  }
  (void)start(report_task(*this, std::move(exception)));
}

}  // namespace logit::script
