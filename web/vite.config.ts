import { defineConfig } from 'vite';

// `RISKMAP=http://127.0.0.1:8080 npm run dev` develops against a running tileserver.
const server = process.env.RISKMAP ?? 'http://127.0.0.1:8080';
const routes = ['/manifest.json', '/tiles', '/collections', '/legend', '/point', '/runs', '/base', '/healthz', '/enterprises', '/changes', '/statistics', '/viewer.json'];

export default defineConfig({
    base: './',
    build: { target: 'es2020', chunkSizeWarningLimit: 700 },
    server: { proxy: Object.fromEntries(routes.map((route) => [route, server])) },
});
