// The first visit: how much it downloads, at most; the aim is 900. ./lab bench start tells what it is made of.
import {readFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {brotliCompressSync, constants} from 'node:zlib';
import {assert, test, expect} from './harness.mjs';

const MOST_KILOBYTES = 1760;

test('a first visit downloads little, and nothing twice', async lab => {
  const asked = [];
  lab.page.on('request', request => asked.push(new URL(request.url()).pathname));
  await lab.open();
  expect(asked.length).toBe(new Set(asked).size);
  let bytes = 0;
  for (const path of asked) {
    const body = readFileSync(join(process.env.LOGIT_SITE, path === '/' ? 'index.html' : basename(path)));
    // A little less than what hosts pack once and for all, but done in a second.
    bytes += brotliCompressSync(body, {params: {[constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24}}).length;
  }
  assert.ok(asked.some(path => path.endsWith('.wasm')), 'the module was asked for');
  assert.ok(bytes <= MOST_KILOBYTES * 1000, `${Math.round(bytes / 1000)} kB are downloaded, more than ${MOST_KILOBYTES}`);
});
