// The web pages in a real browser: what a reader does, and what axe-core finds. Called by tests/server/browser.rs with the
// address of a server over the samples and the path of Chromium; `--pictures DIR` writes pictures of each screen instead.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [base, executablePath, mode, folder] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const MATTER = 'licence/xiaomi-ev/car-production-licence';
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const failures = [];
const fail = (words) => { failures.push(words); console.log(`FAILED: ${words}`); };
const expect = (fine, words) => { if (!fine) fail(words); };

const get = async (path) => (await fetch(base + path)).json();
const matter = await get(`/api/matter/${MATTER}`);
const claim = matter.for[0];
const sha256 = (await get(`/api/claim/${claim}`)).page.sha256;

/** Every kind of screen. */
const screens = {
  home: '/',
  search: '/search?q=xiaomi',
  nothing: '/search?q=zzzz',
  matters: '/matters',
  matter: `/matter/${MATTER}`,
  early: `/matter/${MATTER}?as_of=2023-09-01`,
  unsaid: `/matter/${MATTER}?as_of=2020-01-01`,
  origins: `/origins/${MATTER}`,
  stories: '/stories',
  story: `/story/${sha256}`,
  page: `/page/${sha256}`,
  claim: `/claim/${claim}`,
  entities: '/entities',
  entity: '/entity/xiaomi-ev',
  procedures: '/procedures',
  procedure: '/procedure/cn-nev-production/xiaomi-ev',
  compare: '/compare/cn-nev-production',
  contradictions: '/contradictions',
  changes: '/changes?since=2023-01-01',
  corrections: '/corrections',
  add: '/add',
  login: '/login',
  nowhere: '/nowhere',
};

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

/** A page whose requests stay on the server, and whose errors are failures. */
async function open(options = {}) {
  const context = await browser.newContext({ baseURL: base, viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  // STYLE=FILE tries another style sheet without building the server.
  if (process.env.STYLE) await page.route('**/style.css', (r) => r.fulfill({ path: process.env.STYLE, contentType: 'text/css' }));
  page.on('request', (r) => { if (!r.url().startsWith(base)) fail(`${page.url()} asks for ${r.url()}`); });
  page.on('pageerror', (e) => fail(`${page.url()}: ${e.message}`));
  page.on('console', (m) => {
    if (m.type() === 'error' && !/status of (4\d\d)/.test(m.text())) fail(`${page.url()}: ${m.text()}`);
  });
  return page;
}

async function violations(page, told, only) {
  const found = await page.evaluate(async ([source, tags, rules]) => {
    if (!window.axe) (0, eval)(source);
    const run = rules ? { runOnly: { type: 'rule', values: rules } } : { runOnly: { type: 'tag', values: tags } };
    const result = await window.axe.run(document, run);
    return result.violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target} ${n.failureSummary}`).slice(0, 2).join(' | ')}`);
  }, [axe, TAGS, only]);
  found.forEach((v) => fail(`${told}: axe ${v}`));
}

/** Everything that a stylesheet can get wrong: contrast in both themes, and lines that are wider than a telephone. */
async function everyScreen() {
  const page = await open({ bypassCSP: true });
  for (const lang of ['en', 'zh']) {
    for (const [name, path] of Object.entries(screens)) {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
      await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
      await violations(page, `${name} ${lang} light`);
      await page.emulateMedia({ colorScheme: 'dark' });
      await violations(page, `${name} ${lang} dark`, ['color-contrast']);
      await page.setViewportSize({ width: 320, height: 640 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide <= 320, `${name} ${lang}: ${wide} pixels wide on a screen of 320`);
      await violations(page, `${name} ${lang} narrow`, ['target-size', 'color-contrast']);
      await page.setViewportSize({ width: 1440, height: 900 });
    }
  }
  await page.context().close();
}

/** Search, a matter, another day, a claim, a correction and its undoing; with a script or without. */
async function aReaderWorks(javaScriptEnabled) {
  const told = javaScriptEnabled ? 'with a script' : 'without a script';
  const page = await open({ javaScriptEnabled });
  await page.goto('/');
  await page.getByRole('searchbox').fill('xiaomi licence');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('link', { name: /licence/i }).first().click();
  expect(page.url().includes('/matter/'), `${told}: a search leads to a matter`);
  await page.goto(`/matter/${MATTER}`);
  const now = await page.locator('.sentence.first').innerText();
  await page.getByLabel('As of', { exact: true }).fill('2023-03-01');
  await page.getByRole('button', { name: 'Show' }).click();
  const early = await page.locator('.sentence.first').innerText();
  expect(early !== now, `${told}: another day shows another state: ${early}`);
  expect(!(await page.content()).includes('Jul 2024</'), `${told}: what came later is hidden`);
  await page.goto(`/claim/${claim}`);
  const words = await page.locator('blockquote q').innerText();
  const marked = await page.locator('.text mark.strong').first().innerText();
  expect(words.includes(marked.slice(0, 20)), `${told}: the words are marked in the page`);
  await page.getByText('Correct this by hand').click();
  const correction = page.locator('details').filter({ hasText: 'Correct this by hand' });
  await correction.getByLabel('It does not count').check();
  await correction.getByLabel('Who says so').fill('Ida Kolb');
  await correction.getByLabel('Why').fill('a test of the browser');
  await correction.getByRole('button', { name: 'Correct' }).click();
  expect((await page.locator('.corrected').innerText()).includes('Ida Kolb'), `${told}: the claim shows its correction`);
  await page.goto(`/matter/${MATTER}`);
  expect((await page.locator('.corrected').innerText()).includes('a test of the browser'), `${told}: so does the matter`);
  await page.goto('/corrections');
  await page.getByText('Undo', { exact: true }).first().click();
  const form = page.locator('ol.rows > li').first();
  await form.getByLabel('Who says so').fill('Ida Kolb');
  await form.getByLabel('Why').fill('it was one');
  await form.getByRole('button', { name: 'Undo' }).click();
  await page.goto(`/matter/${MATTER}`);
  expect((await page.locator('.corrected').count()) === 0, `${told}: it is undone`);
  await page.context().close();
}

async function byKeyboard() {
  const page = await open();
  await page.goto('/');
  await page.keyboard.press('Tab');
  expect((await page.evaluate(() => document.activeElement.className)) === 'skip', 'the first key leads to the words');
  for (let n = 0; n < 40; n += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement.id)) === 'q') break;
  }
  await page.keyboard.type('小米 牌照');
  await page.keyboard.press('Enter');
  await page.waitForURL(/search/);
  await page.keyboard.press('Tab');
  const seen = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  expect(seen !== 'none', 'the focus is seen');
  await page.goto(`/matter/${MATTER}`);
  const slider = page.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await page.waitForURL(/as_of=/);
  await page.context().close();
}

/** Without a script a form sends all files at once. */
async function addingWithoutAScript() {
  const page = await open({ javaScriptEnabled: false });
  await page.goto('/add');
  const file = (name, words) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(words) });
  const text = 'Corvane Motors has received a licence to make cars, the ministry said on 15 March 2023.';
  await page.getByLabel('Choose files').setInputFiles([file('corvane.txt', text), file('quiet.txt', 'The mill is quiet.')]);
  await page.getByRole('button', { name: 'Read them' }).click();
  expect((await page.locator('main > ul.list > li').count()) === 2, 'two files at once without a script');
  await page.context().close();
}

/** The timeline on a telephone: it is there, readable, and scrolls in its own box; a name of 160 letters wraps. */
async function onATelephone() {
  const page = await open({ viewport: { width: 320, height: 640 } });
  await page.goto(`/matter/${MATTER}`);
  const box = page.locator('.timeline .scroll');
  const [inner, outer, font] = await box.evaluate((b) => {
    const label = b.querySelector('text.label');
    return [b.scrollWidth, b.clientWidth, label.getBoundingClientRect().height / label.querySelectorAll('tspan').length];
  });
  expect(inner > outer && outer <= 320, `the timeline scrolls in a box of its own: ${inner} in ${outer}`);
  expect(font >= 11, `its labels can be read: ${font} pixels high`);
  await box.focus();
  await page.keyboard.press('ArrowRight');
  let moved = 0;
  for (let n = 0; n < 20 && moved === 0; n += 1) {
    await page.waitForTimeout(50);
    moved = await box.evaluate((b) => b.scrollLeft);
  }
  expect(moved > 0, 'the arrow keys scroll it');
  const cut = await page.locator('.timeline text.label').evaluateAll((all) => all.filter((l) => l.textContent.includes('…')).length);
  expect(cut === 0, `${cut} labels are cut`);
  await page.goto('/search?q=xiaomi');
  const name = 'N'.repeat(160);
  await page.evaluate((n) => document.querySelectorAll('a.title bdi, .because bdi, h1, .state').forEach((e) => { e.textContent = n; }), name);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide <= 320, `a name of 160 letters makes the page ${wide} pixels wide`);
  await page.goto(`/matter/${MATTER}`);
  await page.evaluate((n) => document.querySelectorAll('bdi, h1, .state, td.when, .what').forEach((e) => { e.textContent = n; }), name);
  const sheet = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(sheet <= 320, `and a matter ${sheet} pixels wide`);
  await page.context().close();
}

async function inChinese() {
  const page = await open({ locale: 'zh-CN' });
  await page.goto('/');
  expect((await page.getAttribute('html', 'lang')) === 'zh-Hans', 'a browser in Chinese is answered in Chinese');
  await page.getByRole('searchbox').fill('小米');
  await page.getByRole('button', { name: '搜索' }).click();
  expect((await page.locator('li.matter').count()) > 0, 'two Chinese characters are found');
  await page.getByRole('link', { name: 'English' }).click();
  expect((await page.getAttribute('html', 'lang')) === 'en', 'and in English if it asks');
  await page.context().close();
}

async function adding() {
  const page = await open();
  await page.goto('/add');
  const text = 'Nimbus Motors has received a licence to make cars, the ministry said on 15 March 2023.';
  const long = 'n'.repeat(110);
  const file = (name, words) => ({ name: `${name}.txt`, mimeType: 'text/plain', buffer: Buffer.from(words) });
  await page.getByLabel('Choose files').setInputFiles([file('nimbus', text), file(long, 'The mill is quiet.'), file('empty', '  ')]);
  await page.getByRole('button', { name: 'Read them' }).click();
  await page.getByText('2 of 3 files were read').waitFor();
  expect((await page.locator('form.drop ul.list li').count()) === 3, 'each file is told');
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide <= 320, `a long name makes the page ${wide} pixels wide`);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('link', { name: 'nimbus.txt' }).click();
  expect((await page.locator('.text mark').count()) > 0, 'a file that was sent has its claims marked');
  await page.goto('/search?q=nimbus');
  expect((await page.locator('li.matter').count()) > 0, 'and is found');
  await page.context().close();
}

async function pictures() {
  mkdirSync(folder, { recursive: true });
  const shown = ['home', 'search', 'matter', 'origins', 'page', 'claim', 'entity', 'changes', 'contradictions', 'corrections', 'add', 'stories'];
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [320, 768, 1440]) {
      const page = await open({ colorScheme, viewport: { width, height: 900 } });
      for (const name of shown) {
        await page.goto(`${screens[name]}${screens[name].includes('?') ? '&' : '?'}lang=${width === 768 ? 'zh' : 'en'}`);
        await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: width !== 1440 });
      }
      await page.context().close();
    }
  }
}

/** The picture in the README: a matter, as it opens. */
async function picture() {
  const page = await open({ viewport: { width: 1120, height: 1090 } });
  await page.goto(`/matter/${MATTER}?lang=en`);
  await page.screenshot({ path: folder });
  await page.context().close();
}

try {
  if (mode === '--pictures') await pictures();
  else if (mode === '--picture') await picture();
  else {
    await everyScreen();
    for (const script of [true, false]) await aReaderWorks(script);
    await byKeyboard();
    await inChinese();
    await adding();
    await addingWithoutAScript();
    await onATelephone();
  }
} catch (error) {
  fail(error.stack);
} finally {
  await browser.close();
}
console.log(`${failures.length} failures`);
process.exit(failures.length ? 1 : 0);
