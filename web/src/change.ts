import type { ViewState } from './state';

/** Two runs, the earlier one first: a change is always told forward in time. */
export interface Change {
    from: string;
    to: string;
}

/** The change that the state asks for; null where it asks for none. Ids begin with their time. */
export function changeOf(state: ViewState, shown: string): Change | null {
    const { compare, mode } = state;
    if (!compare || mode !== 'change' || compare === shown) return null;
    return compare < shown ? { from: compare, to: shown } : { from: shown, to: compare };
}

/** Where the server keeps a change's tiles, legend or areas. */
export function changePath({ from, to }: Change, what: 'tiles' | 'legend' | 'areas', layer: string): string {
    return `changes/${encodeURIComponent(from)}/${encodeURIComponent(to)}/${what}/${layer}`;
}
