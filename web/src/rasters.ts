import type Map from 'ol/Map';
import type TileLayer from 'ol/layer/Tile';
import { Refused, type Api, type Legend, type Manifest, type ManifestLayer } from './api';
import { changePath, changeOf, type Change } from './change';
import type { Swipe } from './compare';
import { t } from './i18n';
import { chosen, offered, statusOf } from './layers';
import type { Notices } from './notices';
import { rasterLayer, statusColours } from './raster';
import type { Store, ViewState } from './state';

/** The style that a layer is asked for with, null for its own. */
export function styleOf(layer: ManifestLayer, palette: ViewState['palette']): string | null {
    return palette === 'colourblind' && layer.kind === 'level' ? 'risk-level-colourblind' : null;
}

/** What the legend tells of: a layer of the run, or how it changed between two runs. */
export interface Shown {
    layer: ManifestLayer;
    legend: Legend;
    status: Legend | null;
    change: Change | null;
    /** When the map has drawn it. */
    drawn: Promise<void>;
}

export interface Sources {
    /** Pinned to the run that is shown. */
    api: Api;
    /** Not pinned: other runs, and what changed between two. */
    root: Api;
    manifest: Manifest;
    store: Store;
    notices: Notices;
}

/** The rasters on the map: the chosen layer, its hatching, the other run's beside it, or the change between both. */
export class Rasters {
    private shown: TileLayer[] = [];
    private turn = 0;

    constructor(
        private readonly map: Map,
        private readonly swipe: Swipe,
        private readonly from: Sources,
        private readonly onShown: (shown: Shown) => void,
    ) {}

    active(): ManifestLayer | null {
        return chosen(this.from.manifest, this.from.store.get().layer);
    }

    async show(): Promise<void> {
        const layer = this.active();
        if (!layer) return;
        this.turn += 1;
        const { turn } = this;
        const { store, notices } = this.from;
        try {
            const [rasters, shown] = (await this.change(layer)) ?? (await this.plain(layer));
            if (turn !== this.turn) return;
            this.shown.forEach((old) => this.map.removeLayer(old));
            this.shown = rasters;
            for (const raster of rasters) {
                raster.setOpacity(opacityOf(raster, store.get().opacity));
                raster.setZIndex(raster.get('lines') ? 6 : 5);
                this.map.addLayer(raster);
            }
            const drawn = new Promise<void>((resolve) => this.map.once('rendercomplete', () => resolve()));
            this.onShown({ ...shown, drawn });
        } catch (error) {
            if (turn === this.turn) notices.failure(error, store.get().lang);
        }
    }

    setOpacity(opacity: number): void {
        this.shown.forEach((raster) => raster.setOpacity(opacityOf(raster, opacity)));
    }

    private onBusy = (change: 1 | -1): void => this.from.notices.busy(change, this.from.store.get().lang);

    private async plain(layer: ManifestLayer): Promise<[TileLayer[], Omit<Shown, 'drawn'>]> {
        const { api, manifest, store } = this.from;
        const style = styleOf(layer, store.get().palette);
        const status = statusOf(offered(manifest), layer);
        const [rasters, legend, statusLegend] = await Promise.all([
            this.of(api, layer, style, status),
            api.legend(layer.id, style),
            status && api.legend(status.id, null),
        ]);
        const other = await this.otherRun(layer, style, status);
        if (other) rasters.forEach((raster) => this.swipe.clip(raster, 'left'));
        other?.forEach((raster) => this.swipe.clip(raster, 'right'));
        return [[...rasters, ...(other ?? [])], { layer, legend, status: statusLegend, change: null }];
    }

    /** A layer and, over it, the lines of its status layer. */
    private async of(api: Api, layer: ManifestLayer, style: string | null, status: ManifestLayer | null): Promise<TileLayer[]> {
        const [tileJson, legend] = await Promise.all([api.tileJson(layer.id), status && this.from.api.legend(status.id, null)]);
        const options = { api, tileJson, onBusy: this.onBusy };
        const rasters = [rasterLayer({ ...options, path: `tiles/${layer.id}`, lines: null, style })];
        if (status && legend) rasters.push(rasterLayer({ ...options, path: `tiles/${status.id}`, lines: statusColours(legend), style: null }));
        return rasters;
    }

    /** The same layer of the run beside, null without one. */
    private async otherRun(layer: ManifestLayer, style: string | null, status: ManifestLayer | null): Promise<TileLayer[] | null> {
        const { compare, mode } = this.from.store.get();
        if (!compare || mode !== 'swipe') return null;
        return this.unlessMissing('compareMissing', () => this.of(this.from.root.pinned(compare), layer, style, status));
    }

    /** What changed between both runs, null where that is not asked for or cannot be said. */
    private async change(layer: ManifestLayer): Promise<[TileLayer[], Omit<Shown, 'drawn'>] | null> {
        const { root, manifest, store } = this.from;
        const change = changeOf(store.get(), manifest.id);
        if (!change) return null;
        const path = changePath(change, 'tiles', layer.id);
        return this.unlessMissing('changeMissing', async () => {
            const [tileJson, legend] = await Promise.all([root.changeTileJson(path), root.changeLegend(change, layer.id)]);
            const raster = rasterLayer({ api: root, path, tileJson, lines: null, style: null, onBusy: this.onBusy });
            return [[raster], { layer, legend, status: null, change }];
        });
    }

    private async unlessMissing<T>(word: 'compareMissing' | 'changeMissing', work: () => Promise<T>): Promise<T | null> {
        try {
            return await work();
        } catch (error) {
            if (!(error instanceof Refused)) throw error;
            const { lang } = this.from.store.get();
            this.from.notices.show(t(lang, word), null, lang);
            return null;
        }
    }
}

/** A status layer's lines must not drown the colours under them. */
function opacityOf(raster: TileLayer, opacity: number): number {
    return raster.get('lines') ? opacity * 0.6 : opacity;
}
