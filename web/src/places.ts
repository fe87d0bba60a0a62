import type Feature from 'ol/Feature';
import type { Lang, Manifest } from './api';
import { codeText } from './codes';
import { h, replace } from './dom';
import { distanceText } from './format';
import { t, type Word } from './i18n';
import type { OverlayId } from './layers';
import { featureName, levelColour, type Props } from './overlays';
import { levelText, mark } from './popup';

export type Order = 'byId' | 'byLevel' | 'byDistance';

export interface Place {
    key: string;
    name: string;
    detail: string;
    level: number | null;
    levelName: string;
    distance: number | null;
}

export function placeOf(overlay: OverlayId, key: string, props: Props, manifest: Manifest, lang: Lang): Place {
    const level = typeof props.level === 'number' ? props.level : null;
    const distance = typeof props.zone_distance_m === 'number' ? props.zone_distance_m : null;
    const detail = [codeText(String(props.type ?? props.port_area ?? props.kind ?? ''), lang), distance === null ? '' : distanceText(distance)];
    return {
        key,
        name: featureName(overlay, props, manifest.synthetic, lang),
        detail: detail.filter(Boolean).join(' · '),
        level,
        levelName: level !== null ? levelText(manifest, level, lang) : props.reason === 'outside-study-area' ? t(lang, 'outside') : '',
        distance,
    };
}

/** Filters by any text of the place; orders by id, by level (highest first, unknown last) or by distance. */
export function arrange(places: Place[], filter: string, order: Order): Place[] {
    const wanted = filter.trim().toLowerCase();
    const kept = places.filter((p) => `${p.name} ${p.detail} ${p.levelName}`.toLowerCase().includes(wanted));
    const named = (a: Place, b: Place) => a.name.localeCompare(b.name, 'zh', { numeric: true });
    const far = (p: Place) => p.distance ?? Infinity;
    return kept.sort((a, b) => {
        if (order === 'byLevel' && a.level !== b.level) return (b.level ?? -1) - (a.level ?? -1);
        if (order === 'byDistance' && far(a) !== far(b)) return far(a) - far(b);
        return named(a, b);
    });
}

export interface PlacesOptions {
    manifest: Manifest;
    lang: () => Lang;
    overlays: OverlayId[];
    features: (overlay: OverlayId) => Promise<Feature[]>;
    onChoose: (key: string) => void;
}

/** Lists of berths, receptors and stations that filter, sort and fly to a place. */
export class Places {
    private overlay: OverlayId | 'everything';
    private filter = '';
    private order: Order = 'byId';

    constructor(
        private body: Element,
        private options: PlacesOptions,
    ) {
        this.overlay = options.overlays[0];
    }

    async render(): Promise<void> {
        const { manifest, overlays } = this.options;
        const lang = this.options.lang();
        const tabs = h('div', { class: 'segments', role: 'group', 'aria-label': t(lang, 'places') });
        for (const id of overlays.length > 1 ? (['everything', ...overlays] as const) : overlays) {
            const choose = () => {
                this.overlay = id;
                void this.render();
            };
            tabs.append(h('button', { type: 'button', 'aria-pressed': String(id === this.overlay), onclick: choose }, t(lang, id as Word)));
        }
        const list = h('ul', { class: 'places', tabindex: -1 });
        const count = h('p', { class: 'hint', role: 'status' });
        replace(this.body, mark(manifest, lang), tabs, this.tools(lang, list, count), count, list);
        await this.fill(list, count);
    }

    private tools(lang: Lang, list: Element, count: Element): HTMLElement {
        const search = h('input', {
            type: 'search',
            placeholder: t(lang, 'filter'),
            title: t(lang, 'search'),
            'aria-label': t(lang, 'search'),
            oninput: () => {
                this.filter = search.value;
                void this.fill(list, count);
            },
        });
        search.value = this.filter;
        const select = h('select', {
            'aria-label': t(lang, 'sortBy'),
            onchange: () => {
                this.order = select.value as Order;
                void this.fill(list, count);
            },
        });
        for (const order of ['byId', 'byLevel', 'byDistance'] as Order[]) {
            select.append(h('option', { value: order, selected: order === this.order }, t(lang, order)));
        }
        return h('div', { class: 'tools' }, search, select);
    }

    private async fill(list: Element, count: Element): Promise<void> {
        const { manifest, features, onChoose } = this.options;
        const lang = this.options.lang();
        const wanted = this.overlay === 'everything' ? this.options.overlays : [this.overlay];
        const lists = await Promise.all(
            wanted.map(async (overlay) =>
                (await features(overlay)).map((feature) => placeOf(overlay, String(feature.getId()), feature.getProperties(), manifest, lang)),
            ),
        );
        const all = lists.flat();
        const places = arrange(all, this.filter, this.order);
        count.textContent = `${places.length} / ${all.length} ${t(lang, 'shown')}`;
        replace(list, ...places.map((place) => this.item(place, manifest, onChoose)));
    }

    private item(place: Place, manifest: Manifest, onChoose: (key: string) => void): HTMLElement {
        const chip = place.level !== null && h('span', { class: 'chip', style: `--colour:${levelColour(manifest, place.level)}`, 'aria-hidden': true });
        const button = h(
            'button',
            { type: 'button', 'data-key': place.key, onclick: () => onChoose(place.key) },
            h('strong', {}, place.name),
            h('span', { class: 'detail' }, place.detail),
            h('span', { class: 'level' }, chip, place.levelName),
        );
        return h('li', {}, button);
    }
}
