// What changed between two runs; RUN_DIR is what make_two_runs.py built.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, clean, json, openAt, pixels, startBrowser, startServer } from './support.mjs';

let server;
let browser;
let older;
let newer;

before(async () => {
    server = await startServer();
    browser = await startBrowser();
    [older, newer] = (await json(server, 'runs')).runs.map(({ id }) => id).sort();
});
after(async () => {
    await browser?.close();
    await server?.stop();
});

const at = (hash, options) => openAt(browser, server, hash, options);

test('a change map has its legend, and the area of every change', async () => {
    const legend = await json(server, `changes/${older}/${newer}/legend/risk-level-resident.json`);
    const areas = (await json(server, `changes/${older}/${newer}/areas/risk-level-resident.json`)).classes;
    const better = legend.classes.find(({ value }) => value === 2);
    assert.ok(areas.find(({ value }) => value === 2).area_m2 > 0, 'the second build lowered levels');
    const { page, seen, close } = await at(`lang=en&opacity=100&overlays=&compare=${older}&mode=change`);
    assert.ok((await pixels(page, [better.colour]))[better.colour] > 0, 'the change is drawn');
    assert.ok(await page.locator('#swipe').isHidden());
    assert.match(await page.locator('#legend .legend-title').innerText(), /risk level · Change of level/);
    await page.waitForFunction(() => /km²/.test(document.querySelector('#legend .class-area')?.textContent ?? ''));
    const rows = await page.locator('#legend li').evaluateAll((all) => all.map((row) => [row.querySelector('.class-label').textContent, row.querySelector('.class-area').textContent]));
    assert.equal(rows.length, legend.classes.length);
    for (const { label, area_m2: area } of areas) {
        const [, shown] = rows.find(([name]) => name.toLowerCase() === label.en.toLowerCase());
        assert.ok(Math.abs(Number.parseFloat(shown) - area / 1e6) <= 0.005 * (area / 1e6), `${label.en}: ${shown} ${area}`);
    }
    await accessible(page);
    clean(seen);
    await close();
});

test('a change is told forward in time whichever run is shown', async () => {
    const { page, seen, close } = await at(`lang=zh&run=${older}&compare=${newer}&mode=change`);
    await page.waitForFunction(() => document.querySelector('#legend .legend-title .span'));
    const span = await page.locator('#legend .legend-title .span').innerText();
    const tiles = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => name.includes('/changes/')));
    assert.ok(tiles.length && tiles.every((name) => name.includes(`/changes/${older}/${newer}/`)), tiles[0]);
    assert.match(span, / → /);
    clean(seen);
    await close();
});

test('the runs panel goes from the swipe to the change and back, and the address keeps it', async () => {
    const { page, seen, close } = await at(`lang=en&panel=runs&compare=${older}&swipe=30`);
    assert.ok(await page.locator('#swipe').isVisible());
    await page.locator('[data-mode=change]').click();
    await page.waitForFunction(() => /Change of level/.test(document.querySelector('#legend')?.textContent ?? ''));
    assert.match(page.url(), /mode=change/);
    assert.ok(await page.locator('#swipe').isHidden());
    await page.locator('[data-mode=swipe]').click();
    await page.waitForFunction(() => !/Change of level/.test(document.querySelector('#legend')?.textContent ?? ''));
    assert.ok(await page.locator('#swipe').isVisible());
    assert.match(page.url(), /swipe=30/);
    clean(seen);
    await close();
});

test('points carry no level of one run while two are shown, and areas say whose they are', async () => {
    const { page, seen, close } = await at(`lang=en&compare=${older}&swipe=30`);
    assert.match(await page.locator('#layers').innerText(), /Points mark places only/);
    assert.match(await page.locator('#legend .areas-of').innerText(), /Areas are those of the left side: .+/);
    const tags = await page.locator('#swipe .run').allInnerTexts();
    assert.ok(tags[0].endsWith(newer.slice(-8)) && tags[1].endsWith(older.slice(-8)), tags.join());
    clean(seen);
    await close();
});

test('risk zones are those of the scenario that is shown', async () => {
    const { page, seen, close } = await at('lang=en&overlays=risk-zones&layer=risk-level-worker');
    const { numberMatched } = await json(server, 'collections/risk-zones/items?limit=1&scenario=worker');
    await page.waitForFunction((n) => document.querySelector('#layers label:has(input[value="risk-zones"]) .count')?.textContent === String(n), numberMatched);
    clean(seen);
    await close();
});

test('a point says what it was and what it is', async () => {
    const { page, seen, close } = await at(`lang=en&compare=${older}&mode=change&layer=concentration-benzene&sel=@29.91500,121.90500`);
    const rows = page.locator('#popup .compared .rows > div');
    await rows.nth(1).waitFor();
    const shown = (await rows.allInnerTexts()).map((text) => Number.parseFloat(text.split('\n').at(-1)));
    for (const [index, run] of [older, newer].entries()) {
        const { values } = await json(server, `runs/${run}/point?lon=121.905&lat=29.915`);
        const { value } = values.find(({ layer }) => layer === 'concentration-benzene');
        assert.ok(Math.abs(shown[index] - value) <= 0.005 * value, `${shown} ${value}`);
    }
    assert.ok(shown[1] < shown[0]);
    clean(seen);
    await close();
});

test('a layer without a change map says so and shows itself', async () => {
    const { page, close } = await at(`lang=en&compare=${older}&mode=change&layer=driver-resident`);
    assert.match(await page.locator('#notice').innerText(), /no change map/);
    assert.match(await page.locator('#legend').innerText(), /driving substance/i);
    await close();
});
