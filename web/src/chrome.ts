import type { Api, Manifest } from './api';
import type { App } from './app';
import { byId, h, icon, replace } from './dom';
import { savePicture } from './picture';
import { isWord, t, type Word } from './i18n';
import { LegendCard } from './legendcard';
import { overlaysOf } from './layers';
import { zoomBy } from './map';
import { renderCaption, renderMarks } from './marks';
import type { Notices } from './notices';
import { renderPanel } from './panel';
import { Enterprises, hasEnterprises } from './enterprises';
import { Places } from './places';
import type { Shown } from './rasters';
import type { RunChooser } from './runs';
import { renderSettings } from './settings';
import { grip, lower } from './sheet';
import type { Store } from './state';

type Panel = 'layers' | 'places' | 'enterprises' | 'runs' | 'settings';
const panels: Panel[] = ['layers', 'places', 'enterprises', 'runs', 'settings'];

const wide = () => window.matchMedia('(min-width: 760px)').matches;

/** Everything around the map: title, buttons, panels, legend, caption. */
export class Chrome {
    private app: App | null = null;
    private scenario: string | null = null;
    private readonly legend: LegendCard;
    /** The palette that lists were written with. */
    private palette = 'default';
    private places: Places | null = null;
    private enterprises: Enterprises | null = null;

    constructor(
        private readonly manifest: Manifest,
        private readonly store: Store,
        private readonly notices: Notices,
        private readonly runs: RunChooser,
        private readonly api: Api,
        private readonly root: Api,
    ) {
        this.legend = new LegendCard(api, root, manifest, store, () => {
            this.toggle(null);
            document.querySelector<HTMLElement>('[data-panel=legend]')?.focus();
        });
        for (const panel of panels) byId(`panel-${panel}`).addEventListener('keydown', (event) => this.leave(event, panel));
        this.render();
        store.subscribe((_, changed) => {
            if (changed.has('lang')) this.render();
            else if (changed.has('layer') || changed.has('overlays') || changed.has('compare')) this.renderLayers();
            if (changed.has('compare') || changed.has('mode')) this.renderRuns();
            if (changed.has('panel') || changed.has('enterprise')) this.renderOpen();
        });
    }

    attach(app: App): void {
        this.app = app;
        const choose = (key: string) => {
            if (!wide()) this.toggle(null);
            void app.flyTo(key);
        };
        if (hasEnterprises(this.manifest)) {
            this.enterprises = new Enterprises(byId('enterprises'), {
                ...{ manifest: this.manifest, root: this.root, api: this.api },
                lang: () => this.store.get().lang,
                sources: () => app.features('sources'),
                receptors: () => app.features('receptors'),
                zones: () => app.selection.zoneNames(),
                chosen: () => this.store.get().enterprise,
                choose: (enterprise) => this.store.set({ enterprise }),
                flyTo: (keys) => {
                    if (!wide()) this.toggle(null);
                    void app.showAll(keys);
                },
                onFailure: (error) => this.notices.failure(error, this.store.get().lang),
                onKey: () => location.reload(),
            });
        }
        const overlays = overlaysOf(this.manifest)
            .map(({ id }) => id)
            .filter((id) => id === 'berths' || id === 'receptors' || id === 'stations');
        this.places = new Places(byId('places'), {
            ...{ manifest: this.manifest, overlays, onChoose: choose },
            lang: () => this.store.get().lang,
            searchable: overlaysOf(this.manifest)
                .map(({ id }) => id)
                .filter((id) => id !== 'risk-zones'),
            features: (id) => app.features(id),
        });
        this.render();
    }

    showLegend(shown: Shown): void {
        this.legend.show(shown);
        const { palette } = this.store.get();
        if (palette === this.palette) return;
        this.palette = palette;
        if (this.open() === 'places') void this.places?.render();
    }

    /** The list of runs has come. A run beside that is gone is said to be, and left out of the address. */
    runsKnown(): void {
        const { compare, lang } = this.store.get();
        if (compare && !this.runs.has(compare)) {
            this.store.set({ compare: null });
            this.notices.add(t(lang, 'compareGone').replace('{run}', compare), lang);
        }
        this.renderRuns();
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
        renderPanel(byId('layers'), this.manifest, this.store, this.scenario, this.api);
    }

    /** Escape closes a panel and goes back to the button that opens it. */
    private leave(event: KeyboardEvent, panel: Panel): void {
        if (event.key !== 'Escape') return;
        if (panel === 'enterprises' && this.enterprises?.back()) return;
        this.toggle(null);
        document.querySelector<HTMLElement>(`[data-panel="${panel}"]`)?.focus();
    }

    private renderHead(panel: Panel): void {
        const { lang } = this.store.get();
        const header = document.querySelector(`#panel-${panel} > header`)!;
        const close = h('button', { type: 'button', class: 'quiet', 'aria-label': t(lang, 'close'), onclick: () => this.toggle(null) }, icon('close'));
        replace(header, grip(byId(`panel-${panel}`), lang, () => this.toggle(null)), h('h2', {}, t(lang, panel)), close);
        byId(`panel-${panel}`).setAttribute('aria-label', t(lang, panel));
    }

    private button(name: string, word: Word, run: () => void, extra: Record<string, string> = {}): HTMLElement {
        const label = t(this.store.get().lang, word);
        const short = isWord(`short-${word}`) ? t(this.store.get().lang, `short-${word}` as Word) : label;
        return h('button', { type: 'button', 'aria-label': label, title: label, onclick: run, ...extra }, icon(name) as never, h('span', { class: 'text' }, short));
    }

    private renderActions(): void {
        const { lang } = this.store.get();
        const toggles: [Panel | 'legend', string][] = [['layers', 'layers'], ['legend', 'legend']];
        toggles.push(['places', 'search']);
        if (hasEnterprises(this.manifest)) toggles.push(['enterprises', 'enterprises']);
        toggles.push(['runs', 'runs'], ['settings', 'settings']);
        const nav = byId('actions');
        nav.setAttribute('aria-label', t(lang, 'app'));
        const switches = toggles.map(([panel, symbol]) =>
            this.button(symbol, panel, () => this.toggle(this.open() === panel ? null : panel), { 'data-panel': panel, 'aria-expanded': 'false' }),
        );
        replace(
            nav,
            h('div', { class: 'switches' }, ...switches),
            h(
                'div',
                { class: 'share' },
                this.button('link', 'copyLink', () => void this.copyLink()),
                this.button('image', 'saveImage', () => void this.saveImage()),
                this.button('print', 'print', () => void this.app?.printing.print()),
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
        this.store.set({ panel: panel ?? 'none' });
    }

    /** The panel that stands open; on wide screens the layers until the reader says otherwise. */
    private open(): string | null {
        const { panel } = this.store.get();
        return panel ?? (wide() ? 'layers' : null);
    }

    private renderOpen(): void {
        const open = this.open();
        for (const panel of panels) {
            byId(`panel-${panel}`).hidden = open !== panel;
            if (open !== panel) lower(byId(`panel-${panel}`));
        }
        byId('legend').classList.toggle('open', open === 'legend');
        if (open !== 'legend') lower(byId('legend'));
        for (const element of document.querySelectorAll('[data-panel]')) {
            element.setAttribute('aria-expanded', String(element.getAttribute('data-panel') === open));
        }
        if (open === 'places') void this.openPlaces();
        if (open === 'enterprises') void this.enterprises?.render();
        this.renderRuns();
        if (open === 'settings') {
            const colourblind = this.manifest.layers.some((layer) => layer.kind === 'level');
            renderSettings(byId('settings'), this.store, colourblind, () => this.app?.applyBase());
        }
    }

    /** The reader who opens the panel wants to type; one who comes by an address may want to read. */
    private async openPlaces(): Promise<void> {
        const asked = document.activeElement?.matches('[data-panel=places]');
        await this.places?.render();
        if (asked && wide()) this.places?.focus();
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
        const { shown } = this.legend;
        if (!this.app || !shown) return;
        const { lang, opacity } = this.store.get();
        try {
            await savePicture(this.app.map, this.manifest, shown, opacity, lang);
        } catch {
            this.notices.toast(t(lang, 'imageBlocked'));
        }
    }
}
