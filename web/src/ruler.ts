import type Map from 'ol/Map';
import type LineString from 'ol/geom/LineString';
import Draw from 'ol/interaction/Draw';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import { getLength } from 'ol/sphere';
import { Circle, Fill, Stroke, Style } from 'ol/style';
import type { Lang } from './api';
import { distanceText } from './format';
import { t } from './i18n';
import type { Theme } from './theme';

/** Measures along a line on the sphere, not on the Mercator plane. */
export class Ruler {
    active = false;
    private readonly draw: Draw;
    private readonly layer: VectorLayer;

    constructor(
        private readonly map: Map,
        private readonly output: HTMLElement,
        theme: Theme,
        private readonly lang: () => Lang,
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
        this.draw = new Draw({ source, type: 'LineString', style });
        this.draw.on('drawstart', (event) => {
            source.clear();
            event.feature.getGeometry()!.on('change', (change) => this.show(change.target as LineString));
        });
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
        this.output.textContent = '';
        document.getElementById('measure')?.setAttribute('aria-pressed', 'false');
    }

    private start(): void {
        this.active = true;
        this.map.addLayer(this.layer);
        this.map.addInteraction(this.draw);
        this.output.textContent = t(this.lang(), 'measureHint');
        document.getElementById('measure')?.setAttribute('aria-pressed', 'true');
    }

    private show(line: LineString): void {
        this.output.textContent = distanceText(getLength(line));
    }
}
