// Runs the browser tests: node run.mjs SITE_FOLDER [NAME...]. Starts a server on a free port and Debian's Chromium
// with software WebGL2 and WebGPU, runs every *.spec.mjs here (or those whose name contains NAME), one after the other,
// and closes with "N passed, M failed".
import {spawn} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {run} from 'node:test';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const [site, ...names] = process.argv.slice(2);

function startServer() {
  const server = spawn('python3', [join(here, '../tools/serve.py'), '--port', '0', resolve(site)],
                       {stdio: ['ignore', 'pipe', 'inherit']});
  return new Promise((done, fail) => {
    server.on('exit', status => fail(new Error(`the server ended with status ${status}`)));
    server.stdout.once('data', line => done([server, line.toString().trim()]));
  });
}

function startBrowser() {
  return chromium.launchServer({
    executablePath: process.env.LOGIT_CHROMIUM || '/usr/bin/chromium',
    args: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--use-gl=angle', '--use-angle=swiftshader',
           '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
           ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
}

const [server, url] = await startServer();
const browser = await startBrowser();
process.env.LOGIT_URL = url;
process.env.LOGIT_SITE = resolve(site);
process.env.LOGIT_BROWSER = browser.wsEndpoint();
process.env.LOGIT_SCREENSHOTS ??= resolve(here, '../../build/screenshots');

// *.pictures.mjs only look: they run when they are named.
const files = readdirSync(here).filter(f => (f.endsWith('.spec.mjs') && (!names.length || names.some(n => f.includes(n)))) ||
                                            (f.endsWith('.pictures.mjs') && names.some(n => f.includes(n))))
  .sort().map(f => join(here, f));
// What may fail for now: lines "browser NAME". Counted and shown.
const known = new Set(readFileSync(join(here, '../expected_failures.txt'), 'utf8').split('\n')
  .filter(line => line.startsWith('browser ')).map(line => line.slice('browser '.length).trim()));
let passed = 0, failed = 0, known_failed = 0;
const seconds = event => `${((event.details?.duration_ms ?? 0) / 1000).toFixed(1)} s`;
// A file is reported as a test of its own: it counts only when it fails without any test in it having done so.
const is_file = event => event.name.endsWith('.mjs');
let failed_in_file = 0;

const stream = run({files, concurrency: 1});
stream.on('test:pass', event => {
  if (is_file(event)) { failed_in_file = 0; return; }
  if (event.skip !== undefined || event.todo !== undefined) {
    console.log(`skipped: ${event.name} ${event.skip || event.todo || ''}`);
    return;
  }
  if (known.has(event.name)) {  // so that the list can only shrink
    ++failed;
    console.log(`FAILED  ${event.name}: it passes, take its line from tests/expected_failures.txt`);
    return;
  }
  ++passed;
  console.log(`ok      ${event.name}  ${seconds(event)}`);
});
stream.on('test:fail', event => {
  if (is_file(event) && failed_in_file > 0) { failed_in_file = 0; return; }
  if (!is_file(event)) ++failed_in_file;
  if (known.has(event.name)) {
    ++known_failed;
    console.log(`expected failure  ${event.name}  ${seconds(event)}`);
    return;
  }
  ++failed;
  const error = event.details?.error?.cause ?? event.details?.error;
  console.log(`FAILED  ${event.name}  ${seconds(event)}\n${error?.stack ?? error}`);
});
stream.on('test:stderr', event => process.stdout.write(event.message));
stream.on('end', async () => {
  await browser.close();
  server.removeAllListeners('exit');
  server.kill();
  if (!files.length) console.log('no browser tests found');
  if (known_failed) console.log(`${known_failed} expected failures`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed || !(passed + known_failed) ? 1 : 0);
});
stream.resume();
