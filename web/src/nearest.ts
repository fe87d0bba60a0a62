import type Feature from 'ol/Feature';
import { getCenter } from 'ol/extent';
import { getDistance } from 'ol/sphere';
import type { Lang, Manifest } from './api';
import { h } from './dom';
import { distanceText } from './format';
import { toLonLat } from './frame';
import { pick, t } from './i18n';
import { featureName } from './overlays';
import { stationRows } from './popup';

const directions: [string, string][] = [['北', 'N'], ['东北', 'NE'], ['东', 'E'], ['东南', 'SE'], ['南', 'S'], ['西南', 'SW'], ['西', 'W'], ['西北', 'NW']];

/** In which direction another place lies, of eight; degrees of longitude and latitude. */
export function directionText([lon, lat]: number[], [toLon, toLat]: number[], lang: Lang): string {
    const east = (toLon - lon) * Math.cos((lat * Math.PI) / 180);
    const octant = Math.round(Math.atan2(east, toLat - lat) / (Math.PI / 4));
    return directions[(octant + 8) % 8][lang === 'zh' ? 0 : 1];
}

/** The stations that a value at a place rests on: the nearest three, how far, where, and what they measured of a substance. */
export function nearestStations(
    stations: Feature[],
    place: number[],
    pollutant: string | null,
    manifest: Manifest,
    lang: Lang,
    onChoose: (key: string) => void,
): HTMLElement | null {
    const all = stations.map((feature) => {
        const at = toLonLat(getCenter(feature.getGeometry()!.getExtent()));
        return { feature, at, metres: getDistance(place, at) };
    });
    if (!all.length) return null;
    const list = h('ul', { class: 'nearest' });
    for (const { feature, at, metres } of all.sort((a, b) => a.metres - b.metres).slice(0, 3)) {
        const key = String(feature.getId());
        const props = feature.getProperties();
        const name = featureName('stations', props, manifest.synthetic, lang);
        const measured = pollutant ? stationRows(manifest, props, lang).find((row) => row.pollutant === pollutant)?.value : '';
        const where = `${distanceText(metres)} · ${directionText(place, at, lang)}`;
        const link = h('button', { type: 'button', class: 'link', onclick: () => onChoose(key) }, name);
        list.append(h('li', {}, link, h('span', {}, where), h('span', { class: 'value' }, measured ?? '')));
    }
    const known = manifest.pollutants.find((entry) => entry.key === pollutant);
    const head = [t(lang, 'nearestStations'), known && pick(lang, known.name)].filter(Boolean).join(' · ');
    return h('section', { class: 'near' }, h('h3', {}, head), list);
}
