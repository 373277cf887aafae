// Writes JSON for the page: state, widgets, results. Writing needs no library; reading is share/'s business.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace logit::lab {

class JsonText {
 public:
  JsonText& begin_object() { return open('{'); }
  JsonText& end_object() { return close('}'); }
  JsonText& begin_array() { return open('['); }
  JsonText& end_array() { return close(']'); }
  JsonText& key(std::string_view name);
  JsonText& value(std::string_view text);
  JsonText& value(const char* text) { return value(std::string_view(text)); }
  JsonText& value(double number);
  JsonText& value(std::int64_t number);
  JsonText& value(int number) { return value(static_cast<std::int64_t>(number)); }
  JsonText& value(std::uint64_t number) { return value(static_cast<std::int64_t>(number)); }
  JsonText& value(bool truth);
  JsonText& null();
  template <class V>
  JsonText& member(std::string_view name, const V& v) {
    return key(name).value(v);
  }
  const std::string& text() const { return out_; }

 private:
  JsonText& open(char bracket);
  JsonText& close(char bracket);
  void separate();
  std::string out_;
  bool comma_ = false;
};

}  // namespace logit::lab
