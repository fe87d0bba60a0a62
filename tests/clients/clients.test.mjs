// The map libraries that people use, in a real browser, on another origin than the server's, with nothing but the
// server's address: what they draw at a place must be the class that /point names there.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startBrowser } from '../web/support.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const place = [121.87, 29.915];
const layer = 'risk-level';
let folder, server, base, browser, origin, page, expected;

/** An empty page of an origin of its own, so that every request to the server is a foreign one. */
function emptyOrigin() {
    return new Promise((resolve) => {
        const made = createServer((_, response) => {
            response.setHeader('content-type', 'text/html; charset=utf-8');
            response.end('<!doctype html><body style="margin:0"><div id="map" style="width:300px;height:300px"></div>');
        });
        made.listen(0, '127.0.0.1', () => resolve(made));
    });
}

async function classAt([lon, lat]) {
    const document = await (await fetch(`${base}/point?lon=${lon}&lat=${lat}`)).json();
    return document.values.find((entry) => entry.layer === layer).class.colour;
}

before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'riskmap-clients-'));
    const made = spawnSync('/usr/bin/python3', [join(here, '../support/make_run.py'), folder], { stdio: 'inherit' });
    assert.equal(made.status, 0);
    server = spawn(process.env.TILESERVER, [folder, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const line = await new Promise((resolve) => server.stdout.once('data', (data) => resolve(String(data))));
    base = line.match(/http:\/\/[\d.:]+/)[0];
    browser = await startBrowser();
    origin = await emptyOrigin();
    page = await browser.newPage();
    expected = await classAt(place);
});

after(async () => {
    await browser?.close();
    origin?.close();
    server?.kill('SIGTERM');
    if (server) assert.equal(await new Promise((resolve) => server.once('exit', resolve)), 0);
    if (folder) rmSync(folder, { recursive: true });
});

async function open(...files) {
    await page.goto(`http://127.0.0.1:${origin.address().port}/`);
    for (const file of files) {
        const path = join(here, 'node_modules', file);
        await (file.endsWith('.css') ? page.addStyleTag({ path }) : page.addScriptTag({ path }));
    }
}

/** Draws one OpenLayers layer around the place; `#rrggbb` of the middle pixel, null where transparent. */
async function openLayers(makeLayer, projection = 'EPSG:3857') {
    await open('ol/dist/ol.js');
    return page.evaluate(
        async ({ base, layer, place, projection, source }) => {
            // OpenLayers does not know EPSG:4490 by itself; whoever uses it registers the names it goes by.
            const names = ['EPSG:4490', 'urn:ogc:def:crs:EPSG::4490', 'http://www.opengis.net/def/crs/EPSG/0/4490'];
            const world = [-180, -90, 180, 90];
            const metersPerUnit = (Math.PI * 6378137) / 180; // as proj4 gives it for an ellipsoid
            const shape = { units: 'degrees', metersPerUnit, axisOrientation: 'neu', extent: world, worldExtent: world };
            const geographic = names.map((code) => new ol.proj.Projection({ code, ...shape }));
            geographic.forEach((entry) => ol.proj.addProjection(entry));
            ol.proj.addEquivalentProjections([...geographic, ol.proj.get('EPSG:4326')]);
            const shown = await new Function('base', 'layer', `return (async () => (${source}))()`)(base, layer);
            const ready = shown.getSource();
            while (ready.getState() === 'loading') await new Promise((resolve) => ready.once('change', resolve));
            const centre = ol.proj.transform(place, 'EPSG:4326', projection);
            const resolution = projection === 'EPSG:3857' ? 10 : 10 / 111320;
            const map = new ol.Map({
                target: 'map',
                controls: [],
                layers: [shown],
                pixelRatio: 1,
                view: new ol.View({ projection, center: centre, resolution }),
            });
            await new Promise((resolve) => map.once('rendercomplete', resolve));
            const canvas = document.querySelector('#map canvas');
            const at = canvas.getContext('2d').getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
            return at[3] ? '#' + [...at.slice(0, 3)].map((v) => v.toString(16).padStart(2, '0')).join('') : null;
        },
        { base, layer, place, projection, source: makeLayer },
    );
}

test('OpenLayers takes the TileJSON', async () => {
    const source = `new ol.layer.Tile({ source: new ol.source.TileJSON({ url: base + '/tiles/' + layer + '/tile.json', crossOrigin: 'anonymous', interpolate: false }) })`;
    assert.equal(await openLayers(source), expected);
});

test('OpenLayers takes XYZ addresses, WebP too', async () => {
    for (const ending of ['png', 'webp']) {
        const source = `new ol.layer.Tile({ source: new ol.source.XYZ({ url: base + '/tiles/' + layer + '/{z}/{x}/{y}.${ending}', crossOrigin: 'anonymous', interpolate: false }) })`;
        assert.equal(await openLayers(source), expected, ending);
    }
});

const wmts = (set) => `new ol.layer.Tile({ source: new ol.source.WMTS({ ...ol.source.WMTS.optionsFromCapabilities(
    new ol.format.WMTSCapabilities().read(await (await fetch(base + '/wmts/1.0.0/WMTSCapabilities.xml')).text()),
    { layer, matrixSet: '${set}' }), crossOrigin: 'anonymous', interpolate: false }) })`;

test('OpenLayers takes the WMTS capabilities, in EPSG:4490 as well', async () => {
    assert.equal(await openLayers(wmts('WebMercatorQuad')), expected);
    assert.equal(await openLayers(wmts('CGCS2000Quad'), 'EPSG:4490'), expected);
});

const ogc = (set) => `new ol.layer.Tile({ source: new ol.source.OGCMapTile({ url: base + '/collections/' + layer + '/map/tiles/${set}',
    crossOrigin: 'anonymous', interpolate: false }) })`;

test('OpenLayers takes OGC API map tiles, in EPSG:4490 as well', async () => {
    assert.equal(await openLayers(ogc('WebMercatorQuad')), expected);
    assert.equal(await openLayers(ogc('WorldCRS84Quad'), 'EPSG:4326'), expected);
    assert.equal(await openLayers(ogc('CGCS2000Quad'), 'EPSG:4490'), expected);
});

test('OpenLayers styles values by itself', async () => {
    await open('ol/dist/ol.js');
    const value = await page.evaluate(
        async ({ base, place }) => {
            const source = new ol.source.DataTile({
                loader: async (z, x, y) =>
                    new Float32Array(await (await fetch(`${base}/tiles/cancer-risk-resident/${z}/${x}/${y}.f32`)).arrayBuffer()),
                bandCount: 1,
                interpolate: false,
            });
            const grid = source.getTileGrid();
            const at = ol.proj.fromLonLat(place);
            const [z, x, y] = grid.getTileCoordForCoordAndZ(at, 15);
            const tile = source.getTile(z, x, y, 1, source.getProjection());
            tile.load();
            while (tile.getState() !== 2) await new Promise((resolve) => setTimeout(resolve, 20));
            const extent = grid.getTileCoordExtent([z, x, y]);
            const step = (extent[2] - extent[0]) / 256;
            return tile.getData()[Math.floor((extent[3] - at[1]) / step) * 256 + Math.floor((at[0] - extent[0]) / step)];
        },
        { base, place },
    );
    const document = await (await fetch(`${base}/point?lon=${place[0]}&lat=${place[1]}`)).json();
    const there = document.values.find((entry) => entry.layer === 'cancer-risk-resident').value;
    assert.ok(Math.abs(value / there - 1) < 0.05, `${value} ${there}`);
});

test('OpenLayers takes features and vector tiles', async () => {
    await open('ol/dist/ol.js');
    const found = await page.evaluate(async (base) => {
        const url = base + '/collections/berths/items';
        const source = new ol.source.Vector({ url, format: new ol.format.GeoJSON() });
        await new Promise((resolve) => {
            source.once('featuresloadend', resolve);
            source.loadFeatures([-Infinity, -Infinity, Infinity, Infinity], 1, ol.proj.get('EPSG:3857'));
        });
        const tile = await (await fetch(base + '/tiles/risk-zones/12/3434/1690.mvt')).arrayBuffer();
        const zones = new ol.format.MVT().readFeatures(tile);
        return { berths: source.getFeatures().length, levels: zones.map((zone) => zone.get('level')).sort() };
    }, base);
    assert.deepEqual(found, { berths: 12, levels: [3, 4] });
});

test('Leaflet draws the tiles', async () => {
    await open('leaflet/dist/leaflet.css', 'leaflet/dist/leaflet.js');
    const colour = await page.evaluate(
        async ({ base, layer, place: [lon, lat] }) => {
            const map = L.map('map', { zoomControl: false, fadeAnimation: false }).setView([lat, lon], 14);
            const tiles = L.tileLayer(`${base}/tiles/${layer}/{z}/{x}/{y}{r}.png`, { crossOrigin: 'anonymous' });
            await new Promise((resolve) => tiles.once('load', resolve).addTo(map));
            const [middle, canvas] = [document.getElementById('map').getBoundingClientRect(), document.createElement('canvas')];
            const [x, y] = [middle.x + middle.width / 2, middle.y + middle.height / 2];
            for (const image of document.querySelectorAll('#map img.leaflet-tile')) {
                const box = image.getBoundingClientRect();
                if (x < box.x || x >= box.right || y < box.y || y >= box.bottom) continue;
                canvas.width = canvas.height = 1;
                const context = canvas.getContext('2d');
                context.drawImage(image, box.x - x, box.y - y, box.width, box.height);
                const at = context.getImageData(0, 0, 1, 1).data;
                return '#' + [...at.slice(0, 3)].map((v) => v.toString(16).padStart(2, '0')).join('');
            }
            return null;
        },
        { base, layer, place },
    );
    assert.equal(colour, expected);
});

test('MapLibre draws the tiles and reads the vector tiles', async (t) => {
    await open('maplibre-gl/dist/maplibre-gl.css', 'maplibre-gl/dist/maplibre-gl.js');
    const found = await page.evaluate(
        async ({ base, layer, place }) => {
            if (!document.createElement('canvas').getContext('webgl2')) return null;
            const raster = { id: 'raster', type: 'raster', source: 'raster', paint: { 'raster-resampling': 'nearest', 'raster-fade-duration': 0 } };
            const zones = { id: 'zones', type: 'fill', source: 'zones', 'source-layer': 'risk-zones', paint: { 'fill-opacity': 0 } };
            const map = new maplibregl.Map({
                container: 'map',
                canvasContextAttributes: { preserveDrawingBuffer: true },
                preserveDrawingBuffer: true,
                center: place,
                zoom: 13,
                style: {
                    version: 8,
                    sources: {
                        raster: { type: 'raster', url: `${base}/tiles/${layer}/tile.json`, tileSize: 256 },
                        zones: { type: 'vector', url: `${base}/tiles/risk-zones/tile.json` },
                    },
                    layers: [raster, zones],
                },
            });
            await new Promise((resolve, reject) => {
                map.once('idle', resolve);
                map.on('error', (event) => reject(event.error));
            });
            const canvas = map.getCanvas();
            const copy = document.createElement('canvas');
            copy.width = copy.height = 1;
            const context = copy.getContext('2d');
            context.drawImage(canvas, -canvas.width / 2, -canvas.height / 2);
            const at = context.getImageData(0, 0, 1, 1).data;
            const levels = map.querySourceFeatures('zones', { sourceLayer: 'risk-zones' }).map((f) => f.properties.level);
            return { colour: [...at.slice(0, 3)], levels: [...new Set(levels)].sort() };
        },
        { base, layer, place },
    );
    if (!found) return t.skip('this browser has no WebGL 2');
    const wanted = [1, 3, 5].map((i) => parseInt(expected.slice(i, i + 2), 16));
    for (let i = 0; i < 3; i += 1) assert.ok(Math.abs(found.colour[i] - wanted[i]) <= 2, `${found.colour} ${wanted}`);
    assert.deepEqual(found.levels, [3, 4]);
});
