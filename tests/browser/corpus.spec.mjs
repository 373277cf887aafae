// Recorded programs in the page: what is printed there must be what PyTorch and CPython printed. The slides' programs
// are run each time; LOGIT_PAGE_CORPUS=all takes every program of tests/parity and tests/python (some minutes).
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {assert, test} from './harness.mjs';

const tests = join(dirname(fileURLToPath(import.meta.url)), '..');
const known = new Set(readFileSync(join(tests, 'expected_failures.txt'), 'utf8').split('\n')
  .filter(line => line.startsWith('wasm ')).map(line => line.slice(5).trim()));

const programs = folder => readdirSync(folder, {recursive: true}).filter(f => f.endsWith('.py') && f.includes('/'))
  .sort().map(f => [`${basename(folder)}/${f.slice(0, -3)}`, join(folder, f.slice(0, -3))]);
const last_line = text => text.trimEnd().split('\n').at(-1);

/** What differs between a run in the page and the recorded files, in words; nothing if they agree. */
function difference(path, {stdout, stderr, status}) {
  const read = end => existsSync(path + end) ? readFileSync(path + end, 'utf8') : null;
  const out = read('.out'), err = read('.err');
  if (out !== null && out !== stdout) return `prints ${JSON.stringify(stdout.slice(0, 300))}`;
  if (err === null) return status === 0 ? '' : `status ${status}: ${last_line(stderr)}`;
  return status !== 0 && last_line(err) === last_line(stderr) ? '' : `status ${status}, error ${last_line(stderr)}`;
}

async function run_all(lab, cases) {
  await lab.open();
  const wrong = [];
  for (const [name, path] of cases) {
    const what = difference(path, await lab.run(readFileSync(path + '.py', 'utf8')));
    if (what && !known.has(name)) wrong.push(`${name}: ${what}`);
  }
  console.log(`${cases.length} programs in the page, ${cases.length - wrong.length} as expected`);
  assert.deepEqual(wrong, []);
}

const seeds = programs(join(tests, 'parity')).filter(([name]) => name.startsWith('parity/seeds/'));
test('the slides\' programs print in the page what PyTorch prints', async lab => {
  assert.ok(seeds.length >= 15);
  await run_all(lab, seeds);
});

if (process.env.LOGIT_PAGE_CORPUS === 'all') {
  for (const folder of ['parity', 'python']) {
    test(`every program of tests/${folder} in the page`, async lab => run_all(lab, programs(join(tests, folder))));
  }
}
