"""How long a script becomes as a link, beside deflate without the dictionary and beside LZ-string's URI form."""
import base64
import glob
import json
import os
import re
import subprocess
import zlib

QUESTION = 'how many characters are behind the # of a link?'
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def deflate(text):
    """The same payload (version, checksum, JSON) compressed without a preset dictionary."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    payload = json.dumps({'s': text}, ensure_ascii=False, separators=(',', ':')).encode()
    return 1 + len(base64.urlsafe_b64encode(b'sum' + packer.compress(payload) + packer.flush()).rstrip(b'='))


def lz_string(text):
    """Length of what lz-string's compressToEncodedURIComponent gives: its bits are counted, six to a character."""
    units = [text.encode('utf-16-le')[i:i + 2].decode('utf-16-le', 'surrogatepass') for i in range(0, 2 * len(text), 2)]
    known, fresh, word = {}, set(), ''
    width, until_wider, bits = 2, 2, 0

    def wider():
        nonlocal until_wider, width
        until_wider -= 1
        if until_wider == 0:
            until_wider = 2 ** width
            width += 1

    def put(word):
        nonlocal bits
        bits += width
        if word in fresh:
            bits += 8 if ord(word) < 256 else 16
            wider()
            fresh.remove(word)
        wider()

    for unit in units:
        if unit not in known:
            known[unit] = True
            fresh.add(unit)
        if word + unit in known:
            word += unit
            continue
        put(word)
        known[word + unit] = True
        word = unit
    if word:
        put(word)
    return (bits + width) // 6 + 1


def scripts():
    """(name, file or None, text): the slides' listings and the lessons' first scripts, on which the dictionary was made, then programs
    that it has never seen."""
    for path in sorted(glob.glob(f'{ROOT}/tests/parity/seeds/*.py')):
        with open(path, encoding='utf-8') as f:
            yield 'slides/' + os.path.basename(path)[:-3], path, f.read()
    for path in sorted(glob.glob(f'{ROOT}/src/lab/lessons/*.vi.md')):
        with open(path, encoding='utf-8') as f:
            listing = re.search(r'```python[^\n]*\n(.*?)```', f.read(), re.S)
        if listing:
            yield 'lesson/' + os.path.basename(path)[:-6], None, listing.group(1)
    for path in sorted(glob.glob(f'{ROOT}/tests/parity/training/*.py')):
        with open(path, encoding='utf-8') as f:
            yield 'program/' + os.path.basename(path)[:-3], path, f.read()


def measure():
    folder = os.path.join(ROOT, 'build', 'bench')
    os.makedirs(folder, exist_ok=True)
    totals, unseen = [0, 0, 0, 0], [0, 0, 0, 0]
    for name, path, text in scripts():
        if path is None:
            path = os.path.join(folder, 'link.py')
            with open(path, 'w', encoding='utf-8') as f:
                f.write(text)
        link = subprocess.run([f'{ROOT}/build/native/logit', 'link', path], stdout=subprocess.PIPE, check=True, text=True).stdout.strip()
        row = [len(text), len(link.split('#', 1)[-1]), deflate(text), lz_string(text)]
        totals = [a + b for a, b in zip(totals, row)]
        if name.startswith('program/'):
            unseen = [a + b for a, b in zip(unseen, row)]
        yield dict(zip(('script', 'characters', 'logit', 'deflate', 'lz-string'), [name, *row]))
    for name, row in (('all programs', unseen), ('all', totals)):
        yield dict(zip(('script', 'characters', 'logit', 'deflate', 'lz-string'), [name, *row]))
