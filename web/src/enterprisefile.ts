import type Feature from 'ol/Feature';
import type { EnterprisePage, Finding, Lang, Manifest } from './api';
import { codeText } from './codes';
import { h } from './dom';
import { amountText, distanceText, scientific, threeFigures, timeText } from './format';
import { capital, isWord, pick, t, type Word } from './i18n';
import { featureName, levelColour } from './overlays';
import { codeColours, levelText } from './popup';

/** What the page of an enterprise needs besides the page. */
export interface FileContext {
    manifest: Manifest;
    lang: Lang;
    receptors: Feature[];
    flyTo: (key: string) => void;
}

type Piece = Node | string | null | undefined | false;

export function wordOf(kind: 'grade' | 'code' | 'status' | 'codeWhy', value: string, lang: Lang): string {
    const word = `${kind}-${value}`;
    return isWord(word) ? t(lang, word as Word) : value;
}

export function codeChip(code: string): HTMLElement {
    return h('span', { class: 'chip', style: `--colour:${codeColours[code] ?? 'transparent'}`, 'aria-hidden': true });
}

function section(title: string, ...content: Piece[]): HTMLElement {
    return h('section', {}, h('h4', {}, title), ...content);
}

function aspect(name: string, value: Piece[], why?: Piece): HTMLElement {
    return h('div', {}, h('dt', {}, name), h('dd', {}, h('span', { class: 'is' }, ...value), why && h('span', { class: 'because' }, why)));
}

/** 2.3 × 10⁸ */
function power(value: number): Piece[] {
    if (value < 10_000) return [threeFigures(value)];
    const [mantissa, exponent] = scientific(value);
    return [`${mantissa} × 10`, h('sup', {}, String(exponent))];
}

/** Its code as a sentence, and the status: a draft says so as loudly as its colour. */
export function codeBanner(code: string, status: string, changed: boolean, lang: Lang): HTMLElement {
    const state = changed ? t(lang, 'changedSince') : wordOf('status', status, lang);
    return h(
        'p',
        { class: 'code-banner', style: `--colour:${codeColours[code] ?? 'var(--line)'}` },
        h('strong', {}, code ? capital(wordOf('code', code, lang)) : '–'),
        h('span', { class: `state ${status}` }, state),
    );
}

function rules(page: EnterprisePage, lang: Lang): HTMLElement {
    const list = h('ul', { class: 'rules' });
    for (const { rule, result, name } of page.problems) {
        list.append(h('li', {}, codeChip(result), h('b', {}, rule), h('span', {}, pick(lang, name))));
    }
    const sources = [...new Set(page.problems.map(({ source }) => source ?? ''))].filter(Boolean);
    const basis = sources.map((source) => (source.startsWith('项目默认') ? t(lang, 'defaults') : source)).join('; ');
    return section(
        t(lang, 'codeParts'),
        h('p', {}, wordOf('codeWhy', page.grading.code, lang)),
        page.problems.length > 0 && list,
        h('p', { class: 'hint' }, `${t(lang, 'ruleLetters')} ${t(lang, 'rulesVersion')} ${page.rules_version}${basis ? ` · ${basis}` : ''}`),
    );
}

function gradeWhy(page: EnterprisePage, lang: Lang): string {
    const { grade_rule: rule, grade_rule_name: name } = page.grading;
    if (!rule) return t(lang, 'noGradeWhy');
    return [rule, pick(lang, name)].filter(Boolean).join(' · ');
}

function aspects(page: EnterprisePage, { manifest, lang }: FileContext): HTMLElement {
    const { grading, surroundings } = page;
    const least = grading.hazard_at_least ? `${t(lang, 'atLeast')} ` : '';
    const level = surroundings.area_level;
    const levelChip = level !== null && h('span', { class: 'chip', style: `--colour:${levelColour(manifest, level)}`, 'aria-hidden': true });
    const share = `${t(lang, 'ofAllHazard')} ${threeFigures(100 * grading.hazard_share)} %`;
    return section(
        t(lang, 'aspects'),
        h(
            'dl',
            { class: 'rows aspects' },
            aspect(t(lang, 'grade'), [capital(wordOf('grade', grading.grade, lang))], gradeWhy(page, lang)),
            aspect(t(lang, 'hazard'), [least, ...power(grading.hazard)], `${t(lang, 'asBenzene')} ${least}${threeFigures(grading.benzene_equivalent_t_a)} t/a · ${share}`),
            aspect(t(lang, 'emissionSum'), [`${least}${amountText(grading.emission_kg_a)} kg/a`], grading.hazard_at_least && t(lang, 'lowerBound')),
            aspect(t(lang, 'permit'), [t(lang, page.permit_fault ? 'permitWrong' : 'permitRight')], page.permit_fault && pick(lang, page.permit_fault)),
            aspect(t(lang, 'areaLevel'), [levelChip, level === null ? t(lang, 'unknown') : levelText(manifest, level, lang)], t(lang, 'areaLevelNote')),
            aspect(t(lang, 'receptorsAround'), [around(page, lang)]),
        ),
    );
}

function around(page: EnterprisePage, lang: Lang): string {
    const { receptors_1km: one, receptors_3km: three, receptors_5km: five } = page.surroundings;
    const count = (value: number | null) => (value === null ? t(lang, 'unknown') : String(value));
    return `1 km: ${count(one)} · 3 km: ${count(three)} · 5 km: ${count(five)}`;
}

function amount(substance: EnterprisePage['substances'][number], lang: Lang): string {
    if (substance.emission_kg_a === null) return t(lang, 'amountUnknown');
    return `${substance.at_least ? '≥ ' : ''}${amountText(substance.emission_kg_a)}`;
}

function substances(page: EnterprisePage, lang: Lang): HTMLElement {
    if (!page.substances.length) return section(t(lang, 'substancesOf'), h('p', { class: 'hint' }, t(lang, 'noSubstances')));
    const body = h('tbody');
    for (const substance of page.substances) {
        const share = substance.hazard !== null && page.grading.hazard > 0 ? (100 * substance.hazard) / page.grading.hazard : null;
        const about = [substance.cas && `CAS ${substance.cas}`, ...substance.lists].filter(Boolean).join(' · ');
        const bar = share !== null && h('span', { class: 'bar', style: `--share:${share.toFixed(1)}%`, 'aria-hidden': true });
        body.append(
            h(
                'tr',
                {},
                h('th', { scope: 'row' }, h('span', { class: 'is' }, pick(lang, substance.name)), substance.risk_substance && h('span', { class: 'tag' }, t(lang, 'riskSubstance')), h('span', { class: 'because' }, about)),
                h('td', { class: 'n' }, amount(substance, lang)),
                h('td', { class: 'n share' }, share === null ? t(lang, 'noToxicity') : `${threeFigures(share)} %`, bar),
            ),
        );
    }
    const head = h('tr', {}, h('th', { scope: 'col' }, t(lang, 'substance')), h('th', { scope: 'col', class: 'n' }, 'kg/a'), h('th', { scope: 'col', class: 'n' }, t(lang, 'hazardShare')));
    return section(t(lang, 'substancesOf'), h('table', { class: 'grid amounts' }, h('thead', {}, head), body));
}

function receptorRow(near: { receptor: string; type: string | null; distance_m: number }, context: FileContext): HTMLElement {
    const { manifest, lang, receptors, flyTo } = context;
    const feature = receptors.find((entry) => String(entry.get('id')) === near.receptor);
    const name = feature ? featureName('receptors', feature.getProperties(), manifest.synthetic, lang) : near.receptor;
    const level = feature?.get('level') as number | null | undefined;
    const chip = typeof level === 'number' && h('span', { class: 'chip', style: `--colour:${levelColour(manifest, level)}`, 'aria-hidden': true });
    const shown = feature ? h('button', { type: 'button', class: 'link', onclick: () => flyTo(String(feature.getId())) }, name) : h('span', {}, name);
    const about = [near.type && codeText(near.type, lang), typeof level === 'number' && levelText(manifest, level, lang)].filter(Boolean).join(' · ');
    return h('li', {}, shown, h('span', {}, chip, about), h('span', { class: 'value' }, distanceText(near.distance_m)));
}

function surroundings(page: EnterprisePage, context: FileContext): HTMLElement {
    const { lang, manifest, flyTo } = context;
    const places = h('ul', { class: 'nearest' });
    for (const { source, type, height_m: height, area_level: level } of page.sources) {
        const about = [codeText(type, lang), `${threeFigures(height)} m`].join(' · ');
        const chip = level !== null && h('span', { class: 'chip', style: `--colour:${levelColour(manifest, level)}`, 'aria-hidden': true });
        const link = h('button', { type: 'button', class: 'link', onclick: () => flyTo(`sources.${source}`) }, source);
        places.append(h('li', {}, link, h('span', {}, about), h('span', { class: 'value' }, chip, level === null ? t(lang, 'unknown') : levelText(manifest, level, lang))));
    }
    const near = page.surroundings.nearest_receptors ?? [];
    return section(
        t(lang, 'surroundings'),
        h('h5', {}, t(lang, 'sources')),
        page.sources.length ? places : h('p', { class: 'hint' }, t(lang, 'noSources')),
        near.length > 0 && h('h5', {}, t(lang, 'nearestReceptors')),
        near.length > 0 && h('ul', { class: 'nearest' }, ...near.map((entry) => receptorRow(entry, context))),
    );
}

function finding(entry: Finding, lang: Lang): HTMLElement {
    const [found, advice] = lang === 'zh' ? [entry.found_zh, entry.advice_zh] : [entry.found, entry.advice];
    const where = [entry.file, entry.row && `${t(lang, 'row')} ${entry.row}`, entry.id].filter(Boolean).join(' · ');
    return h('li', {}, h('b', {}, pick(lang, entry.title) || entry.code), h('span', {}, found), advice && h('span', { class: 'because' }, advice), h('span', { class: 'because' }, where));
}

function checks(page: EnterprisePage, lang: Lang): HTMLElement | null {
    if (!page.findings) return null;
    const none = h('p', {}, t(lang, 'noFindings'));
    return section(t(lang, 'dataChecks'), page.findings.length ? h('ul', { class: 'found' }, ...page.findings.map((entry) => finding(entry, lang))) : none);
}

function release(page: EnterprisePage, lang: Lang): HTMLElement {
    const { status, changed_since_release: changed, by, time, run, note } = page.release;
    const facts: [Word, string | null][] = [['releasedBy', by], ['releasedAt', time && timeText(time, lang)], ['run', run], ['note', note]];
    const rows = facts.filter(([, value]) => value).map(([word, value]) => h('div', {}, h('dt', {}, t(lang, word)), h('dd', {}, value)));
    return section(
        t(lang, 'reviewAndRelease'),
        status === 'draft' && h('p', {}, t(lang, changed ? 'changedNote' : 'draftPageNote')),
        rows.length > 0 && h('dl', { class: 'rows' }, ...rows),
    );
}

/** Everything that the run says of an enterprise, in the reader's words. */
export function fileContent(page: EnterprisePage, context: FileContext): HTMLElement[] {
    const { lang } = context;
    const measures = pick(lang, page.measures);
    return [
        rules(page, lang),
        aspects(page, context),
        substances(page, lang),
        surroundings(page, context),
        checks(page, lang),
        measures ? section(t(lang, 'measures'), h('p', {}, measures)) : null,
        release(page, lang),
        h('p', { class: 'hint basis' }, t(lang, 'hazardBasis')),
    ].filter((node): node is HTMLElement => node !== null);
}
