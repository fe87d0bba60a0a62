import Map from 'ol/Map';
import View from 'ol/View';
import ScaleLine from 'ol/control/ScaleLine';
import MouseWheelZoom from 'ol/interaction/MouseWheelZoom';
import { defaults as interactions } from 'ol/interaction/defaults';
import type { Extent } from 'ol/extent';
import { frame as plane, toLonLat, toMap } from './frame';
import { padding } from './padding';
import type { Store } from './state';

export interface Frame {
    /** What the view may not leave (map coordinates). */
    bounds: Extent;
    /** What "whole area" shows (map coordinates). */
    home: Extent;
}

export function createMap(target: HTMLElement, scale: HTMLElement, frame: Frame, store: Store): Map {
    const { center, zoom } = store.get();
    const view = new View({
        projection: plane.projection,
        extent: frame.bounds,
        enableRotation: false,
        minZoom: 7,
        maxZoom: 18,
        center: center ? toMap(center) : undefined,
        zoom: zoom ?? undefined,
    });
    const map = new Map({
        target,
        view,
        controls: [new ScaleLine({ target: scale, minWidth: 72 })],
        interactions: interactions({ altShiftDragRotate: false, pinchRotate: false, mouseWheelZoom: false }).extend([
            new MouseWheelZoom({ constrainResolution: true }),
        ]),
        keyboardEventTarget: target,
    });
    if (!center) view.fit(frame.home, { padding: padding(), size: map.getSize() ?? [1000, 700] });
    map.on('moveend', () => {
        const middle = view.getCenter();
        if (!middle) return;
        const [lon, lat] = toLonLat(middle);
        store.set({ center: [Number(lon.toFixed(5)), Number(lat.toFixed(5))], zoom: view.getZoom() ?? null });
    });
    return map;
}

/** The whole area may stand between two zooms; a step goes to a whole one. */
export function nextZoom(zoom: number, delta: number): number {
    const near = Math.round(zoom * 100) / 100;
    return delta > 0 ? Math.floor(near) + delta : Math.ceil(near) + delta;
}

export function zoomBy(map: Map, delta: number): void {
    const view = map.getView();
    view.animate({ zoom: nextZoom(view.getZoom() ?? 10, delta), duration: motion(180) });
}

export function motion(ms: number): number {
    return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : ms;
}
