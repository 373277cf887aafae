// A person's own scripts in the browser's storage: kept as soon as they are changed, opened, renamed, deleted and put back in the dialog,
// there after a reload and in other tabs. And the dialog behind the logo.
import {test, expect} from './harness.mjs';

const press = (lab, label, kind = null) => lab.click(label, kind);

async function type(lab, page, text) {
  await page.bringToFront();
  const field = await page.evaluate(() => logit.widgets().find(w => w.label === 'Python script' && w.kind === 'textbox'));
  await page.mouse.click(field.x + 200, field.y + 20);
  await page.keyboard.type(text);
  await page.waitForFunction(text => logit.state().script.includes(text), text);
  await page.waitForFunction(() => logit.state().kept, undefined, {timeout: 20_000});
}

const kept = lab => lab.state().then(state => state.scripts);

test('a changed script is kept by name, found after a reload, renamed, deleted and put back', async lab => {
  await lab.open();
  await lab.call('setScript', 'print("mine")\n', 'mine.py');
  expect(await kept(lab)).toEqual([]);  // nobody has changed anything yet
  await type(lab, lab.page, '# changed ');
  expect(await kept(lab)).toEqual(['mine.py']);
  await lab.page.reload();
  await lab.ready();
  expect((await lab.state()).script).toContain('# changed ');
  expect((await lab.state()).kept).toBe('mine.py');
  // A lesson in its place throws nothing away.
  await lab.call('lesson', 'backward');
  expect(await kept(lab)).toEqual(['mine.py']);
  await press(lab, 'My scripts', 'button');
  await press(lab, 'mine.py', 'switch');
  await lab.until(() => logit.state().script.includes('# changed '), 'the script is open again');

  await press(lab, 'My scripts', 'button');
  await press(lab, 'Name of the open script', 'textbox');
  await lab.page.keyboard.press('ControlOrMeta+a');
  await lab.page.keyboard.type('đạo hàm');
  await lab.page.keyboard.press('Enter');
  await lab.until(() => logit.state().scripts[0] === 'đạo hàm.py', 'the new name');
  await press(lab, 'Delete đạo hàm.py', 'button');
  await lab.until(() => logit.state().scripts.length === 0, 'it is gone');
  await press(lab, 'Undo', 'button');
  await lab.until(() => logit.state().scripts[0] === 'đạo hàm.py', 'it is back');
  await press(lab, 'New script', 'button');
  await lab.until(() => logit.state().script === '', 'an empty script');
  expect(await kept(lab)).toEqual(['đạo hàm.py']);
});

test('two tabs with the same script keep both texts', async lab => {
  await lab.open();
  await lab.call('setScript', 'print(1)\n', 'shared.py');
  await type(lab, lab.page, '# both ');
  const other = await lab.page.context().newPage();
  await other.goto(lab.url);
  await other.waitForFunction(() => window.logit?.ready);
  await other.evaluate(() => logit.ready);
  await type(lab, other, '# second ');
  await other.waitForFunction(() => localStorage.getItem('logit.scripts').length > 0);
  await other.waitForTimeout(1500);
  await type(lab, lab.page, '# first ');
  await lab.until(() => logit.state().banner.startsWith('Another tab has changed shared.py'), 'it is said');
  const names = await kept(lab);
  expect(names).toEqual(['shared (2).py', 'shared.py']);
  const texts = await lab.page.evaluate(() => localStorage.getItem('logit.scripts').trim().split('\n').map(line => atob(line.split('\t')[3].replace(/-/g, '+').replace(/_/g, '/'))));
  expect(texts[0]).toContain('# first ');
  expect(texts[1]).toContain('# second ');
});

for (const [language, colorScheme, width, height] of [['en', 'light', 1280, 800], ['vi', 'dark', 1280, 800], ['vi', 'light', 390, 844], ['en', 'dark', 390, 844]]) {
  test(`own scripts and About in ${language}, ${colorScheme}, ${width}×${height}`,
    {locale: language === 'vi' ? 'vi-VN' : 'en-US', colorScheme, viewport: {width, height}, scale: width < 500 ? 2 : 1, touch: width < 500}, async lab => {
    const pack = text => btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
    const stored = ['moons (2).py', 'moons.py', 'a name that is so long that it cannot stand in one line of a phone.py']
      .map((name, i) => `${name}\t\t\t${pack('x = 1\n'.repeat(20 * i + 1))}\n`).join('');
    await lab.page.addInitScript(stored => localStorage.setItem('logit.scripts', stored), stored);
    await lab.open();
    const inside = async () => {
      for (const w of await lab.widgets()) {
        if (!['button', 'switch', 'textbox'].includes(w.kind)) continue;
        if (w.x < 0 || w.y < 0 || w.x + w.width > width || w.y + w.height > height) throw new Error(`${w.label} is off the screen`);
        if (/^(scripts|about)(\/|$)/.test(w.label)) continue;  // the regions of their lists
        if (width < 500 && w.kind === 'button' && w.height < 40) throw new Error(`${w.label} is too small for a finger`);
      }
    };
    await press(lab, language === 'vi' ? 'Mã của em' : 'My scripts', 'button');
    await lab.widget('moons.py', 'switch');
    await inside();
    await lab.screenshot(`scripts-${width}-${colorScheme}-${language}`);
    await lab.page.keyboard.press('Escape');
    await press(lab, language === 'vi' ? 'Về logit' : 'About logit', 'button');
    await lab.until(() => logit.widgets().some(w => w.label.startsWith('Dear ImGui 1.90.1, MIT')), 'the libraries');
    await inside();
    await lab.screenshot(`about-${width}-${colorScheme}-${language}`);
  });
}
