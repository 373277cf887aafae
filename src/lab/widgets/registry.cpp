#include "lab/widgets/registry.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <cstring>

namespace logit::lab {

std::string_view role(Kind kind) {
  switch (kind) {
    case Kind::button: return "button";
    case Kind::tab: return "tab";
    case Kind::toggle: return "switch";
    case Kind::menu_item: return "menuitem";
    case Kind::text_field: return "textbox";
    case Kind::slider: return "slider";
    case Kind::separator: return "separator";
    case Kind::text: return "text";
    case Kind::node: return "option";
  }
  return "";
}

void Registry::attach(ImGuiContext* context) {
  context->TestEngine = this;
  context->TestEngineHookItems = true;
}

void Registry::begin_frame() { now_.clear(); }

void Registry::end_frame() {
  const auto same = [](const Widget& a, const Widget& b) {
    return a.id == b.id && a.label == b.label && a.kind == b.kind && a.x == b.x && a.y == b.y && a.width == b.width &&
           a.height == b.height && a.enabled == b.enabled && a.on == b.on && a.value == b.value;
  };
  bool changed = now_.size() != shown_.size();
  for (std::size_t i = 0; i < now_.size() && !changed; ++i) changed = !same(now_[i], shown_[i]);
  if (!changed) return;
  shown_.swap(now_);
  ++revision_;
}

void Registry::add(Widget widget) { now_.push_back(std::move(widget)); }

bool Registry::take_activation(unsigned id) {
  if (activated_ != id || id == 0) return false;
  activated_ = 0;
  return true;
}

}  // namespace logit::lab

// ---- what Dear ImGui calls for each of its own items ---------------------------------------------------------

void ImGuiTestEngineHook_ItemAdd(ImGuiContext*, ImGuiID, const ImRect&, const ImGuiLastItemData*) {}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext* context, ImGuiID id, const char* label, ImGuiItemStatusFlags flags) {
  using namespace logit::lab;
  auto* registry = static_cast<Registry*>(context->TestEngine);
  // Windows and regions report themselves as items too; they are nothing to press.
  if (!registry || !label || !*label || label[0] == '#' || std::strncmp(label, "logit", 5) == 0) return;
  const ImRect& rect = context->LastItemData.Rect;
  Widget widget;
  widget.id = id;
  const char* end = std::strstr(label, "##");
  widget.label = end ? std::string(label, end) : std::string(label);
  if (flags & ImGuiItemStatusFlags_Checkable) widget.kind = Kind::toggle;
  if (flags & ImGuiItemStatusFlags_Inputable) widget.kind = Kind::text_field;
  widget.on = flags & ImGuiItemStatusFlags_Checked;
  widget.x = rect.Min.x;
  widget.y = rect.Min.y;
  widget.width = rect.GetWidth();
  widget.height = rect.GetHeight();
  registry->add(std::move(widget));
}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }
