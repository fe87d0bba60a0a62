import LayerGroup from 'ol/layer/Group';
import TileLayer from 'ol/layer/Tile';
import XYZ from 'ol/source/XYZ';
import { frame } from './frame';
import type { ViewState } from './state';

/** Base maps of other hosts. Each needs a key or an address: the reader's own, kept in this browser, or the server's. */
export type UserBase = Exclude<ViewState['base'], 'plain'>;
export const userBases: UserBase[] = ['tianditu', 'gcj02', 'xyz'];

/** `/viewer.json`: what the server's configuration gives its viewers. */
export interface ViewerConfig {
    base: ViewState['base'];
    tianditu: string;
    gcj02: string;
    xyz: string;
}

let config: Partial<ViewerConfig> = {};

export function configure(given: Partial<ViewerConfig> | null): void {
    config = given ?? {};
}

export function configuredBase(): ViewState['base'] {
    const base = config.base ?? 'plain';
    return base === 'plain' || usable(base) ? base : 'plain';
}

const itemOf = (base: UserBase) => `riskmap.${base}`;

/** The reader's own key or address, else the server's, else empty. */
export function setting(base: UserBase): string {
    let own = '';
    try {
        own = localStorage.getItem(itemOf(base)) ?? '';
    } catch {
        /* private browsing */
    }
    return own || config[base] || '';
}

/** Keeps a key or address in this browser; empty takes it away, so that the server's holds again. False where it is none. */
export function keepSetting(base: UserBase, text: string): boolean {
    if (text && !valid(base, text)) return false;
    try {
        if (text) localStorage.setItem(itemOf(base), text);
        else localStorage.removeItem(itemOf(base));
    } catch {
        config = { ...config, [base]: text };
    }
    return true;
}

export function valid(base: UserBase, text: string): boolean {
    if (base === 'tianditu') return /^[0-9a-fA-F]{16,64}$/.test(text);
    return /^https?:\/\//.test(text) && ['{z}', '{x}'].every((part) => text.includes(part)) && /\{-?y\}/.test(text);
}

export function usable(base: UserBase): boolean {
    return valid(base, setting(base));
}

/** Tianditu's set `c` (degrees, CGCS2000), whose ids are those of the server's CGCS2000Quad. */
function tianditu(kind: 'vec' | 'cva', key: string): TileLayer {
    const url =
        `https://t{0-7}.tianditu.gov.cn/${kind}_c/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${kind}` +
        `&STYLE=default&TILEMATRIXSET=c&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${encodeURIComponent(key)}`;
    const source = new XYZ({ url, projection: frame.projection, tileGrid: frame.tileGrid(1, 18) });
    return new TileLayer({ properties: { credit: '© 天地图' }, source });
}

/** Null where the base map is the plain one, or nothing is known to draw it with. */
export function userBase(base: ViewState['base']): LayerGroup | null {
    if (base === 'plain' || !usable(base)) return null;
    const text = setting(base);
    if (base === 'tianditu') return new LayerGroup({ layers: [tianditu('vec', text), tianditu('cva', text)] });
    return new LayerGroup({ layers: [new TileLayer({ source: new XYZ({ url: text, maxZoom: 18 }) })] });
}
