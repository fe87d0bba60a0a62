import type Feature from 'ol/Feature';
import type Map from 'ol/Map';
import { createEmpty, extend, getCenter, isEmpty, type Extent } from 'ol/extent';
import type TileLayer from 'ol/layer/Tile';
import type VectorLayer from 'ol/layer/Vector';
import type LayerGroup from 'ol/layer/Group';
import type Geometry from 'ol/geom/Geometry';
import { fromLonLat, toLonLat, transformExtent } from 'ol/proj';
import { Refused, type Api, type Legend, type Manifest, type ManifestLayer, type TileJson } from './api';
import { tiandituBase, xyzBase, type PlainBase } from './basemap';
import { Card } from './card';
import { Cursor } from './cursor';
import { byId, h } from './dom';
import { t } from './i18n';
import { chosen, defaultOverlays, offered, overlaysOf, statusOf, type OverlayId } from './layers';
import { createMap, motion, padding } from './map';
import type { Notices } from './notices';
import { loadOverlay, overlayLayer, zoneNames, type Look } from './overlays';
import { featureContent, pointHead } from './popup';
import { rasterLayer, statusColours } from './raster';
import { Swipe } from './compare';
import { pointReport } from './report';
import { whyContent } from './why';
import { nearestStations } from './nearest';
import { ruler } from './ruler';
import { Sketch } from './sketch';
import { geometry, statisticsContent } from './statistics';
import { tiandituKey, xyzUrl } from './settings';
import type { Key, Store, ViewState } from './state';
import type { Theme } from './theme';

const colourblindStyle = 'risk-level-colourblind';

/** The map and what stands on it, following the state in the store. */
export class App {
    readonly map: Map;
    private readonly look: Look;
    private readonly overlays = new globalThis.Map<OverlayId, VectorLayer>();
    private readonly card: Card;
    readonly ruler: Sketch;
    readonly area: Sketch;
    readonly swipe: Swipe;
    private rasters: TileLayer[] = [];
    private zoneNames: VectorLayer | null = null;
    private userBase: LayerGroup | null = null;
    private turn = 0;
    private readonly ownColours: ReadonlyMap<number, string>;

    constructor(
        private readonly api: Api,
        private readonly root: Api,
        private readonly manifest: Manifest,
        private readonly store: Store,
        theme: Theme,
        private readonly notices: Notices,
        private readonly base: PlainBase,
        private readonly home: Extent,
        private readonly onLegend: (layer: ManifestLayer, legend: Legend, status: Legend | null) => void,
    ) {
        const state = store.get();
        this.ownColours = new globalThis.Map(manifest.levels.map((entry) => [entry.level, entry.colour]));
        this.look = { lang: state.lang, hovered: null, selected: null };
        this.map = createMap(byId('map'), byId('scale'), { bounds: base.extent, home }, store);
        base.under.setZIndex(0);
        base.coast.setZIndex(15);
        this.map.addLayer(base.under);
        this.map.addLayer(base.coast);
        for (const { id } of overlaysOf(manifest)) this.overlays.set(id, overlayLayer(id, manifest, theme, this.look));
        this.overlays.forEach((layer) => this.map.addLayer(layer));
        const zones = this.overlays.get('zones');
        if (zones) {
            this.zoneNames = zoneNames(zones, manifest, theme, this.look);
            this.map.addLayer(this.zoneNames);
        }
        this.card = new Card(byId('popup'), this.map, () => store.set({ selected: null }));
        const context = () => ({ layer: this.active(), lang: this.store.get().lang });
        new Cursor(byId('cursor'), api, manifest, context).watch(this.map);
        this.ruler = ruler(this.map, byId('measured'), theme, () => this.store.get().lang);
        this.area = this.areaSketch(theme);
        this.swipe = new Swipe(this.map, store);
        this.listen();
        theme.onChange(() => this.repaint());
        store.subscribe((next, changed) => this.follow(next, changed));
    }

    async start(): Promise<void> {
        this.applyBase();
        await this.paint();
        await Promise.all([this.showRaster(), this.showOverlays()]);
        await this.showSelected(false);
    }

    active(): ManifestLayer | null {
        return chosen(this.manifest, this.store.get().layer);
    }

    goHome(): void {
        this.map.getView().fit(this.home, { padding: padding(), duration: motion(300) });
    }

    moveTo(center: [number, number], zoom: number): void {
        this.map.getView().setCenter(fromLonLat(center));
        this.map.getView().setZoom(zoom);
    }

    async features(id: OverlayId): Promise<Feature[]> {
        const layer = this.overlays.get(id);
        if (!layer) return [];
        await loadOverlay(this.api, id, layer);
        return layer.getSource()!.getFeatures() as Feature[];
    }

    /** Shows a place from a list: its overlay, its position, its popup. */
    async flyTo(key: string): Promise<void> {
        const overlay = key.split('.')[0] as OverlayId;
        const shown = this.store.get().overlays ?? [];
        if (!shown.includes(overlay)) this.store.set({ overlays: [...shown, overlay] });
        const feature = (await this.features(overlay)).find((item) => item.getId() === key);
        if (!feature) return;
        const view = this.map.getView();
        const center = getCenter(feature.getGeometry()!.getExtent());
        view.animate({ center, zoom: Math.max(view.getZoom() ?? 0, 13), duration: motion(350) });
        this.store.set({ selected: key });
    }

    applyBase(): void {
        if (this.userBase) this.map.removeLayer(this.userBase);
        const { base } = this.store.get();
        this.userBase = null;
        if (base === 'tianditu' && tiandituKey()) this.userBase = tiandituBase(tiandituKey());
        if (base === 'xyz' && xyzUrl()) this.userBase = xyzBase(xyzUrl());
        this.base.under.setVisible(!this.userBase);
        this.base.coast.setVisible(!this.userBase);
        if (!this.userBase) return;
        this.userBase.setZIndex(1);
        this.map.addLayer(this.userBase);
    }

    /** Asks for everything again that failed while the server was away. */
    recover(): void {
        void this.showRaster();
        void this.showOverlays();
    }

    private follow(state: ViewState, changed: ReadonlySet<Key>): void {
        this.look.lang = state.lang;
        if (changed.has('palette')) void this.paint();
        if (changed.has('layer') || changed.has('palette') || changed.has('compare')) void this.showRaster();
        if (changed.has('opacity')) this.rasters.forEach((layer) => layer.setOpacity(opacityOf(layer, state.opacity)));
        if (changed.has('overlays')) void this.showOverlays();
        if (changed.has('base')) this.applyBase();
        if (changed.has('lang')) {
            this.repaint();
            void this.showRaster();
        }
        if (changed.has('selected') || (changed.has('lang') && state.selected)) void this.showSelected(changed.has('selected'));
    }

    /** Points, chips and rasters take their level colours from one palette. */
    private async paint(): Promise<void> {
        const level = offered(this.manifest).find((layer) => layer.kind === 'level');
        if (!level) return;
        const style = this.store.get().palette === 'colourblind' ? colourblindStyle : null;
        if (!style && this.manifest.levels.every((entry) => entry.colour === this.ownColours.get(entry.level))) return;
        const legend = style && (await this.api.legend(level.id, style).catch(() => null));
        for (const entry of this.manifest.levels) {
            const other = legend?.classes.find((item) => item.value === entry.level)?.colour;
            entry.colour = other ?? this.ownColours.get(entry.level) ?? entry.colour;
        }
        this.repaint();
        if (this.store.get().selected) await this.showSelected(false);
    }

    private repaint(): void {
        for (const layer of this.map.getAllLayers()) if (layer.get('overlay')) layer.changed();
        this.base.under.getLayers().forEach((layer) => layer.changed());
        this.base.coast.changed();
        this.zoneNames?.changed();
    }

    private async showRaster(): Promise<void> {
        const layer = this.active();
        if (!layer) return;
        this.turn += 1;
        const turn = this.turn;
        const { palette } = this.store.get();
        const style = palette === 'colourblind' && layer.kind === 'level' ? colourblindStyle : null;
        const status = statusOf(offered(this.manifest), layer);
        try {
            const [tileJson, legend, statusLegend] = await Promise.all([
                this.api.tileJson(layer.id),
                this.api.legend(layer.id, style),
                status && this.api.legend(status.id, null),
            ]);
            if (turn !== this.turn) return;
            const next = this.rastersOf(this.api, layer, tileJson, style, status, statusLegend);
            const other = await this.otherRun(layer, style, status, statusLegend);
            if (turn !== this.turn) return;
            if (other) next.forEach((raster) => this.swipe.clip(raster, 'left'));
            other?.forEach((raster) => this.swipe.clip(raster, 'right'));
            this.rasters.forEach((old) => this.map.removeLayer(old));
            this.rasters = [...next, ...(other ?? [])];
            for (const raster of this.rasters) {
                raster.setOpacity(opacityOf(raster, this.store.get().opacity));
                raster.setZIndex(raster.get('lines') ? 6 : 5);
                this.map.addLayer(raster);
            }
            this.onLegend(layer, legend, statusLegend);
        } catch (error) {
            if (turn === this.turn) this.notices.failure(error, this.store.get().lang);
        }
    }

    /** A layer and, over it, the lines of its status layer. */
    private rastersOf(api: Api, layer: ManifestLayer, tileJson: TileJson, style: string | null, status: ManifestLayer | null, lines: Legend | null): TileLayer[] {
        const onBusy = (change: 1 | -1) => this.notices.busy(change, this.store.get().lang);
        const options = { api, tileJson, onBusy };
        const rasters = [rasterLayer({ ...options, layer, lines: null, style })];
        if (status && lines) rasters.push(rasterLayer({ ...options, layer: status, lines: statusColours(lines), style: null }));
        return rasters;
    }

    /** The same layer of the run under the swipe; null without one, or where that run lacks the layer. */
    private async otherRun(layer: ManifestLayer, style: string | null, status: ManifestLayer | null, lines: Legend | null): Promise<TileLayer[] | null> {
        const { compare, lang } = this.store.get();
        if (!compare) return null;
        const api = this.root.pinned(compare);
        try {
            return this.rastersOf(api, layer, await api.tileJson(layer.id), style, status, lines);
        } catch (error) {
            if (!(error instanceof Refused)) throw error;
            this.notices.show(t(lang, 'compareMissing'), null, lang);
            return null;
        }
    }

    /** Statistics of a polygon that the reader draws. */
    private areaSketch(theme: Theme): Sketch {
        const output = byId('measured');
        const lang = () => this.store.get().lang;
        return new Sketch(this.map, theme, 'Polygon', 'area', {
            onStart: () => {
                this.ruler.stop();
                output.textContent = t(lang(), 'areaHint');
            },
            onChange: () => {},
            onEnd: (shape) => void this.showStatistics(shape),
            onStop: () => (output.textContent = ''),
        });
    }

    private async showStatistics(shape: Geometry): Promise<void> {
        const layer = this.active();
        const { lang } = this.store.get();
        if (!layer) return;
        this.store.set({ selected: null });
        try {
            const answer = await this.api.statistics(geometry(shape), layer.id);
            const [, south, east] = shape.getExtent();
            this.card.show([east, south], t(lang, 'close'), statisticsContent(answer, layer, this.manifest, lang), true);
        } catch (error) {
            this.notices.failure(error, lang);
        }
    }

    private async showOverlays(): Promise<void> {
        const wanted = this.store.get().overlays ?? defaultOverlays(this.manifest);
        const work = [...this.overlays].map(async ([id, layer]) => {
            layer.setVisible(wanted.includes(id));
            if (id === 'zones') this.zoneNames?.setVisible(wanted.includes(id));
            if (layer.getVisible()) await loadOverlay(this.api, id, layer);
        });
        try {
            await Promise.all(work);
        } catch (error) {
            this.notices.failure(error, this.store.get().lang);
        }
    }

    private hits(pixel: number[]): Feature[] {
        const found: Feature[] = [];
        this.map.forEachFeatureAtPixel(
            pixel,
            (item) => {
                const feature = item as Feature;
                if (feature.get('overlay') && !found.includes(feature)) found.push(feature);
            },
            { hitTolerance: 5, layerFilter: (layer) => Boolean(layer.get('overlay')) },
        );
        const points = found.filter((feature) => feature.getGeometry()?.getType() === 'Point');
        return points.length ? points : found;
    }

    private listen(): void {
        const target = byId('map');
        this.map.on('pointermove', (event) => {
            if (event.dragging) return;
            const feature = this.hits(event.pixel)[0] ?? null;
            target.style.cursor = feature ? 'pointer' : '';
            if (feature === this.look.hovered) return;
            this.look.hovered = feature;
            this.repaintOverlays();
        });
        this.map.on('singleclick', (event) => !this.ruler.active && !this.area.active && this.choose(event.coordinate, this.hits(event.pixel)));
        target.addEventListener('keydown', (event) => {
            if (event.key === 'Escape') {
                this.ruler.stop();
                this.area.stop();
                this.store.set({ selected: null });
            }
            if (event.key !== 'Enter' || event.target !== target) return;
            const center = this.map.getView().getCenter()!;
            this.choose(center, this.hits(this.map.getPixelFromCoordinate(center)));
        });
    }

    private repaintOverlays(): void {
        this.overlays.forEach((layer) => layer.changed());
    }

    private choose(coordinate: number[], features: Feature[]): void {
        if (features.length) {
            const current = features.findIndex((feature) => feature.getId() === this.store.get().selected);
            this.store.set({ selected: String(features[(current + 1) % features.length].getId()) });
            return;
        }
        const [lon, lat] = toLonLat(coordinate);
        this.store.set({ selected: `@${lat.toFixed(5)},${lon.toFixed(5)}` });
    }

    private async showSelected(focus: boolean): Promise<void> {
        const { selected } = this.store.get();
        this.look.selected = null;
        if (!selected) this.card.hide();
        else if (selected.startsWith('@')) await this.showPoint(selected, focus);
        else await this.showFeature(selected, focus);
        this.repaintOverlays();
    }

    private async showFeature(key: string, focus: boolean): Promise<void> {
        const overlay = key.split('.')[0] as OverlayId;
        const feature = (await this.features(overlay)).find((item) => item.getId() === key);
        const geometry = feature?.getGeometry();
        if (!feature || !geometry || this.store.get().selected !== key) return;
        this.look.selected = feature;
        const { lang } = this.store.get();
        const at = getCenter(geometry.getExtent());
        const [lon, lat] = toLonLat(at);
        const content = featureContent(overlay, feature.getProperties(), this.manifest, lang);
        const more = h(
            'button',
            { type: 'button', class: 'link', onclick: () => this.store.set({ selected: `@${lat.toFixed(5)},${lon.toFixed(5)}` }) },
            t(lang, 'allValues'),
        );
        const twins = this.hitsAt(at).filter((other) => other !== feature);
        this.card.show(at, t(lang, 'close'), [...content, this.twinLinks(twins), more].filter((n): n is HTMLElement => !!n), focus);
    }

    private hitsAt(coordinate: number[]): Feature[] {
        const pixel = this.map.getPixelFromCoordinate(coordinate);
        return pixel ? this.hits(pixel).filter((feature) => feature.getGeometry()?.getType() === 'Point') : [];
    }

    /** Points that lie under the same spot, as several berths share one coordinate. */
    private twinLinks(twins: Feature[]): HTMLElement | null {
        if (!twins.length) return null;
        const { lang } = this.store.get();
        const line = h('p', { class: 'twins' }, `${t(lang, 'alsoHere')} `);
        for (const twin of twins.slice(0, 8)) {
            const key = String(twin.getId());
            line.append(h('button', { type: 'button', class: 'link', onclick: () => this.store.set({ selected: key }) }, key.split('.')[1]));
        }
        return line;
    }

    private async showPoint(key: string, focus: boolean): Promise<void> {
        const [lat, lon] = key.slice(1).split(',').map(Number);
        if (!Number.isFinite(lat) || !Number.isFinite(lon)) return;
        const { lang } = this.store.get();
        const at = fromLonLat([lon, lat]);
        const head = pointHead(lon, lat, this.manifest, lang);
        this.card.show(at, t(lang, 'close'), [...head, h('p', { class: 'hint' }, t(lang, 'loading'))], focus);
        try {
            const answer = await this.api.point(lon, lat);
            if (this.store.get().selected !== key) return;
            const scenario = this.active()?.scenario ?? this.manifest.scenarios[0]?.key ?? '';
            const stations = await this.features('stations').catch(() => []);
            const content = [
                ...head,
                whyContent(answer, this.manifest, scenario, lang),
                pointReport(answer, this.manifest, lang),
                nearestStations(stations, [lon, lat], this.manifest, lang, (choice) => void this.flyTo(choice)),
            ];
            if (this.store.get().selected !== key) return;
            this.card.show(at, t(lang, 'close'), content.filter((node): node is HTMLElement => !!node), false);
        } catch (error) {
            const text = error instanceof Error ? error.message : String(error);
            this.card.show(at, t(lang, 'close'), [...head, h('p', { class: 'warn' }, text)], false);
        }
    }
}

/** A status layer's lines must not drown the colours under them. */
function opacityOf(raster: TileLayer, opacity: number): number {
    return raster.get('lines') ? opacity * 0.6 : opacity;
}

/** The whole area: the layer's bounds, else the overlays', else Beilun's surroundings. */
export function homeExtent(bounds: number[] | undefined, features: Feature[]): Extent {
    if (bounds) return transformExtent(bounds, 'EPSG:4326', 'EPSG:3857');
    const extent = createEmpty();
    for (const feature of features) extend(extent, feature.getGeometry()!.getExtent());
    return isEmpty(extent) ? transformExtent([121.6, 29.7, 122.2, 30.1], 'EPSG:4326', 'EPSG:3857') : extent;
}

