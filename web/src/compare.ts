import type Map from 'ol/Map';
import type TileLayer from 'ol/layer/Tile';
import type RenderEvent from 'ol/render/Event';
import { getRenderPixel } from 'ol/render';
import { byId, h, replace } from './dom';
import { t } from './i18n';
import { runText } from './runs';
import type { Store } from './state';

/** Draws layers on one side of the swipe only. */
export class Swipe {
    constructor(
        private readonly map: Map,
        private readonly store: Store,
    ) {
        store.subscribe((_, changed) => {
            if (changed.has('swipe')) {
                this.place();
                map.render();
            }
        });
    }

    /** @param side which part of the map keeps the layer */
    clip(layer: TileLayer, side: 'left' | 'right'): void {
        layer.on('prerender', (event) => this.begin(event, side));
        layer.on('postrender', (event) => {
            if (this.swiping()) (event.context as CanvasRenderingContext2D).restore();
        });
    }

    /** The bar and its slider, which the keyboard moves as well. */
    render(shown: string, current: string | null): void {
        const box = byId('swipe');
        const { compare, lang, swipe } = this.store.get();
        box.hidden = !this.swiping();
        if (!compare || box.hidden) return;
        const slider = h('input', {
            type: 'range',
            min: 0,
            max: 100,
            value: Math.round(swipe * 100),
            'aria-label': t(lang, 'swipe'),
            oninput: () => this.store.set({ swipe: Number(slider.value) / 100 }),
        });
        const side = (name: string, run: string) => h('span', { class: `run ${name}` }, `${runText(run, current, lang)} · ${run.slice(-8)}`);
        replace(box, h('span', { class: 'bar', 'aria-hidden': true }), side('left', shown), side('right', compare), slider);
        this.place();
    }

    private swiping(): boolean {
        const { compare, mode } = this.store.get();
        return compare !== null && mode === 'swipe';
    }

    private place(): void {
        byId('swipe').style.setProperty('--at', `${this.store.get().swipe * 100}%`);
    }

    private begin(event: RenderEvent, side: 'left' | 'right'): void {
        const { swipe } = this.store.get();
        if (!this.swiping()) return;
        const [width, height] = this.map.getSize() ?? [0, 0];
        const [from, to] = side === 'left' ? [0, width * swipe] : [width * swipe, width];
        const corners = [[from, 0], [to, 0], [to, height], [from, height]].map((pixel) => getRenderPixel(event, pixel));
        const context = event.context as CanvasRenderingContext2D;
        context.save();
        context.beginPath();
        corners.forEach(([x, y], index) => (index ? context.lineTo(x, y) : context.moveTo(x, y)));
        context.closePath();
        context.clip();
    }
}
