// Enterprises behind a key; RUN_DIR is what make_two_runs.py built: internal, E2 released, the others drafts.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accessible, clean, openAt, settled, startBrowser, startServer } from './support.mjs';

const key = 'open-sesame-0123456789';
let folder;
let server;
let browser;

before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'riskmap-key-'));
    const config = join(folder, 'server.toml');
    await writeFile(config, `[[keys]]\nname = "office"\nsha256 = "${createHash('sha256').update(key).digest('hex')}"\n`);
    server = await startServer(process.env.RUN_DIR, ['--config', config]);
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
});

const at = (hash, options) => openAt(browser, server, hash, options);

async function unlock(page) {
    await page.locator('#enterprises input[type=password]').fill(key);
    await page.keyboard.press('Enter');
    await page.locator('#enterprises .enterprises li').first().waitFor();
    await settled(page);
}

test('without a key nothing of enterprises is shown, and a wrong key is refused', async () => {
    const { page, seen, close } = await at('lang=en&panel=enterprises');
    assert.match(await page.locator('#enterprises').innerText(), /restricted: a key opens them/);
    assert.equal(await page.locator('#layers input[value=sources], #layers input[value=stations]').count(), 0);
    await page.locator('#enterprises input[type=password]').fill('wrong');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => /does not take/.test(document.querySelector('#enterprises [role=alert]').textContent));
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
    await accessible(page);
    clean(seen);
    await close();
});

test('a key opens the list, for this session alone and in no address', async () => {
    const { page, seen, close } = await at('lang=zh&panel=enterprises');
    await unlock(page);
    const text = await page.locator('#enterprises').innerText();
    assert.ok(text.startsWith('示例数据·非真实'), text);
    assert.match(text, /9 \/ 9/);
    assert.ok(!text.includes('示例企业1'), 'ids, no names, beside a judgement');
    assert.equal(await page.locator('.enterprises .name', { hasText: '虚构' }).count(), 9);
    assert.ok(!page.url().includes(key));
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    await accessible(page);
    clean(seen);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.locator('#enterprises input[type=password]').waitFor();
    await page.locator('#enterprises').getByText('移除密钥').click();
    await page.locator('#enterprises input[type=password]').waitFor();
    await close();
});

test('codes come with their status; the list sorts, filters and flies to a place', async () => {
    const { page, seen, close } = await at('lang=en&panel=enterprises');
    await unlock(page);
    const items = page.locator('.enterprises li');
    const codes = await items.locator('.level').allInnerTexts();
    const rank = (text) => ['red', 'yellow', 'green', 'no code'].indexOf(text.trim());
    assert.ok(codes.every((text) => rank(text) >= 0), codes.join());
    assert.deepEqual(codes.map(rank), codes.map(rank).sort((a, b) => a - b));
    const released = items.filter({ hasText: 'released' });
    assert.equal(await released.count(), 1);
    assert.match(await released.innerText(), /^E2/);
    assert.equal(await items.filter({ hasText: 'draft' }).count(), 8);
    await page.locator('#enterprises select').selectOption('byId');
    assert.match(await items.first().innerText(), /^E1\b/);
    await page.locator('#enterprises input[type=search]').fill('epichlorohydrin');
    assert.ok((await items.count()) < 9);
    await page.locator('#enterprises input[type=search]').fill('E7');
    await items.first().locator('button').click();
    const popup = page.locator('#popup');
    await popup.locator('.rows').waitFor();
    const text = await popup.innerText();
    assert.match(text, /Enterprise\s+E7 · fictitious/);
    assert.match(text, /Risk code\s+(red|yellow|green|no code)/);
    assert.match(text, /Status\s+draft/);
    assert.match(page.url(), /overlays=[^&]*sources/);
    clean(seen);
    await close();
});

test('files that a key opens are saved with it', async () => {
    const { page, seen, close } = await at('lang=en&panel=enterprises');
    await unlock(page);
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#legend .downloads a').first().click()]);
    assert.equal(download.suggestedFilename(), 'risk-level-resident.tif');
    clean(seen);
    await close();
});

test('the project\'s contact stands under the map', async () => {
    const { page, close } = await at('lang=en');
    const contact = page.locator('#caption .contact');
    assert.match(await contact.innerText(), /^Contact: .*fictitious/);
    assert.equal(await contact.locator('a').getAttribute('href'), 'mailto:map@example.org');
    await close();
});
