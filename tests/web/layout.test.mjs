// What lies where: nothing that the reader needs is under something else, at any size of the window.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, clean, json, openAt, settled, startBrowser, startServer } from './support.mjs';

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

const at = (hash, options) => openAt(browser, server, hash, options);
const sizes = { desktop: [1440, 900], tablet: [1024, 700], phone: [390, 844] };
const sized = (name) => ({ viewport: { width: sizes[name][0], height: sizes[name][1] } });

/** Which of these elements cannot be pressed in their middle. */
function covered(page, selector) {
    return page.locator(selector).evaluateAll((all) =>
        all
            .filter((element) => {
                const { left, top, width, height } = element.getBoundingClientRect();
                return width > 0 && !element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
            })
            .map((element) => element.getAttribute('aria-label')),
    );
}

for (const name of Object.keys(sizes)) {
    for (const lang of ['zh', 'en']) {
        test(`every button can be pressed and no title is cut: ${name}, ${lang}`, async () => {
            const { page, seen, close } = await at(`lang=${lang}`, sized(name));
            assert.deepEqual(await covered(page, '#controls button, #actions button'), []);
            const cut = await page.locator('.titles h1, .titles p').evaluateAll((all) => all.filter((text) => text.scrollHeight > text.clientHeight + 1 || text.scrollWidth > text.clientWidth + 1).length);
            assert.equal(cut, 0);
            assert.match(await page.locator('#subtitle').innerText(), lang === 'zh' ? /生成时间/ : /Made/);
            clean(seen);
            await close();
        });
    }

    test(`the whole area lies in the free part of the map: ${name}`, async () => {
        const { page, seen, close } = await at('lang=zh', sized(name));
        const { bounds } = await json(server, 'tiles/risk-level-resident/tile.json');
        const [width, height] = await page.locator('#map').evaluate((map) => [map.clientWidth, map.clientHeight]);
        const [, zoom, lat, lon] = /map=([\d.]+)\/([\d.]+)\/([\d.]+)/.exec(page.url()).map(Number);
        const world = 256 * 2 ** zoom;
        const y = (degrees) => (Math.asinh(Math.tan((degrees * Math.PI) / 180)) / (2 * Math.PI)) * world;
        const x = (degrees) => (degrees / 360) * world;
        const [west, east] = [bounds[0], bounds[2]].map((degrees) => width / 2 + x(degrees) - x(lon));
        const [north, south] = [bounds[3], bounds[1]].map((degrees) => height / 2 + y(lat) - y(degrees));
        const [left, right] = width < 760 ? [0, width] : [310, width - 282];
        assert.ok(west >= left && east <= right && north >= 0 && south <= height, JSON.stringify({ west, east, north, south, left, right }));
        assert.ok(east - west > 0.75 * (right - left) || south - north > 0.75 * height, 'it is as large as it can be');
        clean(seen);
        await close();
    });

    test(`a card covers neither its place nor the legend: ${name}`, async () => {
        const { page, seen, close } = await at('lang=zh&sel=@29.91500,121.90500', sized(name));
        await page.locator('#popup .why').waitFor();
        await page.waitForTimeout(400);
        await settled(page);
        const overlaps = await page.evaluate(() => {
            const [card, legend] = ['popup', 'legend'].map((id) => document.getElementById(id).getBoundingClientRect());
            return legend.width > 0 && card.left < legend.right && card.right > legend.left && card.top < legend.bottom && card.bottom > legend.top;
        });
        assert.equal(overlaps, false);
        assert.ok(await page.locator('#popup').evaluate((card) => card.classList.contains('has-more')), 'there is more below, which is told');
        await page.locator('#popup .content').evaluate((body) => (body.scrollTop = body.scrollHeight));
        await page.waitForFunction(() => !document.getElementById('popup').classList.contains('has-more'));
        await accessible(page);
        clean(seen);
        await close();
    });
}

test('on a phone sheets leave half of the map, and close', async () => {
    const { page, seen, close } = await at('lang=zh', sized('phone'));
    for (const [panel, sheet] of [['layers', '#panel-layers'], ['legend', '#legend']]) {
        await page.locator(`[data-panel=${panel}]`).click();
        const share = await page.locator(sheet).evaluate((element) => element.offsetHeight / element.parentElement.offsetHeight);
        assert.ok(share > 0.2 && share <= 0.51, `${panel} ${share}`);
        await page.locator(`${sheet} [aria-label="关闭"]`).click();
        assert.ok(await page.locator(sheet).isHidden());
    }
    clean(seen);
    await close();
});

/** Drags a sheet's grip to this share of the map's height, from its lower edge. */
async function dragTo(page, sheet, share) {
    const [grip, map] = await Promise.all([page.locator(`${sheet} .grip`).boundingBox(), page.locator('main').boundingBox()]);
    const [x, y, end] = [grip.x + grip.width / 2, grip.y + grip.height / 2, map.y + map.height * (1 - share)];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, (y + end) / 2);
    await page.mouse.move(x, end);
    await page.mouse.up();
}

test('on a phone sheets are dragged between closed, half and full, and the keyboard and a press do it, too', async () => {
    const { page, seen, close } = await at('lang=zh&panel=layers', sized('phone'));
    const height = (sheet) => page.locator(sheet).evaluate((element) => element.offsetHeight / element.parentElement.offsetHeight);
    const grip = page.locator('#panel-layers .grip');
    await dragTo(page, '#panel-layers', 0.9);
    assert.ok((await height('#panel-layers')) > 0.9);
    assert.equal(await grip.getAttribute('aria-expanded'), 'true');
    await accessible(page);
    await dragTo(page, '#panel-layers', 0.45);
    assert.ok((await height('#panel-layers')) <= 0.51);
    await grip.click();
    assert.ok((await height('#panel-layers')) > 0.9);
    await grip.press('ArrowDown');
    assert.ok((await height('#panel-layers')) <= 0.51);
    await grip.press('Enter');
    assert.ok((await height('#panel-layers')) > 0.9);
    await grip.press('ArrowDown');
    await dragTo(page, '#panel-layers', 0.1);
    assert.ok(await page.locator('#panel-layers').isHidden());
    await page.locator('[data-panel=legend]').click();
    await dragTo(page, '#legend', 0.95);
    assert.ok((await height('#legend')) > 0.9);
    await page.locator('#legend .grip').press('ArrowDown');
    await page.locator('#legend .grip').press('ArrowDown');
    assert.ok(await page.locator('#legend').isHidden());
    clean(seen);
    await close();
});

test('a report on a phone is dragged to its full height, and down to close it', async () => {
    const { page, seen, close } = await at('lang=en&sel=@29.91500,121.90500', sized('phone'));
    await page.locator('#popup .why').waitFor();
    await dragTo(page, '#popup', 0.9);
    assert.ok(await page.locator('#popup').evaluate((card) => card.offsetHeight > 0.9 * card.parentElement.offsetHeight));
    await accessible(page);
    await dragTo(page, '#popup', 0.05);
    assert.ok(await page.locator('#popup').isHidden());
    assert.doesNotMatch(page.url(), /sel=/);
    clean(seen);
    await close();
});

test('the keyboard draws a polygon at the crosshair and finishes it', async () => {
    const { page, seen, close } = await at('map=13/29.915/121.905&overlays=&lang=en');
    await page.locator('#area').focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'map');
    assert.match(await page.locator('.sketchbar').innerText(), /Enter.*crosshair/);
    const finish = page.locator('.sketchbar [data-act=finish]');
    const step = async (key) => {
        const before_ = page.url();
        await page.keyboard.press(key);
        await page.waitForFunction((url) => location.href !== url, before_);
    };
    for (const move of ['ArrowRight', 'ArrowDown', 'ArrowLeft']) {
        await page.keyboard.press('Enter');
        assert.ok(await page.locator('#popup').isHidden(), 'a corner opens no report');
        await step(move);
    }
    await page.keyboard.press('Backspace');
    assert.ok(await finish.isDisabled(), 'two corners are no polygon');
    await page.keyboard.press('Enter');
    await accessible(page);
    await finish.focus();
    await page.keyboard.press('Enter');
    await page.locator('#popup .rows').waitFor();
    assert.match(await page.locator('#popup').innerText(), /Assessed area/);
    clean(seen);
    await close();
});

test('the keyboard measures a line', async () => {
    const { page, seen, close } = await at('map=13/29.915/121.905&overlays=&lang=zh');
    await page.locator('#measure').click();
    await page.keyboard.press('Enter');
    const before_ = page.url();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction((url) => location.href !== url, before_);
    await page.keyboard.press('Enter');
    assert.match(await page.locator('#measured').innerText(), /k?m$/);
    await page.locator('.sketchbar [data-act=finish]').click();
    await page.locator('.sketchbar [data-act=leave]').click();
    assert.equal(await page.locator('.sketchbar').count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'measure');
    clean(seen);
    await close();
});

test('concentrations have a scale of their own or the one for all, which the address keeps', async () => {
    const { page, seen, close } = await at('lang=zh&layer=concentration-benzene');
    const labels = () => page.locator('#legend .class-label').allInnerTexts();
    const own = await labels();
    assert.match(await page.locator('#legend .legend-notes').innerText(), /不表示超标/);
    assert.match(await page.locator('#legend .legend-notes').innerText(), /标准限值[\s\S]*小时平均/);
    assert.doesNotMatch(await page.locator('#legend').innerText(), /ug\/m3|样式 concentration/);
    await page.locator('#colour-scale').selectOption('common');
    await page.waitForFunction(() => /可以相互比较/.test(document.querySelector('#legend .legend-notes').textContent));
    assert.match(page.url(), /scale=common/);
    assert.notDeepEqual(await labels(), own);
    const common = await json(server, 'legend/concentration-benzene.json?style=concentration');
    assert.equal((await labels()).length, common.classes.length + 1);
    clean(seen);
    await close();
});

test('the legend says how far the map has come', async () => {
    const { page, seen, close } = await at('lang=zh');
    assert.equal(await page.locator('#legend .release').innerText(), '草案 · 未经地图审核 · 示例数据');
    clean(seen);
    await close();
});

test('what is known of a substance stands under it, with names of zones, and the chosen entry is seen', async () => {
    const { page, seen, close } = await at('lang=en&layer=share-benzene-DX', sized('tablet'));
    const entry = page.locator('#layers label:has(input[value="share-benzene-DX"])');
    await page.waitForFunction(() => document.querySelector('#layers label:has(input[value="share-benzene-DX"])')?.textContent.startsWith('Daxie'));
    const [box, list] = await Promise.all([entry.boundingBox(), page.locator('#layers').boundingBox()]);
    assert.ok(box.y >= list.y && box.y + box.height <= list.y + list.height + 1, JSON.stringify({ box, list }));
    await page.waitForFunction(() => document.querySelector('#legend .legend-title').textContent.startsWith('Daxie'));
    await accessible(page);
    clean(seen);
    await close();
});

test('every download that is offered is served', async () => {
    const { page, seen, close } = await at('lang=en');
    await page.locator('.downloads-more summary').click();
    const links = await page.locator('.downloads a, .downloads-more a').evaluateAll((all) => all.map((link) => link.href));
    assert.ok(links.some((link) => link.endsWith('/tables/receptors.csv')), links.join('\n'));
    for (const link of links) assert.equal((await fetch(link)).status, 200, link);
    await accessible(page);
    clean(seen);
    await close();
});
