# The lab's four fonts, cut down to the glyphs that it can show and put into the program:
#   logit_embed_fonts(lab)   makes "lab/font_sans.h", font_sans_bold, font_mono, font_mono_bold (logit_embed_binary)
# The fonts come from the system; LOGIT_FONT_DIR is where Debian installs them.
set(LOGIT_FONT_DIR /usr/share/fonts/truetype CACHE PATH "Folder with dejavu/ and jetbrains-mono/")

# The ranges of src/lab/fonts.cpp and room around them: Latin with all of Vietnamese, combining marks, Greek,
# super- and subscripts, arrows, mathematics, lines, blocks and shapes. A glyph that a font lacks is left out.
set(LOGIT_FONT_RANGES
  U+0020-007E U+00A0-017F U+01A0-01A1 U+01AF-01B0 U+0218-021B U+02BC U+02C6-02DD U+0300-0309 U+031B U+0323
  U+0386-03CE U+03D1 U+03D5 U+1EA0-1EF9 U+1E9E U+2010-2027 U+202F-203A U+2044 U+2070-209C U+20AB-20AC U+2102
  U+2113 U+2115 U+211D U+2124 U+2190-2199 U+21A6 U+21B3-21B5 U+21BA-21BB U+21D0-21D4 U+21E7 U+2200-2265 U+226A-226B
  U+2282-228B U+2295-2299 U+22A4-22A5 U+22C0-22C6 U+22EE-22F1 U+2308-230B U+2318 U+23CE U+2500-257F
  U+2580-2595 U+25A0-25A1 U+25AA-25AB U+25B2-25C7 U+25CA-25CF U+25E6 U+2605-2606 U+2713-2717 U+27E8-27E9 U+FFFD)

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
  _logit_find_fonttools()
  list(JOIN LOGIT_FONT_RANGES "," ranges)
  foreach(font
      "font_sans:dejavu/DejaVuSans.ttf" "font_sans_bold:dejavu/DejaVuSans-Bold.ttf"
      "font_mono:jetbrains-mono/JetBrainsMono-Regular.ttf" "font_mono_bold:jetbrains-mono/JetBrainsMono-Bold.ttf")
    string(REGEX MATCH "^(.*):(.*)$" _ "${font}")
    set(symbol "${CMAKE_MATCH_1}")
    set(source "${LOGIT_FONT_DIR}/${CMAKE_MATCH_2}")
    set(subset "${PROJECT_BINARY_DIR}/fonts/${symbol}.ttf")
    if(NOT EXISTS "${source}")
      message(FATAL_ERROR "${source} is missing: install fonts-dejavu-core and fonts-jetbrains-mono or set LOGIT_FONT_DIR")
    endif()
    add_custom_command(OUTPUT "${subset}"
      COMMAND "${CMAKE_COMMAND}" -E make_directory "${PROJECT_BINARY_DIR}/fonts"
      COMMAND "${LOGIT_FONTTOOLS_PYTHON}" -m fontTools.subset "${source}" "--output-file=${subset}" "--unicodes=${ranges}"
              --no-hinting --layout-features= --drop-tables+=GSUB,GPOS,GDEF,kern --name-IDs=0,1,2,13 --no-notdef-outline
      DEPENDS "${source}" COMMENT "Subsetting ${symbol}" VERBATIM)
    logit_embed_binary(${name} NAME ${symbol} FILE "${subset}")
  endforeach()
endfunction()
