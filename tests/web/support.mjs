import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
];

function freePort() {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.once('error', reject);
        server.listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

async function answers(url, child) {
    for (let i = 0; i < 600; i += 1) {
        if (child.exitCode !== null) throw new Error(`tileserver ended with ${child.exitCode}`);
        const response = await fetch(`${url}healthz`).catch(() => null);
        if (response?.ok) return;
        await sleep(100);
    }
    throw new Error(`tileserver does not answer at ${url}`);
}

/** Starts TILESERVER on RUN_DIR, or takes the server at VIEWER_URL. `stop()` ends what was started. */
export async function startServer(runDir = process.env.RUN_DIR, options = []) {
    if (process.env.VIEWER_URL) return { url: process.env.VIEWER_URL, stop: async () => {} };
    const url = `http://127.0.0.1:${await freePort()}/`;
    const child = spawn(process.env.TILESERVER, [runDir, '--listen', new URL(url).host, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
    await answers(url, child);
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    if (!page.headers.get('content-type')?.startsWith('text/html')) throw new Error('the tileserver serves no viewer');
    const stop = async () => {
        if (child.exitCode !== null) return;
        child.kill('SIGTERM');
        await new Promise((resolve) => child.once('exit', resolve));
    };
    return { url, stop };
}

export function startBrowser() {
    return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
}

/** A page that writes down what must not happen: console errors and requests to other hosts. `prepare(page)` runs before it is loaded. */
export async function openPage(browser, url, { prepare, ...options } = {}) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', ...options });
    const page = await context.newPage();
    await prepare?.(page);
    const seen = { errors: [], foreign: [], tiles: 0 };
    page.on('console', (message) => message.type() === 'error' && seen.errors.push(message.text()));
    page.on('pageerror', (error) => seen.errors.push(String(error)));
    page.on('request', (request) => {
        const address = request.url();
        if (/^(data|blob):/.test(address)) return;
        if (new URL(address).host !== new URL(url).host) seen.foreign.push(address);
    });
    page.on('response', (response) => {
        if (/\/tiles\/.*\.png/.test(response.url()) && response.status() === 200) seen.tiles += 1;
    });
    await page.goto(url);
    await page.waitForSelector('html[data-ready]', { timeout: 60000 });
    return { page, seen, close: () => context.close() };
}

/** Waits until the map has nothing left to load. */
export async function settled(page) {
    const idle = () => page.evaluate(() => document.getElementById('busy').dataset.pending === '0');
    for (let calm = 0, tries = 0; calm < 4 && tries < 600; tries += 1) {
        await page.waitForTimeout(100);
        calm = (await idle()) ? calm + 1 : 0;
    }
    await page.waitForFunction(() => document.getElementById('busy').hidden);
}

/** Opens the page with a view hash, which is how a test goes to a place, and waits for it. */
export async function openAt(browser, server, hash, options) {
    const opened = await openPage(browser, `${server.url}#${hash}`, options);
    await settled(opened.page);
    return opened;
}

export async function json(server, path, options) {
    const response = await fetch(server.url + path, options);
    assert.equal(response.status, 200, path);
    return response.json();
}

export function clean(seen) {
    assert.deepEqual(seen.errors, []);
    assert.deepEqual(seen.foreign, []);
}

/** How many pixels of each colour the map's canvases hold. */
export function pixels(page, colours) {
    return page.evaluate((wanted) => {
        const found = Object.fromEntries(wanted.map((colour) => [colour, 0]));
        for (const canvas of document.querySelectorAll('#map canvas')) {
            if (!canvas.width) continue;
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            for (let i = 0; i < data.length; i += 4) {
                if (data[i + 3] !== 255) continue;
                const colour = `#${[0, 1, 2].map((k) => data[i + k].toString(16).padStart(2, '0')).join('')}`;
                if (colour in found) found[colour] += 1;
            }
        }
        return found;
    }, colours);
}

/** Fails where axe finds anything serious, or where the page is wider than its window. */
export async function accessible(page) {
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') });
    const { violations } = await page.evaluate(() => window.axe.run());
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    assert.deepEqual(grave.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    assert.equal(wide, false, 'nothing sticks out sideways');
}
