import GeoJSON from 'ol/format/GeoJSON';
import type Geometry from 'ol/geom/Geometry';
import { buffer, type Extent } from 'ol/extent';
import { fromExtent } from 'ol/geom/Polygon';
import type { Api, Lang, LayerStatistics, Manifest, ManifestLayer, Statistics } from './api';
import { assessedArea } from './assessed';
import { h } from './dom';
import { areaText, quantityText, unitText } from './format';
import { lonLatShape } from './frame';
import { capital, pick, t } from './i18n';
import { titleOf } from './layers';
import { typeset } from './legend';
import { mark, table, type Row } from './popup';

/** Area per class value of a layer over its whole extent, m². */
export async function wholeAreas(api: Api, layer: string): Promise<Map<number, number>> {
    const { bounds } = await api.tileJson(layer);
    if (!bounds) return new Map();
    const [west, south, east, north] = buffer(bounds as Extent, 0.02);
    const box: Extent = [Math.max(west, -180), Math.max(south, -85), Math.min(east, 180), Math.min(north, 85)];
    const answer = await api.statistics(new GeoJSON().writeGeometryObject(fromExtent(box)), layer);
    const classes = answer.layers[0]?.classes ?? [];
    return new Map(classes.filter((entry) => entry.value !== null).map((entry) => [entry.value!, entry.area_m2]));
}

/** A polygon of the map as GeoJSON in longitude and latitude. */
export function geometry(shape: Geometry): object {
    return new GeoJSON().writeGeometryObject(lonLatShape(shape), { decimals: 7 });
}

/** In the legend's order: levels and numbers from the highest down, categories as they are. */
function classRows(entry: LayerStatistics, lang: Lang): Row[] {
    const classes = entry.kind === 'level' ? [...entry.classes].sort((a, b) => (b.value ?? 0) - (a.value ?? 0)) : entry.kind === 'category' ? entry.classes : [...entry.classes].reverse();
    const unit = entry.kind === 'continuous' ? unitText(entry.unit) : '';
    return classes.filter((item) => item.area_m2 > 0).map((item) => ({ name: [capital(typeset(pick(lang, item.label))), unit].filter(Boolean).join(' '), value: areaText(item.area_m2), colour: item.colour }));
}

const share = (part: number, whole: number) => (whole > 0 ? ` · ${Math.round((100 * part) / whole)} %` : '');

/**
 * What the active layer says of a polygon: area per class, mean, largest value, how much of the assessed area is unknown,
 * and how much is not assessed at all.
 * @param mask the level layer's statistics of the same polygon, where the layer's own do not tell what is assessed
 */
export function statisticsContent(answer: Statistics, mask: Statistics | null, layer: ManifestLayer, manifest: Manifest, lang: Lang): Node[] {
    const entry = answer.layers[0];
    const rows: Row[] = [];
    const found = entry && manifest.levels.length > 0 && assessedArea(entry, mask?.layers[0] ?? null, manifest.project.cell_size_m ** 2);
    if (entry) {
        rows.push(...classRows(entry, lang));
        if (entry.mean !== null) rows.push({ name: t(lang, 'mean'), value: quantityText(entry.mean, entry.unit, entry.kind) });
        if (entry.max !== null && entry.kind !== 'category' && entry.kind !== 'level')
            rows.push({ name: t(lang, 'largest'), value: quantityText(entry.max, entry.unit, entry.kind) });
        if (found) {
            rows.push({ name: t(lang, 'assessedArea'), value: areaText(found.assessed_m2) });
            rows.push({ name: t(lang, 'unknownArea'), value: `${areaText(found.unknown_m2)}${share(found.unknown_m2, found.assessed_m2)}` });
            if (found.outside_m2 > 0) rows.push({ name: t(lang, 'outsideArea'), value: areaText(found.outside_m2) });
        } else {
            rows.push({ name: t(lang, 'coloured'), value: areaText(entry.area_m2) });
        }
    }
    const nothing = !entry?.cells ? 'nothingInside' : found && found.assessed_m2 === 0 ? 'allOutside' : null;
    return [
        mark(manifest, lang),
        h('p', { class: 'eyebrow' }, t(lang, 'polygonStatistics')),
        h('h2', {}, capital(titleOf(layer, manifest, lang))),
        nothing ? h('p', { class: 'hint' }, t(lang, nothing)) : table(rows),
    ].filter((node): node is HTMLElement => Boolean(node));
}
