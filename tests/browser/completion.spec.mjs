// Completion and signature help in the page: with a real keyboard, by widget names.
import {test, expect} from './harness.mjs';

async function editorWith(lab, text) {
  await lab.open();
  await lab.call('setScript', text);
  const field = await lab.widget('Python script', 'textbox');
  await lab.page.mouse.click(field.x + 60, field.y + 20);
  await lab.page.keyboard.press('ControlOrMeta+End');
}

const script = (lab, wanted) => lab.until(text => logit.state().script === text, JSON.stringify(wanted), wanted, 10_000);
const offered = (lab, name) => lab.until(label => logit.widgets().some(w => w.kind === 'menuitem' && w.label === label), `${name} is offered`, name, 10_000);

test('names after a dot are offered before any run; Tab takes one, and its signature stands there', async lab => {
  await editorWith(lab, 'import torch\nimport torch.nn.functional as F\n');
  const {keyboard} = lab.page;
  await keyboard.type('l = F.binary_cross');
  await offered(lab, 'binary_cross_entropy');
  await lab.screenshot('completion-light-en');
  await keyboard.press('Tab');
  await script(lab, 'import torch\nimport torch.nn.functional as F\nl = F.binary_cross_entropy');
  await keyboard.type('(');
  await lab.until(() => logit.widgets().some(w => w.label.startsWith('binary_cross_entropy(input, target')), 'the signature', undefined, 10_000);
  await lab.screenshot('signature-light-en');
});

test('a variable of the last run offers its methods; arrows choose, Enter takes, Escape closes', async lab => {
  await editorWith(lab, 'import torch\nw = torch.tensor([1.], requires_grad=True)\n');
  await lab.call('run');
  const {keyboard} = lab.page;
  await keyboard.press('ControlOrMeta+End');
  await keyboard.type('w.requires_');
  await offered(lab, 'requires_grad_');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await script(lab, 'import torch\nw = torch.tensor([1.], requires_grad=True)\nw.requires_grad_');
  await keyboard.type('\nw.');
  await offered(lab, 'abs');
  await keyboard.press('Escape');
  await lab.until(() => !logit.widgets().some(w => w.kind === 'menuitem'), 'the list is closed', undefined, 10_000);
});

test('nothing is offered in a comment', async lab => {
  await editorWith(lab, 'import torch\n');
  await lab.page.keyboard.type('# torch.sigm');
  await script(lab, 'import torch\n# torch.sigm');
  expect((await lab.call('widgets')).some(w => w.kind === 'menuitem')).toBe(false);
});
