import { spawn } from 'node:child_process';
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
export async function startServer(runDir = process.env.RUN_DIR) {
    if (process.env.VIEWER_URL) return { url: process.env.VIEWER_URL, stop: async () => {} };
    const url = `http://127.0.0.1:${await freePort()}/`;
    const child = spawn(process.env.TILESERVER, [runDir, '--listen', new URL(url).host], { stdio: ['ignore', 'ignore', 'inherit'] });
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

/** A page that writes down what must not happen: console errors and requests to other hosts. */
export async function openPage(browser, url, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', ...options });
    const page = await context.newPage();
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
