import { defineConfig, type Plugin } from 'vite';

// `RISKMAP=http://127.0.0.1:8080 npm run dev` develops against a running tileserver.
const server = process.env.RISKMAP ?? 'http://127.0.0.1:8080';
const routes = ['/manifest.json', '/tiles', '/collections', '/legend', '/point', '/runs', '/base', '/tables', '/enterprises', '/changes', '/statistics', '/viewer.json', '/healthz'];

/** What comes after the first tiles is fetched meanwhile. */
const preloadLater: Plugin = {
    name: 'preload-later',
    transformIndexHtml: {
        order: 'post',
        handler: (_html, { bundle }) =>
            Object.values(bundle ?? {})
                .filter((chunk) => chunk.type === 'chunk' && chunk.isDynamicEntry)
                .map(({ fileName }) => ({ tag: 'link', attrs: { rel: 'modulepreload', href: `./${fileName}` }, injectTo: 'head' as const })),
    },
};

export default defineConfig({
    base: './',
    build: { target: 'es2020', chunkSizeWarningLimit: 700 },
    plugins: [preloadLater],
    server: { proxy: Object.fromEntries(routes.map((route) => [route, server])) },
});
