// A first visit to the page, in a fresh Chromium each: start.mjs SITE_FOLDER ROUNDS. Prints JSON: the milliseconds from navigation
// until the lab can be used, and every file that was asked for by then with its size as it is and as hosts pack it.
import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';
import {chromium} from '../../browser/node_modules/playwright-core/index.mjs';

const [site, rounds] = process.argv.slice(2);
const tests = join(dirname(fileURLToPath(import.meta.url)), '../..');
const server = spawn('python3', [join(tests, 'tools/serve.py'), '--port', '0', resolve(site)], {stdio: ['ignore', 'pipe', 'inherit']});
const url = await new Promise(done => server.stdout.once('data', line => done(line.toString().trim())));

const ms = [];
let asked;
for (let i = 0; i < Number(rounds); ++i) {
  const browser = await chromium.launch({
    executablePath: process.env.LOGIT_CHROMIUM || '/usr/bin/chromium',
    args: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
           ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  const page = await browser.newPage();
  asked = [];
  page.on('request', request => asked.push(new URL(request.url()).pathname));
  await page.goto(url);
  await page.waitForFunction(() => window.logit?.ready, undefined, {polling: 5, timeout: 120_000});
  ms.push(await page.evaluate(async () => { await window.logit.ready; return performance.now(); }));
  await browser.close();
}
server.kill();

const files = [...new Set(asked)].map(path => {
  const body = readFileSync(join(site, path === '/' ? 'index.html' : basename(path)));
  const brotli = brotliCompressSync(body, {params: {[constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24}});
  return {file: basename(path) || 'index.html', times: asked.filter(p => p === path).length, bytes: body.length,
          gzip: gzipSync(body, {level: 9}).length, brotli: brotli.length};
});
console.log(JSON.stringify({ms, files}));
