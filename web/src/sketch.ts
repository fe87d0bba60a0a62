import type Map from 'ol/Map';
import type Geometry from 'ol/geom/Geometry';
import type LineString from 'ol/geom/LineString';
import type Polygon from 'ol/geom/Polygon';
import Draw from 'ol/interaction/Draw';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import { Circle, Fill, Stroke, Style } from 'ol/style';
import type { Lang } from './api';
import { byId, h } from './dom';
import { t, type Word } from './i18n';
import type { Theme } from './theme';

export interface SketchEvents {
    onStart: () => void;
    onChange: (shape: Geometry) => void;
    onEnd: (shape: Geometry) => void;
    onStop: () => void;
}

/** Fixed corners of a shape under way: its last is the pointer, and a ring ends where it begins. */
export function corners(shape: Geometry): number {
    const coordinates = (shape as LineString | Polygon).getCoordinates();
    return Math.max(0, Array.isArray(coordinates[0]?.[0]) ? coordinates[0].length - 2 : coordinates.length - 1);
}

/** One shape that the reader draws on the map, by pointer or by keyboard: a new one replaces the last, leaving takes it away. */
export class Sketch {
    active = false;
    private readonly draw: Draw;
    private readonly layer: VectorLayer;
    private readonly least: number;
    private shape: Geometry | null = null;
    private bar: HTMLElement | null = null;

    constructor(
        private readonly map: Map,
        theme: Theme,
        type: 'LineString' | 'Polygon',
        private readonly button: string,
        private readonly lang: () => Lang,
        private readonly events: SketchEvents,
    ) {
        this.least = type === 'Polygon' ? 3 : 2;
        const source = new VectorSource();
        const style = () => {
            const { accent, halo } = theme.get();
            return [
                new Style({ stroke: new Stroke({ color: halo, width: 6 }) }),
                new Style({
                    stroke: new Stroke({ color: accent, width: 3 }),
                    image: new Circle({ radius: 5, fill: new Fill({ color: accent }), stroke: new Stroke({ color: halo, width: 2 }) }),
                }),
            ];
        };
        this.layer = new VectorLayer({ source, style, zIndex: 80 });
        this.draw = new Draw({ source, type, style });
        this.draw.on('drawstart', (event) => {
            source.clear();
            this.shape = event.feature.getGeometry()!;
            this.shape.on('change', () => this.changed());
        });
        this.draw.on('drawabort', () => this.ended());
        this.draw.on('drawend', (event) => {
            this.ended();
            events.onEnd(event.feature.getGeometry()!);
        });
        byId('map').addEventListener('keydown', (event) => this.key(event));
    }

    toggle(): void {
        if (this.active) this.stop();
        else this.start();
    }

    stop(): void {
        if (!this.active) return;
        this.active = false;
        this.map.removeInteraction(this.draw);
        this.map.removeLayer(this.layer);
        this.layer.getSource()!.clear();
        this.ended();
        this.bar?.remove();
        byId('map').classList.remove('drawing');
        this.press();
        this.events.onStop();
    }

    private start(): void {
        this.active = true;
        this.map.addLayer(this.layer);
        this.map.addInteraction(this.draw);
        this.press();
        this.showBar();
        byId('map').classList.add('drawing');
        byId('map').focus({ preventScroll: true });
        this.events.onStart();
    }

    private changed(): void {
        if (!this.shape) return;
        this.events.onChange(this.shape);
        this.enable();
    }

    private ended(): void {
        this.shape = null;
        this.enable();
    }

    /** Enter sets a corner under the crosshair, Backspace takes the last away. */
    private key(event: KeyboardEvent): void {
        if (!this.active || event.target !== byId('map')) return;
        if (event.key === 'Enter') this.draw.appendCoordinates([this.map.getView().getCenter()!]);
        else if (event.key === 'Backspace') this.draw.removeLastPoint();
        else return;
        event.preventDefault();
        this.changed();
    }

    private finish(): void {
        if (!this.shape || corners(this.shape) < this.least) return;
        this.draw.finishDrawing();
    }

    private showBar(): void {
        const lang = this.lang();
        const act = (name: string, word: Word, run: () => void) => h('button', { type: 'button', 'data-act': name, onclick: run }, t(lang, word));
        this.bar = h(
            'div',
            { class: 'card sketchbar', role: 'toolbar', 'aria-label': t(lang, this.least === 3 ? 'measureArea' : 'measure') },
            h('p', {}, t(lang, 'sketchHint')),
            act('undo', 'undoCorner', () => {
                this.draw.removeLastPoint();
                this.changed();
            }),
            act('finish', 'finish', () => this.finish()),
            act('leave', 'leave', () => {
                this.stop();
                document.getElementById(this.button)?.focus();
            }),
        );
        byId('map').after(this.bar);
        this.enable();
    }

    private enable(): void {
        const set = this.shape ? corners(this.shape) : 0;
        this.bar?.querySelector('[data-act=undo]')?.toggleAttribute('disabled', set < 1);
        this.bar?.querySelector('[data-act=finish]')?.toggleAttribute('disabled', set < this.least);
    }

    private press(): void {
        document.getElementById(this.button)?.setAttribute('aria-pressed', String(this.active));
    }
}
