import type Feature from 'ol/Feature';
import type Map from 'ol/Map';
import { createEmpty, extend, getCenter } from 'ol/extent';
import type VectorLayer from 'ol/layer/Vector';
import type LayerGroup from 'ol/layer/Group';
import type Geometry from 'ol/geom/Geometry';
import type { Api, Manifest, ManifestLayer } from './api';
import { maskOf } from './assessed';
import { userBase } from './bases';
import { plainBase, type PlainBase } from './basemap';
import { Cursor } from './cursor';
import { byId } from './dom';
import { toMap } from './frame';
import { t } from './i18n';
import { defaultOverlays, offered, overlaysOf, zonesScenario, type OverlayId } from './layers';
import { motion } from './map';
import type { Notices } from './notices';
import { dotsOf, loadOverlay, overlayLayer, zoneNames, type Look } from './overlays';
import { padding } from './padding';
import { Pin } from './pin';
import { Printing } from './printing';
import { styleOf, type Rasters } from './rasters';
import type { Swipe } from './compare';
import { ruler } from './ruler';
import { Selection } from './selection';
import { Sketch } from './sketch';
import type { Stage } from './stage';
import { geometry, statisticsContent } from './statistics';
import type { Key, Store, ViewState } from './state';
import type { Theme } from './theme';

/** What asks for other tiles or another legend. */
const redraws: Key[] = ['layer', 'palette', 'scale', 'compare', 'mode', 'lang'];

/** The map and what stands on it, following the state in the store. */
export class App {
    readonly map: Map;
    private readonly look: Look;
    private readonly overlays = new globalThis.Map<OverlayId, VectorLayer>();
    readonly selection: Selection;
    private readonly rasters: Rasters;
    readonly ruler: Sketch;
    readonly area: Sketch;
    readonly swipe: Swipe;
    readonly printing: Printing;
    private readonly pin: Pin;
    private zoneNames: VectorLayer | null = null;
    private base: PlainBase | null = null;
    private userBase: LayerGroup | null = null;
    private readonly ownColours: ReadonlyMap<number, string>;

    constructor(
        private readonly stage: Stage,
        private readonly api: Api,
        root: Api,
        private readonly manifest: Manifest,
        private readonly store: Store,
        private readonly theme: Theme,
        private readonly notices: Notices,
    ) {
        const state = store.get();
        this.ownColours = new globalThis.Map(manifest.levels.map((entry) => [entry.level, entry.colour]));
        this.look = { lang: state.lang, hovered: null, selected: null, dots: null, opacity: state.opacity, scenario: null };
        this.map = stage.map;
        this.swipe = stage.swipe;
        this.rasters = stage.rasters;
        for (const { id } of overlaysOf(manifest)) this.overlays.set(id, overlayLayer(id, manifest, theme, this.look));
        this.overlays.forEach((layer) => this.map.addLayer(layer));
        const zones = this.overlays.get('zones');
        if (zones) {
            const points = [...this.overlays].filter(([id]) => id !== 'zones' && id !== 'risk-zones').map(([, layer]) => layer);
            this.zoneNames = zoneNames(zones, points, manifest, theme, this.look);
            this.map.addLayer(this.zoneNames);
        }
        this.lookAt(state);
        this.pin = new Pin(this.map, theme);
        this.printing = new Printing(this.map, theme, this.rasters);
        this.selection = new Selection({
            ...{ map: this.map, api, root, manifest, store },
            active: () => this.active(),
            features: (id) => this.features(id),
            flyTo: (key) => this.flyTo(key),
            onSelected: (feature, at) => {
                this.look.selected = feature;
                this.pin.set(feature ? null : at);
                this.repaintOverlays();
            },
            onMissing: (key) => {
                const { lang } = this.store.get();
                this.store.set({ selected: null });
                this.notices.add(t(lang, 'placeGone').replace('{place}', key), lang);
            },
        });
        const context = () => ({ layer: this.active(), lang: this.store.get().lang });
        new Cursor(byId('cursor'), api, manifest, context).watch(this.map);
        this.ruler = ruler(this.map, byId('measured'), theme, () => this.store.get().lang);
        this.area = this.areaSketch(theme);
        this.listen();
        theme.onChange(() => this.repaint());
        store.subscribe((next, changed) => this.follow(next, changed));
    }

    async start(): Promise<void> {
        this.applyBase();
        await Promise.all([this.paint(), this.showLand(), this.showOverlays()]);
        await this.selection.show(false);
    }

    active(): ManifestLayer | null {
        return this.rasters.active();
    }

    goHome(): void {
        this.map.getView().fit(this.stage.home, { padding: padding(), duration: motion(300) });
    }

    moveTo(center: [number, number], zoom: number): void {
        this.map.getView().setCenter(toMap(center));
        this.map.getView().setZoom(zoom);
    }

    async features(id: OverlayId): Promise<Feature[]> {
        const layer = this.overlays.get(id);
        if (!layer) return [];
        await loadOverlay(this.api, id, layer);
        return layer.getSource()!.getFeatures() as Feature[];
    }

    /** Shows a place from a list: its overlay, its position, its popup; `@lat,lon` is a place of its own. */
    async flyTo(key: string): Promise<void> {
        if (key.startsWith('@')) {
            const [lat, lon] = key.slice(1).split(',').map(Number);
            this.goTo(toMap([lon, lat]));
            this.store.set({ selected: key });
            return;
        }
        const overlay = key.split('.')[0] as OverlayId;
        const shown = this.store.get().overlays ?? [];
        if (!shown.includes(overlay)) this.store.set({ overlays: [...shown, overlay] });
        const feature = (await this.features(overlay)).find((item) => item.getId() === key);
        if (!feature) return;
        this.goTo(getCenter(feature.getGeometry()!.getExtent()));
        this.store.set({ selected: key });
    }

    /** Shows several places at once, and tells of the first. */
    async showAll(keys: string[]): Promise<void> {
        if (keys.length < 2) return keys.length ? this.flyTo(keys[0]) : undefined;
        await this.flyTo(keys[0]);
        const extent = createEmpty();
        for (const feature of await this.features(keys[0].split('.')[0] as OverlayId)) {
            if (keys.includes(String(feature.getId()))) extend(extent, feature.getGeometry()!.getExtent());
        }
        const view = this.map.getView();
        view.cancelAnimations();
        view.fit(extent, { padding: padding(), maxZoom: 14, duration: motion(350) });
    }

    private goTo(center: number[]): void {
        const view = this.map.getView();
        view.animate({ center, zoom: Math.max(view.getZoom() ?? 0, 13), duration: motion(350) });
    }

    applyBase(): void {
        if (this.userBase) this.map.removeLayer(this.userBase);
        this.userBase = userBase(this.store.get().base);
        this.base?.under.setVisible(!this.userBase);
        this.base?.coast.setVisible(!this.userBase);
        if (!this.userBase) return;
        this.userBase.setZIndex(1);
        this.map.addLayer(this.userBase);
    }

    /** Land and sea under the layers; a page without them is a map all the same. */
    private async showLand(): Promise<void> {
        const [own, surroundings] = await Promise.all([this.api.land(), viewerFile('surroundings.json')]);
        this.base = plainBase(own, surroundings, this.theme);
        this.base.under.setZIndex(0);
        this.base.coast.setZIndex(15);
        this.map.addLayer(this.base.under);
        this.map.addLayer(this.base.coast);
        this.applyBase();
    }

    /** Asks for everything again that failed while the server was away. */
    recover(): void {
        void this.rasters.show();
        void this.showOverlays();
    }

    private follow(state: ViewState, changed: ReadonlySet<Key>): void {
        this.lookAt(state);
        if (['layer', 'compare', 'opacity'].some((key) => changed.has(key as Key))) this.repaintOverlays();
        if (changed.has('palette')) void this.paint();
        if (redraws.some((key) => changed.has(key))) void this.rasters.show();
        if (changed.has('opacity')) this.rasters.setOpacity(state.opacity);
        if (changed.has('overlays')) void this.showOverlays();
        if (changed.has('base')) this.applyBase();
        if (changed.has('lang')) this.repaint();
        const again = state.selected && (changed.has('lang') || changed.has('compare'));
        if (changed.has('selected') || again) void this.selection.show(changed.has('selected'));
    }

    /** What is shown decides how the points look and whose risk zones there are. */
    private lookAt(state: ViewState): void {
        const layer = this.active();
        this.look.lang = state.lang;
        this.look.opacity = state.opacity;
        this.look.dots = dotsOf(layer, state.compare !== null);
        this.look.scenario = zonesScenario(this.manifest, layer);
    }

    /** Points, chips and rasters take their level colours from one palette. */
    private async paint(): Promise<void> {
        const level = offered(this.manifest).find((layer) => layer.kind === 'level');
        if (!level) return;
        const style = styleOf(level, this.store.get().palette);
        if (!style && this.manifest.levels.every((entry) => entry.colour === this.ownColours.get(entry.level))) return;
        const legend = style === null ? null : await this.api.legend(level.id, style).catch(() => null);
        for (const entry of this.manifest.levels) {
            const other = legend?.classes.find((item) => item.value === entry.level)?.colour;
            entry.colour = other ?? this.ownColours.get(entry.level) ?? entry.colour;
        }
        this.repaint();
        if (this.store.get().selected) await this.selection.show(false);
    }

    private repaint(): void {
        for (const layer of this.map.getAllLayers()) if (layer.get('overlay')) layer.changed();
        this.base?.under.getLayers().forEach((layer) => layer.changed());
        this.base?.coast.changed();
        this.zoneNames?.changed();
    }

    /** Statistics of a polygon that the reader draws. */
    private areaSketch(theme: Theme): Sketch {
        const output = byId('measured');
        const lang = () => this.store.get().lang;
        return new Sketch(this.map, theme, 'Polygon', 'area', lang, {
            onStart: () => this.ruler.stop(),
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
            const polygon = geometry(shape);
            const answer = await this.api.statistics(polygon, layer.id);
            const level = typeof answer.layers[0]?.assessed_cells === 'number' || layer.kind === 'level' ? null : maskOf(this.manifest, layer);
            const mask = level && (await this.api.statistics(polygon, level.id));
            this.selection.card.show(shape.getExtent(), lang, statisticsContent(answer, mask, layer, this.manifest, lang), true);
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

    private listen(): void {
        const target = byId('map');
        this.map.on('pointermove', (event) => {
            if (event.dragging) return;
            const feature = this.selection.hits(event.pixel)[0] ?? null;
            target.style.cursor = feature ? 'pointer' : '';
            if (feature === this.look.hovered) return;
            this.look.hovered = feature;
            this.repaintOverlays();
        });
        this.map.on('singleclick', (event) => {
            if (!this.ruler.active && !this.area.active) this.selection.choose(event.coordinate, this.selection.hits(event.pixel));
        });
        target.addEventListener('keydown', (event) => {
            if (event.key === 'Escape') {
                this.ruler.stop();
                this.area.stop();
                this.store.set({ selected: null });
            }
            if (event.key !== 'Enter' || event.target !== target || this.ruler.active || this.area.active) return;
            const center = this.map.getView().getCenter()!;
            this.selection.choose(center, this.selection.hits(this.map.getPixelFromCoordinate(center)));
        });
    }

    private repaintOverlays(): void {
        this.overlays.forEach((layer) => layer.changed());
    }
}

/** A file of the viewer itself, null where it is missing. */
async function viewerFile(name: string): Promise<object | null> {
    const response = await fetch(name).catch(() => null);
    return response?.ok ? response.json() : null;
}
