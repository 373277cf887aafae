#include "lab/models/console_model.h"

#include <algorithm>
#include <cstdlib>

namespace logit::lab {

int traceback_line(const std::string& text) {
  const auto file = text.find("File \"");
  if (file == std::string::npos || text.find_first_not_of(' ') != file) return 0;
  const auto line = text.find("\", line ", file);
  return line == std::string::npos ? 0 : std::atoi(text.c_str() + line + 8);
}

void ConsoleModel::clear() {
  lines_.clear();
  bars_.clear();
  out_.clear();
  err_.clear();
  line_open_ = carriage_return_ = false;
  widest_ = 0;
  dropped_ = 0;
  ++revision_;
}

void ConsoleModel::end_line() {
  Line& line = lines_.back();
  if (line.stream == Stream::err) line.script_line = traceback_line(line.text);
  line_open_ = false;
}

void ConsoleModel::read(const Printed& printed) {
  ++revision_;
  (printed.stream == Stream::out ? out_ : err_) += printed.text;
  for (char c : printed.text) {
    if (line_open_ && lines_.back().stream != printed.stream) end_line();
    if (c == '\n') {
      if (!line_open_) lines_.push_back({printed.stream, {}, 0});
      end_line();
      carriage_return_ = false;
      continue;
    }
    if (c == '\r') {
      carriage_return_ = true;  // the next character begins the line anew, as a terminal does for progress bars
      continue;
    }
    if (!line_open_) {
      lines_.push_back({printed.stream, {}, 0});
      line_open_ = true;
    }
    if (carriage_return_) {
      lines_.back().text.clear();
      carriage_return_ = false;
    }
    lines_.back().text += c;
    widest_ = std::max(widest_, static_cast<int>(lines_.back().text.size()));
  }
  while (lines_.size() > kMaxLines) {
    lines_.pop_front();
    ++dropped_;
  }
}

void ConsoleModel::read(const ProgressMoved& moved) {
  ++revision_;
  for (Bar& bar : bars_) {
    if (bar.state.bar != moved.bar) continue;
    bar.state = moved;
    return;
  }
  // A finished bar makes room for the next one.
  if (bars_.size() >= kMaxBars) {
    auto gone = std::find_if(bars_.begin(), bars_.end(), [](const Bar& bar) { return bar.state.closed; });
    bars_.erase(gone == bars_.end() ? bars_.begin() : gone);
  }
  bars_.push_back({moved});
}

}  // namespace logit::lab
