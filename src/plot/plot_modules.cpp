// The native part: a figure made of dicts and lists of floats becomes a Figure. Everything about matplotlib's rules is in the
// Python files; here only names of keys are known.
#include "plot/plot_modules.h"

#include <memory>

#include "events/event.h"
#include "plot/plot_text.h"

namespace logit::plot {

namespace {

using namespace script;

// Reads a dict of plain values; what is absent or None keeps its default.
class Reader {
 public:
  Reader(Vm& vm, const Value& value) : vm_(vm), dict_(vm.is_dict(value) ? value.as<Dict>() : nullptr) {}

  const Value* find(const char* key) const {
    const Value* value = dict_ ? dict_->get(vm_.intern(key)) : nullptr;
    return value && !value->is_none() ? value : nullptr;
  }
  void read(const char* key, std::string& out) const {
    if (const Value* value = find(key); value && vm_.is_str(*value)) out = value->as<Str>()->utf8();
  }
  void read(const char* key, bool& out) const {
    if (const Value* value = find(key)) out = value->is_true();
  }
  void read(const char* key, double& out) const {
    if (const Value* value = find(key)) out = number(*value);
  }
  void read(const char* key, std::optional<double>& out) const {
    if (const Value* value = find(key)) out = number(*value);
  }
  void read(const char* key, std::int64_t& out) const {
    if (const Value* value = find(key)) out = static_cast<std::int64_t>(number(*value));
  }
  void read(const char* key, Figure::Color& out) const {
    if (const Value* value = find(key)) out = static_cast<Figure::Color>(number(*value));
  }
  template <class Item, class Take>
  void each(const char* key, std::vector<Item>& out, Take&& take) const {
    const Value* value = find(key);
    if (!value || !value->is_exact(vm_.types.list)) return;
    const List& list = *value->as<List>();
    out.reserve(list.count);
    for (std::size_t i = 0; i < list.count; ++i) out.push_back(take(list.items[i]));
  }
  void read(const char* key, std::vector<double>& out) const {
    each(key, out, [this](const Value& v) { return number(v); });
  }
  void read(const char* key, std::vector<Figure::Color>& out) const {
    each(key, out, [this](const Value& v) { return static_cast<Figure::Color>(number(v)); });
  }
  void read(const char* key, std::vector<std::string>& out) const {
    each(key, out, [this](const Value& v) { return vm_.is_str(v) ? v.as<Str>()->utf8() : std::string(); });
  }

 private:
  double number(const Value& value) const {
    double out = 0;
    if (!vm_.to_double(value, out)) vm_.clear_error();
    return out;
  }

  Vm& vm_;
  Dict* dict_;
};

Figure::Artist::Kind kind_of(const std::string& name) {
  using Kind = Figure::Artist::Kind;
  const struct {
    const char* name;
    Kind kind;
  } kinds[] = {{"line", Kind::line}, {"points", Kind::points}, {"bars", Kind::bars}, {"area", Kind::area}, {"image", Kind::image},
               {"contour", Kind::contour}, {"contour_fill", Kind::contour_fill}, {"horizontal", Kind::horizontal},
               {"vertical", Kind::vertical}, {"text", Kind::text}};
  for (const auto& known : kinds)
    if (name == known.name) return known.kind;
  return Kind::line;
}

Figure::Artist artist_of(Vm& vm, const Value& value) {
  const Reader reader(vm, value);
  Figure::Artist out;
  std::string kind;
  reader.read("kind", kind);
  out.kind = kind_of(kind);
  reader.read("x", out.x), reader.read("y", out.y), reader.read("z", out.z), reader.read("w", out.w), reader.read("h", out.h);
  reader.read("levels", out.levels), reader.read("sizes", out.sizes), reader.read("colors", out.colors);
  reader.read("label", out.label), reader.read("text", out.text), reader.read("style", out.style), reader.read("marker", out.marker);
  reader.read("align", out.align), reader.read("width", out.width), reader.read("size", out.size), reader.read("edge", out.edge);
  reader.read("columns", out.columns);
  return out;
}

Figure::Axis axis_of(Vm& vm, const Value* value) {
  Figure::Axis out;
  if (!value) return out;
  const Reader reader(vm, *value);
  reader.read("label", out.label), reader.read("low", out.low), reader.read("high", out.high);
  reader.read("log", out.logarithmic), reader.read("inverted", out.inverted), reader.read("tick_labels", out.tick_labels);
  if (reader.find("ticks")) reader.read("ticks", out.ticks.emplace());
  return out;
}

Figure::Axes axes_of(Vm& vm, const Value& value) {
  const Reader reader(vm, value);
  Figure::Axes out;
  reader.read("left", out.left), reader.read("bottom", out.bottom), reader.read("width", out.width), reader.read("height", out.height);
  reader.read("title", out.title), reader.read("grid", out.grid), reader.read("frame", out.frame), reader.read("equal", out.equal);
  reader.read("legend", out.legend), reader.read("legend_place", out.legend_place);
  out.x = axis_of(vm, reader.find("x"));
  out.y = axis_of(vm, reader.find("y"));
  reader.each("artists", out.artists, [&](const Value& artist) { return artist_of(vm, artist); });
  return out;
}

// show(figure): True if somebody looks.
Value do_show(Vm& vm, Args args) {
  const Reader reader(vm, args[0]);
  auto figure = std::make_shared<Figure>();
  reader.read("number", figure->number), reader.read("width", figure->width), reader.read("height", figure->height);
  reader.read("title", figure->title), reader.read("file", figure->file);
  reader.each("axes", figure->axes, [&](const Value& axes) { return axes_of(vm, axes); });
  return Value::boolean(vm.host.show(FigureShown{std::move(figure)}));
}

Value do_progress(Vm& vm, Args args) {
  const Reader reader(vm, args[0]);
  ProgressMoved event;
  reader.read("bar", event.bar), reader.read("description", event.description), reader.read("done", event.done);
  reader.read("total", event.total), reader.read("seconds", event.seconds), reader.read("postfix", event.postfix);
  reader.read("closed", event.closed);
  return Value::boolean(vm.host.show(std::move(event)));
}

constexpr NativeDef kFunctions[] = {{"show(figure, /)", do_show}, {"progress(bar, /)", do_progress}, {}};

Value build_native(Vm& vm, Module* module) {
  vm.add_functions(module, kFunctions);
  return Value::none();
}

}  // namespace

void add_plot_modules(Vm& vm) {
  vm.add_module({"_plot", build_native});
  const struct {
    const char* module;
    const char* file;
  } modules[] = {{"matplotlib", "matplotlib.py"}, {"matplotlib.pyplot", "pyplot.py"}, {"matplotlib._axes", "axes.py"},
                 {"matplotlib.colors", "colors.py"}, {"matplotlib.cm", "colormaps.py"},
                 {"tqdm", "tqdm.py"}, {"tqdm.auto", "tqdm.py"}, {"tqdm.notebook", "tqdm.py"}};
  for (const auto& entry : modules) {
    for (const EmbeddedFile& file : plot_text) {
      if (file.name == entry.file) vm.add_module({entry.module, nullptr, file.text});
    }
  }
}

}  // namespace logit::plot
