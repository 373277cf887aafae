// WebGPU: each kernel against float64, training with products on the device, and a device that is lost, missing or asked
// for too early. Chromium's adapter is software here, so automatic mode leaves it alone; the tests force it.
import {readdirSync} from 'node:fs';
import {assert, test, expect} from './harness.mjs';

const LIBRARY = readdirSync(process.env.LOGIT_SITE).find(name => /^gpu\.\w+\.js$/.test(name));

// Its largest products, 256 · 128 · 64, are above what is always computed exactly.
const TRAINING = `
import torch
from torch import nn
torch.manual_seed(0)
x = torch.randn(256, 64)
y = (x[:, :1] + x[:, 1:2] > 0).float()
model = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
for step in range(6):
    optimizer.zero_grad()
    loss = nn.functional.binary_cross_entropy_with_logits(model(x), y)
    loss.backward()
    optimizer.step()
    print(f'{loss.item():.7f}')
`;
const STEPS = 6, ON_DEVICE = 5;  // products of a step that are large enough: two forward, two of weights, one of inputs

const losses = result => {
  expect(result.stderr).toBe('');
  return result.stdout.trim().split('\n').map(Number);
};

// The same numbers up to the rounding of some hundred additions; NaN is never close.
function expectClose(got, wanted) {
  expect(got.length).toBe(wanted.length);
  got.forEach((value, i) => assert.ok(Math.abs(value - wanted[i]) < 2e-5, `step ${i}: ${value}, with SIMD ${wanted[i]}`));
}

async function trainWith(lab, backend, steps = STEPS) {
  await lab.call('setBackend', backend);
  return losses(await lab.run(TRAINING.replace('range(6)', `range(${steps})`)));
}

test('kernels: every kind, sizes up to 33 and larger ones, NaN and infinity, against float64', async lab => {
  await lab.open();
  await lab.page.addScriptTag({url: LIBRARY});
  const wrong = await lab.page.evaluate(async () => {
    const FORWARD = 0, WEIGHT_GRADIENT = 2;
    const waiting = [];
    await LogitGpu.open(() => waiting.splice(0).forEach(done => done()));
    if (LogitGpu.state() !== 3) return [`state ${LogitGpu.state()}`];
    LogitGpu.test.poison = true;
    let seed = 1;
    const random = () => (seed = Math.imul(seed, 1103515245) + 12345 & 0x7fffffff) / 0x7fffffff;
    const numbers = count => Float32Array.from({length: count}, () => 2 * random() - 1);
    const wrong = [];

    async function check(kind, m, n, k, special, gap = 0) {
      // Rows may lie apart, as those of a view do.
      const [rows, columns] = kind === WEIGHT_GRADIENT ? [k, m] : [m, k];
      const stride = columns + gap;
      const a = numbers(rows * stride), b = numbers(k * n), bias = kind === FORWARD ? numbers(n) : null;
      if (special) {
        a[Math.floor(random() * rows) * stride] = special;
        b[Math.floor(random() * b.length)] = special;
      }
      const matrices = [LogitGpu.upload(a, rows, columns, stride), kind === FORWARD ? LogitGpu.upload(b, n, k, k) : LogitGpu.upload(b, k, n, n),
                        bias ? LogitGpu.upload(bias, 1, n, n) : 0];
      const number = LogitGpu.begin(kind, ...matrices, m, n, k, kind === WEIGHT_GRADIENT ? 1 : 0);
      while (LogitGpu.progress(number) === 0) await new Promise(done => waiting.push(done));
      const got = [];
      const result = LogitGpu.take(number, (_, values) => got.push(values.slice()), kind === WEIGHT_GRADIENT);
      for (const matrix of [...matrices, result]) LogitGpu.release(matrix);
      if (!result) return void wrong.push(`${kind}: ${m}x${n}x${k}: lost`);
      const close = (got, exact, size) => Number.isNaN(exact) ? Number.isNaN(got)
        : Number.isFinite(exact) ? Math.abs(got - exact) <= (k + 2) * 2 ** -24 * size : got === exact;
      const at = (i, p) => kind === WEIGHT_GRADIENT ? a[p * stride + i] : a[i * stride + p];
      for (let i = 0; i < m; ++i) {
        for (let j = 0; j < n; ++j) {
          let sum = bias ? bias[j] : 0, size = Math.abs(sum);
          for (let p = 0; p < k; ++p) {
            const product = at(i, p) * (kind === FORWARD ? b[j * k + p] : b[p * n + j]);
            sum += product;
            size += Math.abs(product);
          }
          if (!close(got[0][i * n + j], sum, size)) wrong.push(`${kind}: ${m}x${n}x${k} [${i}, ${j}]: ${got[0][i * n + j]}, not ${sum}`);
        }
        if (kind !== WEIGHT_GRADIENT) continue;
        let sum = 0, size = 0;
        for (let p = 0; p < k; ++p) {
          sum += at(i, p);
          size += Math.abs(at(i, p));
        }
        if (!close(got[1][i], sum, size)) wrong.push(`sums ${m}x${n}x${k} [${i}]: ${got[1][i]}, not ${sum}`);
      }
    }

    const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 23, 24, 25, 31, 32, 33];
    const size = () => sizes[Math.floor(random() * sizes.length)];
    for (const kind of [0, 1, 2]) {
      // Each size once in each place, the others drawn; then around the edges of workgroups and of slices of the depth.
      for (let place = 0; place < 3; ++place) {
        for (let i = 0; i < sizes.length; ++i) {
          const shape = [size(), size(), size()];
          shape[place] = sizes[i];
          await check(kind, ...shape, i % 5 === 1 ? NaN : i % 5 === 3 ? Infinity : 0, i % 4 === 2 ? 3 : 0);
        }
      }
      for (const shape of [[63, 65, 127], [64, 64, 64], [129, 2, 255], [1, 130, 257], [3, 5, 1030], [1, 1, 4097], [70, 66, 515]]) await check(kind, ...shape, 0);
    }
    return wrong.slice(0, 10);
  });
  expect(wrong).toEqual([]);
});

test('training on the device: the same losses, nothing uploaded twice, and the graph says who computed', async lab => {
  await lab.open();
  const expected = await trainWith(lab, 'simd');
  expect((await lab.state()).deviceProducts).toBe(0);
  const simd = (await lab.state()).graph.nodes.filter(node => node.op === 'AddmmBackward0').map(node => [node.ranOn, node.ranBackOn]);
  expect(simd).toEqual([['SIMD', 'SIMD'], ['SIMD', 'SIMD'], ['SIMD, exact', 'SIMD, exact']]);

  expectClose(await trainWith(lab, 'webgpu'), expected);
  const state = await lab.state();
  expect(state.backend).toBe('webgpu');
  expect(state.deviceProducts).toBe(STEPS * ON_DEVICE);
  const nodes = state.graph.nodes.filter(node => node.op === 'AddmmBackward0').map(node => [node.ranOn, node.ranBackOn]);
  expect(nodes).toEqual([['WebGPU', 'WebGPU'], ['WebGPU', 'WebGPU'], ['SIMD, exact', 'SIMD, exact']]);

  // The data once; of each step two weights and biases, which the optimizer changes, the hidden layer's activation and two
  // gradients that arrive. Weights are not uploaded again for the backward pass.
  const counts = await lab.page.evaluate(() => ({...LogitGpu.counts}));
  expect(counts.uploads).toBe(1 + STEPS * 7);
  expect(counts.reads).toBe(STEPS * ON_DEVICE);
  // The card of a layer.
  const node = await lab.widget_at_rest('Node model.0');
  await lab.page.mouse.move(node.x + node.width / 2, node.y + node.height / 2);
  await lab.page.waitForTimeout(700);
  await lab.screenshot('webgpu-training');
});

test('a device lost at any step of a product: training goes on as if nothing had been', async lab => {
  await lab.open();
  const steps = 2, expected = await trainWith(lab, 'simd', steps);
  await trainWith(lab, 'webgpu', 1);  // brings the library
  for (const step of ['upload', 'begin', 'submitted', 'mapped', 'take']) {
    for (const time of [1, 8]) {
      await lab.page.evaluate(([step, time]) => {
        Object.assign(LogitGpu.test, {poison: true, devices: Infinity, at(name, device) {
          if (name === step && device && --time === 0) device.destroy();
        }});
      }, [step, time]);
      const before = await lab.page.evaluate(() => LogitGpu.counts.lost);
      expectClose(await trainWith(lab, 'webgpu', steps), expected);
      const state = await lab.page.evaluate(() => ({lost: LogitGpu.counts.lost, state: LogitGpu.state()}));
      expect(state.lost).toBe(before + 1);
      // Another device is asked for and used: the loss cost one product, not the rest of the training.
      assert.ok((await lab.state()).deviceProducts >= steps * ON_DEVICE - 3, `${step} ${time}: the rest ran on SIMD`);
    }
  }
});

test('devices that keep being lost are given up', async lab => {
  await lab.open();
  const expected = await trainWith(lab, 'simd', 2);
  await trainWith(lab, 'webgpu', 1);
  await lab.page.evaluate(() => { LogitGpu.test.at = (name, device) => { if (name === 'submitted') device.destroy(); }; });
  expectClose(await trainWith(lab, 'webgpu', 2), expected);
  expect(await lab.page.evaluate(() => LogitGpu.counts.lost)).toBe(3);
  expect((await lab.state()).deviceProducts).toBe(0);
});

test('Stop ends a script that waits for the device', async lab => {
  await lab.open();
  await lab.call('setBackend', 'webgpu');
  await lab.call('setScript', 'import torch\na = torch.ones(512, 512)\nwhile True:\n    b = a @ a');
  const result = lab.call('run');
  await lab.until(() => logit.state().deviceProducts > 1, 'products on the device');
  await lab.call('stop');
  expect((await result).stderr).toMatch(/KeyboardInterrupt/);
  // What was under way is dropped: the next run is sound.
  expect(losses(await lab.run('import torch\na = torch.ones(512, 512)\nprint((a @ a).sum().item() / 512 ** 3)'))).toEqual([1]);
});

test('without WebGPU in the browser a forced backend is SIMD', async lab => {
  await lab.page.addInitScript(() => Object.defineProperty(navigator, 'gpu', {value: undefined}));
  await lab.open();
  const forced = await trainWith(lab, 'webgpu', 2);
  expect((await lab.state()).deviceProducts).toBe(0);
  expect(forced).toEqual(await trainWith(lab, 'simd', 2));
});

test('without an adapter a forced backend is SIMD', async lab => {
  await lab.page.addInitScript(() => { navigator.gpu.requestAdapter = async () => null; });
  await lab.open();
  const forced = await trainWith(lab, 'webgpu', 2);
  expect((await lab.state()).deviceProducts).toBe(0);
  expect(forced).toEqual(await trainWith(lab, 'simd', 2));
});

test('no adapter is requested for lessons, and a software adapter is left alone', async lab => {
  await lab.page.addInitScript(() => {
    window.requests = 0;
    const request = navigator.gpu.requestAdapter.bind(navigator.gpu);
    navigator.gpu.requestAdapter = (...options) => { ++window.requests; return request(...options); };
  });
  await lab.open();
  expect((await lab.call('run')).stderr).toBe('');
  await trainWith(lab, 'automatic');
  expect(await lab.page.evaluate(() => window.requests)).toBe(0);
  // Large enough that a real device would be worth it.
  const large = 'import torch\na = torch.ones(1024, 1024)\nprint((a @ a).sum().item() / 1024 ** 3)';
  expect(losses(await lab.run(large))).toEqual([1]);
  expect(await lab.page.evaluate(() => window.requests)).toBe(1);
  expect((await lab.state()).deviceProducts).toBe(0);
});

test('the backend is chosen in the bar, kept, and can come with a link', async lab => {
  await lab.open('?lang=en');
  await lab.click('Who computes large matrix products');
  await lab.widget_at_rest('WebGPU (the graphics card)');
  await lab.screenshot('webgpu-menu');
  await lab.click('WebGPU (the graphics card)');
  await lab.until(() => logit.state().backend === 'webgpu');
  await lab.run(TRAINING);
  expect((await lab.state()).deviceProducts).toBe(STEPS * ON_DEVICE);
  const link = await lab.call('link');
  await lab.open();
  expect((await lab.state()).backend).toBe('webgpu');
  await lab.call('setBackend', 'automatic');
  await lab.call('open', link);
  expect((await lab.state()).backend).toBe('webgpu');
  await lab.open('?backend=simd');
  expect((await lab.state()).backend).toBe('simd');
});
