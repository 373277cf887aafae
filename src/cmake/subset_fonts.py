"""Cuts the lab's four fonts down to what it can show: subset_fonts.py FONT_DIR OUT_DIR (needs fontTools).

FONT_DIR has dejavu/ and jetbrains-mono/ as Debian installs them; OUT_DIR gets font_sans.ttf, font_sans_bold.ttf,
font_mono.ttf and font_mono_bold.ttf, and the licences that Debian installs beside the fonts. A glyph that a font lacks
is left out.
"""
import os
import shutil
import sys

from fontTools import subset

FONTS = {
    'font_sans': 'dejavu/DejaVuSans.ttf',
    'font_sans_bold': 'dejavu/DejaVuSans-Bold.ttf',
    'font_mono': 'jetbrains-mono/JetBrainsMono-Regular.ttf',
    'font_mono_bold': 'jetbrains-mono/JetBrainsMono-Bold.ttf',
}

# The ranges of src/lab/fonts.cpp and some room around them.
RANGES = (
    '0020-007E 00A0-017F 01A0-01A1 01AF-01B0 0218-021B 02BC 02C6-02DD 1E9E '  # Latin
    '1EA0-1EF9 0300-0309 031B 0323 '                      # all of Vietnamese, also as combining marks
    '0386-03CE 03D1 03D5 '                                # Greek
    '2010-2027 202F-203A 2044 2070-209C 20AB-20AC '       # quotes, super- and subscripts, dong
    '2102 2113 2115 211D 2124 2200-2265 226A-226B 2282-228B 2295-2299 22A4-22A5 22C0-22C6 22EE-22F1 2308-230B 27E8-27E9 '
    '2190-2199 21A6 21B3-21B5 21BA-21BB 21D0-21D4 21E7 2318 23CE '  # arrows and keys
    '2500-257F 2580-2595 25A0-25A1 25AA-25AB 25B2-25C7 25CA-25CF 25E6 2605-2606 2713-2717 FFFD')  # lines, shapes


# The bold monospaced face is for the numbers of the chain rule alone, and no bold text draws boxes.
NUMBERS = '0020-007E 00A0 00D7 2026 2212 221E'
LINES = '2500-257F 2580-2595'


def code_points(ranges):
    points = set()
    for item in ranges.split():
        first, _, last = item.partition('-')
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points


def main():
    font_dir, out_dir = sys.argv[1:]
    os.makedirs(out_dir, exist_ok=True)
    # ImGui's rasteriser knows outlines and advances only; name 13 is the licence.
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=False, name_IDs=[0, 1, 2, 13])
    options.drop_tables += ['GSUB', 'GPOS', 'GDEF', 'kern', 'FFTM']
    for name, source in FONTS.items():
        font = subset.load_font(os.path.join(font_dir, source), options)
        subsetter = subset.Subsetter(options)
        points = code_points(NUMBERS if name == 'font_mono_bold' else RANGES)
        subsetter.populate(unicodes=points - code_points(LINES) if name == 'font_sans_bold' else points)
        subsetter.subset(font)
        subset.save_font(font, os.path.join(out_dir, name + '.ttf'), options)
    for package in ('fonts-dejavu-core', 'fonts-jetbrains-mono'):
        path = f'/usr/share/doc/{package}/copyright'
        if os.path.exists(path):  # a slim system leaves it out
            shutil.copyfile(path, os.path.join(out_dir, f'LICENSE-{package}.txt'))


main()
