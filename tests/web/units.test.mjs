import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const web = fileURLToPath(new URL('../../web/', import.meta.url));
const modules = {};
let folder;

// The viewer's own esbuild turns its modules into what node reads.
before(async () => {
    const { build } = createRequire(join(web, 'package.json'))('esbuild');
    folder = await mkdtemp(join(tmpdir(), 'riskmap-web-'));
    for (const name of ['format', 'state', 'layers', 'hatch', 'legend', 'i18n', 'why', 'runs', 'gcj02', 'bases', 'change', 'enterprises', 'nearest', 'assessed', 'overlays', 'search', 'early', 'sheet']) {
        const outfile = join(folder, `${name}.mjs`);
        await build({ entryPoints: [join(web, 'src', `${name}.ts`)], bundle: true, format: 'esm', outfile, logLevel: 'error' });
        modules[name] = await import(pathToFileURL(outfile));
    }
});
after(() => rm(folder, { recursive: true, force: true }));

const layer = (id, kind, scenario = null, pollutant = null) => ({ id, kind, scenario, pollutant, unit: '1', title: { zh: id, en: id } });
const manifest = {
    scenarios: [
        { key: 'resident', name: { zh: '居民', en: 'Residents' } },
        { key: 'worker', name: { zh: '工人', en: 'Workers' } },
    ],
    restricted: ['stations'],
    levels: [
        { level: 0, cancer_risk_min: null, hazard_index_min: null },
        { level: 1, cancer_risk_min: null, hazard_index_min: null },
        { level: 2, cancer_risk_min: 1e-6, hazard_index_min: 1 },
        { level: 3, cancer_risk_min: 1e-5, hazard_index_min: 3 },
        { level: 4, cancer_risk_min: 1e-4, hazard_index_min: 10 },
    ],
    layers: [
        layer('concentration-benzene', 'continuous', null, 'benzene'),
        layer('sd-benzene', 'continuous', null, 'benzene'),
        layer('risk-level', 'level', 'resident'),
        layer('cancer-risk-resident', 'continuous', 'resident'),
        layer('risk-level-resident', 'level', 'resident'),
        layer('risk-level-worker', 'level', 'worker'),
        layer('risk-level-upper-resident', 'level', 'resident'),
        layer('status-resident', 'category', 'resident'),
    ],
    vectors: { layers: [{ name: 'zones', features: 3 }, { name: 'berths', features: 34 }, { name: 'sources', features: 9 }, { name: 'receptors', features: 0 }] },
};

test('risks have one significant figure', () => {
    const { oneFigure } = modules.format;
    assert.equal(oneFigure(2.96e-5), '3e-5');
    assert.equal(oneFigure(0.34), '0.3');
    assert.equal(oneFigure(12.4), '10');
    assert.equal(oneFigure(0), '0');
});

test('quantities carry their unit', () => {
    const { quantityText } = modules.format;
    assert.equal(quantityText(1.2345, 'ug/m3', 'continuous'), '1.23 μg/m³');
    assert.equal(quantityText(0.257, '1', 'probability'), '26 %');
    assert.equal(quantityText(4.4e-6, '1', 'continuous'), '4e-6');
});

test('times are those of Shanghai', () => {
    const { timeText } = modules.format;
    assert.equal(timeText('2026-11-24T16:05:00Z', 'zh'), '2026年11月25日 00:05');
    assert.equal(timeText('2026-11-24T06:02:15Z', 'en'), '24 Nov 2026, 14:02');
    assert.equal(timeText('some day', 'en'), 'some day');
});

test('coordinates name their hemisphere', () => {
    assert.equal(modules.format.coordinateText(121.9, 29.9), '29.90000°N  121.90000°E');
    assert.equal(modules.format.coordinateText(-0.5, -1), '1.00000°S  0.50000°W');
});

test('the address keeps the whole state', () => {
    const { initial, parseHash, toHash } = modules.state;
    const state = {
        ...initial,
        lang: 'en',
        layer: 'cancer-risk-worker',
        opacity: 0.45,
        overlays: ['zones', 'berths'],
        base: 'gcj02',
        panel: 'runs',
        compare: '20261124T060424Z-ed3ae878',
        mode: 'change',
        center: [121.9, 29.93],
        zoom: 12,
        selected: 'berths.B03',
        palette: 'colourblind',
    };
    assert.deepEqual({ ...initial, ...parseHash(toHash(state)) }, state);
    assert.deepEqual(parseHash(toHash({ ...state, overlays: [] })).overlays, []);
});

test('an address that makes no sense is left aside', () => {
    const { parseHash } = modules.state;
    assert.deepEqual(parseHash('#map=99/1/x&layer=<b>&opacity=900&lang=fr&base=none'), {});
    assert.deepEqual(parseHash(''), {});
});

test('the language follows the browser', () => {
    const { preferredLang } = modules.state;
    assert.equal(preferredLang(['fr', 'en-GB']), 'en');
    assert.equal(preferredLang(['zh-Hans-CN']), 'zh');
    assert.equal(preferredLang(['de']), 'zh');
});

test('layers are grouped by theme, without aliases', () => {
    const { groups, offered } = modules.layers;
    const found = groups(offered(manifest)).map(({ theme, layers }) => [theme, layers.map(({ id }) => id)]);
    assert.deepEqual(found, [
        ['risk', ['risk-level-resident', 'risk-level-worker', 'cancer-risk-resident']],
        ['substances', ['concentration-benzene', 'sd-benzene']],
        ['uncertainty', ['risk-level-upper-resident', 'status-resident']],
    ]);
});

test('the level comes first, a concentration where there is none', () => {
    const { chosen } = modules.layers;
    assert.equal(chosen(manifest, null).id, 'risk-level-resident');
    assert.equal(chosen(manifest, 'risk-level').id, 'risk-level-resident');
    assert.equal(chosen(manifest, 'cancer-risk-resident').id, 'cancer-risk-resident');
    assert.equal(chosen(manifest, 'gone').id, 'risk-level-resident');
    const ambient = { ...manifest, scenarios: [], layers: [layer('concentration-o3', 'continuous', null, 'o3')] };
    assert.equal(chosen(ambient, null).id, 'concentration-o3');
    assert.equal(chosen({ ...ambient, layers: [] }, null), null);
});

test('scenarios and status layers belong together', () => {
    const { inScenario, shortTitle, statusOf } = modules.layers;
    const level = manifest.layers[4];
    assert.equal(inScenario(manifest.layers, level, 'worker').id, 'risk-level-worker');
    assert.equal(statusOf(manifest.layers, level).id, 'status-resident');
    assert.equal(statusOf(manifest.layers, manifest.layers[5]), null);
    const titled = { ...level, title: { zh: '风险等级（居民）', en: 'Risk level, residents' } };
    assert.equal(shortTitle(titled, manifest, 'zh'), '风险等级');
    assert.equal(shortTitle(titled, manifest, 'en'), 'Risk level');
});

test('overlays without features are not offered', () => {
    const ids = modules.layers.overlaysOf(manifest).map(({ id }) => id);
    assert.deepEqual(ids, ['zones', 'berths', 'sources']);
});

test('the legend goes from high to low and says what a level means', () => {
    const { legendRows, notEstimableText } = modules.legend;
    const entry = (value) => ({ colour: '#000000', opacity: 1, label: { zh: `级${value}`, en: `L${value}` }, min: null, max: null, value, hatched: value === 0 });
    const legend = { kind: 'level', classes: [0, 3, 1, 4, 2].map(entry), not_estimable: [{ pollutant: 'eo', name: { zh: '环氧乙烷', en: 'ethylene oxide' }, cancer_risk_at_detection_limit: 7.2e-5 }] };
    const rows = legendRows(legend, manifest, 'zh');
    assert.deepEqual(rows.map((row) => row.label), ['级4', '级3', '级2', '级1', '级0']);
    assert.equal(rows[1].meaning, '1e-5 – 1e-4 · HI 3 – 10');
    assert.equal(rows[0].meaning, '≥ 1e-4 · HI ≥ 10');
    assert.equal(rows[3].meaning, '< 1e-6 · HI < 1');
    assert.equal(rows[4].hatched, true);
    assert.deepEqual(notEstimableText(legend, manifest.layers.find(({ id }) => id === 'risk-level-resident'), 'zh'), ['不含: 环氧乙烷, 检出限相当于 7e-5']);
    legend.not_estimable[0].cancer_risk_at_detection_limit = { resident: 7.2e-5, worker: 1.6e-5 };
    assert.deepEqual(notEstimableText(legend, manifest.layers.find(({ id }) => id === 'risk-level-worker'), 'zh'), ['不含: 环氧乙烷, 检出限相当于 2e-5']);
    assert.match(notEstimableText(legend, manifest.layers.find(({ id }) => id === 'risk-level-upper-resident'), 'zh')[0], /^含环氧乙烷：按检出限计/);
});

test('only the hatching lines of a status layer stay', () => {
    const { keepLines, rgb } = modules.hatch;
    const data = new Uint8ClampedArray([91, 58, 140, 255, 91, 58, 140, 80, 1, 2, 3, 255]);
    keepLines(data, [rgb('#5b3a8c')]);
    assert.deepEqual([data[3], data[7], data[11]], [255, 0, 0]);
});

test('the synthetic mark always holds the Chinese wording', () => {
    const { markText } = modules.i18n;
    assert.equal(markText('zh'), '示例数据·非真实');
    assert.ok(markText('en').startsWith('示例数据·非真实'));
});

test('what substances add to a risk follows the manifest\'s own rows', () => {
    const { contributions, reason } = modules.why;
    const exposed = {
        ...manifest,
        scenarios: [{ key: 'resident', name: { zh: '居民', en: 'Residents' }, et_h: 24, ef_d: 350, ed_y: 26, lifetime_y: 70 }],
        pollutants: [{ key: 'benzene', unit: 'mg/m3', background: 0.0005 }, { key: 'ethylene-oxide', unit: 'ug/m3', background: null }],
        dose_response: [
            { pollutant: 'benzene', ure_used: { resident: 7.8e-6 }, rfc_mg_m3: 0.03 },
            { pollutant: 'ethylene-oxide', ure_used: { resident: 5e-3 }, rfc_mg_m3: null },
        ],
        fields: [{ pollutant: 'benzene', n_samples: 40, n_censored: 10 }],
    };
    const answer = {
        values: [
            { layer: 'concentration-benzene', value: 0.002 },
            { layer: 'risk-level-resident', value: 2 },
            { layer: 'cancer-risk-resident', value: 5e-6 },
            { layer: 'hazard-index-resident', value: 0.1 },
        ],
    };
    const [benzene, oxide] = contributions(answer, exposed, 'resident');
    // 2 ug/m3 * 350/365 * 26/70 * 7.8e-6
    assert.ok(Math.abs(benzene.risk - 5.5561e-6) < 1e-10, String(benzene.risk));
    assert.ok(Math.abs(benzene.quotient - (2 * 350) / 365 / 30) < 1e-12);
    assert.equal(benzene.background, 0.25);
    assert.equal(benzene.censored, 0.25);
    assert.equal(oxide.risk, null);
    const why = reason(answer, exposed, 'resident');
    assert.equal(why.by, 'risk');
    assert.ok(Math.abs(why.toUpper - 2) < 1e-12);
    assert.ok(Math.abs(why.toLower - 0.2) < 1e-12);
});

test('the hazard index decides where it lies higher above its cut', () => {
    const { reason } = modules.why;
    const at = (risk, index, level) => ({
        values: [['risk-level', level], ['cancer-risk', risk], ['hazard-index', index]].map(([stem, value]) => ({ layer: `${stem}-resident`, value })),
    });
    assert.equal(reason(at(2e-6, 6, 3), manifest, 'resident').by, 'index');
    assert.equal(reason(at(3e-4, 20, 4), manifest, 'resident').toUpper, null);
    assert.equal(reason(at(3e-7, 0.1, 1), manifest, 'resident').toLower, null);
    assert.equal(reason(at(null, null, 0), manifest, 'resident'), null);
});

test('a permalink keeps run, comparison and swipe; a run is called by its time', () => {
    const { parseHash, toHash, initial } = modules.state;
    const state = { ...initial, run: '20261124T060215Z-68ac8a55', compare: '20261124T060424Z-ed3ae878', swipe: 0.3 };
    const back = parseHash(toHash(state));
    assert.equal(back.run, state.run);
    assert.equal(back.compare, state.compare);
    assert.equal(back.swipe, 0.3);
    assert.equal(parseHash('#run=../../x').run, undefined);
    assert.match(modules.runs.runText(state.run, state.run, 'en'), /24 Nov 2026, 14:02 · current/);
});

test('GCJ-02 and back, as the server has it', () => {
    const { gcj02FromWgs84, wgs84FromGcj02 } = modules.gcj02;
    const near = (a, b, tolerance) => a.forEach((value, k) => assert.ok(Math.abs(value - b[k]) < tolerance, `${a} ${b}`));
    near(gcj02FromWgs84([116.404, 39.915]), [116.41024449916938, 39.91640428150164], 1e-9);
    for (const place of [[121.9, 29.93], [116.4, 39.9], [88, 43]]) near(wgs84FromGcj02(gcj02FromWgs84(place)), place, 1e-10);
    assert.deepEqual(gcj02FromWgs84([-0.1, 51.5]), [-0.1, 51.5]);
});

test('a key or address of a base map is looked at before it is used', () => {
    const { valid } = modules.bases;
    assert.ok(valid('tianditu', '0123456789abcdef0123456789abcdef'));
    assert.ok(!valid('tianditu', 'my key'));
    for (const base of ['xyz', 'gcj02']) {
        assert.ok(valid(base, 'https://tiles.example.org/{z}/{x}/{-y}.png'));
        for (const wrong of ['', 'tiles/{z}/{x}/{y}', 'https://tiles.example.org/{z}/{x}', 'javascript:{z}{x}{y}']) assert.ok(!valid(base, wrong), wrong);
    }
});

test('a change is told from the earlier run to the later one', () => {
    const { changeOf } = modules.change;
    const { initial } = modules.state;
    const [a, b] = ['20261124T060215Z-68ac8a55', '20261124T060424Z-ed3ae878'];
    const state = { ...initial, compare: a, mode: 'change' };
    assert.deepEqual(changeOf(state, b), { from: a, to: b });
    assert.deepEqual(changeOf({ ...state, compare: b }, a), { from: a, to: b });
    assert.equal(changeOf({ ...state, mode: 'swipe' }, b), null);
    assert.equal(changeOf({ ...state, compare: null }, b), null);
    const [x, y] = modules.runs.pairText(['20261124T060215Z-68ac8a55', '20261124T060224Z-ed3ae878'], 'en');
    assert.notEqual(x, y);
});

test('enterprises gather their sources; the worst code comes first', () => {
    const { arrange, enterprisesOf } = modules.enterprises;
    const source = (id, enterprise, substances, code) => ({ key: `sources.${id}`, props: { id, enterprise, substances, zone: 'DX', code, grade: 'high', code_status: 'draft' } });
    const list = enterprisesOf([source('S1', 'E1', 'benzene', 'yellow'), source('S2', 'E2', 'benzene, butadiene', 'red'), source('S3', 'E1', 'butadiene', 'yellow'), source('S4', '', '', '')], (id) => `zone ${id}`, 'en');
    assert.deepEqual(list.map(({ id }) => id), ['E1', 'E2', 'S4']);
    assert.deepEqual(list[0].substances, ['benzene', 'butadiene']);
    assert.deepEqual(list[0].sources, ['sources.S1', 'sources.S3']);
    assert.equal(list[0].zone, 'zone DX');
    const words = (entry) => entry.substances.join(' ');
    assert.deepEqual(arrange(list, '', 'byCode', words).map(({ id }) => id), ['E2', 'E1', 'S4']);
    assert.deepEqual(arrange(list, 'buta', 'byId', words).map(({ id }) => id), ['E1', 'E2']);
});

test('the register adds names, codes that a key opens, and enterprises without a source', () => {
    const { enterprisesOf, withRegister } = modules.enterprises;
    const source = (id, enterprise) => ({ key: `sources.${id}`, props: { id, enterprise, substances: 'benzene', zone: 'DX', code: '', grade: '', code_status: 'draft' } });
    const row = (enterprise, more) => ({ enterprise, name: null, zone: null, grade: null, code: null, status: 'draft', links: [], ...more });
    const register = [row('E1', { name: { zh: '甲', en: '' }, zone: 'QZ', grade: 'high', code: 'red', links: [{ href: '' }] }), row('E2'), row('E3')];
    const list = withRegister(enterprisesOf([source('S1', 'E1'), source('S2', 'E2'), source('S9', '')], (id) => id, 'en'), register, (id) => `zone ${id}`, 'en');
    assert.deepEqual(list.map(({ id, page }) => [id, page]), [['E1', 'open'], ['E2', 'closed'], ['S9', 'none'], ['E3', 'closed']]);
    assert.deepEqual([list[0].name, list[0].zone, list[0].code, list[0].sources], ['甲', 'zone QZ', 'red', ['sources.S1']]);
    assert.deepEqual([list[1].zone, list[1].code, list[3].sources], ['DX', '', []]);
});

test('amounts and hazards keep their figures', () => {
    const { amountText, scientific } = modules.format;
    assert.deepEqual([0, 0.08, 20, 9020, 12345.6, 1234567].map(amountText), ['0', '0.08', '20', '9020', '12\u202f346', '1\u202f234\u202f567']);
    assert.deepEqual(scientific(604642857), ['6.0', 8]);
});

test('directions are those of the compass', () => {
    const { directionText } = modules.nearest;
    const from = [121.9, 29.9];
    for (const [to, zh, en] of [[[121.9, 30], '北', 'N'], [[122, 29.9], '东', 'E'], [[121.8, 29.81], '西南', 'SW'], [[121.9, 29.8], '南', 'S']]) {
        assert.equal(directionText(from, to, 'zh'), zh);
        assert.equal(directionText(from, to, 'en'), en);
    }
});

test('the page and all it loads stay below 300 kB', async () => {
    const files = [join(web, 'dist/index.html'), ...(await readdir(join(web, 'dist/assets'))).map((name) => join(web, 'dist/assets', name))];
    let bytes = 0;
    for (const file of files) bytes += gzipSync(await readFile(file)).length;
    assert.ok(bytes > 50_000 && bytes < 300_000, String(bytes));
});

test('a concentration has the limit of its map of exceedance, in its own unit, and a risk has none', () => {
    const { limitOf } = modules.legend;
    const limit = { value: 0.035, unit: 'mg/m3', averaging: 'annual' };
    const field = { ...layer('concentration-pm25', 'continuous', null, 'pm25'), unit: 'ug/m3' };
    const layers = [field, { ...layer('exceedance-pm25', 'probability', null, 'pm25'), limit }];
    const found = limitOf(field, { layers });
    assert.equal(found.unit, 'ug/m3');
    assert.ok(Math.abs(found.value - 35) < 1e-9);
    assert.equal(limitOf(layers[1], { layers }), null, 'a probability is not held against it');
    assert.equal(limitOf(field, { layers: [field] }), null);
    assert.equal(limitOf({ ...field, unit: '1' }, { layers }), null, 'units that cannot be compared');
});

test('a sheet comes to rest closed, half or full', () => {
    assert.deepEqual([0.1, 0.3, 0.5, 0.6, 0.8].map(modules.sheet.restOf), ['closed', 'half', 'half', 'half', 'full']);
});

test('outside is told from unknown, and a share is one of what is assessed', () => {
    const { assessedArea, isOutside } = modules.assessed;
    const answer = (...levels) => ({ values: ['resident', 'worker'].map((key, index) => ({ layer: `risk-level-${key}`, value: levels[index] })) });
    assert.equal(isOutside(answer(null, null), manifest), true);
    assert.equal(isOutside(answer(0, null), manifest), false);
    assert.equal(isOutside(answer(0, null), manifest, 'worker'), true);
    const sea = { kind: 'continuous', cells: 100, area_m2: 3000, unknown_share: 0.7 };
    const mask = { kind: 'level', cells: 100, area_m2: 4000, unknown_share: 0.25 };
    assert.deepEqual(assessedArea(sea, mask, 100), { assessed_m2: 4000, unknown_m2: 1000, outside_m2: 6000 });
    assert.deepEqual(assessedArea({ ...sea, assessed_cells: 40, unknown_share: 0.25 }, null, 100), { assessed_m2: 4000, unknown_m2: 1000, outside_m2: 6000 });
    assert.deepEqual(assessedArea(mask, null, 100), { assessed_m2: 4000, unknown_m2: 1000, outside_m2: 6000 });
    assert.equal(assessedArea(sea, null, 100), null);
});

test('points are coloured by the level that is shown, and by none beside another quantity or another run', () => {
    const { dotsOf } = modules.overlays;
    const of = (id) => manifest.layers.find((entry) => entry.id === id);
    assert.equal(dotsOf(of('risk-level-resident'), false), 'level');
    assert.equal(dotsOf(of('risk-level-upper-resident'), false), 'level_upper');
    assert.equal(dotsOf(of('risk-level-resident'), true), null);
    assert.equal(dotsOf(of('concentration-benzene'), false), null);
    assert.equal(dotsOf(null, false), null);
});

test('coordinates are read in either order', () => {
    const { parseCoordinates } = modules.search;
    assert.deepEqual(parseCoordinates('29.93,121.9'), [121.9, 29.93]);
    assert.deepEqual(parseCoordinates('121.9 29.93'), [121.9, 29.93]);
    assert.deepEqual(parseCoordinates('29.93°N，121.9°E'), [121.9, 29.93]);
    assert.deepEqual(parseCoordinates('121.9E 29.93N'), [121.9, 29.93]);
    assert.equal(parseCoordinates('B15'), null);
    assert.equal(parseCoordinates('129.9 121.9'), null);
});

test('a search finds by id, name and kind in both languages, what begins with the text first', () => {
    const { find, hitsOf } = modules.search;
    const run = { ...manifest, synthetic: false };
    const hits = [
        ...hitsOf('receptors', [{ key: 'receptors.R051', props: { id: 'R051', name_zh: '北仑医院', type: '医院' } }, { key: 'receptors.R05', props: { id: 'R05', type: '学校' } }], run, 'zh'),
        ...hitsOf('sources', [{ key: 'sources.S1', props: { id: 'S1', enterprise: 'E1' } }, { key: 'sources.S2', props: { id: 'S2', enterprise: 'E1' } }], run, 'zh'),
    ];
    const keys = (text) => find(hits, text, 'zh').map(({ key }) => key);
    assert.deepEqual(keys('r05'), ['receptors.R05', 'receptors.R051']);
    assert.deepEqual(keys('hospital'), ['receptors.R051']);
    assert.deepEqual(keys('北仑'), ['receptors.R051']);
    assert.deepEqual(keys('E1'), ['sources.S1']);
    assert.deepEqual(keys('29.9,121.9'), ['@29.90000,121.90000']);
    assert.deepEqual(keys('nowhere'), []);
});

test('the first tiles are those that the map will ask for', () => {
    const { fitted, tilesOf } = modules.early;
    const bounds = [121.719, 29.755, 122.109, 29.98];
    const seen = fitted(bounds, [1440, 816], [24, 300, 56, 330]);
    assert.ok(Math.abs(seen.zoom - 11.51) < 0.01, String(seen.zoom));
    const tiles = tilesOf(seen, bounds, 9, 18);
    assert.ok(tiles.every(([z]) => z === 12));
    assert.ok(Math.abs(tiles[0][1] - 3434.5) <= 1 && Math.abs(tiles[0][2] - 1690.5) <= 1, String(tiles[0]));
    const columns = tiles.map(([, x]) => x);
    assert.deepEqual([Math.min(...columns), Math.max(...columns)], [Math.floor((bounds[0] / 360 + 0.5) * 4096), Math.floor((bounds[2] / 360 + 0.5) * 4096)]);
    assert.equal(tilesOf({ ...seen, zoom: 11.4 }, bounds, 9, 18)[0][0], 11);
});
