// node screenshot.mjs FILE.png [HASH] [WIDTH HEIGHT] [light|dark]: one picture of the viewer, for scripts/screenshot.
import { openPage, settled, startBrowser, startServer } from './support.mjs';

const [file, hash = 'lang=zh', width = 1440, height = 900, colorScheme = 'light'] = process.argv.slice(2);
const server = await startServer();
const browser = await startBrowser();
try {
    const viewport = { width: Number(width), height: Number(height) };
    const options = { viewport, colorScheme, deviceScaleFactor: 1, reducedMotion: 'reduce' };
    const { page, seen } = await openPage(browser, `${server.url}#${hash}`, options);
    await settled(page);
    await page.screenshot({ path: file });
    for (const error of seen.errors) console.error(error);
    process.exitCode = seen.errors.length ? 1 : 0;
} finally {
    await browser.close();
    await server.stop();
}
