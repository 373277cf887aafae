// abs, divmod, pow, round, sum, min, max, bin, oct, hex, chr, ord.
#include <cmath>

#include "script/objects/iterators.h"
#include "script/objects/numbers.h"
#include "script/objects/sort.h"
#include "script/objects/text.h"
#include "script/vm/builtins.h"
#include "script/vm/vm.h"

namespace logit::script {

namespace {

Value do_abs(Vm& vm, Args args) { return vm.start_unary(args[0], Unary::abs); }

Value do_divmod(Vm& vm, Args args) { return vm.start_binary(args[0], args[1], Binary::divmod); }

Task pow_with_modulus(Vm& vm, Value base, Value exponent, Value modulus) {
  const Value arguments[] = {exponent, modulus};
  Value result = co_await Await(vm.start_special(base, vm.intern("__pow__"), arguments, 2));
  if (result.is_error()) co_return result;
  if (result.is_undefined() || result.is_not_implemented()) {
    co_return vm.type_error("unsupported operand type(s) for ** or pow(): '", vm.type_name(base), "', '",
                            vm.type_name(exponent), "', '", vm.type_name(modulus), "'");
  }
  co_return result;
}

Value do_pow(Vm& vm, Args args) {  // base, exp, mod
  if (!args.has(2) || args[2].is_none()) return vm.start_binary(args[0], args[1], Binary::pow);
  IntView base, exponent, modulus;
  if (int_view(vm, args[0], base) && int_view(vm, args[1], exponent) && int_view(vm, args[2], modulus)) {
    return int_power_mod(vm, base, exponent, modulus);
  }
  const bool with_float = vm.is_float(args[0]) || vm.is_float(args[1]) || vm.is_float(args[2]);
  if (with_float && vm.type_of(args[0])->native && vm.type_of(args[1])->native) {
    return vm.type_error("pow() 3rd argument not allowed unless all arguments are integers");
  }
  if (vm.type_of(args[0])->native) {
    return vm.type_error("unsupported operand type(s) for ** or pow(): '", vm.type_name(args[0]), "', '",
                         vm.type_name(args[1]), "', '", vm.type_name(args[2]), "'");
  }
  return vm.start(pow_with_modulus(vm, args[0], args[1], args[2]));
}

Task round_task(Vm& vm, Value number, Value digits) {
  const bool with_digits = digits.ok() && !digits.is_none();
  Value result = co_await Await(vm.start_special(number, vm.names.__round__, &digits, with_digits ? 1 : 0));
  if (result.is_undefined()) {
    co_return vm.type_error("type ", vm.type_name(number), " doesn't define __round__ method");
  }
  co_return result;
}

Value do_round(Vm& vm, Args args) {
  if (args[0].is_double() && !args.has(1)) return float_to_int(vm, std::nearbyint(args[0].number()));
  if (args[0].is_small_int() && !args.has(1)) return args[0];
  return vm.start(round_task(vm, args[0], args[1]));
}

// --- sum ------------------------------------------------------------------------------------------------------------

Task sum_task(Vm& vm, Value iterable, Value total) {
  Value iterator = co_await vm.iter(iterable);
  if (iterator.is_error()) co_return iterator;
  for (std::int64_t n = 1;; ++n) {
    Value item = co_await vm.next(iterator);
    if (item.is_error()) co_return item;
    if (item.is_undefined()) co_return total;
    if (total.is_small_int() && item.is_small_int()) {
      total = vm.integer(total.small_int() + item.small_int());
    } else if (total.is_double() && item.is_double()) {
      total = Value::number(total.number() + item.number());
    } else {
      total = co_await vm.binary(total, item, Binary::add);
      if (total.is_error()) co_return total;
    }
    if (n % 256 == 0) {
      Value ok = co_await vm.charge(256);
      if (ok.is_error()) co_return ok;
    }
  }
}

Value do_sum(Vm& vm, Args args) {
  Value total = args.has(1) ? args[1] : Value::small_int(0);
  if (vm.is_str(total)) return vm.type_error("sum() can't sum strings [use ''.join(seq) instead]");
  // A list of plain numbers, the common case, is summed in place.
  if (args[0].is_exact(vm.types.list) && (total.is_small_int() || total.is_double())) {
    const List* list = args[0].as<List>();
    std::size_t i = 0;
    std::int64_t whole = 0;
    if (total.is_small_int()) {
      whole = total.small_int();
      // Ints of 48 bits cannot overflow 64 within a list that fits memory.
      while (i < list->count && list->items[i].is_small_int() && i < 60000) whole += list->items[i++].small_int();
    }
    if (i == list->count && total.is_small_int()) return vm.integer(whole);
    if (total.is_double() || list->items[i].is_double()) {
      double sum = total.is_double() ? total.number() : static_cast<double>(whole);
      if (total.is_double() || std::abs(whole) <= std::int64_t{1} << 53) {
        while (i < list->count && (list->items[i].is_double() || list->items[i].is_small_int())) {
          sum += list->items[i].is_double() ? list->items[i].number() : static_cast<double>(list->items[i].small_int());
          ++i;
        }
        if (i == list->count) return Value::number(sum);
      }
    }
  }
  return vm.start(sum_task(vm, args[0], total));
}

// --- min and max ------------------------------------------------------------------------------------------------------

Task extreme_task(Vm& vm, Value iterable, Value key, Value otherwise, bool largest) {
  Value iterator = co_await vm.iter(iterable);
  if (iterator.is_error()) co_return iterator;
  const bool has_key = key.ok() && !key.is_none();
  Value best, best_key;
  for (std::int64_t n = 1;; ++n) {
    Value item = co_await vm.next(iterator);
    if (item.is_error()) co_return item;
    if (item.is_undefined()) break;
    Value item_key = item;
    if (has_key) {
      item_key = co_await vm.call(key, item);
      if (item_key.is_error()) co_return item_key;
    }
    if (best.is_undefined()) {
      best = item;
      best_key = item_key;
      continue;
    }
    bool better;
    const int plain = largest ? plain_less(vm, best_key, item_key) : plain_less(vm, item_key, best_key);
    if (plain >= 0) {
      better = plain == 1;
    } else {
      Value answer = co_await vm.compare(item_key, best_key, largest ? Compare::gt : Compare::lt);
      if (answer.is_error()) co_return answer;
      Value yes = co_await vm.truth(answer);
      if (yes.is_error()) co_return yes;
      better = yes.is_true();
    }
    if (better) {
      best = item;
      best_key = item_key;
    }
    if (n % 256 == 0) {
      Value ok = co_await vm.charge(256);
      if (ok.is_error()) co_return ok;
    }
  }
  if (!best.is_undefined()) co_return best;
  if (!otherwise.is_undefined()) co_return otherwise;
  co_return vm.value_error(largest ? "max" : "min", "() arg is an empty sequence");
}

Value extreme(Vm& vm, Args args, bool largest) {  // values, key, default
  const char* name = largest ? "max" : "min";
  const Tuple* values = args[0].as<Tuple>();
  if (values->count == 0) return vm.type_error(name, " expected at least 1 argument, got 0");
  if (values->count > 1 && args.has(2)) {
    return vm.type_error("Cannot specify a default for ", name, "() with multiple positional arguments");
  }
  const bool has_key = args.has(1) && !args[1].is_none();
  const bool one = values->count == 1;
  if (!has_key && (!one || (*values)[0].is_exact(vm.types.list))) {
    const Value* items = one ? (*values)[0].as<List>()->items : values->items();
    const std::size_t count = one ? (*values)[0].as<List>()->count : values->count;
    const Value* best = items;
    std::size_t i = 1;
    for (; i < count; ++i) {
      const int better = largest ? plain_less(vm, *best, items[i]) : plain_less(vm, items[i], *best);
      if (better < 0) break;
      if (better) best = items + i;
    }
    if (count > 0 && i >= count) return *best;
  }
  return vm.start(extreme_task(vm, one ? (*values)[0] : args[0], args[1], args[2], largest));
}

Value do_min(Vm& vm, Args args) { return extreme(vm, args, false); }
Value do_max(Vm& vm, Args args) { return extreme(vm, args, true); }

// --- notation ---------------------------------------------------------------------------------------------------------

Value in_base(Vm& vm, const Value& number, int base, const char* prefix) {
  IntView view;
  int_view(vm, number, view);
  std::string digits;
  if (!int_to_text(vm, view, base, digits)) return Value::error();
  digits.insert(digits[0] == '-' ? 1 : 0, prefix);
  return checked_text(vm, digits);
}

Task in_base_task(Vm& vm, Value number, int base, const char* prefix) {
  Value index = co_await vm.index(number);
  if (index.is_error()) co_return index;
  co_return in_base(vm, index, base, prefix);
}

template <int kBase>
Value notation(Vm& vm, Args args) {
  const char* prefix = kBase == 2 ? "0b" : kBase == 8 ? "0o" : "0x";
  if (vm.is_int(args[0])) return in_base(vm, args[0], kBase, prefix);
  return vm.start(in_base_task(vm, args[0], kBase, prefix));
}

Value chr_of(Vm& vm, const Value& number) {
  IntView view;
  int_view(vm, number, view);
  if (view.big || view.small > INT32_MAX || view.small < INT32_MIN) {
    return vm.overflow_error("Python int too large to convert to C int");
  }
  if (view.small < 0 || view.small > 0x10FFFF) return vm.value_error("chr() arg not in range(0x110000)");
  return character(vm, static_cast<char32_t>(view.small));
}

Task chr_task(Vm& vm, Value number) {
  Value index = co_await vm.index(number);
  if (index.is_error()) co_return index;
  co_return chr_of(vm, index);
}

Value do_chr(Vm& vm, Args args) {
  if (vm.is_int(args[0])) return chr_of(vm, args[0]);
  return vm.start(chr_task(vm, args[0]));
}

Value do_ord(Vm& vm, Args args) {
  if (!vm.is_str(args[0])) {
    return vm.type_error("ord() expected string of length 1, but ", vm.type_name(args[0]), " found");
  }
  const Str* text = args[0].as<Str>();
  if (text->length != 1) {
    return vm.type_error("ord() expected a character, but string of length ", text->length, " found");
  }
  return Value::small_int(text->at(0));
}

}  // namespace

const NativeDef kNumberBuiltins[] = {
    {"abs(x, /)", do_abs, "The magnitude of a number."},
    {"divmod(x, y, /)", do_divmod, "(x // y, x % y)"},
    {"pow(base, exp, mod=None)", do_pow, "base ** exp, or base ** exp % mod."},
    {"round(number, ndigits=None)", do_round, "Rounded to ndigits digits, ties to even."},
    {"sum(iterable, /, start=0)", do_sum, "Adds start and the items, left to right."},
    {"min(*args, key=None, default=None)", do_min, "The smallest item."},
    {"max(*args, key=None, default=None)", do_max, "The largest item."},
    {"bin(number, /)", notation<2>, "In base 2: '0b101'."},
    {"oct(number, /)", notation<8>, "In base 8: '0o17'."},
    {"hex(number, /)", notation<16>, "In base 16: '0xff'."},
    {"chr(i, /)", do_chr, "The character with this number."},
    {"ord(c, /)", do_ord, "The number of a character."},
    {}};

}  // namespace logit::script
