import type Map from 'ol/Map';
import { createEmpty, extend, type Extent } from 'ol/extent';
import type { Api, Manifest } from './api';
import { byId } from './dom';
import { boundsToMap } from './frame';
import { chosen } from './layers';
import { createMap } from './map';
import type { Notices } from './notices';
import { padding } from './padding';
import { Rasters, type Shown } from './rasters';
import type { Store } from './state';
import { Swipe } from './compare';

/** What `public/surroundings.json` draws; the view does not leave it and the run's own surroundings. */
const drawnLand = [120, 28, 123, 32];
const margin = 0.3;

/** The whole area: the layer's bounds, else Beilun's surroundings. */
export function homeBounds(bounds: number[] | undefined): number[] {
    return bounds ?? [121.6, 29.7, 122.2, 30.1];
}

/** The map and the chosen layer on it: what a page begins with. Everything else comes after its tiles. */
export class Stage {
    readonly map: Map;
    readonly swipe: Swipe;
    readonly rasters: Rasters;
    shown: Shown | null = null;
    private listener: ((shown: Shown) => void) | null = null;
    private readonly asked: boolean;
    private readonly size: string;

    constructor(api: Api, root: Api, manifest: Manifest, store: Store, notices: Notices, readonly home: Extent, bounds: number[]) {
        const limits = createEmpty();
        extend(limits, boundsToMap(drawnLand));
        const [west, south, east, north] = bounds;
        extend(limits, boundsToMap([west - margin, south - margin, east + margin, north + margin]));
        this.asked = store.get().center !== null;
        this.map = createMap(byId('map'), byId('scale'), { bounds: limits, home }, store);
        this.size = String(this.map.getSize());
        this.swipe = new Swipe(this.map, store);
        this.rasters = new Rasters(this.map, this.swipe, { api, root, manifest, store, notices }, (shown) => {
            this.shown = shown;
            this.listener?.(shown);
        });
    }

    /** Tells what is shown from now on, and at once what is shown already. */
    onShown(listener: (shown: Shown) => void): void {
        this.listener = listener;
        if (this.shown) listener(this.shown);
    }

    /** The page around the map may have taken some of its space since the view was chosen. */
    refit(): void {
        if (this.asked || String(this.map.getSize()) === this.size) return;
        this.map.getView().fit(this.home, { padding: padding() });
    }

    /** When the first tiles stand on the map, or after `most_ms`. */
    begin(most_ms: number): Promise<void> {
        void this.rasters.show();
        return new Promise((resolve) => {
            this.map.once('rendercomplete', () => resolve());
            window.setTimeout(resolve, most_ms);
        });
    }
}

export async function stageOf(api: Api, root: Api, manifest: Manifest, store: Store, notices: Notices): Promise<Stage> {
    const layer = chosen(manifest, store.get().layer);
    const bounds = homeBounds(layer ? (await api.tileJson(layer.id)).bounds : undefined);
    return new Stage(api, root, manifest, store, notices, boundsToMap(bounds), bounds);
}
