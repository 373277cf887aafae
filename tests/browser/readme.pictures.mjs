// The README's pictures, written where they are kept: ./lab pictures
import {dirname, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {test} from './harness.mjs';

const kept = resolve(dirname(fileURLToPath(import.meta.url)), '../../web/pictures');
const save = (lab, name) => lab.page.screenshot({path: `${kept}/${name}.png`});

test('the first listing', {locale: 'en-US', colorScheme: 'light', viewport: {width: 1280, height: 800}}, async lab => {
  await lab.open();
  await lab.call('run');
  await lab.widget('Node w_1');
  await lab.page.waitForTimeout(500);
  await save(lab, 'lab-light');
});

test('a network that trains', {locale: 'vi-VN', colorScheme: 'dark', viewport: {width: 1760, height: 990}}, async lab => {
  await lab.open();
  await lab.run(`import torch
import torch.nn as nn

torch.manual_seed(1)
X = torch.randn(120, 2)
Y = (X[:, :1] * X[:, 1:] > 0).float()

model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 8), nn.Tanh(), nn.Linear(8, 1))
loss_fn = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.02)

for step in range(300):
    optimizer.zero_grad()
    loss = loss_fn(model(X), Y)
    loss.backward()
    optimizer.step()

accuracy = ((model(X) > 0) == (Y > 0)).float().mean()
print(f"loss {loss.item():.4f}, accuracy {accuracy:.3f}")
`);
  await lab.page.waitForTimeout(1500);
  await save(lab, 'training-dark');
});

test('a phone', {locale: 'en-US', colorScheme: 'light', viewport: {width: 390, height: 844}, scale: 2, touch: true}, async lab => {
  await lab.open();
  await lab.call('run');
  const tab = await lab.widget('Graph', 'tab');
  await lab.page.touchscreen.tap(tab.x + tab.width / 2, tab.y + tab.height / 2);
  await lab.page.waitForTimeout(800);
  await save(lab, 'phone-light');
});
