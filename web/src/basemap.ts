import { createEmpty, extend, isEmpty, type Extent } from 'ol/extent';
import GeoJSON from 'ol/format/GeoJSON';
import Feature from 'ol/Feature';
import type Geometry from 'ol/geom/Geometry';
import MultiLineString from 'ol/geom/MultiLineString';
import MultiPolygon from 'ol/geom/MultiPolygon';
import Polygon, { fromExtent } from 'ol/geom/Polygon';
import LayerGroup from 'ol/layer/Group';
import TileLayer from 'ol/layer/Tile';
import VectorImageLayer from 'ol/layer/VectorImage';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import XYZ from 'ol/source/XYZ';
import { Fill, Stroke, Style } from 'ol/style';
import type { Theme } from './theme';

export interface PlainBase {
    under: LayerGroup;
    /** The coast, drawn above the rasters. */
    coast: VectorLayer;
    extent: Extent | null;
}

type Line = number[][];

/** Splits a ring into lines without its pieces along the data's own frame, which are no coast. */
export function withoutFrame(ring: Line, frame: Extent, tolerance = 1): Line[] {
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
    frame: Extent;
    coast: Feature[];
}

function readLand(json: object | null): Land {
    const features = json ? (new GeoJSON({ featureProjection: 'EPSG:3857' }).readFeatures(json) as Feature[]) : [];
    const frame = createEmpty();
    for (const feature of features) if (feature.getGeometry()) extend(frame, feature.getGeometry()!.getExtent());
    const lines = features.flatMap((feature) => rings(feature.getGeometry())).flatMap((ring) => withoutFrame(ring, frame));
    return { features, frame, coast: lines.length ? [new Feature(new MultiLineString(lines))] : [] };
}

function seaAndLand(land: Land, theme: Theme, coast: boolean): (VectorLayer | VectorImageLayer)[] {
    if (isEmpty(land.frame)) return [];
    const sea = new VectorLayer({
        source: new VectorSource({ features: [new Feature(fromExtent(land.frame))] }),
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
    const extent = extend(extend(createEmpty(), near.frame), far.frame);
    return { under: new LayerGroup({ layers }), coast: coastLayer(near, theme), extent: isEmpty(extent) ? null : extent };
}

function tianditu(kind: 'vec' | 'cva', key: string): string {
    return (
        `https://t{0-7}.tianditu.gov.cn/${kind}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${kind}` +
        `&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${encodeURIComponent(key)}`
    );
}

export function tiandituBase(key: string): LayerGroup {
    const layer = (kind: 'vec' | 'cva') =>
        new TileLayer({ properties: { credit: '© 天地图' }, source: new XYZ({ url: tianditu(kind, key), maxZoom: 18 }) });
    return new LayerGroup({ layers: [layer('vec'), layer('cva')] });
}

export function xyzBase(url: string): LayerGroup {
    return new LayerGroup({ layers: [new TileLayer({ source: new XYZ({ url, maxZoom: 19 }) })] });
}

export function validXyz(url: string): boolean {
    return /^https?:\/\//.test(url) && ['{z}', '{x}'].every((part) => url.includes(part)) && /\{-?y\}/.test(url);
}
