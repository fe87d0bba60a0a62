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
    private slider: HTMLInputElement | null = null;

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
        this.slider = slider;
        replace(box, this.bar(), side('left', shown), side('right', compare), slider);
        this.place();
    }

    /** The line itself is taken hold of as well; the keyboard has the slider. */
    private bar(): HTMLElement {
        const bar = h('span', { class: 'bar', 'aria-hidden': true }, h('span', { class: 'hold' }));
        bar.addEventListener('pointerdown', (event) => {
            event.preventDefault();
            bar.setPointerCapture(event.pointerId);
        });
        bar.addEventListener('pointermove', (event) => {
            if (bar.hasPointerCapture(event.pointerId)) this.moveTo(event.clientX);
        });
        return bar;
    }

    private moveTo(x: number): void {
        const { left, width } = byId('swipe').getBoundingClientRect();
        this.store.set({ swipe: Math.round(100 * Math.min(1, Math.max(0, (x - left) / width))) / 100 });
    }

    private swiping(): boolean {
        const { compare, mode } = this.store.get();
        return compare !== null && mode === 'swipe';
    }

    private place(): void {
        const { swipe } = this.store.get();
        byId('swipe').style.setProperty('--at', `${swipe * 100}%`);
        if (this.slider) this.slider.value = String(Math.round(swipe * 100));
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
