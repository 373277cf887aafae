// The batch workloads of step.py through the JavaScript libraries: step.mjs LIBRARY WORKLOAD WARM_UP STEPS, with LIBRARY one of
// tfjs-cpu, tfjs-wasm, jax-jit. Prints the same JSON. WARM_UP is in seconds there and here.
const [library, workload, warmUp, steps] = process.argv.slice(2).map((a, i) => i < 2 ? a : Number(a));
const [rows, features] = workload.split('x').map(Number);
const X = Array.from({length: rows}, (_, r) => Array.from({length: features}, (_, c) => Math.sin(0.7 * (r * features + c))));
const y = Array.from({length: rows}, (_, i) => [(i * 7) % 3 === 0 ? 1 : 0]);

const programs = {
  async tfjs(backend) {
    const tf = await import('@tensorflow/tfjs');
    if (backend === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
    if (!await tf.setBackend(backend)) throw new Error(`no ${backend} backend`);
    await tf.ready();
    const x = tf.tensor2d(X), t = tf.tensor2d(y);
    const w = tf.variable(tf.zeros([features, 1])), b = tf.variable(tf.zeros([1]));
    const optimizer = tf.train.sgd(0.1);
    const step = () => optimizer.minimize(() => tf.losses.sigmoidCrossEntropy(t, tf.add(tf.matMul(x, w), b)), false, [w, b]);
    return {run: async n => { for (let i = 0; i < n; ++i) step(); await w.data(); },
            parameters: async () => [...await w.data(), ...await b.data()]};
  },
  async jax() {
    const {init, defaultDevice, jit, valueAndGrad, numpy: np, nn} = await import('@jax-js/jax');
    await init('wasm');
    defaultDevice('wasm');
    const loss = (p, x, t) => {
      const z = np.matmul(x, p.w).add(p.b);
      return np.mean(nn.softplus(z.ref).sub(z.mul(t)));
    };
    const step = jit((p, x, t) => {
      const [, g] = valueAndGrad(loss)({w: p.w.ref, b: p.b.ref}, x, t);
      return {w: p.w.sub(g.w.mul(0.1)), b: p.b.sub(g.b.mul(0.1))};
    });
    const x = np.array(X), t = np.array(y);
    let p = {w: np.zeros([features, 1]), b: np.zeros([1])};
    return {run: async n => { for (let i = 0; i < n; ++i) p = step(p, x.ref, t.ref); await p.w.ref.data(); },
            parameters: async () => [...await p.w.ref.data(), ...await p.b.ref.data()]};
  },
};

const program = library.startsWith('tfjs') ? await programs.tfjs(library.slice(5)) : await programs.jax();
for (const warm = performance.now() + 1000 * warmUp; performance.now() < warm;) await program.run(10);
const start = performance.now();
await program.run(steps);
const ms = performance.now() - start;
console.log(JSON.stringify({us: ms / steps * 1000, parameters: await program.parameters()}));
