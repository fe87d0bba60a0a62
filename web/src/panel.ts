import type { Api, Lang, Manifest, ManifestLayer } from './api';
import { h, replace } from './dom';
import { pick, t, type Word } from './i18n';
import { chosen, groups, inScenario, offered, overlaysOf, scenariosOf, shortScenario, listTitle, substances, zonesScenario, type OverlayId } from './layers';
import { dotsOf } from './overlays';
import type { Store } from './state';

const symbols: Partial<Record<OverlayId, string>> = {
    zones: '<path d="M2 8 8 2l6 4-2 8-8 .5z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="3 2"/>',
    berths: '<rect x="3.5" y="3.5" width="9" height="9" fill="var(--symbol)" stroke="currentColor" stroke-width="1.4"/>',
    receptors: '<circle cx="8" cy="8" r="5" fill="var(--symbol)" stroke="currentColor" stroke-width="1.4"/>',
    stations: '<path d="M8 2.5 14 13H2z" fill="var(--surface)" stroke="currentColor" stroke-width="1.4"/>',
    sources: '<path d="M8 2 14 8 8 14 2 8z" fill="var(--surface)" stroke="currentColor" stroke-width="1.4"/>',
    'risk-zones': '<path d="M2 5c3-4 9-3 11 1s-1 8-5 8-9-5-6-9z" fill="none" stroke="currentColor"/>',
};

function symbol(id: OverlayId): Element {
    const template = document.createElement('template');
    template.innerHTML = `<svg class="symbol" viewBox="0 0 16 16" aria-hidden="true">${symbols[id]}</svg>`;
    return template.content.firstElementChild!;
}

function radio(layer: ManifestLayer, title: string, active: boolean, store: Store): HTMLElement {
    const input = h('input', {
        type: 'radio',
        name: 'layer',
        value: layer.id,
        onchange: () => store.set({ layer: layer.id }),
    });
    input.checked = active;
    return h('label', { class: 'option' }, input, h('span', {}, title));
}

/** Standard deviation and shares stand under their substance, folded away until one of them or the substance is shown. */
function substanceMore(entries: HTMLElement[], head: ManifestLayer, more: ManifestLayer[], active: ManifestLayer | null, lang: Lang): HTMLElement[] {
    if (!entries.length) return [];
    const open = active === head || more.some((layer) => layer === active);
    return [h('details', { class: 'nested', open }, h('summary', {}, t(lang, 'sdAndShares')), ...entries)];
}

function scenarioSwitch(manifest: Manifest, layers: ManifestLayer[], active: ManifestLayer, shown: string, store: Store) {
    const lang = store.get().lang;
    const box = h('div', { class: 'segments', role: 'group', 'aria-label': t(lang, 'scenario') });
    for (const key of scenariosOf(manifest, layers)) {
        const name = pick(lang, manifest.scenarios.find((entry) => entry.key === key)!.name);
        const short = shortScenario(manifest, key, lang);
        const choose = () => {
            const level = layers.find((layer) => layer.scenario === key && layer.kind === 'level');
            const next = active.scenario ? inScenario(layers, active, key) : null;
            const target = next ?? level;
            if (target) store.set({ layer: target.id });
        };
        box.append(h('button', { type: 'button', 'aria-pressed': String(key === shown), title: name, onclick: choose }, short));
    }
    return box;
}

function overlayOption(id: OverlayId, features: number | null, store: Store): HTMLElement {
    const { lang, overlays } = store.get();
    const input = h('input', {
        type: 'checkbox',
        value: id,
        onchange: () => {
            const now = store.get().overlays ?? [];
            store.set({ overlays: now.includes(id) ? now.filter((other) => other !== id) : [...now, id] });
        },
    });
    input.checked = overlays?.includes(id) ?? false;
    return h(
        'label',
        { class: 'option overlay' },
        input,
        symbol(id),
        h('span', {}, t(lang, id as Word)),
        h('span', { class: 'count' }, features === null ? '' : String(features)),
    );
}

/** Both scenarios' risk zones lie in one layer: those of the shown one are counted. */
async function countZones(body: Element, manifest: Manifest, active: ManifestLayer | null, api: Api): Promise<void> {
    const scenario = zonesScenario(manifest, active);
    const count = scenario && (await api.count('risk-zones', 'scenario', scenario).catch(() => null));
    const place = body.querySelector('label:has(input[value="risk-zones"]) .count');
    if (place && count !== null) place.textContent = String(count);
}

/** Moves the list, and nothing around it, until the entry is seen. */
function scrollTo(list: HTMLElement, entry: HTMLElement): void {
    const [outer, inner] = [list.getBoundingClientRect(), entry.getBoundingClientRect()];
    if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom + 12;
    else if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top + 12;
}

/** The layer tree: one raster of all themes, any overlays. Risk layers show one scenario at a time. */
export function renderPanel(body: HTMLElement, manifest: Manifest, store: Store, lastScenario: string | null, api: Api): void {
    const { lang, layer, compare } = store.get();
    const layers = offered(manifest);
    const active = chosen(manifest, layer);
    const scenarios = scenariosOf(manifest, layers);
    const shown = active?.scenario ?? lastScenario ?? scenarios[0] ?? '';
    const sections: HTMLElement[] = [];
    for (const group of groups(layers)) {
        const options = group.layers.filter((entry) => !entry.scenario || entry.scenario === shown);
        if (!options.length) continue;
        const section = h('fieldset', {}, h('legend', {}, t(lang, group.theme)));
        if (group.theme === 'risk' && active && scenarios.length > 1) {
            section.append(scenarioSwitch(manifest, layers, active, shown, store));
        }
        const entry = (option: ManifestLayer) => radio(option, listTitle(option, manifest, lang), option.id === active?.id, store);
        const nested = group.theme === 'substances' ? substances(options) : [];
        const loose = options.filter((option) => !nested.some(({ head, more }) => head === option || more.includes(option)));
        for (const { head, more } of nested) section.append(entry(head), ...substanceMore(more.map(entry), head, more, active, lang));
        for (const option of loose) section.append(entry(option));
        sections.push(section);
    }
    const overlays = overlaysOf(manifest);
    if (overlays.length) {
        const section = h('fieldset', {}, h('legend', {}, t(lang, 'overlays')));
        for (const { id, features } of overlays) section.append(overlayOption(id, id === 'risk-zones' ? null : features, store));
        const dots = dotsOf(active, compare !== null);
        body.style.setProperty('--symbol', dots ? '' : 'var(--surface)');
        const word = dots === 'level_upper' ? 'pointColoursUpper' : dots ? 'pointColours' : 'pointsPlain';
        if (scenarios.length) section.append(h('p', { class: 'hint' }, t(lang, word)));
        sections.splice(scenarios.length ? 1 : 0, 0, section);
    }
    if (overlays.some(({ id }) => id === 'risk-zones')) void countZones(body, manifest, active, api);
    const focused = (document.activeElement as HTMLInputElement | null)?.value;
    replace(body, ...sections);
    if (!layers.length) body.prepend(h('p', { class: 'hint' }, t(lang, 'noLayers')));
    const chosenEntry = body.querySelector<HTMLElement>('input[name=layer]:checked')?.closest('label');
    if (chosenEntry) scrollTo(body, chosenEntry);
    if (focused) body.querySelector<HTMLInputElement>(`input[value="${CSS.escape(focused)}"]`)?.focus();
}
