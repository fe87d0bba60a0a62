import type Map from 'ol/Map';
import type Geometry from 'ol/geom/Geometry';
import Draw from 'ol/interaction/Draw';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import { Circle, Fill, Stroke, Style } from 'ol/style';
import type { Theme } from './theme';

export interface SketchEvents {
    onStart: () => void;
    onChange: (shape: Geometry) => void;
    onEnd: (shape: Geometry) => void;
    onStop: () => void;
}

/** One shape that the reader draws on the map: a new one replaces the last, leaving takes it away. */
export class Sketch {
    active = false;
    private readonly draw: Draw;
    private readonly layer: VectorLayer;

    constructor(
        private readonly map: Map,
        theme: Theme,
        type: 'LineString' | 'Polygon',
        private readonly button: string,
        private readonly events: SketchEvents,
    ) {
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
            const shape = event.feature.getGeometry()!;
            shape.on('change', () => events.onChange(shape));
        });
        this.draw.on('drawend', (event) => events.onEnd(event.feature.getGeometry()!));
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
        this.press();
        this.events.onStop();
    }

    private start(): void {
        this.active = true;
        this.map.addLayer(this.layer);
        this.map.addInteraction(this.draw);
        this.press();
        this.events.onStart();
    }

    private press(): void {
        document.getElementById(this.button)?.setAttribute('aria-pressed', String(this.active));
    }
}
