"""Makes the static folder of the page: assemble_site.py OUT WEB_FOLDER SHADER_FOLDER FILE...

Takes the page's own files from WEB_FOLDER (*.html *.js *.css *.svg *.png *.ico *.webmanifest; a *_library.js is linked into
the module, not served) and the built FILEs. Every file but *.html and *.txt gets a hash of its content in its name, so that hosts and
browsers may keep it for ever, and the quoted names in the other files follow: "logit.wasm" becomes
"logit.1f2e3d4c5b.wasm". 404.html, which hosts serve for unknown paths, is made from index.html if the page has none of its
own. "service-worker.js" keeps its name, as a browser asks for it again by it, and gets the list of what to keep for a visit
without a network. The module is there a second time as a script, for pages that may not fetch. Files of an earlier build are
removed.
"""
import base64
import hashlib
import json
import os
import re
import shutil
import sys

SERVED = ('.html', '.js', '.mjs', '.css', '.svg', '.png', '.ico', '.webmanifest')
WORKER = 'service-worker.js'
TEXT = ('.html', '.js', '.mjs', '.css', '.webmanifest')


def load(paths):
    files = {}
    for path in paths:
        with open(path, 'rb') as f:
            files[os.path.basename(path)] = f.read()
    return files


def page_paths(folder):
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder))
            if name.endswith(SERVED) and not name.endswith('_library.js')]


def with_shaders(script, folder):
    """The script with each '@NAME.wgsl@' replaced by that file of the folder, without comments and indentation."""
    def text(match):
        with open(os.path.join(folder, match.group(1).decode()), encoding='utf-8') as f:
            lines = (line.split('//')[0].strip() for line in f)
            return json.dumps('\n'.join(line for line in lines if line)).encode()
    return re.sub(rb"'@(\w+\.wgsl)@'", text, script)


def reference(name):
    """A whole quoted, url()-ed or path-ended mention of `name`."""
    return re.compile(rb'(?<=["\'(/`])' + re.escape(name.encode()) + rb'(?=["\')`])')


def hashed_names(files):
    """{name: new name}, with the contents of `files` rewritten on the way, leaves first."""
    mentions = {name: {other for other in files
                       if other != name and name.endswith(TEXT) and reference(other).search(files[name])}
                for name in files}
    names, open_names = {}, set(files)
    while open_names:
        ready = sorted(n for n in open_names if not (mentions[n] & open_names))
        if not ready:
            raise SystemExit('files mention each other in a circle: ' + ', '.join(sorted(open_names)))
        for name in ready:
            for other in sorted(mentions[name]):
                files[name] = reference(other).sub(names[other].encode(), files[name])
            stem, ext = os.path.splitext(name)
            digest = hashlib.sha256(files[name]).hexdigest()[:10]
            names[name] = name if ext in ('.html', '.txt') or name == WORKER else f'{stem}.{digest}{ext}'
        open_names -= set(ready)
    return names


def main():
    out, folder, shaders, *built = sys.argv[1:]
    files = load(page_paths(folder) + built)
    files['gpu.js'] = with_shaders(files['gpu.js'], shaders)
    if 'index.html' not in files:
        raise SystemExit(f'{folder} has no index.html')
    files['logit-wasm.js'] = b"'use strict';\nwindow.logitWasm = '" + base64.b64encode(files['logit.wasm']) + b"';\n"
    names = hashed_names(files)
    if '404.html' not in files:
        files['404.html'], names['404.html'] = files['index.html'], '404.html'
    # What a visit needs, the page for unknown paths first; the home page itself is asked for by its folder.
    kept = ['404.html'] + sorted(new for old, new in names.items()
                                 if old not in ('index.html', '404.html', 'licenses.txt', 'logit-wasm.js', WORKER))
    version = hashlib.sha256(b'\0'.join(files[name] for name in sorted(files))).hexdigest()[:10]
    files[WORKER] = (files[WORKER].replace(b"'@FILES@'", json.dumps(kept)[1:-1].encode())
                     .replace(b'@VERSION@', version.encode()))
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    for name, content in files.items():
        with open(os.path.join(out, names[name]), 'wb') as f:
            f.write(content)


main()
