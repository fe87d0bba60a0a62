import type Feature from 'ol/Feature';
import { getCenter } from 'ol/extent';
import { toLonLat } from 'ol/proj';
import { getDistance } from 'ol/sphere';
import type { Lang, Manifest } from './api';
import { h } from './dom';
import { distanceText } from './format';
import { t } from './i18n';
import { featureName } from './overlays';

/** The stations that a value at a place rests on: the nearest three with their distance on the sphere. */
export function nearestStations(stations: Feature[], place: number[], manifest: Manifest, lang: Lang, onChoose: (key: string) => void): HTMLElement | null {
    const all = stations.map((feature) => ({
        feature,
        metres: getDistance(place, toLonLat(getCenter(feature.getGeometry()!.getExtent()))),
    }));
    if (!all.length) return null;
    const line = h('p', { class: 'twins' }, `${t(lang, 'nearestStations')} `);
    for (const { feature, metres } of all.sort((a, b) => a.metres - b.metres).slice(0, 3)) {
        const key = String(feature.getId());
        const name = featureName('stations', feature.getProperties(), manifest.synthetic, lang);
        line.append(h('button', { type: 'button', class: 'link', onclick: () => onChoose(key) }, `${name} ${distanceText(metres)}`));
    }
    return line;
}
