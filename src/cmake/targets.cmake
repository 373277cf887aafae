# How a folder becomes a target. Used by every CMakeLists.txt of src/ and tests/:
#   logit_library(<name> [HOT|COLD] [NOTHROW] SOURCES a.cpp [HOT_SOURCES a.cpp] DEPENDS base events [LIBRARIES zlib])
#   logit_embed(<name> NAME <symbol> FILES a.py b.py)
#   logit_embed_binary(<name> NAME <symbol> FILE font.ttf)
#   logit_tests(<name> SOURCES x_test.cpp DEPENDS tensor)
# <name> is the folder's path below src/ with _ for /: base, script_vm.

set(LOGIT_EMBED_SCRIPTS "${CMAKE_CURRENT_LIST_DIR}")

# For our own code only; third-party code is compiled as its authors like it.
add_library(logit_warnings INTERFACE)
target_compile_options(logit_warnings INTERFACE -Wall -Wextra)

# The same bits in every build: multiply and add stay apart, no excess precision.
add_library(logit_numerics INTERFACE)
target_compile_options(logit_numerics INTERFACE -ffp-contract=off)

add_library(logit_sanitize INTERFACE)
if(LOGIT_SANITIZE)
  target_compile_options(logit_sanitize INTERFACE -fsanitize=${LOGIT_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(logit_sanitize INTERFACE -fsanitize=${LOGIT_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID MATCHES Clang AND LOGIT_SANITIZE MATCHES undefined)
    # What this check puts in front of each function, clang 14 cannot assemble for coroutines.
    target_compile_options(logit_sanitize INTERFACE -fno-sanitize=function)
  endif()
endif()

# Which lines of our own code the tests run: ./lab test --coverage.
if(LOGIT_COVERAGE)
  target_compile_options(logit_sanitize INTERFACE --coverage -O1 -fno-inline-small-functions)
  target_link_options(logit_sanitize INTERFACE --coverage)
endif()

# Web code of every target, ours or not, must agree on exceptions and SIMD: one wasm module, one ABI.
if(EMSCRIPTEN)
  add_compile_options(-fwasm-exceptions -msimd128)
  add_link_options(-fwasm-exceptions)
  # The page is downloaded before it runs: code is compiled for size, except for the folders marked HOT.
  set(CMAKE_C_FLAGS_RELEASE "-Os -DNDEBUG")
  set(CMAKE_CXX_FLAGS_RELEASE "-Os -DNDEBUG")
endif()

# The sources that are in the tree; what is only listed yet is mentioned, so that a half-written folder builds.
function(_logit_existing result target)
  set(found "")
  foreach(source IN LISTS ARGN)
    if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${source}")
      list(APPEND found ${source})
    else()
      message(WARNING "${target} lists ${source}, which is not there (yet)")
    endif()
  endforeach()
  set(${result} ${found} PARENT_SCOPE)
endfunction()

# Links `target` to our own folders; one that is not in the tree yet is only mentioned.
function(_logit_link_folders target scope)
  foreach(dep IN LISTS ARGN)
    string(REGEX REPLACE "^logit(_|::)" "" dep "${dep}")
    string(REPLACE "/" "_" dep "${dep}")
    if(TARGET logit_${dep})
      target_link_libraries(${target} ${scope} logit_${dep})
    else()
      message(WARNING "${target} depends on ${dep}, which has no target (yet)")
    endif()
  endforeach()
endfunction()

# Links `target` to third-party code by its name in dependencies.cmake, fetching it at first use.
function(_logit_link_libraries target scope)
  foreach(library IN LISTS ARGN)
    logit_third_party(${library})
    target_link_libraries(${target} ${scope} third_party::${library})
  endforeach()
endfunction()

# One folder of src/. DEPENDS names our folders (public); LIBRARIES third-party code (private, so that it
# stays behind this folder), PUBLIC_LIBRARIES the rare one whose types appear in our headers.
#
# The page is downloaded before it runs, so the web build compiles for size, and three words say where to depart from that:
# HOT (the folder) or HOT_SOURCES (some of its files): a script's speed depends on it. COLD: its size counts alone.
# NOTHROW: no C++ exception passes through this folder, so that the code which would clean up behind one is left out.
function(logit_library name)
  cmake_parse_arguments(ARG "HOT;COLD;NOTHROW" "" "SOURCES;HOT_SOURCES;DEPENDS;LIBRARIES;PUBLIC_LIBRARIES" ${ARGN})
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "logit_library(${name}): what is ${ARG_UNPARSED_ARGUMENTS}?")
  endif()
  string(REPLACE "/" "_" name "${name}")
  set(target logit_${name})
  _logit_existing(sources ${target} ${ARG_SOURCES})
  list(FILTER sources EXCLUDE REGEX "\\.(h|def)$")
  if(sources)
    set(scope PUBLIC)
    set(private_scope PRIVATE)
    add_library(${target} STATIC ${sources})
  else()  # headers only
    set(scope INTERFACE)
    set(private_scope INTERFACE)
    add_library(${target} INTERFACE)
  endif()
  add_library(logit::${name} ALIAS ${target})
  target_include_directories(${target} ${scope} "${PROJECT_SOURCE_DIR}/src" "${PROJECT_BINARY_DIR}/embed")
  target_compile_features(${target} ${scope} cxx_std_20)
  target_link_libraries(${target} ${private_scope} logit_warnings)
  if(EMSCRIPTEN AND ARG_HOT AND sources)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O3>)
  elseif(EMSCRIPTEN AND ARG_COLD AND sources)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-Oz>)
  endif()
  if(EMSCRIPTEN AND ARG_HOT_SOURCES)  # the last -O counts, and a file's options come after its folder's
    set_source_files_properties(${ARG_HOT_SOURCES} PROPERTIES COMPILE_OPTIONS $<$<CONFIG:Release>:-O3>)
  endif()
  if(EMSCRIPTEN AND ARG_NOTHROW AND sources)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-fno-exceptions>)
  endif()
  target_link_libraries(${target} ${scope} logit_numerics logit_sanitize)
  _logit_link_folders(${target} ${scope} ${ARG_DEPENDS})
  _logit_link_libraries(${target} ${private_scope} ${ARG_LIBRARIES})
  _logit_link_libraries(${target} ${scope} ${ARG_PUBLIC_LIBRARIES})
endfunction()

# Text files as `inline constexpr logit::EmbeddedFile <symbol>[]` ({name, text}, in namespace logit),
# in the generated header "<name>/<symbol>.h". Names are paths relative to the calling folder.
function(logit_embed name)
  cmake_parse_arguments(ARG "" "NAME" "FILES" ${ARGN})
  set(header "${PROJECT_BINARY_DIR}/embed/${name}/${ARG_NAME}.h")
  set(paths "")
  foreach(file IN LISTS ARG_FILES)
    get_filename_component(path "${file}" ABSOLUTE)
    list(APPEND paths "${path}")
  endforeach()
  add_custom_command(OUTPUT "${header}"
    COMMAND "${CMAKE_COMMAND}" "-DHEADER=${header}" "-DSYMBOL=${ARG_NAME}" "-DFILES=${paths}"
            "-DBASE=${CMAKE_CURRENT_SOURCE_DIR}" -P "${LOGIT_EMBED_SCRIPTS}/embed_text.cmake"
    DEPENDS ${paths} "${LOGIT_EMBED_SCRIPTS}/embed_text.cmake"
    COMMENT "Embedding ${name}/${ARG_NAME}.h" VERBATIM)
  _logit_generated_header(${name} "${header}")
endfunction()

# One binary file as `extern const unsigned char <symbol>[]` and `extern const unsigned <symbol>_size`
# (namespace logit), declared in the generated header "<name>/<symbol>.h".
function(logit_embed_binary name)
  cmake_parse_arguments(ARG "" "NAME;FILE" "" ${ARGN})
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  get_filename_component(path "${ARG_FILE}" ABSOLUTE)
  set(stem "${PROJECT_BINARY_DIR}/embed/${name}/${ARG_NAME}")
  add_custom_command(OUTPUT "${stem}.h" "${stem}.cpp"
    COMMAND "${Python3_EXECUTABLE}" "${LOGIT_EMBED_SCRIPTS}/embed_binary.py" "${path}" "${stem}" "${ARG_NAME}"
    DEPENDS "${path}" "${LOGIT_EMBED_SCRIPTS}/embed_binary.py"
    COMMENT "Embedding ${name}/${ARG_NAME}.h" VERBATIM)
  _logit_target_name(target ${name})
  target_sources(${target} PRIVATE "${stem}.cpp")
  _logit_generated_header(${name} "${stem}.h")
endfunction()

function(_logit_target_name result name)
  string(REPLACE "/" "_" name "${name}")
  if(NOT name MATCHES "^logit_")
    set(name logit_${name})
  endif()
  set(${result} ${name} PARENT_SCOPE)
endfunction()

# Whoever compiles against `name` waits for its generated header.
function(_logit_generated_header name header)
  _logit_target_name(target ${name})
  file(RELATIVE_PATH id "${PROJECT_BINARY_DIR}/embed" "${header}")
  string(MAKE_C_IDENTIFIER "embed_${id}" id)
  add_custom_target(${id} DEPENDS "${header}")
  add_dependencies(${target} ${id})
endfunction()

# A doctest executable logit_test_<name>, registered with ctest. main() comes from tests/unit_main.
function(logit_tests name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  if(NOT LOGIT_BUILD_TESTS)
    return()
  endif()
  string(REPLACE "/" "_" name "${name}")
  set(target logit_test_${name})
  _logit_existing(sources ${target} ${ARG_SOURCES})
  if(NOT sources)
    return()
  endif()
  add_executable(${target} ${sources})
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/src" "${PROJECT_SOURCE_DIR}/tests")
  target_compile_definitions(${target} PRIVATE LOGIT_TEST_DIR="${CMAKE_CURRENT_SOURCE_DIR}")
  target_link_libraries(${target} PRIVATE logit_unit_main logit_warnings logit_numerics logit_sanitize)
  _logit_link_folders(${target} PRIVATE ${ARG_DEPENDS})
  _logit_link_libraries(${target} PRIVATE ${ARG_LIBRARIES})
  add_test(NAME ${name} COMMAND ${target})
endfunction()
