#!/usr/bin/env python3
"""Serves a folder on 127.0.0.1 as a static web host would: serve.py [--port N] FOLDER.

Port 0 takes a free one; the first line printed is the address. Names that carry a hash of their content may be kept
for ever, everything else is asked for again. A path that is not there gets 404.html.
"""
import argparse
import functools
import http.server
import os
import re


class Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {
        '': 'application/octet-stream', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript',
        '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.css': 'text/css', '.json': 'application/json',
        '.png': 'image/png', '.svg': 'image/svg+xml', '.ico': 'image/x-icon', '.ttf': 'font/ttf',
        '.woff2': 'font/woff2', '.txt': 'text/plain; charset=utf-8', '.webmanifest': 'application/manifest+json',
    }
    protocol_version = 'HTTP/1.1'

    def end_headers(self):
        hashed = re.search(r'[.-][0-9a-f]{8,}\.\w+$', self.path.split('?')[0])
        self.send_header('Cache-Control', 'public, max-age=31536000, immutable' if hashed else 'no-cache')
        super().end_headers()

    def list_directory(self, path):
        self.send_error(404)

    def send_error(self, code, message=None, explain=None):
        page = os.path.join(self.directory, '404.html')
        if code != 404 or not os.path.exists(page):
            return super().send_error(code, message, explain)
        with open(page, 'rb') as f:
            body = f.read()
        self.send_response(404)
        self.send_header('Content-Type', 'text/html; charset=utf-8')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(body)

    def copyfile(self, source, outputfile):
        try:
            super().copyfile(source, outputfile)
        except ConnectionError:  # the browser has seen enough
            self.close_connection = True

    def log_message(self, *args):
        pass


def main():
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument('--port', type=int, default=8080)
    ap.add_argument('folder')
    a = ap.parse_args()
    handler = functools.partial(Handler, directory=os.path.abspath(a.folder))
    try:
        server = http.server.ThreadingHTTPServer(('127.0.0.1', a.port), handler)
    except OSError as e:
        raise SystemExit(f'port {a.port}: {e.strerror.lower()}; choose another with --port N')
    print(f'http://127.0.0.1:{server.server_port}/', flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == '__main__':
    main()
