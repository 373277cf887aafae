# The lab's four fonts, cut down to the glyphs that it can show and put into the program:
#   logit_embed_fonts(lab)   makes "lab/font_sans.h", font_sans_bold, font_mono, font_mono_bold (logit_embed_binary)
# The fonts come from the system. ./lab cuts them beforehand, once for all builds (LOGIT_FONT_SUBSETS); otherwise the
# build does it with subset_fonts.py.
set(LOGIT_FONT_SUBSETS "" CACHE PATH "Folder with font_sans.ttf, font_sans_bold.ttf, font_mono.ttf, font_mono_bold.ttf")
set(LOGIT_FONT_DIR /usr/share/fonts/truetype CACHE PATH "Folder with dejavu/ and jetbrains-mono/")

set(LOGIT_SUBSET_FONTS "${CMAKE_CURRENT_LIST_DIR}/subset_fonts.py")

# A python3 that has fontTools: the system's own one, which has it as a package, before any other on PATH.
function(_logit_find_fonttools)
  if(LOGIT_FONTTOOLS_PYTHON)
    return()
  endif()
  foreach(python /usr/bin/python3 python3)
    execute_process(COMMAND "${python}" -c "import fontTools.subset" RESULT_VARIABLE status ERROR_QUIET)
    if(status EQUAL 0)
      set(LOGIT_FONTTOOLS_PYTHON "${python}" CACHE STRING "A python3 that has fontTools")
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "no python3 has fontTools: install python3-fonttools or set LOGIT_FONTTOOLS_PYTHON")
endfunction()

function(logit_embed_fonts name)
  set(symbols font_sans font_sans_bold font_mono font_mono_bold)
  set(dir "${LOGIT_FONT_SUBSETS}")
  if(NOT dir)
    _logit_find_fonttools()
    set(dir "${PROJECT_BINARY_DIR}/fonts")
    list(TRANSFORM symbols REPLACE "(.+)" "${dir}/\\1.ttf" OUTPUT_VARIABLE files)
    add_custom_command(OUTPUT ${files}
      COMMAND "${LOGIT_FONTTOOLS_PYTHON}" "${LOGIT_SUBSET_FONTS}" "${LOGIT_FONT_DIR}" "${dir}"
      DEPENDS "${LOGIT_SUBSET_FONTS}" COMMENT "Subsetting the fonts" VERBATIM)
  endif()
  foreach(symbol IN LISTS symbols)
    logit_embed_binary(${name} NAME ${symbol} FILE "${dir}/${symbol}.ttf")
  endforeach()
endfunction()
