import Feature from 'ol/Feature';
import type Map from 'ol/Map';
import type { Coordinate } from 'ol/coordinate';
import Point from 'ol/geom/Point';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import { Circle, Fill, Stroke, Style } from 'ol/style';
import type { Theme } from './theme';

/** Marks the place that was asked for. */
export class Pin {
    private readonly source = new VectorSource<Feature>();

    constructor(map: Map, theme: Theme) {
        const style = () => {
            const { accent, halo } = theme.get();
            return [
                new Style({ image: new Circle({ radius: 9, stroke: new Stroke({ color: halo, width: 6 }) }) }),
                new Style({ image: new Circle({ radius: 9, stroke: new Stroke({ color: accent, width: 3 }) }) }),
                new Style({ image: new Circle({ radius: 2.5, fill: new Fill({ color: accent }), stroke: new Stroke({ color: halo, width: 1.5 }) }) }),
            ];
        };
        map.addLayer(new VectorLayer({ source: this.source, style, zIndex: 75 }));
    }

    set(at: Coordinate | null): void {
        this.source.clear();
        if (at) this.source.addFeature(new Feature(new Point(at)));
    }
}
