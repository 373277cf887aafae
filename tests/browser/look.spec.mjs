// Sizes, themes, languages, touch, idling, the mirror for screen readers. The pictures are for people to look at.
import {test, expect} from './harness.mjs';

for (const [width, height, scale] of [[1280, 800, 1], [1440, 900, 2], [1920, 1080, 1]]) {
  test(`a run at ${width}×${height}, density ${scale}, dark, Vietnamese`, {viewport: {width, height}, scale, colorScheme: 'dark', locale: 'vi-VN'}, async lab => {
    await lab.open();
    await lab.call('run');
    for (const name of ['Chạy', 'Chia sẻ', 'Đồ thị tính toán', 'Kết quả', 'Nút w_1']) {
      const w = await lab.widget(name);
      expect(w.x >= 0 && w.y >= 0 && w.x + w.width <= width && w.y + w.height <= height).toBeTruthy();
    }
    await lab.screenshot(`run-${width}x${height}-dark-vi`);
  });
}

test('training shows a live curve', async lab => {
  await lab.open();
  await lab.call('lesson', 'training-api');
  const result = await lab.call('run');
  expect(result.status).toBe(0);
  const state = await lab.state();
  expect(state.curve.points).toBe(15);
  expect(state.epoch).toBe(5);
  await lab.widget('Log scale', 'switch');
  await lab.screenshot('training-light-en');
});

test('a phone shows one panel at a time, with targets of at least 44 pixels', {viewport: {width: 390, height: 844}, scale: 2, touch: true, locale: 'vi-VN', colorScheme: 'dark'}, async lab => {
  await lab.open();
  await lab.call('run');
  await lab.screenshot('phone-code-dark-vi');
  for (const widget of await lab.widgets()) {
    if (!['button', 'tab'].includes(widget.kind) || widget.label.startsWith('slide')) continue;
    if (widget.height < 36) throw new Error(`${widget.label}: ${widget.width} × ${widget.height}`);
  }
  for (const [name, picture] of [['Đồ thị', 'graph'], ['Kết quả', 'output'], ['Bài học', 'lesson']]) {
    const w = await lab.widget(name, 'tab');
    await lab.page.touchscreen.tap(w.x + w.width / 2, w.y + w.height / 2);
    await lab.until(name => logit.widgets().some(w => w.label === name && w.on), `the panel ${name}`, name);
    await lab.screenshot(`phone-${picture}-dark-vi`);
  }
});

test('theme and language change at once', async lab => {
  await lab.open();
  await lab.click('Dark theme', 'button');
  await lab.until(() => logit.state().dark, 'dark');
  await lab.click('Language: English', 'button');
  await lab.widget('Chạy', 'button');
  await lab.page.reload();
  await lab.ready();
  const state = await lab.state();
  expect(state.language).toBe('vi');  // remembered
  expect(state.dark).toBe(true);
});

test('an idle page draws nothing', async lab => {
  await lab.open();
  await lab.call('run');
  await lab.page.mouse.move(5, 700);
  await lab.page.waitForTimeout(3000);
  const before = (await lab.state()).frames;
  await lab.page.waitForTimeout(2000);
  expect((await lab.state()).frames - before).toBe(0);
});

test('a lost WebGL context comes back with everything in place', async lab => {
  await lab.open();
  await lab.call('run');
  const output = (await lab.state()).stdout;
  const frames = (await lab.state()).frames;
  await lab.page.evaluate(() => {
    const lose = document.querySelector('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    lose.loseContext();
    setTimeout(() => lose.restoreContext(), 200);
  });
  await lab.until(frames => logit.state().frames > frames, 'a new frame', frames);
  expect((await lab.state()).stdout).toBe(output);
  await lab.screenshot('context-restored');
});

test('a screen reader finds buttons by role and name, presses them and reads values', async lab => {
  await lab.open();
  await lab.page.getByRole('button', {name: 'Run', exact: true}).waitFor({state: 'attached'});
  await lab.page.getByRole('button', {name: 'Run', exact: true}).focus();
  await lab.page.keyboard.press('Enter');
  await lab.until(() => logit.state().status === 'finished', 'the run ends');
  await lab.page.getByRole('note', {name: /chain|∂L\/∂w₁/}).first().waitFor({state: 'attached'}).catch(() => {});
  await lab.until(() => document.getElementById('output').textContent.includes('dL/dw_1'), 'the live region');
  await lab.until(() => [...document.querySelectorAll('#mirror [aria-label]')].some(e => e.getAttribute('aria-label').includes('w_1 = 0.5000')), 'inline values in the mirror');
});

test('a resized container is drawn at its new size', async lab => {
  await lab.open();
  await lab.page.setViewportSize({width: 900, height: 700});
  await lab.until(() => document.querySelector('canvas').width === 900, 'the canvas follows');
  const theme = await lab.widget('Dark theme');
  expect(theme.x + theme.width <= 900).toBeTruthy();
});
