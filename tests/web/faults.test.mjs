// What the page does when the server has trouble, and when a new run comes. RUN_DIR is what make_two_runs.py built.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accessible, clean, json, openAt, settled, startBrowser, startServer } from './support.mjs';

let folder;
let server;
let browser;
let older;
let newer;

async function publish(id) {
    await symlink(`runs/${id}`, join(folder, 'current.new'));
    await rename(join(folder, 'current.new'), join(folder, 'current'));
}

before(async () => {
    const first = await startServer();
    [older, newer] = (await json(first, 'runs')).runs.map(({ id }) => id).sort();
    await first.stop();
    folder = await mkdtemp(join(tmpdir(), 'riskmap-faults-'));
    await mkdir(join(folder, 'runs'));
    for (const id of [older, newer]) await symlink(join(process.env.RUN_DIR, 'runs', id), join(folder, 'runs', id));
    await publish(older);
    server = await startServer(folder);
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
});

test('tiles that are refused for the moment are said to be, and come later', async () => {
    const { page, close } = await openAt(browser, server, 'lang=en');
    const busy = /\/tiles\/.*\.png|\/healthz/;
    await page.route(busy, (route) => route.fulfill({ status: 503, headers: { 'retry-after': '1' } }));
    await page.locator('#layers input[value=concentration-benzene]').check();
    await page.locator('#notice').waitFor();
    assert.match(await page.locator('#notice').innerText(), /The server is busy, retrying/);
    await accessible(page);
    const again = page.waitForResponse((response) => /concentration-benzene.*png/.test(response.url()) && response.ok());
    await page.unroute(busy);
    // The page also asks by itself every few seconds, and may be the first.
    await page.locator('#notice').getByText('Retry now').dispatchEvent('click');
    await again;
    await settled(page);
    assert.ok(await page.locator('#notice').isHidden());
    await close();
});

test('a place that cannot be asked says so in its card', async () => {
    const { page, close } = await openAt(browser, server, 'lang=en');
    await page.route(/\/point\?/, (route) => route.fulfill({ status: 400, contentType: 'application/problem+json', body: '{"detail":"lon is odd"}' }));
    await page.locator('#map').focus();
    await page.keyboard.press('Enter');
    await page.locator('#popup .warn').waitFor();
    assert.equal(await page.locator('#popup .warn').innerText(), 'lon is odd');
    await close();
});

test('a new run is announced; what is shown stays until the reader asks', async () => {
    const { page, seen, close } = await openAt(browser, server, 'lang=en');
    assert.equal(await page.locator('html').getAttribute('data-ready'), older);
    await publish(newer);
    for (let tries = 0; tries < 100 && (await json(server, 'runs')).current !== newer; tries += 1) await page.waitForTimeout(100);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.locator('#notice').waitFor();
    assert.match(await page.locator('#notice').innerText(), /A newer run is published/);
    await page.locator('#layers input[value=concentration-benzene]').check();
    await settled(page);
    assert.ok((await page.locator('#subtitle').innerText()).includes(older));
    await page.locator('#notice').getByText('Load it').click();
    await page.waitForFunction((id) => document.documentElement.dataset.ready === id, newer);
    clean(seen);
    await close();
});

test('the keyboard alone reaches a layer, a list and the statistics, and Escape leaves each', async () => {
    const { page, seen, close } = await openAt(browser, server, 'lang=en&panel=none');
    const reach = async (match) => {
        for (let i = 0; i < 60; i += 1) {
            await page.keyboard.press('Tab');
            if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), match)) return;
        }
        assert.fail(`Tab does not reach ${match}`);
    };
    await reach('[data-panel=layers]');
    await page.keyboard.press('Enter');
    await reach('#layers input[name=layer]');
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => location.hash.includes('layer=cancer-risk-resident'));
    await page.keyboard.press('Escape');
    assert.ok(await page.locator('#panel-layers').isHidden());
    assert.equal(await page.evaluate(() => document.activeElement.dataset.panel), 'layers');
    await reach('#area');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('#area').getAttribute('aria-pressed'), 'true');
    clean(seen);
    await close();
});
