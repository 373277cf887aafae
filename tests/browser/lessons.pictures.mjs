// A picture of every lesson, run, in both languages and both themes, for people to look at: ./lab pictures
import {test} from './harness.mjs';

for (const [language, locale] of [['vi', 'vi-VN'], ['en', 'en-US']]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`every lesson in ${language}, ${colorScheme}`, {locale, colorScheme, timeout: 280_000}, async lab => {
      await lab.open();
      for (const id of (await lab.state()).lessons) {
        await lab.call('lesson', id);
        await lab.call('run');
        await lab.page.waitForTimeout(300);
        await lab.screenshot(`lessons/${id}-${language}-${colorScheme}`);
      }
    });
  }
}
