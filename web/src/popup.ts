import type { Lang, Manifest, ManifestLayer, PointAnswer, PointValue } from './api';
import { isOutside, riskAtLimit } from './assessed';
import { codeText } from './codes';
import { h } from './dom';
import { areaText, coordinateText, distanceText, oneFigure, quantityText, threeFigures, unitText } from './format';
import { capital, isWord, markText, pick, t, type Word } from './i18n';
import { titleOf, type OverlayId } from './layers';
import { plainLabel } from './legend';
import { featureName, levelColour, type Props } from './overlays';
import { pairText } from './runs';

export const singular: Record<OverlayId, Word> = {
    zones: 'zone',
    berths: 'berth',
    receptors: 'receptor',
    stations: 'station',
    sources: 'source',
    'risk-zones': 'risk-zone',
};

/** Colours of risk codes; they are words beside it as well. */
export const codeColours: Record<string, string> = { red: '#d7191c', yellow: '#ffe14d', green: '#3a9b52' };

export interface Row {
    name: string;
    value: string;
    colour?: string;
}

/** Properties that a popup shows as plain text, in this order; the others have rules of their own below. */
const plain: [string, Word][] = [
    ['type', 'type'],
    ['kind', 'kind'],
    ['section', 'section'],
    ['port_area', 'portArea'],
    ['district', 'district'],
    ['open_year_text', 'openYear'],
    ['capacity_text', 'capacity'],
    ['reason', 'reason'],
    ['findings', 'findings'],
    ['source', 'sourceOf'],
    ['licence', 'licence'],
];

export function levelText(manifest: Manifest, level: number, lang: Lang): string {
    const name = manifest.levels.find((entry) => entry.level === level)?.name;
    return name ? `${level} · ${capital(pick(lang, name))}` : t(lang, 'unknown');
}

function levelRows(manifest: Manifest, props: Props, lang: Lang): Row[] {
    const rows: Row[] = [];
    const add = (key: string, word: Word) => {
        const level = props[key];
        if (typeof level !== 'number') return;
        rows.push({ name: t(lang, word), value: levelText(manifest, level, lang), colour: levelColour(manifest, level) });
    };
    add('level', 'level');
    add('level_upper', 'levelUpper');
    const [low, high] = [props.level_lowest, props.level_highest];
    if (typeof low === 'number' && typeof high === 'number' && low !== high) {
        rows.push({ name: t(lang, 'levelRange'), value: `${levelText(manifest, low, lang)} – ${levelText(manifest, high, lang)}` });
    }
    for (const [key, word] of [['cancer_risk', 'cancerRisk'], ['hazard_index', 'hazardIndex']] as [string, Word][]) {
        const value = props[key];
        if (typeof value === 'number') rows.push({ name: t(lang, word), value: oneFigure(value) });
    }
    return rows;
}

/** What a station measured, a row per substance that it knows. */
export function stationRows(manifest: Manifest, props: Props, lang: Lang): (Row & { pollutant: string })[] {
    return manifest.pollutants.flatMap((pollutant) => {
        const value = props[pollutant.key];
        const unit = unitText(String(props[`${pollutant.key}_unit`] ?? pollutant.unit));
        const limit = props[`${pollutant.key}_limit`];
        const name = pick(lang, pollutant.name);
        const pollutantKey = { pollutant: pollutant.key };
        if (typeof value === 'number') return [{ ...pollutantKey, name, value: `${threeFigures(value)} ${unit}` }];
        if (props[`${pollutant.key}_below`]) {
            const bound = typeof limit === 'number' ? `< ${threeFigures(limit)} ${unit}` : '';
            return [{ ...pollutantKey, name, value: `${bound} (${t(lang, 'below')})`.trim() }];
        }
        return [];
    });
}

function measureRows(props: Props, lang: Lang): Row[] {
    const rows: Row[] = [];
    const length = (key: string, word: Word, sign = '') => {
        const value = props[key];
        if (typeof value !== 'number') return;
        rows.push({ name: t(lang, word), value: sign && value < 0.5 ? '< 1 m' : sign + distanceText(value) });
    };
    if (props.lat_text && props.lon_text) rows.push({ name: t(lang, 'asWritten'), value: `${props.lat_text} ${props.lon_text}` });
    length('precision_m', 'precision', '± ');
    length('uncertainty_m', 'uncertaintyM', '± ');
    length('height_m', 'height');
    if (typeof props.area_m2 === 'number') rows.push({ name: t(lang, 'area'), value: areaText(props.area_m2) });
    if (typeof props.n_samples === 'number') rows.push({ name: t(lang, 'samples'), value: String(props.n_samples) });
    const kind = props.representativeness;
    if (typeof kind === 'string') rows.push({ name: t(lang, 'representativeness'), value: isWord(kind) ? t(lang, kind) : kind });
    return rows;
}

/** A zone's name by its id. */
export type ZoneNames = (id: string) => string;

function nearest(props: Props, zones: ZoneNames, lang: Lang): Row[] {
    if (!props.zone_nearest) return [];
    const away = typeof props.zone_distance_m === 'number' ? ` · ${distanceText(props.zone_distance_m)}` : '';
    return [{ name: t(lang, 'nearestZone'), value: `${zones(String(props.zone_nearest))}${away}` }];
}

function driverRow(manifest: Manifest, props: Props, lang: Lang): Row[] {
    if (!props.driver) return [];
    const key = String(props.driver);
    const pollutant = manifest.pollutants.find((entry) => entry.key === key);
    return [{ name: t(lang, 'driver'), value: pollutant ? pick(lang, pollutant.name) : key }];
}

/** Names of substances in the reader's language; what the run does not know stays as it is. */
export function pollutantNames(keys: string[], manifest: Manifest, lang: Lang): string[] {
    return keys.map((key) => pick(lang, manifest.pollutants.find((entry) => entry.key === key)?.name) || key);
}

function sourceRows(manifest: Manifest, props: Props, lang: Lang): Row[] {
    const rows: Row[] = [];
    const word = (kind: string, value: unknown) => (isWord(`${kind}-${value}`) ? t(lang, `${kind}-${value}` as Word) : String(value));
    const add = (key: string, name: Word, kind: string) => {
        if (props[key]) rows.push({ name: t(lang, name), value: word(kind, props[key]), colour: key === 'code' ? codeColours[String(props[key])] : undefined });
    };
    if (props.enterprise) {
        const fictitious = manifest.synthetic ? ` · ${t(lang, 'fictitious')}` : '';
        rows.push({ name: t(lang, 'enterprise'), value: `${props.enterprise}${fictitious}` });
    }
    add('grade', 'grade', 'grade');
    add('code', 'riskCode', 'code');
    add('code_status', 'codeStatus', 'status');
    if (typeof props.substances === 'string' && props.substances) {
        const names = pollutantNames(props.substances.split(/[,;]\s*/), manifest, lang);
        rows.push({ name: t(lang, 'emits'), value: names.join(lang === 'zh' ? '、' : ', ') });
    }
    return rows;
}

/** All that is known of a feature, with units, risk first. */
export function featureRows(overlay: OverlayId, props: Props, manifest: Manifest, zones: ZoneNames, lang: Lang): Row[] {
    const text = plain
        .filter(([key]) => props[key] !== null && props[key] !== undefined && props[key] !== '')
        .map(([key, word]) => ({ name: t(lang, word), value: codeText(String(props[key]), lang) }));
    return [
        ...levelRows(manifest, props, lang),
        ...driverRow(manifest, props, lang),
        ...(overlay === 'stations' ? stationRows(manifest, props, lang) : []),
        ...(overlay === 'sources' ? sourceRows(manifest, props, lang) : []),
        ...(props.zone ? [{ name: t(lang, 'zone'), value: zones(String(props.zone)) }] : []),
        ...nearest(props, zones, lang),
        ...measureRows(props, lang),
        ...text,
    ];
}

/** What stands in place of a value: outside the assessed area, or unknown within it. A run without levels cannot tell. */
export function absentText(answer: PointAnswer, layer: ManifestLayer | undefined, manifest: Manifest, lang: Lang): string {
    if (isOutside(answer, manifest, layer?.scenario ?? null)) return t(lang, 'outsideShort');
    return t(lang, manifest.levels.length ? 'unknown' : 'noData');
}

/** A point value for people: class name for levels and categories, number and unit otherwise. */
export function valueText(value: PointValue, manifest: Manifest, lang: Lang, answer: PointAnswer): { value: string; colour?: string } {
    const layer = manifest.layers.find((entry) => entry.id === value.layer);
    const kind = layer?.kind ?? 'continuous';
    const colour = value.class?.colour;
    if (value.value === null) return { value: absentText(answer, layer, manifest, lang) };
    if (kind === 'level') return { value: levelText(manifest, value.value, lang), colour: levelColour(manifest, value.value) };
    if (kind === 'category') return { value: plainLabel(pick(lang, value.class?.label)) || String(value.value), colour };
    return { value: quantityText(value.value, value.unit, kind), colour };
}

export function table(rows: Row[]): HTMLElement {
    const list = h('dl', { class: 'rows' });
    for (const row of rows) {
        const chip = row.colour && h('span', { class: 'chip', style: `--colour:${row.colour}`, 'aria-hidden': true });
        list.append(h('div', {}, h('dt', {}, row.name), h('dd', {}, chip, row.value)));
    }
    return list;
}

/** The mark that every popup and list of a synthetic run begins with. */
export function mark(manifest: Manifest, lang: Lang): HTMLElement | null {
    return manifest.synthetic ? h('p', { class: 'mark' }, markText(lang)) : null;
}

/** What an upper level holds beside the interpolation's bound; null where that is all. */
export function upperNote(manifest: Manifest, scenario: string, lang: Lang): HTMLElement | null {
    const texts = (manifest.not_estimable ?? []).map((entry) => {
        const risk = riskAtLimit(entry, scenario);
        const name = pick(lang, entry.name) || entry.pollutant;
        return `${t(lang, 'upperIncluded')}${lang === 'zh' ? '' : ' '}${name}${lang === 'zh' ? '：' : ' '}${risk === null ? t(lang, 'upperWith') : `${t(lang, 'atLimitAlone')} ${oneFigure(risk)}`}`;
    });
    return texts.length ? h('p', { class: 'hint' }, texts.join(lang === 'zh' ? '；' : '; ')) : null;
}

export function featureContent(overlay: OverlayId, props: Props, manifest: Manifest, zones: ZoneNames, lang: Lang): Node[] {
    const title = featureName(overlay, props, manifest.synthetic, lang);
    const approximate = overlay === 'zones' && Boolean(props.approximate);
    return [
        mark(manifest, lang),
        h('p', { class: 'eyebrow' }, t(lang, singular[overlay]), approximate && ` · ${t(lang, 'approximate')}`),
        h('h2', {}, title || t(lang, singular[overlay])),
        approximate && h('p', { class: 'hint' }, t(lang, 'approximateNote')),
        table(featureRows(overlay, props, manifest, zones, lang)),
        typeof props.level_upper === 'number' && upperNote(manifest, overlay === 'berths' ? 'worker' : 'resident', lang),
        overlay === 'berths' && typeof props.level === 'number' && h('p', { class: 'hint' }, t(lang, 'workerNote')),
    ].filter((node): node is HTMLElement => Boolean(node));
}

export function pointHead(lon: number, lat: number, manifest: Manifest, lang: Lang): Node[] {
    return [
        mark(manifest, lang),
        h('p', { class: 'eyebrow' }, t(lang, 'point')),
        h('h2', { class: 'coordinates' }, coordinateText(lon, lat)),
    ].filter((node): node is HTMLElement => Boolean(node));
}

/** The shown layer's value in the run that is shown and in the one beside it, the earlier one first. */
export function beforeAndAfter(shown: PointAnswer, other: PointAnswer, layer: ManifestLayer, manifest: Manifest, lang: Lang): HTMLElement {
    const both = [shown, other].sort((a, b) => a.run.localeCompare(b.run));
    const names = pairText([both[0].run, both[1].run], lang);
    const rows = both.map((answer, index) => {
        const value = answer.values.find((entry) => entry.layer === layer.id);
        return { name: names[index], ...(value ? valueText(value, manifest, lang, answer) : { value: t(lang, 'noData') }) };
    });
    return h('section', { class: 'compared' }, h('h3', {}, `${capital(titleOf(layer, manifest, lang))} · ${t(lang, 'twoRuns')}`), table(rows));
}
