// The table of the standard modules: a name, and what fills the module at its first import.
#include "script/lib/modules.h"

#include "base/embedded.h"
#include "script/lib/module_names.h"
#include "script_lib/library_text.h"

namespace logit::script {

namespace {

struct Row {
  const char* name;
  Value (*build)(Vm&, Module*);
  const char* file;  ///< text of this folder, or null
};

constexpr Row kRows[] = {
    {"__future__", nullptr, "future.py"},
    {"_collections", build_collections, nullptr},
    {"_files", build_files, nullptr},
    {"_functools", build_functools, nullptr},
    {"_heapq", build_heapq, nullptr},
    {"_json", build_json, nullptr},
    {"_machine", build_machine, nullptr},
    {"_random", build_random, nullptr},
    {"abc", nullptr, "abc.py"},
    {"bisect", build_bisect, nullptr},
    {"collections", nullptr, "collections.py"},
    {"collections.abc", nullptr, "collections_abc.py"},
    {"contextlib", nullptr, "contextlib.py"},
    {"copy", nullptr, "copy.py"},
    {"csv", nullptr, "csv.py"},
    {"dataclasses", nullptr, "dataclasses.py"},
    {"enum", nullptr, "enum.py"},
    {"fractions", nullptr, "fractions.py"},
    {"functools", nullptr, "functools.py"},
    {"heapq", nullptr, "heapq.py"},
    {"io", nullptr, "io.py"},
    {"itertools", build_itertools, nullptr},
    {"json", nullptr, "json.py"},
    {"json.decoder", nullptr, "json_decoder.py"},
    {"keyword", nullptr, "keyword.py"},
    {"math", build_math, nullptr},
    {"operator", build_operator, nullptr},
    {"os", nullptr, "os.py"},
    {"os.path", nullptr, "posixpath.py"},
    {"pprint", nullptr, "pprint.py"},
    {"random", nullptr, "random.py"},
    {"statistics", nullptr, "statistics.py"},
    {"string", nullptr, "string.py"},
    {"sys", build_sys, "sys.py"},
    {"textwrap", nullptr, "textwrap.py"},
    {"time", build_time, "time.py"},
    {"traceback", build_traceback, "traceback.py"},
    {"types", nullptr, "types.py"},
    {"typing", nullptr, "typing.py"},
    {"warnings", nullptr, "warnings.py"},
};

std::string_view text_of(std::string_view file) {
  for (const EmbeddedFile& embedded : library_text) {
    if (embedded.name == file) return embedded.text;
  }
  return {};
}

}  // namespace

void add_standard_modules(Vm& vm) {
  for (const Row& row : kRows) vm.add_module({row.name, row.build, row.file ? text_of(row.file) : std::string_view{}});
}

std::vector<std::string_view> standard_module_names() {
  std::vector<std::string_view> names;
  for (const Row& row : kRows)
    if (row.name[0] != '_' || row.name[1] == '_') names.emplace_back(row.name);
  return names;
}

}  // namespace logit::script
