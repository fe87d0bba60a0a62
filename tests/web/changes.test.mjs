// What changed between two runs; RUN_DIR is what make_two_runs.py built.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

for (const [width, height] of [[1440, 900], [1024, 700], [900, 700], [760, 620], [390, 844]]) {
    test(`the swipe's slider can be taken hold of all along, and both runs are named whole: ${width} × ${height}`, async () => {
        const { page, seen, close } = await at(`lang=zh&compare=${older}&swipe=30`, { viewport: { width, height } });
        const hidden = await page.locator('#swipe input').evaluate((slider) => {
            const { left, right, top, height: high } = slider.getBoundingClientRect();
            const places = [0.01, 0.2, 0.4, 0.6, 0.8, 0.99].map((share) => [Math.max(1, left + share * (right - left)), top + high / 2]);
            const seen_ = ([x, y]) => slider.parentElement.contains(document.elementFromPoint(Math.min(x, innerWidth - 1), y));
            return places.filter((place) => !seen_(place)).length;
        });
        assert.equal(hidden, 0);
        for (const box of await page.locator('#swipe .run').evaluateAll((all) => all.map((tag) => [tag.getBoundingClientRect().left, tag.getBoundingClientRect().right, tag.scrollWidth - tag.clientWidth]))) {
            assert.ok(box[0] >= 0 && box[1] <= width && box[2] <= 1, box.join());
        }
        const cards = await page.evaluate(() => {
            const strip = Math.min(...[...document.querySelectorAll('#swipe .run, #swipe input')].map((part) => part.getBoundingClientRect().top));
            return [...document.querySelectorAll('.card:not([hidden])')].filter((card) => card.offsetHeight && card.getBoundingClientRect().bottom > strip).map((card) => card.id);
        });
        assert.deepEqual(cards, []);
        clean(seen);
        await close();
    });
}

test('the line of the swipe is dragged itself', async () => {
    const { page, seen, close } = await at(`lang=en&panel=none&compare=${older}&swipe=40`);
    const box = await page.locator('#swipe .hold').boundingBox();
    const map = await page.locator('#swipe').boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(map.x + 0.6 * map.width, box.y + 9);
    await page.mouse.up();
    assert.match(page.url(), /swipe=60/);
    assert.equal(await page.locator('#swipe input').inputValue(), '60');
    await page.locator('#swipe input').press('ArrowRight');
    assert.match(page.url(), /swipe=61/);
    await accessible(page);
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

test('the colour scale marks the limit in the class that holds it, in the layer\'s unit', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'riskmap-limit-'));
    await cp(await realpath(join(process.env.RUN_DIR, 'current')), folder, { recursive: true });
    const told = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    const layer = told.layers.find(({ id }) => id === 'concentration-benzene');
    layer.limit = { value: 0.0007, unit: 'mg/m3', averaging: 'annual', source: 'Test 1-2026' };
    await rm(join(folder, 'manifest.json'));
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(told));
    const other = await startServer(folder);
    try {
        const { page, seen, close } = await openAt(browser, other, 'lang=zh&layer=concentration-benzene');
        const { classes } = await json(other, 'legend/concentration-benzene.json');
        const holds = classes.find(({ min, max }) => 0.7 >= (min ?? -Infinity) && 0.7 < (max ?? Infinity));
        const marks = page.locator('#legend .class-limit');
        assert.deepEqual(await marks.allInnerTexts(), ['限值 0.7']);
        const row = page.locator('#legend li:has(.class-limit) .class-label');
        assert.equal(await row.innerText(), holds.label.zh.replace(/>=\s*/, '≥ ').replace(' - ', ' – '));
        assert.match(await page.locator('#legend .legend-notes').innerText(), /限值: 0\.7 μg\/m³ · 年平均 · Test 1-2026/);
        await page.locator('#colour-scale').selectOption('common');
        await page.waitForFunction(() => /可以相互比较/.test(document.querySelector('#legend .legend-notes').textContent));
        assert.equal(await marks.count(), 1, 'the classes for all have it, too');
        await accessible(page);
        await page.locator('#layers input[value=concentration-butadiene]').check();
        await page.waitForFunction(() => /丁二烯/.test(document.querySelector('#legend .legend-title').textContent));
        assert.equal(await marks.count(), 0);
        clean(seen);
        await close();
    } finally {
        await other.stop();
        await rm(folder, { recursive: true, force: true });
    }
});

test('a layer without a change map says so and shows itself', async () => {
    const { page, close } = await at(`lang=en&compare=${older}&mode=change&layer=driver-resident`);
    assert.match(await page.locator('#notice').innerText(), /no change map/);
    assert.match(await page.locator('#legend').innerText(), /driving substance/i);
    await close();
});
