import type Feature from 'ol/Feature';
import GeoJSON from 'ol/format/GeoJSON';
import { frame } from './frame';

/** Features as GeoJSON holds them, still in longitude and latitude. */
export function readLonLat(json: object): Feature[] {
    return new GeoJSON().readFeatures(json) as Feature[];
}

export function place(features: Feature[]): Feature[] {
    for (const feature of features) feature.getGeometry()?.applyTransform(frame.forward);
    return features;
}
