import Feature from 'ol/Feature';
import Point from 'ol/geom/Point';
import type { Extent } from 'ol/extent';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import { Circle, Fill, RegularShape, Stroke, Style, Text as TextStyle } from 'ol/style';
import type ImageStyle from 'ol/style/Image';
import type { Api, Lang, Manifest, ManifestLayer } from './api';
import { place, readLonLat } from './features';
import { unit_m } from './frame';
import { rgb } from './hatch';
import { t } from './i18n';
import { isUpper, type OverlayId } from './layers';
import type { MapColours, Theme } from './theme';

export type Props = Record<string, unknown>;

/** Everything that decides how features look at the moment. */
export interface Look {
    lang: Lang;
    hovered: Feature | null;
    selected: Feature | null;
    /** Which level colours the points; none where the map shows something else, or two runs at once. */
    dots: 'level' | 'level_upper' | null;
    /** The layer's opacity: points have the shade that their level has on the map. */
    opacity: number;
    /** Whose risk zones are drawn. */
    scenario: string | null;
}

/** What the shown layer and a comparison leave of the points' own colours. */
export function dotsOf(layer: ManifestLayer | null, compared: boolean): Look['dots'] {
    if (compared || layer?.kind !== 'level') return null;
    return isUpper(layer) ? 'level_upper' : 'level';
}

export const unknownColour = '#9aa3ab';

/** A synthetic run names its points by id only; zones keep their names, as nothing is said about them. */
export function featureName(overlay: OverlayId, props: Props, synthetic: boolean, lang: Lang): string {
    const id = String(props.id ?? '');
    if (synthetic && overlay !== 'zones') return id;
    const names = lang === 'zh' ? [props.name_zh, props.name_en] : [props.name_en, props.name_zh];
    return String(names.find(Boolean) ?? id);
}

export function levelColour(manifest: Manifest, level: unknown): string {
    if (typeof level !== 'number' || level < 1) return unknownColour;
    return manifest.levels.find((entry) => entry.level === level)?.colour ?? unknownColour;
}

/** A colour over another, as a layer of this opacity shows it. */
export function mixed(colour: string, ground: string, opacity: number): string {
    const [a, b] = [rgb(colour), rgb(ground)];
    return `#${a.map((value, index) => Math.round(value * opacity + b[index] * (1 - opacity)).toString(16).padStart(2, '0')).join('')}`;
}

type Shape = 'circle' | 'square' | 'triangle' | 'diamond';
const shapes: Partial<Record<OverlayId, Shape>> = {
    berths: 'square',
    receptors: 'circle',
    stations: 'triangle',
    sources: 'diamond',
};

function marker(shape: Shape, radius: number, fill: string | null, stroke: string, width: number, declutterMode: 'none' | 'obstacle' = 'none'): ImageStyle {
    const inside = fill === null ? undefined : new Fill({ color: fill });
    const paint = { fill: inside, stroke: new Stroke({ color: stroke, width }), declutterMode };
    if (shape === 'circle') return new Circle({ radius, ...paint });
    const points = shape === 'triangle' ? 3 : 4;
    return new RegularShape({ points, radius: radius * 1.3, angle: shape === 'square' ? Math.PI / 4 : 0, ...paint });
}

const cache = new Map<string, Style[]>();

/** Without a fill a marker is an outline, so that it hides nothing of the map under it. */
function pointStyles(shape: Shape, radius: number, fill: string | null, colours: MapColours, strong: boolean): Style[] {
    const key = [shape, radius, fill, colours.ink, strong].join();
    let styles = cache.get(key);
    if (!styles) {
        const ring = strong ? colours.accent : colours.halo;
        styles = [
            fill === null && !strong
                ? new Style({ image: marker(shape, radius, null, ring, 3.6), zIndex: 1 })
                : new Style({ image: marker(shape, radius + (strong ? 4 : 1.6), ring, ring, 0.5), zIndex: strong ? 10 : 1 }),
            new Style({ image: marker(shape, radius, fill, colours.ink, fill === null ? 1.6 : 1.1, 'obstacle'), zIndex: strong ? 11 : 2 }),
        ];
        cache.set(key, styles);
    }
    return styles;
}

const family = '"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif';

function label(text: string | string[], colours: MapColours, size: number, offset: number): TextStyle {
    return new TextStyle({
        text,
        font: `600 ${size}px ${family}`,
        fill: new Fill({ color: colours.ink }),
        stroke: new Stroke({ color: colours.halo, width: 3.5 }),
        offsetY: offset,
        overflow: true,
    });
}

function zoneOutline(feature: Feature, colours: MapColours, strong: boolean): Style[] {
    const dash = feature.get('approximate') ? [9, 6] : undefined;
    return [
        new Style({ stroke: new Stroke({ color: colours.halo, width: strong ? 6 : 4 }) }),
        new Style({
            stroke: new Stroke({ color: strong ? colours.accent : colours.ink, width: strong ? 2.6 : 1.8, lineDash: dash }),
        }),
    ];
}

/** Half a zone name, in pixels: what has to be free of points. */
const [nameWidth, nameHeight] = [34, 20];

/** Where a zone's name stands: outside its outline, north of it unless points lie there and another side is free. */
function namePlace(outline: Extent, resolution: number, points: VectorLayer[]): number[] {
    const [west, south, east, north] = outline;
    const [x, y] = [(west + east) / 2, (south + north) / 2];
    const [away, aside] = [20 * resolution, 44 * resolution];
    const places = [[x, north + away], [x, south - away], [west - aside, y], [east + aside, y]];
    const [w, h] = [nameWidth * resolution, nameHeight * resolution];
    const taken = ([px, py]: number[]) => points.some((layer) => layer.getVisible() && layer.getSource()!.getFeaturesInExtent([px - w, py - h, px + w, py + h]).length > 0);
    return places.find((place) => !taken(place)) ?? places[0];
}

/** Zone names stand beside the outlines, clear of points; close by they step back. */
export function zoneNames(zones: VectorLayer, points: VectorLayer[], manifest: Manifest, theme: Theme, look: Look): VectorLayer {
    const style = (item: unknown, resolution: number): Style => {
        const feature = item as Feature;
        const name = featureName('zones', feature.getProperties(), manifest.synthetic, look.lang);
        const note = t(look.lang, 'approximate');
        const outline = feature.getGeometry()!.getExtent();
        const close = (outline[2] - outline[0]) / resolution > 420;
        const [large, small] = [close ? `500 12px ${family}` : `600 14px ${family}`, `400 11px ${family}`];
        const text = feature.get('approximate') ? [name, large, '\n', small, note, small] : name;
        return new Style({ geometry: new Point(namePlace(outline, resolution, points)), text: label(text, theme.get(), close ? 12 : 14, 0) });
    };
    return new VectorLayer({ source: zones.getSource()!, style, declutter: 'riskmap', zIndex: 70, updateWhileAnimating: true, updateWhileInteracting: true });
}

/** @param resolution metres a pixel, at the equator */
function radiusAt(resolution: number, overlay: OverlayId): number {
    const size = resolution > 90 ? 3 : resolution > 45 ? 4 : resolution > 20 ? 5 : 6.5;
    return overlay === 'stations' ? size * 0.8 : size;
}

function styleOf(overlay: OverlayId, manifest: Manifest, theme: Theme, look: Look) {
    return (item: unknown, unitsPerPixel: number): Style | Style[] => {
        const feature = item as Feature;
        const resolution = unitsPerPixel * unit_m();
        const colours = theme.get();
        const strong = feature === look.hovered || feature === look.selected;
        if (overlay === 'zones') return zoneOutline(feature, colours, strong);
        if (overlay === 'risk-zones') {
            if (look.scenario && feature.get('scenario') !== look.scenario) return [];
            return new Style({ stroke: new Stroke({ color: strong ? colours.accent : colours.ink, width: strong ? 2 : 0.8 }) });
        }
        const hollow = overlay === 'stations' || overlay === 'sources';
        const fill = hollow ? null : look.dots ? mixed(levelColour(manifest, feature.get(look.dots)), colours.land, look.opacity) : colours.neutral;
        const radius = radiusAt(resolution, overlay);
        const styles = pointStyles(shapes[overlay] ?? 'circle', radius, fill, colours, strong);
        if (resolution > 20 && !strong) return styles;
        const name = featureName(overlay, feature.getProperties(), manifest.synthetic, look.lang);
        return [...styles, new Style({ text: label(name, colours, 11, radius * 1.3 + (shapes[overlay] === 'square' ? 14 : 12)), zIndex: strong ? 12 : 0 })];
    };
}

export function overlayLayer(id: OverlayId, manifest: Manifest, theme: Theme, look: Look): VectorLayer {
    const layer = new VectorLayer({
        source: new VectorSource(),
        style: styleOf(id, manifest, theme, look),
        declutter: id === 'risk-zones' ? false : 'riskmap',
        updateWhileAnimating: true,
        updateWhileInteracting: true,
        zIndex: { 'risk-zones': 20, zones: 30, stations: 40, sources: 45, receptors: 50, berths: 60 }[id],
    });
    layer.set('overlay', id);
    return layer;
}

/** Loads an overlay's features once. Their ids become `overlay.id`, as permalinks name them. */
export async function loadOverlay(api: Api, id: OverlayId, layer: VectorLayer): Promise<number> {
    const source = layer.getSource()!;
    if (layer.get('loaded')) return source.getFeatures().length;
    const collection = await api.items(id);
    const features = place(readLonLat(collection));
    features.forEach((feature, index) => {
        feature.setId(`${id}.${feature.get('id') ?? feature.getId() ?? index}`);
        feature.set('overlay', id, true);
    });
    layer.set('loaded', true);
    source.clear();
    source.addFeatures(features);
    return features.length;
}
