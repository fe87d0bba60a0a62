import { firstView } from './first';
import { chosen } from './layers';
import { padding } from './padding';
import { parseHash } from './state';

const started = new Map<string, Promise<Response>>();

/** The answer that was asked for before the map was there; once. */
export function takeEarly(address: string): Promise<Response> | null {
    const answer = started.get(address) ?? null;
    started.delete(address);
    return answer;
}

/** Web Mercator from 0 to 1, from the north-west. */
function world([lon, lat]: [number, number]): [number, number] {
    return [lon / 360 + 0.5, 0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)];
}

type Box = [number, number, number, number];

function boxOf([west, south, east, north]: number[]): Box {
    return [...world([west, north]), ...world([east, south])] as Box;
}

/** What the window shows of the world: as `View.fit` would have it with this padding. */
export function fitted(bounds: number[], [width, height]: number[], [top, right, bottom, left]: number[]): { box: Box; zoom: number } {
    const [x0, y0, x1, y1] = boxOf(bounds);
    const pixel = Math.max((x1 - x0) / (width - left - right), (y1 - y0) / (height - top - bottom));
    return around((x0 + x1) / 2 + ((right - left) / 2) * pixel, (y0 + y1) / 2 + ((bottom - top) / 2) * pixel, width, height, pixel);
}

function around(x: number, y: number, width: number, height: number, pixel: number): { box: Box; zoom: number } {
    return { box: [x - (width / 2) * pixel, y - (height / 2) * pixel, x + (width / 2) * pixel, y + (height / 2) * pixel], zoom: Math.log2(1 / 256 / pixel) };
}

/** The matrix whose pixels are nearest in size, as OpenLayers chooses it, and its tiles, those in the middle first. */
export function tilesOf({ box, zoom }: { box: Box; zoom: number }, bounds: number[], least: number, most: number): [number, number, number][] {
    const below = Math.floor(zoom);
    const fraction = 2 ** -(zoom - below);
    const z = Math.min(most, Math.max(least, fraction > 0.75 ? below : below + 1));
    const layer = boxOf(bounds);
    const edge = (value: number) => Math.floor(value * 2 ** z);
    const [x0, y0, x1, y1] = [edge(Math.max(box[0], layer[0])), edge(Math.max(box[1], layer[1])), edge(Math.min(box[2], layer[2])), edge(Math.min(box[3], layer[3]))];
    const tiles: [number, number, number][] = [];
    for (let x = x0; x <= x1; x += 1) for (let y = y0; y <= y1; y += 1) tiles.push([z, x, y]);
    const [cx, cy] = [((box[0] + box[2]) / 2) * 2 ** z - 0.5, ((box[1] + box[3]) / 2) * 2 ** z - 0.5];
    return tiles.sort((a, b) => Math.hypot(a[1] - cx, a[2] - cy) - Math.hypot(b[1] - cx, b[2] - cy));
}

/** Asks for the tiles of the first view as long as nothing of the map is there; a wrong guess costs a request. */
export function prefetchTiles(): void {
    const asked = parseHash(location.hash);
    const view = firstView(asked.run ?? null);
    const size = document.getElementById('map')?.getBoundingClientRect();
    const plain = !asked.compare && !asked.palette && !asked.scale && (asked.base ?? view?.viewer.base ?? 'plain') === 'plain';
    const layer = view && chosen(view.manifest, asked.layer ?? null);
    if (!view || !size || !plain || !layer || !view.bounds[layer.id]) return;
    const bounds = view.bounds[layer.id];
    const { center, zoom } = asked;
    const seen = center && typeof zoom === 'number' ? around(...world(center), size.width, size.height, 1 / 256 / 2 ** zoom) : fitted(bounds, [size.width, size.height], padding());
    const dense = window.devicePixelRatio > 1 ? '@2x' : '';
    for (const [z, x, y] of tilesOf(seen, bounds, view.minzoom, view.maxzoom).slice(0, 80)) {
        const address = `runs/${encodeURIComponent(view.manifest.id)}/tiles/${layer.id}/${z}/${x}/${y}${dense}.png`;
        const answer = fetch(address);
        answer.catch(() => started.delete(address));
        started.set(address, answer);
    }
}
