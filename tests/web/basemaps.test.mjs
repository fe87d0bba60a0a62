// Base maps in the plane that each asks for; their hosts are played by the test.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { json, openPage, settled, startBrowser, startServer } from './support.mjs';

const tile = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mPMPX/+PwAGsAMd3g5EXwAAAABJRU5ErkJggg==', 'base64');
let folder;
let server;
let browser;
let berth;

before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'riskmap-bases-'));
    const config = join(folder, 'server.toml');
    await writeFile(config, 'tianditu_key = "0123456789abcdef0123456789abcdef"\ngcj02_url = "https://gcj.example.org/{z}/{x}/{y}.png"\n');
    server = await startServer(process.env.RUN_DIR, ['--config', config]);
    browser = await startBrowser();
    const { features } = await json(server, 'collections/berths/items?limit=100');
    berth = features.find(({ properties }) => properties.id === 'B15').geometry.coordinates;
});
after(async () => {
    await browser?.close();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
});

/** The page on a berth; `asked` collects what base maps' hosts are asked for. */
async function opened(hash) {
    const context = { asked: [] };
    const play = async (page) => {
        await page.route(/example\.org|tianditu/, (route) => {
            context.asked.push(route.request().url());
            return route.fulfill({ body: tile, contentType: 'image/png', headers: { 'access-control-allow-origin': '*' } });
        });
    };
    const page = await openPage(browser, `${server.url}#map=17/${berth[1]}/${berth[0]}&lang=en&${hash}`, { prepare: play });
    await settled(page.page);
    return { ...context, ...page };
}

function layerTiles(page) {
    return page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => /\/tiles\/.*\.png/.test(name) && !name.includes('example.org')));
}

/** A click in the middle hits the berth and, without it, gives the berth's own coordinates. */
async function clicksAreRight(page) {
    const box = await page.locator('#map').boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.locator('#popup h2').waitFor();
    assert.equal(await page.locator('#popup h2').innerText(), 'B15');
    await page.keyboard.press('Escape');
    await page.locator('#map').focus();
    await page.evaluate(() => (location.hash = location.hash.replace(/overlays=[^&]*/, 'overlays=')));
    await settled(page);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForFunction(() => location.hash.includes('sel=%40'));
    const [lat, lon] = decodeURIComponent(/sel=%40([^&]+)/.exec(page.url())[1]).split(',').map(Number);
    assert.ok(Math.hypot(lat - berth[1], lon - berth[0]) < 3e-5, `${lat} ${lon} beside ${berth}`);
}

const berthInGcj02 = [121.7834077, 29.9203192];

/** The server's own GCJ-02 has the berth there: values are the berth's. */
async function serverAgrees() {
    const valueAt = async (query) => (await json(server, `point?${query}`)).values.find(({ layer }) => layer === 'concentration-benzene').value;
    const [there, here] = [await valueAt(`lon=${berthInGcj02[0]}&lat=${berthInGcj02[1]}&crs=GCJ-02`), await valueAt(`lon=${berth[0]}&lat=${berth[1]}`)];
    assert.ok(here > 0 && Math.abs(there - here) < 1e-4 * here, `${there} ${here}`);
}

function mercatorTile([lon, lat], zoom) {
    const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
    return [Math.floor(((lon + 180) / 360) * 2 ** zoom), Math.floor(((1 - y / Math.PI) / 2) * 2 ** zoom)];
}

test('a GCJ-02 base map: layers, features and clicks are moved alike', async () => {
    const { page, seen, asked, close } = await opened('base=gcj02&overlays=berths');
    assert.match(await page.locator('#attribution').innerText(), /Aligned with a GCJ-02 base map/);
    const tiles = await layerTiles(page);
    assert.ok(tiles.length && tiles.every((name) => name.includes('tms=WebMercatorQuad-GCJ02')), tiles[0]);
    const middle = [0, 1].map((k) => {
        const at = asked.map((name) => Number(new URL(name).pathname.match(/\d+/g)[k + 1]));
        return (Math.min(...at) + Math.max(...at)) / 2;
    });
    await serverAgrees();
    const expected = mercatorTile(berthInGcj02, 17);
    assert.ok(expected.every((value, k) => Math.abs(value - middle[k]) <= 1), `${middle} beside ${expected}`);
    assert.ok(Math.abs(middle[0] - mercatorTile(berth, 17)[0]) >= 1, 'the view moved');
    await clicksAreRight(page);
    assert.deepEqual(seen.errors, []);
    await close();
});

test('Tianditu comes in degrees, and the layers with it', async () => {
    const { page, seen, asked, close } = await opened('base=tianditu&overlays=berths');
    assert.ok(asked.length && asked.every((name) => name.includes('TILEMATRIXSET=c') && name.includes('tk=0123456789abcdef')), asked[0]);
    const [column, row] = [Math.floor((berth[0] + 180) / (360 / 2 ** 17)), Math.floor((90 - berth[1]) / (360 / 2 ** 17))];
    assert.ok(asked.some((name) => name.includes(`TILEMATRIX=17&TILEROW=${row}&TILECOL=${column}&`)), asked[0]);
    const tiles = await layerTiles(page);
    assert.ok(tiles.length && tiles.every((name) => name.includes('tms=CGCS2000Quad')), tiles[0]);
    await clicksAreRight(page);
    assert.match(await page.locator('#attribution').innerText(), /天地图/);
    assert.deepEqual(seen.errors, []);
    await close();
});

test('an address is looked at before it is used, and kept in this browser', async () => {
    const { page, seen, asked, close } = await opened('base=xyz&overlays=berths&panel=settings');
    const input = page.locator('#settings input[type=text]');
    assert.match(await page.locator('#settings').innerText(), /plain land and sea are shown/);
    await input.fill('https://xyz.example.org/tiles');
    await page.keyboard.press('Enter');
    assert.equal(await input.getAttribute('aria-invalid'), 'true');
    assert.equal(asked.length, 0);
    await input.fill('https://xyz.example.org/{z}/{x}/{y}.png');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => localStorage.getItem('riskmap.xyz'));
    await settled(page);
    const [x, y] = mercatorTile(berth, 17);
    for (let tries = 0; tries < 50 && !asked.includes(`https://xyz.example.org/17/${x}/${y}.png`); tries += 1) await page.waitForTimeout(100);
    assert.ok(asked.includes(`https://xyz.example.org/17/${x}/${y}.png`), asked[0]);
    await clicksAreRight(page);
    assert.deepEqual(seen.errors, []);
    await close();
});

test('another plane begins the page anew where it was', async () => {
    const { page, seen, close } = await opened('base=plain&overlays=berths&panel=settings');
    await page.locator('#settings input[value=gcj02]').check();
    await page.waitForFunction(() => /GCJ-02/.test(document.getElementById('attribution').textContent));
    await page.waitForSelector('html[data-ready]');
    assert.match(page.url(), /base=gcj02/);
    const [, lat, lon] = /map=17\/([\d.]+)\/([\d.]+)/.exec(page.url()).map(Number);
    assert.ok(Math.hypot(lat - berth[1], lon - berth[0]) < 3e-5, page.url());
    assert.ok(await page.locator('#panel-settings').isVisible());
    assert.deepEqual(seen.errors, []);
    await close();
});

test('the server says what the page opens with', async () => {
    const config = await json(server, 'viewer.json');
    assert.deepEqual(config, { base: 'plain', tianditu: '0123456789abcdef0123456789abcdef', gcj02: 'https://gcj.example.org/{z}/{x}/{y}.png', xyz: '' });
});
