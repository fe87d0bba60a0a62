import type { Lang, Legend, LegendClass, Limit, Manifest, ManifestLayer } from './api';
import { riskAtLimit } from './assessed';
import type { Change } from './change';
import { h } from './dom';
import { oneFigure, threeFigures, unitText } from './format';
import { capital, isWord, pick, t, type Word } from './i18n';
import { isUpper, titleOf } from './layers';
import { pairText } from './runs';

export interface LegendRow {
    colour: string;
    label: string;
    meaning: string;
    hatched: boolean;
    /** The class's value where areas are told: levels and categories. */
    value: number | null;
    /** Bounds of a class of numbers. */
    min: number | null;
    max: number | null;
}

function span(min: number | null, max: number | null): string {
    if (min === null && max === null) return '';
    if (min === null) return `< ${oneFigure(max!)}`;
    if (max === null) return `≥ ${oneFigure(min)}`;
    return `${oneFigure(min)} – ${oneFigure(max)}`;
}

/** What a level means, from the manifest's cuts: "1e-5 – 1e-4 · HI 3 – 10". */
export function levelMeaning(manifest: Manifest, level: number, lang: Lang): string {
    const row = manifest.levels.find((entry) => entry.level === level);
    if (!row) return '';
    if (level === 0) return t(lang, 'notEstimable');
    const next = manifest.levels.find((entry) => entry.level === level + 1);
    const risk = span(row.cancer_risk_min, next?.cancer_risk_min ?? null);
    const index = span(row.hazard_index_min, next?.hazard_index_min ?? null);
    return [risk, index && `HI ${index}`].filter(Boolean).join(' · ');
}

function rank(entry: LegendClass): number {
    return entry.value ?? entry.max ?? Infinity;
}

/** Rows from the highest class down; unknown comes last. */
export function legendRows(legend: Legend, manifest: Manifest, lang: Lang): LegendRow[] {
    const row = (entry: LegendClass): LegendRow => ({
        colour: entry.colour,
        label: capital(typeset(pick(lang, entry.label))),
        meaning: legend.kind === 'level' && entry.value !== null ? levelMeaning(manifest, entry.value, lang) : '',
        hatched: entry.hatched,
        value: legend.kind === 'continuous' || legend.kind === 'probability' ? null : entry.value,
        min: entry.min,
        max: entry.max,
    });
    const visible = legend.classes.filter((entry) => entry.opacity > 0);
    return (legend.kind === 'category' || legend.kind === 'change' ? visible : visible.sort((a, b) => rank(b) - rank(a))).map(row);
}

function swatch(row: LegendRow): HTMLElement {
    return h('span', {
        class: row.hatched ? 'swatch hatched' : 'swatch',
        style: `--colour:${row.colour}`,
        'aria-hidden': true,
    });
}

export const toMicrograms: Record<string, number> = { 'ug/m3': 1, 'mg/m3': 1000, 'ng/m3': 0.001 };

/** A concentration is held against the limit of its substance's map of exceedance, which has the same averaging time; in the layer's unit. */
export function limitOf(layer: ManifestLayer, manifest: Manifest): Limit | null {
    if (layer.kind !== 'continuous') return null;
    const twin = layer.id.startsWith('concentration-') ? manifest.layers.find((entry) => entry.id === `exceedance-${layer.pollutant}`) : null;
    const limit = layer.limit ?? twin?.limit;
    if (!limit || limit.unit === layer.unit) return limit ?? null;
    const factor = toMicrograms[limit.unit] / toMicrograms[layer.unit ?? ''];
    return Number.isFinite(factor) ? { ...limit, value: limit.value * factor, unit: layer.unit! } : null;
}

/** The class that a limit falls into. */
export function holdsLimit(row: LegendRow, limit: Limit | null | undefined): boolean {
    return limit !== null && limit !== undefined && row.value === null && limit.value >= (row.min ?? -Infinity) && limit.value < (row.max ?? Infinity);
}

/** What a place without colour means, on maps of numbers. */
export function uncolouredText(legend: Legend, lang: Lang): string | null {
    return legend.kind === 'continuous' || legend.kind === 'probability' ? t(lang, 'uncoloured') : null;
}

export function legendList(legend: Legend, manifest: Manifest, lang: Lang, limit: Limit | null = null): HTMLElement {
    const list = h('ul', { class: `classes ${legend.kind === 'change' ? 'category' : legend.kind}` });
    for (const row of legendRows(legend, manifest, lang)) {
        list.append(
            h(
                'li',
                {},
                swatch(row),
                h('span', { class: 'class-label' }, row.label),
                holdsLimit(row, limit) && h('span', { class: 'class-limit' }, `${t(lang, 'limit')} ${threeFigures(limit!.value)}`),
                row.value !== null && h('span', { class: 'class-area', 'data-value': row.value }),
                row.meaning && h('span', { class: 'class-meaning' }, row.meaning),
            ),
        );
    }
    const without = uncolouredText(legend, lang);
    if (without) {
        const blank = h('span', { class: 'swatch blank', 'aria-hidden': true });
        list.append(h('li', { class: 'uncoloured' }, blank, h('span', { class: 'class-label' }, without)));
    }
    return list;
}

/** "不含: 环氧乙烷, 检出限相当于 7e-5", a line per substance that was measured but is estimable nowhere. An upper level includes it. */
export function notEstimableText(legend: Legend, layer: ManifestLayer, lang: Lang): string[] {
    return legend.not_estimable.map((entry) => {
        const name = pick(lang, entry.name) || entry.pollutant;
        const risk = riskAtLimit(entry, layer.scenario);
        if (isUpper(layer)) {
            const at = risk === null ? t(lang, 'upperWith') : `${t(lang, 'atLimitAlone')} ${oneFigure(risk)}`;
            return lang === 'zh' ? `含${name}：${at}` : `Includes ${name} ${at}`;
        }
        const text = `${t(lang, 'notIncluded')}: ${name}`;
        return risk === null ? text : `${text}, ${t(lang, 'atDetectionLimit')} ${oneFigure(risk)}`;
    });
}

/** The words of averaging times that tables use. */
export function limitText(limit: Limit, lang: Lang): string {
    const averaging = isWord(`averaging-${limit.averaging}`) ? t(lang, `averaging-${limit.averaging}` as Word) : limit.averaging;
    return [`${threeFigures(limit.value)} ${unitText(limit.unit)}`, averaging, limit.source ?? ''].filter(Boolean).join(' · ');
}

/** What the law allows: the layer's own limit, else the substance's, which other averaging times keep from being compared. */
function limitNotes(layer: ManifestLayer, manifest: Manifest, lang: Lang): string[] {
    const own = limitOf(layer, manifest) ?? layer.limit;
    if (own) return [`${t(lang, 'limit')}: ${limitText(own, lang)}`];
    const pollutant = manifest.pollutants.find((entry) => entry.key === layer.pollutant);
    if (!layer.id.startsWith('concentration-') || !pollutant?.limits?.length) return [];
    const all = pollutant.limits.map((limit) => limitText(limit, lang)).join(lang === 'zh' ? '；' : '; ');
    return [`${t(lang, 'limits')}: ${all}. ${t(lang, 'limitsOther')}`];
}

/** Without the words for styles, which the reader chooses above. */
function plainNote(legend: Legend, lang: Lang): string {
    const note = pick(lang, legend.note).replace(/ug\/m3/g, 'μg/m³').replace(/mg\/m3/g, 'mg/m³');
    return hasScales(legend) ? t(lang, legend.style === legend.styles![0] ? 'ownScaleNote' : 'commonScaleNote') : note;
}

/** Whether the layer's classes may be the run's own or the same for all. */
export function hasScales(legend: Legend): boolean {
    return legend.kind === 'continuous' && (legend.styles?.length ?? 0) > 1;
}

export function legendNotes(legend: Legend, layer: ManifestLayer, manifest: Manifest, lang: Lang): HTMLElement {
    const notes = h('div', { class: 'legend-notes' });
    if (legend.kind === 'change') {
        for (const text of [t(lang, 'changeNote'), pick(lang, legend.note)]) if (text) notes.append(h('p', {}, text));
        return notes;
    }
    for (const text of notEstimableText(legend, layer, lang)) notes.append(h('p', { class: 'warn' }, text));
    if (layer.kind === 'level') notes.append(h('p', {}, t(lang, 'levelOf')));
    if (layer.scenario === 'worker') notes.append(h('p', {}, t(lang, 'workerNote')));
    for (const text of limitNotes(layer, manifest, lang)) notes.append(h('p', {}, text));
    const note = plainNote(legend, lang);
    const defaults = t(lang, 'defaults');
    const repeats = bare(note).includes(bare(defaults)) || bare(note).includes(bare(t(lang, 'defaultsOne')));
    if (note && !repeats) notes.append(h('p', {}, note));
    if (layer.scenario !== null || repeats) notes.append(h('p', {}, defaults));
    return notes;
}

/** A class's name without the word for its hatching, for places that show no hatching. */
export function plainLabel(label: string): string {
    return label.replace(/\s*[（(](斜线|hatched)[)）]$/, '');
}

/** Without punctuation and case, so that a wording is recognised however it is set. */
function bare(text: string): string {
    return text.toLowerCase().replace(/[\s,，.。;；]/g, '');
}

/** What the hatching of a status layer adds over a level layer. */
export function statusEntries(status: Legend, lang: Lang): LegendRow[] {
    return status.classes
        .filter((entry) => entry.value === 1 || entry.value === 2)
        .map((entry) => ({ colour: entry.colour, label: capital(pick(lang, entry.label)), meaning: '', hatched: true, value: null, min: null, max: null }));
}

/** Extra rows for the hatching that a status layer adds over a level layer. */
export function statusRows(status: Legend, lang: Lang): HTMLElement {
    const list = h('ul', { class: 'classes status' });
    for (const row of statusEntries(status, lang)) list.append(h('li', {}, swatch(row), h('span', { class: 'class-label' }, row.label)));
    return list;
}

/** The notes as plain lines, for pictures. */
export function noteTexts(legend: Legend, layer: ManifestLayer, manifest: Manifest, lang: Lang): string[] {
    return [...legendNotes(legend, layer, manifest, lang).children].map((line) => line.textContent ?? '');
}

/** "0.1 - 0.2" as "0.1 – 0.2", ">= 3" as "≥ 3". */
export function typeset(label: string): string {
    return label.replace(/>=\s*/g, '≥ ').replace(/ - (?=\d)/g, ' – ');
}

/** What changed, and between which runs. */
export function changeTitle(layer: ManifestLayer, legend: Legend, { from, to }: Change, manifest: Manifest, lang: Lang): HTMLElement {
    const name = `${capital(titleOf(layer, manifest, lang))} · ${pick(lang, legend.title)}`;
    return h('div', { class: 'legend-title' }, name, h('p', { class: 'span' }, pairText([from, to], lang).join(' → ')));
}

export function legendTitle(legend: Legend, layer: ManifestLayer, manifest: Manifest, lang: Lang): HTMLElement {
    const unit = unitText(legend.unit);
    return h('div', { class: 'legend-title' }, capital(titleOf(layer, manifest, lang)), unit && h('span', { class: 'unit' }, unit));
}
