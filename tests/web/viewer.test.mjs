import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accessible, clean, json as ask, openAt, openPage, pixels, settled, startBrowser, startServer } from './support.mjs';

let server;
let browser;

before(async () => {
    server = await startServer();
    browser = await startBrowser();
});
after(async () => {
    await browser?.close();
    await server?.stop();
});

const json = (path) => ask(server, path);
const at = (hash, options) => openAt(browser, server, hash, options);

function count(page, overlay) {
    return page.locator(`#layers label:has(input[value="${overlay}"]) .count`).innerText();
}

test('the page opens on the risk level with zones, berths, receptors and its marks', async () => {
    const { page, seen, close } = await at('lang=zh');
    assert.ok(seen.tiles > 0, 'tiles arrived');
    assert.equal(await page.locator('#layers input[name=layer]:checked').getAttribute('value'), 'risk-level-resident');
    assert.equal(await count(page, 'zones'), '3');
    assert.equal(await count(page, 'berths'), '34');
    assert.equal((await json('collections/zones/items?limit=100')).features.length, 3);
    assert.equal((await json('collections/berths/items?limit=100')).features.length, 34);
    assert.equal(await page.locator('#synthetic').innerText(), '示例数据·非真实');
    assert.ok(await page.locator('#watermark').isVisible());
    const caption = await page.locator('#caption').innerText();
    for (const part of ['慢性吸入', '室外浓度视同全天暴露', '物质间按相加处理', '项目默认,非国家标准', '未经地图审核,仅供内部使用']) {
        assert.ok(caption.includes(part), part);
    }
    const manifest = await json('manifest.json');
    assert.ok((await page.locator('#subtitle').innerText()).includes(manifest.id));
    assert.match(await page.locator('#attribution').innerText(), /OpenStreetMap contributors[\s\S]*GSHHG/);
    clean(seen);
    await close();
});

test('tiles are asked for before land, places and whatever else the page shows', async () => {
    const { page, seen, close } = await at('lang=zh');
    const asked = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name, startTime }) => [name, startTime]));
    const first = (part) => Math.min(...asked.filter(([name]) => name.includes(part)).map(([, start]) => start));
    for (const later of ['surroundings.json', 'land.geojson', 'items', 'tiles/status-', '/runs?', 'statistics']) assert.ok(first('tiles/risk-level-') < first(later), later);
    for (const name of ['manifest.json', 'tile.json', 'legend/', 'viewer.json']) assert.equal(first(name), Infinity, `${name} stands in the page`);
    clean(seen);
    await close();
});

test('an address that names what is gone says so and is put right', async () => {
    const { page, close } = await at('lang=en&run=20200101T000000Z-0badcafe&layer=risk-of-rain');
    const { id } = await json('manifest.json');
    const notice = await page.locator('#notice').innerText();
    assert.match(notice, /There is no run 20200101T000000Z-0badcafe/);
    assert.ok(notice.includes(id));
    assert.match(notice, /There is no layer risk-of-rain; “Resident: risk level” is shown instead/);
    assert.doesNotMatch(page.url(), /run=|risk-of-rain/);
    await accessible(page);
    await close();
});

test('an address that selects what is not there says so in both languages, and selects nothing', async () => {
    for (const [lang, sel, told] of [['zh', 'berths.B99', /链接所选的“berths\.B99”.*不存在/], ['en', 'ships.1', /The link selects “ships\.1”/], ['en', '@foo', /“@foo”/], ['zh', '@95,300', /“@95,300”/]]) {
        const { page, seen, close } = await at(`lang=${lang}&sel=${sel}`);
        await page.locator('#notice').waitFor();
        assert.match(await page.locator('#notice').innerText(), told);
        assert.doesNotMatch(page.url(), /sel=/);
        assert.ok(await page.locator('#popup').isHidden());
        await accessible(page);
        clean(seen);
        await close();
    }
});

test('the sea is outside the assessed area, which is not unknown', async () => {
    const { page, seen, close } = await at('lang=zh&sel=@29.99500,121.87000');
    const popup = page.locator('#popup');
    await popup.locator('.outside').waitFor();
    const text = await popup.innerText();
    assert.match(text, /评估范围之外（海域等）/);
    assert.doesNotMatch(text, /无数据|此处未知/);
    assert.equal(await popup.locator('.report table').count(), 0);
    clean(seen);
    await close();
});

test('statistics tell the sea from the unknown, whatever layer is shown', async () => {
    const { page, seen, close } = await at('map=12/29.95/121.87&overlays=&layer=concentration-benzene&lang=en');
    await page.locator('#area').click();
    const box = await page.locator('#map').boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    for (const [dx, dy] of [[-160, -120], [160, -120], [160, 120]]) await page.mouse.click(x + dx, y + dy, { delay: 30 });
    await page.mouse.dblclick(x - 160, y + 120, { delay: 30 });
    const popup = page.locator('#popup');
    await popup.locator('.rows').waitFor();
    const found = Object.fromEntries(await popup.locator('.rows > div').evaluateAll((all) => all.map((row) => [row.children[0].textContent, Number.parseFloat(row.children[1].textContent)])));
    assert.ok(found['Assessed area'] > 0 && found['Outside the assessed area'] > 0, JSON.stringify(found));
    assert.ok(found['Of it unknown'] < found['Assessed area']);
    clean(seen);
    await close();
});

test('an upper level says which substance it holds at its detection limit', async () => {
    const { page, seen, close } = await at('lang=zh&layer=risk-level-upper-resident');
    const text = await page.locator('#legend').innerText();
    assert.match(text, /含环氧乙烷：按检出限计，单独相当于 \de-[45]/);
    assert.doesNotMatch(text, /不含|仅插值/);
    clean(seen);
    await close();
});

test('the map shows the legend\'s own colours', async () => {
    const legend = await json('legend/risk-level-resident.json');
    const colours = legend.classes.filter((entry) => entry.opacity > 0).map((entry) => entry.colour.toLowerCase());
    const { page, seen, close } = await at('opacity=100&overlays=&lang=zh');
    const found = await pixels(page, colours);
    const shown = colours.filter((colour) => found[colour] > 0);
    assert.ok(shown.length >= 3, JSON.stringify(found));
    const labels = await page.locator('#legend .class-label').allInnerTexts();
    for (const entry of legend.classes) assert.ok(labels.includes(entry.label.zh), entry.label.zh);
    assert.match(await page.locator('#legend').innerText(), /不含: ?环氧乙烷, 检出限相当于 \de-[45]/);
    assert.ok(await page.locator('#legend .swatch.hatched').count(), 'unknown is hatched');
    clean(seen);
    await close();
});

test('a click on a berth opens its popup, which begins with the mark and shows no name', async () => {
    const berths = (await json('collections/berths/items?limit=100')).features;
    const berth = berths.find((feature) => feature.properties.id === 'B15');
    const [lon, lat] = berth.geometry.coordinates;
    const { page, seen, close } = await at(`map=15/${lat}/${lon}&lang=zh`);
    const box = await page.locator('#map').boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const popup = page.locator('#popup');
    await popup.locator('h2').waitFor();
    const text = await popup.innerText();
    assert.ok(text.startsWith('示例数据·非真实'), text);
    assert.equal(await popup.locator('h2').innerText(), 'B15');
    assert.ok(text.includes('坐标原文') && text.includes(berth.properties.lat_text), text);
    assert.match(text, /风险等级/);
    assert.match(page.url(), /sel=berths\.B15/);
    await page.keyboard.press('Escape');
    assert.ok(await popup.isHidden());
    clean(seen);
    await close();
});

test('a click on the map lists every layer\'s value with units', async () => {
    const zone = (await json('collections/zones/items?limit=10')).features[0];
    const ring = zone.geometry.coordinates.flat(zone.geometry.type === 'Polygon' ? 1 : 2);
    const lon = ring.reduce((sum, p) => sum + p[0], 0) / ring.length;
    const lat = ring.reduce((sum, p) => sum + p[1], 0) / ring.length;
    const { page, seen, close } = await at(`map=15/${lat}/${lon}&overlays=&lang=en&sel=@${lat},${lon}`);
    const report = page.locator('#popup .report');
    await report.waitFor();
    const text = await report.innerText();
    assert.match(text, /Cancer risk/i);
    assert.match(text, /\de-\d/);
    assert.match(text, /benzene/i);
    assert.match(text, /μg\/m³/);
    await page.mouse.move(700, 500);
    await page.locator('#cursor .value').waitFor();
    assert.match(await page.locator('#cursor').innerText(), /°N\s+\d+\.\d+°E[\s\S]*risk level/i);
    clean(seen);
    await close();
});

test('layers, scenarios, opacity and language switch and stay in the address', async () => {
    const { page, seen, close } = await at('lang=zh');
    await page.getByLabel('苯', { exact: false }).and(page.locator('input[value=concentration-benzene]')).check();
    await page.waitForFunction(() => document.querySelector('#legend .unit')?.textContent === 'μg/m³');
    assert.match(page.url(), /layer=concentration-benzene/);
    await page.locator('#layers .segments button').nth(1).click();
    await page.waitForFunction(() => location.hash.includes('layer=risk-level-worker'));
    await page.locator('#opacity').fill('50');
    assert.match(page.url(), /opacity=50/);
    await page.locator('button.language').click();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.match(await page.locator('#caption').innerText(), /not a national standard/);
    assert.equal(await page.locator('#synthetic').innerText(), '示例数据·非真实 · Sample data, not real');
    await settled(page);
    const labels = (await json('legend/risk-level-worker.json')).classes.map((entry) => entry.label.en[0].toUpperCase() + entry.label.en.slice(1));
    const shown = await page.locator('#legend .class-label').allInnerTexts();
    for (const label of labels) assert.ok(shown.includes(label), label);
    await page.reload();
    await page.waitForSelector('html[data-ready]');
    assert.equal(await page.locator('#layers input[name=layer]:checked').getAttribute('value'), 'risk-level-worker');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    clean(seen);
    await close();
});

test('the colour-blind palette holds for tiles, legend and points alike', async () => {
    const legend = await json('legend/risk-level-resident.json?style=risk-level-colourblind');
    const colours = legend.classes.filter((entry) => entry.value > 0).map((entry) => entry.colour.toLowerCase());
    const { page, seen, close } = await at('opacity=100&overlays=&palette=colourblind&lang=zh');
    const found = await pixels(page, colours);
    assert.ok(colours.filter((colour) => found[colour] > 0).length >= 2, JSON.stringify(found));
    await page.evaluate(() => (location.hash += '&panel=places'));
    await page.reload();
    await page.waitForSelector('html[data-ready]');
    await settled(page);
    await page.locator('#places .chip').first().waitFor();
    const chips = await page.locator('#places .chip').evaluateAll((all) => all.map((chip) => chip.getAttribute('style')));
    const judged = chips.filter((chip) => chip?.startsWith('--colour:'));
    const usual = (await json('legend/risk-level-resident.json')).classes.filter((entry) => entry.value > 0);
    assert.ok(!usual.some((entry) => judged.includes(`--colour:${entry.colour}`)), JSON.stringify(judged));
    assert.ok(colours.some((colour) => judged.includes(`--colour:${colour}`)), JSON.stringify(judged));
    clean(seen);
    await close();
});

test('the map is saved as a picture', async () => {
    const { page, seen, close } = await at('lang=zh');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByLabel('保存为图片').click()]);
    assert.equal(download.suggestedFilename(), 'beilun-voc-risk-level-resident.png');
    const bytes = await readFile(await download.path());
    const map = await page.locator('#map').evaluate((element) => [element.clientWidth, element.clientHeight]);
    assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [map[0] + 300, map[1] + 140], 'the legend stands beside the map, title and facts above and below');
    clean(seen);
    await close();
});

test('a picture of numbers says what a place without colour means', async () => {
    const { page, seen, close } = await at('lang=zh&layer=concentration-benzene');
    await page.evaluate(() => {
        window.written = [];
        const plain = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
            window.written.push(text);
            return plain.call(this, text, ...rest);
        };
    });
    await Promise.all([page.waitForEvent('download'), page.getByLabel('保存为图片').click()]);
    assert.match((await page.evaluate(() => window.written)).join(''), /不着色：未知/);
    clean(seen);
    await close();
});

test('lists sort, and one search finds places, zones and coordinates and flies there', async () => {
    const { page, seen, close } = await at('lang=en');
    await page.locator('[data-panel=places]').click();
    await page.waitForFunction(() => document.querySelectorAll('#places .lists li').length === 34);
    assert.ok((await page.locator('#panel-places .body').innerText()).startsWith('示例数据·非真实'));
    const input = page.locator('#places input[type=search]');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'combobox');
    await input.fill('B2');
    const options = page.locator('#found [role=option]');
    await page.waitForFunction(() => document.querySelectorAll('#found [role=option]').length >= 10);
    assert.equal(await options.first().getAttribute('data-key'), 'berths.B20');
    await accessible(page);
    await input.press('ArrowDown');
    assert.equal(await input.getAttribute('aria-activedescendant'), 'found-1');
    await input.press('ArrowUp');
    await input.press('Enter');
    await page.waitForFunction(() => document.querySelector('#popup h2')?.textContent === 'B20');
    await input.fill('大榭');
    await page.waitForFunction(() => document.querySelector('#found [role=option]')?.dataset.key === 'zones.DX');
    await input.fill('121.9 29.93');
    await page.waitForFunction(() => document.querySelector('#found [role=option]')?.dataset.key.startsWith('@'));
    await input.press('Enter');
    await page.waitForFunction(() => location.hash.includes('sel=%4029.93000%2C121.90000'));
    await input.press('Escape');
    assert.ok(await page.locator('#panel-places').isVisible(), 'Escape empties the box first');
    assert.ok(await page.locator('#places .lists').isVisible());
    clean(seen);
    await close();
});

test('the keyboard reaches the map and asks for its centre', async () => {
    const { page, seen, close } = await at('map=13/29.93/121.95&overlays=&lang=zh');
    await page.locator('#map').focus();
    const before_ = page.url();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction((url) => location.href !== url, before_);
    await page.keyboard.press('Enter');
    await page.locator('#popup .report').waitFor();
    clean(seen);
    await close();
});

test('a server that goes away is announced, and its return noticed', async () => {
    const { page, close } = await at('lang=zh');
    await page.route('**/*', (route) => route.abort());
    await page.locator('#layers input[value=concentration-benzene]').check();
    await page.locator('#notice').waitFor();
    assert.match(await page.locator('#notice').innerText(), /服务器没有响应/);
    await page.unroute('**/*');
    await page.locator('#notice').getByText('立即重试').click();
    await page.waitForFunction(() => document.querySelector('#legend .unit')?.textContent === 'μg/m³');
    assert.ok(await page.locator('#notice').isHidden());
    await close();
});

test('a point says why it has its colour, and which stations are near', async () => {
    const { page, seen, close } = await at('map=14/29.915/121.905&overlays=&lang=en&sel=@29.91500,121.90500');
    const why = page.locator('#popup .why');
    await why.waitFor();
    const answer = await json('point?lon=121.905&lat=29.915');
    const risk = answer.values.find((value) => value.layer === 'cancer-risk-resident').value;
    const parts = await why.locator('.shares .share').allInnerTexts();
    const sum = parts.reduce((total, text) => total + (text.startsWith('<') ? 0.5 : Number.parseInt(text, 10)), 0);
    assert.ok(Math.abs(sum - 100) <= parts.length, parts.join());
    const values = await why.locator('.shares .value').allInnerTexts();
    const total = values.reduce((a, text) => a + Number(text), 0);
    assert.ok(total > 0.6 * risk && total < 1.5 * risk, `${total} beside ${risk}`);
    assert.match(await why.innerText(), /Not included: Ethylene oxide \(its detection limit stands for \de-[45]\)/);
    assert.match(await why.locator('.level-head').innerText(), /\d · \w+[\s\S]*95 % upper bound: \d · \w+ — Ethylene oxide was not detected/);
    assert.match(await why.innerText(), /Values (\d+ % lower would come down to|× [\d.]+ would reach) \d · \w+/);
    const near = page.locator('#popup .nearest li');
    assert.equal(await near.count(), 3);
    for (const line of await near.allInnerTexts()) assert.match(line, /^\w+\s+[\d.]+ k?m · [NESW]{1,2}\s+(< )?[\d.]+ μg\/m³/);
    clean(seen);
    await close();
});

test('the legend tells the area of every level', async () => {
    const { page, seen, close } = await at('lang=zh');
    const cell = page.locator('#legend .class-area').first();
    await page.waitForFunction(() => /km²/.test(document.querySelector('#legend .class-area')?.textContent ?? ''));
    const box = [[121, 29], [123, 29], [123, 31], [121, 31], [121, 29]];
    const response = await fetch(`${server.url}statistics?layer=risk-level-resident`, {
        method: 'POST',
        headers: { 'content-type': 'application/geo+json' },
        body: JSON.stringify({ type: 'Polygon', coordinates: [box] }),
    });
    const { classes } = (await response.json()).layers[0];
    const expected = classes.find((entry) => entry.value === 4).area_m2 / 1e6;
    const shown = Number.parseFloat(await cell.innerText());
    assert.ok(Math.abs(shown - expected) <= 0.005 * expected, `${shown} ${expected}`);
    clean(seen);
    await close();
});

test('a drawn polygon gets its statistics', async () => {
    const { page, seen, close } = await at('map=13/29.915/121.905&overlays=&lang=en');
    await page.locator('#area').click();
    const box = await page.locator('#map').boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    for (const [dx, dy] of [[-60, -60], [60, -60], [60, 60]]) await page.mouse.click(x + dx, y + dy, { delay: 30 });
    await page.mouse.dblclick(x - 60, y + 60, { delay: 30 });
    const popup = page.locator('#popup');
    await popup.locator('.rows').waitFor();
    const text = await popup.innerText();
    assert.match(text, /Statistics of the drawn area/);
    assert.match(text, /km²/);
    assert.match(text, /Assessed area\s+[\d.]+ km²\s+Of it unknown\s+[\d.]+ km² · \d+ %/);
    await page.keyboard.press('Escape');
    await page.locator('#map').focus();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#area').getAttribute('aria-pressed'), 'false');
    clean(seen);
    await close();
});

test('the sheet shows what the map showed, light and without controls', async () => {
    const { page, seen, close } = await at('map=12/29.92/121.9&lang=en&sel=berths.B15', { colorScheme: 'dark' });
    const corners = () => page.locator('#map').evaluate((map) => [map.clientWidth, map.clientHeight]);
    const before_ = await corners();
    await page.evaluate(() => (window.print = () => (window.printed = {
        size: [document.body.clientWidth, document.body.clientHeight],
        hidden: ['.panel', '.controls', '#actions', '#popup'].filter((name) => getComputedStyle(document.querySelector(name)).display === 'none'),
        map: [document.getElementById('map').clientWidth, document.getElementById('map').clientHeight],
        sheet: document.querySelector('main').clientWidth,
        drawn: document.getElementById('map').getBoundingClientRect().width,
        canvas: Math.max(...[...document.querySelectorAll('#map canvas')].map((canvas) => canvas.width)),
        dense: performance.getEntriesByType('resource').filter(({ name }) => name.includes('@2x.png')).length,
        legend: document.getElementById('legend').getBoundingClientRect().left,
        caption: document.getElementById('caption').innerText,
    })));
    await page.getByLabel('Print').click();
    await page.waitForFunction(() => window.printed);
    const printed = await page.evaluate(() => window.printed);
    assert.ok(Math.abs(printed.size[0] - 1047) <= 1, String(printed.size));
    assert.equal(printed.hidden.length, 4);
    assert.ok(printed.map[0] >= before_[0] - 1 && printed.map[1] >= before_[1] - 1, `${printed.map} ${before_}`);
    assert.ok(Math.abs(printed.drawn + (72 / 25.4) * 96 - printed.sheet) < 3, `${printed.drawn} ${printed.sheet}`);
    assert.ok(printed.canvas > (200 / 96) * printed.drawn, `${printed.canvas} pixels over ${printed.drawn}`);
    assert.ok(printed.dense > 0, 'tiles of twice as many pixels');
    assert.ok(printed.legend >= printed.drawn - 1, 'the legend lies beside the map');
    assert.match(printed.caption, /Web Mercator \(EPSG:3857\); data in EPSG:\d+/);
    await page.waitForFunction(() => !document.documentElement.classList.contains('printing'));
    assert.deepEqual(await corners(), before_);
    clean(seen);
    await close();
});

test('two runs are compared under the swipe, and an older one is said to be so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'riskmap-runs-'));
    const current = await json('manifest.json');
    const older = '20200102T030405Z-0badcafe';
    await mkdir(join(folder, 'runs'));
    const from = join(process.env.RUN_DIR, 'runs', current.id);
    for (const id of [current.id, older]) await cp(from, join(folder, 'runs', id), { recursive: true });
    const file = join(folder, 'runs', older, 'manifest.json');
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll(current.id, older));
    await symlink(`runs/${current.id}`, join(folder, 'current'));
    const two = await startServer(folder);
    const { page, seen, close } = await openPage(browser, `${two.url}#lang=en&run=${older}&compare=${current.id}&swipe=40`);
    await settled(page);
    assert.match(await page.locator('#subtitle').innerText(), new RegExp(older));
    assert.match(await page.locator('#notice').innerText(), /An older run is shown/);
    const labels = await page.locator('#swipe .run').allInnerTexts();
    assert.match(labels[0], /2 Jan 2020, 11:04/);
    assert.match(labels[1], /current/);
    await page.locator('#swipe input').fill('70');
    assert.match(page.url(), /swipe=70/);
    await page.locator('[data-panel=runs]').click();
    await page.locator('#runs select').nth(1).selectOption('');
    assert.ok(await page.locator('#swipe').isHidden());
    await page.locator('#notice').getByText('Back to the current one').click();
    await page.waitForFunction((id) => document.documentElement.dataset.ready === id, current.id);
    clean(seen);
    await close();
    await two.stop();
    await rm(folder, { recursive: true });
});

const states = {
    'on opening': [{}, 'lang=zh', async () => {}],
    'with a popup': [{}, 'lang=en&sel=berths.B15', (page) => page.locator('#popup h2').waitFor()],
    'with the list': [{}, 'lang=zh', (page) => page.locator('[data-panel=places]').click()],
    'with the settings': [{}, 'lang=zh&base=xyz', (page) => page.locator('[data-panel=settings]').click()],
    'with reasons and statistics': [{}, 'lang=zh&sel=@29.91500,121.90500', (page) => page.locator('#popup .why').waitFor()],
    'with the runs': [{}, 'lang=zh', (page) => page.locator('[data-panel=runs]').click()],
    dark: [{ colorScheme: 'dark' }, 'lang=zh&sel=berths.B15', (page) => page.locator('#popup h2').waitFor()],
    'on a phone': [{ viewport: { width: 390, height: 844 } }, 'lang=zh', (page) => page.locator('[data-panel=legend]').click()],
};
for (const [name, [options, hash, act]] of Object.entries(states)) {
    test(`axe finds nothing serious ${name}`, async () => {
        const { page, seen, close } = await at(hash, options);
        await act(page);
        await settled(page);
        await accessible(page);
        clean(seen);
        await close();
    });
}

test('a public run says of a draft that it is one, and shows no code and no file of it', async () => {
    const { page, seen, close } = await at('lang=zh&panel=enterprises');
    assert.match(await page.locator('#enterprises').innerText(), /对外版本不显示草案/);
    await page.locator('[data-enterprise=E1]').click();
    const article = page.locator('#enterprises article');
    await article.waitFor();
    const text = await article.innerText();
    assert.match(text, /化工集聚区\s+大榭/);
    assert.match(text, /档案为草案，尚未经人员发布[\s\S]*有密钥[\s\S]*mapgen sources release/);
    assert.match(text, /风险分级\s+未公开[\s\S]*风险码\s+未公开/);
    assert.doesNotMatch(text, /红码|黄码|绿码|重大|危害值/);
    assert.equal(await article.locator('input[type=password]').count(), 1);
    assert.equal(await article.getByText('单页档案').count(), 0);
    await accessible(page);
    clean(seen);
    await close();
});
