// The page where things go wrong: no network, no module, no graphics, no storage, no clipboard; in a sub-folder, in frames
// that forbid everything, ten times on one page. It works, or says in words why it cannot; it never shows a blank canvas.
import {spawn} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {assert, test, expect} from './harness.mjs';

const site = process.env.LOGIT_SITE;
const SCRIPT = 'print(6 * 7)';
const runs = async lab => expect((await lab.run(SCRIPT)).stdout).toBe('42\n');

// Before any script of the page: what a browser without a feature looks like to it.
const without = (lab, change) => lab.page.addInitScript(change);
const message = lab => lab.until(() => !document.getElementById('loading').hidden &&
  document.getElementById('loading').className === 'failed' && document.getElementById('message').textContent, 'a message');

test('the second visit needs no network', async lab => {
  await lab.open();
  await lab.until(async () => {
    await navigator.serviceWorker.ready;
    return (await caches.keys()).some(name => name.startsWith('logit ')) && Boolean(navigator.serviceWorker.controller);
  }, 'the page is kept');
  await lab.page.context().setOffline(true);
  await lab.page.reload();
  await lab.ready();
  await runs(lab);
});

test('what is kept is one version, whole', async lab => {
  const worker = readFileSync(join(site, 'service-worker.js'), 'utf8');
  const kept = JSON.parse(/const FILES = (\[.*\]);/.exec(worker)[1]);
  const files = readdirSync(site);
  for (const name of kept) expect(files).toContain(name);
  // Everything that the page asks for on its way to the first run is among them.
  const asked = new Set();
  lab.page.on('request', request => asked.add(basename(new URL(request.url()).pathname)));
  await lab.open();
  await runs(lab);
  asked.delete('');
  asked.delete('service-worker.js');
  for (const name of asked) expect(kept).toContain(name);
});

test('a page of one version never takes files of another', async lab => {
  // Every name that a file of the site mentions carries the hash of what is meant, so that two versions cannot mix.
  for (const name of readdirSync(site).filter(n => /\.(js|css|wasm|svg|webmanifest)$/.test(n) && n !== 'service-worker.js')) {
    expect(name).toMatch(/\.[0-9a-f]{10}\.\w+$/);
  }
  await lab.open();
});

test('a module that may not be fetched comes as a script', async lab => {
  await lab.page.route('**/*.wasm', route => route.abort());
  await lab.open();
  await runs(lab);
});

test('without its module the page says so', async lab => {
  await lab.page.route(/logit(-wasm)?\.[0-9a-f]+\.(wasm|js)$/, route => route.fulfill({status: 404, body: ''}));
  await lab.page.goto(lab.url);
  expect(await message(lab)).toContain('logit could not start');
  await lab.screenshot('fault-no-module');
});

test('without WebGL2 the page says so', {locale: 'vi-VN'}, async lab => {
  await without(lab, () => { HTMLCanvasElement.prototype.getContext = () => null; });
  await lab.page.goto(lab.url);
  expect(await message(lab)).toContain('logit vẽ bằng WebGL2');
  await lab.screenshot('fault-no-webgl2-vi');
});

test('without WebAssembly the page says so', async lab => {
  await without(lab, () => { delete window.WebAssembly; });
  await lab.page.goto(lab.url);
  expect(await message(lab)).toContain('cannot run WebAssembly');
});

test('forbidden storage, no service worker and no WebGPU change nothing', async lab => {
  await without(lab, () => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {get() { throw new DOMException('forbidden', 'SecurityError'); }});
    }
    Object.defineProperty(Navigator.prototype, 'serviceWorker', {get() { throw new DOMException('forbidden', 'SecurityError'); }});
    Object.defineProperty(Navigator.prototype, 'gpu', {value: undefined});
  });
  await lab.open();
  await runs(lab);
});

test('full storage changes nothing', async lab => {
  await without(lab, () => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; });
  await lab.open();
  await runs(lab);
});

test('two tabs do not write over each other', async lab => {
  await lab.open();
  const field = await lab.widget('Python script', 'textbox');
  const other = await lab.page.context().newPage();
  await other.goto(lab.url);
  await other.waitForFunction(() => window.logit?.ready);
  const write = async (page, text) => {
    await page.bringToFront();
    await page.mouse.click(field.x + 200, field.y + 20);
    await page.keyboard.type(text);
    await page.waitForFunction(text => logit.state().script.includes(text), text);
    await page.waitForTimeout(1500);
  };
  await write(lab.page, '# first ');
  await write(other, '# second ');
  for (const page of [lab.page, other]) {
    await page.bringToFront();
    await page.reload();
    await page.waitForFunction(() => window.logit?.ready);
    await page.evaluate(() => logit.ready);
  }
  expect((await lab.state()).script).toContain('# first ');
  expect(await other.evaluate(() => logit.state().script)).toContain('# second ');
});

test('corrupt storage is no obstacle', async lab => {
  await without(lab, () => {
    for (const key of ['settings', 'draft', 'draft_name', 'draft_lesson', 'scripts']) {
      localStorage.setItem(`logit.${key}`, '\u0000\uffff{]=\n\n=1e999\ntext_scale=nan\ncolumns=-inf\n' + 'x'.repeat(10_000));
    }
  });
  await lab.open();
  await runs(lab);
  const {textScale} = await lab.state();
  expect(textScale >= 0.75 && textScale <= 3).toBeTruthy();
});

test('without permission for the clipboard copying still works', {permissions: []}, async lab => {
  await without(lab, () => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('denied', 'NotAllowedError')); });
  await lab.open();
  await lab.page.evaluate(() => { document.addEventListener('copy', () => { window.copied = String(getSelection()) || document.activeElement.value; }, true); });
  await lab.click('Share', 'button');
  await lab.until(() => window.copied?.includes('#1'), 'the old way of copying');
});

test('a hidden tab goes on training, and does not burst when it is seen again', async lab => {
  await lab.open();
  await lab.call('setScript', 'n = 0\nwhile True:\n    n += 1\n    if n % 100000 == 0:\n        print(n)');
  await lab.click('Run', 'button');
  await lab.until(() => logit.state().stdout.length > 0, 'it runs');
  const hide = hidden => lab.page.evaluate(hidden => {
    Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
  await hide(true);
  const frames = (await lab.state()).frames, steps = (await lab.state()).instructions;
  await lab.until(steps => logit.state().instructions > steps, 'it goes on', steps);
  expect((await lab.state()).frames <= frames + 1).toBeTruthy();
  await hide(false);
  const waited = await lab.page.evaluate(() => new Promise(done => { const t = performance.now(); setTimeout(() => done(performance.now() - t), 0); }));
  expect(waited).toBeLessThan(1500);
  await lab.call('stop');
  await lab.until(() => !logit.state().running, 'it stops');
});

test('a stranger\'s link runs nothing, whatever its address says', async lab => {
  await lab.open();
  await lab.call('setScript', 'print("ran")');
  const payload = (await lab.call('link')).split('#')[1];
  for (const rest of [`?run=1#${payload}`, `?run=1&autorun#${payload}`]) {
    await lab.page.goto('about:blank');
    await lab.open(rest);
    await lab.page.waitForTimeout(300);
    const state = await lab.state();
    expect(state.script).toBe('print("ran")');
    expect([state.status, state.runs, state.instructions]).toEqual(['idle', 0, 0]);
  }
});

test('the page forbids itself everything but its own files', async lab => {
  await lab.open();
  const policy = await lab.page.getAttribute('meta[http-equiv="Content-Security-Policy"]', 'content');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval';/);
  for (const word of ["'unsafe-inline'", "'unsafe-eval'", 'http:', 'https:', '*', 'blob:']) expect(policy.includes(word)).toBe(false);
  // In a task of its own: the test's own calls are excepted from the policy.
  expect(await lab.page.evaluate(() => new Promise(done => setTimeout(() => {
    try { done(Function('return 1')()); } catch (error) { done(error.name); }
  }, 0)))).toBe('EvalError');
  lab.problems.length = 0;  // the line above broke the policy on purpose
});

test('graphics lost in the middle of a training: it goes on, and says so if they stay away', async lab => {
  await lab.open();
  await lab.call('setScript', 'n = 0\nwhile True:\n    n += 1\n    if n % 100000 == 0:\n        print(n)');
  await lab.click('Run', 'button');
  await lab.until(() => logit.state().stdout.length > 0, 'it runs');
  await lab.page.evaluate(() => {
    window.lose = document.querySelector('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    lose.loseContext();
  });
  const steps = (await lab.state()).instructions;
  await lab.until(steps => logit.state().instructions > steps, 'it goes on', steps);
  expect(await message(lab)).toContain('The browser has taken the graphics away');
  await lab.screenshot('fault-graphics-lost');
  const frames = (await lab.state()).frames;
  await lab.page.evaluate(() => lose.restoreContext());
  await lab.until(frames => document.getElementById('loading').hidden && logit.state().frames > frames, 'it is drawn again', frames);
  await lab.call('stop');
  await lab.until(() => !logit.state().running, 'it stops');
});

test('moved to a screen of another density: as sharp, and everything where it was', async lab => {
  await lab.open();
  const cdp = await lab.page.context().newCDPSession(lab.page);
  const before = await lab.widget_at_rest('Run', 'button');
  for (const scale of [2, 1.25, 3, 1]) {
    await cdp.send('Emulation.setDeviceMetricsOverride', {width: 1280, height: 800, deviceScaleFactor: scale, mobile: false});
    await lab.page.mouse.move(600 + scale, 300);
    await lab.until(scale => {
      const canvas = document.querySelector('canvas'), box = canvas.getBoundingClientRect();
      return devicePixelRatio === scale && canvas.width === Math.round(box.width * scale) && canvas.height === Math.round(box.height * scale);
    }, `as many pixels as at density ${scale}`, scale);
    const run = await lab.widget_at_rest('Run', 'button');
    for (const side of ['x', 'y', 'width', 'height']) assert.ok(Math.abs(run[side] - before[side]) <= 2, `${side} at density ${scale}`);
    await lab.call('setScript', `print('at', ${scale})`);
    await lab.click('Run', 'button');
    await lab.until(text => logit.state().stdout === text, 'it runs', `at ${scale}\n`);
  }
});

test('a module of another version is asked for once more, then the page says so', async lab => {
  // One import that nobody offers: what a new module looks like to an old script.
  const name = readdirSync(site).find(n => /^logit\.[0-9a-f]+\.wasm$/.test(n));
  const [wanted] = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(join(site, name))));
  const text = word => [word.length, ...Buffer.from(word)];
  const entry = [1, ...text(wanted.module), ...text('not there'), 0, 0];
  const stale = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 2, entry.length, ...entry]);
  let asked = 0;
  await lab.page.route('**/*.wasm', route => { ++asked; return route.fulfill({status: 200, contentType: 'application/wasm', body: stale}); });
  await lab.page.goto(lab.url);
  await lab.page.waitForTimeout(500);
  expect(await message(lab)).toContain('logit could not start');
  expect(asked >= 2).toBeTruthy();
  lab.problems.length = 0;
});

test('a module that arrives in half is said to be damaged', async lab => {
  const name = readdirSync(site).find(n => /^logit\.[0-9a-f]+\.wasm$/.test(n));
  const whole = readFileSync(join(site, name));
  await lab.page.route('**/*.wasm', route => route.fulfill({status: 200, contentType: 'application/wasm', body: whole.subarray(0, whole.length / 2)}));
  await lab.page.goto(lab.url);
  expect(await message(lab)).toContain('logit could not start');
  lab.problems.length = 0;
});

test('a sub-folder of any static host is enough', async lab => {
  const server = spawn('python3', [join(dirname(fileURLToPath(import.meta.url)), '../tools/serve.py'), '--port', '0', dirname(site)],
                       {stdio: ['ignore', 'pipe', 'inherit']});
  try {
    const address = await new Promise(done => server.stdout.once('data', line => done(line.toString().trim())));
    lab.url = `${address}${basename(site)}/`;
    await lab.open();
    await runs(lab);
    expect((await lab.call('link')).startsWith(lab.url + '#1')).toBeTruthy();
  } finally {
    server.kill();
  }
});

test('a frame that allows nothing but scripts shows the lab', async lab => {
  await lab.page.goto(lab.url + 'licenses.txt');
  await lab.page.evaluate(url => {
    const frame = document.createElement('iframe');
    Object.assign(frame, {src: url, width: 1000, height: 640});
    frame.setAttribute('sandbox', 'allow-scripts');
    document.body.replaceChildren(frame);
  }, lab.url);
  const frame = await lab.until(() => true) && (await lab.page.waitForSelector('iframe').then(e => e.contentFrame()));
  await frame.waitForFunction(() => window.logit?.ready, undefined, {timeout: 60_000});
  const result = await frame.evaluate(async script => { await logit.ready; logit.setScript(script); return await logit.run(); }, SCRIPT);
  expect(result.stdout).toBe('42\n');
  await lab.screenshot('in-a-sandboxed-frame');
});

test('ten labs on one page work', {timeout: 300_000}, async lab => {
  await lab.page.goto(lab.url + 'licenses.txt');
  await lab.page.evaluate(url => {
    document.body.replaceChildren(...Array.from({length: 10}, () => Object.assign(document.createElement('iframe'), {src: url, width: 480, height: 300})));
  }, lab.url);
  const frames = [];
  for (const element of await lab.page.$$('iframe')) frames.push(await element.contentFrame());
  expect(frames.length).toBe(10);
  for (const [i, frame] of frames.entries()) {
    await frame.waitForFunction(() => window.logit?.ready, undefined, {timeout: 120_000});
    const out = await frame.evaluate(async i => { await logit.ready; logit.setScript(`print(${i} * 11)`); return (await logit.run()).stdout; }, i);
    expect(out).toBe(`${i * 11}\n`);
  }
});

test('a device that gives no more memory costs a script its run and nothing else', async lab => {
  await lab.page.addInitScript(() => {
    const grow = WebAssembly.Memory.prototype.grow;
    WebAssembly.Memory.prototype.grow = function(pages) {
      if (this.buffer.byteLength / 65536 + pages > 1600) throw new RangeError('refused by the test');  // 100 MB
      return grow.call(this, pages);
    };
  });
  await lab.open();
  const caught = await lab.run(`import torch
kept = []
for what in ('tensors', 'large', 'lists', 'text'):
    try:
        while True:
            if what == 'tensors':
                kept.append(torch.ones(300))
            elif what == 'large':
                kept.append(torch.ones(1000000))
            elif what == 'lists':
                kept.append([0] * 1000)
            else:
                kept.append('%d' % len(kept) * 50)
    except (MemoryError, RuntimeError) as error:  # the latter are PyTorch's words
        kept = []
        print(what, type(error).__name__ if what != 'tensors' and what != 'large' else 'refused')
print(torch.ones(3).sum())`);
  expect(caught.stderr).toBe('');
  expect(caught.stdout).toBe('tensors refused\nlarge refused\nlists MemoryError\ntext MemoryError\ntensor(3.)\n');
  for (const more of ['[0] * 500', 'torch.ones(10)', '{"a": len(kept)}', 'str(len(kept)) * 9', 'C()', 'torch.ones(3, requires_grad=True) * 2']) {
    const uncaught = await lab.run(`import torch
kept = []
class C:
    def __init__(self):
        self.a = 1
while True:
    kept.append(${more})
`);
    assert.match(uncaught.stderr, /MemoryError: this script asked for .* more than this device has left|not enough memory/, more);
  }
  expect((await lab.run('print(6 * 7)')).stdout).toBe('42\n');
});

test('a mistake of the lab itself says so, and what was written is kept', async lab => {
  await lab.open();
  await lab.call('setScript', 'print("kept")');
  await lab.page.waitForTimeout(1500);  // the draft is stored a moment after the last edit
  const problem = await lab.page.evaluate(async () => {
    WebGL2RenderingContext.prototype.drawElements = () => { throw new WebAssembly.RuntimeError('injected'); };
    return await logit.run().then(() => 'it ran', error => error.message);
  });
  expect(problem).toBe('injected');
  expect(await message(lab)).toContain('logit has stopped because of a mistake of its own');
  await lab.screenshot('fault-mistake-of-the-lab');
  lab.problems.length = 0;  // the error is on purpose
  await lab.page.mouse.click(400, 300);
  await lab.page.keyboard.type('nobody is there');
  await lab.page.setViewportSize({width: 900, height: 700});
  await lab.page.reload();
  await lab.ready();
  expect((await lab.state()).script).toBe('print("kept")');
});
