import type { Legend, Manifest, TileJson } from './api';
import type { ViewerConfig } from './bases';
import { accessKey } from './access';

/** What the server writes into the page of the current run, so that nothing has to be asked before the first tile. */
export interface FirstView {
    manifest: Manifest;
    /** Where each layer lies: west, south, east, north. */
    bounds: Record<string, [number, number, number, number]>;
    minzoom: number;
    maxzoom: number;
    legends: Record<string, Legend>;
    viewer: Partial<ViewerConfig>;
}

/** Null where the page holds none (another server), and with a key, which opens more than the page tells everybody. */
export function firstView(run: string | null): FirstView | null {
    const text = document.getElementById('first-view')?.textContent;
    if (!text || accessKey()) return null;
    const view = JSON.parse(text) as FirstView;
    return run === null || run === view.manifest.id ? view : null;
}

/** The answers that the page holds already, by the address that would be asked. */
export function answersOf(view: FirstView): [string, TileJson | Legend][] {
    const { minzoom, maxzoom } = view;
    return [
        ...Object.entries(view.bounds).map(([id, bounds]): [string, TileJson] => [`tiles/${id}/tile.json`, { bounds, minzoom, maxzoom }]),
        ...Object.entries(view.legends).map(([id, legend]): [string, Legend] => [`legend/${id}.json`, legend]),
    ];
}
