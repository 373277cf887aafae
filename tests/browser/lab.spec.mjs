// The page as a student uses it: open, run, read, stop, share. Widgets are found by their names in logit.widgets().
import {test, expect, assert} from './harness.mjs';

const FIRST_LISTING = `z =  tensor([1.9000], grad_fn=<AddBackward0>)
a =  tensor([0.8699], grad_fn=<SigmoidBackward0>)
l =  tensor(0.1394, grad_fn=<BinaryCrossEntropyBackward0>)
dL/dw_1 =  (tensor([-0.4814]),)
dL/db =  (tensor([-0.1301]),)
`;

test('the page opens with the first lesson and runs nothing', async lab => {
  await lab.open();
  const state = await lab.state();
  expect(state.status).toBe('idle');
  expect(state.stdout).toBe('');
  expect(state.lesson).toBe('partial-derivatives');
  expect(state.script).toContain('w_1 = torch.tensor([0.5], requires_grad=True)');
  await lab.screenshot('start-light-en');
});

test("the slides' first listing prints what is printed there", async lab => {
  await lab.open();
  const result = await lab.call('run');
  expect(result.stdout).toBe(FIRST_LISTING);
  expect(result.status).toBe(0);
  const state = await lab.state();
  expect(state.stdout).toBe(FIRST_LISTING);
  expect(state.inline['11'].value).toBe('1.9000');
  expect(state.graph.nodes.at(-1).name).toBe('l');
  await lab.until(() => logit.state().chainRule.startsWith('∂L/∂w₁ = ∂L/∂a · ∂a/∂z · ∂z/∂u · ∂u/∂w₁ = '), 'the chain rule');
  await lab.screenshot('first-listing-light-en');
});

test('the Run button is found by its name and pressed with the mouse', async lab => {
  await lab.open();
  await lab.click('Run', 'button');
  await lab.until(() => logit.state().status === 'finished', 'the run ends');
  expect((await lab.state()).stdout).toBe(FIRST_LISTING);
});

test('Stop ends an endless loop, and the page answers meanwhile', async lab => {
  await lab.open();
  await lab.call('setScript', 'while True:\n    pass');
  await lab.click('Run', 'button');
  await lab.until(() => logit.state().running, 'the script runs');
  // The page takes part in life while the script runs: a timer of 0 ms comes back soon.
  const waited = await lab.page.evaluate(() => new Promise(resolve => {
    const start = performance.now();
    setTimeout(() => resolve(performance.now() - start), 0);
  }));
  expect(waited).toBeLessThan(1500);
  await lab.click('Stop', 'button');
  await lab.until(() => !logit.state().running, 'the script stops');
  const state = await lab.state();
  expect(state.error.type).toBe('KeyboardInterrupt');
  expect(state.script).toBe('while True:\n    pass');
});

test('an error is marked on its line and the script stays', async lab => {
  await lab.open();
  const script = 'import torch\na = torch.ones(2, 3)\nb = torch.ones(4, 5)\nprint(a @ b)\n';
  const result = await lab.run(script);
  expect(result.status).toBe(1);
  expect(result.stderr).toContain('RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)');
  const state = await lab.state();
  expect(state.error.line).toBe(4);
  expect(state.script).toBe(script);
  await lab.widget('RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)');
  await lab.widget('Go to line 4', 'button');
  await lab.screenshot('error-light-en');
});

test('a syntax error is marked before anything runs', async lab => {
  await lab.open();
  const result = await lab.run('x = 1\nif x\n    print(x)\n');
  expect(result.status).toBe(1);
  const state = await lab.state();
  expect(state.error.type).toBe('SyntaxError');
  expect(state.error.line).toBe(2);
});

test('a share link gives the same script elsewhere, and does not run it', async lab => {
  await lab.open();
  await lab.call('setScript', 'print("xin chào")\n');
  const link = await lab.call('link');
  expect(link).toMatch(/#1[A-Za-z0-9_-]+$/);
  const payload = link.split('#')[1];
  expect(await lab.page.evaluate(() => location.hash)).toBe('#' + payload);
  for (const rest of [`#${payload}`, `%23${payload}`, `?x=1#${payload}`]) {
    await lab.page.goto('about:blank');
    await lab.page.goto(lab.url + rest);
    await lab.ready();
    const state = await lab.until(() => { const s = logit.state(); return s.script.includes('xin chào') && s; }, `opens ${rest}`);
    expect(state.script).toBe('print("xin chào")\n');
    expect(state.status).toBe('idle');
    expect(state.banner).toContain('Read it, then press Run');
  }
});

test('the Share button copies the link', async lab => {
  await lab.open();
  await lab.click('Share', 'button');
  await lab.until(() => logit.state().banner.includes('Link copied'), 'the banner');
  const copied = await lab.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await lab.call('link'));
});

test('a link does not replace what a student has written', async lab => {
  await lab.open();
  const field = await lab.widget('Python script', 'textbox');
  await lab.page.mouse.click(field.x + 200, field.y + 20);
  await lab.page.keyboard.type('# mine ');
  await lab.until(() => logit.state().script.includes('# mine '), 'typing arrives');
  const mine = (await lab.state()).script;
  const other = await lab.page.evaluate(() => { const before = logit.state().script; logit.setScript('print(2)'); const l = logit.link(); logit.setScript(before); return l; });
  await lab.page.reload();
  await lab.ready();
  await lab.call('open', other);
  expect((await lab.state()).script).toBe('print(2)');
  await lab.click('Open my draft', 'button');
  await lab.until(script => logit.state().script === script, 'the draft', mine);
});
