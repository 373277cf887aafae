// Typing as people type: plain, with an input method, with programs that send Backspaces, with the clipboard.
import {test, expect} from './harness.mjs';

async function emptyEditor(lab) {
  await lab.open();
  await lab.call('setScript', '');
  const field = await lab.widget('Python script', 'textbox');
  await lab.page.mouse.click(field.x + 60, field.y + 20);
}

const script = (lab, wanted) => lab.until(text => logit.state().script === text, JSON.stringify(wanted), wanted, 10_000);

test('typing indents by itself and closes brackets', async lab => {
  await emptyEditor(lab);
  await lab.page.keyboard.type('def f(x):\nreturn x + "a"\nprint(f(1))');
  await script(lab, 'def f(x):\n    return x + "a"\nprint(f(1))');
});

test('Telex through the system: each composition becomes what is meant', async lab => {
  await emptyEditor(lab);
  await lab.page.keyboard.type('# ');
  const devtools = await lab.page.context().newCDPSession(lab.page);
  const words = [['g', 'go', 'gõ'], ['t', 'ti', 'tie', 'tiê', 'tiên', 'tiêng', 'tiếng'], ['v', 'vi', 'vie', 'viê', 'viêt', 'việt'],
                 ['d', 'đ', 'đu', 'đươ', 'đươn', 'đương', 'đường']];
  for (const [i, word] of words.entries()) {
    if (i) await lab.page.keyboard.type(' ');
    for (const text of word) {
      await devtools.send('Input.imeSetComposition', {text, selectionStart: text.length, selectionEnd: text.length});
    }
    await devtools.send('Input.insertText', {text: word.at(-1)});
  }
  await script(lab, '# gõ tiếng việt đường');
});

test('programs that send Backspace and letters work as well', async lab => {
  await emptyEditor(lab);
  const {keyboard} = lab.page;
  await keyboard.type('# chinh');
  for (let i = 0; i < 2; ++i) await keyboard.press('Backspace');
  await keyboard.press('Backspace');
  await keyboard.insertText('ính');
  await script(lab, '# chính');
});

test('copy, cut and paste use the system clipboard, also with decomposed text', async lab => {
  await emptyEditor(lab);
  const {keyboard} = lab.page;
  await keyboard.type('a = 1');
  await keyboard.press('ControlOrMeta+a');
  await keyboard.press('ControlOrMeta+c');
  await lab.until(async () => await navigator.clipboard.readText() === 'a = 1', 'the clipboard');
  await keyboard.press('ControlOrMeta+x');
  await script(lab, '');
  await lab.page.evaluate(() => navigator.clipboard.writeText('# Tiếng Việt'.normalize('NFD')));
  await keyboard.press('ControlOrMeta+v');
  await script(lab, '# Tiếng Việt');
  await keyboard.press('ControlOrMeta+z');
  await script(lab, '');
});

test('Control+Enter runs, and the browser keeps its own keys', async lab => {
  await emptyEditor(lab);
  await lab.page.keyboard.type('print(6 * 7)');
  await lab.page.keyboard.press('ControlOrMeta+Enter');
  await lab.until(() => logit.state().stdout === '42\n', 'the output');
  const prevented = await lab.page.evaluate(() => {
    const area = document.getElementById('text') ?? document.querySelector('textarea');
    return ['F5', 'F11', 'F12', 'l', 't', 'w'].filter(key => {
      const event = new KeyboardEvent('keydown', {key, ctrlKey: key.length === 1, cancelable: true, bubbles: true});
      return !area.dispatchEvent(event);
    });
  });
  expect(prevented).toEqual([]);
});

test('find, comment, move lines', async lab => {
  await emptyEditor(lab);
  const {keyboard} = lab.page;
  await keyboard.type('a = 1\nb = 2');
  await keyboard.press('Alt+ArrowUp');
  await script(lab, 'b = 2\na = 1');
  await keyboard.press('ControlOrMeta+/');
  await script(lab, '# b = 2\na = 1');
  await keyboard.press('ControlOrMeta+f');
  await keyboard.type('a = ');
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  await keyboard.type('c');
  await script(lab, '# b = 2\nc1');
});
