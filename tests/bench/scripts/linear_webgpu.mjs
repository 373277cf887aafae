// The layers of linear.py on WebGPU in Chromium, on its software adapter: linear_webgpu.mjs logit|jax MxKxN forward|both SECONDS.
// Operands lie on the device, and each call's results are read back.
// logit: the page's own library (web/gpu.js), as the engine uses it. Prints the same JSON as linear.py.
import {createServer} from 'node:http';
import {readFileSync, readdirSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from '../../browser/node_modules/playwright-core/index.mjs';

const [library, shape, mode, limit] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const site = resolve(here, '../../../build/web/site'), jax = resolve(here, '../node_modules/@jax-js/jax/dist');

const server = createServer((request, response) => {
  const path = new URL(request.url, 'http://localhost').pathname;
  const file = path === '/gpu.js' ? join(site, readdirSync(site).find(name => /^gpu\.\w+\.js$/.test(name)))
    : /^\/jax\/[\w.-]+$/.test(path) ? join(jax, path.slice(5)) : null;
  response.setHeader('Content-Type', file ? 'text/javascript' : 'text/html');
  response.end(file ? readFileSync(file) : '<!doctype html><title>bench</title>');
}).listen(0, '127.0.0.1');
await new Promise(done => server.once('listening', done));
const browser = await chromium.launch({
  executablePath: process.env.LOGIT_CHROMIUM || '/usr/bin/chromium',
  args: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--use-gl=angle', '--use-angle=swiftshader',
         '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/`);
if (library === 'logit') await page.addScriptTag({url: '/gpu.js'});

const answer = await page.evaluate(async ([library, shape, mode, limit]) => {
  const [m, k, n] = shape.split('x').map(Number);
  const both = mode === 'both';
  const numbers = (count, f) => Float32Array.from({length: count}, (_, i) => f(i));
  const X = numbers(m * k, i => Math.sin(0.37 * i)), W = numbers(n * k, i => Math.cos(0.11 * i));
  const B = numbers(n, i => 0.5 - 0.01 * i), DY = numbers(m * n, i => Math.sin(0.05 * i + 1));

  const programs = {
    async logit() {
      const waiting = [];
      await LogitGpu.open(() => waiting.splice(0).forEach(done => done()));
      const x = LogitGpu.upload(X, m, k, k), w = LogitGpu.upload(W, n, k, k), b = LogitGpu.upload(B, 1, n, n);
      const dy = LogitGpu.upload(DY, m, n, n);
      const fetched = async number => {
        while (LogitGpu.progress(number) === 0) await new Promise(done => waiting.push(done));
        const parts = [];
        const matrix = LogitGpu.take(number, (_, values) => parts.push(values.slice()), 1);
        if (!matrix) throw new Error('lost');
        LogitGpu.release(matrix);
        return parts;
      };
      return async () => {
        const begun = [LogitGpu.begin(0, x, w, b, m, n, k, 0)];
        if (both) begun.push(LogitGpu.begin(1, dy, w, 0, m, k, n, 0), LogitGpu.begin(2, dy, x, 0, n, k, m, 1));
        const out = [];
        for (const number of begun) out.push(await fetched(number));
        return [out[0][0], ...(both ? [out[1][0], ...out[2]] : [])];
      };
    },
    async jax() {
      const {init, defaultDevice, jit, grad, numpy: np} = await import('/jax/index.js');
      await init('webgpu');
      defaultDevice('webgpu');
      const make = (data, shape) => np.array(data).reshape(shape);
      const x = make(X, [m, k]), w = make(W, [n, k]), b = np.array(B), dy = make(DY, [m, n]);
      const forward = (x, w, b) => np.matmul(x, w.transpose()).add(b);
      const y = jit(forward);
      const gradients = jit((p, dy) => grad(p => np.sum(forward(p.x, p.w, p.b).mul(dy)))(p));
      return async () => {
        const out = [y(x.ref, w.ref, b.ref)];
        if (both) {
          const g = gradients({x: x.ref, w: w.ref, b: b.ref}, dy.ref);
          out.push(g.x, g.w, g.b);
        }
        return Promise.all(out.map(t => t.data()));
      };
    },
  };

  const call = await programs[library]();
  const [y, dx, dw, db] = await call();
  const places = [[0, 0], [1, 1], [2, 3]];
  const checked = places.map(([i, o]) => y[i % m * n + o % n]);
  if (both) {
    checked.push(...places.map(([i, j]) => dx[i % m * k + j % k]));
    checked.push(...places.map(([o, j]) => dw[o % n * k + j % k]));
    checked.push(...[0, 1, 2].map(o => db[o % n]));
  }
  let us = 0;
  for (let calls = 1; limit > 0; calls *= 2) {
    const start = performance.now();
    for (let i = 0; i < calls; ++i) await call();
    const ms = performance.now() - start;
    us = ms / calls * 1000;
    if (ms >= limit * 500) break;
  }
  return {us, checked};
}, [library, shape, mode, Number(limit)]);
await browser.close();
server.close();
console.log(JSON.stringify(answer));
