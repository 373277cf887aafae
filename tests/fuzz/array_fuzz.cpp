// Feeds arbitrary bytes to the readers of data files: .npy and tables of numbers in text. They must end, ask for no more memory than
// the bytes can mean, say what is wrong as a ValueError, and what they read must survive being written and read again.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/assert.h"
#include "base/error.h"
#include "tensor/array_file.h"
#include "tensor/array_print.h"
#include "tensor/context.h"

using namespace logit;

namespace {

void read_as_npy(std::string_view bytes) {
  const Tensor array = read_npy(bytes);
  LOGIT_ASSERT(array.numel() == 0 || static_cast<std::size_t>(array.numel()) <= bytes.size(), "more elements than bytes");
  const std::string written = write_npy(array);
  const Tensor again = read_npy(written);
  LOGIT_ASSERT(again.dtype() == array.dtype() && again.sizes() == array.sizes(), "an array changes on its way through a file");
  LOGIT_ASSERT(write_npy(again) == written, "an array's elements change on their way through a file");
  array_repr(array, {});
}

void read_as_table(std::string_view bytes, const TableOptions& options) {
  const Tensor table = read_table(bytes, options);
  LOGIT_ASSERT(table.dim() == 2 && static_cast<std::size_t>(table.numel()) <= (bytes.size() + 1) * (options.columns.size() + 1),
               "more numbers than the text can hold");
  array_text(table, {}, " ", 0, 0);
}

template <class Body>
void tolerate(Body&& body) {
  try {
    body();
  } catch (const Error& error) {
    LOGIT_ASSERT(error.kind() == ErrorKind::value_error || error.kind() == ErrorKind::runtime_error ||
                     error.kind() == ErrorKind::memory_error,
                 "a damaged file is a ValueError");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Context context;
  context.memory.limit = 64 << 20;
  ContextScope scope(context);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  tolerate([&] { read_as_npy(bytes); });
  tolerate([&] { read_as_table(bytes, {}); });
  TableOptions csv;
  csv.delimiter = ",";
  csv.missing = 0.0;
  tolerate([&] { read_as_table(bytes, csv); });
  csv.columns = {0, -1};
  csv.skip_rows = 1;
  csv.missing.reset();
  tolerate([&] { read_as_table(bytes, csv); });
  return 0;
}
