"""Makes the static folder of the page: assemble_site.py OUT WEB_FOLDER FILE...

Takes the page's own files from WEB_FOLDER (*.html *.js *.css *.svg *.png *.ico *.webmanifest; a *_library.js is linked into
the module, not served) and the built FILEs. Every file but *.html and *.txt gets a hash of its content in its name, so that hosts and
browsers may keep it for ever, and the quoted names in the other files follow: "logit.wasm" becomes
"logit.1f2e3d4c5b.wasm". 404.html, which hosts serve for unknown paths, is made from index.html if the page has none of its
own. Files of an earlier build are removed.
"""
import hashlib
import os
import re
import shutil
import sys

SERVED = ('.html', '.js', '.mjs', '.css', '.svg', '.png', '.ico', '.webmanifest')
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
            names[name] = name if ext in ('.html', '.txt') else f'{stem}.{digest}{ext}'
        open_names -= set(ready)
    return names


def main():
    out, folder, *built = sys.argv[1:]
    files = load(page_paths(folder) + built)
    if 'index.html' not in files:
        raise SystemExit(f'{folder} has no index.html')
    names = hashed_names(files)
    if '404.html' not in files:
        files['404.html'], names['404.html'] = files['index.html'], '404.html'
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    for name, content in files.items():
        with open(os.path.join(out, names[name]), 'wb') as f:
            f.write(content)


main()
