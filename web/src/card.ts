import type Map from 'ol/Map';
import { boundingExtent, type Extent } from 'ol/extent';
import type { Coordinate } from 'ol/coordinate';
import { byId, h, icon, replace } from './dom';

/** The popup: stands at its place on the map on wide screens, as a sheet at the bottom on phones (by CSS). */
export class Card {
    private at: Extent | null = null;
    private returnTo: HTMLElement | null = null;

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
    show(about: Coordinate | Extent, closeLabel: string, content: Node[], focus: boolean): void {
        if (this.element.hidden) this.returnTo = document.activeElement as HTMLElement | null;
        const close = h('button', { type: 'button', class: 'quiet close', 'aria-label': closeLabel, onclick: () => this.close() }, icon('close'));
        replace(this.element, close, h('div', { class: 'content', tabindex: 0 }, ...content));
        const heading = this.element.querySelector('h2');
        if (heading) {
            heading.id = 'popup-title';
            this.element.setAttribute('aria-labelledby', 'popup-title');
        }
        this.at = about.length === 4 ? (about as Extent) : boundingExtent([about]);
        this.element.hidden = false;
        this.place();
        if (focus) this.element.focus({ preventScroll: true });
    }

    close(): void {
        if (this.element.hidden) return;
        this.hide();
        this.onClose();
        (this.returnTo ?? byId('map')).focus({ preventScroll: true });
    }

    hide(): void {
        this.element.hidden = true;
        this.at = null;
    }

    /** How much of the map's lower edge the card covers where it is a sheet; 0 where it stands beside its place. */
    sheetHeight(): number {
        const across = this.element.offsetWidth >= (this.map.getSize()?.[0] ?? Infinity);
        return !this.element.hidden && across ? this.element.offsetHeight : 0;
    }

    private place(): void {
        if (!this.at) return;
        const [left, south, right, north] = this.at;
        const size = this.map.getSize();
        const [first, last] = [this.map.getPixelFromCoordinate([left, north]), this.map.getPixelFromCoordinate([right, south])];
        if (!first || !last || !size) return;
        const [width, height] = [this.element.offsetWidth, this.element.offsetHeight];
        const gap = 16;
        const [east, west] = [last[0] + gap, first[0] - gap - width];
        const open = document.querySelector<HTMLElement>('.panel:not([hidden])');
        const panel = open ? open.offsetLeft + open.offsetWidth + 2 : 8;
        const fits = (x: number, before: number, after: number) => x > before && x + width < size[0] - after;
        const beside = [east, west].find((x) => fits(x, panel, 288)) ?? [east, west].find((x) => fits(x, 8, 8));
        const x = beside ?? Math.max(8, Math.min(east, size[0] - width - 288));
        const middle = (first[1] + last[1]) / 2;
        const y = Math.min(Math.max(8, middle - height / 3), Math.max(8, size[1] - height - 40));
        this.element.style.setProperty('--x', `${Math.round(x)}px`);
        this.element.style.setProperty('--y', `${Math.round(y)}px`);
    }
}
