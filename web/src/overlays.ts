import Feature from 'ol/Feature';
import Point from 'ol/geom/Point';
import VectorLayer from 'ol/layer/Vector';
import VectorSource from 'ol/source/Vector';
import { Circle, Fill, RegularShape, Stroke, Style, Text as TextStyle } from 'ol/style';
import type ImageStyle from 'ol/style/Image';
import type { Api, Lang, Manifest, ManifestLayer } from './api';
import { place, readLonLat } from './features';
import { unit_m } from './frame';
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

type Shape = 'circle' | 'square' | 'triangle' | 'diamond';
const shapes: Partial<Record<OverlayId, Shape>> = {
    berths: 'square',
    receptors: 'circle',
    stations: 'triangle',
    sources: 'diamond',
};

function marker(shape: Shape, radius: number, fill: string | null, stroke: string, width: number): ImageStyle {
    const inside = fill === null ? undefined : new Fill({ color: fill });
    const paint = { fill: inside, stroke: new Stroke({ color: stroke, width }), declutterMode: 'none' as const };
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
            new Style({ image: marker(shape, radius, fill, colours.ink, fill === null ? 1.6 : 1.1), zIndex: strong ? 11 : 2 }),
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

/** Zone names stand north of the outline, above the points. */
export function zoneNames(zones: VectorLayer, manifest: Manifest, theme: Theme, look: Look): VectorLayer {
    const small = `400 11px ${family}`;
    const style = (item: unknown): Style => {
        const feature = item as Feature;
        const name = featureName('zones', feature.getProperties(), manifest.synthetic, look.lang);
        const note = t(look.lang, 'approximate');
        const text = feature.get('approximate') ? [name, `600 14px ${family}`, '\n', small, note, small] : name;
        const [west, , east, north] = feature.getGeometry()!.getExtent();
        return new Style({ geometry: new Point([(west + east) / 2, north]), text: label(text, theme.get(), 14, -20) });
    };
    return new VectorLayer({ source: zones.getSource()!, style, zIndex: 70, updateWhileAnimating: true, updateWhileInteracting: true });
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
        const fill = hollow ? null : look.dots ? levelColour(manifest, feature.get(look.dots)) : colours.neutral;
        const radius = radiusAt(resolution, overlay);
        const styles = pointStyles(shapes[overlay] ?? 'circle', radius, fill, colours, strong);
        if (resolution > 20 && !strong) return styles;
        const name = featureName(overlay, feature.getProperties(), manifest.synthetic, look.lang);
        return [...styles, new Style({ text: label(name, colours, 11, radius + 10), zIndex: strong ? 12 : 0 })];
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
