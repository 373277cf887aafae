// The share dialog: the link, the QR code, the iframe, the files, and the form that builds a teacher's link.
import {test, expect} from './harness.mjs';

const WORDS = {
  en: {share: 'Share', qr: 'QR code', embed: 'Embed', files: 'Files', teacher: 'Teacher'},
  vi: {share: 'Chia sẻ', qr: 'Mã QR', embed: 'Nhúng', files: 'Tệp', teacher: 'Giáo viên'},
};

async function press(lab, label, kind) {
  const w = await lab.widget(label, kind);
  await lab.page.mouse.click(w.x + w.width / 2, w.y + w.height / 2);
}

for (const [language, colorScheme, width, height] of [['en', 'light', 1280, 800], ['vi', 'dark', 1280, 800], ['vi', 'light', 390, 844], ['en', 'dark', 390, 844]]) {
  test(`the share dialog in ${language}, ${colorScheme}, ${width}×${height}`,
    {locale: language === 'vi' ? 'vi-VN' : 'en-US', colorScheme, viewport: {width, height}, scale: width < 500 ? 2 : 1, touch: width < 500}, async lab => {
    await lab.open();
    const words = WORDS[language];
    await press(lab, words.share, 'button');
    for (const part of ['qr', 'embed', 'files', 'teacher']) {
      await press(lab, words[part], 'tab');
      await lab.until(label => logit.widgets().some(w => w.label === label && w.kind === 'tab' && w.on), part, words[part]);
      for (const w of await lab.widgets()) {
        if (!['button', 'tab', 'switch'].includes(w.kind)) continue;
        if (w.x < 0 || w.y < 0 || w.x + w.width > width || w.y + w.height > height) throw new Error(`${w.label} is off the screen`);
      }
      await lab.screenshot(`share-${part}-${width}-${colorScheme}-${language}`);
    }
  });
}

test('what lies under the dialog cannot be pressed, and Escape closes it', async lab => {
  await lab.open();
  await press(lab, 'Share', 'button');
  await lab.widget('Teacher', 'tab');
  expect((await lab.widgets()).some(w => w.label === 'Run')).toBe(false);
  await lab.page.keyboard.press('Escape');
  await lab.widget('Run', 'button');
  expect((await lab.widgets()).some(w => w.label === 'Teacher')).toBe(false);
});

test("a teacher's form hides and locks, and the link it builds does so elsewhere", async lab => {
  await lab.open();
  await press(lab, 'Share', 'button');
  await press(lab, 'Teacher', 'tab');
  for (const label of ['Computation graph', 'The code can be changed', 'In the language used now']) {
    await press(lab, label, 'switch');
    await lab.page.waitForTimeout(100);
  }
  await press(lab, 'Copy the link', 'button');
  await lab.until(() => logit.state().banner === 'Copied', 'copied');
  const link = await lab.page.evaluate(() => navigator.clipboard.readText());
  await lab.page.goto('about:blank');
  await lab.page.goto(link);
  await lab.ready();
  const before = (await lab.until(() => logit.state().banner && logit.state())).script;
  expect((await lab.state()).banner).toBe('The code in this link can only be read.');
  const field = await lab.widget('Python script', 'textbox');
  await lab.page.mouse.click(field.x + 200, field.y + 20);
  await lab.page.keyboard.type('nonsense');
  await lab.page.keyboard.press('Backspace');
  await lab.page.keyboard.press('ControlOrMeta+d');
  await lab.page.waitForTimeout(200);
  expect((await lab.state()).script).toBe(before);
  expect((await lab.widgets()).some(w => w.label === 'Computation graph')).toBe(false);
  expect((await lab.call('run')).status).toBe(0);
});

test('switches written into an address by hand are honoured', {locale: 'vi-VN'}, async lab => {
  await lab.open('?lang=en&hide=graph,share&lesson=training-api&readonly');
  const state = await lab.state();
  expect(state.language).toBe('en');
  expect(state.lesson).toBe('training-api');
  await lab.widget('Run', 'button');
  expect((await lab.widgets()).some(w => w.label === 'Share')).toBe(false);
});

test('the files that are saved hold the script', async lab => {
  await lab.open();
  await lab.call('setScript', 'print("xin chào")\n', 'chào.py');
  await press(lab, 'Share', 'button');
  await press(lab, 'Files', 'tab');
  const saved = {};
  for (const ending of ['.py', '.ipynb', '.md']) {
    const [download] = await Promise.all([lab.page.waitForEvent('download'), press(lab, `Save ${ending}`, 'button')]);
    expect(download.suggestedFilename()).toBe(`chào${ending}`);
    saved[ending] = Buffer.concat(await (await download.createReadStream()).toArray()).toString('utf8');
  }
  expect(saved['.py']).toBe('print("xin chào")\n');
  expect(JSON.parse(saved['.ipynb']).cells[1].source).toEqual(['print("xin chào")']);
  expect(saved['.md']).toContain('```python\nprint("xin chào")\n```');
});

test('a damaged link says what was lost, in the reader\'s language', {locale: 'vi-VN'}, async lab => {
  await lab.open();
  const script = Array.from({length: 40}, (_, i) => `value_${i} = ${i} * ${i * i}`).join('\n');
  await lab.call('setScript', script);
  const link = await lab.call('link');
  await lab.page.goto('about:blank');
  await lab.page.goto(link.slice(0, link.length - 60));
  await lab.ready();
  const state = await lab.until(() => logit.state().banner && logit.state(), 'a banner');
  expect(state.banner).toContain('thiếu phần cuối của mã');
  expect(script.startsWith(state.script) && state.script.length > 100).toBeTruthy();
});
