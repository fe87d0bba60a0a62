// Enterprises behind a key; RUN_DIR is what make_two_runs.py built: internal, E2 released, the others drafts.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
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
    await page.locator('#enterprises').getByRole('button', { name: 'Show on map' }).click();
    const popup = page.locator('#popup');
    await popup.locator('.rows').waitFor();
    const text = await popup.innerText();
    assert.match(text, /Enterprise\s+E7 · fictitious/);
    assert.match(text, /Risk code\s+(red|yellow|green|no code)/);
    assert.match(text, /Status\s+draft/);
    assert.match(page.url(), /overlays=[^&]*sources/);
    await page.locator('#panel-enterprises > header .quiet').click();
    await popup.getByRole('button', { name: 'Enterprise file' }).click();
    await page.locator('#enterprises article').waitFor();
    assert.equal(await page.locator('#enterprises h3').innerText(), 'E7');
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

const keyed = { prepare: (page) => page.addInitScript((value) => sessionStorage.setItem('riskmap.key', value), key) };
const file = (page) => page.locator('#enterprises article');

async function ask(server, id) {
    const answer = await fetch(`${server.url}enterprises/${id}?f=json`, { headers: { authorization: `Bearer ${key}` } });
    assert.equal(answer.status, 200);
    return answer.json();
}

test('choosing an enterprise opens its page, and the keyboard goes there and back', async () => {
    const { page, seen, close } = await at('lang=en&panel=enterprises', keyed);
    const told = await ask(server, 'E2');
    const entry = page.locator('[data-enterprise=E2]');
    await entry.focus();
    await page.keyboard.press('Enter');
    await file(page).waitFor();
    await settled(page);
    const text = (await file(page).innerText()).replace(/\u202f/g, '');
    for (const part of [told.permit_number, 'Daxie', told.industry, 'Yellow', 'released', 'Tester', 'Number well formed']) assert.ok(text.includes(part), `${part} in ${text}`);
    for (const problem of told.problems) assert.ok(text.includes(problem.rule) && text.includes(problem.name.en), problem.rule);
    assert.ok(text.includes(`${told.grading.grade_rule} · ${told.grading.grade_rule_name.en}`), text);
    for (const substance of told.substances) assert.match(text, new RegExp(`${substance.name.en}[\\s\\S]*${substance.cas}[\\s\\S]*${substance.emission_kg_a}`));
    for (const near of told.surroundings.nearest_receptors) assert.ok(text.includes(near.receptor), near.receptor);
    assert.ok(text.startsWith('示例数据·非真实'), text);
    assert.ok(!text.includes(told.name.en), 'ids, no names, beside a judgement');
    assert.match(page.url(), /enterprise=E2&panel=enterprises/);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'file-title');
    await accessible(page);
    await page.keyboard.press('Escape');
    await page.locator('#enterprises .enterprises').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.dataset.enterprise), 'E2');
    assert.doesNotMatch(page.url(), /enterprise=/);
    await page.keyboard.press('Escape');
    await page.locator('#panel-enterprises').waitFor({ state: 'hidden' });
    clean(seen);
    await close();
});

test('a link keeps the enterprise, in both languages, on phones and in the dark', async () => {
    for (const options of [{}, { colorScheme: 'dark' }, { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }]) {
        const { page, seen, close } = await at('lang=zh&panel=enterprises&enterprise=E1', { ...keyed, ...options });
        await file(page).waitFor();
        assert.notEqual(await page.evaluate(() => document.activeElement.id), 'file-title', 'an address takes no focus');
        const zh = await file(page).innerText();
        for (const part of ['风险码由来', '黄码规则', '草案', '排污许可证编号', '物质与排放', '最近的敏感受体', '数据核查', '未发现问题', '管控措施', '审核与发布']) assert.ok(zh.includes(part), part);
        await accessible(page);
        await page.locator('button.language').click();
        await file(page).getByText('How the code came about').waitFor();
        const ours = await file(page).evaluate((node) => [...node.querySelectorAll('h4, h5, dt, thead, .actions, .hint, .state')].map((part) => part.textContent).join(' '));
        assert.doesNotMatch(ours.replace('示例数据·非真实', ''), /[\u4e00-\u9fff]/, ours);
        await accessible(page);
        clean(seen);
        await close();
    }
});

test('an address of an enterprise that does not exist says so and leads back', async () => {
    const { page, seen, close } = await at('lang=zh&panel=enterprises&enterprise=E77', keyed);
    await page.locator('#enterprises .warn', { hasText: '没有此企业' }).waitFor();
    await page.locator('#enterprises .back').click();
    await page.locator('[data-enterprise=E1]').waitFor();
    clean(seen);
    await close();
});

test('without a key an address of an enterprise shows nothing of it', async () => {
    const { page, seen, close } = await at('lang=zh&panel=enterprises&enterprise=E2');
    await page.locator('#enterprises input[type=password]').waitFor();
    assert.equal(await file(page).count(), 0);
    await unlockPage(page);
    clean(seen);
    await close();
});

/** The key opens what the address asked for. */
async function unlockPage(page) {
    await page.locator('#enterprises input[type=password]').fill(key);
    await page.keyboard.press('Enter');
    await file(page).waitFor();
    assert.equal(await page.locator('#enterprises h3').innerText(), 'E2');
    await settled(page);
}

test('the one-page file is saved with the key, and prints alone', async () => {
    const { page, seen, close } = await at('lang=en&panel=enterprises&enterprise=E2', keyed);
    const [download] = await Promise.all([page.waitForEvent('download'), file(page).getByRole('button', { name: 'Save one-page file' }).click()]);
    assert.equal(download.suggestedFilename(), 'E2.html');
    assert.match(await readFile(await download.path(), 'utf8'), /一企一档[\s\S]*E2/);
    await page.evaluate(() => {
        window.printed = 0;
        const watch = ({ target }) => target.id === 'sheet' && (target.contentWindow.print = () => (window.printed += 1));
        document.addEventListener('load', watch, true);
    });
    await file(page).getByRole('button', { name: 'Print' }).click();
    await page.waitForFunction(() => window.printed === 1);
    const sheet = page.frameLocator('#sheet');
    assert.match(await sheet.locator('h1').innerText(), /Example enterprise 2/);
    assert.equal(await sheet.locator('html').getAttribute('lang'), 'en');
    await accessible(page);
    clean(seen);
    await close();
});

test('where nothing is restricted the one-page file opens beside the map', async () => {
    const open = join(folder, 'open');
    await cp(await realpath(join(process.env.RUN_DIR, 'current')), open, { recursive: true });
    const manifest = JSON.parse(await readFile(join(open, 'manifest.json'), 'utf8'));
    await rm(join(open, 'manifest.json'));
    await writeFile(join(open, 'manifest.json'), JSON.stringify({ ...manifest, restricted: [] }));
    const other = await startServer(open);
    try {
        const { page, seen, close } = await openAt(browser, other, 'lang=en&panel=enterprises&enterprise=E2');
        const [sheet] = await Promise.all([page.context().waitForEvent('page'), file(page).getByRole('link', { name: 'One-page file' }).click()]);
        const troubles = [];
        sheet.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
        await sheet.locator('h1').waitFor();
        assert.equal(await sheet.locator('html').getAttribute('lang'), 'en');
        await sheet.locator('#language').click();
        assert.equal(await sheet.locator('html').getAttribute('lang'), 'zh', 'its own script runs');
        const storage = await sheet.evaluate(() => {
            try {
                return window.sessionStorage.length;
            } catch (error) {
                return error.name;
            }
        });
        assert.equal(storage, 'SecurityError', 'in an origin of its own');
        assert.deepEqual(troubles, []);
        clean(seen);
        await close();
    } finally {
        await other.stop();
    }
});
