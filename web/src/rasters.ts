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

/** A layer on its way to the map: its tiles first, then what is told of it, then the lines over it. */
interface Scene {
    rasters: TileLayer[];
    change: Change | null;
    legend: Promise<Legend>;
    status: Promise<Legend | null>;
    lines: (status: Legend | null) => Promise<TileLayer[]>;
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
    private dense = window.devicePixelRatio > 1;

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
        this.onBusy(1);
        try {
            const scene = (await this.change(layer)) ?? (await this.plain(layer));
            if (turn !== this.turn) return;
            this.shown.forEach((old) => this.map.removeLayer(old));
            this.shown = [];
            this.add(scene.rasters);
            const drawn = this.drawn();
            const [legend, status] = await Promise.all([scene.legend, scene.status]);
            if (turn !== this.turn) return;
            this.onShown({ layer, legend, status, change: scene.change, drawn });
            await drawn;
            const lines = await scene.lines(status);
            if (turn === this.turn) this.add(lines);
        } catch (error) {
            if (turn === this.turn) notices.failure(error, store.get().lang);
        } finally {
            this.onBusy(-1);
        }
    }

    private add(rasters: TileLayer[]): void {
        for (const raster of rasters) {
            raster.setOpacity(opacityOf(raster, this.from.store.get().opacity));
            raster.setZIndex(raster.get('lines') ? 6 : 5);
            this.map.addLayer(raster);
        }
        this.shown.push(...rasters);
    }

    /** When every tile is there; a page in the background draws none, so that nobody waits for ever. */
    private drawn(): Promise<void> {
        return new Promise((resolve) => {
            this.map.once('rendercomplete', () => resolve());
            window.setTimeout(resolve, 4000);
        });
    }

    /** Tiles for paper, or again those of the screen; resolves when they stand on the map. */
    async print(printing: boolean): Promise<void> {
        const dense = printing || window.devicePixelRatio > 1;
        if (dense === this.dense) return;
        this.dense = dense;
        await this.show();
    }

    setOpacity(opacity: number): void {
        this.shown.forEach((raster) => raster.setOpacity(opacityOf(raster, opacity)));
    }

    private onBusy = (change: 1 | -1): void => this.from.notices.busy(change, this.from.store.get().lang);

    private async plain(layer: ManifestLayer): Promise<Scene> {
        const { api, manifest } = this.from;
        const style = await this.styleFor(layer);
        const status = statusOf(offered(manifest), layer);
        const own = await this.of(api, layer, style);
        const other = await this.otherRun(layer, style);
        if (other) this.sides([own], [other]);
        const lines = async (legend: Legend | null) => {
            if (!status || !legend) return [];
            const left = await this.linesOf(api, status, legend);
            const right = other && (await this.unlessMissing('compareMissing', () => this.linesOf(this.otherApi(), status, legend)));
            if (other) this.sides([left], right ? [right] : []);
            return right ? [left, right] : [left];
        };
        return {
            rasters: other ? [own, other] : [own],
            change: null,
            legend: api.legend(layer.id, style),
            status: status ? api.legend(status.id, null) : Promise.resolve(null),
            lines,
        };
    }

    /** Classes that are the same for every substance and run stand second among a layer's styles. */
    private async styleFor(layer: ManifestLayer): Promise<string | null> {
        const { palette, scale } = this.from.store.get();
        if (scale === 'own' || layer.kind !== 'continuous') return styleOf(layer, palette);
        return (await this.from.api.legend(layer.id, null)).styles?.[1] ?? null;
    }

    private sides(left: TileLayer[], right: TileLayer[]): void {
        left.forEach((raster) => this.swipe.clip(raster, 'left'));
        right.forEach((raster) => this.swipe.clip(raster, 'right'));
    }

    private async of(api: Api, layer: ManifestLayer, style: string | null): Promise<TileLayer> {
        return rasterLayer({ api, tileJson: await api.tileJson(layer.id), path: `tiles/${layer.id}`, lines: null, style, dense: this.dense, onBusy: this.onBusy });
    }

    /** The lines of a status layer, which stand over the level. */
    private async linesOf(api: Api, status: ManifestLayer, legend: Legend): Promise<TileLayer> {
        const options = { api, tileJson: await api.tileJson(status.id), dense: this.dense, onBusy: this.onBusy };
        return rasterLayer({ ...options, path: `tiles/${status.id}`, lines: statusColours(legend), style: null });
    }

    private otherApi(): Api {
        return this.from.root.pinned(this.from.store.get().compare!);
    }

    /** The same layer of the run beside, null without one. */
    private async otherRun(layer: ManifestLayer, style: string | null): Promise<TileLayer | null> {
        const { compare, mode } = this.from.store.get();
        if (!compare || mode !== 'swipe') return null;
        return this.unlessMissing('compareMissing', () => this.of(this.otherApi(), layer, style));
    }

    /** What changed between both runs, null where that is not asked for or cannot be said. */
    private async change(layer: ManifestLayer): Promise<Scene | null> {
        const { root, manifest, store } = this.from;
        const change = changeOf(store.get(), manifest.id);
        if (!change) return null;
        const path = changePath(change, 'tiles', layer.id);
        return this.unlessMissing('changeMissing', async () => {
            const [tileJson, legend] = await Promise.all([root.changeTileJson(path), root.changeLegend(change, layer.id)]);
            const raster = rasterLayer({ api: root, path, tileJson, lines: null, style: null, dense: this.dense, onBusy: this.onBusy });
            return { rasters: [raster], change, legend: Promise.resolve(legend), status: Promise.resolve(null), lines: async () => [] };
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
