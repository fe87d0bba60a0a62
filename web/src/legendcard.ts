import type { Api, Legend, Manifest } from './api';
import { byId, h, icon, replace } from './dom';
import { downloads } from './downloads';
import { areaText } from './format';
import { t } from './i18n';
import { changeTitle, hasScales, legendList, legendNotes, legendTitle, limitOf, statusRows } from './legend';
import { releaseText } from './marks';
import type { Shown } from './rasters';
import { pairText } from './runs';
import { grip } from './sheet';
import { wholeAreas } from './statistics';
import type { Store } from './state';

/** The legend's card: classes with their areas, notes, opacity, downloads. */
export class LegendCard {
    shown: Shown | null = null;
    private readonly areas = new Map<string, Promise<Map<number, number>>>();

    constructor(
        private readonly api: Api,
        private readonly root: Api,
        private readonly manifest: Manifest,
        private readonly store: Store,
        private readonly onClose: () => void,
    ) {
        store.subscribe((state, changed) => {
            if (changed.has('lang')) this.render();
            else if (changed.has('opacity')) this.syncOpacity(state.opacity);
        });
    }

    show(shown: Shown): void {
        this.shown = shown;
        this.render();
    }

    private render(): void {
        if (!this.shown) return;
        const { layer, legend, status, change } = this.shown;
        const { lang } = this.store.get();
        const section = byId('legend');
        section.setAttribute('aria-label', t(lang, 'legend'));
        const content = [
            change ? changeTitle(layer, legend, change, this.manifest, lang) : legendTitle(legend, layer, this.manifest, lang),
            h('p', { class: 'release' }, releaseText(this.manifest, lang)),
            this.scaleRow(legend),
            legendList(legend, this.manifest, lang, limitOf(layer, this.manifest)),
            status && statusRows(status, lang),
            this.areasOf(),
            legendNotes(legend, layer, this.manifest, lang),
            this.opacityRow(),
            !change && downloads(this.api, layer, this.manifest, legend.style && legend.style !== legend.styles?.[0] ? legend.style : null, lang),
        ];
        const close = h('button', { type: 'button', class: 'quiet close', 'aria-label': t(lang, 'close'), onclick: this.onClose }, icon('close'));
        replace(section, grip(section, lang, this.onClose), close, h('div', { class: 'body', tabindex: 0 }, ...content));
        this.syncOpacity(this.store.get().opacity);
        if (change || layer.kind === 'level' || layer.kind === 'category') void this.showAreas(this.shown);
    }

    /** Under the swipe the areas are those of the left side. */
    private areasOf(): HTMLElement | null {
        const { compare, mode, lang } = this.store.get();
        const told = this.shown!.layer.kind === 'level' || this.shown!.layer.kind === 'category';
        if (!compare || mode !== 'swipe' || !told) return null;
        const [run] = pairText([this.manifest.id, compare], lang);
        return h('p', { class: 'hint areas-of' }, `${t(lang, 'areasOf')} ${run}`);
    }

    /** Classes after this run's values, or the same ones everywhere. */
    private scaleRow(legend: Legend): HTMLElement | null {
        if (!hasScales(legend)) return null;
        const { lang, scale } = this.store.get();
        const select = h('select', { id: 'colour-scale', onchange: () => this.store.set({ scale: select.value as 'own' | 'common' }) });
        for (const value of ['own', 'common'] as const) select.append(h('option', { value, selected: value === scale }, t(lang, `scale-${value}`)));
        return h('label', { class: 'scale' }, h('span', {}, t(lang, 'scale')), select);
    }

    private opacityRow(): HTMLElement {
        const { lang, opacity } = this.store.get();
        const percent = Math.round(opacity * 100);
        const attributes = { type: 'range', min: 0, max: 100, step: 5, value: percent, id: 'opacity', 'aria-valuetext': `${percent} %` };
        const slider = h('input', { ...attributes, oninput: () => this.store.set({ opacity: Number(slider.value) / 100 }) });
        const value = h('output', { for: 'opacity', id: 'opacity-value' }, `${percent} %`);
        return h('label', { class: 'opacity' }, h('span', {}, t(lang, 'opacity')), slider, value);
    }

    private syncOpacity(opacity: number): void {
        const text = `${Math.round(opacity * 100)} %`;
        document.documentElement.style.setProperty('--shown', text.replace(' ', ''));
        const value = document.getElementById('opacity-value');
        if (value) value.textContent = text;
        document.getElementById('opacity')?.setAttribute('aria-valuetext', text);
    }

    /** Areas come a moment later: the server sums them up on demand, and tiles go first. */
    private async showAreas(shown: Shown): Promise<void> {
        const { layer, change } = shown;
        await shown.drawn;
        if (this.shown !== shown) return;
        const key = change ? `${change.from} ${change.to} ${layer.id}` : layer.id;
        let areas = this.areas.get(key);
        if (!areas) {
            areas = change ? this.root.changeAreas(change, layer.id) : wholeAreas(this.api, layer.id);
            areas = areas.catch(() => {
                this.areas.delete(key);
                return new Map<number, number>();
            });
            this.areas.set(key, areas);
        }
        const found = await areas;
        if (this.shown !== shown) return;
        for (const item of byId('legend').querySelectorAll<HTMLElement>('[data-value]')) {
            const area = found.get(Number(item.dataset.value)) ?? (found.size ? 0 : null);
            if (area !== null) item.textContent = areaText(area);
        }
    }
}
