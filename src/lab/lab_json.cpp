// What the page's JavaScript sees: state, widgets, the result of a run.
#include "base/format.h"
#include "lab/lab_impl.h"
#include "lab/models/json_text.h"

namespace logit::lab {

namespace {
const char* status_name(Status status) {
  switch (status) {
    case Status::idle: return "idle";
    case Status::running: return "running";
    case Status::waiting: return "waiting";
    case Status::paused: return "paused";
    case Status::finished: return "finished";
  }
  return "";
}

void write_tensor(JsonText& json, const TensorPreview& tensor) {
  json.begin_object().member("dtype", tensor.dtype).key("shape").begin_array();
  for (std::int64_t d : tensor.shape) json.value(d);
  json.end_array().key("values").begin_array();
  for (std::size_t i = 0; i < tensor.values.size() && i < 64; ++i) json.value(tensor.values[i]);
  json.end_array().end_object();
}
}  // namespace

std::string Lab::result_json() const {
  const Impl& lab = *impl_;
  JsonText json;
  json.begin_object();
  json.member("stdout", lab.run.console.text(Stream::out));
  json.member("stderr", lab.run.console.text(Stream::err));
  const bool finished = lab.session.status() == Status::finished;
  json.member("status", finished ? lab.session.exit_status() : -1);
  json.end_object();
  return json.text();
}

std::string Lab::state_json() const {
  const Impl& lab = *impl_;
  JsonText json;
  json.begin_object();
  json.member("status", status_name(lab.session.status()));
  json.member("running", lab.active);
  json.member("exitStatus", lab.session.status() == Status::finished ? lab.session.exit_status() : -1);
  json.member("script", lab.document.buffer.text());
  json.member("name", lab.document.name);
  json.member("line", lab.session.current_line());
  json.member("runs", lab.run_counter);
  json.member("stdout", lab.run.console.text(Stream::out));
  json.member("stderr", lab.run.console.text(Stream::err));
  json.key("error");
  if (lab.run.error) {
    json.begin_object().member("type", lab.run.error->type).member("message", lab.run.error->message);
    json.member("line", lab.run.error->line).member("column", lab.run.error->column).end_object();
  } else {
    json.null();
  }
  json.key("inline").begin_object();
  for (const auto& [line, entry] : lab.run.inline_values.entries()) {
    json.key(cat(line)).begin_object().member("name", entry.name).member("value", entry.value).member("gradient", entry.gradient).end_object();
  }
  json.end_object();
  json.key("graph");
  if (lab.run.graph) {
    json.begin_object().key("nodes").begin_array();
    for (const Graph::Node& node : lab.run.graph->nodes) {
      json.begin_object().member("name", node.name).member("op", node.op).member("symbol", node.symbol);
      json.member("ranOn", node.ran_on).member("ranBackOn", node.ran_back_on).key("value");
      write_tensor(json, node.value);
      json.key("grad");
      if (node.grad) write_tensor(json, *node.grad);
      else json.null();
      json.end_object();
    }
    json.end_array().member("edges", static_cast<std::int64_t>(lab.run.graph->edges.size())).end_object();
  } else {
    json.null();
  }
  json.member("chainRule", lab.graph.sentence());
  json.key("curve").begin_object().member("points", static_cast<std::int64_t>(lab.run.curves.current().loss().size()));
  json.member("earlierRuns", static_cast<std::int64_t>(lab.run.curves.earlier().size()));
  json.key("last");
  if (lab.run.curves.current().loss().size()) json.value(static_cast<double>(lab.run.curves.current().loss().back()));
  else json.null();
  json.end_object();
  json.member("steps", lab.run.backward_passes);
  json.member("epoch", lab.run.epoch);
  json.member("lesson", lab.world.lesson);
  json.key("lessons").begin_array();
  for (const Lesson& lesson : lab.book.lessons()) json.value(lesson.id);
  json.end_array();
  json.key("files").begin_array();
  for (const FileStore::Entry& file : lab.session.files().list()) json.value(file.name);
  json.end_array();
  json.key("scripts").begin_array();
  for (const ScriptShelf::Entry& entry : lab.shelf.entries()) json.value(entry.name);
  json.end_array();
  json.member("kept", lab.document.kept);
  json.member("figures", static_cast<std::int64_t>(lab.run.figures.figures().size()));
  json.member("language", lab.settings.language == Language::vi ? "vi" : "en");
  json.member("backend", backend_name(lab.settings.backend));
  json.member("deviceProducts", lab.session.device_products());
  json.member("dark", lab.settings.dark);
  json.member("textScale", static_cast<double>(lab.settings.text_scale));
  json.member("banner", lab.banner.text);
  json.member("tab", lab.world.console_tab);
  json.member("panel", lab.world.phone_panel);
  json.member("instructions", lab.session.instructions());
  json.member("memory", lab.session.memory_bytes());
  json.end_object();
  return json.text();
}

std::string Lab::widgets_json() const {
  const Impl& lab = *impl_;
  const double to_css = 1.0 / static_cast<double>(lab.density);
  JsonText json;
  json.begin_array();
  for (const Widget& w : lab.registry.widgets()) {
    json.begin_object().member("id", static_cast<std::int64_t>(w.id)).member("label", w.label).member("kind", role(w.kind));
    json.member("x", w.x * to_css).member("y", w.y * to_css).member("width", w.width * to_css).member("height", w.height * to_css);
    json.member("enabled", w.enabled).member("on", w.on).member("value", w.value).end_object();
  }
  json.end_array();
  return json.text();
}

}  // namespace logit::lab
