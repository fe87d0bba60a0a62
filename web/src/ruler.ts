import type Map from 'ol/Map';
import type LineString from 'ol/geom/LineString';
import { getLength } from 'ol/sphere';
import type { Lang } from './api';
import { distanceText } from './format';
import { lonLatShape } from './frame';
import { Sketch } from './sketch';
import type { Theme } from './theme';

/** Measures along a line on the sphere, not on the Mercator plane. */
export function ruler(map: Map, output: HTMLElement, theme: Theme, lang: () => Lang): Sketch {
    return new Sketch(map, theme, 'LineString', 'measure', lang, {
        onStart: () => (output.textContent = ''),
        onChange: (line) => (output.textContent = distanceText(getLength(lonLatShape(line as LineString), { projection: 'EPSG:4326' }))),
        onEnd: () => {},
        onStop: () => (output.textContent = ''),
    });
}
