import GeoJSON from 'ol/format/GeoJSON';
import type Geometry from 'ol/geom/Geometry';
import { buffer, type Extent } from 'ol/extent';
import { fromExtent } from 'ol/geom/Polygon';
import type { Api, Lang, LayerStatistics, Manifest, ManifestLayer, Statistics } from './api';
import { h } from './dom';
import { areaText, quantityText } from './format';
import { lonLatShape } from './frame';
import { pick, t } from './i18n';
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

function classRows(entry: LayerStatistics, lang: Lang): Row[] {
    const rows = entry.classes
        .filter((item) => item.area_m2 > 0)
        .map((item) => ({ name: pick(lang, item.label), value: areaText(item.area_m2), colour: item.colour }));
    return entry.kind === 'level' || entry.kind === 'category' ? rows.reverse() : rows;
}

/** What the active layer says of a polygon: area per class, mean, largest value, how much of it is unknown. */
export function statisticsContent(answer: Statistics, layer: ManifestLayer, manifest: Manifest, lang: Lang): Node[] {
    const entry = answer.layers[0];
    const rows: Row[] = [];
    if (entry) {
        rows.push(...classRows(entry, lang));
        if (entry.mean !== null) rows.push({ name: t(lang, 'mean'), value: quantityText(entry.mean, entry.unit, entry.kind) });
        if (entry.max !== null && entry.kind !== 'category' && entry.kind !== 'level')
            rows.push({ name: t(lang, 'largest'), value: quantityText(entry.max, entry.unit, entry.kind) });
        rows.push({ name: t(lang, 'coloured'), value: areaText(entry.area_m2) });
        if (entry.unknown_share !== null) rows.push({ name: t(lang, 'unknownShare'), value: `${Math.round(entry.unknown_share * 100)} %` });
    }
    return [
        mark(manifest, lang),
        h('p', { class: 'eyebrow' }, t(lang, 'polygonStatistics')),
        h('h2', {}, pick(lang, layer.title)),
        entry && entry.cells ? table(rows) : h('p', { class: 'hint' }, t(lang, 'nothingInside')),
    ].filter((node): node is HTMLElement => Boolean(node));
}
