// Feeds arbitrary bytes to the decoder of links, as they stand and as the inflated text behind a valid checksum would: it
// must end, stay within its bounds, say one of its reasons, and what it opens must survive being linked again.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "share/export.h"
#include "share/link.h"
#include "share/qr_code.h"

namespace share = logit::share;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  share::State switches;
  share::read_switches(text, switches);
  const auto opened = share::decode(text);
  if (opened.ok()) {
    const share::State& state = opened.value().state;
    LOGIT_ASSERT(state.script.size() <= share::kMaxInflated, "more text than a link may hold");
    LOGIT_ASSERT(state.files.size() <= share::kMaxFiles, "more files than a link may hold");
    std::size_t bytes = 0;
    for (const share::File& file : state.files) bytes += file.bytes.size();
    LOGIT_ASSERT(bytes <= share::kMaxFileBytes, "more bytes of files than a link may hold");
    const auto again = share::decode(share::encode(state));
    // What is longer than a link may be is refused, never changed.
    if (again.ok()) LOGIT_ASSERT(again.value().state == state && again.value().lost.empty(), "a link changes what it carries");
  } else {
    const auto reasons = share::reasons();
    const bool known = std::any_of(reasons.begin(), reasons.end(), [&](std::string_view reason) {
      return opened.reason().starts_with(reason.substr(0, reason.find("{}")));
    });
    LOGIT_ASSERT(known, "a reason that no table of strings knows");
  }
  // A script of these bytes: whatever they are, the link opens again, and other programs get well-formed files.
  share::State state;
  state.script = text.substr(0, size / 2);
  state.files = {{"data.bin", std::string(text.substr(size / 2))}};
  const auto linked = share::decode(share::encode(state));
  LOGIT_ASSERT(linked.ok() || size > 1000, "a small script that makes no link");
  if (linked.ok() && !linked.value().state.files.empty()) {
    LOGIT_ASSERT(linked.value().state.files[0].bytes == state.files[0].bytes, "a link changes a data file");
  }
  share::notebook(text, "fuzz", "#");
  share::markdown(text, "fuzz", "#");
  if (size < 40) share::qr_code(text);  // slow to choose its mask
  return 0;
}
