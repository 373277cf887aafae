// len, iter, next, sorted, all, any.
#include "script/objects/iterators.h"
#include "script/objects/numbers.h"
#include "script/objects/sort.h"
#include "script/vm/builtins.h"
#include "script/vm/vm.h"

namespace logit::script {

namespace {

Value do_len(Vm& vm, Args args) { return vm.start_len(args[0]); }

Value do_iter(Vm& vm, Args args) {
  if (!args.has(1)) return vm.start_iter(args[0]);
  if (!vm.is_callable(args[0])) return vm.type_error("iter(v, w): v must be callable");
  return vm.callable_iterator(args[0], args[1]);
}

Task next_task(Vm& vm, Value iterator, Value otherwise) {
  Value item = co_await vm.next(iterator);
  if (item.is_undefined()) co_return otherwise;
  co_return item;
}

Value do_next(Vm& vm, Args args) {
  if (!vm.type_of(args[0])->slots.next) {
    return vm.type_error("'", vm.type_name(args[0]), "' object is not an iterator");
  }
  if (!args.has(1)) return vm.start_next(args[0]);
  return vm.start(next_task(vm, args[0], args[1]));
}

/// all() (wanted: false stops) and any() (true stops).
Task quantifier_task(Vm& vm, Value iterable, bool stop_at) {
  Value iterator = co_await vm.iter(iterable);
  if (iterator.is_error()) co_return iterator;
  for (std::int64_t n = 1;; ++n) {
    Value item = co_await vm.next(iterator);
    if (item.is_error()) co_return item;
    if (item.is_undefined()) co_return Value::boolean(!stop_at);
    Value yes = co_await vm.truth(item);
    if (yes.is_error()) co_return yes;
    if (yes.is_true() == stop_at) co_return Value::boolean(stop_at);
    if (n % 256 == 0) {
      Value ok = co_await vm.charge(256);
      if (ok.is_error()) co_return ok;
    }
  }
}

Value do_all(Vm& vm, Args args) { return vm.start(quantifier_task(vm, args[0], false)); }
Value do_any(Vm& vm, Args args) { return vm.start(quantifier_task(vm, args[0], true)); }

Task sorted_task(Vm& vm, Value iterable, Value key, Value reverse) {
  Value list = co_await vm.list_of(iterable);
  if (list.is_error()) co_return list;
  bool backwards = reverse.is_true();
  if (!reverse.is_undefined() && !reverse.is_bool()) {
    Value yes = co_await vm.index(reverse);
    if (yes.is_error()) co_return yes;
    backwards = vm.types.int_->slots.truth(vm, yes).is_true();
  }
  Value done = co_await Await(start_sort(vm, list, key, backwards));
  if (done.is_error()) co_return done;
  co_return list;
}

Value do_sorted(Vm& vm, Args args) {
  // CPython counts the arguments itself and hands the rest to list.sort(): the words are theirs.
  const Tuple* given = args[0].as<Tuple>();
  if (given->count != 1) return vm.type_error("sorted expected 1 argument, got ", given->count);
  Value key, reverse;
  const Dict* options = args[1].as<Dict>();
  for (std::uint32_t i = options->next(0); i < options->used; i = options->next(i + 1)) {
    const Str& name = *options->entries[i].key.as<Str>();
    if (name.equals("key")) key = options->entries[i].value;
    else if (name.equals("reverse")) reverse = options->entries[i].value;
    else return vm.type_error("'", name.utf8(), "' is an invalid keyword argument for sort()");
  }
  return vm.start(sorted_task(vm, (*given)[0], key, reverse));
}

}  // namespace

const NativeDef kIterationBuiltins[] = {
    {"len(obj, /)", do_len, "Number of items."},
    {"iter(object, sentinel=None, /)", do_iter, "An iterator over the items."},
    {"next(iterator, default=None, /)", do_next, "The next item; the default at the end."},
    {"all(iterable, /)", do_all, "Whether all items are true."},
    {"any(iterable, /)", do_any, "Whether some item is true."},
    {"sorted(*iterable, **options)", do_sorted, "A sorted list of the items."},
    {}};

}  // namespace logit::script
