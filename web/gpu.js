// WebGPU for kernels/gpu.h: matrices on the device, products begun and fetched later. Loaded when a product is first large
// enough for it, or when the user asks for it; no adapter is requested before.
//
// A matrix lies on the device row by row, both lengths rounded up to multiples of four and the rest zero, so that shaders
// read four numbers at a time and know no edges. Buffers come from a pool in size classes, together at most BUDGET; when it
// is full the matrix that was used longest ago gives way, and is uploaded again should it be needed.
//
// A read-back counts only if the product's number stands behind the result, copied there by the device after the result
// itself: a lost device, a refused allocation or an invalid command leaves the number of an earlier product.
'use strict';
const LogitGpu = (() => {
  const HEAD = '@shape.wgsl@';
  const SHADERS = ['@linear_forward.wgsl@', '@linear_input_gradient.wgsl@', '@linear_weight_gradient.wgsl@', '@sum_slices.wgsl@'];
  const FORWARD = 0, WEIGHT_GRADIENT = 2, SUM_SLICES = 3;
  const ASLEEP = 0, OPENING = 1, READY = 2, SOFTWARE = 3, ABSENT = 4;
  const PENDING = 0, DONE = 1, LOST = 2;
  const TILE_ROWS = 8, TILE_COLUMNS = 8, GROUP = 8;    // numbers a thread computes; threads in each direction of a workgroup
  const WANTED_THREADS = 1024, SLICE_DEPTH = 256;      // fewer threads than that: the depth is cut into slices of at least that
  const WORK = 2 ** 31, SOFTWARE_WORK = 2 ** 27;       // multiplications of one command: under a tenth of a second
  const BUDGET = 384 << 20, PATIENCE = 30000;

  let state = ASLEEP, devices = 0, last = 0, held = 0;
  let gpu = null;            // {device, queue, pipelines, uniform, limit, free, reads}
  let matrices = new Map();  // number → {buffer, bytes}, the one used longest ago first
  const products = new Map();
  const counts = {uploads: 0, uploadedBytes: 0, dispatches: 0, products: 0, reads: 0, lost: 0};
  let wake = () => {};
  // What tests change: fill memory that should be overwritten with NaN; a function called with the name of each step; how many
  // devices are asked for, one after the other was lost.
  const test = {poison: false, at: null, devices: 3};
  const step = name => { if (test.at) test.at(name, gpu && gpu.device); };

  const up4 = n => n + 3 & ~3;
  const sizeClass = bytes => {
    const unit = Math.max(256, 2 ** (Math.floor(Math.log2(bytes)) - 2));
    return Math.ceil(bytes / unit) * unit;
  };

  // ---- the device -------------------------------------------------------------------------------------------------
  async function ask() {
    const adapter = navigator.gpu && await navigator.gpu.requestAdapter({powerPreference: 'high-performance'});
    if (!adapter) return null;
    const {maxStorageBufferBindingSize, maxBufferSize} = adapter.limits;
    const device = await adapter.requestDevice({requiredLimits: {maxStorageBufferBindingSize, maxBufferSize}});
    const info = adapter.info || {};
    const names = [info.vendor, info.architecture, info.device, info.description].join(' ');
    return {
      device, queue: device.queue, pipelines: [], free: new Map(), reads: new Map(),
      limit: Math.min(maxStorageBufferBindingSize, maxBufferSize),
      software: Boolean(info.isFallbackAdapter || adapter.isFallbackAdapter) || /swiftshader|llvmpipe|lavapipe|basic render/i.test(names),
      uniform: device.createBuffer({size: 32, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC}),
    };
  }

  async function open(onWake) {
    if (state !== ASLEEP) return;
    wake = onWake;
    state = OPENING;
    let found = null;
    try {
      found = await Promise.race([ask(), new Promise(resolve => setTimeout(resolve, PATIENCE, null))]);
    } catch { /* no device: SIMD */ }
    if (found) {
      ++devices;
      gpu = found;
      const {device} = found;
      device.lost.then(() => forget(device));
      device.addEventListener('uncapturederror', event => event.preventDefault());  // seen by the number behind the result
    }
    state = !found ? ABSENT : found.software ? SOFTWARE : READY;
    wake();
  }

  // All that was on it is gone; what was under way ends as lost. A few times another device is asked for.
  function forget(device) {
    if (!gpu || gpu.device !== device) return;
    gpu = null;
    held = 0;
    matrices = new Map();
    ++counts.lost;
    for (const product of products.values()) product.state = LOST;
    state = devices < test.devices ? ASLEEP : ABSENT;
    wake();
  }

  function pipeline(kind) {
    return gpu.pipelines[kind] ||= gpu.device.createComputePipeline({
      layout: 'auto', compute: {module: gpu.device.createShaderModule({code: HEAD + SHADERS[kind]}), entryPoint: 'main'},
    });
  }

  // ---- buffers ----------------------------------------------------------------------------------------------------
  function pooled(pool, bytes, usage) {
    const waiting = pool.get(bytes);
    return waiting && waiting.pop() || gpu.device.createBuffer({size: bytes, usage});
  }
  const giveBack = (pool, bytes, buffer) => { pool.has(bytes) ? pool.get(bytes).push(buffer) : pool.set(bytes, [buffer]); };

  // A matrix of so many bytes with undefined content, as a number; 0: there is no room.
  function take(wanted) {
    const bytes = sizeClass(wanted);
    if (!gpu || wanted > gpu.limit || bytes > BUDGET) return 0;
    const size = Math.min(bytes, gpu.limit);
    if (!(gpu.free.get(size) || []).length) {
      while (held + size > BUDGET && makeRoom());
      if (held + size > BUDGET) return 0;
      held += size;
    }
    const buffer = pooled(gpu.free, size, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST);
    if (test.poison) gpu.queue.writeBuffer(buffer, 0, new Float32Array(size / 4).fill(NaN));
    matrices.set(++last, {buffer, bytes: size, used: 0});
    return last;
  }

  // Lets go of something that nobody uses now. Destroyed memory stays valid for commands that were submitted before.
  function makeRoom() {
    for (const [bytes, waiting] of gpu.free) {
      if (!waiting.length) continue;
      waiting.pop().destroy();
      held -= bytes;
      return true;
    }
    for (const [number, matrix] of matrices) {
      if (matrix.used) continue;
      matrices.delete(number);
      matrix.buffer.destroy();
      held -= matrix.bytes;
      return true;
    }
    return false;
  }

  function release(number) {
    const matrix = matrices.get(number);
    if (!matrix) return;
    matrices.delete(number);
    giveBack(gpu.free, matrix.bytes, matrix.buffer);
  }

  function alive(number) {
    const matrix = matrices.get(number);
    if (!matrix) return 0;
    matrices.delete(number);  // to the end: used last
    matrices.set(number, matrix);
    return 1;
  }

  function upload(numbers, rows, columns, stride) {
    step('upload');
    const width = up4(columns), height = up4(rows);
    const number = take(width * height * 4);
    if (!number) return 0;
    const {buffer} = matrices.get(number);
    if (width === columns && stride === columns) {
      gpu.queue.writeBuffer(buffer, 0, numbers, 0, rows * columns);
      if (height > rows) gpu.queue.writeBuffer(buffer, rows * width * 4, new Float32Array((height - rows) * width));
    } else {
      const padded = new Float32Array(width * height);
      for (let r = 0; r < rows; ++r) {
        if (columns > 16) padded.set(numbers.subarray(r * stride, r * stride + columns), r * width);
        else for (let c = 0; c < columns; ++c) padded[r * width + c] = numbers[r * stride + c];
      }
      gpu.queue.writeBuffer(buffer, 0, padded);
    }
    ++counts.uploads;
    counts.uploadedBytes += width * height * 4;
    return number;
  }

  // ---- products ---------------------------------------------------------------------------------------------------
  function bind(kind, buffers) {
    return gpu.device.createBindGroup({layout: pipeline(kind).getBindGroupLayout(0),
      entries: [gpu.uniform, ...buffers].map((buffer, binding) => ({binding, resource: {buffer}}))});
  }

  // The commands that compute a product into a new matrix and copy it to the read-back memory, in an order to be kept; null:
  // there is no room. Rows go in runs, so that no single command holds the device for long.
  function plan(kind, a, b, bias, m, n, k, sums, read, number) {
    step('begin');
    const width = up4(n), height = up4(m), depth = up4(k) / 4;
    const body = width * height + (sums ? height : 0);  // numbers of the result: the matrix, then its sums
    const across = Math.ceil(width / TILE_COLUMNS), down = Math.ceil(height / TILE_ROWS);
    const slices = Math.max(1, Math.min(Math.ceil(WANTED_THREADS / (across * down)), Math.floor(4 * depth / SLICE_DEPTH)));
    const used = [a, b, bias].filter(Boolean).map(operand => matrices.get(operand));
    const free = () => { for (const matrix of used) --matrix.used; };
    const keep = matrix => { if (matrix) { used.push(matrices.get(matrix)); ++matrices.get(matrix).used; } };
    for (const matrix of used) ++matrix.used;  // they stay while room is made
    const result = take(body * 4);
    keep(result);
    const parts = result && slices > 1 ? take(slices * body * 4) : result;
    if (!parts) {
      free();
      release(result);
      return null;
    }
    if (parts !== result) keep(parts);
    const at = matrix => matrices.get(matrix).buffer;
    const target = at(result), operands = [at(a), at(b), ...(kind === FORWARD ? [at(bias || b)] : []), at(parts)];
    const summed = [at(parts), at(bias || b), target];
    const submit = (kind, buffers, x, y, z, row, withBias, end) => {
      gpu.queue.writeBuffer(gpu.uniform, 0, new Uint32Array([m, n, depth, Math.ceil(depth / slices), row, body / 4, withBias ? 1 : 0, number]));
      const encoder = gpu.device.createCommandEncoder();
      if (end && test.poison) encoder.copyBufferToBuffer(target, 0, read, 0, body * 4);
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline(kind));
      pass.setBindGroup(0, bind(kind, buffers));
      pass.dispatchWorkgroups(x, y, z);
      pass.end();
      if (end) {
        encoder.copyBufferToBuffer(target, 0, read, 0, body * 4);
        encoder.copyBufferToBuffer(gpu.uniform, 28, read, body * 4, 4);
      }
      gpu.queue.submit([encoder.finish()]);
      ++counts.dispatches;
    };
    const commands = [], atOnce = gpu.software ? SOFTWARE_WORK : WORK;
    const run = Math.max(1, Math.min(65535, Math.floor(atOnce / (n * k * TILE_ROWS * GROUP)))) * TILE_ROWS * GROUP;
    for (let row = 0; row < height; row += run) {
      const groups = Math.ceil(Math.min(run, height - row) / (TILE_ROWS * GROUP)), end = row + run >= height;
      commands.push(() => {
        submit(kind, operands, Math.ceil(across / GROUP), groups, slices, row, bias && slices === 1, slices === 1 && end);
        if (slices === 1 || !end) return;
        const all = Math.ceil(body / 4 / (GROUP * GROUP));
        submit(SUM_SLICES, summed, Math.min(all, 65535), Math.ceil(all / 65535), 1, 0, bias, true);
      });
    }
    return {result, commands, free: () => { free(); if (parts !== result) release(parts); }};
  }

  function begin(kind, a, b, bias, m, n, k, sums) {
    if (!gpu || !alive(a) || !alive(b) || (bias && !alive(bias))) return 0;
    const mine = gpu, number = ++last;
    const bytes = (up4(m) * up4(n) + (sums ? up4(m) : 0) + 1) * 4, readBytes = sizeClass(bytes);
    const read = pooled(gpu.reads, readBytes, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
    const end = () => {  // the read-back memory goes back to the pool
      if (gpu !== mine) return;
      read.unmap();
      giveBack(gpu.reads, readBytes, read);
    };
    const planned = plan(kind, a, b, bias, m, n, k, sums, read, number);
    if (!planned) {
      end();
      return 0;
    }
    const {result, commands} = planned;
    const product = {state: PENDING, number, result, m, n, bytes, read, end};
    products.set(number, product);
    ++counts.products;
    // What was dropped ends where it is; what was lost is known to be.
    const ended = () => { product.dropped ? end() : wake(); };
    const next = i => {
      if (gpu !== mine) return;
      if (!product.dropped) commands[i]();
      if (!product.dropped && i + 1 < commands.length) {
        mine.queue.onSubmittedWorkDone().then(() => next(i + 1), () => {});
        return;
      }
      planned.free();
      const matrix = matrices.get(result);
      if (product.dropped) {
        release(result);
        return end();
      }
      ++matrix.used;  // until it is fetched
      product.submitted = true;
      step('submitted');
      read.mapAsync(GPUMapMode.READ, 0, bytes).then(() => {
        step('mapped');
        if (product.state === PENDING) product.state = gpu === mine ? DONE : LOST;
      }, () => { product.state = LOST; }).then(ended);
    };
    next(0);
    if (/firefox/i.test(navigator.userAgent)) nudge(product, performance.now());
    return number;
  }

  // Firefox looks for finished work every 100 ms, or when more is submitted. Too many submits would hang it.
  function nudge(product, since) {
    if (product.state !== PENDING || !gpu) return;
    gpu.queue.submit([]);
    const waited = performance.now() - since;
    if (waited < 1000) setTimeout(nudge, waited < 20 ? 1 : 10, product, since);
  }

  const progress = number => (products.get(number) || {state: LOST}).state;

  // Hands the result over as put(0, numbers) and put(1, sums), packed; the number of its matrix on the device, 0 if it was lost.
  function fetchResult(number, put, wantsSums) {
    const product = products.get(number);
    products.delete(number);
    if (!product || product.state !== DONE || !gpu) return 0;
    step('take');
    const {m, n} = product, width = up4(n), height = up4(m);
    let mapped;
    try { mapped = product.read.getMappedRange(0, product.bytes); } catch { mapped = new ArrayBuffer(0); }
    const whole = mapped.byteLength === product.bytes && new Uint32Array(mapped, product.bytes - 4, 1)[0] === product.number;
    if (whole) {
      const numbers = new Float32Array(mapped, 0, product.bytes / 4 - 1);
      if (width === n) {
        put(0, numbers.subarray(0, m * n));
      } else {
        const packed = new Float32Array(m * n);
        for (let r = 0; r < m; ++r) {
          if (n > 16) packed.set(numbers.subarray(r * width, r * width + n), r * n);
          else for (let c = 0; c < n; ++c) packed[r * n + c] = numbers[r * width + c];
        }
        put(0, packed);
      }
      if (wantsSums) put(1, numbers.subarray(width * height, width * height + m));
      ++counts.reads;
    }
    const matrix = matrices.get(product.result);
    if (matrix) --matrix.used;
    product.end();
    if (whole) return matrix ? product.result : 0;
    release(product.result);
    return 0;
  }

  function drop(number) {
    const product = products.get(number);
    products.delete(number);
    if (!product) return;
    product.dropped = true;
    if (!product.submitted) return;  // the run that is under way ends it
    const matrix = matrices.get(product.result);
    if (matrix) --matrix.used;
    release(product.result);
    if (product.state !== PENDING) product.end();
  }

  return {open, state: () => state, upload, alive, release, begin, progress, take: fetchResult, drop, counts, test};
})();
