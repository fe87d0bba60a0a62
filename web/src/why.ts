import type { Lang, Manifest, PointAnswer } from './api';
import { isOutside, riskAtLimit } from './assessed';
import { h } from './dom';
import { oneFigure } from './format';
import { capital, pick, t } from './i18n';
import { toMicrograms } from './legend';
import { levelColour } from './overlays';
import { levelText } from './popup';

/** What one substance adds to risk and index at a place, under one scenario. */
export interface Contribution {
    pollutant: string;
    /** Lifetime cancer risk; null without a unit risk estimate or where the substance is unknown. */
    risk: number | null;
    /** Hazard quotient; null without a reference concentration or where the substance is unknown. */
    quotient: number | null;
    /** Share of the declared background in this substance's own concentration, at most 1; null where none is declared. */
    background: number | null;
    /** Share of stations below the detection limit. */
    censored: number;
}

/** The same sums as the map's, from the concentrations of `answer` and the manifest's own rows (docs/risk-method.md). */
export function contributions(answer: PointAnswer, manifest: Manifest, scenario: string): Contribution[] {
    const exposure = manifest.scenarios.find((entry) => entry.key === scenario);
    if (!exposure) return [];
    const chronic = (exposure.et_h / 24) * (exposure.ef_d / 365);
    const lifetime = (chronic * exposure.ed_y) / exposure.lifetime_y;
    return (manifest.dose_response ?? []).map((row) => {
        const pollutant = manifest.pollutants.find((entry) => entry.key === row.pollutant);
        const field = manifest.fields?.find((entry) => entry.pollutant === row.pollutant);
        const value = answer.values.find((entry) => entry.layer === `concentration-${row.pollutant}`)?.value ?? null;
        const factor = toMicrograms[pollutant?.unit ?? 'ug/m3'] ?? 1;
        const ure = row.ure_used?.[scenario] ?? null;
        return {
            pollutant: row.pollutant,
            risk: value !== null && ure !== null ? value * factor * lifetime * ure : null,
            quotient: value !== null && row.rfc_mg_m3 ? (value * factor * chronic) / (1000 * row.rfc_mg_m3) : null,
            background: value !== null && value > 0 && typeof pollutant?.background === 'number' ? Math.min(1, pollutant.background / value) : null,
            censored: field?.n_samples ? field.n_censored / field.n_samples : 0,
        };
    });
}

export interface Reason {
    level: number;
    /** Which of both sums decides the level. */
    by: 'risk' | 'index';
    /** Factor that takes the deciding sum to the cut above; null at the highest level. */
    toUpper: number | null;
    /** Factor (below 1) under which both sums would have to fall for the next lower level; null at the lowest. */
    toLower: number | null;
}

/** What the level at a place hangs on; null where it is unknown. */
export function reason(answer: PointAnswer, manifest: Manifest, scenario: string): Reason | null {
    const at = (prefix: string) => answer.values.find((value) => value.layer === `${prefix}-${scenario}`)?.value ?? null;
    const level = at('risk-level');
    const risk = at('cancer-risk') ?? 0;
    const index = at('hazard-index') ?? 0;
    if (!level || (!risk && !index)) return null;
    const cut = (wanted: number, key: 'cancer_risk_min' | 'hazard_index_min') =>
        manifest.levels.find((entry) => entry.level === wanted)?.[key] ?? null;
    const of = (value: number, limit: number | null) => (limit !== null && value > 0 ? limit / value : Infinity);
    const up = [of(risk, cut(level + 1, 'cancer_risk_min')), of(index, cut(level + 1, 'hazard_index_min'))];
    const down = [of(risk, cut(level, 'cancer_risk_min')), of(index, cut(level, 'hazard_index_min'))];
    const largest = Math.min(...up);
    return {
        level,
        by: down[0] <= down[1] ? 'risk' : 'index',
        toUpper: Number.isFinite(largest) && largest >= 1 ? largest : null,
        toLower: level > 1 ? Math.min(1, ...down) : null,
    };
}

const percent = (share: number) => (share > 0 && share < 0.005 ? '< 1 %' : `${Math.round(share * 100)} %`);

function nameOf(manifest: Manifest, key: string, lang: Lang): string {
    return capital(pick(lang, manifest.pollutants.find((entry) => entry.key === key)?.name) || key);
}

function shareRow(name: string, share: number, value: string): HTMLElement {
    const bar = h('span', { class: 'bar', style: `--share:${(share * 100).toFixed(1)}%`, 'aria-hidden': true });
    return h('li', {}, h('span', { class: 'name' }, name), bar, h('span', { class: 'share' }, percent(share)), h('span', { class: 'value' }, value));
}

function shares(list: Contribution[], by: 'risk' | 'index', manifest: Manifest, lang: Lang): HTMLElement | null {
    const amount = (entry: Contribution) => (by === 'risk' ? entry.risk : entry.quotient) ?? 0;
    const total = list.reduce((sum, entry) => sum + amount(entry), 0);
    if (!(total > 0)) return null;
    const rows = h('ul', { class: 'shares' });
    for (const entry of [...list].sort((a, b) => amount(b) - amount(a))) {
        if (amount(entry) > 0) rows.append(shareRow(nameOf(manifest, entry.pollutant, lang), amount(entry) / total, oneFigure(amount(entry))));
    }
    return rows;
}

function notes(list: Contribution[], why: Reason | null, manifest: Manifest, scenario: string, lang: Lang): string[] {
    const texts: string[] = [];
    const total = list.reduce((sum, entry) => sum + (entry.risk ?? 0), 0);
    const known = list.filter((entry) => entry.background !== null && entry.risk);
    if (total > 0 && known.length) {
        const share = known.reduce((sum, entry) => sum + entry.background! * entry.risk!, 0) / total;
        texts.push(`${t(lang, 'backgroundShare')} ${percent(share)}`);
    }
    const censored = total > 0 ? list.filter((entry) => entry.censored > 0 && (entry.risk ?? 0) / total > 0.005) : [];
    if (censored.length) {
        const named = censored.map((entry) => `${nameOf(manifest, entry.pollutant, lang)} ${percent(entry.censored)}`);
        texts.push(`${t(lang, 'nonDetects')} ${named.join(lang === 'zh' ? '、' : ', ')}`);
    }
    const would = (word: 'toUpper' | 'toLower', amount: string, level: number) => texts.push(`${t(lang, word).replace('{n}', amount)} ${levelText(manifest, level, lang)}`);
    if (why?.toUpper) would('toUpper', String(Number(why.toUpper.toPrecision(2))), why.level + 1);
    if (why?.toLower) would('toLower', String(Math.ceil((1 - why.toLower) * 100)), why.level - 1);
    const never = new Set((manifest.not_estimable ?? []).map((entry) => entry.pollutant));
    const missing = list.filter((entry) => entry.risk === null && entry.quotient === null && !never.has(entry.pollutant)).map((entry) => nameOf(manifest, entry.pollutant, lang));
    for (const entry of manifest.not_estimable ?? []) {
        const risk = riskAtLimit(entry, scenario);
        const at = risk === null ? '' : ` (${t(lang, 'atDetectionLimit')} ${oneFigure(risk)})`;
        texts.push(`${t(lang, 'notIncluded')}: ${capital(pick(lang, entry.name) || entry.pollutant)}${at}`);
    }
    if (missing.length) texts.push(`${t(lang, 'unknownHere')} ${missing.join(lang === 'zh' ? '、' : ', ')}`);
    return texts;
}

/** Why the upper level is higher: a substance that was not detected, the interpolation's bound, or both. */
export function upperReason(answer: PointAnswer, manifest: Manifest, scenario: string, upper: number, lang: Lang): string {
    const missing = (manifest.not_estimable ?? answer.not_estimable ?? [])
        .map((entry) => ({ name: capital(pick(lang, entry.name) || entry.pollutant), risk: riskAtLimit(entry, scenario) }))
        .filter((entry) => entry.risk !== null && entry.risk > 0)
        .sort((a, b) => b.risk! - a.risk!);
    if (!missing.length) return t(lang, 'upperPlain');
    const cut = manifest.levels.find((entry) => entry.level === upper)?.cancer_risk_min ?? Infinity;
    const enough = missing.find((entry) => entry.risk! >= (cut ?? Infinity));
    const named = enough ?? missing[0];
    const text = t(lang, enough ? 'upperAlone' : 'upperTogether');
    return `${named.name}${lang === 'zh' ? '' : ' '}${text.replace('{risk}', oneFigure(named.risk!)).replace('{level}', levelText(manifest, upper, lang))}`;
}

/** The level itself, and how high it may be. */
function levelHead(answer: PointAnswer, manifest: Manifest, scenario: string, lang: Lang): HTMLElement {
    const at = (stem: string) => answer.values.find((value) => value.layer === `${stem}-${scenario}`)?.value ?? null;
    const [level, upper] = [at('risk-level'), at('risk-level-upper')];
    const line = h('p', { class: 'level-head' });
    if (level === null) {
        line.append(t(lang, 'noData'));
        return line;
    }
    line.append(h('span', { class: 'chip', style: `--colour:${levelColour(manifest, level)}`, 'aria-hidden': true }), h('strong', {}, levelText(manifest, level, lang)));
    if (upper !== null && upper !== level) {
        const why = upperReason(answer, manifest, scenario, upper, lang);
        line.append(h('span', { class: 'upper' }, `${t(lang, 'upperHere')}: ${levelText(manifest, upper, lang)} — ${why}`));
    }
    return line;
}

/** "Why this colour": shares of the substances, of the background and of non-detects, and what would change the level. */
export function whyContent(answer: PointAnswer, manifest: Manifest, scenario: string, lang: Lang): HTMLElement | null {
    const list = contributions(answer, manifest, scenario);
    if (!list.length || isOutside(answer, manifest, scenario)) return null;
    const why = reason(answer, manifest, scenario);
    const by = why?.by ?? 'risk';
    const name = pick(lang, manifest.scenarios.find((entry) => entry.key === scenario)?.name);
    const section = h('section', { class: 'why' }, h('h3', {}, `${t(lang, 'why')} · ${capital(name)}`));
    section.append(levelHead(answer, manifest, scenario, lang));
    const rows = shares(list, by, manifest, lang);
    if (rows) section.append(h('p', { class: 'hint' }, t(lang, by === 'risk' ? 'byRisk' : 'byIndex')), rows);
    for (const text of notes(list, why, manifest, scenario, lang)) section.append(h('p', { class: 'note' }, text));
    return section;
}
