import type Feature from 'ol/Feature';
import type { Lang, Manifest } from './api';
import { codeText } from './codes';
import { h, replace } from './dom';
import { distanceText } from './format';
import { t, type Word } from './i18n';
import type { OverlayId } from './layers';
import { featureName, levelColour, type Props } from './overlays';
import { levelText, mark } from './popup';
import { find, hitsOf, type Hit } from './search';

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
    const detail = [codeText(String(props.type ?? props.port_area ?? props.kind ?? ''), lang), distance === null ? '' : distanceText(distance).replace(' ', '\u00a0')];
    return {
        key,
        name: featureName(overlay, props, manifest.synthetic, lang),
        detail: detail.filter(Boolean).join(' · '),
        level,
        levelName: level !== null ? levelText(manifest, level, lang) : props.reason === 'outside-study-area' ? t(lang, 'outside') : '',
        distance,
    };
}

/** Orders by id, by level (highest first, unknown last) or by distance. */
export function arrange(places: Place[], order: Order): Place[] {
    const named = (a: Place, b: Place) => a.name.localeCompare(b.name, 'zh', { numeric: true });
    const far = (p: Place) => p.distance ?? Infinity;
    return [...places].sort((a, b) => {
        if (order === 'byLevel' && a.level !== b.level) return (b.level ?? -1) - (a.level ?? -1);
        if (order === 'byDistance' && far(a) !== far(b)) return far(a) - far(b);
        return named(a, b);
    });
}

export interface PlacesOptions {
    manifest: Manifest;
    lang: () => Lang;
    overlays: OverlayId[];
    /** What the search goes through, beside the lists. */
    searchable: OverlayId[];
    features: (overlay: OverlayId) => Promise<Feature[]>;
    onChoose: (key: string) => void;
}

/** One search box over everything that has a place, and lists of berths, receptors and stations to sort and to go through. */
export class Places {
    private overlay: OverlayId | 'everything';
    private query = '';
    private order: Order = 'byId';
    private hits: Hit[] = [];
    private active = -1;

    constructor(
        private body: Element,
        private options: PlacesOptions,
    ) {
        this.overlay = options.overlays[0] ?? 'everything';
    }

    async render(): Promise<void> {
        const { manifest, overlays } = this.options;
        const lang = this.options.lang();
        const list = h('ul', { class: 'places', tabindex: -1 });
        const count = h('p', { class: 'hint', role: 'status' });
        const sort = h('div', { class: 'tools one' });
        const lists = h('div', { class: 'lists' }, overlays.length > 0 && this.tabs(lang), sort, list);
        const options = h('ul', { class: 'places found', id: 'found', role: 'listbox', hidden: true, 'aria-label': t(lang, 'found') });
        const input = this.input(lang, options, lists, count);
        replace(this.body, mark(manifest, lang), input, count, options, lists);
        await this.fill(list, count, sort);
        if (this.query) await this.search(input, options, lists, count);
    }

    /** Puts the cursor into the search box. */
    focus(): void {
        this.body.querySelector<HTMLInputElement>('input[type=search]')?.focus();
    }

    private tabs(lang: Lang): HTMLElement {
        const { overlays } = this.options;
        const tabs = h('div', { class: 'segments', role: 'group', 'aria-label': t(lang, 'places') });
        for (const id of overlays.length > 1 ? (['everything', ...overlays] as const) : overlays) {
            const choose = () => {
                this.overlay = id;
                void this.render();
            };
            tabs.append(h('button', { type: 'button', 'aria-pressed': String(id === this.overlay), onclick: choose }, t(lang, id as Word)));
        }
        return tabs;
    }

    private input(lang: Lang, options: HTMLElement, lists: HTMLElement, count: HTMLElement): HTMLInputElement {
        const input = h('input', {
            ...{ type: 'search', role: 'combobox', placeholder: t(lang, 'searchShort'), title: t(lang, 'search'), autocomplete: 'off', spellcheck: 'false' },
            ...{ 'aria-label': t(lang, 'search'), 'aria-controls': 'found', 'aria-expanded': 'false', 'aria-autocomplete': 'list' },
            oninput: () => {
                this.query = input.value;
                void this.search(input, options, lists, count);
            },
            onkeydown: (event) => this.key(event as KeyboardEvent, input, options),
        });
        input.value = this.query;
        return input;
    }

    private async search(input: HTMLElement, options: HTMLElement, lists: HTMLElement, count: HTMLElement): Promise<void> {
        const lang = this.options.lang();
        const asked = this.query;
        const searching = asked.trim() !== '';
        lists.hidden = searching;
        options.hidden = !searching;
        input.setAttribute('aria-expanded', String(searching));
        this.hits = searching ? find(await this.everything(), asked, lang) : [];
        if (this.query !== asked) return;
        this.active = this.hits.length ? 0 : -1;
        replace(options, ...this.hits.map((hit, index) => this.option(hit, index)));
        if (searching) count.textContent = this.hits.length ? `${this.hits.length} ${t(lang, 'shown')}` : t(lang, 'nothingFound');
        else count.textContent = `${lists.querySelectorAll('.places > li').length} ${t(lang, 'shown')}`;
        this.mark(input, options);
    }

    private async everything(): Promise<Hit[]> {
        const { searchable, features, manifest } = this.options;
        const lang = this.options.lang();
        const lists = await Promise.all(
            searchable.map(async (overlay) => {
                const found = await features(overlay).catch(() => []);
                return hitsOf(overlay, found.map((feature) => ({ key: String(feature.getId()), props: feature.getProperties() })), manifest, lang);
            }),
        );
        return lists.flat();
    }

    private option(hit: Hit, index: number): HTMLElement {
        const choose = () => this.options.onChoose(hit.key);
        return h('li', { role: 'option', id: `found-${index}`, 'data-key': hit.key, onclick: choose }, h('strong', {}, hit.name), h('span', { class: 'detail' }, hit.kind));
    }

    private mark(input: HTMLElement, options: HTMLElement): void {
        [...options.children].forEach((item, index) => item.setAttribute('aria-selected', String(index === this.active)));
        const chosen = options.children[this.active];
        if (chosen) input.setAttribute('aria-activedescendant', chosen.id);
        else input.removeAttribute('aria-activedescendant');
        chosen?.scrollIntoView({ block: 'nearest' });
    }

    private key(event: KeyboardEvent, input: HTMLInputElement, options: HTMLElement): void {
        const last = this.hits.length - 1;
        const moves: Record<string, number> = { ArrowDown: Math.min(last, this.active + 1), ArrowUp: Math.max(0, this.active - 1) };
        if (event.key in moves && last >= 0) {
            event.preventDefault();
            this.active = moves[event.key];
            this.mark(input, options);
        } else if (event.key === 'Enter' && this.hits[this.active]) {
            event.preventDefault();
            this.options.onChoose(this.hits[this.active].key);
        } else if (event.key === 'Escape' && input.value) {
            event.stopPropagation();
            input.value = '';
            input.dispatchEvent(new Event('input'));
        }
    }

    /** Only what the places have is sorted by. */
    private sorter(places: Place[], list: Element, count: Element, box: Element): void {
        const lang = this.options.lang();
        const orders: Order[] = ['byId'];
        if (places.some((place) => place.level !== null)) orders.push('byLevel');
        if (places.some((place) => place.distance !== null)) orders.push('byDistance');
        if (!orders.includes(this.order)) this.order = 'byId';
        const select = h('select', {
            'aria-label': t(lang, 'sortBy'),
            onchange: () => {
                this.order = select.value as Order;
                void this.fill(list, count, box);
            },
        });
        for (const order of orders) select.append(h('option', { value: order, selected: order === this.order }, t(lang, order)));
        replace(box, orders.length > 1 && h('label', {}, h('span', { class: 'hint' }, t(lang, 'sortBy')), select));
    }

    private async fill(list: Element, count: Element, box: Element): Promise<void> {
        const { manifest, features, onChoose } = this.options;
        const lang = this.options.lang();
        const wanted = this.overlay === 'everything' ? this.options.overlays : [this.overlay];
        const lists = await Promise.all(
            wanted.map(async (overlay) =>
                (await features(overlay)).map((feature) => placeOf(overlay, String(feature.getId()), feature.getProperties(), manifest, lang)),
            ),
        );
        const places = arrange(lists.flat(), this.order);
        const far = places.some((place) => place.distance !== null) ? ` · ${t(lang, 'distanceNote')}` : '';
        if (!this.query) count.textContent = `${places.length} ${t(lang, 'shown')}${far}`;
        this.sorter(places, list, count, box);
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
