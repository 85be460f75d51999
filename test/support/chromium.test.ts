import {existsSync} from 'node:fs';
import {screenshot, startChromium, type TestBrowser} from './chromium.js';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(() => browser.stop());

test('a page in Chinese is drawn, and what it complains about is kept', async () => {
  const page = await browser.page();
  await page.setContent('<html lang="zh"><h1>歌手大赛</h1><script>throw new Error("lost")</script></html>');
  expect(await page.locator('h1').textContent()).toBe('歌手大赛');
  expect(page.complaints).toEqual(['Error: lost']);
  expect(existsSync(await screenshot(page, 'chromium-test'))).toBe(true);
});
