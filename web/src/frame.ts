import type { Coordinate } from 'ol/coordinate';
import { applyTransform, type Extent } from 'ol/extent';
import type Geometry from 'ol/geom/Geometry';
import { get as projectionOf, getTransform, type TransformFunction } from 'ol/proj';
import TileGrid from 'ol/tilegrid/TileGrid';
import { gcj02FromWgs84, wgs84FromGcj02, type LonLat } from './gcj02';
import type { ViewState } from './state';

export type MatrixSet = 'WebMercatorQuad' | 'WebMercatorQuad-GCJ02' | 'CGCS2000Quad';

/** The plane that the base map asks for: everything on the map lies in it, and clicks come out of it. */
export interface Frame {
    /** The server's tile matrix set. */
    tms: MatrixSet;
    /** What OpenLayers calculates in. CGCS2000 and WGS 84 are one for a map on a screen. */
    projection: 'EPSG:3857' | 'EPSG:4326';
    /** The set's tiles, where they are not OpenLayers' own. */
    tileGrid: (minZoom: number, maxZoom: number) => TileGrid | undefined;
    /** Longitude and latitude in WGS 84 to map coordinates, and back. */
    forward: TransformFunction;
    inverse: TransformFunction;
}

function each(convert: (place: LonLat) => LonLat): TransformFunction {
    return (input, output = new Array<number>(input.length), dimension = 2) => {
        for (let i = 0; i < input.length; i += dimension) {
            const [lon, lat] = convert([input[i], input[i + 1]]);
            output[i] = lon;
            output[i + 1] = lat;
            for (let k = 2; k < dimension; k += 1) output[i + k] = input[i + k];
        }
        return output;
    };
}

function chain(first: TransformFunction, second: TransformFunction): TransformFunction {
    return (input, output, dimension) => second(first(input, undefined, dimension), output, dimension);
}

const toMercator = getTransform('EPSG:4326', 'EPSG:3857')!;
const fromMercator = getTransform('EPSG:3857', 'EPSG:4326')!;
const same = each((place) => place);

/** Tianditu's set `c`: 256 pixels, 360 degrees wide at matrix 0; the first one that is served is 1. */
function degreesGrid(minZoom: number, maxZoom: number): TileGrid {
    const resolutions = Array.from({ length: maxZoom + 1 }, (_, z) => 360 / 256 / 2 ** z);
    return new TileGrid({ extent: [-180, -90, 180, 90], origin: [-180, 90], resolutions, tileSize: 256, minZoom: Math.max(1, minZoom) });
}

const mercatorGrid = () => undefined;

const makers: Record<MatrixSet, () => Frame> = {
    WebMercatorQuad: () => ({ tms: 'WebMercatorQuad', projection: 'EPSG:3857', tileGrid: mercatorGrid, forward: toMercator, inverse: fromMercator }),
    'WebMercatorQuad-GCJ02': () => ({
        tms: 'WebMercatorQuad-GCJ02',
        projection: 'EPSG:3857',
        tileGrid: mercatorGrid,
        forward: chain(each(gcj02FromWgs84), toMercator),
        inverse: chain(fromMercator, each(wgs84FromGcj02)),
    }),
    CGCS2000Quad: () => ({ tms: 'CGCS2000Quad', projection: 'EPSG:4326', tileGrid: degreesGrid, forward: same, inverse: same }),
};

export function matrixSetOf(base: ViewState['base']): MatrixSet {
    if (base === 'gcj02') return 'WebMercatorQuad-GCJ02';
    return base === 'tianditu' ? 'CGCS2000Quad' : 'WebMercatorQuad';
}

/** The page's frame. It is chosen once, before anything is drawn; a base map of another frame begins the page anew. */
export let frame: Frame = makers.WebMercatorQuad();

export function enterFrame(tms: MatrixSet): void {
    frame = makers[tms]();
}

export function toMap(lonLat: number[]): Coordinate {
    return frame.forward(lonLat.slice(0, 2), undefined, 2);
}

export function toLonLat(coordinate: Coordinate): LonLat {
    const [lon, lat] = frame.inverse(coordinate.slice(0, 2), undefined, 2);
    return [lon, lat];
}

/** Bounds in degrees (west, south, east, north) to the map; edges may bend, so they are followed. */
export function boundsToMap(bounds: number[]): Extent {
    return applyTransform(bounds, frame.forward, undefined, 8);
}

/** A shape of the map in longitude and latitude, WGS 84: what is measured and what the server is asked. */
export function lonLatShape<T extends Geometry>(shape: T): T {
    const copy = shape.clone() as T;
    copy.applyTransform(frame.inverse);
    return copy;
}

/** Metres at the equator that a map unit stands for. */
export function unit_m(): number {
    return projectionOf(frame.projection)!.getMetersPerUnit()!;
}
