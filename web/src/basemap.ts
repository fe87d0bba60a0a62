import { createEmpty, extend, isEmpty, type Extent } from 'ol/extent';
import Feature from 'ol/Feature';
import type Geometry from 'ol/geom/Geometry';
import MultiLineString from 'ol/geom/MultiLineString';
import MultiPolygon from 'ol/geom/MultiPolygon';
import Polygon, { fromExtent } from 'ol/geom/Polygon';
import LayerGroup from 'ol/layer/Group';
import VectorImageLayer from 'ol/layer/VectorImage';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import { Fill, Stroke, Style } from 'ol/style';
import { place, readLonLat } from './features';
import type { Theme } from './theme';

export interface PlainBase {
    under: LayerGroup;
    /** The coast, drawn above the rasters. */
    coast: VectorLayer;
}

type Line = number[][];

/** Splits a ring (degrees) into lines without its pieces along the data's own frame, which are no coast. */
export function withoutFrame(ring: Line, frame: Extent, tolerance = 1e-5): Line[] {
    const side = (p: number[]) =>
        (Math.abs(p[0] - frame[0]) < tolerance ? 1 : 0) |
        (Math.abs(p[1] - frame[1]) < tolerance ? 2 : 0) |
        (Math.abs(p[0] - frame[2]) < tolerance ? 4 : 0) |
        (Math.abs(p[1] - frame[3]) < tolerance ? 8 : 0);
    const lines: Line[] = [];
    let line: Line = [];
    for (let i = 1; i < ring.length; i += 1) {
        if (side(ring[i - 1]) & side(ring[i])) {
            if (line.length) lines.push(line);
            line = [];
            continue;
        }
        if (!line.length) line.push(ring[i - 1]);
        line.push(ring[i]);
    }
    if (line.length) lines.push(line);
    return lines;
}

function rings(geometry: Geometry | undefined): Line[] {
    if (geometry instanceof Polygon) return geometry.getCoordinates();
    if (geometry instanceof MultiPolygon) return geometry.getCoordinates().flat();
    return [];
}

interface Land {
    features: Feature[];
    sea: Feature[];
    coast: Feature[];
}

function readLand(json: object | null): Land {
    const features = json ? readLonLat(json) : [];
    const edge = createEmpty();
    for (const feature of features) if (feature.getGeometry()) extend(edge, feature.getGeometry()!.getExtent());
    const lines = features.flatMap((feature) => rings(feature.getGeometry())).flatMap((ring) => withoutFrame(ring, edge));
    return {
        features: place(features),
        sea: isEmpty(edge) ? [] : place([new Feature(fromExtent(edge))]),
        coast: lines.length ? place([new Feature(new MultiLineString(lines))]) : [],
    };
}

function seaAndLand(land: Land, theme: Theme, coast: boolean): (VectorLayer | VectorImageLayer)[] {
    if (!land.sea.length) return [];
    const sea = new VectorLayer({
        source: new VectorSource({ features: land.sea }),
        style: () => new Style({ fill: new Fill({ color: theme.get().sea }) }),
    });
    const ground = new VectorImageLayer({
        source: new VectorSource({ features: land.features }),
        style: () => {
            const color = theme.get().land;
            return new Style({ fill: new Fill({ color }), stroke: new Stroke({ color, width: 1 }) });
        },
        imageRatio: 1.5,
    });
    return coast ? [sea, ground, coastLayer(land, theme)] : [sea, ground];
}

function coastLayer(land: Land, theme: Theme): VectorLayer {
    return new VectorLayer({
        source: new VectorSource({ features: land.coast }),
        style: () => new Style({ stroke: new Stroke({ color: theme.get().coast, width: 1 }) }),
    });
}

/** The run's own land within a generalised one; outside both the page's neutral ground shows. */
export function plainBase(own: object | null, surroundings: object | null, theme: Theme): PlainBase {
    const [near, far] = [readLand(own), readLand(surroundings)];
    const layers = [...seaAndLand(far, theme, true), ...seaAndLand(near, theme, false)];
    return { under: new LayerGroup({ layers }), coast: coastLayer(near, theme) };
}
