"""The first visit: what is downloaded, and how long until the lab can be used. Cold caches, a local server, Chromium."""
import os
import statistics

import peers

QUESTION = 'what does a first visit download (bytes as they are, gzip -9, brotli -11), and when can the lab be used?'

ROUNDS = 5


def measure():
    site = os.path.join(peers.ROOT, 'build/web/site')
    result = peers.answer(['node', os.path.join(peers.HERE, 'scripts/start.mjs')], site, ROUNDS)
    if result is None:
        raise SystemExit('start: no answer; it needs the page (./lab build web), Chromium and playwright-core (./lab test browser)')
    for file in sorted(result['files'], key=lambda f: -f['brotli']):
        yield {**file, 'ms': ''}
    total = {key: sum(f[key] for f in result['files']) for key in ('times', 'bytes', 'gzip', 'brotli')}
    yield {'file': 'together', **total, 'ms': round(statistics.median(result['ms']))}
