# The programs, linked from the folders' libraries:
#   native   logit        window and command line (src/shell/main.cpp); without the lab, the command line only
#   web      logit.js     the page: a function createLogit(), called by web/loader.js
#            logit-run.js the command line in Node, with the same engine objects
#
# What the shell needs from the linker on top of this (exported functions, JavaScript libraries) it says itself, as
# PUBLIC link options of logit_shell.
set(LOGIT_WEB_MEMORY 512MB CACHE STRING "Most memory that the WebAssembly module may grow to")

function(_logit_program name main)
  add_executable(${name} "${PROJECT_SOURCE_DIR}/src/${main}")
  target_link_libraries(${name} PRIVATE logit_warnings ${ARGN})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
endfunction()

set(_logit_has_cli NO)
if(TARGET logit_cli AND EXISTS "${PROJECT_SOURCE_DIR}/src/cli/main.cpp")
  set(_logit_has_cli YES)
endif()
set(_logit_has_shell NO)
if(TARGET logit_shell AND EXISTS "${PROJECT_SOURCE_DIR}/src/shell/main.cpp")
  set(_logit_has_shell YES)
endif()

if(EMSCRIPTEN)
  set(web_options
    -sDYNAMIC_EXECUTION=0        # nothing that a strict Content-Security-Policy forbids
    -sALLOW_MEMORY_GROWTH=1 -sINITIAL_MEMORY=32MB -sMAXIMUM_MEMORY=${LOGIT_WEB_MEMORY}
    -sSTACK_SIZE=4MB             # the parser and the reverse walk recurse
    -sASSERTIONS=0 -sSUPPORT_LONGJMP=0)
  if(_logit_has_cli)
    _logit_program(logit-run cli/main.cpp logit_cli)
    target_link_options(logit-run PRIVATE ${web_options}
      -sENVIRONMENT=node -sNODERAWFS=1 -sEXIT_RUNTIME=1 -sINCOMING_MODULE_JS_API=[])
  endif()
  if(_logit_has_shell)
    _logit_program(logit shell/main.cpp logit_shell)
    target_link_options(logit PRIVATE ${web_options}
      -sENVIRONMENT=web,worker -sFILESYSTEM=0 -sMODULARIZE=1 -sEXPORT_NAME=createLogit
      -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2
      -sGL_SUPPORT_AUTOMATIC_ENABLE_EXTENSIONS=0)  # none is used, and asking for each takes its time
    # The folder that a web host serves: our page, with content hashes in the names, and all licences.
    find_package(Python3 REQUIRED COMPONENTS Interpreter)
    file(GLOB page_files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/web/*" "${PROJECT_SOURCE_DIR}/shaders/*.wgsl")
    get_property(third_party GLOBAL PROPERTY LOGIT_THIRD_PARTY)
    set(assemble "${PROJECT_SOURCE_DIR}/src/cmake/assemble_site.py")
    set(licenses "${PROJECT_SOURCE_DIR}/src/cmake/collect_licenses.py")
    add_custom_command(OUTPUT "${PROJECT_BINARY_DIR}/licenses.txt"
      COMMAND "${Python3_EXECUTABLE}" "${licenses}" "${PROJECT_BINARY_DIR}/licenses.txt"
              "logit=${PROJECT_SOURCE_DIR}" ${third_party} "fonts=${LOGIT_FONT_SUBSETS}"
              "musl=${EMSCRIPTEN_ROOT_PATH}/system/lib/libc/musl" "libc++=${EMSCRIPTEN_ROOT_PATH}/system/lib/libcxx"
      DEPENDS "${licenses}" COMMENT "Collecting the licences" VERBATIM)
    add_custom_command(OUTPUT "${PROJECT_BINARY_DIR}/site/index.html"
      COMMAND "${Python3_EXECUTABLE}" "${assemble}" "${PROJECT_BINARY_DIR}/site" "${PROJECT_SOURCE_DIR}/web"
              "${PROJECT_SOURCE_DIR}/shaders"
              "$<TARGET_FILE:logit>" "$<TARGET_FILE_DIR:logit>/logit.wasm" "${PROJECT_BINARY_DIR}/licenses.txt"
      DEPENDS logit ${page_files} "${assemble}" "${PROJECT_BINARY_DIR}/licenses.txt"
      COMMENT "Assembling the site" VERBATIM)
    add_custom_target(site ALL DEPENDS "${PROJECT_BINARY_DIR}/site/index.html")
  endif()
elseif(_logit_has_shell)
  _logit_program(logit shell/main.cpp logit_shell)
elseif(_logit_has_cli)
  _logit_program(logit cli/main.cpp logit_cli)
endif()
