import type Feature from 'ol/Feature';
import type Map from 'ol/Map';
import { getCenter } from 'ol/extent';
import type { Api, Manifest, ManifestLayer, PointAnswer } from './api';
import { isOutside } from './assessed';
import { Card } from './card';
import { byId, h } from './dom';
import { toLonLat, toMap } from './frame';
import { t } from './i18n';
import type { OverlayId } from './layers';
import { motion } from './map';
import { nearestStations } from './nearest';
import { featureName } from './overlays';
import { beforeAndAfter, featureContent, pointHead, type ZoneNames } from './popup';
import { pointReport } from './report';
import type { Store } from './state';
import { contributions, whyContent } from './why';

/** What the selection needs of the map around it. */
export interface Scene {
    map: Map;
    api: Api;
    root: Api;
    manifest: Manifest;
    store: Store;
    active: () => ManifestLayer | null;
    features: (overlay: OverlayId) => Promise<Feature[]>;
    flyTo: (key: string) => Promise<void>;
    /** A feature, or the place that was asked for; both null where nothing is selected. */
    onSelected: (feature: Feature | null, at: number[] | null) => void;
    /** The address named a place that the run does not have. */
    onMissing: (key: string) => void;
}

const present = (node: HTMLElement | null): node is HTMLElement => node !== null;

/** The place that a click, the keyboard, a list or the address chose, and the card that tells of it. */
export class Selection {
    readonly card: Card;

    constructor(private readonly scene: Scene) {
        this.card = new Card(byId('popup'), scene.map, () => scene.store.set({ selected: null }));
    }

    /** Points before areas. */
    hits(pixel: number[]): Feature[] {
        const found: Feature[] = [];
        this.scene.map.forEachFeatureAtPixel(
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

    choose(coordinate: number[], features: Feature[]): void {
        const { store } = this.scene;
        if (features.length) {
            const current = features.findIndex((feature) => feature.getId() === store.get().selected);
            store.set({ selected: String(features[(current + 1) % features.length].getId()) });
            return;
        }
        store.set({ selected: pointKey(toLonLat(coordinate)) });
    }

    async show(focus: boolean): Promise<void> {
        const { selected } = this.scene.store.get();
        if (!selected) {
            this.card.hide();
            this.scene.onSelected(null, null);
        } else if (selected.startsWith('@')) {
            await this.showPoint(selected, focus);
        } else {
            await this.showFeature(selected, focus);
        }
    }

    private async showFeature(key: string, focus: boolean): Promise<void> {
        const { features, manifest, store } = this.scene;
        const overlay = key.split('.')[0] as OverlayId;
        const feature = (await features(overlay)).find((item) => item.getId() === key);
        const geometry = feature?.getGeometry();
        if (store.get().selected !== key) return;
        if (!feature || !geometry) {
            this.scene.onMissing(key);
            return;
        }
        this.scene.onSelected(feature, null);
        const { lang } = store.get();
        const at = getCenter(geometry.getExtent());
        const zones = await this.zoneNames();
        if (store.get().selected !== key) return;
        const content = featureContent(overlay, feature.getProperties(), manifest, zones, lang);
        const toPoint = () => store.set({ selected: pointKey(toLonLat(at)) });
        const more = h('button', { type: 'button', class: 'link', onclick: toPoint }, t(lang, 'allValues'));
        const enterprise = overlay === 'sources' ? String(feature.get('enterprise') ?? '') : '';
        const toPage = () => store.set({ panel: 'enterprises', enterprise });
        const page = enterprise && h('button', { type: 'button', class: 'link', onclick: toPage }, t(lang, 'enterpriseFile'));
        const twins = this.pointsAt(at).filter((other) => other !== feature);
        this.card.show(at, lang, [...content, this.twinLinks(twins), h('p', { class: 'ways' }, page, more)].filter((node): node is HTMLElement => !!node), focus);
        this.reveal(at);
    }

    /** The place moves out from under the card and what else covers the map. */
    private reveal(at: number[]): void {
        const { map } = this.scene;
        const [pixel, size] = [map.getPixelFromCoordinate(at), map.getSize()];
        if (!pixel || !size) return;
        const [left, top, right, bottom] = this.card.free();
        const inside = pixel[0] > left + 8 && pixel[0] < right - 8 && pixel[1] > top + 24 && pixel[1] < bottom - 16;
        if ((inside && !this.card.covers(pixel)) || right - left < 80) return;
        const center = map.getCoordinateFromPixel([pixel[0] + size[0] / 2 - (left + right) / 2, pixel[1] + size[1] / 2 - (top + bottom) / 2]);
        map.getView().animate({ center, duration: motion(250) });
    }

    async zoneNames(): Promise<ZoneNames> {
        const { features, manifest, store } = this.scene;
        const zones = await features('zones').catch(() => []);
        const named = new globalThis.Map(zones.map((zone) => [String(zone.get('id')), featureName('zones', zone.getProperties(), manifest.synthetic, store.get().lang)]));
        return (id) => named.get(id) ?? id;
    }

    /** The substance that adds most to the cancer risk at a place; null where none is known. */
    private driver(answer: PointAnswer, scenario: string): string | null {
        const list = contributions(answer, this.scene.manifest, scenario).filter((entry) => entry.risk);
        return list.sort((a, b) => b.risk! - a.risk!)[0]?.pollutant ?? null;
    }

    private pointsAt(coordinate: number[]): Feature[] {
        const pixel = this.scene.map.getPixelFromCoordinate(coordinate);
        return pixel ? this.hits(pixel).filter((feature) => feature.getGeometry()?.getType() === 'Point') : [];
    }

    /** Points that lie under the same spot, as several berths share one coordinate. */
    private twinLinks(twins: Feature[]): HTMLElement | null {
        if (!twins.length) return null;
        const { store } = this.scene;
        const line = h('p', { class: 'twins' }, `${t(store.get().lang, 'alsoHere')} `);
        for (const twin of twins.slice(0, 8)) {
            const key = String(twin.getId());
            line.append(h('button', { type: 'button', class: 'link', onclick: () => store.set({ selected: key }) }, key.split('.')[1]));
        }
        return line;
    }

    private async showPoint(key: string, focus: boolean): Promise<void> {
        const [lat, lon] = placeAt(key);
        const { manifest, store } = this.scene;
        if (!(Math.abs(lat) <= 85 && Math.abs(lon) <= 180)) {
            this.scene.onMissing(key);
            return;
        }
        const { lang } = store.get();
        const at = toMap([lon, lat]);
        const head = pointHead(lon, lat, manifest, lang);
        this.scene.onSelected(null, at);
        this.card.show(at, lang, [...head, h('p', { class: 'hint' }, t(lang, 'loading'))], focus);
        try {
            const content = await this.pointContent(lon, lat);
            if (store.get().selected !== key) return;
            this.card.show(at, lang, [...head, ...content], false);
            this.reveal(at);
        } catch (error) {
            const text = error instanceof Error ? error.message : String(error);
            this.card.show(at, lang, [...head, h('p', { class: 'warn' }, text)], false);
        }
    }

    private async pointContent(lon: number, lat: number): Promise<HTMLElement[]> {
        const { api, root, manifest, store, active, features, flyTo } = this.scene;
        const { compare, lang } = store.get();
        const layer = active();
        const [answer, other, stations] = await Promise.all([
            api.point(lon, lat),
            compare ? root.pinned(compare).point(lon, lat).catch(() => null) : null,
            features('stations').catch(() => []),
        ]);
        const wanted = layer?.scenario ?? manifest.scenarios[0]?.key ?? '';
        const applies = (key: string) => !isOutside(answer, manifest, key);
        const scenario = applies(wanted) ? wanted : (manifest.scenarios.find(({ key }) => applies(key))?.key ?? wanted);
        return [
            other && layer && beforeAndAfter(answer, other, layer, manifest, lang),
            whyContent(answer, manifest, scenario, lang),
            pointReport(answer, manifest, lang),
            nearestStations(stations, [lon, lat], layer?.pollutant ?? this.driver(answer, scenario), manifest, lang, (choice) => void flyTo(choice)),
        ].filter(present);
    }
}

/** Latitude and longitude of `@29.93,121.9`; NaN for what is no number. */
function placeAt(key: string): [number, number] {
    const parts = key.slice(1).split(',');
    const [lat, lon] = parts.map((part) => (part.trim() ? Number(part) : NaN));
    return parts.length === 2 ? [lat, lon] : [NaN, NaN];
}

function pointKey([lon, lat]: number[]): string {
    return `@${lat.toFixed(5)},${lon.toFixed(5)}`;
}
