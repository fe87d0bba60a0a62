import type { Lang } from './api';

/** Everything that a permalink restores. */
export interface ViewState {
    lang: Lang;
    layer: string | null;
    opacity: number;
    overlays: string[] | null;
    base: 'plain' | 'tianditu' | 'xyz' | 'gcj02';
    center: [number, number] | null;
    zoom: number | null;
    selected: string | null;
    palette: 'default' | 'colourblind';
    /** Concentrations by classes after their own values, or by the same classes for every substance and run. */
    scale: 'own' | 'common';
    /** The run that is shown; null for the current one. */
    run: string | null;
    /** The run it is compared with; null without one. */
    compare: string | null;
    /** How both are compared: side by side under the swipe, or as what changed between them. */
    mode: 'swipe' | 'change';
    /** Where the swipe stands, 0 at the left edge to 1 at the right. */
    swipe: number;
    /** The enterprise whose page its panel shows; null: the list. */
    enterprise: string | null;
    /** The panel that stands open: one of the panels' names, `none`, or null for what the page's width gives. */
    panel: string | null;
}

export const initial: ViewState = {
    lang: 'zh',
    layer: null,
    opacity: 0.8,
    overlays: null,
    base: 'plain',
    center: null,
    zoom: null,
    selected: null,
    palette: 'default',
    scale: 'own',
    run: null,
    compare: null,
    mode: 'swipe',
    swipe: 0.5,
    enterprise: null,
    panel: null,
};

function between(text: string | null, low: number, high: number): number | null {
    if (text === null || text === '') return null;
    const value = Number(text);
    return Number.isFinite(value) && value >= low && value <= high ? value : null;
}

/** Reads a hash such as `#map=11/29.92/121.9&layer=risk-level&lang=en`; what it cannot read is left out. */
export function parseHash(hash: string): Partial<ViewState> {
    const entries = new URLSearchParams(hash.replace(/^#/, ''));
    const state: Partial<ViewState> = {};
    const [zoom, lat, lon] = (entries.get('map') ?? '').split('/');
    const z = between(zoom ?? null, 0, 24);
    const y = between(lat ?? null, -85, 85);
    const x = between(lon ?? null, -180, 180);
    if (z !== null && y !== null && x !== null) {
        state.zoom = z;
        state.center = [x, y];
    }
    const layer = entries.get('layer');
    if (layer && /^[\w.-]+$/.test(layer)) state.layer = layer;
    const opacity = between(entries.get('opacity'), 0, 100);
    if (opacity !== null) state.opacity = opacity / 100;
    const overlays = entries.get('overlays');
    if (overlays !== null) state.overlays = overlays.split(',').filter((id) => /^[\w-]+$/.test(id));
    const base = entries.get('base');
    if (base === 'plain' || base === 'tianditu' || base === 'xyz' || base === 'gcj02') state.base = base;
    const lang = entries.get('lang');
    if (lang === 'zh' || lang === 'en') state.lang = lang;
    const selected = entries.get('sel');
    if (selected) state.selected = selected;
    if (entries.get('palette') === 'colourblind') state.palette = 'colourblind';
    if (entries.get('scale') === 'common') state.scale = 'common';
    for (const key of ['run', 'compare'] as const) {
        const run = entries.get(key);
        if (run && /^[\w-]+$/.test(run)) state[key] = run;
    }
    if (entries.get('compare')) state.mode = entries.get('mode') === 'change' ? 'change' : 'swipe';
    const enterprise = entries.get('enterprise');
    if (enterprise && /^[\w-]+$/.test(enterprise)) state.enterprise = enterprise;
    const panel = entries.get('panel');
    if (panel && /^[a-z]+$/.test(panel)) state.panel = panel;
    const swipe = between(entries.get('swipe'), 0, 100);
    if (swipe !== null) state.swipe = swipe / 100;
    return state;
}

export function toHash(state: ViewState): string {
    const parts: string[] = [];
    if (state.center && state.zoom !== null) {
        const [lon, lat] = state.center;
        parts.push(`map=${Number(state.zoom.toFixed(2))}/${lat.toFixed(5)}/${lon.toFixed(5)}`);
    }
    if (state.layer) parts.push(`layer=${state.layer}`);
    parts.push(`opacity=${Math.round(state.opacity * 100)}`);
    if (state.overlays) parts.push(`overlays=${state.overlays.join(',')}`);
    parts.push(`base=${state.base}`);
    if (state.palette !== 'default') parts.push(`palette=${state.palette}`);
    if (state.scale !== 'own') parts.push(`scale=${state.scale}`);
    if (state.run) parts.push(`run=${state.run}`);
    if (state.compare) parts.push(`compare=${state.compare}`);
    if (state.compare) parts.push(state.mode === 'change' ? 'mode=change' : `swipe=${Math.round(state.swipe * 100)}`);
    if (state.enterprise) parts.push(`enterprise=${state.enterprise}`);
    if (state.panel) parts.push(`panel=${state.panel}`);
    if (state.selected) parts.push(`sel=${encodeURIComponent(state.selected)}`);
    parts.push(`lang=${state.lang}`);
    return `#${parts.join('&')}`;
}

export function preferredLang(languages: readonly string[]): Lang {
    for (const language of languages) {
        if (/^zh\b/i.test(language)) return 'zh';
        if (/^en\b/i.test(language)) return 'en';
    }
    return 'zh';
}

export type Key = keyof ViewState;
type Listener = (state: ViewState, changed: ReadonlySet<Key>) => void;

export class Store {
    private listeners: Listener[] = [];

    constructor(private state: ViewState) {}

    get(): ViewState {
        return this.state;
    }

    set(patch: Partial<ViewState>): void {
        const changed = new Set<Key>();
        for (const key of Object.keys(patch) as Key[]) {
            if (JSON.stringify(this.state[key]) !== JSON.stringify(patch[key])) changed.add(key);
        }
        if (!changed.size) return;
        this.state = { ...this.state, ...patch };
        for (const listener of this.listeners) listener(this.state, changed);
    }

    subscribe(listener: Listener): void {
        this.listeners.push(listener);
    }
}
