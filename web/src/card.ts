import type Map from 'ol/Map';
import { boundingExtent, type Extent } from 'ol/extent';
import type { Coordinate } from 'ol/coordinate';
import type { Lang } from './api';
import { byId, h, icon, replace } from './dom';
import { t } from './i18n';
import { grip, lower } from './sheet';

/** The popup: stands at its place on the map on wide screens, as a sheet at the bottom on phones (by CSS). */
export class Card {
    private at: Extent | null = null;
    private returnTo: HTMLElement | null = null;
    private docked = false;

    constructor(
        private element: HTMLElement,
        private map: Map,
        private onClose: () => void,
    ) {
        map.on('postrender', () => this.place());
        element.addEventListener('keydown', (event) => {
            if (event.key === 'Escape') this.close();
        });
    }

    /** @param about a place, or the extent of a shape, which the card stands beside without covering it */
    show(about: Coordinate | Extent, lang: Lang, content: Node[], focus: boolean): void {
        if (this.element.hidden) this.returnTo = document.activeElement as HTMLElement | null;
        const close = h('button', { type: 'button', class: 'quiet close', 'aria-label': t(lang, 'close'), onclick: () => this.close() }, icon('close'));
        const body = h('div', { class: 'content', tabindex: 0, onscroll: () => this.cue() }, ...content);
        replace(this.element, grip(this.element, lang, () => this.close()), close, body, h('div', { class: 'more', 'aria-hidden': true }, icon('down') as never));
        const heading = this.element.querySelector('h2');
        if (heading) {
            heading.id = 'popup-title';
            this.element.setAttribute('aria-labelledby', 'popup-title');
        }
        this.at = about.length === 4 ? (about as Extent) : boundingExtent([about]);
        this.element.hidden = false;
        this.place();
        this.cue();
        if (focus) this.element.focus({ preventScroll: true });
    }

    /** Tells that there is more below. */
    private cue(): void {
        const body = this.element.querySelector('.content')!;
        const below = body.scrollHeight - body.clientHeight - body.scrollTop > 8;
        this.element.classList.toggle('has-more', below);
    }

    close(): void {
        if (this.element.hidden) return;
        this.hide();
        this.onClose();
        (this.returnTo ?? byId('map')).focus({ preventScroll: true });
    }

    hide(): void {
        this.element.hidden = true;
        lower(this.element);
        this.at = null;
    }

    /** How much of the map's lower edge the card covers where it is a sheet; 0 where it stands beside its place. */
    sheetHeight(): number {
        const across = this.element.offsetWidth >= (this.map.getSize()?.[0] ?? Infinity);
        return !this.element.hidden && across ? this.element.offsetHeight : 0;
    }

    /** The part of the map that neither the card nor the other cards cover: left, top, right, bottom in pixels. */
    free(): [number, number, number, number] {
        const [width, height] = this.map.getSize() ?? [0, 0];
        const sheet = this.sheetHeight();
        if (sheet) return [0, 0, width - 56, height - sheet];
        const left = this.docked ? this.element.offsetLeft + this.element.offsetWidth : panelWidth();
        return [left, 0, width - legendWidth(width), height - 40];
    }

    /** Whether the card lies over this place. */
    covers([x, y]: number[]): boolean {
        if (this.element.hidden) return false;
        const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = this.element;
        return x > left - 12 && x < left + width + 12 && y > top - 12 && y < top + height + 12;
    }

    /** Beside its place, between the panel and the legend; where there is no room, over the panel. */
    private place(): void {
        if (!this.at) return;
        const [left, south, right, north] = this.at;
        const size = this.map.getSize();
        const [first, last] = [this.map.getPixelFromCoordinate([left, north]), this.map.getPixelFromCoordinate([right, south])];
        if (!first || !last || !size) return;
        const [width, height] = [this.element.offsetWidth, this.element.offsetHeight];
        const gap = 16;
        const fits = (x: number) => x > panelWidth() && x + width < size[0] - legendWidth(size[0]);
        const beside = [last[0] + gap, first[0] - gap - width].find(fits);
        this.docked = beside === undefined;
        const middle = (first[1] + last[1]) / 2;
        const y = this.docked ? 14 : Math.min(Math.max(8, middle - height / 3), Math.max(8, size[1] - height - 40));
        this.element.style.setProperty('--x', `${Math.round(beside ?? 14)}px`);
        this.element.style.setProperty('--y', `${Math.round(y)}px`);
    }
}

/** What the open panel takes from the left, and the legend from the right. */
function panelWidth(): number {
    return document.querySelector('.panel:not([hidden])') ? 312 : 8;
}

function legendWidth(width: number): number {
    return width >= 760 ? 288 : 8;
}
