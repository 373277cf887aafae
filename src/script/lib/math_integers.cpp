// The functions of `math` for whole numbers: comb, factorial, gcd, isqrt, lcm, perm and prod. Sizes are asked for before the
// work is done, as everywhere where a short script can ask for a huge number.
#include <numeric>
#include <vector>

#include "script/lib/modules.h"
#include "script/lib/number_args.h"

namespace logit::script {

namespace {

/// The argument as an int; ask: through __index__; failed: TypeError "'float' object cannot be interpreted as an integer".
Plain plain_int(Vm& vm, const Value& value, IntView& out) {
  if (int_view(vm, value, out)) return Plain::ok;
  if (value.is_object() && vm.lookup_special(value, vm.names.__index__)) return Plain::ask;
  vm.type_error("'", vm.type_name(value), "' object cannot be interpreted as an integer");
  return Plain::failed;
}

/// first * (first + 1) * ... * (last), in halves so that large factors meet large factors.
BigInt product_of_range(std::uint64_t first, std::uint64_t last) {
  if (first > last) return BigInt(1);
  if (last - first < 8) {
    BigInt product = BigInt::from_unsigned(first);
    for (std::uint64_t i = first + 1; i <= last; ++i) product = product * BigInt::from_unsigned(i);
    return product;
  }
  const std::uint64_t middle = first + (last - first) / 2;
  return product_of_range(first, middle) * product_of_range(middle + 1, last);
}

/// Room and steps for a product of `count` factors of `bits` bits each.
bool afford(Vm& vm, std::uint64_t count, std::uint64_t bits) {
  if (count > (std::uint64_t{1} << 40)) return request_bits(vm, std::uint64_t{1} << 46);
  if (!request_bits(vm, count * bits)) return false;
  // Most of the work is the last product, of two halves.
  return charge_product(vm, static_cast<std::size_t>(count * bits), static_cast<std::size_t>(count * bits) / 2);
}

unsigned bits_of(std::uint64_t n) { return n ? 64 - static_cast<unsigned>(__builtin_clzll(n)) : 0; }

Value do_factorial(Vm& vm, Args args) {
  IntView n;
  switch (plain_int(vm, args[0], n)) {
    case Plain::ok: break;
    case Plain::failed: return Value::error();
    case Plain::ask: return retry_with_ints(vm, do_factorial, args);
  }
  if (n.is_negative()) return vm.value_error("factorial() not defined for negative values");
  if (n.big) return vm.overflow_error("factorial() argument should not exceed ", INT64_MAX);
  const std::uint64_t count = static_cast<std::uint64_t>(n.small);
  if (count <= 16) {
    std::int64_t product = 1;
    for (std::uint64_t i = 2; i <= count; ++i) product *= static_cast<std::int64_t>(i);
    return Value::small_int(product);
  }
  if (!afford(vm, count, bits_of(count))) return Value::error();
  return make_int(vm, product_of_range(1, count));
}

Value do_gcd(Vm& vm, Args args) {
  Tuple* items = args[0].as<Tuple>();
  std::uint64_t small = 0;
  BigInt big;
  bool is_big = false;
  for (std::uint32_t i = 0; i < items->count; ++i) {
    IntView n;
    switch (plain_int(vm, (*items)[i], n)) {
      case Plain::ok: break;
      case Plain::failed: return Value::error();
      case Plain::ask:
        return retry_with_ints(vm, [](Vm& inner, Args converted) -> Value {
          Value packed = inner.tuple(std::vector<Value>(converted.values, converted.values + converted.count));
          return do_gcd(inner, Args{&packed, 1});
        }, Args{items->items(), items->count});
    }
    if (!is_big && !n.big && n.small != INT64_MIN) {
      small = std::gcd(small, static_cast<std::uint64_t>(n.small < 0 ? -n.small : n.small));
      continue;
    }
    if (!is_big) {
      big = BigInt::from_unsigned(small);
      is_big = true;
    }
    const BigInt next = n.widened();
    if (!charge_gcd(vm, big.bit_length(), next.bit_length())) return Value::error();
    big = BigInt::gcd(big, next);
  }
  if (!is_big) return small <= INT64_MAX ? vm.integer(static_cast<std::int64_t>(small)) : make_int(vm, BigInt::from_unsigned(small));
  return make_int(vm, big.abs());
}

Value do_lcm(Vm& vm, Args args) {
  Tuple* items = args[0].as<Tuple>();
  BigInt result(1);
  for (std::uint32_t i = 0; i < items->count; ++i) {
    IntView n;
    switch (plain_int(vm, (*items)[i], n)) {
      case Plain::ok: break;
      case Plain::failed: return Value::error();
      case Plain::ask:
        return retry_with_ints(vm, [](Vm& inner, Args converted) -> Value {
          Value packed = inner.tuple(std::vector<Value>(converted.values, converted.values + converted.count));
          return do_lcm(inner, Args{&packed, 1});
        }, Args{items->items(), items->count});
    }
    if (n.is_zero()) {
      result = BigInt(0);
      continue;
    }
    if (result.is_zero()) continue;
    const BigInt next = n.widened().abs();
    if (!request_bits(vm, result.bit_length() + next.bit_length())) return Value::error();
    if (!charge_gcd(vm, result.bit_length(), next.bit_length())) return Value::error();
    BigInt quotient;
    BigInt::floor_divide(next, BigInt::gcd(result, next), &quotient, nullptr);
    result = result * quotient;
  }
  return make_int(vm, std::move(result));
}

Value do_isqrt(Vm& vm, Args args) {
  IntView n;
  switch (plain_int(vm, args[0], n)) {
    case Plain::ok: break;
    case Plain::failed: return Value::error();
    case Plain::ask: return retry_with_ints(vm, do_isqrt, args);
  }
  if (n.is_negative()) return vm.value_error("isqrt() argument must be nonnegative");
  const BigInt number = n.widened();
  if (!charge_product(vm, number.bit_length(), number.bit_length())) return Value::error();
  return make_int(vm, BigInt::isqrt(number));
}

constexpr std::uint64_t kMostSieved = 1 << 22;

/// n over k as a product of prime powers: the exponent of p is how often adding k and n - k carries in base p (Kummer).
/// No intermediate number is longer than the result.
BigInt combinations_by_primes(std::uint64_t n, std::uint64_t k) {
  std::vector<bool> composite(n + 1);
  std::vector<BigInt> factors;
  std::uint64_t pending = 1;
  for (std::uint64_t p = 2; p <= n; ++p) {
    if (composite[p]) continue;
    for (std::uint64_t multiple = p * p; multiple <= n; multiple += p) composite[multiple] = true;
    std::uint64_t carry = 0;
    for (std::uint64_t a = k, b = n - k; a > 0 || b > 0 || carry > 0; a /= p, b /= p) {
      carry = a % p + b % p + carry >= p;
      if (carry == 0) continue;
      if (pending >> 32) {
        factors.push_back(BigInt::from_unsigned(pending));
        pending = 1;
      }
      pending *= p;
    }
  }
  factors.push_back(BigInt::from_unsigned(pending));
  while (factors.size() > 1) {
    for (std::size_t i = 0; i + 1 < factors.size(); i += 2) factors[i / 2] = factors[i] * factors[i + 1];
    if (factors.size() % 2) factors[factors.size() / 2] = std::move(factors.back());
    factors.resize((factors.size() + 1) / 2);
  }
  return std::move(factors[0]);
}

/// n * (n-1) * ... of k factors, divided by k! when `combinations`.
Value choose(Vm& vm, const IntView& n, std::uint64_t k, bool combinations) {
  const std::size_t n_bits = n.bit_length();
  const bool by_primes = combinations && k > 100 && !n.big && static_cast<std::uint64_t>(n.small) <= kMostSieved;
  if (by_primes) {
    const auto top = static_cast<std::uint64_t>(n.small);
    if (!vm.charge_plain(n.small) || !afford(vm, 1, std::min(top, k * n_bits))) return Value::error();
    return make_int(vm, combinations_by_primes(top, k));
  }
  if (!afford(vm, k, n_bits)) return Value::error();
  BigInt product;
  if (!n.big) {
    const auto top = static_cast<std::uint64_t>(n.small);
    product = product_of_range(top - k + 1, top);
  } else {
    product = BigInt(1);
    BigInt factor = n.widened();
    const BigInt one(1);
    for (std::uint64_t i = 0; i < k; ++i) {
      product = product * factor;
      factor = factor - one;
    }
  }
  if (combinations && k > 1) {
    BigInt quotient;
    BigInt::floor_divide(product, product_of_range(1, k), &quotient, nullptr);
    product = std::move(quotient);
  }
  return make_int(vm, std::move(product));
}

Value do_comb(Vm& vm, Args args) {
  IntView n, k;
  Plain status = plain_int(vm, args[0], n);
  if (status == Plain::ok) status = plain_int(vm, args[1], k);
  if (status == Plain::ask) return retry_with_ints(vm, do_comb, args);
  if (status == Plain::failed) return Value::error();
  if (n.is_negative()) return vm.value_error("n must be a non-negative integer");
  if (k.is_negative()) return vm.value_error("k must be a non-negative integer");
  if (!n.big && !k.big) {
    if (k.small > n.small) return Value::small_int(0);
    return choose(vm, n, static_cast<std::uint64_t>(std::min(k.small, n.small - k.small)), true);
  }
  const BigInt rest = n.widened() - k.widened();
  if (rest.is_negative()) return Value::small_int(0);
  const BigInt factors = BigInt::compare(rest, k.widened()) < 0 ? rest : k.widened();
  if (!factors.fits_int64()) return vm.overflow_error("min(n - k, k) must not exceed ", INT64_MAX);
  return choose(vm, n, static_cast<std::uint64_t>(factors.to_int64()), true);
}

Value do_perm(Vm& vm, Args args) {
  if (!args.has(1) || args[1].is_none()) return do_factorial(vm, Args{args.values, 1});
  IntView n, k;
  Plain status = plain_int(vm, args[0], n);
  if (status == Plain::ok) status = plain_int(vm, args[1], k);
  if (status == Plain::ask) return retry_with_ints(vm, do_perm, args);
  if (status == Plain::failed) return Value::error();
  if (n.is_negative()) return vm.value_error("n must be a non-negative integer");
  if (k.is_negative()) return vm.value_error("k must be a non-negative integer");
  if (BigInt::compare(n.widened(), k.widened()) < 0) return Value::small_int(0);
  if (k.big) return vm.overflow_error("k must not exceed ", INT64_MAX);
  return choose(vm, n, static_cast<std::uint64_t>(k.small), false);
}

Task product(Vm& vm, Value iterable, Value result) {
  Value it = co_await vm.iter(iterable);
  if (it.is_error()) co_return it;
  for (std::int64_t n = 1;; ++n) {
    Value item = co_await vm.next(it);
    if (item.is_error()) co_return item;
    if (item.is_undefined()) co_return result;
    if (result.is_double() && item.is_double()) {
      result = Value::number(result.number() * item.number());
    } else {
      result = co_await vm.binary(result, item, Binary::mul);
      if (result.is_error()) co_return result;
    }
    if (n % 256 == 0) {
      Value paid = co_await vm.charge(256);
      if (paid.is_error()) co_return paid;
    }
  }
}
Value do_prod(Vm& vm, Args args) {
  return vm.start(product(vm, args[0], args.has(1) ? args[1] : Value::small_int(1)));
}

}  // namespace

const NativeDef kMathIntegerFunctions[] = {
    {"comb(n, k, /)", do_comb, "Number of ways to choose k items from n items without repetition and without order."},
    {"factorial(n, /)", do_factorial, "Find n!."},
    {"gcd(*integers)", do_gcd, "Greatest Common Divisor."},
    {"isqrt(n, /)", do_isqrt, "Return the integer part of the square root of the input."},
    {"lcm(*integers)", do_lcm, "Least Common Multiple."},
    {"perm(n, k=None, /)", do_perm, "Number of ways to choose k items from n items without repetition and with order."},
    {"prod(iterable, /, *, start=1)", do_prod, "Calculate the product of all the elements in the input iterable."},
    {},
};

}  // namespace logit::script
