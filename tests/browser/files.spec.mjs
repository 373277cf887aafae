// Data files: dropped on the page or handed over by JavaScript, looked at, read by a script, kept on the device, and in a link only on
// purpose.
import {test, expect} from './harness.mjs';

const drop = (lab, name, text) => lab.page.evaluate(([name, text]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], name));
  const options = {dataTransfer: transfer, bubbles: true, cancelable: true};
  document.getElementById('canvas').dispatchEvent(new DragEvent('dragover', options));
  document.getElementById('canvas').dispatchEvent(new DragEvent('drop', options));
}, [name, text]);

test('a dropped CSV is shown as a table, read by a script and there after a reload', async lab => {
  await lab.open();
  await drop(lab, 'points.csv', 'x,y\n1,2\n3,4\n');
  await lab.until(() => logit.files().length === 1, 'the file');
  await lab.until(() => logit.widgets().some(w => w.label.startsWith('3 rows, 2 columns')), 'the preview');
  await lab.screenshot('files-preview');
  await lab.page.keyboard.press('Escape');
  const script = "import csv\nimport numpy as np\nprint(list(csv.DictReader(open('points.csv')))[1])\nprint(np.loadtxt('points.csv', delimiter=',', skiprows=1).sum())";
  const first = await lab.run(script);
  expect(first.stdout).toBe("{'x': '3', 'y': '4'}\n10.0\n");
  await lab.call('setScript', "open('points.csv', 'w').write('gone')");
  await lab.call('run');
  await lab.page.reload();
  await lab.ready();
  const again = await lab.run("print(open('points.csv').read())");
  expect(again.stdout).toBe('x,y\n1,2\n3,4\n\n');
  await lab.call('removeFile', 'points.csv');
  expect(await lab.call('files')).toEqual([]);
});

for (const view of [{locale: 'en-US', viewport: {width: 1280, height: 800}}, {locale: 'en-US', colorScheme: 'dark', viewport: {width: 390, height: 844}, scale: 2, touch: true}]) {
  test(`a built-in data set comes into the script, ${view.viewport.width} wide`, view, async lab => {
    await lab.open();
    await lab.call('setScript', 'import torch\ntorch.manual_seed(0)\nprint(X.shape, y.mean())\n');
    await lab.click('Data files', 'button');
    await lab.click('Built-in data', 'button');
    await lab.widget('Two spirals');
    await lab.screenshot(`data-sets-${view.viewport.width}`);
    await lab.click('Iris flowers: virginica or not, by the petals');
    await lab.until(() => logit.files().some(file => file.name === 'iris.csv'), 'the file');
    expect((await lab.call('run')).stdout).toBe('torch.Size([150, 2]) tensor(0.3333)\n');
  });
}

test('a dropped Python file is a script', async lab => {
  await lab.open();
  await drop(lab, 'mine.py', 'print(1)');
  await lab.until(() => logit.state().name === 'mine.py', 'the script');
  expect((await lab.state()).script).toBe('print(1)');
});

test('files go into a link only when the share dialog is told so', async lab => {
  await lab.open();
  await lab.call('setScript', "print(open('a.txt').read())");
  await lab.page.evaluate(() => logit.addFile('a.txt', 'hello'));
  await lab.page.keyboard.press('Escape');
  const bare = await lab.call('link');
  await lab.click('Share', 'button');
  await lab.click('Teacher', 'tab');
  await lab.click('The data files go along (5 bytes)', 'switch');
  await lab.screenshot('files-in-link');
  const link = await lab.until(bare => {
    const field = logit.widgets().find(w => w.label.includes('#1'));
    return field && field.label.length > bare.length ? field.label : null;
  }, 'a longer link', bare);
  await lab.call('removeFile', 'a.txt');
  await lab.page.goto('about:blank');
  await lab.page.goto(link);
  await lab.ready();
  expect((await lab.call('run')).stdout).toBe('hello\n');
  await lab.page.goto('about:blank');
  await lab.page.goto(bare);
  await lab.ready();
  expect((await lab.call('run')).stderr.includes("No such file or directory: 'a.txt'")).toBe(true);
});
