// What a browser test is written with. A test opens the built page in its own tab and talks to it through window.logit:
//
//   import {test, expect} from './harness.mjs';
//   test('the first listing prints its loss', async lab => {
//     await lab.open();                            // or lab.open('#fragment'); waits for logit.ready
//     await lab.call('setScript', 'print(1 + 1)');
//     const result = await lab.call('run');        // {stdout, stderr, status}
//     expect(result.stdout).toBe('2\n');
//     await lab.click('Run');                      // a widget by its label in logit.widgets()
//     await lab.until(() => logit.state().running, 'the script runs');
//     await lab.screenshot('first-listing');       // build/screenshots/first-listing.png
//   });
//
// A test fails when the page throws, asks another host for anything or breaks its Content-Security-Policy.
// Run by ./lab test browser (run.mjs), which starts the server and Chromium.
import assert from 'node:assert/strict';
import {mkdirSync} from 'node:fs';
import {dirname} from 'node:path';
import nodeTest from 'node:test';
import {isDeepStrictEqual, inspect} from 'node:util';
import {chromium} from 'playwright-core';

const site = process.env.LOGIT_URL;
const screenshots = process.env.LOGIT_SCREENSHOTS;
const TIMEOUT = 60_000;  // software rendering on a busy machine

let browser;
const connect = async () => (browser ??= await chromium.connect(process.env.LOGIT_BROWSER));
nodeTest.after(() => browser?.close());

export {assert};

/** One tab with the lab in it. */
export class Lab {
  constructor(page) {
    this.page = page;
    this.url = site;
    this.problems = [];  // what the page did wrong, in words
    this.console = [];   // {type, text} of the page's console messages
    page.on('pageerror', error => this.problems.push(`uncaught: ${error.stack ?? error}`));
    page.on('console', message => {
      this.console.push({type: message.type(), text: message.text()});
      if (/Content.Security.Policy/i.test(message.text())) this.problems.push(message.text());
    });
    page.on('request', request => {
      const url = request.url();
      if (!url.startsWith(this.url) && !/^(data|blob|about):/.test(url)) this.problems.push(`asked for ${url}`);
    });
  }

  /** Opens the page with `rest` (a fragment, query or path) behind its address and waits until it is interactive. */
  async open(rest = '') {
    await this.page.goto(new URL(rest, this.url).href);
    await this.ready();
  }

  async ready() {
    await this.page.waitForFunction(() => window.logit?.ready, undefined, {timeout: TIMEOUT});
    await this.page.evaluate(async () => { await window.logit.ready; });
  }

  /** Calls window.logit[name](...args) and returns what it resolves to. */
  call(name, ...args) {
    return this.page.evaluate(async ([name, args]) => await window.logit[name](...args), [name, args]);
  }

  /** Sets the script, runs it to its end: {stdout, stderr, status}. */
  async run(script) {
    await this.call('setScript', script);
    return await this.call('run');
  }

  state() { return this.call('state'); }
  widgets() { return this.call('widgets'); }

  /** Waits until `condition`, a function run in the page, returns something true; returns that. */
  async until(condition, what = condition.toString(), argument = undefined, timeout = TIMEOUT) {
    try {
      const handle = await this.page.waitForFunction(condition, argument, {timeout, polling: 50});
      return await handle.jsonValue();
    } catch (error) {
      throw new Error(`waited for: ${what}\n${error.message}`);
    }
  }

  /** The widget with this label, as soon as there is one; `kind` narrows the search. */
  async widget(label, kind = null) {
    return await this.until(([label, kind]) =>
      window.logit.widgets().find(w => w.label === label && (!kind || w.kind === kind)) ?? null,
      `a widget "${label}"`, [label, kind]);
  }

  /** The same, once it stands still: a message that appears or goes moves what is below it. */
  async widget_at_rest(label, kind = null) {
    let before, now = await this.widget(label, kind);
    do {
      before = now;
      await this.page.waitForTimeout(120);
      now = await this.widget(label, kind);
    } while (now.x !== before.x || now.y !== before.y);
    return now;
  }

  /** Presses the middle of a widget with the mouse; returns when what it did is drawn, so that no widget of before is found. */
  async click(label, kind = null) {
    const w = await this.widget_at_rest(label, kind);
    const frames = await this.page.evaluate(() => window.logit.state().frames);
    await this.page.mouse.click(w.x + w.width / 2, w.y + w.height / 2);
    await this.until(frames => window.logit.state().frames >= frames + 3, 'frames after a click', frames);
  }

  /** Saves what is to be seen; pictures are for people, no test compares them. */
  async screenshot(name) {
    mkdirSync(dirname(`${screenshots}/${name}`), {recursive: true});
    await this.page.screenshot({path: `${screenshots}/${name}.png`});
  }
}

/**
 * Registers a test. `options`: viewport {width, height}, scale (device pixels per pixel), locale, touch, colorScheme,
 * permissions, and those of node:test (skip, todo, timeout).
 */
export function test(name, options, body) {
  if (typeof options === 'function') [options, body] = [{}, options];
  const {viewport = {width: 1280, height: 800}, scale = 1, locale = 'en-US', touch = false, colorScheme = 'light',
         permissions = ['clipboard-read', 'clipboard-write'], ...rest} = options;
  nodeTest(name, {timeout: 120_000, ...rest}, async t => {
    const context = await (await connect()).newContext(
      {viewport, deviceScaleFactor: scale, locale, hasTouch: touch, colorScheme, permissions});
    const lab = new Lab(await context.newPage());
    lab.test = t;
    try {
      await body(lab);
      assert.deepEqual(lab.problems, [], 'the page did something it must not');
    } catch (error) {
      await lab.screenshot(`failed-${name.replace(/\W+/g, '-')}`).catch(() => {});
      if (lab.problems.length) error.message += `\nthe page: ${lab.problems.join('\n')}`;
      const said = lab.console.filter(m => m.type === 'error' || m.type === 'warning').map(m => m.text);
      if (said.length) error.message += `\nits console: ${said.slice(-10).join('\n')}`;
      throw error;
    } finally {
      await context.close();
    }
  });
}

/** The few comparisons that the tests use; each says what it got. */
export function expect(got) {
  const check = (ok, words, wanted) => {
    if (!ok) throw new assert.AssertionError({message: `expected ${inspect(got)} ${words} ${inspect(wanted)}`,
                                              actual: got, expected: wanted, operator: words});
  };
  return {
    toBe: wanted => assert.strictEqual(got, wanted),
    toEqual: wanted => assert.deepStrictEqual(got, wanted),
    toMatch: wanted => check(wanted.test(got), 'to match', wanted),
    toContain: wanted => check(Array.isArray(got) ? got.some(x => isDeepStrictEqual(x, wanted)) : got.includes(wanted),
                               'to contain', wanted),
    toBeTruthy: () => check(Boolean(got), 'to be', true),
    toBeFalsy: () => check(!got, 'to be', false),
    toBeGreaterThan: wanted => check(got > wanted, 'to be greater than', wanted),
    toBeLessThan: wanted => check(got < wanted, 'to be less than', wanted),
    toBeCloseTo: (wanted, tolerance = 1e-6) => check(Math.abs(got - wanted) <= tolerance, 'to be close to', wanted),
  };
}
