import type { Lang, Manifest, ManifestLayer, PointAnswer } from './api';
import { isOutside } from './assessed';
import { h } from './dom';
import { capital, pick, t } from './i18n';
import { isUpper, offered, scenariosOf, shortScenario, shortTitle, stem } from './layers';
import { valueText } from './popup';

interface Cell {
    value: string;
    colour?: string;
}

function finder(answer: PointAnswer, manifest: Manifest, lang: Lang) {
    const values = new Map(answer.values.map((value) => [value.layer, value]));
    return (layer: ManifestLayer | undefined): Cell | null => {
        const value = layer && values.get(layer.id);
        return value ? valueText(value, manifest, lang, answer) : null;
    };
}

function grid(caption: string, columns: string[], rows: { name: string; cells: (Cell | null)[] }[]): HTMLElement {
    const head = h('tr', {}, h('th', { scope: 'col' }, caption));
    for (const column of columns) head.append(h('th', { scope: 'col' }, column));
    const body = h('tbody');
    for (const row of rows) {
        const line = h('tr', {}, h('th', { scope: 'row' }, row.name));
        for (const cell of row.cells) {
            const chip = cell?.colour && h('span', { class: 'chip', style: `--colour:${cell.colour}`, 'aria-hidden': true });
            line.append(h('td', {}, chip, cell?.value ?? '–'));
        }
        body.append(line);
    }
    return h('table', { class: 'grid' }, h('thead', {}, head), body);
}

function scenarioGrid(layers: ManifestLayer[], scenarios: string[], manifest: Manifest, cell: (l?: ManifestLayer) => Cell | null, lang: Lang) {
    const stems = [...new Set(layers.filter((layer) => layer.scenario).map(stem))];
    const rows = stems.map((name) => {
        const row = scenarios.map((key) => layers.find((layer) => layer.scenario === key && stem(layer) === name));
        const first = row.find(Boolean)!;
        return { name: isUpper(first) ? t(lang, 'levelUpper') : shortTitle(first, manifest, lang), cells: row.map(cell) };
    });
    const columns = scenarios.map((key) => shortScenario(manifest, key, lang));
    return grid(t(lang, 'risk'), columns, rows.filter((row) => row.cells.some(Boolean)));
}

function pollutantGrid(layers: ManifestLayer[], manifest: Manifest, cell: (l?: ManifestLayer) => Cell | null, lang: Lang) {
    const rows = manifest.pollutants.map((pollutant) => {
        const at = (prefix: string) => layers.find((layer) => layer.id === `${prefix}-${pollutant.key}`);
        return { name: capital(pick(lang, pollutant.name)), cells: [cell(at('concentration')), cell(at('sd'))] };
    });
    const known = rows.filter((row) => row.cells.some(Boolean));
    const withSd = known.some((row) => row.cells[1]);
    if (!withSd) known.forEach((row) => row.cells.pop());
    return grid(t(lang, 'concentrations'), withSd ? [t(lang, 'estimate'), t(lang, 'sd')] : [t(lang, 'estimate')], known);
}

/** Scenarios whose level is nodata at the place: what is outside their area. */
function applying(answer: PointAnswer, manifest: Manifest, layers: ManifestLayer[]): [string[], string[]] {
    const scenarios = scenariosOf(manifest, layers);
    const outside = scenarios.filter((key) => isOutside(answer, manifest, key));
    return [scenarios.filter((key) => !outside.includes(key)), outside];
}

/** Every layer's value at a point: scenarios side by side, then substances with their standard deviation. */
export function pointReport(answer: PointAnswer, manifest: Manifest, lang: Lang): HTMLElement {
    const layers = offered(manifest);
    const report = h('div', { class: 'report' });
    const known = answer.values.some((value) => value.value !== null);
    if (!known || isOutside(answer, manifest)) {
        report.append(h('p', { class: 'outside' }, t(lang, isOutside(answer, manifest) ? 'outsideHere' : 'noEstimateHere')));
        if (!known) return report;
    }
    const cell = finder(answer, manifest, lang);
    const [scenarios, others] = applying(answer, manifest, layers);
    if (scenarios.length) report.append(scenarioGrid(layers, scenarios, manifest, cell, lang));
    if (scenarios.length && others.length) {
        const names = others.map((key) => shortScenario(manifest, key, lang));
        report.append(h('p', { class: 'hint' }, `${t(lang, 'notApplicableHere')}: ${names.join(lang === 'zh' ? '、' : ', ')}`));
    }
    report.append(pollutantGrid(layers, manifest, cell, lang));
    return report;
}
