"""Writes the licence texts of everything in the page into one file: collect_licenses.py OUT NAME=FOLDER..."""
import os
import re
import sys

out, *sources = sys.argv[1:]
with open(out, 'w', encoding='utf-8') as text:
    for source in sources:
        name, _, folder = source.partition('=')
        if not os.path.isdir(folder):
            continue
        files = sorted(f for f in os.listdir(folder) if re.match(r'(LICEN[CS]E|COPY)', f, re.I)
                       and os.path.isfile(os.path.join(folder, f)))
        # QR-Code-generator keeps its licence in its read-me.
        files = files or [f for f in sorted(os.listdir(folder)) if f.lower().startswith('readme')][:1]
        for file in files:
            with open(os.path.join(folder, file), encoding='utf-8', errors='replace') as f:
                text.write(f'==== {name}: {file}\n\n{f.read().strip()}\n\n\n')
