// Vm: the machine of one session, as native code and its owner see it.
//
// Owner's side: load_main(source), then run(budget) until it says finished or error; the machine can stop after any
// instruction and go on later. Native side: raise, calls, conversions, operations. See objects/native.h for
// functions, task.h for functions that call back, define() for types, add_module() for modules.
//
// Operations come in two forms. Inside a Task: `Value v = co_await vm.repr(x)`. Inside a plain function, as its last act:
// `return vm.start_repr(x)`: the result of that operation becomes the function's result. A start_ function
// may return Value::pending(), and then a frame has been pushed: return it at once and touch nothing.
//
// A native module, complete (lib/ shows many):
//     constexpr NativeDef kFunctions[] = {{"clamp(x, /, low=0.0)", do_clamp, "Not below low."}, {}};
//     Value build_demo(Vm& vm, Module* module) {            // runs at the first import
//       if (!vm.set_attribute(module, "pi", Value::number(3.14))) return Value::error();
//       vm.add_functions(module, kFunctions);
//       vm.add_type(module, vm.type_for(kPointSpec));
//       return Value::none();
//     }
//     vm.add_module({"demo", build_demo});
//
// A native type:
//     struct Point : Object { double x = 0, y = 0; };
//     Value point_repr(Vm& vm, const Value& self) { ... return vm.str(text); }
//     Value point_new(Vm& vm, Args args) {                  // args[0] is the class
//       auto point = vm.allocate<Point>(args[0]); ...; return point;
//     }
//     Value point_norm(Vm& vm, Args args) { Point* p = args[0].as<Point>(); ... }
//     constexpr NativeDef kPointNew{"Point(x, y)", point_new};
//     constexpr NativeDef kPointMethods[] = {{"norm()", point_norm}, {}};
//     const TypeSpec kPointSpec{.name = "Point", .module = "demo", .instance_bytes = sizeof(Point),
//                               .slots = {.repr = point_repr}, .construct = &kPointNew, .methods = kPointMethods};
// Objects holding Values fill slots.dealloc with &drop<Point> (calls ~Point) and slots.traverse; see vm.h drop().
#pragma once

#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/format.h"
#include "script/objects/function.h"
#include "script/vm/frame.h"
#include "script/vm/host.h"
#include "script/vm/task.h"

namespace logit::script {

/// The built-in types by member name: vm.types.int_, vm.types.list, vm.types.value_error, ...
struct Types {
  Type* object = nullptr;
  Type* type = nullptr;
#define TYPE(member, name, global) Type* member = nullptr;
#include "script/objects/types.def"
#undef TYPE
#define EXCEPTION(member, name, base) Type* member = nullptr;
#include "script/objects/exceptions.def"
#undef EXCEPTION
};

/// Interned names: vm.names.__init__, ...
struct Names {
#define NAME(name) Str* name = nullptr;
#include "script/objects/names.def"
#undef NAME
};

enum class RunStatus : std::uint8_t {
  finished,       ///< the main script came to its end
  error,          ///< an exception was not caught; it was reported on stderr, see Vm::exit_status
  out_of_budget,  ///< call run again
  waiting,        ///< the script sleeps: call run again at Vm::wake_time (host's steady clock) or later
  breakpoint,     ///< at the start of a line with a breakpoint, or breakpoint() was called
  line,           ///< a step by line is done
};

enum class Step : std::uint8_t { none, into, over, out };

/// What one call of run may spend.
struct Budget {
  std::int64_t instructions = INT64_MAX;
  bool precise = false;     ///< count and stop exactly; needed for stepping and breakpoints
  Step step = Step::none;   ///< stop at the next line event of that kind
};

/// One frame for a debugger or a traceback.
struct FrameInfo {
  std::string function;     ///< "<module>", "forward"
  std::uint32_t line = 0;
  bool is_library = false;
  Dict* globals = nullptr;  ///< of the module it belongs to
  struct Variable {
    std::string name;
    Value value;            ///< undefined: not bound yet
  };
  std::vector<Variable> locals;
};

/// A module that can be imported: native (build fills it) or written in the language (source).
struct ModuleDef {
  std::string name;                        ///< "collections", "os.path"
  Value (*build)(Vm&, Module*) = nullptr;  ///< plain; None or error. With `source`: runs first
  std::string_view source = {};            ///< library source; its frames stay out of tracebacks
};

class Vm {
 public:
  explicit Vm(Host& host);
  ~Vm();
  Vm(const Vm&) = delete;
  Vm& operator=(const Vm&) = delete;

  // --- owner's side ------------------------------------------------------------------------------------------

  /// Compiles `source` (UTF-8) as the main program. False: a syntax error was reported on stderr.
  bool load_main(std::string_view source, std::string_view file_name = "<script>");
  /// Whether load_main compiles instructions that call Host::noted; off at first.
  void set_notes(bool on) { notes_ = on; }
  /// Goes on until something happens.
  RunStatus run(Budget budget = {});
  /// 0, 1, or what sys.exit said; valid when finished or error.
  int exit_status() const { return exit_status_; }
  double wake_time() const { return wake_time_; }
  /// Instructions executed so far (counted at calls and jumps back unless precise).
  std::int64_t steps() const { return steps_; }
  /// In all runs together; beyond it the script ends with an error that no handler catches.
  void set_step_limit(std::int64_t steps) { step_limit_ = steps; }
  void set_memory_limit(std::uint64_t bytes) { heap.set_limit(bytes); }
  /// Innermost frame first.
  std::vector<FrameInfo> frames(bool with_locals = true) const;
  /// Line about to be executed, 0 when there is none.
  std::uint32_t current_line() const;
  /// Makes the current run return out_of_budget: before the next instruction when it is precise, else at the next call or jump
  /// back.
  void stop_soon() {
    owed_ += budget_;
    budget_ = 0;
  }
  /// What an expression gives in a frame of frames(true), or in the module (null), while the script stands still. Takes nothing
  /// from the script's budget; it may run so many instructions of its own.
  struct Evaluation {
    Value value;         ///< undefined: see error
    std::string text;    ///< its repr; empty for list, tuple and dict
    std::string error;   ///< "NameError: name 'x' is not defined"
  };
  Evaluation evaluate(std::string_view expression, const FrameInfo* in, std::int64_t instructions);
  /// Lines of the main script (from 1) where a precise run stops.
  void set_breakpoints(std::vector<std::uint32_t> lines) { breakpoints_ = std::move(lines); }
  /// What ended the script, so that an editor can mark the place; null if nothing went wrong. Filled by load_main (syntax errors)
  /// and when an exception was not caught.
  struct Uncaught {
    std::string type, message;       ///< "NameError", without the type
    std::uint32_t line = 0;          ///< innermost line of the main script; 0: none
    int column = 0, end_column = 0;  ///< UTF-8 byte offsets from 0; equal when unknown
  };
  const Uncaught* uncaught() const { return uncaught_.get(); }
  /// KeyboardInterrupt at the next instruction, as Ctrl+C does; the second request ends the script whatever it catches.
  void request_stop() {
    ++stop_requests_;
    interrupt_ = true;
  }
  /// sys.argv[1:].
  void set_arguments(std::vector<std::string> arguments) { arguments_ = std::move(arguments); }
  const std::vector<std::string>& arguments() const { return arguments_; }
  /// Makes a module importable. Later definitions of the same name win.
  void add_module(ModuleDef def);
  /// Namespace of the main script.
  Dict* main_globals() const { return main_globals_; }
  Dict* builtins() const { return builtins_; }

  // --- errors ------------------------------------------------------------------------------------------------

  /// Sets an exception of this class with one argument, the message. Returns Value::error().
  Value raise(Type* type, std::string_view message);
  /// With any argument: KeyError(key).
  Value raise_value(Type* type, Value argument);
  /// Sets an exception object.
  Value raise_object(Value exception);
  template <class... Pieces>
  Value type_error(const Pieces&... pieces) { return raise(types.type_error, cat(pieces...)); }
  template <class... Pieces>
  Value value_error(const Pieces&... pieces) { return raise(types.value_error, cat(pieces...)); }
  template <class... Pieces>
  Value index_error(const Pieces&... pieces) { return raise(types.index_error, cat(pieces...)); }
  template <class... Pieces>
  Value runtime_error(const Pieces&... pieces) { return raise(types.runtime_error, cat(pieces...)); }
  template <class... Pieces>
  Value overflow_error(const Pieces&... pieces) { return raise(types.overflow_error, cat(pieces...)); }
  Value key_error(Value key) { return raise_value(types.key_error, std::move(key)); }
  /// "'list' object has no attribute 'x'" with what suggestions need.
  Value attribute_error(const Value& object, Str* name);
  /// The exception that is set; clear_error() takes it away (after handling it).
  const Value& exception() const { return exception_; }
  Value take_exception() { return std::move(exception_); }
  bool error_is(const Type* type) const { return exception_.is_object() && exception_.object()->type->is_subtype(type); }
  void clear_error() { exception_ = Value(); }
  /// The exception being handled by the innermost except block (sys.exc_info), or undefined.
  Value handled_exception() const;
  /// "Traceback ...": exactly what CPython prints for an uncaught exception, chain included.
  std::string format_exception(const Value& exception, bool chain = true);
  /// The same, where __str__ of a class of the script may be needed: a str.
  Value start_format_exception(const Value& exception, bool chain = true);
  /// "ValueError: text" lines and notes, without the traceback. `str_text`: str(exception) if already known.
  std::string format_exception_only(const Value& exception);
  Value start_format_exception_only(const Value& exception);

  // --- making values -----------------------------------------------------------------------------------------

  Value str(std::string_view utf8) { return str_from_utf8(heap, types.str, utf8); }
  Value str(const std::u32string& text) { return str_from_code_points(heap, types.str, text.data(), text.size()); }
  /// Interned: for names.
  Str* intern(std::string_view utf8);
  Str* intern(Str* text);
  /// An int of any size (a big one when it does not fit).
  Value integer(std::int64_t i) { return Value::fits_small_int(i) ? Value::small_int(i) : big_integer(i); }
  Value tuple(std::vector<Value> items);
  template <class... Items>
  Value tuple_of(Items... items) {
    Ref<Tuple> tuple = new_tuple(heap, types.tuple, sizeof...(items));
    std::size_t i = 0;
    (((*tuple)[i++] = Value(std::move(items))), ...);
    return tuple;
  }
  Ref<Tuple> new_tuple_of(std::size_t count) { return new_tuple(heap, types.tuple, count); }
  Ref<List> new_list() { return heap.make<List>(types.list); }
  Ref<Dict> new_dict() { return heap.make<Dict>(types.dict); }
  const Value& empty_tuple() const { return empty_tuple_; }
  /// An instance for a native constructor: `class_value` is args[0], T's own type or a class of the script derived from it.
  template <class T>
  Ref<T> allocate(const Value& class_value) {
    Type* type = class_value.as<Type>();
    Ref<T> object = heap.make_sized<T>(type, instance_bytes(type, sizeof(T)));
    init_attributes(type, object.get());
    return object;
  }
  /// The same for the two types whose items follow the object: `count` undefined items; a copy of `text`.
  Ref<Tuple> allocate_tuple(const Value& class_value, std::size_t count);
  Ref<Str> allocate_str(const Value& class_value, const Str& text);

  // --- looking at values -------------------------------------------------------------------------------------

  Type* type_of(const Value& value) const {
    if (value.is_object()) [[likely]] return value.object()->type;
    if (value.is_small_int()) return types.int_;
    if (value.is_double()) return types.float_;
    return immediate_types_[(value.bits() & 7)];
  }
  bool is_instance(const Value& value, const Type* type) const { return type_of(value)->is_subtype(type); }
  std::string type_name(const Value& value) const { return type_of(value)->name_str()->utf8(); }
  bool is_str(const Value& v) const { return v.is_object() && v.object()->type->is_subtype(types.str); }
  bool is_int(const Value& v) const {  ///< bool included
    return v.is_small_int() || v.is_bool() || (v.is_object() && v.object()->type->is_subtype(types.int_));
  }
  bool is_float(const Value& v) const { return v.is_double() || (v.is_object() && v.object()->type->is_subtype(types.float_)); }
  bool is_list(const Value& v) const { return v.is_object() && v.object()->type->is_subtype(types.list); }
  bool is_tuple(const Value& v) const { return v.is_object() && v.object()->type->is_subtype(types.tuple); }
  bool is_dict(const Value& v) const { return v.is_object() && v.object()->type->is_subtype(types.dict); }

  // Conversions without script code; false: an exception is set. Objects with __index__/__float__ of the script: use
  // co_await vm.index(x) / vm.to_float(x) first.
  /// int, bool or float (or a big int) as double. Else TypeError "must be real number, not str".
  bool to_double(const Value& value, double& out);
  /// int or bool that fits 64 bits; else TypeError "'str' object cannot be interpreted as an integer" or OverflowError.
  bool to_int64(const Value& value, std::int64_t& out);
  /// As to_int64, but clipped to the range of std::int64_t (slice bounds, counts).
  bool to_clipped(const Value& value, std::int64_t& out);
  /// str, else TypeError with `what` ("join() argument").
  bool to_text(const Value& value, std::string& out, std::string_view what);

  // --- operations ------------------------------------------------------------------------------------------------
  // start_x: last act of a plain function. x: awaited inside a Task. Results are values, errors as usual.

  Value start(Task task);
  /// Takes back a task that start() has begun and that has not run: for who must have an answer at once or none.
  void forget_start();
  Value start_call(const Value& callee, const Value* args, std::size_t count, Tuple* keywords = nullptr);
  Value start_method(const Value& object, Str* name, const Value* args, std::size_t count);
  Value start_repr(const Value& value);                       ///< a str
  Value start_str(const Value& value);
  Value start_ascii(const Value& value);
  Value start_format(const Value& value, const Value& spec);  ///< spec: a str
  Value start_truth(const Value& value);                      ///< a bool
  Value start_hash(const Value& value);                       ///< an int
  Value start_len(const Value& value);                        ///< a small int
  Value start_compare(const Value& left, const Value& right, Compare op);
  Value start_equal(const Value& left, const Value& right);   ///< a bool: identity or == (containers' rule)
  Value start_less(const Value& left, const Value& right);    ///< a bool: truth of <
  Value start_binary(const Value& left, const Value& right, Binary op);
  Value start_inplace(const Value& left, const Value& right, Binary op);
  Value start_unary(const Value& value, Unary op);
  Value start_iter(const Value& value);
  Value start_next(const Value& iterator);                    ///< undefined when exhausted (Task); StopIteration if returned
  Value start_getattr(const Value& object, Str* name);
  Value start_setattr(const Value& object, Str* name, const Value& value);  ///< undefined value: delete
  Value start_getitem(const Value& object, const Value& key);
  Value start_setitem(const Value& object, const Value& key, const Value& value);
  Value start_contains(const Value& container, const Value& item);          ///< a bool
  Value start_index(const Value& value);                      ///< an int (small or big)
  Value start_float(const Value& value);                      ///< a float, as float(x) for numbers
  Value start_list(const Value& iterable);                    ///< a new List of all items
  Value start_tuple(const Value& iterable);                   ///< a Tuple of all items
  Value start_is_instance(const Value& object, const Value& class_or_tuple);
  Value start_is_subclass(const Value& type, const Value& class_or_tuple);

  template <class... Args>
  Await call(const Value& callee, const Args&... args) {
    const Value array[] = {Value(args)..., Value()};
    return Await(start_call(callee, array, sizeof...(args)));
  }
  Await call_with(const Value& callee, const std::vector<Value>& args, Tuple* keywords = nullptr) {
    return Await(start_call(callee, args.data(), args.size() - (keywords ? keywords->count : 0), keywords));
  }
  template <class... Args>
  Await call_method(const Value& object, Str* name, const Args&... args) {
    const Value array[] = {Value(args)..., Value()};
    return Await(start_method(object, name, array, sizeof...(args)));
  }
  Await run_task(Task task) { return Await(start(std::move(task))); }
  Await repr(const Value& v) { return Await(start_repr(v)); }
  Await to_str(const Value& v) { return Await(start_str(v)); }
  Await format(const Value& v, const Value& spec) { return Await(start_format(v, spec)); }
  Await truth(const Value& v) { return Await(start_truth(v)); }
  Await hash(const Value& v) { return Await(start_hash(v)); }
  Await len(const Value& v) { return Await(start_len(v)); }
  Await compare(const Value& a, const Value& b, Compare op) { return Await(start_compare(a, b, op)); }
  Await equal(const Value& a, const Value& b) { return counted(start_equal(a, b)); }
  Await less(const Value& a, const Value& b) { return counted(start_less(a, b)); }
  Await binary(const Value& a, const Value& b, Binary op) { return Await(start_binary(a, b, op)); }
  Await inplace(const Value& a, const Value& b, Binary op) { return Await(start_inplace(a, b, op)); }
  Await unary(const Value& v, Unary op) { return Await(start_unary(v, op)); }
  Await iter(const Value& v) { return Await(start_iter(v)); }
  /// The next item; undefined when exhausted.
  Await next(const Value& iterator) { return counted(next_or_stop(iterator), true); }
  Await getattr(const Value& v, Str* name) { return Await(start_getattr(v, name)); }
  Await setattr(const Value& v, Str* name, const Value& x) { return Await(start_setattr(v, name, x)); }
  Await getitem(const Value& v, const Value& key) { return counted(start_getitem(v, key)); }
  Await setitem(const Value& v, const Value& key, const Value& x) { return counted(start_setitem(v, key, x)); }
  Await contains(const Value& v, const Value& item) { return Await(start_contains(v, item)); }
  Await index(const Value& v) { return Await(start_index(v)); }
  Await to_float(const Value& v) { return Await(start_float(v)); }
  Await list_of(const Value& iterable) { return Await(start_list(iterable)); }
  Await tuple_from(const Value& iterable) { return Await(start_tuple(iterable)); }
  /// An operation's result as something to wait for. One that is there at once costs one instruction and, when the slice is
  /// used up, pauses the task first: so no loop over native operations keeps the machine from stopping.
  Await counted(Value value, bool wants_stop = false) {
    if (--budget_ > 0 || !value.ok()) return Await(std::move(value), wants_stop);
    return pause_with(std::move(value));
  }
  /// Spends n instructions of the budget; the task pauses here when the slice is used up. Result: None or an error.
  Await charge(std::int64_t n);
  /// The same for plain functions, which cannot pause: only counts; false: the step limit is reached (error set).
  bool charge_plain(std::int64_t n);
  /// Pauses the script for so many seconds (RunStatus::waiting).
  Await sleep(double seconds);
  /// Pauses with RunStatus::breakpoint.
  Await pause();
  /// Attribute lookup without script code: a borrowed-free value, undefined when there is none (no exception) or when finding out
  /// would take script code.
  Value getattr_plain(const Value& object, Str* name);
  /// Attribute of the class (dunder lookup), bound to nothing; null if there is none.
  const Value* lookup_special(const Value& object, const Str* name) const { return type_of(object)->lookup(name); }
  /// Can be called.
  bool is_callable(const Value& value) const;

  // --- dicts ---------------------------------------------------------------------------------------------------

  /// Hash without script code; false when it would take some, or when unhashable (no exception set).
  bool plain_hash(const Value& value, std::uint64_t& out);
  /// 1 equal, 0 not, -1: comparing takes script code (or is deep). Numbers, strings, None, tuples of such, identity.
  int plain_equal(const Value& a, const Value& b);
  /// The value, undefined when absent, error (unhashable, or raised in __eq__). May be pending.
  Value start_dict_get(Dict* dict, const Value& key);
  Value start_dict_set(Dict* dict, const Value& key, const Value& value);   ///< None
  Value start_dict_remove(Dict* dict, const Value& key);                    ///< the value, or undefined when absent
  Await dict_get(Dict* dict, const Value& key) { return Await(start_dict_get(dict, key)); }
  Await dict_set(Dict* dict, const Value& key, const Value& v) { return Await(start_dict_set(dict, key, v)); }
  Await dict_remove(Dict* dict, const Value& key) { return Await(start_dict_remove(dict, key)); }

  // --- types, functions, modules ---------------------------------------------------------------------------------

  /// Completes `type` (one of vm.types) from the spec, or makes a new type.
  Type* define(const TypeSpec& spec, Type* type = nullptr);
  /// The type made from this spec, made at the first call: for types that are not in types.def. `spec` must be static.
  Type* type_for(const TypeSpec& spec);
  /// The type made from this spec if it exists already, else null (for quick "is it one of mine" checks).
  Type* type_if_made(const TypeSpec& spec) const;
  /// `def` must be static. `self` is bound as hidden first argument when given.
  Value native_function(const NativeDef& def, Value self = {}, std::string_view module = "builtins");
  void add_functions(Module* module, const NativeDef* defs);
  void add_type(Module* module, Type* type);
  bool set_attribute(Module* module, std::string_view name, Value value) {
    return module->dict->set(heap, intern(name), std::move(value));
  }
  void add_builtin(std::string_view name, Value value);
  void add_builtins(const NativeDef* defs);
  /// The module, imported if need be (with its parents).
  Value start_import(std::string_view name);
  Await import(std::string_view name) { return Await(start_import(name)); }
  /// What the import statement does: the module, or its top package when `from_list` is None.
  Value start_import_name(const Str* name, const Value& from_list, std::int64_t level);
  const ModuleDef* module_def(const std::string& name) const;
  /// The module if it has been imported, else undefined.
  Value imported(std::string_view name);
  /// Attributes of any object that keeps some (instances, functions): as Dict, made live on demand.
  Dict* attribute_dict(const Value& object);
  /// Names for dir(object), sorted.
  std::vector<std::string> dir(const Value& object);

  void write(Stream stream, std::string_view text) { host.write(stream, text); }

  /// To guard repr of containers against themselves: true if `object` was not yet in the list and has been added.
  bool enter_repr(const Object* object);
  void leave_repr(const Object* object);

  ShapeTree shapes;  // outlives the heap: instances being dropped ask their shapes
  Heap heap;
  Types types;
  Names names;
  Host& host;
  /// One-letter strings below U+0100, made on demand: see objects/text.h.
  std::vector<Value> characters;
  /// The owner's own data, for native code that it adds (the tensor bindings keep their types here).
  void* extension = nullptr;

  // --- for the code of this folder and of objects/ -----------------------------------------------------------------

  /// iter(callable, sentinel).
  Value callable_iterator(const Value& callable, const Value& sentinel);
  /// Bytes of an instance of `type` whose native part takes so many; attributes of a script class come after it.
  std::size_t instance_bytes(const Type* type, std::size_t native_bytes) const;
  /// To be called once on a fresh instance.
  void init_attributes(const Type* type, Object* object);
  /// The native function being called, for wrappers that serve many slots.
  const NativeFunction* callee() const { return callee_; }
  /// The innermost script frame (null while none runs): for super(), globals(), locals().
  Frame* script_frame() const;
  /// Calls special method `name` of `self`'s class with self and the arguments; undefined when there is none.
  Value start_special(const Value& self, Str* name, const Value* args = nullptr, std::size_t count = 0);
  /// Attribute lookup as object.__getattribute__ does it, without __getattr__.
  Value generic_getattr(const Value& self, Str* name);
  Value generic_setattr(const Value& self, Str* name, const Value& value);
  /// Sets or deletes (undefined) an attribute of a class and brings slots and versions up to date.
  Value set_type_attribute(Type* type, Str* name, const Value& value);
  /// A new class of the script: type(name, bases, namespace), without __set_name__ and __init_subclass__.
  Value make_class(Str* name, const std::vector<Type*>& bases, Dict* names, Type* metatype);
  /// Runs a class body in a fresh namespace; the result is what the body returns (its __class__ cell or None).
  Value start_class_body(const Value& function, Dict* names);
  /// An instance of a class of the script or of `object`, attributes empty.
  Value allocate_instance(Type* type);
  /// The same for a class with Type::direct_init: room for the attributes is there already. The caller owns the reference.
  Instance* make_instance(Type* type);
  Value start_type_call(Type* type, const Value* args, std::size_t positional, Tuple* keywords);
  /// generator.send / throw / next. `value` undefined: next.
  Value start_generator(Generator* generator, const Value& value);
  /// Makes `frame`, just pushed, the generator's: variables and stack are copied to `base`.
  void enter_generator(Generator* generator, Frame* frame, Value* base, Value* result);
  /// Goes on after the yield, with `value` or by raising the exception that is set.
  Value resume_generator(Generator* generator, const Value& value, bool raising);
  Value start_close_generator(const Value& generator);
  void drop_generator(Generator* generator);
  /// A function without defaults or closure: what runs a module.
  Value make_function(Code* code, Dict* globals);
  /// Makes the code object (and those inside it) of a unit.
  Value make_code(const std::shared_ptr<const bytecode::CodeUnit>& unit);
  Value make_constant(const bytecode::Constant& constant);
  Value bind_method(const Value& function, const Value& self);
  Value new_exception(Type* type, Value args_tuple);
  bool is_type_object(const Object* object) const { return object->type->is_subtype(types.type); }
  void raise_memory_error(std::uint64_t bytes);
  bool needs_finalizer(Object* object);
  /// Makes the machine look around at the next call or jump back (finalizers, memory, collection).
  void interrupt() {
    interrupt_ = true;
    owed_ += budget_;
    budget_ = 0;
  }
  std::uint32_t recursion_limit() const { return recursion_limit_; }
  void set_recursion_limit(std::uint32_t limit) { recursion_limit_ = limit; }
  std::uint32_t depth() const { return depth_; }
  const std::string& file_name() const { return file_name_; }
  /// A source line of the main script, for tracebacks.
  std::string source_line(std::uint32_t line) const;
  Dict* modules() const { return modules_.get(); }
  /// SyntaxError text on stderr and the like: ends the script.
  void report_uncaught();

 private:
  friend struct Interpreter;
  friend struct Bootstrap;
  friend class Heap;

  Await pause_with(Value value);
  Value big_integer(std::int64_t i);
  Value next_or_stop(const Value& iterator);
  Value start_truth_by_len(const Value& value);
  static Task run_init(Vm& vm, Value instance, Value init, std::vector<Value> args, Value keywords);
  static Task index_to_float(Vm& vm, Value value);

  // Frames and calls (frames.cpp, calls.cpp).
  Frame* push_frame();
  void pop_frame();
  /// `from` if `slots` values fit there; else `count` values are moved to another chunk, which becomes `chunk`.
  Value* ensure_stack(Value* from, std::size_t count, std::size_t slots, StackChunk*& chunk);
  Value* stack_top();
  /// callee[0] callable, callee[1] self or undefined, then the arguments. Consumes them all unless pending.
  Value call_on_stack(Value* callee, std::uint32_t positional, Tuple* keywords);
  Value call_function(Value* callee, Function* function, Value* args, std::uint32_t positional, Tuple* keywords,
                      Dict* names = nullptr);
  Value call_native(Value* callee, NativeFunction* function, Value* args, std::uint32_t positional, Tuple* keywords);
  Value call_type(Value* callee, Type* type, Value* args, std::uint32_t positional, Tuple* keywords);
  Value finish_call(Value* callee, Value* end, StackChunk* chunk, Value result);
  bool bind_arguments(Function* function, Value* base, std::uint32_t positional, Tuple* keywords);
  bool bind_native(const NativeFunction* function, Value* args, std::uint32_t positional, Tuple* keywords);
  static void release_range(Value* from, Value* to);
  Value recursion_error();
  void add_traceback(Frame* frame);
  void set_context(Exception* exception);
  void release_finalizable_globals();
  /// Runs frames, spending budget_, until the sentinel bottom_ is reached or something else happens.
  RunStatus go_on();

  Type* immediate_types_[8] = {};
  Value empty_tuple_;
  Value exception_;                  ///< being raised
  Value handled_;                    ///< being handled by the innermost except block of the current generator or of the script
  Dict* builtins_ = nullptr;
  Dict* main_globals_ = nullptr;
  Ref<Dict> interned_;
  Ref<Dict> modules_;
  std::unordered_map<std::string, ModuleDef> module_defs_;
  std::unordered_map<const TypeSpec*, Type*> spec_types_;
  std::vector<const Object*> repr_guard_;
  std::vector<std::uint32_t> breakpoints_;
  std::unique_ptr<Uncaught> uncaught_;
  int stop_requests_ = 0, stops_raised_ = 0;
  std::vector<std::string> arguments_;
  std::string file_name_ = "<script>";
  bool notes_ = false;
  std::string source_;
  std::vector<std::uint32_t> line_starts_;

  const NativeFunction* callee_ = nullptr;
  Frame* frame_ = nullptr;           ///< innermost
  Frame* bottom_ = nullptr;          ///< the sentinel below all frames
  StackChunk* chunks_ = nullptr;
  std::uint32_t depth_ = 0;          ///< script frames
  std::uint32_t native_depth_ = 0;   ///< Task frames
  std::uint32_t recursion_limit_ = 1000;
  std::int64_t budget_ = 0;          ///< left in this run; counted down by the interpreter
  std::int64_t owed_ = 0;            ///< part of the budget that interrupt() has put aside
  std::int64_t steps_ = 0, step_limit_ = INT64_MAX;
  bool limit_hit_ = false;           ///< the exception set is beyond handlers
  bool suspended_ = false;           ///< a Task pauses without having pushed a frame
  RunStatus suspend_status_ = RunStatus::out_of_budget;
  bool interrupt_ = false;           ///< finalizers, memory or collection want attention at the next safe point
  bool memory_reported_ = false;
  double wake_time_ = 0;
  int exit_status_ = 0;
  bool ended_ = false;
  bool reporting_ = false;           ///< printing the uncaught exception
  bool settled_ = false;             ///< over, but for finalizers
  Value finished_value_;             ///< what the main script's frame returned
  Value resume_value_;               ///< what a paused Task is given when it goes on
  Value stop_value_;                 ///< what the generator that just ended returned
  Str* binary_names_[kBinaryCount] = {};
  Str* compare_names_[6] = {};
  Str* build_class_name_ = nullptr;
  const Frame* event_frame_ = nullptr;  ///< where the last line event stopped
  std::uint32_t event_position_ = 0, event_depth_ = 0;
  Step step_ = Step::none;
  std::uint32_t step_depth_ = 0;
  std::uint32_t step_line_ = 0;
  struct CachedLookup {
    std::uint32_t version = 0;
    const Str* name = nullptr;
    const Value* value = nullptr;
  };

 public:
  static constexpr std::size_t kLookupCacheSize = 2048;
  std::vector<CachedLookup> lookup_cache = std::vector<CachedLookup>(kLookupCacheSize);
};

inline void Vm::enter_generator(Generator* generator, Frame* frame, Value* base, Value* result) {
  Code* code = generator->code;
  const std::size_t used = code->local_count + generator->stack_depth;
  std::memcpy(static_cast<void*>(base), static_cast<const void*>(generator->slots), used * sizeof(Value));
  ++depth_;
  frame->kind = FrameKind::generator;
  frame->base = frame->clean = base;
  frame->result = result;
  frame->sp = base + used;
  frame->code = code;
  frame->function = generator->function.as<Function>();
  frame->own_function = false;
  frame->globals = frame->function->globals;
  frame->names = nullptr;
  frame->ip = code->instructions.data() + generator->next_instruction;
  frame->on_result = OnResult::push;
  frame->raise_on_entry = false;
  frame->line = 0;
  retain(generator);
  frame->generator = generator;
  generator->state = Generator::State::running;
  generator->delegating = false;
  frame->held = std::move(handled_);
  handled_ = std::move(generator->handled);
}

/// For TypeSpec::slots.dealloc: runs T's destructor (its Values let go), attributes included when T has them.
template <class T>
void drop(Heap&, Object* object) {
  static_cast<T*>(object)->~T();
}

}  // namespace logit::script
