"""Writes a binary file as a C++ byte array: embed_binary.py INPUT STEM SYMBOL makes STEM.h and STEM.cpp."""
import os
import sys

source, stem, symbol = sys.argv[1:]
with open(source, 'rb') as f:
    data = f.read()
os.makedirs(os.path.dirname(stem), exist_ok=True)

with open(stem + '.h', 'w') as f:
    f.write('// Generated from a binary file by logit_embed_binary.\n#pragma once\n\nnamespace logit {\n\n'
            f'extern const unsigned char {symbol}[];\nextern const unsigned {symbol}_size;  ///< in bytes\n\n'
            '}  // namespace logit\n')

with open(stem + '.cpp', 'w') as f:
    f.write(f'#include "{os.path.basename(stem)}.h"\n\nnamespace logit {{\n\nconst unsigned char {symbol}[] = {{\n')
    for at in range(0, len(data), 32):
        f.write(','.join(map(str, data[at:at + 32])) + ',\n')
    f.write(f'}};\nconst unsigned {symbol}_size = {len(data)};\n\n}}  // namespace logit\n')
