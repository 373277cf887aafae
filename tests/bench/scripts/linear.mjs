// The layers of linear.py through the JavaScript libraries: linear.mjs LIBRARY MxKxN forward|both SECONDS, with LIBRARY one of
// tfjs-cpu, tfjs-wasm, jax-jit. Prints the same JSON.
const [library, shape, mode, limit] = process.argv.slice(2);
const [m, k, n] = shape.split('x').map(Number);
const both = mode === 'both';
const numbers = (count, f) => Float32Array.from({length: count}, (_, i) => f(i));
const X = numbers(m * k, i => Math.sin(0.37 * i)), W = numbers(n * k, i => Math.cos(0.11 * i));
const B = numbers(n, i => 0.5 - 0.01 * i), DY = numbers(m * n, i => Math.sin(0.05 * i + 1));

const programs = {
  async tfjs(backend) {
    const tf = await import('@tensorflow/tfjs');
    if (backend === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
    if (!await tf.setBackend(backend)) throw new Error(`no ${backend} backend`);
    await tf.ready();
    const x = tf.tensor2d(X, [m, k]), w = tf.tensor2d(W, [n, k]), b = tf.tensor1d(B), dy = tf.tensor2d(DY, [m, n]);
    const forward = (x, w, b) => tf.add(tf.matMul(x, w, false, true), b);
    const gradients = tf.grads(forward);
    const call = () => both ? [forward(x, w, b), ...gradients([x, w, b], dy)] : [forward(x, w, b)];
    return {
      results: async () => Promise.all(call().map(t => t.data())),
      run: async n => {
        for (let i = 0; i < n; ++i) {
          const last = call();
          if (i === n - 1) await last.at(-1).data();
          last.forEach(t => t.dispose());
        }
      },
    };
  },
  async jax() {
    const {init, defaultDevice, jit, grad, numpy: np} = await import('@jax-js/jax');
    await init('wasm');
    defaultDevice('wasm');
    const make = (data, shape) => np.array(data).reshape(shape);
    const x = make(X, [m, k]), w = make(W, [n, k]), b = np.array(B), dy = make(DY, [m, n]);
    const forward = (x, w, b) => np.matmul(x, w.transpose()).add(b);
    const y = jit(forward);
    const gradients = jit((p, dy) => grad(p => np.sum(forward(p.x, p.w, p.b).mul(dy)))(p));
    const call = () => {
      const out = [y(x.ref, w.ref, b.ref)];
      if (!both) return out;
      const g = gradients({x: x.ref, w: w.ref, b: b.ref}, dy.ref);
      return [...out, g.x, g.w, g.b];
    };
    return {
      results: async () => Promise.all(call().map(t => t.data())),
      run: async n => {
        for (let i = 0; i < n; ++i) {
          const last = call();
          for (const t of last.slice(0, -1)) i === n - 1 ? await t.data() : t.dispose();
          i === n - 1 ? await last.at(-1).data() : last.at(-1).dispose();
        }
      },
    };
  },
};

const program = library.startsWith('tfjs') ? await programs.tfjs(library.slice(5)) : await programs.jax();
const [y, dx, dw, db] = await program.results();
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
  await program.run(calls);
  const ms = performance.now() - start;
  us = ms / calls * 1000;
  if (ms >= limit * 500) break;
}
console.log(JSON.stringify({us, checked}));
