// Curves, figures, progress bars, input() and exercises, by the names of their widgets.

import {test, expect} from './harness.mjs';

const TRAINING = `import torch
from torch.utils.data import DataLoader, TensorDataset
torch.manual_seed(1)
X = torch.cat([torch.randn(30, 2) + 1.2, torch.randn(30, 2) - 1.2])
Y = torch.cat([torch.ones(30, 1), torch.zeros(30, 1)])
loader = DataLoader(TensorDataset(X, Y), batch_size=10, shuffle=True)
model = torch.nn.Sequential(torch.nn.Linear(2, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(20):
    for x, y in loader:
        loss = torch.nn.functional.binary_cross_entropy_with_logits(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
`;

test('curves of parameters and gradients, an earlier run, and files of them', async lab => {
  await lab.open();
  await lab.run(TRAINING);
  const state = await lab.state();
  expect(state.curve.points).toBe(120);
  expect(state.epoch).toBe(20);
  for (const name of ['Parameters', 'Gradients', 'Learning rate', '‖∇L‖', 'Loss']) {
    await lab.click(name, 'tab');
    await lab.until(name => logit.widgets().some(w => w.label === name && w.on), `the curves of ${name}`, name);
  }
  await lab.run(TRAINING.replace('lr=0.1', 'lr=1.0'));
  expect((await lab.state()).curve.earlierRuns).toBe(1);
  await lab.screenshot('compare-runs-light-en');
  for (const [row, file, begins] of [['Table (CSV)', 'curves.csv', 'step,epoch,loss'], ['Drawing (SVG)', 'curves.svg', '<svg'], ['Picture (PNG)', 'curves.png', '\x89PNG']]) {
    await lab.click('Save the curves', 'button');
    const download = lab.page.waitForEvent('download');
    await lab.click(row);
    const saved = await download;
    expect(saved.suggestedFilename()).toBe(file);
    const bytes = Buffer.concat(await (await saved.createReadStream()).toArray());
    expect(bytes.toString('latin1').startsWith(begins)).toBeTruthy();
  }
});

const DESCENT = `import torch
import torch.nn.functional as F
x, y = torch.tensor([0.5, 1.5, 2.0, 3.0]), torch.tensor([0., 0., 1., 1.])
w = torch.tensor(-1.0, requires_grad=True)
b = torch.tensor(2.0, requires_grad=True)
for step in range(40):
    loss = F.binary_cross_entropy_with_logits(w * x + b, y)
    loss.backward()
    with torch.no_grad():
        for p in (w, b):
            p -= 0.6 * p.grad
            p.grad = None
`;

for (const view of [{locale: 'en-US', colorScheme: 'dark', viewport: {width: 1280, height: 800}},
                    {locale: 'vi-VN', colorScheme: 'light', viewport: {width: 390, height: 844}, scale: 2, touch: true}]) {
  const english = view.locale === 'en-US', title = english ? 'Loss surface' : 'Mặt loss';
  test(`the loss surface with the path of training, ${view.colorScheme}, ${view.viewport.width} wide`, view, async lab => {
    await lab.open();
    await lab.run(DESCENT);
    if (!english) await lab.click('Đường học', 'tab');
    await lab.click(title, 'tab');
    const plot = await lab.until(title => logit.widgets().find(w => w.label === title && w.kind === 'text' && / 40$/.test(w.value)), 'the whole path', title);
    expect(plot.value.startsWith('w = ')).toBeTruthy();
    await lab.screenshot(`surface-${view.colorScheme}-${view.viewport.width}`);
  });
}

test('matplotlib draws into the figures panel', async lab => {
  await lab.open();
  const result = await lab.run(`import matplotlib.pyplot as plt
xs = [i / 10 for i in range(60)]
fig, ax = plt.subplots(1, 2, figsize=(8, 4))
ax[0].plot(xs, [x * x for x in xs], label='square')
ax[0].plot(xs, [10 - x for x in xs], 'r--', label='line')
ax[0].set_title('curves')
ax[0].set_xlabel('x')
ax[0].set_ylabel('y')
ax[0].grid(True)
ax[0].legend()
ax[1].contourf(xs, xs, [[(x - 3) ** 2 + (y - 2) ** 2 for x in xs] for y in xs])
ax[1].scatter([1, 3, 5], [1, 2, 5], c='k')
plt.show()
`);
  expect(result.stderr).toBe('');
  const figure = await lab.widget('Figure 1', 'text');
  expect(figure.value).toContain('square');
  await lab.screenshot('figure-light-en');
});

test('tqdm moves a bar, and input() waits for an answer', async lab => {
  await lab.open();
  await lab.call('setScript', "from tqdm import tqdm\nfor i in tqdm(range(50), desc='train'):\n    pass\nname = input('name? ')\nprint('hello', name)\n");
  const done = lab.call('run');
  const field = await lab.widget('The script waits for your input');
  await lab.page.mouse.click(field.x + 40, field.y + field.height / 2);
  await lab.page.keyboard.type('Lan');
  await lab.until(() => logit.widgets().some(w => w.label.includes('train') && w.label.includes('50/50')), 'the progress bar');
  await lab.screenshot('input-light-en');
  await lab.page.keyboard.press('Enter');
  const result = await done;
  expect(result.stdout).toBe('name? Lan\nhello Lan\n');
});

test('the layers of a network are folded, and one that is pressed opens', async lab => {
  await lab.open();
  await lab.run(`import torch
from torch import nn
torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 8), nn.Tanh(), nn.Linear(8, 1))
loss = nn.BCEWithLogitsLoss()(model(torch.randn(40, 2)), torch.ones(40, 1))
loss.backward()
`);
  const nodes = async () => (await lab.widgets()).filter(w => w.kind === 'option' && w.label.startsWith('Node ')).map(w => w.label);
  await lab.widget('Node model.2');
  expect((await nodes()).length).toBe(10);
  await lab.screenshot('folded-light-en');
  await lab.click('Node model.2');
  await lab.widget('Node model.2.weight');
  await lab.screenshot('folded-open-light-en');
  await lab.click('Fold model.2', 'button');
  await lab.widget('Node model.2');
  await lab.click('Unfold layers and loops', 'button');
  await lab.widget('Node model.6.bias');
  expect((await nodes()).length).toBe(22);
});

test('an exercise is checked by what the student did', async lab => {
  await lab.open();
  await lab.call('lesson', 'partial-derivatives');
  await lab.click('Check', 'button');
  await lab.until(() => logit.widgets().some(w => w.label.startsWith('Not yet: There is no variable by_hand')), 'what is missing');
  const script = (await lab.state()).script;
  await lab.call('setScript', script + '\nby_hand = ((a - y) * x_1).item()\n');
  await lab.click('Check', 'button');
  await lab.until(() => logit.widgets().some(w => w.label.startsWith('Right!')), 'the exercise is done');
  await lab.screenshot('exercise-light-en');
});
