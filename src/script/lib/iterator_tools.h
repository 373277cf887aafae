// What the iterators of `itertools` share: knowing which iterators never run script code, and the boilerplate of native types.
#pragma once

#include <cstddef>
#include <cstdint>

#include "script/vm/vm.h"

namespace logit::script {

/// The base of iterators that pull items from another one.
struct Puller : Object {
  Value source;            ///< an iterator; undefined once exhausted
  std::uint8_t plain = 0;  ///< plain_levels() of `source`: its slot can be called directly
};

/// Not 0: next() of this iterator is a plain native function for good (iterators of built-in containers, and those of itertools that
/// are made of such), so many of them one within the other. They call each other on the C++ stack, hence the most.
std::uint8_t plain_levels(Vm& vm, const Value& iterator);
constexpr std::uint8_t kMostPlainLevels = 32;

/// Direct call of the slot; only for plain iterators.
inline Value pull(Vm& vm, const Value& iterator) { return iterator.object()->type->slots.next(vm, iterator); }

inline Value itself(Vm&, const Value& self) { return self; }

/// Adds types to a module: vm.add_type(module, vm.type_for(spec)) for each.
template <std::size_t N>
void add_types(Vm& vm, Module* module, const TypeSpec* const (&specs)[N]) {
  for (const TypeSpec* spec : specs) vm.add_type(module, vm.type_for(*spec));
}

/// TypeError for keyword arguments given to a constructor that takes none is left to the binder; this one awaits an iterator for
/// `iterable` and stores it in `puller`.
Task start_pulling(Vm& vm, Value puller, Value iterable);

// The constructors of the combinatoric iterators, in itertools_combine.cpp.
extern const TypeSpec kProductSpec, kPermutationsSpec, kCombinationsSpec, kCombinationsWithReplacementSpec;

}  // namespace logit::script
