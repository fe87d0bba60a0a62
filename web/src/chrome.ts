import type { Api, Legend, Manifest, ManifestLayer } from './api';
import type { App } from './app';
import { byId, h, icon, replace } from './dom';
import { downloads } from './downloads';
import { areaText } from './format';
import { savePicture } from './picture';
import { t, type Word } from './i18n';
import { legendList, legendNotes, legendTitle, statusRows } from './legend';
import { overlaysOf } from './layers';
import { zoomBy } from './map';
import { renderCaption, renderMarks } from './marks';
import type { Notices } from './notices';
import { renderPanel } from './panel';
import { Places } from './places';
import type { RunChooser } from './runs';
import { renderSettings } from './settings';
import { wholeAreas } from './statistics';
import type { Store } from './state';

type Panel = 'layers' | 'places' | 'runs' | 'settings';
const panels: Panel[] = ['layers', 'places', 'runs', 'settings'];

/** Everything around the map: title, buttons, panels, legend, caption. */
export class Chrome {
    private app: App | null = null;
    private open: Panel | 'legend' | null;
    private scenario: string | null = null;
    private legend: [ManifestLayer, Legend, Legend | null] | null = null;
    private places: Places | null = null;
    private readonly areas = new Map<string, Promise<Map<number, number>>>();

    constructor(
        private readonly manifest: Manifest,
        private readonly store: Store,
        private readonly notices: Notices,
        private readonly runs: RunChooser,
        private readonly api: Api,
    ) {
        this.open = window.matchMedia('(min-width: 760px)').matches ? 'layers' : null;
        this.render();
        store.subscribe((state, changed) => {
            if (changed.has('lang')) this.render();
            else if (changed.has('layer') || changed.has('overlays')) this.renderLayers();
            if (changed.has('lang') && this.legend) this.showLegend(...this.legend);
            if (changed.has('opacity')) this.syncOpacity(state.opacity);
            if (changed.has('compare')) this.renderRuns();
        });
    }

    attach(app: App): void {
        this.app = app;
        const overlays = overlaysOf(this.manifest)
            .map(({ id }) => id)
            .filter((id) => id === 'berths' || id === 'receptors' || id === 'stations');
        if (overlays.length) {
            this.places = new Places(byId('places'), {
                manifest: this.manifest,
                lang: () => this.store.get().lang,
                overlays,
                features: (id) => app.features(id),
                onChoose: (key) => {
                    if (!window.matchMedia('(min-width: 760px)').matches) this.toggle(null);
                    void app.flyTo(key);
                },
            });
        }
        this.render();
    }

    showLegend(layer: ManifestLayer, legend: Legend, status: Legend | null): void {
        this.legend = [layer, legend, status];
        const { lang, opacity } = this.store.get();
        const slider = h('input', {
            type: 'range',
            min: 0,
            max: 100,
            step: 5,
            value: Math.round(opacity * 100),
            id: 'opacity',
            oninput: () => this.store.set({ opacity: Number(slider.value) / 100 }),
        });
        const value = h('output', { for: 'opacity', id: 'opacity-value' }, `${Math.round(opacity * 100)} %`);
        const opacityRow = h('label', { class: 'opacity' }, h('span', {}, t(lang, 'opacity')), slider, value);
        const section = byId('legend');
        section.setAttribute('aria-label', t(lang, 'legend'));
        replace(
            section,
            h('div', { class: 'body', tabindex: 0 }, legendTitle(legend, layer, lang), legendList(legend, this.manifest, lang), status && statusRows(status, lang), legendNotes(legend, layer, lang), opacityRow, downloads(this.api, layer, lang)),
        );
        if (layer.kind === 'level' || layer.kind === 'category') void this.showAreas(layer);
    }

    /** Areas come a moment later than the legend: the server sums them up on demand. */
    private async showAreas(layer: ManifestLayer): Promise<void> {
        let areas = this.areas.get(layer.id);
        if (!areas) {
            areas = wholeAreas(this.api, layer.id).catch(() => new Map<number, number>());
            this.areas.set(layer.id, areas);
        }
        const found = await areas;
        if (this.legend?.[0].id !== layer.id) return;
        for (const item of byId('legend').querySelectorAll<HTMLElement>('[data-value]')) {
            const area = found.get(Number(item.dataset.value)) ?? (found.size ? 0 : null);
            if (area !== null) item.textContent = areaText(area);
        }
    }

    private renderRuns(): void {
        this.runs.render(byId('runs'));
        this.app?.swipe.render(this.manifest.id, this.runs.currentRun);
        this.sayOlder();
    }

    private sayOlder(): void {
        const { run, lang } = this.store.get();
        if (!run) return;
        const back = { label: t(lang, 'toCurrent'), run: () => this.store.set({ run: null, compare: null }) };
        this.notices.show(t(lang, 'olderRun'), back, lang);
    }

    private syncOpacity(opacity: number): void {
        const value = document.getElementById('opacity-value');
        if (value) value.textContent = `${Math.round(opacity * 100)} %`;
    }

    private render(): void {
        const { lang } = this.store.get();
        renderMarks(this.manifest, lang);
        renderCaption(this.manifest, lang);
        byId('skip').textContent = t(lang, 'skip');
        byId('map').setAttribute('aria-label', t(lang, 'map'));
        this.renderActions();
        this.renderControls();
        for (const panel of panels) this.renderHead(panel);
        this.renderLayers();
        this.renderOpen();
    }

    private renderLayers(): void {
        const active = this.app?.active();
        if (active?.scenario) this.scenario = active.scenario;
        renderPanel(byId('layers'), this.manifest, this.store, this.scenario);
    }

    private renderHead(panel: Panel): void {
        const { lang } = this.store.get();
        const header = document.querySelector(`#panel-${panel} > header`)!;
        const close = h('button', { type: 'button', class: 'quiet', 'aria-label': t(lang, 'close'), onclick: () => this.toggle(null) }, icon('close'));
        replace(header, h('h2', {}, t(lang, panel)), close);
        byId(`panel-${panel}`).setAttribute('aria-label', t(lang, panel));
    }

    private button(name: string, word: Word, run: () => void, extra: Record<string, string> = {}): HTMLElement {
        const label = t(this.store.get().lang, word);
        return h('button', { type: 'button', 'aria-label': label, title: label, onclick: run, ...extra }, icon(name) as never, h('span', { class: 'text' }, label));
    }

    private renderActions(): void {
        const { lang } = this.store.get();
        const toggles: [Panel | 'legend', string][] = [['layers', 'layers'], ['legend', 'legend']];
        if (this.places) toggles.push(['places', 'places']);
        toggles.push(['runs', 'runs'], ['settings', 'settings']);
        const nav = byId('actions');
        nav.setAttribute('aria-label', t(lang, 'app'));
        const switches = toggles.map(([panel, symbol]) =>
            this.button(symbol, panel, () => this.toggle(this.open === panel ? null : panel), { 'data-panel': panel, 'aria-expanded': 'false' }),
        );
        replace(
            nav,
            h('div', { class: 'switches' }, ...switches),
            h(
                'div',
                { class: 'share' },
                this.button('link', 'copyLink', () => void this.copyLink()),
                this.button('image', 'saveImage', () => void this.saveImage(), { class: 'wide' }),
                this.button('print', 'print', () => window.print(), { class: 'wide' }),
                h(
                    'button',
                    {
                        type: 'button',
                        class: 'language',
                        lang: lang === 'zh' ? 'en' : 'zh-CN',
                        title: t(lang, 'languageHint'),
                        onclick: () => this.store.set({ lang: lang === 'zh' ? 'en' : 'zh' }),
                    },
                    t(lang, 'language'),
                ),
            ),
        );
    }

    private renderControls(): void {
        const zoom = (delta: number) => () => this.app && zoomBy(this.app.map, delta);
        replace(
            byId('controls'),
            this.button('plus', 'zoomIn', zoom(1)),
            this.button('minus', 'zoomOut', zoom(-1)),
            this.button('home', 'home', () => this.app?.goHome()),
            this.button('measure', 'measure', () => this.sketch('ruler'), { id: 'measure', 'aria-pressed': String(this.app?.ruler.active ?? false) }),
            this.button('area', 'measureArea', () => this.sketch('area'), { id: 'area', 'aria-pressed': String(this.app?.area.active ?? false) }),
        );
    }

    /** One sketch at a time. */
    private sketch(which: 'ruler' | 'area'): void {
        this.app?.[which === 'ruler' ? 'area' : 'ruler'].stop();
        this.app?.[which].toggle();
    }

    private toggle(panel: Panel | 'legend' | null): void {
        this.open = panel;
        this.renderOpen();
    }

    private renderOpen(): void {
        for (const panel of panels) byId(`panel-${panel}`).hidden = this.open !== panel;
        byId('legend').classList.toggle('open', this.open === 'legend');
        for (const element of document.querySelectorAll('[data-panel]')) {
            element.setAttribute('aria-expanded', String(element.getAttribute('data-panel') === this.open));
        }
        if (this.open === 'places') void this.places?.render();
        this.renderRuns();
        if (this.open === 'settings') {
            const colourblind = this.manifest.layers.some((layer) => layer.kind === 'level');
            renderSettings(byId('settings'), this.store, colourblind, () => this.app?.applyBase());
        }
    }

    private async copyLink(): Promise<void> {
        const { lang } = this.store.get();
        try {
            await navigator.clipboard.writeText(location.href);
            this.notices.toast(t(lang, 'copied'));
        } catch {
            this.notices.toast(t(lang, 'copyFailed'));
        }
    }

    private async saveImage(): Promise<void> {
        if (!this.app || !this.legend) return;
        const { lang } = this.store.get();
        try {
            await savePicture(this.app.map, this.manifest, this.legend[0], this.legend[1], lang);
        } catch {
            this.notices.toast(t(lang, 'imageBlocked'));
        }
    }
}
